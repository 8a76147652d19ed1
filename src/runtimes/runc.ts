/** runc on an OCI bundle, without a daemon. */
import type { Runtime } from './runtime.js';
import { ociRuntime } from './shared/oci-bundle.js';

export const runc: Runtime = ociRuntime({
  name: 'runc',
  summary: 'the reference OCI runtime on a bundle, without a daemon',
  packageName: 'runc',
  options: {},
  globalArgs: () => [],
});
