/** The second look at the alarms of a run, from the command line. */
import { alarmOf } from '../app/confirm/alarm.js';
import { confirmingPath } from '../app/confirm/beside.js';
import { type Alarm, confirm } from '../app/confirm/confirm.js';
import type { SecondLook } from '../app/confirm/request.js';
import { type Interruption, listen } from '../app/interruption.js';
import { baselineOf, knownRuns } from '../app/judge.js';
import { KeptDocument } from '../app/measuring/kept-document.js';
import { onHost } from '../app/on-host.js';
import type { ReadyJudging } from '../app/request/request.js';
import { Cancelled, InputError, UserError } from '../errors.js';
import { fileSentence } from '../host/files/file-errors.js';
import type { HostOptions, OpenHost } from '../host/open-host.js';
import { statePath } from '../host/state-paths.js';
import type { Confirmation, RunDocument } from '../results/document.js';
import { readRun } from '../results/store.js';
import { terminalOf } from './present.js';
import { type ProgressView, progressView } from './progress-view.js';
import { tellLeft } from './terminal-run.js';

export interface SecondLookTaken {
  /** Path of the document of the run that may have alarmed. It is another one where its own folder took no more. */
  readonly document: string;
  /** What the second look says; the document has it too, unless it could not be written. */
  readonly confirmation?: Confirmation;
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

interface Watched {
  readonly view: ProgressView;
  readonly interruption: Interruption;
}

/**
 * Measures the cells that alarmed again, and writes the result into the document. The run is finished by then: where
 * the second look fails, the verdict stays what it is, and says why nothing is confirmed.
 */
export async function confirmOnTerminal(wanted: TerminalConfirmation): Promise<SecondLookTaken> {
  const { path, judging } = wanted;
  const candidate = readRun(path);
  const alarm = alarmIn(candidate, path, judging);
  if (alarm === undefined) return { document: path, isCancelled: false, left: [] };
  const view = progressView(process.stderr, terminalOf(process.stderr).colour);
  const interruption = listen((text) => view.step(text));
  try {
    return await looked(alarm, wanted, { view, interruption });
  } finally {
    view.close();
    interruption.release();
  }
}

/** A baseline that cannot serve gives no alarm; that it cannot is told with the result. */
function alarmIn(candidate: RunDocument, path: string, judging: ReadyJudging): Alarm | undefined {
  const known = knownRuns(candidate, statePath());
  try {
    return alarmOf({ candidate, path }, judging, () => baselineOf(candidate, judging.baseline, known), known);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

async function looked(
  alarm: Alarm,
  { installing, look }: TerminalConfirmation,
  { view, interruption }: Watched,
): Promise<SecondLookTaken> {
  const left: string[] = [];
  const told = (problems: readonly string[]) => tellLeft(problems, { view, left });
  const act = { ...installing, log: view, purpose: 'tare run', left: told };
  let kept: Kept = { document: alarm.path };
  try {
    await onHost(act, interruption, async (host) => {
      const confirmation = await confirmationOf(host, alarm, look, { view, interruption });
      kept = keep(host, alarm, confirmation, view);
    });
  } catch (error) {
    if (isStop(error, interruption)) {
      view.warn('The second look was stopped: what is slower across runs is not confirmed.');
      return { ...kept, isCancelled: true, left };
    }
    kept = { confirmation: refusedFor(alarm, error, view), ...kept };
  }
  const { confirmation } = kept;
  return {
    ...kept,
    ...(confirmation?.run && { path: confirmingPath(alarm.path, alarm.candidate) }),
    isCancelled: false,
    left,
  };
}

/** Ctrl-C also reaches the commands that we run: that they ended is not the host's fault. */
const isStop = (error: unknown, { stopping }: Interruption): boolean => error instanceof Cancelled || stopping.aborted;

/** @throws Cancelled, or what a command said that was stopped. */
async function confirmationOf(
  host: OpenHost,
  alarm: Alarm,
  look: () => SecondLook,
  { view, interruption }: Watched,
): Promise<Confirmation> {
  try {
    return await confirm(host, alarm, { look: look(), observer: view, interruption, announce: () => undefined });
  } catch (error) {
    if (isStop(error, interruption)) throw error;
    return refusedFor(alarm, error, view);
  }
}

function refusedFor({ baseline, cells }: Alarm, error: unknown, view: ProgressView): Confirmation {
  const reason = error instanceof Error ? error.message : String(error);
  view.warn(`The second look ended early: ${reason}`);
  return { baseline: baseline.id, refused: [...new Set(cells.map(({ arm }) => arm))].map((arm) => ({ arm, reason })) };
}

type Kept = Pick<SecondLookTaken, 'document' | 'confirmation'>;

/** Writes the confirmation into the document. Where nothing takes it, it is told all the same. */
function keep(host: OpenHost, { path, candidate }: Alarm, confirmation: Confirmation, view: ProgressView): Kept {
  try {
    const kept = new KeptDocument(path, host.paths.state, view);
    for (const draft of kept.drafts) host.journal.record({ kind: 'path', path: draft });
    return { document: kept.save({ ...candidate, confirmation }), confirmation };
  } catch (error) {
    const trouble = error instanceof UserError ? error.message : fileSentence(error);
    if (trouble === undefined) throw error;
    view.warn(`What the second look says is not in the run document: ${trouble}`);
    return { document: path, confirmation };
  }
}
