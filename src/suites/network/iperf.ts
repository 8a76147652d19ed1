/**
 * Measures with iperf3 how much passes a link: as a stream of TCP, and as small packets of UDP. The figure of the
 * receiver counts.
 */
import { NETWORK } from '../../sandbox/network.js';
import { SANDBOX } from '../../sandbox/paths.js';
import { type Benchmark, OutputError, type Work } from '../benchmark.js';
import { amountOf, TOTAL_TIME, workSizerByTime } from '../fixed-work.js';
import { type IperfRun, readIperf } from './iperf-output.js';

const PORT = 5201;

const COMMON = {
  suite: 'network',
  packages: ['iperf3'],
  server: { argv: ['iperf3', '--server', '--port', String(PORT)], port: PORT },
  setup: [],
  teardown: [],
} as const;

const client = (direction: IperfRun['direction'], options: readonly string[]) => ({
  cwd: SANDBOX.root,
  argv: [
    ...['iperf3', '--client', NETWORK.peer, '--port', String(PORT), '--json', ...options],
    ...(direction === 'receive' ? ['--reverse'] : []),
  ],
});

/** Trials are longer than others because a connection needs some 10 ms until it is as fast as it gets. */
const LENGTHS = 3;

/** The size of a write or read that iperf3 uses by default. */
const BLOCK_KIB = 128;
const MIB = 1024 ** 2;

interface Transfer {
  readonly name: string;
  readonly direction: IperfRun['direction'];
  readonly streams: number;
  readonly summary: string;
}

const TRANSFERS: readonly Transfer[] = [
  { name: 'send', direction: 'send', streams: 1, summary: 'TCP from the sandbox to the host, one stream' },
  { name: 'receive', direction: 'receive', streams: 1, summary: 'TCP from the host to the sandbox, one stream' },
  { name: 'send.4', direction: 'send', streams: 4, summary: 'TCP from the sandbox to the host, four streams' },
  { name: 'receive.4', direction: 'receive', streams: 4, summary: 'TCP from the host to the sandbox, four streams' },
];

/** The probe takes 20 to 40 ms at 3 to 10 Gbit/s. */
const PROBE: Work & { kind: 'fixed' } = { kind: 'fixed', amount: 32, unit: 'MiB' };

function tcp({ name, direction, streams, summary }: Transfer): Benchmark {
  return {
    ...COMMON,
    id: `network.tcp.${name}`,
    summary,
    metrics: [
      { name: 'throughput', unit: 'Gbit/s', direction: 'higher' },
      TOTAL_TIME,
      { name: 'retransmits', unit: 'segments', direction: 'lower' },
      { name: 'cpu_per_gib', unit: 's', direction: 'lower' },
    ],
    primaryMetric: 'throughput',
    wholeHost: { metric: 'cpu_per_gib', amount: (work) => amountOf(work, 'MiB') / 1024 },
    defaultWork: { ...PROBE, amount: 4 * PROBE.amount },
    workSizer: workSizerByTime(PROBE, LENGTHS),
    command: (work) =>
      client(direction, [
        ...['--bytes', `${amountOf(work, 'MiB')}M`, '--length', `${BLOCK_KIB}K`],
        ...['--parallel', String(streams)],
      ]),
    parse(output, work) {
      const run = readIperf(output);
      confirm(run, { protocol: 'TCP', direction, streams, blockBytes: BLOCK_KIB * 1024 });
      confirm(run, { askedBytes: amountOf(work, 'MiB') * MIB });
      const { received, retransmits = 0 } = run;
      return { throughput: received.bitsPerSecond / 1e9, [TOTAL_TIME.name]: received.seconds, retransmits };
    },
  };
}

/**
 * The size of a packet's content. It is typical of what calls and games send, and small enough that the cost of each
 * packet is all that counts.
 */
const PACKET_BYTES = 64;

/** The probe takes 50 to 200 ms at 100,000 to 400,000 packets/s. */
const PACKETS: Work & { kind: 'fixed' } = { kind: 'fixed', amount: 20_000, unit: 'packets' };

/**
 * Sends as fast as the sender can; packets that the receiver has no time for are lost. There is no test from the host
 * to the sandbox, because iperf3 that was asked for a number of packets then waits for ever for those that were lost.
 */
const udp: Benchmark = {
  ...COMMON,
  id: 'network.udp.send',
  summary: 'UDP packets of 64 bytes from the sandbox to the host, as fast as it can, one stream',
  metrics: [
    { name: 'packets_per_second', unit: 'packets/s', direction: 'higher' },
    { name: 'delivered_share', unit: 'share', direction: 'higher' },
    { name: 'jitter', unit: 'ms', direction: 'lower' },
    TOTAL_TIME,
    { name: 'cpu_per_million', unit: 's', direction: 'lower' },
  ],
  primaryMetric: 'packets_per_second',
  ungated: true,
  wholeHost: { metric: 'cpu_per_million', amount: (work) => amountOf(work, PACKETS.unit) / 1e6 },
  defaultWork: { ...PACKETS, amount: 3 * PACKETS.amount },
  workSizer: workSizerByTime(PACKETS, LENGTHS),
  command: (work) =>
    client('send', [
      ...['--udp', '--bitrate', '0', '--length', String(PACKET_BYTES)],
      ...['--blockcount', String(amountOf(work, PACKETS.unit))],
    ]),
  parse(output, work) {
    const run = readIperf(output);
    confirm(run, { protocol: 'UDP', direction: 'send', streams: 1, blockBytes: PACKET_BYTES });
    confirm(run, { askedBlocks: amountOf(work, PACKETS.unit) });
    const { received, packets } = run;
    if (!packets) throw new OutputError("iperf3's report does not count packets", []);
    const arrived = received.bytes / PACKET_BYTES;
    return {
      packets_per_second: arrived / received.seconds,
      delivered_share: arrived / packets.sent,
      jitter: packets.jitterMs,
      [TOTAL_TIME.name]: received.seconds,
    };
  },
};

/** @throws OutputError unless the report confirms what was asked for. */
function confirm(run: IperfRun, asked: Partial<IperfRun>): void {
  const printed: Readonly<Record<string, unknown>> = { ...run };
  const wrong = Object.entries(asked).filter(([name, value]) => printed[name] !== value);
  if (wrong.length === 0) return;
  const lines = wrong.map(([name, value]) => `${name}: ${printed[name]}, asked for ${value}`);
  throw new OutputError('iperf3 did not run what it was asked to', lines);
}

export const iperfBenchmarks: readonly Benchmark[] = [...TRANSFERS.map(tcp), udp];
