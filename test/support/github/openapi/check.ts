/** Checks requests and answers against the operation that GitHub describes. */
import type { Answer, Request } from '../http.js';
import type { Content, FoundOperation, Operation, Schema } from './description.js';
import { problemsOf, problemsOfText } from './schema.js';

const jsonSchema = (content: Content | undefined): Schema | undefined => content?.content?.['application/json']?.schema;

const parameterSchemas = new WeakMap<Operation, Schema>();

/**
 * Returns a schema of all parameters of an operation as one object. A parameter that GitHub does not know is an error.
 */
function parameterSchema(operation: Operation): Schema {
  const known = parameterSchemas.get(operation);
  if (known !== undefined) return known;
  const parameters = operation.parameters.filter((one) => one.in !== 'header');
  // A text can fit several branches of a `oneOf`: `7` is an integer and a string.
  const loosen = ({ oneOf, ...rest }: Schema) => (oneOf === undefined ? rest : { ...rest, anyOf: oneOf });
  const properties = Object.fromEntries(parameters.map((one) => [one.name, loosen(one.schema)]));
  const required = parameters.filter((one) => one.required).map(({ name }) => name);
  const schema = { type: 'object', properties, required, additionalProperties: false };
  parameterSchemas.set(operation, schema);
  return schema;
}

/** Returns names in a body that GitHub would ignore silently. */
function unknownFields(schema: Schema, body: unknown): string[] {
  if (typeof body !== 'object' || body === null || schema.properties === undefined) return [];
  const known = Object.keys(schema.properties as object);
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  return unknown.map((name) => `the body has a field ${name} that GitHub ignores`);
}

function bodyProblems(operation: Operation, body: unknown): string[] {
  const schema = jsonSchema(operation.requestBody);
  if (body === undefined) return operation.requestBody?.required ? ['the body is missing'] : [];
  if (schema === undefined) return ['there is a body where GitHub takes none'];
  return [...problemsOf(schema, body), ...unknownFields(schema, body)];
}

/** Returns what is wrong with a request: its parameters, its body (parsed), its headers. */
export function requestProblems({ operation, params }: FoundOperation, request: Request, body: unknown): string[] {
  const values = { ...params, ...Object.fromEntries(request.url.searchParams) };
  const agent = request.headers['user-agent'] === undefined ? ['there is no user-agent header'] : [];
  return [...agent, ...problemsOfText(parameterSchema(operation), values), ...bodyProblems(operation, body)];
}

/**
 * Returns what is wrong with an answer. GitHub does not document every error, so an undocumented one may be anything.
 */
export function answerProblems(operation: Operation, answer: Answer): string[] {
  const content = operation.response(answer.status);
  if (content === undefined && answer.status < 400) return [`GitHub documents no ${answer.status}`];
  const schema = jsonSchema(content);
  const isJson = answer.headers?.['content-type']?.startsWith('application/json');
  return schema === undefined || !isJson ? [] : problemsOf(schema, JSON.parse(String(answer.body)));
}
