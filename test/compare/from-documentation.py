"""
Computes verdicts again by docs/statistics.md and scipy alone: no code is shared. On stdin are run documents, what
`tare explain --json` says of their cells, and limits.
"""
import json
import sys
from functools import cache
from itertools import combinations
from math import ceil, copysign, exp, floor, log, log1p, log2

import numpy as np
from scipy import stats

import documented_counting as counting
from documented_counting import NATIVE

T, EXACT = 8, 12  # How much stronger than asked the trimmed t, or the exact p itself, has to be.


def unit(values):
    length = np.sqrt(np.sum(values**2))
    return values / length if length > 0 else values * 0


def whole(values, units=None):
    """Halves away from zero."""
    units = 512 * min(1, 200 / len(values)) ** 0.5 if units is None else units
    return [int(copysign(floor(units * abs(v) + 0.5), v)) for v in values]


def scale_of(sizes):
    middle = np.median(sizes)
    return 1.4826 * (middle if middle > 0 else np.median(sizes[sizes > 0]) if np.any(sizes > 0) else 1)


def by_block(values, blocks):
    ends = np.cumsum([len(block) for block in blocks])
    return np.add.reduceat(values, [0, *ends[:-1]])


def launch_scores(base, cand):
    """Ranks of all trials of a launch, candidate less baseline, and the Cauchy scores of its pairs."""
    a, b = np.concatenate(base), np.concatenate(cand)
    ranks = 2 * stats.rankdata(np.concatenate([a, b]))
    level = by_block(ranks[len(a) :] - ranks[: len(a)], base)
    d = b - a
    s = scale_of(np.abs(d))
    return unit(level) + unit(by_block(d / (s**2 + d**2), base))


def sign_tails(scores):
    """Share of all ways to turn signs with a sum at most, and at least, the one observed."""
    counts = {0: 1}
    for score in scores:
        following = {}
        for total, ways in counts.items():
            for change in (abs(score), -abs(score)):
                following[total + change] = following.get(total + change, 0) + ways
        counts = following
    observed, ways = sum(scores), 2 ** len(scores)
    return (
        sum(n for total, n in counts.items() if total <= observed) / ways,
        sum(n for total, n in counts.items() if total >= observed) / ways,
    )


def design_effect(launches):
    """How many times as large the variance of the mean is as of independent values; at least 1."""
    values, groups = np.concatenate(launches), len(launches)
    n = len(values)
    if groups < 2 or n == groups:
        return 1
    squares = lambda some: np.sum((some - some.mean()) ** 2)
    inside = sum(squares(launch) for launch in launches)
    sizes = sum(len(launch) ** 2 for launch in launches) / n
    each = (n - sizes) / (groups - 1)
    within, between = inside / (n - groups), (squares(values) - inside) / (groups - 1)
    total = between + (each - 1) * within
    share = (between - within) / total if total > 0 else 0
    return max(1, 1 + (sizes - 1) * share)


def trimmed_tails(launches, widening=1):
    d = np.sort(np.concatenate(launches))
    cut = floor(0.2 * len(d))
    left = d[cut : len(d) - cut]
    if len(left) < 2 or (left[0] == 0 and left[-1] == 0):
        return 1, 1
    winsorised = np.clip(d, left[0], left[-1])
    error = np.sqrt(np.sum((winsorised - winsorised.mean()) ** 2) / (len(left) * (len(left) - 1)))
    effect = design_effect([np.clip(launch, left[0], left[-1]) for launch in launches])
    t = left.mean() / error / effect**0.5 / widening
    degrees = max(1, floor(len(left) / effect / widening + 0.5) - 1)
    return stats.t.cdf(t, degrees), stats.t.sf(t, degrees)


def joined(exact, t):
    return min(1, max(exact, min(T * t, EXACT * exact)))


def balanced(total, low=-5.0, high=5.0):
    """Where a falling statistic is zero, within 1e-12."""
    for _ in range(44):
        middle = (low + high) / 2
        low, high = (middle, high) if total(middle) > 0 else (low, middle)
    return (low + high) / 2


def moved(side, by):
    return [block + by for block in side]


