export const id = 983;
export const ids = [983];
export const modules = {

/***/ 26983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  judge: () => (/* binding */ judge_judge)
});

// UNUSED EXPORTS: compared

// EXTERNAL MODULE: ./build/config/errors.js
var errors = __webpack_require__(42356);
// EXTERNAL MODULE: ./node_modules/simple-statistics/dist/simple-statistics.mjs
var simple_statistics = __webpack_require__(15521);
;// CONCATENATED MODULE: ./build/stats/prediction.js
/** One new run against a history of runs: the run is the unit, and its run-to-run variance comes from the history. */

/**
 * P(T >= t) of Student's t with an integer number of degrees of freedom, by the finite sums of Abramowitz and Stegun
 * 26.7.3 and 26.7.4. Absolute error about 1e-15.
 */
function studentUpperTail(t, degrees) {
    if (!(Number.isInteger(degrees) && degrees > 0))
        throw new RangeError(`degrees of freedom: ${degrees}`);
    const angle = Math.atan(t / Math.sqrt(degrees));
    const cosine2 = Math.cos(angle) ** 2;
    let term = degrees % 2 === 1 ? Math.cos(angle) : 1;
    let sum = degrees === 1 ? 0 : term;
    for (let k = degrees % 2 === 1 ? 3 : 2; k < degrees; k += 2) {
        term *= ((k - 1) / k) * cosine2;
        sum += term;
    }
    const inner = degrees % 2 === 1 ? (angle + Math.sin(angle) * sum) / Math.PI : (Math.sin(angle) * sum) / 2;
    return Math.min(1, Math.max(0, 0.5 - inner));
}
/** The t with P(T >= t) = tail, for tail in [1e-9, 1/2], by bisection; an error of 1e-15 in the tail is left. */
function studentQuantile(tail, degrees) {
    if (!(tail >= 1e-9 && tail <= 0.5))
        throw new RangeError(`tail probability: ${tail}`);
    let [low, high] = [0, 1];
    while (studentUpperTail(high, degrees) > tail)
        [low, high] = [high, 2 * high];
    for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2;
        if (studentUpperTail(middle, degrees) > tail)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}
/** Fewest runs whose scatter is trusted, whatever alpha. */
const LEAST_HISTORY = 8;
/** How much wider than with a known run-to-run spread the prediction interval may be. */
const TOLERATED_INFLATION = 1.75;
/**
 * Runs of history needed before one new run may be judged at this one-sided tail: at least 8, and enough that not
 * knowing the spread widens the prediction interval by no more than 75 %: t(tail, n - 1) sqrt(1 + 1/n) against the
 * normal quantile with a known mean. 8 at .05 / 60; 9 at .05 / 200.
 */
function minimumHistory(tailProbability) {
    const known = studentQuantile(tailProbability, NEARLY_NORMAL);
    let runs = LEAST_HISTORY;
    while (inflation(tailProbability, runs) > TOLERATED_INFLATION * known)
        runs++;
    return runs;
}
/** Degrees of freedom at which the t quantile stands in for the normal one: within 0.2 % at any tail used here. */
const NEARLY_NORMAL = 2000;
/** Half-width of a prediction interval from `runs` runs, in standard deviations. */
function inflation(tailProbability, runs) {
    return studentQuantile(tailProbability, runs - 1) * Math.sqrt(1 + 1 / runs);
}
/**
 * Where one new run would lie if nothing changed: mean ± t s sqrt(1 + 1/n), from run-level estimates that scatter
 * normally (averages over launches, as logs). Nulls for fewer than two runs.
 * @param tailProbability of each side; .025 gives 95 %.
 */
function predictionInterval(history, tailProbability) {
    if (history.length < 2)
        return { low: null, high: null };
    const centre = (0,simple_statistics/* mean */.RE)([...history]);
    const half = (0,simple_statistics/* sampleStandardDeviation */.JK)([...history]) * inflation(tailProbability, history.length);
    return { low: centre - half, high: centre + half };
}
/**
 * One-sided p values of a new run under the same assumption: `less` is small where it lies below its history.
 * Both are 1 for fewer than two runs and for a history without scatter: nothing is known about its spread then.
 */
function predictionTest(history, value) {
    const spread = history.length < 2 ? 0 : (0,simple_statistics/* sampleStandardDeviation */.JK)([...history]);
    if (spread === 0)
        return { less: 1, greater: 1 };
    const t = (value - (0,simple_statistics/* mean */.RE)([...history])) / (spread * Math.sqrt(1 + 1 / history.length));
    const degrees = history.length - 1;
    return { less: studentUpperTail(-t, degrees), greater: studentUpperTail(t, degrees) };
}

;// CONCATENATED MODULE: ./build/stats/sequential.js
/** When to look at the data, and how much error each look may spend. Declared before the run. */
/** Chance of any false regression in one comparison. */
const ALPHA = 0.05;
/** Smallest change that matters, as a fraction: less is never called regressed or improved. */
const MIN_EFFECT = 0.01;
/** Slowdown that `equivalent` excludes, as a fraction. */
const MARGIN = 0.03;
/**
 * Looks, alpha shares and beta are those of the project's procedure (docs/statistics.md). The split of beta is ours:
 * the smallest tail of n pairs is 2^-n, so the look at 6 needs 1/64 = .0156 of .05 to pass anything at all (.32), and
 * the look at 9 takes .2 to use the fourth smallest Walsh average (5/512 = .0098); the others share the rest. The
 * stricter early margin is ours too: by the margin of 3 % alone, a true 2 % was passed in most replays of quiet cells.
 */
const DESIGN = {
    looks: [
        { n: 6, alphaShare: 0, betaShare: 0.32 },
        { n: 9, alphaShare: 0, betaShare: 0.2 },
        { n: 12, alphaShare: 0.4, betaShare: 0.12 },
        { n: 18, alphaShare: 0.2, betaShare: 0.12 },
        { n: 24, alphaShare: 0.2, betaShare: 0.12 },
        { n: 30, alphaShare: 0.2, betaShare: 0.12 },
    ],
    beta: 0.05,
    earlyMarginEffects: 2,
};
/** Fewest pairs that can reject at all: their most extreme p value, 2^-n, must reach alpha / cells. */
function minimumPairs(cells, alpha) {
    return Math.ceil(Math.log2(cells / alpha));
}
/**
 * Largest p that decides at each look of the design: its share of alpha over `cells` (Bonferroni). A look too small to
 * reach it (2^-n above it) gets 0 and hands its share to the next rejecting look: known before any data, so the sum
 * stays within alpha.
 */
function thresholds(design, alpha, cells) {
    let carried = 0;
    return design.looks.map(({ n, alphaShare }) => {
        if (alphaShare === 0)
            return 0;
        const threshold = ((alphaShare + carried) * alpha) / cells;
        carried = 2 ** -n > threshold ? carried + alphaShare : 0;
        return carried > 0 ? 0 : threshold;
    });
}
/** Every look of the design, resolved; nothing is known yet about when the run will end. */
function plannedLooks(design, alpha, cells) {
    const limits = thresholds(design, alpha, cells);
    return design.looks.map(({ n, betaShare }, i) => ({
        n,
        threshold: limits[i] ?? 0,
        tail: design.beta * betaShare,
        last: i === design.looks.length - 1,
    }));
}
/**
 * The looks that `pairs` pairs allow, in order. A run that ended before the design's last look gets a closing look at
 * its last pair, which spends all that is left of alpha and beta: nothing after it could spend it. Fewer pairs than the
 * first look allow none; pairs beyond the last look are not looked at.
 */
function reachedLooks(design, alpha, cells, pairs, state) {
    const before = state === 'running' ? pairs + 1 : pairs;
    const planned = plannedLooks(design, alpha, cells);
    const taken = planned.filter(({ n, last }) => n < before || (last && n <= pairs));
    if (state === 'running' || pairs < (planned[0]?.n ?? Infinity) || taken.at(-1)?.last)
        return taken;
    return [...taken, closingLook(design, alpha, cells, taken, pairs)];
}
function closingLook(design, alpha, cells, taken, n) {
    const spent = taken.reduce((sum, look) => sum + look.threshold, 0);
    const spentTail = taken.reduce((sum, look) => sum + look.tail, 0);
    const left = alpha / cells - spent;
    return { n, threshold: 2 ** -n > left ? 0 : left, tail: design.beta - spentTail, last: true };
}

;// CONCATENATED MODULE: ./build/stats/reason.js

/** @param unit what `n` counts, in the plural: `pairs`. */
function explain(facts, settings, unit) {
    return `${measured(facts, settings, unit)}: ${conclusion(facts, settings)}.`;
}
function measured({ n, effect }, { alpha }, unit) {
    if (effect === null)
        return `${n} ${unit}`;
    const confidence = `${Number((100 * (1 - alpha)).toPrecision(4))} % interval`;
    const interval = effect.low === null || effect.high === null
        ? `no ${confidence} from so few`
        : `${confidence} ${change(effect.low)} to ${change(effect.high)} %`;
    return `Changed by ${change(effect.ratio)} % (${interval}) in ${n} ${unit}`;
}
function conclusion(facts, settings) {
    const least = percent(settings.minEffect);
    switch (facts.outcome) {
        case 'regressed':
            return `p ${reason_short(facts.p)} is within ${reason_short(facts.threshold)}, and it is worse by more than ${least} %`;
        case 'improved':
            return `p ${reason_short(facts.pBetter)} is within ${reason_short(facts.threshold)}, and it is better by more than ${least} %`;
        case 'equivalent':
            return `a change for the worse beyond ${percent(facts.margin)} % is excluded (at worst ${limit(facts)} %)`;
        case 'undecided':
            return `${notRejected(facts, settings)}; ${notPassed(facts, settings)}`;
    }
}
function notRejected(facts, { cells, alpha, minEffect }) {
    const floor = minimumPairs(cells, alpha);
    if (facts.threshold === 0) {
        const because = facts.n < floor ? ` (a rejection needs at least ${floor} for ${cells} cells)` : '';
        return `this look may only pass${because}`;
    }
    const smallest = Math.min(facts.p ?? 1, facts.pBetter ?? 1);
    if (smallest > (facts.threshold ?? 0))
        return `p ${reason_short(smallest)} does not reach ${reason_short(facts.threshold)}`;
    return `p ${reason_short(smallest)} reaches ${reason_short(facts.threshold)}, but the change is within ${percent(minEffect)} %`;
}
function notPassed(facts, { direction }) {
    const { limit: ratio, margin } = facts;
    if (ratio === null || margin === null)
        return 'too few to exclude any slowdown';
    const inside = direction === 'higher' ? ratio > 1 - margin : ratio < 1 + margin;
    return inside
        ? 'a change this large is not passed before the last look'
        : `at worst ${limit(facts)} %, and ${percent(margin)} % for the worse must be excluded to pass`;
}
function limit(facts) {
    return facts.limit === null ? 'unbounded' : change(facts.limit);
}
/** A ratio as a signed change in per cent. */
function change(ratio) {
    const value = 100 * (ratio - 1);
    const text = value.toFixed(Math.abs(value) < 10 ? 2 : 1);
    return value > 0 || Number(text) === 0 ? `+${text.replace('-', '')}` : text;
}
function percent(fraction) {
    return fraction === null ? 'unknown' : String(Number((100 * fraction).toPrecision(6)));
}
function reason_short(p) {
    return p === null ? 'unknown' : String(Number(p.toPrecision(2)));
}

