"""Answers the cases on stdin (JSON) with scipy: permutations listed in full, and scipy's own exact tests and t tails."""
import json
import sys

import numpy as np
from scipy import stats


def both(statistic, data, kind):
    """Both one-sided p values by listing every permutation."""
    tails = [
        stats.permutation_test(data, statistic, permutation_type=kind, n_resamples=np.inf, alternative=side, vectorized=True).pvalue
        for side in ("less", "greater")
    ]
    return [float(p) for p in tails]


def swap(case):
    ranks = stats.rankdata(case["a"] + case["b"])
    n = len(case["a"])
    return both(lambda a, b, axis: np.sum(b - a, axis=axis), (ranks[:n], ranks[n:]), "samples")


def signed(case):
    d = np.array(case["d"])
    kept = d[d != 0]
    if kept.size == 0:
        return [1.0, 1.0]
    if kept.size == 1:  # Scipy asks for two; one has two outcomes.
        return [1.0, 0.5] if kept[0] > 0 else [0.5, 1.0]
    ranks = np.sign(kept) * stats.rankdata(np.abs(kept))
    return both(lambda x, y, axis: np.sum(x - y, axis=axis), (ranks, -ranks), "samples")


def rank_sum(case):
    ranks = stats.rankdata(case["x"] + case["y"])
    n = len(case["x"])
    return both(lambda x, y, axis: np.sum(y, axis=axis), (ranks[:n], ranks[n:]), "independent")


def untied_signed(case):
    return [float(stats.wilcoxon(case["d"], alternative=side, mode="exact").pvalue) for side in ("less", "greater")]


def untied_rank_sum(case):
    return [float(stats.mannwhitneyu(case["y"], case["x"], alternative=side, method="exact").pvalue) for side in ("less", "greater")]


def t_tail(case):
    return [float(stats.t.sf(case["t"], case["degrees"])), float(stats.t.cdf(case["t"], case["degrees"]))]


def sign(case):
    k, n = case["candidate"], case["candidate"] + case["baseline"]
    if n == 0:
        return [1.0, 1.0]
    return [float(stats.binomtest(n - k, n, 0.5, alternative="greater").pvalue), float(stats.binomtest(k, n, 0.5, alternative="greater").pvalue)]


def fisher(case):
    (failed, of), (failed_now, of_now) = case["baseline"], case["candidate"]
    table = [[failed_now, of_now - failed_now], [failed, of - failed]]
    return [float(stats.fisher_exact(table, alternative=side)[1]) for side in ("less", "greater")]


ANSWERS = {
    "sign": sign,
    "fisher": fisher,
    "swap": swap,
    "signed": signed,
    "rank sum": rank_sum,
    "untied signed": untied_signed,
    "untied rank sum": untied_rank_sum,
    "t tail": t_tail,
}

json.dump([ANSWERS[case["kind"]](case) for case in json.load(sys.stdin)], sys.stdout)
