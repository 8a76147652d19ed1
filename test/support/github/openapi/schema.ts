/** Checks values against GitHub's schemas. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import { referredSchema, type Schema, schemaNamed } from './description.js';

const lists = ['allOf', 'anyOf', 'oneOf'] as const;
const singles = ['items', 'additionalProperties', 'not'] as const;

const uriOf = (name: string) => `https://github/schemas/${name}`;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/**
 * Makes an Ajv that ignores what is not part of JSON Schema, such as `example`. Most schemas are used a few times a
 * test file: to optimise their code, or to check them first, takes longer than that saves.
 */
function newAjv(coerceTypes: boolean): Ajv {
  const quick = { code: { optimize: false }, validateSchema: false };
  const ajv = new Ajv({ strict: false, logger: false, allErrors: true, coerceTypes, ...quick });
  ajvFormats.default(ajv);
  return ajv;
}

const bodies = newAjv(false);
/** Parameters arrive as text. */
const parameters = newAjv(true);
const defined = new Set<string>();

/** Adds a component to Ajv, which then compiles it once for everything that refers to it. */
function define(name: string): string {
  const uri = uriOf(name);
  if (!defined.has(name)) {
    defined.add(name);
    bodies.addSchema(toJsonSchema(schemaNamed(name)), uri);
  }
  return uri;
}

/** Converts OpenAPI 3.0 to JSON Schema: the two differ in `nullable` and in where components are. */
function toJsonSchema(schema: Schema): Schema {
  const name = referredSchema(schema);
  if (name !== undefined) return { $ref: define(name) };
  const { nullable, example: _, examples: __, ...rest } = schema;
  const out: Record<string, unknown> = rest;
  for (const key of lists) {
    if (Array.isArray(rest[key])) out[key] = rest[key].map(toJsonSchema);
  }
  for (const key of singles) {
    const inner = rest[key];
    if (isSchema(inner)) out[key] = toJsonSchema(inner);
  }
  if (isSchema(rest.properties)) {
    const entries = Object.entries(rest.properties) as [string, Schema][];
    out.properties = Object.fromEntries(entries.map(([key, value]) => [key, toJsonSchema(value)]));
  }
  return nullable === true ? { anyOf: [out, { type: 'null' }] } : out;
}

const compiled = new WeakMap<Schema, ValidateFunction>();

function compile(schema: Schema, ajv: Ajv): ValidateFunction {
  const validate = compiled.get(schema) ?? ajv.compile(toJsonSchema(schema));
  compiled.set(schema, validate);
  return validate;
}

const describe = ({ instancePath, message, params }: ErrorObject) =>
  `${instancePath || 'the value'} ${message} ${JSON.stringify(params)}`;

/** Returns what is wrong with a value, in at most ten sentences; empty where it fits the schema. */
export function problemsOf(schema: Schema, value: unknown): string[] {
  const validate = compile(schema, bodies);
  return validate(value) ? [] : (validate.errors ?? []).slice(0, 10).map(describe);
}

/** Does the same for parameters of a path or a query, where `"7"` is an integer. */
export function problemsOfText(schema: Schema, values: Readonly<Record<string, string>>): string[] {
  const validate = compile(schema, parameters);
  return validate({ ...values }) ? [] : (validate.errors ?? []).slice(0, 10).map(describe);
}
