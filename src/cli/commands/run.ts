/** `tare run`: sets up, measures, prints and compares. */
import { dirname } from 'node:path';
import { checkLimits } from '../../app/check-limits.js';
import { confirmingRun } from '../../app/confirm/beside.js';
import { workingFolder } from '../../app/edge/checkout-prefix.js';
import { loadInputs, valuesOfFile } from '../../app/edge/inputs.js';
import { requestOn, secondLookOf } from '../../app/edge/request.js';
import { exitCodeOf } from '../../app/exit-code.js';
import { judgeMeasured, readyBaseline, refuseBaseline } from '../../app/judge.js';
import { limited } from '../../app/limits.js';
import { foreseenRun } from '../../app/measuring/new-run.js';
import { buildRequestOf } from '../../app/request/build.js';
import { judgingOf } from '../../app/request/judging.js';
import { type Bump, type KnownSides, parseBump } from '../../app/request/known-sides.js';
import { narrowedBy } from '../../app/request/narrowing.js';
import type { ReadyJudging } from '../../app/request/request.js';
import { installingOf, placeOf } from '../../app/request/resolve.js';
import type { Built } from '../../app/sides/build.js';
import { readBuiltSides } from '../../config/built-sides.js';
import { flagLayer } from '../../config/cli-options.js';
import type { Layer } from '../../config/config-file.js';
import type { Inputs } from '../../config/inputs.js';
import { EXIT, type InputError } from '../../errors.js';
import { whileUndoing } from '../../host/cancellation.js';
import { fileSentence } from '../../host/files/file-errors.js';
import { statePath } from '../../host/state-paths.js';
import type { Narrowing } from '../../results/document.js';
import { readRun } from '../../results/store.js';
import { againAsRoot, isRoot } from '../as-root.js';
import { bumpOnTerminal } from '../bump-on-terminal.js';
import { confirmOnTerminal, type SecondLookTaken } from '../confirm-on-terminal.js';
import { BUILT_FLAG, BUMP_FLAG } from '../hidden-words.js';
import { loadForms, printResult, writePage, writeReport } from '../present.js';
import { say } from '../print.js';
import { stoppableBetween } from '../stoppable.js';
import { buildOnTerminal, tellBuildLeft } from '../terminal-build.js';
import { measureOnTerminal } from '../terminal-run.js';

export const run = (options: Readonly<Record<string, unknown>>): Promise<number> =>
  stoppableBetween((stopping) => ran(options, stopping));

/** Builds come before anything that is done as root, and are removed at the end. */
async function ran(options: Readonly<Record<string, unknown>>, stopping: AbortSignal): Promise<number> {
  const flags = flagLayer('run', options);
  const asked = loadInputs(flags);
  checkLimits(asked.limits, asked.benchmarks);
  const told = readBuiltSides(String(options.built ?? ''));
  const isNew = !told && !asked.resume;
  const bump = isNew ? await bumpOnTerminal(flags, asked, process.cwd()) : parseBump(String(options.bump ?? ''));
  stopping.throwIfAborted();
  const built = isNew ? await builtFor(flags, bump) : undefined;
  const sides = { built: told ?? built?.sides, bump };
  return removingAfter(built, async () => {
    stopping.throwIfAborted();
    const inputs = loadInputs(flags, sides);
    const baseline = inputs.baselineRuntimes ? inputs.baseline : readyBaseline(inputs.baseline);
    if (isRoot()) return measureAndPrint(inputs, { ...sides, narrowed: narrowedHere(flags), baseline, stopping });
    const { folder } = placeOf(inputs);
    return againAsRoot([folder], toldOn(sides));
  });
}

/** @returns the exit code of `act`; another one where something of the build is left and nobody has cancelled. */
async function removingAfter(built: Built | undefined, act: () => Promise<number>): Promise<number> {
  let code: number;
  let left: readonly string[] = [];
  try {
    code = await act();
  } finally {
    left = (await whileUndoing(async () => built?.remove())) ?? [];
    tellBuildLeft(left);
  }
  return left.length > 0 && code !== EXIT.cancelled ? EXIT.host : code;
}

