/** The decision about one cell of a new run against a history of runs of the same hardware. The run is the unit. */
import { mean } from 'simple-statistics';
import { checkSettings, type Decision, type DecisionSettings } from '../decision.js';
import { minimumHistory, predictionInterval, predictionTest } from '../prediction.js';
import { decisionFrom, undecided } from '../rule.js';

/**
 * One look, so all of alpha / cells and all of beta are spent on it: `regressed` where the new run's overhead is
 * improbable as one more run of the history and worse than it by more than minEffect.
 * The new run must have about as many launches as those of the history: a shorter one scatters more than they tell.
 * @param history overhead (arm / native) of each trusted run. @param candidate overhead of the new run.
 * @throws RangeError for settings without a meaning; bad values are grounds, not an error.
 */
export function decideAcross(history: readonly number[], candidate: number, settings: DecisionSettings): Decision {
  checkSettings(settings);
  const n = history.length;
  const bad = [...history, candidate].find((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
  if (bad !== undefined) return undecided(n, { kind: 'no-ratio', value: bad });
  const needed = minimumHistory(settings.alpha / settings.cells);
  const sign = settings.direction === 'higher' ? 1 : -1;
  const past = history.map((value) => sign * Math.log(value));
  const few = { kind: 'few-runs', needed } as const;
  if (n === 0) return undecided(n, few);
  const decision = judge(past, sign * Math.log(candidate), settings);
  if (n < needed) return { ...decision, outcome: 'undecided', threshold: null, grounds: few };
  if (past.every((value) => value === past[0])) {
    return { ...decision, outcome: 'undecided', grounds: { kind: 'equal-runs' } };
  }
  return decision;
}

function judge(past: readonly number[], value: number, settings: DecisionSettings): Decision {
  const { less, greater } = predictionTest(past, value);
  const expected = predictionInterval(past, settings.alpha / 2);
  const passing = predictionInterval(past, settings.design.beta);
  const above = (bound: number | null): number | null => (bound === null ? null : value - bound);
  const evidence = {
    n: past.length,
    p: less,
    pBetter: greater,
    estimate: () => value - mean([...past]),
    interval: () => ({ low: above(expected.high), high: above(expected.low) }),
    limit: () => above(passing.high),
    excludes: (by: number) => passing.high !== null && value - passing.high > by,
  };
  const rule = { threshold: settings.alpha / settings.cells, last: true };
  return decisionFrom(evidence, rule, settings);
}
