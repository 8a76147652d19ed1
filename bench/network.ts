/**
 * The throughput that `network.tcp.*` tells, beside the same iperf3 called by hand, in alternation:
 *
 *   sudo npx tsx bench/network.ts [--rounds 10] [--trials 3]
 *
 * In each round the command measures native and runc, then iperf3 moves as many bytes by the same options between a
 * bridge and a veth pair that `ip` has made: natively, and in a container that `runc run` starts from a bundle of
 * `runc spec`. Who goes first changes from round to round. Printed is the median ratio of the rounds, each by its
 * medians, with its exact interval. Needs dist/ (npm run build) and, on the host, iperf3 of the version that the
 * userland has (apt-get install iperf3).
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from 'simple-statistics';
import type { RunDocument } from '../src/results/document.js';
import { parseRun } from '../src/results/store.js';
import { hodgesLehmann, hodgesLehmannInterval } from '../src/stats/inference/signed-rank.js';
import { readIperf } from '../src/suites/network/iperf-output.js';

const CLI = fileURLToPath(new URL('../dist/cli/index.js', import.meta.url));
const PORT = '5201';
/** A range of documentation (RFC 5737): nothing on a host has it. */
const [PEER, SANDBOX] = ['203.0.113.1', '203.0.113.2'];
const [BRIDGE, NEAR, FAR] = ['benchbr', 'benchnear', 'benchfar'];
const NAMESPACES = ['bench-peer', 'bench-sandbox'] as const;
const BENCHMARKS = ['network.tcp.send', 'network.tcp.receive'] as const;
const ARMS = ['native', 'runc'] as const;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, trials: { type: 'string', default: '3' } },
});
const [rounds, trials] = [Number(values.rounds), Number(values.trials)];

type Figures = ReadonlyMap<string, number>;

const place = mkdtempSync('/var/tmp/tare-bench-network-');

const sh = (script: string): string => execFileSync('/bin/sh', ['-ec', script], { encoding: 'utf8' });

/** What the command measures, Gbit/s, by arm and benchmark; with the document, for the work that it chose. */
function measured(round: number): { figures: Figures; run: RunDocument } {
  const output = join(place, `round-${round}`);
  const asked = ['--runtimes', 'runc', '--suites', BENCHMARKS.join(','), '--blocks', `${trials}..${trials}`];
  const options = [...asked, '--pairs', '1', '--baseline', 'none', '--output', output];
  execFileSync(process.execPath, [CLI, 'run', ...options], { cwd: place, stdio: ['ignore', 'ignore', 'pipe'] });
  const [file = ''] = readdirSync(output).filter((name) => /^run-.*\.json$/.test(name));
  const run = parseRun(readFileSync(join(output, file), 'utf8'), file);
  const taken = run.blocks.flatMap(({ pairs }) =>
    pairs
      .filter(({ warmup, setAside }) => !warmup && !setAside)
      .flatMap(({ benchmark, trials: both }) =>
        both.map(({ arm, metrics }) => [`${arm} ${benchmark}`, metrics.throughput ?? Number.NaN] as const),
      ),
  );
  return { figures: medians(taken), run };
}

function medians(taken: readonly (readonly [string, number])[]): Figures {
  const names = [...new Set(taken.map(([name]) => name))];
  return new Map(names.map((one) => [one, median(taken.flatMap(([name, value]) => (name === one ? [value] : [])))]));
}

/** As the command's user would do it: two namespaces, a bridge in the first, a veth pair between them. */
function makeLink(): void {
  const [peer, sandbox] = NAMESPACES;
  sh(`ip netns add ${peer}; ip netns add ${sandbox}
    ip -n ${peer} link add ${BRIDGE} type bridge
    ip -n ${peer} address add ${PEER}/24 dev ${BRIDGE}
    ip -n ${peer} link set ${BRIDGE} up
    ip -n ${peer} link add ${NEAR} type veth peer name ${FAR} netns ${sandbox}
    ip -n ${peer} link set ${NEAR} master ${BRIDGE} up
    ip -n ${sandbox} address add ${SANDBOX}/24 dev ${FAR}
    ip -n ${sandbox} link set ${FAR} up; ip -n ${sandbox} link set lo up`);
}

const removeLink = () => sh(NAMESPACES.map((name) => `ip netns del ${name} 2>/dev/null || :`).join('; '));

