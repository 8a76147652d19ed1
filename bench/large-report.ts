/**
 * Measures what a report of 1,000 cells and 60 blocks takes, and a comparison of two such runs, by the bundled
 * command: `npx tsx bench/large-report.ts [PAIRS]` prints a Markdown table. The CPU time counts, because wall time on
 * a busy machine is mostly waiting. TARE_COMMAND names another bundle of the command.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeRun } from '../src/results/store.js';
import { buildRun, CPU } from '../test/support/run-builder.js';
import { scratchFolder } from './scratch.js';

/** This is loaded into the command, and prints to standard error what the command took. */
const PROBE = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, wall: performance.now() / 1e3, mib: maxRSS / 1024 };
  process.stderr.write(JSON.stringify(usage));
});
`;
const usageSchema = z.object({ cpu: z.number(), wall: z.number(), mib: z.number() });

const COMMAND = process.env.TARE_COMMAND ?? join(import.meta.dirname, '../dist/cli/index.js');
const TIMES = 3;
const FORMATS = ['text', 'markdown', 'html'];
/** Two runs of different code differ in every third cell. */
const SLOWER = 0.9;
/** What `compare` ends with where something regressed. */
const REGRESSED = 1;

const pairs = Number(process.argv[2] ?? 1);
const folder = scratchFolder('large');
const [before, now] = [document('before', 1, {}), document('now', 2, slowerThird())];
const probe = join(folder, 'probe.mjs');
writeFileSync(probe, PROBE);
console.log(`| 1,000 cells, 60 blocks, ${pairs} pairs | on the CPUs, s | wall, s | peak memory, MiB |`);
console.log('| --- | --- | --- | --- |');
for (const words of [
  ['report', now],
  ['compare', before, now],
])
  for (const format of FORMATS) tell(`${words[0]} --format ${format}`, probe, [...words, '--format', format]);

function arms(): string[] {
  return Array.from({ length: 40 }, (_, i) => `runc@1.${i}`);
}

function slowerThird(): Record<string, number> {
  return Object.fromEntries(arms().flatMap((arm, i) => (i % 3 === 0 ? [[arm, 1000 * SLOWER]] : [])));
}

function document(name: string, seed: number, levels: Record<string, number>): string {
  const benchmarks = Array.from({ length: 25 }, (_, i) => ({ ...CPU, id: `cpu.prime${i}` }));
  const figure = (_: unknown, usual: number): number => Number(usual.toFixed(2));
  const path = join(folder, `${name}.json`);
  const id = `20261101T00000${seed}Z-${name}`;
  writeRun(path, buildRun({ id, seed, levels, arms: arms(), benchmarks, blocks: 60, pairs, spread: 0.02, figure }));
  return path;
}

function tell(what: string, probe: string, words: readonly string[]): void {
  const all = Array.from({ length: TIMES }, () => once(probe, words));
  const middle = (of: 'cpu' | 'wall'): string => (all.map((one) => one[of]).sort((a, b) => a - b)[1] ?? 0).toFixed(2);
  const most = Math.max(...all.map(({ mib }) => mib));
  console.log(`| ${what} | ${middle('cpu')} | ${middle('wall')} | ${most.toFixed(0)} |`);
}

function once(probe: string, words: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, [`--import=${probe}`, COMMAND, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, TARE_STATE_DIR: join(folder, 'state') },
  });
  if (status !== 0 && status !== REGRESSED) throw new Error(`it ended with ${status}: ${stderr}`);
  return usageSchema.parse(JSON.parse(stderr));
}
