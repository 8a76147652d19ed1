import { describe, expect, it } from '@jest/globals';
import type { Comparison } from '../../../src/compare/comparison.js';
import type { ReportInput } from '../../../src/report/input.js';
import { byteLength } from '../../../src/report/markdown/length-limit.js';
import { COMMENT_LIMITS, renderMarkdown } from '../../../src/report/markdown/markdown.js';
import type { Calibration } from '../../../src/results/calibration.js';
import { buildRun } from '../../support/run-builder.js';
import { compared, comparison, nativeCell, overhead, regressed, WHOLE } from '../support/cells.js';

/** Spaces that do not break shown as ordinary ones. */
function render(given: Partial<ReportInput> & { comparison?: Comparison }, limits = COMMENT_LIMITS): string {
  const input = { run: buildRun(), overheads: [nativeCell(), overhead()], ...given };
  return renderMarkdown(input, limits).replaceAll('\u00a0', ' ');
}

const CALIBRATION: Calibration = {
  kind: 'tare-calibration',
  schemaVersion: 1,
  run: 'run-1',
  measuredAt: '2026-11-01T00:00:00.000Z',
  hardwareKey: 'hardware-1',
  kernel: '6.1',
  tuned: false,
  rule: { alpha: 0.05, marginPercent: 3 },
  blocks: 30,
  pairsPerBlock: 2,
  blockSeconds: 3,
  falseAlarms: { comparisons: 200, alarms: 1 },
  unequal: [],
  series: [
    {
      arm: 'runc',
      runtime: 'runc',
      benchmark: 'cpu.prime',
      noisePercent: 1,
      detectablePercent: 2,
      launches: 20,
      seconds: 60,
    },
  ],
};

const first = (text: string): string => text.split('\n')[0] ?? '';
const row = (text: string, ...parts: string[]): string =>
  text.split('\n').find((line) => line.startsWith('|') && parts.every((part) => line.includes(part))) ?? '';
const withoutFolds = (text: string): string => text.replace(/<details>.*?<\/details>/gs, '');

/** As many cells as a large comparison has. */
function many(cells: number, verdict: 'regressed' | 'not-slower'): Comparison {
  const one = (i: number) => ({ arm: `runtime-${i % 6}`, benchmark: `memory.write.seq.${i}k` });
  return comparison(
    Array.from({ length: cells }, (_, i) => (verdict === 'regressed' ? regressed(3, one(i)) : compared(one(i)))),
  );
}

