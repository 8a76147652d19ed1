/** The second look at what a run has alarmed about, from the command line. */

import { alarmOf } from '../app/confirm/alarm.js';
import { confirmingPath } from '../app/confirm/beside.js';
import { confirm } from '../app/confirm/confirm.js';
import { secondLookOf } from '../app/edge/request.js';
import { listen } from '../app/interruption.js';
import { baselineOf, knownRuns } from '../app/judge.js';
import { onHost } from '../app/on-host.js';
import type { Judging } from '../app/request/request.js';
import { installingOf } from '../app/request/resolve.js';
import type { BuiltSides } from '../config/built-sides.js';
import type { Inputs } from '../config/inputs.js';
import { Cancelled } from '../errors.js';
import { statePath } from '../host/open-host.js';
import { readRun, writeRun } from '../results/store.js';
import { terminalOf } from './present.js';
import { progressView } from './progress-view.js';
import { tellLeft } from './terminal-run.js';

export interface SecondLookTaken {
  /** Of the run of both sides; absent where there was none. */
  readonly path?: string;
  readonly isCancelled: boolean;
  /** What could not be undone afterwards; it has been told. */
  readonly left: readonly string[];
}

/** Writes what it came to into the document at `path`. */
export async function confirmOnTerminal(
  path: string,
  inputs: Inputs,
  { built, judging }: { readonly built: BuiltSides | undefined; readonly judging: Judging },
): Promise<SecondLookTaken> {
  const candidate = readRun(path);
  const known = knownRuns(candidate, statePath());
  const alarm = alarmOf({ candidate, path }, judging, () => baselineOf(candidate, judging.baseline, known), known);
  const left: string[] = [];
  if (alarm === undefined) return { isCancelled: false, left };
  const view = progressView(process.stderr, terminalOf(process.stderr).colour);
  const interruption = listen((text) => view.step(text));
  const use = { ...installingOf(inputs), log: view, purpose: 'tare run' };
  const look = secondLookOf(inputs, built);
  const how = { look, observer: view, interruption, announce: () => undefined };
  try {
    const act = { ...use, left: (problems: readonly string[]) => tellLeft(problems, { view, left }) };
    const confirmation = await onHost(act, interruption, (host) => confirm(host, alarm, how));
    writeRun(path, { ...candidate, confirmation });
    return { ...(confirmation.run && { path: confirmingPath(path, candidate) }), isCancelled: false, left };
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    view.warn('The second look was stopped: what is slower across runs is not confirmed.');
    return { isCancelled: true, left };
  } finally {
    view.close();
    interruption.release();
  }
}