class Sides:
    def __init__(self, blocks, sign):
        side = lambda name: [sign * np.log([pair[name] for pair in block["pairs"]]) for block in blocks]
        self.base, self.cand = side("baseline"), side("candidate")

    def first(self, n):
        return self.base[:n], self.cand[:n]


def sign_of(cell):
    return 1 if cell["direction"] == "higher" else -1


def lowest_of_sides(base, cand, estimate, tail):
    """Changes below it are rejected."""
    low, high = estimate - 1, estimate
    for _ in range(40):
        middle = (low + high) / 2
        inside = sign_tails(whole(launch_scores(base, moved(cand, -middle))))[1] > tail
        low, high = (low, middle) if inside else (middle, high)
    return high


def judge(base, cand, threshold, tail, margin, least, last, widening):
    if np.array_equal(np.concatenate(base), np.concatenate(cand)):
        return {"p": None, "pBetter": None, "estimate": None, "threshold": None, "outcome": "undecided"}
    exact = sign_tails(whole(launch_scores(base, cand)))
    differences = [after - before for before, after in zip(base, cand)]
    t = trimmed_tails(differences)
    worse, better = joined(exact[0], t[0]), joined(exact[1], t[1])
    if widening > 1:
        wide = trimmed_tails(differences, widening)
        worse, better = max(worse, wide[0]), max(better, wide[1])
    estimate = balanced(lambda shift: launch_scores(base, moved(cand, -shift)).sum())
    excluded = sign_tails(whole(launch_scores(base, moved(cand, log1p(margin)))))[1] <= tail
    if excluded and widening > 1:
        excluded = estimate + widening * (lowest_of_sides(base, cand, estimate, tail) - estimate) > -log1p(margin)
    if worse <= threshold and estimate < -least:
        outcome = "regressed"
    elif better <= threshold and estimate > least:
        outcome = "improved"
    else:
        outcome = "not-slower" if excluded and (last or abs(estimate) <= least) else "undecided"
    return {"p": worse, "pBetter": better, "estimate": estimate, "threshold": threshold, "outcome": outcome}


def planned(design, alpha, cells):
    carried, looks = 0, []
    for look in design["looks"]:
        share = look["alphaShare"]
        threshold = (share + carried) * alpha / cells
        reaches = share > 0 and 2.0 ** -look["n"] <= threshold
        carried = carried if share == 0 else 0 if reaches else carried + share
        looks.append((look["n"], threshold if reaches else 0, design["beta"] * look["betaShare"]))
    return looks


def looks_of(given, blocks, widening):
    settings, design = given["settings"], given["design"]
    alpha, cells = settings["alpha"], settings["cells"]
    floor_of_files = 4 if given["cell"]["benchmark"].startswith("fileio.") else 0
    theta, margin = max(settings["minEffectPercent"], floor_of_files) / 100, settings["marginPercent"] / 100
    ended, regressed = settings["regressedCells"] is not None, settings["regressedCells"] or 0
    sides = Sides(blocks, sign_of(given["cell"]))
    n, looks = len(sides.base), planned(design, alpha, cells)

    def run(looks, closing):
        taken = []
        for at, threshold, tail in looks + closing:
            last = bool(closing) and at == closing[0][0] or at == design["looks"][-1]["n"]
            wide = margin if last else min(margin, design["earlyMarginEffects"] * theta)
            taken.append(judge(*sides.first(at), threshold, tail, wide, log1p(theta), last, widening))
            if taken[-1]["outcome"] != "undecided":
                break
        return taken

    taken = run([look for look in looks if look[0] <= n], [])
    final = design["looks"][-1]["n"]
    if ended and looks[0][0] <= n < final and taken[-1]["outcome"] == "undecided":
        before = [look for look in looks if look[0] < n]
        left = alpha / cells - sum(threshold for _, threshold, _ in before)
        closing = (n, left if 2.0**-n <= left else 0, design["beta"] - sum(tail for *_, tail in before))
        taken = run(before, [closing])
    if ended and taken and taken[-1]["outcome"] == "undecided":
        factor = cells / max(1, cells - regressed)
        for at, look in enumerate(taken):
            if look["p"] is not None and look["p"] <= factor * look["threshold"] and look["estimate"] < -log1p(theta):
                taken = taken[:at] + [{**look, "outcome": "regressed"}]
                break
    return taken


