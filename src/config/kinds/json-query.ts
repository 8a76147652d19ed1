/**
 * Reads where a number is in JSON, in a part of the singular queries of RFC 9535, which refer to one place at most.
 * They may be `$` alone. Indexes count from the start, and a name has no escapes; one after a dot is of ASCII, where a
 * hyphen is allowed besides.
 */

export type Step = string | number;

/** A step is `.name`, `['name']`, `["name"]` or `[0]`. Quotes and backslashes within a quoted name are refused. */
const STEP = /^(?:\.([A-Za-z_][\w-]*)|\[(?:'([^'"\\]+)'|"([^'"\\]+)"|(0|[1-9]\d{0,5}))\])/;

/** Returns the steps from the root, none for `$`; undefined for a text that is no such query. */
export function parseQuery(text: string): readonly Step[] | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: Step[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (!match) return undefined;
    const [whole, dotted, single, double, index] = match;
    steps.push(index === undefined ? String(dotted ?? single ?? double) : Number(index));
    rest = rest.slice(whole.length);
  }
  return steps;
}

/** Returns the value at that place; undefined where there is none. */
export function select(value: unknown, steps: readonly Step[]): unknown {
  return steps.reduce(child, value);
}

function child(value: unknown, step: Step): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
  const holds = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, step);
  return holds ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
}
