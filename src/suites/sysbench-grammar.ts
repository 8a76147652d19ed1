/**
 * A small language for expected lines. A template is the line as sysbench prints it, with runs of blanks as one blank
 * and slots `{name:kind}` for what varies; `{:kind}` is read and not kept. A leading `?` marks a line that may be
 * absent, and a leading `*` one that may come any number of times. A grammar is a list of templates in the order of
 * the output.
 */
import { OutputError } from './benchmark.js';

/**
 * Decimals have an exact number of digits, so that a truncated number does not match. Every repeat has a bound, so
 * that no line takes long to match.
 */
const KINDS: Readonly<Record<string, string>> = {
  int: '\\d{1,20}',
  f2: '\\d{1,20}\\.\\d{2}',
  f3: '\\d{1,20}\\.\\d{3}',
  f4: '\\d{1,20}\\.\\d{4}',
  /** `sb_print_value_size` of sysbench prints five significant digits and a binary prefix. */
  size: '\\d{1,12}(?:\\.\\d{1,5})?(?:[KMGT]i?)?',
  version: '\\d{1,3}(?:\\.\\d{1,3}){2,3}(?:-[0-9a-z]{1,40})?',
  word: '[A-Za-z]{1,20}',
  text: '[ -~]{1,80}',
  stars: '\\*{0,40}',
};

const SLOT = /\{(\w*):(\w+)\}/;

interface Rule {
  readonly label: string;
  readonly pattern: RegExp;
  readonly times: 'once' | 'optional' | 'any';
}

export type Grammar = readonly Rule[];

/** An error shows this many lines of output that could not be read, and this many characters of each. */
const SHOWN_LINES = 10;
const SHOWN_CHARACTERS = 200;

export function grammar(templates: readonly string[]): Grammar {
  return templates.map((template) => {
    const mark = template.startsWith('?') ? 'optional' : template.startsWith('*') ? 'any' : 'once';
    const line = mark === 'once' ? template : template.slice(1);
    return {
      label: line.replaceAll(new RegExp(SLOT, 'g'), '…'),
      pattern: new RegExp(`^${source(line)}$`),
      times: mark,
    };
  });
}

/**
 * Returns the source of the pattern. `split` with two groups yields literal, name, kind, literal, name, kind, …,
 * literal.
 */
function source(line: string): string {
  const parts = line.split(SLOT);
  let text = '';
  for (let at = 0; at < parts.length; at += 3) {
    text += (parts[at] ?? '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const kind = parts[at + 2];
    if (kind === undefined) continue;
    if (KINDS[kind] === undefined) throw new Error(`no kind of slot is called ${kind}`);
    text += parts[at + 1] ? `(?<${parts[at + 1]}>${KINDS[kind]})` : KINDS[kind];
  }
  return text;
}

/**
 * The contents of the slots of a grammar. Reading a slot that an optional line did not fill is a fault of ours and
 * throws.
 */
export class Fields {
  readonly #held = new Map<string, string>();

  keep(groups: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(groups)) this.#held.set(name, text);
  }

  has(name: string): boolean {
    return this.#held.has(name);
  }

  text(name: string): string {
    const text = this.#held.get(name);
    if (text === undefined) throw new Error(`the grammar has no ${name}`);
    return text;
  }

  /** Returns a number that is finite and not negative, because the kinds of slot allow nothing else. */
  number(name: string): number {
    return Number(this.text(name));
  }

  /** Returns a slot of kind `size`, in bytes. */
  bytes(name: string): number {
    const [, digits, prefix] = /^([\d.]+)([KMGT]?)/.exec(this.text(name)) ?? [];
    return Number(digits) * 1024 ** ('KMGT'.indexOf(prefix || '-') + 1);
  }
}

/**
 * Reads lines against a grammar: each line must be the expected one, and no expected one may be missing.
 * @throws OutputError with the lines that do not match, or with the first line that is missing.
 */
export function readLines(rules: Grammar, lines: readonly string[]): Fields {
  const fields = new Fields();
  const unread: string[] = [];
  let at = 0;
  for (const line of lines) {
    const found = expected(rules, at, line);
    if (found === undefined) unread.push(line);
    else {
      fields.keep(found.groups);
      at = found.next;
    }
  }
  const missing = rules.slice(at).find((rule) => rule.times === 'once');
  if (unread.length === 0 && missing === undefined) return fields;
  throw unreadable(unread, missing);
}

/** Finds the rule for `line` at or after `at`, skipping lines that may be absent. */
function expected(rules: Grammar, at: number, line: string) {
  for (const [offset, rule] of rules.slice(at).entries()) {
    const match = rule.pattern.exec(line);
    if (match) return { groups: match.groups ?? {}, next: at + offset + (rule.times === 'any' ? 0 : 1) };
    if (rule.times === 'once') return undefined;
  }
  return undefined;
}

function unreadable(unread: readonly string[], missing: Rule | undefined): OutputError {
  if (unread.length === 0) return new OutputError(`sysbench's output ends before "${missing?.label}"`, []);
  const count = unread.length === 1 ? 'a line' : `${unread.length} lines`;
  const wanted = missing ? `, and "${missing.label}" is missing` : '';
  return new OutputError(`${count} of sysbench's output could not be read${wanted}`, shown(unread));
}

/** Returns the first lines, truncated, with control characters escaped. */
export function shown(lines: readonly string[]): string[] {
  return lines
    .slice(0, SHOWN_LINES)
    .map((line) =>
      line
        .slice(0, SHOWN_CHARACTERS)
        .replaceAll(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`),
    );
}