def sign_chance(own, others):
    only, theirs = len(own - others), len(others - own)
    return stats.binom.sf(only - 1, only + theirs, 0.5)


def lost_beside(counted, arm, other, outcome, alpha, cells, contrasts):
    """Whether the candidate of one run lost a cell that the other side could measure."""
    own, others = counted.failures.get(arm, 0), counted.failures.get(other, 0)
    few = outcome == "undecided" and len(counted.blocks) < ceil(log2(cells / alpha))
    broken = few or counted.fails_half([arm])
    by_cell = sign_chance(set(counted.failed.get(arm, {})), set(counted.failed.get(other, {})))
    by_start = sign_chance(counted.unstarted.get(arm, set()), counted.unstarted.get(other, set()))
    few_by_chance = by_cell <= alpha / cells or by_start <= alpha / contrasts
    return own > 0 and ((own >= 2 * (1 + others) and broken) or few_by_chance)


def is_coarse(values, least):
    distinct = sorted(set(values))
    if len(values) <= 1 or len(distinct) >= min(10, len(values) / 2):
        return False
    steps = [after / before - 1 for before, after in zip(distinct, distinct[1:])]
    return not steps or min(steps) >= least


def any_coarse(counted, settings):
    sides = [[pair[side] for pair in one.pairs()] for one in counted for side in ("baseline", "candidate")]
    return any(is_coarse(values, settings["minEffectPercent"] / 100) for values in sides)


def answer(verdict, sign=1, looks=(), **figures):
    """Figures as they are told, changes as a ratio in the metric's own direction."""
    ratio = lambda estimate: None if estimate is None else exp(sign * estimate)
    told = [{**look, "ratio": ratio(look["estimate"])} for look in looks]
    known = {"p": None, "threshold": None, "ratio": ratio(figures.pop("estimate", None)), **figures}
    return {"verdict": "inconclusive" if verdict == "undecided" else verdict, "looks": told, **known}


@cache
def sides_widening(text):
    run = json.loads(text)
    each = []
    for one in run["plan"]["contrasts"]:
        for benchmark in run["plan"]["benchmarks"]:
            if one["baseline"] != NATIVE:
                counted = counting.count(run, one["candidate"], benchmark["id"], one["baseline"])
                pairs = lambda block: [log(pair["candidate"] / pair["baseline"]) for pair in block["pairs"]]
                each.append([np.mean(pairs(block)) for block in counted.blocks])
    return serial_widening(each)


def widening_of_sides(run):
    return sides_widening(json.dumps(run))


def sided(given, run):
    cell, settings = given["cell"], given["settings"]
    if any((one["arm"], one["benchmark"]) == (cell["arm"], cell["benchmark"]) for one in run.get("withdrawn", [])):
        return answer("missing")
    other = next(one["baseline"] for one in run["plan"]["contrasts"] if one["candidate"] == cell["arm"])
    counted = counting.count(run, cell["arm"], cell["benchmark"], other)
    told_alike(given["candidate"], counted)
    looks = looks_of(given, counted.blocks, widening_of_sides(run))
    outcome = looks[-1]["outcome"] if looks else "undecided"
    sign, alpha, cells = sign_of(cell), settings["alpha"], settings["cells"]
    contrasts = sum(one["baseline"] != NATIVE for one in run["plan"]["contrasts"])
    if outcome != "regressed" and lost_beside(counted, cell["arm"], other, outcome, alpha, cells, contrasts):
        return answer("missing", sign, looks)
    if any_coarse([counted], settings):
        return answer("inconclusive", sign, looks)
    if not looks:
        return answer("inconclusive")
    return answer(outcome, sign, looks, p=looks[-1]["p"], threshold=looks[-1]["threshold"])


def told_alike(side, counted):
    """What is explained is what counts of the run document."""
    told = [] if side is None else [{"block": one["block"], "pairs": one["pairs"]} for one in side["blocks"]]
    flat = lambda blocks: [(one["block"], *sorted(pair.items())) for one in blocks for pair in one["pairs"]]
    for (number, *pair), (known, *other) in zip(flat(told), flat(counted.blocks), strict=True):
        same = all(name == also and abs(a - b) <= 1e-12 * abs(b) for (name, a), (also, b) in zip(pair, other, strict=True))
        if number != known or not same:
            raise ValueError(f"block {number}: {pair} is told, {other} counts")


