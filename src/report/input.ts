/** What every report is rendered from. */
import type { Comparison, OverheadCell } from '../compare/comparison.js';
import type { Explanation } from '../compare/explain.js';
import type { LimitCell } from '../compare/limits.js';
import type { GateOutcome } from '../compare/outcome/gate.js';
import type { LimitSpec } from '../config/kinds/limits.js';
import type { Calibration } from '../results/calibration.js';
import type { RunDocument } from '../results/document.js';

export type { GateOutcome };

export interface Link {
  /** Plain text. */
  readonly label: string;
  readonly url: string;
}

/** What only the workflow knows that a run was made in. Texts are plain; addresses are GitHub's own. */
export interface WorkflowLinks {
  /** Commit under judgement, and that of the baseline where GitHub knows it. */
  readonly commits: readonly Link[];
  /** Artifact, runs, pages. */
  readonly links: readonly Link[];
  /** Why there is nothing to compare with and how to get it, in sentences. */
  readonly noBaseline: readonly string[];
  /** A person took the regressions upon them. */
  readonly accepted?: { readonly reason: string; readonly by: string } | undefined;
  /** What must be known of where the figures come from, in sentences. */
  readonly caveats?: readonly string[];
  /** How the regressions can be accepted, where somebody may still do so. */
  readonly accepting?: Accepting;
  /** Where the program is to be had that measures again. */
  readonly program?: { readonly url: string; readonly ref: string };
}

export interface Accepting {
  /** Undefined where there is no pull request to carry it. */
  readonly label: string | undefined;
  /** Whether a line in a commit's message does it. */
  readonly trailer: boolean;
  /** What was tried in vain, and why, in sentences. */
  readonly refused: readonly string[];
}

export interface Limits {
  readonly cells: readonly LimitCell[];
  /** About runtimes or benchmarks that this run does not measure. */
  readonly unplanned: readonly LimitSpec[];
}

export interface ReportInput {
  /** The run under judgement; the candidate where there is a comparison. */
  readonly run: RunDocument;
  readonly overheads: readonly OverheadCell[];
  readonly comparison?: Comparison;
  readonly gate?: GateOutcome;
  /** What the user limited; absent where nothing. */
  readonly limits?: Limits;
  /** What this host was found to be able to see. */
  readonly calibration?: Calibration;
  readonly workflowLinks?: WorkflowLinks;
  /** What is behind each verdict, in the order of the cells; computed when a format asks for it. */
  readonly explanations?: () => readonly Explanation[];
}

export interface ReportFormat {
  /** What a user asks for: `markdown`. */
  readonly name: string;
  /** Without the dot. */
  readonly extension: string;
  /** One line for help. */
  readonly summary: string;
  /** The whole file, ending in a newline. */
  render(input: ReportInput): string | Promise<string>;
}
