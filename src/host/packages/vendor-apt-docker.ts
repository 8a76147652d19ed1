/** Docker's own package repository. */
import { HostError } from '../../errors.js';
import type { LinuxDistribution } from '../host.js';
import type { VendorRepository } from './vendor-apt.js';

/** https://docs.docker.com/engine/install/debian/ and …/ubuntu/. @throws HostError for other distributions. */
export function dockerRepository({ id, codename, pretty }: LinuxDistribution): VendorRepository {
  if (id !== 'debian' && id !== 'ubuntu')
    throw new HostError(
      `tare knows Docker's package repositories for Debian and Ubuntu, and this is ${pretty}`,
      'Install that version yourself, or unpack its static bundle and give the folder by path: docker=./docker.',
    );
  const uri = `https://download.docker.com/linux/${id}`;
  return {
    name: 'docker',
    key: `${uri}/gpg`,
    fingerprint: '9DC858229FC7DD38854AE2D88D81803C0EBFCD88',
    uri,
    suite: codename,
    components: ['stable'],
  };
}
