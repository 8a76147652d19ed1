/** Tells by which version of the rule runs were measured. They are always judged by that of this tare. */
import type { RunDocument } from '../../results/document.js';
import { RULE_VERSION } from '../../stats/rule.js';

/** The version of documents that do not name one. */
const FIRST = 1;

export const ruleVersionOf = ({ plan }: RunDocument): number => plan.ruleVersion ?? FIRST;

/**
 * Notes that a run was measured under another version. Its figures are judged by this one, like all others. Between
 * runs, no rule affects what is measured; within a run, the looks of that version decided what was measured next.
 */
export function ruleNotes(runs: Readonly<Record<string, RunDocument>>): string[] {
  return Object.entries(runs)
    .filter(([, run]) => ruleVersionOf(run) !== RULE_VERSION)
    .map(
      ([name, run]) =>
        `${name} was measured under rule ${ruleVersionOf(run)} and is judged by rule ${RULE_VERSION}, that of this tare (docs/statistics.md).`,
    );
}