def block_scores(x, y):
    blocks = x + y
    d = np.concatenate(blocks)
    ranks = 2 * stats.rankdata(d) - len(d) - 1
    centre = np.median(d)
    s = scale_of(np.abs(d - centre))
    about = lambda values: values - values.mean()
    cauchy = (d - centre) / (s**2 + (d - centre) ** 2)
    return unit(about(by_block(ranks, blocks))) + unit(about(by_block(cauchy, blocks)))


@cache
def deals(blocks, chosen):
    return np.array(list(combinations(range(blocks), chosen)))


def deal_tails(scores, first):
    observed = sum(scores[first:])
    sums = np.array(scores)[deals(len(scores), len(scores) - first)].sum(axis=1)
    return float(np.mean(sums <= observed)), float(np.mean(sums >= observed))


def widened(p, difference, sd, widening):
    """The p of a difference with what two runs of the same code differ by on top of the error that p tells."""
    if (sd == 0 and widening == 1) or p >= 0.5:
        return p
    if difference <= 0:
        return 0.5
    return max(p, stats.norm.sf(difference / np.hypot(widening * difference / stats.norm.isf(p), sd)))


def serial_widening(series):
    """By how much the error of correlated blocks is larger than their scatter says."""
    total, n, length = 0, 0, 0
    for values in series:
        residuals = np.array(values) - np.mean(values) if len(values) > 3 else np.zeros(1)
        squares = np.sum(residuals**2)
        if squares > 0:
            total += len(values) * np.sum(residuals[1:] * residuals[:-1]) / squares + 1
            n, length = n + len(values) - 3, length + len(values)
    r = total / n if n else 0
    return np.sqrt((1 + min(0.8, r)) / (1 - min(0.8, r))) if n and r > max(0.1, 1.64 * length**0.5 / n) else 1


def scatter_unlike(x, y):
    """1 where that cannot be said."""
    distances = [np.abs(side - np.median(side)) for side in (x, y)]
    if len(x) + len(y) < 3 or distances[0].mean() == distances[1].mean():
        return 1
    return stats.ttest_ind(*distances).pvalue


class Welch:
    """The second test, of the blocks' means; of runs that are alike it is not asked."""

    def __init__(self, x, y):
        means = [np.array([block.mean() for block in side]) for side in (x, y)]
        is_uneven = max(len(x), len(y)) > 1.5 * min(len(x), len(y))
        self.asked = is_uneven or scatter_unlike(*means) < 0.07
        (before, a, h), (now, b, k) = (self.part(side, 0.2 if is_uneven else 0) for side in means)
        self.short = min(h, k) < 2
        if self.asked and not self.short:
            self.centre, self.error = now - before, np.sqrt(a + b)
            self.degrees = max(1, floor((a + b) ** 2 / (a**2 / (h - 1) + b**2 / (k - 1))))

    @staticmethod
    def part(means, share):
        ordered = np.sort(means)
        cut = floor(share * len(ordered))
        left = ordered[cut : len(ordered) - cut]
        clipped = np.clip(ordered, left[0], left[-1])
        h = len(left)
        return left.mean(), np.sum((clipped - clipped.mean()) ** 2) / (h * (h - 1)) if h > 1 else np.inf, h

    def tails(self, exact, by=0):
        """The larger p of both tests, of y being lower and higher than x by that."""
        if not self.asked:
            return exact
        if self.short:
            return 1, 1
        t = (self.centre - by) / self.error
        return max(exact[0], stats.t.cdf(t, self.degrees)), max(exact[1], stats.t.sf(t, self.degrees))

    def low(self, end, tail):
        if not self.asked:
            return end
        return -np.inf if self.short else min(end, self.centre - stats.t.isf(tail, self.degrees) * self.error)


