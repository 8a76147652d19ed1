/** Incus: a system container run by a daemon of our own. */
import type { Runtime } from './runtime.js';
import { systemRuntime } from './shared/system-container.js';

export const incus: Runtime = systemRuntime({
  name: 'incus',
  summary: 'Incus: a system container with systemd, run by a daemon of its own',
  variables: 'INCUS',
  administer: (_daemon, client) => [client, 'admin'],
  packaged: {
    programs: [
      // Debian and Ubuntu; Zabbly.
      { name: 'incusd', places: ['/usr/libexec/incus/incusd', '/opt/incus/bin/incusd'] },
      { name: 'incus', places: ['incus'] },
    ],
    // The first leaves out what only virtual machines need.
    packages: ['incus-base', 'incus'],
    byPath: 'refused',
  },
});
