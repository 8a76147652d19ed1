/** Tells which shared libraries a program loads: where most of its code is in one, its own digest says little. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { CommandError, runCommand } from '../../host/commands/command.js';
import { sha256 } from '../../image/archive.js';
import { NO_LIBRARIES } from '../../results/schema/host.js';

/**
 * Returns one digest of all shared libraries that the program loads at its start, the C library included; undefined
 * where that cannot be found out, as on a host without ldd.
 */
export async function librariesOf(path: string): Promise<string | undefined> {
  const loaded = await loadedBy(path);
  if (loaded === undefined) return undefined;
  if (loaded.length === 0) return NO_LIBRARIES;
  const named = await Promise.all(loaded.map(async (one) => `${await sha256(one)} ${basename(one)}\n`));
  return createHash('sha256').update(named.sort().join('')).digest('hex');
}

async function loadedBy(path: string): Promise<string[] | undefined> {
  try {
    const { code, stdout, stderr } = await runCommand(['ldd', path]);
    return parseLibraries(code, stdout, stderr);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

/** Returns the paths that ldd printed; undefined where it failed, or did not find one of them. Pure. */
export function parseLibraries(code: number | null, stdout: string, stderr: string): string[] | undefined {
  if (/not a dynamic executable/.test(`${stdout}${stderr}`)) return [];
  if (code !== 0 || /=> not found/.test(stdout)) return undefined;
  return [...stdout.matchAll(/^\s*(?:\S+ => )?(\/.*) \(0x[0-9a-f]+\)$/gm)].map(([, path = '']) => path);
}
