/**
 * Makes values that fit GitHub's schemas: what a test states, and the smallest values of everything else that GitHub
 * promises.
 */
import { referredSchema, type Schema, schemaNamed } from './description.js';

export type JsonObject = Readonly<Record<string, unknown>>;

const texts: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  uri: 'https://github.localhost/',
  email: 'nobody@github.localhost',
};

const asSchemas = (value: unknown) => (Array.isArray(value) ? (value as Schema[]) : []);
const propertiesOf = (schema: Schema) => (schema.properties ?? {}) as Readonly<Record<string, Schema>>;

function resolve(schema: Schema): Schema {
  const name = referredSchema(schema);
  return name === undefined ? schema : schemaNamed(name);
}

function sampleObject(schema: Schema): JsonObject {
  const properties = propertiesOf(schema);
  const required = (schema.required ?? []) as string[];
  return Object.fromEntries(required.map((key) => [key, sample(properties[key] ?? {})]));
}

function sampleText(schema: Schema): string {
  if (typeof schema.pattern === 'string' && typeof schema.example === 'string') return schema.example;
  return texts[String(schema.format)] ?? 'x'.repeat(Number(schema.minLength ?? 0));
}

/** Returns the smallest value of a schema: null, empty, zero, or the first choice, wherever it is allowed. */
function sample(given: Schema): unknown {
  const schema = resolve(given);
  if (schema.nullable === true) return null;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const all = asSchemas(schema.allOf);
  if (all.length > 0) return Object.assign({}, ...all.map(sample), sampleObject(schema));
  const choice = asSchemas(schema.oneOf ?? schema.anyOf)[0];
  if (choice !== undefined && schema.properties === undefined) return sample(choice);
  if (schema.type === 'array') return [];
  if (schema.type === 'string') return sampleText(schema);
  if (schema.type === 'boolean') return false;
  if (schema.type === 'integer' || schema.type === 'number') return Number(schema.minimum ?? 0);
  return sampleObject(schema);
}

function knownKeys(given: Schema): string[] {
  const schema = resolve(given);
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap(asSchemas);
  return [...Object.keys(propertiesOf(schema)), ...parts.flatMap(knownKeys)];
}

/**
 * Returns an object of one of GitHub's schemas: the values given, and a smallest value for every other field that
 * GitHub always sends.
 * @throws Error for a value that GitHub's schema does not know.
 */
export function fill(name: string, values: JsonObject): JsonObject {
  const schema = schemaNamed(name);
  const known = new Set(knownKeys(schema));
  const unknown = Object.keys(values).filter((key) => !known.has(key));
  if (unknown.length > 0) throw new Error(`GitHub's "${name}" has no ${unknown.join(', ')}.`);
  return { ...(sample(schema) as JsonObject), ...values };
}
