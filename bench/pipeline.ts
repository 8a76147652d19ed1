/**
 * Measures how fast the product itself is and how little it disturbs. `sudo npx tsx bench/pipeline.ts` on an idle host
 * prints a Markdown table. It runs the bundled command twice with the quick profile and compares the native arm with a
 * plain chroot; `--only memory` runs it twice for half a minute each and reports the memory alone.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from 'simple-statistics';
import { parseArms } from '../src/config/arms.js';
import { openHost } from '../src/host/open-host.js';
import { unpack } from '../src/image/archive.js';
import { obtainImage } from '../src/image/image.js';
import { silentLog } from '../src/log.js';
import { Session } from '../src/measure/session.js';
import type { RunDocument } from '../src/results/document.js';
import { parseRun } from '../src/results/store.js';
import { native } from '../src/runtimes/native.js';

const dist = (entry: string) => fileURLToPath(new URL(`../dist/${entry}/index.js`, import.meta.url));
const place = mkdtempSync('/var/tmp/tare-bench-');
process.env.TARE_STATE_DIR = join(place, 'state');

interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
}

/** Returns the median time from start to exit, in ms. */
function startUp(entry: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): number {
  const times = Array.from({ length: 21 }, () => {
    const from = performance.now();
    spawnSync(process.execPath, [dist(entry), ...args], { env });
    return performance.now() - from;
  });
  return median(times);
}

interface QuickRun {
  readonly firstFigureSeconds: number;
  readonly totalSeconds: number;
  readonly peakMiB: number;
  readonly run: RunDocument;
}

/**
 * Writes the largest memory of the process, in KiB, when it exits, because reports are made after the last line on
 * stderr.
 */
const TELL_PEAK = `data:text/javascript,import{writeFileSync}from"node:fs";process.on("exit",()=>writeFileSync(process.env.PEAK_FILE,String(process.resourceUsage().maxRSS)))`;

/** Runs the whole quick profile as a user does. The first figures are shown when the second block begins. */
async function quickRun(...more: string[]): Promise<QuickRun> {
  const from = performance.now();
  const peakFile = join(place, 'peak');
  const child = spawn(process.execPath, ['--import', TELL_PEAK, dist('cli'), 'run', ...more], {
    cwd: place,
    env: { ...process.env, PEAK_FILE: peakFile },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let firstFigureSeconds = Number.NaN;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (Number.isNaN(firstFigureSeconds) && text.includes('cost so far'))
      firstFigureSeconds = (performance.now() - from) / 1000;
  });
  await once(child, 'exit');
  const folder = join(place, 'tare-results');
  const newest =
    readdirSync(folder)
      .filter((name) => name.startsWith('run-'))
      .sort()
      .at(-1) ?? '';
  const path = join(folder, newest);
  return {
    firstFigureSeconds,
    totalSeconds: (performance.now() - from) / 1000,
    peakMiB: Number(readFileSync(peakFile, 'utf8')) / 1024,
    run: parseRun(readFileSync(path, 'utf8'), path),
  };
}

/** Returns the share of the blocks' wall time that was spent between the begin and end frames of trials. */
function shareInside({ blocks }: RunDocument): number {
  const inside = blocks.flatMap(({ pairs }) => pairs.flatMap(({ trials }) => trials.map(({ wallMs }) => wallMs)));
  const wall = blocks.reduce((sum, block) => sum + block.wallSeconds * 1000, 0);
  return inside.reduce((sum, ms) => sum + ms, 0) / wall;
}

const CPU = ['sysbench', 'cpu', '--cpu-max-prime=20000', '--events=200', '--time=0', '--rand-seed=1', 'run'];
const events = (output: string) => Number(output.match(/events per second:\s+([\d.]+)/)?.[1]);

/** Returns the ratio of medians, native arm over plain chroot, of n interleaved pairs. */
async function addedNoise(n: number): Promise<number> {
  const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'bench' });
  try {
    const image = await obtainImage(host, undefined);
    const plain = join(host.paths.work, 'plain');
    mkdirSync(plain);
    await unpack(host, image.tarball, plain);
    const [arm] = parseArms('native', [native], place);
    if (!arm) throw new Error('native is no arm');
    const prepared = await native.prepare(host, image, arm, { binaries: [], source: '' });
    const never = new AbortController().signal;
    const limits = { cpus: '0-1', cpuCount: 2, memoryBytes: 2 ** 30 };
    const session = await Session.start(
      prepared,
      { id: 'bench', volume: place, limits, signal: never },
      { launchSeconds: 30, commandSeconds: 30 },
    );
    const figures = { arm: [] as number[], plain: [] as number[] };
    for (let i = 0; i < n; i += 1) {
      const takeArm = async () => figures.arm.push(events((await session.run({ cwd: '/', argv: CPU }, never)).output));
      const takePlain = async () =>
        figures.plain.push(events(spawnSync('chroot', [plain, ...CPU], { encoding: 'utf8' }).stdout));
      for (const take of i % 2 === 0 ? [takeArm, takePlain] : [takePlain, takeArm]) await take();
    }
    await session.end();
    return median(figures.arm) / median(figures.plain);
  } finally {
    await host.close();
  }
}

function table(figures: readonly Figure[]): string {
  return [
    '| what | measured | target |',
    '| --- | --- | --- |',
    ...figures.map(({ what, measured, target }) => `| ${what} | ${measured} | ${target} |`),
  ].join('\n');
}

async function memory(): Promise<Figure[]> {
  const first = await quickRun('--budget', '30s');
  console.error(`first run: ${first.peakMiB.toFixed(0)} MiB`);
  return [memoryFigure([first, await quickRun('--budget', '30s')])];
}

function memoryFigure(runs: readonly QuickRun[]): Figure {
  return {
    what: 'most memory of the command, run, comparison and page',
    measured: runs.map(({ peakMiB }) => `${peakMiB.toFixed(0)} MiB`).join(', '),
    target: '<= 150 MiB',
  };
}

async function everything(): Promise<Figure[]> {
  const first = await quickRun();
  const second = await quickRun();
  const noise = await addedNoise(60);
  const action = { ...process.env, 'INPUT_RESULTS-PATH': '/nonexistent' };
  return [
    {
      what: 'start to first figures on screen',
      measured: `${first.firstFigureSeconds.toFixed(0)} s, ${second.firstFigureSeconds.toFixed(0)} s`,
      target: '<= 60 s',
    },
    {
      what: 'whole quick profile, three arms',
      measured: `${first.totalSeconds.toFixed(0)} s, ${second.totalSeconds.toFixed(0)} s`,
      target: '<= 180 s',
    },
    {
      what: 'wall time inside benchmark commands',
      measured: `${(100 * shareInside(first.run)).toFixed(1)} %, ${(100 * shareInside(second.run)).toFixed(1)} %`,
      target: '>= 85 %',
    },
    { what: 'dist/cli --version', measured: `${startUp('cli', ['--version']).toFixed(0)} ms`, target: '<= 120 ms' },
    {
      what: 'report entry without work',
      measured: `${startUp('report', [], action).toFixed(0)} ms`,
      target: '<= 220 ms',
    },
    memoryFigure([first, second]),
    {
      what: 'sysbench cpu in native against a plain chroot, ratio of medians',
      measured: noise.toFixed(4),
      target: '0.99..1.01',
    },
  ];
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
try {
  console.log(table(values.only === 'memory' ? await memory() : await everything()));
} finally {
  rmSync(place, { recursive: true, force: true });
}