def lowest(x, y, estimate, tail):
    """Shifts below it are rejected."""
    low, high = estimate - 1, estimate
    for _ in range(22):
        middle = (low + high) / 2
        inside = deal_tails(whole(block_scores(x, moved(y, -middle))), len(x))[1] > tail
        low, high = (low, middle) if inside else (middle, high)
    return high


RUN_TO_RUN = {
    **dict.fromkeys(["cpu", "memory", "threads", "mutex", "footprint"], (0.15, 0.2)),
    **dict.fromkeys(["lifecycle", "hostcpu", "scale"], (0, 3.5)),
}


def within_boot(cell, settings, counted, benchmark, crowd, widening):
    """Two runs of one boot."""
    sign = sign_of(cell)
    blocks = [[block["pairs"] for block in one.blocks][:60] for one in counted]
    x, y = ([sign * np.log([pair["candidate"] / pair["baseline"] for pair in one]) for one in side] for side in blocks)
    own = [[sign * np.log([pair["candidate"] for pair in one]) for one in side] for side in blocks]
    threshold, least = settings["alpha"] / settings["cells"], log1p(max(settings["minEffectPercent"], 1.5) / 100)
    estimate = balanced(lambda shift: block_scores(x, moved(y, -shift))[len(x) :].sum())
    likely, cautious = (np.sqrt(2) * log1p(of / 100) for of in RUN_TO_RUN.get(benchmark["suite"], (0.5, 1)))
    second_test = Welch(x, y)
    worse, better = second_test.tails(deal_tails(whole(block_scores(x, y)), len(x)))
    worse, better = widened(worse, -estimate, cautious, widening), widened(better, estimate, cautious, widening)
    if benchmark["work"]["kind"] == "observed":
        itself = Welch(*own).tails(deal_tails(whole(block_scores(*own)), len(x)))
        worse, better = (max(p, own_p / settings["cells"]) for p, own_p in zip((worse, better), itself))
    means = [[block.mean() for block in side] for side in (x, y)]
    second = float(np.median([after - before for after in means[1] for before in means[0]]))
    margin = log1p(settings["marginPercent"] / 100)
    shifted = deal_tails(whole(block_scores(x, moved(y, margin))), len(x))
    excluded = second_test.tails(shifted, -margin)[1] <= 0.05
    if excluded:
        distance = estimate - second_test.low(lowest(x, y, estimate, 0.05), 0.05)
        excluded = estimate - np.hypot(widening * distance, stats.norm.isf(0.05) * likely) > -margin
    if crowd or smallest_p(len(x), len(y)) > threshold:
        return answer("inconclusive", sign, p=worse, estimate=estimate)
    if worse <= threshold and max(estimate, second) < -least:
        outcome = "regressed"
    elif better <= threshold and min(estimate, second) > least:
        outcome = "improved"
    else:
        outcome = "not-slower" if excluded else "undecided"
    return answer(outcome, sign, p=worse, threshold=threshold, estimate=estimate)


def smallest_p(x, y):
    return 1 / round(float(np.exp(sum(log((x + i) / i) for i in range(1, y + 1))))) if y else 1


def hodges_lehmann(values):
    return float(np.median([(a + b) / 2 for i, a in enumerate(values) for b in values[i:]]))


def means_of(counted):
    return [np.mean([log(p["candidate"]) - log(p["baseline"]) for p in one["pairs"]]) for one in counted.blocks]


def runs_needed(tail):
    known, n = stats.t.isf(tail, 2000), 8
    while stats.t.isf(tail, n - 1) * np.sqrt(1 + 1 / n) > 1.75 * known:
        n += 1
    return n


