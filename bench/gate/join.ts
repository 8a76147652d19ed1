/**
 * Compares ways to join the two tests of the rule: false alarms of whole comparisons and power, by recording and by
 * join, at one look over all launches. It prints a table.
 *
 *   npx tsx bench/gate/join.ts [DRAWS 4000]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { shiftOfLaunches } from '../../src/stats/inference/launch-shift.js';
import { launchTest } from '../../src/stats/inference/swap-test.js';
import { trimmedTTest } from '../../src/stats/inference/trimmed-t.js';
import { MIN_EFFECT } from '../../src/stats/sequential.js';
import { adjacentSeries, launchSeries, type PairLine, readFixture, type TrialLine } from './fixtures.js';
import { coin, type RandomBits, randomBits, shuffled } from './random.js';
import type { Launch, RecordedSeries } from './series.js';

/** The cells of a comparison and the threshold of each. */
const CELLS = 60;
const THRESHOLD = 0.05 / CELLS;
const POWER_DRAWS = 150;

interface Source {
  readonly name: string;
  readonly series: readonly RecordedSeries[];
  readonly pairs: number;
  readonly slowdown: number;
}

/** The result of one draw: the exact p and the trimmed t's. */
type Both = readonly [exact: number, t: number];

const JOINS: Readonly<Record<string, (both: Both) => number>> = {
  'exact alone': ([exact]) => exact,
  't x 2': ([exact, t]) => Math.max(exact, 2 * t),
  't x 1': ([exact, t]) => Math.max(exact, t),
  't x 6 or exact x 20': ([exact, t]) => Math.max(exact, Math.min(6 * t, 20 * exact)),
  't x 8 or exact x 12': ([exact, t]) => Math.max(exact, Math.min(8 * t, 12 * exact)),
  't x 8 or exact x 10': ([exact, t]) => Math.max(exact, Math.min(8 * t, 10 * exact)),
  'exact x 5': ([exact]) => 5 * exact,
};

function read(name: string): readonly RecordedSeries[] {
  const path = fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')).series;
}

/**
 * Makes noise that no recording here has: one pair in three is disturbed on one side by 5 to 60 %, and the others
 * scatter by 2 to 5 %.
 */
function disturbed(bits: RandomBits): RecordedSeries[] {
  const uniform = (): number => bits() / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform() || 1e-9)) * Math.cos(2 * Math.PI * uniform());
  return Array.from({ length: 6 }, (_, at) => ({
    name: `disturbed ${at}`,
    metric: 'simulated',
    launches: Array.from({ length: 60 }, (): Launch => {
      const value = (): number =>
        100 * Math.exp((0.014 + 0.004 * at) * normal()) * (uniform() < 1 / 6 ? 1 - 0.05 - 0.55 * uniform() : 1);
      return { a: [value()], b: [value()], pairSeconds: [1], overheadSeconds: 0 };
    }),
  }));
}

function sources(): Source[] {
  const quiet = launchSeries(readFixture<PairLine>('launches'));
  const contended = adjacentSeries(readFixture<TrialLine>('trials'));
  const live = readdirSync(fileURLToPath(new URL('./fixtures/', import.meta.url))).filter((name) =>
    name.startsWith('live-'),
  );
  return [
    { name: 'contended', series: contended, pairs: 1, slowdown: 0.05 },
    { name: 'disturbed', series: disturbed(randomBits(7)), pairs: 1, slowdown: 0.05 },
    ...live.map((name) => ({
      name: name.replace('.json.gz', ''),
      series: read(name),
      pairs: name.includes('files') ? 1 : 2,
      slowdown: name.includes('files') ? 0.1 : 0.03,
    })),
    { name: 'quiet', series: quiet, pairs: 2, slowdown: 0.02 },
    ...live
      .filter((name) => name.includes('compute'))
      .map((name) => ({ name: `${name.replace('.json.gz', '')} x4`, series: read(name), pairs: 4, slowdown: 0.03 })),
  ];
}

function draw(series: RecordedSeries, n: number, pairs: number, bits: RandomBits, factor: number): Both[] {
  const launches = shuffled(bits, series.launches).slice(0, n);
  const sides = launches.map(({ a, b }) => (coin(bits) ? [a, b] : [b, a]));
  const [baseline, candidate] = [0, 1].map((side) => sides.map((both) => (both[side] ?? []).slice(0, pairs)));
  const slower = (candidate ?? []).map((values) => values.map((value) => value * factor));
  const exact = launchTest({ baseline: baseline ?? [], candidate: slower });
  if (Math.min(exact.worse, exact.better) > THRESHOLD)
    return [
      [exact.worse, 1],
      [exact.better, 1],
    ];
  const t = trimmedTTest(
    slower.map((values, i) => values.map((value, k) => Math.log(value / (baseline?.[i]?.[k] ?? 1)))),
  );
  const { estimate } = shiftOfLaunches({ baseline: baseline ?? [], candidate: slower });
  const worse: Both = estimate < -Math.log1p(MIN_EFFECT) ? [exact.worse, t.worse] : [1, 1];
  const better: Both = estimate > Math.log1p(MIN_EFFECT) ? [exact.better, t.better] : [1, 1];
  return [worse, better];
}

function comparisonAlarm(bySeries: readonly Both[][], join: (both: Both) => number): number {
  const each = bySeries.map((draws) => draws.filter((both) => join(both) <= THRESHOLD).length / draws.length);
  const silent = each.reduce((sum, p) => sum + Math.log1p(-p), 0) * (CELLS / each.length);
  return 1 - Math.exp(silent);
}

function share(bySeries: readonly Both[][], join: (both: Both) => number): number {
  const all = bySeries.flat();
  return all.filter((both) => join(both) <= THRESHOLD).length / all.length;
}

const draws = Number(process.argv[2] ?? 4000);
for (const { name, series, pairs, slowdown } of sources()) {
  for (const n of [14, 20, 30]) {
    const usable = series.filter(({ launches }) => launches.length >= n);
    if (usable.length === 0) continue;
    const bits = randomBits(11 + n);
    const null0 = usable.map((one) => Array.from({ length: draws }, () => draw(one, n, pairs, bits, 1)).flat());
    const power = usable.map((one) =>
      Array.from({ length: POWER_DRAWS }, () => draw(one, n, pairs, bits, 1 / (1 + slowdown)).slice(0, 1)).flat(),
    );
    for (const [label, join] of Object.entries(JOINS)) {
      console.log(
        [
          name,
          n,
          usable.length,
          label,
          (100 * comparisonAlarm(null0, join)).toFixed(2),
          (100 * share(power, join)).toFixed(1),
        ].join('\t'),
      );
    }
  }
}
