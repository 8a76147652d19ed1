"""What counts of a run document, by docs/statistics.md: pairs, failures, the quiet rule, and which runs are alike."""
from dataclasses import dataclass, field
from math import exp, isfinite, log

from numpy import mean, median

NATIVE = "native"
MIB = 1024**2


def positive(value):
    return isinstance(value, (int, float)) and isfinite(value) and value > 0


def geometric(values):
    return exp(mean([log(value) for value in values]))


def kind(pair):
    return pair["benchmark"], pair["baseline"], pair["candidate"]


def length(pair):
    return sum(trial["wallMs"] for trial in pair["trials"])


@dataclass
class Counted:
    """One cell of one run."""

    blocks: list = field(default_factory=list)  # Each has its number and its pairs.
    failures: dict = field(default_factory=dict)  # How many, by arm.
    failed: dict = field(default_factory=dict)  # How many in each block that has one, by arm.
    launched: dict = field(default_factory=dict)  # The blocks with a launch, by arm.
    unstarted: dict = field(default_factory=dict)  # Those in which none of them started, by arm.

    def fail(self, arm, block, times=1):
        self.failures[arm] = self.failures.get(arm, 0) + times
        blocks = self.failed.setdefault(arm, {})
        blocks[block] = blocks.get(block, 0) + times

    def start(self, block, arm):
        launches = [one for one in block["launches"] if one["arm"] == arm]
        if launches:
            self.launched.setdefault(arm, set()).add(block["index"])
            if all(one["startupMs"] is None for one in launches):
                self.unstarted.setdefault(arm, set()).add(block["index"])

    def fails_half(self, arms):
        """Whether as much failed as was measured: of a launch without a figure, all its pairs, and once."""
        sizes = {one["block"]: len(one["pairs"]) for one in self.blocks}
        blocks = [block for arm in arms for block in self.failed.get(arm, {})]
        total = {block: sum(self.failed.get(arm, {}).get(block, 0) for arm in arms) for block in blocks}
        most = max(sizes.values(), default=1)
        lost = sum(times if block in sizes else max(most, times) for block, times in total.items())
        return sum(total.values()) >= 2 and lost >= sum(sizes.values())

    def pairs(self):
        return [pair for block in self.blocks for pair in block["pairs"]]


def benchmark_of(run, name):
    return next((one for one in run["plan"]["benchmarks"] if one["id"] == name), None)


def metric_of(benchmark):
    return next(one for one in benchmark["metrics"] if one["name"] == benchmark["gate"])


def disturbed(run):
    """The identities of all pairs whose CPUs were busier than the median of what came before them."""
    rule, earlier, found = run["plan"].get("quiet"), {}, set()
    if rule is None:
        return found
    for pair in (pair for block in run["blocks"] for pair in block["pairs"] if "busyCpus" in pair):
        known = earlier.setdefault(kind(pair), [])
        if len(known) >= rule["history"] and pair["busyCpus"] > median(known) + rule["margin"]:
            found.add(id(pair))
        known.append(pair["busyCpus"])
    return found


def set_aside(run):
    """The quiet rule, pair by pair: which had to be set aside, as places in the order taken."""
    busy, asides, spent, repeats, is_repeat = disturbed(run), [], 0, 0, False
    pairs = [pair for block in run["blocks"] for pair in block["pairs"]]
    for place, pair in enumerate(pairs):
        whole = len(pair["trials"]) == 2 and not any("failure" in trial for trial in pair["trials"])
        asked = id(pair) in busy and whole and not pair["warmup"] and not is_repeat
        again = asked and repeats + length(pair) <= run["plan"]["quiet"]["share"] * (spent + length(pair))
        spent += length(pair)
        repeats += length(pair) if again else 0
        asides += [place] if again else []
        is_repeat = again
    return asides


def figure_of_pair(counted, block, pair, metric):
    """Both figures of a pair, or nothing where one of them cannot be used."""
    figures = {}
    for trial in pair["trials"]:
        value = trial["metrics"].get(metric)
        if "failure" in trial or not positive(value):
            counted.fail(trial["arm"], block)
        else:
            figures[trial["arm"]] = value
    names = [pair["baseline"], pair["candidate"]]
    if pair["warmup"] or any(name not in figures for name in names):
        return None
    return {"k": pair["k"], "baseline": figures[names[0]], "candidate": figures[names[1]]}


