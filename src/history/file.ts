/** Keeps the history file on disk: gzipped JSON that is not trusted when read, and written whole or not at all. */
import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { InputError } from '../errors.js';
import { readInputFile } from '../host/files/input-file.js';
import { parseJson } from '../json.js';
import { fitting } from '../results/fitted.js';
import { LARGEST_DOCUMENT_BYTES } from '../results/limits.js';
import { documentText } from '../results/packed.js';
import { writeWhole } from '../results/store.js';
import { danglingPlaces, EMPTY_HISTORY, HISTORY_VERSION, type History, historySchema } from './document.js';

const WANTED = {
  what: 'a history',
  remedy: 'Give the path of a history file.',
  largestBytes: LARGEST_DOCUMENT_BYTES,
};

/**
 * Returns an empty history where there is no file. Plain JSON is taken too, so that a person can read and correct a
 * history.
 * @throws InputError that says what is wrong with the file and where.
 */
export function readHistory(path: string): History {
  if (!existsSync(path)) return EMPTY_HISTORY;
  return parseHistory(documentText(readInputFile(path, WANTED), path).toString('utf8'), path);
}

/** Reads the text of a history. @throws InputError */
export function parseHistory(text: string, path: string): History {
  const json = parseJson(text, path);
  const head = typeof json === 'object' && json !== null ? (json as { kind?: unknown; schemaVersion?: unknown }) : {};
  if (head.kind !== 'tare-history') {
    throw new InputError(`${path} is not a history of tare.`, 'Its "kind" should be "tare-history".');
  }
  if (head.schemaVersion !== HISTORY_VERSION) {
    throw new InputError(
      `${path} has schemaVersion ${JSON.stringify(head.schemaVersion)}, and this tare reads ${HISTORY_VERSION}.`,
      'Use the version of tare that wrote it.',
    );
  }
  const parsed = historySchema.safeParse(json);
  const faults = parsed.success
    ? danglingPlaces(parsed.data)
    : parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'history'}: ${issue.message}`);
  if (!parsed.success || faults.length > 0) {
    throw new InputError(
      `${path} is damaged:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
      'It was edited or cut short.',
    );
  }
  return parsed.data;
}

const fittingHistory = fitting(historySchema);

/** Writes the file so that a kill at any moment leaves the old file or the new one. */
export function writeHistory(path: string, history: History): void {
  writeWhole(path, gzipSync(JSON.stringify(fittingHistory(history)), { level: 9 }));
}
