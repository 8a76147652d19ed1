/** The exit code of a run. Pure. */
import { gapsOf } from '../compare/one-run/completeness.js';
import { EXIT } from '../errors.js';
import type { GateOutcome } from '../report/input.js';
import type { RunDocument } from '../results/document.js';

/**
 * Returns 130 when cancelled, 3 when something is `left` on the host, 1 when the gate failed, 4 when cells were
 * measured in part, else 0. What is left wins over the gate, since 1 stands for a host that was put back.
 */
export function exitCodeOf(run: RunDocument, gate: GateOutcome | undefined, left: readonly string[] = []): number {
  if (run.stopped?.reason === 'cancelled') return EXIT.cancelled;
  if (left.length > 0) return EXIT.host;
  if (gate && !gate.pass) return EXIT.gateFailed;
  return isPartial(run) ? EXIT.inPart : 0;
}

/**
 * The exit code of `compare`, and of a report that judges: nothing is cancelled now, so a gate that failed comes
 * before how the run ended then.
 */
export const comparedExitCode = (run: RunDocument, gate: GateOutcome | undefined): number =>
  gate && !gate.pass ? EXIT.gateFailed : exitCodeOf(run, gate);

/** Whether the run ended early, or a cell of its plan was measured in part. */
export function isPartial(run: RunDocument): boolean {
  if (run.stopped === null || run.stopped.reason === 'error') return true;
  return gapsOf(run).length > 0;
}
