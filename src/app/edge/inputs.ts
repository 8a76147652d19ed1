/** Inputs from flags and from tare.yml. */
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConfigFile, type Layer, parseConfigFile } from '../../config/config-file.js';
import type { Inputs } from '../../config/inputs.js';
import { parseInputs } from '../../config/parse.js';
import { InputError } from '../../errors.js';
import { readInputFile } from '../../host/files/input-file.js';
import type { KnownSides } from '../request/known-sides.js';
import { inputsOfSides } from './sides.js';

export const DEFAULT_FILE = 'tare.yml';

/** @throws InputError */
export function loadInputs(flags: Layer, sides: KnownSides = {}): Inputs {
  const cwd = process.cwd();
  return inputsOfSides({ flags, file: configFile(flags, cwd), cwd }, sides);
}

/**
 * Reads `cleanup` alone: nothing else that is wrong with the file may keep a host from being put back. Where a flag
 * gives it, the file is not read.
 * @throws InputError
 */
export function loadCleanup({ cleanup, config }: Layer): Inputs['cleanup'] {
  const cwd = process.cwd();
  const file = cleanup === undefined ? configFile({ config }, cwd) : undefined;
  const only = file && { ...file, values: { cleanup: file.values.cleanup } };
  return parseInputs({ flags: { cleanup, config }, ...(only && { file: only }), cwd }).cleanup;
}

/** What the file of inputs gives; nothing where there is none. @throws InputError */
export function valuesOfFile(flags: Layer): Layer {
  return configFile(flags, process.cwd())?.values ?? {};
}

const WANTED = {
  what: 'a file of inputs',
  remedy: `Give the path of a YAML file, or leave it out: ${DEFAULT_FILE} is read where there is one.`,
  largestBytes: 1024 ** 2,
};

function configFile({ config }: Layer, cwd: string): ConfigFile | undefined {
  const [named, ...more] = [config ?? []].flat();
  // That several are given is told with all else that is wrong with the inputs.
  if (more.length > 0) return undefined;
  // Not by path.resolve: a bundler takes that for a file of the repository, and examples/ has one of this name.
  const path = `${cwd}/${DEFAULT_FILE}`;
  if (named) return parseConfigFile(configText(named, cwd), named);
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  return parseConfigFile(readInputFile(path, WANTED).toString('utf8'), DEFAULT_FILE);
}

/** Reads a file that the user named. @throws InputError that calls it as the user did. */
export function configText(named: string, cwd: string): string {
  const path = resolve(cwd, named);
  try {
    return readInputFile(path, WANTED).toString('utf8');
  } catch (error) {
    if (!(error instanceof InputError) || !error.message.startsWith(path)) throw error;
    throw new InputError(`config: ${error.message.replace(path, named)}`);
  }
}
