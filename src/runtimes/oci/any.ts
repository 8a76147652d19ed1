/** Any program with runc's command line, given by its path. Tare uses what it knows of the program: see `index.ts`. */
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
