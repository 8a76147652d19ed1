/**
 * Checks whether anything grows with time: `sudo npx tsx bench/soak.ts [MINUTES] [RUNTIMES] [MINUTES OF A RUN]` makes
 * one run after another, samples the process while it measures and what is left after each run, and prints the growth.
 * It ends with 1 where something grew by more than 5 % (memory and descriptors within a run; memory, disk and the rest
 * from run to run). Documents stay, in the output and the last fifty beside the state, so they are left out of the
 * disk.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median } from 'simple-statistics';
import { cgroups } from '../test/support/tare.js';

const MOST_GROWTH = 0.05;
const SAMPLE_MS = 5_000;
const CLI = resolve(process.env.TARE_SOAK_CLI ?? fileURLToPath(new URL('../dist/cli/index.js', import.meta.url)));
const [minutes = '60', runtimes = 'runc,crun,docker,podman,lxc', minutesOfRun = '8'] = process.argv.slice(2);

interface Sample {
  readonly rssKiB: number;
  readonly descriptors: number;
}

/** What one run leaves, and what was measured of it. */
interface Round {
  readonly code: number | null;
  readonly samples: readonly Sample[];
  readonly blocks: number;
  readonly left: Readonly<Record<string, number>>;
}

const place = mkdtempSync('/var/tmp/tare-soak-');
const cache = process.env.TARE_CACHE_DIR ?? join(place, 'cache');
const env = { ...process.env, TARE_STATE_DIR: join(place, 'state'), TARE_CACHE_DIR: cache, NO_COLOR: '1' };
const log = process.env.TARE_SOAK_LOG;

function sample(pid: number): Sample | undefined {
  try {
    const rss = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return rss ? { rssKiB: Number(rss), descriptors: readdirSync(`/proc/${pid}/fd`).length } : undefined;
  } catch {
    // The process ended between two samples.
    return undefined;
  }
}

function left(pid: number): Record<string, number> {
  const lines = (path: string) => readFileSync(path, 'utf8').split('\n');
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return {
    mounts: lines('/proc/self/mountinfo').filter((line) => line.includes(place)).length,
    cgroups: cgroups([`tare-${pid}-`]).length,
    processes: pids.filter((name) => mentions(`/proc/${name}/cmdline`, pid) || mentions(`/proc/${name}/cgroup`, pid))
      .length,
    state: diskUse(env.TARE_STATE_DIR),
    cache: diskUse(cache),
  };
}

function mentions(path: string, run: number): boolean {
  try {
    const text = readFileSync(path, 'utf8');
    return text.includes(`${place}/`) || new RegExp(`/tare-${run}-`, 'm').test(text);
  } catch {
    // The process has gone.
    return false;
  }
}

function diskUse(folder: string): number {
  return existsSync(folder)
    ? Number(execFileSync('du', ['-sk', '--exclude=runs', folder], { encoding: 'utf8' }).split('\t')[0])
    : 0;
}

/** Our processes are those that mention the folder, except this one. */
async function round(at: number): Promise<Round> {
  const output = join(place, `results-${at}`);
  mkdirSync(output);
  const limits = ['--budget', `${minutesOfRun}m`, '--blocks', '2..1000', '--pairs', '1', '--trial-time', '20ms'];
  const light = ['--suites', 'cpu,lifecycle', '--memory', '256MiB', '--baseline', 'none', '--output', output];
  const argv = [CLI, 'run', '--runtimes', runtimes, '--install', 'never', ...limits, ...light];
  const child: ChildProcess = spawn(process.execPath, argv, { cwd: place, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  let progress = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    progress += text;
  });
  const samples: Sample[] = [];
  while (child.exitCode === null && child.signalCode === null) {
    await Promise.race([ended, pause(SAMPLE_MS)]);
    const now = /block 1 of/.test(progress) ? sample(child.pid ?? 0) : undefined;
    if (now) samples.push(now);
  }
  const [code] = (await ended) as [number | null];
  const blocks = progress.match(/block \d+ of/g)?.length ?? 0;
  if (code !== 0) process.stderr.write(progress.slice(-2_000));
  return { code, samples, blocks, left: left(child.pid ?? 0) };
}

/** Compares the last third with the one before it, because the heap finds its size in the first third. */
function growthWithin(values: readonly number[]): number {
  const third = Math.floor(values.length / 3);
  if (third < 2) return 0;
  return median(values.slice(-third)) / median(values.slice(third, 2 * third)) - 1;
}

const percent = (growth: number): string => `${growth >= 0 ? '+' : ''}${(100 * growth).toFixed(1)} %`;

const rounds: Round[] = [];
const start = Date.now();
while (Date.now() - start < (Number(minutes) - Number(minutesOfRun) / 2) * 60_000) {
  const latest = await round(rounds.length);
  rounds.push(latest);
  if (log) appendFileSync(log, `${JSON.stringify({ at: new Date().toISOString(), ...latest })}\n`);
}

const rows = rounds.map(({ code, blocks, samples, left: after }, at) => {
  const rss = samples.map(({ rssKiB }) => rssKiB);
  const descriptors = samples.map((one) => one.descriptors);
  const growth = { memory: growthWithin(rss), descriptors: growthWithin(descriptors) };
  const shown = [at + 1, code, blocks, rss.length ? (median(rss) / 1024).toFixed(0) : '', percent(growth.memory)];
  const others = [descriptors.length ? median(descriptors) : '', percent(growth.descriptors), ...Object.values(after)];
  return { growth, line: `| ${[...shown, ...others].join(' | ')} |` };
});
console.log(
  '| run | exit code | blocks | memory, MiB | growth | descriptors | growth | mounts | cgroups | processes | state, KiB | cache, KiB |',
);
console.log(`| ${Array.from({ length: 12 }, () => '---').join(' | ')} |`);
for (const { line } of rows) console.log(line);

const [first, last] = [rounds[0], rounds.at(-1)];
const from = (of: (round: Round) => number) => (first && last ? of(last) / Math.max(1, of(first)) - 1 : Number.NaN);
const between = {
  memory: from(({ samples }) => (samples.length ? median(samples.map(({ rssKiB }) => rssKiB)) : 0)),
  state: from(({ left: after }) => after.state ?? 0),
  cache: from(({ left: after }) => after.cache ?? 0),
};
const stays = rounds.filter(({ code, left: { mounts, cgroups, processes } }) => code || mounts || cgroups || processes);
const grew = [...rows.flatMap(({ growth }) => Object.values(growth)), ...Object.values(between)].some(
  (growth) => growth > MOST_GROWTH,
);
const took = ((Date.now() - start) / 60_000).toFixed(0);
const words = Object.entries(between).map(([what, growth]) => `${what} ${percent(growth)}`);
console.log(
  `\n${took} minutes, ${rounds.length} runs of ${runtimes}. From the first to the last: ${words.join(', ')}.`,
);
rmSync(place, { recursive: true, force: true });
process.exitCode = grew || stays.length > 0 ? 1 : 0;
