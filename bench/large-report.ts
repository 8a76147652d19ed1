/**
 * Measures what a report of 1,000 cells and 60 blocks takes, by the bundled command: `npx tsx bench/large-report.ts
 * [PAIRS]` prints a Markdown table. The CPU time counts, because wall time on a busy machine is mostly waiting.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeRun } from '../src/results/store.js';
import { buildRun, CPU } from '../test/support/run-builder.js';

/** This is loaded into the command, and prints to standard error what the command took. */
const PROBE = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, mib: maxRSS / 1024 }));
});
`;
const usageSchema = z.object({ cpu: z.number(), mib: z.number() });

const COMMAND = join(import.meta.dirname, '../dist/cli/index.js');
const TIMES = 3;
const pairs = Number(process.argv[2] ?? 1);
const folder = mkdtempSync('/var/tmp/tare-large-');
try {
  const arms = Array.from({ length: 40 }, (_, i) => `runc@1.${i}`);
  const benchmarks = Array.from({ length: 25 }, (_, i) => ({ ...CPU, id: `cpu.prime${i}` }));
  const document = join(folder, 'run.json');
  const figure = (_: unknown, usual: number): number => Number(usual.toFixed(2));
  writeRun(document, buildRun({ arms, benchmarks, blocks: 60, pairs, spread: 0.02, figure }));
  const probe = join(folder, 'probe.mjs');
  writeFileSync(probe, PROBE);
  console.log(`| 1,000 cells, 60 blocks, ${pairs} pairs | on the CPUs, s | peak memory, MiB |\n| --- | --- | --- |`);
  for (const format of ['text', 'markdown', 'html']) {
    const all = Array.from({ length: TIMES }, () => once(probe, document, format));
    const middle = all.map(({ cpu }) => cpu).sort((a, b) => a - b)[TIMES >> 1] ?? 0;
    const most = Math.max(...all.map(({ mib }) => mib));
    console.log(`| ${format} | ${middle.toFixed(2)} | ${most.toFixed(0)} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function once(probe: string, document: string, format: string) {
  const words = [`--import=${probe}`, COMMAND, 'report', document, '--format', format];
  const { status, stderr } = spawnSync(process.execPath, words, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`it ended with ${status}: ${stderr}`);
  return usageSchema.parse(JSON.parse(stderr));
}
