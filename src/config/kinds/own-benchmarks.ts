/** The user's own benchmarks: rows of the input `benchmarks`, each with a command and how to read its figure. */
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { DIRECTIONS, type Direction } from '../../direction.js';
import { formatDuration, parseDuration } from '../../units.js';
import { isTooDeep, meaningOf, TOO_DEEP } from '../../yaml.js';
import { parseQuery } from './json-query.js';
import type { Kind } from './kinds.js';
import { didYouMean } from './nearest.js';
import { patternFault } from './number-pattern.js';
import { LONGEST_TEXT } from './one-line.js';

/** A console passes at most 4,095 bytes of a line, and a quoted character takes up to four. */
const LONGEST_COMMAND = 950;
const MOST_ROWS = 100;

/** Each key of a row has a schema, a description of what is allowed, and an example. */
const command = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_COMMAND)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u);
const COMMAND = `a command line for sh, on one line (join commands by "&&"), at most ${LONGEST_COMMAND} characters`;

/** A run that is resumed must have the same, so it is recorded whole. */
const source = z.string().max(LONGEST_TEXT);
const metric = z.union([
  z.strictObject({ json: source.refine((text) => parseQuery(text) !== undefined) }),
  z.strictObject({ regex: source.min(1) }),
  z.strictObject({ time: z.literal('wall') }),
]);

/**
 * The seconds that a command of a given length takes, as the command's author states them. Its trials must take that
 * time.
 */
const work = z.union([
  z.literal('fixed'),
  z.string().refine((text) => {
    const seconds = parseDuration(text);
    return seconds !== undefined && seconds >= 0.01 && seconds <= 3600;
  }),
]);

export const ownBenchmarkSchema = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+$/)
    .describe('Its name, suite.what: lower case, digits, _ and -, with a dot.'),
  run: command.describe('What a trial runs, in sh, in a folder of the sandbox that is empty at first.'),
  metric: metric.describe('Where the figure is: in JSON, in text, or the time that run takes.'),
  unit: z
    .string()
    .regex(/^[\p{L}\d%][\p{L}\d%/ ._^-]{0,31}$/u)
    .optional()
    .describe('Of the figure; of a time s or ms.'),
  direction: z.enum(DIRECTIONS).optional().describe('Which figures are better; of a time the lower.'),
  work: work
    .optional()
    .describe('fixed: run does the same amount each time. Or how long it takes by its own clock, as a duration.'),
  setup: command.optional().describe('What is run in each sandbox before its trials; it must bear being repeated.'),
  teardown: command.optional().describe('What is run in each sandbox after its trials.'),
});

type Row = z.infer<typeof ownBenchmarkSchema>;
type Key = keyof Row;

export type MetricSource = z.infer<typeof metric>;

/** What a run executes and reads, as its document records it. */
export type OwnCommand = {
  readonly run: string;
  readonly setup?: string | undefined;
  readonly teardown?: string | undefined;
  readonly metric: MetricSource;
};

export interface OwnBenchmark extends OwnCommand {
  readonly name: string;
  readonly unit: string;
  readonly direction: Direction;
  /** How long the command takes by its own clock; undefined where it does the same amount each time. */
  readonly seconds?: number | undefined;
}

const ALLOWED: Readonly<Record<Key, string>> = {
  name: 'suite.what in lower case, with a dot in it, such as redis.set',
  run: COMMAND,
  metric: 'one of { json: $.a.b[0] }, { regex: a pattern with one group around the number } and { time: wall }',
  unit: 'the unit of the figure, such as requests/s, at most 32 letters, digits, spaces and % / . _ ^ -',
  direction: 'higher or lower, whichever is better',
  work: 'fixed, or how long the command takes by its own clock, such as 2s, from 10ms to 1h',
  setup: COMMAND,
  teardown: COMMAND,
};

const KEYS = Object.keys(ALLOWED) as Key[];

const TIMES = ['s', 'ms'];

/** Returns the faults that concern several keys, which the schema of a single key cannot find. */
function rowFaults(row: Row): string[] {
  const { metric: source, unit, direction, work: asked } = row;
  if (!('time' in source)) {
    return [
      ...('regex' in source ? patternFaults(source.regex) : []),
      ...(unit === undefined ? [`unit: is missing: it must be ${ALLOWED.unit}.`] : []),
      ...(direction === undefined ? [`direction: is missing: it must be ${ALLOWED.direction}.`] : []),
    ];
  }
  return [
    ...(unit === undefined || TIMES.includes(unit) ? [] : [`unit: "${unit}" is not allowed: a time is in s or ms.`]),
    ...(direction === 'higher' ? ['direction: of a time the lower is better.'] : []),
    ...(asked === undefined || asked === 'fixed'
      ? []
      : [`work: "${asked}" is not allowed: a command of a given length always takes that time.`]),
  ];
}

