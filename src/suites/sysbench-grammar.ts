/**
 * A small language for expected lines. A template is the line as sysbench prints it, runs of blanks as one, with slots
 * `{name:kind}` for what varies; `{:kind}` is read and not kept. A leading `?` marks a line that may be absent, a
 * leading `*` one that may come any number of times. A grammar is the templates in the order of the output.
 */
import { OutputError } from './benchmark.js';

/**
 * Decimals are exact, so that a number cut short is not a number. Every repeat has a bound, so that no line takes
 * long.
 */
const KINDS: Readonly<Record<string, string>> = {
  int: '\\d{1,20}',
  f2: '\\d{1,20}\\.\\d{2}',
  f3: '\\d{1,20}\\.\\d{3}',
  f4: '\\d{1,20}\\.\\d{4}',
  /** `sb_print_value_size`: five significant digits and a binary prefix. */
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

/** Lines shown of an output that could not be read, and characters of each. */
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

/** `split` with two groups yields literal, name, kind, literal, name, kind, …, literal. */
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

/** What the slots of a grammar held. Asking for a slot that an optional line did not fill is an error of ours. */
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

  /** Finite and not negative: the kinds of slot allow nothing else. */
  number(name: string): number {
    return Number(this.text(name));
  }

  /** A slot of kind `size`, in bytes. */
  bytes(name: string): number {
    const [, digits, prefix] = /^([\d.]+)([KMGT]?)/.exec(this.text(name)) ?? [];
    return Number(digits) * 1024 ** ('KMGT'.indexOf(prefix || '-') + 1);
  }
}

/**
 * Reads lines against a grammar: each must be the expected one, and each expected one must be there.
 * @throws OutputError with the lines that are not, or the name of the first line that is missing.
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

/** Where `line` stands in the grammar at or after `at`, passing over lines that may be absent. */
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

/** The first lines, cut, with control characters written out. */
export function shown(lines: readonly string[]): string[] {
  return lines
    .slice(0, SHOWN_LINES)
    .map((line) =>
      line
        .slice(0, SHOWN_CHARACTERS)
        .replaceAll(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`),
    );
}
