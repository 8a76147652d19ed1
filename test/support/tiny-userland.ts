/**
 * Makes a userland of a few files in a moment: a shell of this host with its libraries, and a sysbench that is a
 * script. Like many container images it has no /proc, /sys and /dev.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NEEDED = ['env', 'cat', 'head', 'nproc', 'sed'];
const PROGRAMS = ['/bin/sh', ...[...NEEDED, 'mkdir'].map((name) => `/usr/bin/${name}`)];

/**
 * Fills `root`, a new folder.
 * @param sysbench the body of a shell script.
 * @param more programs of this host.
 */
export function makeTinyUserland(root: string, sysbench: string, more: readonly string[] = []): void {
  for (const folder of ['usr/bin', 'var/tmp', 'var/lib/dpkg', 'tmp'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const program of [...PROGRAMS, ...more])
    for (const file of [program, ...librariesOf(program)]) bring(file, root);
  writeFileSync(join(root, 'usr/bin/sysbench'), `#!/bin/sh\n${sysbench}\n`);
  chmodSync(join(root, 'usr/bin/sysbench'), 0o755);
}

function librariesOf(program: string): string[] {
  const text = execFileSync('ldd', [program], { encoding: 'utf8' });
  return Array.from(text.matchAll(/(\/\S+) \(0x/g), ([, path = '']) => path);
}

function bring(file: string, root: string): void {
  mkdirSync(join(root, dirname(file)), { recursive: true });
  copyFileSync(realpathSync(file), join(root, file));
}
