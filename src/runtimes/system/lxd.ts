/** LXD of the distribution: a system container that a daemon of our own runs. */
import type { Recipe } from '../install/recipe.js';
import type { Runtime } from '../runtime.js';
import { systemRuntime } from './container.js';

export const RECIPE: Recipe = {
  runtime: 'lxd',
  programs: [
    { name: 'lxd', places: ['/usr/bin/lxd', '/usr/sbin/lxd'] },
    { name: 'lxc', places: ['/usr/bin/lxc'] },
  ],
  packages: [{ name: 'lxd', sameVersion: ['lxd-client'] }],
  // Ubuntu's package of this name has no LXD: it installs the snap when it is itself installed.
  accepts: (packageVersion) => !packageVersion.startsWith('1:0.'),
  // A server of Ubuntu has this package from the start.
  installer: {
    package: 'lxd-installer',
    installs: 'the snap of LXD',
    remedy: 'Tare does not call it, and measures no LXD of a snap: ask for incus, or leave lxd out.',
  },
  backports: true,
  accounts: { users: ['_lxd'], groups: ['lxd'] },
  byPath: 'refused',
};

export const lxd: Runtime = systemRuntime({
  name: 'lxd',
  summary: 'LXD: a system container with systemd, run by a daemon of its own',
  variables: 'LXD',
  administer: (daemon) => [daemon],
  client: 'lxc',
  recipe: RECIPE,
});
