/** The record of a search on disk: after every comparison it is replaced as a whole, or not at all. */
import { dirname, join } from 'node:path';
import { type BisectRecord, bisectSchema } from '../../bisect/document.js';
import { bisectFrom } from '../../bisect/read.js';
import { InputError } from '../../errors.js';
import { readInputFile } from '../../host/files/input-file.js';
import { fitting } from '../../results/fitted.js';
import { writeWhole } from '../../results/store.js';

const WANTED = {
  what: 'a record of a search',
  remedy: 'Give the bisect-….json that tare bisect wrote.',
  largestBytes: 32 * 1024 ** 2,
};

/** @throws InputError for a file that is not a record, and for one of a search that is finished. */
export function readUnfinished(path: string): BisectRecord {
  const record = bisectFrom(readInputFile(path, WANTED).toString('utf8'), path);
  if (record.answer === null) return record;
  throw new InputError(`${path} is finished: ${record.answer.reason}`, 'Begin a new search.');
}

const fittingRecord = fitting(bisectSchema);

/** Writes only what can be read again: what is there already stays otherwise. @throws Error */
export function writeRecord(path: string, record: BisectRecord): void {
  writeWhole(path, `${JSON.stringify(fittingRecord(record), null, 1)}\n`);
}

/** Where the reports of a search are, beside its record. */
export const reportPaths = (path: string, id: string) => ({
  markdown: join(dirname(path), `bisect-${id}.md`),
  html: join(dirname(path), `bisect-${id}.html`),
});

export const recordPath = (folder: string, id: string): string => join(folder, `bisect-${id}.json`);
