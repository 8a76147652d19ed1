/** Inputs from flags and from tare.yml. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConfigFile, type Layer, parseConfigFile } from '../config/config-file.js';
import type { Inputs } from '../config/inputs.js';
import { parseInputs } from '../config/parse.js';
import { InputError } from '../errors.js';

const DEFAULT_FILE = 'tare.yml';

/** @throws InputError */
export function loadInputs(flags: Layer): Inputs {
  const cwd = process.cwd();
  return parseInputs({ flags, file: configFile(flags.config?.toString(), cwd), cwd });
}

function configFile(named: string | undefined, cwd: string): ConfigFile | undefined {
  const path = resolve(cwd, named || DEFAULT_FILE);
  if (!existsSync(path)) {
    if (named)
      throw new InputError(
        `config: ${named} does not exist`,
        `Give the path of a YAML file, or leave it out: ${DEFAULT_FILE} is read where there is one.`,
      );
    return undefined;
  }
  return parseConfigFile(readFileSync(path, 'utf8'), named || DEFAULT_FILE);
}
