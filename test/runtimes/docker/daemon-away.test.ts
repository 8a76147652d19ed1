/** A daemon of the user's that goes away for a while, as it does when it is restarted. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitingFor } from '../../../src/runtimes/docker/daemon.js';

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-away-'));
});
afterEach(() => {
  server?.close();
  rmSync(folder, { recursive: true });
});

const socket = () => join(folder, 'docker.sock');

async function listen(): Promise<void> {
  server = createServer((client) => client.end()).listen(socket());
  await once(server, 'listening');
}

describe('the check of a daemon that somebody restarts', () => {
  it('waits until it listens again', async () => {
    const alive = waitingFor(socket());
    await listen();
    await alive();
    server?.close();
    const waited = alive();
    await listen();
    await waited;
  });

  it('says what to do where it does not come back, and does not wait a second time', async () => {
    const alive = waitingFor(socket(), 150);
    const gone = `does not listen on ${socket()} any more: start it again`;
    await expect(alive()).rejects.toThrow(gone);
    const before = performance.now();
    await expect(alive()).rejects.toThrow(gone);
    expect(performance.now() - before).toBeLessThan(150);
    await listen();
    await alive();
  });

  it('asks nothing where the client alone knows where the daemon listens', async () => {
    await waitingFor(undefined)();
  });
});
