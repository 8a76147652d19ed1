/**
 * Reads GitHub's own OpenAPI description (npm `@octokit/openapi`), and finds the operation that a request belongs to.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A schema of OpenAPI 3.0. It is JSON Schema except for `nullable`. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
  readonly 'x-multi-segment'?: boolean;
}

export interface Content {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Reference {
  readonly $ref: string;
}

interface RawOperation {
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: Content | Reference;
  readonly responses: Readonly<Record<string, Content | Reference>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** One operation, with its references resolved. */
export interface Operation {
  /** The route as GitHub documents it, for instance `GET /repos/{owner}/{repo}`. */
  readonly route: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody: Content | undefined;
  response(status: number): Content | undefined;
}

interface Indexed {
  readonly method: string;
  readonly pattern: RegExp;
  /** The number of segments that are no parameter. Of two operations that match, the one with more is meant. */
  readonly literals: number;
  readonly operation: Operation;
}

const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
const description = JSON.parse(readFileSync(file, 'utf8')) as Description;

function follow<T>(value: T | Reference): T {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value as T;
  const [, , kind = '', name = ''] = value.$ref.split('/');
  return description.components[kind]?.[name] as T;
}

/**
 * Returns the schema of this name in GitHub's description.
 * @throws Error where there is none.
 */
export function schemaNamed(name: string): Schema {
  const schema = description.components.schemas?.[name];
  if (schema === undefined) throw new Error(`GitHub describes no schema "${name}".`);
  return schema as Schema;
}

/** Returns the name in a reference to a schema; `undefined` for anything else. */
export function referredSchema(schema: Schema): string | undefined {
  return typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
}

function operationOf(method: string, path: string, raw: RawOperation): Operation {
  return {
    route: `${method} ${path}`,
    parameters: (raw.parameters ?? []).map(follow),
    requestBody: raw.requestBody === undefined ? undefined : follow(raw.requestBody),
    response: (status) => {
      const content = raw.responses[status];
      return content === undefined ? undefined : follow(content);
    },
  };
}

function patternOf(path: string, operation: Operation): RegExp {
  const wide = new Set(operation.parameters.filter((one) => one['x-multi-segment']).map(({ name }) => name));
  const source = path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, (_, name) => {
    return `(?<${name}>${wide.has(name) ? '.+' : '[^/]+'})`;
  });
  return new RegExp(`^${source}$`);
}

const index: readonly Indexed[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([name, raw]) => {
    const method = name.toUpperCase();
    const operation = operationOf(method, path, raw);
    const literals = path.split('/').filter((segment) => !segment.startsWith('{')).length;
    return { method, operation, literals, pattern: patternOf(path, operation) };
  }),
);

export interface FoundOperation {
  readonly operation: Operation;
  /** Parameters of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** Returns the operation that GitHub documents for a request; `undefined` where it documents none. */
export function findOperation(method: string, pathname: string): FoundOperation | undefined {
  const matching = index.filter((one) => one.method === method && one.pattern.test(pathname));
  const best = matching.sort((a, b) => b.literals - a.literals)[0];
  if (best === undefined) return undefined;
  const groups = best.pattern.exec(pathname)?.groups ?? {};
  const params = Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
  return { operation: best.operation, params };
}
