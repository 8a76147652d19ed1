/** Incus: a system container that a daemon of our own runs. */
import type { LinuxDistribution } from '../../host/host.js';
import type { VendorRepository } from '../../host/packages/vendor/apt-repository.js';
import type { Runtime } from '../runtime.js';
import { systemRuntime } from './container.js';

export const incus: Runtime = systemRuntime({
  name: 'incus',
  summary: 'Incus: a system container with systemd, run by a daemon of its own',
  variables: 'INCUS',
  administer: (_daemon, client) => [client, 'admin'],
  client: 'incus',
  recipe: {
    runtime: 'incus',
    programs: [
      // The first path is that of Debian and Ubuntu, the second that of Zabbly.
      { name: 'incusd', places: ['/usr/libexec/incus/incusd', '/opt/incus/lib/systemd/incusd'] },
      { name: 'incus' },
    ],
    // The first package leaves out what only virtual machines need.
    packages: [
      { name: 'incus-base', sameVersion: ['incus-client'] },
      { name: 'incus', sameVersion: ['incus-client'] },
    ],
    backports: true,
    vendor: zabbly,
    accounts: { users: [], groups: ['incus', 'incus-admin'] },
    byPath: 'refused',
  },
});

/** The long-term releases, packaged by the people who make Incus: https://github.com/zabbly/incus. */
function zabbly({ codename }: LinuxDistribution): VendorRepository | undefined {
  if (!['bookworm', 'trixie', 'jammy', 'noble'].includes(codename)) return undefined;
  return {
    name: 'zabbly-incus',
    key: 'https://pkgs.zabbly.com/key.asc',
    fingerprint: '4EFC590696CB15B87C73A3AD82CC8797C838DCFD',
    uri: 'https://pkgs.zabbly.com/incus/lts-6.0',
    suite: codename,
    components: ['main'],
  };
}
