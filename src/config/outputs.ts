/** The outputs of the action, and the step that sets each. */
import type { StepName } from './table/input.js';

export interface OutputDefinition {
  readonly name: string;
  readonly help: string;
  readonly step: StepName;
}

export const OUTPUTS: readonly OutputDefinition[] = [
  {
    name: 'verdict',
    help: 'The verdict of the whole comparison: regressed, missing, inconclusive, improved or not-slower; empty without a baseline.',
    step: 'report',
  },
  {
    name: 'status',
    help: 'What the gate made of it: passed, warned (something was found, or the run was cut short, and that may pass), undecided (too little was decided to call it a pass; fails only where fail-on has inconclusive) or failed; empty where nothing was judged.',
    step: 'report',
  },
  { name: 'regressions', help: 'How many cells regressed; empty without a baseline.', step: 'report' },
  { name: 'results-path', help: 'Path of the run document; of several, the first.', step: 'report' },
  { name: 'report-path', help: 'Path of the report.', step: 'report' },
  { name: 'artifact-id', help: 'Id of the uploaded artifact.', step: 'report' },
  { name: 'artifact-url', help: 'Address of the uploaded artifact.', step: 'report' },
  { name: 'comment-url', help: 'Address of the comment; empty where none was written.', step: 'report' },
  {
    name: 'baseline-run-id',
    help: 'Id of the run on GitHub that was compared with; empty without one.',
    step: 'report',
  },
];

export const outputsOfStep = (step: StepName): OutputDefinition[] => OUTPUTS.filter((output) => output.step === step);
