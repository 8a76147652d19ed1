import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { escapeCell } from '../../scripts/generate/markdown.js';
import { HANDOVERS, renderActions } from '../../scripts/generate/render-action.js';
import { renderBenchmarks } from '../../scripts/generate/render-benchmarks.js';
import { renderDocs } from '../../scripts/generate/render-docs.js';
import { INPUTS, inputsOfStep } from '../../src/config/inputs.js';
import { STEPS, type StepName } from '../../src/config/table/input.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const TOKEN = `\${{ github.token }}`;

const input = z.strictObject({
  description: z.string().min(1),
  required: z.boolean(),
  default: z.enum(['', TOKEN]).optional(),
});
const inputs = z.record(z.string(), input);

/** The colours that GitHub's branding allows, and the length of a description in the Marketplace. */
const rootSchema = z.strictObject({
  name: z.string(),
  author: z.string(),
  description: z.string().max(125),
  branding: z.strictObject({
    icon: z.string(),
    color: z.enum(['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']),
  }),
  inputs,
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({
    using: z.literal('composite'),
    // `run:` is not allowed, so that no text of an input can reach a shell.
    steps: z.array(
      z.strictObject({
        id: z.enum(STEPS),
        name: z.string(),
        if: z.string().optional(),
        uses: z.string(),
        with: z.record(z.string(), z.string()),
      }),
    ),
  }),
});

const stepSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  inputs,
  outputs: z.record(z.string(), z.strictObject({ description: z.string() })).optional(),
  runs: z.strictObject({
    using: z.literal('node24'),
    main: z.string(),
    post: z.string().optional(),
    'post-if': z.literal('always()').optional(),
  }),
});

const stepPath = (step: StepName) => `.github/actions/${step}/action.yml`;
const rootAction = () => rootSchema.parse(parse(read('action.yml')));
const stepAction = (step: StepName) => stepSchema.parse(parse(read(stepPath(step))));
const expressions = (text: string) => [...text.matchAll(/\$\{\{(.*?)\}\}/g)].map(([, inner]) => inner?.trim() ?? '');

describe('generated files', () => {
  const files: Readonly<Record<string, string>> = {
    ...renderActions(),
    'docs/inputs.md': renderDocs(),
    'docs/benchmarks.md': renderBenchmarks(read('docs/benchmarks.md')),
  };

  it.each(Object.keys(files))('%s is what `npm run generate` writes', (path) => {
    expect(read(path)).toBe(files[path]);
  });
});

it('a cell of a table shows what is written: a bar, and what could be HTML, but a code span as it is', () => {
  expect(escapeCell('`a < b`, a < b or `a | b`')).toBe('`a < b`, a \\< b or `a \\| b`');
});

describe('docs/inputs.md', () => {
  const rows = read('docs/inputs.md')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  const cells = (row: string) => row.split(/(?<!\\)\|/).length - 2;

  it.each(INPUTS.map(({ name }) => [name]))('has a whole row for %s', (name) => {
    expect(rows.filter((row) => row.startsWith(`| \`${name}\` |`)).map(cells)).toContain(7);
  });
});

describe('action.yml', () => {
  it('calls its steps in order, from its own repository', () => {
    expect(rootAction().runs.steps.map(({ id, uses }) => [id, uses])).toEqual(
      STEPS.map((step) => [step, `$/.github/actions/${step}`]),
    );
  });

  it('offers every input that a step takes, and no other', () => {
    const taken = new Set(STEPS.flatMap((step) => inputsOfStep(step).map(({ name }) => name)));
    expect(Object.keys(rootAction().inputs).sort()).toEqual([...taken].sort());
  });

  it('shows the first step every input, so that a fault is reported before anything is done', () => {
    const handed = HANDOVERS.filter(({ step }) => step === 'setup').map(({ name }) => name);
    const all = [...Object.keys(rootAction().inputs), ...handed];
    expect(Object.keys(stepAction('setup').inputs).sort()).toEqual(all.sort());
  });

  it.each(STEPS)('passes step %s exactly the inputs it declares', (step) => {
    const call = rootAction().runs.steps.find(({ id }) => id === step);
    expect(Object.keys(call?.with ?? {})).toEqual(Object.keys(stepAction(step).inputs));
  });

  it.each(STEPS)('passes step %s each input under its own name', (step) => {
    const call = rootAction().runs.steps.find(({ id }) => id === step);
    const own = HANDOVERS.filter((one) => one.step === step).map(({ name, value }) => [name, value]);
    const passed = inputsOfStep(step).map(({ name }) => [name, `\${{ inputs.${name} }}`]);
    const measured = `\${{ steps.measure.outputs.results-path || inputs.results-path }}`;
    const path = step === 'report' ? { 'results-path': measured } : {};
    expect(call?.with).toEqual({ ...Object.fromEntries(passed), ...path, ...Object.fromEntries(own) });
  });

  it('reports also on a run that failed or was cancelled, when it left results', () => {
    const report = rootAction().runs.steps.find(({ id }) => id === 'report');
    expect(expressions(report?.if ?? '')).toEqual([
      `always() && (steps.measure.outputs.results-path != '' || (success() && inputs.mode == 'report'))`,
    ]);
  });

  it('maps outputs to outputs that its steps declare', () => {
    for (const [name, { value }] of Object.entries(rootAction().outputs)) {
      const [, step] = /^steps\.(\w+)\.outputs\./.exec(expressions(value)[0] ?? '') ?? [];
      expect(value).toBe(`\${{ steps.${step}.outputs.${name} }}`);
      expect(Object.keys(stepAction(z.enum(STEPS).parse(step)).outputs ?? {})).toContain(name);
    }
  });

  it('leaves every default but the token to tare.yml and the profile', () => {
    for (const [name, { default: value }] of Object.entries(rootAction().inputs)) {
      expect(value).toBe(name === 'github-token' ? TOKEN : '');
    }
  });

  it.each(INPUTS.filter(({ steps }) => steps.length > 0).map(({ name, help }) => [name, help]))(
    'describes %s with its help, default and example',
    (name, help) => {
      const description = rootAction().inputs[name]?.description;
      expect(description?.startsWith(`${help} Default: `)).toBe(true);
      expect(description).toContain(' Example: ');
    },
  );
});

describe('the steps', () => {
  it.each(STEPS)('%s starts its own bundle', (step) => {
    expect(join('.github/actions', step, stepAction(step).runs.main)).toBe(`dist/${step}/index.js`);
  });

  it.each(['setup', 'measure'] as const)('%s cleans up after the job, whatever happened', (step) => {
    const { post, 'post-if': condition } = stepAction(step).runs;
    expect(join('.github/actions', step, post ?? '')).toBe('dist/cleanup/index.js');
    expect(condition).toBe('always()');
  });

  it.each(['setup', 'measure'] as const)('%s is told what to clean up', (step) => {
    expect(Object.keys(stepAction(step).inputs)).toContain('cleanup');
  });

  it('the step report leaves nothing to clean up', () => {
    expect(stepAction('report').runs.post).toBeUndefined();
  });
});