def count_pairs(counted, block, contrast, benchmark, busy):
    number, arms = block["index"], (contrast["baseline"], contrast["candidate"])
    own = [pair for pair in block["pairs"] if kind(pair) == (benchmark["id"], *arms)]
    if not own:
        for arm in arms:
            launches = [one for one in block["launches"] if one["arm"] == arm]
            if launches and all(one["startupMs"] is None for one in launches):
                counted.fail(arm, number)
    pairs = []
    for pair in own:
        if pair.get("setAside"):
            continue
        figures = figure_of_pair(counted, number, pair, benchmark["gate"])
        if figures is not None:
            pairs.append({**figures, "busy": True} if id(pair) in busy else figures)
    if pairs:
        counted.blocks.append({"block": number, "pairs": pairs})


LAUNCH_FIGURES = {"startup": lambda launch: launch["startupMs"], "shutdown": lambda launch: launch["shutdownMs"]}


def count_launches(counted, block, contrast, benchmark):
    number, figures = block["index"], {}
    for side in ("baseline", "candidate"):
        arm = contrast[side]
        launches = [one for one in block["launches"] if one["arm"] == arm]
        values = [LAUNCH_FIGURES[benchmark["gate"]](one) for one in launches]
        failures = sum(not positive(value) for value in values)
        failures += sum(one["retries"] for one in launches) if benchmark["gate"] == "startup" else 0
        if failures:
            counted.fail(arm, number, failures)
        figures[side] = [value for value in values if positive(value)]
    if all(figures.values()):
        pair = {"k": 0, **{side: geometric(values) for side, values in figures.items()}}
        counted.blocks.append({"block": number, "pairs": [pair]})


def count(run, arm, benchmark, against=None):
    """A cell of a run; nothing where the run does not plan it. Its contrast is with native, or with a side."""
    planned = benchmark_of(run, benchmark)
    contrasts = [one for one in run["plan"]["contrasts"] if one["candidate"] == arm]
    contrasts = [one for one in contrasts if against is None or one["baseline"] == against]
    if planned is None or not contrasts:
        return None
    counted, busy = Counted(), disturbed(run)
    for block in run["blocks"]:
        for side in ("baseline", "candidate"):
            counted.start(block, contrasts[0][side])
        if planned["work"]["kind"] == "observed":
            count_launches(counted, block, contrasts[0], planned)
        else:
            count_pairs(counted, block, contrasts[0], planned, busy)
    return counted


def waiting(run):
    told = [pair["waitingPerCpu"] for block in run["blocks"] for pair in block["pairs"] if "waitingPerCpu" in pair]
    return median(told) if told else None


def crowded_alike(one, other):
    first, second = waiting(one), waiting(other)
    return first is None or second is None or abs(first - second) <= 0.5


def conditions(run):
    left_out = ("bootId", "hostname", "hardwareKey")
    return {name: value for name, value in run["fingerprint"].items() if name not in left_out}


def facts(run, arm, benchmark):
    """What two runs have to have alike for a cell, besides the amount of work of a rate."""
    plan, planned = run["plan"], benchmark_of(run, benchmark)
    measured = planned["work"]["kind"] != "observed"
    own = next(one for one in plan["arms"] if one["id"] == arm)
    pairs = (planned.get("pairs", plan["pairsPerBlock"]), run["fingerprint"]["image"]["sysbench"])
    return (
        *(metric_of(planned), planned.get("own"), planned.get("files")),
        *(own["runtime"], own["options"], plan["limits"], pairs if measured else None),
    )


def works_alike(one, other, benchmark):
    plans = [benchmark_of(run, benchmark) for run in (one, other)]
    first, second = (planned["work"] for planned in plans)
    lengths = [planned.get("trialSeconds", run["plan"].get("trialSeconds")) for planned, run in zip(plans, (one, other))]
    is_rate = metric_of(plans[1])["unit"].endswith("/s") and first["kind"] == second["kind"] == "fixed"
    if first == second or not is_rate or first["unit"] != second["unit"] or None in lengths:
        return first == second
    more = max(first["amount"] / second["amount"], second["amount"] / first["amount"])
    return more <= 1.5 and 0.0013 / min(lengths) * (1 - 1 / more) <= 0.005


def done_alike(one, other, arm, benchmark):
    return facts(one, arm, benchmark) == facts(other, arm, benchmark) and works_alike(one, other, benchmark)


def trusted(runs, candidate, arm, benchmark):
    """The cells of one run a boot: the latest that has it, did the same and took enough blocks. Oldest run first."""
    own, latest = candidate["fingerprint"], {}
    for run in sorted(runs, key=lambda one: one["startedAt"]):
        there = run["fingerprint"]
        is_other = run["id"] != candidate["id"] and there["bootId"] != own["bootId"]
        if not is_other or there["hardwareKey"] != own["hardwareKey"] or not crowded_alike(run, candidate):
            continue
        cell = count(run, arm, benchmark, NATIVE)
        if cell is not None and len(cell.blocks) >= 6 and done_alike(run, candidate, arm, benchmark):
            latest[there["bootId"]] = cell
    return list(latest.values())
