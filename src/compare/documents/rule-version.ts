/** By which rule runs were measured, and by which they are judged: always the one of this tare. */
import type { RunDocument } from '../../results/document.js';
import { RULE_VERSION } from '../../stats/rule.js';

/** Before rules were counted there was one. */
const FIRST = 1;

export const ruleVersionOf = ({ plan }: RunDocument): number => plan.ruleVersion ?? FIRST;

/**
 * Said where a run was measured under another rule. Its figures are judged by this one, like all others: across runs
 * no rule has a part in what is measured; within one, the looks of then decided what was measured further.
 */
export function ruleNotes(runs: Readonly<Record<string, RunDocument>>): string[] {
  return Object.entries(runs)
    .filter(([, run]) => ruleVersionOf(run) !== RULE_VERSION)
    .map(
      ([name, run]) =>
        `${name} was measured under rule ${ruleVersionOf(run)} and is judged by rule ${RULE_VERSION}, that of this tare (docs/statistics.md).`,
    );
}
