/** What every report is rendered from. */
import type { Comparison, OverheadCell } from '../compare/comparison.js';
import type { GateOutcome } from '../compare/gate.js';
import type { RunDocument } from '../results/document.js';

export type { GateOutcome };

export interface ReportInput {
  /** The run under judgement; the candidate where there is a comparison. */
  readonly run: RunDocument;
  readonly overheads: readonly OverheadCell[];
  readonly comparison?: Comparison;
  readonly gate?: GateOutcome;
}

export interface ReportFormat {
  /** What a user asks for: `markdown`. */
  readonly name: string;
  /** Without the dot. */
  readonly extension: string;
  /** One line for help. */
  readonly summary: string;
  /** The whole file, ending in a newline. */
  render(input: ReportInput): string;
}
