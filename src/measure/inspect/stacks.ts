/** Folds what `perf script` prints into stacks, each with the number of its samples. Pure. */
import { printable } from '../../printable.js';
import { MOST_STACKS } from '../../results/limits.js';
import type { Stack } from '../../results/schema/inspection.js';

export interface Folded {
  /** The most frequent is first. */
  readonly stacks: Stack[];
  readonly samples: number;
}

/** Idle CPUs and perf itself are no part of the work. */
const NOT_OURS = /^(?:swapper|perf|perf-exec)$/;
export const DEEPEST_STACK = 40;
const LONGEST_FRAME = 80;
/** It stands for all stacks beyond those that a document holds. */
const REST = '[other stacks]';

/**
 * A sample is a line that begins with the name of its thread, then a line for every frame, the innermost first, then
 * an empty line. The names come from the sandbox, which may have chosen them: they are cut, made printable, and hold
 * no separator. A name that forges samples makes wrong counts and nothing else.
 */
export function foldStacks(script: string): Folded {
  const counts = new Map<string, number>();
  let samples = 0;
  for (const sample of script.split('\n\n')) {
    const stack = stackOf(sample);
    if (stack === undefined) continue;
    counts.set(stack, (counts.get(stack) ?? 0) + 1);
    samples += 1;
  }
  return { samples, stacks: bounded([...counts].sort(([, a], [, b]) => b - a)) };
}

function stackOf(sample: string): string | undefined {
  const [head = '', ...rows] = sample.split('\n').filter((line) => line.trim() !== '');
  const thread = /^\s*(.+?)\s+-?\d+\s/.exec(`${head} `)?.[1];
  if (thread === undefined || NOT_OURS.test(thread)) return undefined;
  const frames = rows.flatMap((row) => frameOf(row) ?? []).slice(0, DEEPEST_STACK);
  return [clean(thread), ...frames.reverse()].join(';');
}

function bounded(stacks: readonly Stack[]): Stack[] {
  if (stacks.length <= MOST_STACKS) return [...stacks];
  const [kept, rest] = [stacks.slice(0, MOST_STACKS - 1), stacks.slice(MOST_STACKS - 1)];
  return [...kept, [REST, rest.reduce((sum, [, count]) => sum + count, 0)]];
}

/** `ffffffff81000000 do_syscall_64 ([kernel.kallsyms])` is the frame `do_syscall_64`. */
function frameOf(row: string): string | undefined {
  const [, symbol, object = ''] = /^\s*[0-9a-f]+ (.+) \(([^()]*)\)$/.exec(row.trimEnd()) ?? [];
  if (symbol === undefined) return undefined;
  return clean(symbol === '[unknown]' ? `[${nameOf(object)}]` : symbol);
}

/** perf writes what is no file in brackets. */
const nameOf = (object: string): string => object.replaceAll(/[[\]]/g, '').split('/').at(-1) || 'unknown';

/** What is written out, as `\u{1b}`, is longer than what it stands for, so the name is cut after that too. */
const clean = (name: string): string =>
  printable(name.replaceAll(';', ':'), LONGEST_FRAME).slice(0, LONGEST_FRAME) || '[unnamed]';
