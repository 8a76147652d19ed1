"""Computes verdicts again from `tare explain --json` on stdin, by docs/statistics.md and scipy alone: no code is shared."""
import json
import sys
from itertools import combinations
from math import copysign, exp, floor, inf, log, log1p

import numpy as np
from scipy import stats

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
    return np.array([part.sum() for part in np.split(values, ends[:-1])])


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


def trimmed_tails(d):
    d = np.sort(d)
    cut = floor(0.2 * len(d))
    left = d[cut : len(d) - cut]
    if len(left) < 2 or (left[0] == 0 and left[-1] == 0):
        return 1, 1
    winsorised = np.clip(d, left[0], left[-1])
    error = np.sqrt(np.sum((winsorised - winsorised.mean()) ** 2) / (len(left) * (len(left) - 1)))
    t = left.mean() / error
    return stats.t.cdf(t, len(left) - 1), stats.t.sf(t, len(left) - 1)


def joined(exact, t):
    return min(1, max(exact, min(T * t, EXACT * exact)))


def balanced(total, low=-5.0, high=5.0):
    """Where a falling statistic is zero."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if total(middle) > 0 else (low, middle)
    return (low + high) / 2


def moved(side, by):
    return [block + by for block in side]


class Sides:
    def __init__(self, blocks, direction):
        sign = 1 if direction == "higher" else -1
        side = lambda name: [sign * np.log([pair[name] for pair in block["pairs"]]) for block in blocks]
        self.base, self.cand = side("baseline"), side("candidate")

    def first(self, n):
        return self.base[:n], self.cand[:n]


def judge(base, cand, threshold, tail, margin, least, last):
    exact = sign_tails(whole(launch_scores(base, cand)))
    t = trimmed_tails(np.concatenate(cand) - np.concatenate(base))
    worse, better = joined(exact[0], t[0]), joined(exact[1], t[1])
    estimate = balanced(lambda shift: launch_scores(base, moved(cand, -shift)).sum())
    excluded = sign_tails(whole(launch_scores(base, moved(cand, log1p(margin)))))[1] <= tail
    if worse <= threshold and estimate < -least:
        outcome = "regressed"
    elif better <= threshold and estimate > least:
        outcome = "improved"
    else:
        outcome = "not-slower" if excluded and (last or abs(estimate) <= least) else "undecided"
    return {"p": worse, "pBetter": better, "ratio": exp(estimate), "threshold": threshold, "outcome": outcome}


def planned(design, alpha, cells):
    carried, looks = 0, []
    for look in design["looks"]:
        share = look["alphaShare"]
        threshold = (share + carried) * alpha / cells
        reaches = share > 0 and 2.0 ** -look["n"] <= threshold
        carried = carried if share == 0 else 0 if reaches else carried + share
        looks.append((look["n"], threshold if reaches else 0, design["beta"] * look["betaShare"]))
    return looks


def sided(given):
    settings, design = given["settings"], given["design"]
    alpha, cells = settings["alpha"], settings["cells"]
    theta, margin = settings["thetaPercent"] / 100, settings["marginPercent"] / 100
    ended, regressed = settings["regressedCells"] is not None, settings["regressedCells"] or 0
    sides = Sides(given["candidate"]["blocks"], given["cell"]["direction"])
    n, looks = len(sides.base), planned(design, alpha, cells)

    def run(looks, closing):
        taken = []
        for at, threshold, tail in looks + closing:
            last = bool(closing) and at == closing[0][0] or at == design["looks"][-1]["n"]
            wide = margin if last else min(margin, design["earlyMarginEffects"] * theta)
            taken.append(judge(*sides.first(at), threshold, tail, wide, log1p(theta), last))
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
            if look["p"] <= factor * look["threshold"] and log(look["ratio"]) < -log1p(theta):
                taken = taken[:at] + [{**look, "outcome": "regressed"}]
                break
    return taken


def block_scores(x, y):
    blocks = x + y
    d = np.concatenate(blocks)
    ranks = 2 * stats.rankdata(d) - len(d) - 1
    centre = np.median(d)
    s = scale_of(np.abs(d - centre))
    about = lambda values: values - values.mean()
    cauchy = (d - centre) / (s**2 + (d - centre) ** 2)
    return unit(about(by_block(ranks, blocks))) + unit(about(by_block(cauchy, blocks)))


def deal_tails(scores, first):
    observed = sum(scores[first:])
    sums = np.array([sum(chosen) for chosen in combinations(scores, len(scores) - first)])
    return float(np.mean(sums <= observed)), float(np.mean(sums >= observed))


def widened(p, difference, sd):
    """The p of a difference with what two runs of the same code differ by on top of the error that p tells."""
    if p >= 0.5 or difference <= 0:
        return max(p, 0.5)
    return max(p, stats.norm.sf(difference / np.hypot(difference / stats.norm.isf(p), sd)))


def lowest(x, y, estimate, tail):
    """Shifts below it are rejected."""
    low, high = estimate - 1, estimate
    for _ in range(22):
        middle = (low + high) / 2
        inside = deal_tails(whole(block_scores(x, moved(y, -middle))), len(x))[1] > tail
        low, high = (low, middle) if inside else (middle, high)
    return high


def across(given):
    settings, sign = given["settings"], 1 if given["cell"]["direction"] == "higher" else -1
    read = lambda side: [
        sign * np.log([pair["candidate"] / pair["baseline"] for pair in block["pairs"]]) for block in given[side]["blocks"]
    ]
    x, y = read("baseline"), read("candidate")
    threshold, least = settings["alpha"] / settings["cells"], log1p(settings["thetaPercent"] / 100)
    estimate = balanced(lambda shift: block_scores(x, moved(y, -shift))[len(x) :].sum())
    between = {name: np.sqrt(2) * log1p(of / 100) for name, of in settings["runToRunPercent"].items()}
    worse, better = deal_tails(whole(block_scores(x, y)), len(x))
    worse, better = widened(worse, -estimate, between["cautious"]), widened(better, estimate, between["cautious"])
    means = [[block.mean() for block in side] for side in (x, y)]
    second = float(np.median([after - before for after in means[1] for before in means[0]]))
    margin = log1p(settings["marginPercent"] / 100)
    excluded = deal_tails(whole(block_scores(x, moved(y, margin))), len(x))[1] <= 0.05
    if excluded:
        limit = lowest(x, y, estimate, 0.05)
        excluded = estimate - np.hypot(estimate - limit, stats.norm.isf(0.05) * between["likely"]) > -margin
    if worse <= threshold and max(estimate, second) < -least:
        outcome = "regressed"
    elif better <= threshold and min(estimate, second) > least:
        outcome = "improved"
    else:
        outcome = "not-slower" if excluded else "undecided"
    return [{"p": worse, "pBetter": better, "ratio": exp(estimate), "threshold": threshold, "outcome": outcome}]


json.dump([sided(one) if one["design"] else across(one) for one in json.load(sys.stdin)], sys.stdout)
