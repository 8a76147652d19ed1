/** Reads strictly what the programs of the kernel suite print: how much they did, and in how many seconds. */
import { OutputError } from './benchmark.js';

export interface Done {
  /** The number of things that the program counts: reads, operations, messages, programs. */
  readonly amount: number;
  readonly seconds: number;
}

/** @throws OutputError for output that is not that program's, as every reader here does. */
export type Reader = (output: string) => Done;

/** This is far more than any of the programs prints; longer output is not searched. */
const LONGEST = 64 * 1024;
const DECIMAL = String.raw`\d+(?:\.\d+)?(?:e[+-]\d+)?`;

/** Reads the output of dd of coreutils. Its blocks are one byte long, so it reports as many bytes as blocks. */
export const readDd: Reader = (output) => {
  const lines = linesOf(output, 'dd');
  const [read, written, copied] = [
    /^(\d+)\+0 records in$/.exec(lines[0] ?? '')?.[1],
    /^(\d+)\+0 records out$/.exec(lines[1] ?? '')?.[1],
    new RegExp(`^(\\d+) bytes (?:\\(.*\\) )?copied, (${DECIMAL}) s, \\S+ [kMG]?B/s$`).exec(lines[2] ?? ''),
  ];
  if (lines.length !== 3 || !read || read !== written || read !== copied?.[1])
    throw new OutputError('this is not what dd prints of whole blocks of one byte', shown(output));
  return done('dd', Number(read), copied[2], output);
};

/** Reads the output of hackbench of rt-tests with one sender and one receiver. */
export const readHackbench: Reader = (output) => {
  const [first = '', second = '', third = '', ...rest] = linesOf(output, 'hackbench');
  const messages = /^Each sender will pass (\d+) messages of \d+ bytes$/.exec(second)?.[1];
  const seconds = new RegExp(`^Time: (${DECIMAL})$`).exec(third)?.[1];
  if (
    !/^Running in process mode with 1 groups .*\(== 2 tasks\)$/.test(first) ||
    !messages ||
    !seconds ||
    rest.length > 0
  )
    throw new OutputError('this is not what hackbench prints of two processes', shown(output));
  return done('hackbench', Number(messages), seconds, output);
};

/** Reads the output of the loop that starts programs. */
export const readPrograms: Reader = (output) => {
  const [, programs, microseconds] = /^(\d+) programs in (\d+) us$/.exec(linesOf(output, 'the loop').join('\n')) ?? [];
  if (!programs || !microseconds) throw new OutputError('the loop did not say how long it took', shown(output));
  return done('the loop', Number(programs), String(Number(microseconds) / 1e6), output);
};

/** Reads the YAML of stress-ng, whose keys are the same from 0.13 to 0.19. Its messages come before the YAML. */
export function readStressor(stressor: string): Reader {
  return (output) => {
    const lines = linesOf(output, 'stress-ng');
    const faults = lines.filter((line) => /^stress-ng: (?:fail|error):/.test(line));
    if (faults.length > 0) throw new OutputError('stress-ng failed', faults.slice(0, 12));
    const metrics = metricsOf(
      lines.filter((line) => !line.startsWith('stress-ng: ')),
      output,
    );
    const [name, amount, seconds] = ['- stressor', 'bogo-ops', 'wall-clock-time'].map((key) =>
      only(metrics, key, output),
    );
    if (name !== stressor) throw new OutputError(`stress-ng ran ${name}, asked for ${stressor}`, shown(output));
    if (!/^\d+$/.test(amount ?? '')) throw new OutputError('stress-ng did not say how much it did', shown(output));
    return done('stress-ng', Number(amount), seconds, output);
  };
}

/** Returns the lines of the section `metrics:`, up to the next section. */
function metricsOf(lines: readonly string[], output: string): string[] {
  const start = lines.indexOf('---');
  const from = lines.indexOf('metrics:', start);
  const to = lines.findIndex((line, index) => index > from && /^\S/.test(line));
  if (start < 0 || from < 0 || to < 0 || lines.lastIndexOf('---') !== start)
    throw new OutputError('this is not the YAML of stress-ng', shown(output));
  return lines.slice(from + 1, to).map((line) => line.trim());
}

function only(lines: readonly string[], key: string, output: string): string {
  const values = lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
  const [value] = values;
  if (value !== undefined && values.length === 1) return value;
  throw new OutputError(`stress-ng's metrics have ${values.length} lines of "${key}", not one`, shown(output));
}

function linesOf(output: string, program: string): string[] {
  if (output.trim() === '') throw new OutputError(`${program} printed nothing`, []);
  if (output.length > LONGEST) throw new OutputError(`${program} printed ${output.length} characters`, shown(output));
  return output.split('\n').filter((line) => line.trim() !== '');
}

function done(program: string, amount: number, printed: string | undefined, output: string): Done {
  const seconds = new RegExp(`^${DECIMAL}$`).test(printed ?? '') ? Number(printed) : Number.NaN;
  if (amount > 0 && seconds > 0 && Number.isFinite(amount / seconds)) return { amount, seconds };
  throw new OutputError(
    `${program} says it did ${amount} in ${printed} s: that is no figure to compare`,
    shown(output),
  );
}

const shown = (output: string): string[] =>
  output
    .slice(-4096)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-12)
    .map((line) => line.slice(0, 200));
