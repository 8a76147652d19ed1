/**
 * Measures what the largest documents cost: `npx tsx bench/sizes.ts` prints a Markdown table of CPU time and memory
 * for each step, with each size in a process of its own. Sizes are cells, blocks, and pairs of a cell and block.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { judge } from '../src/app/judge.js';
import { findFormat } from '../src/report/format.js';
import { renderTerminal } from '../src/report/terminal/terminal.js';
import { readRun } from '../src/results/store.js';
import { buildRun, CPU } from '../test/support/run-builder.js';
import { scratchFolder } from './scratch.js';

const SIZES = [
  [1000, 60, 1],
  [4000, 12, 1],
  [120, 1000, 1],
  [2, 1000, 99],
] as const;

const JUDGING = {
  rule: { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 },
  failOn: [],
  baseline: { kind: 'none' },
} as const;

function documentOf([cells, blocks, pairs]: (typeof SIZES)[number]): Buffer {
  const arms = Array.from({ length: cells < 20 ? 1 : 20 }, (_, at) => `runc@1.${at}`);
  const benchmarks = Array.from({ length: cells / arms.length }, (_, at) => ({ ...CPU, id: `cpu.prime${at}` }));
  return gzipSync(JSON.stringify(buildRun({ arms, benchmarks, blocks, pairs, spread: 0.01 })));
}

/** Reads and reports the document, and prints the CPU seconds of each step and the largest memory so far in MiB. */
async function steps(path: string): Promise<void> {
  let last = 0;
  const lap = (what: string): void => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const now = (userCPUTime + systemCPUTime) / 1e6;
    console.log(`| ${what} | ${(now - last).toFixed(2)} s | ${(maxRSS / 1024).toFixed(0)} MiB |`);
    last = now;
  };
  lap('start');
  const run = readRun(path);
  lap('read');
  const input = judge(run, JUDGING, '/nonexistent');
  lap('judge');
  renderTerminal(input, { width: 100, colour: false, files: [] });
  lap('terminal');
  for (const name of ['markdown', 'json', 'html']) {
    await findFormat(name)?.render(input);
    lap(name);
  }
}

const [given] = process.argv.slice(2);
if (given !== undefined) await steps(given);
else {
  const folder = scratchFolder('sizes');
  for (const size of SIZES) {
    const path = join(folder, 'run.json.gz');
    writeFileSync(path, documentOf(size));
    console.log(`\n${size.join(' x ')}\n\n| step | CPU | memory |\n| --- | --- | --- |`);
    spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), path], { stdio: 'inherit' });
  }
}
