/**
 * The time of a whole life as lifecycle tells it (start and end), beside hyperfine around the same command:
 *
 *   sudo npx tsx bench/lifecycle.ts [--runtimes runc,docker] [--rounds 12] [--launches 5]
 *
 * The command is read from /proc while a sandbox of Tare's lives, so it is the same word for word; hyperfine gives it
 * the agent's farewell on its standard input, where Tare sends it once the agent is ready. In each round both start
 * it as often, and who goes first changes. Printed is the median ratio of the rounds, each by its medians, with its
 * exact interval. Needs hyperfine (apt-get install hyperfine) and the runtimes; installs nothing.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from 'simple-statistics';
import { runtimeNamed } from '../src/runtimes/index.js';
import type { PreparedArm } from '../src/runtimes/runtime.js';
import { hodgesLehmann, hodgesLehmannInterval } from '../src/stats/inference/signed-rank.js';
import { closeTestHost, launchedSession, openTestHost, prepared, type TestHost } from '../test/runtimes/support.js';

const { values } = parseArgs({
  options: {
    runtimes: { type: 'string', default: 'runc,docker' },
    rounds: { type: 'string', default: '12' },
    launches: { type: 'string', default: '5' },
  },
});
const [rounds, launches] = [Number(values.rounds), Number(values.launches)];
/** Of each side of an interval of 95 %. */
const TAIL = 0.025;

const place = mkdtempSync('/var/tmp/tare-bench-lifecycle-');
const farewell = join(place, 'bye');
writeFileSync(farewell, "'bye'\n");

/** The command of a child of ours that has been asked to run a sandbox. */
function commandOfChild(): string[] {
  const [ps = '', ...args] = ['ps', '-o', 'pid=', '--ppid', String(process.pid)];
  const listed = execFileSync(ps, args, { encoding: 'utf8' }).trim().split(/\s+/);
  // The one that listed them is among them, and has ended.
  const children = listed.filter((pid) => existsSync(`/proc/${pid}`));
  const commands = children.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1));
  const found = commands.find((argv) => argv.includes('run'));
  if (!found) throw new Error(`no child of this process runs a sandbox: ${JSON.stringify(commands)}`);
  return found;
}

/** A bundle is removed with its sandbox: the command gets a copy of it. */
function kept(argv: readonly string[]): string[] {
  const at = argv.indexOf('--bundle') + 1;
  const bundle = argv[at];
  if (at === 0 || bundle === undefined) return [...argv];
  const copy = mkdtempSync(join(place, 'bundle-'));
  cpSync(bundle, copy, { recursive: true });
  return argv.with(at, copy);
}

async function byTare(host: TestHost, arm: PreparedArm): Promise<number> {
  const taken: number[] = [];
  for (let nth = 0; nth < launches; nth += 1) {
    const session = await launchedSession(host, arm);
    taken.push(session.startupMs + ((await session.end()) ?? Number.NaN));
  }
  return median(taken);
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

function byHyperfine(argv: readonly string[]): number {
  const output = join(place, 'hyperfine.json');
  const options = ['-N', '--warmup', '0', '--runs', String(launches), '--export-json', output];
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, LC_ALL: 'C.UTF-8' };
  // Its own option for an input is newer than Debian 12's.
  const call = `exec ${argv.map(quoted).join(' ')} <${farewell}`;
  execFileSync('hyperfine', [...options, `/bin/sh -c ${quoted(call)}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  return JSON.parse(readFileSync(output, 'utf8')).results[0].median * 1000;
}

interface Round {
  readonly tare: number;
  readonly hyperfine: number;
}

async function roundsOf(host: TestHost, name: string): Promise<Round[]> {
  const { arm } = await prepared(host, runtimeNamed(name), name);
  try {
    const first = await launchedSession(host, arm);
    const argv = kept(commandOfChild());
    await first.end();
    const taken: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = round % 2 === 1 ? byHyperfine(argv) : undefined;
      const tare = await byTare(host, arm);
      taken.push({ tare, hyperfine: before ?? byHyperfine(argv) });
    }
    return taken;
  } finally {
    await arm.remove();
  }
}

function row(name: string, taken: readonly Round[]): string {
  const logs = taken.map(({ tare, hyperfine }) => Math.log(tare / hyperfine));
  const { low, high } = hodgesLehmannInterval(logs, TAIL);
  const [ratio, from, to] = [hodgesLehmann(logs), low ?? Number.NaN, high ?? Number.NaN].map((log) =>
    Math.exp(log).toFixed(3),
  );
  const both = [taken.map(({ tare }) => tare), taken.map(({ hyperfine }) => hyperfine)].map((all) =>
    median(all).toFixed(1),
  );
  return `| ${[name, taken.length, ...both, `${ratio} [${from}, ${to}]`].join(' | ')} |`;
}

console.log(
  `load ${readFileSync('/proc/loadavg', 'utf8').trim()}, ${execFileSync('hyperfine', ['--version'], { encoding: 'utf8' }).trim()}`,
);
console.log(
  `| runtime | rounds of ${launches} | Tare, ms | hyperfine, ms | ratio, 95 % |\n| --- | ---: | ---: | ---: | ---: |`,
);
const host = await openTestHost();
try {
  for (const name of values.runtimes.split(',')) console.log(row(name, await roundsOf(host, name)));
} finally {
  for (const left of await closeTestHost(host)) console.error(`left: ${left}`);
  rmSync(place, { recursive: true });
}
