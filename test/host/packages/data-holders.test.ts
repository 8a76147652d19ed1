/** What the user has in the folder of a package that goes keeps the package. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { dataHolders } from '../../../src/host/packages/purge.js';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'tare-data-'));
});
afterEach(() => rmSync(top, { recursive: true }));

const make = (path: string) => mkdirSync(join(top, 'var/lib/docker', path), { recursive: true });
const holders = () => [...dataHolders(['docker.io', 'runc'], top).keys()];

it.each(['overlay2', 'btrfs', 'zfs', 'fuse-overlayfs', 'vfs'])('images of the driver %s are data', (driver) => {
  make(`image/${driver}/imagedb/content/sha256`);
  expect(holders()).toEqual([]);
  make(`image/${driver}/imagedb/content/sha256/1f`);
  expect(holders()).toEqual(['docker.io']);
});

it.each(['containers/1f', 'volumes/mine', 'swarm/state.json'])('%s is data', (path) => {
  make(path);
  expect(holders()).toEqual(['docker.io']);
});

it.each(['volumes/metadata.db', 'image/overlay2/layerdb', 'tmp/x'])('%s is none', (path) => {
  make(path);
  expect(holders()).toEqual([]);
});
