/** Reads strictly what `wrk --latency` prints. A report that contradicts itself is an OutputError. */
import { OutputError } from '../benchmark.js';

export interface WrkRun {
  readonly threads: number;
  readonly connections: number;
  readonly requests: number;
  readonly seconds: number;
  readonly requestsPerSecond: number;
  /** How long a request took, in ms, by percentile. */
  readonly percentiles: ReadonlyMap<number, number>;
  /** The number of requests that failed, by the word that wrk has for the fault. */
  readonly faults: ReadonlyMap<string, number>;
}

const MOST_TEXT = 16 * 1024;

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;

/** Each unit that wrk prints, in ms. */
const TIMES: ReadonlyMap<string, number> = new Map([
  ['us', 0.001],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
]);

/** @throws OutputError for a report that cannot be read, or that contradicts itself. */
export function readWrk(output: string): WrkRun {
  if (output.length > MOST_TEXT) throw new OutputError('wrk printed more than a report', [output.slice(0, 200)]);
  const [, threads, connections] = once(output, String.raw` +(\d+) threads and (\d+) connections`);
  const [, requests, length, unit = ''] = once(output, String.raw` +(\d+) requests in ${NUMBER}(ms|us|s|m), \S+ read`);
  const [, rate] = once(output, `Requests/sec: +${NUMBER}`);
  const run: WrkRun = {
    threads: Number(threads),
    connections: Number(connections),
    requests: Number(requests),
    seconds: (Number(length) * (TIMES.get(unit) ?? Number.NaN)) / 1000,
    requestsPerSecond: Number(rate),
    percentiles: percentilesIn(output),
    faults: faultsIn(output),
  };
  return consistent(run, output);
}

/**
 * Returns the match of the only line that has this pattern.
 * @throws OutputError unless exactly one line has it.
 */
function once(text: string, line: string): RegExpMatchArray {
  const [found, another] = [...text.matchAll(new RegExp(`^${line}$`, 'gm'))];
  if (found && !another) return found;
  const what = found ? 'twice what a report has once' : 'no report';
  throw new OutputError(`wrk printed ${what}`, [line, ...lastLines(text)]);
}

function percentilesIn(text: string): Map<number, number> {
  const lines = text.matchAll(new RegExp(`^ +(\\d+)% +${NUMBER}(us|ms|s|m)$`, 'gm'));
  return new Map(
    Array.from(lines, ([, rank, value, unit = '']) => [Number(rank), Number(value) * (TIMES.get(unit) ?? Number.NaN)]),
  );
}

function faultsIn(text: string): Map<string, number> {
  const sockets = /^ +Socket errors: (.*)$/m.exec(text)?.[1] ?? '';
  const counted = sockets.matchAll(/(connect|read|write|timeout) (\d+)/g);
  const faults = Array.from(counted, ([, what = '', count]): [string, number] => [what, Number(count)]);
  const answers = /^ *Non-2xx or 3xx responses: (\d+)$/m.exec(text)?.[1];
  return new Map([...faults, ...(answers ? [['no success', Number(answers)] as const] : [])].filter(([, n]) => n > 0));
}

/** s: wrk prints two decimals of the seconds. */
const STEP = 0.006;

function consistent(run: WrkRun, text: string): WrkRun {
  const { requests, seconds, requestsPerSecond: rate, percentiles } = run;
  const rising = [...percentiles].toSorted(([a], [b]) => a - b).map(([, value]) => value);
  demand(requests > 0 && seconds > 0, 'nothing was answered', text);
  demand(
    Math.abs(requests / rate - seconds) <= STEP + 0.001 * seconds,
    'rate, requests and seconds do not agree',
    text,
  );
  demand(percentiles.has(50) && percentiles.has(99), 'it has not the percentiles 50 and 99', text);
  demand(
    rising.every((value, at) => at === 0 || value >= (rising[at - 1] ?? value)),
    'a higher percentile takes less time',
    text,
  );
  return run;
}

function demand(holds: boolean, contradiction: string, text: string): void {
  if (!holds) throw new OutputError(`wrk's figures cannot be: ${contradiction}`, lastLines(text));
}

const lastLines = (output: string) =>
  output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-8);
