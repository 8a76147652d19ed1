/**
 * The user's own benchmarks: a command for sh, and one figure that is read strictly from its output or is the time
 * that it takes.
 */
import { parseQuery, select } from '../config/kinds/json-query.js';
import { type Found, findNumbers, saysWhatFollows } from '../config/kinds/number-pattern.js';
import { type OwnBenchmark, type OwnCommand, writtenRow } from '../config/kinds/own-benchmarks.js';
import { tryJson } from '../json.js';
import type { PlannedBenchmark, Work } from '../results/document.js';
import { SANDBOX } from '../sandbox/paths.js';
import { type Benchmark, type Command, OutputError } from './benchmark.js';

/** The name of the one metric of such a benchmark, where it is not a time. */
const VALUE = 'value';
const TIME = 'wall_time';

/** A trial is one run of the command. */
const ONCE: Work = { kind: 'fixed', amount: 1, unit: 'command' };

export function ownBenchmark(row: OwnBenchmark): Benchmark {
  const { name, unit, direction, seconds, run, setup, teardown, metric } = row;
  const primaryMetric = 'time' in metric ? TIME : VALUE;
  const own: OwnCommand = {
    run,
    ...(setup !== undefined && { setup }),
    ...(teardown !== undefined && { teardown }),
    metric,
  };
  return {
    id: name,
    suite: name.slice(0, name.indexOf('.')),
    summary: `a command of one's own: ${run}`,
    metrics: [{ name: primaryMetric, unit, direction }],
    primaryMetric,
    defaultWork: seconds === undefined ? ONCE : { kind: 'timed', seconds },
    setup: setup === undefined ? [] : [shell(setup)],
    command: () => shell(run),
    teardown: teardown === undefined ? [] : [shell(teardown)],
    parse: (output, work, takenMs) => {
      refuseOtherLength(work, takenMs);
      return { [primaryMetric]: 'time' in metric ? takenMs / (unit === 'ms' ? 1 : 1000) : figureIn(output, own) };
    },
    own,
  };
}

/**
 * Returns the row of the input that a run measured, from its document, for the command that repeats it. It returns
 * undefined for a benchmark of ours.
 */
export function rowOf({ id, work, metrics, gate, own }: PlannedBenchmark): object | undefined {
  const metric = metrics.find(({ name }) => name === gate);
  if (!own || !metric) return undefined;
  const { run, setup, teardown } = own;
  return writtenRow({
    name: id,
    run,
    ...(setup !== undefined && { setup }),
    ...(teardown !== undefined && { teardown }),
    metric: own.metric,
    unit: metric.unit,
    direction: metric.direction,
    seconds: work.kind === 'timed' ? work.seconds : undefined,
  });
}

/** Runs a line of shell in the folder that is cleared before each launch. */
const shell = (line: string): Command => ({ cwd: SANDBOX.root, argv: ['/bin/sh', '-c', line] });

/** A command of a given length may take between these multiples of it. */
const LENGTHS = { least: 0.9, most: 2 };

/**
 * Refuses a trial of a command that was given a length and worked for another one, because it does not do what its row
 * says.
 */
function refuseOtherLength(work: Work, takenMs: number): void {
  if (work.kind !== 'timed') return;
  const share = takenMs / 1000 / work.seconds;
  if (share >= LENGTHS.least && share <= LENGTHS.most) return;
  throw new OutputError(`the command took ${(takenMs / 1000).toFixed(2)} s, and its row says ${work.seconds} s`, []);
}

/** At most this much of the output is searched for a number. */
const MOST_TEXT = 64 * 1024;

/** @throws OutputError unless the output has exactly one figure. */
function figureIn(output: string, { metric }: OwnCommand): number {
  if (output.trim() === '') throw new OutputError('the command printed nothing', []);
  if (output.length > MOST_TEXT) {
    const most = `${MOST_TEXT / 1024} KiB are looked through`;
    throw new OutputError(`the command printed ${output.length} characters, and ${most}`, shown(output));
  }
  if ('json' in metric) return jsonFigure(output, metric.json);
  const pattern = 'regex' in metric ? metric.regex : '';
  return textFigure(searched(output, pattern), pattern);
}

