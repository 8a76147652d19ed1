/** Reads JSON that others wrote, or that was cut short while it was written. */
import { InputError } from './errors.js';

/**
 * @param what a path, or what a person would call the text.
 * @throws InputError that names it.
 */
export function parseJson(text: string, what: string, remedy = 'It was edited or cut short.'): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cause = text.trim() === '' ? 'it is empty' : error instanceof Error ? error.message : String(error);
    throw new InputError(`${what} is not JSON: ${cause}`, remedy);
  }
}

/** Returns undefined where the text is no JSON, for data that can be made or requested again. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
