/**
 * Defines the kinds of text in Tare's documents. A stranger may have written a document, so each kind says what it can
 * hold.
 */
import * as z from 'zod';
import { LONGEST_IDENTIFIER, LONGEST_NAME, LONGEST_TEXT } from '../config/kinds/one-line.js';

/** People read it and nothing else is made of it. A longer one is cut when it is written. */
export const text = z.string().max(LONGEST_TEXT);

/** It is a value of the host or of GitHub, on one line. */
export const word = z
  .string()
  .max(1_000)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'holds a line break or a control character');

/** It is a list of the host on one line, which may be long: every other one of many CPUs. */
export const longWord = z
  .string()
  .max(LONGEST_TEXT)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'holds a line break or a control character');

/** It is an arm, an option's value or a path, as the user wrote it, on one line. */
export const name = z
  .string()
  .min(1)
  .max(LONGEST_NAME)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'holds a line break or a control character');

/** It names a benchmark, suite, metric, runtime or version, and is part of labels, commands and file names. */
export const identifier = z
  .string()
  .max(LONGEST_IDENTIFIER)
  .regex(/^\w[\w.+:~-]*$/, 'may hold only letters, digits and _ . + : ~ -');

/** It is a commit of git. */
export const commit = z.string().regex(/^[0-9a-f]{40,64}$/, 'is no commit: 40 or 64 hex digits');

/** It is part of file names. */
export const runId = z.string().regex(/^[\w-]{1,64}$/, 'may hold only letters, digits, _ and -, at most 64');
/** Returns what the id of a run that began then begins with: such texts sort as the times do. */
export const idTime = (startedAt: string): string => `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** It is ISO 8601, UTC, as JavaScript writes it. */
export const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/, 'is no time in UTC, as in 2026-11-28T09:30:00.000Z')
  .refine((written) => !Number.isNaN(Date.parse(written)), 'is no time');
