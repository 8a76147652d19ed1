/** Connects flags to commands. What a command does is loaded when it is called. */
import { Command, CommanderError, Option } from 'commander';
import { VERSION } from '../../app/version.js';
import { cliOptions, collect } from '../../config/cli-options.js';
import type { CommandName } from '../../config/table/input.js';
import { withShortWords } from '../../errors.js';
import { printableLines } from '../../printable.js';
import { FORMATS } from '../../report/format.js';
import { HISTORY_FORMATS } from '../../report/history/format.js';
import { HELP_LAYOUT, refuseUnknownCommand } from '../help.js';
import { BISECT_STEP, BUILT_FLAG, BUMP_FLAG, RULE_FLAG } from '../hidden-words.js';
import { HISTORY_INPUTS } from '../history-inputs.js';

const FORMAT_NAMES = `terminal, ${FORMATS.map(({ name }) => name).join(', ')}`;

type Options = Readonly<Record<string, unknown>>;

/**
 * @returns the exit code: 0 fine, 1 the gate failed, 2 bad input, 3 the host cannot, 4 measured in part, 130
 * cancelled.
 */
export async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  const done = (result: number) => {
    code = result;
  };
  try {
    const tare = program(done);
    refuseUnknownCommand(tare, argv.slice(2));
    await tare.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { explainError } = await import('../explain-error.js');
    return explainError(error);
  }
}

/** Runs the command of the user who started this half with sudo. */
export async function serveCommand(): Promise<number> {
  const { serve } = await import('../../app/privileged/child.js');
  return serve(({ argv }) => main(['node', 'tare', ...argv]));
}

function program(done: (code: number) => void): Command {
  const tare = new Command('tare')
    .description('Weighs the box, not what is in it: what a container or microVM runtime costs on this machine.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(printableLines(withShortWords(text))) })
    .configureHelp(HELP_LAYOUT)
    .showSuggestionAfterError()
    .showHelpAfterError('(tare --help lists the commands, tare COMMAND --help its flags)');
  withInputs(tare.command('run'), 'run')
    .description('measure, print the result, compare with the last run on this host')
    .addOption(new Option(`${BUILT_FLAG} <json>`).hideHelp())
    .addOption(new Option(`${BUMP_FLAG} <json>`).hideHelp())
    .action(async (options: Options) => done(await (await import('./run.js')).run(options)));
  withInputs(tare.command('plan'), 'plan')
    .description('say what run would do and how long it would take; change nothing')
    .action(async (options: Options) => done(await (await import('./plan.js')).plan(options)));
  withInputs(tare.command('calibrate'), 'calibrate')
    .description(
      'measure the same runtimes against themselves: how often this host raises a false alarm, and what it can see',
    )
    .option('--json', 'print JSON')
    .action(async (options: Options) => done(await (await import('./calibrate.js')).calibrate(options)));
  addBisect(tare, done);
  withInputs(tare.command('compare'), 'compare')
    .description('compare two run documents')
    .argument('<baseline>')
    .argument('<candidate>')
    .option('--format <name>', FORMAT_NAMES, 'terminal')
    .action(async (baseline: string, candidate: string, options: Options) =>
      done(await (await import('./compare.js')).compare(baseline, candidate, options)),
    );
  withInputs(tare.command('explain'), 'explain')
    .description('print everything behind one verdict: pairs, looks, estimate, and why')
    .argument('<run>')
    .argument('<cell...>', 'runtime and benchmark: runc cpu.prime')
    .option('--json', 'print JSON that is enough to compute the verdict again')
    .action(async (file: string, cell: string[], options: Options) =>
      done(await (await import('./explain.js')).explainCell(file, cell, options)),
    );
  withInputs(tare.command('report'), 'report')
    .description('print what a run document holds')
    .argument('<file>')
    .option('--format <name>', FORMAT_NAMES, 'terminal')
    .option('--deployment', 'what it took to have each runtime here; as terminal, text, markdown or json')
    .option('--host-cpu', 'what CPU time each runtime cost the host; as terminal, text, markdown or json')
    .option('--phases', "how long each step of a sandbox's life took; as terminal, text, markdown or json")
    .action(async (file: string, options: Options) => done(await (await import('./report.js')).report(file, options)));
  addHistory(tare.command('history'), done);
  withInputs(tare.command('doctor'), 'doctor')
    .description('say what this host can run, what is missing, and what will disturb a measurement; change nothing')
    .option('--json', 'print JSON')
    .action(async (options: Options) => done(await (await import('./doctor.js')).doctor(options)));
  withInputs(tare.command('cleanup'), 'cleanup')
    .description('put the host back: undo what interrupted runs left, and on request what was installed')
    .action(async (options: Options) => done(await (await import('./cleanup.js')).cleanup(options)));
  inherit(tare);
  return tare;
}

function addBisect(tare: Command, done: (code: number) => void): void {
  withInputs(tare.command('bisect'), 'bisect')
    .description('find the commit that made a cell slower: builds and measures the middle ones against the good end')
    .action(async (options: Options) => done(await (await import('./bisect.js')).bisect(options)));
  withInputs(tare.command(BISECT_STEP, { hidden: true }), 'run')
    .requiredOption(`${BUILT_FLAG} <json>`)
    .requiredOption(`${RULE_FLAG} <json>`)
    .action(async (options: Options) => done(await (await import('./bisect-step.js')).bisectStep(options)));
}

function addHistory(history: Command, done: (code: number) => void): void {
  history.description('keep the figures of many runs, and show where they moved');
  withInputs(history.command('add'), 'history', HISTORY_INPUTS.add)
    .description('add run documents, and folders of them; keep the file small')
    .argument('[source...]', 'run documents, artifacts (.zip), or folders of either')
    .action(async (sources: string[], options: Options) =>
      done(await (await import('./history.js')).historyAdd(sources, options)),
    );
  withInputs(history.command('show'), 'history', HISTORY_INPUTS.show)
    .description('print what moved, when, and the likely cause')
    .option('--format <name>', `terminal, ${HISTORY_FORMATS.join(', ')}`, 'terminal')
    .action(async (options: Options) => done(await (await import('./history.js')).historyShow(options)));
  withInputs(history.command('compact'), 'history', HISTORY_INPUTS.compact)
    .description('keep the runs of the last days, and of older ones a summary a week')
    .action(async (options: Options) => done(await (await import('./history.js')).historyCompact(options)));
}

/** Lets every subcommand report errors in the same way. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.exitOverride().copyInheritedSettings(parent);
    const words = `tare ${parent.name() === 'tare' ? '' : `${parent.name()} `}${command.name()}`;
    command.showHelpAfterError(`(usage: ${words} ${command.usage()}; ${words} --help explains each flag)`);
    inherit(command);
  }
}

/**
 * Makes every input of the command a flag.
 * @param shown the inputs of a subcommand; others are taken, and left out of its help, so that it can say whose they
 * are.
 */
function withInputs(command: Command, name: CommandName, shown?: readonly string[]): Command {
  for (const { input, flags, help } of cliOptions(name)) {
    const option = new Option(flags, help).argParser(collect);
    command.addOption(shown === undefined || shown.includes(input) ? option : option.hideHelp());
  }
  return command;
}
