/** Which jobs should have left a document. */
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkLegs, type LeftDocument } from '../../src/github/legs.js';
import { artifactName, type WorkflowContext } from '../../src/github/workflow.js';
import { FakeGitHub, type Repository, type WorkflowRun } from '../support/github/index.js';

let github: FakeGitHub;
let repository: Repository;
beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
});
afterEach(() => github.stop());

/** In these tests a job of the first attempt begins before it leaves its document, and one of the second after it. */
const [FIRST, LEFT, SECOND] = ['2026-05-01T10:00:00Z', '2026-05-01T10:09:00Z', '2026-05-01T11:00:00Z'] as const;

/** Nothing that is there was left in an earlier attempt. */
const NONE_BEFORE = { outdated: new Set(), earlier: new Map() };

/** Asks about a run that left these documents. */
function ask(run: WorkflowRun, documents: readonly LeftDocument[]) {
  const client = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
  return checkLegs(client, { owner: 'octo', repo: 'project', run } as unknown as WorkflowContext, documents);
}

/** Asks about a run with these jobs, by their names on its page, and with documents that do not name their job. */
function absent(jobs: Readonly<Record<string, 'success' | 'failure'>>, artifacts: readonly string[]) {
  const run = repository.startRun({ event: 'push' });
  for (const [name, conclusion] of Object.entries(jobs)) repository.addJob(run, name).conclusion = conclusion;
  return ask(
    run,
    artifacts.map((artifact) => ({ artifact, createdAt: LEFT, job: undefined })),
  );
}

type Job = WorkflowRun['jobs'][number];

interface MatrixLeg {
  /** Its name on the run's page. */
  readonly shown: string;
  readonly matrix: object;
}

/** Makes a run with the documents that its legs leave, and those but for the last leg's. */
function matrixRun(legs: readonly MatrixLeg[], names: 'with ids' | 'without ids', key = 'measure') {
  const run = repository.startRun({ event: 'push' });
  const documents = legs.map(({ shown, matrix }) => {
    const job = repository.addJob(run, shown);
    job.conclusion = 'success';
    const artifact = artifactName(key, JSON.stringify(matrix));
    return { artifact, createdAt: LEFT, job: names === 'with ids' ? { key, id: job.id } : undefined };
  });
  return { run, documents, some: documents.slice(0, -1) };
}

it('are the other legs of a job that left one', async () => {
  const jobs = { 'measure (a)': 'success', 'measure (b)': 'failure', lint: 'failure' } as const;
  expect(await absent(jobs, ['tare-results-measure-a'])).toEqual({
    absent: ['measure (b) (failure)'],
    unknown: [],
    ...NONE_BEFORE,
  });
});

it('are none where jobs have names of their own: a lint that fails is no leg', async () => {
  const jobs = { 'Measure on a': 'success', lint: 'failure' } as const;
  expect(await absent(jobs, ['tare-results-measure-a'])).toEqual({
    absent: [],
    unknown: ['lint (failure)'],
    ...NONE_BEFORE,
  });
});