;// CONCATENATED MODULE: ./build/stats/rule.js

/**
 * The rule itself. `regressed` and `improved` need p within the threshold and an estimate beyond minEffect;
 * `equivalent` needs the limit inside `marginAt` and, before the last look, an estimate within minEffect: a cell that
 * seems to have changed waits for a look that can say so.
 */
function outcomeOf(evidence, rule, settings) {
    const { minEffect, direction } = settings;
    const isWorse = evidence.estimate < forTheWorse(minEffect, direction);
    const isBetter = evidence.estimate > forTheBetter(minEffect, direction);
    if (isWorse && evidence.p <= rule.threshold)
        return 'regressed';
    if (isBetter && evidence.pBetter <= rule.threshold)
        return 'improved';
    const excluded = evidence.limit !== null && evidence.limit > forTheWorse(marginAt(rule, settings), direction);
    return excluded && (rule.last || !(isWorse || isBetter)) ? 'equivalent' : 'undecided';
}
/** The slowdown, as a fraction, that must be excluded to pass here. */
function marginAt(rule, { margin, minEffect, design }) {
    return rule.last ? margin : Math.min(margin, design.earlyMarginEffects * minEffect);
}
/** A change by `fraction` for the worse, on the scale of `Evidence`. */
function forTheWorse(fraction, direction) {
    return direction === 'higher' ? Math.log1p(-fraction) : -Math.log1p(fraction);
}
function forTheBetter(fraction, direction) {
    return direction === 'higher' ? Math.log1p(fraction) : -Math.log1p(-fraction);
}
/** `evidence` as a decision, for people: ratios instead of oriented logs, and a sentence. */
function decisionFrom(evidence, rule, settings, unit) {
    const toRatio = (value) => Math.exp(settings.direction === 'higher' ? value : -value);
    const bound = (value) => (value === null ? null : toRatio(value));
    const ends = [bound(evidence.low), bound(evidence.high)];
    const [low, high] = settings.direction === 'higher' ? ends : [ends[1], ends[0]];
    const facts = {
        outcome: outcomeOf(evidence, rule, settings),
        n: evidence.n,
        p: evidence.p,
        pBetter: evidence.pBetter,
        threshold: rule.threshold,
        effect: { ratio: toRatio(evidence.estimate), low, high },
        limit: bound(evidence.limit),
        margin: marginAt(rule, settings),
    };
    return { ...facts, reason: explain(facts, settings, unit) };
}
/** No decision, and no numbers to show. */
function undecided(n, reason) {
    return {
        outcome: 'undecided',
        reason,
        n,
        p: null,
        pBetter: null,
        threshold: null,
        effect: null,
        limit: null,
        margin: null,
    };
}

;// CONCATENATED MODULE: ./build/stats/subset-sums.js
/**
 * The exact null distribution behind the swap test and the signed-rank test: every weight is taken or left with
 * probability 1/2, independently, and T is the sum of those taken.
 */
/**
 * Both tails of T, by dynamic programming over the sums up to the nearer end (T is symmetric about half the total).
 * Probabilities are halved at each step, so they are exact in doubles up to 52 weights and cannot overflow beyond.
 * @param weights non-negative integers; zeros do not matter.
 * @param observed a sum of some of the weights.
 */
function subset_sums_subsetSumTails(weights, observed) {
    const unit = weights.reduce(greatestCommonDivisor, 0);
    if (unit === 0)
        return { lower: 1, upper: 1 };
    const steps = weights.filter((weight) => weight > 0).map((weight) => weight / unit);
    const sum = observed / unit;
    const mirrored = steps.reduce((total, step) => total + step, 0) - sum;
    const masses = probabilities(steps, Math.min(sum, mirrored));
    const near = masses.reduce((total, mass) => total + mass, 0);
    const far = Math.min(1, 1 - near + (masses.at(-1) ?? 0));
    return sum <= mirrored ? { lower: near, upper: far } : { lower: far, upper: near };
}
/** P(T = 0), …, P(T = limit). */
function probabilities(steps, limit) {
    const masses = new Float64Array(limit + 1);
    masses[0] = 1;
    let reached = 0;
    for (const step of steps.toSorted((x, y) => x - y)) {
        reached = Math.min(limit, reached + step);
        for (let sum = reached; sum >= step; sum--) {
            masses[sum] = (masses[sum] + masses[sum - step]) / 2;
        }
        for (let sum = Math.min(step - 1, limit); sum >= 0; sum--)
            masses[sum] = masses[sum] / 2;
    }
    return masses;
}
function greatestCommonDivisor(x, y) {
    return y === 0 ? x : greatestCommonDivisor(y, x % y);
}

;// CONCATENATED MODULE: ./build/stats/signed-rank.js
/** Wilcoxon's signed-rank test and the estimate and interval that belong to it (Hodges and Lehmann 1963). */


/**
 * Exact one-sided p values for differences symmetric about zero; zeros are dropped (Wilcoxon's rule), tied absolute
 * values share their midrank and the distribution is conditional on them. Both are 1 where nothing is left.
 * @throws RangeError for NaN.
 */
