/** `tare history add|show|compact`: keeps the figures of many runs. */
import { dirname } from 'node:path';
import { loadInputs } from '../../app/edge/inputs.js';
import { runsOnGitHub } from '../../app/history-github.js';
import { flagLayer } from '../../config/cli-options.js';
import type { Layer } from '../../config/config-file.js';
import type { Inputs } from '../../config/inputs.js';
import { InputError } from '../../errors.js';
import { addRuns, type LeftOut } from '../../history/add.js';
import { compact } from '../../history/compact.js';
import type { History } from '../../history/document.js';
import { readHistory, writeHistory } from '../../history/file.js';
import { analyse } from '../../history/input.js';
import { passedOver, runsIn } from '../../history/sources.js';
import { refuseUnwritable } from '../../host/folders.js';
import { acquireLock } from '../../host/lock.js';
import { silentLog } from '../../log.js';
import { findHistoryFormat, HISTORY_FORMATS } from '../../report/history/format.js';
import { renderHistoryTerminal } from '../../report/history/terminal.js';
import { sweepDrafts } from '../../results/store.js';
import { count } from '../../units.js';
import { HISTORY_COMMANDS, HISTORY_INPUTS, type HistoryCommand } from '../history-inputs.js';
import { terminalOf, unknownFormat } from '../present.js';
import { PLAIN_LOG, say, show } from '../print.js';

type Options = Readonly<Record<string, unknown>>;

const WHY: Readonly<Record<LeftOut, string>> = {
  known: 'in it already',
  summarised: 'older than what is summarised',
  'pull request': 'of a pull request',
  'nothing measured': 'without a figure',
  'in the future': 'dated in the future',
};

/** @throws InputError for a flag that another subcommand has, where it would be left unread. */
function flagsOf(subcommand: HistoryCommand, options: Options): Layer {
  const flags = flagLayer('history', options);
  for (const name of Object.keys(flags)) {
    if (HISTORY_INPUTS[subcommand].includes(name)) continue;
    const owners = HISTORY_COMMANDS.filter((one) => HISTORY_INPUTS[one].includes(name));
    throw new InputError(
      `${name}: history ${subcommand} does not read it; it is for history ${owners.join(' and history ')}.`,
      WHERE_INSTEAD[name === 'from' ? 'from' : subcommand],
    );
  }
  return flags;
}

const WHERE_INSTEAD = {
  from: 'Add the runs first, with history add --from; this command reads the file that --history names.',
  add: 'Leave it out here, and give it to that command.',
  show: 'Leave it out here: what is shown is all that the file of --history holds.',
  compact: 'Leave it out here: what is made smaller is the file of --history.',
} as const;

/** Adds the runs of files, folders and, where asked for, GitHub; then compacts the history. */
export async function historyAdd(sources: readonly string[], options: Options): Promise<number> {
  const inputs = loadInputs(flagsOf('add', options));
  if (sources.length === 0 && !inputs.from) {
    throw new InputError(
      'history add: no runs are given.',
      'Give files or folders, or --from artifact or --from branch.',
    );
  }
  return alone(inputs.history, () => addTo(inputs, sources));
}

/** Only one command writes a history at a time. Another waits, so that neither loses what the other adds. */
async function alone(path: string, act: () => Promise<number>): Promise<number> {
  const log = { ...silentLog, step: say };
  refuseUnwritable(dirname(path), 'history');
  const lock = await acquireLock(`${path}.lock`, 'tare history', log);
  try {
    sweepDrafts(path);
    return await act();
  } finally {
    lock.release();
  }
}

async function addTo(inputs: Inputs, sources: readonly string[]): Promise<number> {
  const tally = new Map<string, number>();
  let history = readHistory(inputs.history);
  const take = (runs: Parameters<typeof addRuns>[1]): void => {
    const added = addRuns(history, runs);
    history = added.history;
    tallyUp(tally, 'added', added.taken.length);
    for (const [why, ids] of added.leftOut) tallyUp(tally, WHY[why], ids.length);
  };
  for (const source of sources) {
    take(runsIn(source));
    tallyUp(tally, 'of another name passed over', passedOver(source));
  }
  if (inputs.from) for await (const run of runsOnGitHub(inputs.from, inputs, history, PLAIN_LOG)) take([run]);
  keep(inputs, history);
  const told = [...tally].map(([what, n]) => `${n} ${what}`).join(', ');
  say(`${told || 'no run'}: ${inputs.history}`);
  return 0;
}

function tallyUp(tally: Map<string, number>, what: string, n: number): void {
  if (n > 0) tally.set(what, (tally.get(what) ?? 0) + n);
}

function keep({ history: path, keepDays }: Pick<Inputs, 'history' | 'keepDays'>, history: History): void {
  writeHistory(path, compact(history, keepDays));
}

export async function historyShow(options: Options): Promise<number> {
  const inputs = loadInputs(flagsOf('show', options));
  const format = String(options.format);
  const render = findHistoryFormat(format);
  if (!render && format !== 'terminal') throw unknownFormat(format, HISTORY_FORMATS);
  const input = analyse(filledHistory(inputs.history), inputs.minEffectPercent);
  show(render ? await render(input) : renderHistoryTerminal(input, terminalOf(process.stdout)));
  return 0;
}

/** Refuses an empty history: a mistyped name must not look like one in which nothing changed. @throws InputError */
function filledHistory(path: string): History {
  const history = readHistory(path);
  if (history.points.length > 0) return history;
  throw new InputError(`${path} does not exist or is empty.`, 'Add runs to it with tare history add.');
}

export async function historyCompact(options: Options): Promise<number> {
  const inputs = loadInputs(flagsOf('compact', options));
  return alone(inputs.history, async () => {
    const before = filledHistory(inputs.history);
    const after = compact(before, inputs.keepDays);
    writeHistory(inputs.history, after);
    say(`${count(before.points.length, 'point')} became ${after.points.length}: ${inputs.history}`);
    return 0;
  });
}
