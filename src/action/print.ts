/**
 * All that the action writes into the log of a job goes through here: no text that is not ours is obeyed by the
 * runner.
 */
import { type AnnotationProperties, endGroup, error, info, setFailed, startGroup, warning } from '@actions/core';
import { printable, printableLines } from '../printable.js';

/** Lines of the log. */
export function say(text: string): void {
  info(printableLines(text));
}

/** The lines until `closeGroup` fold below this title. */
export function openGroup(title: string): void {
  startGroup(printable(title));
}

export const closeGroup = (): void => endGroup();

export function warn(text: string, at: AnnotationProperties = {}): void {
  warning(printableLines(text), printableTitle(at));
}

export function complain(text: string, at: AnnotationProperties = {}): void {
  error(printableLines(text), printableTitle(at));
}

/** The step has failed, and why. */
export function fail(text: string): void {
  setFailed(printableLines(text));
}

function printableTitle({ title, ...at }: AnnotationProperties): AnnotationProperties {
  return title === undefined ? at : { ...at, title: printable(title) };
}
