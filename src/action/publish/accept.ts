/**
 * A maintainer can accept a regression by a label or a commit trailer: the job then passes, and the report shows who
 * and why.
 */
import { type Acceptance, findAcceptance } from '../../github/acceptance.js';
import type { GateOutcome } from '../../report/input.js';
import { attempt, type Connection } from '../github.js';

export interface Accepting {
  readonly accepted?: Acceptance;
  /** Attempts that did not count as an acceptance, each with the reason. */
  readonly refused: readonly string[];
}

/** Called only where a comparison fails the gate: a missing baseline is nothing that could be accepted. */
export async function acceptance(
  gate: GateOutcome | undefined,
  label: string,
  connection: Connection | undefined,
): Promise<Accepting> {
  if (!connection || !gate || gate.pass) return { refused: [] };
  const found = await attempt('acceptance', () => findAcceptance(connection.github, connection.workflow, label));
  if (!found) return { refused: [] };
  return 'refused' in found ? found : { accepted: found, refused: [] };
}

/** Opens the gate for a regression that was accepted; the gate's findings stay in the report. */
export function acceptedGate(gate: GateOutcome | undefined, accepted: Acceptance | undefined): GateOutcome | undefined {
  return gate && accepted ? { pass: true, reasons: [`Accepted (${accepted.by}): ${accepted.reason}`] } : gate;
}
