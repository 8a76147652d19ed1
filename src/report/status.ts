/** Says for machines how a result came out. */
import type { ReportInput } from './input.js';
import { limitsAnswer } from './limits.js';
import { type Headline, headline, statusAlone } from './verdicts.js';

/** `warned`: something was found, and the gate lets it pass. */
export type Status = 'failed' | 'warned' | 'undecided' | 'passed';

const WORST_FIRST: readonly Status[] = ['failed', 'warned', 'undecided', 'passed'];

const STATUS: Readonly<Record<Headline['status'], Status>> = {
  fail: 'failed',
  warn: 'warned',
  undecided: 'undecided',
  pass: 'passed',
};

export interface Result {
  /** It is the word that reports begin with; null where nothing was compared and no gate was asked. */
  readonly status: Status | null;
  /** It is the answer without a full stop; null where there is none. */
  readonly answer: string | null;
}

export function resultOf(input: Pick<ReportInput, 'run' | 'comparison' | 'gate' | 'limits'>): Result {
  const { run, comparison, gate, limits } = input;
  if (comparison) {
    const { status, answer } = headline({ run, comparison, gate, limits });
    return { status: STATUS[status], answer };
  }
  return { status: gate ? STATUS[statusAlone(input)] : null, answer: limitsAnswer(limits) || null };
}

/** Returns the one of several that needs attention most; undefined where there is none. */
export const worstStatus = (all: readonly Status[]): Status | undefined =>
  WORST_FIRST.find((status) => all.includes(status));
