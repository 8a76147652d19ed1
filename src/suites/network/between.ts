/** Measures the traffic between two sandboxes of one runtime, each of which has a link. */
import { SANDBOX } from '../../sandbox/paths.js';
import { type Benchmark, type Command, type MetricDefinition, OutputError } from '../benchmark.js';
import { crowdBenchmark } from '../crowd.js';
import { readIperf } from './iperf-output.js';
import { readSockperf } from './sockperf-output.js';

interface Exchange {
  readonly name: string;
  readonly summary: string;
  readonly program: string;
  /** The first is the primary metric. */
  readonly metrics: readonly MetricDefinition[];
  readonly serve: string;
  readonly ask: (address: string) => string;
  /**
   * @param cpuSeconds what the whole host used of its CPUs while it ran.
   * @throws OutputError for output that is not the program's.
   */
  readonly read: (output: string, cpuSeconds: number) => Record<string, number>;
}

/** This amount takes about two seconds at 1 Gbit/s. */
const MIB = 256;
const MESSAGE_BYTES = 64;
/** sockperf counts whole seconds. */
const MESSAGES_SECONDS = 1;

const EXCHANGES: readonly Exchange[] = [
  {
    name: 'tcp',
    summary: 'TCP from one sandbox to another one of the same runtime, one stream',
    program: 'iperf3',
    metrics: [
      { name: 'throughput', unit: 'Gbit/s', direction: 'higher' },
      { name: 'retransmits', unit: 'segments', direction: 'lower' },
      { name: 'cpu_per_gib', unit: 's', direction: 'lower' },
    ],
    serve: 'iperf3 --server',
    ask: (address) => `iperf3 --client ${address} --json --bytes ${MIB}M --length 128K`,
    read(output, cpuSeconds) {
      const { protocol, askedBytes, received, retransmits = 0 } = readIperf(output);
      if (protocol !== 'TCP' || askedBytes !== MIB * 1024 ** 2)
        throw new OutputError(`iperf3 did not run what it was asked to: ${askedBytes} bytes of ${protocol}`, []);
      const throughput = received.bitsPerSecond / 1e9;
      return { throughput, retransmits, cpu_per_gib: (cpuSeconds * 1024) / MIB };
    },
  },
  {
    name: 'message',
    summary: `${MESSAGE_BYTES} bytes from one sandbox to another one of the same runtime and back, over TCP`,
    program: 'sockperf',
    metrics: [
      { name: 'round_trip_p50', unit: 'us', direction: 'lower' },
      { name: 'round_trip_p99', unit: 'us', direction: 'lower' },
      { name: 'cpu_per_message', unit: 'us', direction: 'lower' },
    ],
    serve: 'sockperf server --tcp -i 0.0.0.0',
    ask: (address) => `sockperf ping-pong --tcp -i ${address} -m ${MESSAGE_BYTES} -t ${MESSAGES_SECONDS} --full-rtt`,
    read(output, cpuSeconds) {
      const { times, percentiles, unanswered, answers, seconds } = readSockperf(output);
      if (times !== 'round trip') throw new OutputError(`sockperf did not time what it was asked to: ${times}`, []);
      if (unanswered > 0) throw new OutputError(`${unanswered} messages had no answer when the test ended`, []);
      // Messages that sockperf leaves out of its figures come at about the same rate as those that are in them.
      const messages = (answers / seconds) * MESSAGES_SECONDS;
      return {
        round_trip_p50: percentiles.get(50) ?? 0,
        round_trip_p99: percentiles.get(99) ?? 0,
        cpu_per_message: (cpuSeconds * 1e6) / messages,
      };
    },
  },
];

const shell = (script: string): Command => ({ cwd: SANDBOX.root, argv: ['/bin/sh', '-c', script] });

/** s: what a try may take at the most. */
const PATIENCE = 60;

const limited = (script: string): Command => ({ ...shell(script), seconds: PATIENCE });

/** It serves until its sandbox ends. */
const inBackground = (command: string): Command => shell(`${command} </dev/null >/dev/null 2>&1 &`);

/**
 * The client tries again for five seconds, because the server may have been started and not listen yet; the output of
 * its last try is printed. iperf3 and sockperf print an error and exit with 0 where their connection was refused, so
 * their output is searched for one.
 */
const TRIES = 50;

const untilAnswered = (command: string): Command =>
  limited(
    `n=0; until out=$(${command} 2>&1) && case $out in *'"error"'*|*' ERROR: '*) false;; esac; do n=$((n + 1)); ` +
      `[ $n -lt ${TRIES} ] || { printf '%s\\n' "$out"; exit 1; }; sleep 0.1; done; printf '%s\\n' "$out"`,
  );

function between({ name, summary, program, metrics, serve, ask, read }: Exchange): Benchmark {
  return crowdBenchmark({
    id: `network.between.${name}`,
    summary,
    packages: [program],
    linked: true,
    ungated: true,
    byName: true,
    metrics,
    crowd: {
      asked: 'to work',
      size: () => 2,
      phases: (_, [__, address = '']) => [[undefined, inBackground(serve)], [untilAnswered(ask(address))]],
      read: (printed, cpuSeconds) => read(printed.at(-1)?.[0] ?? '', cpuSeconds.at(-1) ?? 0),
    },
  });
}

export const betweenBenchmarks: readonly Benchmark[] = EXCHANGES.map(between);