function signedRankTest(differences) {
    const kept = differences.filter((d) => d !== 0);
    const ranks = midranks(kept.map(Math.abs));
    const positive = ranks.reduce((sum, rank, i) => sum + (kept[i] > 0 ? rank : 0), 0);
    const { lower, upper } = subsetSumTails(ranks, positive);
    return { less: lower, greater: upper };
}
/** All n(n+1)/2 means of two values (each with itself too), ascending. */
function walshAverages(values) {
    const n = values.length;
    const averages = new Float64Array((n * (n + 1)) / 2);
    let at = 0;
    for (let i = 0; i < n; i++) {
        for (let j = i; j < n; j++)
            averages[at++] = (values[i] + values[j]) / 2;
    }
    return averages.sort();
}
/** Median of ascending values; NaN of none. */
function medianOfSorted(sorted) {
    const half = sorted.length >> 1;
    const upper = sorted[half] ?? Number.NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
/** Hodges-Lehmann estimate of the centre: the median of the Walsh averages; NaN of none. */
function hodgesLehmann(values) {
    return medianOfSorted(walshAverages(values));
}
/**
 * Interval for the centre from the Walsh averages: the (k+1)th from either end, k the largest with
 * P(signed-rank statistic <= k) <= tail (no ties assumed, hence conservative with ties).
 * @param tailProbability of each side, at most 1/2; .025 gives 95 %.
 */
function hodgesLehmannInterval(values, tailProbability) {
    return intervalFromEnds(walshAverages(values), signedRankCdf(values.length), tailProbability);
}
/** P(T <= k) of the signed-rank statistic without ties, for k = 0 … half of its range. */
function signedRankCdf(n) {
    const ranks = Array.from({ length: n }, (_, i) => i + 1);
    return accumulate(probabilities(ranks, Math.floor((n * (n + 1)) / 4)));
}
/** Running sums, in place. */
function accumulate(masses) {
    for (let i = 1; i < masses.length; i++)
        masses[i] = masses[i] + masses[i - 1];
    return masses;
}
/** The (k+1)th of `sorted` from either end, k the largest with cdf[k] <= tail; nulls where there is none. */
function intervalFromEnds(sorted, cdf, tailProbability) {
    const excluded = cdf.findIndex((p) => p > tailProbability * (1 + ROUNDING));
    const k = (excluded < 0 ? cdf.length : excluded) - 1;
    if (k < 0 || sorted.length === 0)
        return { low: null, high: null };
    return { low: sorted[k] ?? null, high: sorted[sorted.length - 1 - k] ?? null };
}
/** Slack for tails like .05 * .32 that a sum of doubles meets only approximately. */
const ROUNDING = 1e-12;

;// CONCATENATED MODULE: ./build/stats/decision.js
/** What a decision about one cell takes and says. */

/** The defaults for `cells` cells. */
function defaultSettings(cells, direction) {
    return { alpha: ALPHA, cells, minEffect: MIN_EFFECT, margin: MARGIN, direction, design: DESIGN };
}
/** @throws RangeError for settings under which no decision means anything. */
function checkSettings({ alpha, cells, minEffect, margin }) {
    if (!(alpha > 0 && alpha < 0.5))
        throw new RangeError(`alpha must lie between 0 and 0.5, not ${alpha}`);
    if (!(Number.isInteger(cells) && cells > 0))
        throw new RangeError(`cells must be a positive count, not ${cells}`);
    if (!(minEffect >= 0 && minEffect < 1))
        throw new RangeError(`minEffect must lie in [0, 1), not ${minEffect}`);
    if (!(margin > 0 && margin < 1))
        throw new RangeError(`margin must lie between 0 and 1, not ${margin}`);
}

;// CONCATENATED MODULE: ./build/stats/verdict-across.js
/** The decision about one cell of a new run against a history of runs of the same hardware. The run is the unit. */




/**
 * One look, so all of alpha / cells and all of beta are spent on it: `regressed` where the new run's overhead is
 * improbable as one more run of the history and worse than it by more than minEffect.
 * The new run must have about as many launches as those of the history: a shorter one scatters more than they tell.
 * @param history overhead (arm / native) of each trusted run. @param candidate overhead of the new run.
 * @throws RangeError for settings without a meaning; bad values are a reason, not an error.
 */
function decideAcross(history, candidate, settings) {
    checkSettings(settings);
    const n = history.length;
    const bad = [...history, candidate].find((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
    if (bad !== undefined)
        return undecided(n, `${n} baseline runs: an overhead of ${bad} has no ratio.`);
    const needed = minimumHistory(settings.alpha / settings.cells);
    const sign = settings.direction === 'higher' ? 1 : -1;
    const past = history.map((value) => sign * Math.log(value));
    const missing = n < needed ? `${n} of ${needed} baseline runs needed.` : null;
    if (n === 0)
        return undecided(n, `${missing}`);
    const decision = judge(past, sign * Math.log(candidate), settings);
    if (missing !== null)
        return { ...decision, outcome: 'undecided', threshold: null, reason: missing };
    if (past.every((value) => value === past[0]))
        return { ...decision, outcome: 'undecided', reason: NO_SCATTER };
    return decision;
}
const NO_SCATTER = 'the baseline runs do not differ at all, so their run-to-run spread is unknown.';
function judge(past, value, settings) {
    const { less, greater } = predictionTest(past, value);
    const expected = predictionInterval(past, settings.alpha / 2);
    const passing = predictionInterval(past, settings.design.beta);
    const above = (bound) => (bound === null ? null : value - bound);
    const evidence = {
        n: past.length,
        p: less,
        pBetter: greater,
        estimate: value - (0,simple_statistics/* mean */.RE)([...past]),
        low: above(expected.high),
        high: above(expected.low),
        limit: above(passing.high),
    };
    const rule = { threshold: settings.alpha / settings.cells, last: true };
    return decisionFrom(evidence, rule, settings, 'baseline runs');
}

;// CONCATENATED MODULE: ./build/stats/ranks.js
/** Ranks with ties as integers, so that no tie is lost to rounding. */
/**
 * Doubled midranks in input order: the smallest of distinct values has 2, the next 4; tied values share the mean of
 * their places. `midranks([5, 3, 5])` is `[5, 2, 5]`.
 * @throws RangeError for NaN, which has no rank.
 */
function ranks_midranks(values) {
    if (values.some(Number.isNaN))
        throw new RangeError('NaN has no rank');
    const order = values.map((value, index) => ({ value, index })).sort((x, y) => x.value - y.value || 0);
    const ranks = new Array(values.length).fill(0);
    for (let first = 0; first < order.length;) {
        const last = endOfTies(order, first);
        for (const { index } of order.slice(first, last + 1))
            ranks[index] = first + last + 2;
        first = last + 1;
    }
    return ranks;
}
/** Index of the last element equal to the one at `first`, in a sorted array. */
function endOfTies(sorted, first) {
    let last = first;
    while (last + 1 < sorted.length && sorted[last + 1]?.value === sorted[first]?.value)
        last++;
    return last;
}

;// CONCATENATED MODULE: ./build/stats/rank-sum.js
/** Two independent samples (two runs): the rank-sum test, exact with ties, and its estimate and interval of the shift. */


/**
 * Exact one-sided p values of the Wilcoxon-Mann-Whitney test, conditional on the observed ties: every choice of |y| of
 * the pooled midranks is equally likely. `less` is P(rank sum of y <= observed), small where y is lower than x.
 * Time grows as (|x| + |y|) |x|² |y|: meant for up to about 60 values a side. Both are 1 where a sample is empty.
 * @throws RangeError for NaN.
 */
function rankSumTest(x, y) {
    const ranks = ranks_midranks([...x, ...y]);
    const lowest = Math.min(...ranks);
    const steps = ranks.map((rank) => rank - lowest);
    const observed = steps.slice(x.length).reduce((sum, step) => sum + step, 0);
    const counts = subsetCounts(steps, y.length);
    const total = sumOf(counts);
    return {
        less: sumOf(counts.subarray(0, observed + 1)) / total,
        greater: sumOf(counts.subarray(observed)) / total,
    };
}
/** How many subsets of `size` steps have each sum, from 0 to the largest. Doubles: exact up to 2^53, then rounded. */
function subsetCounts(steps, size) {
    const sorted = steps.toSorted((p, q) => p - q);
    const limit = sorted.slice(sorted.length - size).reduce((sum, step) => sum + step, 0);
    const bySize = Array.from({ length: size + 1 }, () => new Float64Array(limit + 1));
    bySize[0][0] = 1;
    let reached = 0;
    sorted.forEach((step, taken) => {
        reached = Math.min(limit, reached + step);
        for (let k = Math.min(size, taken + 1); k > 0; k--) {
            addShifted(bySize[k], bySize[k - 1], step, reached);
        }
    });
    return bySize[size];
}
function addShifted(into, from, step, last) {
    for (let sum = last; sum >= step; sum--)
        into[sum] = into[sum] + from[sum - step];
}
function sumOf(values) {
    return values.reduce((total, value) => total + value, 0);
}
/** Hodges-Lehmann estimate of the shift from x to y: the median of all y_j - x_i; NaN where a sample is empty. */
function shiftEstimate(x, y) {
    return medianOfSorted(shifts(x, y));
}
/**
 * Interval for the shift: the (k+1)th of the sorted differences from either end, k the largest with P(U <= k) <= tail
 * under the Mann-Whitney distribution without ties (conservative with ties).
 * @param tailProbability of each side, at most 1/2; .025 gives 95 %.
 */
function shiftInterval(x, y, tailProbability) {
    return intervalFromEnds(shifts(x, y), mannWhitneyCdf(x.length, y.length), tailProbability);
}
function shifts(x, y) {
    return Float64Array.from(y.flatMap((to) => x.map((from) => to - from))).sort();
}
/** P(U <= k) without ties, for k = 0 … half of its range. */
function mannWhitneyCdf(n, m) {
    const places = Array.from({ length: n + m }, (_, i) => i);
    const counts = subsetCounts(places, m).subarray((m * (m - 1)) / 2);
    const total = sumOf(counts);
    return accumulate(counts.slice(0, Math.floor((n * m) / 2) + 1).map((count) => count / total));
}

;// CONCATENATED MODULE: ./build/compare/same-boot.js


/**
 * What being another run may add to an overhead, as a fraction: two runs of one boot that differ by less are called
 * neither better nor worse, however small p is. From runs.jsonl (test/fixtures/aa; 8 runs of the same code, 9 cells, one
 * boot, November 2026): run-level overheads scatter by .62 % where sampling explains .59 %, which leaves .20 % for the
 * run (none of the cells surely above zero). With a run-to-run sd of .2 % and 60 cells, 8 to 24 resampled blocks a run
 * gave a false alarm in 2 to 4 % of comparisons at 1.5 %, in 10 to 12 % at 1 %, in 17 to 76 % without a floor; with
 * .3 % it is 11 to 15 %. One machine: a host whose runs scatter more needs a larger `minEffect`, or history.
 */
const RUN_TO_RUN_FLOOR = 0.015;
/** Blocks of a run that are looked at: the exact test takes time with their fourth power, and 60 leave nothing open. */
const MOST_BLOCKS = 60;
/** The smallest one-sided p that samples of these sizes can have: one in n + m choose n. */
function smallestP(baseline, candidate) {
    let p = 1;
    for (let i = 1; i <= Math.min(baseline, candidate); i++)
        p *= i / (Math.max(baseline, candidate) + i);
    return p;
}
/** Fewest blocks of the candidate that can decide against so many of the baseline; null where no number can. */
function blocksNeeded(baseline, threshold) {
    for (let n = 1; n <= MOST_BLOCKS; n++)
        if (smallestP(baseline, n) <= threshold)
            return n;
    return null;
}
function tooFew({ baseline, candidate }, threshold) {
    const [n, m] = [baseline.length, candidate.length];
    if (smallestP(n, m) <= threshold)
        return null;
    const have = `${n} blocks of the baseline and ${m} of the candidate cannot decide`;
    const needed = blocksNeeded(n, threshold);
    if (needed !== null)
        return `${have}: ${needed} of the candidate are needed.`;
    let each = 1;
    while (smallestP(each, each) > threshold)
        each++;
    return `${have}: ${each} of each are needed.`;
}
/**
 * One look. Exact rank-sum test of the candidate's blocks against the baseline's; Hodges-Lehmann estimate of the shift
 * with the interval that inverts the test.
 * - `regressed`: p <= alpha / cells and the estimate is worse than theta = max(minEffect, RUN_TO_RUN_FLOOR);
 *   `improved` is its mirror.
 * - `equivalent`: else, where the one-sided limit at beta excludes a slowdown beyond the margin.
 * - undecided otherwise, and where the smallest p of so few blocks is above alpha / cells.
 */
function decideSameBoot(all, given) {
    const settings = { ...given, minEffect: Math.max(given.minEffect, RUN_TO_RUN_FLOOR) };
    const sign = settings.direction === 'higher' ? 1 : -1;
    const orient = (values) => values.slice(0, MOST_BLOCKS).map((value) => sign * value);
    const [x, y] = [orient(all.baseline), orient(all.candidate)];
    if (x.length === 0 || y.length === 0)
        return undecided(y.length, 'One side has no block.');
    const { less, greater } = rankSumTest(x, y);
    const evidence = {
        n: y.length,
        p: less,
        pBetter: greater,
        estimate: shiftEstimate(x, y),
        ...shiftInterval(x, y, settings.alpha / 2),
        limit: shiftInterval(x, y, settings.design.beta).low,
    };
    const threshold = settings.alpha / settings.cells;
    const decision = decisionFrom(evidence, { threshold, last: true }, settings, `blocks against ${x.length}`);
    const reason = tooFew({ baseline: x, candidate: y }, threshold);
    return reason === null ? decision : { ...decision, outcome: 'undecided', threshold: null, reason };
}

;// CONCATENATED MODULE: ./build/compare/against-history.js





/** Fewest blocks whose estimate may stand for a run. */
const LEAST_BLOCKS = 6;
const differences = (series) => series.observations.map((one) => one.difference);
/**
 * One estimate for each run with enough blocks, from no more blocks than the candidate has: a longer run scatters less
 * than the candidate may.
 */
function runEstimates(history, candidateBlocks) {
    const usable = history.filter(({ series }) => series.observations.length >= LEAST_BLOCKS);
    return usable.map(({ run, boot, series }) => ({
        run,
        boot,
        overhead: Math.exp(hodgesLehmann(differences(series).slice(0, candidateBlocks))),
    }));
}
/**
 * One look, with the run as the unit: the candidate's overhead against the prediction interval of the trusted runs.
 * Where they are fewer than `minimumHistory(alpha / cells)` nothing is decided, and the effect shown is the shift
 * between the blocks of both runs, whose interval leaves out what a boot adds.
 */
function decideAgainstHistory(baseline, candidate, history, settings) {
    const needed = minimumHistory(settings.alpha / settings.cells);
    const blocks = differences(candidate);
    const shown = decideSameBoot({ baseline: differences(baseline), candidate: blocks }, settings);
    const open = (reason) => ({ ...undecided(shown.n, reason), effect: shown.effect });
    if (history.length < needed) {
        return open(`${history.length} of ${needed} baseline runs needed, one a boot: these runs are not of one boot in one state, and what that adds is unknown.`);
    }
    if (blocks.length < LEAST_BLOCKS)
        return open(`${blocks.length} blocks of the candidate: ${LEAST_BLOCKS} are needed.`);
    const decision = decideAcross(history.map((one) => one.overhead), Math.exp(hodgesLehmann(blocks)), settings);
    return decision.effect === null ? open(decision.reason) : decision;
}

;// CONCATENATED MODULE: ./build/stats/summary.js
/** One sample in a few robust numbers. */

/** Scales a median absolute deviation to the standard deviation of a normal sample: 1 / Phi^-1(3/4). */
const MAD_TO_SD = 1.4826;
/** Fewest distinct values a quantised metric needs before it may be gated (a percentile printed with two decimals). */
const LEAST_DISTINCT = 10;
/** Null of no values. */
function median(values) {
    return values.length === 0 ? null : (0,simple_statistics/* median */.JZ)([...values]);
}
/** Robust standard deviation, 1.4826 MAD, in the unit of the values; null for fewer than two. */
function robustSd(values) {
    return values.length < 2 ? null : MAD_TO_SD * (0,simple_statistics/* medianAbsoluteDeviation */.hK)([...values]);
}
function isTooCoarse(values) {
    return new Set(values).size < LEAST_DISTINCT;
}
/** Values that the two-mode flag needs at least. */
const LEAST_FOR_MODES = 12;
/**
 * Whether the values fall into two groups: a gap with at least a fifth of the values (and three) on either side, as
 * wide as 2 and as 100 / n robust standard deviations of the values about the median of their own group. Conservative:
 * of 4,000 simulated samples of 12 to 60 it flagged at most 1.3 % of any one-mode shape tried (exponential, log-normal)
 * and .5 % of the symmetric ones (normal, uniform, Laplace, t with 2 and 3 degrees). It warns; it decides nothing.
 */
function hasTwoModes(values) {
    if (values.length < LEAST_FOR_MODES || isTooCoarse(values))
        return false;
    const sorted = values.toSorted((x, y) => x - y);
    const wanted = Math.max(2, 100 / sorted.length);
    const least = Math.max(3, Math.ceil(sorted.length / 5));
    for (let split = least; split <= sorted.length - least; split++) {
        if (gapAt(sorted, split) >= wanted)
            return true;
    }
    return false;
}
/** The gap below `sorted[split]`, in robust standard deviations within the two groups. */
function gapAt(sorted, split) {
    const groups = [sorted.slice(0, split), sorted.slice(split)];
    const deviations = groups.flatMap((group) => {
        const centre = (0,simple_statistics/* median */.JZ)(group);
        return group.map((value) => Math.abs(value - centre));
    });
    const gap = sorted[split] - sorted[split - 1];
    return gap === 0 ? 0 : gap / (MAD_TO_SD * (0,simple_statistics/* median */.JZ)(deviations));
}

;// CONCATENATED MODULE: ./build/compare/figures.js

/** Null where a side of the ratio is no number to print, as with figures edited beyond all bounds. */
function effectOf(effect) {
    if (effect === null || !Number.isFinite(effect.ratio) || effect.ratio <= 0)
        return null;
    const bound = (value) => (value !== null && Number.isFinite(value) ? value : null);
    return { ratio: effect.ratio, low: bound(effect.low), high: bound(effect.high) };
}
const levelOf = (series, side) => median((series?.observations ?? []).map((one) => one[side]));
/** Robust standard deviation of the blocks' log differences about each run's own centre, per cent. */
function noiseOf(...samples) {
    const residuals = samples.flatMap((sample) => {
        const values = sample.map((one) => one.difference);
        const centre = median(values) ?? 0;
        return values.map((value) => value - centre);
    });
    const sd = robustSd(residuals);
    return sd === null ? null : 100 * sd;
}
/** What stays of a decision in a cell; `undecided` after the last look is inconclusive. */
function judged(decision) {
    return {
        verdict: decision.outcome === 'undecided' ? 'inconclusive' : decision.outcome,
        reason: sentence(decision.reason),
        effect: effectOf(decision.effect),
        p: decision.p,
        threshold: decision.threshold,
    };
}
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

;// CONCATENATED MODULE: ./build/compare/fingerprint.js
/** Fields that are new with every run or boot. */
const PER_RUN = ['bootId'];
/** Fields that name the host or follow from others, and move nothing. */
const NAMES = ['hostname', 'hardwareKey'];
/** The fields behind the hardware key. */
const HARDWARE = [
    'arch',
    'cpu.model',
    'cpu.stepping',
    'cpu.online',
    'cpu.smt',
    'memoryBytes',
    'storage.model',
    'virtualization',
];
/** Of those, the ones that cannot differ while the key is the same: the others are rounded or counted for it. */
const EXACT = ['arch', 'cpu.model', 'cpu.stepping', 'cpu.smt', 'storage.model', 'virtualization'];
const ABSENT = 'absent';
const UNKNOWN = 'unknown';
/** Every leaf of a value by its path, as text. */
function leaves(value, path) {
    if (value === null || value === undefined)
        return [[path, ABSENT]];
    if (typeof value !== 'object')
        return [[path, String(value)]];
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}
function environmentLeaves({ environments }) {
    return environments.flatMap(({ arm, binaries, ...rest }) => [
        ...leaves(rest, arm),
        ...binaries.flatMap(({ name, ...binary }) => leaves(binary, `${arm}.binaries.${name}`)),
    ]);
}
/** Every path whose text differs, sorted. */
function differing(baseline, candidate) {
    const [before, after] = [new Map(baseline), new Map(candidate)];
    return [...new Set([...before.keys(), ...after.keys()])]
        .sort()
        .map((field) => ({ field, baseline: before.get(field) ?? ABSENT, candidate: after.get(field) ?? ABSENT }))
        .filter((one) => one.baseline !== one.candidate);
}
/** Field by field, over the fingerprint and the environments of the arms. */
function compareFingerprints(baseline, candidate) {
    const host = differing(leaves(baseline.fingerprint, ''), leaves(candidate.fingerprint, ''));
    const lasting = host.filter(({ field }) => !PER_RUN.includes(field));
    const boot = baseline.fingerprint.bootId;
    return {
        differences: [...lasting, ...differing(environmentLeaves(baseline), environmentLeaves(candidate))],
        perRun: host.filter(({ field }) => PER_RUN.includes(field)),
        sameHardware: sameHardware(baseline, candidate),
        sameBoot: boot === candidate.fingerprint.bootId && boot !== UNKNOWN && boot !== '',
        conditions: lasting.filter(({ field }) => !NAMES.includes(field)),
    };
}
/** The differences that make it other hardware; empty where runs may be compared. */
function hardwareDifferences(baseline, candidate) {
    const host = differing(leaves(baseline.fingerprint, ''), leaves(candidate.fingerprint, ''));
    const of = (fields) => host.filter(({ field }) => fields.includes(field));
    if (baseline.fingerprint.hardwareKey === candidate.fingerprint.hardwareKey)
        return of(EXACT);
    const named = of(HARDWARE);
    return named.length > 0 ? named : of(['hardwareKey']);
}
/** The same hardware key, and nothing in the documents that contradicts it. */
function sameHardware(baseline, candidate) {
    return hardwareDifferences(baseline, candidate).length === 0;
}
/** What the two sides of one run differ in: versions, binaries and sources of two of its arms. */
function compareArms(run, baseline, candidate) {
    const leavesOf = (arm) => {
        const environments = run.environments.filter((one) => one.arm === arm).map((one) => ({ ...one, arm: candidate }));
        return environmentLeaves({ ...run, environments });
    };
    return differing(leavesOf(baseline), leavesOf(candidate));
}

;// CONCATENATED MODULE: ./build/compare/integrity.js
/** What no run of ours can contain: a document edited by hand or merged wrongly is refused before anything is computed. */

/** Joins parts into one key; arms may contain spaces, hence the separator. */
const integrity_keyOf = (...parts) => parts.join('\u0000');
/** The first value that occurs twice, or undefined. */
function repeated(values) {
    return values.find((value, index) => values.indexOf(value) !== index);
}
function planFaults(run) {
    const { arms, benchmarks, contrasts } = run.plan;
    const ids = new Set(arms.map((arm) => arm.id));
    const lists = [
        ['the arm', arms.map((arm) => arm.id)],
        ['the benchmark', benchmarks.map((benchmark) => benchmark.id)],
        ['the contrast', contrasts.map((contrast) => `${contrast.baseline} and ${contrast.candidate}`)],
    ];
    const twice = lists.flatMap(([what, values]) => {
        const value = repeated(values);
        return value === undefined ? [] : [`plans ${what} ${value} twice`];
    });
    const unknown = contrasts
        .flatMap((contrast) => [contrast.baseline, contrast.candidate])
        .filter((arm) => !ids.has(arm))
        .map((arm) => `pairs the arm ${arm}, which it does not plan`);
    const same = contrasts
        .filter((contrast) => contrast.baseline === contrast.candidate)
        .map((contrast) => `pairs the arm ${contrast.baseline} with itself`);
    return [...twice, ...unknown, ...same, ...benchmarks.flatMap(benchmarkFaults)];
}
function benchmarkFaults(benchmark) {
    const names = benchmark.metrics.map((metric) => metric.name);
    const twice = repeated(names);
    return [
        ...(twice === undefined ? [] : [`has the metric ${twice} of ${benchmark.id} twice`]),
        ...(names.includes(benchmark.gate) ? [] : [`gates ${benchmark.id} on ${benchmark.gate}, which is not its metric`]),
    ];
}
/** Whether the trials are of the pair's two arms, each at most once. */
function armsFit(pair) {
    const arms = pair.trials.map((trial) => trial.arm);
    return (arms.every((arm) => arm === pair.baseline || arm === pair.candidate) && new Set(arms).size === pair.trials.length);
}
function blockFaults(block, benchmarks, contrasts) {
    const seen = new Set();
    const where = `in block ${block.index}`;
    return block.pairs.flatMap((pair) => {
        const sides = `${pair.baseline} and ${pair.candidate}`;
        const key = integrity_keyOf(pair.benchmark, pair.baseline, pair.candidate, pair.k, String(pair.warmup));
        if (seen.has(key))
            return [`has pair ${pair.k} of ${pair.benchmark}, ${sides}, twice ${where}`];
        seen.add(key);
        if (!benchmarks.has(pair.benchmark))
            return [`has a pair of ${pair.benchmark} ${where}, which it does not plan`];
        if (!contrasts.has(integrity_keyOf(pair.baseline, pair.candidate)))
            return [`pairs ${sides} ${where}, against its plan`];
        if (!armsFit(pair))
            return [`has trials of other arms in pair ${pair.k} of ${pair.benchmark}, ${sides}, ${where}`];
        return [];
    });
}
/**
 * Duplicate or unplanned arms, benchmarks, metrics, contrasts, blocks and pairs are refused: counted twice or left out,
 * they would change a verdict in silence.
 * @throws InputError naming the document and its first fault.
 */
function checkRun(run) {
    const benchmarks = new Set(run.plan.benchmarks.map((benchmark) => benchmark.id));
    const contrasts = new Set(run.plan.contrasts.map((contrast) => integrity_keyOf(contrast.baseline, contrast.candidate)));
    const block = repeated(run.blocks.map((one) => String(one.index)));
    const faults = [
        ...planFaults(run),
        ...(block === undefined ? [] : [`has block ${block} twice`]),
        ...run.blocks.flatMap((one) => blockFaults(one, benchmarks, contrasts)),
    ];
    if (faults.length === 0)
        return;
    const more = faults.length > 1 ? `, and ${faults.length - 1} more of the kind` : '';
    throw new errors/* InputError */.w(`The run document ${run.id} ${faults[0]}${more}.`, 'It was edited or merged by hand: use the document as the run wrote it.');
}
/**
 * One sentence for each block that starts before the one it follows. Order and pairing do not depend on the wall clock, so the
 * figures stand; the dates do not.
 */
function clockNotes(run) {
    const starts = [run.startedAt, ...run.blocks.map((block) => block.startedAt)].map((text) => Date.parse(text));
    return run.blocks.flatMap((block, index) => {
        const [before, now] = [starts[index] ?? Number.NaN, starts[index + 1] ?? Number.NaN];
        if (now >= before)
            return [];
        return [`The clock of run ${run.id} jumped before block ${block.index}: its dates are not to be trusted.`];
    });
}

;// CONCATENATED MODULE: ./build/compare/plan-differences.js
function workText(work) {
    switch (work.kind) {
        case 'fixed':
            return `${work.amount} ${work.unit}`;
        case 'timed':
            return `${work.seconds} s`;
        case 'observed':
            return 'an observed event';
    }
}
/**
 * What sysbench spends on its report inside the time it divides by, s: about 1.3 ms a trial (measured on the host of
 * docs/statistics.md). A trial of T seconds so prints a rate that is REPORT_SECONDS / T too low.
 */
const REPORT_SECONDS = 0.0013;
/** Largest bias, as a fraction, that other work may bring into a rate: a third of what runs differ by anyhow. */
const TOLERATED_BIAS = 0.005;
/** Beyond this factor a trial may do something else: fill a cache, reach a time slice. Not derived: a limit to the formula. */
const TOLERATED_FACTOR = 1.5;
/**
 * Whether rates of trials that do `more` times the work of others may be compared. Their bias is
 * REPORT_SECONDS / T (1 - 1 / more): .04 % for 3 % more work at T = .1 s, .43 % at the factor of 1.5. Where T is shorter
 * than about 87 ms the bias sets a lower factor. It is the bias of native's absolute rate; overheads, in which most of it
 * cancels, are biased by less.
 */
function ratesComparable(more, trialSeconds) {
    return more <= TOLERATED_FACTOR && (REPORT_SECONDS / trialSeconds) * (1 - 1 / more) <= TOLERATED_BIAS;
}
/** Whether work that differs is still near enough: only for rates, only of fixed work in one unit, and its length known. */
function isNearEnough(before, after) {
    const [a, b] = [before.benchmark.work, after.benchmark.work];
    const [first, second] = [before.trialSeconds, after.trialSeconds];
    if (a.kind !== 'fixed' || b.kind !== 'fixed' || a.unit !== b.unit)
        return false;
    if (first === undefined || second === undefined || !gateUnit(after.benchmark).endsWith('/s'))
        return false;
    return ratesComparable(Math.max(a.amount / b.amount, b.amount / a.amount), Math.min(first, second));
}
function gateUnit({ metrics, gate }) {
    return metrics.find((metric) => metric.name === gate)?.unit ?? '';
}
function metricText(benchmark) {
    const gate = benchmark.metrics.find((metric) => metric.name === benchmark.gate);
    return `${benchmark.gate} in ${gate?.unit}, ${gate?.direction} is better`;
}
function armText(run, id) {
    const arm = run.plan.arms.find((one) => one.id === id);
    const options = Object.entries(arm?.options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return [arm?.runtime, ...options.map(([name, value]) => `${name}: ${value}`)].join(' ');
}
/** Everything that must be equal for one cell, by name. */
function facts(run, arm, benchmark) {
    const { limits, pairsPerBlock } = run.plan;
    const measured = benchmark.work.kind === 'observed'
        ? []
        : [
            ['pairs a block', String(pairsPerBlock)],
            ['sysbench', run.fingerprint.image.sysbench],
        ];
    return new Map([
        ['work', workText(benchmark.work)],
        ['metric', metricText(benchmark)],
        ['arm', armText(run, arm)],
        ['CPUs', `${limits.cpus} (${limits.cpuCount})`],
        ['memory limit', `${limits.memoryBytes} bytes`],
        ...measured,
    ]);
}
/**
 * `work (200 events, now 400 events)` for each fact of the cell that differs; empty where the cell may be compared. Rates
 * (gating units in `/s`) may come from fixed work that differs a little, see `ratesComparable`; all else must be equal.
 */
function planDifferences(baseline, candidate, cell) {
    const before = baseline.plan.benchmarks.find((one) => one.id === cell.benchmark);
    const after = candidate.plan.benchmarks.find((one) => one.id === cell.benchmark);
    if (before === undefined || after === undefined)
        return [];
    const now = facts(candidate, cell.arm, after);
    const near = isNearEnough({ benchmark: before, trialSeconds: baseline.plan.trialSeconds }, { benchmark: after, trialSeconds: candidate.plan.trialSeconds });
    return [...facts(baseline, cell.arm, before)]
        .filter(([name, value]) => now.get(name) !== value && !(near && name === 'work'))
        .map(([name, value]) => `${name} (${value}, now ${now.get(name) ?? 'none'})`);
}

// EXTERNAL MODULE: ./build/results/document.js
var results_document = __webpack_require__(51656);
;// CONCATENATED MODULE: ./build/compare/observations.js

/** Names a cell in maps. */
const cellKey = (cell) => keyOf(cell.arm, cell.benchmark, cell.metric);
/** Only what has a logarithm can be compared as a ratio. */
const isPositive = (value) => typeof value === 'number' && Number.isFinite(value) && value > 0;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Geometric mean of positive numbers, at least one. */
function geometricMean(values) {
    const [only] = values;
    return only !== undefined && values.length === 1 ? only : Math.exp(mean(values.map(Math.log)));
}
/** The launch time a lifecycle metric is about; undefined for any other metric. */
const LAUNCH_TIMES = {
    startup: (launch) => launch.startupMs,
    shutdown: (launch) => launch.shutdownMs,
};
function drop(tally, arm, reason) {
    const key = integrity_keyOf(arm, reason);
    tally.drops.set(key, { arm, reason, count: (tally.drops.get(key)?.count ?? 0) + 1 });
}
function observe(tally, block, pairs) {
    if (pairs.length === 0)
        return;
    tally.observations.push({
        block,
        difference: mean(pairs.map((pair) => Math.log(pair.candidate) - Math.log(pair.baseline))),
        baseline: geometricMean(pairs.map((pair) => pair.baseline)),
        candidate: geometricMean(pairs.map((pair) => pair.candidate)),
        pairs,
    });
}
/** Why a trial's metric cannot be used, or undefined where it can. */
function fault(trial, metric) {
    if (trial.failure !== undefined)
        return 'failed';
    const value = trial.metrics[metric];
    if (value === undefined)
        return 'metric absent';
    return isPositive(value) ? undefined : 'not a positive number';
}
/** The pair's two figures, or undefined with the reason counted. */
function readPair(tally, pair, metric) {
    const faults = pair.trials.flatMap((trial) => {
        const reason = fault(trial, metric);
        return reason === undefined ? [] : [{ arm: trial.arm, reason }];
    });
    for (const { arm, reason } of faults)
        drop(tally, arm, reason);
    if (faults.length > 0)
        return undefined;
    const baseline = pair.trials.find((trial) => trial.arm === pair.baseline)?.metrics[metric];
    const candidate = pair.trials.find((trial) => trial.arm === pair.candidate)?.metrics[metric];
    if (baseline === undefined || candidate === undefined) {
        drop(tally, baseline === undefined ? pair.baseline : pair.candidate, 'cut short');
        return undefined;
    }
    return pair.warmup ? undefined : { k: pair.k, baseline, candidate };
}
function indexPairs(pairs) {
    const index = new Map();
    for (const pair of pairs) {
        const key = integrity_keyOf(pair.baseline, pair.candidate, pair.benchmark);
        const known = index.get(key);
        if (known === undefined)
            index.set(key, [pair]);
        else
            known.push(pair);
    }
    return index;
}
/** A block without a single pair of the series says so by the launches that failed. */
function countLaunchFailures(tally, launches, contrast) {
    for (const arm of [contrast.baseline, contrast.candidate]) {
        const own = launches.filter((launch) => launch.arm === arm);
        if (own.length > 0 && own.every((launch) => launch.startupMs === null))
            drop(tally, arm, 'launch failed');
    }
}
function tallyPairs(run, index, contrast, benchmark, metric) {
    const tally = { observations: [], drops: new Map() };
    const key = integrity_keyOf(contrast.baseline, contrast.candidate, benchmark);
    run.blocks.forEach((block, at) => {
        const pairs = index[at]?.get(key);
        if (pairs === undefined)
            countLaunchFailures(tally, block.launches, contrast);
        const read = (pairs ?? []).map((pair) => readPair(tally, pair, metric));
        observe(tally, block.index, read.filter((pair) => pair !== undefined));
    });
    return tally;
}
/** Where a block has several launches of an arm (native, in groups), their geometric mean stands for it. */
function tallyLaunches(run, contrast, metric) {
    const tally = { observations: [], drops: new Map() };
    const time = LAUNCH_TIMES[metric];
    for (const block of run.blocks) {
        const values = (arm) => {
            const own = block.launches.filter((launch) => launch.arm === arm).map((launch) => time?.(launch) ?? null);
            for (const value of own) {
                if (!isPositive(value))
                    drop(tally, arm, value === null ? 'launch failed' : 'not a positive number');
            }
            return own.filter(isPositive);
        };
        const [baseline, candidate] = [values(contrast.baseline), values(contrast.candidate)];
        if (baseline.length === 0 || candidate.length === 0)
            continue;
        observe(tally, block.index, [{ k: 0, baseline: geometricMean(baseline), candidate: geometricMean(candidate) }]);
    }
    return tally;
}
function chosenMetrics(benchmark, choice) {
    return choice === 'all' ? benchmark.metrics : benchmark.metrics.filter((metric) => metric.name === benchmark.gate);
}
/**
 * One series for every planned contrast, benchmark and chosen metric, in the order of the plan; also for those that were never
 * measured. Observed benchmarks (`lifecycle.startup`, `lifecycle.shutdown`) come from the blocks' launches, all others from whole
 * pairs that are not warm-ups. A figure that is zero, negative or not finite is never logged: its pair is dropped and counted.
 * @throws InputError for a document that no run can have written.
 */
function observations(run, choice = 'gate') {
    checkRun(run);
    const index = run.blocks.map((block) => indexPairs(block.pairs));
    const { contrasts, benchmarks } = run.plan;
    return contrasts.flatMap((contrast) => benchmarks.flatMap((benchmark) => chosenMetrics(benchmark, choice).map((metric) => {
        const tally = benchmark.work.kind === 'observed'
            ? tallyLaunches(run, contrast, metric.name)
            : tallyPairs(run, index, contrast, benchmark.id, metric.name);
        return {
            arm: contrast.candidate,
            baselineArm: contrast.baseline,
            benchmark: benchmark.id,
            metric: metric.name,
            unit: metric.unit,
            direction: metric.direction,
            gate: metric.name === benchmark.gate,
            observations: tally.observations,
            drops: [...tally.drops.values()],
        };
    })));
}
/** Trials and launches that should have counted and do not; what a cut run never took is none of them. */
function countFailures(drops) {
    return drops.filter((one) => one.reason !== 'cut short').reduce((sum, one) => sum + one.count, 0);
}
/** `runc: failed, 3 times; native: cut short, 1 time`. */
function describeDrops(drops) {
    return drops.map((one) => `${one.arm}: ${one.reason}, ${one.count} ${one.count === 1 ? 'time' : 'times'}`).join('; ');
}

;// CONCATENATED MODULE: ./build/compare/planned-cells.js
/** The cells of a comparison, fixed by the plans before any figure is looked at. */



/** Gating series of arms measured against native, by arm and benchmark. */
function againstNative(run) {
    const series = observations(run).filter((one) => one.baselineArm === results_document/* NATIVE */.s6);
    return new Map(series.map((one) => [integrity_keyOf(one.arm, one.benchmark), one]));
}
/**
 * The union of both plans, the candidate's order first: what either run meant to measure is a row, whatever became of it.
 * Their number is what alpha is divided by.
 */
function plannedCells(baseline, candidate) {
    return [...new Map([...candidate, ...baseline])].map(([key, series]) => {
        const [before, now] = [baseline.get(key), candidate.get(key)];
        const { arm, benchmark, metric, unit, direction } = now ?? series;
        return { cell: { arm, benchmark, metric, unit, direction }, baseline: before, candidate: now };
    });
}

;// CONCATENATED MODULE: ./build/compare/history.js
/** Which of the runs at hand may tell how much overheads move from boot to boot. */





function read(document) {
    try {
        return { document, series: againstNative(document) };
    }
    catch (error) {
        if (!(error instanceof errors/* InputError */.w))
            throw error;
        return `Left out of the history: ${error.message}`;
    }
}
/**
 * The latest run of each boot, the baseline included: runs of one boot say nothing about the next, so counting them all
 * would make the scatter look known and small.
 */
function trustedHistory(baseline, candidate, history) {
    const latest = new Map();
    const boots = [...history, baseline]
        .filter((run) => run.id !== candidate.id && run.fingerprint.bootId !== candidate.fingerprint.bootId)
        .filter((run) => sameHardware(run, candidate))
        .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    for (const run of boots)
        latest.set(run.fingerprint.bootId, run);
    const all = [...latest.values()].map(read);
    return {
        runs: all.filter((one) => typeof one !== 'string'),
        notes: all.filter((one) => typeof one === 'string'),
    };
}
/** The series of one cell in every trusted run that did the same as the candidate. */
function trustedSeries(history, candidate, cell) {
    return history.runs.flatMap(({ document, series }) => {
        const own = series.get(integrity_keyOf(cell.arm, cell.benchmark));
        if (own === undefined || planDifferences(document, candidate, cell).length > 0)
            return [];
        return [{ run: document.id, boot: document.fingerprint.bootId, series: own }];
    });
}

;// CONCATENATED MODULE: ./build/compare/settings.js
/** What the person asking may choose about a comparison. */



const DEFAULT_SETTINGS = {
    alpha: ALPHA,
    minEffectPercent: 100 * MIN_EFFECT,
    marginPercent: 100 * MARGIN,
    source: 'given',
};
const within = (value, low, high) => value >= low && value <= high;
/**
 * The defaults where nothing is said.
 * @throws InputError for settings that contradict themselves.
 */
function settingsFrom(given) {
    const settings = { ...DEFAULT_SETTINGS, ...given };
    const { alpha, minEffectPercent, marginPercent } = settings;
    if (!within(alpha, 1e-6, 0.49))
        throw new errors/* InputError */.w(`alpha must lie between 0.000001 and 0.49, not ${alpha}.`);
    if (!within(minEffectPercent, 0, 99)) {
        throw new errors/* InputError */.w(`The smallest effect must lie between 0 and 99 %, not ${minEffectPercent}.`);
    }
    if (!(marginPercent > minEffectPercent && marginPercent < 100)) {
        throw new errors/* InputError */.w(`The margin of ${marginPercent} % must lie between the smallest effect and 100 %.`);
    }
    return settings;
}
/** For the decision about one of `cells` cells. */
function decisionSettings(settings, cells, direction) {
    const { alpha, minEffectPercent, marginPercent } = settings;
    return {
        ...defaultSettings(cells, direction),
        alpha,
        minEffect: minEffectPercent / 100,
        margin: marginPercent / 100,
    };
}

;// CONCATENATED MODULE: ./build/compare/host-cells.js
/** Native itself, in absolute figures: what it says is about the host, never about a runtime. */







/** Native's level in every block, over its pairs with all arms. */
function nativeBlocks(series) {
    const byBlock = new Map();
    for (const { block, pairs } of series.flatMap((one) => one.observations)) {
        byBlock.set(block, [...(byBlock.get(block) ?? []), ...pairs.map((pair) => pair.baseline)]);
    }
    return [...byBlock].map(([block, values]) => {
        const level = geometricMean(values);
        return { block, difference: Math.log(level), baseline: level, candidate: level, pairs: [] };
    });
}
/** Benchmarks that both runs measured natively and alike; launches are the runtime's, so observed events are left out. */
function hostCells(baseline, candidate, before, now) {
    return candidate.plan.benchmarks
        .filter((benchmark) => benchmark.work.kind !== 'observed')
        .flatMap((benchmark) => {
        const own = (series) => series.filter((one) => one.benchmark === benchmark.id);
        const [first, known] = [own(now)[0], own(before)];
        const cell = { arm: results_document/* NATIVE */.s6, benchmark: benchmark.id };
        if (first === undefined || known.length === 0)
            return [];
        if (planDifferences(baseline, candidate, cell).length > 0)
            return [];
        const { metric, unit, direction } = first;
        return [
            {
                cell: { ...cell, metric, unit, direction },
                baseline: nativeBlocks(known),
                candidate: nativeBlocks(own(now)),
            },
        ];
    })
        .filter((one) => one.baseline.length > 0 && one.candidate.length > 0);
}
/**
 * One row for each benchmark, by the rule for two samples of blocks, with alpha divided by these rows alone. Native drifts
 * within a boot, so its blocks are not quite independent: this is a finding to look into, not a proof.
 */
function compareHost(baseline, candidate, series, settings) {
    const cells = hostCells(baseline, candidate, series.baseline, series.candidate);
    return cells.map(({ cell, ...blocks }) => {
        const [before, now] = [blocks.baseline, blocks.candidate].map((side) => side.map((one) => one.difference));
        const samples = { baseline: before ?? [], candidate: now ?? [] };
        return {
            ...cell,
            ...judged(decideSameBoot(samples, decisionSettings(settings, cells.length, cell.direction))),
            baselineLevel: median(blocks.baseline.map((one) => one.baseline)),
            candidateLevel: median(blocks.candidate.map((one) => one.baseline)),
            baselineBlocks: blocks.baseline.length,
            candidateBlocks: blocks.candidate.length,
            noisePercent: noiseOf(blocks.baseline, blocks.candidate),
        };
    });
}
/** One sentence where the host itself became slower or faster. */
function hostNotes(host) {
    const moved = host.filter((cell) => cell.verdict === 'regressed' || cell.verdict === 'improved');
    if (moved.length === 0)
        return [];
    const list = moved.map((cell) => `${cell.benchmark} ${signedPercent(cell.effect?.ratio ?? 1)}`).join(', ');
    return [`The host moved: native itself changed (${list}). Overheads are relative to it, so verdicts still stand.`];
}
const signedPercent = (ratio) => `${ratio < 1 ? '-' : '+'}${Math.abs(100 * (ratio - 1)).toFixed(1)} %`;

;// CONCATENATED MODULE: ./build/compare/presence.js
/** Whether a cell can be compared at all, before any test. */


/** Failures of the candidate from which on a cell is missing rather than unlucky. */
const REPEATEDLY = 2;
const missing = (reason) => ({ verdict: 'missing', reason });
const inconclusive = (reason) => ({ verdict: 'inconclusive', reason });
/** `: runc: failed, 3 times`, or nothing. */
const because = (series) => (series.drops.length === 0 ? '' : ` (${describeDrops(series.drops)})`);
const blocksOf = (series) => series?.observations.length ?? 0;
/**
 * Undefined where both runs measured the cell. `missing` where the baseline did and the candidate does not plan it, never
 * reached it, or failed at least twice and is left with fewer than `needed` blocks.
 */
function absence(baseline, candidate, needed) {
    if (baseline === undefined)
        return inconclusive('No baseline: the baseline does not plan it.');
    if (blocksOf(baseline) > 0)
        return vanished(candidate, needed ?? 1);
    if (blocksOf(candidate) === 0)
        return inconclusive(`Measured in neither run${because(candidate ?? baseline)}.`);
    return inconclusive(`No baseline: the baseline has no figure${because(baseline)}.`);
}
/** What became of a cell that the baseline measured. */
function vanished(candidate, needed) {
    if (candidate === undefined)
        return missing('The baseline has it, and the candidate does not plan it.');
    const [blocks, failures] = [blocksOf(candidate), countFailures(candidate.drops)];
    const why = because(candidate);
    if (blocks === 0 && failures === 0)
        return missing(`The baseline has it, and the candidate never measured it${why}.`);
    if (blocks < needed && failures >= REPEATEDLY) {
        return missing(`The baseline has it; the candidate failed and is left with ${blocks} usable blocks${why}.`);
    }
    return blocks === 0 ? inconclusive(`The candidate failed once and has no usable block${why}.`) : undefined;
}
/**
 * Whether values come in steps too large to compare: fewer than ten different ones (or than half of a short series) and
 * a smallest step of at least `minEffect`, as with latencies printed with two decimals. A series of one single value
 * hides its step, so it is coarse too.
 */
function isCoarse(values, minEffect) {
    const distinct = [...new Set(values)].sort((a, b) => a - b);
    if (distinct.length >= Math.min(LEAST_DISTINCT, values.length / 2))
        return false;
    const steps = distinct.slice(1).map((value, at) => value / (distinct[at] ?? value) - 1);
    return values.length > 1 && (steps.length === 0 || Math.min(...steps) >= minEffect);
}
/** Undefined where the figures are fine enough to be judged. */
function coarseness(series, minEffect) {
    const sides = series.flatMap((one) => {
        const pairs = one.observations.flatMap((block) => block.pairs);
        return [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)];
    });
    const coarse = sides.find((values) => isCoarse(values, minEffect));
    if (coarse === undefined)
        return undefined;
    return inconclusive(`The figures take only ${new Set(coarse).size} different values: too coarse to be judged.`);
}
/** A candidate whose figures are all the baseline's own was copied, not measured: it would be `equivalent` by itself. */
function copied(baseline, candidate) {
    const figures = (series) => JSON.stringify(series.observations.map((one) => one.pairs));
    if (figures(baseline) !== figures(candidate))
        return undefined;
    return inconclusive("The candidate's figures are the baseline's own, to the last digit: nothing new was measured.");
}

;// CONCATENATED MODULE: ./build/compare/across.js
/** Two runs: what an arm costs relative to native, then and now. */












/**
 * Compares the overhead against native, block by block, of every gating cell that either run planned (m of them).
 *
 * One look; alpha (.05) divided by m (Bonferroni), m fixed by the plans.
 * - Same boot, same state of the host: `decideSameBoot`. `regressed` where the exact rank-sum p is within alpha / m and the
 *   Hodges-Lehmann shift is worse than theta = max(minEffect, RUN_TO_RUN_FLOOR); `improved` is its mirror; `equivalent`
 *   where the one-sided limit excludes a slowdown beyond the margin; else `inconclusive`, also with too few blocks.
 * - Otherwise: `decideAgainstHistory`, one trusted run a boot; `inconclusive` while they are too few.
 * - `missing`: the baseline measured it, and the candidate does not plan it, never reached it or failed repeatedly.
 * - `inconclusive` without a test: no baseline, done differently (work, limits, pairs, metric), too coarse.
 * Native's own change is in `host` and decides nothing.
 * @param history trusted runs, in any order; the baseline counts as one of them.
 * @throws InputError for the same run twice, other hardware, documents edited by hand, and plans without a cell.
 */
function compareRuns(baseline, candidate, settings = {}, history = []) {
    const context = acrossContext(baseline, candidate, settings, history);
    const side = (which) => context.cells.flatMap((cell) => cell[which] ?? []);
    const series = { baseline: side('baseline'), candidate: side('candidate') };
    const host = compareHost(baseline, candidate, series, context.settings);
    const { alpha, minEffectPercent, marginPercent, source } = context.settings;
    return {
        mode: 'across',
        baseline: { id: baseline.id, startedAt: baseline.startedAt, source },
        candidate: { id: candidate.id, startedAt: candidate.startedAt },
        settings: { alpha, minEffectPercent, marginPercent, cells: context.cells.length },
        differences: context.prints.differences,
        cells: context.cells.map((cell) => judgeAcross(cell, context)),
        host,
        notes: [...notesOf(context), ...hostNotes(host)],
    };
}
/** @throws InputError where the runs cannot be compared at all. */
function acrossContext(baseline, candidate, given, history) {
    refuse(baseline, candidate);
    const cells = plannedCells(againstNative(baseline), againstNative(candidate));
    if (cells.length === 0) {
        throw new errors/* InputError */.w('Nothing can be compared: neither run measures a runtime against native.');
    }
    const prints = compareFingerprints(baseline, candidate);
    return {
        baseline,
        candidate,
        cells,
        prints,
        oneState: prints.sameBoot && prints.conditions.length === 0,
        history: trustedHistory(baseline, candidate, history),
        settings: settingsFrom(given),
    };
}
function refuse(baseline, candidate) {
    if (baseline.id === candidate.id) {
        throw new errors/* InputError */.w(`Baseline and candidate are the same run, ${candidate.id}: it can only agree with itself.`, 'Give an earlier run as the baseline.');
    }
    const other = hardwareDifferences(baseline, candidate);
    if (other.length === 0)
        return;
    const fields = other.map((one) => `${one.field} (${one.baseline}, now ${one.candidate})`).join(', ');
    throw new errors/* InputError */.w(`The runs are not of the same hardware: ${fields}.`, 'Compare runs of one machine, or measure both sides in one run.');
}
/** The verdict of one cell. */
function judgeAcross(planned, context) {
    const { baseline, candidate } = planned;
    const finding = findingOf(planned, context);
    const verdict = finding === undefined && baseline !== undefined && candidate !== undefined
        ? judged(decideCell(baseline, candidate, context))
        : { ...(finding ?? NOT_MEASURED), effect: null, p: null, threshold: null };
    return {
        ...planned.cell,
        ...verdict,
        baselineLevel: levelOf(baseline, 'candidate'),
        candidateLevel: levelOf(candidate, 'candidate'),
        baselineBlocks: baseline?.observations.length ?? 0,
        candidateBlocks: candidate?.observations.length ?? 0,
        noisePercent: noiseOf(baseline?.observations ?? [], candidate?.observations ?? []),
    };
}
const NOT_MEASURED = { verdict: 'inconclusive', reason: 'Not measured.' };
/** Why the cell needs no test, or undefined. */
function findingOf({ cell, baseline, candidate }, context) {
    const { settings, cells } = context;
    const needed = blocksNeeded(baseline?.observations.length ?? 0, settings.alpha / cells.length);
    const absent = absence(baseline, candidate, needed);
    if (absent !== undefined)
        return absent;
    const other = planDifferences(context.baseline, context.candidate, cell);
    if (other.length > 0) {
        return { verdict: 'inconclusive', reason: `Not done alike, so not compared: ${other.join(', ')}.` };
    }
    if (baseline === undefined || candidate === undefined)
        return NOT_MEASURED;
    return coarseness([baseline, candidate], settings.minEffectPercent / 100) ?? copied(baseline, candidate);
}
function decideCell(baseline, candidate, context) {
    const settings = decisionSettings(context.settings, context.cells.length, candidate.direction);
    const differences = (series) => series.observations.map((one) => one.difference);
    if (context.oneState) {
        return decideSameBoot({ baseline: differences(baseline), candidate: differences(candidate) }, settings);
    }
    const history = trustedSeries(context.history, context.candidate, candidate);
    const estimates = runEstimates(history, candidate.observations.length);
    return decideAgainstHistory(baseline, candidate, estimates, settings);
}
function notesOf({ baseline, candidate, prints, oneState, history, settings }) {
    const floor = 100 * RUN_TO_RUN_FLOOR;
    const state = prints.conditions.map((one) => one.field).join(', ');
    return [
        ...(oneState && settings.minEffectPercent < floor
            ? [`Between two runs a change of less than ${floor} % is not called: that much may come from the run itself.`]
            : []),
        ...(prints.sameBoot && !oneState ? [`The host is not in the state it was in: ${state} differ.`] : []),
        ...history.notes,
        ...clockNotes(baseline),
        ...clockNotes(candidate),
    ];
}

;// CONCATENATED MODULE: ./build/compare/choose-baseline.js

/** The newest finished run on the same hardware that shares an arm and a benchmark with `candidate`; `known` is newest first. */
function chooseBaseline(candidate, known) {
    const run = known.find((earlier) => isFinished(earlier) && sameHardware(earlier, candidate) && overlap(earlier, candidate));
    return run && { run, source: 'the last comparable run on this host' };
}
function isFinished({ stopped }) {
    return stopped !== null && stopped.reason !== 'cancelled' && stopped.reason !== 'error';
}
function overlap(a, b) {
    const arms = new Set(a.plan.contrasts.map(({ candidate }) => candidate));
    const benchmarks = new Set(a.plan.benchmarks.map(({ id }) => id));
    return (b.plan.contrasts.some(({ candidate }) => arms.has(candidate)) &&
        b.plan.benchmarks.some(({ id }) => benchmarks.has(id)));
}

;// CONCATENATED MODULE: ./build/compare/gate.js
const VERDICTS = {
    regression: 'regressed',
    missing: 'missing',
    inconclusive: 'inconclusive',
};
/** The worst first; what is not proved counts as worse than what is. */
const BY_WEIGHT = ['regressed', 'missing', 'inconclusive', 'improved', 'equivalent'];
const failing = (cell) => `${cell.arm} ${cell.benchmark} is ${cell.verdict}: ${cell.reason.replace(/\.$/, '')}.`;
/**
 * Fails where a cell has one of the verdicts asked for. A comparison without a cell counts as inconclusive: it proves
 * nothing. `never`, alone or among others, and an empty list let everything pass, and still say what was found.
 */
function gateOutcome(comparison, failOn) {
    const asked = failOn.includes('never') ? [] : failOn.filter((one) => one !== 'never').map((one) => VERDICTS[one]);
    const failed = comparison.cells.filter((cell) => asked.includes(cell.verdict));
    if (failed.length > 0)
        return { pass: false, reasons: failed.map(failing) };
    if (comparison.cells.length === 0) {
        return { pass: !asked.includes('inconclusive'), reasons: ['Nothing was compared.'] };
    }
    return { pass: true, reasons: [tally(comparison.cells)] };
}
/** `Of 12 cells: 2 inconclusive, 10 equivalent.` */
function tally(cells) {
    const parts = BY_WEIGHT.map((verdict) => [cells.filter((cell) => cell.verdict === verdict).length, verdict])
        .filter(([count]) => count > 0)
        .map(([count, verdict]) => `${count} ${verdict}`);
    return `Of ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}: ${parts.join(', ')}.`;
}

;// CONCATENATED MODULE: ./build/compare/overhead.js
/** One run on its own: what every arm costs relative to native. */







/** Each side of the interval shown: 95 % together. */
const TAIL = 0.025;
/** Fewest blocks with a 95 % interval: the smallest tail of n blocks is 2^-n. */
const LEAST_FOR_INTERVAL = Math.ceil(Math.log2(1 / TAIL));
/** Steps between figures that are worth a warning, as a fraction. */
const COARSE_STEP = 0.01;
/**
 * A row for every arm, benchmark and chosen metric, in the order of the plan; an arm that was not paired with native has a
 * level and no overhead.
 * @throws InputError for a document edited by hand.
 */
function overheads(run, choice = 'gate') {
    const all = observations(run, choice);
    const rows = new Map();
    for (const series of all) {
        const key = integrity_keyOf(series.benchmark, series.metric);
        rows.set(key, [...(rows.get(key) ?? []), series]);
    }
    return run.plan.arms.flatMap(({ id }) => [...rows.values()].map((series) => overheadCell(id, series)));
}
/** @param series of one benchmark and metric, one for each contrast; at least one. */
function overheadCell(arm, series) {
    const paired = series.find((one) => one.arm === arm && one.baselineArm === results_document/* NATIVE */.s6);
    return paired === undefined ? unpairedCell(arm, series) : pairedCell(paired);
}
function pairedCell(series) {
    const { arm, benchmark, metric, unit, direction, observations: blocks, drops } = series;
    const differences = blocks.map((one) => one.difference);
    return {
        ...{ arm, benchmark, metric, unit, direction },
        level: levelOf(series, 'candidate'),
        nativeLevel: levelOf(series, 'baseline'),
        overhead: blocks.length === 0 ? null : effectOf(ratioOf(differences)),
        noisePercent: noiseOf(blocks),
        blocks: blocks.length,
        failures: countFailures(drops.filter((one) => one.arm === arm)),
        notes: overhead_notesOf(series, differences),
    };
}
function ratioOf(differences) {
    const bounds = hodgesLehmannInterval(differences, TAIL);
    const exp = (bound) => (bound === null ? null : Math.exp(bound));
    return { ratio: Math.exp(hodgesLehmann(differences)), low: exp(bounds.low), high: exp(bounds.high) };
}
function overhead_notesOf({ observations: blocks, drops }, differences) {
    const figures = blocks.flatMap((one) => one.pairs.map((pair) => pair.candidate));
    const unusable = drops.filter((one) => one.reason === 'not a positive number' || one.reason === 'metric absent');
    return [
        ...(blocks.length === 0 ? ['Nothing was measured.'] : []),
        ...(blocks.length > 0 && blocks.length < LEAST_FOR_INTERVAL
            ? [`Too few blocks for an interval: ${LEAST_FOR_INTERVAL} are needed.`]
            : []),
        ...(hasTwoModes(differences) ? ['The differences fall into two groups: a single figure says little.'] : []),
        ...(isCoarse(figures, COARSE_STEP)
            ? ['The figures take only a few different values: too coarse to be judged.']
            : []),
        ...unusable.map((one) => `Left out, ${one.reason} (${one.arm}).`),
    ];
}
/** Native itself, or an arm that was measured against another arm. */
function unpairedCell(arm, series) {
    const byBlock = new Map();
    const own = series.filter((one) => one.arm === arm || one.baselineArm === arm);
    for (const one of own) {
        for (const block of one.observations) {
            const figure = one.arm === arm ? block.candidate : block.baseline;
            byBlock.set(block.block, [...(byBlock.get(block.block) ?? []), figure]);
        }
    }
    const level = median([...byBlock.values()].map(geometricMean));
    const { benchmark, metric, unit, direction } = series[0];
    return {
        ...{ arm, benchmark, metric, unit, direction, level },
        nativeLevel: arm === results_document/* NATIVE */.s6 ? level : null,
        overhead: null,
        noisePercent: null,
        blocks: byBlock.size,
        failures: countFailures(own.flatMap((one) => one.drops.filter((drop) => drop.arm === arm))),
        notes: unpairedNotes(arm, own),
    };
}
function unpairedNotes(arm, own) {
    if (own.length === 0)
        return ['Not part of any pair.'];
    return arm === results_document/* NATIVE */.s6 ? [] : ['Measured against another runtime, so its overhead against native is not known.'];
}

// EXTERNAL MODULE: ./build/results/store.js
var store = __webpack_require__(56676);
;// CONCATENATED MODULE: ./build/entry/steps/judge.js
/** Compares a run with its baseline and decides whether the gate opens. */





/** The run, its overheads, and what it is compared with, if anything. @throws InputError for a baseline that cannot serve. */
function judge_judge(run, inputs, stateFolder) {
    const known = new store/* RunStore */.n_(stateFolder).recent().filter(({ id }) => id !== run.id);
    const { baseline } = inputs;
    const chosen = baseline.kind === 'none'
        ? undefined
        : baseline.kind === 'file'
            ? { run: (0,store/* readRun */.cI)(baseline.path), source: `file ${baseline.path}` }
            : chooseBaseline(run, known);
    const plain = { run, overheads: overheads(run) };
    return chosen ? { ...plain, ...compared(chosen, run, inputs, known) } : plain;
}
/** The verdicts on `candidate` against `baseline`. */
function compared(baseline, candidate, inputs, history) {
    const settings = {
        alpha: 1 - inputs.confidencePercent / 100,
        minEffectPercent: inputs.minEffectPercent,
        marginPercent: inputs.marginPercent,
        source: baseline.source,
    };
    const comparison = compareRuns(baseline.run, candidate, settings, [...history]);
    return { comparison, gate: gateOutcome(comparison, inputs.failOn) };
}


/***/ })

};
