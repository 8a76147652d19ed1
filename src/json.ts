/** Reads JSON that others wrote, or that was cut short while it was written. */
import { InputError } from './errors.js';

/** JSON of Tare's begins with a brace. */
const CUT = 'It was edited or cut short.';
const OTHER = 'It is another kind of file: give the path of what tare wrote.';

/**
 * @param what a path, or what a person would call the text.
 * @throws InputError that names it.
 */
export function parseJson(text: string, what: string, remedy?: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cause = text.trim() === '' ? 'it is empty' : error instanceof Error ? error.message : String(error);
    // The parser quotes the text, with its line breaks.
    const usual = /^\s*[[{]|^\s*$/.test(text) ? CUT : OTHER;
    throw new InputError(`${what} is not JSON: ${cause.replace(/\s+/g, ' ')}.`, remedy ?? usual);
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
