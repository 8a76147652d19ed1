/** Inputs from flags and from tare.yml. */
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConfigFile, type Layer, parseConfigFile } from '../config/config-file.js';
import type { Inputs } from '../config/inputs.js';
import { parseInputs } from '../config/parse.js';
import { InputError } from '../errors.js';
import { readInputFile } from '../host/input-file.js';

const DEFAULT_FILE = 'tare.yml';

/** @throws InputError */
export function loadInputs(flags: Layer): Inputs {
  const cwd = process.cwd();
  return parseInputs({ flags, file: configFile(flags.config?.toString(), cwd), cwd });
}

const WANTED = {
  what: 'a file of inputs',
  remedy: `Give the path of a YAML file, or leave it out: ${DEFAULT_FILE} is read where there is one.`,
  largestBytes: 1024 ** 2,
};

function configFile(named: string | undefined, cwd: string): ConfigFile | undefined {
  const path = resolve(cwd, named || DEFAULT_FILE);
  if (!named && lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    return parseConfigFile(readInputFile(path, WANTED).toString('utf8'), named || DEFAULT_FILE);
  } catch (error) {
    throw named && error instanceof InputError && error.message.startsWith(path)
      ? new InputError(`config: ${error.message.replace(path, named)}`)
      : error;
  }
}
