/**
 * Measures how good the change points of a history are, and how large a history may grow. Of `npx tsx bench/history`,
 * `detection` takes about two minutes, `shapes [SERIES]` ten seconds, and `scale` a minute on a quiet machine.
 */
import type { Share } from '../gate/wilson.js';
import { scratchFolder } from '../scratch.js';
import { falseSteps, foundSteps } from './detection.js';
import { scale } from './scale.js';
import { POINTS, SHAPES, toldOf } from './shapes.js';

const percent = ({ share, low, high }: Share): string =>
  `${(100 * share).toFixed(2)} % [${(100 * low).toFixed(2)}, ${(100 * high).toFixed(2)}]`;
const perThousand = ({ share, low, high }: Share): string =>
  `${(1000 * share).toFixed(3)} [${(1000 * low).toFixed(3)}, ${(1000 * high).toFixed(3)}]`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const cells of [head, head.map(() => '---'), ...rows]) console.log(`| ${cells.join(' | ')} |`);
  console.log();
}

function detection(): void {
  table(
    ['points of a series', 'false steps in 1,000 points, 95 % interval'],
    [12, 20, 30, 60, 100, 300, 1000].map((points) => [String(points), perThousand(falseSteps(points, 100_000).share)]),
  );
  const cases = [20, 30, 60, 200, 1000].flatMap((points) => [5, 6, 8, 10].map((after) => [points, after] as const));
  table(
    ['points', 'of the new level', 'found within 2 points', 'the best possible'],
    cases.map(([points, after]) => {
      const { ours, best } = foundSteps(points, after, points > 500 ? 1000 : 2000);
      return [String(points), String(after), percent(ours), percent(best)];
    }),
  );
}

/** How many series of each shape are made where the second argument does not say. */
const SERIES = 400;

function shapes(): void {
  const series = Number(process.argv[3] ?? SERIES);
  const shown = (share: Share | null): string => (share === null ? '-' : percent(share));
  table(
    [
      ...[`${series} series of ${POINTS} points`, 'false steps in 1,000 points', 'steps found within 2 points'],
      ...['bad nights told as such', 'told as a drift', 'told as correlated'],
    ],
    SHAPES.map((shape) => {
      const { falsely, found, bursts, drifts, correlated } = toldOf(shape, series);
      return [shape.name, perThousand(falsely), ...[found, bursts, drifts, correlated].map(shown)];
    }),
  );
}

async function size(): Promise<void> {
  const folder = scratchFolder('bench-history');
  const rows: string[][] = [];
  for (const hosts of [1, 8]) {
    const { seconds, cpuSeconds, peakMiB, fileBytes, pageBytes, firstPaintMs } = await scale(hosts, folder);
    const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
    rows.push([
      ...[String(hosts), `${seconds.toFixed(1)} s`, `${cpuSeconds.toFixed(1)} s`, `${peakMiB.toFixed(0)} MiB`],
      ...[mb(fileBytes), mb(pageBytes), `${firstPaintMs.toFixed(0)} ms`],
    ]);
  }
  table(['hosts', 'dashboard built in', 'CPU time', 'most memory', 'history file', 'page', 'first paint'], rows);
}

const asked = process.argv[2];
if (asked === undefined || asked === 'detection') detection();
if (asked === undefined || asked === 'shapes') shapes();
if (asked === undefined || asked === 'scale') await size();