/** GitHub's names are those of its own code: actions/runner, MatrixBuilder.cs and JobNameBuilder.cs. */
const LONG = ['a', 'b'].map((last) => `${'x'.repeat(110)}${last}`);
const MATRICES: readonly (readonly [string, readonly MatrixLeg[]])[] = [
  [
    'to one of which `include` adds a value',
    [
      { shown: 'measure (epyc)', matrix: { machine: 'epyc' } },
      { shown: 'measure (graviton)', matrix: { machine: 'graviton', packages: 'linux-perf' } },
    ],
  ],
  [
    'to each of which `include` adds a value',
    [
      { shown: 'measure (epyc)', matrix: { machine: 'epyc', arch: 'x64' } },
      { shown: 'measure (graviton)', matrix: { machine: 'graviton', arch: 'arm64' } },
    ],
  ],
  [
    'of which one has an empty value',
    [
      { shown: 'measure (epyc, debug)', matrix: { machine: 'epyc', mode: 'debug' } },
      { shown: 'measure (epyc)', matrix: { machine: 'epyc', mode: '' } },
    ],
  ],
  [
    'of which one has a name that is cut',
    [
      { shown: 'measure (epyc)', matrix: { machine: 'epyc' } },
      { shown: `${`measure (${LONG[0]}`.slice(0, 97)}...`, matrix: { machine: LONG[0] } },
    ],
  ],
  [
    'of a caller that is a matrix',
    [
      { shown: 'call (a / b) / measure (epyc)', matrix: { machine: 'epyc', arch: 'x64' } },
      { shown: 'call (c) / measure (graviton)', matrix: { machine: 'graviton', arch: 'arm64' } },
    ],
  ],
];
/** Of these only the id of the job tells. */
const TOLD_BY_ID: typeof MATRICES = [
  [
    'with names that are cut to the same',
    LONG.map((machine) => ({ shown: `${`measure (${machine}`.slice(0, 97)}...`, matrix: { machine } })),
  ],
  [
    'with values that have values',
    [
      { shown: 'measure (epyc, x64)', matrix: { on: { machine: 'epyc', arch: 'x64' } } },
      { shown: 'measure (graviton)', matrix: { on: { machine: 'graviton', arch: null } } },
    ],
  ],
];

describe.each(['with ids', 'without ids'] as const)('legs of documents %s', (ids) => {
  const all = ids === 'with ids' ? [...MATRICES, ...TOLD_BY_ID] : MATRICES;
  it.each(all)('%s are there where they left one', async (_, legs) => {
    const { run, documents } = matrixRun(legs, ids);
    expect(await ask(run, documents)).toEqual({ absent: [], unknown: [], ...NONE_BEFORE });
  });

  it.each(all)('%s are absent where they left none', async (_, legs) => {
    const { run, some } = matrixRun(legs, ids);
    expect(await ask(run, some)).toEqual({
      absent: [`${legs.at(-1)?.shown} (success)`],
      unknown: [],
      ...NONE_BEFORE,
    });
  });
});

describe('a job of which the document has the id', () => {
  const jobs = [
    { shown: 'Perf (measure)', matrix: {} },
    { shown: 'Perf (lint)', matrix: {} },
  ];

  it('has no legs among the jobs with a name of their own that is like its own', async () => {
    const { run, some } = matrixRun(jobs, 'with ids');
    expect(await ask(run, some)).toEqual({ absent: [], unknown: [], ...NONE_BEFORE });
  });

  it('is not among those of which nobody can tell whether they measure, though it failed', async () => {
    const { run, some } = matrixRun(jobs, 'with ids');
    for (const job of run.jobs) job.conclusion = 'failure';
    expect(await ask(run, some)).toEqual({ absent: [], unknown: ['Perf (lint) (failure)'], ...NONE_BEFORE });
  });

  it('has no legs in another called workflow whose job is called the same', async () => {
    const calls = ['perf / run', 'e2e / run'].map((shown) => ({ shown, matrix: {} }));
    const { run, some } = matrixRun(calls, 'with ids', 'run');
    expect(await ask(run, some)).toEqual({ absent: [], unknown: [], ...NONE_BEFORE });
  });
});

describe.each(['with ids', 'without ids'] as const)('in a second attempt, legs of documents %s', (ids) => {
  /** Makes the first attempt of a matrix in which both legs left a document. */
  function repeated(shown: readonly [string, string] = ['measure (a)', 'measure (b)']) {
    const legs = shown.map((one) => ({ shown: one, matrix: { machine: one.at(-2) } }));
    const { run, documents } = matrixRun(legs, ids);
    for (const job of run.jobs) job.startedAt = FIRST;
    repository.complete(run, 'failure');
    const [a, b] = run.jobs as [Job, Job];
    const [ofA, ofB] = documents as [LeftDocument, LeftDocument];
    return { run: repository.rerun(run), a, b, ofA, ofB };
  }

  function again(run: WorkflowRun, name: string, conclusion: 'success' | 'failure') {
    const job = repository.addJob(run, name);
    Object.assign(job, { conclusion, startedAt: SECOND });
    return { createdAt: '2026-05-01T11:09:00Z', job: ids === 'with ids' ? { key: 'measure', id: job.id } : undefined };
  }

  it('are absent where they left none this time, and what they left before is outdated', async () => {
    const { run, ofA, ofB } = repeated();
    const anew = { ...ofA, ...again(run, 'measure (a)', 'success') };
    again(run, 'measure (b)', 'failure');
    const outdated = new Set([ofB.artifact]);
    expect(await ask(run, [anew, ofB])).toEqual({
      absent: ['measure (b) (failure)'],
      unknown: [],
      outdated,
      earlier: new Map(),
    });
  });

  it('are there where they did not run again, whether or not GitHub lists them under another id', async () => {
    for (const isListed of [true, false]) {
      const { run, a, ofA, ofB } = repeated();
      if (isListed) repository.inheritJob(run, a);
      const anew = { ...ofB, ...again(run, 'measure (b)', 'success') };
      const earlier = ids === 'with ids' ? new Map([[ofA.artifact, 1]]) : new Map();
      expect(await ask(run, [ofA, anew])).toEqual({ ...NONE_BEFORE, absent: [], unknown: [], earlier });
    }
  });

  it('are those of the first where the report is about that', async () => {
    const { run, ofA, ofB } = repeated();
    again(run, 'measure (a)', 'failure');
    again(run, 'measure (b)', 'failure');
    expect(await ask({ ...run, attempt: 1 }, [ofA, ofB])).toEqual({ absent: [], unknown: [], ...NONE_BEFORE });
  });

  it('are absent by what they left before, whatever their job is called, where it has an id', async () => {
    const { run, ofA, ofB } = repeated(['Measure (a)', 'Measure (b)']);
    again(run, 'Measure (a)', 'failure');
    again(run, 'Measure (b)', 'failure');
    const told = ['Measure (a) (failure)', 'Measure (b) (failure)'];
    expect(await ask(run, [ofA, ofB])).toEqual(
      ids === 'with ids'
        ? { absent: told, unknown: [], outdated: new Set([ofA.artifact, ofB.artifact]), earlier: new Map() }
        : { absent: [], unknown: told, ...NONE_BEFORE },
    );
  });
});

it('that did not run again is not taken for one that did, though both have names that are cut to the same', async () => {
  const legs = TOLD_BY_ID[0]?.[1] ?? [];
  const { run, documents } = matrixRun(legs, 'with ids');
  const [first, second] = run.jobs as [Job, Job];
  Object.assign(first, { startedAt: FIRST });
  Object.assign(second, { startedAt: '2026-05-01T10:00:01Z' });
  repository.rerun(run);
  const again = repository.addJob(run, second.name);
  Object.assign(again, { conclusion: 'failure', startedAt: SECOND });
  repository.inheritJob(run, first);
  const absent = [`${second.name} (failure)`];
  const [kept, old] = documents.map(({ artifact }) => artifact);
  const told = { absent, unknown: [], outdated: new Set(), earlier: new Map([[kept, 1]]) };
  expect(await ask(run, documents.slice(0, 1))).toEqual(told);
  expect(await ask(run, documents)).toEqual({ ...told, outdated: new Set([old]) });
});
