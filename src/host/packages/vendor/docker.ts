/** Names Docker's own package repository. */
import type { LinuxDistribution } from '../../host.js';
import type { VendorRepository } from './apt-repository.js';

/**
 * The values are those of https://docs.docker.com/engine/install/debian/ and …/ubuntu/; undefined for other
 * distributions.
 */
export function dockerRepository({ id, codename }: LinuxDistribution): VendorRepository | undefined {
  if (id !== 'debian' && id !== 'ubuntu') return undefined;
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
