/** Defines what every report is rendered from. */
import type { Comparison, OverheadCell } from '../compare/comparison.js';
import type { Explanation } from '../compare/explain.js';
import type { LimitCell } from '../compare/limits.js';
import type { GateOutcome } from '../compare/outcome/gate.js';
import type { LimitSpec } from '../config/kinds/limits.js';
import type { Calibration } from '../results/calibration.js';
import type { RunDocument } from '../results/document.js';
import type { Inspection } from '../results/schema/inspection.js';

export type { GateOutcome };

export interface Link {
  /** It is plain text. */
  readonly label: string;
  readonly url: string;
}

/** What only the workflow of a run knows. Texts are plain; addresses are GitHub's own. */
export interface WorkflowLinks {
  /** It is the commit under judgement, and that of the baseline where GitHub knows it. */
  readonly commits: readonly Link[];
  /** These lead to the artifact, runs and pages. */
  readonly links: readonly Link[];
  /** These sentences say why there is nothing to compare with and how to get it. */
  readonly noBaseline: readonly string[];
  /** It is set where a person has accepted the regressions. */
  readonly accepted?: { readonly reason: string; readonly by: string } | undefined;
  /** These sentences say what must be known about the origin of the figures. */
  readonly caveats?: readonly string[];
  /** It says how the regressions can be accepted, where somebody may still do so. */
  readonly accepting?: Accepting;
  /** The program that measures again can be had here. */
  readonly program?: { readonly url: string; readonly ref: string };
}

export interface Accepting {
  /** It is undefined where there is no pull request to carry the label. */
  readonly label: string | undefined;
  /** It says whether a line in a commit's message accepts them too. */
  readonly trailer: boolean;
  /** These sentences say what was tried in vain, and why. */
  readonly refused: readonly string[];
}

export interface Limits {
  readonly cells: readonly LimitCell[];
  /** These are about runtimes or benchmarks that this run does not measure. */
  readonly unplanned: readonly LimitSpec[];
}

export interface ReportInput {
  /** It is the run under judgement, which is the candidate where there is a comparison. */
  readonly run: RunDocument;
  readonly overheads: readonly OverheadCell[];
  readonly comparison?: Comparison;
  readonly gate?: GateOutcome;
  /** These are the user's limits; absent where there are none. */
  readonly limits?: Limits;
  /** It says what changes this host was found able to detect. */
  readonly calibration?: Calibration;
  readonly workflowLinks?: WorkflowLinks;
  /** It says what was seen inside the cells that regressed in the run that measured an alarm again. */
  readonly insideAlarms?: readonly Inspection[];
  /** It gives what is behind each verdict, in the order of the cells, and is called when a format needs it. */
  readonly explanations?: () => readonly Explanation[];
}

export interface ReportFormat {
  /** It is what a user asks for: `markdown`. */
  readonly name: string;
  /** It is without the dot. */
  readonly extension: string;
  /** It is one line for help. */
  readonly summary: string;
  /** Returns the whole file, ending in a newline. */
  render(input: ReportInput): Promise<string>;
}
