/** Any program with runc's command line, by its path. What is known of it is used: see `index.ts`. */
import type { Runtime } from '../runtime.js';
import { killing, ociRuntime } from './bundle.js';

export const anyOci: Runtime = {
  ...ociRuntime({
    summary: 'an OCI runtime of yours on a bundle, without a daemon: oci=./youki',
    recipe: { runtime: 'oci', programs: [{ name: 'oci' }], packages: [], byPath: 'program' },
    options: {},
    kill: killing,
  }),
  byPathAlone: true,
};