function jsonFigure(output: string, query: string): number {
  const value = tryJson(output);
  if (value === undefined) throw new OutputError('the command printed something that is not JSON', shown(output));
  const found = select(value, parseQuery(query) ?? []);
  if (found === undefined) throw new OutputError(`there is nothing at ${query}`, shown(output));
  if (typeof found !== 'number') {
    const what = JSON.stringify(found).slice(0, 100);
    throw new OutputError(`at ${query} there is no number but ${what}`, shown(output));
  }
  return comparable(found, String(found), output);
}

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** Some blanks may be within a number. */
const BLANK = /[ \t\r\n]/;

/** What would continue a number or change its size: `12.3k`, `900us`, `1,234`, `1:02`, `1'234`, `1_234`. */
const CONTINUES_NUMBER = /^(?:[\p{L}\p{N}.,%]|[:'’_\u00a0\u2009\u202f]\p{N})/u;

/** What a number cannot begin after, whatever the pattern says: more of its digits, and the `2.5e+` of `2.5e+06`. */
const HAS_ITS_BEGINNING = /(?:\p{N}|\p{N}[eE][+-]?)$/u;

/** What it begins after only where the pattern has that very sign there, as between the columns of a table. */
const MAY_BEGIN_IT = /(?:\p{N}[.,:'’_\u00a0\u2009\u202f]|(?:^|[^\p{L}\p{N}_.+−-])[-−.])$/u;

/** At most this much of what is before a number or after it is looked at. */
const BESIDE = 12;

/** The output ends with a line break in any case, and `$` is the end of the text: it can be that of the last line. */
const searched = (output: string, pattern: string): string =>
  findNumbers(pattern, output, 1).length > 0 ? output : output.replace(/\n$/, '');

function textFigure(output: string, pattern: string): number {
  const [first, second] = findNumbers(pattern, output, 2);
  if (!first) throw new OutputError(`the pattern ${pattern} finds nothing`, shown(output));
  if (second) {
    const both = `${first.text.slice(0, 50)} and ${second.text.slice(0, 50)}`;
    throw new OutputError(`the pattern ${pattern} finds two numbers, ${both}`, shown(output));
  }
  if (!DECIMAL.test(first.text)) throw new OutputError(`"${first.text.slice(0, 100)}" is no number`, shown(output));
  const isCut = CONTINUES_NUMBER.test(output.slice(first.end, first.end + 4));
  if (isCut && !saysWhatFollows(pattern, output, first)) {
    const whole = output.slice(first.start, first.end + BESIDE).split(BLANK)[0];
    throw new OutputError(`${first.text} goes on, as ${whole}: the pattern must say what follows`, shown(output));
  }
  refuseEnd(first, output);
  return comparable(Number(first.text), first.text, output);
}

/** Refuses `345.6` of `12,345.6`: a pattern is tried at every place, also in the middle of a number. */
function refuseEnd({ text, start, end, opening }: Found, output: string): void {
  const before = output.slice(Math.max(0, start - BESIDE), start);
  const isSaid = opening !== '' && before.endsWith(opening);
  if (!HAS_ITS_BEGINNING.test(before) && (isSaid || !MAY_BEGIN_IT.test(before))) return;
  const whole = `${before}${output.slice(start, end)}`.split(BLANK).at(-1);
  throw new OutputError(`${text} is the end of ${whole}: the pattern must say what comes before`, shown(output));
}

/** Refuses figures that are not above zero, because costs are ratios. */
function comparable(value: number, text: string, output: string): number {
  if (Number.isFinite(value) && value > 0) return value;
  const why = value > 0 ? `it is more than a number can be (${Number.MAX_VALUE})` : 'it must be above 0';
  throw new OutputError(`${text.slice(0, 100)} is no figure to compare: ${why}`, shown(output));
}

const shown = (output: string): string[] =>
  output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-12);
