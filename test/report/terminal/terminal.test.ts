import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import { renderTerminal } from '../../../src/report/terminal/terminal.js';
import { buildRun, CPU, MEMORY, STARTUP } from '../../support/run-builder.js';
import { nativeCell, overhead } from '../support/cells.js';

const PLAIN = { width: 100, colour: false, files: [] };
const ESCAPE = '\u001b';

/** Two benchmarks, an arm for each name. */
function input(...arms: string[]) {
  const memory = { benchmark: 'memory.write.1k', metric: 'throughput', unit: 'MiB/s' };
  const startup = { benchmark: 'lifecycle.startup', metric: 'startup', unit: 'ms', direction: 'lower' } as const;
  const large = { ratio: 25, low: 24, high: 26 };
  return {
    run: buildRun({ arms, benchmarks: [CPU, MEMORY, STARTUP] }),
    overheads: [
      nativeCell(),
      nativeCell({ ...memory, level: 5120 }),
      nativeCell({ ...startup, level: 5 }),
      ...arms.flatMap((arm) => [
        overhead({ arm }),
        overhead({ arm, ...memory, level: 5130, nativeLevel: 5120, overhead: { ratio: 1.002, low: 0.99, high: 1.01 } }),
        overhead({ arm, ...startup, level: 125, nativeLevel: 5, overhead: large }),
      ]),
    ],
  };
}

const linesOf = (text: string): string[] => text.trimEnd().split('\n');
const line = (text: string, begin: string): string => linesOf(text).find((one) => one.startsWith(begin)) ?? '';
const endOf = (text: string, part: string): number =>
  stringWidth(text.slice(0, text.indexOf(part))) + stringWidth(part);

describe('renderTerminal', () => {
  it('shows native first, then level, cost and interval of the arm', () => {
    const text = renderTerminal(input('runc'), PLAIN);
    expect(line(text, 'benchmark').split(/\s+/)).toEqual(['benchmark', 'unit', 'native', 'runc', 'cost', 'interval']);
    expect(line(text, 'cpu.prime')).toMatch(/^cpu\.prime +events\/s +1000 +980 +\+2\.0 % +\[\+1\.0, \+3\.1]$/);
  });

  it('shows ~ where nothing is proven, in the unit of native', () => {
    expect(line(renderTerminal(input('runc'), PLAIN), 'memory.write.1k')).toMatch(
      /GiB\/s +5\.00 +5\.01 +~ +\[-1\.0, \+1\.0]$/,
    );
  });

  it('shows all levels of a row in one unit', () => {
    const cell = { unit: 'ms', direction: 'lower', nativeLevel: 5 } as const;
    const overheads = [nativeCell({ ...cell, level: 5 }), overhead({ ...cell, level: 1250 })];
    expect(line(renderTerminal({ run: buildRun(), overheads }, PLAIN), 'cpu.prime')).toMatch(/ ms +5\.00 +1250 /);
  });

  it('shows huge costs as times and as a difference', () => {
    expect(line(renderTerminal(input('runc'), PLAIN), 'lifecycle.startup')).toMatch(
      /×25\.0 +\[×24\.0, ×26\.0] \+120 ms$/,
    );
  });

  it('aligns figures to the right, under their heads', () => {
    const text = renderTerminal(input('runc'), PLAIN);
    const [head, cpu, startup] = ['benchmark', 'cpu.prime', 'lifecycle.startup'].map((begin) => line(text, begin));
    expect([endOf(head ?? '', 'runc'), endOf(cpu ?? '', ' 980'), endOf(startup ?? '', ' 125')]).toEqual(
      Array(3).fill(endOf(head ?? '', 'runc')),
    );
    expect([endOf(cpu ?? '', '+2.0 %'), endOf(startup ?? '', '×25.0')]).toEqual(
      Array(2).fill(endOf(head ?? '', 'cost')),
    );
  });

  it('puts two arms side by side where they fit', () => {
    const text = renderTerminal(input('runc', 'docker'), { ...PLAIN, width: 130 });
    expect(line(text, 'benchmark')).toMatch(/native +runc +cost +interval +docker +cost +interval$/);
  });

  it.each([
    ['more than three arms', ['runc', 'docker', 'runsc'], 200],
    ['a narrow terminal', ['runc', 'docker'], 80],
  ])('gives each arm its own table with %s', (_, arms, width) => {
    const heads = linesOf(renderTerminal(input(...arms), { ...PLAIN, width })).filter((one) =>
      one.startsWith('benchmark'),
    );
    expect(heads.map((head) => head.split(/\s+/)[3])).toEqual(arms);
  });

  it.each([100, 80, 60])('keeps to %d columns', (width) => {
    const lines = linesOf(renderTerminal(input('runc', 'docker'), { ...PLAIN, width }));
    expect(lines.filter((one) => stringWidth(one) > width)).toEqual([]);
  });

  it('loses no figure on a narrow terminal', () => {
    const text = renderTerminal(input('runc'), { ...PLAIN, width: 60 });
    expect(text).toMatch(/^lifecycle\.startup\n +ms +5\.00 +125 +×25\.0 +\[×24\.0, ×26\.0]$/m);
  });

  it('has a row for an arm that failed, and marks it', () => {
    const { run } = input('runc');
    const overheads = [nativeCell(), overhead({ level: null, overhead: null, failures: 12 })];
    expect(line(renderTerminal({ run, overheads }, PLAIN), 'cpu.prime')).toMatch(/1000 +failed +- +\*$/);
  });

  it('has no escape sequence without colour', () => {
    expect(renderTerminal(input('runc', 'docker'), PLAIN)).not.toContain(ESCAPE);
  });

  it('colours costs only when asked, and has the same text', () => {
    const coloured = renderTerminal(input('runc'), { ...PLAIN, colour: true });
    expect(coloured).toContain(`${ESCAPE}[31m+2.0 %${ESCAPE}[39m`);
    expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(input('runc'), PLAIN));
  });

  it('says that there is nothing to compare with', () => {
    expect(renderTerminal(input('runc'), PLAIN)).toContain('No baseline to compare with, so no verdict.');
  });

  it('reports warnings once and files last', () => {
    const { run, overheads } = input('runc');
    run.warnings.push('The governor is powersave.', 'The governor is powersave.');
    const text = renderTerminal(
      { run, overheads },
      { ...PLAIN, files: [{ label: 'run document', path: '/tmp/run.json' }] },
    );
    expect(text.split('The governor is powersave.')).toHaveLength(2);
    expect(linesOf(text).at(-1)).toBe('run document  /tmp/run.json');
  });

  it('escapes control characters in the text of documents', () => {
    const { run, overheads } = input('runc');
    run.warnings.push('\u001b[2J\u0007bell');
    run.fingerprint.cpu.model = 'evil\u001b]0;title\u0007';
    const hostile = overheads.map((cell) => ({ ...cell, arm: `${cell.arm}\u009b31m`, notes: ['a\u001b[0m'] }));
    const text = renderTerminal({ run, overheads: hostile }, PLAIN);
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).toContain('\\u{1b}[2J');
  });
});
