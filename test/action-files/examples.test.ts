/** What every example workflow does, so that whoever copies one is as safe as it looks. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { expand, holds } from '../support/runner/expressions.js';
import { ROOT } from './yaml-files.js';

const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.unknown(),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.union([z.boolean(), z.string()]) }).optional(),
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string().optional(),
      permissions: z.record(z.string(), z.enum(['read', 'write'])),
      concurrency: z.unknown().optional(),
      environment: z.unknown().optional(),
      with: z.record(z.string(), z.unknown()).optional(),
      steps: z
        .array(z.object({ uses: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() }))
        .optional(),
    }),
  ),
});

const names = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.yml'));
const read = (name: string) => workflowSchema.parse(parse(readFileSync(join(ROOT, 'examples', name), 'utf8')));

/** These watch the machine, and say so: without a build, a change decides nothing of what is measured. */
const OF_THE_MACHINE = ['installed-runtimes.yml', 'nightly.yml'];

const scopeOf = (github: object) => ({ contexts: { github }, status: 'success', isCancelled: false }) as const;

describe.each(names)('the example %s', (name) => {
  const { on, permissions, concurrency, jobs } = read(name);
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);

  it('gives permissions to jobs, and none to the workflow', () => {
    expect(permissions).toEqual({});
  });

  it('runs with the rights of the repository on nothing that a fork sends', () => {
    expect(Object.keys(on)).not.toContain('pull_request_target');
  });

  /** One that runs only on the branch itself may push from its checkout. */
  it('leaves no token in the checkout of a change', () => {
    const isOfChange = ['pull_request', 'issue_comment', 'merge_group'].some((event) => event in on);
    const kept = steps.filter(
      ({ uses, with: given }) =>
        isOfChange && uses?.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false,
    );
    expect(kept).toEqual([]);
  });

  it('builds what it measures, from the whole history, unless it watches the machine', () => {
    const measuring = steps.filter(({ uses, with: given }) => uses?.startsWith('tare/') && given?.mode !== 'report');
    const fromHistory = steps.filter(({ with: given }) => given?.['fetch-depth'] === 0);
    const built = measuring.filter(
      ({ with: given }) => given?.build !== undefined && String(given.runtimes).includes('=./'),
    );
    expect(built).toEqual(OF_THE_MACHINE.includes(name) ? [] : measuring);
    expect(fromHistory).toHaveLength(built.length);
  });

  it('cancels only the runs of pull requests that have moved on', () => {
    const cancels = concurrency?.['cancel-in-progress'] ?? false;
    expect(String(cancels)).toMatch(/^(?:false|\$\{\{ github\.event_name == 'pull_request' \}\})$/);
  });

  /** A group keeps one run that waits: a third of the same group takes the place of the second. */
  it('lets no push and no comment take the place of one that waits', () => {
    const groupOf = (event_name: string, sha: string) =>
      concurrency && expand(concurrency.group, scopeOf({ event_name, sha, ref: 'refs/heads/main', event: {} }));
    if ('push' in on && concurrency) expect(groupOf('push', 'a1')).not.toBe(groupOf('push', 'b2'));
    if ('issue_comment' in on) expect(Object.values(jobs).filter((job) => job.concurrency !== undefined)).toEqual([]);
  });
});

it('the example of the merge queue measures in the queue and by hand, and lets pull requests into the queue', () => {
  const { on, jobs } = read('merge-queue.yml');
  expect(on).toEqual({ pull_request: null, merge_group: null, workflow_dispatch: null });
  // A required check that no event of the pull request starts stays pending; one that is skipped has passed.
  const measuredFor = (event_name: string) =>
    holds(jobs.measure?.if, { contexts: { github: { event_name } }, status: 'success', isCancelled: false });
  expect(Object.keys(on).filter(measuredFor)).toEqual(['merge_group', 'workflow_dispatch']);
});

it('the second stage of the example for forks judges whatever the first one measures, also in a merge queue', () => {
  const { on } = read('forks-measure.yml');
  const { jobs } = read('forks-report.yml');
  const isJudged = (event: string) => {
    const contexts = { github: { event: { workflow_run: { event } } } };
    return holds(jobs.report?.if, { contexts, status: 'success', isCancelled: false });
  };
  expect(Object.keys(on)).toEqual(['push', 'pull_request', 'merge_group']);
  expect(Object.keys(on).filter(isJudged)).toEqual(Object.keys(on));
});

it('the workflow of docs/github.md that calls measure.yml starts stage two, and asks reviewers for pull requests alone', () => {
  const docs = readFileSync(join(ROOT, 'docs/github.md'), 'utf8');
  const snippets = [...docs.matchAll(/```yaml\n(.*?)```/gs)].map(([, snippet]) => snippet ?? '');
  const text = snippets.find((snippet) => snippet.includes('/workflows/measure.yml@')) ?? '';
  const { name } = z.object({ name: z.string() }).parse(parse(text));
  const { on, jobs } = workflowSchema.parse(parse(text));
  const first = read('forks-measure.yml');
  expect(on).toEqual(first.on);
  expect(read('forks-report.yml').on.workflow_run).toMatchObject({ workflows: [name] });
  expect(jobs.measure?.with?.environment).toBe(first.jobs.measure?.environment);
});
