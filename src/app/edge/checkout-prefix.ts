/** Finds where a folder is in its checkout, before git is asked for anything else. */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Within } from '../request/userland.js';

/** Returns what git calls the prefix of a folder, such as `sub/`; empty at the top, and outside of a checkout. */
export function checkoutPrefix(cwd: string): string {
  const top = topOf(cwd);
  return top === undefined || top === cwd ? '' : `${relative(top, cwd)}/`;
}

/** The working directory of this process, and where it is in its checkout. */
export const workingFolder = (): Within => ({ cwd: process.cwd(), prefix: checkoutPrefix(process.cwd()) });

function topOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : topOf(above);
}
