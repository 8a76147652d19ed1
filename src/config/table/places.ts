/** Inputs of where results and histories are written to and read from. */
import { choice, integer, path, text } from '../kinds/kinds.js';
import type { InputDefinition } from './input.js';
import { HISTORIES, REPORTING, UPLOADING } from './scopes.js';

export const PLACES = [
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
    ...REPORTING,
    notInFile: 'it is for one run only',
  },
  {
    name: 'baseline-branch',
    kind: text('branch', /^(?![/.-])[\w./-]{1,200}$/, 'the name of a branch: letters, digits and . _ / -'),
    default: { unset: 'none is written' },
    help: 'Branch that trusted runs are kept on, for baseline: branch; needs contents: write.',
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
    help: 'File that the figures of many runs are kept in.',
    example: 'history/tare-history.json.gz',
    ...HISTORIES,
  },
  {
    name: 'from',
    kind: choice('artifact', 'branch'),
    default: { unset: 'only the files and folders that are given' },
    help: 'Where on GitHub history add takes runs from besides: artifacts of earlier runs of this workflow, or the branch of baselines; needs GITHUB_TOKEN.',
    example: 'branch',
    ...HISTORIES,
    notInFile: 'it is for one command only',
  },
  {
    name: 'keep-days',
    kind: integer({ min: 1, max: 3650 }),
    default: { value: '180' },
    help: 'Days for which a history keeps every run; of older ones it keeps a summary a week.',
    example: '365',
    ...HISTORIES,
  },
] as const satisfies readonly InputDefinition[];
