/**
 * Limits of the user's own: what a benchmark of a runtime may take, or cost against native, whatever earlier runs
 * measured.
 */
import * as z from 'zod';
import type { Kind } from './kinds.js';
import { splitList } from './list.js';
import { LONGEST_NAME } from './one-line.js';

const limitSchema = z.object({
  /** The whole row. */
  text: z.string(),
  /** A runtime (all its arms), or one arm in any form that `runtimes` may give it. */
  arm: z.string(),
  benchmark: z.string(),
  /** `cost` is the time for the same work (or the memory) beyond native's, in per cent. */
  quantity: z.enum(['level', 'cost']),
  /** Values on this side of `value` are within the limit. */
  sense: z.enum(['<', '>']),
  value: z.number(),
  /** `%` for a cost. */
  unit: z.string(),
});

/** One row as the user wrote it. Names and units are checked later, where they are known. */
export type LimitSpec = Readonly<z.infer<typeof limitSchema>>;

const FORM = 'RUNTIME BENCHMARK < VALUE UNIT, RUNTIME BENCHMARK > VALUE UNIT or RUNTIME BENCHMARK cost < PERCENT%';

/** The runtime may have options with spaces in them, so it is everything before the benchmark. */
const ROW =
  /^(\S.*?)\s+([a-z][\w-]*(?:\.[\w-]+)+)(\s+cost)?\s*([<>])\s*(\d+(?:\.\d+)?)\s*((?!e\d)[\p{L}%][\p{L}\d%/ ._^-]{0,31})$/u;

const LONGEST_ROW = LONGEST_NAME + 500;

/** Returns undefined for a text that is no limit. */
export function readLimit(text: string): LimitSpec | undefined {
  // The pattern takes long for a long row of blanks, and no runtime has a longer name.
  if (text.length > LONGEST_ROW) return undefined;
  const [, arm = '', benchmark = '', cost, sense, value, unit = ''] = ROW.exec(text) ?? [];
  if (arm === '' || !(Number(value) > 0)) return undefined;
  if ((cost !== undefined) !== (unit === '%') || (cost !== undefined && sense === '>')) return undefined;
  const quantity = cost === undefined ? 'level' : 'cost';
  return { text, arm, benchmark, quantity, sense: sense as '<' | '>', value: Number(value), unit };
}

/** Returns what is wrong with a row that cannot be read, as far as that can be told. */
function faultOf(text: string): string {
  if (!/[<>]/.test(text)) return 'it has no < or >';
  if (/\d\s*$/.test(text)) return 'its value has no unit';
  if (/%\s*$/.test(text) && !/\scost\s*[<>]/.test(text)) return 'only a cost is in per cent, written: cost < 10%';
  if (/\scost\s*>/.test(text)) return 'a cost has an upper limit, written: cost < 10%';
  if (/\scost\s*</.test(text) && !/%\s*$/.test(text)) return 'a cost is in per cent';
  return 'it cannot be read';
}

const MOST_ROWS = 100;

const rowsSchema = () => z.array(limitSchema).min(1).max(MOST_ROWS).transform(withoutRepeats);

/** A row that is written twice is one limit: each that is judged takes a share of alpha. */
function withoutRepeats(rows: readonly LimitSpec[]): LimitSpec[] {
  const meaning = ({ text: _, ...row }: LimitSpec): string => JSON.stringify(row);
  return [...new Map(rows.toReversed().map((row) => [meaning(row), row])).values()].toReversed();
}

export const limits: Kind<readonly LimitSpec[], ''> = {
  placeholder: 'list',
  allowed: `a list of at most ${MOST_ROWS} of ${FORM}`,
  suffix: '',
  list: true,
  hint: (text) => {
    const rows = splitList(text);
    if (rows.length > MOST_ROWS) return `There are ${rows.length}.`;
    const bad = rows.find((row) => readLimit(row) === undefined);
    return bad === undefined ? '' : `The row "${bad}" is no limit: ${faultOf(bad)}.`;
  },
  schema: () =>
    z
      .string()
      .transform(splitList)
      .pipe(z.array(z.string()).max(MOST_ROWS))
      .transform((rows) => rows.map(readLimit))
      .pipe(rowsSchema()),
  value: rowsSchema,
};
