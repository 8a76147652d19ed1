/** Evaluates `${{ … }}` with GitHub's own evaluator. */
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

export type Status = 'success' | 'failure' | 'cancelled';

/** What an expression can refer to. */
export interface Scope {
  /** `github`, `inputs`, `steps`, `env`, `runner`, …; a context that is missing here is an error. */
  readonly contexts: Readonly<Record<string, unknown>>;
  /** The status that success() and failure() ask for. */
  readonly status: Status;
  /** The value of cancelled(). */
  readonly isCancelled: boolean;
}

const EXPRESSION = /\$\{\{((?:'(?:[^']|'')*'|[^'])*?)\}\}/g;
const STATUS_FUNCTION = /\b(?:always|success|failure|cancelled)\s*\(/i;

const toData = (value: unknown): data.ExpressionData => JSON.parse(JSON.stringify(value), data.reviver);

/** The contexts of a scope are those of one moment, and a step of the action has fifty expressions about them. */
const converted = new WeakMap<Scope['contexts'], data.Dictionary>();

function dataOf(contexts: Scope['contexts']): data.Dictionary {
  const known = converted.get(contexts) ?? (toData(contexts) as data.Dictionary);
  converted.set(contexts, known);
  return known;
}

function functionsOf({ status, isCancelled }: Scope) {
  const answers = {
    always: true,
    success: status === 'success',
    failure: status === 'failure',
    cancelled: isCancelled,
  };
  return Object.entries(answers).map(([name, answer]) => {
    return { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(answer) };
  });
}

function evaluate(expression: string, scope: Scope): data.ExpressionData {
  const functions = functionsOf(scope);
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(scope.contexts), functions).parse();
  return new Evaluator(tree, dataOf(scope.contexts), new Map(functions.map((one) => [one.name, one]))).evaluate();
}

/** Returns a text with its expressions replaced by their values. */
export function expand(text: string, scope: Scope): string {
  return text.replace(EXPRESSION, (_, inner: string) => evaluate(inner.trim(), scope).coerceString());
}

export function expandAll(texts: Readonly<Record<string, string>>, scope: Scope): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, expand(text, scope)]));
}

/** Tells whether an `if:` holds. A condition that does not ask for the status holds only while no step has failed. */
export function holds(condition: string | undefined, scope: Scope): boolean {
  const bare = (condition ?? '')
    .trim()
    .replace(/^\$\{\{(.*)\}\}$/s, '$1')
    .trim();
  if (bare === '') return scope.status === 'success';
  const whole = STATUS_FUNCTION.test(bare) ? bare : `success() && (${bare})`;
  const result = evaluate(whole, scope);
  return !['', 'false', '0'].includes(result.coerceString());
}