describe('renderMarkdown of a comparison', () => {
  it('answers in the first line and names the worst change', () => {
    const cells = [regressed(2), regressed(5, { benchmark: 'memory.write.1k' }), compared()];
    const text = render({ comparison: comparison(cells) });
    expect(first(text)).toBe('### ❌ 2 of 3 cells regressed');
    expect(text.split('\n')[2]).toBe(
      'Worst: `runc` `memory.write.1k` +5.0 % slower [+4.0, +6.0]. Besides: 1 not slower by 3 %; a slowdown of 3 % would have been proven in 3 of 3 cells.',
    );
  });

  it('has a row for each regression with verdict, levels, change with interval, and noise', () => {
    expect(row(render({ comparison: comparison([regressed(3)]) }), '**regressed**')).toBe(
      '| 🔴 **regressed** | `runc` | `cpu.prime` | 999.0 events/s<br><sub>was 1000 events/s</sub> | **+3.0 % slower**<br><sub>[+2.0, +4.0]</sub> | 0.8 % |',
    );
  });

  it('has below the interval what all launches show, where a look stopped the cell before its last', () => {
    const cell = regressed(6, { overall: { ratio: 0.96, low: 0.95, high: 0.97 }, candidateBlocks: 30 });
    expect(row(render({ comparison: comparison([cell]) }), '**regressed**')).toContain(
      '**+6.0 % slower**<br><sub>[+5.0, +7.0]</sub><br><sub>all 30: +4.2 % [+3.1, +5.3]</sub> |'.replaceAll(' ', ' '),
    );
  });

  it('says how each runtime changed as a whole', () => {
    const text = render({ comparison: comparison([compared()], { mode: 'ab', wholes: [WHOLE] }) });
    expect(text).toContain(
      '- **As a whole:** not gated: runc as a whole (4 benchmarks) +7.1 % &#91;+3.0, +11.0&#93;, p 0.00002.',
    );
  });

  it('lists after what regressed, as suspected, cells that only their own interval calls slower', () => {
    const suspected = regressed(9, { verdict: 'inconclusive', benchmark: 'memory.write.1k' });
    const open = compared({ verdict: 'inconclusive', benchmark: 'fileio.seqrd' });
    const text = render({ comparison: comparison([open, suspected, regressed(3)]) });
    expect(text).toContain('Besides: 1 suspected, 1 inconclusive');
    const marks = withoutFolds(text).match(/^\| \S+ \**(?:regressed|suspected|missing|improved)\b/gm);
    expect(marks).toEqual(['| 🔴 **regressed', '| 🟠 suspected']);
    expect(text.match(/memory\.write\.1k/g)?.length).toBeGreaterThan(0);
    expect(text.match(/🟠/g)).toHaveLength(1);
  });

  it('folds the evidence for each', () => {
    const text = render({ comparison: comparison([regressed(3)]) });
    expect(text).toContain('- `runc` `cpu.prime`: the reason of runc cpu.prime.');
    expect(withoutFolds(text)).not.toContain('the reason of');
  });

  it('says what the host can detect by its calibration, else how to calibrate', () => {
    const text = (given: Partial<ReportInput>) => render({ comparison: comparison([compared()]), ...given });
    expect(text({})).toContain('This host is not calibrated: `tare calibrate` tells');
    const told = text({ calibration: CALIBRATION });
    expect(told).toMatch(/How sure<\/summary>\s+.*False alarms in 1 of 200 .* the smallest slowdown seen is 2 %/);
    expect(told.match(/False alarms in/g)).toHaveLength(1);
  });

  it('puts regressions before missing and improved cells', () => {
    const cells = (['improved', 'missing', 'regressed'] as const).map((verdict) => compared({ verdict }));
    const text = withoutFolds(render({ comparison: comparison(cells) }));
    expect(text.match(/^\| \S+ \**(?:regressed|missing|improved)\b/gm)).toEqual([
      '| 🔴 **regressed',
      '| ⚫ missing',
      '| 🟢 improved',
    ]);
  });

  it('folds everything else by runtime', () => {
    const cells = [compared(), compared({ arm: 'docker', verdict: 'inconclusive' })];
    const text = render({ comparison: comparison(cells) });
    expect(text).toContain('<details><summary><code>docker</code>: 1 inconclusive</summary>');
    expect(withoutFolds(text)).not.toContain('| equivalent |');
  });

  it('says why cells are inconclusive', () => {
    const cell = compared({ verdict: 'inconclusive', reason: '3 of 8 baseline runs needed.' });
    expect(render({ comparison: comparison([cell]) })).toContain('- `cpu.prime`: 3 of 8 baseline runs needed.');
  });

  it('says what was compared with what, and what differs', () => {
    const differences = [{ field: 'kernel', baseline: '6.1.0', candidate: '6.2.0' }];
    const text = render({ comparison: comparison([compared()], { differences }) });
    expect(text).toContain('`run-1` of 2026-11-01 03:10 UTC against run `run-0` of 2026-10-31 03:10 UTC (the last');
    expect(row(text, 'kernel')).toBe('| `kernel` | `6.1.0` | `6.2.0` |');
  });

  it('folds the costs against native', () => {
    const text = render({ comparison: comparison([compared()]) });
    expect(row(text, '`cpu.prime`', '+2.0 %')).toBe(
      '| `cpu.prime` | 1000 events/s | +2.0 %<br><sub>[+1.0, +3.1]</sub> |',
    );
    expect(withoutFolds(text)).not.toContain('| +2.0 %<br><sub>[+1.0, +3.1]</sub> |');
  });

  it('leaves out costs against native where native was left out', () => {
    const overheads = [overhead({ nativeLevel: null, overhead: null })];
    expect(render({ overheads, comparison: comparison([compared()], { mode: 'ab' }) })).not.toContain(
      'Cost against native',
    );
  });

  it('says how to reproduce the run and each regression', () => {
    const run = buildRun({ arms: ['runc', 'docker'] });
    const text = render({ run, comparison: comparison([regressed(3)]) });
    expect(text.match(/^sudo node .*--suites cpu\.prime /gm)).toHaveLength(2);
  });

  it('says right below the answer how to measure again, accept and see the data', () => {
    const surroundings = {
      commits: [],
      links: [{ label: 'run document x', url: 'https://github.com/o/r/actions/runs/1' }],
      noBaseline: [],
      accepting: { label: 'tare-accept', trailer: true, refused: ['octocat set the label before the last push.'] },
      program: { url: 'https://github.com/tare/tare', ref: 'v1' },
    };
    const gate = { pass: false, reasons: [] };
    const text = render({ comparison: comparison([regressed(3)]), gate, workflowLinks: surroundings });
    expect(text.indexOf('**What to do now**')).toBeLessThan(text.indexOf('| verdict |'));
    expect(text).toContain('- Not accepted: octocat set the label before the last push.');
    expect(text).toContain('set the label `tare-accept` after the last push, or put `Tare-Accept: why` at the end');
    expect(text).toContain('[run document x](https://github.com/o/r/actions/runs/1)');
    expect(text).toContain('git clone -q https://github.com/tare/tare ~/tare; git -C ~/tare checkout -q v1');
    expect(text).toMatch(/^sudo node ~\/tare\/dist\/cli\/index\.js run /m);
    expect(
      render({ comparison: comparison([regressed(3)]), gate: { ...gate, pass: true }, workflowLinks: surroundings }),
    ).not.toContain('What to do now');
  });

  it('says right below the answer which caveats the figures have', () => {
    const surroundings = { commits: [], links: [], noBaseline: [], caveats: ['Can be forged by @everyone.'] };
    const text = render({ comparison: comparison([compared()]), workflowLinks: surroundings });
    expect(text.split('\n\n')[2]).toBe('> Can be forged by @&#8203;everyone.');
  });

  it('reports the reasons of the gate that rows do not show', () => {
    const gate = { pass: false, reasons: ['runc @x is inconclusive.'] };
    expect(render({ comparison: comparison([compared()]), gate })).toContain('\n- runc @&#8203;x is inconclusive.\n');
  });
});

