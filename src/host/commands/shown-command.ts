/** Runs a long command whose output people watch: line by line, of any length, with only the last lines kept. */
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { currentSignal } from '../cancellation.js';
import { endWhen } from './command.js';
import { closePipesAfterExit } from './pipes.js';

export interface ShownCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** The command gets these variables and no others. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** It gets every line of both outputs as it comes, and a very long one in pieces. */
  readonly onLine: (line: string) => void;
}

export interface Shown {
  /** It is the exit code; null after a signal. */
  readonly code: number | null;
  readonly isLate: boolean;
  /** These are the last lines that are not blank. */
  readonly tail: readonly string[];
}

const TAIL_LINES = 20;
/** Longer lines of the tail are cut to this many characters. */
const LONGEST_LINE = 500;
/** A line may never end, so no more characters of one are kept than this. */
const LONGEST_PIECE = 65_536;

/** Runs the command until it has ended with all that it has started. @throws the reason of the cancellation. */
export async function runShown({ argv, cwd, env, timeoutSeconds, onLine }: ShownCommand): Promise<Shown> {
  const stops = [currentSignal()].filter((signal) => signal !== undefined);
  for (const signal of stops) signal.throwIfAborted();
  const [file = '', ...args] = argv;
  const child = execa(file, args, {
    reject: false,
    extendEnv: false,
    env: { ...env },
    cwd,
    stdin: 'ignore',
    buffer: false,
    detached: true,
  });
  closePipesAfterExit(child);
  const tail: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    forEachLine(input, (line) => {
      onLine(line);
      if (line.trim() !== '') tail.push(line.trimEnd().slice(0, LONGEST_LINE));
      if (tail.length > TAIL_LINES) tail.shift();
    });
  }
  const isLate = endWhen(child, timeoutSeconds * 1000, stops);
  const outcome = await child;
  if (outcome.exitCode === undefined) for (const signal of stops) signal.throwIfAborted();
  if (outcome.code === 'ENOENT') tail.push(`${file} is not installed`);
  return { code: outcome.exitCode ?? null, isLate: isLate(), tail };
}

const LINE_BREAK = /\r\n|\n|\r/;

/** Calls `take` for each line without its end. Each piece of a line that is longer than one counts as a line. */
function forEachLine(input: Readable, take: (line: string) => void): void {
  let begun = '';
  let isAfterReturn = false;
  input.setEncoding('utf8').on('data', (text: string) => {
    // The two characters of a line break may come apart.
    const [first = '', ...rest] = text.slice(isAfterReturn && text.startsWith('\n') ? 1 : 0).split(LINE_BREAK);
    isAfterReturn = text.endsWith('\r');
    const pieces = [begun + first, ...rest].map(piecesOf);
    begun = pieces.at(-1)?.pop() ?? '';
    for (const piece of pieces.flat()) take(piece);
  });
  input.once('end', () => {
    if (begun !== '') take(begun);
  });
}

/** Returns one piece at least. */
function piecesOf(line: string): string[] {
  const count = Math.max(1, Math.ceil(line.length / LONGEST_PIECE));
  return Array.from({ length: count }, (_, nth) => line.slice(nth * LONGEST_PIECE, (nth + 1) * LONGEST_PIECE));
}
