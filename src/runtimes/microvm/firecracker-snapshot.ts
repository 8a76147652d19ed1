/** Snapshots of Firecracker's machines, by its API (Firecracker, docs/snapshotting/snapshot-support.md). */
import { join } from 'node:path';
import { removeTree } from '../../host/files/beneath.js';
import { callApi } from './http-api.js';
import type { Machine, MachineProcess, Snapshots } from './microvm.js';

const MONITOR = 'Firecracker';

/** How a process of it is started. @param own `--no-api` without snapshots, else the socket and the configuration. */
export type StartWith = (machine: Machine, id: string, own: readonly string[]) => MachineProcess;

/**
 * @param configured writes the configuration of a machine, and returns its path.
 */
export function firecrackerSnapshots(
  start: StartWith,
  configured: (machine: Machine, request: Parameters<Snapshots['boot']>[1]) => string,
): Snapshots {
  const socketIn = ({ folder }: Machine) => join(folder, 'api');
  const withApi = (machine: Machine, id: string, more: readonly string[]): MachineProcess => ({
    ...start(machine, id, ['--api-sock', socketIn(machine), ...more]),
    clear: () => removeTree(socketIn(machine)),
  });
  return {
    boot: (machine, request) => withApi(machine, request.id, ['--config-file', configured(machine, request)]),
    keep: (machine, folder, patience) =>
      callApi(
        MONITOR,
        socketIn(machine),
        [
          { method: 'PATCH', path: '/vm', body: { state: 'Paused' } },
          {
            method: 'PUT',
            path: '/snapshot/create',
            body: {
              snapshot_type: 'Full',
              snapshot_path: join(folder, 'state'),
              mem_file_path: join(folder, 'memory'),
            },
          },
        ],
        patience,
      ),
    restore: (machine, folder, request) => ({
      ...withApi(machine, request.id, []),
      begin: (patience) => callApi(MONITOR, socketIn(machine), [load(folder)], patience),
    }),
  };
}

const load = (folder: string) => ({
  method: 'PUT' as const,
  path: '/snapshot/load',
  body: {
    snapshot_path: join(folder, 'state'),
    mem_backend: { backend_type: 'File', backend_path: join(folder, 'memory') },
    resume_vm: true,
  },
});
