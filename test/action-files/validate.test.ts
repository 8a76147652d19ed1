import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { actionProblems, workflowProblems } from '../support/workflow-parser.js';
import { problemsOfCalls } from './uses.js';
import { ROOT, yamlFiles } from './yaml-files.js';

const problemsOf = { action: actionProblems, workflow: workflowProblems };
const workflow = (steps: string) => `on: push\njobs: {a: {runs-on: x, steps: [${steps}]}}`;

describe('the validators', () => {
  it.each([
    ['an unknown key', 'on: push\njobs: {a: {runs-on: x, stepz: []}}'],
    ['an unknown context', workflow('{run: "true", if: "secret.x"}')],
    ['an expression that does not end', workflow('{run: "true", if: "always( && true"}')],
    ['a need of a job that is not there', 'on: push\njobs: {a: {runs-on: x, needs: b, steps: [{run: "true"}]}}'],
  ])('refuse a workflow with %s', async (_, text) => {
    expect(await workflowProblems('x.yml', text)).not.toEqual([]);
  });

  it.each([
    ['an unknown key in a step', '{using: composite, steps: [{uses: $/x, wiht: {}}]}'],
    ['a script without a shell', '{using: composite, steps: [{run: "true"}]}'],
    ['no main', '{using: node24}'],
  ])('refuse an action with %s', async (_, runs) => {
    expect(await actionProblems('action.yml', `{name: x, description: x, runs: ${runs}}`)).not.toEqual([]);
  });

  it.each([
    ['an input that is not there', '{uses: tare/tare@v1, with: {runtime: runc}}', 'there is no input runtime'],
    ['an action that is not there', '{uses: $/.github/actions/weigh}', 'there is no such action'],
  ])('refuse a call with %s', (_, step, problem) => {
    expect(problemsOfCalls(workflow(step))).toEqual([expect.stringContaining(problem)]);
  });
});

describe('every action and workflow', () => {
  it.each(yamlFiles())('$kind $name is valid by the rules of GitHub', async ({ kind, name, text }) => {
    expect(await problemsOf[kind](name, text)).toEqual([]);
  });

  it.each(yamlFiles())('$kind $name calls only files that exist', ({ text }) => {
    expect(problemsOfCalls(text)).toEqual([]);
  });
});

describe('examples', () => {
  const examples = join(ROOT, 'examples');
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const pasted = /```yaml\n(name:.*?)```/s.exec(readme)?.[1] ?? '';

  it('have the workflow of the README under a name that a reader can find', () => {
    const example = parse(readFileSync(join(examples, 'pull-request.yml'), 'utf8'));
    const { concurrency: _, ...workflow } = example;
    expect(workflow).toEqual(parse(pasted));
  });

  it('are all in the list beside them', () => {
    const list = readFileSync(join(examples, 'README.md'), 'utf8');
    const listed = [...list.matchAll(/\]\(([\w/-]+\.yml)\)/g)].map(([, name]) => name).sort();
    const there = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yml'));
    expect(listed).toEqual(there.sort());
  });
});
