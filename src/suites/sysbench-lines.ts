/**
 * Turns the raw output of a command into lines of a known format, or into an error that says what is wrong with it.
 */
import { OutputError } from './benchmark.js';
import { type Format, HARMLESS } from './sysbench-formats.js';
import { shown } from './sysbench-grammar.js';

/** A run prints about 1,500 characters, and 80 more for every line of progress. */
const LONGEST = 2 ** 18;

/** @throws OutputError where sysbench failed, a terminal changed the output, or the output is not sysbench's. */
export function outputLines(output: string): { readonly format: Format; readonly lines: readonly string[] } {
  const lines = linesOf(output);
  return { format: formatOf(lines), lines };
}

/** Returns the lines that are not empty, with runs of blanks as one. */
function linesOf(output: string): string[] {
  if (output.length > LONGEST) {
    throw new OutputError(`sysbench printed ${output.length} characters; at most ${LONGEST} are read`, []);
  }
  const raw = output.split('\n');
  const carriageReturns = raw.filter((line) => line.includes('\r'));
  if (carriageReturns.length > 0) {
    throw new OutputError('the output has carriage returns: a terminal has changed it', shown(carriageReturns));
  }
  const lines = raw.map(tidy).filter((line) => line !== '');
  if (lines.some((line) => /^(?:FATAL|ALERT): /.test(line))) {
    throw new OutputError('sysbench failed', shown(lines.filter((line) => /^(?:FATAL|ALERT|WARNING): /.test(line))));
  }
  return lines.filter((line) => !HARMLESS.has(line));
}

/** sysbench pads a number after a bracket: `( 5.00 per second)`. */
function tidy(line: string): string {
  return line
    .split(' ')
    .filter((word) => word !== '')
    .join(' ')
    .replaceAll('( ', '(');
}

const READABLE = '0.4.12, 1.0.8 to 1.0.20 and 1.1 can be read';
/** The first release of 1.0 that prints the number of events per second. */
const OLDEST_1_0 = 8;

function formatOf(lines: readonly string[]): Format {
  const [first = ''] = lines;
  const fault = unreadable(first);
  const format = formatNamed(first);
  if (fault || !format) throw new OutputError(fault ?? 'this is not the output of sysbench', shown(lines));
  return format;
}

/** Returns what is wrong with the version that sysbench names in this line; undefined where its output can be read. */
export function unreadable(line: string): string | undefined {
  const version = /^sysbench (\d[\w.-]*)/
    .exec(line)?.[1]
    ?.slice(0, 40)
    .replace(/[.:]+$/, '');
  if (version === undefined) return 'this is not the output of sysbench';
  return formatNamed(line) ? undefined : `the output of sysbench ${version} is not known; ${READABLE}`;
}

function formatNamed(line: string): Format | undefined {
  const [, minor, patch] = /^sysbench (\d\.\d{1,3})\.(\d{1,3})(?![0-9])/.exec(line) ?? [];
  if (minor === '0.4' && patch === '12') return '0.4';
  if (minor === '1.0' && Number(patch) >= OLDEST_1_0) return '1.0';
  return minor === '1.1' ? '1.1' : undefined;
}
