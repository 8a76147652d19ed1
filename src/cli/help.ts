/** Lays out the help of the command, and refuses a word that is no command where help is asked for. */
import type { Command, HelpConfiguration } from 'commander';
import { didYouMean } from '../config/kinds/nearest.js';
import { wrap } from '../printable.js';

/** Descriptions stand beside their flags where this many columns are left for them, and below them elsewhere. */
const NARROWEST = 40;
const INDENT = 2;
const GAP = 2;
/** A description below its flag is set in so far that the flags stay easy to find. */
const BELOW = 6;

/** By itself commander breaks no line of a list where a flag is long, however narrow the terminal is. */
export const HELP_LAYOUT: HelpConfiguration = {
  formatItem(term, termWidth, description, helper) {
    const width = helper.helpWidth ?? 80;
    const beside = width - INDENT - termWidth - GAP;
    const isBeside = beside >= NARROWEST;
    const lines = description === '' ? [] : wrap(description, isBeside ? beside : width - BELOW);
    const pad = ' '.repeat(isBeside ? INDENT + termWidth + GAP : BELOW);
    const first = `${' '.repeat(INDENT)}${term}`;
    if (!isBeside) return [first, ...lines.map((line) => pad + line)].join('\n');
    const [head = '', ...rest] = lines;
    return [`${first.padEnd(pad.length)}${head}`.trimEnd(), ...rest.map((line) => pad + line)].join('\n');
  },
};

/**
 * Refuses a word that is no command. By itself commander answers `help nope` and `nope --help` with the list of all
 * commands, and the latter as if all were well.
 * @throws CommanderError
 */
export function refuseUnknownCommand(tare: Command, words: readonly string[]): void {
  let command = tare;
  for (const word of words) {
    if (command.commands.length === 0 || word.startsWith('-')) return;
    if (word === 'help') continue;
    const found = command.commands.find((one) => one.name() === word);
    if (found === undefined) refuse(command, word);
    command = found;
  }
}

function refuse(command: Command, word: string): never {
  const names = command
    .createHelp()
    .visibleCommands(command)
    .map((one) => one.name());
  return command.error(`error: unknown command '${word}'. ${didYouMean(word, names)}`);
}
