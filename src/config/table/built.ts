/** Inputs of what is measured: the parts of the action to take, the runtimes, and the two sides that are built. */
import { choice, duration, list, text } from '../kinds/kinds.js';
import type { InputDefinition } from './input.js';
import { DAY, REF, REPORTING } from './scopes.js';

export const BUILT = [
  {
    name: 'mode',
    kind: choice('all', 'measure', 'report'),
    default: { value: 'all' },
    help: 'This says which steps the action takes: all of them, only measuring and uploading, or only the report on what was measured elsewhere.',
    example: 'measure',
    ...REPORTING,
    notInFile: 'it is for one job only',
  },
  {
    name: 'runtimes',
    kind: list('list', 'all, or a list of runtimes, each as name, name@version, name=path or name{option: value}'),
    default: { value: 'runc,docker' },
    help: 'These runtimes are measured; native, the control, is always added.',
    example: 'runc@1.1.5, runc=./bin/runc, docker',
    commands: ['run', 'bisect', 'plan', 'calibrate', 'doctor'],
    steps: ['setup', 'measure'],
    planned: true,
  },
  {
    name: 'baseline-runtimes',
    kind: list('list', 'a list of runtimes, written as in runtimes'),
    default: { unset: 'each runtime is measured against native' },
    help: 'Each runtime is measured against the one that is given here, in the same run; they are matched by name, else in order.',
    example: 'runc=./main/runc',
    commands: ['run', 'plan', 'doctor'],
    steps: ['setup', 'measure'],
    planned: true,
    gates: true,
  },
  {
    name: 'build',
    kind: text('command', /^[^\0]{1,10000}$/, 'a command line for bash, at most 10,000 characters'),
    default: { unset: 'nothing is built' },
    help: 'This command builds the runtimes that are given by a relative path, or a userland in the checkout. It runs at the base and at the head, each in a clean copy of the checkout, as the user and never as root, and both are measured in one run.',
    example: 'make runc',
    commands: ['run', 'bisect', 'plan', 'doctor'],
    steps: ['setup'],
    planned: true,
  },
  {
    name: 'baseline-ref',
    kind: REF,
    default: {
      unset:
        'where a pull request or a merge group parts from its branch, and the commit before a push; for other events only the head is built',
    },
    help: 'The base of a build is the merge base of this ref and the head.',
    example: 'main',
    commands: ['run', 'plan', 'doctor'],
    steps: ['setup'],
    planned: true,
    gates: true,
  },
  {
    name: 'build-timeout',
    kind: duration({ min: 1, max: DAY }),
    default: { value: '15m' },
    help: 'One build may take this long.',
    example: '40m',
    commands: ['run', 'bisect'],
    steps: ['setup'],
  },
] as const satisfies readonly InputDefinition[];
