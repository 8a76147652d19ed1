/** Shows what a reader can do about a result that does not pass. */
import { printable, wrap } from '../../printable.js';
import type { ReportInput } from '../input.js';
import { NEXT_STEPS, nextSteps } from '../next-steps.js';
import type { Palette } from './palette.js';

const COMMAND_INDENT = '    ';
/** A command is copied by the reader, so it is not wrapped, and cut only beyond this length. */
const LONGEST_COMMAND = 20_000;

/** Returns nothing where there is nothing to do. */
export function nextStepsLines(input: ReportInput, width: number, colours: Palette): string[] {
  const steps = nextSteps(input);
  if (!steps) return [];
  const { refused, again, accept, data } = steps;
  const bullet = (text: string): string[] =>
    wrap(printable(text), width - 2).map((line, at) => `${at === 0 ? '- ' : '  '}${line}`);
  const acceptance = accept.map((piece) => (typeof piece === 'string' ? piece : `"${piece.code}"`)).join(' ');
  const raw = data
    ? `The raw data of every launch are in the ${data.label}: ${data.url}`
    : `The raw data of every launch are in the document of run ${input.run.id}; "tare explain" shows what a verdict stands on.`;
  return [
    '',
    colours.bold(NEXT_STEPS),
    ...refused.flatMap(bullet),
    ...bullet('To look into it, measure the worst row again on this machine:'),
    ...again.map((command) => `${COMMAND_INDENT}${printable(command, LONGEST_COMMAND)}`),
    ...(acceptance === '' ? [] : bullet(acceptance)),
    ...bullet(raw),
  ];
}
