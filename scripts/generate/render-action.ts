/** The texts of action.yml and of the actions it is made of. */
import { stringify } from 'yaml';
import { defaultInWords } from '../../src/config/describe.js';
import { INPUTS, inputsOfStep } from '../../src/config/inputs.js';
import { OUTPUTS, type OutputDefinition, outputsOfStep } from '../../src/config/outputs.js';
import { type InputDefinition, STEPS, type StepName } from '../../src/config/table/input.js';

const HEADER = '# Made by `npm run generate` from src/config/table: change it there.\n';

/** The inputs that the root action passes to a step on its own. */
export interface Handover {
  readonly step: StepName;
  readonly name: string;
  readonly help: string;
  readonly value: string;
}

export const HANDOVERS: readonly Handover[] = [
  {
    step: 'measure',
    name: 'built',
    help: 'What the first step built at the base and at the head, as JSON.',
    value: expression('steps.setup.outputs.built'),
  },
  {
    step: 'measure',
    name: 'bump',
    help: 'What the file of inputs of a change measures otherwise than that of its base, as JSON.',
    value: expression('steps.setup.outputs.bump'),
  },
  ...(['measure', 'report'] as const).map((step) => ({
    step,
    name: 'change',
    help: 'The change that a comment asked to measure, as JSON; empty where none did.',
    value: expression('steps.setup.outputs.change'),
  })),
  {
    step: 'setup',
    name: 'matrix',
    help: 'Leg of the matrix, as JSON: names the check that answers a comment where nothing could be measured.',
    value: expression('toJSON(matrix)'),
  },
  {
    step: 'measure',
    name: 'matrix',
    help: 'Leg of the matrix, as JSON: names the check and the artifact.',
    value: expression('toJSON(matrix)'),
  },
  {
    step: 'measure',
    name: 'job-id',
    help: 'Id of this job on GitHub, by which a report on all jobs of the run knows which of them measured.',
    value: expression('job.check_run_id'),
  },
  {
    step: 'report',
    name: 'matrix',
    help: 'Leg of the matrix, as JSON: part of the name of the artifact.',
    value: expression('toJSON(matrix)'),
  },
  {
    step: 'report',
    name: 'check-run',
    help: 'Id of the check that the measure step began.',
    value: expression('steps.measure.outputs.check-run'),
  },
];

const handoversOf = (step: StepName): Handover[] => HANDOVERS.filter((one) => one.step === step);

/** The user's value is used where nothing was measured. */
const MEASURED_PATH = expression('steps.measure.outputs.results-path || inputs.results-path');

/** Outputs of a step that only later steps read. */
const HANDED_ON: Readonly<Record<StepName, object>> = {
  setup: {
    built: { description: 'What was built at the base and at the head, as JSON; empty where nothing was.' },
    bump: {
      description:
        'What the file of inputs of a change measures otherwise than that of its base, as JSON; empty where nothing is.',
    },
    change: { description: 'The change that a comment asked to measure, as JSON; empty where none did.' },
  },
  measure: {
    'results-path': { description: 'Path of the run document.' },
    'check-run': { description: 'Id of the check that tells the progress; empty where there is none.' },
  },
  report: {},
};

interface StepText {
  readonly title: string;
  readonly description: string;
  /** Set for steps that have a clean-up after the job, because measurements leave things behind. */
  readonly post: boolean;
  readonly condition: string;
}

const NOT_REPORT = expression(`inputs.mode != 'report'`);

const STEP_TEXTS: Readonly<Record<StepName, StepText>> = {
  setup: {
    title: 'Tare: set up',
    description: 'Installs the runtimes and builds the userland; removes them after the job.',
    post: true,
    condition: NOT_REPORT,
  },
  measure: {
    title: 'Tare: measure',
    description: 'Measures the runtimes and writes the run document.',
    post: true,
    condition: NOT_REPORT,
  },
  report: {
    title: 'Tare: report',
    description:
      'Uploads the run, compares it with its baseline, writes summary and comment and decides whether the job fails.',
    post: false,
    // The step also runs after a run that failed or was cancelled half-way, because what it measured is kept.
    condition: expression(
      `always() && (steps.measure.outputs.results-path != '' || (success() && inputs.mode == 'report'))`,
    ),
  },
};

function expression(inner: string): string {
  return `\${{ ${inner} }}`;
}

/** Returns the text of every action file by its path in the repository. */
export function renderActions(): Record<string, string> {
  const steps = STEPS.map((step) => [`.github/actions/${step}/action.yml`, render(stepAction(step))]);
  return { 'action.yml': render(rootAction()), ...Object.fromEntries(steps) };
}

function render(action: object): string {
  return HEADER + stringify(action, { lineWidth: 0, singleQuote: true });
}

function rootAction(): object {
  return {
    name: 'Tare',
    author: 'The Tare authors',
    description: 'Weighs container and microVM runtimes on your runner, and fails pull requests that make them slower',
    branding: { icon: 'activity', color: 'blue' },
    inputs: describeInputs(INPUTS.filter(({ steps }) => steps.length > 0)),
    outputs: Object.fromEntries(OUTPUTS.map((output) => [output.name, rootOutput(output)])),
    runs: { using: 'composite', steps: STEPS.map(callStep) },
  };
}

function rootOutput({ name, help, step }: OutputDefinition): object {
  return { description: help, value: expression(`steps.${step}.outputs.${name}`) };
}

/** Values are passed by `with:` only, so none reaches a shell. */
function callStep(step: StepName): object {
  const passed = inputsOfStep(step).map(({ name }) => [
    name,
    step === 'report' && name === 'results-path' ? MEASURED_PATH : expression(`inputs.${name}`),
  ]);
  const own = handoversOf(step).map(({ name, value }) => [name, value]);
  const { title, condition } = STEP_TEXTS[step];
  return {
    id: step,
    name: title,
    if: condition,
    uses: `$/.github/actions/${step}`,
    with: Object.fromEntries([...passed, ...own]),
  };
}

function stepAction(step: StepName): object {
  const { title, description, post } = STEP_TEXTS[step];
  const outputs = {
    ...Object.fromEntries(outputsOfStep(step).map(({ name, help }) => [name, { description: help }])),
    ...HANDED_ON[step],
  };
  const own = handoversOf(step).map(({ name, help }) => [name, { description: help, required: false, default: '' }]);
  return {
    name: title,
    description,
    inputs: {
      ...describeInputs(inputsOfStep(step)),
      ...Object.fromEntries(own),
    },
    ...(Object.keys(outputs).length > 0 && { outputs }),
    runs: {
      using: 'node24',
      main: `../../../dist/${step}/index.js`,
      ...(post && { post: '../../../dist/cleanup/index.js', 'post-if': 'always()' }),
    },
  };
}

/**
 * Every default but that of the token is empty, so that tare.yml and the profile can tell which inputs the workflow
 * set.
 */
function describeInputs(inputs: readonly InputDefinition[]): object {
  return Object.fromEntries(
    inputs.map((input) => [
      input.name,
      {
        description: `${input.help} Default: ${defaultInWords(input)}. Example: ${input.example}`,
        required: false,
        default: input.actionDefault ?? '',
      },
    ]),
  );
}
