/** crun on an OCI bundle, without a daemon. */
import type { Host } from '../../host/host.js';
import type { Runtime } from '../runtime.js';
import { crunVariables } from '../shared/crun-variables.js';
import { ociRuntime } from './bundle.js';
import { withoutHybridCgroup } from './hybrid-cgroup.js';

const RELEASES = 'https://github.com/containers/crun/releases/download';

export const crun: Runtime = {
  ...ociRuntime({
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
    variables: crunVariables,
  }),
  async remarks() {
    const note = withoutHybridCgroup()?.note;
    return note ? [note] : [];
  },
};

/** crun makes it whatever it is asked for, its version even, and whatever folder it is given for its state. */
const STATE_OF_OTHERS = '/run/crun';

/** Has to be called before a program is asked what it is, because it may be crun whatever its name. */
export function recordCrunFolder(host: Host): void {
  host.journal.record({ kind: 'folder', path: STATE_OF_OTHERS });
}
