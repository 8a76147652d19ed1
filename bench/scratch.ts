/** Folders of those benches that change nothing on the host, so that nothing in them is needed to put it back. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';

/** It ends when nobody holds the other end of its input any more. */
const KEEPER = 'cat; exec rm -rf -- "$0"';

/**
 * Makes a folder that goes when this process has ended, however it ends: a bench mostly waits for a command and then
 * hears no signal, so another process removes the folder. That one
 * holds the output of this one open until it has.
 */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join('/var/tmp', `tare-${name}-`));
  const keeper = spawn('sh', ['-c', KEEPER, folder], { stdio: ['pipe', 'inherit', 'inherit'], detached: true });
  keeper.unref();
  (keeper.stdin as Socket).unref();
  return folder;
}
