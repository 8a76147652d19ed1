/** The texts of action.yml and of the actions it is made of. */
import { stringify } from 'yaml';
import { defaultInWords } from './describe.js';
import { type InputDefinition, STEPS, type StepName } from './input.js';
import { INPUTS, inputsOfStep } from './inputs.js';
import { OUTPUTS, type OutputDefinition, outputsOfStep } from './outputs.js';

const HEADER = '# Made by `npm run generate` from src/config/inputs.ts: change it there.\n';

/** The one input a user of the root action does not give: the report reads what the measurement wrote. */
export const RESULTS_PATH = {
  name: 'results-path',
  help: 'Path of the run document to report on, an output of the measure step.',
  value: expression('steps.measure.outputs.results-path'),
} as const;

interface StepText {
  readonly title: string;
  readonly description: string;
  /** Measurements leave things behind: these steps have a clean-up after the job. */
  readonly post: boolean;
  readonly condition?: string;
}

const STEP_TEXTS: Readonly<Record<StepName, StepText>> = {
  setup: {
    title: 'Tare: set up',
    description: 'Installs the runtimes and builds the userland; removes them after the job.',
    post: true,
  },
  measure: {
    title: 'Tare: measure',
    description: 'Measures the runtimes and writes the run document.',
    post: true,
  },
  report: {
    title: 'Tare: report',
    description:
      'Compares the run with its baseline, uploads both, writes the job summary and decides whether the job fails.',
    post: false,
    // Also for a run that failed or was cancelled half-way: what it measured is kept.
    condition: expression(`always() && steps.measure.outputs.results-path != ''`),
  },
};

function expression(inner: string): string {
  return `\${{ ${inner} }}`;
}

/** Text of every action file by its path in the repository. */
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

/** Values go by `with:` only; none reaches a shell. */
function callStep(step: StepName): object {
  const passed = inputsOfStep(step).map(({ name }) => [name, expression(`inputs.${name}`)]);
  const { title, condition } = STEP_TEXTS[step];
  return {
    id: step,
    name: title,
    ...(condition && { if: condition }),
    uses: `$/.github/actions/${step}`,
    with: {
      ...(step === 'report' && { [RESULTS_PATH.name]: RESULTS_PATH.value }),
      ...Object.fromEntries(passed),
    },
  };
}

function stepAction(step: StepName): object {
  const { title, description, post } = STEP_TEXTS[step];
  const outputs = outputsOfStep(step).map(({ name, help }) => [name, { description: help }]);
  const results = { description: RESULTS_PATH.help, required: true };
  return {
    name: title,
    description,
    inputs: {
      ...(step === 'report' && { [RESULTS_PATH.name]: results }),
      ...describeInputs(inputsOfStep(step)),
    },
    ...(outputs.length > 0 && { outputs: Object.fromEntries(outputs) }),
    runs: {
      using: 'node24',
      main: `../../../dist/${step}/index.js`,
      ...(post && { post: '../../../dist/cleanup/index.js', 'post-if': 'always()' }),
    },
  };
}

/** Every default is empty, so that tare.yml and the profile can tell what the workflow gave. */
function describeInputs(inputs: readonly InputDefinition[]): object {
  return Object.fromEntries(
    inputs.map((input) => [
      input.name,
      {
        description: `${input.help} Default: ${defaultInWords(input)}. Example: ${input.example}`,
        required: false,
        default: '',
      },
    ]),
  );
}
