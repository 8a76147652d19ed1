/** Finds, checks and identifies the executables of a runtime. */
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import which from 'which';
import { HostError, InputError } from '../../errors.js';
import { type CommandResult, commandEnvironment, lastLines, runCommand } from '../../host/commands/command.js';
import { sha256 } from '../../image/archive.js';
import type { Binary } from '../../results/document.js';
import type { Installed } from '../runtime.js';
import { librariesOf } from './libraries.js';

/**
 * Returns the absolute path of a command on PATH, to which the sbin folders are added; undefined where there is none.
 */
export function findCommand(name: string): string | undefined {
  // An empty entry of PATH would mean the working directory.
  const path = (commandEnvironment().PATH ?? '').split(':').filter(Boolean).join(':');
  return which.sync(name, { path, nothrow: true }) ?? undefined;
}

/**
 * Returns the path of a program in a folder that the user gave; undefined without a folder, and where it lacks the
 * program.
 */
export function findBelow(folder: string | undefined, name: string): string | undefined {
  const path = folder && join(folder, name);
  return path && isExecutable(path) ? path : undefined;
}

/** @throws InputError that says what is wrong with a path of the user, and how one is written. */
export function requireExecutable(path: string, what: string, example = `${what}=./bin/${what}`): string {
  if (!existsSync(path))
    throw new InputError(`${what}: ${path} does not exist.`, `Give the path of an executable file: ${example}.`);
  if (!statSync(path).isFile())
    throw new InputError(`${what}: ${path} is not a file.`, 'Give the path of the executable itself.');
  if (!isExecutable(path)) throw new InputError(`${what}: ${path} is not executable.`, `Run chmod +x ${path}.`);
  return path;
}

/**
 * Returns the folder of a runtime of several programs, which the user gave by that folder or by its daemon.
 * @throws InputError that says what the folder lacks.
 */
export function programFolder(path: string, what: string, daemon: string): string {
  if (!existsSync(path))
    throw new InputError(`${what}: ${path} does not exist.`, `Give the folder that has ${daemon}: ${what}=./${what}.`);
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  requireExecutable(join(folder, daemon), what);
  return folder;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Returns the program that starts an arm's sandboxes. It is the one that was identified, never what PATH holds by now.
 */
export function mainOf({ main }: Installed): Binary {
  if (main) return main;
  throw new Error('a runtime that starts programs was installed without its main program');
}

/** Returns the OCI runtime below a container engine, as it was identified. */
export function nestedOf({ nested }: Installed): Binary {
  if (nested) return nested;
  throw new Error('a container engine was installed without the runtime below it');
}

/** Returns one of an arm's programs, as it was identified. */
export function binaryNamed({ binaries }: Installed, name: string): Binary {
  const binary = binaries.find((one) => one.name === name);
  if (binary) return binary;
  throw new Error(`${name} is not among the programs that were installed`);
}

/**
 * Returns the path of one of an arm's programs: the one in the folder that the user gave, else the one that was
 * identified.
 */
export function callNamed(installed: Installed, name: string, folder: string | undefined): string {
  return findBelow(folder, name) ?? binaryNamed(installed, name).path;
}

/** Returns what was installed for an arm that has one program only. */
export function installedAlone(main: Binary, source: string): Installed {
  return { main, binaries: [main], source };
}

/**
 * Returns the absolute path by which a program is called and recorded. Links of its folder are followed, since /bin
 * and /usr/bin may be one. A link of its own name is not: one file may be several programs that go by the name they
 * are called by, as crun is krun, and k3s is ctr.
 */
export const calledAs = (path: string): string => join(realpathSync(dirname(path)), basename(path));

/**
 * Identifies a program by its digest, by that of the shared libraries that it loads, and by its version, which is the
 * first line that it prints with `versionArgs`.
 * @throws InputError when it cannot be run, HostError where this host lets no more be run.
 */
export async function identifyBinary(
  name: string,
  found: string,
  versionArgs: readonly string[] = ['--version'],
): Promise<Binary> {
  const path = calledAs(found);
  const result = await runCommand([path, ...versionArgs]);
  if (result.code !== 0) {
    if (HOST_IS_FULL.test(`${result.stderr}${result.stdout}`)) throw noRoomFor(path, result);
    throw new InputError(
      `${path} does not tell its version: ${(result.stderr || result.stdout).trim().split('\n')[0] ?? ''}`,
      'Give one that is built for this machine.',
    );
  }
  const version = result.stdout.split('\n')[0]?.trim() ?? '';
  const libraries = await librariesOf(path);
  return { name, path, version, sha256: await sha256(path), ...(libraries !== undefined && { libraries }) };
}

/** What EAGAIN of clone or fork and ENOMEM are called by libc, by the runtime of Go, and by that of Rust. */
const HOST_IS_FULL = /Resource temporarily unavailable|Cannot allocate memory|failed to create new OS thread/i;

const noRoomFor = (path: string, { stdout, stderr }: CommandResult): HostError =>
  new HostError(
    `${path} cannot be run: this host has no room for another thread or its memory: ${lastLines(`${stdout}\n${stderr}`, 1).join('')}`,
    'End other work, or raise the limit that is reached: pids.max or memory.max of the cgroup, or ulimit -u.',
  );

/**
 * Identifies all programs that will run: those in `folder`, and those on PATH for what it lacks.
 * @throws HostError where a program is in neither.
 */
export async function identifyPrograms(names: readonly string[], folder: string | undefined): Promise<Binary[]> {
  return identifyAll(names.map((name) => ({ name, path: requireProgram(name, folder) })));
}

/** Identifies programs, all of which callers find first, so that none is called where one is missing. */
export function identifyAll(found: readonly { readonly name: string; readonly path: string }[]): Promise<Binary[]> {
  return Promise.all(found.map(({ name, path }) => identifyBinary(name, path)));
}

/** @throws HostError where the program is neither in the folder nor on PATH. */
export function requireProgram(name: string, folder: string | undefined): string {
  const path = findBelow(folder, name) ?? findCommand(name);
  if (path) return path;
  throw new HostError(
    `There is no ${name} on PATH${folder ? ` or in ${folder}` : ''}.`,
    `Install it, or add its folder to PATH.`,
  );
}
