/** What podman's own network leaves for the whole host is removed, unless somebody uses it by then. */
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recordContainers } from '../../../src/runtimes/podman/network.js';
import { closeTestHost, openTestHost, type TestHost } from '../support.js';

const LOCK = '/run/lock/netavark.lock';
const isTaken = existsSync(LOCK);

// A podman of this host has made the file, and it stays as it is.
(isTaken ? describe.skip : describe)('the lock of netavark', () => {
  let host: TestHost;
  beforeEach(async () => {
    host = await openTestHost();
    const nothing = { command: ['true'], env: {}, folder: '/nowhere' };
    recordContainers(host, { path: '/nowhere' } as Parameters<typeof recordContainers>[1], nothing);
  });
  afterEach(() => rmSync(LOCK, { force: true }));

  it('is removed where a run has made it', async () => {
    closeSync(openSync(LOCK, 'w'));
    expect(await closeTestHost(host)).toEqual([]);
    expect(existsSync(LOCK)).toBe(false);
  });

  it('stays where another process has it open, as a podman of the user that holds it', async () => {
    const held = openSync(LOCK, 'w');
    expect(await closeTestHost(host)).toEqual([]);
    expect(existsSync(LOCK)).toBe(true);
    closeSync(held);
  });

  it('is nothing to remove where the run has made none', async () => {
    expect(await closeTestHost(host)).toEqual([]);
    expect(existsSync(LOCK)).toBe(false);
  });
});
