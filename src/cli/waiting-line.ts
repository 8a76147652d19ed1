/**
 * Says what a command still waits for: a live line on a terminal, and elsewhere one plain line where it takes long.
 */
import { createLogUpdate } from 'log-update';
import { printable } from '../printable.js';
import { say } from './print.js';

export interface WaitingLine {
  done(name: string): void;
  /** Leaves the terminal to the result. */
  close(): void;
}

/** Whoever waits less asks nothing. */
const LONG_MS = 2000;

/** @param tell where `stream` is no terminal */
export function waitingLine(stream: NodeJS.WriteStream, names: readonly string[], tell = say): WaitingLine {
  const left = new Set(names);
  const text = () => waitingText(names.length - left.size, names.length, [...left]);
  // A pseudo terminal that nobody gave a size has 0 columns: nothing can be drawn over there.
  if (!(stream.isTTY && stream.columns > 0)) {
    const timer = setTimeout(() => tell(text()), LONG_MS);
    return { done: (name) => void left.delete(name), close: () => clearTimeout(timer) };
  }
  const update = createLogUpdate(stream);
  update(text());
  const done = (name: string) => {
    left.delete(name);
    update(text());
  };
  return { done, close: () => update.clear() };
}

/** Pure. */
export function waitingText(done: number, all: number, left: readonly string[]): string {
  const names = left.map((name) => printable(name, 60)).join(', ');
  return left.length === 0 ? `looked at all ${all}` : `looked at ${done} of ${all}; waiting for ${names}`;
}