/** Undefined where nothing is to be built. */
async function builtFor(flags: Layer, bump: Bump | undefined): Promise<Built | undefined> {
  const request = buildRequestOf(loadInputs(flags, { bump }), undefined, { ...workingFolder(), bump });
  return request && (await buildOnTerminal(request));
}

function toldOn({ built, bump }: KnownSides): string[] {
  return [...(built ? [BUILT_FLAG, JSON.stringify(built)] : []), ...(bump ? [BUMP_FLAG, JSON.stringify(bump)] : [])];
}

/** By hand only: what a script of a CI measures less is missing there, as it is in the action. */
const narrowedHere = (flags: Layer): Narrowing[] => (process.env.CI ? [] : narrowedBy(flags, valuesOfFile(flags)));

interface Known extends Pick<KnownSides, 'built' | 'bump'> {
  readonly narrowed: readonly Narrowing[];
  readonly baseline: ReadyJudging['baseline'];
  readonly stopping: AbortSignal;
}

async function measureAndPrint(inputs: Inputs, { built, bump, narrowed, baseline, stopping }: Known): Promise<number> {
  await loadForms();
  stopping.throwIfAborted();
  const installing = installingOf(inputs);
  const { path, left: first } = await measureOnTerminal({
    purpose: 'tare run',
    installing,
    request: async (host) => {
      const request = await requestOn(host, inputs, { built, ...(built?.base && { bump }), narrowed });
      const { plan, resumed } = request.measured;
      const begins = resumed ?? { ...foreseenRun(host, plan), narrowed: [...narrowed] };
      refuseBaseline(begins, { ...request.judging, baseline, narrowed: begins.narrowed });
      return request;
    },
  });
  // The document's own: that of a run that was gone on with is what it began with.
  const judging = { ...judgingOf(inputs), baseline, narrowed: readRun(path).narrowed };
  const asking = { path, judging, installing, look: () => secondLookOf(inputs, built) };
  const again = stopping.aborted ? withoutLook(path) : await confirmOnTerminal(asking);
  const left = [...first, ...again.left];
  const { confirmation } = again;
  const document = { ...readRun(again.document), ...(confirmation && { confirmation }) };
  const judged = judgeMeasured(document, judging, statePath(), confirmingRun(path, document));
  const input = await limited(judged.input, judging);
  const report = await written(() => writeReport(input, dirname(path), statePath()));
  const page = await written(() => writePage(input, dirname(path), statePath()));
  printResult(input, [
    { label: 'run document', path: again.document },
    ...(again.path === undefined ? [] : [{ label: 'second look', path: again.path }]),
    ...report.map((at) => ({ label: 'report', path: at })),
    ...page.map((at) => ({ label: 'page', path: at })),
  ]);
  const code = again.isCancelled ? EXIT.cancelled : exitCodeOf(document, input.gate, left);
  return judged.refusal === undefined ? code : notCompared(judged.refusal, code);
}

/** What the host needs, and that the user has stopped it, come before what is wrong with the baseline. */
function notCompared({ message, exitCode }: InputError, code: number): number {
  say(`tare: This run is measured and kept, and not compared: ${message}`);
  return code === EXIT.cancelled || code === EXIT.host ? code : exitCode;
}

const withoutLook = (document: string): SecondLookTaken => ({ document, isCancelled: true, left: [] });

/** Writes a file and returns its path. A disk that is full by now must not hide the result. */
async function written(write: () => Promise<string>): Promise<string[]> {
  try {
    return [await write()];
  } catch (error) {
    const trouble = fileSentence(error);
    if (trouble === undefined) throw error;
    say(trouble);
    return [];
  }
}
