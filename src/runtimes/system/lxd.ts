/** LXD of the distribution: a system container run by a daemon of our own. */
import type { Runtime } from '../runtime.js';
import { systemRuntime } from './container.js';

export const lxd: Runtime = systemRuntime({
  name: 'lxd',
  summary: 'LXD: a system container with systemd, run by a daemon of its own',
  variables: 'LXD',
  administer: (daemon) => [daemon],
  packaged: {
    programs: [
      { name: 'lxd', places: ['/usr/bin/lxd', '/usr/sbin/lxd'] },
      { name: 'lxc', places: ['/usr/bin/lxc'] },
    ],
    packages: ['lxd'],
    beside: ['lxd-client'],
    accounts: { users: ['_lxd'], groups: ['lxd'] },
    byPath: 'refused',
  },
});
