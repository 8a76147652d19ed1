/** The one table of inputs: parsing, CLI flags, action.yml and docs/inputs.md all come from here. */
import { baseline, failOn } from './gate.js';
import { imageSource } from './image-source.js';
import type { CommandName, InputDefinition, StepName, ValuesOf } from './input.js';
import { bytes, choice, cpuset, duration, integer, list, path, percent, range, text } from './kinds.js';
import { limits } from './limits.js';
import { ownBenchmarks } from './own-benchmarks.js';
import { packageNames } from './package-names.js';
import { PROFILE_NAMES } from './profiles.js';

const DAY = 86_400;
const MIB = 1024 ** 2;

const MEASURING = { commands: ['run', 'plan', 'calibrate'], steps: ['measure'], planned: true } as const;
/** What a search measures its commits by, too. */
const STEPPING = { ...MEASURING, commands: [...MEASURING.commands, 'bisect'] } as const;
const DECIDING = {
  commands: ['run', 'plan', 'bisect', 'calibrate', 'compare', 'explain', 'report'],
  steps: ['measure', 'report'],
} as const;
const JUDGING = { commands: ['run', 'compare', 'report'], steps: ['report'] } as const;

const BISECT = {
  commands: ['bisect'],
  steps: [],
  planned: true,
  notInFile: 'it is for one search only',
} as const;
const HISTORY = { commands: ['history'], steps: [] } as const;
const WORKFLOW = { commands: [], steps: ['report'] } as const;
/** What no report has uploaded is uploaded when the job ends. */
const UPLOADING = { commands: [], steps: ['measure', 'report'] } as const;

const REF = text('ref', /^[\w][\w./@^~{}+-]{0,199}$/, 'a branch, tag or commit, as git names it');