const client = (run: RunDocument, benchmark: string): string[] => {
  const work = run.plan.benchmarks.find(({ id }) => id === benchmark)?.work;
  if (work?.kind !== 'fixed') throw new Error(`${benchmark} has no fixed work`);
  const options = ['--json', '--bytes', `${work.amount}M`, '--length', '128K', '--parallel', '1'];
  const reverse = benchmark.endsWith('receive') ? ['--reverse'] : [];
  return ['iperf3', '--client', PEER, '--port', PORT, ...options, ...reverse];
};

/** A container with the host's programs, mounted by runc alone, in the namespace that the link leads to. */
function bundle(argv: readonly string[]): string {
  const folder = join(place, 'bundle');
  const root = join(folder, 'rootfs');
  if (!existsSync(root)) {
    mkdirSync(join(root, 'usr'), { recursive: true });
    for (const name of ['bin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(root, name));
  }
  sh(`cd ${folder}; rm -f config.json; runc spec`);
  const spec = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
  spec.mounts.push({ destination: '/usr', type: 'bind', source: '/usr', options: ['rbind', 'ro'] });
  spec.mounts.push({ destination: '/tmp', type: 'tmpfs', source: 'tmpfs' });
  spec.process = { ...spec.process, terminal: false, args: argv };
  for (const one of spec.linux.namespaces) if (one.type === 'network') one.path = join('/run/netns', NAMESPACES[1]);
  writeFileSync(join(folder, 'config.json'), JSON.stringify(spec));
  return folder;
}

function byHandOnce(arm: (typeof ARMS)[number], argv: readonly string[]): number {
  const call =
    arm === 'native'
      ? ['ip', 'netns', 'exec', NAMESPACES[1], ...argv]
      : ['runc', 'run', '--bundle', bundle(argv), `bench-${process.pid}`];
  const [file = '', ...rest] = call;
  return readIperf(execFileSync(file, rest, { encoding: 'utf8' })).received.bitsPerSecond / 1e9;
}

/** The same by hand: one to warm up, then as many trials. */
async function byHand(run: RunDocument): Promise<Figures> {
  makeLink();
  const server = spawn('ip', ['netns', 'exec', NAMESPACES[0], 'iperf3', '--server', '--port', PORT], {
    stdio: 'ignore',
  });
  try {
    while (!sh(`ip netns exec ${NAMESPACES[0]} ss -Hltn`).includes(`:${PORT} `)) await delay(20);
    const taken = BENCHMARKS.flatMap((benchmark) =>
      ARMS.flatMap((arm) => {
        const argv = client(run, benchmark);
        byHandOnce(arm, argv);
        return Array.from({ length: trials }, () => [`${arm} ${benchmark}`, byHandOnce(arm, argv)] as const);
      }),
    );
    return medians(taken);
  } finally {
    server.kill('SIGKILL');
    await once(server, 'exit');
    removeLink();
  }
}

/** Of a round in which the command goes second, the work is that of the round before. */
async function everyRound(): Promise<(readonly [Figures, Figures])[]> {
  const all: (readonly [Figures, Figures])[] = [];
  let known: RunDocument | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const first = known && round % 2 === 1 ? await byHand(known) : undefined;
    const { figures, run } = measured(round);
    known ??= run;
    all.push([figures, first ?? (await byHand(known))]);
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
  return all;
}

/** Of a two-sided interval of 95 %. */
const TAIL = 0.025;

function row(name: string, taken: readonly (readonly [Figures, Figures])[]): string {
  const of = (figures: Figures) => figures.get(name) ?? Number.NaN;
  const logs = taken.map(([command, hand]) => Math.log(of(command) / of(hand)));
  const { low, high } = hodgesLehmannInterval(logs, TAIL);
  const ends = [low, high].map((end) => end ?? Number.NaN);
  const both = [0, 1].map((at) => median(taken.map((one) => of(one[at as 0 | 1]))).toFixed(2));
  const ratio = [hodgesLehmann(logs), ...ends].map((value) => Math.exp(value).toFixed(3));
  return `| ${[name, ...both, `${ratio[0]} [${ratio[1]}, ${ratio[2]}]`].join(' | ')} |`;
}

try {
  console.log(`host: ${sh('iperf3 --version').split('\n')[0]}, ${sh('cat /proc/loadavg').trim()}`);
  const taken = await everyRound();
  console.log(`| ${taken.length} rounds of ${trials} trials | command, Gbit/s | by hand, Gbit/s | ratio, 95 % |`);
  console.log('| --- | ---: | ---: | ---: |');
  for (const benchmark of BENCHMARKS) for (const arm of ARMS) console.log(row(`${arm} ${benchmark}`, taken));
} finally {
  removeLink();
  rmSync(place, { recursive: true });
}
