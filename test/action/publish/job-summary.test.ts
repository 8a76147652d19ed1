/** The outputs that later steps of a workflow read. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { publishResults } from '../../../src/action/publish/job-summary.js';
import type { ReportInput } from '../../../src/report/input.js';
import { compared, comparison, regressed } from '../../report/support/cells.js';
import { buildRun } from '../../support/run-builder.js';

const NAMES = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const;
const before = NAMES.map((name) => process.env[name]);
let folder: string;
let outputs: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-outputs-'));
  outputs = join(folder, 'outputs');
  writeFileSync(outputs, '');
  process.env.GITHUB_OUTPUT = outputs;
  delete process.env.GITHUB_STEP_SUMMARY;
});
afterEach(() => {
  for (const [at, name] of NAMES.entries()) {
    if (before[at] === undefined) delete process.env[name];
    else process.env[name] = before[at];
  }
  rmSync(folder, { recursive: true });
});

const open = compared({ verdict: 'inconclusive' });
const passing = { pass: true, reasons: [] };

async function statusOf(inputs: readonly Partial<ReportInput>[], absent: readonly string[] = []) {
  const legs = inputs.map((input, at) => ({
    name: `leg-${at}`,
    input: { run: buildRun(), overheads: [], ...input },
    path: 'run.json',
    baselineRun: undefined,
  }));
  const report = { legs, absent, failOn: ['regression', 'missing'] as const, connection: undefined };
  await publishResults([report], folder);
  return /^status<<(.*)\n(.*)\n\1$/m.exec(readFileSync(outputs, 'utf8'))?.[2];
}

describe('the output status', () => {
  it('is undecided where a leg decided too little to be called a pass', async () => {
    const [decided, tooLittle] = [[compared()], [compared(), open, open]];
    expect(
      await statusOf([decided, tooLittle].map((cells) => ({ comparison: comparison(cells), gate: passing }))),
    ).toBe('undecided');
  });

  it('is passed where enough was decided', async () => {
    expect(await statusOf([{ comparison: comparison([compared()]), gate: passing }])).toBe('passed');
  });

  it('is failed where the job fails, by a gate or a leg that did not report', async () => {
    const input = { comparison: comparison([compared()]), gate: passing };
    expect(await statusOf([{ ...input, gate: { pass: false, reasons: ['Because.'] } }])).toBe('failed');
    expect(await statusOf([input], ['measure (arm64)'])).toBe('failed');
  });

  it('is undecided where only some legs have a baseline', async () => {
    expect(await statusOf([{ comparison: comparison([compared()]), gate: passing }, {}])).toBe('undecided');
  });

  it('is empty where nothing was judged', async () => {
    expect(await statusOf([{}])).toBe('');
  });
});

it('annotates what regressed before what was measured in part, since GitHub shows ten warnings of a step', async () => {
  const half = buildRun({
    blocks: 8,
    figure: ({ arm, block }, usual) => (arm !== 'native' && block > 0 ? 'lost' : usual),
  });
  const legs = Array.from({ length: 12 }, () => ({ run: half }));
  const cells = [regressed(3)];
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await statusOf([...legs, { comparison: comparison(cells), gate: passing }]);
  const warnings = written.mock.calls.map(([text]) => String(text)).filter((text) => text.startsWith('::warning'));
  written.mockRestore();
  expect(warnings).toHaveLength(10);
  expect(warnings[0]).toContain('cpu.prime regressed');
});
