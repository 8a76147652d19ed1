/** Reads strictly what sockperf prints about one test. Output that contradicts itself is an OutputError. */
import { stripVTControlCharacters } from 'node:util';
import { OutputError } from '../benchmark.js';

export interface SockperfRun {
  /** Whether the printed times are of the way there and back, or half of that. */
  readonly times: 'round trip' | 'one way';
  /** The messages that were answered in the part of the test that counts. */
  readonly answers: number;
  /** The length of that part, in seconds. */
  readonly seconds: number;
  /** The messages that were sent and not answered when the test ended; TCP does not lose any. */
  readonly unanswered: number;
  /** Microseconds by percentile. */
  readonly percentiles: ReadonlyMap<number, number>;
  /** Microseconds. */
  readonly average: number;
}

/** A report has some 30 lines, and warnings may come before it. */
const MOST_TEXT = 64 * 1024;

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;

/** @throws OutputError for output that cannot be read, or that contradicts itself. */
export function readSockperf(output: string): SockperfRun {
  if (output.length > MOST_TEXT) throw new OutputError('sockperf printed more than a report', [output.slice(0, 200)]);
  // sockperf colours some lines even where its output is not a terminal.
  const text = stripVTControlCharacters(output);
  const [, seconds] = once(
    text,
    String.raw`\[Valid Duration\] RunTime=${NUMBER} sec; SentMessages=\d+; ReceivedMessages=\d+`,
  );
  const [, kind, average] = once(text, `====> avg-(rtt|latency)= *${NUMBER} `);
  const [, unanswered, ...faults] = once(
    text,
    '# dropped messages = (\\d+); # duplicated messages = (\\d+); # out-of-order messages = (\\d+)',
  );
  const [, answers] = once(text, String.raw`Total (\d+) observations; each percentile contains ${NUMBER} observations`);
  const run: SockperfRun = {
    times: kind === 'rtt' ? 'round trip' : 'one way',
    answers: Number(answers),
    seconds: Number(seconds),
    unanswered: Number(unanswered),
    percentiles: percentilesIn(text),
    average: Number(average),
  };
  demand(
    faults.every((count) => count === '0'),
    'messages of a TCP connection were doubled or out of order',
    text,
  );
  return consistent(run, text);
}

/**
 * Returns the match of the only line that has this pattern.
 * @throws OutputError unless exactly one line has it.
 */
function once(text: string, pattern: string): RegExpMatchArray {
  const [found, another] = [...text.matchAll(new RegExp(`^sockperf: ${pattern}`, 'gm'))];
  if (found && !another) return found;
  const what = found ? 'twice what a report has once' : 'no report';
  throw new OutputError(`sockperf printed ${what}`, [pattern, ...lastLines(text)]);
}

function percentilesIn(text: string): Map<number, number> {
  const lines = text.matchAll(new RegExp(`^sockperf: ---> percentile ${NUMBER} = *${NUMBER}$`, 'gm'));
  return new Map(Array.from(lines, ([, rank, value]) => [Number(rank), Number(value)]));
}

function consistent(run: SockperfRun, text: string): SockperfRun {
  const [, most] = once(text, `---> <MAX> observation = *${NUMBER}$`);
  const [, least] = once(text, `---> <MIN> observation = *${NUMBER}$`);
  const { percentiles, average, seconds, answers } = run;
  const falling = [most, ...[...percentiles].toSorted(([a], [b]) => b - a).map(([, value]) => value), least].map(
    Number,
  );
  demand(answers > 0 && seconds > 0, 'nothing was answered', text);
  demand(percentiles.has(50) && percentiles.has(99), 'it has not the percentiles 50 and 99', text);
  demand(
    falling.every((value, at) => at === 0 || value <= (falling[at - 1] ?? value)),
    'a lower percentile takes longer',
    text,
  );
  demand(average <= Number(most) && average >= Number(least), 'the average is none of them', text);
  return run;
}

function demand(holds: boolean, contradiction: string, text: string): void {
  if (!holds) throw new OutputError(`sockperf's figures cannot be: ${contradiction}`, lastLines(text));
}

const lastLines = (output: string) =>
  output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-8);
