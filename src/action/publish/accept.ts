/**
 * A maintainer can accept a regression by a label or a commit trailer: the job then passes, and the report shows who
 * and why.
 */
import { limitReason } from '../../compare/outcome/gate.js';
import { CUT_SHORT } from '../../compare/outcome/unmeasured.js';
import { type Acceptance, findAcceptance } from '../../github/acceptance.js';
import type { GateOutcome, ReportInput } from '../../report/input.js';
import { attempt, type Connection } from '../github.js';

export interface Accepting {
  readonly accepted?: Acceptance;
  /** Attempts that did not count as an acceptance, each with the reason. */
  readonly refused: readonly string[];
}

/**
 * Returns the gate's reasons that no acceptance takes away: where nothing was compared, all but those of limits, since
 * a missing baseline is nothing that could be accepted; and that the run was cut short.
 */
function lasting({ gate, comparison, limits }: ReportInput): string[] {
  const ofLimits = new Set((limits?.cells ?? []).map(limitReason));
  return (gate?.reasons ?? []).filter((one) => one === CUT_SHORT || (!comparison && !ofLimits.has(one)));
}

/** Whether there are verdicts or limits that somebody could accept. */
export function canBeAccepted(input: ReportInput): boolean {
  const { gate, comparison, limits } = input;
  if (gate?.pass === false) return lasting(input).length < gate.reasons.length;
  return comparison !== undefined || limits !== undefined;
}

/** Looks for an acceptance where the gate fails by something that can be accepted. */
export async function acceptance(
  input: ReportInput,
  label: string,
  connection: Connection | undefined,
): Promise<Accepting> {
  if (!connection || input.gate?.pass !== false || !canBeAccepted(input)) return { refused: [] };
  const found = await attempt('acceptance', () => findAcceptance(connection.github, connection.workflow, label));
  if (!found) return { refused: [] };
  return 'refused' in found ? found : { accepted: found, refused: [] };
}

/**
 * Opens the gate for a regression that was accepted, unless it fails by something else too; the gate's findings stay
 * in the report.
 */
export function acceptedGate(input: ReportInput, accepted: Acceptance | undefined): GateOutcome | undefined {
  if (!input.gate || !accepted) return input.gate;
  const reasons = lasting(input);
  if (reasons.length > 0) return { pass: false, reasons };
  return { pass: true, reasons: [`Accepted (${accepted.by}): ${accepted.reason}`] };
}
