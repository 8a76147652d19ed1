/** Snapshots of QEMU's machines: a migration to a file, and one from it (QEMU, docs/devel/migration). */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { shellWords } from '../shared/call-script.js';
import type { Monitor, Snapshots } from './microvm.js';
import { type Execute, withQmp } from './qmp.js';

/** QEMU's own limits are for a network that others use: 128 MiB/s, and 300 ms in which the guest stands still. */
const UNHURRIED = { 'max-bandwidth': 64 * 1024 ** 3, 'downtime-limit': 60_000 };
const POLL_MS = 5;

export function qemuSnapshots(start: Monitor['start']): Snapshots {
  const socketIn = (folder: string) => join(folder, 'qmp');
  return {
    boot(machine, request) {
      const socket = socketIn(machine.folder).replaceAll(',', ',,');
      return { argv: [...start(machine, request).argv, '-qmp', `unix:${socket},server=on,wait=off`] };
    },
    async keep(machine, folder, patience) {
      await withQmp(socketIn(machine.folder), patience, async (execute) => {
        await execute('migrate-set-parameters', UNHURRIED);
        await execute('migrate', { uri: `exec:cat >${shellWords([memoryIn(folder)])}` });
        await migrated(execute);
        await execute('quit');
      });
    },
    restore(machine, folder, request) {
      return { argv: [...start(machine, request).argv, '-incoming', `exec:cat ${shellWords([memoryIn(folder)])}`] };
    },
  };
}

const memoryIn = (folder: string): string => join(folder, 'memory');

const stateSchema = z.looseObject({ status: z.string().optional(), 'error-desc': z.string().optional() });

/** Waits until the memory is in the file. @throws Error where that fails. */
async function migrated(execute: Execute): Promise<void> {
  for (;;) {
    const { status, 'error-desc': cause } = stateSchema.parse(await execute('query-migrate'));
    if (status === 'completed') return;
    if (status === 'failed' || status === 'cancelled')
      throw new Error(`QEMU could not keep the memory of its machine${cause ? `: ${cause}` : ''}`);
    await delay(POLL_MS);
  }
}
