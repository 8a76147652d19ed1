/** Where the run of both sides is kept: beside the document of the run that alarmed, and in the same artifact. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../errors.js';
import type { RunDocument } from '../../results/document.js';
import { CONFIRMATION, confirmationText, documentText } from '../../results/packed.js';
import { parseRun, readDocument, readRun } from '../../results/store.js';

/** @param path of the document of the run that alarmed. */
export const confirmingPath = (path: string, { id }: Pick<RunDocument, 'id'>): string =>
  join(dirname(path), `confirmation-${id}.json`);

export interface WithSecondLook {
  readonly run: RunDocument;
  /** The run of both sides. */
  readonly ab: RunDocument | undefined;
}

/** Reads a document, from standard input too, and the run of both sides that belongs to it. @throws InputError */
export function readWithSecondLook(path: string): WithSecondLook {
  const bytes = readDocument(path);
  const run = parseRun(documentText(bytes, path), path);
  return { run, ab: secondLookOf(run, path, () => bytes) };
}

/** Returns the run of both sides for a document that was read from `path`. */
export const confirmingRun = (path: string, run: RunDocument): RunDocument | undefined =>
  secondLookOf(run, path, () => readDocument(path));

/**
 * Undefined where there is no such run, or where it cannot be read: the alarm is then unconfirmed, and no run is
 * lost.
 */
function secondLookOf(run: RunDocument, path: string, bytes: () => Buffer): RunDocument | undefined {
  const id = run.confirmation?.run;
  if (id === undefined) return undefined;
  // The second name is that in an artifact, which may have been unpacked.
  const beside = [confirmingPath(path, run), join(dirname(path), CONFIRMATION)].filter((one) => existsSync(one));
  const places = [...beside.map((one) => () => readRun(one)), () => inArtifact(bytes(), path)];
  for (const read of places) {
    const found = readable(read);
    if (found?.id === id) return found;
  }
  return undefined;
}

function inArtifact(bytes: Buffer, path: string): RunDocument | undefined {
  const text = confirmationText(bytes, path);
  return text && parseRun(text, path);
}

function readable(read: () => RunDocument | undefined): RunDocument | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
