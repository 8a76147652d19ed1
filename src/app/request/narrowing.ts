/** Tells by which inputs a run by hand may plan less than an earlier one was asked for. Pure. */
import type { Layer } from '../../config/config-file.js';
import { NARROWING, type Narrowing } from '../../results/document.js';

const OF_BENCHMARKS = NARROWING.filter((name) => name !== 'runtimes');

/**
 * Returns what the command line gives, and what is left to its default. What the file gives is meant for every run, so
 * what it no longer names is missing.
 */
export function narrowedBy(flags: Layer, file: Layer): Narrowing[] {
  const isDefault = (names: readonly Narrowing[]) => names.every((name) => file[name] === undefined);
  const defaults: Narrowing[] = [
    ...(isDefault(['runtimes']) ? (['runtimes'] as const) : []),
    ...(isDefault(OF_BENCHMARKS) ? (['suites'] as const) : []),
  ];
  return NARROWING.filter((name) => flags[name] !== undefined || defaults.includes(name));
}
