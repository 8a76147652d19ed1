/** JSON that others wrote, or that was torn while it was written. */
import { InputError } from './errors.js';

/** @throws InputError naming it: `what` is a path, or what a person would call it. */
export function parseJson(text: string, what: string, remedy = 'It was edited or cut short.'): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cause = text.trim() === '' ? 'it is empty' : error instanceof Error ? error.message : String(error);
    throw new InputError(`${what} is not JSON: ${cause}`, remedy);
  }
}

/** Undefined where it is no JSON: for what can be made, or asked for, again. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
