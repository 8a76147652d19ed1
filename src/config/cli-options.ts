/** Turns inputs into flags for the CLI. */
import type { Layer } from './config-file.js';
import { defaultInWords } from './describe.js';
import { inputsOfCommand } from './inputs.js';
import { type CommandName, camelCase } from './table/input.js';

export interface CliOption {
  /** The name of the input: `min-effect`. */
  readonly input: string;
  /** The flags in the form of commander: `--min-effect <percent>`. */
  readonly flags: string;
  readonly help: string;
}

export function cliOptions(command: CommandName): CliOption[] {
  return inputsOfCommand(command).map((input) => ({
    input: input.name,
    flags: `--${input.name} <${input.kind.placeholder}>`,
    help: `${input.help} Default: ${defaultInWords(input)}.`,
  }));
}

/**
 * Returns the `flags` layer from the options that commander parsed, which it names in camel case. Options that are no
 * inputs are left out.
 */
export function flagLayer(command: CommandName, options: Readonly<Record<string, unknown>>): Layer {
  const given = inputsOfCommand(command).map(({ name }) => [name, options[camelCase(name)]] as const);
  return Object.fromEntries(
    given.filter(([, value]) => value !== undefined).map(([name, value]) => [name, [value].flat().map(String)]),
  );
}

/** Keeps every value of a repeated flag, as commander's argParser, so that lists grow and doubled values are found. */
export function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
