/** runc on an OCI bundle, without a daemon. */
import type { Runtime } from '../runtime.js';
import { SNAPSHOT_OPTION } from '../shared/snapshot.js';
import { ociRuntime } from './bundle.js';
import { checkCriu, criuErrors, criuWords, withCriu } from './criu.js';

const RELEASES = 'https://github.com/opencontainers/runc/releases/download';

const onBundle: Runtime = ociRuntime({
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
  options: { ...SNAPSHOT_OPTION },
  snapshots: { words: criuWords, errors: criuErrors },
});

export const runc: Runtime = {
  ...onBundle,
  check: async (host, arm) => [...(await onBundle.check(host, arm)), ...(await checkCriu(host, arm))],
  install: async (host, arm) => withCriu(host, arm, await onBundle.install(host, arm)),
};
