/** runc on an OCI bundle, without a daemon. */
import type { Runtime } from '../runtime.js';
import { ociRuntime } from './bundle.js';

const RELEASES = 'https://github.com/opencontainers/runc/releases/download';

export const runc: Runtime = ociRuntime({
  summary: 'the reference OCI runtime on a bundle, without a daemon',
  recipe: {
    runtime: 'runc',
    programs: [{ name: 'runc' }],
    packages: [{ name: 'runc' }],
    byPath: 'program',
    release: {
      file: (version, arch) => `${RELEASES}/v${version}/runc.${arch}`,
      checksums: (version) => `${RELEASES}/v${version}/runc.sha256sum`,
    },
  },
  options: {},
});
