/** Reads strictly what `iperf3 --json` prints about one test. A report that contradicts itself is an OutputError. */
import * as z from 'zod';
import { tryJson } from '../../json.js';
import { OutputError } from '../benchmark.js';

const amount = z.number().finite().nonnegative();

const sumSchema = z.looseObject({ seconds: amount, bytes: amount, bits_per_second: amount });

const packetSumSchema = sumSchema.extend({ packets: amount, lost_packets: amount, jitter_ms: amount });

/** The fields that are used. iperf3 prints many more, which differ between its versions. */
const reportSchema = z.looseObject({
  start: z.looseObject({
    version: z.string().regex(/^iperf 3\.\d+/, 'is not of iperf 3'),
    test_start: z.looseObject({
      protocol: z.string(),
      num_streams: amount,
      blksize: amount,
      duration: amount,
      bytes: amount,
      blocks: amount,
      reverse: amount,
    }),
  }),
  end: z.looseObject({
    sum_sent: sumSchema.extend({ retransmits: amount.optional() }),
    sum_received: sumSchema,
    sum: packetSumSchema.optional(),
  }),
});

/**
 * Before 3.11, as in Ubuntu 22.04, a report of UDP has one sum: the sender's bytes and packets, and the receiver's
 * time and losses.
 */
const oneSumSchema = z.looseObject({
  start: z.looseObject({ test_start: z.looseObject({ protocol: z.literal('UDP'), blksize: amount }) }),
  end: z.looseObject({ sum: packetSumSchema, sum_sent: z.never().optional(), sum_received: z.never().optional() }),
});

/** Returns the report with the sums of both ends. What was not lost has arrived. */
function withBothSums(json: unknown): unknown {
  const { data } = oneSumSchema.safeParse(json);
  if (data === undefined) return json;
  const { sum } = data.end;
  const bytes = (sum.packets - sum.lost_packets) * data.start.test_start.blksize;
  const received = { ...sum, bytes, bits_per_second: (8 * bytes) / sum.seconds };
  return { ...data, end: { ...data.end, sum_sent: sum, sum_received: received } };
}

export interface IperfRun {
  readonly protocol: string;
  readonly streams: number;
  /** The bytes of each write or read; for UDP, the size of a packet's content. */
  readonly blockBytes: number;
  /** What the test was asked for; 0 where it was asked for another one of these. */
  readonly askedBytes: number;
  readonly askedBlocks: number;
  readonly askedSeconds: number;
  readonly direction: 'send' | 'receive';
  readonly sentBytes: number;
  readonly received: { readonly bytes: number; readonly seconds: number; readonly bitsPerSecond: number };
  /** The number of TCP segments that the sender sent again; undefined where its system does not tell. */
  readonly retransmits: number | undefined;
  readonly packets?: { readonly sent: number; readonly lost: number; readonly jitterMs: number };
}

/** A whole report is some 3 KiB a stream. */
const MOST_TEXT = 256 * 1024;

/** @throws OutputError for a report that cannot be read, or that contradicts itself. */
export function readIperf(output: string): IperfRun {
  if (output.length > MOST_TEXT) throw new OutputError('iperf3 printed more than a report', [output.slice(0, 200)]);
  const json = tryJson(output);
  if (json === undefined) throw new OutputError('iperf3 printed something that is not JSON', firstLines(output));
  const error = z.object({ error: z.string() }).safeParse(json);
  if (error.success) throw new OutputError('iperf3 ended with an error', [error.data.error]);
  const report = reportSchema.safeParse(withBothSums(json));
  if (!report.success) {
    const faults = report.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new OutputError("iperf3's report lacks what is read from it", faults);
  }
  return consistent(runOf(report.data));
}

function runOf({ start: { test_start }, end }: z.infer<typeof reportSchema>): IperfRun {
  const { sum_sent, sum_received, sum } = end;
  return {
    protocol: test_start.protocol,
    streams: test_start.num_streams,
    blockBytes: test_start.blksize,
    askedBytes: test_start.bytes,
    askedBlocks: test_start.blocks,
    askedSeconds: test_start.duration,
    direction: test_start.reverse === 0 ? 'send' : 'receive',
    sentBytes: sum_sent.bytes,
    received: {
      bytes: sum_received.bytes,
      seconds: sum_received.seconds,
      bitsPerSecond: sum_received.bits_per_second,
    },
    retransmits: sum_sent.retransmits,
    ...(sum && { packets: { sent: sum.packets, lost: sum.lost_packets, jitterMs: sum.jitter_ms } }),
  };
}

/** The figures are rounded to a microsecond; this is that step in seconds. */
const CLOCK_STEP = 1e-6;
/** The relative difference of a rate that is allowed, because the two ends disagree about when the test ended. */
const TOLERANCE = 0.01;

function consistent(run: IperfRun): IperfRun {
  const { received, sentBytes, packets } = run;
  demand(received.bytes > 0, 'nothing was received');
  demand(received.seconds > CLOCK_STEP, 'it took no time');
  demand(received.bytes <= sentBytes, 'more was received than sent');
  const rate = (8 * received.bytes) / received.seconds;
  const rounding = CLOCK_STEP / received.seconds;
  demand(
    Math.abs(received.bitsPerSecond / rate - 1) <= TOLERANCE + rounding,
    'the rate does not agree with bytes and seconds',
  );
  if (packets) demand(packets.lost <= packets.sent, 'more packets were lost than sent');
  return run;
}

function demand(holds: boolean, contradiction: string): void {
  if (!holds) throw new OutputError(`iperf3's figures contradict each other: ${contradiction}`, []);
}

const firstLines = (output: string) =>
  output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 8);
