import { describe, expect, it } from '@jest/globals';
import { CommandError } from '../../../src/host/commands/command.js';
import { explainAptFailure, lockHolder, sourceTroubles } from '../../../src/host/packages/apt-get.js';
import { packageEnvironment } from '../../../src/host/packages/dpkg.js';

/** As apt 2.6.1 printed them. */
const LOCKED = `E: Could not get lock /var/lib/apt/lists/lock. It is held by process 4242 (unattended-upgr)
N: Be aware that removing the lock file is not a solution and may break your system.
E: Unable to lock directory /var/lib/apt/lists/
`;
const NO_RELEASE = `E: The repository 'http://mirror.invalid/nosuch bookworm Release' does not have a Release file.
`;
const NO_KEY = `W: GPG error: http://mirror.invalid/debian bookworm InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 6ED0E7B82643E131
E: The repository 'http://mirror.invalid/debian bookworm InRelease' is not signed.
`;
const EXPIRED = `E: Release file for http://mirror.invalid/dists/bookworm-security/InRelease is expired (invalid since 3d 4h). Updates for this repository will not be applied.
`;

describe('what apt says', () => {
  it.each([
    ['names a mirror that is not reached', 100, 'E: Failed to fetch http://mirror.invalid/x', 'cannot be reached'],
    ['names a full disk', 100, "E: You don't have enough free space in /var/cache/apt/archives/.", 'disk is full'],
    ['does not blame the package system for a slow mirror', null, 'Get:7 http://mirror.invalid/', 'is slow: run again'],
    ['names the holder of a lock', 100, LOCKED, 'process 4242 (unattended-upgr) holds /var/lib/apt/lists/lock'],
    ['names a source without what it says', 100, NO_RELEASE, 'A package source of this host does not have'],
    ['names a key that is missing', 100, NO_KEY, 'add its key (Signed-By)'],
    ['names a mirror that is out of date', 100, EXPIRED, 'out of date, or the clock'],
    ['names credentials', 100, 'E: Failed to fetch http://m/x  401  Unauthorized', '/etc/apt/auth.conf.d'],
    ['names a broken file of sources', 100, 'E: Malformed entry 1 in list file /x (Suite)', 'mend the file'],
    ['names what is held or pinned', 100, 'E: Unable to correct problems, you have held broken packages.', 'showhold'],
    ['names the package system otherwise', 100, 'E: Something else.', 'Mend the package system'],
  ])('%s', (_, code, stderr, remedy) => {
    expect(explainAptFailure(new CommandError(['apt-get', 'update'], { code, stdout: '', stderr })).remedy).toContain(
      remedy,
    );
  });
});

describe('the holder of a lock', () => {
  it.each([
    [LOCKED, '/var/lib/apt/lists/lock', 'process 4242 (unattended-upgr)'],
    [
      'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7',
      '/var/lib/dpkg/lock-frontend',
      'process 7',
    ],
    [
      'E: Could not get lock /var/lib/dpkg/lock - open (11: Resource temporarily unavailable)',
      '/var/lib/dpkg/lock',
      'another process',
    ],
    [
      'dpkg: error: dpkg frontend lock was locked by another process with pid 812\nNote: removing the lock file is always wrong',
      '/var/lib/dpkg/lock-frontend',
      'process 812',
    ],
    ['dpkg: error: dpkg database lock is locked by another process', '/var/lib/dpkg/lock', 'another process'],
  ])('is read from %s', (text, path, who) => {
    expect(lockHolder(text)).toEqual({ path, who });
  });

  it('is not found where another error happened', () => {
    expect(lockHolder(NO_RELEASE)).toBeUndefined();
  });
});

describe('sources that cannot be read', () => {
  it('are reported once each', () => {
    expect(sourceTroubles(NO_RELEASE + NO_RELEASE + EXPIRED)).toHaveLength(2);
    expect(sourceTroubles(NO_KEY)).toHaveLength(2);
  });

  it('are not reported where all of apt failed', () => {
    expect(sourceTroubles(LOCKED)).toEqual([]);
    expect(sourceTroubles('E: Malformed entry 1 in list file /x (Suite)')).toEqual([]);
  });
});

describe('the environment of apt', () => {
  it('keeps needrestart from restarting services', () => {
    expect(packageEnvironment({})).toMatchObject({ NEEDRESTART_SUSPEND: '1' });
  });

  it('keeps what the user has set', () => {
    const own = { NEEDRESTART_SUSPEND: '', NEEDRESTART_MODE: 'l', SECRET: 'x' };
    const env = packageEnvironment(own);
    expect(env).toMatchObject({ NEEDRESTART_SUSPEND: '', NEEDRESTART_MODE: 'l' });
    expect(env).not.toHaveProperty('SECRET');
  });
});
