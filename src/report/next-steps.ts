/** Says what a reader can do about a result that does not pass, the same in every form for people. */
import type { Accepting, Link, ReportInput } from './input.js';
import { preparation, reproduceCell, reproduceRun } from './reproduce.js';
import { cellsOf } from './verdicts.js';

export const NEXT_STEPS = 'What to do now';

/** A part of a sentence: text, or code that is shown letter by letter. */
export type Piece = string | { readonly code: string };

export interface NextSteps {
  /** These sentences say what was tried in vain, and why. */
  readonly refused: readonly string[];
  /** These commands measure the worst row again, from a folder of the reader's own. */
  readonly again: readonly string[];
  /** These are sentences whose pieces a blank separates; empty where nobody can accept the result. */
  readonly accept: readonly Piece[];
  /** The figures of every launch are here; undefined where only a file on this machine has them. */
  readonly data: Link | undefined;
}

/** Returns undefined where the gate lets the result pass: then there is nothing to do. */
export function nextSteps(input: ReportInput): NextSteps | undefined {
  const { gate, comparison, limits, workflowLinks } = input;
  if (!gate || gate.pass || (!comparison && !limits)) return undefined;
  return {
    refused: (workflowLinks?.accepting?.refused ?? []).map((why) => `Not accepted: ${why}`),
    again: [...preparation(input.run, workflowLinks?.program), commandOfWorst(input)],
    accept: acceptSentence(workflowLinks?.accepting),
    data: workflowLinks?.links.find(({ label }) => label.startsWith('run document')),
  };
}

function commandOfWorst({ run, comparison, limits, workflowLinks }: ReportInput): string {
  const named = comparison ? [...cellsOf(comparison, 'regressed'), ...cellsOf(comparison, 'missing')] : [];
  const broken = (limits?.cells ?? []).filter(({ outcome }) => outcome === 'beyond');
  const [worst] = [...named, ...broken];
  const program = workflowLinks?.program;
  return worst ? reproduceCell(run, worst.arm, worst.benchmark, program) : reproduceRun(run, program);
}

function acceptSentence(accepting: Accepting | undefined): Piece[] {
  if (!accepting) return [];
  const { label, trailer } = accepting;
  const last = 'Only who may push here can. Then run this job again.';
  const line = { code: 'Tare-Accept: why' };
  const place = `at the end of the message of a commit. ${last}`;
  if (label === undefined) return trailer ? ['To accept it, put', line, place] : [];
  const first: Piece[] = ['To accept it, set the label', { code: label }];
  return trailer ? [...first, 'after the last push, or put', line, place] : [...first, `after the last push. ${last}`];
}
