/** Finds, checks and identifies the executables of a runtime. */
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../config/errors.js';
import { commandEnvironment, runCommand } from '../../host/command.js';
import { sha256 } from '../../image/image.js';
import type { Binary } from '../../results/document.js';

/** Absolute path of a command on PATH (with the sbin folders), or undefined. */
export function findCommand(name: string): string | undefined {
  const folders = (commandEnvironment().PATH ?? '').split(':').filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** @throws InputError saying what is wrong with a path the user gave. */
export function requireExecutable(path: string, what: string): string {
  if (!existsSync(path))
    throw new InputError(
      `${what}: ${path} does not exist`,
      `Give the path of an executable file: ${what}=./bin/${what}.`,
    );
  if (!statSync(path).isFile())
    throw new InputError(`${what}: ${path} is not a file`, 'Give the path of the executable itself.');
  if (!isExecutable(path)) throw new InputError(`${what}: ${path} is not executable`, `Run chmod +x ${path}.`);
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Version (the first line that `versionArgs` makes it print) and digest. @throws InputError when it cannot be run. */
export async function identifyBinary(
  name: string,
  path: string,
  versionArgs: readonly string[] = ['--version'],
): Promise<Binary> {
  const real = realpathSync(path);
  const result = await runCommand([path, ...versionArgs], { timeoutSeconds: 20 });
  if (result.code !== 0) {
    throw new InputError(
      `${path} does not tell its version: ${(result.stderr || result.stdout).trim().split('\n')[0] ?? ''}`,
      'Is it built for this machine?',
    );
  }
  return { name, path: real, version: result.stdout.split('\n')[0]?.trim() ?? '', sha256: await sha256(real) };
}
