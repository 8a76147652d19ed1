/**
 * Makes the part of the request by which a run is judged. It knows no runtime and no benchmark, so that a command that
 * only judges does not load them. Pure.
 */
import type { Inputs } from '../../config/inputs.js';
import type { DecisionRule } from '../../results/document.js';
import type { Judging } from './request.js';

export function judgingOf(inputs: Inputs): Judging {
  const { baseline, limits, failOn, resume } = inputs;
  const secondLookSeconds = resume === undefined ? secondsOfLook(inputs) : 0;
  return { rule: ruleOf(inputs), baseline, limits, failOn, secondLookSeconds };
}

export const secondsOfLook = ({ confirmBudgetSeconds, budgetSeconds }: Inputs): number =>
  confirmBudgetSeconds ?? budgetSeconds / 2;

export function ruleOf({ confidencePercent, minEffectPercent, marginPercent }: Inputs): DecisionRule {
  return { alpha: (100 - confidencePercent) / 100, minEffectPercent, marginPercent };
}
