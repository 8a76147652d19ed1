/** What was seen inside the cells that regressed, on the page, in the comment and on the terminal. */
import { describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { judge } from '../../src/app/judge.js';
import { flameChart } from '../../src/report/chart/flame.js';
import { renderHtml } from '../../src/report/html/html.js';
import { counterRows } from '../../src/report/inspections.js';
import { renderMarkdown } from '../../src/report/markdown/markdown.js';
import { renderTerminal } from '../../src/report/terminal/terminal.js';
import type { Inspection } from '../../src/results/schema/inspection.js';
import { buildRun } from '../support/run-builder.js';

const INSPECTION: Inspection = {
  benchmark: 'cpu.prime',
  baseline: {
    arm: 'runc=./old',
    trials: 4,
    seconds: 3,
    counters: { userSeconds: 0.4, throttledSeconds: 0, contextSwitches: 400 },
    samples: 100,
    stacks: [['sh;main;work', 100]],
  },
  candidate: {
    arm: 'runc=./new',
    trials: 2,
    seconds: 3,
    counters: { userSeconds: 0.3, throttledSeconds: 1, contextSwitches: 400, cycles: 2_000_000 },
    samples: 100,
    stacks: [
      ['sh;main;work', 50],
      ['sh;main;wait<T>', 49],
      ['sh;rare', 1],
    ],
  },
  notes: ['Samples are of the sandbox.'],
};

const judging: Parameters<typeof judge>[1] = {
  rule: { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 },
  failOn: ['regression', 'missing'],
  baseline: { kind: 'none' },
};
const input = judge(
  {
    ...buildRun({
      arms: ['runc=./old', 'runc=./new'],
      contrasts: [{ baseline: 'runc=./old', candidate: 'runc=./new' }],
      levels: { 'runc=./new': 500 },
      blocks: 20,
    }),
    inspections: [INSPECTION],
  },
  judging,
  '/nonexistent',
);

describe('the inside of a cell that regressed', () => {
  it('is told for one trial, in which both sides do the same work', () => {
    expect(counterRows(INSPECTION)).toEqual([
      { name: 'CPU time, user', baseline: '100 ms', candidate: '150 ms', change: '+50.0 %' },
      { name: 'held up by a CPU limit', baseline: '0 s', candidate: '500 ms', change: '-' },
      { name: 'context switches', baseline: '100', candidate: '200', change: '+100 %' },
      { name: 'cycles', baseline: '-', candidate: '1000000', change: '-' },
    ]);
  });

  it('is on the terminal, in the comment and on the page', () => {
    const terminal = renderTerminal(input, { width: 100, colour: false, files: [] });
    expect(terminal).toMatch(
      /What changed inside: cpu\.prime of runc=\.\/new\n.*\n.*CPU time, user +100 ms +150 ms +\+50\.0 %/,
    );
    expect(renderMarkdown(input, { maxBytes: 60_000, pointer: 'x' })).toContain('| CPU time, user | 100 ms | 150 ms |');
    const { document } = parseHTML(renderHtml(input));
    const section = document.querySelector('section[aria-labelledby="inside"]');
    expect(section?.querySelectorAll('tbody tr')).toHaveLength(4);
    expect(section?.querySelectorAll('svg')).toHaveLength(2);
  });

  it('of a second look is in the report of the run that alarmed', () => {
    const { inspections = [], ...run } = input.run;
    const alarmed = { ...input, run, insideAlarms: inspections };
    expect(renderTerminal(alarmed, { width: 100, colour: false, files: [] })).toContain('inside: cpu.prime');
    expect(renderMarkdown(alarmed, { maxBytes: 60_000, pointer: 'x' })).toContain('| CPU time, user |');
    expect(renderHtml(alarmed)).toContain('What changed inside');
  });

  it('is no part of the report of a run that was not inspected', () => {
    const { inspections: _, ...run } = input.run;
    expect(renderTerminal({ ...input, run }, { width: 100, colour: false, files: [] })).not.toContain('inside');
    expect(renderMarkdown({ ...input, run }, { maxBytes: 60_000, pointer: 'x' })).not.toContain('changed inside');
    expect(renderHtml({ ...input, run })).not.toContain('changed inside');
  });
});

describe('a differential flame graph', () => {
  /** What is drawn, by name: colour and share of the width. */
  function drawn(inspection: Inspection): Record<string, { fill: string; part: number }> {
    const { document } = parseHTML(flameChart(inspection, 'x')?.draw(1000) ?? '');
    const boxes = [...document.querySelectorAll('rect')].map((rect) => {
      const [name = ''] = (rect.querySelector('title')?.textContent ?? '').split('\n');
      return [
        name,
        { fill: rect.getAttribute('fill') ?? '', part: Math.round(Number(rect.getAttribute('width')) / 10) },
      ];
    });
    return Object.fromEntries(boxes);
  }

  it('has the widths of the regressed side, and the colour of what became of the same work', () => {
    expect(drawn(INSPECTION)).toEqual({
      all: { fill: 'var(--worse)', part: 100 },
      sh: { fill: 'var(--worse)', part: 100 },
      main: { fill: 'var(--worse)', part: 99 },
      work: { fill: 'var(--muted)', part: 50 },
      'wait<T>': { fill: 'var(--worse)', part: 49 },
      rare: { fill: 'var(--worse)', part: 1 },
    });
  });

  it('is none where one side could not be sampled', () => {
    const { samples: _, ...unsampled } = INSPECTION.baseline;
    expect(flameChart({ ...INSPECTION, baseline: unsampled }, 'x')).toBeUndefined();
    expect(flameChart({ ...INSPECTION, candidate: { ...INSPECTION.candidate, trials: 0 } }, 'x')).toBeUndefined();
  });

  it('of a document by a stranger is drawn whatever its stacks are', () => {
    const deep: [string, number] = [Array.from({ length: 5_000 }, () => 'a').join(';'), 3];
    const side = { ...INSPECTION.candidate, stacks: [deep, ['__proto__;constructor', 2] as [string, number]] };
    const svg = flameChart({ ...INSPECTION, baseline: side, candidate: side }, 'x')?.draw(800) ?? '';
    expect(svg.length).toBeGreaterThan(100);
    expect(svg.length).toBeLessThan(100_000);
  });
});
