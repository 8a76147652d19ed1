/**
 * A maintainer can accept a regression by a label or a commit trailer: the job then passes, and the report shows who
 * and why.
 */
import { type Acceptance, findAcceptance } from '../github/acceptance.js';
import type { GateOutcome } from '../report/input.js';
import { attempt, type Connection } from './github.js';

export interface Accepting {
  readonly accepted?: Acceptance;
  /** What was not taken for an acceptance, and why. */
  readonly refused: readonly string[];
}

/** Asked for only where a comparison fails the gate: that there is none is nothing to accept. */
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

/** What the gate found stays; only that it passes changes. */
export function acceptedGate(gate: GateOutcome | undefined, accepted: Acceptance | undefined): GateOutcome | undefined {
  return gate && accepted ? { pass: true, reasons: [`Accepted (${accepted.by}): ${accepted.reason}`] } : gate;
}
