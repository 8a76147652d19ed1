/** Inputs of how a workflow reports the result, who may answer it, and where the file of inputs is. */
import { choice, path, text } from '../kinds/kinds.js';
import type { InputDefinition } from './input.js';
import { REPORTING } from './scopes.js';

/** The label that asks where the workflow names none. */
export const ASK_LABEL = 'tare';

export const WORKFLOW = [
  {
    name: 'comment',
    kind: choice('always', 'never'),
    default: { value: 'always' },
    help: 'This says whether the result is a comment on the pull request, which each run updates.',
    example: 'never',
    ...REPORTING,
  },
  {
    name: 'ask-label',
    kind: text('label', /^[^,\r\n]{1,50}$/, 'the name of a label: at most 50 characters, no comma'),
    default: { value: ASK_LABEL },
    help: 'This label of a pull request asks for a measurement, where a workflow starts on labels. It is taken off at the end, so that it can be set again.',
    example: 'measure',
    ...REPORTING,
  },
  {
    name: 'accept-label',
    kind: text('label', /^[^,\r\n]{1,50}$/, 'the name of a label: at most 50 characters, no comma'),
    default: { value: 'tare-accept' },
    help: 'This label of a pull request accepts its regressions, as a line "Tare-Accept: reason" in a commit message does.',
    example: 'slower-on-purpose',
    ...REPORTING,
    gates: true,
  },
  {
    name: 'github-token',
    kind: text('token', /^\S+$/, 'a token'),
    default: { unset: "the job's own" },
    help: 'The API is asked with this token: for the baseline, and to write comment, check and branch.',
    example: 'github_pat_11ABC',
    commands: [],
    steps: ['setup', 'measure', 'report'],
    actionDefault: `\${{ github.token }}`,
    notInFile: 'it is a secret',
  },
  {
    name: 'config',
    kind: path('file', 'the path of a YAML file of inputs'),
    default: { unset: 'tare.yml in the working directory, where there is one; in the action none' },
    help: 'Inputs are read from this file; flags and inputs of the action win over it. In a pull request, what decides the gate is taken from the base branch, and runtimes that it changes are measured beside those before.',
    example: '.github/tare.yml',
    commands: ['run', 'plan', 'calibrate', 'compare', 'explain', 'report', 'history', 'doctor', 'cleanup', 'bisect'],
    steps: ['setup', 'measure', 'report'],
    notInFile: 'it says where the file is',
  },
] as const satisfies readonly InputDefinition[];
