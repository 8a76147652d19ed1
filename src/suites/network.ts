/** Over a link of its own to a peer that runs natively on the host: the same link for every runtime. */

import { NETWORK } from '../sandbox/network.js';
import { SANDBOX } from '../sandbox/paths.js';
import { type Benchmark, OutputError, type Suite, type Work } from './benchmark.js';
import { amountOf, TOTAL_TIME, workSizerByTime } from './fixed-work.js';
import { type IperfRun, readIperf } from './iperf-output.js';

const PORT = 5201;

const server = { argv: ['iperf3', '--server', '--port', String(PORT)], port: PORT } as const;

/** A write or read of iperf3's own size. */
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

/** 20 to 40 ms at 3 to 10 Gbit/s. */
const PROBE: Work & { kind: 'fixed' } = { kind: 'fixed', amount: 32, unit: 'MiB' };
/** A connection needs some 10 ms until it is as fast as it gets. */
const LENGTHS = 3;

function tcp({ name, direction, streams, summary }: Transfer): Benchmark {
  const id = `network.tcp.${name}`;
  return {
    id,
    suite: 'network',
    summary,
    metrics: [
      { name: 'throughput', unit: 'Gbit/s', direction: 'higher' },
      TOTAL_TIME,
      { name: 'retransmits', unit: 'segments', direction: 'lower' },
    ],
    primaryMetric: 'throughput',
    packages: ['iperf3'],
    server,
    defaultWork: { ...PROBE, amount: 4 * PROBE.amount },
    workSizer: workSizerByTime(PROBE, LENGTHS),
    setup: [],
    command: (work) => ({
      cwd: SANDBOX.root,
      argv: [
        ...['iperf3', '--client', NETWORK.peer, '--port', String(PORT), '--json'],
        ...['--bytes', `${amountOf(work, 'MiB')}M`, '--length', `${BLOCK_KIB}K`, '--parallel', String(streams)],
        ...(direction === 'receive' ? ['--reverse'] : []),
      ],
    }),
    teardown: [],
    parse(output, work) {
      const run = readIperf(output);
      confirm(run, { protocol: 'TCP', direction, streams, blockBytes: BLOCK_KIB * 1024 });
      confirm(run, { askedBytes: amountOf(work, 'MiB') * MIB });
      const { received, retransmits = 0 } = run;
      return { throughput: received.bitsPerSecond / 1e9, [TOTAL_TIME.name]: received.seconds, retransmits };
    },
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

/** In no profile: it needs iperf3 in the userland, and gives every sandbox a link that other suites are without. */
export const network: Suite = {
  name: 'network',
  summary: 'a link to the host',
  benchmarks: TRANSFERS.map(tcp),
};
