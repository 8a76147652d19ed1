/**
 * Measures with sockperf how long a small message takes there and back: one message at a time, and at a given rate.
 */
import { NETWORK } from '../../sandbox/network.js';
import { SANDBOX } from '../../sandbox/paths.js';
import { type Benchmark, OutputError, type Work } from '../benchmark.js';
import { readSockperf, type SockperfRun } from './sockperf-output.js';

const PORT = 11111;
const MESSAGE_BYTES = 64;

/** sockperf counts whole seconds, and leaves the first 0.4 s and the last 0.05 s of a test out of its figures. */
const WORK: Work & { kind: 'timed' } = { kind: 'timed', seconds: 1 };

/** P99 needs this many answers, so that at least one lies in the slowest hundredth. */
const LEAST_ANSWERS = 100;

interface Test extends Pick<Benchmark, 'byName'> {
  readonly name: string;
  readonly options: readonly string[];
  readonly summary: string;
  /** The first is the percentile of the primary metric. */
  readonly ranks: readonly [number, number];
}

const RATE = 10_000;

/** s: what a test may take beside its length. */
const PATIENCE = 30;

const TESTS: readonly Test[] = [
  {
    name: 'ping',
    options: ['ping-pong'],
    summary: `${MESSAGE_BYTES} bytes to the host and back over TCP, one after the other`,
    ranks: [50, 99],
  },
  {
    name: 'load',
    options: ['under-load', `--mps=${RATE}`, '--reply-every=1'],
    summary: `${MESSAGE_BYTES} bytes to the host and back over TCP, ${RATE} times a second`,
    ranks: [99, 50],
    byName: true,
  },
];

function messages({ name, options, summary, ranks, byName }: Test): Benchmark {
  return {
    id: `network.message.${name}`,
    suite: 'network',
    summary,
    metrics: [
      ...ranks.map((rank) => ({ name: nameOf(rank), unit: 'us', direction: 'lower' }) as const),
      { name: 'messages_per_second', unit: 'messages/s', direction: 'higher' },
      { name: 'cpu_per_message', unit: 'us', direction: 'lower' },
    ],
    primaryMetric: nameOf(ranks[0]),
    ungated: true,
    pairs: 1,
    ...(byName && { byName }),
    packages: ['sockperf'],
    server: { argv: ['sockperf', 'server', '--tcp', '-i', NETWORK.peer, '-p', String(PORT)], port: PORT },
    /**
     * The host's CPU time is divided by all messages of the test. Those at its beginning are not counted by sockperf,
     * but come at about the same rate as those that are.
     */
    wholeHost: {
      metric: 'cpu_per_message',
      amount: (_, { messages_per_second: rate = 0 }) => (rate * WORK.seconds) / 1e6,
    },
    defaultWork: WORK,
    setup: [],
    command: (work) => ({
      cwd: SANDBOX.root,
      seconds: PATIENCE + secondsOf(work),
      argv: [
        ...['sockperf', ...options, '--tcp', '-i', NETWORK.peer, '-p', String(PORT)],
        ...['-m', String(MESSAGE_BYTES), '-t', String(secondsOf(work)), '--full-rtt'],
      ],
    }),
    teardown: [],
    parse(output, work) {
      const run = readSockperf(output);
      refuseOther(run, secondsOf(work));
      const ofRank = ranks.map((rank) => [nameOf(rank), run.percentiles.get(rank) ?? 0] as const);
      return { ...Object.fromEntries(ofRank), messages_per_second: run.answers / run.seconds };
    },
  };
}

const nameOf = (rank: number): string => `round_trip_p${rank}`;

function secondsOf(work: Work): number {
  if (work.kind === 'timed' && Number.isInteger(work.seconds) && work.seconds > 0) return work.seconds;
  throw new Error(`sockperf runs for whole seconds, not ${JSON.stringify(work)}`);
}

/**
 * On a busy host some answers come after the end of a test. They are the latest of all, so where they are more than
 * the hundredth that P99 leaves out, it is not known.
 */
const MOST_UNANSWERED = 0.005;

function refuseOther({ times, seconds, answers, unanswered }: SockperfRun, asked: number): void {
  if (times !== 'round trip') throw new OutputError(`sockperf did not time what it was asked to: ${times}`, []);
  if (seconds > asked) throw new OutputError(`sockperf ran for ${seconds} s, and was asked for ${asked}`, []);
  if (unanswered > MOST_UNANSWERED * answers)
    throw new OutputError(`${unanswered} messages had no answer when the test ended, beside ${answers} that had`, []);
  if (answers < LEAST_ANSWERS)
    throw new OutputError(`${answers} messages were answered, and P99 needs ${LEAST_ANSWERS}`, []);
}

export const sockperfBenchmarks: readonly Benchmark[] = TESTS.map(messages);
