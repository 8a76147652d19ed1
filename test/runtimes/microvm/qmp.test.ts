import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findCommand } from '../../../src/runtimes/install/binaries.js';
import { withQmp } from '../../../src/runtimes/microvm/qmp.js';

const program = findCommand('qemu-system-x86_64');
if (!program) process.stderr.write('skipped: QEMU is not asked by its protocol: it is not installed\n');

const PATIENT = { seconds: 60, signal: new AbortController().signal };

let folder: string;
let socket: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-qmp-'));
  socket = join(folder, 'qmp');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A socket is there before anybody listens on it. */
function isListening(): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection(socket, () => {
      probe.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}

(program ? describe : describe.skip)('a machine of QEMU without a guest', () => {
  let machine: ChildProcess;
  beforeEach(async () => {
    const flags = ['-machine', 'none', '-nodefaults', '-no-user-config', '-display', 'none'];
    machine = spawn(program ?? '', [...flags, '-qmp', `unix:${socket},server=on,wait=off`], { stdio: 'ignore' });
    while (!(await isListening())) await delay(5);
  });
  afterEach(async () => {
    const ended = machine.exitCode === null && machine.signalCode === null ? once(machine, 'exit') : undefined;
    machine.kill('SIGKILL');
    await ended;
  });

  it('answers one command after another, and ends when it is told to', async () => {
    const status = await withQmp(socket, PATIENT, async (execute) => {
      const found = await execute('query-status');
      await execute('migrate-set-parameters', { 'downtime-limit': 1000 });
      await execute('quit');
      return found;
    });
    expect(status).toMatchObject({ status: expect.any(String) });
  });

  it('refuses a command that it does not know, by name and with its reason', async () => {
    const asking = withQmp(socket, PATIENT, (execute) => execute('fly'));
    await expect(asking).rejects.toThrow(/QEMU refused fly: .*fly/);
  });

  it('that is killed fails what was asked of it', async () => {
    const asking = withQmp(socket, PATIENT, async (execute) => {
      machine.kill('SIGSTOP');
      const answer = execute('query-status');
      machine.kill('SIGKILL');
      return answer;
    });
    await expect(asking).rejects.toThrow();
  });
});

describe('a monitor that says nothing', () => {
  let server: Server;
  beforeEach(async () => {
    server = createServer().listen(socket);
    await once(server, 'listening');
  });
  afterEach(() => {
    server.close();
  });

  it('is given up', async () => {
    await expect(withQmp(socket, { ...PATIENT, seconds: 0.05 }, async () => undefined)).rejects.toThrow(
      'did not answer within 0.05 s',
    );
  });

  it('holds up nobody who stops', async () => {
    const stop = new AbortController();
    const asking = withQmp(socket, { seconds: 60, signal: stop.signal }, async () => undefined);
    await once(server, 'connection');
    stop.abort(new Error('cancelled'));
    await expect(asking).rejects.toThrow('cancelled');
    await expect(withQmp(socket, { seconds: 60, signal: stop.signal }, async () => undefined)).rejects.toThrow(
      'cancelled',
    );
  });
});

it('a monitor that is not there fails at once', async () => {
  await expect(withQmp(socket, PATIENT, async () => undefined)).rejects.toThrow('ENOENT');
});
