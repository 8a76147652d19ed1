/** LXD of the distribution: a system container that a daemon of our own runs. */
import type { Runtime } from '../runtime.js';
import { systemRuntime } from './container.js';

export const lxd: Runtime = systemRuntime({
  name: 'lxd',
  summary: 'LXD: a system container with systemd, run by a daemon of its own',
  variables: 'LXD',
  administer: (daemon) => [daemon],
  client: 'lxc',
  recipe: {
    runtime: 'lxd',
    programs: [
      { name: 'lxd', places: ['/usr/bin/lxd', '/usr/sbin/lxd'] },
      { name: 'lxc', places: ['/usr/bin/lxc'] },
    ],
    packages: [{ name: 'lxd', sameVersion: ['lxd-client'] }],
    backports: true,
    accounts: { users: ['_lxd'], groups: ['lxd'] },
    byPath: 'refused',
  },
});