def of_boots(cell, settings, counted, history):
    """The run is the unit: it is held against the prediction interval of earlier ones."""
    sign, threshold, own = sign_of(cell), settings["alpha"] / settings["cells"], means_of(counted)
    past = [sign * hodges_lehmann(means_of(one)[: len(own)]) for one in history]
    n = len(past)
    if n < runs_needed(threshold) or len(own) < 6 or np.std(past) == 0:
        return answer("inconclusive", runs=n)
    unit_of_t = np.std(past, ddof=1) * np.sqrt(1 + 1 / n)
    estimate = sign * hodges_lehmann(own) - np.mean(past)
    new = sign * hodges_lehmann(own)
    worse = max(stats.t.cdf(estimate / unit_of_t, n - 1), np.mean(np.array(past) <= new))
    better = max(stats.t.sf(estimate / unit_of_t, n - 1), np.mean(np.array(past) >= new))
    least, margin = log1p(settings["minEffectPercent"] / 100), log1p(settings["marginPercent"] / 100)
    if worse <= threshold and estimate < -least:
        outcome = "regressed"
    elif better <= threshold and estimate > least:
        outcome = "improved"
    else:
        outcome = "not-slower" if estimate - stats.t.isf(0.05, n - 1) * unit_of_t > -margin else "undecided"
    return answer(outcome, sign, p=worse, threshold=threshold, estimate=estimate, runs=n)


def without_test(base, cand, threshold):
    """What is said of a cell of two runs before any test, in this order; nothing where a test is due."""
    if base is None:
        return "inconclusive"
    if not base.blocks:
        return "inconclusive"
    if base.fails_half(base.failures):
        return "inconclusive"
    if cand is None:
        return "missing"
    failures = sum(cand.failures.values())
    if not cand.blocks and failures == 0:
        return "missing"
    can_decide = (n for n in range(1, 61) if smallest_p(len(base.blocks), n) <= threshold)
    if len(cand.blocks) < next(can_decide, 1) and failures >= 2:
        return "missing"
    return None if cand.blocks else "inconclusive"


def launches_of(counted, arm):
    failed = set(counted.failed.get(arm, {}))
    return len(failed), len(failed | {one["block"] for one in counted.blocks})


def starts_of(counted, arm):
    return len(counted.unstarted.get(arm, ())), len(counted.launched.get(arm, ()))


def fisher(base, cand):
    """Fisher's exact test: of all launches, those that failed fall on the candidate's at random."""
    (failed, launches), (own, its) = base, cand
    return stats.hypergeom.sf(own - 1, launches + its, failed + own, its)


def across(given, before, after, history, widening):
    cell, settings = given["cell"], given["settings"]
    name = (cell["arm"], cell["benchmark"])
    counted = [counting.count(run, *name, NATIVE) for run in (before, after)]
    for side, one in zip(("baseline", "candidate"), counted):
        if one is not None:
            told_alike(given[side], one)
    threshold = settings["alpha"] / settings["cells"]
    found = without_test(*counted, threshold)
    if found is not None:
        return answer(found)
    if not counting.done_alike(before, after, *name) or any_coarse(counted, settings):
        return answer("inconclusive")
    if counted[0].blocks == counted[1].blocks:
        return answer("inconclusive")
    same_boot = before["fingerprint"]["bootId"] == after["fingerprint"]["bootId"]
    if same_boot and counting.conditions(before) == counting.conditions(after):
        crowd = not counting.crowded_alike(before, after)
        decided = within_boot(cell, settings, counted, counting.benchmark_of(after, name[1]), crowd, widening)
    else:
        decided = of_boots(cell, settings, counted[1], counting.trusted([*history, before], after, *name))
    chance = fisher(*(launches_of(one, name[0]) for one in counted))
    of_starts = fisher(*(starts_of(one, name[0]) for one in counted))
    contrasts = before["plan"]["contrasts"] + after["plan"]["contrasts"]
    arms = {one["candidate"] for one in contrasts if one["baseline"] == NATIVE}
    few = chance <= threshold or of_starts <= settings["alpha"] / len(arms)
    broken = counted[1].failures.get(name[0], 0) > 0 and (counted[1].fails_half([name[0]]) or few)
    return {**decided, "verdict": "missing", "p": None, "threshold": None} if (
        broken and decided["verdict"] != "regressed"
    ) else decided


