/** Runs a long command whose output people watch: line by line, of any length, with only the last lines kept. */
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { currentSignal } from '../cancellation.js';
import { endWhen, signalGroup } from './command.js';
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

/**
 * This is a script for sh that becomes the command. A process beside it ends the command's group once standard input
 * is closed, as the end of Tare closes it, whatever that was.
 */
const ENDS_WITH_US =
  'exec 3<&0 </dev/null; ( { read -r nothing <&3; kill -s KILL 0; } >/dev/null 2>&1 & ); exec 3<&-; exec "$@"';

/**
 * Runs the command until it has ended, and ends what is then left of its process group, so that nothing of it goes on
 * beside what comes next. @throws the reason of the cancellation.
 */
export async function runShown({ argv, cwd, env, timeoutSeconds, onLine }: ShownCommand): Promise<Shown> {
  const stops = [currentSignal()].filter((signal) => signal !== undefined);
  for (const signal of stops) signal.throwIfAborted();
  const child = execa('/bin/sh', ['-c', ENDS_WITH_US, 'sh', ...argv], {
    reject: false,
    extendEnv: false,
    env: { ...env },
    cwd,
    stdin: 'pipe',
    buffer: false,
    detached: true,
  });
  closePipesAfterExit(child);
  child.once('exit', () => signalGroup(child, 'SIGKILL'));
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
