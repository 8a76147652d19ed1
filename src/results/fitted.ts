/**
 * Makes a document one that can be read again. Its texts come from the host, from sandboxes and from programs that
 * anybody wrote, and what its schema does not take in them is mended when it is written, not found when it is read.
 * Pure.
 */
import type * as z from 'zod';
import { soundness } from './schema/soundness.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One round may show what another hid: a text that is written out for its characters grows too long. */
const MOST_ROUNDS = 5;
/** A message names at most this many faults. */
const MOST_TOLD = 3;

/**
 * Makes the function that does it for documents of one schema. A text that is too long is cut, a character that a
 * field cannot hold is written out as `\u{…}`, a list that is too long ends in how much is left out, and a field of a
 * table whose name cannot be one is left out. A document that is sound is returned as it is.
 * The function throws an Error where a figure or a field itself is wrong, which is a mistake in Tare.
 */
export function fitting<Document>(schema: z.ZodType<Document>): (document: Document) => Document {
  const isSound = soundness(schema);
  return (document) => {
    let fit: unknown = document;
    let issues: readonly Issue[] = [];
    for (let round = 0; round <= MOST_ROUNDS; round += 1) {
      if (isSound(fit)) return fit as Document;
      issues = schema.safeParse(fit).error?.issues ?? [];
      if (issues.length === 0) return fit as Document;
      // A list is cut last, because places in it would be others then.
      const last = issues.toSorted((a, b) => b.path.length - a.path.length);
      fit = last.reduce((whole, issue) => mended(whole, issue.path, issue), fit);
    }
    const faults = issues.slice(0, MOST_TOLD).map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`);
    throw new Error(`a document could not be read again if it were written: ${faults.join('; ')}`);
  };
}

/** Returns the value with what lies at the path mended, or left out; the value itself stays as it is. */
function mended(value: unknown, [first, ...rest]: Path, issue: Issue): unknown {
  if (first === undefined) return fitTo(value, issue);
  if (Array.isArray(value)) return value.map((item, at) => (at === first ? mended(item, rest, issue) : item));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  // defineProperty of fromEntries, since a table of a document may have any name in it.
  return Object.fromEntries(
    issue.code === 'invalid_key' && rest.length === 0
      ? fields.filter(([name]) => name !== first)
      : fields.map(([name, field]) => [name, name === first ? mended(field, rest, issue) : field]),
  );
}

function fitTo(value: unknown, issue: Issue): unknown {
  if (issue.code === 'too_big' && typeof value === 'string') return `${value.slice(0, Number(issue.maximum) - 1)}…`;
  if (issue.code === 'too_big' && Array.isArray(value)) return shortList(value, Number(issue.maximum));
  if (issue.code === 'invalid_format' && typeof value === 'string') return value.replace(BREAKING, writtenOut);
  return value;
}

const BREAKING = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

const writtenOut = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** Sentences of which some are left out end in one that says so. */
function shortList(list: readonly unknown[], most: number): readonly unknown[] {
  if (most < 1 || !list.every((item) => typeof item === 'string')) return list.slice(0, most);
  return [...list.slice(0, most - 1), `There are ${list.length - most + 1} more.`];
}
