/** What the user has in the folder of a package that goes keeps the package. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dataHolders, deletedFolders } from '../../../src/host/packages/data-holders.js';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'tare-data-'));
});
afterEach(() => rmSync(top, { recursive: true }));

const make = (path: string) => mkdirSync(join(top, 'var/lib', path), { recursive: true });
const holdersOf = (...names: string[]) => [...dataHolders(names, top).keys()].sort();

describe('of Docker', () => {
  const holders = () => holdersOf('docker.io', 'runc');

  it.each(['overlay2', 'btrfs', 'zfs', 'fuse-overlayfs', 'vfs'])('images of the driver %s are data', (driver) => {
    make(`docker/image/${driver}/imagedb/content/sha256`);
    expect(holders()).toEqual([]);
    make(`docker/image/${driver}/imagedb/content/sha256/1f`);
    expect(holders()).toEqual(['docker.io']);
  });

  it.each(['containers/1f', 'volumes/mine', 'swarm/state.json'])('%s is data', (path) => {
    make(`docker/${path}`);
    expect(holders()).toEqual(['docker.io']);
  });

  it.each(['volumes/metadata.db', 'image/overlay2/layerdb', 'tmp/x'])('%s is none', (path) => {
    make(`docker/${path}`);
    expect(holders()).toEqual([]);
  });

  it('data keeps the client too', () => {
    make('docker/volumes/mine');
    expect(holdersOf('docker-cli')).toEqual([]);
    expect(holdersOf('docker-cli', 'docker.io')).toEqual(['docker-cli', 'docker.io']);
    expect(dataHolders(['docker-cli', 'docker.io'], top).get('docker-cli')).toBe(
      "it serves /var/lib/docker, which holds data that is not tare's",
    );
  });
});

describe.each([
  ['incus', ['incus', 'incus-base']],
  ['incus', ['incus-base']],
  ['incus', ['incus']],
  ['lxd', ['lxd']],
])('of %s', (folder, names) => {
  it.each([
    'containers/mine',
    'virtual-machines/mine',
    'images/1f.rootfs',
    'storage-pools/default/custom/mine',
    'networks/incusbr0',
  ])('%s is data', (path) => {
    make(`${folder}/${path}`);
    expect(holdersOf(...names, 'runc', 'lxc')).toEqual(names);
  });

  it('what a daemon makes at its first start is none', () => {
    for (const name of ['containers', 'database/global', 'devlxd', 'images', 'storage-pools', 'virtual-machines'])
      make(`${folder}/${name}`);
    expect(holdersOf(...names)).toEqual([]);
  });
});

it.each([
  ['rm -Rf /var/lib/thing || true', ['/var/lib/thing']],
  ['rm --one-file-system -Rf /var/cache/thing /var/lib/thing /var/log/thing || true', ['/var/lib/thing']],
  ['if [ "$1" = purge ]; then rm -fr "/srv/thing/"; fi', ['/srv/thing/']],
  ['rm --recursive \\\n  /var/lib/thing/*', ['/var/lib/thing/']],
  ['rm -f /var/lib/thing', []],
  ['rm -rf /etc/thing /run/thing /var/lib/$NAME /var/lib', []],
  ['# rm -rf /var/lib/thing', []],
  ['confirm -r /var/lib/thing', []],
])('a script of %j deletes %j', (script, folders) => {
  expect(deletedFolders(script)).toEqual(folders);
});
