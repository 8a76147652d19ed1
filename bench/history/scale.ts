/**
 * Measures a history of 10,000 runs and 60 cells: the file, the dashboard made of it, and how soon a browser shows it.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { median } from 'simple-statistics';
import { writeHistory } from '../../src/history/file.js';
import { buildHistory } from '../../test/support/history-builder.js';

const RUNS = 10_000;
const BENCHMARKS = 12;

export interface Scale {
  readonly hosts: number;
  readonly fileBytes: number;
  readonly pageBytes: number;
  readonly seconds: number;
  /** The CPU time of all its threads, including the start of Node. */
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly firstPaintMs: number;
}

/** Measures five runtimes and native with twelve benchmarks: 60 cells with a cost, and native's 12. */
export async function scale(hosts: number, folder: string): Promise<Scale> {
  const [file, page] = [join(folder, `history-${hosts}.json.gz`), join(folder, `history-${hosts}.html`)];
  const benchmarks = Array.from({ length: BENCHMARKS }, (_, i) => ({
    benchmark: `memory.write.seq.${2 ** i}k`,
    unit: i % 3 === 0 ? 'ms' : 'MiB/s',
    direction: i % 3 === 0 ? ('lower' as const) : ('higher' as const),
  }));
  const runs = RUNS / hosts;
  const steps = Array.from({ length: 20 }, (_, i) => ({
    from: Math.floor(((i + 1) * runs) / 21),
    ratio: i % 2 === 0 ? 1.03 : 0.98,
    benchmark: `memory.write.seq.${2 ** (i % BENCHMARKS)}k`,
    hostChange: { kernel: `6.1.${i}` },
  }));
  const arms = ['runc', 'docker', 'runsc', 'podman', 'firecracker'];
  writeHistory(
    file,
    buildHistory({ runs, hosts, arms, benchmarks, steps, spikes: 0.01, every: 24 / Math.ceil(runs / 1800) }),
  );
  const build = fileURLToPath(new URL('./build.ts', import.meta.url));
  const child = spawnSync(process.execPath, ['--import', 'tsx', build, file, page], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(child.stderr);
  const { seconds, cpuSeconds, peakMiB } = JSON.parse(child.stdout) as Pick<
    Scale,
    'seconds' | 'cpuSeconds' | 'peakMiB'
  >;
  return {
    ...{ hosts, seconds, cpuSeconds, peakMiB },
    fileBytes: statSync(file).size,
    pageBytes: statSync(page).size,
    firstPaintMs: await firstPaint(page),
  };
}

/** Returns the ms from the navigation to the first text on screen; the median of seven profiles. */
async function firstPaint(page: string): Promise<number> {
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
  const times: number[] = [];
  for (let i = 0; i < 7; i++) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
    const opened = await context.newPage();
    await opened.goto(pathToFileURL(page).href);
    times.push((await opened.evaluate(PAINT)) as number);
    await context.close();
  }
  await browser.close();
  return median(times);
}

const PAINT = `new Promise((done) => new PerformanceObserver((list) => done(list.getEntriesByName('first-contentful-paint')[0].startTime))
  .observe({ type: 'paint', buffered: true }))`;
