/** How far the heap of this process may grow between two collections. */
import { setFlagsFromString } from 'node:v8';

/**
 * V8 lets garbage grow to about the size of what is used. For a report of 1,000 cells and 60 blocks that is 300 MiB
 * where 255 do, for about 8 % more time (bench/large-report.ts). V8 reads it at each collection, so it may be set
 * late.
 */
const GROWTH_PERCENT = 40;

/** Call before a large document is read. */
export function collectEarly(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
