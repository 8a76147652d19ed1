/** Reads the record of a search, which anybody may have written. Pure. */
import { InputError } from '../errors.js';
import { parseJson } from '../json.js';
import { type BisectRecord, bisectSchema } from './document.js';

/** @throws InputError that calls the text `what`, where it is not a record. */
export function bisectFrom(text: string, what: string): BisectRecord {
  const { data, error } = bisectSchema.safeParse(parseJson(text, what));
  if (!data) {
    const [first] = error.issues;
    const where = first === undefined ? '' : ` (${first.path.join('.') || 'the whole'}: ${first.message})`;
    throw new InputError(`${what} is no record of a search${where}.`, 'Give the bisect-….json that tare bisect wrote.');
  }
  refuseOutside(data, what);
  return data;
}

/** Refuses places beyond the line. */
function refuseOutside({ commits, tried, answer }: BisectRecord, what: string): void {
  const places = [...tried.flatMap(({ baseline, candidate }) => [baseline, candidate]), answer?.good, answer?.bad];
  if (places.every((place) => place === undefined || place < commits.length)) return;
  throw new InputError(`${what} names a commit that is not on its line.`, 'It was edited: begin a new search.');
}
