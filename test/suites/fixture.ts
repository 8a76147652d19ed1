/** Reads the recorded output of benchmarks by section; it is that of sysbench where no folder is named. */
import { readFileSync } from 'node:fs';
import type { Benchmark, Work } from '../../src/suites/benchmark.js';
import { findBenchmarks } from '../../src/suites/index.js';

export interface Section {
  /** The text of the line after `### `. */
  readonly title: string;
  readonly output: string;
}

export function fixture(file: string, folder = 'sysbench'): string {
  return readFileSync(new URL(`../fixtures/${folder}/${file}`, import.meta.url), 'utf8');
}

export function sections(file: string, folder?: string): Section[] {
  return fixture(file, folder)
    .split(/^### /m)
    .slice(1)
    .map((part) => ({ title: part.slice(0, part.indexOf('\n')), output: part.slice(part.indexOf('\n') + 1) }));
}

/** Returns the output of the first section whose title contains `words`. */
export function recorded(file: string, words: string, folder?: string): string {
  const found = sections(file, folder).find(({ title }) => title.includes(words));
  if (!found) throw new Error(`${file} has no section with ${words}`);
  return found.output;
}

export function benchmark(id: string): Benchmark {
  const [found] = findBenchmarks([id]);
  if (!found) throw new Error(`no benchmark ${id}`);
  return found;
}

/** Returns the work that a recorded command line asks for. */
export function workOf(title: string, { defaultWork }: Benchmark): Work {
  if (defaultWork.kind !== 'fixed') return defaultWork;
  const seconds = Number(/--time=(\d+)/.exec(title)?.[1] ?? 0);
  if (seconds > 0) return { kind: 'timed', seconds };
  const events = /--events=(\d+)/;
  const option = { events, requests: events, MiB: /--memory-total-size=(\d+)M/, locks: /--mutex-locks=(\d+)/ };
  const amount = option[defaultWork.unit as keyof typeof option].exec(title)?.[1];
  return { ...defaultWork, amount: Number(amount) };
}

/** Returns what `run` throws. */
export function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
