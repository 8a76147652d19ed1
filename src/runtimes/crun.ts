/** crun on an OCI bundle, without a daemon. */
import type { Runtime } from './runtime.js';
import { withoutHybridCgroup } from './shared/hybrid-cgroup.js';
import { ociRuntime } from './shared/oci-bundle.js';

const RELEASES = 'https://github.com/containers/crun/releases/download';

export const crun: Runtime = ociRuntime({
  name: 'crun',
  summary: 'the OCI runtime written in C on a bundle, without a daemon',
  packageName: 'crun',
  release: {
    file: (version, arch) => `${RELEASES}/${version}/crun-${version}-linux-${arch}`,
    checksums: (version) => `${RELEASES}/${version}/CHECKSUMS`,
  },
  options: {},
  globalArgs: () => [],
  surroundings: withoutHybridCgroup,
});
