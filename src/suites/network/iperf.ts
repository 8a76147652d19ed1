/**
 * Measures with iperf3 how much passes a link: as a stream of TCP, and as small packets of UDP. The figure of the
 * receiver counts.
 */
import { NETWORK } from '../../sandbox/network.js';
import { SANDBOX } from '../../sandbox/paths.js';
import { type Benchmark, type Command, OutputError, type Work } from '../benchmark.js';
import { amountOf, TOTAL_TIME, workSizerByTime } from '../fixed-work.js';
import { type IperfRun, readIperf } from './iperf-output.js';

const PORT = 5201;

const COMMON = {
  suite: 'network',
  pairs: 1,
  packages: ['iperf3'],
  server: { argv: ['iperf3', '--server', '--bind', NETWORK.peer, '--port', String(PORT)], port: PORT },
  setup: [],
  teardown: [],
} as const;

/** s: what any trial may take beside its work. */
const PATIENCE = 30;

/** MiB and packets in a second: a link that is slower rather hangs. */
const SLOWEST = { mib: 4, packets: 2000 };

/** @param workSeconds what its work takes at the most. */
const client = (direction: IperfRun['direction'], options: readonly string[], workSeconds: number): Command => ({
  cwd: SANDBOX.root,
  seconds: PATIENCE + workSeconds,
  argv: [
    ...['iperf3', '--client', NETWORK.peer, '--port', String(PORT), '--json', ...options],
    ...(direction === 'receive' ? ['--reverse'] : []),
  ],
});

/** Trials are longer than others because a connection needs some 10 ms until it is as fast as it gets. */
const LENGTHS = 3;

const MIB = 1024 ** 2;

interface Transfer extends Pick<Benchmark, 'ungated' | 'byName'> {
  readonly name: string;
  readonly direction: IperfRun['direction'];
  readonly streams: number;
  /** Of a write or read. */
  readonly blockKib: number;
  readonly options: readonly string[];
  readonly summary: string;
}

/** In blocks of iperf3's own size. */
const ONE = { streams: 1, blockKib: 128, options: [] };
const FOUR = { ...ONE, streams: 4, byName: true } as const;

const TRANSFERS: readonly Transfer[] = [
  { ...ONE, name: 'send', direction: 'send', summary: 'TCP from the sandbox to the host, one stream' },
  { ...ONE, name: 'receive', direction: 'receive', summary: 'TCP from the host to the sandbox, one stream' },
  { ...FOUR, name: 'send.4', direction: 'send', summary: 'TCP from the sandbox to the host, four streams' },
  { ...FOUR, name: 'receive.4', direction: 'receive', summary: 'TCP from the host to the sandbox, four streams' },
  {
    ...{ ...ONE, blockKib: 1, options: ['--no-delay'], ungated: true, byName: true },
    ...{ name: 'send.1k', direction: 'send' },
    summary: 'TCP from the sandbox to the host, one stream of writes of 1 KiB, each sent at once',
  },
];

/** The probe takes 20 to 40 ms at 3 to 10 Gbit/s. */
const PROBE: Work & { kind: 'fixed' } = { kind: 'fixed', amount: 32, unit: 'MiB' };

