/** youki on an OCI bundle, without a daemon. */
import type { Runtime } from '../runtime.js';
import { killing, ociRuntime } from './bundle.js';

const RELEASES = 'https://github.com/youki-dev/youki/releases/download';
const MACHINES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

export const youki: Runtime = ociRuntime({
  summary: 'the OCI runtime written in Rust on a bundle, without a daemon',
  recipe: {
    runtime: 'youki',
    programs: [{ name: 'youki' }],
    packages: [],
    byPath: 'program',
    release: {
      file: (version, arch) => `${RELEASES}/v${version}/youki-${version}-${MACHINES[arch] ?? arch}-musl.tar.gz`,
      archive: { folder: 'youki', members: () => ({ youki: 'youki' }) },
    },
  },
  options: {},
  kill: killing,
});
