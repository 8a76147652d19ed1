/** Converts documents of older versions into this version. Pure. */
import { SCHEMA_VERSION } from './document.js';

/** Converts a document of one schemaVersion into the next. The caller sets its version. */
export type Migration = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * The key is the version that a step starts from. Version 1 is the first, and what was added to it since is optional.
 */
const STEPS: ReadonlyMap<number, Migration> = new Map();

/** Returns the document as one of version `to`; undefined for a version that no steps start from. */
export function migrate(
  document: Readonly<Record<string, unknown>>,
  steps: ReadonlyMap<number, Migration> = STEPS,
  to: number = SCHEMA_VERSION,
): Readonly<Record<string, unknown>> | undefined {
  const { schemaVersion: from } = document;
  if (from === to) return document;
  const step = typeof from === 'number' ? steps.get(from) : undefined;
  return step && migrate({ ...step(document), schemaVersion: Number(from) + 1 }, steps, to);
}
