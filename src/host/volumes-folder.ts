/** Names the folder below which every sandbox of a run has its volume. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host.js';

/** Returns the folder, which it makes where it is missing. It goes with the work folder. */
export function volumesFolder({ paths }: Pick<Host, 'paths'>): string {
  const folder = join(paths.work, 'volumes');
  mkdirSync(folder, { recursive: true });
  return folder;
}
