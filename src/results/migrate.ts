/** Documents of older versions, made into ones of this version. Pure. */
import { SCHEMA_VERSION } from './document.js';

/** A document of one schemaVersion as one of the next; its version is set by the caller. */
export type Step = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** By the version they start from. Version 1 is the first, and what was added to it since is optional. */
const STEPS: ReadonlyMap<number, Step> = new Map();

/** The document as one of version `to`; undefined for a version that no steps lead from. */
export function migrate(
  document: Readonly<Record<string, unknown>>,
  steps: ReadonlyMap<number, Step> = STEPS,
  to: number = SCHEMA_VERSION,
): Readonly<Record<string, unknown>> | undefined {
  const { schemaVersion: from } = document;
  if (from === to) return document;
  const step = typeof from === 'number' ? steps.get(from) : undefined;
  return step && migrate({ ...step(document), schemaVersion: Number(from) + 1 }, steps, to);
}
