/**
 * Replays what a second look makes of alarms across runs. The alarm is given, and its cells are drawn again from
 * recordings of identical code, as they are or slowed, within the budget that a quick run leaves for it.
 *
 *   npx tsx bench/gate/confirm.ts [--draws 500] [--seconds 67.5] [--seed 1]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { ALPHA, MIN_EFFECT } from '../../src/stats/sequential.js';
import { adjacentPairs, type Cell, slowed } from './draw.js';
import { launchSeries, type PairLine, readFixture } from './fixtures.js';
import { randomBelow, randomBits } from './random.js';
import { judgeShared, tareSettings } from './rules/tare.js';
import type { RecordedSeries, Recording } from './series.js';
import { type Share, wilson } from './wilson.js';

/** How many cells alarmed together. */
const ALARMS = [1, 3, 8] as const;
const SLOWDOWNS = [0, 0.03, 0.05, 0.1] as const;
/** The pairs of the quick profile. */
const PAIRS = 2;

const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '67.5' },
    seed: { type: 'string', default: '1' },
  },
});
const [draws, seconds, seed] = [Number(values.draws), Number(values.seconds), Number(values.seed)];

const recorded = (name: string): readonly RecordedSeries[] =>
  (JSON.parse(gunzipSync(readFileSync(new URL(`./fixtures/${name}.json.gz`, import.meta.url))).toString()) as Recording)
    .series;

const SERIES: Readonly<Record<string, readonly RecordedSeries[]>> = {
  quiet: launchSeries(readFixture<PairLine>('launches')),
  'live-compute': recorded('live-compute'),
  'live-compute-2': recorded('live-compute-2'),
};

interface Rates {
  /** The looks in which any cell stayed an alarm. */
  readonly any: Share;
  /** The cells that stayed an alarm. */
  readonly cells: Share;
}

function ratesOf(series: readonly RecordedSeries[], alarms: number, slowdown: number): Rates {
  const bits = randomBits(seed);
  const draw = adjacentPairs(() => PAIRS);
  const settings = tareSettings(alarms, MIN_EFFECT, ALPHA);
  let [any, cells] = [0, 0];
  for (let at = 0; at < draws; at++) {
    const drawn: Cell[] = Array.from({ length: alarms }, () =>
      slowed(draw(series[randomBelow(bits, series.length)] as RecordedSeries, seconds, bits), slowdown),
    );
    const stay = judgeShared(drawn, seconds, settings).filter(({ outcome }) => outcome === 'regressed').length;
    cells += stay;
    if (stay > 0) any++;
  }
  return { any: wilson(any, draws), cells: wilson(cells, draws * alarms) };
}

const text = ({ share, low, high }: Share): string => [share, low, high].map((one) => (100 * one).toFixed(1)).join(' ');

console.log('| recording | alarms | slower | looks with an alarm left, % (95 %) | cells left, % |');
console.log('| --- | --- | --- | --- | --- |');
for (const [name, series] of Object.entries(SERIES)) {
  for (const alarms of ALARMS) {
    for (const slowdown of SLOWDOWNS) {
      const { any, cells } = ratesOf(series, alarms, slowdown);
      console.log(`| ${name} | ${alarms} | ${100 * slowdown} % | ${text(any)} | ${text(cells)} |`);
    }
  }
}
