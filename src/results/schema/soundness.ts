/**
 * Says of most values, and quickly, that a schema takes them: one verdict for each kind of node, made once. Of what it
 * does not take here the schema itself is asked, which finds the fault and tells it.
 */
import * as z from 'zod';

type Check = (value: unknown) => boolean;

/** Makes a check that is true of no value that the schema refuses, and of most that it takes. */
export function soundness(schema: z.core.$ZodType): Check {
  if (schema instanceof z.ZodOptional) {
    const inner = soundness(schema.unwrap());
    return (value) => value === undefined || inner(value);
  }
  if (schema instanceof z.ZodNullable) {
    const inner = soundness(schema.unwrap());
    return (value) => value === null || inner(value);
  }
  if (schema instanceof z.ZodObject && onlyChecks(schema, [])) return objectCheck(schema);
  if (schema instanceof z.ZodArray && onlyChecks(schema, ['max_length'])) return arrayCheck(schema);
  if (schema instanceof z.ZodRecord && onlyChecks(schema, [])) return recordCheck(schema);
  if (schema instanceof z.ZodNumber && onlyChecks(schema, ['greater_than', 'less_than', 'number_format']))
    return numberCheck(schema);
  return schema instanceof z.ZodString ? stringCheck(schema) : (value) => z.safeParse(schema, value).success;
}

/** Tells whether nothing else is asked of the value as a whole. */
function onlyChecks({ _zod }: z.core.$ZodType, names: readonly string[]): boolean {
  return (_zod.def.checks ?? []).every((one) => names.includes(one._zod.def.check));
}

/** A loose schema lets through what it does not name. */
function objectCheck(schema: z.ZodObject): Check {
  const isLoose = schema.def.catchall instanceof z.ZodUnknown;
  const fields = Object.entries(schema.shape).map(([name, field]) => ({ name, check: soundness(field) }));
  return (value) => {
    if (!isLoose || typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const given = value as Readonly<Record<string, unknown>>;
    for (const { name, check } of fields) if (!check(given[name])) return false;
    return true;
  };
}

function arrayCheck(schema: z.ZodArray): Check {
  const item = soundness(schema.element);
  const bounds = (schema.def.checks ?? []).map(({ _zod }) => (_zod.def as z.core.$ZodCheckMaxLengthDef).maximum);
  const most = Math.min(...bounds, Number.POSITIVE_INFINITY);
  return (value) => Array.isArray(value) && value.length <= most && value.every(item);
}

function recordCheck(schema: z.ZodRecord): Check {
  const [key, item] = [soundness(schema.keyType), soundness(schema.valueType)];
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const given = value as Readonly<Record<string, unknown>>;
    for (const name in given) if (name === '__proto__' || !key(name) || !item(given[name])) return false;
    return true;
  };
}

/** The schema itself is asked about its bounds: some include them. */
function numberCheck(schema: z.ZodNumber): Check {
  const { minValue, maxValue, isInt } = schema;
  return (value) =>
    (typeof value === 'number' &&
      value > (minValue ?? -Number.MAX_VALUE) &&
      value < (maxValue ?? Number.MAX_VALUE) &&
      (!isInt || Number.isSafeInteger(value))) ||
    schema.safeParse(value).success;
}

/** So many texts of one schema are remembered: a document repeats a few names very often. */
const REMEMBERED = 10_000;
const LONGEST_REMEMBERED = 128;

function stringCheck(schema: z.ZodString): Check {
  const sound = new Set<string>();
  return (value) => {
    if (typeof value !== 'string') return false;
    if (sound.has(value)) return true;
    const isSound = schema.safeParse(value).success;
    if (isSound && value.length <= LONGEST_REMEMBERED && sound.size < REMEMBERED) sound.add(value);
    return isSound;
  };
}
