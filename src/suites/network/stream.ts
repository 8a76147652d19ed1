/**
 * Measures a stream with irtt: packets that leave at a fixed distance of time, at a rate that every runtime can hold.
 * What counts is how late they are, and what the stream costs, not how much would pass.
 */
import { NETWORK } from '../../sandbox/network.js';
import { SANDBOX } from '../../sandbox/paths.js';
import { type Benchmark, OutputError, type Suite, type Work } from '../benchmark.js';
import { amountOf } from '../fixed-work.js';
import { type IrttRun, KEPT, readIrtt } from './irtt-output.js';

const PORT = 2112;

/** Bytes: what a packet of video or sound carries at the most, so that it is never cut (RFC 8088, section 6). */
const PACKET_BYTES = 1200;

/** The length of a stream, so that a number of packets is a rate. */
const SECONDS = 1;

/** s: what a stream may take beside its length; irtt waits for the last answers. */
const PATIENCE = 30;

const PACKETS = 'packets';

/**
 * The rate that is tried on native, packets/s. irtt sleeps between packets, as a program that sends a stream does, and
 * sends no more than some 850 a second however many are asked for (natively, on a virtual machine of two CPUs).
 */
const PROBE: Work & { kind: 'fixed' } = { kind: 'fixed', amount: 1000, unit: PACKETS };

/** A stream has this share of the answers to the probe, so that a runtime can hold its rate. */
const SHARE = 1 / 2;

/** P99 needs this many answers, so that at least one lies in the slowest hundredth. */
const LEAST_ANSWERS = 100;

const REPORT = `${SANDBOX.root}/irtt.json`;

/** The timestamps and counts of the server are left out: they would be part of each packet, and of the report. */
const OPTIONS = ['-Q', '-4', '--tstamp=none', '--stats=none', '-d', `${SECONDS}s`, '-l', String(PACKET_BYTES)];

const intervalOf = (work: Work): number => Math.round((SECONDS * 1e9) / amountOf(work, PACKETS));

const udp: Benchmark = {
  id: 'stream.udp',
  suite: 'stream',
  summary: `UDP packets of ${PACKET_BYTES} bytes to the host and back, at the same rate in every runtime`,
  metrics: [
    { name: 'round_trip_p99', unit: 'us', direction: 'lower' },
    { name: 'round_trip_p50', unit: 'us', direction: 'lower' },
    { name: 'jitter', unit: 'us', direction: 'lower' },
    { name: 'lost_share', unit: 'share', direction: 'lower' },
    { name: 'sent_share', unit: 'share', direction: 'higher' },
    { name: 'cpu_per_gib', unit: 's', direction: 'lower' },
  ],
  primaryMetric: 'round_trip_p99',
  ungated: true,
  pairs: 1,
  packages: ['irtt'],
  server: { argv: ['irtt', 'server', '-b', `${NETWORK.peer}:${PORT}`, '-i', '0'], port: PORT, transport: 'udp' },
  wholeHost: {
    metric: 'cpu_per_gib',
    amount: (work, { sent_share: share = 1 }) => (amountOf(work, PACKETS) * share * PACKET_BYTES) / 1024 ** 3,
  },
  defaultWork: { ...PROBE, amount: SHARE * PROBE.amount },
  workSizer: {
    probe: PROBE,
    work(metrics) {
      const { sent_share: sent = 0, lost_share: lost = 0 } = metrics;
      return { ...PROBE, amount: Math.max(Math.floor(PROBE.amount * sent * (1 - lost) * SHARE), LEAST_ANSWERS) };
    },
  },
  setup: [],
  command: (work) => ({
    cwd: SANDBOX.root,
    seconds: PATIENCE + SECONDS,
    argv: [
      ...['/bin/sh', '-c', `irtt client "$@" && sed -n -E 's/^ *//; /${KEPT}/p' ${REPORT}`, 'irtt'],
      ...[...OPTIONS, '-i', `${intervalOf(work)}ns`, '-o', REPORT, `${NETWORK.peer}:${PORT}`],
    ],
  }),
  teardown: [],
  parse(output, work) {
    const run = readIrtt(output);
    refuseOther(run, work);
    const { sent, answered, roundTrips, variations } = run;
    const rising = roundTrips.toSorted((a, b) => a - b);
    const percentile = (rank: number) => (rising[Math.ceil((rank / 100) * rising.length) - 1] ?? 0) / 1000;
    return {
      round_trip_p99: percentile(99),
      round_trip_p50: percentile(50),
      jitter: variations.reduce((sum, value) => sum + value, 0) / variations.length / 1000,
      lost_share: (sent - answered) / sent,
      sent_share: sent / amountOf(work, PACKETS),
    };
  },
};

function refuseOther({ interval, length, sent, answered, variations }: IrttRun, work: Work): void {
  const asked = amountOf(work, PACKETS);
  const printed = `${length} bytes each ${interval} ns, ${sent} packets`;
  if (interval !== intervalOf(work) || length !== PACKET_BYTES || sent > asked + 1)
    throw new OutputError(`irtt did not run what it was asked to: ${printed}, asked for ${asked}`, []);
  if (answered < LEAST_ANSWERS || variations.length === 0)
    throw new OutputError(`${answered} packets were answered, and P99 needs ${LEAST_ANSWERS}`, []);
}

/** In no profile: like `network`, it gives every sandbox a link that other suites are without. */
export const stream: Suite = {
  name: 'stream',
  summary: 'packets at a fixed rate over a link to the host',
  benchmarks: [udp],
};
