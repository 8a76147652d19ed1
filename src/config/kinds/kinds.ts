/** The kinds of input: how each is written, what is allowed, and a zod schema from text to value. */
import { resolve } from 'node:path';
import * as z from 'zod';
import { formatBytes, formatDuration, formatPercent, parseBytes, parseDuration, parsePercent } from '../../units.js';
import { splitList } from './list.js';
import { didYouMean } from './nearest.js';

export interface Kind<Value, Suffix extends string> {
  /** The name that stands for the value in `--help`: `duration`. */
  readonly placeholder: string;
  /** What is allowed, in words that follow "must be". */
  readonly allowed: string;
  /** The unit, which is appended to the name of the property in `Inputs`. */
  readonly suffix: Suffix;
  /** Tells whether the value may be given as several items. */
  readonly list: boolean;
  /** Set where tare.yml gives the value as a list of maps, which arrive as one text of JSON. */
  readonly rows?: true;
  /** Returns a sentence about what is wrong with refused text, where it can tell more than `allowed` does. */
  hint?(text: string): string;
  /** Returns every fault of refused text, where one text contains many values. */
  faults?(text: string): readonly string[];
  /** Returns the schema. Relative paths are resolved against `cwd`, which is absolute. */
  schema(cwd: string): z.ZodType<Value, string>;
  /** Returns the schema of what the text becomes, for a value that another process has parsed. */
  value(): z.ZodType<Value>;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

interface Unit<Suffix extends string> {
  readonly placeholder: string;
  readonly form: string;
  readonly suffix: Suffix;
  parse(text: string): number | undefined;
  format(value: number): string;
}

function bounded<Suffix extends string>(unit: Unit<Suffix>, { min, max }: Bounds): Kind<number, Suffix> {
  const value = () => z.number().min(min).max(max);
  return {
    placeholder: unit.placeholder,
    allowed: `${unit.form}, from ${unit.format(min)} to ${unit.format(max)}`,
    suffix: unit.suffix,
    list: false,
    schema: () => z.string().transform(unit.parse).pipe(value()),
    value,
  };
}

/** The value is in seconds. */
export const duration = (bounds: Bounds) =>
  bounded(
    {
      placeholder: 'duration',
      form: 'a duration with its unit, such as 90s, 10m, 1h30m or 100ms',
      suffix: 'Seconds',
      parse: parseDuration,
      format: formatDuration,
    },
    bounds,
  );

export const bytes = (bounds: Bounds) =>
  bounded(
    {
      placeholder: 'size',
      form: 'a size with its unit, such as 512MiB or 2G (powers of 1024)',
      suffix: 'Bytes',
      parse: parseBytes,
      format: formatBytes,
    },
    bounds,
  );

/** The value is in per cent: 2 for `2%`. */
export const percent = (bounds: Bounds) =>
  bounded(
    {
      placeholder: 'percent',
      form: 'a percentage such as 2% or 0.5%',
      suffix: 'Percent',
      parse: parsePercent,
      format: formatPercent,
    },
    bounds,
  );

const parseInteger = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined);

export const integer = (bounds: Bounds) =>
  bounded(
    { placeholder: 'number', form: 'a whole number', suffix: '', parse: parseInteger, format: (value) => `${value}` },
    bounds,
  );

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A range such as `6..12`, or `8` for exactly eight. */
export function range(bounds: Bounds): Kind<Range, ''> {
  const value = () => {
    const count = z.int().min(bounds.min).max(bounds.max);
    return z.object({ min: count, max: count }).refine(({ min, max }) => min <= max);
  };
  const read = (text: string) => {
    const [, min, max] = /^(\d+)(?:\s*\.\.\s*(\d+))?$/.exec(text) ?? [];
    return min === undefined ? undefined : { min: Number(min), max: Number(max ?? min) };
  };
  return {
    placeholder: 'min..max',
    allowed: `two whole numbers min..max with min <= max, or one for both, from ${bounds.min} to ${bounds.max}`,
    suffix: '',
    list: false,
    schema: () => z.string().transform(read).pipe(value()),
    value,
  };
}

/** A text that matches `pattern`; `allowed` says the same in words. */
export function text(placeholder: string, pattern: RegExp, allowed: string): Kind<string, ''> {
  const value = () => z.string().regex(pattern);
  return { placeholder, allowed, suffix: '', list: false, schema: value, value };
}

const cpusetSchema = () => z.string().refine((given) => given === 'auto' || given.split(',').every(isCpuRange));

/** CPUs in the notation of the kernel, `0-3,6`; or `auto`. */
export const cpuset: Kind<string, ''> = {
  placeholder: 'auto|cpuset',
  allowed: 'auto, or a list of CPU numbers and ranges such as 0-3 or 0,2,4-7',
  suffix: '',
  list: false,
  schema: cpusetSchema,
  value: cpusetSchema,
};

function isCpuRange(part: string): boolean {
  const [, first, last] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
  return first !== undefined && Number(first) <= Number(last ?? first);
}

/** The value is an absolute path. */
export function path(placeholder: string, allowed: string): Kind<string, ''> {
  return {
    placeholder,
    allowed,
    suffix: '',
    list: false,
    schema: (cwd) =>
      z
        .string()
        .regex(/^[^\0]+$/)
        .transform((given) => resolve(cwd, given)),
    value: () => z.string().regex(/^\/[^\0]*$/),
  };
}

export function choice<const Name extends string>(...names: readonly Name[]): Kind<Name, ''> {
  return {
    placeholder: names.join('|'),
    allowed: `one of ${names.join(', ')}`,
    suffix: '',
    list: false,
    hint: (given) => didYouMean(given, names),
    schema: () => z.enum(names),
    value: () => z.enum(names),
  };
}

/** Names whose meaning is checked elsewhere; the list is never empty. */
export function list(placeholder: string, allowed: string): Kind<readonly string[], ''> {
  const value = () => z.array(z.string()).min(1);
  return {
    placeholder,
    allowed,
    suffix: '',
    list: true,
    schema: () => z.string().transform(splitList).pipe(value()),
    value,
  };
}