const TABLE = [
  {
    name: 'mode',
    kind: choice('all', 'measure', 'report'),
    default: { value: 'all' },
    help: 'Steps of the action to take: all; measure and upload; or report on what was measured elsewhere.',
    example: 'measure',
    ...WORKFLOW,
    notInFile: 'it is for one job only',
  },
  {
    name: 'runtimes',
    kind: list('list', 'all, or a list of runtimes, each as name, name@version, name=path or name{option: value}'),
    default: { value: 'runc,docker' },
    help: 'Runtimes to measure; native, the control, is always added.',
    example: 'runc@1.1.5, runc=./bin/runc, docker',
    commands: ['run', 'bisect', 'plan', 'calibrate', 'doctor'],
    steps: ['setup', 'measure'],
    planned: true,
  },
  {
    name: 'baseline-runtimes',
    kind: list('list', 'a list of runtimes, written as in runtimes'),
    default: { unset: 'each runtime is measured against native' },
    help: 'Measure each runtime against the one given here, in the same run: matched by name, else in order.',
    example: 'runc=./main/runc',
    commands: ['run', 'plan', 'doctor'],
    steps: ['setup', 'measure'],
    planned: true,
  },
  {
    name: 'build',
    kind: text('command', /^[^\0]{1,10000}$/, 'a command line for bash, at most 10,000 characters'),
    default: { unset: 'nothing is built' },
    help: 'Command that builds the runtimes given by a relative path, run at the base and at the head, each in a clean copy of the checkout, as the user and never as root; both are measured in one run.',
    example: 'make runc',
    commands: ['run', 'bisect'],
    steps: ['setup'],
    planned: true,
  },
  {
    name: 'baseline-ref',
    kind: REF,
    default: {
      unset: 'where a pull request or a merge group parts from its branch; for other events only the head is built',
    },
    help: 'Where the base of build is: at the merge base of this and the head.',
    example: 'main',
    commands: ['run'],
    steps: ['setup'],
    planned: true,
  },
  {
    name: 'build-timeout',
    kind: duration({ min: 1, max: DAY }),
    default: { value: '15m' },
    help: 'Time limit of one build.',
    example: '40m',
    commands: ['run', 'bisect'],
    steps: ['setup'],
  },
  {
    name: 'good',
    kind: REF,
    default: { unset: 'none: a search needs it' },
    help: 'A commit before the slowdown, on the line of first parents of bad.',
    example: 'v1.2.0',
    ...BISECT,
  },
  {
    name: 'bad',
    kind: REF,
    default: { value: 'HEAD' },
    help: 'A commit after it.',
    example: 'main',
    ...BISECT,
  },
  {
    name: 'cell',
    kind: text('cell', /^\S.{0,200}\s\S+$/, 'a runtime and a benchmark'),
    default: { unset: 'none: a search needs it' },
    help: 'What became slower: one of runtimes, by its name, and one benchmark.',
    example: 'runc cpu.prime',
    ...BISECT,
  },
  {
    name: 'profile',
    kind: choice(...PROFILE_NAMES),
    default: { value: 'quick' },
    help: 'How thorough the run is: sets the defaults of suites, budget, blocks and pairs.',
    example: 'standard',
    ...MEASURING,
  },
  {
    name: 'suites',
    kind: list('list', 'all, or a list of suites and benchmarks'),
    default: { unset: 'those of the profile' },
    help: 'Suites of benchmarks to run; kernel and network, in no profile, have userlands of their own for their programs; scale, in none either, launches many sandboxes at once (docs/benchmarks.md).',
    example: 'cpu, memory',
    ...MEASURING,
  },
  {
    name: 'benchmarks',
    kind: ownBenchmarks,
    default: { unset: 'only those of tare' },
    help: 'Benchmarks of your own, each a command that is measured in every runtime (docs/own-benchmarks.md); they run unless suites names others.',
    example: '[{ name: git.status, run: git -C /usr/src status, metric: { time: wall } }]',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'budget',
    kind: duration({ min: 1, max: DAY }),
    default: { profile: 'budget' },
    help: 'Machine time the measurement may take, installing apart; kept to within one block. Of bisect the whole search, its builds included (10m).',
    example: '20m',
    ...STEPPING,
  },
  {
    name: 'confirm-budget',
    kind: duration({ min: 0, max: DAY }),
    default: { unset: 'half of the budget' },
    help: 'Machine time for a second look: what a comparison with a recorded run finds slower or suspects is measured beside the old side in one run, which decides; 0s for none.',
    example: '2m',
    commands: ['run'],
    steps: ['measure'],
  },
  {
    name: 'blocks',
    kind: range({ min: 1, max: 1_000 }),
    default: { profile: 'blocks' },
    help: 'Blocks (launches of every runtime) to take: at least, which only a budget that is given overrules, and at most; of two sides, what is decided takes no more, and the most of a profile does not count.',
    example: '12..30',
    ...MEASURING,
  },
  {
    name: 'pairs',
    kind: integer({ min: 1, max: 100 }),
    default: { profile: 'pairs' },
    help: 'Pairs of trials of each benchmark in a block, averaged into one observation.',
    example: '4',
    ...STEPPING,
  },
  {
    name: 'trial-time',
    kind: duration({ min: 0.01, max: 60 }),
    default: { value: '100ms' },
    help: 'Length of the trials of fixed work, by which their work is sized.',
    example: '250ms',
    ...STEPPING,
  },
  {
    name: 'cpus',
    kind: cpuset,
    default: { value: 'auto' },
    help: 'CPUs that every runtime is confined to; auto leaves out the first core where there are more than two CPUs.',
    example: '0-3',
    ...STEPPING,
  },
  {
    name: 'memory',
    kind: bytes({ min: 64 * MIB, max: 1024 ** 2 * MIB }),
    default: { value: '1GiB' },
    help: 'Memory limit of every sandbox, native included.',
    example: '512MiB',
    ...STEPPING,
  },
  {
    name: 'scale-memory',
    kind: bytes({ min: 64 * MIB, max: 1024 ** 2 * MIB }),
    default: { unset: 'half of what is free' },
    help: 'What all sandboxes of a trial of the suite scale may take together: a hard limit, where a crowd stops growing.',
    example: '8GiB',
    ...STEPPING,
  },
  {
    name: 'tune',
    kind: choice('off', 'on'),
    default: { value: 'off' },
    help: 'Whether to steady the host for the run (governor, turbo, idle states, interrupts, memory); all is put back after it.',
    example: 'on',
    ...STEPPING,
  },
  {
    name: 'seed',
    kind: integer({ min: 0, max: 2 ** 32 - 1 }),
    default: { unset: 'drawn at random and recorded' },
    help: 'Seed of every random choice, to repeat the order of an earlier run.',
    example: '42',
    ...STEPPING,
  },
  {
    name: 'command-timeout',
    kind: duration({ min: 1, max: DAY }),
    default: { value: '60s' },
    help: 'Time limit of one command in a sandbox; the sandbox of one that takes longer is killed.',
    example: '2m',
    ...STEPPING,
  },
  {
    name: 'launch-timeout',
    kind: duration({ min: 1, max: DAY }),
    default: { value: '60s' },
    help: 'Time limit of starting a sandbox.',
    example: '30s',
    ...STEPPING,
  },
  {
    name: 'resume',
    kind: path('file', 'the path of a run document'),
    default: { unset: 'a new run' },
    help: 'Go on with the unfinished run, or search, of this document, as it was planned.',
    example: 'tare-results/run.json',
    commands: ['run', 'bisect'],
    steps: [],
    notInFile: 'it is for one run only',
  },
  {
    name: 'rootfs',
    kind: path('path', 'the path of a root file system: a tarball or a folder'),
    default: { unset: 'built by mmdebstrap from the sources of this host' },
    help: 'Userland with sysbench, the same for every runtime: a tarball or a folder.',
    example: './rootfs.tar',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'image',
    kind: imageSource,
    default: { unset: 'no container image' },
    help: 'Container image that becomes the userland, for benchmarks of your own, with sysbench beside it; made by skopeo and umoci of the distribution.',
    example: 'redis:7',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'packages',
    kind: packageNames,
    default: { unset: 'none' },
    help: 'Packages of the distribution that the userland is made with besides, for benchmarks of your own; it is another userland then.',
    example: 'redis, nginx-light',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'install',
    kind: choice('auto', 'never'),
    default: { value: 'auto' },
    help: 'Whether to install what is missing, or to stop and name it.',
    example: 'never',
    commands: ['run', 'bisect', 'plan', 'calibrate'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'mirror',
    kind: text('url', /^https?:\/\/[^\s"'`?#]+$/, 'the http or https address of a server, without a query'),
    default: { unset: 'each publisher itself' },
    help: 'Server that every download goes to instead of its publisher: https://github.com/a becomes MIRROR/github.com/a.',
    example: 'https://files.example/tare',
    commands: ['run', 'bisect', 'plan'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'cleanup',
    kind: choice('runs', 'packages'),
    default: { value: 'runs' },
    help: 'What to remove afterwards: all that runs left behind, or the packages installed by tare as well.',
    example: 'packages',
    commands: ['cleanup'],
    steps: ['setup', 'measure'],
  },
  {
    name: 'baseline',
    kind: baseline,
    default: { value: 'auto' },
    help: 'What to compare with: auto (in a workflow artifact, else the last comparable run on this host), artifact (of the base branch), branch (see baseline-branch), none, or a run document.',
    example: './main.json',
    commands: ['run', 'explain'],
    steps: ['measure', 'report'],
    gates: true,
  },
  {
    name: 'min-effect',
    kind: percent({ min: 0, max: 100 }),
    default: { value: '1%' },
    help: 'Smallest slowdown that matters: a smaller one is never called a regression.',
    example: '2%',
    ...DECIDING,
    commands: [...DECIDING.commands, 'history'],
    gates: true,
  },
  {
    name: 'margin',
    kind: percent({ min: 0.1, max: 100 }),
    default: { value: '3%' },
    help: 'Slowdown that must be excluded for a cell to be called not-slower (one-sided: it may well be faster).',
    example: '5%',
    ...DECIDING,
    gates: true,
  },
  {
    name: 'confidence',
    kind: percent({ min: 50, max: 99.9 }),
    default: { value: '95%' },
    help: 'Confidence of a whole comparison, all its cells together: at 95%, at most one of identical code in twenty alarms.',
    example: '99%',
    ...DECIDING,
    gates: true,
  },
  {
    name: 'limits',
    kind: limits,
    default: { unset: 'nothing but the baseline is a measure' },
    help: 'What a benchmark of a runtime may take, or cost against native, whatever it was before; judged by the interval, so that chance breaks no limit.',
    example: 'runc lifecycle.startup < 80ms, runsc memory.write.seq.1k cost < 10%, runc cpu.prime > 1000 events/s',
    ...JUDGING,
    gates: true,
  },
  {
    name: 'fail-on',
    kind: failOn,
    default: { value: 'regression, missing, limit' },
    help: 'What fails the job: never, or a list of regression, missing, limit (what is beyond one), inconclusive (also of a limit) and no-baseline.',
    example: 'regression, missing, limit, no-baseline',
    ...JUDGING,
    gates: true,
  },
  {
    name: 'output',
    kind: path('folder', 'the path of a folder'),
    default: { value: 'tare-results' },
    help: 'Folder for the run document and the reports.',
    example: './results',
    commands: ['run', 'bisect', 'calibrate'],
    steps: ['measure', 'report'],
  },
  {
    name: 'artifact-name',
    kind: text('name', /^[^":<>|*?\r\n\\/]{1,128}$/, 'at most 128 characters, none of " : < > | * ? \\ /'),
    default: { unset: 'tare-results, the job and the leg of its matrix, joined by -' },
    help: 'Name of the uploaded artifact, by which later runs find it; a comment belongs to a name. Each job of a run needs its own.',
    example: 'tare-arm64',
    ...UPLOADING,
    commands: ['history'],
  },
  {
    name: 'retention-days',
    kind: integer({ min: 1, max: 400 }),
    default: { unset: 'as the repository says' },
    help: 'Days until the artifact expires.',
    example: '90',
    ...UPLOADING,
  },
  {
    name: 'results-path',
    kind: path('file', 'the path of a run document'),
    default: {
      unset:
        'the run just measured; else all that the jobs of this run have uploaded, or of the run that a workflow_run event is about',
    },
    help: 'Run document to report on, with mode: report.',
    example: './tare-results/run.json',
    ...WORKFLOW,
    notInFile: 'it is for one run only',
  },
  {
    name: 'baseline-branch',
    kind: text('branch', /^(?![/.-])[\w./-]{1,200}$/, 'the name of a branch: letters, digits and . _ / -'),
    default: { unset: 'none is written' },
    help: 'Branch that trusted runs are kept on, for baseline: branch; needs contents: write.',
    example: 'tare-baseline',
    ...WORKFLOW,
    steps: ['measure', 'report'],
    commands: ['history'],
    gates: true,
  },
  {
    name: 'history',
    kind: path('file', 'the path of a history file'),
    default: { value: 'tare-history.json.gz' },
    help: 'File that the figures of many runs are kept in.',
    example: 'history/tare-history.json.gz',
    ...HISTORY,
  },
  {
    name: 'from',
    kind: choice('artifact', 'branch'),
    default: { unset: 'only the files and folders that are given' },
    help: 'Where on GitHub history add takes runs from besides: artifacts of earlier runs of this workflow, or the branch of baselines; needs GITHUB_TOKEN.',
    example: 'branch',
    ...HISTORY,
    notInFile: 'it is for one command only',
  },
  {
    name: 'keep-days',
    kind: integer({ min: 1, max: 3650 }),
    default: { value: '180' },
    help: 'Days for which a history keeps every run; of older ones it keeps a summary a week.',
    example: '365',
    ...HISTORY,
  },
  {
    name: 'comment',
    kind: choice('always', 'never'),
    default: { value: 'always' },
    help: 'Whether the result is a comment on the pull request, updated by each run.',
    example: 'never',
    ...WORKFLOW,
  },
  {
    name: 'ask-label',
    kind: text('label', /^[^,\r\n]{1,50}$/, 'the name of a label: at most 50 characters, no comma'),
    default: { value: 'tare' },
    help: 'Label of a pull request that asks for a measurement, where a workflow starts on labels: taken off at the end, so that it can be set again.',
    example: 'measure',
    ...WORKFLOW,
  },
  {
    name: 'accept-label',
    kind: text('label', /^[^,\r\n]{1,50}$/, 'the name of a label: at most 50 characters, no comma'),
    default: { value: 'tare-accept' },
    help: 'Label of a pull request that accepts its regressions, as a line "Tare-Accept: reason" in a commit message does.',
    example: 'slower-on-purpose',
    ...WORKFLOW,
    gates: true,
  },
  {
    name: 'github-token',
    kind: text('token', /^\S+$/, 'a token'),
    default: { unset: "the job's own" },
    help: 'Token for the API: looks for the baseline, writes comment, check and branch.',
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
    help: 'File of inputs; flags and inputs of the action win over it. In a pull request, what decides the gate is taken from the base branch, and runtimes that it changes are measured beside those before.',
    example: '.github/tare.yml',
    commands: ['run', 'plan', 'calibrate', 'compare', 'explain', 'report', 'history', 'doctor', 'cleanup', 'bisect'],
    steps: ['setup', 'measure', 'report'],
    notInFile: 'it says where the file is',
  },
] as const satisfies readonly InputDefinition[];

/** Values of all inputs, parsed. */
export type Inputs = ValuesOf<typeof TABLE>;

export const INPUTS: readonly InputDefinition[] = TABLE;

export const inputsOfCommand = (command: CommandName): InputDefinition[] =>
  INPUTS.filter(({ commands }) => commands.includes(command));

/** The first step takes all: what is wrong is told before anything is installed or measured. */
export const inputsOfStep = (step: StepName): InputDefinition[] =>
  INPUTS.filter(({ steps }) => (step === 'setup' ? steps.length > 0 : steps.includes(step)));

/** Those that tare.yml may hold. */
export const fileInputs = (): InputDefinition[] => INPUTS.filter(({ notInFile }) => notInFile === undefined);