function patternFaults(pattern: string): string[] {
  const fault = patternFault(pattern);
  return fault === undefined ? [] : [`metric: the pattern ${JSON.stringify(pattern.slice(0, 100))} ${fault}.`];
}

function complete({ name, run, metric: source, unit, direction, work: asked, setup, teardown }: Row): OwnBenchmark {
  return {
    name,
    run,
    metric: source,
    unit: unit ?? 's',
    direction: direction ?? 'lower',
    seconds: asked === undefined || asked === 'fixed' ? undefined : parseDuration(asked),
    ...(setup !== undefined && { setup }),
    ...(teardown !== undefined && { teardown }),
  };
}

/**
 * Returns a row with the same meaning and its keys in a fixed order, for the command that repeats a run, and to
 * compare rows.
 */
export function writtenRow({ name, run, setup, teardown, metric, unit, direction, seconds }: OwnBenchmark): object {
  return {
    name,
    run,
    ...(setup !== undefined && { setup }),
    ...(teardown !== undefined && { teardown }),
    metric,
    unit,
    ...(!('time' in metric) && { direction }),
    ...(seconds !== undefined && { work: formatDuration(seconds) }),
  };
}

interface ReadRows {
  readonly rows: readonly OwnBenchmark[];
  /** One sentence each, by row. */
  readonly faults: readonly string[];
}

function read(text: string): ReadRows {
  const found = parseRows(text);
  if (typeof found === 'string') return { rows: [], faults: [found] };
  const checked = found.map((row, index) => readRow(row, `row ${index + 1}${nameOf(row)}`));
  const names = checked.flatMap(({ rows }) => rows.map(({ name }) => name));
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return {
    rows: checked.flatMap(({ rows }) => rows),
    faults: [...checked.flatMap(({ faults }) => faults), ...twice.map((name) => `two rows are called ${name}.`)],
  };
}

/** Returns a sentence where the text is not a list of rows. */
function parseRows(text: string): readonly unknown[] | string {
  if (isTooDeep(text)) return `${TOO_DEEP}: it must be ${ownBenchmarks.allowed}.`;
  const document = parseDocument(text, { logLevel: 'error' });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) return noYaml(fault.message);
  const rows = meaningOf(() => document.toJS({ maxAliasCount: 0 }));
  if ('fault' in rows) return noYaml(rows.fault);
  const { value } = rows;
  if (!Array.isArray(value) || value.length === 0) return `must be ${ownBenchmarks.allowed}.`;
  return value.length > MOST_ROWS ? `${value.length} rows are too many: at most ${MOST_ROWS}.` : value;
}

const noYaml = (why: string): string => `is no YAML: ${why.split('\n')[0]}`;

function nameOf(row: unknown): string {
  const name = typeof row === 'object' && row !== null && 'name' in row ? row.name : undefined;
  return typeof name === 'string' && /^[\w.-]{1,100}$/.test(name) ? ` (${name})` : '';
}

function readRow(row: unknown, where: string): ReadRows {
  const result = ownBenchmarkSchema.safeParse(row);
  const faults = result.success ? rowFaults(result.data) : [...new Set(result.error.issues.flatMap(inWords(row)))];
  return {
    rows: result.success ? [complete(result.data)] : [],
    faults: faults.map((fault) => `${where}: ${fault}`),
  };
}

const inWords =
  (row: unknown) =>
  (issue: z.core.$ZodIssue): string[] => {
    const key = KEYS.find((one) => one === issue.path[0]);
    if (key === undefined && issue.code === 'unrecognized_keys')
      return issue.keys.map((unknown) => `unknown key "${unknown}". ${didYouMean(unknown, KEYS)}`);
    if (key === undefined) return [`must be a map with the keys ${KEYS.join(', ')}.`];
    const value = (row as Readonly<Record<string, unknown>>)[key];
    if (value === undefined) return [`${key}: is missing: it must be ${ALLOWED[key]}.`];
    return [`${key}: ${JSON.stringify(value).slice(0, 200)} is not allowed: it must be ${ALLOWED[key]}.`];
  };

/** The value has no faults. As a text it is YAML (or JSON, which is YAML). */
export const ownBenchmarks: Kind<readonly OwnBenchmark[], ''> = {
  placeholder: 'rows',
  allowed: 'a list of rows with the keys name, run, metric, unit, direction, work, setup and teardown',
  suffix: '',
  list: false,
  rows: true,
  faults: (text) => read(text).faults,
  schema: () =>
    z.string().transform((text, context) => {
      const { rows, faults } = read(text);
      if (faults.length === 0) return rows;
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }),
  value: () => {
    const { name, run, setup, teardown } = ownBenchmarkSchema.shape;
    const figure = { metric, unit: z.string(), direction: z.enum(DIRECTIONS), seconds: z.number().optional() };
    return z.array(z.object({ name, run, setup, teardown, ...figure })).min(1);
  },
};
