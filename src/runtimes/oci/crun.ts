/** crun on an OCI bundle, without a daemon. */
import type { Runtime } from '../runtime.js';
import { ociRuntime } from './bundle.js';
import { withoutHybridCgroup } from './hybrid-cgroup.js';

const RELEASES = 'https://github.com/containers/crun/releases/download';

const onBundle: Runtime = ociRuntime({
  summary: 'the OCI runtime written in C on a bundle, without a daemon',
  recipe: {
    runtime: 'crun',
    programs: [{ name: 'crun' }],
    packages: [{ name: 'crun' }],
    byPath: 'program',
    release: {
      file: (version, arch) => `${RELEASES}/${version}/crun-${version}-linux-${arch}`,
      checksums: (version) => `${RELEASES}/${version}/CHECKSUMS`,
    },
  },
  options: {},
  wrapper: withoutHybridCgroup,
});

export const crun: Runtime = {
  ...onBundle,
  async remarks() {
    const note = withoutHybridCgroup()?.note;
    return note ? [note] : [];
  },
};
