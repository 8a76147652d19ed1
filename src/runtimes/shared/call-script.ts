/** Writes a call of several words as one executable file, for programs that accept only a path. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes the script at `path`, unless the call is a single word without variables, and returns the path to give to the
 * program.
 */
export function callable(
  call: readonly [string, ...string[]],
  path: string,
  env: Readonly<Record<string, string>> = {},
): string {
  const variables = Object.entries(env);
  if (call.length === 1 && variables.length === 0) return call[0];
  const exports = variables.map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${exports.join('')}exec ${shellWords(call)} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Returns the words as a shell has to read them. */
export const shellWords = (words: readonly string[]): string => words.map(quoted).join(' ');

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
