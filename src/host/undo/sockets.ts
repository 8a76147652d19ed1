/** Removes sockets of daemons that were killed: their files stay, in folders that others use too. */
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { errorCode, isGone } from '../errno.js';

/** Returns the names of the sockets in a folder; none where there is no such folder. */
export function socketsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isSocket() ? [entry.name] : []));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

/** Removes the sockets that were not there before and that no process listens on any more. */
export async function removeDeadSockets(folder: string, before: readonly string[]): Promise<void> {
  for (const name of socketsIn(folder).filter((one) => !before.includes(one))) {
    const path = join(folder, name);
    if (await isDead(path)) rmSync(path, { force: true });
  }
}

/** The kernel refuses a connection at once where no process listens, in whatever namespace it would be. */
async function isDead(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return false;
  } catch (error) {
    return errorCode(error) === 'ECONNREFUSED';
  } finally {
    socket.destroy();
  }
}
