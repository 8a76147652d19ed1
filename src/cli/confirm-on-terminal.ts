/** The second look at the alarms of a run, from the command line. */
import { alarmOf } from '../app/confirm/alarm.js';
import { confirmingPath } from '../app/confirm/beside.js';
import { confirm } from '../app/confirm/confirm.js';
import type { SecondLook } from '../app/confirm/request.js';
import { listen } from '../app/interruption.js';
import { baselineOf, knownRuns } from '../app/judge.js';
import { onHost } from '../app/on-host.js';
import type { ReadyJudging } from '../app/request/request.js';
import { Cancelled } from '../errors.js';
import type { HostOptions } from '../host/open-host.js';
import { statePath } from '../host/state-paths.js';
import { readRun, writeRun } from '../results/store.js';
import { terminalOf } from './present.js';
import { progressView } from './progress-view.js';
import { tellLeft } from './terminal-run.js';

export interface SecondLookTaken {
  /** Path of the run of both sides; absent where there was none. */
  readonly path?: string;
  readonly isCancelled: boolean;
  /** What could not be undone afterwards; the user has been told. */
  readonly left: readonly string[];
}

export interface TerminalConfirmation {
  /** Path of the document of the run that may have alarmed. */
  readonly path: string;
  readonly judging: ReadyJudging;
  /** What may be installed, and from where. */
  readonly installing: Pick<HostOptions, 'mayInstall' | 'mirror'>;
  /** Asked for only where the run has alarmed. */
  look(): SecondLook;
}

/** Measures the cells that alarmed again, and writes the result into the document at `path`. */
export async function confirmOnTerminal(wanted: TerminalConfirmation): Promise<SecondLookTaken> {
  const { path, judging, installing } = wanted;
  const candidate = readRun(path);
  const known = knownRuns(candidate, statePath());
  const alarm = alarmOf({ candidate, path }, judging, () => baselineOf(candidate, judging.baseline, known), known);
  const left: string[] = [];
  if (alarm === undefined) return { isCancelled: false, left };
  const view = progressView(process.stderr, terminalOf(process.stderr).colour);
  const interruption = listen((text) => view.step(text));
  const use = { ...installing, log: view, purpose: 'tare run' };
  const how = { look: wanted.look(), observer: view, interruption, announce: () => undefined };
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
