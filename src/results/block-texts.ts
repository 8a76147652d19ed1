/**
 * Finds the blocks of a run document in its text, so that they are read one at a time: neither the text of a large
 * document nor a second copy is held whole. Pure.
 */
import { tryJson } from '../json.js';

export interface BlockTexts {
  /** It is the document with an empty list of blocks, as JSON. */
  readonly head: string;
  /** There is one for each block; each is JSON where the whole is. */
  readonly blocks: readonly Buffer[];
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A value's place in the text; the end is exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns undefined where the text has no such list, has the field twice, or is found here to be no JSON. Where `head`
 * and all blocks are JSON, the text is JSON too, and means the same.
 */
export function blockTexts(json: Buffer): BlockTexts | undefined {
  const [list, another] = listsOf('blocks', json);
  // Of two fields with one name the later counts, so the whole must be parsed.
  const elements = another === undefined ? list?.elements : undefined;
  if (list === undefined || elements === undefined) return undefined;
  const head = `${json.toString('utf8', 0, list.start)}[]${json.toString('utf8', list.end)}`;
  return { head, blocks: elements.map(({ start, end }) => json.subarray(start, end)) };
}

/** A value that should be a list. */
interface List extends Span {
  /** It is undefined where the value is no list. */
  readonly elements: readonly Span[] | undefined;
}

/** Returns the values of the document's fields of this name, however it is spelt. No byte of a list is read twice. */
function listsOf(name: string, json: Buffer): List[] {
  const found: List[] = [];
  let at = afterBlanks(json, 0);
  if (json[at] !== OPEN_OBJECT) return [];
  do {
    const start = afterBlanks(json, at + 1);
    const end = endOfValue(json, start);
    const colon = afterBlanks(json, end);
    if (json[start] !== QUOTE || json[colon] !== COLON) return found;
    const list = tryJson(json.toString('utf8', start, end)) === name ? listFrom(json, colon + 1) : undefined;
    if (list) found.push(list);
    at = afterBlanks(json, list?.end ?? spanFrom(json, colon + 1).end);
  } while (json[at] === COMMA);
  return found;
}

function listFrom(json: Buffer, from: number): List {
  const start = afterBlanks(json, from);
  const elements: Span[] = [];
  let at = start;
  if (json[start] === OPEN_LIST) {
    const first = afterBlanks(json, start + 1);
    if (json[first] === CLOSE_LIST) return { start, end: first + 1, elements };
    do {
      elements.push(spanFrom(json, at + 1));
      at = afterBlanks(json, elements.at(-1)?.end ?? json.length);
    } while (json[at] === COMMA);
  }
  const isList = json[at] === CLOSE_LIST;
  return isList ? { start, end: at + 1, elements } : { ...spanFrom(json, start), elements: undefined };
}

function spanFrom(json: Buffer, from: number): Span {
  const start = afterBlanks(json, from);
  return { start, end: endOfValue(json, start) };
}

function endOfValue(json: Buffer, start: number): number {
  const byte = json[start];
  if (byte === QUOTE) return endOfString(json, start);
  if (byte === OPEN_LIST || byte === OPEN_OBJECT) return endOfNested(json, start);
  let at = start;
  while (at < json.length && !isEnd(json[at])) at += 1;
  return at;
}

/** Returns whether a number or a word ends here. */
const isEnd = (byte: number | undefined): boolean =>
  byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT || isBlank(byte);

function endOfString(json: Buffer, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** The effects say what a byte outside of strings does to the depth; nearly all do nothing. */
const QUOTES = 2;
const EFFECTS = new Int8Array(256);
EFFECTS[QUOTE] = QUOTES;
for (const byte of [OPEN_LIST, OPEN_OBJECT]) EFFECTS[byte] = 1;
for (const byte of [CLOSE_LIST, CLOSE_OBJECT]) EFFECTS[byte] = -1;

/** It is left to the parser which bracket closes which. @param start where the first one opens. */
function endOfNested(json: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at += 1) {
    const effect = EFFECTS[json[at] as number] as number;
    if (effect === 0) continue;
    if (effect === QUOTES) at = endOfString(json, at) - 1;
    else depth += effect;
    if (depth === 0) return at + 1;
  }
  return json.length;
}

function afterBlanks(json: Buffer, start: number): number {
  let at = start;
  while (isBlank(json[at])) at += 1;
  return at;
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
