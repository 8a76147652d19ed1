/**
 * Decides about one cell of a new run against a history of runs on the same hardware. The unit of observation is the
 * run.
 */
import { mean } from 'simple-statistics';
import { checkSettings, type Decision, type DecisionSettings } from '../decision.js';
import { minimumHistory, predictionInterval, predictionTest } from '../inference/prediction.js';
import { decisionFrom, undecided } from '../rule.js';

/**
 * The cell is `regressed` where the overhead of the new run is improbable as one more run of the history and is worse
 * than it by more than minEffect. There is only one look, so it spends all of alpha / cells and all of beta. The new
 * run must have about as many launches as the runs of the history, because a shorter run scatters more than they show.
 * @param history overhead (arm / native) of each trusted run.
 * @param candidate overhead of the new run.
 * @throws RangeError for settings under which no decision means anything. A value without a ratio is reported in
 * `grounds` instead.
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