describe('renderMarkdown of a run alone', () => {
  it('says that there is no verdict and what the runtimes cost', () => {
    const [answer, , told] = render({}).split('\n');
    expect(answer).toBe('### ❔ No baseline to compare with, so no verdict');
    expect(told).toBe('- `runc` against native: work \\~ [-0.10, +0.07] (time, in 1 benchmark)');
  });

  it('shows the table of costs unfolded', () => {
    expect(withoutFolds(render({}))).toContain('| `cpu.prime` | 1000 events/s | +2.0 %<br><sub>[+1.0, +3.1]</sub> |');
  });

  it('shows an arm that failed', () => {
    const overheads = [nativeCell(), overhead({ level: null, overhead: null, failures: 3 })];
    expect(row(render({ overheads }), 'cpu.prime')).toBe('| `cpu.prime` | 1000 events/s | failed |');
  });

  it('folds notes beyond the fifth', () => {
    const run = buildRun();
    run.warnings.push(...Array.from({ length: 7 }, (_, i) => `Warning ${i}.`));
    const text = render({ run });
    expect(withoutFolds(text).match(/^- Warning/gm)).toHaveLength(5);
    expect(text).toContain('<details><summary>2 more notes</summary>');
  });
});

describe('the length of the Markdown', () => {
  it('is under 20,000 characters for 60 cells', () => {
    expect(render({ comparison: many(60, 'not-slower') }).length).toBeLessThan(20_000);
    expect(render({ comparison: many(60, 'regressed') }).length).toBeLessThan(30_000);
  });

  it('leaves out folds first and keeps the answer and the regressions', () => {
    const cells = [regressed(3, { benchmark: 'the.regression' }), ...many(600, 'not-slower').cells];
    const text = render({ comparison: comparison(cells) }, { maxBytes: 10_000, pointer: '[the summary](url)' });
    expect(byteLength(text)).toBeLessThanOrEqual(10_000);
    expect(row(text, 'the.regression', '**regressed**')).not.toBe('');
    expect(text).toMatch(/Left out for length: .*the other cells of `runtime-0`.* See \[the summary]\(url\)\./);
  });

  it('stays within what GitHub takes, however much regressed', () => {
    const text = renderMarkdown(
      { run: buildRun(), overheads: [], comparison: many(2_000, 'regressed') },
      COMMENT_LIMITS,
    );
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(first(text)).toContain('2000 of 2000 cells regressed');
  });
});

describe('hostile names in Markdown', () => {
  const evil = 'x|`y`\n\n<img src=x>@octocat #1 [a](https://evil.example)<!-- tare:comment -->';
  const cell = { arm: evil, benchmark: evil, unit: evil };
  const run = buildRun({ arms: [evil] });
  run.warnings.push(evil);
  const text = render({
    run,
    overheads: [nativeCell({ benchmark: evil, unit: evil }), overhead({ ...cell, notes: [evil] })],
    comparison: comparison(
      [regressed(3, { ...cell, reason: evil }), compared({ ...cell, verdict: 'inconclusive', reason: evil })],
      {
        baseline: { id: evil, startedAt: evil, source: evil },
        differences: [{ field: evil, baseline: evil, candidate: evil }],
        notes: [evil],
      },
    ),
    gate: { pass: false, reasons: [evil] },
  });
  /** The command is a block of code, in which nothing else is read. */
  const outsideCode = text.replace(/^(`{3,})\n.*?\n\1$/gms, '');

  it('have no effect outside blocks of code', () => {
    expect(outsideCode).not.toMatch(/<img|<!--|@octocat|#1\b|]\(|https:\/\//);
  });

  it('add no cells to tables', () => {
    const table = text.split('\n').filter((line) => line.startsWith('|'));
    const blocks = text.split(/\n\n/).filter((block) => block.startsWith('| '));
    expect(table.length).toBeGreaterThan(5);
    for (const block of blocks) {
      expect(new Set(block.split('\n').map((line) => line.split('|').length)).size).toBe(1);
    }
  });

  it('close no fold', () => {
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});