def median_ends(values, tail):
    n, ordered = len(values), sorted(values)
    k = max((k for k in range(n // 2 + 2) if stats.binom.cdf(k - 1, n, 0.5) <= tail), default=0)
    return (ordered[k - 1], ordered[n - k]) if k > 0 else None


def cost_ends(counted, sign, tail, widening):
    """The changes that the launch test does not reject, as costs; the better end first."""
    quiet = [{"pairs": [pair for pair in one["pairs"] if "busy" not in pair]} for one in counted.blocks]
    quiet = [one for one in quiet if one["pairs"]]
    base, cand = Sides(quiet if 2.0 ** -len(quiet) <= tail else counted.blocks, sign).first(None)
    if 2.0 ** -len(base) > tail:
        return None
    estimate = balanced(lambda shift: launch_scores(base, moved(cand, -shift)).sum())

    def end(towards, which):
        inside, outside = 0.0, 2.0
        for _ in range(30):
            middle = (inside + outside) / 2
            shift = estimate + towards * middle
            kept = sign_tails(whole(launch_scores(base, moved(cand, -shift))))[which] > tail
            inside, outside = (middle, outside) if kept else (inside, middle)
        return exp(-(estimate + widening * towards * inside)) - 1

    return end(1, 0), end(-1, 1)


def widened_ends(ends, middle, widening):
    return None if ends is None else tuple(middle * (end / middle) ** widening for end in ends)


def judged_limit(run, limit, arm, tail, widening):
    contrasts = [one["baseline"] for one in run["plan"]["contrasts"] if one["candidate"] == arm]
    counted = counting.count(run, arm, limit["benchmark"])
    direction = counting.metric_of(counting.benchmark_of(run, limit["benchmark"]))["direction"]
    if not counted.blocks and counted.failures.get(arm, 0) >= 2:
        return "missing"
    if not counted.blocks or (limit["quantity"] == "cost" and contrasts[0] != NATIVE):
        return "cannot tell"
    if limit["quantity"] == "cost":
        sign = 1 if direction == "higher" else -1
        ends, bound, lower = cost_ends(counted, sign, tail, widening["cost"]), limit["value"] / 100, True
    else:
        levels = [counting.geometric([pair["candidate"] for pair in one["pairs"]]) for one in counted.blocks]
        ends, bound, lower = median_ends(levels, tail), limit["value"], direction == "lower"
        ends = widened_ends(ends, np.median(levels), widening["level"])
        ends = ends if lower or ends is None else ends[::-1]
    if ends is None:
        return "cannot tell"
    keeps = [end < bound if lower else end > bound for end in ends]
    return "within" if keeps[1] else "cannot tell" if keeps[0] else "beyond"


def judged_limits(run, limits, alpha):
    named = lambda arm, limit: limit["arm"] in (arm["id"], arm["runtime"]) and arm.get("side") != "baseline"
    tested = {one["candidate"] for one in run["plan"]["contrasts"]}
    rows = [(limit, arm["id"]) for limit in limits for arm in run["plan"]["arms"] if named(arm, limit)]
    rows = [(limit, arm) for limit, arm in rows if arm in tested and counting.benchmark_of(run, limit["benchmark"])]
    cells = [(one, plan["id"]) for one in run["plan"]["contrasts"] for plan in run["plan"]["benchmarks"]]
    counted = [counting.count(run, one["candidate"], name, one["baseline"]) for one, name in cells]
    level = lambda one: float(np.mean([log(pair["candidate"]) for pair in one["pairs"]]))
    levels = [[level(block) for block in one.blocks] for one in counted]
    widening = {"level": serial_widening(levels), "cost": serial_widening([means_of(one) for one in counted])}
    return [judged_limit(run, limit, arm, alpha / len(rows), widening) for limit, arm in rows]


def judged(group):
    """A candidate, and where it is compared with another run a baseline and a history."""
    now, before, history = group["candidate"], group.get("baseline"), group.get("history", [])
    widening = 1
    if before is not None:
        names = [(one["cell"]["arm"], one["cell"]["benchmark"]) for one in group["explanations"]]
        counted = [counting.count(run, *name, NATIVE) for name in names for run in (before, now)]
        widening = serial_widening([means_of(one)[:60] for one in counted if one is not None])
    judge_one = lambda one: sided(one, now) if before is None else across(one, before, now, history, widening)
    return {
        "cells": [judge_one(one) for one in group["explanations"]],
        "limits": judged_limits(now, group.get("limits", []), 0.05),
        "setAside": counting.set_aside(now),
    }


json.dump([judged(group) for group in json.load(sys.stdin)], sys.stdout)