function tcp({ name, direction, streams, blockKib, options, summary, ungated, byName }: Transfer): Benchmark {
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
    ...(ungated && { ungated }),
    ...(byName && { byName }),
    wholeHost: { metric: 'cpu_per_gib', amount: (work) => amountOf(work, 'MiB') / 1024 },
    defaultWork: { ...PROBE, amount: 4 * PROBE.amount },
    workSizer: workSizerByTime(PROBE, LENGTHS),
    command(work) {
      const amount = amountOf(work, 'MiB');
      const sizes = ['--bytes', `${amount}M`, '--length', `${blockKib}K`, '--parallel', String(streams)];
      return client(direction, [...sizes, ...options], amount / SLOWEST.mib);
    },
    parse(output, work) {
      const run = readIperf(output);
      confirm(run, { protocol: 'TCP', direction, streams, blockBytes: blockKib * 1024 });
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

/** As fast as the sender can; what the receiver has no time for is lost. */
const UDP = {
  ...COMMON,
  metrics: [
    { name: 'packets_per_second', unit: 'packets/s', direction: 'higher' },
    { name: 'delivered_share', unit: 'share', direction: 'higher' },
    { name: 'jitter', unit: 'ms', direction: 'lower' },
    TOTAL_TIME,
    { name: 'cpu_per_million', unit: 's', direction: 'lower' },
  ],
  primaryMetric: 'packets_per_second',
  ungated: true,
} as const;

const UDP_OPTIONS = ['--udp', '--bitrate', '0', '--length', String(PACKET_BYTES)];

const udpSend: Benchmark = {
  ...UDP,
  id: 'network.udp.send',
  summary: `UDP packets of ${PACKET_BYTES} bytes from the sandbox to the host, as fast as it can, one stream`,
  wholeHost: { metric: 'cpu_per_million', amount: (work) => amountOf(work, PACKETS.unit) / 1e6 },
  defaultWork: { ...PACKETS, amount: 3 * PACKETS.amount },
  workSizer: workSizerByTime(PACKETS, LENGTHS),
  command(work) {
    const amount = amountOf(work, PACKETS.unit);
    return client('send', [...UDP_OPTIONS, '--blockcount', String(amount)], amount / SLOWEST.packets);
  },
  parse: (output, work) => packetsIn(output, { direction: 'send', askedBlocks: amountOf(work, PACKETS.unit) }),
};

const SECOND: Work & { kind: 'timed' } = { kind: 'timed', seconds: 1 };

/**
 * Bound by time: asked for a number of packets, iperf3's client counts what it has received, and the server stops once
 * it has sent as many. Where one is lost both wait, until the client's idle timeout of two minutes ends it with an
 * error.
 */
const udpReceive: Benchmark = {
  ...UDP,
  id: 'network.udp.receive',
  summary: `UDP packets of ${PACKET_BYTES} bytes from the host to the sandbox, as fast as the host can, one stream`,
  byName: true,
  wholeHost: {
    metric: 'cpu_per_million',
    amount: (_, { packets_per_second: rate = 0, total_time: seconds = 0, delivered_share: share = 1 }) =>
      (rate * seconds) / share / 1e6,
  },
  defaultWork: SECOND,
  command: (work) => client('receive', [...UDP_OPTIONS, '--time', String(secondsOf(work))], secondsOf(work)),
  parse: (output, work) => packetsIn(output, { direction: 'receive', askedSeconds: secondsOf(work) }),
};

function secondsOf(work: Work): number {
  if (work.kind === 'timed' && Number.isInteger(work.seconds) && work.seconds > 0) return work.seconds;
  throw new Error(`iperf3 runs for whole seconds, not ${JSON.stringify(work)}`);
}

function packetsIn(output: string, asked: Partial<IperfRun>): Record<string, number> {
  const run = readIperf(output);
  confirm(run, { protocol: 'UDP', streams: 1, blockBytes: PACKET_BYTES, ...asked });
  const { received, packets } = run;
  if (!packets) throw new OutputError("iperf3's report does not count packets", []);
  const arrived = received.bytes / PACKET_BYTES;
  return {
    packets_per_second: arrived / received.seconds,
    delivered_share: arrived / packets.sent,
    jitter: packets.jitterMs,
    [TOTAL_TIME.name]: received.seconds,
  };
}

/** @throws OutputError unless the report says what was asked for. */
function confirm(run: IperfRun, asked: Partial<IperfRun>): void {
  const printed: Readonly<Record<string, unknown>> = { ...run };
  const wrong = Object.entries(asked).filter(([name, value]) => printed[name] !== value);
  if (wrong.length === 0) return;
  const lines = wrong.map(([name, value]) => `${name}: ${printed[name]}, asked for ${value}`);
  throw new OutputError('iperf3 did not run what it was asked to', lines);
}

export const iperfBenchmarks: readonly Benchmark[] = [...TRANSFERS.map(tcp), udpSend, udpReceive];
