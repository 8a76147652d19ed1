/** Inputs of where results and histories are written to and read from. */
import { choice, integer, path, text } from '../kinds/kinds.js';
import type { InputDefinition } from './input.js';
import { HISTORIES, REPORTING, UPLOADING } from './scopes.js';

/** Git takes no part of a name that begins with a dot, ends in one or in `.lock`, or is empty. */
const BRANCH = /^(?!-)(?!(?:.*\/)?\.)(?!.*(?:\.\.|\/\/|\.lock(?:\/|$)|[./]$))(?!\/)[\w./-]{1,200}$/;

export const PLACES = [
  {
    name: 'output',
    kind: path('folder', 'the path of a folder'),
    default: { value: 'tare-results' },
    help: 'The run document and the reports are written into this folder.',
    example: './results',
    commands: ['run', 'bisect', 'calibrate'],
    steps: ['measure', 'report'],
  },
  {
    name: 'artifact-name',
    kind: text('name', /^[^":<>|*?\r\n\\/]{1,128}$/, 'at most 128 characters, none of " : < > | * ? \\ /'),
    default: { unset: 'tare-results, the job and the leg of its matrix, joined by -' },
    help: 'The artifact has this name, by which later runs find it, and a comment belongs to a name. Each job of a run needs a name of its own.',
    example: 'tare-arm64',
    ...UPLOADING,
    commands: ['history'],
    gates: true,
  },
  {
    name: 'retention-days',
    kind: integer({ min: 1, max: 400 }),
    default: { unset: 'as the repository says' },
    help: 'The artifact is kept for so many days.',
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
    help: 'With mode: report, this run document is reported on.',
    example: './tare-results/run.json',
    ...REPORTING,
    notInFile: 'it is for one run only',
  },
  {
    name: 'baseline-branch',
    kind: text('branch', BRANCH, 'the name of a branch, as git takes it: letters, digits and . _ / -'),
    default: { unset: 'none is written' },
    help: 'Trusted runs are kept on this branch, for baseline: branch; the token needs contents: write.',
    example: 'tare-baseline',
    ...REPORTING,
    steps: ['measure', 'report'],
    commands: ['history'],
    gates: true,
  },
  {
    name: 'history',
    kind: path('file', 'the path of a history file'),
    default: { value: 'tare-history.json.gz' },
    help: 'The figures of many runs are kept in this file.',
    example: 'history/tare-history.json.gz',
    ...HISTORIES,
  },
  {
    name: 'from',
    kind: choice('artifact', 'branch'),
    default: { unset: 'only the files and folders that are given' },
    help: 'history add takes runs from here on GitHub, too: from the artifacts of earlier runs of this workflow, or from the branch of baselines. It needs GITHUB_TOKEN.',
    example: 'branch',
    ...HISTORIES,
    notInFile: 'it is for one command only',
  },
  {
    name: 'keep-days',
    kind: integer({ min: 1, max: 3650 }),
    default: { value: '180' },
    help: 'A history keeps every run for so many days; of older ones it keeps a summary a week.',
    example: '365',
    ...HISTORIES,
  },
] as const satisfies readonly InputDefinition[];
