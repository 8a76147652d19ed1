/**
 * Measures how long each runtime takes to start and to end, beside the figures that it was designed by. On an idle
 * host, `sudo npx tsx bench/startup.ts [RUNTIMES]` prints a Markdown table: medians of seven launches by the bundled
 * command.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from 'simple-statistics';
import { parseRun } from '../src/results/store.js';

const CLI = fileURLToPath(new URL('../dist/cli/index.js', import.meta.url));
const LAUNCHES = 7;

/** Start and end in ms: medians of seven launches that were taken by hand on two cores before this program existed. */
const REFERENCE: Readonly<Record<string, readonly [number, number]>> = {
  bwrap: [7, 1],
  crun: [15, 2],
  lxc: [25, 507],
  runc: [33, 2],
  nspawn: [53, 3],
  containerd: [77, 29],
  runsc: [147, 5],
  'runsc{platform: ptrace}': [146, 105],
  docker: [206, 42],
  'docker{runtime: runsc}': [310, 62],
  incus: [726, 800],
  qemu: [1908, 90],
};

const runtimes = process.argv[2] ?? [...Object.keys(REFERENCE), 'podman', 'lxd'].join(',');
const place = mkdtempSync('/var/tmp/tare-bench-startup-');
const run = ['run', '--runtimes', runtimes, '--suites', 'lifecycle', '--blocks', `${LAUNCHES}..${LAUNCHES}`];
const options = ['--memory', '256MiB', '--baseline', 'none', '--budget', '10m'];
const { status } = spawnSync(process.execPath, [CLI, ...run, ...options], {
  cwd: place,
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (status !== 0) throw new Error(`the run ended with ${status}`);
const folder = join(place, 'tare-results');
const [name = ''] = readdirSync(folder).filter((file) => /^run-.*\.json$/.test(file));
const { blocks, plan } = parseRun(readFileSync(join(folder, name), 'utf8'), name);
rmSync(place, { recursive: true });

console.log('| runtime | n | start, ms | end, ms | reference | ratio |\n| --- | --- | --- | --- | --- | --- |');
for (const { id } of plan.arms) {
  const launches = blocks.flatMap((block) => block.launches.filter(({ arm }) => arm === id));
  const startups = launches.flatMap(({ startupMs }) => startupMs ?? []);
  const times = [startups, launches.flatMap(({ shutdownMs }) => shutdownMs ?? [])].map(median);
  const reference = REFERENCE[id];
  const ratios = reference?.map((ms, at) => ((times[at] ?? Number.NaN) / ms).toFixed(2)) ?? [];
  const cells = [
    id,
    startups.length,
    ...times.map((ms) => ms.toFixed(1)),
    reference?.join(' / ') ?? '',
    ratios.join(' / '),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
