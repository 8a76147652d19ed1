/**
 * A maintainer can accept a regression by a label or a commit trailer: the job then passes, and the report shows who
 * and why.
 */
import { type Acceptance, findAcceptance } from '../github/pull-request.js';
import type { GateOutcome } from '../report/input.js';
import { attempt, type Connection } from './github.js';

/** Asked for only where the gate would fail. */
export async function acceptance(
  gate: GateOutcome | undefined,
  label: string,
  connection: Connection | undefined,
): Promise<Acceptance | undefined> {
  if (!connection || !gate || gate.pass) return undefined;
  return attempt('acceptance', () => findAcceptance(connection.github, connection.workflow, label));
}

/** What the gate found stays; only that it passes changes. */
export function acceptedGate(gate: GateOutcome | undefined, accepted: Acceptance | undefined): GateOutcome | undefined {
  return gate && accepted ? { pass: true, reasons: [`Accepted (${accepted.by}): ${accepted.reason}`] } : gate;
}
