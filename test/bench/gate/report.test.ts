import { describe, expect, it } from '@jest/globals';
import { withGenerated } from '../../../bench/gate/markdown.js';
import type { Replay } from '../../../bench/gate/replay.js';
import { benchstat } from '../../../bench/gate/rules/mann-whitney.js';
import { evidenceSvg } from '../../../bench/gate/svg.js';
import { targetsOf } from '../../../bench/gate/targets.js';
import { wilson } from '../../../bench/gate/wilson.js';

function made(id: string, alarms: number, seen: number, peerSees: number): Replay {
  const recording = { name: 'made', about: 'Made.', series: [] };
  const schedule = (): never => {
    throw new Error('nothing is drawn here');
  };
  const power = { regressed: wilson(seen, 100), notSlower: wilson(0, 100), seconds: { mean: 5, p95: 8 } };
  const rows = ['native cpu', 'runsc cpu', 'runsc mem1k'].flatMap((series) =>
    [0, 0.02, 0.03].map((slowdown) => ({
      series,
      slowdown,
      tare: { alone: power, shared: power },
      shipped: new Map(),
      equal: new Map([['benchstat', wilson(peerSees, 100)]]),
      scores: new Map([['benchstat', Array.from({ length: 100 }, (_, at) => (at < peerSees ? 0.9 : 0))]]),
      equalTare: { alone: wilson(seen, 100), shared: wilson(seen, 100) },
    })),
  );
  const budget = (): number => 10;
  const scenario = { id, title: 'Made', method: '', recording, schedule, budget, minEffect: 0.01, target: () => 0.02 };
  return {
    scenario,
    cells: 60,
    tareAlarms: { alone: wilson(alarms, 500), shared: wilson(alarms, 500) },
    tunedTare: {
      alone: { alpha: 0.05, alarms: wilson(alarms, 500) },
      shared: { alpha: 0.05, alarms: wilson(alarms, 500) },
    },
    peers: [],
    power: rows,
    lone: new Map(rows.map(({ series }) => [series, { alone: wilson(seen, 100), shared: wilson(seen, 100) }])),
  };
}

const metOf = (replay: Replay): boolean[] => targetsOf([replay]).map(({ alone }) => alone.met);

describe('targets', () => {
  it('are met by a replay that reaches them', () => {
    expect(metOf(made('quiet', 5, 95, 95))).toEqual([true, true, true, true]);
    expect(metOf(made('quiet-ten-minutes', 5, 95, 95))).toEqual([true, true, true, true, true, true]);
  });

  it.each([
    ['false alarms', made('quiet', 6, 95, 95), [false, true, true, true]],
    ['power', made('quiet', 5, 94, 94), [true, false, false, true]],
    ['a better peer', made('quiet', 5, 95, 96), [true, true, true, false]],
  ])('are missed by one alarm in %s', (_, replay, met) => {
    expect(metOf(replay)).toEqual(met);
  });

  it('name the series in which a peer is clearly better', () => {
    expect(targetsOf([made('quiet', 5, 95, 100)]).at(-1)?.alone.measured).toMatch(
      /^0 of 3 series; clearly behind in 0$/,
    );
    expect(targetsOf([made('quiet', 5, 50, 100)]).at(-1)?.alone.measured).toContain('native cpu (benchstat)');
  });
});

describe('one setting for all scenarios', () => {
  const alarming = (equalThreshold: number) => [{ rule: benchstat, variants: [], equalThreshold }];
  const lenient = { ...made('quiet', 5, 50, 60), peers: alarming(0.5) };
  const ahead = (other: number) =>
    targetsOf([lenient, { ...made('contended', 5, 50, 60), peers: alarming(other) }])
      .filter(({ wanted }) => wanted.includes('one setting'))
      .map(({ alone }) => alone.met);

  it('is the strictest that any of them needs', () => {
    expect(ahead(0.5)).toEqual([false, false]);
    expect(ahead(0.95)).toEqual([true, true]);
  });

  it('is not valid where Tare alarms more often than that', () => {
    const strict = { ...lenient, peers: alarming(0.95) };
    const wanted = targetsOf([strict, { ...strict, tareAlarms: { alone: wilson(6, 500), shared: wilson(5, 500) } }]);
    const [one] = wanted.filter((target) => target.wanted.includes('one setting'));
    expect([one?.alone.met, one?.shared.met]).toEqual([false, true]);
  });

  it('is not chosen for a single scenario', () => {
    expect(targetsOf([lenient]).some(({ wanted }) => wanted.includes('one setting'))).toBe(false);
  });
});

describe('generated part', () => {
  it('is put at the end of a document without markers and replaced in one that has them', () => {
    const once = withGenerated('# Evidence\n', 'first');
    expect(once.startsWith('# Evidence\n\n<!--')).toBe(true);
    const twice = withGenerated(`${once}After.\n`, 'second');
    expect(twice).toContain('second');
    expect(twice).not.toContain('first');
    expect(twice.endsWith('After.\n')).toBe(true);
  });
});

describe('the picture', () => {
  const svg = evidenceSvg(made('quiet', 5, 95, 95), made('contended', 15, 95, 95), made('contended-blocks', 0, 0, 0));

  it('closes every element it opens', () => {
    const opened = svg.match(/<[a-z][^>]*[^/]>/g)?.length;
    expect(opened).toBe(svg.match(/<\/[a-z]+>/g)?.length);
  });

  it('follows the colour scheme of its reader', () => {
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  it('draws false alarms to scale', () => {
    expect(svg).toContain('3.0 %');
  });
});
