/** What the CLI needs to turn inputs into flags. */
import type { Layer } from './config-file.js';
import { defaultInWords } from './describe.js';
import { inputsOfCommand } from './inputs.js';
import { type CommandName, camelCase } from './table/input.js';

export interface CliOption {
  /** As commander takes it: `--min-effect <percent>`. */
  readonly flags: string;
  readonly help: string;
}

export function cliOptions(command: CommandName): CliOption[] {
  return inputsOfCommand(command).map((input) => ({
    flags: `--${input.name} <${input.kind.placeholder}>`,
    help: `${input.help} Default: ${defaultInWords(input)}.`,
  }));
}

/**
 * The `flags` layer from the options commander parsed, which it names in camel case; options that are no inputs are
 * left out.
 */
export function flagLayer(command: CommandName, options: Readonly<Record<string, unknown>>): Layer {
  const given = inputsOfCommand(command).map(({ name }) => [name, options[camelCase(name)]] as const);
  return Object.fromEntries(
    given.filter(([, value]) => value !== undefined).map(([name, value]) => [name, [value].flat().map(String)]),
  );
}

/**
 * For commander's argParser: keeps every value of a repeated flag, so that lists grow and doubled values are found.
 */
export function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
