/**
 * Measures what a bundle costs before it does its work: `npx tsx bench/command.ts OLD/dist [NEW/dist]` runs
 * `--version` and `report FILE` of two builds in pairs, in alternating order, and prints the ratio of the CPU time, on
 * which other load has little effect.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { median } from 'simple-statistics';
import { scratchFolder } from './scratch.js';

const PAIRS = 15;

/** This is loaded before the command, and writes the CPU time of the whole process to descriptor 3 when it ends. */
const METER = `data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>{const{user,system}=process.cpuUsage();writeSync(3,String(user%2Bsystem))})`;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [before, after = join(ROOT, 'dist')] = process.argv.slice(2).map((folder) => resolve(folder));
if (!before) throw new Error('usage: npx tsx bench/command.ts OLD/dist [NEW/dist]');

/** Returns the CPU time of one call, in ms. */
function cpuMs(dist: string, args: readonly string[]): number {
  const argv = ['--import', METER, join(dist, 'cli/index.js'), ...args];
  const { status, output } = spawnSync(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}`);
  return Number(output[3]) / 1000;
}

const place = scratchFolder('bench-command');
const file = join(place, 'run.json');
writeFileSync(file, gunzipSync(readFileSync(join(ROOT, 'test/fixtures/runs/paper.json.gz'))));
console.log('| command | pairs | before, ms | after, ms | median ratio |\n| --- | --- | --- | --- | --- |');
for (const args of [['--version'], ['report', file], ['report', file, '--format', 'html']]) {
  const pairs = Array.from({ length: PAIRS }, (_, pair) => {
    const first = cpuMs(pair % 2 ? after : before, args);
    const second = cpuMs(pair % 2 ? before : after, args);
    return pair % 2 ? { old: second, fresh: first } : { old: first, fresh: second };
  });
  const times = [median(pairs.map(({ old }) => old)), median(pairs.map(({ fresh }) => fresh))];
  const ratio = median(pairs.map(({ old, fresh }) => fresh / old));
  const command = args.map((word) => (word === file ? 'FILE' : word)).join(' ');
  console.log(`| ${command} | ${PAIRS} | ${times.map((ms) => ms.toFixed(0)).join(' | ')} | ${ratio.toFixed(3)} |`);
}
