import { describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import { groupedLines, liveLines, type ProgressState, plainLines } from '../../../src/report/terminal/progress.js';

const ESCAPE = '\u001b';
const LIVE = { width: 80, colour: false };

function state(change: Partial<ProgressState> = {}): ProgressState {
  return {
    phase: 'measuring',
    block: 4,
    blocksPlanned: { min: 6, max: 30 },
    arm: 'runc',
    benchmark: 'cpu.prime',
    elapsedSeconds: 30,
    budgetSeconds: 120,
    figures: [
      { arm: 'native', benchmark: 'cpu.prime', level: 1000, unit: 'events/s', costPercent: null },
      { arm: 'runc', benchmark: 'cpu.prime', level: 990, unit: 'events/s', costPercent: 1 },
      { arm: 'runc', benchmark: 'memory.write.1k', level: 5000, unit: 'MiB/s', costPercent: 3 },
    ],
    wholes: [{ arm: 'runc', text: 'time for all work +2.0 % [+1.0, +3.0]' }],
    warnings: [],
    ...change,
  };
}

describe('liveLines', () => {
  it('shows block, time, what is running, and the figures so far', () => {
    expect(liveLines(state(), LIVE)).toEqual([
      'measuring, block 4 of about 12',
      '[#####...............] 0:30 elapsed, 1:30 of the budget left',
      'now: runc cpu.prime',
      'native: cpu.prime 1000 events/s',
      'runc: time for all work +2.0 % [+1.0, +3.0]; highest memory.write.1k +3.0 %',
    ]);
  });

  it('shows the plan before a block has been timed', () => {
    expect(liveLines(state({ block: 1 }), LIVE)[0]).toBe('measuring, block 1 of 6 to 30');
  });

  it('estimates no more blocks than the plan has, and no fewer', () => {
    const heads = [3000, 31].map((budgetSeconds) => liveLines(state({ budgetSeconds }), LIVE)[0]);
    expect(heads).toEqual(['measuring, block 4 of about 30', 'measuring, block 4 of about 6']);
  });

  it('names the number of blocks where the plan fixes it', () => {
    expect(liveLines(state({ blocksPlanned: { min: 8, max: 8 } }), LIVE)[0]).toBe('measuring, block 4 of 8');
  });

  it('is shown without a budget and without a block', () => {
    const early = state({
      phase: 'installing runc',
      block: 0,
      budgetSeconds: 0,
      elapsedSeconds: 0,
      figures: [],
      arm: undefined,
      benchmark: undefined,
      wholes: [],
    });
    expect(liveLines(early, LIVE)).toEqual(['installing runc', '0:00 elapsed']);
  });

  it('shows a warning once', () => {
    const lines = liveLines(state({ warnings: ['The host is busy.', 'The host is busy.'] }), LIVE);
    expect(lines.filter((line) => line.includes('busy'))).toEqual(['! The host is busy.']);
  });

  it('is never wider than the terminal', () => {
    const lines = liveLines(state({ arm: '走'.repeat(50), warnings: ['x'.repeat(200)] }), { width: 40, colour: true });
    expect(lines.filter((line) => stringWidth(line) > 40)).toEqual([]);
  });

  it('has no escape sequence without colour, whatever names hold', () => {
    const lines = liveLines(state({ arm: `${ESCAPE}[2J`, phase: `a${ESCAPE}[1A`, warnings: [`${ESCAPE}c`] }), LIVE);
    expect(lines.join('')).not.toContain(ESCAPE);
  });

  it('is coloured when asked', () => {
    expect(liveLines(state(), { ...LIVE, colour: true })[0]).toContain(ESCAPE);
  });
});

describe('groupedLines', () => {
  const setup = state({ phase: 'installing runc', block: 0 });

  it('open a group at the beginning, and another where measuring begins', () => {
    expect(groupedLines(undefined, setup)).toEqual(['::group::Setting up', 'installing runc']);
    const [end, begin, ...lines] = groupedLines(setup, state({ block: 1 }));
    expect([end, begin]).toEqual(['::endgroup::', '::group::Measuring']);
    expect(lines).toEqual(plainLines(setup, state({ block: 1 })));
  });

  it('are plain lines within one', () => {
    expect(groupedLines(state({ block: 3 }), state())).toEqual(plainLines(state({ block: 3 }), state()));
    expect(groupedLines(state(), state())).toEqual([]);
  });
});

describe('plainLines', () => {
  it('reports a phase when it begins', () => {
    expect(plainLines(undefined, state({ phase: 'installing runc', block: 0 }))).toEqual(['installing runc']);
  });

  it('reports each block once, with the costs so far', () => {
    expect(plainLines(state({ block: 3 }), state())).toEqual([
      'measuring, block 4 of about 12; 0:30 elapsed, 1:30 of the budget left; so far: runc time for all work +2.0 % [+1.0, +3.0]',
    ]);
  });

  it('names no block once all are taken', () => {
    const over = state({ phase: 'putting the host back' });
    expect(plainLines(state(), over)).toEqual(['putting the host back']);
    expect(liveLines(over, LIVE)[0]).toBe('putting the host back');
  });

  it('prints nothing while only time, arm or benchmark change', () => {
    expect(plainLines(state(), state({ elapsedSeconds: 40, arm: 'docker', benchmark: 'memory.write.1k' }))).toEqual([]);
  });

  it('reports a warning when it is new', () => {
    const told = state({ warnings: ['One.'] });
    expect(plainLines(told, state({ warnings: ['One.', 'Two.', 'Two.'] }))).toEqual(['warning: Two.']);
  });

  it('adds no line for a line break in a name', () => {
    const lines = plainLines(state(), state({ warnings: ['x\n::error::forged'] }));
    expect(lines).toEqual(['warning: x \\u{3a}:error::forged']);
  });
});
