/** Writes a call of several words as one executable file, for programs that accept only a path. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes the script at `path`, unless the call is a single word, and returns the path to give to the program. */
export function callable(call: readonly [string, ...string[]], path: string): string {
  if (call.length === 1) return call[0];
  const words = call.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}
