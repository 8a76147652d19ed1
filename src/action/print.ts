/** Prints all that the action writes into a job's log, so that the runner obeys no text of others as a command. */
import { type AnnotationProperties, endGroup, error, info, setFailed, startGroup, warning } from '@actions/core';
import { printable, printableLines } from '../printable.js';

/** Prints lines into the log. */
export function say(text: string): void {
  info(printableLines(text));
}

/** Folds the lines below this title, until `closeGroup`. */
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

/** Marks the step as failed, with the reason. */
export function fail(text: string): void {
  setFailed(printableLines(text));
}

function printableTitle({ title, ...at }: AnnotationProperties): AnnotationProperties {
  return title === undefined ? at : { ...at, title: printable(title) };
}
