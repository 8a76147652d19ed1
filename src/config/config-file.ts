/** Reads the text of tare.yml: a map from inputs to values. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { InputError } from '../errors.js';
import { aliasFault, isTooDeep, meaningOf, TOO_DEEP } from '../yaml.js';
import { fileInputs, INPUTS } from './inputs.js';
import { didYouMean } from './kinds/nearest.js';

/** The texts of inputs by name. A list may be given item by item. */
export type Layer = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface ConfigFile {
  readonly values: Layer;
  /** The place of each value in the file: `tare.yml:3`. */
  readonly places: Readonly<Record<string, string>>;
}

/**
 * Reads the file.
 * @param name what messages call the file.
 * @throws InputError that names the line of every fault: bad YAML, unknown or doubled keys, values that are no text,
 * number or list.
 */
export function parseConfigFile(text: string, name: string): ConfigFile {
  if (isTooDeep(text)) throw new InputError(`${name} ${TOO_DEEP}.`, 'A file of inputs is a map of texts and lists.');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const at = (offset: number | undefined) => `${name}:${lines.linePos(offset ?? 0).line}`;
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) throw new InputError(`${at(fault.pos[0])}: ${fault.message}.`, needsQuotes(fault) ? QUOTE : undefined);
  const alias = aliasFault(document);
  if (alias) throw new InputError(`${at(alias.offset)}: ${alias.reason}.`, 'Write out what is meant there.');
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return { values: {}, places: {} };
  if (!isMap(contents)) throw new InputError(`${at(0)}: must be a map, for example "runtimes: runc, docker".`);
  const entries = contents.items.map((pair) => readEntry(pair, at, document));
  const faults = entries.flatMap((entry) => entry.fault ?? []);
  if (faults.length > 0) throw new InputError(shownOf(faults).join('\n'));
  return {
    values: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
    places: Object.fromEntries(entries.map(({ key, place }) => [key, place])),
  };
}

/**
 * An error shows at most this many faults. Each may list everything that is known, so a file of another kind would
 * fill the screen.
 */
const MOST_SHOWN = 5;

function shownOf(faults: readonly string[]): readonly string[] {
  if (faults.length <= MOST_SHOWN) return faults;
  return [...faults.slice(0, MOST_SHOWN), `There are ${faults.length - MOST_SHOWN} more faults.`];
}

const QUOTE = 'Text with braces or ": " in it needs quotes: "name{option: value}".';

const needsQuotes = ({ code }: YAMLError) => code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MISSING_CHAR';

type Locate = (offset: number | undefined) => string;

interface ConfigEntry {
  readonly key: string;
  readonly value: string | string[] | undefined;
  readonly place: string;
  readonly fault?: string;
}

function readEntry(pair: Pair, at: Locate, document: Document): ConfigEntry {
  const key = isScalar(pair.key) ? String(pair.key.value) : '';
  const place = at(isScalar(pair.key) ? pair.key.range?.[0] : undefined);
  const read: Read = isRows(key) ? readRows(pair.value, document) : { value: readValue(pair.value, document) };
  const value = 'value' in read ? read.value : undefined;
  const reason = refuseKey(key) ?? ('fault' in read ? `"${key}": ${read.fault}.` : refuseValue(key, value));
  return { key, value, place, ...(reason && { fault: `${place}: ${reason}` }) };
}

function refuseKey(key: string): string | undefined {
  const input = INPUTS.find(({ name }) => name === key);
  if (input?.notInFile) return `"${key}" cannot be set in a file: ${input.notInFile}.`;
  const names = fileInputs().map(({ name }) => name);
  return input ? undefined : `unknown input "${key}". ${didYouMean(key, names)}`;
}

function refuseValue(key: string, value: string | string[] | undefined): string | undefined {
  const input = INPUTS.find(({ name }) => name === key);
  if (!input || (value !== undefined && value.length > 0 && (input.kind.list || !Array.isArray(value))))
    return undefined;
  if (input.kind.rows) return `"${key}" must be ${input.kind.allowed}.`;
  const form = input.kind.list ? 'a text, a number or a list of them' : 'a text or a number';
  return `"${key}" must be ${form}, for example ${key}: ${JSON.stringify(input.example)}. ${QUOTE}`;
}

const isRows = (key: string): boolean => INPUTS.some(({ name, kind }) => name === key && kind.rows);

/** The value is undefined where it is of no kind that an input has. */
type Read = { readonly value: string | string[] | undefined } | { readonly fault: string };

/** A file of inputs is no longer than this, but its aliases can make much more of it. */
const LONGEST_ROWS = 1024 ** 2;

/** Returns maps as one text of JSON, which the input's own reader parses. */
function readRows(node: unknown, document: Document): Read {
  const value = named(node, document);
  if (!isSeq(value)) return { value: readScalar(value) };
  const rows = meaningOf(() => value.toJS(document, { maxAliasCount: 100 }));
  if ('fault' in rows) return rows;
  const text = JSON.stringify(rows.value);
  return text.length > LONGEST_ROWS ? { fault: 'its aliases make more than 1 MiB of it' } : { value: text };
}

/** Returns undefined for a value that is neither text, nor number, nor a list of such. */
function readValue(node: unknown, document: Document): string | string[] | undefined {
  const value = named(node, document);
  if (!isSeq(value)) return readScalar(value);
  const items = value.items.map((item) => readScalar(named(item, document)));
  return items.every((item) => item !== undefined) ? items : undefined;
}

/** Returns the node that an alias (`*name`) refers to. */
function named(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** Returns the text as it is written, so that `95.0` and `0x10` reach the input's own reader unchanged. */
function readScalar(node: unknown): string | undefined {
  if (!isScalar(node) || (typeof node.value !== 'string' && typeof node.value !== 'number')) return undefined;
  return (typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))).trim();
}
