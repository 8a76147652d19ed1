export const id = 562;
export const ids = [562];
export const modules = {

/***/ 6065:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GQ: () => (/* binding */ compareSides),
/* harmony export */   KC: () => (/* binding */ judgeSides),
/* harmony export */   Vt: () => (/* binding */ decideSides),
/* harmony export */   Xq: () => (/* binding */ settledCells),
/* harmony export */   d9: () => (/* binding */ sideSettings),
/* harmony export */   pw: () => (/* binding */ hasSides),
/* harmony export */   r_: () => (/* binding */ sides)
/* harmony export */ });
/* unused harmony export runState */
/* harmony import */ var _config_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2356);
/* harmony import */ var _results_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1656);
/* harmony import */ var _stats_sequential_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4301);
/* harmony import */ var _stats_verdict_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1504);
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2877);
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6836);
/* harmony import */ var _integrity_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8775);
/* harmony import */ var _observations_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2097);
/* harmony import */ var _presence_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2543);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(907);
/** Two sides of one run, measured back to back. */










/** Whether the run measures one runtime against another rather than each against native. */
function hasSides({ plan }) {
    return plan.contrasts.some((one) => one.baseline !== _results_document_js__WEBPACK_IMPORTED_MODULE_1__/* .NATIVE */ .s6);
}
/** The gating series whose baseline is an arm under test and not native; their number is what alpha is divided by. */
function sides(run) {
    return (0,_observations_js__WEBPACK_IMPORTED_MODULE_6__/* .observations */ .EW)(run).filter((one) => one.baselineArm !== _results_document_js__WEBPACK_IMPORTED_MODULE_1__/* .NATIVE */ .s6);
}
/**
 * Whether more blocks may come. A run that was cancelled or killed can be resumed, so what is left of alpha is not spent on
 * it; one that ran out of budget or blocks gets its closing look.
 */
function runState(run) {
    const reason = run.stopped?.reason;
    return reason === 'budget' || reason === 'blocks' || reason === 'decided' ? 'ended' : 'running';
}
/**
 * Compares the baseline arm with the candidate arm of every contrast without native, by the paired procedure of
 * `stats/verdict.ts` on one pair of levels a block: pooled-rank swap test, Hodges-Lehmann estimate, declared looks, alpha
 * divided by the planned cells. `missing` where only the candidate failed, at least twice, and no look could be taken.
 * @throws InputError for a run without such a contrast and for documents edited by hand.
 */
function compareSides(run, given = {}) {
    const settings = sideSettings(run, given);
    const series = sides(run);
    if (series.length === 0) {
        throw new _config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .w(`The run ${run.id} does not measure one runtime against another.`, 'Compare it with another run instead.');
    }
    const { alpha, minEffectPercent, marginPercent, source } = settings;
    const tested = run.plan.contrasts.filter((one) => one.baseline !== _results_document_js__WEBPACK_IMPORTED_MODULE_1__/* .NATIVE */ .s6);
    return {
        mode: 'ab',
        baseline: { id: run.id, startedAt: run.startedAt, source },
        candidate: { id: run.id, startedAt: run.startedAt },
        settings: { alpha, minEffectPercent, marginPercent, cells: series.length },
        differences: tested.flatMap((one) => (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_9__/* .compareArms */ .JJ)(run, one.baseline, one.candidate)),
        cells: series.map((one) => judgeSides(one, run, settings, series.length)),
        host: [],
        notes: [...otherRule(run, given), ...(0,_integrity_js__WEBPACK_IMPORTED_MODULE_5__/* .clockNotes */ .kk)(run)],
    };
}
/** The rule the run was planned with wins: looks were taken by it, and what was measured followed from them. */
function sideSettings({ plan }, given) {
    return (0,_settings_js__WEBPACK_IMPORTED_MODULE_8__/* .settingsFrom */ .ms)({ source: 'this run', ...given, ...plan.decision });
}
function otherRule({ plan }, given) {
    const { decision } = plan;
    const names = { alpha: 'alpha', minEffectPercent: 'smallest effect', marginPercent: 'margin' };
    const keys = ['alpha', 'minEffectPercent', 'marginPercent'];
    const other = keys.filter((key) => decision && given[key] !== undefined && given[key] !== decision[key]);
    if (!decision || other.length === 0)
        return [];
    const kept = other.map((key) => `${names[key]} ${decision[key]}, not ${given[key]}`).join('; ');
    return [`Judged by the rule that the run was planned with (${kept}): its looks were taken by it.`];
}
/** The verdict of one cell. */
function judgeSides(series, run, settings, cells) {
    const { arm, benchmark, metric, unit, direction, observations: blocks } = series;
    const decision = decideSides(series, run, settings, cells);
    const coarse = (0,_presence_js__WEBPACK_IMPORTED_MODULE_7__/* .coarseness */ .zw)([series], settings.minEffectPercent / 100);
    const finding = decision.looks.length === 0 ? (absentSide(series) ?? coarse) : coarse;
    return {
        ...{ arm, benchmark, metric, unit, direction },
        ...(0,_figures_js__WEBPACK_IMPORTED_MODULE_4__/* .judged */ .g$)(decision),
        ...(finding === undefined ? {} : { ...finding, p: null, threshold: null }),
        baselineLevel: (0,_figures_js__WEBPACK_IMPORTED_MODULE_4__/* .levelOf */ .In)(series, 'baseline'),
        candidateLevel: (0,_figures_js__WEBPACK_IMPORTED_MODULE_4__/* .levelOf */ .In)(series, 'candidate'),
        baselineBlocks: blocks.length,
        candidateBlocks: blocks.length,
        noisePercent: (0,_figures_js__WEBPACK_IMPORTED_MODULE_4__/* .noiseOf */ .YN)(blocks),
    };
}
/**
 * The decision with every look behind it. What a planned look decided while the run went on stands: the cell may have got
 * no pair since. Only a cell that is still open gets the closing look of a run that has ended.
 */
function decideSides(series, run, settings, cells) {
    const running = decideRunning(series, settings, cells);
    if (running.outcome !== 'undecided' || runState(run) === 'running')
        return running;
    return (0,_stats_verdict_js__WEBPACK_IMPORTED_MODULE_3__/* .decide */ .L)(levelsOf(series), (0,_settings_js__WEBPACK_IMPORTED_MODULE_8__/* .decisionSettings */ .cK)(settings, cells, series), 'ended');
}
/**
 * Cells that need no more pairs: a planned look has decided, the last one is past, or neither side yielded a figure in as
 * many blocks as the first look needs. None where the run has no sides.
 */
function settledCells(run) {
    const series = sides(run);
    const settings = sideSettings(run, {});
    const last = _stats_sequential_js__WEBPACK_IMPORTED_MODULE_2__/* .DESIGN */ .N5.looks.at(-1)?.n ?? 0;
    const first = _stats_sequential_js__WEBPACK_IMPORTED_MODULE_2__/* .DESIGN */ .N5.looks[0]?.n ?? 0;
    const isSettled = (one) => {
        const pairs = one.observations.length;
        if (pairs === 0)
            return run.blocks.length >= first;
        return pairs >= last || decideRunning(one, settings, series.length).outcome !== 'undecided';
    };
    return series.filter(isSettled).map(({ arm, benchmark }) => ({ arm, benchmark }));
}
function decideRunning(series, settings, cells) {
    return (0,_stats_verdict_js__WEBPACK_IMPORTED_MODULE_3__/* .decide */ .L)(levelsOf(series), (0,_settings_js__WEBPACK_IMPORTED_MODULE_8__/* .decisionSettings */ .cK)(settings, cells, series), 'running');
}
function levelsOf({ observations }) {
    return {
        baseline: observations.map((one) => one.baseline),
        candidate: observations.map((one) => one.candidate),
    };
}
/** A cell that the baseline could have and the candidate lost, or undefined. */
function absentSide({ arm, baselineArm, drops }) {
    const of = (name) => (0,_observations_js__WEBPACK_IMPORTED_MODULE_6__/* .countFailures */ .xL)(drops.filter((one) => one.arm === name));
    if (drops.length === 0)
        return undefined;
    const verdict = of(arm) >= _presence_js__WEBPACK_IMPORTED_MODULE_7__/* .REPEATEDLY */ .Gk && of(baselineArm) === 0 ? 'missing' : 'inconclusive';
    return { verdict, reason: `Too few pairs are left (${(0,_observations_js__WEBPACK_IMPORTED_MODULE_6__/* .describeDrops */ .AA)(drops)}).` };
}


/***/ }),

/***/ 1832:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _$: () => (/* binding */ calibrationOf),
/* harmony export */   tj: () => (/* binding */ beyondSight)
/* harmony export */ });
/* unused harmony exports EFFORT, calibratedSeries */
/* harmony import */ var pure_rand_distribution_uniformInt__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2577);
/* harmony import */ var pure_rand_generator_xoroshiro128plus__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9821);
/* harmony import */ var _config_sides_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3399);
/* harmony import */ var _stats_sequential_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4301);
/* harmony import */ var _stats_summary_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6364);
/* harmony import */ var _stats_verdict_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1504);
/* harmony import */ var _ab_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6065);
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2877);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(907);
/**
 * What a host can see, from a run that measured the same code on both sides. Launches are drawn from it with replacement
 * and their sides swapped by a coin, so every drawn comparison is of identical code, and a slowdown put in is the truth.
 * Pure.
 */









/** An alarm rate of 1 % is then known to about ±.9 %, a power of .9 to about ±.04. */
const EFFORT = { comparisons: 500, tries: 200 };
/** Share of comparisons that must call it regressed. */
const POWER = 0.9;
/** Slowdowns tried, per cent, ascending. */
const SLOWDOWNS = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22, 32, 45, 64];
/** @param tuned whether the host was tuned for the run. @throws InputError for a run without two sides. */
function calibrationOf(run, tuned, { comparisons, tries } = EFFORT) {
    const settings = (0,_ab_js__WEBPACK_IMPORTED_MODULE_5__/* .sideSettings */ .d9)(run, {});
    const series = (0,_ab_js__WEBPACK_IMPORTED_MODULE_5__/* .sides */ .r_)(run);
    const random = (0,pure_rand_generator_xoroshiro128plus__WEBPACK_IMPORTED_MODULE_8__/* .xoroshiro128plus */ .b)(run.plan.seed | 0);
    const seconds = run.blocks.map(({ wallSeconds }) => wallSeconds);
    return {
        kind: 'tare-calibration',
        schemaVersion: 1,
        run: run.id,
        measuredAt: run.startedAt,
        hardwareKey: run.fingerprint.hardwareKey,
        kernel: run.fingerprint.kernel,
        tuned,
        rule: { alpha: settings.alpha, marginPercent: settings.marginPercent },
        blocks: run.blocks.length,
        pairsPerBlock: run.plan.pairsPerBlock,
        blockSeconds: seconds.reduce((sum, one) => sum + one, 0) / Math.max(1, seconds.length),
        falseAlarms: { comparisons, alarms: countAlarms(series, settings, comparisons, random) },
        unequal: (0,_ab_js__WEBPACK_IMPORTED_MODULE_5__/* .compareSides */ .GQ)(run)
            .cells.filter(({ verdict }) => verdict === 'regressed' || verdict === 'improved')
            .map(({ arm, benchmark, verdict }) => ({ arm: (0,_config_sides_js__WEBPACK_IMPORTED_MODULE_1__/* .writtenId */ .X)(arm), benchmark, verdict })),
        series: series.map((one) => calibrated(one, run, settings, { cells: series.length, tries, random })),
    };
}
/** Launches of a drawn comparison: as many as the last look takes. */
const LAUNCHES = _stats_sequential_js__WEBPACK_IMPORTED_MODULE_2__/* .DESIGN */ .N5.looks.at(-1)?.n ?? 0;
function draw(blocks, random) {
    return Array.from({ length: blocks === 0 ? 0 : LAUNCHES }, () => ({
        block: (0,pure_rand_distribution_uniformInt__WEBPACK_IMPORTED_MODULE_0__/* .uniformInt */ .C)(random, 0, blocks - 1),
        swap: (0,pure_rand_distribution_uniformInt__WEBPACK_IMPORTED_MODULE_0__/* .uniformInt */ .C)(random, 0, 1) === 1,
    }));
}
/**
 * In how many drawn comparisons any cell is called regressed. All cells share the draw: what happened to one in a launch
 * happened beside what happened to the others.
 */
function countAlarms(series, settings, comparisons, random) {
    const blocks = [...new Set(series.flatMap(({ observations }) => observations.map(({ block }) => block)))];
    const tables = series.map((one) => ({
        byBlock: new Map(one.observations.map((observation) => [observation.block, observation])),
        rule: (0,_settings_js__WEBPACK_IMPORTED_MODULE_7__/* .decisionSettings */ .cK)(settings, series.length, one),
    }));
    let alarms = 0;
    for (let i = 0; i < comparisons; i++) {
        const drawn = draw(blocks.length, random);
        const alarmed = tables.some(({ byBlock, rule }) => {
            const launches = drawn.flatMap(({ block, swap }) => {
                const launch = byBlock.get(blocks[block] ?? -1);
                return launch === undefined ? [] : [{ launch, swap }];
            });
            return decideDrawn(launches, rule, 1).outcome === 'regressed';
        });
        if (alarmed)
            alarms += 1;
    }
    return alarms;
}
/** @param factor the candidate's figures are multiplied by this. */
function decideDrawn(launches, rule, factor) {
    const levels = {
        baseline: launches.map(({ launch, swap }) => (swap ? launch.candidate : launch.baseline)),
        candidate: launches.map(({ launch, swap }) => factor * (swap ? launch.baseline : launch.candidate)),
    };
    return (0,_stats_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .decide */ .L)(levels, rule, 'ended');
}
function calibrated(series, run, settings, by) {
    const { arm, benchmark, observations } = series;
    const found = detectable(series, { ...(0,_settings_js__WEBPACK_IMPORTED_MODULE_7__/* .decisionSettings */ .cK)(settings, by.cells, series), minEffect: 0 }, by);
    return {
        arm: (0,_config_sides_js__WEBPACK_IMPORTED_MODULE_1__/* .writtenId */ .X)(arm),
        runtime: run.plan.arms.find(({ id }) => id === arm)?.runtime ?? arm,
        benchmark,
        noisePercent: (0,_figures_js__WEBPACK_IMPORTED_MODULE_6__/* .noiseOf */ .YN)(observations),
        detectablePercent: found?.percent ?? null,
        launches: found?.launches ?? null,
        seconds: found === undefined ? null : found.launches * launchSeconds(series, run),
    };
}
/** The smallest slowdown tried that is seen with the wanted power; by bisection, for power grows with the slowdown. */
function detectable({ observations, direction }, rule, { tries, random }) {
    let best;
    let [from, to] = [0, observations.length === 0 ? 0 : SLOWDOWNS.length];
    while (from < to) {
        const middle = (from + to) >> 1;
        const percent = SLOWDOWNS[middle] ?? 0;
        const factor = direction === 'higher' ? 1 - percent / 100 : 1 + percent / 100;
        const seen = Array.from({ length: tries }, () => {
            const launches = draw(observations.length, random).flatMap(({ block, swap }) => {
                const launch = observations[block];
                return launch === undefined ? [] : [{ launch, swap }];
            });
            return decideDrawn(launches, rule, factor);
        }).filter(({ outcome }) => outcome === 'regressed');
        if (seen.length >= POWER * tries) {
            best = { percent, launches: (0,_stats_summary_js__WEBPACK_IMPORTED_MODULE_3__/* .median */ .JZ)(seen.map(({ n }) => n)) ?? 0 };
            to = middle;
        }
        else
            from = middle + 1;
    }
    return best;
}
/** Machine time that one launch of each side and its pairs of this series take, s: its trials, and its share of the rest. */
function launchSeconds({ arm, benchmark, observations }, { blocks, plan }) {
    const pairs = blocks.flatMap((block) => block.pairs);
    const trialSeconds = (of) => of.reduce((sum, { trials }) => sum + trials.reduce((inner, { wallMs }) => inner + wallMs, 0), 0) / 1000;
    const own = trialSeconds(pairs.filter((pair) => pair.candidate === arm && pair.benchmark === benchmark));
    const whole = blocks.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
    const cells = plan.contrasts.length * plan.benchmarks.length;
    return (own + (whole - trialSeconds(pairs)) / cells) / Math.max(1, observations.length);
}
/** What a calibration says about a cell: that of the same arm, else of another of the same runtime. */
function calibratedSeries({ series }, cell) {
    const same = series.filter(({ benchmark }) => benchmark === cell.benchmark);
    return same.find(({ arm }) => arm === cell.arm) ?? same.find(({ runtime }) => runtime === cell.runtime);
}
/** Cells in which the host cannot see a change as small as `minEffectPercent`. */
function beyondSight(calibration, plan, minEffectPercent) {
    const { arms, benchmarks, contrasts } = plan;
    const runtimeOf = (arm) => arms.find(({ id }) => id === arm)?.runtime ?? arm;
    return contrasts.flatMap(({ candidate }) => benchmarks.flatMap(({ id }) => {
        const known = calibratedSeries(calibration, { arm: candidate, runtime: runtimeOf(candidate), benchmark: id });
        if (known === undefined || (known.detectablePercent ?? Infinity) <= minEffectPercent)
            return [];
        return [{ ...known, arm: candidate }];
    }));
}


/***/ }),

/***/ 2877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $x: () => (/* binding */ effectOf),
/* harmony export */   In: () => (/* binding */ levelOf),
/* harmony export */   YN: () => (/* binding */ noiseOf),
/* harmony export */   g$: () => (/* binding */ judged)
/* harmony export */ });
/* harmony import */ var _stats_summary_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6364);

/** Null where a side of the ratio is no number to print, as with figures edited beyond all bounds. */
function effectOf(effect) {
    if (effect === null || !Number.isFinite(effect.ratio) || effect.ratio <= 0)
        return null;
    const bound = (value) => (value !== null && Number.isFinite(value) ? value : null);
    return { ratio: effect.ratio, low: bound(effect.low), high: bound(effect.high) };
}
const levelOf = (series, side) => (0,_stats_summary_js__WEBPACK_IMPORTED_MODULE_0__/* .median */ .JZ)((series?.observations ?? []).map((one) => one[side]));
/** Robust standard deviation of the blocks' log differences about each run's own centre, per cent. */
function noiseOf(...samples) {
    const residuals = samples.flatMap((sample) => {
        const values = sample.map((one) => one.difference);
        const centre = (0,_stats_summary_js__WEBPACK_IMPORTED_MODULE_0__/* .median */ .JZ)(values) ?? 0;
        return values.map((value) => value - centre);
    });
    const sd = (0,_stats_summary_js__WEBPACK_IMPORTED_MODULE_0__/* .robustSd */ .LA)(residuals);
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


/***/ }),

/***/ 6836:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dm: () => (/* binding */ hardwareDifferences),
/* harmony export */   JJ: () => (/* binding */ compareArms),
/* harmony export */   d5: () => (/* binding */ sameHardware),
/* harmony export */   tS: () => (/* binding */ compareFingerprints)
/* harmony export */ });
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
/** Of the arms that the other run has too: an arm that only one has is no difference of versions. */
function sharedLeaves(run, other) {
    const arms = new Set(other.environments.map(({ arm }) => arm));
    return environmentLeaves({ ...run, environments: run.environments.filter(({ arm }) => arms.has(arm)) });
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
        differences: [...lasting, ...differing(sharedLeaves(baseline, candidate), sharedLeaves(candidate, baseline))],
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


/***/ }),

/***/ 8775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q5: () => (/* binding */ checkRun),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   kk: () => (/* binding */ clockNotes)
/* harmony export */ });
/* harmony import */ var _config_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2356);
/** What no run of ours can contain: a document edited by hand or merged wrongly is refused before anything is computed. */

/** Joins parts into one key; arms may contain spaces, hence the separator. */
const keyOf = (...parts) => parts.join('\u0000');
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
/** Pairs that were set aside and not taken again, although the block was not cut short: left out by hand. */
function asideFaults({ index, complete, pairs }) {
    const nameOf = (pair) => keyOf(pair.benchmark, pair.baseline, pair.candidate, pair.k);
    const kept = new Set(pairs.filter((pair) => !pair.setAside && !pair.warmup).map(nameOf));
    const alone = pairs.filter((pair) => complete && pair.setAside && !kept.has(nameOf(pair)));
    return alone.map((pair) => `sets pair ${pair.k} of ${pair.benchmark} aside in block ${index} without its repeat`);
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
        const key = keyOf(pair.benchmark, pair.baseline, pair.candidate, pair.k, String(pair.warmup), String(pair.setAside));
        if (seen.has(key))
            return [`has pair ${pair.k} of ${pair.benchmark}, ${sides}, twice ${where}`];
        seen.add(key);
        if (!benchmarks.has(pair.benchmark))
            return [`has a pair of ${pair.benchmark} ${where}, which it does not plan`];
        if (!contrasts.has(keyOf(pair.baseline, pair.candidate)))
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
    const contrasts = new Set(run.plan.contrasts.map((contrast) => keyOf(contrast.baseline, contrast.candidate)));
    const block = repeated(run.blocks.map((one) => String(one.index)));
    const faults = [
        ...planFaults(run),
        ...(block === undefined ? [] : [`has block ${block} twice`]),
        ...run.blocks.flatMap((one) => [...blockFaults(one, benchmarks, contrasts), ...asideFaults(one)]),
    ];
    if (faults.length === 0)
        return;
    const more = faults.length > 1 ? `, and ${faults.length - 1} more of the kind` : '';
    throw new _config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .w(`The run document ${run.id} ${faults[0]}${more}.`, 'It was edited or merged by hand: use the document as the run wrote it.');
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


/***/ }),

/***/ 2097:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AA: () => (/* binding */ describeDrops),
/* harmony export */   EW: () => (/* binding */ observations),
/* harmony export */   lX: () => (/* binding */ geometricMean),
/* harmony export */   sl: () => (/* binding */ cellKey),
/* harmony export */   xL: () => (/* binding */ countFailures)
/* harmony export */ });
/* unused harmony export isPositive */
/* harmony import */ var _results_cells_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3172);
/* harmony import */ var _integrity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8775);
/** From a run document to what is tested: one log difference a block for every contrast, benchmark and metric. */


/** Names a cell in maps. */
const cellKey = (cell) => (0,_integrity_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(cell.arm, cell.benchmark, cell.metric);
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
    const key = (0,_integrity_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(arm, reason);
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
        const key = (0,_integrity_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(pair.baseline, pair.candidate, pair.benchmark);
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
    const key = (0,_integrity_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(contrast.baseline, contrast.candidate, benchmark);
    run.blocks.forEach((block, at) => {
        const pairs = index[at]?.get(key);
        if (pairs === undefined)
            countLaunchFailures(tally, block.launches, contrast);
        const read = (pairs ?? []).filter((pair) => !pair.setAside).map((pair) => readPair(tally, pair, metric));
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
    (0,_integrity_js__WEBPACK_IMPORTED_MODULE_0__/* .checkRun */ .Q5)(run);
    const index = run.blocks.map((block) => indexPairs(block.pairs));
    return (0,_results_cells_js__WEBPACK_IMPORTED_MODULE_1__/* .plannedPairs */ .u)(run.plan).flatMap(({ contrast, benchmark }) => chosenMetrics(benchmark, choice).map((metric) => {
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
    }));
}
/** Trials and launches that should have counted and do not; what a cut run never took is none of them. */
function countFailures(drops) {
    return drops.filter((one) => one.reason !== 'cut short').reduce((sum, one) => sum + one.count, 0);
}
/** `runc: failed, 3 times; native: cut short, 1 time`. */
function describeDrops(drops) {
    return drops.map((one) => `${one.arm}: ${one.reason}, ${one.count} ${one.count === 1 ? 'time' : 'times'}`).join('; ');
}


/***/ }),

/***/ 2543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ absence),
/* harmony export */   Gk: () => (/* binding */ REPEATEDLY),
/* harmony export */   i2: () => (/* binding */ isCoarse),
/* harmony export */   pG: () => (/* binding */ copied),
/* harmony export */   zw: () => (/* binding */ coarseness)
/* harmony export */ });
/* harmony import */ var _stats_summary_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6364);
/* harmony import */ var _observations_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2097);
/** Whether a cell can be compared at all, before any test. */


/** Failures of the candidate from which on a cell is missing rather than unlucky. */
const REPEATEDLY = 2;
const missing = (reason) => ({ verdict: 'missing', reason });
const inconclusive = (reason) => ({ verdict: 'inconclusive', reason });
/** `: runc: failed, 3 times`, or nothing. */
const because = (series) => (series.drops.length === 0 ? '' : ` (${(0,_observations_js__WEBPACK_IMPORTED_MODULE_1__/* .describeDrops */ .AA)(series.drops)})`);
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
    const [blocks, failures] = [blocksOf(candidate), (0,_observations_js__WEBPACK_IMPORTED_MODULE_1__/* .countFailures */ .xL)(candidate.drops)];
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
    if (distinct.length >= Math.min(_stats_summary_js__WEBPACK_IMPORTED_MODULE_0__/* .LEAST_DISTINCT */ .J$, values.length / 2))
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


/***/ }),

/***/ 907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cK: () => (/* binding */ decisionSettings),
/* harmony export */   ms: () => (/* binding */ settingsFrom)
/* harmony export */ });
/* unused harmony export DEFAULT_SETTINGS */
/* harmony import */ var _config_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2356);
/* harmony import */ var _stats_change_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9494);
/* harmony import */ var _stats_decision_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5708);
/* harmony import */ var _stats_sequential_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4301);
/** What the person asking may choose about a comparison. */




const DEFAULT_SETTINGS = {
    alpha: _stats_sequential_js__WEBPACK_IMPORTED_MODULE_3__/* .ALPHA */ .Nh,
    minEffectPercent: 100 * _stats_sequential_js__WEBPACK_IMPORTED_MODULE_3__/* .MIN_EFFECT */ .LH,
    marginPercent: 100 * _stats_sequential_js__WEBPACK_IMPORTED_MODULE_3__/* .MARGIN */ .jS,
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
    if (!within(alpha, 1e-6, 0.5))
        throw new _config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .w(`alpha must lie between 0.000001 and 0.5, not ${alpha}.`);
    if (!within(minEffectPercent, 0, 99)) {
        throw new _config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .w(`The smallest effect must lie between 0 and 99 %, not ${minEffectPercent}.`);
    }
    if (!(marginPercent > minEffectPercent && marginPercent < 100)) {
        throw new _config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .w(`The margin of ${marginPercent} % must lie between the smallest effect and 100 %.`);
    }
    return settings;
}
/** For the decision about one of `cells` cells. */
function decisionSettings(settings, cells, { direction, unit }) {
    const { alpha, minEffectPercent, marginPercent } = settings;
    return {
        ...(0,_stats_decision_js__WEBPACK_IMPORTED_MODULE_2__/* .defaultSettings */ .L)(cells, direction),
        alpha,
        minEffect: minEffectPercent / 100,
        margin: marginPercent / 100,
        words: (0,_stats_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .changeWords */ .m)(unit),
    };
}


/***/ }),

/***/ 2512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ parseArms)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2356);
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9615);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9445);
/** Reads which runtimes to measure: `runc, runsc@20240408.0, runc=./bin/runc, docker{runtime: runsc}@24.0.5`. */




const NATIVE = { name: 'native', options: {} };
const GRAMMAR = 'Write name, name@version, name=path or name{option: value}, the options before version or path.';
/** name, {options}, then @version or =path; a path may hold anything. */
const ARM = /^([^\s{}@=]+)\s*(?:\{([^{}]*)\})?\s*(?:@([A-Za-z0-9][\w.+:~-]*)|=\s*(\S.*))?$/;
/**
 * `native`, the control, comes first whether it was given or not. Paths are resolved against `cwd`, which is absolute;
 * an id keeps a relative path relative, so that it is the same on every machine.
 * @param input the name of the input, for messages.
 * @throws InputError for an unknown runtime or option, a malformed arm, or the same arm twice.
 */
function parseArms(given, known, cwd, input = 'runtimes') {
    const runtimes = [NATIVE, ...known.filter(({ name }) => name !== 'native')];
    try {
        const items = (0,_list_js__WEBPACK_IMPORTED_MODULE_3__/* .splitList */ .r)([given].flat().join('\n'));
        const arms = items.map((item) => parseArm(item, runtimes, cwd));
        refuseTwice(items, arms);
        return [{ id: 'native', runtime: 'native', options: {} }, ...arms.filter(({ runtime }) => runtime !== 'native')];
    }
    catch (error) {
        throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .w ? new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .w(`${input}: ${error.message}`) : error;
    }
}
function refuseTwice(items, arms) {
    const identities = arms.map(identity);
    const twice = identities.findIndex((candidate, index) => identities.indexOf(candidate) < index);
    if (twice >= 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .w(`"${items[twice]}" is given twice.`, 'Leave one of them out.');
}
/** Two spellings of one path are one arm. */
const identity = ({ runtime, version, path, options }) => JSON.stringify([runtime, options, version, path]);
function parseArm(item, known, cwd) {
    const [, name = '', braces, version, path] = ARM.exec(item) ?? [];
    if (!name)
        throw malformed(item);
    const runtime = known.find((candidate) => candidate.name === name);
    if (!runtime)
        throw unknown(item, `there is no runtime "${name}"`, name, known.map((one) => one.name));
    const options = parseOptions(item, braces ?? '', runtime);
    if (name === 'native' && item !== 'native')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .w(`"${item}": native takes no version, path or options.`, 'Write native alone.');
    const shown = path && portable(path);
    return {
        id: name + formatOptions(options) + (version ? `@${version}` : '') + (shown ? `=${shown}` : ''),
        runtime: name,
        ...(version && { version }),
        ...(path && { path: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(cwd, path) }),
        options,
    };
}
function malformed(item) {
    const both = /@[^=]*=/.test(item) ? ' has both a version and a path: one excludes the other.' : ' cannot be read.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .w(`"${item}"${both}`, GRAMMAR);
}
const unknown = (item, what, word, words) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .w(`"${item}": ${what}.`, (0,_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(word, words));
/** Sorted by name, so that the order they were written in makes no difference. */
function parseOptions(item, braces, runtime) {
    const pairs = (0,_list_js__WEBPACK_IMPORTED_MODULE_3__/* .splitList */ .r)(braces).map((text) => parseOption(item, text, runtime));
    const names = pairs.map(([name]) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .w(`"${item}" sets the option "${twice}" twice.`, 'Leave one of them out.');
    return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
function parseOption(item, text, { name: runtime, options }) {
    const [, name = '', value = ''] = /^([^\s:]+)\s*:\s*(\S.*)$/.exec(text) ?? [];
    if (!name)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .w(`"${item}": "${text}" is not an option with its value.`, GRAMMAR);
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option)
        throw unknown(item, `${runtime} has no option "${name}"`, name, Object.keys(options));
    if (option.choices && !option.choices.includes(value))
        throw unknown(item, `the option "${name}" cannot be "${value}"`, value, option.choices);
    return [name, value];
}
function formatOptions(options) {
    const pairs = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
    return pairs.length > 0 ? `{${pairs.join(', ')}}` : '';
}
/** `bin/runc` and `./bin/../bin/runc` -> `./bin/runc`. */
function portable(path) {
    const short = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.normalize)(path);
    return /^\.{0,2}\//.test(short) ? short : `./${short}`;
}


/***/ }),

/***/ 2356:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ HostError),
/* harmony export */   w: () => (/* binding */ InputError)
/* harmony export */ });
/** Errors a person can act on. Each carries the exit code that says whose turn it is. */
/** The request cannot be understood or contradicts itself. Exit code 2. */
class InputError extends Error {
    remedy;
    name = 'InputError';
    exitCode = 2;
    constructor(message, 
    /** How to mend it, in one sentence. */
    remedy) {
        super(remedy ? `${message}\n${remedy}` : message);
        this.remedy = remedy;
    }
}
/** The request is clear, but this host cannot do it. Exit code 3. */
class HostError extends InputError {
    name = 'HostError';
    exitCode = 3;
}


/***/ }),

/***/ 9615:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ splitList)
/* harmony export */ });
/** Items of a list, separated by commas or newlines; inside braces neither separates. Empty items are left out. */
function splitList(text) {
    const items = [''];
    let depth = 0;
    for (const character of text) {
        if (character === '{')
            depth += 1;
        if (character === '}')
            depth = Math.max(0, depth - 1);
        if (depth === 0 && /[,\n]/.test(character))
            items.push('');
        else
            items.push(`${items.pop()}${character}`);
    }
    return items.map((item) => item.trim()).filter((item) => item !== '');
}


/***/ }),

/***/ 9445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ didYouMean)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);

/** A sentence that helps with an unknown word: the known one it is close to, or else all of them. */
function didYouMean(word, known) {
    const nearest = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .closest */ .kp)(word.toLowerCase(), known);
    const near = known.length > 0 && (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(word.toLowerCase(), nearest) <= Math.max(2, nearest.length / 3);
    return near ? `Did you mean "${nearest}"?` : `Known: ${known.join(', ') || 'none'}.`;
}


/***/ }),

/***/ 3399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ parseSides),
/* harmony export */   X: () => (/* binding */ writtenId)
/* harmony export */ });
/* harmony import */ var _arms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2512);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2356);
/** Sets the runtimes of a baseline against those of a candidate, to be measured back to back in one run. */


/** Told apart from the candidate's arm of the same name; no arm a user can write ends so. */
const SUFFIX = ' (baseline)';
/**
 * Native, then the baseline's arms, then the candidate's: the first of one side is measured against the first of the
 * other, and so on. They are matched by the names of their runtimes where both sides name the same ones equally often,
 * else one by one in the order given. The same arm on both sides measures it against itself.
 * @throws InputError for arms that cannot be read, or sides that cannot be matched.
 */
function parseSides(baseline, candidate, known, cwd) {
    const [native, ...now] = (0,_arms_js__WEBPACK_IMPORTED_MODULE_0__/* .parseArms */ .v)(candidate, known, cwd);
    const before = (0,_arms_js__WEBPACK_IMPORTED_MODULE_0__/* .parseArms */ .v)(baseline, known, cwd, 'baseline-runtimes').slice(1);
    const ids = new Set(now.map(({ id }) => id));
    const matched = matchByName(before, now) ?? matchInOrder(before, now);
    return [
        ...(native ? [native] : []),
        ...matched.map((arm) => ({ ...arm, id: ids.has(arm.id) ? arm.id + SUFFIX : arm.id, side: 'baseline' })),
        ...now.map((arm) => ({ ...arm, side: 'candidate' })),
    ];
}
/** What a user writes to get this arm. */
function writtenId(id) {
    return id.endsWith(SUFFIX) ? id.slice(0, -SUFFIX.length) : id;
}
/** The baseline's arms in the order of their counterparts; undefined where the names do not match. */
function matchByName(before, now) {
    const left = [...before];
    const matched = now.flatMap(({ runtime }) => {
        const at = left.findIndex((arm) => arm.runtime === runtime);
        return at < 0 ? [] : left.splice(at, 1);
    });
    return left.length === 0 && matched.length === now.length && now.length > 0 ? matched : undefined;
}
function matchInOrder(before, now) {
    if (before.length === now.length && now.length > 0)
        return before;
    const names = (arms) => arms.map(({ id }) => id).join(', ') || 'none but native';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .w(`baseline-runtimes: ${names(before)} cannot be matched with the runtimes ${names(now)}.`, 'Give each runtime its counterpart: the same names on both sides, or as many in the same order.');
}


/***/ }),

/***/ 3820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   l9: () => (/* binding */ formatPercent),
/* harmony export */   lo: () => (/* binding */ parsePercent),
/* harmony export */   z3: () => (/* binding */ formatBytes),
/* harmony export */   z_: () => (/* binding */ parseBytes)
/* harmony export */ });
/** Durations, sizes and percentages as people write them. A parser answers undefined for text it cannot read. */
const DURATION = /^(?:([\d.]+)d)?(?:([\d.]+)h)?(?:([\d.]+)m)?(?:([\d.]+)s)?(?:([\d.]+)ms)?$/;
/** In the order of the groups above. */
const DURATION_MS = [86_400_000, 3_600_000, 60_000, 1_000, 1];
const DURATION_UNITS = ['d', 'h', 'm', 's', 'ms'];
const DECIMAL = /^\d+(?:\.\d+)?$/;
/** Seconds from `90s`, `10m`, `1h30m` or `100ms`; a bare number is refused: it does not say what it counts. */
function parseDuration(text) {
    const groups = DURATION.exec(text)?.slice(1) ?? [];
    const given = groups.filter((group) => group !== undefined);
    if (given.length === 0 || !given.every((group) => DECIMAL.test(group)))
        return undefined;
    return groups.reduce((total, group, index) => total + Number(group ?? 0) * (DURATION_MS[index] ?? 0), 0) / 1_000;
}
/** The shortest text that `parseDuration` reads as `seconds`, to the millisecond: `2m15s`. */
function formatDuration(seconds) {
    let rest = Math.round(seconds * 1_000);
    const parts = DURATION_MS.map((size, index) => {
        const count = Math.floor(rest / size);
        rest -= count * size;
        return count > 0 ? `${count}${DURATION_UNITS[index]}` : '';
    });
    return parts.join('') || '0s';
}
const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:iB)?$/;
const SIZE_UNITS = ['', 'K', 'M', 'G', 'T'];
/**
 * Bytes from `512MiB` or `1G`; K, M, G and T are powers of 1024, as for docker and sysbench.
 * A bare number is refused, and so is `MB`, which people read both ways. Rounded to whole KiB.
 */
function parseBytes(text) {
    const [, amount, unit] = SIZE.exec(text) ?? [];
    if (!amount || !unit)
        return undefined;
    return Math.round(Number(amount) * 1024 ** (SIZE_UNITS.indexOf(unit) - 1)) * 1024;
}
/** The largest unit that needs no fraction: `512MiB`; the nearest whole KiB where none fits. */
function formatBytes(bytes) {
    const power = [4, 3, 2].find((candidate) => bytes >= 1024 ** candidate && bytes % 1024 ** candidate === 0) ?? 1;
    return `${Math.round(bytes / 1024 ** power)}${SIZE_UNITS[power]}iB`;
}
/** Per cent from `2%`, `2` or `0.5 %`. */
function parsePercent(text) {
    const number = text.replace(/\s*%$/, '');
    return DECIMAL.test(number) ? Number(number) : undefined;
}
function formatPercent(percent) {
    return `${percent}%`;
}


/***/ }),

/***/ 562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./node_modules/commander/esm.mjs
var esm = __webpack_require__(8179);
;// CONCATENATED MODULE: ./build/config/profiles.js
/** What a profile sets unless the user does. Which benchmarks it runs is told by suites/. */
const PROFILE_NAMES = ['quick', 'standard', 'paper'];
/**
 * `quick` leaves native, runc and docker time for 6 to 12 launches each and stays under three minutes as a whole.
 * The others go to 30 launches, the last look of the sequential test, with four pairs a launch: simulated on recorded
 * launches, that saw a true 2 % on cpu and memory with a power of .98 or more.
 */
const PROFILES = {
    quick: { budget: '2m15s', blocks: '6..12', pairs: '2' },
    standard: { budget: '10m', blocks: '12..30', pairs: '4' },
    paper: { budget: '30m', blocks: '12..30', pairs: '4' },
};
/** The defaults of the profile called `name`; those of `quick` where there is no such profile. */
function profileDefaults(name) {
    return PROFILES[PROFILE_NAMES.find((known) => known === name) ?? 'quick'];
}

;// CONCATENATED MODULE: ./build/config/describe.js

/** `runc,docker`, or what happens instead: `2m15s (quick), 10m (standard), …`. */
function defaultInWords({ default: fallback }) {
    if ('value' in fallback)
        return fallback.value;
    if ('unset' in fallback)
        return fallback.unset;
    return PROFILE_NAMES.map((name) => `${PROFILES[name][fallback.profile]} (${name})`).join(', ');
}

;// CONCATENATED MODULE: ./build/config/input.js
const STEPS = (/* unused pure expression or super */ null && (['setup', 'measure', 'report']));
/** `min-effect` -> `minEffect`, as commander does. */
function camelCase(name) {
    return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9691);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(8532);
// EXTERNAL MODULE: ./build/config/list.js
var list = __webpack_require__(9615);
// EXTERNAL MODULE: ./build/config/nearest.js
var nearest = __webpack_require__(9445);
;// CONCATENATED MODULE: ./build/config/gate.js
/** The two inputs that say what a run is compared with and when that fails the job. */




const NAMES = ['auto', 'artifact', 'branch', 'none'];
function readBaseline(text, cwd) {
    const kind = NAMES.find((name) => name === text);
    if (kind)
        return { kind };
    return /[./]/.test(text) ? { kind: 'file', path: (0,external_node_path_.resolve)(cwd, text) } : undefined;
}
const baseline = {
    placeholder: 'auto|artifact|branch|none|file',
    allowed: 'auto, artifact, branch, none or the path of a run document (with a slash or a dot in it)',
    suffix: '',
    list: false,
    hint: (text) => {
        if (text === 'ab')
            return 'To measure both sides in one run, give baseline-runtimes.';
        return (0,nearest/* didYouMean */.a)(text, NAMES);
    },
    schema: (cwd) => schemas/* string */.YjP().transform((text, context) => {
        const spec = readBaseline(text, cwd);
        if (!spec)
            context.addIssue({ code: 'custom' });
        return spec ?? core/* NEVER */.tm;
    }),
};
const FAILURES = ['regression', 'missing', 'inconclusive'];
const verdicts = schemas/* string */.YjP()
    .transform(list/* splitList */.r)
    .pipe(schemas/* array */.YOg(schemas/* enum */.k5n(FAILURES)).min(1))
    .transform((items) => [...new Set(items)]);
/** Value without duplicates; empty for `never`. */
const failOn = {
    placeholder: 'list',
    allowed: `never alone, or a list of ${FAILURES.join(', ')}`,
    suffix: '',
    list: true,
    hint: (text) => {
        const unknown = (0,list/* splitList */.r)(text).find((item) => !['never', ...FAILURES].includes(item));
        return unknown ? (0,nearest/* didYouMean */.a)(unknown, ['never', ...FAILURES]) : '';
    },
    schema: () => schemas/* union */.KCZ([schemas/* literal */.euz('never').transform(() => []), verdicts]),
};

// EXTERNAL MODULE: ./build/config/units.js
var units = __webpack_require__(3820);
;// CONCATENATED MODULE: ./build/config/kinds.js
/** The kinds of input: how each is written, what is allowed, and a zod schema from text to value. */





function bounded(unit, { min, max }) {
    return {
        placeholder: unit.placeholder,
        allowed: `${unit.form}, from ${unit.format(min)} to ${unit.format(max)}`,
        suffix: unit.suffix,
        list: false,
        schema: () => schemas/* string */.YjP().transform(unit.parse).pipe(schemas/* number */.aig().min(min).max(max)),
    };
}
/** Value in seconds. */
const duration = (bounds) => bounded({
    placeholder: 'duration',
    form: 'a duration with its unit, such as 90s, 10m, 1h30m or 100ms',
    suffix: 'Seconds',
    parse: units/* parseDuration */.E9,
    format: units/* formatDuration */.a3,
}, bounds);
const bytes = (bounds) => bounded({
    placeholder: 'size',
    form: 'a size with its unit, such as 512MiB or 2G (powers of 1024)',
    suffix: 'Bytes',
    parse: units/* parseBytes */.z_,
    format: units/* formatBytes */.z3,
}, bounds);
/** Value in per cent: 2 for `2%`. */
const percent = (bounds) => bounded({
    placeholder: 'percent',
    form: 'a percentage such as 2% or 0.5%',
    suffix: 'Percent',
    parse: units/* parsePercent */.lo,
    format: units/* formatPercent */.l9,
}, bounds);
const parseInteger = (text) => (/^\d+$/.test(text) ? Number(text) : undefined);
const integer = (bounds) => bounded({ placeholder: 'number', form: 'a whole number', suffix: '', parse: parseInteger, format: (value) => `${value}` }, bounds);
/** `6..12`, or `8` for exactly eight. */
function range(bounds) {
    const count = schemas/* int */.Whr().min(bounds.min).max(bounds.max);
    const read = (text) => {
        const [, min, max] = /^(\d+)(?:\s*\.\.\s*(\d+))?$/.exec(text) ?? [];
        return min === undefined ? undefined : { min: Number(min), max: Number(max ?? min) };
    };
    return {
        placeholder: 'min..max',
        allowed: `two whole numbers min..max with min <= max, or one for both, from ${bounds.min} to ${bounds.max}`,
        suffix: '',
        list: false,
        schema: () => schemas/* string */.YjP()
            .transform(read)
            .pipe(schemas/* object */.Ikc({ min: count, max: count }).refine(({ min, max }) => min <= max)),
    };
}
/** Text that matches `pattern`; `allowed` says the same in words. */
function kinds_text(placeholder, pattern, allowed) {
    return { placeholder, allowed, suffix: '', list: false, schema: () => schemas/* string */.YjP().regex(pattern) };
}
/** As the kernel writes it, `0-3,6`; or `auto`. */
const cpuset = {
    placeholder: 'auto|cpuset',
    allowed: 'auto, or a list of CPU numbers and ranges such as 0-3 or 0,2,4-7',
    suffix: '',
    list: false,
    schema: () => schemas/* string */.YjP().refine((given) => given === 'auto' || given.split(',').every(isCpuRange)),
};
function isCpuRange(part) {
    const [, first, last] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
    return first !== undefined && Number(first) <= Number(last ?? first);
}
/** Value absolute. */
function path(placeholder, allowed) {
    return {
        placeholder,
        allowed,
        suffix: '',
        list: false,
        schema: (cwd) => schemas/* string */.YjP()
            .regex(/^[^\0]+$/)
            .transform((given) => (0,external_node_path_.resolve)(cwd, given)),
    };
}
function choice(...names) {
    return {
        placeholder: names.join('|'),
        allowed: `one of ${names.join(', ')}`,
        suffix: '',
        list: false,
        hint: (given) => (0,nearest/* didYouMean */.a)(given, names),
        schema: () => schemas/* enum */.k5n(names),
    };
}
/** Names whose meaning is known elsewhere; never empty. */
function kinds_list(placeholder, allowed) {
    return {
        placeholder,
        allowed,
        suffix: '',
        list: true,
        schema: () => schemas/* string */.YjP().transform(list/* splitList */.r).pipe(schemas/* array */.YOg(schemas/* string */.YjP()).min(1)),
    };
}

;// CONCATENATED MODULE: ./build/config/inputs.js
/** The one table of inputs: parsing, CLI flags, action.yml and docs/inputs.md all come from here. */



const DAY = 86_400;
const MIB = 1024 ** 2;
const MEASURING = { commands: ['run', 'plan', 'calibrate'], steps: ['measure'], planned: true };
const DECIDING = {
    commands: ['run', 'plan', 'calibrate', 'compare', 'explain', 'report'],
    steps: ['measure', 'report'],
};
const JUDGING = { commands: ['run', 'compare', 'report'], steps: ['report'] };
const WORKFLOW = { commands: [], steps: ['report'] };
const TABLE = [
    {
        name: 'mode',
        kind: choice('all', 'measure', 'report'),
        default: { value: 'all' },
        help: 'Steps of the action to take: all; measure and upload; or report on what was measured elsewhere.',
        example: 'measure',
        ...WORKFLOW,
        notInFile: 'it is for one job only',
    },
    {
        name: 'runtimes',
        kind: kinds_list('list', 'a list of runtimes, each as name, name@version, name=path or name{option: value}'),
        default: { value: 'runc,docker' },
        help: 'Runtimes to measure; native, the control, is always added.',
        example: 'runc@1.1.5, runc=./bin/runc, docker',
        commands: ['run', 'plan', 'calibrate', 'doctor'],
        steps: ['setup', 'measure'],
        planned: true,
    },
    {
        name: 'baseline-runtimes',
        kind: kinds_list('list', 'a list of runtimes, written as in runtimes'),
        default: { unset: 'each runtime is measured against native' },
        help: 'Measure each runtime against the one given here, in the same run: matched by name, else in order.',
        example: 'runc=./main/runc',
        commands: ['run', 'plan', 'doctor'],
        steps: ['setup', 'measure'],
        planned: true,
    },
    {
        name: 'profile',
        kind: choice(...PROFILE_NAMES),
        default: { value: 'quick' },
        help: 'How thorough the run is: sets the defaults of suites, budget, blocks and pairs.',
        example: 'standard',
        ...MEASURING,
    },
    {
        name: 'suites',
        kind: kinds_list('list', 'a list of suites'),
        default: { unset: 'those of the profile' },
        help: 'Suites of benchmarks to run.',
        example: 'cpu, memory',
        ...MEASURING,
    },
    {
        name: 'budget',
        kind: duration({ min: 1, max: DAY }),
        default: { profile: 'budget' },
        help: 'Machine time the measurement may take, installing apart; kept to within one block.',
        example: '20m',
        ...MEASURING,
    },
    {
        name: 'blocks',
        kind: range({ min: 1, max: 1_000 }),
        default: { profile: 'blocks' },
        help: 'Blocks (launches of every runtime) to take: at least, which only a budget that is given overrules, and at most; two sides end sooner where all is decided.',
        example: '12..30',
        ...MEASURING,
    },
    {
        name: 'pairs',
        kind: integer({ min: 1, max: 100 }),
        default: { profile: 'pairs' },
        help: 'Pairs of trials of each benchmark in a block, averaged into one observation.',
        example: '4',
        ...MEASURING,
    },
    {
        name: 'trial-time',
        kind: duration({ min: 0.01, max: 60 }),
        default: { value: '100ms' },
        help: 'Length that trials of fixed work are calibrated to.',
        example: '250ms',
        ...MEASURING,
    },
    {
        name: 'cpus',
        kind: cpuset,
        default: { value: 'auto' },
        help: 'CPUs that every runtime is confined to; auto leaves out the first core where there are more than two CPUs.',
        example: '0-3',
        ...MEASURING,
    },
    {
        name: 'memory',
        kind: bytes({ min: 64 * MIB, max: 1024 ** 2 * MIB }),
        default: { value: '1GiB' },
        help: 'Memory limit of every sandbox, native included.',
        example: '512MiB',
        ...MEASURING,
    },
    {
        name: 'tune',
        kind: choice('off', 'on'),
        default: { value: 'off' },
        help: 'Whether to steady the host for the run (governor, turbo, idle states, interrupts, memory); all is put back after it.',
        example: 'on',
        ...MEASURING,
    },
    {
        name: 'seed',
        kind: integer({ min: 0, max: 2 ** 32 - 1 }),
        default: { unset: 'drawn at random and recorded' },
        help: 'Seed of every random choice, to repeat the order of an earlier run.',
        example: '42',
        ...MEASURING,
    },
    {
        name: 'command-timeout',
        kind: duration({ min: 1, max: DAY }),
        default: { value: '60s' },
        help: 'Time limit of one command in a sandbox; the sandbox of one that takes longer is killed.',
        example: '2m',
        ...MEASURING,
    },
    {
        name: 'launch-timeout',
        kind: duration({ min: 1, max: DAY }),
        default: { value: '60s' },
        help: 'Time limit of starting a sandbox.',
        example: '30s',
        ...MEASURING,
    },
    {
        name: 'resume',
        kind: path('file', 'the path of a run document'),
        default: { unset: 'a new run' },
        help: 'Go on with the unfinished run of this document, as it was planned.',
        example: 'tare-results/run.json',
        commands: ['run'],
        steps: [],
        notInFile: 'it is for one run only',
    },
    {
        name: 'rootfs',
        kind: path('path', 'the path of a root file system: a tarball or a folder'),
        default: { unset: 'built by mmdebstrap from the sources of this host' },
        help: 'Userland with sysbench, the same for every runtime: a tarball or a folder.',
        example: './rootfs.tar',
        commands: ['run', 'plan', 'calibrate'],
        steps: ['setup', 'measure'],
    },
    {
        name: 'install',
        kind: choice('auto', 'never'),
        default: { value: 'auto' },
        help: 'Whether to install what is missing, or to stop and name it.',
        example: 'never',
        commands: ['run', 'plan', 'calibrate'],
        steps: ['setup', 'measure'],
    },
    {
        name: 'mirror',
        kind: kinds_text('url', /^https?:\/\/[^\s"'`?#]+$/, 'the http or https address of a server, without a query'),
        default: { unset: 'each publisher itself' },
        help: 'Server that every download goes to instead of its publisher: https://github.com/a becomes MIRROR/github.com/a.',
        example: 'https://files.example/tare',
        commands: ['run', 'plan'],
        steps: ['setup', 'measure'],
    },
    {
        name: 'cleanup',
        kind: choice('runs', 'packages'),
        default: { value: 'runs' },
        help: 'What to remove afterwards: all that runs left behind, or the packages installed by tare as well.',
        example: 'packages',
        commands: ['cleanup'],
        steps: ['setup', 'measure'],
    },
    {
        name: 'baseline',
        kind: baseline,
        default: { value: 'auto' },
        help: 'What to compare with: auto (in a workflow artifact, else the last comparable run on this host), artifact (of the base branch), branch (see baseline-branch), none, or a run document.',
        example: './main.json',
        commands: ['run', 'explain'],
        steps: ['report'],
    },
    {
        name: 'min-effect',
        kind: percent({ min: 0, max: 100 }),
        default: { value: '1%' },
        help: 'Smallest slowdown that matters: a smaller one is never called a regression.',
        example: '2%',
        ...DECIDING,
    },
    {
        name: 'margin',
        kind: percent({ min: 0.1, max: 100 }),
        default: { value: '3%' },
        help: 'Slowdown that must be excluded for a cell to be called equivalent.',
        example: '5%',
        ...DECIDING,
    },
    {
        name: 'confidence',
        kind: percent({ min: 50, max: 99.9 }),
        default: { value: '95%' },
        help: 'Confidence of a whole comparison, all its cells together: at 95%, at most one of identical code in twenty alarms.',
        example: '99%',
        ...DECIDING,
    },
    {
        name: 'fail-on',
        kind: failOn,
        default: { value: 'regression' },
        help: 'What fails the job: never, or a list of regression, missing and inconclusive.',
        example: 'regression, missing',
        ...JUDGING,
    },
    {
        name: 'output',
        kind: path('folder', 'the path of a folder'),
        default: { value: 'tare-results' },
        help: 'Folder for the run document and the reports.',
        example: './results',
        commands: ['run', 'calibrate'],
        steps: ['measure', 'report'],
    },
    {
        name: 'artifact-name',
        kind: kinds_text('name', /^[^":<>|*?\r\n\\/]{1,128}$/, 'at most 128 characters, none of " : < > | * ? \\ /'),
        default: { unset: 'tare-results, the job and the leg of its matrix, joined by -' },
        help: 'Name of the uploaded artifact, by which later runs find it; a comment belongs to a name.',
        example: 'tare-arm64',
        ...WORKFLOW,
    },
    {
        name: 'retention-days',
        kind: integer({ min: 1, max: 400 }),
        default: { unset: 'as the repository says' },
        help: 'Days until the artifact expires.',
        example: '90',
        ...WORKFLOW,
    },
    {
        name: 'results-path',
        kind: path('file', 'the path of a run document'),
        default: { unset: 'the run just measured; after a workflow_run event, the artifact of that run' },
        help: 'Run document to report on, with mode: report.',
        example: './tare-results/run.json',
        ...WORKFLOW,
        notInFile: 'it is for one run only',
    },
    {
        name: 'baseline-branch',
        kind: kinds_text('branch', /^(?![/.-])[\w./-]{1,200}$/, 'the name of a branch: letters, digits and . _ / -'),
        default: { unset: 'none is written' },
        help: 'Branch that trusted runs are kept on, for baseline: branch; needs contents: write.',
        example: 'tare-baseline',
        ...WORKFLOW,
    },
    {
        name: 'comment',
        kind: choice('always', 'never'),
        default: { value: 'always' },
        help: 'Whether the result is a comment on the pull request, updated by each run.',
        example: 'never',
        ...WORKFLOW,
    },
    {
        name: 'accept-label',
        kind: kinds_text('label', /^[^,\r\n]{1,50}$/, 'the name of a label: at most 50 characters, no comma'),
        default: { value: 'tare-accept' },
        help: 'Label of a pull request that accepts its regressions, as a line "Tare-Accept: reason" in a commit message does.',
        example: 'slower-on-purpose',
        ...WORKFLOW,
    },
    {
        name: 'github-token',
        kind: kinds_text('token', /^\S+$/, 'a token'),
        default: { unset: "the job's own" },
        help: 'Token for the API: looks for the baseline, writes comment, check and branch.',
        example: 'github_pat_11ABC',
        commands: [],
        steps: ['measure', 'report'],
        actionDefault: `\${{ github.token }}`,
        notInFile: 'it is a secret',
    },
    {
        name: 'config',
        kind: path('file', 'the path of a YAML file of inputs'),
        default: { unset: 'tare.yml in the working directory, where there is one' },
        help: 'File of inputs; flags and inputs of the action win over it.',
        example: '.github/tare.yml',
        commands: ['run', 'plan', 'calibrate', 'compare', 'explain', 'report', 'doctor', 'cleanup'],
        steps: ['setup', 'measure', 'report'],
        notInFile: 'it says where the file is',
    },
];
const INPUTS = TABLE;
const inputsOfCommand = (command) => INPUTS.filter(({ commands }) => commands.includes(command));
const inputsOfStep = (step) => INPUTS.filter(({ steps }) => steps.includes(step));
/** Those that tare.yml may hold. */
const fileInputs = () => INPUTS.filter(({ notInFile }) => notInFile === undefined);

;// CONCATENATED MODULE: ./build/config/cli-options.js



function cliOptions(command) {
    return inputsOfCommand(command).map((input) => ({
        flags: `--${input.name} <${input.kind.placeholder}>`,
        help: `${input.help} Default: ${defaultInWords(input)}.`,
    }));
}
/** The `flags` layer from the options commander parsed, which it names in camel case; options that are no inputs are left out. */
function flagLayer(command, options) {
    const given = inputsOfCommand(command).map(({ name }) => [name, options[camelCase(name)]]);
    return Object.fromEntries(given.filter(([, value]) => value !== undefined).map(([name, value]) => [name, [value].flat().map(String)]));
}
/** For commander's argParser: keeps every value of a repeated flag, so that lists grow and doubled values are found. */
function collect(value, previous) {
    return [...(previous ?? []), value];
}

// EXTERNAL MODULE: ./build/config/errors.js
var config_errors = __webpack_require__(2356);
// EXTERNAL MODULE: ./build/report/chart-scale.js
var chart_scale = __webpack_require__(2104);
// EXTERNAL MODULE: ./build/report/numbers.js
var numbers = __webpack_require__(3533);
// EXTERNAL MODULE: ./build/report/printable.js
var printable = __webpack_require__(4628);
;// CONCATENATED MODULE: ./build/report/benchmark-action.js



const nameOf = ({ arm, benchmark }) => (0,printable/* printable */.g$)(`${arm} ${benchmark}`);
/**
 * Times, and for every runtime how many times as long as native it takes for the same work. Ratios, since that tool compares
 * a value with the last one as a quotient, which says nothing of a cost near 0 %.
 */
function renderSmallerIsBetter({ overheads }) {
    return benchmark_action_text([
        ...overheads.flatMap(slowdown),
        ...overheads.filter(({ direction }) => direction === 'lower').flatMap(level),
    ]);
}
/** Throughputs and rates as they were measured. */
function renderBiggerIsBetter({ overheads }) {
    return benchmark_action_text(overheads.filter(({ direction }) => direction === 'higher').flatMap(level));
}
const benchmark_action_text = (entries) => `${JSON.stringify(entries, null, 2)}\n`;
function slowdown(cell) {
    if (cell.overhead === null)
        return [];
    const { percent, low, high } = (0,chart_scale/* extraTime */.aO)(cell.overhead, cell.direction);
    const times = (value) => 1 + value / 100;
    return [
        {
            name: `${nameOf(cell)}: time against native`,
            unit: 'times',
            value: times(percent),
            ...(low !== null &&
                high !== null && { range: `${(0,numbers/* formatNumber */.ZV)(times(low), 0)} to ${(0,numbers/* formatNumber */.ZV)(times(high), 0)}` }),
            extra: `${cell.blocks} blocks`,
        },
    ];
}
function level(cell) {
    if (cell.level === null)
        return [];
    return [
        {
            name: nameOf(cell),
            unit: (0,printable/* printable */.g$)(cell.unit),
            value: cell.level,
            ...(cell.noisePercent !== null && { range: `± ${cell.noisePercent.toFixed(1)} %` }),
            extra: `${cell.blocks} blocks`,
        },
    ];
}

// EXTERNAL MODULE: ./build/report/group.js
var group = __webpack_require__(5988);
;// CONCATENATED MODULE: ./build/report/bmf.js


/** Bencher's limits, characters. */
const LONGEST_BENCHMARK = 1024;
const LONGEST_MEASURE = 64;
/**
 * A Bencher benchmark for each arm and benchmark (`runc cpu.prime`), with two measures: the metric by its own name, in its
 * own unit, and `overhead`, the ratio to native in the same blocks with its 95 % interval.
 */
function renderBmf({ overheads }) {
    const benchmarks = [...(0,group/* groupBy */.$)(overheads, ({ arm, benchmark }) => `${arm} ${benchmark}`)].flatMap(([name, cells]) => {
        const measures = cells.flatMap(measuresOf);
        return measures.length === 0
            ? []
            : [[(0,printable/* printable */.g$)(name, LONGEST_BENCHMARK - 1), Object.fromEntries(measures)]];
    });
    return `${JSON.stringify(Object.fromEntries(benchmarks), null, 2)}\n`;
}
function measuresOf({ metric, level, overhead }) {
    return [
        ...(level === null ? [] : [[(0,printable/* printable */.g$)(metric, LONGEST_MEASURE - 1), { value: level }]]),
        ...(overhead === null ? [] : [['overhead', ratioOf(overhead)]]),
    ];
}
function ratioOf({ ratio, low, high }) {
    return {
        value: ratio,
        ...(low !== null && { lower_value: low }),
        ...(high !== null && { upper_value: high }),
    };
}

// EXTERNAL MODULE: ./build/compare/observations.js
var observations = __webpack_require__(2097);
;// CONCATENATED MODULE: ./build/report/csv.js



const COLUMNS = [
    'run',
    'started_at',
    'arm',
    'benchmark',
    'metric',
    'unit',
    'direction',
    'native_level',
    'level',
    'cost_percent',
    'cost_low_percent',
    'cost_high_percent',
    'noise_percent',
    'blocks',
    'failures',
    'verdict',
    'change_percent',
    'change_low_percent',
    'change_high_percent',
    'p',
    'threshold',
    'reason',
];
/**
 * RFC 4180 with a head; empty where there is no figure. Costs are against native in the same run, changes against the
 * baseline; both are per cent for the worse. Text that a spreadsheet would take for a formula gets an apostrophe first.
 */
function renderCsv(input) {
    const { run, overheads, comparison } = input;
    const costs = new Map(overheads.map((cell) => [(0,observations/* cellKey */.sl)(cell), cell]));
    const verdicts = new Map((comparison?.cells ?? []).map((cell) => [(0,observations/* cellKey */.sl)(cell), cell]));
    const keys = [...new Set([...costs.keys(), ...verdicts.keys()])];
    const rows = keys.map((key) => [run.id, run.startedAt, ...fields(costs.get(key), verdicts.get(key))]);
    return [COLUMNS, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`).join('');
}
function fields(cost, compared) {
    const cell = cost ?? compared;
    const overhead = cost?.overhead && (0,numbers/* costOf */.ho)(cost.overhead, cost.direction);
    const change = compared?.effect && (0,numbers/* costOf */.ho)(compared.effect, compared.direction);
    return [
        ...[cell?.arm, cell?.benchmark, cell?.metric, cell?.unit, cell?.direction],
        ...[cost?.nativeLevel, cost ? cost.level : compared?.candidateLevel],
        ...[overhead?.percent, overhead?.low, overhead?.high],
        ...[cell?.noisePercent, cost ? cost.blocks : compared?.candidateBlocks, cost?.failures],
        ...[compared?.verdict, change?.percent, change?.low, change?.high, compared?.p, compared?.threshold],
        compared?.reason,
    ];
}
/** Every field that is text: a name in a document may hold anything. */
function quote(field) {
    if (field === null || field === undefined)
        return '';
    if (typeof field === 'number')
        return String(field);
    const text = (0,printable/* printable */.g$)(field, Number.POSITIVE_INFINITY);
    const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
    return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

;// CONCATENATED MODULE: ./build/report/json.js
/** Version of the shape below; raised when a field changes its meaning. */
const REPORT_VERSION = 1;
/** What was decided and on which figures; the trials themselves are in the run document named by `run.id`. */
function renderJson({ run, overheads, comparison, gate, calibration }) {
    const { id, tool, startedAt, finishedAt, plan, fingerprint, environments, stopped, warnings, blocks } = run;
    const report = {
        kind: 'tare-report',
        schemaVersion: REPORT_VERSION,
        run: { id, tool, startedAt, finishedAt, plan, fingerprint, environments, stopped, warnings, blocks: blocks.length },
        overheads,
        comparison: comparison ?? null,
        gate: gate ?? null,
        calibration: calibration ?? null,
    };
    return `${JSON.stringify(report, null, 2)}\n`;
}

// EXTERNAL MODULE: ./node_modules/simple-statistics/dist/simple-statistics.mjs
var simple_statistics = __webpack_require__(5521);
// EXTERNAL MODULE: ./build/results/document.js
var results_document = __webpack_require__(1656);
;// CONCATENATED MODULE: ./build/report/escape-markdown.js
/** Text from outside, made safe inside Markdown that GitHub renders: it shows as written and does nothing. */

/** Invisible, and breaks what GitHub would make of the rendered text: mentions, references, addresses. */
const BREAK = '&#8203;';
/** All that opens or closes something in Markdown, HTML, GitHub's tables or its mathematics. */
const SPECIAL = /[&<>"'`*_[\]{}|~\\$^=]/g;
const entity = (character) => `&#${character.codePointAt(0)};`;
/**
 * One line of prose. Structure is written as character references, which cannot form any; mentions, issue
 * references, links and e-mail addresses are broken by a space of no width. Safe inside table cells and HTML text too.
 */
function escapeMarkdown(text) {
    return (0,printable/* printable */.g$)(text)
        .replace(SPECIAL, entity)
        .replace(/^(?:[-+#]|\d+(?=[.)](?:\s|$)))/, (start) => `${BREAK}${start}`)
        .replace(/@(?=[\p{L}\p{N}])/gu, `@${BREAK}`)
        .replace(/(?<!&)#(?=\w)/g, `#${BREAK}`)
        .replace(/\b(gh)-(?=\d)/gi, `$1-${BREAK}`)
        .replaceAll('://', `:${BREAK}//`)
        .replace(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}${BREAK}.`);
}
/** A name in fixed width: a code span where nothing in it can end one or a table cell, else escaped inside `<code>`. */
function code(text) {
    const safe = (0,printable/* printable */.g$)(text);
    return safe === '' || /[`|<>&]/.test(safe) ? codeHtml(safe) : `\`${safe}\``;
}
/** The same where Markdown is not read: in the summary of a fold. */
function codeHtml(text) {
    return `<code>${escapeMarkdown(text)}</code>`;
}
/** A block of code that its text cannot close; line breaks are kept. */
function codeBlock(text) {
    const lines = text.split('\n').map((line) => (0,printable/* printable */.g$)(line, 4_000));
    const longest = Math.max(2, ...[...lines.join('\n').matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${lines.join('\n')}\n${fence}`;
}

;// CONCATENATED MODULE: ./build/report/markdown-surroundings.js


/** An address that cannot end the parentheses around it. */
const markdown_surroundings_link = ({ label, url }) => `[${escapeMarkdown(label)}](${encodeURI(url).replace(/[()]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)})`;
/** Who took a regression upon them, and why. */
function acceptedPart(surroundings) {
    if (!surroundings?.accepted)
        return [];
    const { reason, by } = surroundings.accepted;
    return [{ text: `**Accepted** (${escapeMarkdown(by)}): ${escapeMarkdown(reason)}` }];
}
/** Commits and addresses, in one line. */
function linksPart(surroundings) {
    const all = [...(surroundings?.commits ?? []), ...(surroundings?.links ?? [])];
    return all.length === 0 ? [] : [{ text: all.map(markdown_surroundings_link).join(' · ') }];
}
function noBaselinePart(surroundings) {
    const sentences = surroundings?.noBaseline ?? [];
    return sentences.length === 0 ? [] : [{ text: sentences.map((one) => escapeMarkdown(one)).join(' ') }];
}
/** How far the worse end of an interval is from its middle, per cent; undefined where it is unbounded. */
function halfWidth({ effect }) {
    if (effect === null || effect.low === null || effect.high === null)
        return undefined;
    return 50 * Math.log(effect.high / effect.low);
}
/**
 * The slowdown that half of the cells of this comparison would have shown: the smallest that matters and half an interval,
 * which must lie wholly beyond it.
 */
function sensitivity({ cells, settings }) {
    const widths = cells.flatMap((cell) => halfWidth(cell) ?? []).sort((a, b) => a - b);
    const middle = widths[Math.floor(widths.length / 2)];
    if (middle === undefined || !Number.isFinite(middle))
        return [];
    const smallest = (0,numbers/* formatPercent */.l9)(settings.minEffectPercent + middle).replace('+', '');
    return [`In half of the cells a slowdown of about ${smallest} would have been proven.`];
}

// EXTERNAL MODULE: ./build/report/rows.js
var report_rows = __webpack_require__(4098);
// EXTERNAL MODULE: ./build/report/verdicts.js
var report_verdicts = __webpack_require__(5237);
;// CONCATENATED MODULE: ./build/report/markdown-tables.js





/** Figures must not be broken over lines: their spaces do not break. */
const solid = (text) => text.replaceAll(' ', '\u00a0').replaceAll('~', '\\~');
function levelText(level, unit, noisePercent) {
    return level === null ? numbers/* ABSENT */.sj : solid(escapeMarkdown((0,numbers/* formatLevel */.eI)(level, unit, noisePercent)));
}
/** Cells must be escaped already. */
function markdownTable(heads, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(heads.map(([head]) => head)), line(heads.map(([, alignment]) => alignment)), ...rows.map(line)].join('\n');
}
/**
 * A part that opens on a click and is the first to be left out.
 * @param summary HTML. @param name what to call it when it is left out: Markdown.
 */
function fold(summary, name, body) {
    return { text: `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`, fold: name };
}
function changeText(cell) {
    const change = (0,report_verdicts/* changeOf */.C2)(cell);
    if (change === null)
        return numbers/* ABSENT */.sj;
    return solid([change.estimate, change.word, change.interval].filter((part) => part !== '').join(' '));
}
const VERDICT_HEADS = [
    ['runtime', '---'],
    ['benchmark', '---'],
    ['change', '---:'],
    ['verdict', '---'],
    ['noise', '---:'],
    ['why', '---'],
];
/** Runtime, benchmark, change with interval, verdict, noise, reason. */
function verdictTable(cells, among) {
    const rows = cells.map((cell) => [
        code(cell.arm),
        code((0,report_verdicts/* benchmarkLabel */.kU)(cell, among)),
        changeText(cell),
        cell.verdict === 'regressed' ? `**${cell.verdict}**` : cell.verdict,
        solid((0,numbers/* formatNoise */.u4)(cell.noisePercent)),
        escapeMarkdown(cell.reason),
    ]);
    return markdownTable(VERDICT_HEADS, rows);
}
const RUNTIME_HEADS = [
    ['benchmark', '---'],
    ['baseline', '---:'],
    ['now', '---:'],
    ['change', '---:'],
    ['verdict', '---'],
    ['noise', '---:'],
    ['blocks', '---:'],
];
/** All cells of one runtime with their levels. */
function runtimeTable(cells, among) {
    const rows = cells.map((cell) => [
        code((0,report_verdicts/* benchmarkLabel */.kU)(cell, among)),
        levelText(cell.baselineLevel, cell.unit, cell.noisePercent),
        levelText(cell.candidateLevel, cell.unit, cell.noisePercent),
        changeText(cell),
        cell.verdict,
        solid((0,numbers/* formatNoise */.u4)(cell.noisePercent)),
        `${cell.baselineBlocks} → ${cell.candidateBlocks}`,
    ]);
    return markdownTable(RUNTIME_HEADS, rows);
}
function overheadText(cell) {
    if (cell === undefined)
        return numbers/* ABSENT */.sj;
    if (cell.level === null && cell.failures > 0)
        return 'failed';
    if (cell.overhead === null)
        return numbers/* ABSENT */.sj;
    const { estimate, interval } = (0,numbers/* formatCost */.BD)((0,numbers/* costOf */.ho)(cell.overhead, cell.direction));
    return solid([estimate, interval, (0,numbers/* absoluteDifference */.n0)(cell)].filter((part) => part !== '').join(' '));
}
/** One row a benchmark: native's level, then the cost of each runtime with its interval. */
function overheadTable({ run, overheads }) {
    const arms = (0,report_rows/* armsOf */.j)(run, overheads).filter((arm) => arm !== results_document/* NATIVE */.s6);
    const heads = [['benchmark', '---'], [results_document/* NATIVE */.s6, '---:'], ...arms.map((arm) => [code(arm), '---:'])];
    const rows = (0,report_rows/* benchmarkRows */.T)(run, overheads).map((row) => [
        code(row.benchmark),
        levelText(row.nativeLevel, row.unit, null),
        ...arms.map((arm) => overheadText(row.cells.get(arm))),
    ]);
    return markdownTable(heads, rows);
}

// EXTERNAL MODULE: ./build/report/origin.js
var report_origin = __webpack_require__(3297);
;// CONCATENATED MODULE: ./build/report/markdown-comparison.js







const ICONS = {
    fail: '❌',
    pass: '✅',
    warn: '⚠️',
    undecided: '❔',
};
function markdown_comparison_changeText(cell) {
    const change = (0,report_verdicts/* changeOf */.C2)(cell);
    return change === null ? '' : `${change.estimate} ${change.word} ${change.interval}`;
}
/** The first line: what was decided, how many of each, and the worst. */
function answer(comparison, gate) {
    const { status, answer, rest } = (0,report_verdicts/* headline */.Pl)(comparison, gate);
    const [worst] = (0,report_verdicts/* cellsOf */.nc)(comparison, 'regressed');
    const clauses = [`${ICONS[status]} **${answer}**`];
    if (rest !== '')
        clauses.push(rest);
    if (worst !== undefined)
        clauses.push(`worst: ${code(worst.arm)} ${code(worst.benchmark)} ${markdown_comparison_changeText(worst)}`);
    return clauses.join('; ');
}
/** The gate's reasons, where the rest does not say them, and a table of what was found. */
function found({ comparison, gate }) {
    const reasons = (0,report_verdicts/* gateReasons */.xH)({ comparison, gate }).map((reason) => `- ${escapeMarkdown(reason)}`);
    const cells = report_verdicts/* FOUND */.vS.flatMap((verdict) => (0,report_verdicts/* cellsOf */.nc)(comparison, verdict));
    return [
        ...(reasons.length === 0 ? [] : [{ text: reasons.join('\n') }]),
        ...(cells.length === 0 ? [] : [{ text: verdictTable(cells, comparison.cells) }]),
    ];
}
function sides({ mode, baseline, candidate }, run) {
    const name = (id, startedAt) => `${code(id)} of ${escapeMarkdown((0,report_origin/* formatTime */.fU)(startedAt))}`;
    const now = name(candidate.id, candidate.startedAt);
    if (mode === 'ab') {
        const arms = (0,report_origin/* sidesOf */.Mm)(run).map((side) => `${code(side.candidate)} against ${code(side.baseline)}`);
        return `${arms.join(', ')}, measured in pairs in run ${now}.`;
    }
    const before = `${name(baseline.id, baseline.startedAt)} (${escapeMarkdown(baseline.source)})`;
    return `Run ${now} against run ${before}: each runtime's cost against native in its own run.`;
}
function rules({ settings }) {
    const chance = `${Number((100 * settings.alpha).toPrecision(3))} %`;
    return `Nothing under ${settings.minEffectPercent} % is called regressed, and the tests allow a chance of ${chance} of any false alarm in ${(0,numbers/* count */.U9)(settings.cells, 'cell')}; for equivalent, ${settings.marginPercent} % for the worse must be excluded.`;
}
function hostLine(comparison) {
    if (comparison.host.length === 0)
        return [];
    const moved = (0,report_verdicts/* hostMoves */.lt)(comparison).map((cell) => `${code(cell.benchmark)} ${markdown_comparison_changeText(cell)}`);
    if (moved.length === 0)
        return [`No move of the host is proven (native in ${(0,numbers/* count */.U9)(comparison.host.length, 'benchmark')}).`];
    return [`**The host moved**, which is no verdict about a runtime. Native itself: ${moved.join('; ')}.`];
}
/** Rows of differences that are not folded. */
const DIFFERENCES_SHOWN = 10;
function differences(comparison) {
    const rows = comparison.differences.map((one) => [code(one.field), code(one.baseline), code(one.candidate)]);
    if (rows.length === 0)
        return [];
    const heads = [
        ['what differs besides', '---'],
        ['baseline', '---'],
        ['now', '---'],
    ];
    const table = markdownTable(heads, rows);
    if (rows.length <= DIFFERENCES_SHOWN)
        return [{ text: table }];
    return [fold(`${(0,numbers/* count */.U9)(rows.length, 'difference')} of host and software`, 'differences of host and software', table)];
}
/** What was compared with what, by which rule, and what else differs. */
function basis(comparison, run) {
    const sentences = [sides(comparison, run), rules(comparison), ...sensitivity(comparison), ...hostLine(comparison)];
    return [{ text: sentences.join(' ') }, ...differences(comparison)];
}
/** Why cells are inconclusive, each reason once. */
function openQuestions(cells) {
    const open = cells.filter(({ verdict }) => verdict === 'inconclusive');
    const reasons = [...(0,group/* groupBy */.$)(open, ({ reason }) => reason)].map(([reason, same]) => `- ${same.map((cell) => code(cell.benchmark)).join(', ')}: ${escapeMarkdown(reason)}`);
    return reasons.length === 0 ? '' : `\n\nInconclusive:\n\n${reasons.join('\n')}`;
}
/** Every cell, folded by runtime. */
function runtimeFolds(comparison) {
    return [...(0,group/* groupBy */.$)(comparison.cells, ({ arm }) => arm)].map(([arm, cells]) => {
        const sorted = [...cells].sort((a, b) => report_verdicts/* VERDICT_ORDER */.jT.indexOf(a.verdict) - report_verdicts/* VERDICT_ORDER */.jT.indexOf(b.verdict));
        const body = `${runtimeTable(sorted, comparison.cells)}${openQuestions(sorted)}`;
        return fold(`${codeHtml(arm)}: ${(0,report_verdicts/* tally */.N4)(comparison, report_verdicts/* VERDICT_ORDER */.jT, cells)}`, `all cells of ${code(arm)}`, body);
    });
}

;// CONCATENATED MODULE: ./build/report/mermaid.js
/** A small chart that GitHub draws from text: what each runtime costs against native. */

/** More bars than this have names that run into each other. */
const MOST_BARS = 12;
const LONGEST_NAME = 24;
/** A name between quotes; what could end them or the fence is left out. */
const quoted = (name) => `"${(0,printable/* printable */.g$)(name, LONGEST_NAME).replace(/["`\\<>&#;]/g, '')}"`;
const rounded = (value) => String(Number(value.toFixed(1)));
/** An `xychart` in a fence. @param title our own words. @returns undefined where there is nothing to draw. */
function costChart(title, bars) {
    const drawn = bars.filter(({ percent }) => Number.isFinite(percent)).slice(0, MOST_BARS);
    if (drawn.length === 0)
        return undefined;
    const values = drawn.map(({ percent }) => percent);
    const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
    return [
        '```mermaid',
        'xychart-beta',
        `  title "${title}"`,
        `  x-axis [${drawn.map(({ name }) => quoted(name)).join(', ')}]`,
        `  y-axis "per cent" ${rounded(low * 1.1)} --> ${rounded(high * 1.1)}`,
        `  bar [${values.map(rounded).join(', ')}]`,
        '```',
    ].join('\n');
}

// EXTERNAL MODULE: ./build/report/notes.js
var notes = __webpack_require__(2362);
// EXTERNAL MODULE: ./build/report/reproduce.js
var reproduce = __webpack_require__(7324);
;// CONCATENATED MODULE: ./build/report/within-limit.js
/** A report within a limit of length. */
const SEPARATOR = '\n\n';
const encoder = new TextEncoder();
/** UTF-8 bytes: at least as many as characters, so one measure keeps limits in either. */
const byteLength = (text) => encoder.encode(text).length;
const join = (parts) => parts.map(({ text }) => text).join(SEPARATOR);
function pointerText(left, pointer) {
    return { text: `Left out for length: ${left.map(({ fold }) => fold).join('; ')}. See ${pointer}.` };
}
/** Whole lines of `text` within the limit. */
function firstLines(text, maxBytes) {
    const lines = [];
    let used = 0;
    for (const line of text.split('\n')) {
        used += byteLength(line) + 1;
        if (used > maxBytes)
            break;
        lines.push(line);
    }
    return lines.join('\n');
}
/**
 * All parts where they fit; else without the largest folded parts, which are named at the end with `pointer` to where
 * they are. Where even the rest is too long, its first lines.
 */
function withinLimit(parts, maxBytes, pointer) {
    let kept = [...parts];
    const left = [];
    const text = () => join(left.length === 0 ? kept : [...kept, pointerText(left, pointer)]);
    const bySize = parts.filter(({ fold }) => fold !== undefined).sort((a, b) => byteLength(b.text) - byteLength(a.text));
    for (const part of bySize) {
        if (byteLength(text()) <= maxBytes)
            break;
        kept = kept.filter((other) => other !== part);
        left.push(part);
    }
    if (byteLength(text()) <= maxBytes)
        return text();
    const ending = `${SEPARATOR}The rest was left out for length. See ${pointer}.`;
    return `${firstLines(join(kept), maxBytes - byteLength(ending))}${ending}`;
}

;// CONCATENATED MODULE: ./build/report/markdown.js
/** The result of a run as a comment or a job summary on GitHub: the answer first, details folded. */














/** GitHub takes 65,536 characters in a comment; its hidden marker and links need some of them. */
const COMMENT_LIMITS = { maxBytes: 64_000, pointer: 'the job summary' };
/** GitHub takes 1 MiB of summary from a step. */
const SUMMARY_LIMITS = { maxBytes: 1_000_000, pointer: 'the files of this run' };
/** Notes that are not folded. */
const NOTES_SHOWN = 5;
/** Cells that get a command of their own. */
const COMMANDS = 10;
const LEGEND = 'Costs and changes are more time or less throughput: + is worse, - is better, ×n is n times as slow, \\~ is no evidence of either, [?] is too few blocks for an interval.';
/** The middle of each runtime's costs over the benchmarks. */
function medianCosts({ run, overheads }) {
    const rows = (0,report_rows/* benchmarkRows */.T)(run, overheads);
    const arms = (0,report_rows/* armsOf */.j)(run, overheads).filter((arm) => arm !== results_document/* NATIVE */.s6);
    return arms.flatMap((name) => {
        const costs = rows.flatMap(({ cells }) => {
            const cell = cells.get(name);
            return cell?.overhead ? [(0,numbers/* costOf */.ho)(cell.overhead, cell.direction).percent] : [];
        });
        return costs.length === 0 ? [] : [{ name, percent: (0,simple_statistics/* median */.JZ)(costs) }];
    });
}
function chartPart(input) {
    const chart = costChart('Median cost against native', medianCosts(input));
    return chart === undefined ? [] : [{ text: chart, fold: 'the chart' }];
}
/** The first line where there is nothing to compare with. */
function costAnswer(input) {
    const failed = input.gate?.pass === false ? `${ICONS.fail} ` : '';
    const costs = medianCosts(input).map(({ name, percent }) => `${code(name)} ${(0,numbers/* formatPercent */.l9)(percent)}`);
    const benchmarks = new Set(input.overheads.map(({ benchmark }) => benchmark)).size;
    const told = costs.length === 0
        ? ''
        : ` Median cost against native over ${(0,numbers/* count */.U9)(benchmarks, 'benchmark')}: ${costs.join(', ')}.`;
    return `${failed}**No baseline to compare with, so no verdict.**${told}`;
}
const bullets = (texts) => texts.map((text) => `- ${escapeMarkdown(text)}`).join('\n');
function noteParts(input) {
    const all = (0,notes/* notesOf */.h)(input);
    const [shown, rest] = [all.slice(0, NOTES_SHOWN), all.slice(NOTES_SHOWN)];
    const first = shown.length === 0 ? [] : [{ text: `**Notes**\n\n${bullets(shown)}` }];
    return rest.length === 0
        ? first
        : [...first, fold(`${(0,numbers/* count */.U9)(rest.length, 'more note')}`, 'more notes', bullets(rest))];
}
/** The command for the whole run, then for what needs a second look. */
function reproducePart(run, comparison) {
    const cells = comparison === undefined ? [] : [...(0,report_verdicts/* cellsOf */.nc)(comparison, 'regressed'), ...(0,report_verdicts/* cellsOf */.nc)(comparison, 'missing')];
    const commands = cells.map(({ arm, benchmark }) => (0,reproduce/* reproduceCell */.M)(run, arm, benchmark));
    const all = [(0,reproduce/* reproduceRun */.f)(run), ...[...new Set(commands)].slice(0, COMMANDS)];
    return fold('How to reproduce', 'how to reproduce', codeBlock(all.join('\n')));
}
function hostPart(run) {
    const binaries = run.environments.flatMap(({ arm, source, binaries }) => binaries.length === 0
        ? [[code(arm), escapeMarkdown(source), '', '']]
        : binaries.map(({ path, version, sha256 }) => [
            code(arm),
            escapeMarkdown(source),
            code(version),
            `${code(path)} ${code(sha256.slice(0, 12))}`,
        ]));
    const heads = [
        ['runtime', '---'],
        ['source', '---'],
        ['version', '---'],
        ['binary', '---'],
    ];
    const { image } = run.fingerprint;
    const lines = [
        `${escapeMarkdown((0,report_origin/* hostText */.EN)(run))}.`,
        `Userland: ${escapeMarkdown(`${image.recipe}, sysbench ${image.sysbench}`)}, ${code(image.digest)}.`,
    ];
    return fold('Host and versions', 'host and versions', `${lines.join(' ')}\n\n${markdownTable(heads, binaries)}`);
}
/** Nothing where a comparison within the run left native out. */
function costParts(input) {
    const { comparison, overheads } = input;
    const known = overheads.some(({ overhead }) => overhead !== null);
    if (overheads.length === 0 || (comparison !== undefined && !known))
        return [];
    const table = overheadTable(input);
    return input.comparison === undefined
        ? [{ text: table }]
        : [fold('Cost against native', 'cost against native', table)];
}
function signature(run) {
    const origin = `tare ${escapeMarkdown(run.tool.version)}, run ${code(run.id)}: ${(0,report_origin/* extentText */.WL)(run)}.`;
    return { text: `<sub>${origin} ${LEGEND}</sub>` };
}
/** The whole text within the limit, ending in a newline. */
function renderMarkdown(input, options) {
    const { run, comparison, gate, surroundings } = input;
    // Only GitHub draws it.
    const chart = surroundings === undefined ? [] : chartPart(input);
    const reasons = gate === undefined || gate.reasons.length === 0 ? [] : [{ text: bullets(gate.reasons) }];
    const parts = comparison === undefined
        ? [
            { text: costAnswer(input) },
            ...noBaselinePart(surroundings),
            ...reasons,
            ...chart,
            ...costParts(input),
            ...noteParts(input),
        ]
        : [
            { text: answer(comparison, gate) },
            ...acceptedPart(surroundings),
            ...found({ comparison, gate }),
            ...chart,
            ...basis(comparison, run),
            ...noteParts(input),
            ...runtimeFolds(comparison),
            ...costParts(input),
        ];
    const closing = [reproducePart(run, comparison), hostPart(run), ...linksPart(surroundings), signature(run)];
    return `${withinLimit([...parts, ...closing], options.maxBytes - 1, options.pointer)}\n`;
}

;// CONCATENATED MODULE: ./build/report/openmetrics.js


/** Base units, as the format advises: seconds and bytes. Levels in other units are told apart by a label. */
const LEVELS = [
    { unit: 'ms', factor: 1e-3, name: 'tare_time_seconds', base: 'seconds' },
    { unit: 's', factor: 1, name: 'tare_time_seconds', base: 'seconds' },
    { unit: 'MiB/s', factor: 2 ** 20, name: 'tare_throughput_bytes_per_second', base: 'bytes_per_second' },
    { unit: 'events/s', factor: 1, name: 'tare_rate_events_per_second', base: 'events_per_second' },
    { unit: 'ops/s', factor: 1, name: 'tare_rate_operations_per_second', base: 'operations_per_second' },
];
/** Without time stamps: a scrape has its own, and node_exporter refuses files that have them. */
function renderOpenMetrics({ run, overheads, comparison }) {
    const families = [
        runFamily(run),
        startedFamily(run),
        ...levelFamilies(overheads),
        ...ratioFamilies(overheads),
        ...(comparison ? [verdictFamily(comparison.cells)] : []),
    ];
    return `${families
        .filter(({ samples }) => samples.length > 0)
        .map(familyText)
        .join('')}# EOF\n`;
}
function runFamily({ id, tool, fingerprint }) {
    const labels = { id, version: tool.version, hardware_key: fingerprint.hardwareKey, kernel: fingerprint.kernel };
    return { name: 'tare_run', type: 'info', help: 'The run that the figures are of.', samples: [{ labels, value: 1 }] };
}
function startedFamily({ startedAt }) {
    const seconds = Date.parse(startedAt) / 1000;
    return {
        name: 'tare_run_started_timestamp_seconds',
        type: 'gauge',
        unit: 'seconds',
        help: 'When the run started, since the epoch.',
        samples: Number.isFinite(seconds) ? [{ labels: {}, value: seconds }] : [],
    };
}
const labelsOf = ({ arm, benchmark, metric }) => ({ arm, benchmark, metric });
function levelFamilies(cells) {
    const names = [...new Set(LEVELS.map(({ name }) => name))];
    const known = LEVELS.map(({ unit }) => unit);
    const rest = cells.filter(({ unit }) => !known.includes(unit));
    return [
        ...names.map((name) => levelFamily(name, cells)),
        {
            name: 'tare_level',
            type: 'gauge',
            help: 'Median of the launch means, in the unit of its label.',
            samples: rest.flatMap((cell) => sample(cell, cell.level, { unit: cell.unit })),
        },
    ];
}
function levelFamily(name, cells) {
    const scales = LEVELS.filter((level) => level.name === name);
    const samples = cells.flatMap((cell) => {
        const scale = scales.find(({ unit }) => unit === cell.unit);
        return scale && cell.level !== null ? sample(cell, cell.level * scale.factor) : [];
    });
    return { name, type: 'gauge', unit: scales[0]?.base ?? '', help: 'Median of the launch means.', samples };
}
function sample(cell, value, more = {}) {
    return typeof value === 'number' ? [{ labels: { ...labelsOf(cell), ...more }, value }] : [];
}
function ratioFamilies(cells) {
    const family = (name, help, value) => ({
        name,
        type: 'gauge',
        unit: 'ratio',
        help,
        samples: cells.flatMap((cell) => sample(cell, value(cell))),
    });
    return [
        family('tare_overhead_ratio', 'Ratio to native in the same blocks.', ({ overhead }) => overhead?.ratio),
        family('tare_overhead_low_ratio', 'Lower end of its 95 % interval.', ({ overhead }) => overhead?.low),
        family('tare_overhead_high_ratio', 'Upper end of its 95 % interval.', ({ overhead }) => overhead?.high),
    ];
}
function verdictFamily(cells) {
    const samples = cells.flatMap((cell) => report_verdicts/* VERDICT_ORDER */.jT.map((verdict) => ({
        labels: { ...labelsOf(cell), tare_verdict: verdict },
        value: cell.verdict === verdict ? 1 : 0,
    })));
    return { name: 'tare_verdict', type: 'stateset', help: 'What the comparison with the baseline says.', samples };
}
function familyText({ name, type, unit, help, samples }) {
    const sampleName = type === 'info' ? `${name}_info` : name;
    return [
        `# TYPE ${name} ${type}\n`,
        unit === undefined ? '' : `# UNIT ${name} ${unit}\n`,
        `# HELP ${name} ${escaped(help)}\n`,
        ...samples.map(({ labels, value }) => `${sampleName}${labelText(labels)} ${value}\n`),
    ].join('');
}
function labelText(labels) {
    const all = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
    return all.length === 0 ? '' : `{${all.join(',')}}`;
}
/** Line feeds do not survive `printable`. */
const escaped = (text) => (0,printable/* printable */.g$)(text).replace(/[\\"]/g, (character) => `\\${character}`);

// EXTERNAL MODULE: ./node_modules/picocolors/picocolors.js
var picocolors = __webpack_require__(7336);
;// CONCATENATED MODULE: ./build/report/palette.js
/** Colours of a terminal, or their absence. */

/** A palette whose functions return text unchanged where `enabled` is false; the environment is not asked. */
function palette(enabled) {
    return picocolors.createColors(enabled);
}
/** Red for worse, green for better, dim where nothing is proven. */
function paintCost(colours, evidence, text) {
    if (evidence === 'none')
        return colours.dim(text);
    return evidence === 'worse' ? colours.red(text) : colours.green(text);
}

// EXTERNAL MODULE: ./build/report/table.js
var table = __webpack_require__(1799);
;// CONCATENATED MODULE: ./build/report/terminal-comparison.js







const terminal_comparison_LONGEST_NAME = 40;
/** Of a fingerprint: kernel command lines are long. */
const LONGEST_VALUE = 2_000;
const INDENT = '  ';
const STATUS = {
    fail: 'FAIL',
    pass: 'PASS',
    warn: 'WARN',
    undecided: 'UNDECIDED',
};
const terminal_comparison_COLUMNS = [
    { head: 'runtime', align: 'left' },
    { head: 'benchmark', align: 'left' },
    { head: 'change', align: 'right' },
    { head: '', align: 'left' },
    { head: 'interval', align: 'left' },
    { head: 'noise', align: 'right' },
];
const terminal_comparison_name = (text) => (0,printable/* clip */.$Q)((0,printable/* printable */.g$)(text), terminal_comparison_LONGEST_NAME);
function paintStatus(status, colours) {
    const paint = { fail: colours.red, pass: colours.green, warn: colours.yellow, undecided: colours.yellow }[status];
    return colours.bold(paint(STATUS[status]));
}
/** Text after a label, its further lines indented to where it began. */
function hanging(label, labelWidth, text, width) {
    const lines = (0,printable/* wrap */.LV)(text, width - labelWidth);
    return lines.map((line, i) => (i === 0 ? label : ' '.repeat(labelWidth)) + line);
}
function answerLines(comparison, gate, width, colours) {
    const { status, answer, rest } = (0,report_verdicts/* headline */.Pl)(comparison, gate);
    const text = rest === '' ? answer : `${answer}; ${rest}`;
    const indent = STATUS[status].length + INDENT.length;
    const reasons = (0,report_verdicts/* gateReasons */.xH)({ comparison, gate }).flatMap((reason) => hanging(' '.repeat(indent), indent, (0,printable/* printable */.g$)(reason), width));
    return [...hanging(`${paintStatus(status, colours)}${INDENT}`, indent, text, width), ...reasons];
}
/** The gate's outcome where nothing was compared. */
function gateLines(gate, width, colours) {
    if (gate === undefined)
        return [];
    const label = `${paintStatus(gate.pass ? 'pass' : 'fail', colours)}${INDENT}`;
    return hanging(label, STATUS.pass.length + INDENT.length, (0,printable/* printable */.g$)(gate.reasons.join(' ')), width);
}
function terminal_comparison_sides({ mode, baseline, candidate }, run) {
    if (mode === 'across') {
        return `Run ${candidate.id} of ${(0,report_origin/* formatTime */.fU)(candidate.startedAt)} against run ${baseline.id} of ${(0,report_origin/* formatTime */.fU)(baseline.startedAt)} (${baseline.source}).`;
    }
    const arms = (0,report_origin/* sidesOf */.Mm)(run).map((side) => `${side.candidate} against ${side.baseline}`);
    return `${arms.join(', ')}, measured in pairs in run ${candidate.id}.`;
}
function origin(comparison, run, width) {
    const { minEffectPercent, alpha, cells } = comparison.settings;
    const meaning = comparison.mode === 'ab' ? 'against the baseline' : "of each runtime's cost against native";
    const chance = `${Number((100 * alpha).toPrecision(3))} %`;
    return [
        ...(0,printable/* wrap */.LV)((0,printable/* printable */.g$)(terminal_comparison_sides(comparison, run)), width),
        ...(0,printable/* wrap */.LV)(`change: ${meaning}, as more time or less throughput; + is worse, - is better, ~ is no evidence of either. Nothing under ${minEffectPercent} % is called regressed, and the tests allow a chance of ${chance} of any false alarm in ${(0,numbers/* count */.U9)(cells, 'cell')}.`, width),
    ];
}
function paintVerdict(verdict, { bold, red, green, yellow }) {
    if (verdict === 'regressed')
        return bold(red(verdict));
    if (verdict === 'improved')
        return bold(green(verdict));
    return bold(verdict === 'missing' ? yellow(verdict) : verdict);
}
function rowCells(cell, among, colours) {
    const change = (0,report_verdicts/* changeOf */.C2)(cell);
    return [
        terminal_comparison_name(cell.arm),
        terminal_comparison_name((0,report_verdicts/* benchmarkLabel */.kU)(cell, among)),
        change === null ? numbers/* ABSENT */.sj : paintCost(colours, change.evidence, change.estimate),
        change?.word ?? '',
        colours.dim(change?.interval ?? ''),
        (0,numbers/* formatNoise */.u4)(cell.noisePercent),
    ];
}
/** All that is not equivalent, under its verdict; below the rows that share a reason, that reason. */
function terminal_comparison_verdictTable(comparison, width, colours) {
    const cells = report_verdicts/* VERDICT_ORDER */.jT.filter((verdict) => verdict !== 'equivalent').flatMap((verdict) => [...(0,group/* groupBy */.$)((0,report_verdicts/* cellsOf */.nc)(comparison, verdict), ({ reason }) => reason).values()].flat());
    if (cells.length === 0)
        return [];
    const [head = '', ...rows] = (0,table/* tableLines */.o)(terminal_comparison_COLUMNS.map((column) => ({ ...column, head: colours.bold(column.head) })), cells.map((cell) => rowCells(cell, comparison.cells, colours)));
    const lines = cells.flatMap((cell, i) => {
        const title = cell.verdict === cells[i - 1]?.verdict ? [] : [paintVerdict(cell.verdict, colours)];
        const next = cells[i + 1];
        const told = next?.reason === cell.reason && next.verdict === cell.verdict;
        const reason = told || cell.reason === '' ? [] : hanging(INDENT.repeat(2), 2 * INDENT.length, (0,printable/* printable */.g$)(cell.reason), width);
        return [...title, `${INDENT}${rows[i] ?? ''}`, ...reason.map(colours.dim)];
    });
    return ['', `${INDENT}${head}`, ...lines];
}
function equivalents(comparison) {
    const n = (0,report_verdicts/* cellsOf */.nc)(comparison, 'equivalent').length;
    if (n === 0)
        return [];
    return [`${(0,numbers/* count */.U9)(n, 'cell')} equivalent: a slowdown of ${comparison.settings.marginPercent} % is excluded.`];
}
function hostLines(comparison, width) {
    if (comparison.host.length === 0)
        return [];
    const moved = (0,report_verdicts/* hostMoves */.lt)(comparison).map((cell) => {
        const change = (0,report_verdicts/* changeOf */.C2)(cell);
        return `${terminal_comparison_name(cell.benchmark)} ${change?.estimate} ${change?.word} ${change?.interval}`;
    });
    if (moved.length === 0)
        return [`No move of the host is proven (native in ${(0,numbers/* count */.U9)(comparison.host.length, 'benchmark')}).`];
    return hanging('', INDENT.length, `The host moved, which is no verdict about a runtime; native itself: ${moved.join('; ')}.`, width);
}
function differenceLines({ differences }, width, colours) {
    if (differences.length === 0)
        return [];
    const lines = differences.flatMap(({ field, baseline, candidate }) => hanging(INDENT, 2 * INDENT.length, (0,printable/* printable */.g$)(`${field}: ${baseline}, now ${candidate}`, LONGEST_VALUE), width));
    return ['', colours.bold('differs'), ...lines];
}
/** The answer comes first. */
function comparisonLines({ comparison, gate }, run, width, colours) {
    const closing = [...equivalents(comparison), ...hostLines(comparison, width)];
    return [
        ...answerLines(comparison, gate, width, colours),
        ...origin(comparison, run, width),
        ...terminal_comparison_verdictTable(comparison, width, colours),
        ...(closing.length === 0 ? [] : ['', ...closing]),
        ...differenceLines(comparison, width, colours),
    ];
}

// EXTERNAL MODULE: ./node_modules/string-width/index.js + 1 modules
var string_width = __webpack_require__(8314);
;// CONCATENATED MODULE: ./build/report/terminal-overheads.js
/** The cost of every arm against native, as aligned columns. */







/** Beyond this many arms, native included, each gets its own table. */
const ARMS_SIDE_BY_SIDE = 3;
const terminal_overheads_LONGEST_NAME = 40;
/** Marks a cell that a note or a failure is about. */
const MARK = '*';
const terminal_overheads_name = (text) => (0,printable/* clip */.$Q)((0,printable/* printable */.g$)(text), terminal_overheads_LONGEST_NAME);
function terminal_overheads_level(value, row, noisePercent) {
    if (value === null)
        return numbers/* ABSENT */.sj;
    return (0,numbers/* formatNumber */.ZV)(value * (0,numbers/* scaleFor */.E1)(row.nativeLevel ?? value, row.unit).factor, noisePercent);
}
function armLevel(row, cell) {
    if (cell === undefined)
        return numbers/* ABSENT */.sj;
    return cell.level === null && cell.failures > 0 ? 'failed' : terminal_overheads_level(cell.level, row, cell.noisePercent);
}
/** Native is shown to as many digits as the quietest arm beside it. */
function nativeLevel(row, arms) {
    const noises = arms.map((arm) => row.cells.get(arm)?.noisePercent ?? null).filter((noise) => noise !== null);
    return terminal_overheads_level(row.nativeLevel, row, noises.length === 0 ? null : Math.min(...noises));
}
/** Level, cost and interval of one arm: three cells of a row. */
function armCells(row, cell, detail, colours) {
    const mark = cell !== undefined && (cell.notes.length > 0 || cell.failures > 0) ? MARK : '';
    const shown = armLevel(row, cell);
    if (cell === undefined || cell.overhead === null)
        return [shown, numbers/* ABSENT */.sj, mark];
    const cost = (0,numbers/* formatCost */.BD)((0,numbers/* costOf */.ho)(cell.overhead, cell.direction));
    const interval = [cost.interval, detail === 'difference' ? (0,numbers/* absoluteDifference */.n0)(cell) : '', mark]
        .filter((part) => part !== '')
        .join(' ');
    return [shown, paintCost(colours, cost.evidence, cost.estimate), colours.dim(interval)];
}
function terminal_overheads_rowCells(row, arms, detail, colours) {
    const known = row.nativeLevel ?? [...row.cells.values()].find((cell) => cell.level !== null)?.level ?? 0;
    return [
        terminal_overheads_name(row.benchmark),
        terminal_overheads_name((0,numbers/* scaleFor */.E1)(known, row.unit).unit),
        nativeLevel(row, arms),
        ...arms.flatMap((arm) => armCells(row, row.cells.get(arm), detail, colours)),
    ];
}
function columnsFor(arms, colours) {
    const columns = [
        { head: 'benchmark', align: 'left' },
        { head: 'unit', align: 'left' },
        { head: results_document/* NATIVE */.s6, align: 'right' },
        ...arms.flatMap((arm) => [
            { head: terminal_overheads_name(arm), align: 'right' },
            { head: 'cost', align: 'right' },
            { head: 'interval', align: 'left' },
        ]),
    ];
    return columns.map(({ head, align }) => ({ head: colours.bold(head), align }));
}
const fits = (lines, width) => lines.every((line) => (0,string_width/* default */.A)(line) <= width);
function terminal_overheads_table(rows, arms, detail, colours) {
    return (0,table/* tableLines */.o)(columnsFor(arms, colours), rows.map((row) => terminal_overheads_rowCells(row, arms, detail, colours)));
}
/** Each benchmark's name on a line of its own above its figures: for narrow terminals. */
function stackedTable(rows, arms, colours) {
    const cells = rows.map((row) => terminal_overheads_rowCells(row, arms, 'levels', colours));
    const [head = '', ...figures] = (0,table/* tableLines */.o)(columnsFor(arms, colours).slice(1), cells.map((row) => row.slice(1)));
    return [`  ${head}`, ...figures.flatMap((line, i) => [cells[i]?.[0] ?? '', `  ${line}`])];
}
/** The most telling layout that keeps the width; the narrowest where none does. */
function fitted(rows, arms, width, colours) {
    const layouts = [terminal_overheads_table(rows, arms, 'difference', colours), terminal_overheads_table(rows, arms, 'levels', colours)];
    return layouts.find((lines) => fits(lines, width)) ?? stackedTable(rows, arms, colours);
}
/** One row a benchmark; all arms side by side where there are few and they fit, else a table for each arm. */
function overheadLines({ run, overheads }, width, colours) {
    const rows = (0,report_rows/* benchmarkRows */.T)(run, overheads);
    const arms = (0,report_rows/* armsOf */.j)(run, overheads).filter((arm) => arm !== results_document/* NATIVE */.s6);
    if (rows.length === 0)
        return ['Nothing was measured.'];
    if (arms.length < ARMS_SIDE_BY_SIDE) {
        const together = terminal_overheads_table(rows, arms, 'difference', colours);
        if (fits(together, width))
            return together;
    }
    return arms.flatMap((arm, i) => [...(i === 0 ? [] : ['']), ...fitted(rows, [arm], width, colours)]);
}

;// CONCATENATED MODULE: ./build/report/terminal.js







const terminal_LEGEND = 'cost against native, as more time or less throughput: + is worse, - is better, ×n is n times as slow, ~ is no evidence, [?] is too few blocks for an interval.';
function bullet(text, width) {
    return (0,printable/* wrap */.LV)((0,printable/* printable */.g$)(text), width - 2).map((line, i) => `${i === 0 ? '- ' : '  '}${line}`);
}
function heading({ run, overheads, comparison }, width, colours) {
    const sources = (0,report_origin/* sourcesOf */.u0)(run);
    const arms = (0,report_rows/* armsOf */.j)(run, overheads).flatMap((arm) => sources.has(arm) ? [(0,printable/* printable */.g$)(`${arm}: ${sources.get(arm)}`)] : []);
    return [
        colours.bold((0,printable/* printable */.g$)(`tare ${run.tool.version}, run ${run.id} of ${(0,report_origin/* formatTime */.fU)(run.startedAt)}`)),
        ...(0,printable/* wrap */.LV)((0,printable/* printable */.g$)((0,report_origin/* hostText */.EN)(run)), width),
        ...(0,printable/* wrap */.LV)(arms.join('; '), width),
        ...(0,printable/* wrap */.LV)((0,printable/* printable */.g$)(`${(0,report_origin/* extentText */.WL)(run)}.`), width),
        ...(comparison?.mode === 'ab' ? [] : (0,printable/* wrap */.LV)(terminal_LEGEND, width).map(colours.dim)),
    ].filter((line) => line !== '');
}
function terminal_notes(input, width, colours) {
    const all = (0,notes/* notesOf */.h)(input);
    if (all.length === 0)
        return [];
    return ['', colours.bold(colours.yellow('Notes (* in the table)')), ...all.flatMap((note) => bullet(note, width))];
}
function files({ files: written }) {
    if (written.length === 0)
        return [];
    const labels = Math.max(...written.map(({ label }) => label.length));
    return ['', ...written.map(({ label, path }) => `${label.padEnd(labels)}  ${(0,printable/* printable */.g$)(path, Infinity)}`)];
}
/** Lines of the whole result, ending in a newline; the width is kept wherever names allow. */
function renderTerminal(input, options) {
    const colours = palette(options.colour);
    const { comparison, gate } = input;
    const lines = [
        ...heading(input, options.width, colours),
        '',
        ...(comparison?.mode === 'ab' ? [] : [...overheadLines(input, options.width, colours), '']),
        ...(comparison === undefined
            ? [...gateLines(gate, options.width, colours), 'No baseline to compare with, so no verdict.']
            : comparisonLines({ comparison, gate }, input.run, options.width, colours)),
        ...terminal_notes(input, options.width, colours),
        ...files(options),
    ];
    return `${lines.join('\n')}\n`;
}

;// CONCATENATED MODULE: ./build/report/format.js
/** The formats a report can be written in: one file each, registered here. */







/** Columns of the text format: wide enough for its tables, narrow enough for a pager. */
const TEXT_WIDTH = 100;
const FORMATS = [
    {
        name: 'text',
        extension: 'txt',
        summary: 'what a terminal shows, without colour',
        render: (input) => renderTerminal(input, { width: TEXT_WIDTH, colour: false, files: [] }),
    },
    {
        name: 'markdown',
        extension: 'md',
        summary: 'what GitHub shows as job summary',
        render: (input) => renderMarkdown(input, SUMMARY_LIMITS),
    },
    {
        name: 'json',
        extension: 'json',
        summary: 'costs, verdicts and gate for machines',
        render: renderJson,
    },
    {
        name: 'html',
        extension: 'html',
        summary: 'one page with charts, to open in a browser',
        // The charts' libraries are large: only who asks for this waits for them.
        render: async (input) => (await Promise.all(/* import() */[__webpack_require__.e(97), __webpack_require__.e(978)]).then(__webpack_require__.bind(__webpack_require__, 1978))).renderHtml(input),
    },
    { name: 'csv', extension: 'csv', summary: 'one line a cell', render: renderCsv },
    { name: 'bmf', extension: 'bmf.json', summary: 'Bencher Metric Format', render: renderBmf },
    {
        name: 'customSmallerIsBetter',
        extension: 'smaller.json',
        summary: 'times and slowdowns for github-action-benchmark',
        render: renderSmallerIsBetter,
    },
    {
        name: 'customBiggerIsBetter',
        extension: 'bigger.json',
        summary: 'throughputs for github-action-benchmark',
        render: renderBiggerIsBetter,
    },
    { name: 'openmetrics', extension: 'prom', summary: 'OpenMetrics text', render: renderOpenMetrics },
];
/** The format called `name`; undefined where there is none. */
function findFormat(name) {
    return FORMATS.find((format) => format.name === name);
}

;// CONCATENATED MODULE: ./build/entry/steps/interruption.js
/** Ctrl-C, and how a workflow is cancelled: the first signal ends the work in good order, the second at once. */
/** The user asked to stop. Exit code 130. */
class Cancelled extends Error {
    name = 'Cancelled';
    exitCode = 130;
}
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Listens until `release` is called. */
function listen(tell) {
    const stopping = new AbortController();
    const signal = new AbortController();
    const heard = () => {
        if (stopping.signal.aborted) {
            signal.abort(new Cancelled('stopped at once; the block that was being taken is kept as far as it came'));
            return;
        }
        tell('stopping after the trial that runs; once more stops at once');
        stopping.abort(new Cancelled('stopped by the user'));
    };
    for (const name of SIGNALS)
        process.on(name, heard);
    return {
        stopping: stopping.signal,
        signal: signal.signal,
        release: () => {
            for (const name of SIGNALS)
                process.off(name, heard);
        },
    };
}

// EXTERNAL MODULE: ./build/entry/version.js
var version = __webpack_require__(5023);
// EXTERNAL MODULE: ./build/compare/calibration.js
var compare_calibration = __webpack_require__(1832);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/host/errno.js
/** Error codes of file and process calls. */
/** `ENOENT`, `EBUSY`, …; undefined for other errors. Structural, since an error may come from another realm (jest's). */
function errorCode(error) {
    if (typeof error !== 'object' || error === null || !('code' in error))
        return undefined;
    return typeof error.code === 'string' ? error.code : undefined;
}
/** Whether a file or process is not there (any more). */
function isGone(error) {
    return ['ENOENT', 'ESRCH', 'ENODEV'].includes(errorCode(error) ?? '');
}

;// CONCATENATED MODULE: ./build/host/cgroup.js
/** Control groups on v1, v2 and the mixture of both: one place that knows their files. */





/** Reads the layout from the text of /proc/self/mountinfo and the v2 root's cgroup.controllers. Pure. */
function parseLayout(mountinfo, v2Controllers) {
    const mounts = mountinfo.split('\n').flatMap(parseMount);
    const v1 = (controller) => mounts.find((m) => m.type === 'cgroup' && m.options.includes(controller))?.point;
    const v2 = mounts.find((mount) => mount.type === 'cgroup2')?.point;
    const from = (controller) => v1(controller) ?? (v2Controllers.includes(controller) ? v2 : undefined);
    const hasV1 = mounts.some((mount) => mount.type === 'cgroup');
    const kind = hasV1 ? (v2 ? 'hybrid' : 'v1') : v2 ? 'v2' : 'none';
    return {
        kind,
        cpuset: from('cpuset'),
        memory: from('memory'),
        cpu: from('cpu'),
        hierarchies: mounts.map((mount) => mount.point),
    };
}
function parseMount(line) {
    const [left = '', right = ''] = line.split(' - ');
    const [type = '', , options = ''] = right.split(' ');
    return type.startsWith('cgroup') ? [{ point: left.split(' ')[4] ?? '', type, options: options.split(',') }] : [];
}
function readLayout() {
    const mountinfo = (0,external_node_fs_.readFileSync)('/proc/self/mountinfo', 'utf8');
    const v2 = mountinfo
        .split('\n')
        .flatMap(parseMount)
        .find((mount) => mount.type === 'cgroup2')?.point;
    const controllers = v2 ? (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(v2, 'cgroup.controllers'), 'utf8').trim().split(' ') : [];
    return parseLayout(mountinfo, controllers);
}
/** Absolute folders of the group `name` (for instance `tare-1f/native-0`), one a hierarchy. */
function groupPaths(layout, name) {
    if (!layout.cpuset || !layout.memory) {
        throw new config_errors/* HostError */.d(`cgroup controllers cpuset and memory are needed, and ${layout.cpuset ? 'memory' : 'cpuset'} is not mounted`, 'Mount cgroup2 on /sys/fs/cgroup, or boot without cgroup_disable=.');
    }
    const points = [layout.cpuset, layout.memory, layout.cpu].filter((point) => point !== undefined);
    return [...new Set(points)].map((point) => (0,external_node_path_.join)(point, name));
}
/**
 * Makes the group `parent` that may have children with limits of their own.
 * On v2 the controllers are switched on for children of the root, which leaves other groups as they were.
 */
function createParent(layout, parent) {
    for (const path of groupPaths(layout, parent)) {
        const root = (0,external_node_path_.join)(path, '..');
        if (isV2(root))
            enableControllers(root);
        (0,external_node_fs_.mkdirSync)(path, { recursive: true });
        if (isV2(root))
            enableControllers(path);
        inheritCpuset(root, path);
    }
}
/** Whether the kernel counts swap for children of a group made by `createParent`. */
function countsSwap(layout, parent) {
    const files = ['memory.swap.max', 'memory.memsw.limit_in_bytes'];
    return groupPaths(layout, parent).some((path) => files.some((file) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(path, file))));
}
/**
 * Makes `name` below a parent made by `createParent`, without limits where none are given.
 * Returns the files that a process's pid is written to.
 */
function createGroup(layout, name, limits) {
    const paths = groupPaths(layout, name);
    for (const path of paths) {
        (0,external_node_fs_.mkdirSync)(path, { recursive: true });
        inheritCpuset((0,external_node_path_.join)(path, '..'), path);
        for (const [file, value] of limits ? limitFiles(path, limits) : [])
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(path, file), value);
    }
    return paths.map((path) => (0,external_node_path_.join)(path, 'cgroup.procs'));
}
function limitFiles(path, limits) {
    const memory = String(limits.memoryBytes);
    const wanted = [
        ['cpuset.cpus', limits.cpus],
        ['memory.max', memory],
        ['memory.swap.max', '0'],
        ['memory.limit_in_bytes', memory],
        ['memory.memsw.limit_in_bytes', memory],
    ];
    return wanted.filter(([file]) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(path, file)));
}
function isV2(path) {
    return (0,external_node_fs_.existsSync)((0,external_node_path_.join)(path, 'cgroup.controllers'));
}
function enableControllers(path) {
    const words = (file) => (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(path, file), 'utf8').split(/\s+/);
    const [available, enabled] = [words('cgroup.controllers'), words('cgroup.subtree_control')];
    const wanted = ['cpuset', 'memory', 'cpu'].filter((controller) => available.includes(controller));
    const missing = wanted.filter((controller) => !enabled.includes(controller));
    if (missing.length > 0)
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(path, 'cgroup.subtree_control'), missing.map((c) => `+${c}`).join(' '));
}
/** A new v1 group has no CPUs and no memory nodes until it is given some; a v2 group has its parent's. */
function inheritCpuset(from, to) {
    if (isV2(to))
        return;
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
        const value = readIfPresent((0,external_node_path_.join)(from, file));
        if (value)
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(to, file), value);
    }
}
function readIfPresent(path) {
    return (0,external_node_fs_.existsSync)(path) ? (0,external_node_fs_.readFileSync)(path, 'utf8').trim() : undefined;
}
/** Kills what runs in a group, removes its children and itself. Nothing to do where it does not exist. */
async function removeGroup(path) {
    if (!(0,external_node_fs_.existsSync)(path))
        return;
    for (const child of (0,external_node_fs_.readdirSync)(path, { withFileTypes: true })) {
        if (child.isDirectory())
            await removeGroup((0,external_node_path_.join)(path, child.name));
    }
    const deadline = performance.now() + 10_000;
    while (!(await tryRemove(path))) {
        if (performance.now() > deadline)
            throw new Error(`${path} stays busy: ${members(path).join(', ') || 'no process shown'}`);
        await (0,promises_.setTimeout)(5);
    }
}
/** The kernel lets go of a group a moment after its last process has ended, so a first try may find it busy. */
async function tryRemove(path) {
    for (const pid of members(path))
        killNow(pid);
    try {
        (0,external_node_fs_.rmdirSync)(path);
    }
    catch (error) {
        if (errorCode(error) === 'EBUSY')
            return false;
        if (!isGone(error))
            throw error;
    }
    return true;
}
function members(path) {
    try {
        return (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(path, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
    }
    catch (error) {
        if (isGone(error))
            return [];
        throw error;
    }
}
function killNow(pid) {
    try {
        process.kill(pid, 'SIGKILL');
    }
    catch (error) {
        if (!isGone(error))
            throw error;
    }
}

;// CONCATENATED MODULE: ./build/host/process.js
/** Processes named so that a recycled pid is never mistaken for the one meant. */



/** The process that has this pid now; undefined if there is none, or only a zombie. */
function identify(pid) {
    try {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return fields[0] === 'Z' ? undefined : { pid, startTime: fields[19] ?? '' };
    }
    catch (error) {
        if (isGone(error))
            return undefined;
        throw error;
    }
}
function isAlive(identity) {
    return identify(identity.pid)?.startTime === identity.startTime;
}
function thisProcess() {
    const identity = identify(process.pid);
    if (!identity)
        throw new Error('/proc does not show this process; is it mounted?');
    return identity;
}
/** Asks a process to end, insists after `graceSeconds`, and waits until it is gone. */
async function endProcess(identity, graceSeconds) {
    signal(identity, 'SIGTERM');
    if (await goneWithin(identity, graceSeconds))
        return;
    signal(identity, 'SIGKILL');
    if (!(await goneWithin(identity, 10)))
        throw new Error(`process ${identity.pid} does not end even after SIGKILL`);
}
async function goneWithin(identity, seconds) {
    const deadline = performance.now() + seconds * 1000;
    while (isAlive(identity)) {
        if (performance.now() > deadline)
            return false;
        await (0,promises_.setTimeout)(10);
    }
    return true;
}
function signal(identity, name) {
    if (!isAlive(identity))
        return;
    try {
        process.kill(identity.pid, name);
    }
    catch (error) {
        if (!isGone(error))
            throw error;
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./node_modules/execa/index.js + 130 modules
var execa = __webpack_require__(6085);
;// CONCATENATED MODULE: ./build/host/command.js
/** Commands of the host: argv arrays, never a shell, never our secrets. */

/** A command that did not do what was asked; says which, how it ended and its last lines. */
class CommandError extends Error {
    argv;
    result;
    name = 'CommandError';
    constructor(argv, result, outcome = result.code === null ? 'was ended' : `failed with exit code ${result.code}`) {
        const tail = lastLines(`${result.stdout}\n${result.stderr}`, 8).map((line) => `  | ${line}`);
        super([`${argv.slice(0, 6).join(' ')} ${outcome}`, ...tail].join('\n'));
        this.argv = argv;
        this.result = result;
    }
}
/** The last `count` lines that are not blank. */
function lastLines(text, count) {
    return text
        .split('\n')
        .map((line) => line.trimEnd())
        .filter((line) => line !== '')
        .slice(-count);
}
const PASSED_ON = /^(PATH|HOME|LANG|TMPDIR|SSL_CERT_(FILE|DIR)|(https?|ftp|no|all)_proxy)$/i;
/** An allow-list: tokens and inputs of the workflow must not reach a runtime, and locale must not change output. */
function commandEnvironment(extra = {}) {
    const kept = Object.entries(process.env).filter((entry) => entry[1] !== undefined && PASSED_ON.test(entry[0]));
    const { PATH = '/bin:/usr/bin', ...rest } = Object.fromEntries(kept);
    return {
        ...rest,
        PATH: `${PATH}:/usr/local/sbin:/usr/sbin:/sbin`,
        LC_ALL: 'C.UTF-8',
        DEBIAN_FRONTEND: 'noninteractive',
        ...extra,
    };
}
/** Runs a command to its end, whatever its exit code. @throws CommandError when it cannot be started or takes too long. */
async function runCommand(argv, options = {}) {
    const [file = '', ...args] = argv;
    const outcome = await (0,execa/* execa */.Ho)(file, args, {
        reject: false,
        extendEnv: false,
        env: commandEnvironment(options.env),
        cwd: options.cwd,
        input: options.input ?? '',
        timeout: (options.timeoutSeconds ?? 60) * 1000,
        cancelSignal: options.signal,
        forceKillAfterDelay: 5000,
        maxBuffer: 16 * 1024 * 1024,
        stripFinalNewline: false,
    });
    const result = { code: outcome.exitCode ?? null, stdout: outcome.stdout, stderr: outcome.stderr };
    if (outcome.timedOut)
        throw new CommandError(argv, result, `took longer than ${options.timeoutSeconds ?? 60} s`);
    if (outcome.code === 'ENOENT')
        throw new CommandError(argv, result, 'is not installed');
    return result;
}
/** Runs a command that must succeed and returns its standard output. @throws CommandError */
async function mustRun(argv, options = {}) {
    const result = await runCommand(argv, options);
    if (result.code !== 0)
        throw new CommandError(argv, result);
    return result.stdout;
}

;// CONCATENATED MODULE: ./build/host/dpkg.js
/** What dpkg says is installed. */


/** dpkg-query's own fields, in braces behind a dollar sign. */
const FORMAT = `${['Package', 'Version', 'db:Status-Status'].map((field) => `$\{${field}}`).join('\t')}\n`;
/** Versions of those of these packages that are installed. */
async function installedVersions(names) {
    if (!(0,external_node_fs_.existsSync)('/usr/bin/dpkg-query'))
        return new Map();
    const { stdout } = await runCommand(['dpkg-query', '-W', '-f', FORMAT, ...names]);
    const rows = stdout.split('\n').map((line) => line.split('\t'));
    return new Map(rows.flatMap(([name, version, status]) => (name && version && status === 'installed' ? [[name, version]] : [])));
}

;// CONCATENATED MODULE: ./build/host/undo.js
/** The kinds of change we make to a host, as data, and how each is taken back. Every kind is safe to undo twice. */








const undoSchema = schemas/* discriminatedUnion */.gMt('kind', [
    /** A file or folder we made. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('path'), path: schemas/* string */.YjP() }),
    /** A folder we made in a place that others may use too: removed when empty. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('folder'), path: schemas/* string */.YjP() }),
    /** A file of the user that we changed; `content` is base64, null where the file did not exist. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('file'), path: schemas/* string */.YjP(), content: schemas/* string */.YjP().nullable() }),
    /** A setting in a file that the kernel keeps: written back where the file is still there, never created. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('value'), path: schemas/* string */.YjP(), value: schemas/* string */.YjP() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('mount'), path: schemas/* string */.YjP() }),
    /** A cgroup we made, in every hierarchy: its processes are killed, its children removed. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('cgroup'), paths: schemas/* array */.YOg(schemas/* string */.YjP()) }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('process'), pid: schemas/* number */.aig(), startTime: schemas/* string */.YjP() }),
    /** A command that takes it back; output matching `goneWhen` means there was nothing left to do. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('command'), argv: schemas/* array */.YOg(schemas/* string */.YjP()).min(1), goneWhen: schemas/* string */.YjP().optional() }),
    /** Packages we installed, by name. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('packages'), names: schemas/* array */.YOg(schemas/* string */.YjP()).min(1) }),
]);
const handlers = {
    path: async ({ path }) => {
        await unmountBelow(path);
        (0,external_node_fs_.rmSync)(path, { recursive: true, force: true });
    },
    folder: async ({ path }) => removeIfEmpty(path),
    file: async ({ path, content }) => {
        if (content === null)
            (0,external_node_fs_.rmSync)(path, { force: true });
        else
            await (0,external_node_fs_promises_.writeFile)(path, Buffer.from(content, 'base64'));
    },
    value: async ({ path, value }) => {
        if ((0,external_node_fs_.existsSync)(path))
            await (0,external_node_fs_promises_.writeFile)(path, value, { flag: 'r+' });
    },
    mount: async ({ path }) => unmountBelow(path),
    cgroup: async ({ paths }) => {
        for (const path of paths)
            await removeGroup(path);
    },
    process: async (identity) => endProcess(identity, 10),
    command: async ({ argv, goneWhen }) => {
        const result = await runCommand(argv, { timeoutSeconds: 60 });
        const gone = goneWhen !== undefined && `${result.stdout}${result.stderr}`.includes(goneWhen);
        if (result.code !== 0 && !gone)
            throw new CommandError(argv, result);
    },
    packages: async ({ names }) => {
        const present = [...(await installedVersions(names)).keys()];
        if (present.length === 0)
            return;
        await mustRun(['apt-get', 'purge', '-y', '-o', 'DPkg::Lock::Timeout=300', ...present], { timeoutSeconds: 900 });
    },
};
/** Takes one change back. @throws when that is not possible; the change then stays on record. */
async function applyUndo(undo) {
    // Each handler is declared for its own kind above; the compiler cannot follow the link through the index.
    const handler = handlers[undo.kind];
    await handler(undo);
}
/** Mount points at or below `path`, deepest first. */
function mountsBelow(path) {
    return (0,external_node_fs_.readFileSync)('/proc/self/mountinfo', 'utf8')
        .split('\n')
        .map((line) => (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8))))
        .filter((point) => point === path || point.startsWith(`${path}/`))
        .sort((a, b) => b.length - a.length);
}
async function unmountBelow(path) {
    for (const point of mountsBelow(path))
        await mustRun(['umount', '--lazy', point]);
}
function removeIfEmpty(path) {
    if (!(0,external_node_fs_.existsSync)(path))
        return;
    try {
        (0,external_node_fs_.rmdirSync)(path);
    }
    catch (error) {
        const inUse = errorCode(error) === 'ENOTEMPTY';
        if (!inUse)
            throw error;
    }
}

;// CONCATENATED MODULE: ./build/host/journal.js
/**
 * The undo journal: how to take back a change is on disk before the change is made, so that a kill at any moment
 * leaves a list that the next start, the `post:` step or `tare cleanup` can replay.
 */






const entrySchema = schemas/* discriminatedUnion */.gMt('type', [
    schemas/* object */.Ikc({ type: schemas/* literal */.euz('owner'), pid: schemas/* number */.aig(), startTime: schemas/* string */.YjP() }),
    schemas/* object */.Ikc({ type: schemas/* literal */.euz('change'), id: schemas/* number */.aig(), undo: undoSchema }),
    schemas/* object */.Ikc({ type: schemas/* literal */.euz('settled'), id: schemas/* number */.aig() }),
]);
/** One file of changes, appended to and synced before each change. */
class JournalFile {
    path;
    #next = 0;
    #open = new Map();
    constructor(path) {
        this.path = path;
        for (const entry of readEntries(path))
            this.#apply(entry);
    }
    append(entry) {
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(this.path, '..'), { recursive: true });
        const file = (0,external_node_fs_.openSync)(this.path, 'a', 0o600);
        // The line break comes first, so that a line cut short by a crash cannot swallow this one.
        (0,external_node_fs_.writeSync)(file, `\n${JSON.stringify(entry)}\n`);
        (0,external_node_fs_.fsyncSync)(file);
        (0,external_node_fs_.closeSync)(file);
        this.#apply(entry);
    }
    record(undo) {
        const id = this.#next;
        this.append({ type: 'change', id, undo });
        return id;
    }
    settle(id) {
        if (this.#open.has(id))
            this.append({ type: 'settled', id });
    }
    pending() {
        return [...this.#open].reverse();
    }
    async undo(id) {
        const undo = this.#open.get(id);
        if (!undo)
            return;
        await applyUndo(undo);
        this.settle(id);
    }
    /** Newest change first; goes on after a failure, so that one stuck item does not leave the others behind. */
    async undoAll() {
        const failures = [];
        for (const [id] of this.pending()) {
            try {
                await this.undo(id);
            }
            catch (error) {
                failures.push(error instanceof Error ? error.message : String(error));
            }
        }
        if (failures.length === 0)
            (0,external_node_fs_.rmSync)(this.path, { force: true });
        return failures;
    }
    #apply(entry) {
        if (entry.type === 'change') {
            this.#open.set(entry.id, entry.undo);
            this.#next = Math.max(this.#next, entry.id + 1);
        }
        else if (entry.type === 'settled') {
            this.#open.delete(entry.id);
        }
    }
}
/** A line cut short by a crash was never followed by its change: it is left out. */
function readEntries(path) {
    return readText(path)
        .split('\n')
        .flatMap((line) => {
        const entry = entrySchema.safeParse(parseLine(line));
        return entry.success ? [entry.data] : [];
    });
}
function parseLine(line) {
    try {
        return JSON.parse(line);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        if (errorCode(error) === 'ENOENT')
            return '';
        throw error;
    }
}
class Journal {
    #folder;
    #run;
    #installed;
    constructor(stateFolder) {
        const owner = thisProcess();
        this.#folder = (0,external_node_path_.join)(stateFolder, 'journal');
        this.#run = new JournalFile((0,external_node_path_.join)(this.#folder, `run-${owner.pid}-${owner.startTime}.jsonl`));
        this.#installed = new JournalFile((0,external_node_path_.join)(this.#folder, 'installed.jsonl'));
    }
    /** Call before the change. */
    record(undo, scope = 'run') {
        const file = scope === 'run' ? this.#run : this.#installed;
        if (file === this.#run && file.pending().length === 0)
            file.append({ type: 'owner', ...thisProcess() });
        const id = file.record(undo);
        return { undo: () => file.undo(id), settle: () => file.settle(id) };
    }
    /** Takes back all changes of this invocation. Returns what could not be undone. */
    async undoRun() {
        return this.#run.undoAll();
    }
    /** Takes back what was installed, by this and earlier invocations. Returns what could not be undone. */
    async undoInstalled() {
        return this.#installed.undoAll();
    }
    /** What is installed by us and still here. */
    installed() {
        return this.#installed.pending().map(([, undo]) => undo);
    }
    /** Takes back what invocations left that ended without doing so themselves. */
    async recover(log) {
        const failures = [];
        for (const path of this.#abandoned()) {
            const file = new JournalFile(path);
            log.step(`putting back ${file.pending().length} changes that an interrupted run left behind`);
            failures.push(...(await file.undoAll()));
        }
        return failures;
    }
    #abandoned() {
        (0,external_node_fs_.mkdirSync)(this.#folder, { recursive: true });
        return (0,external_node_fs_.readdirSync)(this.#folder)
            .filter((name) => name.startsWith('run-'))
            .map((name) => (0,external_node_path_.join)(this.#folder, name))
            .filter((path) => {
            const owner = readEntries(path).find((entry) => entry.type === 'owner');
            return !owner || !isAlive(owner);
        });
    }
}

;// CONCATENATED MODULE: ./build/host/lock.js
/** Locks between invocations: a file with the holder's pid and start time, taken over when the holder is gone. */






const holderSchema = schemas/* object */.Ikc({ pid: schemas/* number */.aig(), startTime: schemas/* string */.YjP(), since: schemas/* string */.YjP(), purpose: schemas/* string */.YjP() });
/** Waits, and says for whom, until the lock at `path` is ours. */
async function acquireLock(path, purpose, log, signal) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
    const mine = { ...thisProcess(), since: new Date().toISOString(), purpose };
    let announced = '';
    for (;;) {
        const holder = tryAcquire(path, mine);
        if (!holder)
            return { release: () => (0,external_node_fs_.rmSync)(path, { force: true }) };
        const waiting = `waiting for process ${holder.pid} (${holder.purpose}, since ${holder.since})`;
        if (waiting !== announced)
            log.step(waiting);
        announced = waiting;
        await (0,promises_.setTimeout)(200, undefined, { signal });
    }
}
/** Returns who holds the lock, or undefined when it is now ours. */
function tryAcquire(path, mine) {
    const draft = `${path}.${mine.pid}`;
    (0,external_node_fs_.writeFileSync)(draft, JSON.stringify(mine));
    try {
        (0,external_node_fs_.linkSync)(draft, path);
        return undefined;
    }
    catch (error) {
        if (errorCode(error) !== 'EEXIST')
            throw error;
    }
    finally {
        (0,external_node_fs_.rmSync)(draft, { force: true });
    }
    const holder = readHolder(path);
    if (holder && isAlive(holder))
        return holder;
    removeStale(path, mine.pid);
    return holder ?? mine;
}
/**
 * Moves the stale file aside before deleting it. Should a live holder have slipped in between, it is put back:
 * only one process can move a given file.
 */
function removeStale(path, pid) {
    const aside = `${path}.stale.${pid}`;
    try {
        (0,external_node_fs_.renameSync)(path, aside);
        const moved = readHolder(aside);
        if (moved && isAlive(moved))
            (0,external_node_fs_.linkSync)(aside, path);
    }
    catch (error) {
        if (!isGone(error))
            throw error;
    }
    finally {
        (0,external_node_fs_.rmSync)(aside, { force: true });
    }
}
function readHolder(path) {
    try {
        const parsed = holderSchema.safeParse(JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8')));
        return parsed.success ? parsed.data : undefined;
    }
    catch (error) {
        if (isGone(error) || error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/host/open-host.js
/** Takes possession of this machine for one invocation, and hands it back. */






/** TARE_STATE_DIR and TARE_CACHE_DIR move what is kept, for tests and for small system disks. */
function statePath() {
    return process.env.TARE_STATE_DIR || '/var/lib/tare';
}
function cachePath() {
    return process.env.TARE_CACHE_DIR || '/var/cache/tare';
}
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
/** Pure reading of /etc/os-release. */
function parseDistribution(osRelease, nodeArch) {
    const value = (key) => osRelease.match(new RegExp(`^${key}="?([^"\n]*)"?$`, 'm'))?.[1] ?? '';
    return {
        id: value('ID'),
        version: value('VERSION_ID'),
        codename: value('VERSION_CODENAME'),
        pretty: value('PRETTY_NAME'),
        arch: ARCHITECTURES[nodeArch] ?? nodeArch,
    };
}
/** A look at the host that changes nothing: for `plan` and `doctor`. */
function describeHost(log) {
    const osRelease = (0,external_node_fs_.existsSync)('/etc/os-release') ? (0,external_node_fs_.readFileSync)('/etc/os-release', 'utf8') : '';
    return {
        paths: { state: statePath(), cache: cachePath(), work: (0,external_node_path_.join)(statePath(), 'work') },
        distribution: parseDistribution(osRelease, process.arch),
        cgroup: readLayout(),
        systemd: (0,external_node_fs_.existsSync)('/run/systemd/system'),
        mayInstall: false,
        journal: new Journal(statePath()),
        log,
    };
}
function requireRoot() {
    if (process.getuid?.() !== 0) {
        throw new config_errors/* HostError */.d('tare must run as root: it makes cgroups and starts runtimes', 'Run it with sudo.');
    }
}
/** Waits for other invocations, puts back what a killed one left, and makes a work folder. */
async function openHost(options) {
    requireRoot();
    (0,external_node_fs_.mkdirSync)(statePath(), { recursive: true, mode: 0o700 });
    const lock = await acquireLock((0,external_node_path_.join)(statePath(), 'measure.lock'), options.purpose, options.log, options.signal);
    try {
        const host = describeHost(options.log);
        const stuck = await host.journal.recover(options.log);
        for (const problem of stuck)
            options.log.warn(`left from an interrupted run: ${problem}`);
        const work = makeWorkFolder(host);
        return {
            ...host,
            mayInstall: options.mayInstall,
            ...(options.mirror && { mirror: options.mirror }),
            paths: { ...host.paths, work },
            close: () => closeHost(host, lock),
        };
    }
    catch (error) {
        lock.release();
        throw error;
    }
}
function makeWorkFolder(host) {
    const parent = host.paths.work;
    host.journal.record({ kind: 'folder', path: parent });
    (0,external_node_fs_.mkdirSync)(parent, { recursive: true, mode: 0o700 });
    const work = (0,external_node_path_.join)(parent, String(process.pid));
    host.journal.record({ kind: 'path', path: work });
    (0,external_node_fs_.mkdirSync)(work, { recursive: true });
    return (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(work, 'run-'));
}
async function closeHost(host, lock) {
    try {
        return await host.journal.undoRun();
    }
    finally {
        lock.release();
    }
}

// EXTERNAL MODULE: ./build/report/calibration.js
var report_calibration = __webpack_require__(6743);
;// CONCATENATED MODULE: ./build/results/store.js
/** Run documents on disk: written whole or not at all, read with suspicion, the recent ones kept for comparison. */




/** Far above the largest profile's document (about 3 MB); a larger file is not ours. */
const LARGEST_BYTES = 256 * 1024 * 1024;
/** Documents kept for `baseline: auto`. */
const KEPT = 50;
function writeRun(path, run) {
    writeWhole(path, `${JSON.stringify(run, null, 1)}\n`);
}
/** Written beside, synced, renamed: a kill at any moment leaves the old text or the new one. */
function writeWhole(path, text) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
    const draft = `${path}.${process.pid}`;
    try {
        (0,external_node_fs_.writeFileSync)(draft, text, { flush: true });
        (0,external_node_fs_.renameSync)(draft, path);
    }
    finally {
        (0,external_node_fs_.rmSync)(draft, { force: true });
    }
    syncFolder((0,external_node_path_.dirname)(path));
}
/** Makes the new name itself survive a power cut. */
function syncFolder(folder) {
    const descriptor = (0,external_node_fs_.openSync)(folder, 'r');
    (0,external_node_fs_.fsyncSync)(descriptor);
    (0,external_node_fs_.closeSync)(descriptor);
}
/** @throws InputError that says what is wrong with the file and where. */
function readRun(path) {
    if (!(0,external_node_fs_.existsSync)(path))
        throw new config_errors/* InputError */.w(`${path} does not exist`, 'Give the path of a run document (…/run-….json).');
    const stat = (0,external_node_fs_.statSync)(path);
    if (!stat.isFile())
        throw new config_errors/* InputError */.w(`${path} is not a file`, 'Give the path of a run document (…/run-….json).');
    if (stat.size > LARGEST_BYTES)
        throw new config_errors/* InputError */.w(`${path} is too large to be a run document (${stat.size} bytes)`);
    return parseRun((0,external_node_fs_.readFileSync)(path, 'utf8'), path);
}
/** @throws InputError */
function parseRun(text, path) {
    const json = parseJson(text, path);
    const head = typeof json === 'object' && json !== null ? json : {};
    if (head.kind !== 'tare-run')
        throw new config_errors/* InputError */.w(`${path} is not a run document of tare`, 'Its "kind" should be "tare-run".');
    if (head.schemaVersion !== results_document/* SCHEMA_VERSION */.f$) {
        throw new config_errors/* InputError */.w(`${path} has schemaVersion ${JSON.stringify(head.schemaVersion)}, and this tare reads ${results_document/* SCHEMA_VERSION */.f$}`, 'Use the version of tare that wrote it, or measure again.');
    }
    const parsed = results_document/* runSchema */.Lx.safeParse(json);
    if (parsed.success)
        return parsed.data;
    const faults = parsed.error.issues
        .slice(0, 5)
        .map((issue) => `  ${issue.path.join('.') || 'document'}: ${issue.message}`);
    throw new config_errors/* InputError */.w(`${path} is damaged:\n${faults.join('\n')}`, 'It was edited or cut short: measure again.');
}
function parseJson(text, path) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new config_errors/* InputError */.w(`${path} is not JSON: ${error instanceof Error ? error.message : error}`, 'It was edited or cut short.');
    }
}
/** The runs that were measured on this host, newest first; documents that cannot be read are left out. */
class RunStore {
    #folder;
    constructor(stateFolder) {
        this.#folder = (0,external_node_path_.join)(stateFolder, 'runs');
    }
    keep(run) {
        writeRun((0,external_node_path_.join)(this.#folder, `${run.id}.json`), run);
        for (const name of this.#names().slice(KEPT))
            (0,external_node_fs_.rmSync)((0,external_node_path_.join)(this.#folder, name), { force: true });
    }
    recent() {
        return this.#names().flatMap((name) => {
            try {
                return [readRun((0,external_node_path_.join)(this.#folder, name))];
            }
            catch (error) {
                if (error instanceof config_errors/* InputError */.w)
                    return [];
                throw error;
            }
        });
    }
    /** Ids begin with the time, so their order is that of the runs. */
    #names() {
        if (!(0,external_node_fs_.existsSync)(this.#folder))
            return [];
        return (0,external_node_fs_.readdirSync)(this.#folder)
            .filter((name) => name.endsWith('.json'))
            .sort()
            .reverse();
    }
}

;// CONCATENATED MODULE: ./build/results/calibration.js
/** What a host can see, measured with the same code on both sides: kept by hardware key, shown in later reports. */




const CALIBRATION_VERSION = 1;
const finite = schemas/* number */.aig();
const calibratedSeriesSchema = schemas/* looseObject */._H3({
    arm: schemas/* string */.YjP(),
    /** Name of the arm's runtime: another path or version of it is expected to behave alike. */
    runtime: schemas/* string */.YjP(),
    benchmark: schemas/* string */.YjP(),
    /** Robust standard deviation of the log differences of a launch of each side, per cent. */
    noisePercent: finite.nullable(),
    /** Smallest true slowdown that nine in ten resampled comparisons call regressed with no least effect; null: none tried. */
    detectablePercent: finite.nullable(),
    /** Median launches of each side until then. */
    launches: finite.nullable(),
    /** Machine time of these, both sides, s. */
    seconds: finite.nullable(),
});
const calibrationSchema = schemas/* looseObject */._H3({
    kind: schemas/* literal */.euz('tare-calibration'),
    schemaVersion: schemas/* literal */.euz(CALIBRATION_VERSION),
    /** Id of the run it was computed from. */
    run: schemas/* string */.YjP(),
    /** ISO 8601, UTC. */
    measuredAt: schemas/* string */.YjP(),
    hardwareKey: schemas/* string */.YjP(),
    kernel: schemas/* string */.YjP(),
    tuned: schemas/* boolean */.zMY(),
    rule: schemas/* looseObject */._H3({ alpha: finite, marginPercent: finite }),
    /** Launches of each side that were measured. */
    blocks: schemas/* int */.Whr().nonnegative(),
    pairsPerBlock: schemas/* int */.Whr().positive(),
    /** Mean length of a block, s. */
    blockSeconds: finite,
    /** Resampled comparisons of all cells, and in how many any cell was called regressed. */
    falseAlarms: schemas/* looseObject */._H3({ comparisons: schemas/* int */.Whr().nonnegative(), alarms: schemas/* int */.Whr().nonnegative() }),
    /** Cells that differ although nothing does: the host treats the two sides unequally. */
    unequal: schemas/* array */.YOg(schemas/* looseObject */._H3({ arm: schemas/* string */.YjP(), benchmark: schemas/* string */.YjP(), verdict: schemas/* string */.YjP() })),
    series: schemas/* array */.YOg(calibratedSeriesSchema),
});
/** One calibration for each hardware key, tuned and not. */
class CalibrationStore {
    #folder;
    constructor(stateFolder) {
        this.#folder = (0,external_node_path_.join)(stateFolder, 'calibration');
    }
    keep(calibration) {
        const path = this.#path(calibration.hardwareKey, calibration.tuned);
        writeWhole(path, `${JSON.stringify(calibration, null, 1)}\n`);
        return path;
    }
    /** Undefined where there is none, or one that this version cannot read: it is measured again in minutes. */
    find(hardwareKey, tuned) {
        const path = this.#path(hardwareKey, tuned);
        if (!(0,external_node_fs_.existsSync)(path))
            return undefined;
        const parsed = calibrationSchema.safeParse(jsonOf((0,external_node_fs_.readFileSync)(path, 'utf8')));
        return parsed.success && parsed.data.hardwareKey === hardwareKey ? parsed.data : undefined;
    }
    #path(hardwareKey, tuned) {
        return (0,external_node_path_.join)(this.#folder, `${hardwareKey.replaceAll(/[^\w-]/g, '_')}${tuned ? '-tuned' : ''}.json`);
    }
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./build/stats/sequential.js
var sequential = __webpack_require__(4301);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/config/config-file.js
/** Reads the text of tare.yml: a map from inputs to values. */




/**
 * `name` is how messages call the file.
 * @throws InputError naming the line of every fault: bad YAML, unknown or doubled keys, values that are no text, number or list.
 */
function parseConfigFile(text, name) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const at = (offset) => `${name}:${lines.linePos(offset ?? 0).line}`;
    const [fault] = [...document.errors, ...document.warnings];
    if (fault)
        throw new config_errors/* InputError */.w(`${at(fault.pos[0])}: ${fault.message}.`, needsQuotes(fault) ? QUOTE : undefined);
    const { contents } = document;
    if (contents === null || ((0,dist/* isScalar */.jn)(contents) && contents.value === null))
        return { values: {}, places: {} };
    if (!(0,dist/* isMap */.jh)(contents))
        throw new config_errors/* InputError */.w(`${at(0)}: must be a map, for example "runtimes: runc, docker".`);
    const entries = contents.items.map((pair) => readEntry(pair, at));
    const faults = entries.flatMap((entry) => entry.fault ?? []);
    if (faults.length > 0)
        throw new config_errors/* InputError */.w(faults.join('\n'));
    return {
        values: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
        places: Object.fromEntries(entries.map(({ key, place }) => [key, place])),
    };
}
const QUOTE = 'Text with braces or ": " in it needs quotes: "name{option: value}".';
const needsQuotes = ({ code }) => code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MISSING_CHAR';
function readEntry(pair, at) {
    const key = (0,dist/* isScalar */.jn)(pair.key) ? String(pair.key.value) : '';
    const place = at((0,dist/* isScalar */.jn)(pair.key) ? pair.key.range?.[0] : undefined);
    const value = readValue(pair.value);
    const reason = refuseKey(key) ?? refuseValue(key, value);
    return { key, value, place, ...(reason && { fault: `${place}: ${reason}` }) };
}
function refuseKey(key) {
    const input = INPUTS.find(({ name }) => name === key);
    if (input?.notInFile)
        return `"${key}" cannot be set in a file: ${input.notInFile}.`;
    const names = fileInputs().map(({ name }) => name);
    return input ? undefined : `unknown input "${key}". ${(0,nearest/* didYouMean */.a)(key, names)}`;
}
function refuseValue(key, value) {
    const input = INPUTS.find(({ name }) => name === key);
    if (!input || (value !== undefined && value.length > 0 && (input.kind.list || !Array.isArray(value))))
        return undefined;
    const form = input.kind.list ? 'a text, a number or a list of them' : 'a text or a number';
    return `"${key}" must be ${form}, for example ${key}: ${JSON.stringify(input.example)}. ${QUOTE}`;
}
/** Undefined for what is neither text, nor number, nor a list of such. */
function readValue(node) {
    if (!(0,dist/* isSeq */.oP)(node))
        return readScalar(node);
    const items = node.items.map(readScalar);
    return items.every((item) => item !== undefined) ? items : undefined;
}
/** As written, so that `95.0` and `0x10` reach the input's own reader unchanged. */
function readScalar(node) {
    if (!(0,dist/* isScalar */.jn)(node) || (typeof node.value !== 'string' && typeof node.value !== 'number'))
        return undefined;
    return (typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))).trim();
}

;// CONCATENATED MODULE: ./build/config/conflicts.js
/** Inputs that are fine one by one and contradict each other. */


/** One sentence for each contradiction, with what to do. */
function conflicts(inputs, sources) {
    return [
        resumeConflict(inputs, sources),
        marginConflict(inputs),
        timeConflict(inputs),
        gateConflict(inputs, sources),
        sidesConflict(inputs, sources),
    ].filter((conflict) => conflict !== undefined);
}
/** Values of tare.yml do not conflict: they stand there for every run, and are overruled by the document resumed. */
function resumeConflict({ resume }, sources) {
    const changed = INPUTS.filter(({ name, planned }) => planned && sources.get(name) === 'flag').map(({ name }) => name);
    if (resume === undefined || changed.length === 0)
        return undefined;
    return `resume: a resumed run keeps its plan, so ${changed.join(', ')} cannot be given with it. Leave out one or the other.`;
}
function marginConflict({ marginPercent, minEffectPercent }) {
    if (marginPercent > minEffectPercent)
        return undefined;
    const [margin, effect] = [(0,units/* formatPercent */.l9)(marginPercent), (0,units/* formatPercent */.l9)(minEffectPercent)];
    return `margin: "${margin}" must be larger than min-effect "${effect}", or a cell could be both equivalent and regressed.`;
}
function timeConflict({ trialTimeSeconds, commandTimeoutSeconds }) {
    if (trialTimeSeconds < commandTimeoutSeconds)
        return undefined;
    const [trial, limit] = [(0,units/* formatDuration */.a3)(trialTimeSeconds), (0,units/* formatDuration */.a3)(commandTimeoutSeconds)];
    return `trial-time: "${trial}" must be shorter than command-timeout "${limit}", or every trial would be killed.`;
}
/** A gate that was asked for and can never fail is worse than none; it conflicts when both were asked for in one place. */
function gateConflict({ baseline, baselineRuntimes, failOn }, sources) {
    const together = sources.get('fail-on') !== 'default' && sources.get('fail-on') === sources.get('baseline');
    if (baseline.kind !== 'none' || baselineRuntimes || failOn.length === 0 || !together)
        return undefined;
    return `fail-on: "${failOn.join(', ')}" can never fail with baseline "none". Give a baseline, or fail-on: never.`;
}
/** A run has one baseline; that of tare.yml gives way to sides that were asked for by flag. */
function sidesConflict({ baseline, baselineRuntimes }, sources) {
    const overruled = sources.get('baseline-runtimes') === 'flag' && sources.get('baseline') !== 'flag';
    if (!baselineRuntimes || !['file', 'artifact', 'branch'].includes(baseline.kind) || overruled)
        return undefined;
    return 'baseline: a source cannot be given with baseline-runtimes, which are the baseline and measured in the same run. Leave out one or the other.';
}

;// CONCATENATED MODULE: ./build/config/parse.js






/** @throws InputError with one line for every fault: which input, its value, what is allowed and an example. */
function parseInputs(layers) {
    const chosen = INPUTS.map((input) => ({ input, given: choose(input, layers) }));
    const parsed = chosen.map(({ input, given }) => parseOne(input, given, layers));
    refuse([...unknownFlags(layers.flags), ...parsed.flatMap(({ fault }) => fault ?? [])]);
    // The table gives each property its name and each value its type, here and in the type alike.
    const inputs = Object.fromEntries(parsed.map(({ property, value }) => [property, value]));
    const sources = new Map(chosen.map(({ input, given }) => [input.name, given?.source ?? 'default']));
    refuse(conflicts(inputs, sources));
    return keepBudget(inputs, sources);
}
const WEAKEST_FIRST = ['default', 'profile', 'file', 'flag'];
/** A budget that was asked for is kept: the least number of blocks gives way where it comes from a weaker layer. */
function keepBudget(inputs, sources) {
    const [budget, blocks] = ['budget', 'blocks'].map((name) => WEAKEST_FIRST.indexOf(sources.get(name) ?? 'default'));
    return (budget ?? 0) > (blocks ?? 0) ? { ...inputs, blocks: { min: 1, max: inputs.blocks.max } } : inputs;
}
function refuse(faults) {
    if (faults.length > 0)
        throw new config_errors/* InputError */.w(faults.join('\n'));
}
function unknownFlags(flags) {
    const names = INPUTS.map(({ name }) => name);
    return Object.keys(flags)
        .filter((flag) => !names.includes(flag))
        .map((flag) => `unknown input "${flag}". ${(0,nearest/* didYouMean */.a)(flag, names)}`);
}
/** The strongest layer that sets the input; undefined where none does. */
function choose(input, layers) {
    const { flags, file } = layers;
    const flag = flags[input.name];
    if (flag !== undefined && flag.length > 0)
        return { source: 'flag', value: flag };
    const entry = file?.values[input.name];
    if (entry !== undefined)
        return { source: 'file', value: entry };
    if ('profile' in input.default) {
        const profile = INPUTS.find(({ name }) => name === 'profile');
        const name = profile && choose(profile, layers)?.value;
        return { source: 'profile', value: profileDefaults(String(name).trim())[input.default.profile] };
    }
    return 'value' in input.default ? { source: 'default', value: input.default.value } : undefined;
}
function parseOne(input, given, { file, cwd }) {
    const property = camelCase(input.name) + input.kind.suffix;
    if (!given)
        return { property };
    const items = [given.value].flat();
    const text = items.join('\n').trim();
    const place = given.source === 'file' ? `${file?.places[input.name]}: ` : '';
    if (items.length > 1 && !input.kind.list)
        return {
            property,
            fault: `${place}${input.name}: takes one value, and ${items.length} were given: ${items.join(', ')}.`,
        };
    const result = input.kind.schema(cwd).safeParse(text);
    return result.success ? { property, value: result.data } : { property, fault: place + explain(input, text) };
}
function explain({ name, kind, example }, text) {
    const hint = kind.hint?.(text);
    return `${name}: "${text}" is not allowed: it must be ${kind.allowed}. ${hint ? `${hint} ` : ''}Example: ${name}: ${example}`;
}

;// CONCATENATED MODULE: ./build/entry/steps/inputs.js
/** Inputs from flags and from tare.yml. */





const DEFAULT_FILE = 'tare.yml';
/** @throws InputError */
function loadInputs(flags) {
    const cwd = process.cwd();
    return parseInputs({ flags, file: configFile(flags.config?.toString(), cwd), cwd });
}
function configFile(named, cwd) {
    const path = (0,external_node_path_.resolve)(cwd, named || DEFAULT_FILE);
    if (!(0,external_node_fs_.existsSync)(path)) {
        if (named)
            throw new config_errors/* InputError */.w(`config: ${named} does not exist`, `Give the path of a YAML file, or leave it out: ${DEFAULT_FILE} is read where there is one.`);
        return undefined;
    }
    return parseConfigFile((0,external_node_fs_.readFileSync)(path, 'utf8'), named || DEFAULT_FILE);
}

;// CONCATENATED MODULE: ./build/entry/steps/present.js
/** What is printed and written when there is a result. */




/** Colour only on a terminal whose user does not object (no-color.org). */
function terminalOf(stream) {
    const colour = Boolean(stream.isTTY) && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
    return { width: Math.max(60, Math.min(stream.columns ?? 100, 160)), colour };
}
/** Writes the Markdown report next to the document and returns its path. */
function writeReport(input, folder) {
    const path = (0,external_node_path_.join)(folder, `report-${input.run.id}.md`);
    (0,external_node_fs_.writeFileSync)(path, renderMarkdown(input, SUMMARY_LIMITS));
    return path;
}
/** Writes the page next to the document and returns its path; what draws its charts is loaded only here. */
async function writePage(input, folder) {
    const { renderHtml } = await Promise.all(/* import() */[__webpack_require__.e(97), __webpack_require__.e(978)]).then(__webpack_require__.bind(__webpack_require__, 1978));
    const path = (0,external_node_path_.join)(folder, `report-${input.run.id}.html`);
    (0,external_node_fs_.writeFileSync)(path, renderHtml(input));
    return path;
}
function printResult(input, files) {
    process.stdout.write(renderTerminal(input, { ...terminalOf(process.stdout), files }));
}

// EXTERNAL MODULE: ./node_modules/log-update/index.js + 12 modules
var log_update = __webpack_require__(8822);
// EXTERNAL MODULE: ./build/compare/ab.js
var ab = __webpack_require__(6065);
// EXTERNAL MODULE: ./build/stats/signed-rank.js
var signed_rank = __webpack_require__(8741);
// EXTERNAL MODULE: ./build/stats/summary.js
var summary = __webpack_require__(6364);
// EXTERNAL MODULE: ./build/compare/figures.js
var figures = __webpack_require__(2877);
// EXTERNAL MODULE: ./build/compare/integrity.js
var integrity = __webpack_require__(8775);
// EXTERNAL MODULE: ./build/compare/presence.js
var presence = __webpack_require__(2543);
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
    const all = (0,observations/* observations */.EW)(run, choice);
    const rows = new Map();
    for (const series of all) {
        const key = (0,integrity/* keyOf */.TN)(series.benchmark, series.metric);
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
        level: (0,figures/* levelOf */.In)(series, 'candidate'),
        nativeLevel: (0,figures/* levelOf */.In)(series, 'baseline'),
        overhead: blocks.length === 0 ? null : (0,figures/* effectOf */.$x)(overhead_ratioOf(differences)),
        noisePercent: (0,figures/* noiseOf */.YN)(blocks),
        blocks: blocks.length,
        failures: (0,observations/* countFailures */.xL)(drops.filter((one) => one.arm === arm)),
        notes: notesOf(series, differences),
    };
}
function overhead_ratioOf(differences) {
    const bounds = (0,signed_rank/* hodgesLehmannInterval */.DF)(differences, TAIL);
    const exp = (bound) => (bound === null ? null : Math.exp(bound));
    return { ratio: Math.exp((0,signed_rank/* hodgesLehmann */.i6)(differences)), low: exp(bounds.low), high: exp(bounds.high) };
}
function notesOf({ observations: blocks, drops }, differences) {
    const figures = blocks.flatMap((one) => one.pairs.map((pair) => pair.candidate));
    const unusable = drops.filter((one) => one.reason === 'not a positive number' || one.reason === 'metric absent');
    return [
        ...(blocks.length === 0 ? ['Nothing was measured.'] : []),
        ...(blocks.length > 0 && blocks.length < LEAST_FOR_INTERVAL
            ? [`Too few blocks for an interval: ${LEAST_FOR_INTERVAL} are needed.`]
            : []),
        ...((0,summary/* hasTwoModes */.xu)(differences) ? ['The differences fall into two groups: a single figure says little.'] : []),
        ...((0,presence/* isCoarse */.i2)(figures, COARSE_STEP)
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
    const level = (0,summary/* median */.JZ)([...byBlock.values()].map(observations/* geometricMean */.lX));
    const { benchmark, metric, unit, direction } = series[0];
    return {
        ...{ arm, benchmark, metric, unit, direction, level },
        nativeLevel: arm === results_document/* NATIVE */.s6 ? level : null,
        overhead: null,
        noisePercent: null,
        blocks: byBlock.size,
        failures: (0,observations/* countFailures */.xL)(own.flatMap((one) => one.drops.filter((drop) => drop.arm === arm))),
        notes: [],
    };
}

// EXTERNAL MODULE: ./build/results/cells.js
var cells = __webpack_require__(3172);
;// CONCATENATED MODULE: ./build/measure/stopping.js
/** When a run has enough. Pure. */

/**
 * Why to stop now, or undefined to take another block. The minimum is taken even where the budget does not reach, but
 * not where nothing is left to decide. The budget is kept to within one block, of which the last one is the estimate.
 */
function reasonToStop(plan, spent) {
    const cells = cellCount(plan);
    if (spent.blocks > 0 && cells > 0 && spent.settled >= cells)
        return { reason: 'decided', detail: `every cell (${cells}) was decided or had its last look` };
    if (spent.blocks >= plan.blocks.max)
        return { reason: 'blocks', detail: `${spent.blocks} blocks, the most that were asked for` };
    if (spent.blocks < plan.blocks.min)
        return undefined;
    if (spent.seconds + spent.nextBlock <= plan.budgetSeconds)
        return undefined;
    return { reason: 'budget', detail: `another block would not fit into ${Math.round(plan.budgetSeconds)} s` };
}
/** Cells that a run of this plan has: one gating metric each. */
function cellCount(plan) {
    return (0,cells/* plannedPairs */.u)(plan).length;
}
/** The last block without its warm-up and without what has been settled since, s; 0 before the first. */
function nextBlockSeconds(blocks, settled) {
    const last = blocks.at(-1);
    if (last === undefined)
        return 0;
    const gone = new Set(settled.map(({ arm, benchmark }) => JSON.stringify([arm, benchmark])));
    const spared = last.pairs
        .filter((pair) => pair.warmup || gone.has(JSON.stringify([pair.candidate, pair.benchmark])))
        .flatMap(({ trials }) => trials.map(({ wallMs }) => wallMs));
    return last.wallSeconds - spared.reduce((sum, wallMs) => sum + wallMs, 0) / 1000;
}

;// CONCATENATED MODULE: ./build/report/progress.js
/** A measurement while it runs: a few live lines for a terminal, single plain lines for a log. */





/** Warnings kept on screen; the result tells them all. */
const LIVE_WARNINGS = 2;
const BAR_CELLS = 20;
/** Blocks the budget has room for at the pace so far, within the plan; null before a block has been timed. */
function expectedBlocks({ block, blocksPlanned, elapsedSeconds, budgetSeconds }) {
    const { min, max } = blocksPlanned;
    if (min === max)
        return max;
    const done = block - 1;
    if (done < 1 || elapsedSeconds <= 0)
        return null;
    const fitting = Math.floor((budgetSeconds * done) / elapsedSeconds);
    return Math.max(block, Math.min(max, Math.max(min, fitting)));
}
/** `block 3 of about 24, 5 of 12 cells decided`. */
function blockText(state) {
    const { block, settled } = state;
    if (block === 0)
        return '';
    const decided = settled === undefined ? '' : `, ${settled.cells} of ${(0,numbers/* count */.U9)(settled.of, 'cell')} decided`;
    return `${blockCount(state)}${decided}`;
}
function blockCount(state) {
    const { block, blocksPlanned } = state;
    const expected = expectedBlocks(state);
    if (expected === null)
        return `block ${block} of ${blocksPlanned.min} to ${blocksPlanned.max}`;
    return `block ${block} of ${blocksPlanned.min === blocksPlanned.max ? '' : 'about '}${expected}`;
}
function timeText({ elapsedSeconds, budgetSeconds }) {
    const elapsed = `${(0,numbers/* formatClock */.ei)(elapsedSeconds)} elapsed`;
    if (budgetSeconds <= 0)
        return elapsed;
    return `${elapsed}, ${(0,numbers/* formatClock */.ei)(budgetSeconds - elapsedSeconds)} of the budget left`;
}
/** Empty while the budget is not known. */
function bar({ elapsedSeconds, budgetSeconds }) {
    if (budgetSeconds <= 0)
        return '';
    const share = Math.min(1, Math.max(0, elapsedSeconds / budgetSeconds));
    const full = Math.round(share * BAR_CELLS);
    return `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}] `;
}
function costsByArm({ figures }) {
    const costs = figures.flatMap(({ arm, benchmark, costPercent }) => costPercent === null ? [] : [{ arm, benchmark, cost: costPercent }]);
    return [...(0,group/* groupBy */.$)(costs, ({ arm }) => arm)].map(([arm, own]) => ({
        arm: (0,printable/* printable */.g$)(arm),
        benchmarks: own.length,
        median: (0,simple_statistics/* median */.JZ)(own.map(({ cost }) => cost)),
        highest: own.reduce((a, b) => (b.cost > a.cost ? b : a)),
    }));
}
/** Native's latest level, then each arm's costs so far. */
function armLines(state) {
    const native = state.figures.findLast(({ costPercent }) => costPercent === null);
    const lines = costsByArm(state).map(({ arm, benchmarks, median, highest }) => {
        const worst = `highest ${(0,printable/* printable */.g$)(highest.benchmark)} ${(0,numbers/* formatPercent */.l9)(highest.cost)}`;
        return `${arm}: cost ${(0,numbers/* formatPercent */.l9)(median)} (median of ${(0,numbers/* count */.U9)(benchmarks, 'benchmark')}), ${worst}`;
    });
    if (native === undefined)
        return lines;
    const { arm, benchmark, level, unit } = native;
    return [(0,printable/* printable */.g$)(`${arm}: ${benchmark} ${(0,numbers/* formatLevel */.eI)(level, unit)}`), ...lines];
}
function warningLines({ warnings }, colours, width) {
    const unique = [...new Set(warnings.map((warning) => (0,printable/* printable */.g$)(warning)))];
    return unique.slice(-LIVE_WARNINGS).map((warning) => colours.yellow((0,printable/* clip */.$Q)(`! ${warning}`, width)));
}
/** What to show now; each line fits the width. The caller draws them over the previous ones. */
function liveLines(state, options) {
    const colours = palette(options.colour);
    const head = [(0,printable/* printable */.g$)(state.phase), blockText(state)].filter((part) => part !== '').join(', ');
    const now = [state.arm, state.benchmark].filter((part) => part !== undefined).join(' ');
    return [
        colours.bold((0,printable/* clip */.$Q)(head, options.width)),
        (0,printable/* clip */.$Q)(`${bar(state)}${timeText(state)}`, options.width),
        ...(now === '' ? [] : [(0,printable/* clip */.$Q)(`now: ${(0,printable/* printable */.g$)(now)}`, options.width)]),
        ...armLines(state).map((line) => colours.dim((0,printable/* clip */.$Q)(line, options.width))),
        ...warningLines(state, colours, options.width),
    ];
}
/**
 * What to append to a log when the state has become `next`: a line where a phase or a block begins, and each warning
 * when it is new. Empty at all other moments, so that a log stays short.
 */
function plainLines(previous, next) {
    const told = new Set(previous?.warnings.map((warning) => (0,printable/* printable */.g$)(warning)));
    const fresh = [...new Set(next.warnings.map((warning) => (0,printable/* printable */.g$)(warning)))].filter((warning) => !told.has(warning));
    return [...stepLine(previous, next), ...fresh.map((warning) => `warning: ${warning}`)];
}
function stepLine(previous, next) {
    const phase = (0,printable/* printable */.g$)(next.phase);
    if (previous?.phase === next.phase && previous.block === next.block)
        return [];
    if (next.block === 0)
        return [phase];
    const costs = costsByArm(next).map(({ arm, median }) => `${arm} ${(0,numbers/* formatPercent */.l9)(median)}`);
    const figures = costs.length === 0 ? [] : [`cost so far: ${costs.join(', ')}`];
    return [[`${phase}, ${blockText(next)}`, timeText(next), ...figures].join('; ')];
}

;// CONCATENATED MODULE: ./build/entry/progress-view.js
/** Shows a measurement while it runs: live lines on a terminal, single plain lines elsewhere. */






/** Live lines are drawn at most this often, ms: drawing must not disturb what is measured. */
const REDRAW_MS = 200;
function progressView(stream, colour) {
    return stream.isTTY ? new View(liveScreen(stream, colour)) : new View(plainScreen(stream));
}
function plainScreen(stream) {
    let previous;
    return {
        show: (state) => {
            for (const line of plainLines(previous, state))
                stream.write(`${line}\n`);
            previous = state;
        },
        close: () => undefined,
    };
}
function liveScreen(stream, colour) {
    const update = (0,log_update/* createLogUpdate */.SY)(stream);
    let drawn = 0;
    let told = '';
    return {
        show: (state) => {
            const now = performance.now();
            if (now - drawn < REDRAW_MS && state.phase === told)
                return;
            drawn = now;
            told = state.phase;
            update(liveLines(state, { width: stream.columns ?? 80, colour }).join('\n'));
        },
        close: () => update.clear(),
    };
}
class View {
    #screen;
    #begun;
    #state = {
        phase: 'starting',
        block: 0,
        blocksPlanned: { min: 1, max: 1 },
        elapsedSeconds: 0,
        budgetSeconds: 0,
        figures: [],
        warnings: [],
    };
    constructor(screen) {
        this.#screen = screen;
    }
    step(text) {
        this.#show({ phase: text, arm: undefined, benchmark: undefined });
    }
    warn(text) {
        this.#show({ warnings: [...this.#state.warnings, text] });
    }
    busy(arm, activity) {
        this.#show({ arm, benchmark: activity });
    }
    blockStarted(run, index, settled) {
        this.#begun ??= performance.now();
        const { blocks, budgetSeconds } = run.plan;
        const cells = (0,ab/* hasSides */.pw)(run) ? { settled: { cells: settled, of: cellCount(run.plan) } } : {};
        this.#show({ phase: 'measuring', block: index + 1, blocksPlanned: blocks, budgetSeconds, ...cells });
    }
    blockEnded(run) {
        this.#show({ figures: figuresOf(run) });
    }
    close() {
        this.#screen.close();
    }
    #show(change) {
        const elapsedSeconds = this.#begun === undefined ? 0 : (performance.now() - this.#begun) / 1000;
        this.#state = { ...this.#state, ...change, elapsedSeconds };
        this.#screen.show(this.#state);
    }
}
/** Costs against native, or of one side against the other. */
function figuresOf(run) {
    if ((0,ab/* hasSides */.pw)(run))
        return (0,ab/* compareSides */.GQ)(run).cells.flatMap(figureOfSides);
    return overheads(run).flatMap(({ arm, benchmark, level, unit, overhead, direction }) => level === null
        ? []
        : [{ arm, benchmark, level, unit, costPercent: overhead && (0,numbers/* costOf */.ho)(overhead, direction).percent }]);
}
function figureOfSides({ arm, benchmark, candidateLevel, unit, effect, direction }) {
    if (candidateLevel === null || effect === null)
        return [];
    return [{ arm, benchmark, level: candidateLevel, unit, costPercent: (0,numbers/* costOf */.ho)(effect, direction).percent }];
}

;// CONCATENATED MODULE: ./build/measure/quiet.js

/**
 * A quarter of a CPU: pairs on the host of docs/statistics.md spread by .1 CPU where nothing else ran, because the kernel
 * counts in ticks of 10 ms and a pair of .1 s trials has 20. Two further choices: three earlier pairs make a median, and a
 * tenth of the time may go to repeats.
 */
const QUIET = { margin: 0.25, history: 3, share: 0.1 };
/** Applies the rule pair by pair, in the order taken. */
class QuietWatch {
    #rule;
    #earlier = new Map();
    #pairsMs = 0;
    #repeatsMs = 0;
    /** Goes on where the blocks of the document end. */
    constructor({ plan, blocks }) {
        this.#rule = plan.quiet;
        for (const pair of blocks.flatMap(({ pairs }) => pairs)) {
            this.note(pair);
            if (pair.setAside)
                this.#repeatsMs += lengthOf(pair);
        }
    }
    /** Every pair taken is noted, warm-ups and repeats too. */
    note(pair) {
        this.#pairsMs += lengthOf(pair);
        const { busyCpus } = pair;
        if (busyCpus === undefined)
            return;
        const known = this.#earlier.get(kindOf(pair));
        if (known)
            known.push(busyCpus);
        else
            this.#earlier.set(kindOf(pair), [busyCpus]);
    }
    /** Whether this pair, which is not noted yet, is to be set aside and taken again; the repeat is then accounted for. */
    disturbs(pair) {
        const rule = this.#rule;
        const { busyCpus } = pair;
        const earlier = this.#earlier.get(kindOf(pair)) ?? [];
        if (rule === undefined || busyCpus === undefined || earlier.length < rule.history)
            return false;
        if (busyCpus <= ((0,summary/* median */.JZ)(earlier) ?? 0) + rule.margin)
            return false;
        const length = lengthOf(pair);
        if (this.#repeatsMs + length > rule.share * (this.#pairsMs + length))
            return false;
        this.#repeatsMs += length;
        return true;
    }
}
const kindOf = ({ benchmark, baseline, candidate }) => JSON.stringify([benchmark, baseline, candidate]);
const lengthOf = ({ trials }) => trials.reduce((sum, { wallMs }) => sum + wallMs, 0);

;// CONCATENATED MODULE: ./build/measure/plan.js



/** Each arm against native, or the baseline's against the candidate's. Fixed work is the suite's default until it is calibrated. */
function makePlan(request) {
    return {
        profile: request.profile,
        arms: request.arms.map(({ id, runtime, version, path, options, side }) => ({
            id,
            runtime,
            version,
            path,
            options: { ...options },
            ...(side && { side }),
        })),
        contrasts: contrastsOf(request.arms),
        ...exclusions(request),
        benchmarks: request.benchmarks.map((benchmark) => planned(benchmark, benchmark.defaultWork)),
        tune: request.tune,
        seed: request.seed,
        blocks: { ...request.blocks },
        ...groupSize(request),
        pairsPerBlock: request.pairs,
        trialSeconds: request.trialSeconds,
        budgetSeconds: request.budgetSeconds,
        limits: { ...request.limits },
        quiet: { ...QUIET },
        ...(request.arms.some(({ side }) => side) && { decision: { ...request.decision } }),
        commandTimeoutSeconds: request.commandTimeoutSeconds,
        launchTimeoutSeconds: request.launchTimeoutSeconds,
    };
}
/** A contrast leaves out what either of its arms cannot run. */
function exclusions({ arms, benchmarks, unsupported }) {
    const excluded = contrastsOf(arms).flatMap(({ baseline, candidate }) => benchmarks.flatMap(({ id }) => {
        const sides = arms.filter((arm) => arm.id === baseline || arm.id === candidate);
        const reason = sides.map((arm) => unsupported(arm, id)).find((text) => text !== undefined);
        return reason === undefined ? [] : [{ arm: candidate, benchmark: id, reason }];
    }));
    return excluded.length > 0 ? { excluded } : {};
}
function contrastsOf(arms) {
    const [before, now] = ['baseline', 'candidate'].map((side) => arms.filter((arm) => arm.side === side));
    if (before && now && before.length > 0) {
        return before.flatMap(({ id }, at) => (now[at] ? [{ baseline: id, candidate: now[at].id }] : []));
    }
    return arms.filter((arm) => arm.id !== results_document/* NATIVE */.s6).map((arm) => ({ baseline: results_document/* NATIVE */.s6, candidate: arm.id }));
}
/** Share of the available memory that sandboxes may fill; below the rest, `healthWarnings` calls the host short of it. */
const SANDBOX_SHARE = 0.9;
/** As if every sandbox filled its limit: the page cache of fileio does, and a guest's memory is the host's. */
function groupSize({ arms, limits, memoryAvailableBytes }) {
    const fit = Math.floor((SANDBOX_SHARE * memoryAvailableBytes) / limits.memoryBytes);
    return fit < arms.length ? { armsAtOnce: Math.max(1, fit) } : {};
}
/** Said before the run where memory is short; undefined where all arms fit. */
function memoryNote(plan) {
    const { armsAtOnce, arms, limits } = plan;
    if (armsAtOnce === undefined)
        return undefined;
    const least = plan.decision ? 3 : 2;
    const has = `The memory available holds ${armsAtOnce} of ${arms.length} sandboxes of ${(0,units/* formatBytes */.z3)(limits.memoryBytes)}`;
    if (armsAtOnce < least)
        return `${has}, and ${least} must be alive at once: set a lower memory limit, or stop other work.`;
    return `${has}: runtimes are launched in groups, each with native.`;
}
function planned({ id, suite, summary, metrics, gate }, work) {
    return { id, suite, summary, work, metrics: metrics.map((metric) => ({ ...metric })), gate };
}
function sameWork(a, b) {
    if (a.kind === 'fixed' && b.kind === 'fixed')
        return a.amount === b.amount && a.unit === b.unit;
    return a.kind === b.kind && (a.kind !== 'timed' || b.kind !== 'timed' || a.seconds === b.seconds);
}
/** The plan with the calibrated work in it. */
function withWork(plan, work) {
    return { ...plan, benchmarks: plan.benchmarks.map((b) => ({ ...b, work: work.get(b.id) ?? b.work })) };
}
/** Seconds beside a trial's own work: process start, framing; and of one launch with its end. Measured on docker, the slowest. */
const TRIAL_OVERHEAD_SECONDS = 0.012;
const LAUNCH_SECONDS = 0.35;
/** About how long one block takes, s. */
function estimateBlockSeconds(plan) {
    const trials = plan.benchmarks.reduce((sum, { work }) => sum + trialLength(work, plan), 0);
    return trials * 2 * plan.pairsPerBlock * plan.contrasts.length + plan.arms.length * LAUNCH_SECONDS;
}
/** Length that fixed work is calibrated to, s; documents before this field was recorded used the default of its input. */
function trialSecondsOf({ trialSeconds }) {
    return trialSeconds ?? 0.1;
}
function trialLength(work, plan) {
    if (work.kind === 'observed')
        return 0;
    return (work.kind === 'timed' ? work.seconds : trialSecondsOf(plan)) + TRIAL_OVERHEAD_SECONDS;
}

;// CONCATENATED MODULE: ./build/measure/known-work.js


/**
 * For each benchmark that is calibrated, the fixed work of the newest run alike: same hardware key, CPUs, trial length and
 * sysbench. The suite's default is left out, since it may stand for a calibration that failed, and so is work that took
 * less than half of the wanted length.
 * @param earlier newest first.
 */
function knownWork(run, earlier, benchmarks) {
    const alike = earlier.filter((other) => conditionsOf(other) === conditionsOf(run));
    const known = benchmarks.flatMap((benchmark) => {
        const work = alike.map((other) => workIn(other, benchmark)).find((found) => found !== undefined);
        return work === undefined ? [] : [[benchmark.id, work]];
    });
    return new Map(known);
}
function conditionsOf({ plan, fingerprint }) {
    return JSON.stringify([
        fingerprint.hardwareKey,
        plan.limits.cpus,
        plan.trialSeconds ?? null,
        fingerprint.image.sysbench,
    ]);
}
/** Trials shorter than this share of the wanted length show that a busy host was calibrated: their work is not kept. */
const LEAST_LENGTH = 0.5;
function workIn(run, { id, calibration, defaultWork }) {
    const work = run.plan.benchmarks.find((planned) => planned.id === id)?.work;
    if (calibration === undefined || work?.kind !== 'fixed' || sameWork(work, defaultWork))
        return undefined;
    if (defaultWork.kind !== 'fixed' || defaultWork.unit !== work.unit)
        return undefined;
    const length = (0,summary/* median */.JZ)(lengthsOf(run, id));
    return length === null || length >= LEAST_LENGTH * trialSecondsOf(run.plan) ? work : undefined;
}
/** Of all whole trials, s. */
function lengthsOf({ blocks }, benchmark) {
    const trials = blocks
        .flatMap(({ pairs }) => pairs.filter((pair) => pair.benchmark === benchmark))
        .flatMap(({ trials: own }) => own);
    return trials.filter(({ failure }) => failure === undefined).map(({ wallMs }) => wallMs / 1000);
}

;// CONCATENATED MODULE: ./build/host/files.js
/** The small files by which a kernel describes itself, below a root that tests may choose. */



/** Drivers answer a read they cannot serve with any of these: a sensor asleep, a feature off, a process that has ended. */
const SAYS_NOTHING = new Set('ENOENT ENOTDIR ESRCH EACCES EPERM EINVAL EIO ENODEV ENXIO EAGAIN EBUSY ENODATA ENOTSUP EOPNOTSUPP'.split(' '));
function orUndefined(read) {
    try {
        return read();
    }
    catch (error) {
        if (error && typeof error === 'object' && 'code' in error && SAYS_NOTHING.has(String(error.code)))
            return undefined;
        throw error;
    }
}
function hostFiles(root = '/') {
    const top = (0,external_node_fs_.realpathSync)(root);
    const read = (path) => 
    // Strings of the device tree end in a NUL byte.
    orUndefined(() => (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(top, path), 'utf8').replaceAll('\0', ' ').trim());
    return {
        root: top,
        read,
        bytes: (path) => orUndefined(() => (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(top, path))),
        must: (path) => {
            const text = read(path);
            if (text === undefined)
                throw new config_errors/* HostError */.d(`${path} cannot be read`, 'Mount proc on /proc and sysfs on /sys.');
            return text;
        },
        list: (path) => (orUndefined(() => (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(top, path))) ?? []).sort(),
        resolve: (path) => orUndefined(() => `/${(0,external_node_path_.relative)(top, (0,external_node_fs_.realpathSync)((0,external_node_path_.join)(top, path)))}`),
    };
}
/** The path, or the nearest folder above it that exists, with links followed. */
function existingPath(files, path) {
    return files.resolve(path) ?? (path === '/' ? '/' : existingPath(files, (0,external_node_path_.dirname)(path)));
}

;// CONCATENATED MODULE: ./build/host/proc.js
/** Readers of the texts under /proc. Pure. */

/** `Key: value` lines, as in /proc/meminfo, /proc/self/status and one processor of /proc/cpuinfo. */
function parseFields(text) {
    const lines = text.split('\n').filter((line) => line.includes(':'));
    return Object.fromEntries(lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }));
}
/** The processors of /proc/cpuinfo; what follows the last one (arm, s390: the board) is a paragraph of its own and is left out. */
function parseCpuinfo(text) {
    return text
        .split(/\n\s*\n/)
        .map(parseFields)
        .filter((fields) => fields.processor !== undefined);
}
/** One amount of /proc/meminfo, bytes; undefined where the kernel does not give it. */
function memoryBytes(meminfo, key) {
    const kib = Number.parseInt(parseFields(meminfo)[key] ?? '', 10);
    return Number.isNaN(kib) ? undefined : kib * 1024;
}
/** The same for an amount every supported kernel gives. @throws HostError */
function mustMemoryBytes(meminfo, key) {
    const bytes = memoryBytes(meminfo, key);
    if (bytes === undefined)
        throw new config_errors/* HostError */.d(`/proc/meminfo does not give ${key}`, 'Use Linux 3.14 or newer with proc on /proc.');
    return bytes;
}
/** Reads /proc/stat; guest time is left out because user time already holds it (proc_stat(5)). */
function parseCpuTimes(stat) {
    const lines = stat.split('\n');
    const all = lines.find((line) => line.startsWith('cpu ')) ?? '';
    const ticks = all.split(/\s+/).slice(1).map(Number);
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks;
    const busy = user + nice + system + irq + softirq;
    const cpus = lines.filter((line) => /^cpu\d/.test(line)).length;
    return { busy, iowait, steal, total: busy + idle + iowait + steal, cpus };
}
/** `some avg10` of a pressure file, per cent; undefined where it is not given. */
function parsePressure(text) {
    const share = /^some avg10=([\d.]+)/m.exec(text)?.[1];
    return share === undefined ? undefined : Number(share);
}
/** Reads /proc/PID/stat, where a name may hold blanks and brackets. */
function parseProcessTimes(stat) {
    const open = stat.indexOf('(');
    const close = stat.lastIndexOf(')');
    const rest = stat.slice(close + 2).split(' ');
    return {
        pid: Number.parseInt(stat, 10),
        name: stat.slice(open + 1, close),
        ticks: Number(rest[11]) + Number(rest[12]),
        startTime: rest[19] ?? '',
    };
}
/** The container a process is in, by its /proc/PID/cgroup: `docker 4f2a…`, `lxc web`; undefined for a process of the host. */
function parseContainer(cgroup) {
    const id = /(?:\/([a-z-]+)[-/])?([0-9a-f]{64})/.exec(cgroup);
    if (id)
        return `${id[1] ?? 'container'} ${id[2]?.slice(0, 12)}`;
    const named = /\/(lxc)(?:\.payload\.|\/)([^/\n]+)/.exec(cgroup) ?? /\/(machine)-([^/\n]+)\.scope/.exec(cgroup);
    return named ? `${named[1]} ${named[2]}` : undefined;
}
/** Parameters whose value may be a secret; those after ` -- ` are init's, not the kernel's. */
const SECRET = /([\w.-]*(?:pass|password|passwd|passphrase|secret|token|key))=(?:"[^"]*"|\S+)/gi;
/** The kernel's parameters, fit to be published. */
function publicCommandLine(cmdline) {
    return (cmdline.split(/(?:^|\s)--(?:\s|$)/)[0] ?? '').trim().replace(SECRET, '$1=***');
}

;// CONCATENATED MODULE: ./build/host/cpus.js
/** Sets of CPUs: how they are written, which ones this host has, and which ones are measured. */



/** Larger than any kernel's NR_CPUS (8192 on x86-64), so that a typing error cannot fill the memory. */
const MAX_CPU = 65_535;
/** Reads a Linux cpuset list such as `0-3,8` into ascending numbers. @throws InputError */
function parseCpuList(text) {
    const parts = text.trim() === '' ? [] : text.trim().split(',');
    return [...new Set(parts.flatMap((part) => parseRange(part.trim(), text)))].sort((a, b) => a - b);
}
function parseRange(part, whole) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (!match || last < first || last > MAX_CPU) {
        throw new config_errors/* InputError */.w(`"${whole}" is not a list of CPUs: cannot read "${part}"`, 'Write it as in "0-3,8".');
    }
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}
/** The shortest list: `0-3,8`. Takes ascending numbers. */
function formatCpuList(cpus) {
    const starts = cpus.filter((cpu, i) => cpus[i - 1] !== cpu - 1);
    const ends = cpus.filter((cpu, i) => cpus[i + 1] !== cpu + 1);
    return starts.map((start, i) => (start === ends[i] ? `${start}` : `${start}-${ends[i]}`)).join(',');
}
function readCpuTopology(root = '/') {
    return cpuTopologyOf(hostFiles(root));
}
function cpuTopologyOf(files) {
    const online = parseCpuList(files.must('/sys/devices/system/cpu/online'));
    const allowed = parseFields(files.must('/proc/self/status')).Cpus_allowed_list;
    const core = (cpu) => files.read(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`);
    return {
        online,
        allowed: (allowed === undefined ? online : parseCpuList(allowed)).filter((cpu) => online.includes(cpu)),
        siblings: new Map(online.map((cpu) => [cpu, parseCpuList(core(cpu) ?? `${cpu}`).filter((c) => online.includes(c))])),
    };
}
/**
 * The CPUs to measure on. `auto`: every one, but where there are more than two, not CPU 0 and the threads of its core,
 * which serve most interrupts and our own process.
 * @throws InputError for a list that is malformed, empty, or names CPUs this process cannot use.
 */
function chooseCpus(request, topology) {
    if (request.trim() === 'auto')
        return automatic(topology);
    const cpus = parseCpuList(request);
    if (cpus.length === 0)
        throw new config_errors/* InputError */.w('The list of CPUs is empty', 'Name some, as in "1-3", or write "auto".');
    cpus_refuse(cpus, topology.online, 'not online', 'Online are');
    cpus_refuse(cpus, topology.allowed, 'closed to this process by its cpuset or affinity', 'It may use');
    return cpus;
}
function automatic({ allowed, siblings }) {
    const first = siblings.get(0) ?? [0];
    const others = allowed.filter((cpu) => !first.includes(cpu));
    return allowed.length > 2 && others.length > 0 ? others : [...allowed];
}
function cpus_refuse(cpus, usable, why, remedy) {
    const wrong = cpus.filter((cpu) => !usable.includes(cpu));
    if (wrong.length === 0)
        return;
    const subject = wrong.length === 1 ? `CPU ${wrong[0]} is` : `CPUs ${formatCpuList(wrong)} are`;
    throw new config_errors/* InputError */.w(`${subject} ${why}`, `${remedy} ${formatCpuList(usable)}.`);
}

;// CONCATENATED MODULE: ./build/host/figures.js
/** Figures in sentences about the host. Pure. */
/** `3.2 GiB`, or `512 MiB` below one GiB. */
function approximateBytes(bytes) {
    return bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}
/** A share, 0..1, as `1.2 %`. */
function formatShare(share) {
    return `${(share * 100).toFixed(1)} %`;
}

;// CONCATENATED MODULE: ./build/host/frequency.js

const CPU = '/sys/devices/system/cpu';
function perCpu(files, cpus, name) {
    return cpus.flatMap((cpu) => files.read(`${CPU}/cpu${cpu}/cpufreq/${name}`) ?? []);
}
/** The different governors of these CPUs, sorted; empty where there is no cpufreq. */
function readGovernors(files, cpus) {
    return [...new Set(perCpu(files, cpus, 'scaling_governor'))].sort();
}
/** Whether CPUs may run above their base frequency: intel_pstate, then acpi-cpufreq and amd-pstate, whole host or each CPU. */
function readTurbo(files, cpus) {
    const noTurbo = files.read(`${CPU}/intel_pstate/no_turbo`);
    if (noTurbo === '0' || noTurbo === '1')
        return noTurbo === '0' ? 'on' : 'off';
    const host = files.read(`${CPU}/cpufreq/boost`);
    const flags = host === undefined ? perCpu(files, cpus, 'boost') : [host];
    if (flags.includes('1'))
        return 'on';
    return flags.includes('0') ? 'off' : 'unknown';
}
const positive = (values) => values.filter((value) => value > 0);
/** The highest frequency any of these CPUs may reach; null where the host does not say. */
function readMaxMhz(files, cpus) {
    const khz = positive(perCpu(files, cpus, 'cpuinfo_max_freq').map(Number));
    return khz.length > 0 ? Math.max(...khz) / 1000 : null;
}
/** The mean frequency of these CPUs at this moment: cpufreq, else /proc/cpuinfo; null where the host does not say. */
function readCurrentMhz(files, cpus) {
    const scaling = positive(perCpu(files, cpus, 'scaling_cur_freq').map((khz) => Number(khz) / 1000));
    const mhz = scaling.length > 0 ? scaling : positive(mhzOfCpuinfo(files, cpus));
    return mhz.length > 0 ? mhz.reduce((sum, value) => sum + value, 0) / mhz.length : null;
}
function mhzOfCpuinfo(files, cpus) {
    const processors = parseCpuinfo(files.must('/proc/cpuinfo'));
    return processors
        .filter((fields) => cpus.includes(Number(fields.processor)))
        .map((fields) => Number(fields['cpu MHz']));
}

;// CONCATENATED MODULE: ./build/host/thermal.js
/** Sensors of processors (kernel documentation, hwmon); others, as those of disks and radios, say nothing about a CPU. */
const CPU_SENSORS = new Set(['coretemp', 'k10temp', 'k8temp', 'zenpower', 'cpu_thermal']);
/** The hottest thermal zone, or where there is none the hottest CPU sensor, degrees Celsius; null where the host does not say. */
function readCelsius(files) {
    const zones = files.list('/sys/class/thermal').map((zone) => `/sys/class/thermal/${zone}/temp`);
    const readings = temperatures(files, zones);
    const all = readings.length > 0 ? readings : temperatures(files, cpuSensors(files));
    return all.length > 0 ? Math.max(...all) : null;
}
function cpuSensors(files) {
    return files
        .list('/sys/class/hwmon')
        .map((name) => `/sys/class/hwmon/${name}`)
        .filter((monitor) => CPU_SENSORS.has(files.read(`${monitor}/name`) ?? ''))
        .flatMap((monitor) => files.list(monitor).map((file) => `${monitor}/${file}`))
        .filter((path) => /temp\d+_input$/.test(path));
}
/** Files hold thousandths of a degree; a sensor that is not connected shows 0, below -200 or 255 degrees. */
function temperatures(files, paths) {
    const celsius = paths.map((path) => Number.parseInt(files.read(path) ?? '', 10) / 1000);
    return celsius.filter((value) => value > 0 && value < 150);
}
/** Throttle events since boot, of every core and, once each, of every package (Intel); null where the host does not count. */
function readThrottles(files) {
    const folder = '/sys/devices/system/cpu';
    const cpus = files.list(folder).filter((name) => /^cpu\d+$/.test(name));
    const counter = (cpu, name) => {
        const text = files.read(`${folder}/${cpu}/thermal_throttle/${name}`);
        return text === undefined ? [] : [Number(text)];
    };
    const cores = cpus.flatMap((cpu) => counter(cpu, 'core_throttle_count'));
    const packages = new Map(cpus.flatMap((cpu) => counter(cpu, 'package_throttle_count').map((count) => [
        files.read(`${folder}/${cpu}/topology/physical_package_id`) ?? cpu,
        count,
    ])));
    const all = [...cores, ...packages.values()];
    return all.length > 0 ? all.reduce((sum, count) => sum + count, 0) : null;
}

;// CONCATENATED MODULE: ./build/host/health.js
/** How the host fared during a block, and what to tell the user about it. */





/** @throws HostError where /proc is not mounted. */
function sampleHealth(cpus, root = '/') {
    const files = hostFiles(root);
    return {
        load1: Number.parseFloat(files.must('/proc/loadavg')),
        times: parseCpuTimes(files.must('/proc/stat')),
        mhz: readCurrentMhz(files, cpus),
        celsius: readCelsius(files),
        throttles: readThrottles(files),
        memoryAvailableBytes: mustMemoryBytes(files.must('/proc/meminfo'), 'MemAvailable'),
        memoryPressure: readMemoryPressure(files),
    };
}
function readMemoryPressure(files) {
    return parsePressure(files.read('/proc/pressure/memory') ?? '') ?? null;
}
/** Pure. */
function healthBetween(before, after) {
    const ticks = after.times.total - before.times.total;
    // iowait may run backwards (proc_stat(5)), and counters restart when a CPU goes offline.
    const share = (key) => ticks > 0 ? Math.min(1, Math.max(0, after.times[key] - before.times[key]) / ticks) : 0;
    return {
        load1: before.load1,
        steal: share('steal'),
        busy: share('busy'),
        iowait: share('iowait'),
        mhz: combine(before.mhz, after.mhz, (a, b) => (a + b) / 2),
        celsius: combine(before.celsius, after.celsius, Math.max),
        throttles: combine(before.throttles, after.throttles, (a, b) => Math.max(0, b - a)),
        memoryAvailableBytes: Math.min(before.memoryAvailableBytes, after.memoryAvailableBytes),
        memoryPressure: after.memoryPressure,
    };
}
function combine(a, b, how) {
    return a === null || b === null ? null : how(a, b);
}
/** From where on the host is said to disturb. Rules of thumb, not statistics: they never touch a verdict. */
const HEALTH_LIMITS = {
    /** Runnable processes: one that runs half of the time, or 5 % of a large host, whichever is more. */
    load: 0.5,
    loadPerCpu: 0.05,
    /** Share of the CPU time wanted that the hypervisor gave to others: the size of the smallest effects looked for. */
    steal: 0.01,
    /** Any event means that the frequency was forced down. */
    throttles: 1,
    /** Degrees above the coolest block so far. */
    celsiusRise: 15,
    /** PSI some avg10, per cent of time in which a task waited for memory. */
    memoryPressure: 1,
    /** Share of all memory. */
    memoryAvailable: 0.1,
};
/** One sentence for each thing that disturbed the block, saying what to do. Pure. */
function healthWarnings(health, context) {
    const checks = [loadWarning, stealWarning, throttleWarning, heatWarning, pressureWarning, memoryWarning];
    return checks.flatMap((check) => check(health, context) ?? []);
}
/** Only before the first block: afterwards the load is our own. */
const loadWarning = ({ load1 }, { previous, cpusOnline }) => {
    const limit = Math.max(HEALTH_LIMITS.load, HEALTH_LIMITS.loadPerCpu * cpusOnline);
    if (previous.length > 0 || load1 <= limit)
        return undefined;
    return `The load average was ${load1.toFixed(2)} before the first block: stop other work on this host, or wait a minute if it has just ended.`;
};
const stealWarning = ({ steal, busy }) => {
    const stolen = steal / (steal + busy);
    if (!(stolen > HEALTH_LIMITS.steal))
        return undefined;
    return `The hypervisor gave ${formatShare(stolen)} of the CPU time wanted to other guests: use bare metal or a host with dedicated CPUs.`;
};
const throttleWarning = ({ throttles }) => {
    if (throttles === null || throttles < HEALTH_LIMITS.throttles)
        return undefined;
    return `The CPUs were throttled for heat or power (events: ${throttles}): improve cooling, or cap the frequency (turn turbo off).`;
};
const heatWarning = ({ celsius }, { previous }) => {
    const coolest = Math.min(...previous.flatMap((block) => block.celsius ?? []));
    if (celsius === null || !(celsius - coolest > HEALTH_LIMITS.celsiusRise))
        return undefined;
    const rise = Math.round(celsius - coolest);
    return `The host is at ${Math.round(celsius)} °C, ${rise} °C above the coolest block: improve cooling or turn turbo off, so that the frequency holds.`;
};
const pressureWarning = ({ memoryPressure }) => {
    if (memoryPressure === null || memoryPressure <= HEALTH_LIMITS.memoryPressure)
        return undefined;
    return `Tasks waited for memory ${memoryPressure.toFixed(1)} % of the time: stop other work, or set a lower memory limit or fewer runtimes at once.`;
};
const memoryWarning = ({ memoryAvailableBytes }, { memoryBytes: total }) => {
    if (memoryAvailableBytes >= HEALTH_LIMITS.memoryAvailable * total)
        return undefined;
    const left = `${approximateBytes(memoryAvailableBytes)} of ${approximateBytes(total)}`;
    return `Only ${left} of memory were left: stop other work, or set a lower memory limit or fewer runtimes at once.`;
};

;// CONCATENATED MODULE: ./build/suites/benchmark.js
/** What a benchmark is: commands to run in a sandbox, and a strict reader of their output. Pure. */
/** Output that a parser could not read, with the lines at fault. */
class OutputError extends Error {
    lines;
    name = 'OutputError';
    constructor(message, lines) {
        super(lines.length > 0 ? `${message}\n${lines.map((line) => `  | ${line}`).join('\n')}` : message);
        this.lines = lines;
    }
}
/** Where things are inside every sandbox. */
const SANDBOX = {
    /** The script that answers requests. */
    agent: '/tare/agent',
    /** Prints what the sandbox really has. */
    probe: '/tare/probe',
    /** A bind mount or a second disk: the same backing device for every arm. */
    volume: '/tare/volume',
    /** A directory on the runtime's default writable layer. */
    root: '/var/tmp/tare',
};

;// CONCATENATED MODULE: ./build/measure/idle.js
/** Whether the host is idle while every sandbox is alive and none has work. */


/** A real measurement over this window: the kernel counts CPU time in ticks of 10 ms. */
const WINDOW_SECONDS = 0.5;
/** Share of one CPU; the trials are compared to about 1 %, and the noise of others adds in. */
const TOLERATED = 0.05;
/** Ticks a second in /proc/stat, on every architecture that Node runs on. */
const TICKS = 100;
/**
 * Busy time of these CPUs in ticks, from the text of /proc/stat: all but idle and iowait; time the hypervisor gave to
 * others counts, since it is missing as much. Pure.
 */
function busyTicks(stat, cpus) {
    const wanted = new Set(cpus.map((cpu) => `cpu${cpu}`));
    const lines = stat.split('\n').map((line) => line.split(/\s+/));
    const busy = lines
        .filter(([name = '']) => wanted.has(name))
        .map(([, user, nice, system, , , irq, softirq, steal]) => [user, nice, system, irq, softirq, steal].reduce((sum, ticks) => sum + Number(ticks ?? 0), 0));
    return busy.reduce((sum, ticks) => sum + ticks, 0);
}
/** Starts to watch these CPUs; the function returned says how many of them were busy since, on average. */
function watchCpus(cpus) {
    const before = busyTicks((0,external_node_fs_.readFileSync)('/proc/stat', 'utf8'), cpus);
    const from = performance.now();
    return () => {
        const seconds = (performance.now() - from) / 1000;
        const ticks = busyTicks((0,external_node_fs_.readFileSync)('/proc/stat', 'utf8'), cpus) - before;
        return Math.round((1000 * Math.max(0, ticks)) / TICKS / seconds) / 1000;
    };
}
/** One sentence when something keeps the measured CPUs busy, else undefined. */
async function idleWarning(cpus, signal) {
    const busy = watchCpus(cpus);
    await (0,promises_.setTimeout)(WINDOW_SECONDS * 1000, undefined, { signal });
    const share = busy();
    if (share <= TOLERATED)
        return undefined;
    return `The measured CPUs were ${Math.round(share * 100)} % of one CPU busy while every sandbox was idle: stop other work on this host, or see which runtime never rests.`;
}

// EXTERNAL MODULE: ./node_modules/pure-rand/lib/esm/distribution/uniformInt.js
var uniformInt = __webpack_require__(2577);
// EXTERNAL MODULE: ./node_modules/pure-rand/lib/esm/generator/xoroshiro128plus.js
var xoroshiro128plus = __webpack_require__(9821);
;// CONCATENATED MODULE: ./build/measure/schedule.js
/** Who is measured when: every random choice of a run, replayable from its seed. Pure. */



/** Odd, near 2^32 divided by the golden ratio: spreads the blocks' seeds (Knuth, TAOCP 6.4). */
const SPREAD = 0x9e3779b1;
/**
 * The groups of block `index`, one after the other; one group unless memory is short. Benchmarks come in random order,
 * within each the contrasts, each pair in the order of a coin. The first block takes one warm-up pair more a visit.
 * @param settled cells that are not visited. They are struck out after everything was drawn, so the others are measured
 * as they would have been; an arm whose cells are all settled is not launched.
 */
function scheduleBlock(plan, index, settled = []) {
    const random = (0,xoroshiro128plus/* xoroshiro128plus */.b)((plan.seed + Math.imul(index + 1, SPREAD)) | 0);
    const struck = new Set([...settled, ...(plan.excluded ?? [])].map(({ arm, benchmark }) => cellOf(arm, benchmark)));
    const isOpen = (contrast) => plan.benchmarks.some(({ id }) => !struck.has(cellOf(contrast.candidate, id)));
    return contrastGroups(plan, random)
        .map((contrasts) => {
        const group = drawGroup(plan, contrasts, index === 0 ? 1 : 0, random);
        const needed = new Set([
            results_document/* NATIVE */.s6,
            ...contrasts.filter(isOpen).flatMap(({ baseline, candidate }) => [baseline, candidate]),
        ]);
        return {
            launches: group.launches.filter((arm) => needed.has(arm)),
            visits: group.visits.filter(({ candidate, benchmark }) => !struck.has(cellOf(candidate, benchmark))),
        };
    })
        .filter(({ launches }) => plan.contrasts.length === 0 || launches.some((arm) => arm !== results_document/* NATIVE */.s6));
}
/** Arms that may be alive together, native first: one group unless memory is short. */
function armGroups(plan) {
    const groups = contrastGroups(plan, (0,xoroshiro128plus/* xoroshiro128plus */.b)(plan.seed | 0));
    return groups.map((contrasts) => [
        ...new Set([results_document/* NATIVE */.s6, ...contrasts.flatMap(({ baseline, candidate }) => [baseline, candidate])]),
    ]);
}
const cellOf = (arm, benchmark) => JSON.stringify([arm, benchmark]);
/** The contrasts whose arms are alive together: all of them, or in random order as many as memory holds. */
function contrastGroups({ contrasts, arms, armsAtOnce = arms.length }, random) {
    const armsEach = contrasts.some(({ baseline }) => baseline !== results_document/* NATIVE */.s6) ? 2 : 1;
    const size = Math.max(1, Math.floor((armsAtOnce - 1) / armsEach));
    if (contrasts.length <= size)
        return [[...contrasts]];
    const shuffled = shuffle(contrasts, random);
    return Array.from({ length: Math.ceil(shuffled.length / size) }, (_, at) => shuffled.slice(at * size, (at + 1) * size));
}
function drawGroup(plan, contrasts, warmups, random) {
    const own = new Set([results_document/* NATIVE */.s6, ...contrasts.flatMap(({ baseline, candidate }) => [baseline, candidate])]);
    const launches = shuffle(plan.arms.map((arm) => arm.id).filter((arm) => own.has(arm)), random);
    const measured = plan.benchmarks.filter((benchmark) => benchmark.work.kind !== 'observed');
    const visits = shuffle(measured, random).flatMap((benchmark) => shuffle(contrasts, random).map(({ baseline, candidate }) => ({
        benchmark: benchmark.id,
        baseline,
        candidate,
        pairs: pairs(warmups, plan.pairsPerBlock, random),
    })));
    return { launches, visits };
}
function pairs(warmups, counted, random) {
    return Array.from({ length: warmups + counted }, (_, k) => ({
        first: (0,uniformInt/* uniformInt */.C)(random, 0, 1) === 0 ? 'baseline' : 'candidate',
        warmup: k < warmups,
    }));
}
/** Fisher-Yates, on a copy. */
function shuffle(items, random) {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = (0,uniformInt/* uniformInt */.C)(random, 0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
    }
    return shuffled;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/image/agent.js
/** What runs as the first process of every sandbox, and the little it says. POSIX sh only: it must run in any userland. */
/**
 * The agent. Its only argument is a nonce that marks its own lines among what commands print.
 * A request is one line of shell words, quoted by `quoteRequest`: `run I CWD ARGV…` or `bye`.
 * Every command gets the same small environment in every runtime: its size alone can move a figure
 * (Mytkowicz et al., "Producing wrong data without doing anything obviously wrong!", ASPLOS 2009).
 */
const AGENT_SCRIPT = `#!/bin/sh
nonce=$1
say() { printf '\\n@tare %s %s\\n' "$nonce" "$*"; }
mkdir -p /var/tmp/tare
say ready
while IFS= read -r line; do
  eval "set -- $line"
  case $1 in
    run)
      i=$2 cwd=$3
      shift 3
      say begin "$i"
      (cd "$cwd" && exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@") </dev/null 2>&1
      say end "$i" $?
      ;;
    bye)
      say bye
      exit 0
      ;;
  esac
done
`;
/**
 * Prints what a sandbox really has, as `key=value` lines. The memory limit is looked for where cgroup v1 and v2 put it,
 * with and without a cgroup namespace; a runtime that hides cgroups shows only the memory it has in all.
 */
const PROBE_SCRIPT = `#!/bin/sh
first() { for file; do if [ -r "$file" ]; then cat "$file"; return; fi; done; }
own() { sed -n "s/^[0-9]*:$1://p" /proc/self/cgroup 2>/dev/null | head -n 1; }
memory=$(own memory)
cpuset=$(own cpuset)
unified=$(own '')
g=/sys/fs/cgroup
echo "kernel=$(uname -r)"
echo "cpus=$(nproc)"
echo "cpuset=$(first "$g$unified/cpuset.cpus.effective" "$g/cpuset$cpuset/cpuset.cpus" $g/cpuset.cpus.effective $g/cpuset/cpuset.cpus)"
echo "memoryLimit=$(first "$g$unified/memory.max" "$g/memory$memory/memory.limit_in_bytes" $g/memory.max $g/memory/memory.limit_in_bytes)"
echo "memoryTotal=$(sed -n 's/^MemTotal: *\\([0-9]*\\) kB/\\1/p' /proc/meminfo)"
echo "rootFilesystem=$(stat -f -c %T /var/tmp/tare)"
echo "volumeFilesystem=$(stat -f -c %T /tare/volume)"
echo "sysbench=$(sysbench --version)"
echo "sysbenchSha256=$(sha256sum "$(command -v sysbench)" | cut -d ' ' -f 1)"
echo "userlandSha256=$(sha256sum /tare/packages | cut -d ' ' -f 1)"
`;
/** One request line. Words are single-quoted, so nothing in them is expanded. @throws for a newline, which would end the request. */
function quoteRequest(words) {
    const quoted = words.map((word) => {
        if (/[\n\r\0]/.test(word))
            throw new Error(`a request word holds a line break: ${JSON.stringify(word)}`);
        return `'${word.replaceAll("'", "'\\''")}'`;
    });
    return `${quoted.join(' ')}\n`;
}

;// CONCATENATED MODULE: ./build/measure/frames.js
/**
 * Reads what a sandbox's console says. Pure, and never trusts it: a frame counts only with the nonce of this launch, in
 * the order the protocol allows; lines and outputs are bounded; whatever else is there is output or is dropped.
 */
/** Bytes of one command's output that are kept; a sysbench report is about 1 KiB. */
const OUTPUT_LIMIT = 1024 * 1024;
/** Bytes of one line that are kept. */
const LINE_LIMIT = 64 * 1024;
class FrameReader {
    #marker;
    #outputLimit;
    #line = '';
    #output = [];
    #outputBytes = 0;
    #flooded = false;
    #current;
    /** Lines that look like frames but are not ours: something in the sandbox pretends. */
    forged = 0;
    constructor(nonce, outputLimit = OUTPUT_LIMIT) {
        this.#marker = `@tare ${nonce} `;
        this.#outputLimit = outputLimit;
    }
    /** Takes the next piece of the stream and returns the frames it completes. */
    feed(text) {
        const frames = [];
        const lines = text.split('\n');
        const rest = lines.pop() ?? '';
        for (const line of lines) {
            this.#extend(line);
            const frame = this.#take(this.#line.replace(/\r$/, ''));
            if (frame)
                frames.push(frame);
            this.#line = '';
        }
        this.#extend(rest);
        return frames;
    }
    /** Output of the command that runs now, as far as it has come. */
    partialOutput() {
        return [...this.#output, this.#line].join('\n');
    }
    #extend(text) {
        const room = LINE_LIMIT - this.#line.length;
        if (text.length > room)
            this.#flooded = true;
        this.#line += text.slice(0, Math.max(0, room));
    }
    #take(line) {
        // Firmware may write escape codes before the first marker of a line, so it is looked for anywhere in it.
        const at = line.indexOf(this.#marker);
        const frame = at >= 0 ? this.#parse(line.slice(at + this.#marker.length)) : undefined;
        if (frame)
            return frame;
        if (line.includes('@tare '))
            this.forged += 1;
        this.#keep(line);
        return undefined;
    }
    #parse(words) {
        const [verb, first, second, ...rest] = words.trim().split(' ');
        if (rest.length > 0)
            return undefined;
        if ((verb === 'ready' || verb === 'bye') && first === undefined)
            return { type: verb };
        if (verb === 'begin' && second === undefined && this.#current === undefined)
            return this.#begin(wholeNumber(first));
        if (verb === 'end' && wholeNumber(first) === this.#current)
            return this.#end(wholeNumber(second));
        return undefined;
    }
    #begin(request) {
        if (request === undefined)
            return undefined;
        this.#reset();
        this.#current = request;
        return { type: 'begin', request };
    }
    #end(code) {
        const request = this.#current;
        if (request === undefined || code === undefined)
            return undefined;
        // The agent writes a line break of its own before each frame.
        const output = this.#output.join('\n').replace(/\n$/, '');
        const frame = { type: 'end', request, code, output: output && `${output}\n`, flooded: this.#flooded };
        this.#current = undefined;
        this.#reset();
        return frame;
    }
    #keep(line) {
        this.#outputBytes += line.length + 1;
        if (this.#outputBytes > this.#outputLimit)
            this.#flooded = true;
        else
            this.#output.push(line);
    }
    #reset() {
        this.#output = [];
        this.#outputBytes = 0;
        this.#flooded = false;
    }
}
function wholeNumber(text) {
    return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

;// CONCATENATED MODULE: ./build/measure/session.js
/** A live sandbox that runs one command after another on request: the same class for every runtime. */




/** A command or launch that did not work: data for the document, not an abort. */
class MeasurementFailure extends Error {
    failure;
    name = 'MeasurementFailure';
    constructor(failure) {
        super(failure.message);
        this.failure = failure;
    }
}
const SHUTDOWN_SECONDS = 30;
/** Far more than the protocol has under way; a sandbox cannot make us collect more. */
const INBOX_LIMIT = 16;
class Session {
    #console;
    #reader;
    #timeouts;
    #waiting;
    /** Frames that came before anybody waited for them: a short command's begin and end may come in one piece. */
    #inbox = [];
    #requests = 0;
    #alive = true;
    /** Host's time from launch to the `ready` frame, ms. */
    startupMs = 0;
    constructor(console, nonce, timeouts) {
        this.#console = console;
        this.#reader = new FrameReader(nonce);
        this.#timeouts = timeouts;
        console.output.setEncoding('utf8');
        console.output.on('data', (text) => this.#receive(text));
        console.input.on('error', () => this.#lose());
        void console.gone.then(() => this.#lose());
    }
    /** Starts a sandbox and waits for its agent. @throws MeasurementFailure; no sandbox is left then. */
    static async start(arm, request, timeouts) {
        const nonce = (0,external_node_crypto_.randomBytes)(12).toString('hex');
        const from = performance.now();
        const session = new Session(await launch(arm, { ...request, nonce }), nonce, timeouts);
        try {
            const ready = await session.#expect('ready', timeouts.launchSeconds, request.signal);
            session.startupMs = ready.at - from;
        }
        catch (error) {
            await session.kill();
            throw error instanceof MeasurementFailure ? session.#launchFailure(error) : error;
        }
        return session;
    }
    get alive() {
        return this.#alive;
    }
    /** Frame-like lines without our nonce that this sandbox has printed. */
    get forged() {
        return this.#reader.forged;
    }
    /**
     * Runs a command to its end.
     * @throws MeasurementFailure when it fails, floods, or outlives its limit; in the last case the sandbox is killed.
     */
    async run(command, signal) {
        if (!this.#alive)
            throw lost([]);
        const request = this.#requests++;
        this.#console.input.write(quoteRequest(['run', String(request), command.cwd, ...command.argv]));
        try {
            const begin = await this.#expect('begin', this.#timeouts.commandSeconds, signal);
            const end = await this.#expect('end', this.#timeouts.commandSeconds, signal);
            return checked(end.frame, end.at - begin.at, command);
        }
        catch (error) {
            if (error instanceof MeasurementFailure && error.failure.reason !== 'timeout')
                throw error;
            await this.kill();
            throw error;
        }
    }
    /** Ends the sandbox in good order. Returns the host's time from `bye` until it is gone, ms; null if it had to be killed. */
    async end() {
        if (!this.#alive) {
            await this.kill();
            return null;
        }
        const from = performance.now();
        this.#console.input.write(quoteRequest(['bye']));
        const timer = new AbortController();
        const late = (0,promises_.setTimeout)(SHUTDOWN_SECONDS * 1000, 'late', { signal: timer.signal }).catch(() => 'late');
        const outcome = await Promise.race([this.#console.gone, late]);
        timer.abort();
        if (outcome !== 'late')
            return performance.now() - from;
        await this.kill();
        return null;
    }
    async kill() {
        await this.#console.kill();
        await this.#console.gone;
    }
    #receive(text) {
        const at = performance.now();
        for (const frame of this.#reader.feed(text)) {
            this.#inbox = [...this.#inbox, { frame, at }].slice(-INBOX_LIMIT);
            this.#waiting?.take({ frame, at });
        }
    }
    #lose() {
        this.#alive = false;
        this.#waiting?.lost();
    }
    /** The next frame of this type. Frames of other types are not for us and are passed over. */
    #expect(type, seconds, signal) {
        return new Promise((resolve, reject) => {
            const settle = (finish) => {
                clearTimeout(timer);
                signal.removeEventListener('abort', aborted);
                this.#waiting = undefined;
                finish();
            };
            const timer = setTimeout(() => settle(() => reject(this.#timeout(seconds))), seconds * 1000);
            const aborted = () => settle(() => reject(signal.reason));
            signal.addEventListener('abort', aborted);
            this.#waiting = {
                take: ({ frame, at }) => {
                    this.#inbox = this.#inbox.filter((arrival) => arrival.frame !== frame);
                    if (isFrame(frame, type))
                        settle(() => resolve({ frame, at }));
                },
                lost: () => settle(() => reject(lost(this.#tail()))),
            };
            for (const arrival of this.#inbox)
                this.#waiting?.take(arrival);
            if (signal.aborted)
                aborted();
            else if (!this.#alive)
                this.#waiting?.lost();
        });
    }
    #timeout(seconds) {
        return new MeasurementFailure({ reason: 'timeout', message: `took longer than ${seconds} s`, tail: this.#tail() });
    }
    #tail() {
        return [...session_lastLines(this.#reader.partialOutput()), ...this.#console.diagnostics()].slice(-12);
    }
    #launchFailure({ failure }) {
        const message = failure.reason === 'timeout'
            ? `the sandbox was not ready: ${failure.message}`
            : 'the sandbox ended before it was ready';
        return new MeasurementFailure({ reason: 'launch', message, tail: this.#tail() });
    }
}
function isFrame(frame, type) {
    return frame.type === type;
}
async function launch(arm, request) {
    try {
        return await arm.launch(request);
    }
    catch (error) {
        if (request.signal.aborted)
            throw error;
        const message = error instanceof Error ? error.message : String(error);
        throw new MeasurementFailure({
            reason: 'launch',
            message: 'the sandbox could not be started',
            tail: session_lastLines(message),
        });
    }
}
function checked(end, wallMs, command) {
    const name = command.argv.slice(0, 2).join(' ');
    const tail = session_lastLines(end.output);
    if (end.flooded)
        throw new MeasurementFailure({ reason: 'flood', message: `${name} printed more than is kept`, tail });
    if (end.code !== 0)
        throw new MeasurementFailure({ reason: 'exit', message: `${name} ended with exit code ${end.code}`, tail });
    return { output: end.output, wallMs };
}
function lost(tail) {
    return new MeasurementFailure({ reason: 'lost', message: 'the sandbox was gone', tail });
}
function session_lastLines(text) {
    return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(-8)
        .map((line) => line.slice(0, 400));
}

;// CONCATENATED MODULE: ./build/measure/block.js
/** One block: every arm launched once, and pairs of trials taken while it and its counterpart are alive. */





/** Takes block `index`. What was measured is kept even when the block is cut short. */
async function measureBlock(index, settled, open, context) {
    const startedAt = new Date().toISOString();
    const from = performance.now();
    const { cpus } = context;
    const before = sampleHealth(cpus);
    const taken = { launches: [], pairs: [] };
    for (const group of scheduleBlock(context.plan, index, settled)) {
        if (!context.stopping.aborted)
            await takeGroup(group, open(), context, taken);
    }
    return {
        index,
        startedAt,
        wallSeconds: (performance.now() - from) / 1000,
        complete: !context.stopping.aborted,
        health: healthBetween(before, sampleHealth(cpus)),
        ...(settled.length > 0 && { settled: [...settled] }),
        ...taken,
    };
}
async function takeGroup(group, sandboxes, context, taken) {
    try {
        for (const arm of group.launches)
            if (!context.stopping.aborted)
                await sandboxes.of(arm);
        for (const visit of group.visits) {
            if (context.stopping.aborted)
                break;
            await takeVisit(visit, sandboxes, context, taken.pairs);
        }
    }
    catch (error) {
        if (!context.signal.aborted)
            throw error;
    }
    finally {
        await sandboxes.endAll();
        taken.launches.push(...sandboxes.launches);
    }
}
async function takeVisit(visit, sandboxes, context, taken) {
    const benchmark = context.benchmarks.get(visit.benchmark);
    if (!benchmark)
        throw new Error(`no benchmark is called ${visit.benchmark}`);
    const arms = [visit.baseline, visit.candidate];
    const problems = await runInEach(arms, benchmark.before, sandboxes, context);
    let k = 0;
    for (const scheduled of visit.pairs) {
        if (context.stopping.aborted)
            break;
        const take = () => takePair(visit, benchmark, scheduled, k, { sandboxes, context, problems });
        await takeQuietly(take, scheduled, context, taken);
        if (!scheduled.warmup)
            k += 1;
    }
    await runInEach(arms, benchmark.after, sandboxes, context);
}
/** Once more, in the same order, where the quiet rule says so; both are kept in the document. */
async function takeQuietly(take, { warmup }, { quiet, stopping }, taken) {
    const pair = await take();
    const whole = pair.trials.every(({ failure }) => failure === undefined);
    const again = !warmup && whole && !stopping.aborted && quiet.disturbs(pair);
    quiet.note(pair);
    taken.push(again ? { ...pair, setAside: true } : pair);
    if (!again)
        return;
    const repeat = await take();
    quiet.note(repeat);
    taken.push(repeat);
}
async function takePair(visit, benchmark, scheduled, k, by) {
    const { baseline, candidate } = visit;
    const order = scheduled.first === 'baseline' ? [baseline, candidate] : [candidate, baseline];
    const trials = [];
    const busy = watchCpus(by.context.cpus);
    for (const arm of order) {
        by.context.observer.busy(arm, benchmark.id);
        const problem = by.problems.get(arm);
        trials.push(problem ? failed(arm, problem) : await takeTrial(arm, benchmark, by.sandboxes, by.context));
    }
    return { benchmark: benchmark.id, baseline, candidate, k, warmup: scheduled.warmup, busyCpus: busy(), trials };
}
async function takeTrial(arm, benchmark, sandboxes, context) {
    const planned = context.plan.benchmarks.find(({ id }) => id === benchmark.id);
    const work = planned?.work ?? benchmark.defaultWork;
    try {
        const session = await alive(arm, sandboxes);
        const { output, wallMs } = await session.run(benchmark.command(work), context.signal);
        return { arm, wallMs, metrics: readMetrics(benchmark, output, work) };
    }
    catch (error) {
        if (error instanceof MeasurementFailure)
            return failed(arm, error);
        throw error;
    }
}
function readMetrics(benchmark, output, work) {
    try {
        return benchmark.parse(output, work);
    }
    catch (error) {
        if (!(error instanceof OutputError))
            throw error;
        const message = error.message.split('\n')[0] ?? '';
        throw new MeasurementFailure({
            reason: 'output',
            message,
            tail: error.lines.slice(0, 12).map((line) => line.slice(0, 400)),
        });
    }
}
function failed(arm, { failure }) {
    return { arm, wallMs: 0, metrics: {}, failure };
}
async function alive(arm, sandboxes) {
    const session = await sandboxes.of(arm);
    if (session)
        return session;
    throw new MeasurementFailure({ reason: 'lost', message: `${arm} has no live sandbox`, tail: [] });
}
/** Runs the same commands in both arms; returns what went wrong, by arm. */
async function runInEach(arms, commands, sandboxes, context) {
    const problems = new Map();
    for (const arm of arms) {
        try {
            for (const command of commands)
                await (await alive(arm, sandboxes)).run(command, context.signal);
        }
        catch (error) {
            if (!(error instanceof MeasurementFailure))
                throw error;
            problems.set(arm, error);
        }
    }
    return problems;
}

;// CONCATENATED MODULE: ./build/measure/calibrate.js
/** How much work makes a trial of the wanted length: found once, on native, and used for every arm. */



/** Probes of each benchmark; the fastest counts, since whatever disturbs a probe makes it slower. */
const PROBES = 3;
/**
 * Work by benchmark id. A benchmark whose probe fails keeps its default work: its trials will say what is wrong.
 */
async function calibrate(plan, benchmarks, session, by) {
    const found = new Map();
    for (const benchmark of benchmarks) {
        if (!benchmark.calibration)
            continue;
        by.observer.busy(results_document/* NATIVE */.s6, `calibrating ${benchmark.id}`);
        try {
            found.set(benchmark.id, await workFor(benchmark, benchmark.calibration, session, trialSecondsOf(plan), by.signal));
        }
        catch (error) {
            if (!(error instanceof MeasurementFailure))
                throw error;
            by.observer.warn(`${benchmark.id} could not be calibrated: ${error.message}`);
        }
    }
    return found;
}
async function workFor(benchmark, calibration, session, trialSeconds, signal) {
    for (const command of benchmark.before)
        await session.run(command, signal);
    const amounts = [];
    for (let probe = 0; probe < PROBES; probe += 1) {
        const { output } = await session.run(benchmark.command(calibration.probe), signal);
        amounts.push(calibration.work(benchmark.parse(output, calibration.probe), trialSeconds));
    }
    for (const command of benchmark.after)
        await session.run(command, signal);
    return amounts.reduce(larger);
}
function larger(a, b) {
    return a.kind === 'fixed' && b.kind === 'fixed' && b.amount > a.amount ? b : a;
}

;// CONCATENATED MODULE: ./build/measure/probe.js
/** Reads and judges what the probe script prints inside a sandbox. Pure. */


/** `key=value` lines; anything else is passed over. */
function parseProbe(output) {
    const pairs = output.split('\n').flatMap((line) => {
        const at = line.indexOf('=');
        return at > 0
            ? [
                [
                    line.slice(0, at),
                    line
                        .slice(at + 1)
                        .trim()
                        .slice(0, 200),
                ],
            ]
            : [];
    });
    return Object.fromEntries(pairs);
}
/** A guest's kernel keeps some memory for itself, so what it has in all may be this much below the limit. */
const MEMORY_SLACK = 0.2;
/**
 * Equal footing or nothing: a sandbox that has other CPUs or more memory than the rest would be measured unfairly.
 * @throws HostError naming what is asked for and what is there.
 */
function verifyInside(arm, inside, limits) {
    if (Number(inside.cpus) !== limits.cpuCount) {
        throw new config_errors/* HostError */.d(`${arm} sees ${inside.cpus ?? 'an unknown number of'} CPUs, and should see ${limits.cpuCount} (${limits.cpus})`, 'The cpuset limit does not hold in this runtime on this host: see tare doctor.');
    }
    const memory = memorySeen(inside);
    if (memory === undefined || memory > limits.memoryBytes || memory < limits.memoryBytes * (1 - MEMORY_SLACK)) {
        throw new config_errors/* HostError */.d(`${arm} may use ${memory === undefined ? 'an unknown amount of' : (0,units/* formatBytes */.z3)(memory)} memory, and should be limited to ${(0,units/* formatBytes */.z3)(limits.memoryBytes)}`, 'The memory limit does not hold in this runtime on this host: see tare doctor.');
    }
}
/** The tighter of the cgroup limit and of all memory there is: a runtime with a kernel of its own may limit the latter alone. */
function memorySeen({ memoryLimit, memoryTotal }) {
    const bytes = [Number(memoryLimit || Number.NaN), Number(memoryTotal || Number.NaN) * 1024].filter(Number.isFinite);
    return bytes.length > 0 ? Math.min(...bytes) : undefined;
}
/** Names of the facts about the userland in which this arm differs from native: there must be none. */
function userlandDifferences(inside, native) {
    return ['sysbench', 'sysbenchSha256', 'userlandSha256'].filter((key) => inside[key] !== native[key]);
}

;// CONCATENATED MODULE: ./build/measure/preflight.js
/** Before the first block: every arm is proved from inside, the host is seen to be idle, work is calibrated. */








/** The document with what was found in it. @throws HostError where arms are not on equal footing. */
async function preflight(request, open) {
    const { run, observer, arms } = request;
    const memory = memoryNote(run.plan);
    if (memory)
        observer.warn(memory);
    observer.step('checking every runtime from inside, and calibrating');
    const inside = new Map();
    const [first = [results_document/* NATIVE */.s6], ...others] = armGroups(run.plan);
    const { warnings, work } = await withSandboxes(first, open(), inside, (native) => examine(request, native));
    for (const group of others)
        await withSandboxes(group, open(), inside, async () => undefined);
    refuseUnequal(inside);
    return {
        ...run,
        plan: withWork(run.plan, work),
        environments: [...arms].map(([arm, { installed }]) => environment(arm, installed, inside)),
        warnings: [...run.warnings, ...(memory ? [memory] : []), ...warnings],
    };
}
async function withSandboxes(arms, sandboxes, inside, act) {
    try {
        for (const arm of arms)
            await sandboxes.of(arm);
        const native = await sandboxes.of(results_document/* NATIVE */.s6);
        if (!native)
            throw new config_errors/* HostError */.d('native, the control, cannot be launched', launchRemedy(sandboxes));
        for (const [arm, facts] of sandboxes.inside)
            inside.set(arm, facts);
        return await act(native);
    }
    finally {
        await sandboxes.endAll();
    }
}
/** While the sandboxes of the first group are alive and have no work of ours. */
async function examine(request, native) {
    const { run, observer, signal, knownWork } = request;
    const idle = await idleWarning(parseCpuList(run.plan.limits.cpus), signal);
    if (idle)
        observer.warn(idle);
    const fresh = request.benchmarks.filter(({ id }) => !knownWork.has(id));
    const found = await calibrate(run.plan, fresh, native, request);
    return { warnings: idle ? [idle] : [], work: new Map([...knownWork, ...found]) };
}
function launchRemedy({ launches }) {
    const failure = launches.find((launch) => launch.arm === results_document/* NATIVE */.s6)?.failure;
    return failure ? [failure.message, ...failure.tail].join('\n  | ') : 'It gave no reason.';
}
function environment(arm, installed, inside) {
    const { binaries, source, notes } = installed;
    return { arm, binaries: [...binaries], source, ...(notes && { notes: [...notes] }), inside: inside.get(arm) ?? {} };
}
function refuseUnequal(inside) {
    const native = inside.get(results_document/* NATIVE */.s6) ?? {};
    for (const [arm, facts] of inside) {
        const differences = userlandDifferences(facts, native);
        if (differences.length > 0) {
            throw new config_errors/* HostError */.d(`${arm} runs another userland than native: ${differences.map((key) => `${key} is ${facts[key]}, not ${native[key]}`).join('; ')}`, 'Delete the cached userland (tare cleanup --cleanup packages) and run again.');
        }
    }
}

;// CONCATENATED MODULE: ./build/measure/sandboxes.js
/** The live sandboxes of one block: launched once each, relaunched a bounded number of times when one is lost. */





/** Launches of one arm in one block, the first included. */
const LAUNCH_LIMIT = 3;
let serial = 0;
class Sandboxes {
    #site;
    #signal;
    #live = new Map();
    #inside = new Map();
    /** In the order taken, failed ones included. */
    launches = [];
    constructor(site, signal) {
        this.#site = site;
        this.#signal = signal;
    }
    /** What the sandboxes said of themselves, by arm. */
    get inside() {
        return this.#inside;
    }
    /** The live sandbox of an arm; launched if need be. Undefined where it does not start. */
    async of(arm) {
        const live = this.#live.get(arm);
        if (live?.session.alive)
            return live.session;
        if (live)
            await this.#end(arm);
        const tries = this.launches.filter((launch) => launch.arm === arm);
        const hopeless = tries.length >= LAUNCH_LIMIT || tries.some((launch) => launch.failure);
        return hopeless ? undefined : this.#launch(arm);
    }
    async #launch(arm) {
        const prepared = this.#site.arms.get(arm);
        if (!prepared)
            throw new Error(`arm ${arm} was not prepared`);
        this.#site.observer.busy(arm, 'launch');
        const id = `${this.#site.prefix}-${serial++}`;
        const volume = (0,external_node_path_.join)(this.#site.volumes, id);
        (0,external_node_fs_.mkdirSync)(volume, { recursive: true });
        try {
            const { limits, timeouts } = this.#site;
            const session = await Session.start(prepared, { id, volume, limits, signal: this.#signal }, timeouts);
            const launch = { arm, startupMs: session.startupMs, shutdownMs: null, retries: 0 };
            this.launches.push(launch);
            this.#live.set(arm, { session, launch, volume });
            return await this.#verified(arm, session);
        }
        catch (error) {
            if (!(error instanceof MeasurementFailure))
                throw error;
            this.#recordFailure(arm, error.failure);
            await this.#live.get(arm)?.session.kill();
            this.#live.delete(arm);
            (0,external_node_fs_.rmSync)(volume, { recursive: true, force: true });
            return undefined;
        }
    }
    /** Proves from inside, before anything is measured, that the limits hold. It also brings sysbench into the page cache. */
    async #verified(arm, session) {
        const { output } = await session.run({ cwd: '/', argv: ['/bin/sh', SANDBOX.probe] }, this.#signal);
        const inside = parseProbe(output);
        this.#inside.set(arm, inside);
        verifyInside(arm, inside, this.#site.limits);
        return session;
    }
    #recordFailure(arm, failure) {
        const launch = this.#live.get(arm)?.launch;
        if (launch)
            launch.failure = failure;
        else
            this.launches.push({ arm, startupMs: null, shutdownMs: null, retries: 0, failure });
        this.#site.observer.warn(`${arm} could not be launched: ${failure.message}${failure.tail.length > 0 ? ` (${failure.tail.at(-1)})` : ''}`);
    }
    /** Ends every sandbox, newest first. */
    async endAll() {
        for (const arm of [...this.#live.keys()].reverse())
            await this.#end(arm);
    }
    async #end(arm) {
        const live = this.#live.get(arm);
        if (!live)
            return;
        this.#live.delete(arm);
        const shutdownMs = await live.session.end();
        live.launch.shutdownMs = shutdownMs;
        if (live.session.forged > 0)
            live.launch.forgedFrames = live.session.forged;
        (0,external_node_fs_.rmSync)(live.volume, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./build/measure/run.js
/** A whole run: from runtimes that are ready to a finished document. */










/** Measures until the plan says stop or the user does. Returns the finished document, which has been saved. */
async function measureRun(request) {
    const site = launchSite(request);
    const open = () => new Sandboxes(site, request.signal);
    let run = request.run.blocks.length > 0 ? request.run : await preflight(request, open);
    const context = blockContext(run, request);
    const from = performance.now();
    const spentBefore = request.run.blocks.reduce((sum, block) => sum + block.wallSeconds, 0);
    for (;;) {
        const settled = request.settled(run);
        const stopped = stopNow(run, settled, spentBefore + (performance.now() - from) / 1000, request);
        run = { ...run, stopped: stopped ?? null };
        if (stopped)
            break;
        run = await takeBlock(run, settled, open, context);
        request.save(run);
    }
    run = { ...run, finishedAt: new Date().toISOString() };
    request.save(run);
    return run;
}
function launchSite({ host, arms, run, observer }) {
    const volumes = (0,external_node_path_.join)(host.paths.work, 'volumes');
    (0,external_node_fs_.mkdirSync)(volumes, { recursive: true });
    return {
        arms: new Map([...arms].map(([id, { prepared }]) => [id, prepared])),
        volumes,
        limits: run.plan.limits,
        timeouts: { launchSeconds: run.plan.launchTimeoutSeconds, commandSeconds: run.plan.commandTimeoutSeconds },
        observer,
        prefix: `tare-${process.pid}`,
    };
}
function stopNow(run, settled, seconds, request) {
    if (request.stopping.aborted)
        return { reason: 'cancelled', detail: 'stopped by the user' };
    const nextBlock = nextBlockSeconds(run.blocks, settled);
    return reasonToStop(run.plan, { blocks: run.blocks.length, seconds, nextBlock, settled: settled.length });
}
async function takeBlock(run, settled, open, context) {
    const { observer } = context;
    const index = run.blocks.length;
    observer.blockStarted(run, index, settled.length);
    const block = await measureBlock(index, settled, open, context);
    const next = {
        ...run,
        blocks: [...run.blocks, block],
        warnings: [...run.warnings, ...warningsOf(block, run, observer)],
    };
    observer.blockEnded(next, block);
    return next;
}
function blockContext(run, { observer, stopping, signal, benchmarks }) {
    return {
        plan: run.plan,
        benchmarks: new Map(benchmarks.map((b) => [b.id, b])),
        observer,
        cpus: parseCpuList(run.plan.limits.cpus),
        quiet: new QuietWatch(run),
        stopping,
        signal,
    };
}
function warningsOf(block, run, observer) {
    const context = {
        cpusOnline: parseCpuList(run.fingerprint.cpu.online).length,
        memoryBytes: run.fingerprint.memoryBytes,
        previous: run.blocks.map(({ health }) => health),
    };
    const fresh = healthWarnings(block.health, context).filter((warning) => !run.warnings.includes(warning));
    for (const warning of fresh)
        observer.warn(warning);
    return fresh;
}
/** For a plan that is resumed: what must not have changed. @throws HostError */
function refuseOtherHost(recorded, now) {
    const fields = ['hardwareKey', 'kernel', 'bootId'];
    const changed = fields.filter((field) => recorded.fingerprint[field] !== now.fingerprint[field]);
    if (changed.length === 0)
        return;
    throw new config_errors/* HostError */.d(`the run cannot be resumed here: ${changed.map((f) => `${f} was ${recorded.fingerprint[f]}, now ${now.fingerprint[f]}`).join('; ')}`, 'Start a new run.');
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./build/suites/lifecycle.js
/** What the host sees of a sandbox's life: nothing runs inside for it. */

function observed(event, summary) {
    const id = `lifecycle.${event}`;
    return {
        id,
        suite: 'lifecycle',
        summary,
        metrics: [{ name: event, unit: 'ms', direction: 'lower' }],
        gate: event,
        defaultWork: { kind: 'observed' },
        before: [],
        command() {
            throw new Error(`${id} is observed: there is no command to run`);
        },
        after: [],
        parse(output) {
            throw new OutputError(`${id} is observed: it prints nothing`, output === '' ? [] : [output.slice(0, 200)]);
        },
    };
}
const lifecycle = {
    name: 'lifecycle',
    summary: 'starting and ending a sandbox',
    benchmarks: [
        observed('startup', 'from the launch of a sandbox until its agent is ready'),
        observed('shutdown', 'from the request to end until the sandbox is gone'),
    ],
};

;// CONCATENATED MODULE: ./build/suites/sysbench-grammar.js
/**
 * A small language for expected lines. A template is the line as sysbench prints it, runs of blanks as one, with slots
 * `{name:kind}` for what varies; `{:kind}` is read and not kept. A leading `?` marks a line that may be absent, a
 * leading `*` one that may come any number of times. A grammar is the templates in the order of the output.
 */

/** Decimals are exact, so that a number cut short is not a number. Every repeat has a bound, so that no line takes long. */
const KINDS = {
    int: '\\d{1,20}',
    f2: '\\d{1,20}\\.\\d{2}',
    f3: '\\d{1,20}\\.\\d{3}',
    f4: '\\d{1,20}\\.\\d{4}',
    /** `sb_print_value_size`: five significant digits and a binary prefix. */
    size: '\\d{1,12}(?:\\.\\d{1,5})?(?:[KMGT]i?)?',
    version: '\\d{1,3}(?:\\.\\d{1,3}){2,3}(?:-[0-9a-z]{1,40})?',
    word: '[A-Za-z]{1,20}',
    text: '[ -~]{1,80}',
    stars: '\\*{0,40}',
};
const SLOT = /\{(\w*):(\w+)\}/;
/** Lines shown of an output that could not be read, and characters of each. */
const SHOWN_LINES = 10;
const SHOWN_CHARACTERS = 200;
function grammar(templates) {
    return templates.map((template) => {
        const mark = template.startsWith('?') ? 'optional' : template.startsWith('*') ? 'any' : 'once';
        const line = mark === 'once' ? template : template.slice(1);
        return {
            label: line.replaceAll(new RegExp(SLOT, 'g'), '…'),
            pattern: new RegExp(`^${source(line)}$`),
            times: mark,
        };
    });
}
/** `split` with two groups yields literal, name, kind, literal, name, kind, …, literal. */
function source(line) {
    const parts = line.split(SLOT);
    let text = '';
    for (let at = 0; at < parts.length; at += 3) {
        text += (parts[at] ?? '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
        const kind = parts[at + 2];
        if (kind === undefined)
            continue;
        if (KINDS[kind] === undefined)
            throw new Error(`no kind of slot is called ${kind}`);
        text += parts[at + 1] ? `(?<${parts[at + 1]}>${KINDS[kind]})` : KINDS[kind];
    }
    return text;
}
/** What the slots of a grammar held. Asking for a slot that an optional line did not fill is an error of ours. */
class Fields {
    #held = new Map();
    keep(groups) {
        for (const [name, text] of Object.entries(groups))
            this.#held.set(name, text);
    }
    has(name) {
        return this.#held.has(name);
    }
    text(name) {
        const text = this.#held.get(name);
        if (text === undefined)
            throw new Error(`the grammar has no ${name}`);
        return text;
    }
    /** Finite and not negative: the kinds of slot allow nothing else. */
    number(name) {
        return Number(this.text(name));
    }
    /** A slot of kind `size`, in bytes. */
    bytes(name) {
        const [, digits, prefix] = /^([\d.]+)([KMGT]?)/.exec(this.text(name)) ?? [];
        return Number(digits) * 1024 ** ('KMGT'.indexOf(prefix || '-') + 1);
    }
}
/**
 * Reads lines against a grammar: each must be the expected one, and each expected one must be there.
 * @throws OutputError with the lines that are not, or the name of the first line that is missing.
 */
function readLines(rules, lines) {
    const fields = new Fields();
    const unread = [];
    let at = 0;
    for (const line of lines) {
        const found = expected(rules, at, line);
        if (found === undefined)
            unread.push(line);
        else {
            fields.keep(found.groups);
            at = found.next;
        }
    }
    const missing = rules.slice(at).find((rule) => rule.times === 'once');
    if (unread.length === 0 && missing === undefined)
        return fields;
    throw unreadable(unread, missing);
}
/** Where `line` stands in the grammar at or after `at`, passing over lines that may be absent. */
function expected(rules, at, line) {
    for (const [offset, rule] of rules.slice(at).entries()) {
        const match = rule.pattern.exec(line);
        if (match)
            return { groups: match.groups ?? {}, next: at + offset + (rule.times === 'any' ? 0 : 1) };
        if (rule.times === 'once')
            return undefined;
    }
    return undefined;
}
function unreadable(unread, missing) {
    if (unread.length === 0)
        return new OutputError(`sysbench's output ends before "${missing?.label}"`, []);
    const count = unread.length === 1 ? 'a line' : `${unread.length} lines`;
    const wanted = missing ? `, and "${missing.label}" is missing` : '';
    return new OutputError(`${count} of sysbench's output could not be read${wanted}`, shown(unread));
}
/** The first lines, cut, with control characters written out. */
function shown(lines) {
    return lines
        .slice(0, SHOWN_LINES)
        .map((line) => line
        .slice(0, SHOWN_CHARACTERS)
        .replaceAll(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`));
}

;// CONCATENATED MODULE: ./build/suites/sysbench-formats.js
/**
 * What sysbench prints, line by line, in each of its three formats. Checked against the sources (github.com/akopytov/sysbench)
 * at the 0.4.12 tree of its 0.4 branch, at tag 1.0.20, and at 1.1.0-3ceba0b, and against real output of all three.
 */

/** Warnings that do not change what was measured: deprecated option names, and a limit that memory and mutex set by themselves. */
const HARMLESS = new Set([
    'WARNING: Both event and time limits are disabled, running an endless test',
    'WARNING: Both max-requests and max-time are 0, running endless test',
    'WARNING: --num-threads is deprecated, use --threads instead',
    'WARNING: --max-requests is deprecated, use --events instead',
    'WARNING: --max-time is deprecated, use --time instead',
    'WARNING: the --test option is deprecated. You can pass a script name or path on the command line without any options.',
]);
const HEADERS = {
    '0.4': 'sysbench {version:version}: multi-threaded system evaluation benchmark',
    '1.0': 'sysbench {version:version} (using {:word} LuaJIT {:text})',
    '1.1': 'sysbench {version:version} (using {:word} LuaJIT {:text})',
};
const OPTIONS_04 = [
    'Running the test with following options:',
    'Number of threads: {threads:int}',
    '?Additional request validation enabled.',
    '?Initializing random number generator from timer.',
    '?Random number generator seed is 0 and will be ignored',
    '?Forcing shutdown in {:int} seconds',
];
const OPTIONS_1 = [
    'Running the test with following options:',
    'Number of threads: {threads:int}',
    '?Report intermediate results every {:int} second(s)',
    '?Additional request validation enabled.',
    '?Validation checks: on.',
    'Initializing random number generator from {:text}',
    '?Forcing shutdown in {:int} seconds',
];
const HISTOGRAM = [
    '?Latency histogram (values are in milliseconds)',
    '?value ------------- distribution ------------- count',
    '*{:f3} |{:stars} {:int}',
];
const FAIRNESS = [
    'Threads fairness:',
    'events (avg/stddev): {eventsEach:f4}/{:f2}',
    'execution time (avg/stddev): {:f4}/{:f2}',
];
const LATENCY_1 = [
    'Latency (ms):',
    'min: {min:f2}',
    'avg: {avg:f2}',
    'max: {max:f2}',
    '?percentile stats: {noPercentile:word}',
    '?{rank:int}th percentile: {percentile:f2}',
    'sum: {sum:f2}',
];
const SUMMARIES = {
    '0.4': [
        'Test execution summary:',
        'total time: {seconds:f4}s',
        'total number of events: {events:int}',
        'total time taken by event execution: {sumSeconds:f4}',
        'per-request statistics:',
        'min: {min:f2}ms',
        'avg: {avg:f2}ms',
        'max: {max:f2}ms',
        '?approx. {rank:int} percentile: {percentile:f2}ms',
        ...FAIRNESS,
    ],
    '1.0': [
        'General statistics:',
        'total time: {seconds:f4}s',
        'total number of events: {events:int}',
        ...LATENCY_1,
        ...FAIRNESS,
    ],
    '1.1': [
        'Throughput:',
        'events/s (eps): {:f4}',
        'time elapsed: {seconds:f4}s',
        'total number of events: {events:int}',
        ...LATENCY_1,
        ...FAIRNESS,
    ],
};
const PROGRESS = {
    cpu: '*[ {:int}s ] thds: {:int} eps: {:f2} lat (ms,{:int}%): {:f2}',
    threads: '*[ {:int}s ] thds: {:int} eps: {:f2} lat (ms,{:int}%): {:f2}',
    mutex: '*[ {:int}s ] thds: {:int} eps: {:f2} lat (ms,{:int}%): {:f2}',
    memory: '*[ {:int}s ] {:f2} MiB/sec',
    fileio: '*[ {:int}s ] reads: {:f2} MiB/s writes: {:f2} MiB/s fsyncs: {:f2}/s latency (ms,{:int}%): {:f3}',
};
const CPU_1 = {
    mode: ['Prime numbers limit: {primes:int}'],
    report: ['CPU speed:', 'events per second: {eventsPerSecond:f2}'],
};
const MEMORY_1 = {
    mode: [
        'Running memory speed test with the following options:',
        'block size: {blockKiB:int}KiB',
        'total size: {:int}MiB',
        'operation: {operation:word}',
        'scope: {:word}',
    ],
    report: [
        'Total operations: {operations:int} ({operationsPerSecond:f2} per second)',
        '{transferred:f2} MiB transferred ({throughput:f2} MiB/sec)',
    ],
};
/** `unit` is what follows a size: `b` (in fact bytes) up to 0.4, `B` since 1.0. */
function fileMode(unit, requests) {
    return [
        'Extra file open flags: {flags:text}',
        `{files:int} files, {:size}${unit} each`,
        `{total:size}${unit} total file size`,
        `Block size {block:size}${unit}`,
        `?Merging requests up to {:size}${unit} for sequential IO.`,
        `?${requests}: {:int}`,
        '?Read/Write ratio for combined random IO test: {:f2}',
        '?Periodic FSYNC enabled, calling fsync() each {fsyncEvery:int} requests.',
        '?Calling fsync() at the end of test, {fsyncAtEnd:word}.',
        '?Calling fsync() after {fsyncAll:word} write operation.',
        'Using {io:text} I/O mode',
        '?Using checksums validation.',
        'Doing {mode:text} test',
    ];
}
const FILE_MODE_1 = fileMode('B', 'Number of IO requests');
const TESTS = {
    cpu: {
        '0.4': {
            mode: ['Doing CPU performance benchmark'],
            report: ['Maximum prime number checked in CPU test: {primes:int}'],
        },
        '1.0': CPU_1,
        '1.1': CPU_1,
    },
    memory: {
        '0.4': {
            mode: [
                'Doing memory operations speed test',
                'Memory block size: {blockKiB:int}K',
                'Memory transfer size: {:int}M',
                'Memory operations type: {operation:word}',
                'Memory scope type: {:word}',
            ],
            report: [
                'Operations performed: {operations:int} ({operationsPerSecond:f2} ops/sec)',
                '{transferred:f2} MB transferred ({throughput:f2} MB/sec)',
            ],
        },
        '1.0': MEMORY_1,
        '1.1': MEMORY_1,
    },
    fileio: {
        '0.4': {
            mode: fileMode('b', 'Number of random requests for random IO'),
            report: [
                'Operations performed: {readCount:int} Read, {writeCount:int} Write, {fsyncCount:int} Other = {:int} Total',
                'Read {readBytes:size}b Written {writtenBytes:size}b Total transferred {:size}b ({:size}b/sec)',
                '{:f2} Requests/sec executed',
            ],
        },
        '1.0': {
            mode: FILE_MODE_1,
            report: [
                'File operations:',
                'reads/s: {reads:f2}',
                'writes/s: {writes:f2}',
                'fsyncs/s: {fsyncs:f2}',
                'Throughput:',
                'read, MiB/s: {read:f2}',
                'written, MiB/s: {written:f2}',
            ],
        },
        '1.1': {
            mode: FILE_MODE_1,
            report: [
                'Throughput:',
                'read: IOPS={reads:f2} {read:f2} MiB/s ({:f2} MB/s)',
                'write: IOPS={writes:f2} {written:f2} MiB/s ({:f2} MB/s)',
                'fsync: IOPS={fsyncs:f2}',
            ],
            summary: LATENCY_1,
        },
    },
    threads: {
        '0.4': {
            mode: ['Doing thread subsystem performance test', 'Thread yields per test: {:int} Locks used: {:int}'],
            report: [],
        },
        '1.0': { mode: [], report: [] },
        '1.1': { mode: [], report: [] },
    },
    mutex: {
        '0.4': { mode: ['Doing mutex performance test'], report: [] },
        '1.0': { mode: [], report: [] },
        '1.1': { mode: [], report: [] },
    },
};
/** The lines of a whole run of `test`. */
function grammarOf(format, test) {
    const { mode, report, summary = SUMMARIES[format] } = TESTS[test][format];
    const options = format === '0.4' ? OPTIONS_04 : OPTIONS_1;
    const course = format === '0.4'
        ? ['Threads started!', '?Time limit exceeded, exiting...', '?(last message repeated {:int} times)', 'Done.']
        : ['Initializing worker threads...', 'Threads started!', PROGRESS[test], ...HISTOGRAM];
    return grammar([HEADERS[format], ...options, ...mode, ...course, ...report, ...summary]);
}

;// CONCATENATED MODULE: ./build/suites/sysbench-lines.js
/** From the raw output of a command to lines of a known format, or to what went wrong. */



/** A run prints about 1,500 characters, and 80 more for every line of progress. */
const LONGEST = 2 ** 18;
/** @throws OutputError where sysbench failed, a terminal changed the output, or it is not sysbench's. */
function outputLines(output) {
    const lines = linesOf(output);
    return { format: formatOf(lines), lines };
}
/** The lines that carry something, runs of blanks as one. */
function linesOf(output) {
    if (output.length > LONGEST) {
        throw new OutputError(`sysbench printed ${output.length} characters; at most ${LONGEST} are read`, []);
    }
    const raw = output.split('\n');
    const carriageReturns = raw.filter((line) => line.includes('\r'));
    if (carriageReturns.length > 0) {
        throw new OutputError('the output has carriage returns: a terminal has changed it', shown(carriageReturns));
    }
    const lines = raw.map(tidy).filter((line) => line !== '');
    if (lines.some((line) => /^(?:FATAL|ALERT): /.test(line))) {
        throw new OutputError('sysbench failed', shown(lines.filter((line) => /^(?:FATAL|ALERT|WARNING): /.test(line))));
    }
    return lines.filter((line) => !HARMLESS.has(line));
}
/** `( 5.00 per second)` is how sysbench pads a number after a bracket. */
function tidy(line) {
    return line
        .split(' ')
        .filter((word) => word !== '')
        .join(' ')
        .replaceAll('( ', '(');
}
function formatOf(lines) {
    const version = /^sysbench (\d{1,3}\.\d{1,3}\.\d{1,3})(?![0-9])/.exec(lines[0] ?? '')?.[1];
    if (version === undefined)
        throw new OutputError('this is not the output of sysbench', shown(lines));
    if (version === '0.4.12')
        return '0.4';
    if (version.startsWith('1.0.'))
        return '1.0';
    if (version.startsWith('1.1.'))
        return '1.1';
    throw new OutputError(`the output of sysbench ${version} is not known; 0.4.12, 1.0 and 1.1 are`, shown(lines));
}

;// CONCATENATED MODULE: ./build/suites/sysbench-output.js
/**
 * Reads what sysbench prints, strictly: every line must be known and in its place, and the figures must agree with each
 * other. Anything else is an OutputError, never a NaN.
 */




/** @throws OutputError, as every reader here. */
function readCpu(output) {
    const fields = read(output, 'cpu');
    const run = counted(fields);
    const eventsPerSecond = fields.has('eventsPerSecond')
        ? rate(fields, 'eventsPerSecond', run.events, run.seconds)
        : run.events / Math.max(run.seconds, CLOCK_STEP);
    return { ...run, primes: fields.number('primes'), eventsPerSecond };
}
function readMemory(output) {
    const fields = read(output, 'memory');
    const run = counted(fields);
    const blockKiB = fields.number('blockKiB');
    const transferredMiB = fields.number('transferred');
    demand(fields.number('operations') === run.events, 'operations and events differ in number');
    demand(near(transferredMiB, (run.events * blockKiB) / 1024, 0.0051), 'operations and MiB transferred do not agree');
    return {
        ...run,
        blockKiB,
        operation: fields.text('operation'),
        operationsPerSecond: rate(fields, 'operationsPerSecond', run.events, run.seconds),
        transferredMiB,
        throughput: rate(fields, 'throughput', transferredMiB, run.seconds),
    };
}
function readThreads(output) {
    return counted(read(output, 'threads'));
}
function readMutex(output) {
    return counted(read(output, 'mutex'));
}
function readFileio(output) {
    const fields = read(output, 'fileio');
    const run = fields.has('events') ? counted(fields) : common(fields, fields.number('avg'));
    return {
        ...run,
        mode: fields.text('mode'),
        io: fields.text('io'),
        flags: FLAGS.get(fields.text('flags')) ?? 'other',
        files: fields.number('files'),
        totalBytes: fields.bytes('total'),
        blockBytes: fields.bytes('block'),
        fsyncEvery: fields.has('fsyncEvery') ? fields.number('fsyncEvery') : 0,
        fsyncAtEnd: fields.has('fsyncAtEnd'),
        fsyncAll: fields.has('fsyncAll'),
        ...transfers(fields),
    };
}
/** In words since 1.0.13; before that a number, in 0.4.12 the kernel's own. */
const FLAGS = new Map([
    ['(none)', 'none'],
    ['0', 'none'],
    ['directio', 'direct'],
    ['3', 'direct'],
    ['16384', 'direct'],
]);
/** Since 1.0 sysbench prints rates; 0.4 prints counts and sizes. */
function transfers(fields) {
    if (fields.has('reads')) {
        return {
            readThroughput: fields.number('read'),
            writeThroughput: fields.number('written'),
            reads: fields.number('reads'),
            writes: fields.number('writes'),
            fsyncs: fields.number('fsyncs'),
        };
    }
    const seconds = Math.max(fields.number('seconds'), CLOCK_STEP);
    return {
        readThroughput: fields.bytes('readBytes') / 2 ** 20 / seconds,
        writeThroughput: fields.bytes('writtenBytes') / 2 ** 20 / seconds,
        reads: fields.number('readCount') / seconds,
        writes: fields.number('writeCount') / seconds,
        fsyncs: fields.number('fsyncCount') / seconds,
    };
}
/** s: the resolution of the printed total time. */
const CLOCK_STEP = 0.0001;
function read(output, test) {
    const { format, lines } = outputLines(output);
    return readLines(grammarOf(format, test), lines);
}
function counted(fields) {
    const events = fields.number('events');
    if (events === 0)
        throw new OutputError('sysbench completed no event', []);
    const sum = fields.has('sum') ? fields.number('sum') : fields.number('sumSeconds') * 1000;
    const run = { ...common(fields, sum / events), seconds: fields.number('seconds'), events };
    const unrounded = fields.has('sum') ? 0.005 : 0.05;
    demand(near(run.latency.avg, run.latency.mean, 0.0051 + unrounded / events), 'average and sum do not agree');
    demand(near(fields.number('eventsEach'), events / run.threads, 0.0001), 'events a thread do not add up');
    return run;
}
function common(fields, mean) {
    const [min, avg, max] = [fields.number('min'), fields.number('avg'), fields.number('max')];
    demand(min <= avg && avg <= max, 'minimum, average and maximum are out of order');
    const threads = fields.number('threads');
    demand(threads > 0, 'it ran with no thread');
    const percentile = percentileOf(fields);
    demand(!percentile || percentile.value <= max * BUCKET + 0.01, 'a percentile lies far above the maximum');
    return {
        version: fields.text('version'),
        threads,
        latency: { min, avg, max, mean, ...(percentile && { percentile }) },
    };
}
/** Ratio of the edges of a bucket: 1024 of them from 0.001 ms to 100 s (`sb_histogram_init`), rounded up. */
const BUCKET = 1.02;
/** ms: what 0.4.12 prints where few events keep its search from ending. */
const NOT_FOUND = 10_000_000;
function percentileOf(fields) {
    if (fields.has('rank') === fields.has('noPercentile')) {
        throw new OutputError("sysbench's output must have one line on the percentile", []);
    }
    if (!fields.has('rank') || fields.number('percentile') === NOT_FOUND)
        return undefined;
    return { rank: fields.number('rank'), value: fields.number('percentile') };
}
/**
 * A printed rate. sysbench divides by the time up to its report, about 1 ms more than the total time it prints; a rate
 * above amount / total time, or below half of it and not explained by 0.1 s, is a damaged figure.
 */
function rate(fields, name, amount, seconds) {
    const printed = fields.number(name);
    const highest = amount / Math.max(seconds - CLOCK_STEP, CLOCK_STEP / 2) + 0.01;
    const lowest = amount / (2 * seconds + 0.1) - 0.01;
    demand(printed >= lowest && printed <= highest, 'the rate does not agree with the amount and the time');
    return printed;
}
function near(value, wanted, tolerance) {
    return Math.abs(value - wanted) <= tolerance + Number.EPSILON * 4 * Math.abs(wanted);
}
function demand(holds, contradiction) {
    if (!holds)
        throw new OutputError(`sysbench's figures contradict each other: ${contradiction}`, []);
}

;// CONCATENATED MODULE: ./build/suites/sysbench-benchmark.js
/** What the sysbench benchmarks share: the command line, the calibration, the latency metrics, and what the output must confirm. */


/** One seed for all: two trials do the same operations in the same order. */
const SEED = 1;
const PERCENTILE = 95;
/** sysbench keeps --events and --mutex-locks in an int. */
const MOST_WORK = 2 ** 31 - 1;
/**
 * `--config-file` is not used and every option that could have another default elsewhere is given. No --histogram and
 * no --report-interval: a reporting thread would be measured too.
 */
function sysbench(cwd, test, threads, options, action = 'run') {
    const common = [`--threads=${threads}`, `--rand-seed=${SEED}`, `--percentile=${PERCENTILE}`];
    return { cwd, argv: ['sysbench', test, ...common, ...options, action] };
}
const TOTAL_TIME = { name: 'total_time', unit: 's', direction: 'lower' };
/** Shown, never the gate: two decimals of a ms are 0.00 for a memory operation, and a maximum is one event. */
const LATENCY_METRICS = [
    { name: 'latency_min', unit: 'ms', direction: 'lower' },
    { name: 'latency_avg', unit: 'ms', direction: 'lower' },
    { name: 'latency_max', unit: 'ms', direction: 'lower' },
    { name: 'latency_p95', unit: 'ms', direction: 'lower' },
    /** Sum over number of events. In fileio both count the fsyncs that are requests of their own. */
    { name: 'latency_mean', unit: 'ms', direction: 'lower' },
];
/** @throws OutputError where the run was asked for another percentile. */
function latencyMetrics({ latency }) {
    const { min, avg, max, mean, percentile } = latency;
    if (percentile?.rank !== PERCENTILE)
        throw new OutputError(`sysbench did not print the ${PERCENTILE}th percentile`, []);
    return { latency_min: min, latency_avg: avg, latency_max: max, latency_p95: percentile.value, latency_mean: mean };
}
/** The amount of fixed work. @throws Error for other work: planning offered this benchmark what it does not do. */
function amountOf(work, unit) {
    if (work.kind !== 'fixed' || work.unit !== unit || !Number.isInteger(work.amount) || work.amount < 1) {
        throw new Error(`this benchmark does a whole number of ${unit}, not ${JSON.stringify(work)}`);
    }
    return work.amount;
}
/**
 * Fixed work from the total time of a probe. The printed rates are not used: they include about 1 ms of sysbench's own
 * report, which is much of a short probe.
 */
function sysbench_benchmark_calibrate(probe) {
    return {
        probe,
        work(metrics, seconds) {
            const taken = metrics[TOTAL_TIME.name];
            if (taken === undefined)
                throw new Error('a probe has no total time');
            const amount = Math.round((probe.amount * seconds) / Math.max(taken, CLOCK_STEP));
            return { ...probe, amount: Math.min(Math.max(amount, 1), MOST_WORK) };
        },
    };
}
/** @throws OutputError unless the output says what was asked for: what ran was this benchmark, whole. */
function sysbench_benchmark_confirm(printed, asked) {
    const wrong = Object.entries(asked).filter(([name, value]) => printed[name] !== value);
    if (wrong.length === 0)
        return;
    const lines = wrong.map(([name, value]) => `${name}: ${printed[name]}, asked for ${value}`);
    throw new OutputError('sysbench did not run what it was asked to', lines);
}
function totalTime(run) {
    return { [TOTAL_TIME.name]: run.seconds };
}

;// CONCATENATED MODULE: ./build/suites/sysbench-cpu.js
/** How fast the CPU computes, as sysbench sees it: primes by trial division. */



/** The paper's; one event is all primes up to it. */
const PRIMES = 20_000;
const prime = {
    id: 'cpu.prime',
    suite: 'cpu',
    summary: `primes up to ${PRIMES} by trial division, one thread`,
    metrics: [{ name: 'events_per_second', unit: 'events/s', direction: 'higher' }, TOTAL_TIME, ...LATENCY_METRICS],
    gate: 'events_per_second',
    defaultWork: { kind: 'fixed', amount: 150, unit: 'events' },
    calibration: sysbench_benchmark_calibrate({ kind: 'fixed', amount: 40, unit: 'events' }),
    before: [],
    command: (work) => sysbench(SANDBOX.root, 'cpu', 1, [`--cpu-max-prime=${PRIMES}`, `--events=${amountOf(work, 'events')}`, '--time=0']),
    after: [],
    parse(output, work) {
        const run = readCpu(output);
        sysbench_benchmark_confirm({ threads: run.threads, 'largest prime': run.primes, events: run.events }, { threads: 1, 'largest prime': PRIMES, events: amountOf(work, 'events') });
        return { events_per_second: run.eventsPerSecond, ...totalTime(run), ...latencyMetrics(run) };
    },
};
const cpu = { name: 'cpu', summary: 'computing', benchmarks: [prime] };

;// CONCATENATED MODULE: ./build/suites/sysbench-fileio.js
/** How fast files are read and written, on the volume and on the runtime's own writable layer. */



const FILES = 4;
const TOTAL_MIB = 128;
const BLOCK_BYTES = 16_384;
const FILE_SET = [`--file-num=${FILES}`, `--file-total-size=${TOTAL_MIB}M`, `--file-block-size=${BLOCK_BYTES}`];
const MODES = [
    { name: 'seqrd', words: 'sequential read', printed: 'sequential read', reads: true, writes: false },
    {
        name: 'seqwr',
        words: 'sequential write of new files',
        printed: 'sequential write (creation)',
        reads: false,
        writes: true,
    },
    { name: 'seqrewr', words: 'sequential rewrite', printed: 'sequential rewrite', reads: false, writes: true },
    { name: 'rndrd', words: 'random read', printed: 'random read', reads: true, writes: false },
    { name: 'rndwr', words: 'random write', printed: 'random write', reads: false, writes: true },
    { name: 'rndrw', words: 'random read and write, 3 to 2', printed: 'random r/w', reads: true, writes: true },
];
const BUFFERED = {
    suffix: '',
    cache: `through the page cache (${TOTAL_MIB} MiB of files: they stay in it unless memory is limited below that)`,
    fsync: 'an fsync every 100 requests',
    options: ['--file-fsync-freq=100', '--file-fsync-end=on'],
    flags: 'none',
    fsyncEvery: 100,
    fsyncAtEnd: true,
    fsyncAll: false,
};
/** The device without the cache, and without fsync, which would measure the two together. */
const DIRECT = {
    suffix: '.direct',
    cache: 'past the page cache (O_DIRECT)',
    fsync: 'no fsync',
    options: ['--file-extra-flags=direct', '--file-fsync-freq=0', '--file-fsync-end=off'],
    flags: 'direct',
    fsyncEvery: 0,
    fsyncAtEnd: false,
    fsyncAll: false,
};
const DURABLE = {
    suffix: '.durable',
    cache: 'through the page cache',
    fsync: 'an fsync after every write',
    options: ['--file-fsync-all=on'],
    flags: 'none',
    fsyncEvery: 0,
    fsyncAtEnd: false,
    fsyncAll: true,
};
/**
 * On the root only buffered: what is under it differs from runtime to runtime (overlayfs, tmpfs, gVisor's file in
 * memory), so O_DIRECT may be refused or ignored and an fsync may have nothing to flush; the figures would compare
 * what is under it. A mode without writes has nothing to make durable.
 */
function casesOf(place, mode) {
    if (place === 'root')
        return [BUFFERED];
    return mode.writes ? [BUFFERED, DIRECT, DURABLE] : [BUFFERED, DIRECT];
}
const PLACES = [
    { name: 'volume', cwd: SANDBOX.volume },
    { name: 'root', cwd: SANDBOX.root },
];
/**
 * Timed, a whole second being the least that --time takes. With a time limit the total time and the sum of latencies
 * say nothing, so neither is a metric.
 */
function fileBenchmark(place, mode, how) {
    return {
        id: `fileio.${place.name}.${mode.name}${how.suffix}`,
        suite: 'fileio',
        summary: `${mode.words} on the ${place.name}, ${how.cache}${mode.writes ? `, ${how.fsync}` : ''}`,
        metrics: [...metricsOf(mode, how), ...LATENCY_METRICS],
        gate: 'throughput',
        defaultWork: { kind: 'timed', seconds: 1 },
        /** seqwr creates its files itself. */
        before: mode.name === 'seqwr' ? [] : [fileCommand(place, [], 'prepare')],
        command(work) {
            if (work.kind !== 'timed' || !Number.isInteger(work.seconds)) {
                throw new Error(`fileio runs for whole seconds, not ${JSON.stringify(work)}`);
            }
            const options = [`--file-test-mode=${mode.name}`, '--file-io-mode=sync', ...how.options];
            return fileCommand(place, [...options, '--events=0', `--time=${work.seconds}`], 'run');
        },
        after: [fileCommand(place, [], 'cleanup')],
        parse(output) {
            const run = readFileio(output);
            confirmFileio(run, mode, how);
            return pick({ ...rates(run), ...latencyMetrics(run) }, [...metricsOf(mode, how), ...LATENCY_METRICS]);
        },
    };
}
function fileCommand(place, options, action) {
    return sysbench(place.cwd, 'fileio', 1, [...FILE_SET, ...options], action);
}
/** Only what the mode does: a rate that is always zero is no metric. */
function metricsOf(mode, how) {
    const higher = (name, unit) => ({ name, unit, direction: 'higher' });
    const synced = mode.writes && (how.fsyncAll || how.fsyncEvery > 0);
    return [
        higher('throughput', 'MiB/s'),
        ...(mode.reads ? [higher('read_throughput', 'MiB/s'), higher('reads_per_second', 'ops/s')] : []),
        ...(mode.writes ? [higher('write_throughput', 'MiB/s'), higher('writes_per_second', 'ops/s')] : []),
        ...(synced ? [higher('fsyncs_per_second', 'ops/s')] : []),
    ];
}
function rates(run) {
    return {
        throughput: run.readThroughput + run.writeThroughput,
        read_throughput: run.readThroughput,
        reads_per_second: run.reads,
        write_throughput: run.writeThroughput,
        writes_per_second: run.writes,
        fsyncs_per_second: run.fsyncs,
    };
}
function pick(values, metrics) {
    const names = new Set(metrics.map(({ name }) => name));
    return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}
/** Every request moves one whole block, so the two printed rates must agree; 0.4 prints sizes to five digits. */
function ratesAgree({ reads, writes, readThroughput, writeThroughput }) {
    const agree = (requests, throughput) => {
        const expected = (requests * BLOCK_BYTES) / 2 ** 20;
        return Math.abs(throughput - expected) <= 0.01 + expected * 1e-4;
    };
    return agree(reads, readThroughput) && agree(writes, writeThroughput);
}
function confirmFileio(run, mode, how) {
    sysbench_benchmark_confirm({ ...run, ratesAgree: ratesAgree(run) }, {
        threads: 1,
        mode: mode.printed,
        io: 'synchronous',
        files: FILES,
        totalBytes: TOTAL_MIB * 2 ** 20,
        blockBytes: BLOCK_BYTES,
        flags: how.flags,
        fsyncEvery: how.fsyncEvery,
        fsyncAtEnd: how.fsyncAtEnd,
        fsyncAll: how.fsyncAll,
        ratesAgree: true,
    });
}
const fileio = {
    name: 'fileio',
    summary: 'reading and writing files',
    benchmarks: PLACES.flatMap((place) => MODES.flatMap((mode) => casesOf(place.name, mode).map((how) => fileBenchmark(place, mode, how)))),
};

;// CONCATENATED MODULE: ./build/suites/sysbench-memory.js
/** How fast memory is read and written. */



const OPERATIONS = ['read', 'write'];
const ACCESSES = [
    { name: 'seq', words: 'in sequence' },
    /** Draws a random number for every 8 bytes: 3 to 10 times slower, and as much a test of that as of memory. */
    { name: 'rnd', words: 'at random' },
];
const BLOCKS = [
    { name: '1k', kiB: 1, words: '1 KiB blocks, most of the time sysbench counting and timing them' },
    { name: '1m', kiB: 1024, words: '1 MiB blocks, which fit in the L2 or L3 cache' },
];
function mebibytes(amount) {
    return { kind: 'fixed', amount, unit: 'MiB' };
}
/** 20 to 30 ms at the 9, 37 and 2.5 GiB/s of the host this was written on. */
function probeMiB(access, block) {
    if (access.name === 'rnd')
        return 64;
    return block.name === '1k' ? 256 : 1024;
}
function memoryBenchmark(operation, access, block) {
    return {
        id: `memory.${operation}.${access.name}.${block.name}`,
        suite: 'memory',
        summary: `${operation} memory ${access.words}, ${block.words}`,
        metrics: [
            { name: 'throughput', unit: 'MiB/s', direction: 'higher' },
            { name: 'operations_per_second', unit: 'ops/s', direction: 'higher' },
            TOTAL_TIME,
            ...LATENCY_METRICS,
        ],
        gate: 'throughput',
        defaultWork: mebibytes(3 * probeMiB(access, block)),
        calibration: sysbench_benchmark_calibrate(mebibytes(probeMiB(access, block))),
        before: [],
        command: (work) => sysbench(SANDBOX.root, 'memory', 1, options(operation, access, block, amountOf(work, 'MiB'))),
        after: [],
        parse: (output, work) => parse(output, operation, block, amountOf(work, 'MiB')),
    };
}
/** --events has no effect here: the total size is the limit. sysbench warns of an endless test and then ends it. */
function options(operation, access, block, amount) {
    return [
        `--memory-block-size=${block.kiB}K`,
        `--memory-total-size=${amount}M`,
        '--memory-scope=global',
        `--memory-oper=${operation}`,
        `--memory-access-mode=${access.name}`,
        '--time=0',
    ];
}
/** sysbench does not print the access mode, so the output cannot confirm it. */
function parse(output, operation, block, amount) {
    const run = readMemory(output);
    sysbench_benchmark_confirm({ threads: run.threads, operation: run.operation, 'block KiB': run.blockKiB, MiB: run.transferredMiB }, { threads: 1, operation, 'block KiB': block.kiB, MiB: amount });
    return {
        throughput: run.throughput,
        operations_per_second: run.operationsPerSecond,
        ...totalTime(run),
        ...latencyMetrics(run),
    };
}
const memory = {
    name: 'memory',
    summary: 'reading and writing memory',
    benchmarks: OPERATIONS.flatMap((operation) => ACCESSES.flatMap((access) => BLOCKS.map((block) => memoryBenchmark(operation, access, block)))),
};

;// CONCATENATED MODULE: ./build/suites/sysbench-mutex.js
/** What it costs when threads want the same locks. */



const THREADS = 2;
/**
 * sysbench's own numbers (4096 locks, 10000 loops between two) hardly ever meet and time an empty loop. With one lock
 * the threads always meet, and a pair of trials had a robust sd of 27 %; with 64 locks and 100 loops, 6 %. An event is
 * all the locks of one thread, so there are as many events as threads and the time is the result.
 */
const contention = {
    id: 'mutex.contention',
    suite: 'mutex',
    summary: `${THREADS} threads take 64 locks at random`,
    metrics: [TOTAL_TIME, ...LATENCY_METRICS],
    gate: TOTAL_TIME.name,
    defaultWork: { kind: 'fixed', amount: 600_000, unit: 'locks' },
    calibration: sysbench_benchmark_calibrate({ kind: 'fixed', amount: 200_000, unit: 'locks' }),
    before: [],
    command: (work) => sysbench(SANDBOX.root, 'mutex', THREADS, [
        '--mutex-num=64',
        '--mutex-loops=100',
        `--mutex-locks=${amountOf(work, 'locks')}`,
        `--events=${THREADS}`,
        '--time=0',
    ]),
    after: [],
    /** The number of locks is not printed, so the output cannot confirm it. */
    parse(output) {
        const run = readMutex(output);
        sysbench_benchmark_confirm({ threads: run.threads, events: run.events }, { threads: THREADS, events: THREADS });
        return { ...totalTime(run), ...latencyMetrics(run) };
    },
};
const mutex = { name: 'mutex', summary: 'locks between threads', benchmarks: [contention] };

;// CONCATENATED MODULE: ./build/suites/sysbench-threads.js
/** What it costs to ask the scheduler for a turn. */



/**
 * One thread: 1000 times lock, sched_yield, unlock an event, so the cost of the system call and the scheduler's answer.
 * With 2, 4, 8 threads on two CPUs one pair of trials had a robust sd of 4, 8, 12 % against 0.9 % with one: too much
 * to see a change by. The time is the result: sysbench prints no rate for this test. Its step of 0.1 ms is 0.1 % of a
 * trial; latency_mean has a finer one.
 */
const yielding = {
    id: 'threads.yield',
    suite: 'threads',
    summary: 'lock, sched_yield and unlock, 1000 times an event, one thread',
    metrics: [TOTAL_TIME, ...LATENCY_METRICS],
    gate: TOTAL_TIME.name,
    defaultWork: { kind: 'fixed', amount: 400, unit: 'events' },
    calibration: sysbench_benchmark_calibrate({ kind: 'fixed', amount: 100, unit: 'events' }),
    before: [],
    command: (work) => sysbench(SANDBOX.root, 'threads', 1, [
        '--thread-yields=1000',
        '--thread-locks=8',
        `--events=${amountOf(work, 'events')}`,
        '--time=0',
    ]),
    after: [],
    parse(output, work) {
        const run = readThreads(output);
        sysbench_benchmark_confirm({ threads: run.threads, events: run.events }, { threads: 1, events: amountOf(work, 'events') });
        return { ...totalTime(run), ...latencyMetrics(run) };
    },
};
const threads = { name: 'threads', summary: 'the scheduler', benchmarks: [yielding] };

;// CONCATENATED MODULE: ./build/suites/index.js
/** The registry: a new suite is one file and one line here. */








const suites = [lifecycle, cpu, memory, threads, mutex, fileio];
const benchmarks = suites.flatMap((suite) => suite.benchmarks);
/**
 * The patterns of each profile. A fileio trial takes 1 s where the others take 0.1 s, so each one costs a block as much
 * as ten of them. `paper` is what its figures 6 to 10 show: fileio on the runtime's own layer, as it was taken there.
 */
const PROFILE_BENCHMARKS = {
    quick: ['lifecycle', 'cpu', 'memory.write.seq.1k', 'memory.read.seq.1m', 'fileio.volume.seqrd'],
    standard: ['lifecycle', 'cpu', 'memory.*.seq.*', 'threads', 'fileio.volume.seqrd', 'fileio.volume.seqwr'],
    paper: ['cpu', 'memory.write.seq.1k', 'fileio.root.seqrd', 'fileio.root.seqwr', 'fileio.root.seqrewr'],
};
/**
 * The benchmarks that patterns name, each once, in the order of the registry. A pattern is the name of a suite, the id
 * of a benchmark, or an id with `*` for any characters.
 * @throws InputError for a pattern that names none, with the nearest that does.
 */
function findBenchmarks(patterns) {
    if (patterns.length === 0)
        throw new config_errors/* InputError */.w('No benchmark is asked for.', `The suites are ${suiteNames()}.`);
    const named = new Set(patterns.flatMap(benchmarksOf));
    return benchmarks.filter((benchmark) => named.has(benchmark));
}
function benchmarksOf(pattern) {
    const found = benchmarks.filter(({ id, suite }) => suite === pattern || matches(pattern, id));
    if (found.length === 0)
        throw new config_errors/* InputError */.w(`No benchmark is called "${pattern}".`, suggestion(pattern));
    return found;
}
/** Piece by piece, not as a regular expression: the pattern may come from a pull request, and many `*` would take long. */
function matches(pattern, id) {
    const [first = '', ...rest] = pattern.split('*');
    const last = rest.pop();
    if (last === undefined)
        return pattern === id;
    if (!id.startsWith(first) || !id.endsWith(last))
        return false;
    let at = first.length;
    for (const piece of rest) {
        const found = id.indexOf(piece, at);
        if (found < 0)
            return false;
        at = found + piece.length;
    }
    return at <= id.length - last.length;
}
function suggestion(pattern) {
    const group = benchmarks.some(({ id }) => id.startsWith(`${pattern}.`)) && pattern !== '';
    const known = [...suites.map(({ name }) => name), ...benchmarks.map(({ id }) => id)];
    return `Did you mean "${group ? `${pattern}.*` : (0,mod/* closest */.kp)(pattern, known)}"? The suites are ${suiteNames()}.`;
}
function suiteNames() {
    return suites.map(({ name }) => name).join(', ');
}

// EXTERNAL MODULE: ./build/config/arms.js
var arms = __webpack_require__(2512);
// EXTERNAL MODULE: ./build/config/sides.js
var config_sides = __webpack_require__(3399);
;// CONCATENATED MODULE: ./build/host/apt.js
/** Packages of Debian and Ubuntu, from the mirrors the host itself names. */





const APT = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-q'];
/** Files of an installed package; empty where it is not installed. */
async function filesOf(name) {
    if (!(0,external_node_fs_.existsSync)('/usr/bin/dpkg-query'))
        return [];
    const { code, stdout } = await runCommand(['dpkg-query', '-L', name]);
    return code === 0 ? stdout.split('\n').filter(Boolean) : [];
}
/** All versions of these packages that the host's sources offer, newest first as apt lists them. None on a host without apt. */
async function availableVersions(names) {
    if (!(0,external_node_fs_.existsSync)('/usr/bin/apt-cache'))
        return [];
    const { stdout } = await runCommand(['apt-cache', 'madison', ...names]);
    return stdout.split('\n').flatMap((line) => {
        const [name, version] = line.split('|').map((field) => field.trim());
        return name && version ? [{ name, version }] : [];
    });
}
/** `5:24.0.5-1~debian.12` is upstream version `24.0.5`. */
function upstreamVersion(packageVersion) {
    const withoutEpoch = packageVersion.replace(/^\d+:/, '');
    return withoutEpoch.match(/^\d+(\.\d+)*/)?.[0] ?? withoutEpoch;
}
/** Whether a user who asks for `wanted`, `24.0.5` or the full package version, means this one. */
function isVersion(packageVersion, wanted) {
    return packageVersion === wanted || upstreamVersion(packageVersion) === wanted;
}
/** What there is, for an error that names it: `1.1.5 (package runc 1.1.5+ds1-1)`. */
function offerText(offered) {
    const texts = offered.map(({ name, version }) => `${upstreamVersion(version)} (package ${name} ${version})`);
    return [...new Set(texts)].join(', ');
}
/** The offered version that a user means. @throws InputError naming those there are. */
function pickVersion(offered, wanted, what) {
    const match = offered.find(({ version }) => isVersion(version, wanted));
    if (match)
        return match;
    throw new config_errors/* InputError */.w(`${what} ${wanted} is not offered by this host's package sources`, offered.length > 0
        ? `They offer: ${offerText(offered)}. Ask for one of these, or add a source that has ${wanted}.`
        : `They offer no ${what} at all: run apt-get update, or add a source that has it.`);
}
/** Like `availableVersions`; where `wanted` is not among them the package lists, which may be old, are refreshed first. */
async function currentVersions(host, names, wanted) {
    const offered = await availableVersions(names);
    const known = offered.some(({ version }) => isVersion(version, wanted));
    if (known || !host.mayInstall || !(0,external_node_fs_.existsSync)('/usr/bin/apt-get'))
        return offered;
    try {
        await refreshPackageLists(host);
    }
    catch (error) {
        if (!(error instanceof config_errors/* HostError */.d))
            throw error;
        host.log.warn(error.message);
        return offered;
    }
    return availableVersions(names);
}
/** Refuses early, with a cause a person can mend. */
function requireApt() {
    if (!(0,external_node_fs_.existsSync)('/usr/bin/apt-get')) {
        throw new config_errors/* HostError */.d('this host has no apt, so nothing can be installed', 'Install sysbench userland tools and runtimes yourself and pass --rootfs and runtime paths (runc=/usr/bin/runc) with --install never, or use Debian or Ubuntu.');
    }
}
/** Refreshes the package lists once an invocation. */
let refreshed;
function refreshPackageLists(host) {
    refreshed ??= (async () => {
        requireApt();
        host.log.step('refreshing package lists');
        await runApt(['update'], 300);
    })();
    return refreshed;
}
/**
 * Makes sure that packages are there, optionally in one exact version (`runc` or `runc=1.1.5`).
 * What apt would add is recorded for undo before apt is asked to add it.
 */
async function ensurePackages(host, wanted) {
    if (await allInstalled(wanted))
        return;
    if (!host.mayInstall) {
        throw new config_errors/* HostError */.d(`packages are missing: ${wanted.join(' ')}`, 'Install them, or run without --install never.');
    }
    requireApt();
    const flags = ['install', '-y', '--no-install-recommends', ...wanted];
    const added = await simulate(host, flags);
    host.log.step(`installing ${wanted.join(' ')} (${added.length} packages)`);
    const change = added.length > 0 ? host.journal.record({ kind: 'packages', names: added }, 'install') : undefined;
    try {
        await runApt(flags, 900);
    }
    catch (error) {
        await change?.undo();
        throw error;
    }
}
async function allInstalled(wanted) {
    const pins = wanted.map((item) => item.split('=', 2));
    const installed = await installedVersions(pins.map(([name]) => name ?? ''));
    return pins.every(([name = '', version]) => (version ? installed.get(name) === version : installed.has(name)));
}
/** Names of the packages apt would newly add. */
async function simulate(host, flags) {
    let result = await runCommand([...APT, '--simulate', ...flags]);
    if (result.code !== 0) {
        await refreshPackageLists(host);
        result = await runCommand([...APT, '--simulate', ...flags]);
    }
    if (result.code !== 0)
        throw apt_explain(new CommandError([...APT, ...flags], result));
    return result.stdout.split('\n').flatMap((line) => line.match(/^Inst (\S+) \((?!.*\[upgrad)/)?.[1] ?? []);
}
/** Runs apt-get. @throws HostError saying what the user can do about it. */
async function runApt(flags, timeoutSeconds) {
    // RUNLEVEL=1 keeps maintainer scripts from starting daemons where no service manager looks after them.
    const env = (0,external_node_fs_.existsSync)('/run/systemd/system') ? {} : { RUNLEVEL: '1' };
    try {
        await mustRun([...APT, ...flags], { timeoutSeconds, env });
    }
    catch (error) {
        throw error instanceof CommandError ? apt_explain(error) : error;
    }
}
/** Turns apt's words into what the user can do. */
function apt_explain(error) {
    const text = `${error.result.stdout}${error.result.stderr}`;
    if (/Could not resolve|Failed to fetch|Cannot initiate the connection|Temporary failure/.test(text)) {
        return new config_errors/* HostError */.d(error.message, 'The package mirror cannot be reached: check the network, the proxy and /etc/apt/sources.list.');
    }
    if (/No space left|not enough free space|enough free space/i.test(text)) {
        return new config_errors/* HostError */.d(error.message, 'The disk is full: free space under /var, then run again.');
    }
    return new config_errors/* HostError */.d(error.message, 'Mend the package system first (apt-get -f install shows what is wrong).');
}

;// CONCATENATED MODULE: ./build/image/recipe.js
/** What the userland is made of. Pure: the same recipe and the same package versions give the same bytes. */

/** sysbench, and what makes the root a system that can boot: system containers run it with systemd as process 1. */
const PACKAGES = ['sysbench', 'systemd-sysv', 'dbus', 'iproute2'];
const EXCLUDED = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/info/*'];
/** The host's own distribution, so that its mirrors and keys serve. @throws HostError on other systems. */
function recipeFor(distribution) {
    if (distribution.id !== 'debian' && distribution.id !== 'ubuntu') {
        throw new config_errors/* HostError */.d(`a userland can be made on Debian and Ubuntu; this is ${distribution.pretty || 'another system'}`, 'Pass --rootfs with a tarball or folder that has sysbench in it.');
    }
    const { codename: suite, arch } = distribution;
    return {
        name: `mmdebstrap ${suite}: ${PACKAGES.join(' ')}`,
        suite,
        arch,
        packages: PACKAGES,
        excluded: EXCLUDED,
        epoch: 0,
    };
}
/** The argv that writes the root to `tarball`. */
function bootstrapCommand(recipe, sources, tarball) {
    return [
        'mmdebstrap',
        '--mode=root',
        '--variant=minbase',
        '--format=tar',
        `--architectures=${recipe.arch}`,
        `--include=${recipe.packages.join(',')}`,
        ...recipe.excluded.map((path) => `--dpkgopt=path-exclude=${path}`),
        ...sources.keyrings.map((path) => `--keyring=${path}`),
        ...sources.aptOptions.map((option) => `--aptopt=${option}`),
        recipe.suite,
        tarball,
        ...sources.lines,
    ];
}

;// CONCATENATED MODULE: ./build/image/sources.js
/** The distribution's mirrors as this host's apt knows them: an internal mirror or a proxy just works. */




const KEYRINGS = [
    '/etc/apt/trusted.gpg.d',
    '/usr/share/keyrings/debian-archive-keyring.gpg',
    '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
];
/** Sources of `suite` itself, its updates and security fixes; other vendors' repositories are left out. */
async function hostSources(host, suite) {
    let lines = sourceLines(await indexTargets(), suite);
    if (lines.length === 0) {
        await refreshPackageLists(host);
        lines = sourceLines(await indexTargets(), suite);
    }
    if (lines.length === 0) {
        throw new config_errors/* HostError */.d(`the apt sources of this host name no mirror for ${suite}`, 'Add the distribution to /etc/apt/sources.list, or pass --rootfs.');
    }
    return {
        lines,
        keyrings: KEYRINGS.filter((path) => (0,external_node_fs_.existsSync)(path)),
        aptOptions: proxies(await mustRun(['apt-config', 'dump'])),
    };
}
function indexTargets() {
    return mustRun(['apt-get', 'indextargets', 'Created-By: Packages']);
}
/** Pure: one `deb` line a suite from the stanzas of `apt-get indextargets`. */
function sourceLines(stanzas, suite) {
    const components = new Map();
    for (const stanza of stanzas.split(/\n\n+/)) {
        const field = (name) => stanza.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1] ?? '';
        const release = field('Release');
        const official = /^(Debian|Ubuntu)$/.test(field('Origin'));
        const wanted = release === suite || release === `${suite}-updates` || release === `${suite}-security`;
        if (!official || !wanted)
            continue;
        const key = `${field('Repo-URI')} ${release}`;
        components.set(key, (components.get(key) ?? new Set()).add(field('Component')));
    }
    return [...components].map(([source, names]) => `deb ${source} ${[...names].join(' ')}`);
}
/** Pure: the proxy settings of `apt-config dump`, in the form `--aptopt` takes. */
function proxies(dump) {
    return dump.split('\n').filter((line) => /^Acquire::https?::Proxy\S* "[^"]+";$/i.test(line));
}

;// CONCATENATED MODULE: ./build/image/image.js
/** The one userland every sandbox runs: built or brought by the user, checked, kept by content. */











const imageSchema = schemas/* object */.Ikc({
    /** `sha256:…` of the root tarball. */
    digest: schemas/* string */.YjP(),
    /** What it was made from, in words: `mmdebstrap bookworm: sysbench` or the path given. */
    recipe: schemas/* string */.YjP(),
    /** Uncompressed tarball of the root, agent included. */
    tarball: schemas/* string */.YjP(),
    /** As printed by `sysbench --version`. */
    sysbench: schemas/* string */.YjP(),
});
/** Room for the tarball, its unpacking, and a copy for each arm. */
const ROOM_BYTES = 2 * 1024 ** 3;
/** The image for this run: from `rootfs` (a tarball or a folder) or made by mmdebstrap from the host's own mirrors. */
async function obtainImage(host, rootfs) {
    const folder = (0,external_node_path_.join)(host.paths.cache, 'userland');
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    return rootfs ? importRootfs(host, folder, rootfs) : bootstrap(host, folder);
}
/** Whether `obtainImage` would find the userland ready in the cache. */
function cachedImage(host) {
    return readImage((0,external_node_path_.join)(host.paths.cache, 'userland', cacheKey(recipeFor(host.distribution))));
}
async function bootstrap(host, folder) {
    const recipe = recipeFor(host.distribution);
    return cached(host, (0,external_node_path_.join)(folder, cacheKey(recipe)), recipe.name, async (tarball) => {
        await ensurePackages(host, ['mmdebstrap']);
        const sources = await hostSources(host, recipe.suite);
        host.log.step(`making the userland: ${recipe.name}`);
        await mustRun(bootstrapCommand(recipe, sources, tarball), {
            timeoutSeconds: 900,
            env: { SOURCE_DATE_EPOCH: String(recipe.epoch) },
        });
    });
}
async function importRootfs(host, folder, rootfs) {
    if (!(0,external_node_fs_.existsSync)(rootfs))
        throw new config_errors/* InputError */.w(`rootfs ${rootfs} does not exist`, 'Give a tarball or a folder.');
    if ((0,external_node_fs_.statSync)(rootfs).isDirectory()) {
        const scratch = (0,external_node_path_.join)(folder, `import-${process.pid}.tar`);
        await mustRun(['tar', ...SAME_BYTES, '-C', rootfs, '-cf', scratch, '.'], { timeoutSeconds: 600 });
        return adopt(host, folder, scratch, rootfs);
    }
    const scratch = (0,external_node_path_.join)(folder, `import-${process.pid}.tar`);
    await decompress(rootfs, scratch);
    return adopt(host, folder, scratch, rootfs);
}
async function adopt(host, folder, scratch, name) {
    try {
        const key = `${(await sha256(scratch)).slice(0, 32)}-${toolKey()}`;
        return await cached(host, (0,external_node_path_.join)(folder, key), name, async (tarball) => (0,external_node_fs_.renameSync)(scratch, tarball));
    }
    finally {
        (0,external_node_fs_.rmSync)(scratch, { force: true });
    }
}
/** tar reads gzip, xz and zstd by itself, but only an uncompressed archive can be appended to. */
async function decompress(from, to) {
    const tools = [
        [/\.(tar\.gz|tgz)$/, ['gzip', '-dc']],
        [/\.tar\.xz$/, ['xz', '-dc']],
        [/\.tar\.zst$/, ['zstd', '-dc']],
        [/\.tar$/, ['cat']],
    ];
    const tool = tools.find(([pattern]) => pattern.test(from))?.[1];
    if (!tool)
        throw new config_errors/* InputError */.w(`rootfs ${from} is neither a folder nor .tar, .tar.gz, .tar.xz or .tar.zst`);
    const [program = 'cat', ...flags] = tool;
    await mustRun(['/bin/sh', '-c', 'out=$1; shift; exec "$@" >"$out"', 'sh', to, program, ...flags, from], {
        timeoutSeconds: 600,
    });
}
const SAME_BYTES = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '--format=gnu'];
/** Changes whenever what we add to a userland changes. */
function toolKey() {
    return (0,external_node_crypto_.createHash)('sha256').update(AGENT_SCRIPT).update(PROBE_SCRIPT).digest('hex').slice(0, 8);
}
function cacheKey(recipe) {
    return `${(0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 32)}-${toolKey()}`;
}
/** Returns the image in `folder`, making it first where it is not there; other invocations wait. */
async function cached(host, folder, name, make) {
    const lock = await acquireLock(`${folder}.lock`, `making the userland ${name}`, host.log);
    try {
        const ready = readImage(folder);
        if (ready)
            return ready;
        requireRoom(host);
        const draft = `${folder}.${process.pid}`;
        const change = host.journal.record({ kind: 'path', path: draft });
        (0,external_node_fs_.mkdirSync)(draft, { recursive: true });
        await make((0,external_node_path_.join)(draft, 'rootfs.tar'));
        const finished = await finish(draft, name, (0,external_node_path_.join)(folder, 'rootfs.tar'));
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(draft, 'image.json'), JSON.stringify(finished, null, 2));
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
        (0,external_node_fs_.renameSync)(draft, folder);
        change.settle();
        return finished;
    }
    finally {
        lock.release();
    }
}
function readImage(folder) {
    const path = (0,external_node_path_.join)(folder, 'image.json');
    if (!(0,external_node_fs_.existsSync)(path))
        return undefined;
    const image = imageSchema.safeParse(JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8')));
    return image.success && (0,external_node_fs_.existsSync)(image.data.tarball) ? image.data : undefined;
}
/** Adds what the sandbox side of Tare needs, and proves that sysbench runs in it. */
async function finish(draft, name, tarball) {
    const archive = (0,external_node_path_.join)(draft, 'rootfs.tar');
    const root = (0,external_node_path_.join)(draft, 'root');
    (0,external_node_fs_.mkdirSync)(root);
    await unpack(archive, root);
    const version = await sysbenchIn(root, name);
    await addTools(root, archive, (0,external_node_path_.join)(draft, 'tools'));
    (0,external_node_fs_.rmSync)(root, { recursive: true });
    return { digest: `sha256:${await sha256(archive)}`, recipe: name, tarball, sysbench: version };
}
async function sysbenchIn(root, name) {
    const result = await runCommand(['chroot', root, 'sysbench', '--version']);
    if (result.code === 0)
        return result.stdout.trim();
    throw new config_errors/* InputError */.w(`the userland ${name} has no sysbench that runs: ${result.stderr.trim().split('\n').at(-1) ?? ''}`, 'Put sysbench into it, or leave rootfs out and let Tare make one.');
}
async function addTools(root, archive, tools) {
    const folder = (0,external_node_path_.join)(tools, 'tare');
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(folder, 'volume'), { recursive: true });
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(tools, 'var/tmp/tare'), { recursive: true });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'agent'), AGENT_SCRIPT, { mode: 0o755 });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'probe'), PROBE_SCRIPT, { mode: 0o755 });
    const status = (0,external_node_path_.join)(root, 'var/lib/dpkg/status');
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'packages'), (0,external_node_fs_.existsSync)(status) ? (0,external_node_fs_.readFileSync)(status) : '');
    await mustRun(['tar', ...SAME_BYTES, '-C', tools, '-rf', archive, './tare', './var/tmp/tare']);
    (0,external_node_fs_.rmSync)(tools, { recursive: true });
}
/** Unpacks the root into an existing folder. */
async function unpack(tarball, folder) {
    await mustRun(['tar', '--numeric-owner', '-C', folder, '-xf', tarball], { timeoutSeconds: 300 });
}
/** Hex digest of a file. */
async function sha256(path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,external_node_fs_.createReadStream)(path))
        hash.update(chunk);
    return hash.digest('hex');
}
function requireRoom(host) {
    (0,external_node_fs_.mkdirSync)(host.paths.cache, { recursive: true });
    const { bavail, bsize } = (0,external_node_fs_.statfsSync)(host.paths.cache);
    if (bavail * bsize < ROOM_BYTES) {
        throw new config_errors/* HostError */.d(`only ${Math.round((bavail * bsize) / 1024 ** 2)} MiB are free under ${host.paths.cache}; making a userland needs 2048 MiB`, 'Free some space, or point TARE_CACHE_DIR at a larger disk.');
    }
}

;// CONCATENATED MODULE: ./build/runtimes/shared/binaries.js
/** Finds, checks and identifies the executables of a runtime. */





/** Absolute path of a command on PATH (with the sbin folders), or undefined. */
function findCommand(name) {
    const folders = (commandEnvironment().PATH ?? '').split(':').filter(Boolean);
    return folders.map((folder) => (0,external_node_path_.join)(folder, name)).find(isExecutable);
}
/** The same, looked for in a folder the user gave first. */
function findProgram(name, folder) {
    const inFolder = folder && (0,external_node_path_.join)(folder, name);
    return inFolder && isExecutable(inFolder) ? inFolder : findCommand(name);
}
/** @throws InputError saying what is wrong with a path the user gave, and how one is written. */
function requireExecutable(path, what, example = `${what}=./bin/${what}`) {
    if (!(0,external_node_fs_.existsSync)(path))
        throw new config_errors/* InputError */.w(`${what}: ${path} does not exist`, `Give the path of an executable file: ${example}.`);
    if (!(0,external_node_fs_.statSync)(path).isFile())
        throw new config_errors/* InputError */.w(`${what}: ${path} is not a file`, 'Give the path of the executable itself.');
    if (!isExecutable(path))
        throw new config_errors/* InputError */.w(`${what}: ${path} is not executable`, `Run chmod +x ${path}.`);
    return path;
}
/**
 * The folder of a runtime of several programs, given by that folder or by its daemon.
 * @throws InputError saying what it lacks.
 */
function programFolder(path, what, daemon) {
    if (!(0,external_node_fs_.existsSync)(path))
        throw new config_errors/* InputError */.w(`${what}: ${path} does not exist`, `Give the folder that has ${daemon}: ${what}=./${what}.`);
    const folder = (0,external_node_fs_.statSync)(path).isDirectory() ? path : (0,external_node_path_.dirname)(path);
    requireExecutable((0,external_node_path_.join)(folder, daemon), what);
    return folder;
}
function isExecutable(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
        return (0,external_node_fs_.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}
/** Version (the first line that `versionArgs` makes it print) and digest. @throws InputError when it cannot be run. */
async function identifyBinary(name, path, versionArgs = ['--version']) {
    const real = (0,external_node_fs_.realpathSync)(path);
    const result = await runCommand([path, ...versionArgs], { timeoutSeconds: 20 });
    if (result.code !== 0) {
        throw new config_errors/* InputError */.w(`${path} does not tell its version: ${(result.stderr || result.stdout).trim().split('\n')[0] ?? ''}`, 'Is it built for this machine?');
    }
    return { name, path: real, version: result.stdout.split('\n')[0]?.trim() ?? '', sha256: await sha256(real) };
}
/** All programs that will run: those of `folder`, and of PATH what it lacks. @throws HostError where one is nowhere. */
async function identifyPrograms(names, folder) {
    const binaries = [];
    for (const name of names) {
        const path = findProgram(name, folder);
        if (!path)
            throw new config_errors/* HostError */.d(`there is no ${name} on PATH${folder ? ` or in ${folder}` : ''}`, `Install it, or add its folder to PATH.`);
        binaries.push(await identifyBinary(name, path));
    }
    return binaries;
}

;// CONCATENATED MODULE: ./build/runtimes/shared/oci-image.js
/** The userland as an image of the Open Container Initiative: a folder of blobs named by their digests. */



/** OCI image-spec 1.0, "image-layout.md". The one layer is the tarball itself, by a link. `arch` is Go's name, which is dpkg's. */
function layOutOciImage(image, arch, folder, name) {
    const blobs = (0,external_node_path_.join)(folder, 'blobs/sha256');
    (0,external_node_fs_.mkdirSync)(blobs, { recursive: true });
    const put = (mediaType, content) => {
        const text = JSON.stringify(content);
        const hex = (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(blobs, hex), text);
        return { mediaType, digest: `sha256:${hex}`, size: Buffer.byteLength(text) };
    };
    (0,external_node_fs_.symlinkSync)(image.tarball, (0,external_node_path_.join)(blobs, image.digest.replace('sha256:', '')));
    const { size } = (0,external_node_fs_.statSync)(image.tarball);
    const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: image.digest, size };
    const rootfs = { type: 'layers', diff_ids: [image.digest] };
    const config = put('application/vnd.oci.image.config.v1+json', {
        architecture: arch,
        os: 'linux',
        config: {},
        rootfs,
    });
    const manifest = put('application/vnd.oci.image.manifest.v1+json', { schemaVersion: 2, config, layers: [layer] });
    const annotations = { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': 'latest' };
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }));
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./build/runtimes/shared/run-group.js
/** The one cgroup below which this invocation puts the sandboxes it limits itself. */


const made = new WeakSet();
/** Name of the group; made, and recorded for undo, the first time it is asked for. */
function runGroup(host) {
    const name = `tare-${process.pid}`;
    if (!made.has(host.journal)) {
        made.add(host.journal);
        host.journal.record({ kind: 'cgroup', paths: host.cgroup.hierarchies.map((point) => (0,external_node_path_.join)(point, name)) });
        createParent(host.cgroup, name);
    }
    return name;
}

;// CONCATENATED MODULE: ./build/runtimes/shared/own-daemon.js
/** A daemon that we start for a run, in a cgroup of the run, and start once more when it dies. */










const READY_SECONDS = 60;
/** Enters the cgroups of its first arguments, then becomes the command after `--`. */
const ENTER = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift; exec "$@"';
class OwnDaemon {
    #host;
    #recipe;
    #running;
    #restarts = 0;
    constructor(host, recipe, running) {
        this.#host = host;
        this.#recipe = recipe;
        this.#running = running;
    }
    /** @throws HostError with the daemon's last words when it does not come up. */
    static async start(host, recipe) {
        return new OwnDaemon(host, recipe, await start(host, recipe));
    }
    get pid() {
        return this.#running.identity.pid;
    }
    /**
     * Call before every launch. A daemon that has died is started once more, with all it held gone; the launch fails
     * all the same, since the time it took would be the daemon's and not the sandbox's.
     * @throws HostError when it had died, or has died again.
     */
    async requireAlive() {
        if (isAlive(this.#running.identity))
            return;
        const { name, log } = this.#recipe;
        const words = lastWords(log);
        if (this.#restarts > 0)
            throw new config_errors/* HostError */.d(`${name} has ended again, and is not started a third time`, words);
        this.#restarts += 1;
        this.#host.log.warn(`${name} has ended during the run; it is started again, once`);
        await this.#running.change.undo();
        for (const path of this.#recipe.volatile)
            await applyUndo({ kind: 'path', path });
        this.#running = await start(this.#host, this.#recipe);
        throw new config_errors/* HostError */.d(`${name} had ended and was started again, so this launch does not count`, words);
    }
    /** Asks it to read its configuration again. */
    reload() {
        process.kill(this.pid, 'SIGHUP');
    }
    /** By force: a daemon asked to end takes ten seconds over what is thrown away anyway. Safe to call twice. */
    async stop() {
        await this.#running.change.undo();
    }
}
async function start(host, recipe) {
    const running = await spawnInGroup(host, recipe);
    const deadline = performance.now() + READY_SECONDS * 1000;
    while (!(await recipe.ready())) {
        if (!isAlive(running.identity))
            throw new config_errors/* HostError */.d(`${recipe.name} ended instead of starting`, lastWords(recipe.log));
        if (performance.now() > deadline)
            throw new config_errors/* HostError */.d(`${recipe.name} was not ready after ${READY_SECONDS} s`, lastWords(recipe.log));
        await (0,promises_.setTimeout)(20);
    }
    return running;
}
/** In a cgroup of its own, so that undoing it ends what the daemon has started too, even after a kill. */
async function spawnInGroup(host, recipe) {
    const groups = [recipe.sandboxes, recipe.group].map((name) => `${runGroup(host)}/${name}`);
    const paths = groups.flatMap((name) => host.cgroup.hierarchies.map((point) => (0,external_node_path_.join)(point, name)));
    const change = host.journal.record({ kind: 'cgroup', paths });
    createParent(host.cgroup, `${runGroup(host)}/${recipe.sandboxes}`);
    const entries = createGroup(host.cgroup, `${runGroup(host)}/${recipe.group}`);
    const output = (0,external_node_fs_.openSync)(recipe.log, 'a');
    const { PATH, ...rest } = commandEnvironment();
    const child = (0,external_node_child_process_.spawn)('/bin/sh', ['-c', ENTER, 'sh', ...entries, '--', ...recipe.argv], {
        stdio: ['ignore', output, output],
        env: { ...rest, PATH: [...recipe.searchFirst, PATH].join(':') },
        detached: true,
    });
    (0,external_node_fs_.closeSync)(output);
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (!identity)
        throw new config_errors/* HostError */.d(`${recipe.name} ended at once`, lastWords(recipe.log));
    return { identity, change };
}
function lastWords(log) {
    const lines = (0,external_node_fs_.existsSync)(log) ? lastLines((0,external_node_fs_.readFileSync)(log, 'utf8'), 6) : [];
    return `Its last lines:\n${lines.map((line) => `  | ${line}`).join('\n')}`;
}

;// CONCATENATED MODULE: ./build/runtimes/shared/process-console.js
/** A sandbox whose console is the standard input and output of a process we started. */



const DIAGNOSTIC_BYTES = 16 * 1024;
/** Starts the process. A process that cannot be started at all shows as gone, with the reason in its diagnostics. */
function openProcessConsole(sandbox) {
    const [file = '', ...args] = sandbox.argv;
    const child = (0,external_node_child_process_.spawn)(file, args, {
        cwd: sandbox.cwd,
        env: commandEnvironment(sandbox.env),
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: true,
    });
    const closed = new Promise((resolve) => child.once('close', resolve));
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
        errors = (errors + text).slice(-DIAGNOSTIC_BYTES);
    });
    const gone = exitOf(child, (problem) => {
        errors += `\n${problem}`;
    }).then(async (code) => {
        endGroup(child);
        await sandbox.afterExit?.();
        await closed;
        return { code };
    });
    return {
        input: child.stdin,
        output: child.stdout,
        gone,
        diagnostics: () => lastLines(errors, 8),
        kill: once(() => kill(child, sandbox)),
    };
}
function exitOf(child, note) {
    return new Promise((resolve) => {
        child.once('error', (error) => {
            note(error.message);
            resolve(null);
        });
        child.once('exit', (code) => resolve(code));
    });
}
async function kill(child, sandbox) {
    try {
        if (child.exitCode === null && child.signalCode === null)
            await sandbox.end();
    }
    finally {
        endGroup(child);
    }
}
/** The process leads a group of its own; a member that outlives it would hold our pipes open. */
function endGroup({ pid }) {
    if (pid === undefined)
        return;
    try {
        process.kill(-pid, 'SIGKILL');
    }
    catch (error) {
        if (!isGone(error))
            throw error;
    }
}
function once(action) {
    let running;
    return () => {
        running ??= action();
        return running;
    };
}

;// CONCATENATED MODULE: ./build/host/checksums.js
/** Digests of files: computed, read from publishers' checksum files, compared. */


const ALGORITHM_OF_LENGTH = { 64: 'sha256', 128: 'sha512' };
/** @throws Error for text that is neither a sha256 nor a sha512 in hex. */
function digest(hex) {
    const algorithm = /^[0-9a-f]+$/i.test(hex) ? ALGORITHM_OF_LENGTH[hex.length] : undefined;
    if (!algorithm)
        throw new Error(`not a sha256 or sha512: ${hex.slice(0, 140)}`);
    return { algorithm, hex: hex.toLowerCase() };
}
/** What the file at `path` has. */
async function digestOf(path, algorithm) {
    const hash = (0,external_node_crypto_.createHash)(algorithm);
    for await (const chunk of (0,external_node_fs_.createReadStream)(path))
        hash.update(chunk);
    return { algorithm, hex: hash.digest('hex') };
}
/**
 * The digest of `fileName` in what sha256sum, sha512sum (`hex  name`) or `--tag` (`SHA256 (name) = hex`) print; a file
 * that holds nothing but one digest speaks for the file it lies beside. Undefined where it is not listed. Pure.
 */
function parseChecksums(text, fileName) {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    const rows = lines.map((line) => {
        const tagged = /^SHA(?:256|512) \((.+)\) = ([0-9a-f]+)$/i.exec(line);
        const [, hex = '', name = ''] = tagged ? [line, tagged[2], tagged[1]] : (/^(\S+)(?: [ *](.*))?$/.exec(line) ?? []);
        return { hex, name: name.replace(/^.*\//, '') };
    });
    const listed = rows.find(({ name }) => name === fileName) ?? (rows.length === 1 && !rows[0]?.name ? rows[0] : undefined);
    return listed && ALGORITHM_OF_LENGTH[listed.hex.length] ? digest(listed.hex) : undefined;
}

;// CONCATENATED MODULE: ./build/host/request.js
/** One HTTP request with a limit on silence, and its faults told apart: worth another try, or final. */

const PATIENCE = { tries: 4, pauseMs: 500, silenceMs: 30_000 };
/** May work a moment later: the network, a busy server. */
class Transient extends Error {
    status;
    name = 'Transient';
    constructor(message, status) {
        super(message);
        this.status = status;
    }
}
/** Will not work however often it is asked. */
class Refused extends Error {
    status;
    name = 'Refused';
    constructor(message, status) {
        super(message);
        this.status = status;
    }
}
/** @throws Transient, Refused; statuses in `accepted` are returned besides 200 and 206. */
async function request(url, headers, patience, accepted = []) {
    const silence = new Silence(patience.silenceMs);
    const explain = (error) => silence.explain(error);
    let response;
    try {
        // Without `identity` the bytes on the wire would be compressed, and a range would count those.
        const all = { 'accept-encoding': 'identity', 'user-agent': 'tare', ...headers };
        response = await fetch(url, { headers: all, signal: silence.signal });
    }
    catch (error) {
        silence.end();
        throw explain(error);
    }
    const refusal = fault(url, response, accepted);
    if (refusal) {
        silence.end();
        await response.body?.cancel();
        throw refusal;
    }
    return {
        status: response.status,
        contentRange: response.headers.get('content-range'),
        body: silence.watch(response.body ?? []),
        explain,
    };
}
const BUSY = [408, 425, 429];
function fault(url, { status, url: final }, accepted) {
    if (new URL(url).protocol === 'https:' && !final.startsWith('https:'))
        return new Refused(`it leads to ${final}, which is not encrypted`);
    if (status === 200 || status === 206 || accepted.includes(status))
        return undefined;
    const message = `the server answers ${status}`;
    return status >= 500 || BUSY.includes(status) ? new Transient(message, status) : new Refused(message, status);
}
/** Aborts a request that has said nothing for too long. */
class Silence {
    milliseconds;
    #controller = new AbortController();
    #timer;
    constructor(milliseconds) {
        this.milliseconds = milliseconds;
        this.#timer = this.#start();
    }
    get signal() {
        return this.#controller.signal;
    }
    async *watch(body) {
        try {
            for await (const chunk of body) {
                clearTimeout(this.#timer);
                yield chunk;
                this.#timer = this.#start();
            }
        }
        finally {
            this.end();
        }
    }
    end() {
        clearTimeout(this.#timer);
    }
    /** Errors of the disk, and those already told apart, come out as they are. */
    explain(error) {
        if (error instanceof Transient || error instanceof Refused)
            return error;
        if (this.signal.aborted)
            return new Transient(`no answer for ${this.milliseconds / 1000} s`);
        return errorCode(error) ? error : new Transient(reason(error));
    }
    #start() {
        return setTimeout(() => this.#controller.abort(), this.milliseconds);
    }
}
/** `fetch failed` says nothing; its cause does. */
function reason(error) {
    if (typeof error !== 'object' || error === null || !('message' in error))
        return String(error);
    const cause = 'cause' in error ? error.cause : undefined;
    return cause ? reason(cause) : String(error.message) || errorCode(error) || 'the connection failed';
}

;// CONCATENATED MODULE: ./build/host/download.js
/** Files from the network: pinned by checksum, resumed where they broke off, kept by content. */








/** A file that could not be had. `status` is the server's last answer, where there was one. */
class DownloadError extends config_errors/* HostError */.d {
    url;
    status;
    constructor(url, cause, status) {
        super(`${url} could not be downloaded: ${cause}`, remedy(status));
        this.url = url;
        this.status = status;
    }
}
function remedy(status) {
    if (status !== undefined)
        return 'Ask for a version that is published there, or point mirror at a server that has it.';
    const proxy = process.env.https_proxy ?? process.env.HTTPS_PROXY;
    if (proxy && !process.env.NODE_USE_ENV_PROXY)
        return `A proxy is set (${new URL(proxy).host}), and Node uses it only from version 22.21 on with NODE_USE_ENV_PROXY=1; or point mirror at a server that can be reached.`;
    return 'Check the network and DNS of this host, or point mirror at a server that can be reached.';
}
/** `https://github.com/a/b` on the mirror `https://files.example/tare` is `https://files.example/tare/github.com/a/b`. Pure. */
function mirrored(url, mirror) {
    if (!mirror)
        return url;
    const { host, pathname, search } = new URL(url);
    return `${mirror.replace(/\/+$/, '')}/${host}${pathname}${search}`;
}
/** Where `download` keeps, or would keep, this file. */
function downloadPath(host, url, expected) {
    const folder = (0,external_node_path_.join)(host.paths.cache, 'downloads', `${expected.algorithm}-${expected.hex}`);
    return (0,external_node_path_.join)(folder, (0,external_node_path_.basename)(new URL(url).pathname));
}
/**
 * Path, in the cache, of an executable copy of the file with this digest. One that is there already is checked again.
 * What came of a broken download stays beside it and is gone on with, by this invocation or a later one.
 * @throws DownloadError after all tries; HostError where the content is not the expected one, and nothing of it is kept.
 */
async function download(host, url, expected, patience = PATIENCE) {
    const path = downloadPath(host, url, expected);
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(path, '..'), { recursive: true });
    const lock = await acquireLock(`${path}.lock`, `downloading ${(0,external_node_path_.basename)(path)}`, host.log);
    try {
        if (await isGood(path, expected))
            return path;
        (0,external_node_fs_.rmSync)(path, { force: true });
        await obtain(host, url, expected, path, patience);
        return path;
    }
    finally {
        lock.release();
    }
}
async function isGood(path, expected) {
    return (0,external_node_fs_.existsSync)(path) && (await digestOf(path, expected.algorithm)).hex === expected.hex;
}
async function obtain(host, url, expected, path, patience) {
    const source = mirrored(url, host.mirror);
    const part = `${path}.part`;
    const old = (0,external_node_fs_.existsSync)(part);
    host.log.step(`downloading ${source}`);
    await retrying(source, patience, () => receive(source, part, patience));
    if (old && !(await isGood(part, expected))) {
        // The beginning may be of another file that was once at this address.
        (0,external_node_fs_.rmSync)(part, { force: true });
        await retrying(source, patience, () => receive(source, part, patience));
    }
    await verify(source, part, expected);
    (0,external_node_fs_.chmodSync)(part, 0o755);
    (0,external_node_fs_.renameSync)(part, path);
}
async function verify(source, part, expected) {
    const actual = await digestOf(part, expected.algorithm);
    if (actual.hex === expected.hex)
        return;
    (0,external_node_fs_.rmSync)(part, { force: true });
    throw new config_errors/* HostError */.d(`${source} is not the file it should be\n  expected ${expected.algorithm} ${expected.hex}\n  actual   ${actual.algorithm} ${actual.hex}`, 'Nothing of it was kept or run. A proxy or mirror may have answered with another file: look at it there.');
}
/** Larger than any runtime; a server that never ends must not fill the disk. */
const LIMIT_BYTES = 2 * 1024 ** 3;
/** One try: goes on where `part` ends if the server can, else starts over. */
async function receive(source, part, patience) {
    const have = (0,external_node_fs_.existsSync)(part) ? (0,external_node_fs_.statSync)(part).size : 0;
    const reply = await request(source, have > 0 ? { range: `bytes=${have}-` } : {}, patience, [416]);
    if (reply.status === 416) {
        (0,external_node_fs_.rmSync)(part, { force: true });
        throw new Transient('the part that was there is no part of it');
    }
    const continues = reply.status === 206 && reply.contentRange?.startsWith(`bytes ${have}-`);
    const output = await (0,external_node_fs_promises_.open)(part, continues ? 'a' : 'w');
    try {
        for await (const chunk of limited(reply, LIMIT_BYTES - have))
            await output.write(chunk);
    }
    finally {
        await output.close();
    }
}
/** The body, its faults told apart, cut off with an error after `bytes`. */
async function* limited(reply, bytes) {
    let left = bytes;
    try {
        for await (const chunk of reply.body) {
            left -= chunk.length;
            if (left < 0)
                throw new Refused(`it is larger than ${bytes} bytes`);
            yield chunk;
        }
    }
    catch (error) {
        throw reply.explain(error);
    }
}
const TEXT_LIMIT_BYTES = 1024 ** 2;
/** A small text (a checksum file, a key), through the mirror too. Not kept. @throws DownloadError */
async function fetchText(host, url, patience = PATIENCE) {
    const source = mirrored(url, host.mirror);
    return retrying(source, patience, async () => {
        const reply = await request(source, {}, patience);
        const chunks = [];
        for await (const chunk of limited(reply, TEXT_LIMIT_BYTES))
            chunks.push(chunk);
        return Buffer.concat(chunks).toString('utf8');
    });
}
/** Tries again, after growing pauses, what may work a moment later. */
async function retrying(source, patience, attempt) {
    for (let tries = 1;; tries += 1) {
        try {
            return await attempt();
        }
        catch (error) {
            if (error instanceof Refused)
                throw new DownloadError(source, error.message, error.status);
            if (!(error instanceof Transient))
                throw error;
            if (tries === patience.tries)
                throw new DownloadError(source, `${error.message} (${tries} tries)`, error.status);
            await (0,promises_.setTimeout)(patience.pauseMs * 2 ** (tries - 1));
        }
    }
}

;// CONCATENATED MODULE: ./build/host/openpgp.js
/** As much of OpenPGP as it takes to know whose key a file holds. Pure. */

const ARMOR = /-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n(?:[^\r\n]+\r?\n)*\r?\n([A-Za-z0-9+/=\s]+?)(?:\r?\n=[A-Za-z0-9+/]{4})?\r?\n-----END PGP PUBLIC KEY BLOCK-----/g;
/** RFC 9580, 5: packet types. */
const PUBLIC_KEY = 6;
/** Reads one armored block. @throws Error for a text that is not exactly one block of well-formed packets. */
function readPublicKeys(armored) {
    const blocks = [...armored.matchAll(ARMOR)];
    if (blocks.length !== 1)
        throw new Error(`it holds ${blocks.length} OpenPGP key blocks, not one`);
    const bytes = Buffer.from(blocks[0]?.[1] ?? '', 'base64');
    const keys = packets(bytes).filter(({ tag }) => tag === PUBLIC_KEY);
    return { bytes, fingerprints: keys.map(({ body }) => fingerprint(body)) };
}
/** RFC 9580, 5.5.4.2: of a version 4 key, SHA-1 of 0x99, two bytes of length, and the packet's body. */
function fingerprint(body) {
    if (body[0] !== 4)
        throw new Error(`its key is of version ${body[0]}, and only version 4 is known`);
    const head = Buffer.from([0x99, body.length >> 8, body.length & 0xff]);
    return (0,external_node_crypto_.createHash)('sha1').update(head).update(body).digest('hex').toUpperCase();
}
function packets(bytes) {
    const found = [];
    for (let at = 0; at < bytes.length;) {
        const { tag, start, length } = header(bytes, at);
        if (start + length > bytes.length)
            throw new Error('its last packet is cut short');
        found.push({ tag, body: bytes.subarray(start, start + length) });
        at = start + length;
    }
    return found;
}
/** RFC 9580, 4.2: both header formats; keys have no packets of partial or indeterminate length. */
function header(bytes, at) {
    const first = bytes.readUInt8(at);
    if ((first & 0x80) === 0)
        throw new Error('it is no OpenPGP data');
    if ((first & 0x40) === 0) {
        const size = [1, 2, 4][first & 3];
        if (size === undefined)
            throw new Error('a packet has no length');
        return { tag: (first >> 2) & 0xf, start: at + 1 + size, length: bytes.readUIntBE(at + 1, size) };
    }
    const tag = first & 0x3f;
    const octet = bytes.readUInt8(at + 1);
    if (octet < 192)
        return { tag, start: at + 2, length: octet };
    if (octet < 224)
        return { tag, start: at + 3, length: ((octet - 192) << 8) + bytes.readUInt8(at + 2) + 192 };
    if (octet < 255)
        throw new Error('a packet has a partial length');
    return { tag, start: at + 6, length: bytes.readUInt32BE(at + 2) };
}

;// CONCATENATED MODULE: ./build/host/vendor-apt.js
/** Package repositories of vendors: added with a key whose fingerprint is pinned, taken out again on request. */






const SYSTEM = { etc: '/etc/apt', options: [] };
/**
 * Makes apt know the repository and reads its package lists. The change is kept for the next run, and undone with the
 * packages. Returns what takes it back at once, where it turns out to be of no use.
 * @throws HostError where the key is another one or the repository cannot be read; nothing is changed then.
 */
async function addRepository(host, repository, apt = SYSTEM) {
    requireApt();
    const keyring = (0,external_node_path_.join)(apt.etc, 'keyrings', `tare-${repository.name}.gpg`);
    const sources = (0,external_node_path_.join)(apt.etc, 'sources.list.d', `tare-${repository.name}.sources`);
    const key = await trustedKey(host, repository);
    host.log.step(`adding the package repository ${repository.uri}`);
    const changes = [...write(host, keyring, key), ...write(host, sources, stanza(host, repository, keyring))];
    const undo = async () => {
        for (const change of [...changes].reverse())
            await change.undo();
    };
    try {
        await readLists(sources, apt.options);
    }
    catch (error) {
        await undo();
        throw error;
    }
    return undo;
}
/** The key's bytes. @throws HostError unless the file holds the pinned key and no other. */
async function trustedKey(host, { key, fingerprint }) {
    const text = await fetchText(host, key);
    const { bytes, fingerprints } = vendor_apt_parse(key, text);
    if (fingerprints.length === 1 && fingerprints[0] === fingerprint)
        return bytes;
    throw new config_errors/* HostError */.d(`${key} is not the key it should be\n  expected ${fingerprint}\n  actual   ${fingerprints.join(', ') || 'no key'}`, 'It was not used. A proxy or mirror may have answered with another file; or the vendor has a new key, which a new version of tare would know.');
}
function vendor_apt_parse(url, text) {
    try {
        return readPublicKeys(text);
    }
    catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        throw new config_errors/* HostError */.d(`${url} is not a key: ${cause}`, 'A proxy or mirror may have answered with another file.');
    }
}
function stanza(host, { uri, suite, components }, keyring) {
    const fields = {
        Types: 'deb',
        URIs: mirrored(uri, host.mirror),
        Suites: suite,
        Components: components.join(' '),
        Architectures: host.distribution.arch,
        'Signed-By': keyring,
    };
    return `${Object.entries(fields)
        .map(([name, value]) => `${name}: ${value}\n`)
        .join('')}`;
}
function write(host, path, content) {
    const folder = (0,external_node_path_.dirname)(path);
    const changes = (0,external_node_fs_.existsSync)(folder) ? [] : [host.journal.record({ kind: 'folder', path: folder }, 'install')];
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    changes.push(host.journal.record({ kind: 'path', path }, 'install'));
    (0,external_node_fs_.writeFileSync)(path, content, { mode: 0o644 });
    return changes;
}
/** The lists of this repository alone; those of the others stay as they are. */
async function readLists(sources, options) {
    const only = [`Dir::Etc::sourcelist=${sources}`, 'Dir::Etc::sourceparts=-', 'APT::Get::List-Cleanup=0', ...options];
    await runApt(['update', '--error-on=any', ...only.flatMap((option) => ['-o', option])], 300);
}

;// CONCATENATED MODULE: ./build/host/vendor-apt-docker.js
/** Docker's own package repository. */

/** https://docs.docker.com/engine/install/debian/ and …/ubuntu/. @throws HostError for other distributions. */
function dockerRepository({ id, codename, pretty }) {
    if (id !== 'debian' && id !== 'ubuntu')
        throw new config_errors/* HostError */.d(`tare knows Docker's package repositories for Debian and Ubuntu, and this is ${pretty}`, 'Install that version yourself, or unpack its static bundle and give the folder by path: docker=./docker.');
    const uri = `https://download.docker.com/linux/${id}`;
    return {
        name: 'docker',
        key: `${uri}/gpg`,
        fingerprint: '9DC858229FC7DD38854AE2D88D81803C0EBFCD88',
        uri,
        suite: codename,
        components: ['stable'],
    };
}

;// CONCATENATED MODULE: ./build/runtimes/shared/vendor-package.js
/** A runtime that the distribution packages, and Docker's own repository too. */





/** Package version of what is installed, whoever packaged it. */
async function installedVendorPackage({ packages }) {
    const versions = await installedVersions(packages);
    return packages.map((name) => versions.get(name)).find((version) => version !== undefined);
}
/** What `installVendorPackage` would have to do. */
async function checkVendorPackage(wanted, version) {
    const installed = await installedVendorPackage(wanted);
    if (version ? installed && isVersion(installed, version) : findCommand(wanted.program))
        return [];
    const what = version ? `${wanted.name} ${version}` : `package ${wanted.packages[0]}`;
    if (version && installed)
        return [{ what, ...conflict(wanted, installed), installable: false }];
    const from = `this host's package sources${version ? `, or from Docker's own where they do not have it` : ''}`;
    return [{ what, remedy: `tare installs it from ${from}`, installable: true }];
}
function conflict({ byPath }, installed) {
    return { remedy: `${installed} is installed: remove that package first; or ${byPath}` };
}
/**
 * @throws InputError for a version that nobody offers, HostError where it cannot be had: another is installed, or the
 * network refuses; both name what there is.
 */
async function installVendorPackage(host, wanted, version) {
    if (!version) {
        if (!findCommand(wanted.program))
            await ensurePackages(host, [wanted.packages[0]]);
        return;
    }
    const installed = await installedVendorPackage(wanted);
    if (installed && isVersion(installed, version))
        return;
    if (installed)
        throw new config_errors/* HostError */.d(`${wanted.name} ${version} was asked for`, conflict(wanted, installed).remedy);
    const offered = await currentVersions(host, wanted.packages, version);
    if (offered.some((one) => isVersion(one.version, version)))
        await install(host, wanted, version, offered);
    else
        await installFromDocker(host, wanted, version, offered);
}
async function install(host, { name, packages, beside }, version, offered) {
    const picked = pickVersion(offered, version, name);
    const pins = [`${picked.name}=${picked.version}`];
    if (picked.name === packages[1]) {
        pins.push(...beside.sameVersion.map((other) => `${other}=${picked.version}`));
        for (const other of beside.newest)
            pins.push(await newest(other));
    }
    await ensurePackages(host, pins);
}
/** Pinned too, so that what is looked at is what is installed. */
async function newest(name) {
    const [version] = await availableVersions([name]);
    return version ? `${name}=${version.version}` : name;
}
async function installFromDocker(host, wanted, version, elsewhere) {
    if (!host.mayInstall)
        throw new config_errors/* HostError */.d(`${wanted.name} ${version} is missing`, 'Run without --install never.');
    const undo = await tryRepository(host, wanted, version, elsewhere);
    const offered = await availableVersions(wanted.packages);
    if (!offered.some((one) => isVersion(one.version, version)))
        await undo();
    await install(host, wanted, version, offered);
}
async function tryRepository(host, { name }, version, elsewhere) {
    try {
        return await addRepository(host, dockerRepository(host.distribution));
    }
    catch (error) {
        if (!(error instanceof config_errors/* HostError */.d))
            throw error;
        const others = elsewhere.length > 0 ? offerText(elsewhere) : `no ${name} at all`;
        throw new config_errors/* HostError */.d(`${name} ${version} cannot be had\nThis host's package sources offer: ${others}.\nDocker's own repository was tried after them: ${error.message}`);
    }
}

;// CONCATENATED MODULE: ./build/runtimes/containerd.js
/** containerd with its own client, ctr, as what lies below Docker and Kubernetes. */












const PACKAGE = {
    name: 'containerd',
    program: 'containerd',
    packages: ['containerd', 'containerd.io'],
    beside: { sameVersion: [], newest: [] },
    byPath: 'unpack the release of the version you want and give its folder: containerd=./bin',
};
const PROGRAMS = ['containerd', 'ctr', 'runc'];
const IMAGE = 'tare/userland:latest';
const containerd = {
    name: 'containerd',
    summary: 'containerd and ctr: always a daemon of its own, so that one in use is left alone',
    options: {},
    async check(_host, arm) {
        if (!arm.path)
            return checkVendorPackage(PACKAGE, arm.version);
        folderOf(arm);
        return [];
    },
    async install(host, arm) {
        const folder = folderOf(arm);
        if (!folder)
            await installVendorPackage(host, PACKAGE, arm.version);
        const version = await installedVendorPackage(PACKAGE);
        const source = version ? `distro package ${version}` : 'found on PATH';
        return { binaries: await identifyPrograms(PROGRAMS, folder), source: folder ? `path ${folder}` : source };
    },
    async prepare(host, image, arm) {
        const started = await startContainerd(host, folderOf(arm));
        await importImage(host, started, image);
        return new ContainerdArm(host, started);
    },
};
function folderOf({ path }) {
    return path && programFolder(path, 'containerd', 'containerd');
}
/** What containerd and its shim make outside the folders they are given. */
const SHARED_FOLDERS = ['/run/containerd', '/run/containerd/s'];
let containerd_serial = 0;
/**
 * Never the one that runs: what is imported into that one would outlive us until its garbage collection, and a private
 * one of the same binary does the same work.
 */
async function startContainerd(host, bundle) {
    const program = findProgram('containerd', bundle);
    const client = findProgram('ctr', bundle);
    if (!program || !client)
        throw new config_errors/* HostError */.d('containerd is not installed', 'Run without --install never.');
    host.log.step(`starting containerd${bundle ? ` from ${bundle}` : ''}`);
    const number = containerd_serial++;
    const folder = (0,external_node_path_.join)(host.paths.work, `containerd-${number}`);
    const files = host.journal.record({ kind: 'path', path: folder });
    for (const path of SHARED_FOLDERS)
        if (!(0,external_node_fs_.existsSync)(path))
            host.journal.record({ kind: 'folder', path });
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(folder, 'fifo'), { recursive: true });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'config.toml'), configuration(folder));
    const ctr = [client, '--address', (0,external_node_path_.join)(folder, 'sock'), '--namespace', 'tare'];
    const sandboxes = `ctr-${number}`;
    const daemon = await OwnDaemon.start(host, {
        name: 'containerd',
        argv: [program, '--config', (0,external_node_path_.join)(folder, 'config.toml')],
        searchFirst: bundle ? [bundle] : [],
        log: (0,external_node_path_.join)(folder, 'containerd.log'),
        group: `containerd-${number}`,
        sandboxes,
        volatile: [(0,external_node_path_.join)(folder, 'state'), (0,external_node_path_.join)(folder, 'runc'), (0,external_node_path_.join)(folder, 'fifo')],
        ready: async () => (await runCommand([...ctr, 'version'], { timeoutSeconds: 20 })).code === 0,
    });
    return { daemon, ctr, folder, sandboxes: `${runGroup(host)}/${sandboxes}`, files };
}
/** Pure: everything below `folder`, and no Kubernetes. */
function configuration(folder) {
    return `version = 2
root = "${folder}/root"
state = "${folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
address = "${folder}/sock"
[ttrpc]
address = "${folder}/ttrpc"
[plugins."io.containerd.internal.v1.opt"]
path = "${folder}/opt"
`;
}
/** ctr reads images, not root file systems: one layer, the tarball itself, makes an image of it. */
async function importImage(host, { ctr, folder }, image) {
    host.log.step('importing the userland into containerd');
    const layout = (0,external_node_path_.join)(folder, 'image');
    layOutOciImage(image, host.distribution.arch, layout, IMAGE);
    const script = 'folder=$1; shift; tar -C "$folder" --dereference -c . | "$@" images import -';
    await mustRun(['/bin/sh', '-c', script, 'sh', layout, ...ctr], { timeoutSeconds: 600 });
}
class ContainerdArm {
    #host;
    #started;
    constructor(host, started) {
        this.#host = host;
        this.#started = started;
    }
    async launch(request) {
        const { daemon, ctr, folder, sandboxes } = this.#started;
        await daemon.requireAlive();
        const group = `${sandboxes}/${request.id}`;
        createGroup(this.#host.cgroup, group, request.limits);
        return openProcessConsole({
            argv: [...ctr, ...runArguments(IMAGE, folder, `/${group}`, request)],
            end: async () => {
                await runCommand([...ctr, 'tasks', 'delete', '--force', request.id]);
                await runCommand([...ctr, 'containers', 'delete', request.id]);
            },
            afterExit: async () => {
                for (const path of groupPaths(this.#host.cgroup, group))
                    await removeGroup(path);
            },
        });
    }
    async remove() {
        await this.#started.daemon.stop();
        await this.#started.files.undo();
    }
}
/**
 * Pure: `ctr run` with the volume and the agent. ctr knows no cpuset and no limit of swap, so the container's group is
 * made below one of ours, which has them.
 */
function runArguments(image, folder, group, { id, limits, volume, nonce }) {
    return [
        ...['run', '--rm', '--fifo-dir', (0,external_node_path_.join)(folder, 'fifo'), '--runc-root', (0,external_node_path_.join)(folder, 'runc')],
        ...['--cgroup', `${group}/sandbox`, '--memory-limit', String(limits.memoryBytes)],
        ...['--mount', `type=bind,src=${volume},dst=${SANDBOX.volume},options=rbind:rw`],
        // So that the sandbox can be asked what its limits are.
        ...['--mount', 'type=cgroup,src=cgroup,dst=/sys/fs/cgroup,options=ro:nosuid:noexec:nodev'],
        ...[image, id, '/bin/sh', SANDBOX.agent, nonce],
    ];
}

;// CONCATENATED MODULE: ./build/host/mounts.js
/** /proc/self/mountinfo. Pure. */
function parseMounts(mountinfo) {
    return mountinfo
        .split('\n')
        .filter((line) => line.includes(' - '))
        .map(mounts_parseMount);
}
function mounts_parseMount(line) {
    const [left = '', right = ''] = line.split(' - ');
    const [, , device = '', , point = '', options = ''] = left.split(' ');
    const [filesystem = '', source = '', superOptions = ''] = right.split(' ');
    return {
        device,
        point: unescapeOctal(point),
        filesystem,
        source: unescapeOctal(source),
        options: [...new Set([...options.split(','), ...superOptions.split(',').map(unescapeOctal)])],
    };
}
/** The kernel writes blanks, tabs, line ends and backslashes as octal. */
function unescapeOctal(text) {
    return text.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}
/** The mount a path (absolute, links followed) is on: the longest mount point above it, of equal ones the last. */
function mountHolding(mounts, path) {
    const above = mounts.filter(({ point }) => point === '/' || path === point || path.startsWith(`${point}/`));
    return above.reduce((best, mount) => (best && best.point.length > mount.point.length ? best : mount), undefined);
}

;// CONCATENATED MODULE: ./build/runtimes/shared/hybrid-cgroup.js
/** Hosts with cgroup v1 and v2 side by side, and the runtimes that will not have it. */



/**
 * crun (libcrun's `cgroups in hybrid mode not supported, drop all controllers from cgroupv2`) refuses a host where
 * cgroup2 carries a controller beside v1 hierarchies. In a mount namespace without the cgroup2 mount it sees plain v1,
 * where the limits are anyway. Undefined where nothing is needed.
 */
function withoutHybridCgroup() {
    const mounts = parseMounts((0,external_node_fs_.readFileSync)('/proc/self/mountinfo', 'utf8'));
    const unified = mounts.find(({ filesystem }) => filesystem === 'cgroup2')?.point;
    if (!unified || !mounts.some(({ filesystem }) => filesystem === 'cgroup'))
        return undefined;
    if ((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(unified, 'cgroup.controllers'), 'utf8').trim() === '')
        return undefined;
    const enter = ['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', 'umount "$0" && exec "$@"'];
    return {
        argv: [...enter, unified],
        note: `it runs in a mount namespace without ${unified}, since it refuses hybrid cgroups`,
    };
}

;// CONCATENATED MODULE: ./build/host/runsc-checksums.js
/** sha512 of gVisor releases. Others, the paper's 20240408.0 among them, are checked against the publisher's own checksum file. */
/** kubernetes-sigs/kubespray, roles/kubespray_defaults/vars/main/checksums.yml at 46dbdd399 (2026-08-21). */
const RUNSC = `
20250407.0 amd64 097259d6d93548bf669e21cfec5ba6a47081e43f61d22c5d8a8a4c0c209c81ac9c4454162b826f98cec49e047bbdc29c270113ab6db5519ef3e6a90f302fa47b
20250407.0 arm64 cb590f72b0fbda45e89a2300e9247f12ff295a8c52653c8cf815c662d3fbbc774f9b915cdd4fad59e30694d8cc8737fe2a1a8186ab5136f7701bd6e6877a1662
20250414.0 amd64 cc629d16ed0483bfa42ec270f409349f02f3bbd27db1fa384c3146cb54e85cabbfeaf920d1fd189fcae2ab11a54f9ce481d3c4fb306ac18e035943aa02144fbe
20250414.0 arm64 d1ba68b20057622e58e886f472e021a473222590c936a86951005d7b97366b446ef0342b91457ffc0d7e543d54c9c06a363f2883bdd6c594799c4ca1091dabd5
20250421.0 amd64 419f80c01cef46aaab0a0eaf9be4bc20fd3aba94e8d0dd8ceacd3b166139d5bc8e701964feb11bf6de7a4274924692a7d0b5bcf5de34f5dfaeec57f7f1ecd88f
20250421.0 arm64 647127e139c77d5d360db915d64a21f461fc11ea47d3660feb48952a70639155cd8c19e2bbe16d190a1666c6f689c45bda2aa5d3440596ef174983fe41d8539d
20250429.0 amd64 b91d0351907290fe159cf041dbd332f8d2d4151d6a7aaafe161cd842452551b98fa1122e195e2cf42801eb8ff38716270de4f33331dde784cbfc452ec1e368a0
20250429.0 arm64 bd58d212088263ad998fa62dbc7f2a8f74ea3914e8a7a319813c3e461f297dcdbc3e85069aacbcaa8c2e573b0e7b17d730d21ab96f8c3ca9516bd43acc070330
20250505.0 amd64 25705616c3cfc82bb5772e815b2b6b030664dccba7a0db9babcfad5de46d16ce8bff8cd9cc11d366da4acd0f01fb04a0d95bbae070aa923f1492d2f142f271c3
20250505.0 arm64 1611599c6788d3c3f7495b5054aaf9ec81e7a714061582f913359886452fa14f8e65b2bd2d139bc24b5955749167f0db03aefaa6b3ae175296b56814f53d7898
20250512.0 amd64 981a554ad63f7ed082a43be646b8e910481e4bfc837c5ee5dd5a1353a47b0ae337f9b02700649a542db864ae35af6981e6bdef86c6a48a5e47dacfb97be9b7b0
20250512.0 arm64 00e9edeb4a9ae702c9617a583f2978a042f20a05807acfa992bc76de4fae2e6e1e994d34ad6f21c826d2cfdea89f6a163c69c0750cf4d90135146438587a3a8c
20250611.0 amd64 669c9eac780242ef966ac09804a9448faace00f91e2b1f2f5b79d88f214333e84f8bab4304ee48db59c715dc89685787adbc5fc34f8ad3bb379852a88b1d9bdb
20250611.0 arm64 6eba75bd816329bdb909c1d7f80dfd01aea88aa8f880740a1eefa348d2211b1460975da559d851609e3b68008ebf89643a23a8854413b032e5855e32fbb8246a
20250616.0 amd64 516e39e16ed05c69d4173a408b0a4ab9a24ac3d1129a35f01173c76e174d3aa9652371c85445e5d45aed6de1a0f37507b4f735184f35ee8e6f3d9af968a6659e
20250616.0 arm64 b1e9af177411faaab3349e1e04924ad4b7b19103c974962fe65235943a5856e87b8f9f9261bc6b1f014237dfe443c833c1ae12139228ddb49c4745e6c848f414
20250625.0 amd64 2193da9a4a2a072bfb1fb314964528ac0da4bd56482552458da6ecb557aaa2f2e939fede3545933608ce2daf43897fff173f1c272375a331647a2bd27588f3be
20250625.0 arm64 3016f92fdcf4e0badc801ffa5502751c0746efce50dfbc2e58613ee0aaeb44e4ea2dffc01a52703d24348f815c1c16af1eb77ec463b4ad0f790ac54fffd041bf
20250707.0 amd64 348687c9a10c23a51da5dcffcd9e1866250b2a964aa1f599ccd706c41bf0b85823875d6edd5b4dbc1f2e9229eed6d9cb13193fc13b988d3ea614bed9b4ebe955
20250707.0 arm64 c2f7539edb022c01912eee358f57f0fdee2c7333323e46f53a3892a3d367746cbb5cb472070a3ebabbfde4491009613a663f9ab5f2bdea7059e21ea2764614a0
20250715.0 amd64 06b3c36e6230a4f106914b7a82c5218724ca574b6c4590bb9f50796e4aa257bfae8b621b346561ed9a6e31c1328d447cf7594c6d0fc26532c3ba15171f18e7f0
20250715.0 arm64 e49ef9b557c9800f16156c9b79b44b2c3ab2779c0bf4ed5ed2a9a666c4e63684bd954485e4db94dde8cb69f46fb59794d9716c453921b8c69ddd40d8b01c1e40
20250721.0 amd64 cafd0256341a5e6b32b81cdb8664943d82a80f55ce10fb4d5061e1ac0c8a767946d8665055bb1529226813b215dc545067a3a428b9673aaec85a32455a82a11a
20250721.0 arm64 e419753ffe2fea7ba74a033156d445236f531a52cf4976b4b40d50a4071fc1b29ac5faac9604fd069e1a6d9553b66f75f649b3437c6cc5afe9e7d071c1415dbe
20250804.0 amd64 c9572008a35e812277b158933e7f549b734ac0e52349398067f3de1bd42572dee6a0911e85d2737b33e8adbf94515b630d57936058cdbb199b02a290a906ae5b
20250804.0 arm64 18c66aff5fa090f7929c57a30157b577ec5322718693caa4d9fb404e13ab531e0e77fc55ad3470217b3808ee68876670f38ec950147d9ac13857ded758f09528
20250811.0 amd64 95cc8973a8ba6fdea608c36288afe83e17a890398d387de89dfd1457e902ab1d73fd3bd52a4fc2b923accd36ad5d1e76b5ea373e9c68d9821efb1785f830892d
20250811.0 arm64 f37d5629be1877937ab906a1a5047430a9c16bf15688e3068b589e3659c4ad176faced985f16abdb120ecdceb1c149439f4c2ff557c40a7699502f11edeff9d0
20250820.0 amd64 d6c12a4cb4f714bfcba6fd6611ad4ca73fd88dce790a083d2ceda807cd7e074c0131d5dd2a3490399e8be91feed9afe450793e9708dacddc4afc99ee6e5c3d2e
20250820.0 arm64 02767f2682b088558d55b2874732e2668803eee06608654a27429b2f17428b469ea3d166f0d281fd0e081e2b57df86e50dea5bd9fb2286d08edc120b26516ead
20250915.0 amd64 aa008e497d50cc97eb3103645a80ede5f40f13b0d55c675ef3774ecc60cac299e3941253daf9fcbbd097294d7826a2dcf2343eec39a6b52646ec9deaceb3c9cc
20250915.0 arm64 a31a71a24d20e5800c76bf44a9cf33af0dec063c8657fac65805994eef6b136bc66bf4780a4c8acfe0c9d87733c30432b1e4c31cf9994a23d448c8af0865dcd7
20250922.0 amd64 aa008e497d50cc97eb3103645a80ede5f40f13b0d55c675ef3774ecc60cac299e3941253daf9fcbbd097294d7826a2dcf2343eec39a6b52646ec9deaceb3c9cc
20250922.0 arm64 a31a71a24d20e5800c76bf44a9cf33af0dec063c8657fac65805994eef6b136bc66bf4780a4c8acfe0c9d87733c30432b1e4c31cf9994a23d448c8af0865dcd7
20251006.0 amd64 2086280196df63be2a983e15b594bd9dfbb90a177160e3dfcbfc73bf38dcd31705e62a4ac6d2a3c17e9d2afbd6699dc9780e4cc2bb0ae877ea375d10925882cd
20251006.0 arm64 c4d3eab7b556d5f8108083b398f8a967da26ea28a7f61dd56d690aca4a9123f629278a1a63bf8e93d586830fbd496760a412d7103c406226c9dea9443dbb5a0c
20251013.0 amd64 923362961cfca5594468669a3ba59fa3f0e210ff9d24b175ad4ff767334d1440fda08423a4a598c64ba2b3e29c09a82eb947a2134d8eb8156e96e699a3b692ae
20251013.0 arm64 5b27f834190173fcae4ac7e1f0658bed093b1aa18884338474989977f252974ab856242abe5e4fff3e40e9e7e10f15391745805f17dd9414f6ec8f52bc1f2d7c
20251020.0 amd64 8ca31116bdaf6ed4ed6f5475438ac55392b822e98227338a967e4d47bad84c4a96a194f9f33659b7d52c18417a4d55b727b2573a1c8eb8db569cc65e85c38984
20251020.0 arm64 683b465e68310c9e633213b8663095a8967529ffc1b1b44f7be31eabc53805b46f590b5da1782390f039fa71cd9566eeeebf0c58def1eb59482ca2ff0c7601df
20251103.0 amd64 01a465bb5bb37d3c6343a33420b6badfe6e5d8a5ff522f1fb2c183a6e24559cc660373137adc8f5a8c8c362c573a2d01ef6936e126c74c810b16bf9bd19bfd04
20251103.0 arm64 a124f892b6f937ff88f9833cba78bc22d2cf869a205e20694374cbad575c9c9dd501cd4b8897aa4338622b6171d7cf4ce8d5a9b3b259c60450a6ade5b3fbc4f5
20251110.0 amd64 40d9ec839850cb1994321f0716026b6149adb712bab576b157be2c31b832e68e11475647b2776499fca4c52e96fc7489877fff2fb1985d5f1e128d14f776bd6b
20251110.0 arm64 297d42a46463d5b68c4786bcd448fe0914d7af91cd62f3c51b494b94e1c91d7eda68c6f21cfb1a66ac4d45aadcf20f7410291c0f3f17b090799f9cfa676cb563
20251118.0 amd64 cc95eec3e22a574ac533278ee8c72672542edf0ab467a89c13f02abea6404ffe20ea4a538a3482b072a8e45222a13cefbf9e7f44bada35b436769e04b12ab970
20251118.0 arm64 80a2970cb966d69d59313ec64583174189293db24605f8309a9e8b230e3be6f0e7e387bc11dd5db1896a8c308dd81da8778c0f0418d7ebfdda6b26f03c8d499f
20251201.0 amd64 8534bc833d9b1e286b8876abb17dd6fe202c40a75a36dd62b0ce892bf9dceb1773e71447848e7acab120ce99283c22d2f4e4a6171008c9c5f3d5fe6ad6f1cc75
20251201.0 arm64 fb527cea4d165478f297a918734f10acabf5230a4a0d29b19709cb6a69a389d32c2a0da328146f72ef0d8776aca35d97647db82ff46be60e85ad02305f631896
20251208.0 amd64 4b9a29a6f887aedbc10de5f5f0900eb64026c3472b5522ee21a6d2b3d30ac3ebc084a78b97e371d3bf830dcba4f61a5809922ea768650d52ef120221b4a9b19f
20251208.0 arm64 db07dc2def9b1e0b13e17bec5f98e9cd794159955ac999432fad16d1ec747924a05cd5e854b4d45f11147c090208c0ce7d915a0734cf2960047bd4daaba0465b
20251215.0 amd64 ea82bb66ce61a80adb6edaa61e2f2b1cd6339c504a55dd6663555010ed7f96c6234ac787bd9ecdb29ed4058e806e829fa45f14093466913dafc44d56055a5acb
20251215.0 arm64 5e7d6206bce4164c9109d37dfb0b169d1c59cc256910de42799a868c3f9ba5560ef5c05c0de3fad4f0856f906463588ff25c9bce3b25e0d3f20874521dffe767
20260105.0 amd64 15c8adabc9f1006d469177b0ec3962d4993e01c85be17d381a4979029eacc7db37ef354e3eafd279573135a1adf81baffc5c19f2bbfac932c79386f6ac74e52f
20260105.0 arm64 cc98ad73e8d181f4738c97883180bc76cf8b2eb773c11f3a44f1636d0b0e00f2ee9228e4eecd414f94d6410f4877e6c93260b8070130fba767583026115d1038
20260112.0 amd64 b36de90cdad4cfe0b9b66318407da79c035dd6dcf4c1374250011f34e511c0a29e335fe04eabb0d3fe7140131925f619f724a4702b37c49557bdeb25924b4dc8
20260112.0 arm64 3b7925d26d71fdcb8cb552950c88bcfed658c06ad6b1211906bfe86d13bc56d8005ac90a4d9ab4c8b6a48eb62ec51ebcdfd45a64067ac5190274e710961e51ea
20260126.0 amd64 cce974fa832c50d26c6ccc08ce50b4972921cd0818ebe8007587211d360cbc828ceea4ec8296703200afa208b679437d24f27a6dca31887b3c0fc6ee8be5eb05
20260126.0 arm64 c1b42f5789c09a68eb006964048448c058776440477fac83c7fd9cef879cec40878fb2f5f2450315ca0e7f568889f0b52c842b84929784a57023961f6eb77d04
20260202.0 amd64 f7bb9cc5e3f5e36a6788f959361415f6d7f7cd0225b8b4d99728da4b1ac7e5c7ce9c72b4c61e424ba93db77c983109d56b54907a3b2e2b982b34058410611023
20260202.0 arm64 5fbb9c68efdf3a404217fb57be55051b4b5f8b83ca631101204615b87ff5b6ea8680cd6599e434f1d87fecb9071367b65e90cd8ad5df3f0b9f0101796ecc8c43
20260209.1 amd64 1e0e42f7d3f4b3eded4e96be5af4dcdbecc9bca7ce40f5b9fa191210690397d71771c7c0e0835c32221261b004250fe513a9265447e62d9bf92fb6a5f7276a68
20260209.1 arm64 e95170b4f70688d014c795ffa9b3d583753f865edfd8afb4e2969490869bdb46b60672f641741f788e2ffee8f29751a017e9a68b98c1e44f5194da9a64b0ff28
20260216.0 amd64 f9a0c0094e5fdddffabfa1f0f5d6d3e048a320f85c17686f8697df66f6472d594ab11a290348e97f9a78b614aeb3ab814dc60a8f4ecaa73b1bec49b5b33e8f76
20260216.0 arm64 e5e46739fe6eb26477f57224dc66152ac259706b1d76512391eab6cfc70ff235f5d0a506d54d685520534b76576f2837c1f909bbf33b19dbe2e6186010a58c0e
20260223.0 amd64 9ec46dca073545187cc6640350b728d5eb358740919236915f7f1619fdeb1ed14815dd4b117156ea2c6b00a9cf97024902dd6ee9b2b6be0693f1e930c59f40c2
20260223.0 arm64 b3077dc8da3142b117829955ea8ecca7f75fda22f8bd59323a62ba34c6b836f62edea0b10ce0b745d3cd001814cd215175a3bd51d90abc07556bafe600683056
20260302.0 amd64 67c0125cc0e3b2633c2557ab0d76f1f15f9fe7b47db77b5a0c4d1e025b184c3f10803b88109948378995cf72068a5d486b05bac8f7a69ca77bf38460ae43ccdc
20260302.0 arm64 1f5a81cd6080252d4bee22e0828ed796b438bc768b0845015457944ca659b37fa5a2c22acdf655963b1a27855d5bb2263887463238eaf930efb55b0e4ca801ed
20260309.0 amd64 2f2d5092d53cae40c53006dead1c5b75552f7c901b9f15bd63b967d2444b59953647c029548ee3950adac0de82be6411a7bf199b3aa7a1dfaab59a51509e4768
20260309.0 arm64 85d37e7a0b249706f1b3b0ec5d84cc38f4dd53a4e490395f489eb406194529233631405be8bcd1648126db3fc0221a8a1b599743eca2b183b2a35ef3aca638fa
20260316.0 amd64 224cd1518f43c2b58052f1d15b0ff0736eac07562d0cb584415798b172cc15a18b0a5644cc37916c6759a0860d1c67eb54cede843cfdb94f0b11657d86aa41f4
20260316.0 arm64 d73d7dc4b318b513c0df2e4d568a81d894695ab60a892da670d8fd3502dbe0983aaf450b2bdc5df0940d3c5ca7ff5bee9245893f35f2c54d6a3ecb83c55cdcb5
20260323.0 amd64 8cfc4e0580e49a0463fafd51661305ac4e69d27eea68de4fc569760a55a7f2c4a2cc75d43d7edeae982288ebfdf4644d6840533b95167bb5f0758cb237e49217
20260323.0 arm64 2aacb4de88e9c4fadceb9c81c47b9aebf3ecb16df4f68d7def428d844bf3bc3ca1cc7d61a30bf73996e2485cea6a8c12ef86823fa473d0eb6489a95898be7d98
20260330.0 amd64 12ec9545b7b0d2ab3234f9942dd32965112a459cea597f65bb5e9678608046a7c05b2468b28641c35fce1d40d8b6f68acbe9c067be292817ef17c4a590698a52
20260330.0 arm64 5d289b8528483a4082a74420446e4267558c2e5c0cbe270d29a1a814a0039f9e9797229fec1416119c286621b899cc8a8919514fa60db199e8b05257505c23b1
20260406.0 amd64 daabda0cf22b1f7f7e0c587b625d684cceb6777e08f99d8010d4bc9bbe99a8396cd0590ecd67084f6cbaa05869c2a44249ec40ce6f8262a7010dec5d1df90b39
20260406.0 arm64 b2a0bf0096bcff15bcfe097bd16c8c00491578d1dd69309effa3aa3584eab5143b721f79522c217cd76b6c5337eaac7385eb0c6da3413826df228b54a4f02303
20260413.0 amd64 12f98f1305ea883a5cf68d158877b26e011348100211fa65cc01f91af25d6777ddf84893a4945dceb133346a5e045719d98da353fdc30d67e9f697f2483cf8d0
20260413.0 arm64 3c69577f48319452aa15552631eec21560a6ae5d80b5bf6d327e5c6c31989b6c02e02f57023a322717bb387c16417355aafdddcc10c760cf6ed5c4cb3eed6bfa
20260420.0 amd64 9efeefada7b9a7bcc21dc3a1ad3531d11dfac267808cced45d047aab742f15ecb91b2bb635dea78a4ae36817f76e5ed223b7ad80f3165f15dd24de9b0c95726f
20260420.0 arm64 3d12263b01edd46d75cd96586f6860596d8ef1300c591b1e2cba6f5396a3f0f065ede03da454a5009a18c3dfa9c702dc2018ed655d7d8034ad31de2f9738369f
20260427.0 amd64 9844ad2493999c579d0b4bcbde99ad3ed98e9f0ee175d87003b2e4da2e61f22efe452c378503cb911edac1b627820cb7985326e52b44dafe5d17e593d4b9095a
20260427.0 arm64 985d4412e50229bb107bc38f53be34ac09c3ae7e654c371557c261d44a6b40b6582688ec4ab39d4df55a14213b4eb6ac328fe5bf1e01ee037a349e2acfada836
20260504.0 amd64 27ade75278e3ee7d8ff1b1cdd979383f8beca2327a2a572d054280b43a5a6db615db6387fa82b230839fed30c9a0c65ac249195a81b51298e639ef1262182640
20260504.0 arm64 e2a6c39afa478e4040e8b2a803324011fb81ee268fdac5cd005f64e165218b3a45e45ba9cef15fcf7f514e80da13b752ce2733d035d6dcded48c89a468d4fd17
20260511.0 amd64 e227a71c95e794119f6648a44083df945392c6cd457f36abbc49c2b6e0b87c7f01b94e6bf4632f4cb22ee34fbec7a2c34ca03d30efa9c689db76a6215a6e44e1
20260511.0 arm64 1a1da6060bbfb98fcd98304a7e73afb2c23a897ae4a8bf741e1c6a16cf07e0cd14bcd9d0f0e51aff201feb0cf8d19952f944aeb5eb5d92b091509374b9702a26
20260520.0 amd64 d0994b1835fdfbaef9b7732789e3b17e0b799498c6ae7a7d645b52379f3730b76494db7d46b8460cd632b977fd206fa6063766c883da149d5ca742cf559e7e7c
20260520.0 arm64 3b3b2a05c8afd55f3d2a714c098f376245c1282890d617b71108cf4cba94964d761ecbf83b69a768b337f43101a055dd0914319042665b72942a46ff669e4050
20260525.0 amd64 7fd4103d6df5202545011c39449cc484371384059db17b917d811c03e8355c829109e9848603b77f8ec1b050d7a1179ed239546059e210edc67601bfa0504bbb
20260525.0 arm64 5756598b8d158eab2ca3f521ded9ad099e812df91f0e73ef93ff20ce7856f2e9da20081bbc82461ee0787424b881213cfd9b87a5c79bbe484aea3c9e440cc003
20260601.0 amd64 ea985c4a505a37c50726b35fa5d48fdb8058dce36833d7710d49be035e08623b425869f91deb9133c1c5b35a33a77aed5ddcbc6926801a2dc49ddb0805aed7dc
20260601.0 arm64 ee8110ff0062c9c7d4eb167e3c54e35522b473210602d390abb670dce5a6e896fc0d44a2a06ec4b2677c1debf3960a55b9ea92fc1a859c155292e350337eb445
20260608.0 amd64 8ecbf845e50880ab65573153756aea01da2823d05a61bce23c6c24f4446d064ab5a253e7ee6a8b619c5934c373ea74487c7c2ab2754dfb1e0b27860c6e0d2014
20260608.0 arm64 9c7c74453b3a08c6663d72680355edb56a86e9b1ef6637b0ab5942b576d47eaf2ab6b448a0f8e9408757c6ffed116ff95d2885e6ed8cc0bd3b27036af5b27450
20260622.0 amd64 6df95d09363dbd9ee5d5c889c1549b457e1783b039ff60a8f9f16f8c94c774a2ca2eef5b1c370e36b863f6b0407b53ba3c69051c6ef051253843dabf89a6de4e
20260622.0 arm64 6d43f7c99dc182ad3750390c811537ee312fca5938245c65f0c5a23b9d38e8b7fddc1f49a816e6696d708582d813ac2d87ee98f7b46b8a6f5e6241c9eba69443
20260706.0 amd64 73938c145ebe554cf61a01da455688f4b732eebdf7b1b635bdef5b195868b363d8cb400e3d92ed1f377b78996805556c247a4849583910cb04e92b156053033e
20260706.0 arm64 a4962fe56ee62c841c270443a3617b6626db3fb282e65793f6762df78b3209304dfe2e094e524b3d2b4c781c05b1b95744ce9fe50b49edee43090b27c2956c4b
20260714.0 amd64 75c092fe87d84078f06ac40937cb5207fb5a1a92511b38b4790c915801555daadc59fef33de8db4dd92e1892a6de390c8a2e390a7a3bd0e2d3731d9ed6a3a6e8
20260714.0 arm64 ee39fa48121797db60919dacb77145d604c9a54616323a00304f8482fca87af20e8e78b079cb193ab7bef7230ad3f79096a3491e12c09ba11625c7be5130e084
20260721.0 amd64 5de08aa2c048f85289084a6c65648a49dea510da54677a196f223fbf08499c36741da79976b51e0e2b61063bde01ef2a709c7ced95b6d829d9a3c0f3c68b78ab
20260721.0 arm64 23465f6a5d7c1da2c31ac25af95e0db783e2776f0fb2afb3a3c421b8928c51d7d4d3a680c555ff821d12504d51af985a226855f56d22dc258d3058b537995734
20260727.0 amd64 ab99ea1b0e2d169ec95473ea6c44abdac9b6b63d9c483f898487fd2b3c32d63bfa9ea104a3d5eed217b90cfc880ceb7a1130a9f7daef6e50656b6e028a8f52e3
20260727.0 arm64 c1a654739a11dadcb6e314ac29f458e7bc8befb5f86259bc55fe090c91cd64ee2254f1b70e3962c3b71a127de612839b0e0915b248d46fcf2a315e995650179b
20260803.0 amd64 8f87e9a0ed6bec3a50effed65694d2cc71bfe76c0b5e740dcaa58af5af42d83cd441b44d3505abdf3b79e15052dde842e9981fc22c068c05f9ef92e9215becc9
20260803.0 arm64 4547ead374aceb85d8659492e7b4a176b900ba98f873e4eab7e877968ffc5a01021c4f809bbb047d2d9498779ffab56d05d79ad4fcfb0e10438cb6779504dc49
20260810.0 amd64 4463ce276e207f5a516a08ec627a768a19cf7bed0094d522b0810bee3424585caa8d344e093204012b974f5c508ab2362dcb0d7236f0c1992fccc426beeb7ffc
20260810.0 arm64 26a306b4c51a54dd5c44f4c602d5326b92c1ba02757c591847d53f2cad448c0f838b1d8f7bd93cc50eb8d6ec88073c5d4b4a14b53bc572338ced49f42d618f9f
20260817.0 amd64 84936438d583ec976800f464e75a83e1515f0890b451b9b4db219c4472b54ca9b106a6772ee683f1e64cce2128871d7637b14d800591f8451b8137f6c39fb2ef
20260817.0 arm64 6394fd161a4af0dc9a2c29f75c3016d05275a55744f124e12023fa7666a9f161c68d6ce3803ad49205c6a7b5bee0ad2ccf48edff340db344fdafec678c788aa4
`;

;// CONCATENATED MODULE: ./build/host/known-checksums.js
/** Checksums of release binaries, sha256 or, of gVisor, sha512. A version that is not here needs its publisher's checksum file. */

/**
 * runc: kubernetes-sigs/kubespray roles/kubespray_defaults/vars/main/checksums.yml (2026-08-21), each the same in
 * kubernetes/kops pkg/assets/assetdata/runc-*.yaml.
 */
const RUNC = `
1.1.5 amd64 f00b144e86f8c1db347a2e8f22caade07d55382c5f76dd5c0a5b1ab64eaec8bb
1.1.5 arm64 54e79e4d48b9e191767e4abc08be1a8476a1c757e9a9f8c45c6ded001226867f
1.1.6 amd64 868bee5b8dc2a01df0ca41d0accfad6a3372dc1165ebfb76143d2c6672e86115
1.1.6 arm64 da5b2ed26a173a69ea66eae7c369feebf59c1031e14985f512a0a293bb5f76fb
1.1.7 amd64 c3aadb419e5872af49504b6de894055251d2e685fddddb981a79703e7f895cbd
1.1.7 arm64 1b309c4d5aa4cc7b888b2f79c385ecee26ca3d55dae0852e7c4a692196d5faab
1.1.8 amd64 1d05ed79854efc707841dfc7afbf3b86546fc1d0b3a204435ca921c14af8385b
1.1.8 arm64 7c22cb618116d1d5216d79e076349f93a672253d564b19928a099c20e4acd658
1.1.9 amd64 b9bfdd4cb27cddbb6172a442df165a80bfc0538a676fbca1a6a6c8f4c6933b43
1.1.9 arm64 b43e9f561e85906f469eef5a7b7992fc586f750f44a0e011da4467e7008c33a0
1.1.10 amd64 81f73a59be3d122ab484d7dfe9ddc81030f595cc59968f61c113a9a38a2c113a
1.1.10 arm64 4830afd426bdeacbdf9cb8729524aa2ed51790b8c4b28786995925593708f1c8
1.1.11 amd64 77ae134de014613c44d25e6310a57a219a7a91155cd47d069a0f22a2cad5caea
1.1.11 arm64 9f1ee53f06b78cc4a115ca6ae4eec10567999539ce828a22c5351edba043ed12
1.1.12 amd64 aadeef400b8f05645768c1476d1023f7875b78f52c7ff1967a6dbce236b8cbd8
1.1.12 arm64 879f910a05c95c10c64ad8eb7d5e3aa8e4b30e65587b3d68e009a3565aed5bb8
1.1.13 amd64 bcfc299c1ab255e9d045ffaf2e324c0abaf58f599831a7c2c4a80b33f795de94
1.1.13 arm64 4b93701752f5338ed51592b38e039aef8c1a59856d1225df21eba84c2830743c
1.1.14 amd64 a83c0804ebc16826829e7925626c4793da89a9b225bbcc468f2b338ea9f8e8a8
1.1.14 arm64 050ee97c266bf7d31e1474568ffcbb2a3ff2208087aaa238c8bbe7e398414126
1.1.15 amd64 d218e1f8be4dcb1f288dea754faee342375a36f695eac5ab37fc8b7270a78763
1.1.15 arm64 c680f8c470ffb228944ca80e1a4dbb6768b3ad97057350852e128847f9dd10bc
1.2.0 amd64 3bbb68e49bc89dd2607f11d2ff0fa699963ebada39c32ad8a6aab0d40435c1ed
1.2.0 arm64 3d4f66dc1d91f1b2a46713d185a506a604f1fe9f2f2b89c281eb1c5c13677ff0
1.2.1 amd64 b106d49c60e688022f5909432a77bd3260f29687199d47213ed87269588af781
1.2.1 arm64 8c0d81c80ffdaab986629a9c787d8468ab41851e7aab8f9617a4c3674e192aaa
1.2.2 amd64 a34f5ab4fc1df1f456293c3d797a76f2d41cf3cd970bb49fc53ba94bbc8a5cf6
1.2.2 arm64 bfd3e6c58bd6060eaa725520c31cbc8f6386ac7606e65bfa7fe9084100aa1789
1.2.3 amd64 e6e8c8049b1910fce58fa68c057aaa5f42cee2a73834df5e59e5da7612d2739d
1.2.3 arm64 4ef19ab21ce1ae5a01e1d3fa5b005e45cdf59f5d3ab32541c9e262cb2b2d3451
1.2.4 amd64 e83565aa78ec8f52a4d2b4eb6c4ca262b74c5f6770c1f43670c3029c20175502
1.2.4 arm64 285f6c4c3de1d78d9f536a0299ae931219527b2ebd9ad89df5a1072896b7e82a
1.2.5 amd64 fbd851fce6a8e0d67a9d184ea544c2abf67c9fd29b80fcc1adf67dfe9eb036a1
1.2.5 arm64 bfc6575f4c601740539553b639ad6f635c23f76695ed484171bd864df6a23f76
1.2.6 amd64 0774f49d1b1eebb5849e644db5e4dc6f2b06cee05f13b3d17d5d6ba62d6f2ebc
1.2.6 arm64 12c612e2ebe6ca198de676ce75ed557e79fe6109032209bb8e25166c967fe170
1.2.7 amd64 7c6564ab7b562a275778e59dd6bd43404768e5462e31cbac6b15e36e14693ca8
1.2.7 arm64 b540e52e2e2d285b7ac9336d788195eb832292e4aa311dbd936ff7e8514e6cb7
1.2.8 amd64 09d2b25f31d3a819c97854c223ff9b36be7fdb0ce57fec709af499e1e19e8e89
1.2.8 arm64 7c463d49d83f2da9f5ba6db395600c8da6c5445fd4597c2de8e8b0f82eb1bebb
1.2.9 amd64 b21fda1d5a1510b19c3f6fb43ecb3a92887654a9d0c2b64e84b8b08f24ff0e30
1.2.9 arm64 c155ae4716480be73a1c3bbedfa23df179800ba39ca83eb59f5b1b9b72a7ecbd
1.3.0 amd64 028986516ab5646370edce981df2d8e8a8d12188deaf837142a02097000ae2f2
1.3.0 arm64 85c5e4e4f72e442c8c17bac07527cd4f961ee48e4f2b71797f7533c94f4a52b9
1.3.1 amd64 53bfce31ca047e537e0767b21c9d529d4b5b3e1cb9c590ca81654f9a5615d80d
1.3.1 arm64 e531c276312ec701be7edf2b998ac4220c858d02d274bef5546945964792d074
1.3.2 amd64 e7a8e30bd6d248f494aae9163521ff4eb112a30602ac56ada0871e3531269c2d
1.3.2 arm64 06fbccb4528ecd490f3f333d6dcf22c876bd72a024813a0c0a46312121f4c5fd
1.3.3 amd64 8781ab9f71c12f314d21c8e85f13ca1a82d90cf475aa5131a7b543fcc5487543
1.3.3 arm64 3c9a8e9e6dafd00db61f4611692447ebab4a56388bae4f82192aed67b66df712
1.3.4 amd64 5966ca40b6187b30e33bfc299c5f1fe72e8c1aa01cf3fefdadf391668f47f103
1.3.4 arm64 d6dcab36d1b6af1b72c7f0662e5fcf446a291271ba6006532b95c4144e19d428
1.3.5 amd64 66fa8390be8fb3b23dfbb60c767368bb5b51f1acfa88692bbff1a82953d4d9e9
1.3.5 arm64 bd843d75a788e612c9df286b1fa519a44fcbb7a7b8d01e2268431433cc7c718c
1.4.0 amd64 c5d4995c5aec204d7e1827d9d9a6b45042602736f7f415f484252e576dcdac28
1.4.0 arm64 2adbeed4c751d6f2201c642ed06269ff4370fcc4165abd3f323e19c653716c31
1.4.1 amd64 b6d50dad89a420cafcdc0eebf4bed132a45b161d5bc1ba4ddd8cc4422d24a983
1.4.1 arm64 80d5757c46152c35151621cf394ee08cec881716169d0fdd40f9ce124d3c85f5
1.4.2 amd64 ac8a90f9e225bb9322189937b230cdc5478d5753f0e31e1bda98a5cf06bd9539
1.4.2 arm64 ea54032310588e115633aa2f4bba8bf9500257f657e1deca88df5778775138db
1.4.3 amd64 f6ae8efc0fa40079e1475e97cbe9d1bd3f106a28d6af78a11d9f1bd565515e60
1.4.3 arm64 633301e2e32f8a5ad54031aab4901eb00308bec677dd15faa2751e8f9dab5ca4
`;
/**
 * crun: the same file of kubespray, present and past. Some publishers' binaries have been replaced after their release
 * (0.19 has two digests there); none of these have.
 */
const CRUN = `
1.8.1 amd64 b7f2150da473ed2d052df371244176aa96c9ad908fed06b81ebcb51a8a0f6b06
1.8.1 arm64 c8382b91a52ac09797ff44990daf014803dde9487d1a41243bc9d8eaf07484e4
1.8.2 amd64 9febf1dd7600d15db2ee9a6b8836a76db563bf715e009d0c5f662353e7fa6c29
1.8.2 arm64 d17970486fab69058e182c3322b7f9fe51561cc3ce28339a0d65b0c81acda933
1.8.3 amd64 f82ccdc575a72fe2d91ea8d68161746a0e28898bc86a2a6f55eed00aa1d79afa
1.8.3 arm64 5394336630618c724274bf3e5e0c8a64c2e67e4723f671029c4f57f459359f73
1.8.4 amd64 99be7d3c9ba3196c35d64b63fa14e9f5c37d1e91b194cfdbfa92dbcbebd651bc
1.8.4 arm64 29bbb848881868c58908933bab252e73ee055672d00b7f40cea751441ca74fa4
1.8.5 amd64 75062fa96a7cabd70e6f6baf1e11da00131584cc74a2ef682a172769178d8731
1.8.5 arm64 77032341af7c201db03a53e46707ba8b1af11cdd788530426f2da6ccb9535202
1.8.6 amd64 23cd9901106ad7a8ebf33725a16b99a14b95368a085d6ffc2ede0b0c9b002bde
1.8.6 arm64 1f86d20292284f29593594df8d8556d5363a9e087e169626604cc212c77d1727
1.8.7 amd64 f26e90ab197df8b1cb81d70bcb2cd36a80299d6445470b3c1a84ceda59a34199
1.8.7 arm64 004f40b48ec28e963eee79929002b9dfb88496be5699e6052358c67e47fdc88a
1.9.1 amd64 a2bc565c8bbcb1074b70cdec0c39ca93e4aa84f1188641d160531f4a8aae80f0
1.9.1 arm64 fab460328d425a72cfd1a70f8fc25c888b6f17cfd95abdace61035a80c3dfe4a
1.9.2 amd64 2bb60bcd5652cb17e44f66f0b8ae48195434bd1d66593db97fba85c7778eac53
1.9.2 arm64 1ad8bd3c1aa693f59133c480aa13bbdf6d81e4528e72ce955612c6bae8cb1720
1.11.1 amd64 ca8c9cef23f4a3f7a635ee58a3d9fa35e768581fda89dc3b6baed219cc407a02
1.11.1 arm64 c8b0d243f6ac4fb02665c157b5404e5184bdc9240dbdcdde0ccef2db352ce97a
1.11.2 amd64 acb62839ab8615f0e2485e8d71272b5659cbe35182eb24c5e96bd213240567fe
1.11.2 arm64 9e1aeb86bce609eccff46a8b976ed06994bca27d639e564fd45756786c4d0123
1.14.1 amd64 a30afd16bbf7eed9d9ce662062f64ef9fbb5d7c76963668c33e90a5693941fbd
1.14.1 arm64 25f85c85b9ae15de589ac02d2b766178967d29122325f9479ab068534b7a9658
1.14.2 amd64 4d3a64961ea9e6a1313ab807f86a17bc6ebcecad2df84a120322fddebff00bcf
1.14.2 arm64 409ebdcb4935b004ce0efa8ada4aaf8d4dd63b77cde1d0acdf55664c168acbd9
1.14.3 amd64 80c5ab9422d4672f650f2bad3da933568349b64117d055486abc3534517be2af
1.14.3 arm64 0486629e1599c3bccded279f6555ff22691958cde56203ceca099af6f2407263
1.14.4 amd64 4f170aaa10d2ef02560cfb60b67ddfa1a83b1b4f7018227e9cb23a6af3955ec1
1.14.4 arm64 308f8719055de178897f66cbb72d6a02567050ac645dd5eca52f48de347dda6c
1.15 amd64 f02c66dcc38b9d06f19a92dfb5ac831aba9c33ae48dbf4ab92d7680ca1140172
1.15 arm64 2ed5fe6def4c1d57f219747bac5e71cb22312ef026fe63ed8e3246a4dcfebe13
1.16 amd64 7f53bffd6b0e216f8f6d6472bb73dc4c6c4ea2c2e7342c52d4bee2972798ce68
1.16 arm64 4595ff16487b16d2158fa8c3452bc0e1ecdc177ab2ace40fc02cd6e49838ff67
1.16.1 amd64 7b6f1791fb9b2c49ec959b9384b3c4e2ec8c69945fd5292a179d23eb62422eb3
1.16.1 arm64 973817340e6da12c90c751b011c797396940cca965cefa74557bd1c0939f4042
1.17 amd64 e9512a3e034e781b2396d068fd24eafcd5788e410403da886df9dc8871d504a5
1.17 arm64 3049017b99208f5ecd15c1366f47a77dace87f42dccf317ad40a07f1a867518c
`;
const TABLES = { runc: RUNC, crun: CRUN, runsc: RUNSC };
/** Oldest first. Empty for a runtime that has none. */
function knownReleases(runtime, arch) {
    const lines = (TABLES[runtime] ?? '').split('\n').filter(Boolean);
    return lines
        .map((line) => {
        const [version = '', of = '', hex = ''] = line.split(' ');
        return { version, arch: of, hex };
    })
        .filter((release) => release.arch === arch);
}

;// CONCATENATED MODULE: ./build/runtimes/shared/release-binary.js
/** A runtime that its publisher offers as one executable a version, with a checksum. */







/** What `installRelease` would have to do. */
function checkRelease(host, runtime, version, source) {
    const url = source.file(version, host.distribution.arch);
    const known = knownDigest(host, runtime, version);
    if (known && (0,external_node_fs_.existsSync)(downloadPath(host, url, known)))
        return [];
    const checksum = known
        ? 'with the checksum it knows'
        : `with the checksum from ${source.checksums(version, host.distribution.arch)}`;
    return [{ what: `${runtime} ${version}`, remedy: `tare downloads ${url}, ${checksum}`, installable: true }];
}
/**
 * Downloads the executable, or finds it in the cache.
 * @param instead what else there is, for the error: `This host's package sources offer: …`
 * @throws InputError for a version that is not published, HostError where it cannot be had.
 */
async function installRelease(host, runtime, version, source, instead) {
    const url = source.file(version, host.distribution.arch);
    try {
        const expected = knownDigest(host, runtime, version) ?? (await publishedDigest(host, version, source));
        requirePermission(host, url, expected);
        const path = await download(host, url, expected);
        return { binaries: [await identifyBinary(runtime, path)], source: `release ${url}` };
    }
    catch (error) {
        if (error instanceof DownloadError)
            throw unavailable(host, runtime, version, instead, error);
        throw error;
    }
}
function knownDigest(host, runtime, version) {
    const release = knownReleases(runtime, host.distribution.arch).find((known) => known.version === version);
    return release && digest(release.hex);
}
async function publishedDigest(host, version, source) {
    const { arch } = host.distribution;
    const url = source.checksums(version, arch);
    if (!host.mayInstall)
        throw new config_errors/* HostError */.d(`${url} is needed`, 'Run without --install never.');
    const name = (0,external_node_path_.basename)(new URL(source.file(version, arch)).pathname);
    const found = parseChecksums(await fetchText(host, url), name);
    if (found)
        return found;
    throw new config_errors/* HostError */.d(`${url} has no checksum for ${name}, so it is not downloaded`, 'Download and check it yourself, and give it by path.');
}
function requirePermission(host, url, expected) {
    if (host.mayInstall || (0,external_node_fs_.existsSync)(downloadPath(host, url, expected)))
        return;
    throw new config_errors/* HostError */.d(`${url} is needed`, 'Download it yourself and give it by path, or run without --install never.');
}
/** Names what was tried and everything there is. */
function unavailable(host, runtime, version, instead, error) {
    const known = knownReleases(runtime, host.distribution.arch).map((release) => release.version);
    const message = `${runtime} ${version} cannot be had\n${error.message}`;
    const remedy = [instead, known.length > 0 ? `Releases with a known checksum: ${known.join(', ')}.` : ''];
    const notThere = error.status === 404 || error.status === 410;
    return new (notThere ? config_errors/* InputError */.w : config_errors/* HostError */.d)(message, remedy.filter(Boolean).join('\n'));
}

;// CONCATENATED MODULE: ./build/runtimes/shared/distro-binary.js
/** A runtime that is one executable: of a distribution package, of an upstream release, or at a path the user gives. */






/** What `installDistroBinary` would have to do. */
async function checkDistroBinary(host, arm, packageName, release) {
    if (arm.path) {
        requireExecutable(arm.path, arm.runtime);
        return [];
    }
    const { version } = arm;
    if (!version)
        return findCommand(arm.runtime) ? [] : [fromSources(`package ${packageName}`)];
    const installed = (await installedVersions([packageName])).get(packageName);
    if (installed && isVersion(installed, version))
        return [];
    const offered = await availableVersions([packageName]);
    const there = offered.some((one) => isVersion(one.version, version));
    if (release && (installed || !there))
        return checkRelease(host, arm.runtime, version, release);
    const what = `package ${packageName} ${version}`;
    if (installed)
        return [{ what, remedy: `${installed} is installed. ${REPLACE}`, installable: false }];
    const none = !there && offered.length > 0;
    return [none ? { what, remedy: instead(offered), installable: false } : fromSources(what)];
}
const REPLACE = 'Remove the package first, or give the binary of the wanted version by path.';
function fromSources(what) {
    return { what, remedy: `tare installs it from this host's package sources`, installable: true };
}
/** Uses what is there when it fits; installs the package, or downloads the release, when not. */
async function installDistroBinary(host, arm, packageName, release) {
    if (arm.path)
        return { binaries: [await identifyBinary(arm.runtime, requireExecutable(arm.path, arm.runtime))], source: 'path' };
    if (arm.version)
        return installPinned(host, arm, arm.version, packageName, release);
    if (!findCommand(arm.runtime))
        await ensurePackages(host, [packageName]);
    return describe(arm, packageName);
}
async function installPinned(host, arm, version, packageName, release) {
    const installed = (await installedVersions([packageName])).get(packageName);
    if (installed && isVersion(installed, version))
        return describe(arm, packageName);
    const offered = await currentVersions(host, [packageName], version);
    const there = offered.some((one) => isVersion(one.version, version));
    // A package that is there already stays: a release lies beside it, and both can be measured in one run.
    if (release && (installed || !there))
        return installRelease(host, arm.runtime, version, release, instead(offered));
    const picked = pickVersion(offered, version, arm.runtime);
    refuseReplacing(packageName, installed, picked.version);
    await ensurePackages(host, [`${picked.name}=${picked.version}`]);
    return describe(arm, packageName);
}
function instead(offered) {
    return offered.length > 0 ? `This host's package sources offer: ${offerText(offered)}.` : '';
}
/** Another version that was here before us may be in use: replacing it could not be undone byte for byte. */
function refuseReplacing(packageName, installed, wanted) {
    if (!installed)
        return;
    throw new config_errors/* HostError */.d(`package ${packageName} ${installed} is installed, and ${wanted} was asked for`, REPLACE);
}
/** What PATH finds, and the package only where it is the package's. A pinned version is always the package's. */
async function describe(arm, packageName) {
    const packaged = (await filesOf(packageName)).find((path) => /bin\//.test(path) && (0,external_node_path_.basename)(path) === arm.runtime);
    const path = arm.version ? packaged : findCommand(arm.runtime);
    if (!path)
        throw new config_errors/* HostError */.d(`package ${packageName} is installed, but ${arm.runtime} is not on PATH`, 'Add its folder to PATH.');
    const version = (await installedVersions([packageName])).get(packageName);
    const isPackaged = packaged && version && (0,external_node_fs_.realpathSync)(packaged) === (0,external_node_fs_.realpathSync)(path);
    const source = isPackaged ? `distro package ${packageName} ${version}` : `found at ${path}`;
    return { binaries: [await identifyBinary(arm.runtime, path)], source };
}

;// CONCATENATED MODULE: ./build/runtimes/shared/root-copy.js
/** An arm's own copy of the userland as a folder on the host's disk. */




/** Unpacks the image below the work folder. */
async function copyRoot(host, image, name) {
    const folder = (0,external_node_path_.join)(host.paths.work, name);
    const change = host.journal.record({ kind: 'path', path: folder });
    const root = (0,external_node_path_.join)(folder, 'root');
    (0,external_node_fs_.mkdirSync)(root, { recursive: true });
    await unpack(image.tarball, root);
    return { folder, root, change };
}
/** Test files that a killed sandbox left on its root must not meet the next one. */
function clearScratch(copy) {
    const scratch = (0,external_node_path_.join)(copy.root, SANDBOX.root);
    (0,external_node_fs_.mkdirSync)(scratch, { recursive: true });
    for (const name of (0,external_node_fs_.readdirSync)(scratch))
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(scratch, name), { recursive: true, force: true });
}

;// CONCATENATED MODULE: ./build/runtimes/shared/side-effects.js
/** Folders and groups that a runtime makes outside the places it is given, put on record before it can. */



/** `path` goes when the run ends, and each folder above it that was not there before, if it is empty by then. */
function recordNewFolder(host, path) {
    const above = missingAbove(path);
    for (const folder of above)
        host.journal.record({ kind: 'folder', path: folder });
    host.journal.record({ kind: 'path', path });
}
/** Outermost first, `path` itself left out. */
function missingAbove(path) {
    const parent = (0,external_node_path_.dirname)(path);
    return (0,external_node_fs_.existsSync)(parent) ? [] : [...missingAbove(parent), parent];
}
/** Puts on record the group `name`, where a hierarchy does not have it yet. */
function recordNewGroup(host, name) {
    const paths = host.cgroup.hierarchies.map((point) => (0,external_node_path_.join)(point, name)).filter((path) => !(0,external_node_fs_.existsSync)(path));
    return host.journal.record({ kind: 'cgroup', paths });
}
/** Ends what is in the group `name` and removes it from every hierarchy: a runtime may have made it in all of them. */
async function removeEverywhere(host, name) {
    for (const point of host.cgroup.hierarchies)
        await removeGroup((0,external_node_path_.join)(point, name));
}

;// CONCATENATED MODULE: ./build/runtimes/shared/oci-bundle.js
/** What runc, and runtimes with the same command line, share: an OCI bundle, `run`, `delete`. */












/** A runtime with runc's command line. */
function ociRuntime(definition) {
    const { name, summary, options, packageName, release } = definition;
    return {
        name,
        summary,
        options,
        check: (host, arm) => checkDistroBinary(host, arm, packageName, release),
        async install(host, arm) {
            const installed = await installDistroBinary(host, arm, packageName, release);
            const note = definition.surroundings?.()?.note;
            return note ? { ...installed, notes: [...(installed.notes ?? []), note] } : installed;
        },
        async prepare(host, image, arm, installed) {
            const copy = await copyRoot(host, image, folderName(arm));
            const call = [...(definition.surroundings?.()?.argv ?? []), installed.binaries[0]?.path ?? name];
            await mustRun([...call, 'spec'], { cwd: copy.folder });
            const command = [...call, '--root', (0,external_node_path_.join)(copy.folder, 'state'), ...definition.globalArgs(arm)];
            return new OciArm(host, copy, command, definition.kill);
        },
    };
}
/** `runc=./a/b` and `runc=./a_b` are two arms, and two folders. */
function folderName({ id }) {
    const short = (0,external_node_crypto_.createHash)('sha256').update(id).digest('hex').slice(0, 8);
    return `${id.replaceAll(/[^\w.-]/g, '_').slice(0, 60)}-${short}`;
}
/** The parts of config.json that we set; the rest is the runtime's own default. */
const specSchema = schemas/* looseObject */._H3({
    process: schemas/* looseObject */._H3({ terminal: schemas/* boolean */.zMY().optional(), args: schemas/* array */.YOg(schemas/* string */.YjP()) }),
    root: schemas/* looseObject */._H3({ path: schemas/* string */.YjP(), readonly: schemas/* boolean */.zMY().optional() }),
    mounts: schemas/* array */.YOg(schemas/* looseObject */._H3({ destination: schemas/* string */.YjP() })),
    linux: schemas/* looseObject */._H3({}),
});
/** Pure: the runtime's default configuration with our command, volume and limits in it. */
function configure(spec, request, cgroup) {
    return {
        ...spec,
        process: { ...spec.process, terminal: false, args: ['/bin/sh', SANDBOX.agent, request.nonce] },
        root: { path: 'root', readonly: false },
        mounts: [
            ...spec.mounts,
            { destination: SANDBOX.volume, type: 'bind', source: request.volume, options: ['rbind', 'rw'] },
        ],
        linux: { ...spec.linux, cgroupsPath: cgroup.path, resources: resources(request.limits, cgroup.countsSwap) },
    };
}
function resources(limits, countsSwap) {
    return {
        devices: [{ allow: false, access: 'rwm' }],
        cpu: { cpus: limits.cpus },
        memory: { limit: limits.memoryBytes, ...(countsSwap && { swap: limits.memoryBytes }) },
    };
}
async function run(argv) {
    await runCommand(argv);
}
class OciArm {
    #host;
    #copy;
    #command;
    #kill;
    #spec;
    constructor(host, copy, command, kill) {
        this.#host = host;
        this.#copy = copy;
        this.#command = command;
        this.#kill = kill;
        this.#spec = specSchema.parse(JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(copy.folder, 'config.json'), 'utf8')));
    }
    async launch(request) {
        clearScratch(this.#copy);
        const group = runGroup(this.#host);
        const cgroup = { path: `/${group}/${request.id}`, countsSwap: countsSwap(this.#host.cgroup, group) };
        const config = configure(this.#spec, request, cgroup);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(this.#copy.folder, 'config.json'), JSON.stringify(config));
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(this.#copy.folder, 'state'), { recursive: true });
        return openProcessConsole({
            argv: [...this.#command, 'run', '--bundle', this.#copy.folder, request.id],
            ...(this.#kill ? this.#groupEnding(this.#kill, cgroup.path, request.id) : this.#commandEnding(request.id)),
        });
    }
    /** The runtime's own command ends the container, now and as an undo. */
    #commandEnding(id) {
        const argv = [...this.#command, 'delete', '--force', id];
        const change = this.#host.journal.record({ kind: 'command', argv, goneWhen: 'does not exist' });
        return { end: () => run(argv), afterExit: async () => change.settle() };
    }
    /** As an undo it is enough to end what is in its group: its other traces are in the bundle's folder. */
    #groupEnding(kill, group, id) {
        const change = recordNewGroup(this.#host, group);
        return { end: () => run(kill(this.#command, id)), afterExit: () => change.undo() };
    }
    async remove() {
        await this.#copy.change.undo();
    }
}

;// CONCATENATED MODULE: ./build/runtimes/crun.js


const RELEASES = 'https://github.com/containers/crun/releases/download';
const crun = ociRuntime({
    name: 'crun',
    summary: 'the OCI runtime written in C on a bundle, without a daemon',
    packageName: 'crun',
    release: {
        file: (version, arch) => `${RELEASES}/${version}/crun-${version}-linux-${arch}`,
        checksums: (version) => `${RELEASES}/${version}/CHECKSUMS`,
    },
    options: {},
    globalArgs: () => [],
    surroundings: withoutHybridCgroup,
});

;// CONCATENATED MODULE: ./build/runtimes/shared/docker-client.js
/** What we ask of a Docker daemon, whoever started it. */


const versionSchema = schemas/* object */.Ikc({ Server: schemas/* object */.Ikc({ Version: schemas/* string */.YjP() }).nullish() });
/** Undefined where no daemon answers. */
async function serverVersion(cli) {
    const { stdout } = await runCommand([...cli, 'version', '--format', '{{json .}}'], { timeoutSeconds: 20 });
    const line = stdout.split('\n').find((text) => text.startsWith('{'));
    return line === undefined ? undefined : versionSchema.parse(JSON.parse(line)).Server?.Version;
}
const runtimesSchema = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
/** Names that `--runtime` may take. */
async function selectable(cli) {
    const text = await mustRun([...cli, 'info', '--format', '{{json .Runtimes}}'], { timeoutSeconds: 20 });
    return Object.keys(runtimesSchema.parse(JSON.parse(text)));
}

;// CONCATENATED MODULE: ./build/runtimes/shared/call-script.js
/** A call of several words as one executable file, for programs that take a path. */


/** Writes the script at `path`, unless the call is one word already; returns what to give. */
function callable(call, path) {
    if (call.length === 1)
        return call[0];
    const words = call.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
    (0,external_node_fs_.writeFileSync)(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
    (0,external_node_fs_.chmodSync)(path, 0o755);
    return path;
}

;// CONCATENATED MODULE: ./build/runtimes/shared/docker-own.js
/** A dockerd of ours: its own socket, data and containerd, so that it shares nothing with any other and leaves nothing behind. */









/** What any dockerd and its containerd make outside their own folders; others may come to use these, so only empty ones go. */
const FOLDERS = [
    ...['/etc/docker', '/run/docker', '/run/docker/plugins', '/run/containerd', '/run/containerd/s'],
    ...['/opt/containerd', '/opt/containerd/bin', '/opt/containerd/lib'],
];
const KEY = '/etc/docker/key.json';
const RELOAD_SECONDS = 10;
let docker_own_serial = 0;
/** `bundle` is a folder with dockerd and what belongs to it; without one, those on PATH are used. */
async function startDocker(host, bundle, stopped) {
    const { program, client } = programs(bundle);
    host.log.step(`starting a docker daemon${bundle ? ` from ${bundle}` : ''}`);
    const number = docker_own_serial++;
    const folder = (0,external_node_path_.join)(host.paths.work, `docker-${number}`);
    const files = host.journal.record({ kind: 'path', path: folder });
    recordSideEffects(host);
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    const runtimes = new Map();
    writeConfiguration(folder, runtimes);
    const cli = [client, '--host', `unix://${folder}/docker.sock`];
    const sandboxes = `docker-${number}`;
    const daemon = await OwnDaemon.start(host, {
        name: 'dockerd',
        argv: [program, ...daemonArguments(folder, `/${runGroup(host)}/${sandboxes}`)],
        searchFirst: bundle ? [bundle] : [],
        log: (0,external_node_path_.join)(folder, 'dockerd.log'),
        group: `dockerd-${number}`,
        sandboxes,
        volatile: [(0,external_node_path_.join)(folder, 'exec'), (0,external_node_path_.join)(folder, 'dockerd.pid')],
        ready: async () => (await serverVersion(cli)) !== undefined,
    });
    return {
        cli,
        version: (await serverVersion(cli)) ?? '',
        disposable: true,
        offer: async ({ name, call }) => {
            if (!call)
                throw new Error(`no call is given for the runtime ${name}`);
            runtimes.set(name, { path: callable(call, (0,external_node_path_.join)(folder, 'runtimes', name)) });
            writeConfiguration(folder, runtimes);
            daemon.reload();
            await untilSelectable(cli, name);
        },
        requireAlive: () => daemon.requireAlive(),
        stop: async () => {
            stopped();
            await daemon.stop();
            await files.undo();
        },
    };
}
function programs(bundle) {
    const program = findProgram('dockerd', bundle);
    const client = findProgram('docker', bundle);
    if (!program || !client)
        throw new config_errors/* HostError */.d('dockerd is not installed', 'Run without --install never, or install docker.io.');
    return { program, client };
}
function recordSideEffects(host) {
    for (const path of FOLDERS)
        if (!(0,external_node_fs_.existsSync)(path))
            host.journal.record({ kind: 'folder', path });
    if (!(0,external_node_fs_.existsSync)(KEY))
        host.journal.record({ kind: 'path', path: KEY });
}
function writeConfiguration(folder, runtimes) {
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'daemon.json'), JSON.stringify({ runtimes: Object.fromEntries(runtimes) }));
}
function daemonArguments(folder, cgroupParent) {
    return [
        ...['--host', `unix://${folder}/docker.sock`],
        ...['--data-root', (0,external_node_path_.join)(folder, 'data'), '--exec-root', (0,external_node_path_.join)(folder, 'exec')],
        ...['--pidfile', (0,external_node_path_.join)(folder, 'dockerd.pid'), '--config-file', (0,external_node_path_.join)(folder, 'daemon.json')],
        // Where systemd runs and cgroups are v2, dockerd would want slices of systemd instead of a path.
        ...['--exec-opt', 'native.cgroupdriver=cgroupfs', '--cgroup-parent', cgroupParent],
        // Sandboxes have no network; so the host's bridges and firewall stay as they are.
        ...['--bridge', 'none', '--iptables=false', '--ip6tables=false'],
    ];
}
async function untilSelectable(cli, name) {
    const deadline = performance.now() + RELOAD_SECONDS * 1000;
    while (!(await selectable(cli)).includes(name)) {
        if (performance.now() > deadline)
            throw new config_errors/* HostError */.d(`dockerd does not take up the runtime ${name}`, 'Is its name reserved?');
        await (0,promises_.setTimeout)(20);
    }
}

;// CONCATENATED MODULE: ./build/runtimes/shared/docker-daemon.js
/** The Docker daemon: the user's own where one runs, the service manager's, or one of ours for the length of the run. */






const known = new WeakMap();
/** Docker arms of a run share a daemon where they can. @throws HostError with the daemon's last words when it does not come up. */
async function obtainDaemon(host, wish) {
    const daemons = known.get(host.journal) ?? { found: runningDaemon(), own: new Map() };
    known.set(host.journal, daemons);
    if (wish.folder)
        return own(host, daemons, wish.folder);
    const running = await daemons.found;
    if (running)
        return running;
    if (wish.teaches || !host.systemd || !(await hasService()))
        return own(host, daemons, '');
    daemons.service ??= startService(host);
    return daemons.service;
}
function own(host, { own: daemons }, folder) {
    const there = daemons.get(folder);
    if (there)
        return there;
    const forget = () => daemons.delete(folder);
    const started = startDocker(host, folder || undefined, forget);
    daemons.set(folder, started);
    return started;
}
/** The daemon behind the client's default socket, if one answers. */
async function runningDaemon() {
    const client = findCommand('docker');
    if (!client)
        return undefined;
    const version = await serverVersion([client]);
    return version ? usersDaemon([client], version) : undefined;
}
function usersDaemon(cli, version) {
    return {
        cli,
        version,
        disposable: false,
        offer: async (runtime) => requireKnown(await selectable(cli), runtime),
        requireAlive: async () => undefined,
        stop: async () => undefined,
    };
}
/** A daemon in use is not reconfigured: that would restart or change what runs on it. @throws HostError */
function requireKnown(names, { name, call }) {
    if (names.includes(name) && !call)
        return;
    throw new config_errors/* HostError */.d(call
        ? `the Docker daemon that runs here cannot be given ${call.at(-1)} as a runtime`
        : `the Docker daemon that runs here does not know the runtime ${name}`, `It knows ${names.join(', ')}. Add it to /etc/docker/daemon.json and restart the daemon yourself, or stop the daemon and let tare start its own.`);
}
async function hasService() {
    return (await runCommand(['systemctl', 'cat', 'docker.service'])).code === 0;
}
async function startService(host) {
    host.log.step('starting the docker service');
    const socket = (0,external_node_fs_.existsSync)('/lib/systemd/system/docker.socket') ? ['docker.socket'] : [];
    const argv = ['systemctl', 'stop', 'docker.service', ...socket];
    const change = host.journal.record({ kind: 'command', argv });
    await mustRun(['systemctl', 'start', 'docker.service'], { timeoutSeconds: 120 });
    const daemon = await runningDaemon();
    if (!daemon)
        throw new config_errors/* HostError */.d('the docker service was started, but does not answer', 'See journalctl -u docker.');
    return { ...daemon, stop: () => change.undo() };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/runtimes/shared/gvisor.js
/** What anyone who reads figures of gVisor must know, whatever started it. Pure. */
/** Why a benchmark says nothing true of gVisor; undefined where it does. */
function unsupportedByGvisor(benchmarkId) {
    if (!/^fileio\..*\.direct$/.test(benchmarkId))
        return undefined;
    return 'gVisor does not pass O_DIRECT to the host: its figure would be of a page cache, and the figure beside it of the device';
}
/**
 * One sentence each. `flags` are those given to runsc, `overlay` the value of its flag overlay2 where it was given.
 * Sources: gVisor user guide, "Filesystem"; measured: 35,558 fsync/s on the default root against native's 8,597.
 */
function gvisorNotes(flags, overlay) {
    const inMemoryFile = overlay !== 'none';
    return [
        `flags given to runsc: ${flags.join(' ') || 'none'}`,
        'O_DIRECT does not reach the host, so direct file benchmarks are left out',
        ...(inMemoryFile
            ? [
                'files on the root are kept in a file of the sandbox itself, where an fsync costs nothing: fileio.root is not comparable',
            ]
            : []),
    ];
}

;// CONCATENATED MODULE: ./build/host/backports.js
/** Newer packages for a stable Debian, from the mirror the host already uses. */




const LIST = '/etc/apt/sources.list.d/tare-backports.list';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const backports_FORMAT = '$(RELEASE)\t$(ORIGIN)\t$(REPO_URI)';
/** Pure: the lines that `apt-get indextargets` prints in our format. */
function parseTargets(lines) {
    return lines.split('\n').flatMap((line) => {
        const [release = '', origin = '', uri = ''] = line.split('\t');
        return release && uri ? [{ release, origin, uri }] : [];
    });
}
/** Whether this distribution has backports of its own. */
function hasBackports({ id, codename }) {
    return id === 'debian' && codename !== '';
}
/**
 * Adds the backports suite beside the host's own sources, once; taken back together with the packages. apt prefers
 * nothing from it by itself (the suite is marked NotAutomatic), so other packages stay as they are.
 * @throws HostError where the host names no Debian mirror, or its mirror has no backports; nothing is changed then.
 */
async function addBackports(host) {
    requireApt();
    const { codename } = host.distribution;
    const suite = `${codename}-backports`;
    const targets = parseTargets(await mustRun(['apt-get', 'indextargets', '--format', backports_FORMAT, 'Created-By: Packages']));
    if (targets.some(({ release }) => release === suite))
        return;
    const mirror = targets.find(({ release, origin }) => release === codename && origin === 'Debian')?.uri;
    if (!mirror)
        throw new config_errors/* HostError */.d(`the apt sources of this host name no mirror for ${codename}`, `Add ${suite} to them.`);
    await addList(host, suite, mirror);
}
async function addList(host, suite, mirror) {
    host.log.step(`adding ${suite} from ${mirror}`);
    const change = host.journal.record({ kind: 'path', path: LIST }, 'install');
    const signed = (0,external_node_fs_.existsSync)(KEYRING) ? `[signed-by=${KEYRING}] ` : '';
    (0,external_node_fs_.writeFileSync)(LIST, `# Added by tare; taken back with the packages.\ndeb ${signed}${mirror} ${suite} main\n`);
    try {
        // The other lists stay as they are: refreshing them is a change of its own.
        const only = [`Dir::Etc::sourcelist=${LIST}`, 'Dir::Etc::sourceparts=-', 'APT::Get::List-Cleanup=0'];
        await runApt(['update', '--error-on=any', ...only.flatMap((option) => ['-o', option])], 300);
    }
    catch (error) {
        await change.undo();
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/runtimes/shared/accounts.js
/** Accounts and id ranges that packages make when they are installed and leave when they are purged. */


const accounts_NAMES = { users: 'passwd', groups: 'group' };
const REMOVERS = { users: 'userdel', groups: 'groupdel' };
const RANGES = ['subuid', 'subgid'];
/** Puts on record those that are not there yet. Call before the packages are put on record: they are undone first. */
function recordAccounts(host, accounts, etc = '/etc') {
    for (const kind of ['groups', 'users']) {
        const there = accounts_linesOf((0,external_node_path_.join)(etc, accounts_NAMES[kind])).map((line) => line.split(':')[0]);
        for (const name of accounts[kind].filter((candidate) => !there.includes(candidate)))
            host.journal.record({ kind: 'command', argv: [REMOVERS[kind], name], goneWhen: 'does not exist' }, 'install');
    }
    const owners = ['root', ...accounts.users].join(' ');
    for (const file of RANGES.map((name) => (0,external_node_path_.join)(etc, name)).filter((path) => (0,external_node_fs_.existsSync)(path))) {
        const argv = ['/bin/sh', '-c', KEEP, 'sh', file, owners, ...accounts_linesOf(file)];
        host.journal.record({ kind: 'command', argv }, 'install');
    }
}
/**
 * Arguments: file, owners, the lines of it to keep. Other lines of these owners are taken out; those of anyone else
 * stay, also those that were added since.
 */
const KEEP = `
file=$1 owners=$2
shift 2
[ -e "$file" ] || exit 0
while IFS= read -r line; do
  ours=
  for owner in $owners; do case $line in "$owner":*) ours=yes ;; esac; done
  for kept; do [ "$line" = "$kept" ] && ours=; done
  [ -n "$ours" ] || printf '%s\\n' "$line"
done <"$file" >"$file.tare" && cat "$file.tare" >"$file" && rm "$file.tare"
`;
function accounts_linesOf(path) {
    return (0,external_node_fs_.existsSync)(path) ? (0,external_node_fs_.readFileSync)(path, 'utf8').split('\n').filter(Boolean) : [];
}

;// CONCATENATED MODULE: ./build/runtimes/shared/packaged-program.js
/** A runtime whose programs come from packages with names of their own, from backports where the release is too old. */








function find({ places }) {
    return (places.map((place) => ((0,external_node_path_.isAbsolute)(place) ? (0,external_node_fs_.existsSync)(place) && place : findCommand(place))).find(Boolean) ||
        undefined);
}
/** What `installPackaged` would have to do. @throws InputError for a path that is wrong. */
async function checkPackaged(host, arm, runtime) {
    if (arm.path) {
        requirePath(arm, arm.path, runtime);
        return [];
    }
    const installed = await installedPackage(runtime);
    if (!arm.version)
        return find(runtime.programs[0]) ? [] : [await missing(host, runtime, undefined)];
    if (!installed)
        return [await missing(host, runtime, arm.version)];
    return isVersion(installed.version, arm.version) ? [] : [otherVersion(installed, arm.version)];
}
/** Uses what is there when it fits; installs the package, from backports if need be, when not. */
async function installPackaged(host, arm, runtime) {
    if (arm.path) {
        const path = requirePath(arm, arm.path, runtime);
        return { binaries: [await identifyBinary(runtime.programs[0].name, path)], source: 'path' };
    }
    const installed = await installedPackage(runtime);
    if (arm.version && installed && !isVersion(installed.version, arm.version)) {
        const { what, remedy } = otherVersion(installed, arm.version);
        throw new config_errors/* HostError */.d(what, remedy);
    }
    const there = arm.version ? installed !== undefined : find(runtime.programs[0]) !== undefined;
    if (!there)
        await installPackage(host, arm, runtime);
    return packaged_program_describe(runtime);
}
function requirePath(arm, path, { byPath }) {
    if (byPath === 'supported')
        return requireExecutable(path, arm.runtime);
    throw new config_errors/* InputError */.w(`${arm.runtime}=${path}: a path is not supported, since ${arm.runtime} is more than one program`, `Ask for a version that a package has: ${arm.runtime}@VERSION.`);
}
async function installedPackage({ packages }) {
    const versions = await installedVersions(packages);
    const name = packages.find((candidate) => versions.has(candidate));
    const version = name && versions.get(name);
    return name && version ? { name, version } : undefined;
}
function otherVersion({ name, version }, wanted) {
    return {
        what: `package ${name} ${version} is installed, and ${wanted} was asked for`,
        remedy: 'Tare does not replace a package that was here before it: remove it first, or measure the version it has.',
        installable: false,
    };
}
async function missing(host, runtime, version) {
    const what = `package ${runtime.packages[0]}${version ? ` ${version}` : ''}`;
    if (await chosen(runtime, version))
        return { what, remedy: `tare installs it from this host's package sources`, installable: true };
    const vendor = runtime.vendor?.(host.distribution)?.uri;
    const others = [
        ...(hasBackports(host.distribution) ? [`${host.distribution.codename}-backports`] : []),
        ...(vendor ? [vendor] : []),
    ];
    if (others.length > 0)
        return { what, remedy: `tare installs it from ${others.join(', or from ')}`, installable: true };
    const remedy = `the package sources of ${host.distribution.pretty} do not offer it: run apt-get update, or add a source that has it`;
    return { what, remedy, installable: false };
}
/** Offered by the sources as they are, the preferred package first. */
async function acceptable(runtime, version) {
    const offered = await availableVersions(runtime.packages);
    const fit = offered.filter((one) => version !== undefined || (runtime.accepts?.(one.version) ?? true));
    return runtime.packages.flatMap((name) => fit.filter((one) => one.name === name));
}
async function chosen(runtime, version) {
    const offered = await acceptable(runtime, version);
    return offered.find((one) => version === undefined || isVersion(one.version, version));
}
async function installPackage(host, arm, runtime) {
    if (host.mayInstall)
        await widenSources(host, arm, runtime);
    const offered = await acceptable(runtime, arm.version);
    const picked = arm.version ? pickVersion(offered, arm.version, arm.runtime) : offered[0];
    if (!picked)
        throw await nothingFits(arm, runtime);
    const beside = await availableVersions(runtime.beside ?? []);
    const same = beside.filter(({ version }) => version === picked.version);
    if (host.mayInstall && runtime.accounts)
        recordAccounts(host, runtime.accounts);
    const pins = [picked, ...same].map(({ name, version }) => `${name}=${version}`);
    await ensurePackages(host, [...new Set(pins)]);
}
async function nothingFits(arm, { packages }) {
    const [name] = packages;
    const old = await availableVersions(packages);
    return new config_errors/* HostError */.d(`this host's package sources offer no ${name} that can be used`, old.length > 0 ? `They offer: ${offerText(old)}.` : `Add a source that has ${name}, or leave ${arm.runtime} out.`);
}
/** Lists that were never fetched are fetched; then backports, then the vendor's repository are added until something fits. */
async function widenSources(host, arm, runtime) {
    const vendor = runtime.vendor?.(host.distribution);
    const steps = [
        async () => ((await availableVersions(['dpkg'])).length === 0 ? refreshPackageLists(host) : undefined),
        async () => (hasBackports(host.distribution) ? addBackports(host) : undefined),
        async () => (vendor ? addVendor(host, arm, runtime, vendor) : undefined),
    ];
    for (const widen of steps) {
        if (await chosen(runtime, arm.version))
            return;
        await widen();
    }
}
/** Taken out again at once where it does not have what is wanted either. */
async function addVendor(host, arm, runtime, vendor) {
    const undo = await addRepository(host, vendor);
    if (!(await chosen(runtime, arm.version)))
        await undo();
}
async function packaged_program_describe(runtime) {
    const [{ name }] = runtime.programs;
    const found = runtime.programs.flatMap((program) => ({ program, path: find(program) }));
    const absent = found.find(({ path }) => !path);
    if (absent)
        throw new config_errors/* HostError */.d(`${absent.program.name}, which ${name} needs, is not installed`, 'Install it, or add its folder to PATH.');
    const binaries = [];
    for (const { program, path } of found)
        if (path)
            binaries.push(await identifyBinary(program.name, path));
    const installed = await installedPackage(runtime);
    const source = installed ? `distro package ${installed.name} ${installed.version}` : `found at ${binaries[0]?.path}`;
    return { binaries, source };
}

;// CONCATENATED MODULE: ./build/runtimes/runsc.js
/** gVisor on an OCI bundle, without a daemon: its user-space kernel between the sandbox and the host's. */










const runsc_BUCKET = 'https://storage.googleapis.com/gvisor/releases/release';
const MACHINES = { amd64: 'x86_64', arm64: 'aarch64' };
const release = {
    file: (version, arch) => `${runsc_BUCKET}/${version}/${MACHINES[arch] ?? arch}/runsc`,
    checksums: (version, arch) => `${runsc_BUCKET}/${version}/${MACHINES[arch] ?? arch}/runsc.sha512`,
};
/** `20240408.0`, or the latest of a day: `20240408`. Anything else is a package version. */
const RELEASE = /^\d{8}(\.\d+)?$/;
const packaged = {
    programs: [{ name: 'runsc', places: ['runsc'] }],
    packages: ['runsc'],
    /** systrap, the platform of today, came in April 2023: Debian 12's own 20221219 has only ptrace and kvm. */
    accepts: (version) => Number(/(\d{8})/.exec(version)?.[1] ?? 0) >= 20_230_501,
    byPath: 'supported',
};
const runsc = {
    ...ociRuntime({
        name: 'runsc',
        summary: 'gVisor: a kernel in user space, on a bundle, without a daemon',
        packageName: 'runsc',
        options: {
            platform: {
                help: 'how system calls are caught; runsc decides where left out',
                choices: ['systrap', 'ptrace', 'kvm'],
            },
            overlay2: { help: 'where changes to files go: none, root:self, root:memory, all:memory, root:dir=/PATH' },
            directfs: { help: 'whether the sandbox opens files itself', choices: ['true', 'false'] },
            network: { help: 'the network stack (default none)', choices: ['none', 'host'] },
        },
        globalArgs: flagsOf,
        // `delete --force` waits 5 s for a sandbox whose parent lives, and then fails.
        kill: (command, id) => [...command, 'kill', id, 'KILL'],
    }),
    async check(host, arm) {
        const missing = isRelease(arm)
            ? checkRelease(host, 'runsc', arm.version, release)
            : await checkPackaged(host, arm, packaged);
        const binary = arm.path ?? (missing.length === 0 ? findCommand('runsc') : undefined);
        return [...missing, ...(await platformMissing(arm, binary))];
    },
    async install(host, arm) {
        const installed = await runsc_obtain(host, arm);
        const [fault] = await platformMissing(arm, installed.binaries[0]?.path);
        if (fault)
            throw new config_errors/* HostError */.d(`${arm.id}: ${fault.what}`, fault.remedy);
        return { ...installed, notes: gvisorNotes(flagsOf(arm), arm.options.overlay2) };
    },
    unsupported: unsupportedByGvisor,
};
function isRelease(arm) {
    return arm.version !== undefined && RELEASE.test(arm.version);
}
async function runsc_obtain(host, arm) {
    if (!isRelease(arm))
        return installPackaged(host, arm, packaged);
    return installRelease(host, 'runsc', arm.version, release, 'A build of the distribution is asked for by its full package version.');
}
/**
 * Releases before 20240807.0 take every network namespace of a recent kernel for the host's own and refuse to start
 * with a network, so there is none unless it is asked for.
 */
function flagsOf({ options }) {
    return Object.entries({ network: 'none', ...options }).map(([name, value]) => `--${name}=${value}`);
}
const PROBE_SECONDS = 10;
/** /dev/kvm may be there and still not run a guest, so one is really started. */
async function platformMissing({ options }, binary) {
    if (options.platform !== 'kvm')
        return [];
    if (!(0,external_node_fs_.existsSync)('/dev/kvm'))
        return [{ what: 'no /dev/kvm', remedy: 'Switch virtualization on, or use platform: systrap.', installable: false }];
    const problem = binary && (await kvmProblem(binary));
    return problem
        ? [{ what: `KVM runs no gVisor here: ${problem}`, remedy: 'Use platform: systrap.', installable: false }]
        : [];
}
async function kvmProblem(binary) {
    const state = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'tare-kvm-'));
    const flags = [`--root=${state}`, '--network=none', '--ignore-cgroups', '--platform=kvm'];
    try {
        const result = await runCommand([binary, ...flags, 'do', '/bin/true'], { timeoutSeconds: PROBE_SECONDS });
        return result.code === 0
            ? undefined
            : `runsc ended with exit code ${result.code} (${result.stderr.trim().split('\n').at(-1)})`;
    }
    catch (error) {
        if (error instanceof CommandError)
            return `runsc hung for ${PROBE_SECONDS} s`;
        throw error;
    }
    finally {
        (0,external_node_fs_.rmSync)(state, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./build/runtimes/shared/docker-runtime.js
/** The OCI runtime below Docker: `docker{runtime: crun}`. */








/** What Docker comes with, and needs nothing for. */
const OWN = 'runc';
const INSTALLABLE = [crun, runsc];
/** Old releases of gVisor refuse to start with a network on recent kernels; the sandbox has none anyway. */
const GVISOR_FLAGS = ['--network=none'];
/** What the user wrote, where it is not Docker's own. */
function wantedRuntime({ options }) {
    return options.runtime === OWN ? undefined : options.runtime;
}
const isPath = (wanted) => wanted.includes('/');
const bare = (runtime) => ({ id: runtime, runtime, options: {} });
/** What it would take to have it. @throws InputError for a path or name that is none. */
async function checkNested(host, wanted) {
    if (isPath(wanted)) {
        executable(wanted);
        return [];
    }
    const runtime = INSTALLABLE.find(({ name }) => name === wanted);
    if (runtime)
        return runtime.check(host, bare(wanted));
    if (!findCommand(wanted))
        throw unknownRuntime(wanted);
    return [];
}
function executable(path) {
    return requireExecutable((0,external_node_path_.resolve)(path), 'the runtime below docker', 'docker{runtime: ./bin/runc}');
}
/** Finds it, installing it where we know how. @throws InputError, HostError */
async function installNested(host, wanted) {
    const runtime = INSTALLABLE.find(({ name }) => name === wanted);
    if (runtime)
        return runtime.install(host, bare(wanted));
    const path = isPath(wanted) ? executable(wanted) : findCommand(wanted);
    if (!path)
        throw unknownRuntime(wanted);
    return {
        binaries: [await identifyBinary((0,external_node_path_.basename)(wanted), path)],
        source: isPath(wanted) ? 'path' : `found at ${path}`,
    };
}
function unknownRuntime(wanted) {
    return new config_errors/* InputError */.w(`docker{runtime: ${wanted}}: no ${wanted} is on PATH`, `Give its path, or one of runc, ${INSTALLABLE.map(({ name }) => name).join(', ')}.`);
}
/** Makes sure that `docker run --runtime` takes it; returns the name it takes. @throws HostError */
async function offerNested(daemon, wanted, binary) {
    const name = isPath(wanted) ? `tare-${(0,external_node_crypto_.createHash)('sha256').update(wanted).digest('hex').slice(0, 8)}` : wanted;
    const teach = binary && (daemon.disposable || isPath(wanted));
    const runtime = { name, ...(teach && { call: callOf(binary) }) };
    await daemon.offer(runtime);
    return name;
}
function callOf({ path, version }) {
    const [first = path, ...rest] = isCrun(version) ? [...(withoutHybridCgroup()?.argv ?? []), path] : [path];
    return [first, ...rest, ...(isGvisor(version) ? GVISOR_FLAGS : [])];
}
const isCrun = (version) => /^crun\b/.test(version);
const isGvisor = (version) => /^runsc\b/.test(version);
/** What a reader must know of it. */
function nestedNotes({ version }) {
    if (isGvisor(version))
        return gvisorNotes(GVISOR_FLAGS, undefined);
    const surroundings = isCrun(version) ? withoutHybridCgroup() : undefined;
    return surroundings ? [surroundings.note] : [];
}

;// CONCATENATED MODULE: ./build/runtimes/docker.js











const docker_PACKAGE = {
    name: 'docker',
    program: 'dockerd',
    packages: ['docker.io', 'docker-ce'],
    beside: { sameVersion: ['docker-ce-cli'], newest: ['containerd.io'] },
    byPath: 'unpack the static bundle of the version you want and give its folder: docker=./docker',
};
const docker = {
    name: 'docker',
    summary: 'Docker: its daemon used where it runs, else started for the run and stopped after it',
    options: {
        runtime: { help: 'the OCI runtime below it: runc, crun, runsc, a path, or a name the running daemon knows' },
    },
    async check(host, arm) {
        const wanted = wantedRuntime(arm);
        if (arm.path) {
            bundleOf(arm);
            return wanted ? checkNested(host, wanted) : [];
        }
        const daemon = await runningDaemon();
        if (daemon)
            return checkRunning(daemon, arm);
        return [...(await checkVendorPackage(docker_PACKAGE, arm.version)), ...(wanted ? await checkNested(host, wanted) : [])];
    },
    async install(host, arm) {
        const wanted = wantedRuntime(arm);
        const daemon = arm.path ? undefined : await runningDaemon();
        if (daemon) {
            const [fault] = await checkRunning(daemon, arm);
            if (fault)
                throw new config_errors/* HostError */.d(fault.what, fault.remedy);
        }
        else if (!arm.path)
            await installVendorPackage(host, docker_PACKAGE, arm.version);
        const nested = wanted && !daemon ? await installNested(host, wanted) : undefined;
        return docker_describe(arm, daemon, nested);
    },
    async prepare(host, image, arm, installed) {
        const wanted = wantedRuntime(arm);
        const folder = bundleOf(arm);
        const daemon = await obtainDaemon(host, { ...(folder && { folder }), teaches: wanted !== undefined });
        // The one below comes last in what is installed, where it is not the user's daemon that has it.
        const below = daemon.disposable ? installed.binaries.at(-1) : undefined;
        const runtime = wanted && (await offerNested(daemon, wanted, below));
        return new DockerArm(host, daemon, await docker_importImage(host, daemon, image), runtime);
    },
    unsupported: (benchmarkId, { options }) => options.runtime?.includes('runsc') ? unsupportedByGvisor(benchmarkId) : undefined,
};
/** A daemon in use is taken as it is, or not at all. */
async function checkRunning(daemon, arm) {
    const wanted = wantedRuntime(arm);
    if (arm.version && !isVersion(daemon.version, arm.version))
        return [
            {
                what: `the Docker daemon that runs here is ${daemon.version}, and ${arm.version} was asked for`,
                remedy: `Tare does not replace a daemon in use: stop and remove it first; or ${docker_PACKAGE.byPath}.`,
                installable: false,
            },
        ];
    if (!wanted)
        return [];
    requireKnown(await selectable(daemon.cli), {
        name: wanted,
        ...(wanted.includes('/') && { call: [wanted] }),
    });
    return [];
}
/** Where the user has unpacked a static bundle. @throws InputError */
function bundleOf({ path }) {
    return path && programFolder(path, 'docker', 'dockerd');
}
async function docker_describe(arm, daemon, nested) {
    const bundle = bundleOf(arm);
    const programs = ['docker', 'dockerd', 'containerd', ...(nested ? [] : ['runc'])];
    // A daemon that runs may have been started from anywhere.
    const needed = daemon ? programs.filter(findCommand) : programs;
    const binaries = [...(await identifyPrograms(needed, bundle)), ...(nested?.binaries ?? [])];
    const version = await installedVendorPackage(docker_PACKAGE);
    const found = version ? `distro package ${version}` : 'found on PATH';
    const source = daemon ? `running daemon ${daemon.version}` : bundle ? `path ${bundle}` : found;
    const [below] = nested?.binaries ?? [];
    return {
        binaries,
        source: nested ? `${source}; below it: ${nested.source}` : source,
        ...(below && { notes: nestedNotes(below) }),
    };
}
/** Imports the userland once a run; the same digest is not imported twice into one daemon. */
async function docker_importImage(host, daemon, image) {
    const tag = `tare/userland:${image.digest.replace('sha256:', '').slice(0, 16)}`;
    const there = await runCommand([...daemon.cli, 'image', 'inspect', '--format', '{{.Id}}', tag]);
    if (there.code === 0)
        return { tag };
    host.log.step('importing the userland into docker');
    const argv = [...daemon.cli, 'image', 'rm', '--force', tag];
    const change = daemon.disposable
        ? undefined
        : host.journal.record({ kind: 'command', argv, goneWhen: 'No such image' });
    await mustRun([...daemon.cli, 'import', image.tarball, tag], { timeoutSeconds: 600 });
    return { tag, ...(change && { change }) };
}
class DockerArm {
    #host;
    #daemon;
    #image;
    #runtime;
    constructor(host, daemon, image, runtime) {
        this.#host = host;
        this.#daemon = daemon;
        this.#image = image;
        this.#runtime = runtime;
    }
    async launch(request) {
        await this.#daemon.requireAlive();
        const remove = [...this.#daemon.cli, 'rm', '--force', '--volumes', request.id];
        const undo = { kind: 'command', argv: remove, goneWhen: 'No such container' };
        const change = this.#daemon.disposable ? undefined : this.#host.journal.record(undo);
        return openProcessConsole({
            argv: [...this.#daemon.cli, ...docker_runArguments(this.#image.tag, request, this.#runtime)],
            end: async () => {
                await runCommand(remove);
            },
            afterExit: async () => change?.settle(),
        });
    }
    async remove() {
        await this.#image.change?.undo();
        await this.#daemon.stop();
    }
}
/** Pure: `docker run` with the limits, the volume and the agent. */
function docker_runArguments(tag, { id, limits, volume, nonce }, runtime) {
    const memory = String(limits.memoryBytes);
    return [
        ...['run', '--rm', '--interactive', '--name', id, '--hostname', 'tare', '--pull', 'never'],
        ...(runtime ? ['--runtime', runtime] : []),
        ...['--network', 'none', '--log-driver', 'none'],
        ...['--cpuset-cpus', limits.cpus, '--memory', memory, '--memory-swap', memory],
        ...['--mount', `type=bind,source=${volume},target=${SANDBOX.volume}`],
        ...[tag, '/bin/sh', SANDBOX.agent, nonce],
    ];
}

;// CONCATENATED MODULE: ./build/image/guest-config.js
/** Whether a kernel can be a guest: its configuration against what each virtual machine monitor gives it. Pure. */
/** Reads a `.config` or `/boot/config-*` file. */
function parseKernelConfig(text) {
    return new Map(Array.from(text.matchAll(/^CONFIG_(\w+)=(.*)$/gm), ([, name = '', value = '']) => [name, value]));
}
/** What every guest of ours needs: a serial console, an initramfs, two virtio disks, ext4. */
const GUEST_REQUIREMENTS = [
    { symbol: 'BLK_DEV_INITRD', as: 'built in', why: 'to start from the initramfs' },
    { symbol: 'BINFMT_SCRIPT', as: 'built in', why: 'to start the init script' },
    { symbol: 'DEVTMPFS', as: 'built in', why: 'for the names of the disks' },
    { symbol: 'TMPFS', as: 'built in', why: 'for /tmp' },
    { symbol: 'VIRTIO_MMIO', as: 'module', why: 'to reach the disks' },
    { symbol: 'VIRTIO_BLK', as: 'module', why: 'to read the disks' },
    { symbol: 'EXT4_FS', as: 'module', why: 'to mount the disks' },
];
/** How a monitor tells its guest which devices there are. */
const DEVICES_BY = {
    acpi: [{ symbol: 'ACPI', as: 'built in', why: 'because the monitor describes its devices in ACPI tables' }],
    'command-line': [
        {
            symbol: 'VIRTIO_MMIO_CMDLINE_DEVICES',
            as: 'built in',
            why: 'because the monitor names its devices on the kernel command line',
        },
    ],
    'device-tree': [{ symbol: 'OF', as: 'built in', why: 'because the monitor describes its devices in a device tree' }],
};
/** One sentence for each requirement that is not met; empty where the kernel suits. */
function unmetRequirements(config, requirements) {
    return requirements.filter((requirement) => !isMet(config, requirement)).map(sentence);
}
function isMet(config, { symbol, as }) {
    const value = config.get(symbol);
    return value === 'y' || (as === 'module' && value === 'm');
}
function sentence({ symbol, as, why }) {
    const form = as === 'module' ? `CONFIG_${symbol}=y or =m` : `CONFIG_${symbol}=y`;
    return `${form} is needed ${why}`;
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/image/guest-cache.js
/** Folders of the cache that are made once: whole or not there, one maker at a time. */



/** Path of what is kept for guests under this name, which should tell its content. */
function guestCache(host, name) {
    return (0,external_node_path_.join)(host.paths.cache, 'guest', name);
}
/** Makes sure that `folder` is there. `make` fills a draft beside it, which takes its place when complete. */
async function makeOnce(host, folder, what, make) {
    if ((0,external_node_fs_.existsSync)(folder))
        return;
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(folder, '..'), { recursive: true });
    const lock = await acquireLock(`${folder}.lock`, `making ${what}`, host.log);
    try {
        if ((0,external_node_fs_.existsSync)(folder))
            return;
        const draft = `${folder}.${process.pid}`;
        const change = host.journal.record({ kind: 'path', path: draft });
        (0,external_node_fs_.rmSync)(draft, { recursive: true, force: true });
        (0,external_node_fs_.mkdirSync)(draft);
        host.log.step(`making ${what}`);
        await make(draft);
        (0,external_node_fs_.renameSync)(draft, folder);
        change.settle();
    }
    finally {
        lock.release();
    }
}

;// CONCATENATED MODULE: ./build/image/guest-initramfs.js
/** The initramfs of a guest: loads the disk drivers, mounts the userland, runs the agent, ends the machine. Pure. */
/** Where the init finds what it is told, on the kernel command line. */
const GUEST_PARAMETERS = {
    /** The agent's nonce. */
    nonce: 'tare.nonce',
    /** How this monitor's machine is ended: `poweroff` or `reboot`. */
    end: 'tare.end',
};
/** ext4 labels by which the init tells the disks apart: monitors differ in the order they show them. */
const DISK_LABELS = { root: 'tare-root', volume: 'tare-volume' };
/**
 * Stays process 1: it runs the agent in the mounted root and outlives it, so that the disks are left clean and the machine
 * ends whatever the userland has in it. A guest without a real clock would measure with lost ticks: it does not start. The serial line is made raw: no echo, no line length limit, no line-end changes.
 */
const GUEST_INIT = `#!/bin/busybox sh
b=/bin/busybox
fail() { $b echo "tare guest: $* failed"; $b reboot -f; }
$b mount -t proc proc /proc && $b mount -t sysfs sys /sys && $b mount -t devtmpfs dev /dev || fail 'mounting /dev'
end=poweroff
for word in $($b cat /proc/cmdline); do
  case $word in
    ${GUEST_PARAMETERS.nonce}=*) nonce=\${word#*=} ;;
    ${GUEST_PARAMETERS.end}=*) end=\${word#*=} ;;
  esac
done
while read -r module; do $b insmod "/modules/$module" || fail "loading $module"; done </modules/order
clock=$($b cat /sys/devices/system/clocksource/clocksource0/current_clocksource)
case $clock in *jiffies) fail "finding a clock better than $clock" ;; esac
tries=0
until [ -b /dev/vdb ]; do
  tries=$((tries + 1))
  [ $tries -le 100 ] || fail 'finding the two disks'
  $b usleep 20000
done
disk() { $b findfs "LABEL=$1"; }
$b mount -t ext4 "$(disk ${DISK_LABELS.root})" /root || fail 'mounting the root'
$b mount -t ext4 "$(disk ${DISK_LABELS.volume})" /root/tare/volume || fail 'mounting the volume'
for name in proc sys dev; do $b mount --move /$name /root/$name || fail "moving /$name"; done
$b mount -t tmpfs tmp /root/tmp
$b stty raw -echo </root/dev/console
$b chroot /root /bin/sh /tare/agent "$nonce"
$b umount /root/tare/volume
$b mount -o remount,ro /root
exec $b $end -n -f
`;
const guest_initramfs_MODES = { folder: 0o040755, file: 0o100755, console: 0o020600 };
/** Linux device number of /dev/console. */
const CONSOLE_DEVICE = [5, 1];
/** A cpio archive in the "newc" form (Linux, Documentation/driver-api/early-userspace/buffer-format.rst): same input, same bytes. */
function archive(entries) {
    const records = entries.map((entry, index) => record(entry, index + 1));
    return Buffer.concat([...records, record({ path: 'TRAILER!!!', kind: 'file' }, 0)]);
}
function record({ path, kind, content = new Uint8Array() }, inode) {
    const name = Buffer.from(`${path}\0`);
    const [major, minor] = kind === 'console' ? CONSOLE_DEVICE : [0, 0];
    // inode, mode, uid, gid, links, time, size, device, device of a special file, length of the name, checksum
    const fields = [inode, guest_initramfs_MODES[kind], 0, 0, 1, 0, content.length, 0, 0, major, minor, name.length, 0];
    const head = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`);
    return Buffer.concat([padded(Buffer.concat([head, name])), padded(content)]);
}
function padded(bytes) {
    return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
/** `modules`: by file name, in the order they are loaded. */
function guestInitramfs(busybox, modules) {
    const folders = ['bin', 'dev', 'proc', 'sys', 'root', 'modules'];
    const order = [...modules.keys()].map((name) => `${name}\n`).join('');
    return archive([
        ...folders.map((path) => ({ path, kind: 'folder' })),
        { path: 'dev/console', kind: 'console' },
        { path: 'init', kind: 'file', content: Buffer.from(GUEST_INIT) },
        { path: 'bin/busybox', kind: 'file', content: busybox },
        { path: 'modules/order', kind: 'file', content: Buffer.from(order) },
        ...[...modules].map(([name, content]) => ({ path: `modules/${name}`, kind: 'file', content })),
    ]);
}

;// CONCATENATED MODULE: ./build/image/guest-modules.js
/** Which module files a guest must load, in which order, from the modules' own statements. */



/** Path of each module file below a folder, by the module's name. */
function moduleFiles(folder) {
    const paths = (0,external_node_fs_.readdirSync)(folder, { recursive: true, encoding: 'utf8' });
    return new Map(paths.flatMap((path) => (/\.ko(\.\w+)?$/.test(path) ? [[moduleName(path), `${folder}/${path}`]] : [])));
}
/** `drivers/virtio/virtio-rng.ko.xz` is module `virtio_rng`: the kernel takes both signs for one. */
function moduleName(path) {
    return (0,external_node_path_.basename)(path)
        .replace(/\.ko(\.\w+)?$/, '')
        .replaceAll('-', '_');
}
/** Names that a module's .modinfo says must be loaded before it (`depends=`). */
function dependencies(module) {
    const text = module.toString('latin1');
    const listed = /\0depends=([^\0]*)\0/.exec(text)?.[1] ?? '';
    return listed.split(',').filter(Boolean).map(moduleName);
}
/** Names in a kernel's modules.builtin. */
function builtInModules(path) {
    return new Set((0,external_node_fs_.readFileSync)(path, 'utf8').split('\n').filter(Boolean).map(moduleName));
}
/**
 * The modules to load for `wanted`, in order, with their content, by file name without compression suffix.
 * @throws HostError where one is neither built in nor there.
 */
async function collectModules(wanted, files, builtIn, read) {
    const collected = new Map();
    const visit = async (name) => {
        if (builtIn.has(name) || collected.has(`${name}.ko`))
            return;
        const path = files.get(name);
        if (!path)
            throw new config_errors/* HostError */.d(`the guest kernel has no module ${name}, neither built in nor as a file`, 'Give another kernel.');
        const content = await read(path);
        for (const needed of dependencies(content))
            await visit(needed);
        collected.set(`${name}.ko`, content);
    };
    for (const name of wanted)
        await visit(name);
    return collected;
}

;// CONCATENATED MODULE: ./build/image/guest-packages.js
/** The distribution's kernel for virtual machines and a static busybox: fetched and unpacked, not installed. */





/** The package that depends on the current kernel. @throws HostError on other systems. */
function kernelMetapackage({ id, arch, pretty }) {
    if (id === 'debian')
        return `linux-image-cloud-${arch}`;
    if (id === 'ubuntu')
        return 'linux-image-virtual';
    throw new config_errors/* HostError */.d(`a guest kernel can be had from Debian and Ubuntu; this is ${pretty || 'another system'}`, 'MicroVM runtimes cannot be measured here.');
}
/** Kernel packages that a stanza of `apt-cache show` depends on, of alternatives the first. Pure. */
function kernelDependencies(stanza) {
    const depends = /^Depends: (.*)$/m.exec(stanza)?.[1] ?? '';
    const names = depends.split(',').map((item) => item.trim().split(/[\s:|]/)[0] ?? '');
    return names.filter((name) => /^linux-(image|modules)-/.test(name));
}
/** Names of the packages that hold the kernel itself and its modules. */
async function kernelPackages(metapackage) {
    const names = [metapackage];
    for (const name of names) {
        const { stdout } = await runCommand(['apt-cache', 'show', '--no-all-versions', name]);
        names.push(...kernelDependencies(stdout).filter((needed) => !names.includes(needed)));
    }
    return names.filter((name) => /^linux-(image|modules)-\d/.test(name));
}
/** Unpacks the newest kernel and busybox below `folder`. Returns the packages, as `name version`. */
async function unpackGuestPackages(host, folder) {
    requireApt();
    const metapackage = kernelMetapackage(host.distribution);
    let names = await kernelPackages(metapackage);
    if (names.length === 0 || !(await fetched([...names, 'busybox-static'], folder))) {
        await refreshPackageLists(host);
        names = await kernelPackages(metapackage);
        if (names.length === 0)
            throw new config_errors/* HostError */.d(`the apt sources of this host offer no ${metapackage}`, 'Add one to /etc/apt/sources.list.');
        await mustRun(fetchCommand([...names, 'busybox-static']), { cwd: folder, timeoutSeconds: 600 });
    }
    const archives = (0,external_node_fs_.readdirSync)(folder).filter((name) => name.endsWith('.deb'));
    for (const name of archives) {
        await mustRun(['dpkg-deb', '--extract', (0,external_node_path_.join)(folder, name), folder], { timeoutSeconds: 300 });
    }
    return guest_packages_describe(archives.map((name) => (0,external_node_path_.join)(folder, name)));
}
const fetchCommand = (names) => ['apt-get', '-q', '-o', 'Acquire::Retries=3', 'download', ...names];
/** Whether all could be fetched: lists that are out of date name packages that are no longer there. */
async function fetched(names, folder) {
    const { code } = await runCommand(fetchCommand(names), { cwd: folder, timeoutSeconds: 600 });
    return code === 0;
}
async function guest_packages_describe(archives) {
    const lines = [];
    for (const path of archives) {
        const text = await mustRun(['dpkg-deb', '--show', '--showformat', '$' + '{Package} $' + '{Version}', path]);
        lines.push(text.trim());
    }
    return lines;
}

;// CONCATENATED MODULE: ./build/image/guest-vmlinux.js
/** The ELF kernel inside a bzImage, for monitors that have no boot loader. */




const COMPRESSIONS = [
    { name: 'gzip', magic: [0x1f, 0x8b], argv: ['gzip', '-dc'], packageName: 'gzip', sizeAppended: false },
    { name: 'xz', magic: [0xfd, 0x37, 0x7a], argv: ['xz', '-dc'], packageName: 'xz-utils', sizeAppended: true },
    { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], argv: ['zstd', '-dcq'], packageName: 'zstd', sizeAppended: true },
    { name: 'lz4', magic: [0x02, 0x21, 0x4c, 0x18], argv: ['lz4', '-dc'], packageName: 'lz4', sizeAppended: true },
];
/** By the first bytes; undefined for what is not compressed, or by something we do not know. */
function compressionOf(bytes) {
    return COMPRESSIONS.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
}
const isElf = (bytes) => Buffer.from(bytes.subarray(0, 4)).equals(Buffer.from('\x7fELF', 'latin1'));
/**
 * The compressed kernel in a bzImage (Linux, Documentation/arch/x86/boot.rst: `setup_sects` at 0x1f1, `HdrS` at 0x202,
 * `payload_offset` and `payload_length` at 0x248, counted from the protected-mode code). Undefined where it is no bzImage.
 */
function bzImagePayload(image) {
    if (image.length < 0x250 || image.toString('latin1', 0x202, 0x206) !== 'HdrS')
        return undefined;
    const sectors = image.readUInt8(0x1f1) || 4;
    const from = (sectors + 1) * 512 + image.readUInt32LE(0x248);
    const length = image.readUInt32LE(0x24c);
    return length > 0 && from + length <= image.length ? image.subarray(from, from + length) : undefined;
}
/**
 * Writes to `path` the kernel in the form that starts without a boot loader: ELF on x86, the flat Image on arm64.
 * @throws HostError for a file in which there is none.
 */
async function writeVmlinux(host, kernel, path) {
    const bytes = (0,external_node_fs_.readFileSync)(kernel);
    const payload = bzImagePayload(bytes) ?? bytes;
    const compression = compressionOf(payload);
    if (compression)
        await guest_vmlinux_decompress(host, compression, payload, path);
    else
        (0,external_node_fs_.writeFileSync)(path, payload);
    if (!isBootable((0,external_node_fs_.readFileSync)(path)))
        throw new config_errors/* HostError */.d(`no kernel that starts without a boot loader was found in ${kernel}`, 'Give an ELF vmlinux (x86) or an uncompressed Image (arm64), or a bzImage that holds gzip, xz, zstd or lz4.');
}
/** arm64: `ARM\x64` at 56 (Linux, Documentation/arch/arm64/booting.rst). */
function isBootable(bytes) {
    return isElf(bytes) || bytes.toString('latin1', 56, 60) === 'ARMd';
}
async function guest_vmlinux_decompress(host, compression, payload, path) {
    const part = `${path}.${compression.name}`;
    (0,external_node_fs_.writeFileSync)(part, compression.sizeAppended ? payload.subarray(0, -4) : payload);
    await expand(host, compression, part, path);
}
/** Decompresses the file `from` to `to`. */
async function expand(host, { argv, packageName }, from, to) {
    await ensurePackages(host, [packageName]);
    await mustRun(['/bin/sh', '-c', 'out=$1; shift; exec "$@" >"$out"', 'sh', to, ...argv, from]);
}
/** A file as it is, or decompressed where its first bytes say that it is compressed. */
async function readExpanded(host, path) {
    const bytes = (0,external_node_fs_.readFileSync)(path);
    const compression = compressionOf(bytes);
    if (!compression)
        return bytes;
    await expand(host, compression, path, `${path}.expanded`);
    return (0,external_node_fs_.readFileSync)(`${path}.expanded`);
}

;// CONCATENATED MODULE: ./build/image/guest-kernel.js
/** The kernel and the initramfs that every microVM boots: the distribution's own, or one the user gives. */













const recordSchema = schemas/* object */.Ikc({
    /** As `uname -r` prints it, or the path the user gave. */
    release: schemas/* string */.YjP(),
    /** Where it came from: packages with versions, or `path`. */
    source: schemas/* string */.YjP(),
    kernelSha256: schemas/* string */.YjP(),
    /** The kernel's configuration as text; null where it does not say. */
    config: schemas/* string */.YjP().nullable(),
    /** Whether its drivers may be modules: only where we have the files. */
    modular: schemas/* boolean */.zMY(),
});
/** What is tried to be loaded, in this order; the modules these depend on come first. */
const DRIVERS = ['virtio_mmio', 'virtio_blk', 'crc32c_generic', 'ext4'];
/** Named by ext4 as an algorithm, not as a module; newer kernels have it in their library. */
const OPTIONAL = ['crc32c_generic'];
/** The distribution's kernel, kept until the cache is deleted; or the one at `path`. @throws HostError, InputError */
async function obtainGuest(host, path) {
    return path ? guestFromPath(host, (0,external_node_path_.resolve)(path)) : distributionGuest(host);
}
const keyOf = (parts) => (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
async function distributionGuest(host) {
    const { arch, codename } = host.distribution;
    const metapackage = kernelMetapackage(host.distribution);
    const folder = guestCache(host, `kernel-${keyOf([metapackage, codename, arch, GUEST_INIT, ...DRIVERS])}`);
    await makeOnce(host, folder, `the guest kernel from ${metapackage}`, (draft) => build(host, draft));
    return readGuest(folder);
}
async function build(host, draft) {
    const packages = await unpackGuestPackages(host, draft);
    const boot = (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(draft, 'boot'));
    const release = boot.find((name) => name.startsWith('vmlinuz-'))?.slice('vmlinuz-'.length);
    if (!release)
        throw new config_errors/* HostError */.d(`no kernel was found in ${packages.join(', ')}`, 'Report this, with the packages.');
    const modules = await driversOf(host, draft, release);
    // Since Debian 13 it is below /usr.
    const busybox = ['bin/busybox', 'usr/bin/busybox'].map((path) => (0,external_node_path_.join)(draft, path)).find(external_node_fs_.existsSync);
    if (!busybox)
        throw new config_errors/* HostError */.d('the package busybox-static holds no busybox', 'Report this.');
    (0,external_node_fs_.copyFileSync)(busybox, (0,external_node_path_.join)(draft, 'busybox'));
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(draft, 'initramfs'), guestInitramfs((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(draft, 'busybox')), modules));
    const config = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(draft, 'boot', `config-${release}`), 'utf8');
    (0,external_node_fs_.copyFileSync)((0,external_node_path_.join)(draft, 'boot', `vmlinuz-${release}`), (0,external_node_path_.join)(draft, 'vmlinuz'));
    const kept = ['vmlinuz', 'busybox', 'initramfs'];
    for (const name of (0,external_node_fs_.readdirSync)(draft))
        if (!kept.includes(name))
            (0,external_node_fs_.rmSync)((0,external_node_path_.join)(draft, name), { recursive: true });
    await writeRecord(draft, { release, source: packages.join(', '), config, modular: true });
}
async function driversOf(host, root, release) {
    const folder = ['lib/modules', 'usr/lib/modules'].map((path) => (0,external_node_path_.join)(root, path, release)).find(external_node_fs_.existsSync);
    if (!folder)
        throw new config_errors/* HostError */.d(`the packages of kernel ${release} hold no modules`, 'Report this.');
    const files = moduleFiles(folder);
    const builtIn = builtInModules((0,external_node_path_.join)(folder, 'modules.builtin'));
    const wanted = DRIVERS.filter((name) => !OPTIONAL.includes(name) || files.has(name));
    return collectModules(wanted, files, builtIn, (path) => readExpanded(host, path));
}
async function guestFromPath(host, path) {
    if (!(0,external_node_fs_.existsSync)(path))
        throw new config_errors/* InputError */.w(`the guest kernel ${path} does not exist`, 'Give the path of a kernel.');
    const own = await distributionGuest(host);
    const digest = await sha256(path);
    const folder = guestCache(host, `kernel-${keyOf([digest, GUEST_INIT])}`);
    await makeOnce(host, folder, `the initramfs for ${path}`, async (draft) => {
        (0,external_node_fs_.copyFileSync)(path, (0,external_node_path_.join)(draft, 'vmlinuz'));
        const busybox = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)((0,external_node_path_.dirname)(own.kernel), 'busybox'));
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(draft, 'initramfs'), guestInitramfs(busybox, new Map()));
        await writeVmlinux(host, path, (0,external_node_path_.join)(draft, 'vmlinux'));
        const config = embeddedConfig((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(draft, 'vmlinux')));
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(draft, 'vmlinux'));
        await writeRecord(draft, { release: path, source: 'path', config, modular: false });
    });
    return readGuest(folder);
}
/** The configuration that CONFIG_IKCONFIG puts into a kernel, between two marks. Pure. */
function embeddedConfig(kernel) {
    const from = kernel.indexOf('IKCFG_ST');
    const to = kernel.indexOf('IKCFG_ED', from);
    return from < 0 || to < 0 ? null : (0,external_node_zlib_.gunzipSync)(kernel.subarray(from + 'IKCFG_ST'.length, to)).toString('utf8');
}
async function writeRecord(folder, described) {
    const record = { ...described, kernelSha256: await sha256((0,external_node_path_.join)(folder, 'vmlinuz')) };
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'guest.json'), JSON.stringify(record, null, 2));
}
function readGuest(folder) {
    const record = recordSchema.parse(JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, 'guest.json'), 'utf8')));
    return { ...record, kernel: (0,external_node_path_.join)(folder, 'vmlinuz'), initramfs: (0,external_node_path_.join)(folder, 'initramfs') };
}
/** The kernel without its boot loader part, made the first time it is asked for. */
async function vmlinuxOf(host, guest) {
    const folder = guestCache(host, `vmlinux-${guest.kernelSha256.slice(0, 16)}`);
    await makeOnce(host, folder, 'the ELF form of the guest kernel', (draft) => writeVmlinux(host, guest.kernel, (0,external_node_path_.join)(draft, 'vmlinux')));
    return (0,external_node_path_.join)(folder, 'vmlinux');
}
/** @throws HostError saying what the kernel lacks and who needs it. */
function refuseUnsuitable(host, guest, monitor, requirements) {
    if (guest.config === null) {
        host.log.warn(`The guest kernel ${guest.release} does not hold its configuration, so it could not be checked.`);
        return;
    }
    const strict = requirements.map((one) => (guest.modular ? one : { ...one, as: 'built in' }));
    const unmet = unmetRequirements(parseKernelConfig(guest.config), strict);
    if (unmet.length === 0)
        return;
    throw new config_errors/* HostError */.d(`the guest kernel ${guest.release} cannot be started by ${monitor}: ${unmet.join('; ')}`, 'Give another monitor version, or a kernel that has it: the option kernel takes the path of one.');
}

;// CONCATENATED MODULE: ./build/runtimes/shared/kvm-probe.js
/** Whether KVM here can run a guest: found out by starting one. */


/** Iterations of the guest's loop: a few milliseconds on a CPU, seconds where every instruction is emulated. */
const LOOPS = 10_000_000;
const LIMIT_SECONDS = 3;
/**
 * A guest of four instructions, started from perl, which every Debian and Ubuntu has: 64 KiB of memory, page tables,
 * the CPU in 64-bit mode as a boot protocol hands it to a kernel, a counting loop, `hlt`. Where KVM can only emulate a guest
 * (some clouds' nested hypervisors), a stock kernel does not come up in minutes, and the loop does not end in time.
 * Numbers are from Linux's include/uapi/linux/kvm.h and arch/x86/include/uapi/asm/kvm.h. Prints the exit reason.
 */
const TINY_GUEST = `
use strict; use warnings;
my $loops = shift;
sub handle { my $fd = 0 + shift; open(my $file, '+<&=', $fd) or die "descriptor: $!\\n"; $file }
open(my $kvm, '+<', '/dev/kvm') or die "open: $!\\n";
my $vm = handle(ioctl($kvm, 0xAE01, 0) // die "KVM_CREATE_VM: $!\\n");
my $memory = "\\0" x 0x11000;
my $address = unpack('J', pack('p', $memory));
my $skip = -$address & 0xfff;
my $put = sub { my ($at, $bytes) = @_; substr($memory, $skip + $at, length $bytes) = $bytes };
$put->(0x1000, "\\xb9" . pack('V', $loops) . "\\xff\\xc9\\x75\\xfc\\xf4");
$put->(0x2000, pack('Q', 0x3003)); $put->(0x3000, pack('Q', 0x4003)); $put->(0x4000, pack('Q', 0x83));
ioctl($vm, 0x4020AE46, my $region = pack('LLQQQ', 0, 0, 0, 0x10000, $address + $skip)) // die "KVM_SET_USER_MEMORY_REGION: $!\\n";
my $cpu = handle(ioctl($vm, 0xAE41, 0) // die "KVM_CREATE_VCPU: $!\\n");
my $special = "\\0" x 312;
ioctl($cpu, 0x8138AE83, $special) // die "KVM_GET_SREGS: $!\\n";
my $code = pack('QLSC10', 0, 0xffffffff, 8, 11, 1, 0, 0, 1, 1, 1, 0, 0, 0);
my $data = pack('QLSC10', 0, 0xffffffff, 16, 3, 1, 0, 1, 1, 0, 1, 0, 0, 0);
substr($special, 0, 144) = $code . $data x 5;
substr($special, 224, 48) = pack('Q6', 0x80000011, 0, 0x2000, 0x20, 0, 0x500);
ioctl($cpu, 0x4138AE84, $special) // die "KVM_SET_SREGS: $!\\n";
ioctl($cpu, 0x4090AE82, my $registers = pack('Q18', (0) x 16, 0x1000, 2)) // die "KVM_SET_REGS: $!\\n";
my $run = syscall(9, 0, 0 + ioctl($kvm, 0xAE04, 0), 3, 1, fileno($cpu), 0);
die "mmap: $!\\n" if $run == -1;
ioctl($cpu, 0xAE80, 0) // die "KVM_RUN: $!\\n";
print unpack('x8L', unpack('P12', pack('J', $run)));
`;
/** KVM_EXIT_HLT */
const HALTED = '5';
let kvm_probe_known;
/** Asked once an invocation. */
function kvmState() {
    kvm_probe_known ??= probeKvm('/dev/kvm');
    return kvm_probe_known;
}
const NESTED = 'Use bare metal, or a virtual machine with nested virtualization; qemu{accel: tcg} runs without KVM, and slowly.';
/** The probe itself, for the device at `path`. */
async function probeKvm(path) {
    if (!(0,external_node_fs_.existsSync)(path))
        return { usable: false, problem: 'no /dev/kvm', remedy: `Enable virtualization in the firmware. ${NESTED}` };
    if (process.arch !== 'x64' || !(0,external_node_fs_.existsSync)('/usr/bin/perl'))
        return { usable: true };
    try {
        const { code, stdout, stderr } = await runCommand(['/usr/bin/perl', '-e', TINY_GUEST, String(LOOPS)], {
            timeoutSeconds: LIMIT_SECONDS,
        });
        return judge(code, stdout, stderr);
    }
    catch (error) {
        if (!(error instanceof CommandError))
            throw error;
        const problem = `a KVM that cannot boot a stock kernel: a guest of four instructions did not end within ${LIMIT_SECONDS} s`;
        return { usable: false, problem, remedy: NESTED };
    }
}
/** Pure: what the outcome of the tiny guest means. */
function judge(code, stdout, stderr) {
    if (code === 0 && stdout === HALTED)
        return { usable: true };
    const said = stderr.trim().split('\n').at(-1) || `exit reason ${stdout || 'unknown'}`;
    if (/^open: (Permission denied|Operation not permitted)/.test(said))
        return {
            usable: false,
            problem: 'a /dev/kvm that may not be opened',
            remedy: 'Run as root, with the device allowed.',
        };
    return { usable: false, problem: `a KVM that cannot run a guest (${said})`, remedy: NESTED };
}

;// CONCATENATED MODULE: ./build/image/guest-disk.js
/** ext4 disks as files, made without mounting anything. */








/** Room for the userland or for test files; the files are sparse, so what is not used costs nothing. */
const DISK_BYTES = 8 * 1024 ** 3;
/** An ext4 disk with everything in `folder`, or empty. All of it is initialized here, so that no guest does it while measured. */
async function makeDisk(path, label, folder) {
    (0,external_node_fs_.writeFileSync)(path, '');
    (0,external_node_fs_.truncateSync)(path, DISK_BYTES);
    const content = folder ? ['-d', folder] : [];
    const whole = ['-E', 'lazy_itable_init=0,lazy_journal_init=0'];
    await mustRun(['mkfs.ext4', '-q', '-F', '-L', label, ...whole, ...content, path], { timeoutSeconds: 300 });
}
/** Pristine disks for this userland, kept in the cache. */
async function pristineDisks(host, image) {
    const made = JSON.stringify([image.digest, DISK_BYTES, DISK_LABELS]);
    const folder = guestCache(host, `disks-${(0,external_node_crypto_.createHash)('sha256').update(made).digest('hex').slice(0, 16)}`);
    await makeOnce(host, folder, 'the ext4 disks of the userland', async (draft) => {
        await ensurePackages(host, ['e2fsprogs']);
        const root = (0,external_node_path_.join)(draft, 'root');
        (0,external_node_fs_.mkdirSync)(root);
        await unpack(image.tarball, root);
        await makeDisk((0,external_node_path_.join)(draft, 'root.ext4'), DISK_LABELS.root, root);
        await makeDisk((0,external_node_path_.join)(draft, 'volume.ext4'), DISK_LABELS.volume);
        (0,external_node_fs_.rmSync)(root, { recursive: true });
    });
    return { root: (0,external_node_path_.join)(folder, 'root.ext4'), volume: (0,external_node_path_.join)(folder, 'volume.ext4') };
}
/** Copies a disk with its holes; a disk that is there already keeps its inode, and with it its hard links. */
async function copyDisk(from, to) {
    await mustRun(['cp', '--sparse=always', '--reflink=auto', from, to], { timeoutSeconds: 300 });
}
/** Where the ext4 superblock says so (Linux, Documentation/filesystems/ext4/super.rst). */
const SUPERBLOCK = { at: 1024, state: 0x3a, cleanlyUnmounted: 1, incompatible: 0x60, needsRecovery: 4 };
/** Whether the last guest that wrote to this disk ended without unmounting it. */
function isUnclean(disk) {
    const bytes = Buffer.alloc(1024);
    const file = (0,external_node_fs_.openSync)(disk, 'r');
    (0,external_node_fs_.readSync)(file, bytes, 0, bytes.length, SUPERBLOCK.at);
    (0,external_node_fs_.closeSync)(file);
    const clean = (bytes.readUInt16LE(SUPERBLOCK.state) & SUPERBLOCK.cleanlyUnmounted) !== 0;
    const recover = (bytes.readUInt32LE(SUPERBLOCK.incompatible) & SUPERBLOCK.needsRecovery) !== 0;
    return !clean || recover;
}

;// CONCATENATED MODULE: ./build/runtimes/shared/microvm.js
/** What microVM runtimes share: two disks, a guest whose serial line is the console, a cgroup, a clean end. */







const microvm_MIB = 1024 ** 2;
/** Room for the monitor itself. The guest's memory is what limits the sandbox; this only keeps the host safe. */
const MONITOR_BYTES = 512 * microvm_MIB;
/** The guest has all of the limit as its machine's memory; its kernel takes its part of that. */
function guestMemoryMib({ memoryBytes }) {
    return Math.floor(memoryBytes / microvm_MIB);
}
/** Pure: kernel messages below "critical" stay off the line that carries our frames; a panic ends the machine at once. */
function kernelCommandLine(device, end, nonce, more) {
    const parameters = [`console=${device}`, 'quiet', 'loglevel=3', 'panic=-1'];
    return [...parameters, ...more, `${GUEST_PARAMETERS.end}=${end}`, `${GUEST_PARAMETERS.nonce}=${nonce}`].join(' ');
}
/** How the guest kernel is shown among an arm's binaries. */
function guestBinary(guest) {
    const version = `${guest.release} (${guest.source})`;
    return { name: 'guest kernel', path: guest.kernel, version, sha256: guest.kernelSha256 };
}
/** Gives the arm disks of its own. */
async function prepareMicrovm(host, image, armId, monitor) {
    const pristine = await pristineDisks(host, image);
    const folder = (0,external_node_path_.join)(host.paths.work, armId.replaceAll(/[^\w.-]/g, '_'));
    const change = host.journal.record({ kind: 'path', path: folder });
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    const disks = { root: (0,external_node_path_.join)(folder, 'root.ext4'), volume: (0,external_node_path_.join)(folder, 'volume.ext4') };
    await copyDisk(pristine.root, disks.root);
    await copyDisk(pristine.volume, disks.volume);
    monitor.arrange?.({ folder, disks });
    return new MicrovmArm(host, { folder, disks }, pristine, change, monitor);
}
/** Enters the cgroups whose `cgroup.procs` come before `--`, then becomes the command after it. */
const microvm_ENTER = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift; exec "$@"';
class MicrovmArm {
    host;
    machine;
    pristine;
    change;
    monitor;
    readySeconds;
    #group;
    constructor(host, machine, pristine, change, monitor) {
        this.host = host;
        this.machine = machine;
        this.pristine = pristine;
        this.change = change;
        this.monitor = monitor;
        this.readySeconds = monitor.readySeconds;
        this.#group = runGroup(host);
    }
    async launch(request) {
        const name = `${this.#group}/${request.id}`;
        // Every thread of the monitor, so each virtual CPU too, is held on the CPUs of the run.
        const limits = { cpus: request.limits.cpus, memoryBytes: request.limits.memoryBytes + MONITOR_BYTES };
        const entries = createGroup(this.host.cgroup, name, limits);
        const process = this.monitor.start(this.machine, request);
        const end = async () => {
            for (const path of groupPaths(this.host.cgroup, name))
                await removeGroup(path);
        };
        const console = openProcessConsole({
            argv: ['/bin/sh', '-c', microvm_ENTER, 'sh', ...entries, '--', ...process.argv],
            end,
            afterExit: async () => {
                await end();
                process.clear?.();
                await this.#mendDisks();
            },
        });
        return { ...console, diagnostics: () => [...(process.logTail?.() ?? []), ...console.diagnostics()] };
    }
    /** A guest that was killed leaves a journal to replay and files that others must not meet: such disks are made anew. */
    async #mendDisks() {
        for (const disk of ['root', 'volume']) {
            const path = this.machine.disks[disk];
            if ((0,external_node_fs_.existsSync)(path) && isUnclean(path))
                await copyDisk(this.pristine[disk], path);
        }
    }
    async remove() {
        await this.change.undo();
    }
}

;// CONCATENATED MODULE: ./build/runtimes/shared/microvm-firecracker-release.js
/** Firecracker's executables: by path, on PATH, or a release of its publisher, verified. */








/** Taken where the user names none and there is none on PATH: one that starts distribution kernels. */
const DEFAULT_VERSION = '1.16.1';
/** The oldest with the log options we pass and the configuration we write. */
const OLDEST = [1, 7];
const microvm_firecracker_release_ARCHITECTURES = { amd64: 'x86_64', arm64: 'aarch64' };
/** `[major, minor]` of `v1.7.0` or `Firecracker v1.7.0`; undefined where there is none. Pure. */
function firecrackerVersion(text) {
    const [, major, minor] = /(\d+)\.(\d+)\.\d+/.exec(text) ?? [];
    return major && minor ? [Number(major), Number(minor)] : undefined;
}
function isBefore([major, minor], other) {
    return major < other[0] || (major === other[0] && minor < other[1]);
}
/** What `installFirecracker` would have to do. @throws InputError for a version or path that cannot be. */
async function checkFirecracker(host, arm) {
    if (arm.path)
        requireExecutable(arm.path, 'firecracker');
    const version = wantedVersion(arm);
    if (!version || (0,external_node_fs_.existsSync)(releaseFolder(host, version)))
        return [];
    const remedy = "tare downloads it from the project's GitHub releases and verifies its sha256";
    return [{ what: `firecracker ${version}`, remedy, installable: true }];
}
/** The executables `firecracker` and, where there is one beside it or on PATH, `jailer`. */
async function installFirecracker(host, arm) {
    const version = wantedVersion(arm);
    const folder = version ? await obtainRelease(host, version) : undefined;
    const path = arm.path ?? (folder ? (0,external_node_path_.join)(folder, 'firecracker') : findCommand('firecracker'));
    if (!path)
        throw new config_errors/* HostError */.d('firecracker was on PATH a moment ago, and is not any more', 'Run again.');
    const main = await identifyBinary('firecracker', requireExecutable(path, 'firecracker'));
    const binaries = [main, ...(await jailerBeside(path))];
    const found = firecrackerVersion(main.version);
    if (found && isBefore(found, OLDEST))
        throw tooOld(main.version);
    return { binaries, source: folder ? `release ${version} of the publisher` : arm.path ? 'path' : `found at ${path}` };
}
async function jailerBeside(path) {
    // In a release's own folder the names end in version and architecture: firecracker-v1.7.0-x86_64.
    const beside = path.replace(/firecracker([^/]*)$/, 'jailer$1');
    const jailer = beside !== path && (0,external_node_fs_.existsSync)(beside) ? beside : findCommand('jailer');
    return jailer ? [await identifyBinary('jailer', jailer)] : [];
}
/** The release to have; undefined where a path or what is on PATH serves. */
function wantedVersion(arm) {
    if (arm.path || (!arm.version && findCommand('firecracker')))
        return undefined;
    const version = (arm.version ?? DEFAULT_VERSION).replace(/^v/, '');
    const parsed = firecrackerVersion(version);
    if (!parsed || !/^\d+\.\d+\.\d+$/.test(version))
        throw new config_errors/* InputError */.w(`firecracker@${arm.version}: that is no version`, 'Write it as firecracker@1.7.0.');
    if (isBefore(parsed, OLDEST))
        throw tooOld(version);
    return version;
}
const tooOld = (version) => new config_errors/* InputError */.w(`firecracker ${version} is older than Tare can start`, `It needs ${OLDEST.join('.')}.0 or later.`);
function releaseFolder(host, version) {
    return (0,external_node_path_.join)(host.paths.cache, 'firecracker', `v${version}-${architecture(host)}`);
}
function architecture(host) {
    const name = microvm_firecracker_release_ARCHITECTURES[host.distribution.arch];
    if (name)
        return name;
    throw new config_errors/* HostError */.d(`firecracker has no release for ${host.distribution.arch}`, 'It runs on amd64 and arm64.');
}
/** Folder with the two executables of a release. @throws DownloadError, HostError */
async function obtainRelease(host, version) {
    const folder = releaseFolder(host, version);
    if (!host.mayInstall && !(0,external_node_fs_.existsSync)(folder))
        throw new config_errors/* HostError */.d(`firecracker ${version} is not here`, 'Give one by path, or run without --install never.');
    await makeOnce(host, folder, `firecracker ${version}`, async (draft) => {
        const name = `firecracker-v${version}-${architecture(host)}.tgz`;
        const url = `https://github.com/firecracker-microvm/firecracker/releases/download/v${version}/${name}`;
        const published = parseChecksums(await fetchText(host, `${url}.sha256.txt`), name);
        if (!published)
            throw new config_errors/* HostError */.d(`${url}.sha256.txt holds no checksum of ${name}`, 'Ask for another version.');
        await mustRun(['tar', '-xzf', await download(host, url, published), '--no-same-owner', '-C', draft]);
        for (const program of ['firecracker', 'jailer']) {
            const suffix = `v${version}-${architecture(host)}`;
            (0,external_node_fs_.renameSync)((0,external_node_path_.join)(draft, `release-${suffix}`, `${program}-${suffix}`), (0,external_node_path_.join)(draft, program));
        }
    });
    return folder;
}

;// CONCATENATED MODULE: ./build/runtimes/firecracker.js
/** Firecracker without its API: one configuration file a launch, the guest's serial line as the console. */









/** With KVM a start takes well under a second; nested KVM is slower. */
const firecracker_READY_SECONDS = [20, 40];
const firecracker = {
    name: 'firecracker',
    summary: 'Firecracker with KVM, started from a configuration file',
    options: {
        jailer: { help: 'on: started by its jailer, as an unprivileged user in a chroot', choices: ['on', 'off'] },
        kernel: { help: "path of a guest kernel, instead of the distribution's for virtual machines" },
    },
    async check(host, arm) {
        return [...(await checkFirecracker(host, arm)), ...(await missingKvm())];
    },
    async install(host, arm) {
        const [kvm] = await missingKvm();
        if (kvm)
            throw new config_errors/* HostError */.d(`${arm.id} needs KVM, and there is ${kvm.what} here`, kvm.remedy);
        const installed = await installFirecracker(host, arm);
        if (arm.options.jailer === 'on')
            binaryNamed(installed, 'jailer');
        const guest = await obtainGuest(host, arm.options.kernel);
        const { version } = binaryNamed(installed, 'firecracker');
        refuseUnsuitable(host, guest, version, guestRequirements(version, host.distribution.arch));
        return { ...installed, binaries: [...installed.binaries, guestBinary(guest)] };
    },
    async prepare(host, image, arm, installed) {
        const parts = await partsOf(host, arm, installed);
        const jail = arm.options.jailer === 'on';
        return prepareMicrovm(host, image, arm.id, {
            readySeconds: firecracker_READY_SECONDS,
            arrange: (machine) => (jail ? stockJail(parts, machine) : undefined),
            start: (machine, request) => (jail ? jailed : plain)(parts, machine, request),
        });
    },
};
async function missingKvm() {
    const kvm = await kvmState();
    return kvm.usable ? [] : [{ what: kvm.problem, remedy: kvm.remedy, installable: false }];
}
function binaryNamed({ binaries }, name) {
    const binary = binaries.find((one) => one.name === name);
    if (binary)
        return binary;
    throw new config_errors/* HostError */.d(`no ${name} is beside firecracker or on PATH`, 'Leave out jailer: on, or put its jailer there.');
}
/** Pure: releases before 1.8.0 have no ACPI tables on x86. */
function guestRequirements(version, arch) {
    const console = { symbol: 'SERIAL_8250_CONSOLE', as: 'built in', why: 'for the serial console' };
    const old = isBefore(firecrackerVersion(version) ?? [1, 8], [1, 8]);
    const devices = arch === 'arm64' ? 'device-tree' : old ? 'command-line' : 'acpi';
    return [...GUEST_REQUIREMENTS, console, ...DEVICES_BY[devices]];
}
async function partsOf(host, arm, installed) {
    const guest = await obtainGuest(host, arm.options.kernel);
    return {
        program: binaryNamed(installed, 'firecracker').path,
        jailer: installed.binaries.find(({ name }) => name === 'jailer')?.path,
        kernel: await vmlinuxOf(host, guest),
        initramfs: guest.initramfs,
    };
}
/** Firecracker's own defaults (docs/kernel-policy.md), but for `nomodule`: the initramfs loads modules. */
const BOOT_ARGUMENTS = ['reboot=k', 'pci=off', '8250.nr_uarts=1', 'i8042.noaux', 'i8042.nomux', 'i8042.dumbkbd'];
/**
 * Pure: Firecracker's configuration file, with paths as the process sees them. `Writeback` passes a guest's flush on to the
 * host's disk; the default, `Unsafe`, drops it.
 */
function machineConfiguration(files, { limits, nonce }) {
    const drive = (id, path) => ({
        drive_id: id,
        path_on_host: path,
        is_root_device: false,
        is_read_only: false,
        cache_type: 'Writeback',
    });
    return {
        'boot-source': {
            kernel_image_path: files.kernel,
            initrd_path: files.initramfs,
            boot_args: kernelCommandLine('ttyS0', 'reboot', nonce, BOOT_ARGUMENTS),
        },
        drives: [drive('root', files.root), drive('volume', files.volume)],
        'machine-config': { vcpu_count: limits.cpuCount, mem_size_mib: guestMemoryMib(limits), smt: false },
    };
}
/** The log goes to a file: on standard output it would stand between the guest's lines. */
const LOGGING = ['--level', 'Warning', '--log-path'];
function plain(parts, { folder, disks }, request) {
    const log = (0,external_node_path_.join)(folder, 'firecracker.log');
    const config = (0,external_node_path_.join)(folder, 'machine.json');
    (0,external_node_fs_.writeFileSync)(log, '');
    (0,external_node_fs_.writeFileSync)(config, JSON.stringify(machineConfiguration({ ...parts, ...disks }, request)));
    return {
        argv: [parts.program, '--no-api', '--config-file', config, '--id', request.id, ...LOGGING, log],
        logTail: () => lastLines((0,external_node_fs_.readFileSync)(log, 'utf8'), 8),
    };
}
/** `nobody`: the number that owns nothing. */
const JAIL_USER = 65534;
/** What a jail gets from the arm's folder. */
const JAILED = { kernel: 'kernel', initramfs: 'initramfs', root: 'root.ext4', volume: 'volume.ext4' };
/** Brings the files of the cache onto the disk of the jails, where they can be linked to. */
function stockJail({ kernel, initramfs }, { folder, disks }) {
    (0,external_node_fs_.copyFileSync)(kernel, (0,external_node_path_.join)(folder, JAILED.kernel));
    (0,external_node_fs_.copyFileSync)(initramfs, (0,external_node_path_.join)(folder, JAILED.initramfs));
    for (const path of [disks.root, disks.volume])
        (0,external_node_fs_.chownSync)(path, JAIL_USER, JAIL_USER);
}
/** In the jail everything is at its root, as hard links: what a guest writes to its disks is seen from outside. */
function jailed(parts, { folder }, request) {
    const base = (0,external_node_path_.join)(folder, 'jails');
    const jail = (0,external_node_path_.join)(base, (0,external_node_path_.basename)(parts.program), request.id);
    const root = (0,external_node_path_.join)(jail, 'root');
    const log = (0,external_node_path_.join)(root, 'firecracker.log');
    (0,external_node_fs_.mkdirSync)(root, { recursive: true });
    for (const name of Object.values(JAILED))
        (0,external_node_fs_.linkSync)((0,external_node_path_.join)(folder, name), (0,external_node_path_.join)(root, name));
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(root, 'machine.json'), JSON.stringify(machineConfiguration(JAILED, request)));
    (0,external_node_fs_.writeFileSync)(log, '');
    (0,external_node_fs_.chownSync)(log, JAIL_USER, JAIL_USER);
    const user = ['--uid', String(JAIL_USER), '--gid', String(JAIL_USER)];
    const where = ['--id', request.id, '--exec-file', parts.program, '--chroot-base-dir', base];
    const inside = ['--no-api', '--config-file', 'machine.json', ...LOGGING, 'firecracker.log'];
    let said = [];
    return {
        argv: [parts.jailer ?? 'jailer', ...where, ...user, '--', ...inside],
        logTail: () => ((0,external_node_fs_.existsSync)(log) ? lastLines((0,external_node_fs_.readFileSync)(log, 'utf8'), 8) : said),
        clear: () => {
            said = lastLines((0,external_node_fs_.readFileSync)(log, 'utf8'), 8);
            (0,external_node_fs_.rmSync)(jail, { recursive: true, force: true });
        },
    };
}

;// CONCATENATED MODULE: ./build/image/system-image.js
/** The userland as Incus and LXD take it: the root tarball as it is, with a small tarball of metadata beside it. */



const system_image_MACHINES = { amd64: 'x86_64', arm64: 'aarch64' };
/** Pure: metadata.yaml of the image. `arch` is dpkg's name. */
function metadata(arch) {
    return `architecture: ${system_image_MACHINES[arch] ?? arch}\ncreation_date: 1\nproperties:\n  description: the userland of tare\n`;
}
/** Writes the metadata tarball into an existing folder and returns its path. */
async function writeMetadata(folder, arch) {
    const draft = (0,external_node_path_.join)(folder, 'metadata');
    (0,external_node_fs_.mkdirSync)(draft, { recursive: true });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(draft, 'metadata.yaml'), metadata(arch));
    const tarball = (0,external_node_path_.join)(folder, 'metadata.tar');
    await mustRun(['tar', '-C', draft, '-cf', tarball, 'metadata.yaml']);
    return tarball;
}

;// CONCATENATED MODULE: ./build/runtimes/shared/system-daemon.js
/** An incusd or lxd of ours: its own folder, database and storage pool, so that one in use is never touched. */







const POOL = 'tare';
/**
 * Isolated: each instance gets 65536 ids of its own. Without it all ranges of root in /etc/subuid are mapped, and where
 * Incus and LXD are both installed there are two, which newuidmap cannot write.
 */
const SETTINGS = `
storage_pools:
- {name: ${POOL}, driver: dir}
profiles:
- name: default
  config: {security.idmap.isolated: "true"}
  devices:
    root: {type: disk, path: /, pool: ${POOL}}
`;
let system_daemon_serial = 0;
/** @throws HostError with the daemon's last words when it does not come up. */
async function startSystemDaemon(host, product, programs) {
    const instance = `tare-${process.pid}-${product.name}-${system_daemon_serial++}`;
    const group = `${runGroup(host)}/${instance}`;
    host.log.step(`starting a daemon of ${product.name}`);
    const { folder, remove } = await reachableFolder(host, instance);
    const state = makeState(host, folder);
    const variables = [`${product.variables}_DIR=${state}`, `${product.variables}_CONF=${(0,external_node_path_.join)(folder, 'client')}`];
    const administer = ['env', ...variables, ...product.administer(programs.daemon, programs.client)];
    const daemon = await startInGroups(host, instance, folder, ['env', ...variables, programs.daemon], administer);
    inheritCpus(host, group);
    await mustRun([...administer, 'init', '--preseed'], { input: SETTINGS });
    return {
        client: ['env', ...variables, programs.client],
        instance,
        group,
        root: (0,external_node_path_.join)(state, 'storage-pools', POOL, 'containers', instance, 'rootfs'),
        folder,
        requireAlive: () => daemon.requireAlive().finally(() => inheritCpus(host, group)),
        isAlive: () => identify(daemon.pid) !== undefined,
        killInstance: async () => {
            for (const part of ['payload', 'monitor'])
                await removeEverywhere(host, `${group}/lxc.${part}.${instance}`);
        },
        stop: async () => {
            await daemon.stop();
            await remove();
        },
    };
}
/**
 * On the disk of the work folder, but seen below /run: the root of an unprivileged instance may not enter the work
 * folder, and the path of a socket has at most 107 characters.
 */
async function reachableFolder(host, name) {
    const kept = (0,external_node_path_.join)(host.paths.work, name);
    const folder = (0,external_node_path_.join)('/run', name);
    const changes = [kept, folder].map((path) => host.journal.record({ kind: 'path', path }));
    for (const path of [kept, folder])
        (0,external_node_fs_.mkdirSync)(path, { recursive: true, mode: 0o711 });
    await mustRun(['mount', '--bind', '--make-private', kept, folder]);
    const remove = async () => {
        for (const change of [...changes].reverse())
            await change.undo();
    };
    return { folder, remove };
}
/** liblxc locks each container under the path of its folder. */
function makeState(host, folder) {
    const state = (0,external_node_path_.join)(folder, 'state');
    recordNewFolder(host, (0,external_node_path_.join)('/run/lxc/lock', state));
    (0,external_node_fs_.mkdirSync)(state);
    return state;
}
/** On cgroup v1 a new group has no CPUs until it is given some; liblxc sees to that only in the root. */
function inheritCpus(host, group) {
    const file = (0,external_node_path_.join)(host.cgroup.cpuset ?? '', group, 'cgroup.clone_children');
    if ((0,external_node_fs_.existsSync)(file))
        (0,external_node_fs_.writeFileSync)(file, '1');
}
function startInGroups(host, instance, folder, argv, administer) {
    return OwnDaemon.start(host, {
        name: (0,external_node_path_.basename)(argv.at(-1) ?? instance),
        argv,
        searchFirst: [],
        log: (0,external_node_path_.join)(folder, 'daemon.log'),
        group: `${instance}-daemon`,
        sandboxes: instance,
        volatile: [],
        ready: async () => (await runCommand([...administer, 'waitready', '--timeout=1'])).code === 0,
    });
}

;// CONCATENATED MODULE: ./build/runtimes/shared/system-container.js
/** A true system container: systemd is its first process, and it counts as started when systemd says so. */










/** A runtime with the command line of Incus and LXD. */
function systemRuntime(definition) {
    const { name, summary, packaged } = definition;
    return {
        name,
        summary,
        options: {},
        check: (host, arm) => checkPackaged(host, arm, packaged),
        install: async (host, arm) => ({ ...(await installPackaged(host, arm, packaged)), notes: NOTES }),
        async prepare(host, image, _arm, installed) {
            const daemon = await startSystemDaemon(host, definition, system_container_programs(installed));
            return prepareInstance(host, image, daemon);
        },
    };
}
const NOTES = [
    'a system container: start-up lasts until systemd is running, shutdown until it has stopped every service',
    'run by a daemon of its own, with a storage pool of the kind dir and unprivileged ids',
];
function system_container_programs({ binaries }) {
    const [daemon, client] = binaries;
    if (!daemon || !client)
        throw new config_errors/* HostError */.d('the daemon or its client is not installed', 'Install both.');
    return { daemon: daemon.path, client: client.path };
}
/** Timers that would start work of their own in the middle of a measurement. */
const TIMERS = ['apt-daily', 'apt-daily-upgrade', 'dpkg-db-backup', 'e2scrub_all', 'fstrim', 'motd-news', 'man-db'];
async function prepareInstance(host, image, daemon) {
    const { instance } = daemon;
    const call = (...args) => mustRun([...daemon.client, ...args], { timeoutSeconds: 600 });
    const tarball = await writeMetadata(daemon.folder, host.distribution.arch);
    await call('image', 'import', tarball, image.tarball, '--alias', 'userland');
    const volume = (0,external_node_path_.join)(daemon.folder, 'volume');
    (0,external_node_fs_.mkdirSync)(volume);
    // In the group of the run, so that the undo of that group ends the instance too; started by nobody but us.
    const settings = [`raw.lxc=lxc.cgroup.dir=${daemon.group}`, 'boot.autostart=false'];
    await call('init', 'userland', instance, ...settings.flatMap((setting) => ['--config', setting]));
    await call('config', 'device', 'add', instance, 'volume', 'disk', `source=${volume}`, `path=${SANDBOX.volume}`);
    maskTimers(daemon.root);
    return new SystemArm(daemon, volume);
}
function maskTimers(root) {
    const folder = (0,external_node_path_.join)(root, 'etc/systemd/system');
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    for (const name of TIMERS) {
        const link = (0,external_node_path_.join)(folder, `${name}.timer`);
        if (!(0,external_node_fs_.existsSync)(link))
            (0,external_node_fs_.symlinkSync)('/dev/null', link);
    }
}
/**
 * Arguments: CPUs there must be, agent, nonce. The manager's socket comes before its answers do, and the daemon applies
 * a CPU limit a moment after it has started the instance.
 */
const BOOTED = `
until [ -S /run/systemd/private ]; do sleep 0.005; done
until state=$(systemctl is-system-running --wait); [ "$state" = running ] || [ "$state" = degraded ]; do sleep 0.005; done
[ "$state" = running ] || systemctl --failed --no-legend >&2
until [ "$(nproc)" = "$1" ]; do sleep 0.005; done
exec /bin/sh "$2" "$3"
`;
const START_SECONDS = 60;
const STOP_SECONDS = 20;
class SystemArm {
    #daemon;
    #instance;
    /** Where the volume of the launch is mounted for the instance. */
    #volume;
    #limits = '';
    constructor(daemon, volume) {
        this.#daemon = daemon;
        this.#instance = daemon.instance;
        this.#volume = volume;
    }
    async launch({ limits, nonce, volume, signal }) {
        await this.#daemon.requireAlive();
        this.#clearScratch();
        await this.#limit(limits);
        // Root of the instance is another user on the host.
        (0,external_node_fs_.chmodSync)(volume, 0o777);
        await mustRun(['mount', '--bind', volume, this.#volume]);
        await this.#start(signal);
        const wait = ['/bin/sh', '-c', BOOTED, 'sh', String(limits.cpuCount), SANDBOX.agent, nonce];
        let how = 'in good order';
        return openProcessConsole({
            argv: this.#call('exec', '-T', this.#instance, '--', ...wait),
            end: async () => {
                how = 'by force';
                await this.#stop(how);
            },
            afterExit: () => this.#end(how),
        });
    }
    async remove() {
        await this.#daemon.stop();
    }
    #call(...args) {
        return [...this.#daemon.client, ...args];
    }
    /** Test files that a killed sandbox left on its root must not meet the next one. */
    #clearScratch() {
        const scratch = (0,external_node_path_.join)(this.#daemon.root, SANDBOX.root);
        for (const name of (0,external_node_fs_.readdirSync)(scratch))
            (0,external_node_fs_.rmSync)((0,external_node_path_.join)(scratch, name), { recursive: true, force: true });
    }
    /** Kept by the daemon, so that only the first launch has to set them. */
    async #limit(limits) {
        const settings = limitSettings(limits);
        const wanted = settings.join(' ');
        if (wanted === this.#limits)
            return;
        await mustRun(this.#call('config', 'set', this.#instance, ...settings));
        this.#limits = wanted;
    }
    /** @throws HostError with what liblxc has to say; CommandError when it takes too long. */
    async #start(signal) {
        try {
            const { code, stderr } = await runCommand(this.#call('start', this.#instance), {
                timeoutSeconds: START_SECONDS,
                signal,
            });
            if (code === 0)
                return;
            const { stdout: log } = await runCommand(this.#call('info', this.#instance, '--show-log'));
            const errors = log.split('\n').filter((line) => line.includes(' ERROR '));
            throw new config_errors/* HostError */.d(`the instance did not start: ${lastLines(stderr, 3).join(' ')}`, errors.slice(0, 6).join('\n'));
        }
        catch (error) {
            await this.#end('by force');
            throw error;
        }
    }
    async #end(how) {
        await this.#stop(how);
        await mustRun(['umount', '--lazy', this.#volume]);
    }
    /** Tried again while the daemon is still busy with a start; without its help where it has died or does not manage. */
    async #stop(how) {
        const gently = this.#call('stop', this.#instance, `--timeout=${STOP_SECONDS}`);
        if (how === 'in good order' && (await this.#stopped(gently)))
            return;
        const force = this.#call('stop', this.#instance, '--force');
        const deadline = performance.now() + STOP_SECONDS * 1000;
        while (this.#daemon.isAlive() && performance.now() < deadline) {
            if (await this.#stopped(force))
                return;
            await (0,promises_.setTimeout)(100);
        }
        await this.#daemon.killInstance();
    }
    async #stopped(argv) {
        try {
            const { code, stderr } = await runCommand(argv, { timeoutSeconds: 2 * STOP_SECONDS });
            return code === 0 || stderr.includes('already stopped');
        }
        catch (error) {
            // It took too long.
            if (error instanceof CommandError)
                return false;
            throw error;
        }
    }
}
/** Pure: a lone number would be a count of any CPUs; a range pins. */
function limitSettings({ cpus, memoryBytes }) {
    const pinned = /^\d+$/.test(cpus) ? `${cpus}-${cpus}` : cpus;
    return [`limits.cpu=${pinned}`, `limits.memory=${memoryBytes}B`, 'limits.memory.swap=false'];
}

;// CONCATENATED MODULE: ./build/runtimes/incus.js

const incus = systemRuntime({
    name: 'incus',
    summary: 'Incus: a system container with systemd, run by a daemon of its own',
    variables: 'INCUS',
    administer: (_daemon, client) => [client, 'admin'],
    packaged: {
        programs: [
            // Debian and Ubuntu; Zabbly.
            { name: 'incusd', places: ['/usr/libexec/incus/incusd', '/opt/incus/lib/systemd/incusd'] },
            { name: 'incus', places: ['incus'] },
        ],
        // The first leaves out what only virtual machines need.
        packages: ['incus-base', 'incus'],
        beside: ['incus-client'],
        vendor: zabbly,
        accounts: { users: [], groups: ['incus', 'incus-admin'] },
        byPath: 'refused',
    },
});
/** https://github.com/zabbly/incus: the long-term releases, by the people who make Incus. */
function zabbly({ codename }) {
    if (!['bookworm', 'trixie', 'jammy', 'noble'].includes(codename))
        return undefined;
    return {
        name: 'zabbly-incus',
        key: 'https://pkgs.zabbly.com/key.asc',
        fingerprint: '4EFC590696CB15B87C73A3AD82CC8797C838DCFD',
        uri: 'https://pkgs.zabbly.com/incus/lts-6.0',
        suite: codename,
        components: ['main'],
    };
}

;// CONCATENATED MODULE: ./build/runtimes/lxc.js
/** LXC without a daemon: an application container by lxc-execute. */









const lxc_packaged = {
    programs: [{ name: 'lxc-execute', places: ['lxc-execute'] }],
    packages: ['lxc'],
    byPath: 'supported',
};
const lxc = {
    name: 'lxc',
    summary: 'LXC: an application container by lxc-execute, without a daemon',
    options: {},
    check: (host, arm) => checkPackaged(host, arm, lxc_packaged),
    install: (host, arm) => installPackaged(host, arm, lxc_packaged),
    async prepare(host, image, arm, installed) {
        const copy = await copyRoot(host, image, arm.id.replaceAll(/[^\w.-]/g, '_'));
        return new LxcArm(host, copy, installed.binaries[0]?.path ?? 'lxc-execute');
    },
};
class LxcArm {
    #host;
    #copy;
    #binary;
    #containers;
    constructor(host, copy, binary) {
        this.#host = host;
        this.#copy = copy;
        this.#binary = binary;
        this.#containers = (0,external_node_path_.join)(copy.folder, 'containers');
        recordNewFolder(host, (0,external_node_path_.join)('/run/lxc/lock', this.#containers));
    }
    async launch(request) {
        clearScratch(this.#copy);
        const group = runGroup(this.#host);
        const name = `${group}/${request.id}`;
        const folder = (0,external_node_path_.join)(this.#containers, request.id);
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        const swap = countsSwap(this.#host.cgroup, group);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'config'), lxc_configuration(this.#copy.root, name, request, swap));
        const remove = () => removeEverywhere(this.#host, name);
        const agent = ['/bin/sh', SANDBOX.agent, request.nonce];
        return openProcessConsole({
            argv: [this.#binary, '--lxcpath', this.#containers, '--name', request.id, '--', ...agent],
            end: remove,
            afterExit: remove,
        });
    }
    async remove() {
        await this.#copy.change.undo();
    }
}
/**
 * Pure. cgroup v1 keys begin with lxc.cgroup, v2 keys with lxc.cgroup2; liblxc passes over those that the host does not
 * have. The cgroup tree is mounted so that the limits can be seen from inside.
 */
function lxc_configuration(root, group, request, countsSwap) {
    const { limits, volume } = request;
    const lines = [
        ['lxc.include', '/usr/share/lxc/config/common.conf'],
        ['lxc.rootfs.path', `dir:${root}`],
        ['lxc.uts.name', 'tare'],
        ['lxc.net.0.type', 'empty'],
        ['lxc.apparmor.profile', 'unconfined'],
        ['lxc.mount.auto', 'cgroup:ro:force'],
        ['lxc.mount.entry', `${octal(volume)} ${SANDBOX.volume.slice(1)} none bind 0 0`],
        ['lxc.cgroup.dir', group],
        ['lxc.cgroup.cpuset.cpus', limits.cpus],
        ['lxc.cgroup.memory.limit_in_bytes', limits.memoryBytes],
        ['lxc.cgroup2.cpuset.cpus', limits.cpus],
        ['lxc.cgroup2.memory.max', limits.memoryBytes],
    ];
    const swap = [
        ['lxc.cgroup.memory.memsw.limit_in_bytes', limits.memoryBytes],
        ['lxc.cgroup2.memory.swap.max', 0],
    ];
    return [...lines, ...(countsSwap ? swap : [])].map(([key, value]) => `${key} = ${value}\n`).join('');
}
/** A mount entry is split at blanks, as in fstab. */
function octal(path) {
    return path.replaceAll(/[ \t\\]/g, (sign) => `\\0${sign.charCodeAt(0).toString(8)}`);
}

;// CONCATENATED MODULE: ./build/runtimes/lxd.js

const lxd = systemRuntime({
    name: 'lxd',
    summary: 'LXD: a system container with systemd, run by a daemon of its own',
    variables: 'LXD',
    administer: (daemon) => [daemon],
    packaged: {
        programs: [
            { name: 'lxd', places: ['/usr/bin/lxd', '/usr/sbin/lxd'] },
            { name: 'lxc', places: ['/usr/bin/lxc'] },
        ],
        packages: ['lxd'],
        beside: ['lxd-client'],
        accounts: { users: ['_lxd'], groups: ['lxd'] },
        byPath: 'refused',
    },
});

;// CONCATENATED MODULE: ./build/runtimes/native.js
/** The control: the same userland by chroot, under the same CPU and memory limits, with no other isolation. */






/**
 * The mount namespace only keeps our mounts out of the host's table: they go when the last process does.
 * Arguments: root, volume, nonce, then the cgroup.procs files to enter.
 */
const native_ENTER = `
root=$1 volume=$2 nonce=$3
shift 3
for file; do echo $$ >"$file" || exit 1; done
mount -t proc proc "$root/proc" &&
mount --rbind /sys "$root/sys" &&
mount --rbind /dev "$root/dev" &&
mount --bind "$volume" "$root/tare/volume" &&
exec chroot "$root" /bin/sh /tare/agent "$nonce"
`;
const native_native = {
    name: results_document/* NATIVE */.s6,
    summary: 'the same userland by chroot, under the same limits: the control',
    options: {},
    async check() {
        const tools = ['/usr/bin/unshare', '/usr/sbin/chroot'].filter((path) => !(0,external_node_fs_.existsSync)(path));
        return tools.map((path) => ({
            what: path,
            remedy: 'It belongs to util-linux and coreutils: install them.',
            installable: false,
        }));
    },
    async install() {
        return { binaries: [], source: 'the host itself' };
    },
    async prepare(host, image, arm) {
        const copy = await copyRoot(host, image, arm.id);
        return new NativeArm(host, copy);
    },
};
class NativeArm {
    host;
    copy;
    #group;
    constructor(host, copy) {
        this.host = host;
        this.copy = copy;
        this.#group = runGroup(host);
    }
    async launch(request) {
        clearScratch(this.copy);
        const name = `${this.#group}/${request.id}`;
        const entries = createGroup(this.host.cgroup, name, request.limits);
        const remove = async () => {
            for (const path of groupPaths(this.host.cgroup, name))
                await removeGroup(path);
        };
        return openProcessConsole({
            argv: [
                'unshare',
                '--mount',
                '--propagation',
                'private',
                '/bin/sh',
                '-c',
                native_ENTER,
                'sh',
                this.copy.root,
                request.volume,
                request.nonce,
                ...entries,
            ],
            end: remove,
            afterExit: remove,
        });
    }
    async remove() {
        await this.copy.change.undo();
    }
}

;// CONCATENATED MODULE: ./build/runtimes/nspawn.js
/** systemd-nspawn on a folder: without a daemon, and not registered with systemd-machined. */












const nspawn_packaged = {
    programs: [{ name: 'systemd-nspawn', places: ['systemd-nspawn'] }],
    packages: ['systemd-container'],
    byPath: 'supported',
};
const nspawn = {
    name: 'nspawn',
    summary: 'systemd-nspawn on a folder, without a daemon',
    options: {},
    check: (host, arm) => checkPackaged(host, arm, nspawn_packaged),
    install: async (host, arm) => installPackaged(host, await pinnedToSystemd(arm), nspawn_packaged),
    async prepare(host, image, arm, installed) {
        const copy = await copyRoot(host, image, arm.id.replaceAll(/[^\w.-]/g, '_'));
        return new NspawnArm(host, copy, installed.binaries[0]?.path ?? 'systemd-nspawn');
    },
};
/** systemd-container of another version would take the host's systemd along: its own is the only one that can be had. */
async function pinnedToSystemd(arm) {
    const versions = await installedVersions(['systemd', 'systemd-container']);
    const systemd = versions.get('systemd');
    if (arm.path || !systemd || versions.has('systemd-container'))
        return arm;
    if (arm.version && arm.version !== systemd)
        throw new config_errors/* HostError */.d(`${arm.id}: systemd ${systemd} is installed here, and systemd-nspawn must be of the same version`, `Ask for nspawn or nspawn@${systemd}.`);
    return { ...arm, version: systemd };
}
/** Arguments: the cgroup.procs files to enter, `--`, the command. */
const nspawn_ENTER = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift; exec "$@"';
/** What nspawn leaves when it is killed; the folder also where /run is not a tmpfs. */
function tracks(machine, root) {
    const { dev, ino } = (0,external_node_fs_.statSync)(root, { bigint: true });
    const state = '/run/systemd/nspawn';
    return [(0,external_node_path_.join)(state, 'locks', `inode-${dev}:${ino}`), (0,external_node_path_.join)(state, 'propagate', machine)];
}
let nspawn_serial = 0;
class NspawnArm {
    #host;
    #copy;
    #binary;
    #machine = `tare-${process.pid}-${nspawn_serial++}`;
    constructor(host, copy, binary) {
        this.#host = host;
        this.#copy = copy;
        this.#binary = binary;
        for (const path of tracks(this.#machine, copy.root))
            recordNewFolder(host, path);
    }
    async launch(request) {
        clearScratch(this.#copy);
        const name = `${runGroup(this.#host)}/${request.id}`;
        const entries = createGroup(this.#host.cgroup, name, request.limits);
        const remove = () => removeEverywhere(this.#host, name);
        const command = [this.#binary, ...nspawnArguments(this.#machine, this.#copy.root, request)];
        const console = openProcessConsole({
            argv: ['/bin/sh', '-c', nspawn_ENTER, 'sh', ...entries, '--', ...command],
            end: remove,
            afterExit: remove,
        });
        if (this.#host.cgroup.kind === 'v2')
            await Promise.race([this.#showLimits(name, request.limits), console.gone]);
        return console;
    }
    /** The container sees only the group that nspawn makes below ours, so the limits are repeated there. */
    async #showLimits(name, limits) {
        const payload = `${name}/payload`;
        const file = (0,external_node_path_.join)(this.#host.cgroup.memory ?? '', payload, 'memory.max');
        for (let tries = 0; tries < 1000 && !(0,external_node_fs_.existsSync)(file); tries += 1)
            await (0,promises_.setTimeout)(2);
        if ((0,external_node_fs_.existsSync)(file))
            createGroup(this.#host.cgroup, payload, limits);
    }
    async remove() {
        await this.#copy.change.undo();
    }
}
/** Pure: the container with the volume and the agent in it, and no network but its own loopback. */
function nspawnArguments(machine, root, { volume, nonce }) {
    return [
        ...['--quiet', '--register=no', '--keep-unit', '--console=pipe', `--machine=${machine}`, '--hostname=tare'],
        // The host's own resolv.conf, time zone and journal stay outside.
        ...['--resolv-conf=off', '--timezone=off', '--link-journal=no', '--private-network'],
        ...[`--directory=${root}`, `--bind=${volume}:${SANDBOX.volume}`, '/bin/sh', SANDBOX.agent, nonce],
    ];
}

;// CONCATENATED MODULE: ./build/runtimes/podman.js
/** Podman: no daemon; every container is started by the command itself. */












const podman_IMAGE = 'localhost/tare/userland:latest';
/** In the order in which podman itself looks for one. */
const BELOW = ['crun', 'runc'];
const podman = {
    name: 'podman',
    summary: 'Podman: no daemon; with a storage of its own, so that nothing of the user is touched',
    options: {
        runtime: { help: 'the OCI runtime below it (default: the first of crun, runc that is there)', choices: BELOW },
    },
    check: (host, arm) => checkDistroBinary(host, arm, 'podman'),
    async install(host, arm) {
        const installed = await installDistroBinary(host, arm, 'podman');
        const [name, path] = below(arm.options.runtime);
        const note = name === 'crun' ? withoutHybridCgroup()?.note : undefined;
        const binaries = [...installed.binaries, await identifyBinary(name, path)];
        return { ...installed, binaries, ...(note && { notes: [`${name}: ${note}`] }) };
    },
    async prepare(host, image, _arm, installed) {
        const storage = makeStorage(host, installed);
        host.log.step('importing the userland into podman');
        await mustRun([...storage.command, 'import', '--quiet', image.tarball, podman_IMAGE], {
            env: storage.env,
            timeoutSeconds: 600,
        });
        return new PodmanArm(storage);
    },
};
/** Name and path. @throws HostError where there is none. */
function below(wanted) {
    for (const name of wanted ? [wanted] : BELOW) {
        const path = findCommand(name);
        if (path)
            return [name, path];
    }
    throw new config_errors/* HostError */.d(`podman needs ${wanted ?? BELOW.join(' or ')}`, 'Install it, or add its folder to PATH.');
}
/** What podman and the runtimes below it cannot be told to put elsewhere; the user's own may come to use it too. */
const podman_SHARED_FOLDERS = ['/run/crun', '/run/runc', '/var/lib/containers', '/var/lib/containers/cache'];
const CACHE = '/var/lib/containers/cache/blob-info-cache-v1.boltdb';
function podman_recordSideEffects(host) {
    for (const path of podman_SHARED_FOLDERS)
        if (!(0,external_node_fs_.existsSync)(path))
            host.journal.record({ kind: 'folder', path });
    if (!(0,external_node_fs_.existsSync)(CACHE))
        host.journal.record({ kind: 'path', path: CACHE });
}
let podman_serial = 0;
function makeStorage(host, { binaries }) {
    const [podmanBinary, belowBinary] = binaries;
    const folder = (0,external_node_path_.join)(host.paths.work, `podman-${podman_serial}`);
    const volatile = `/run/tare-podman-${process.pid}-${podman_serial}`;
    const files = [folder, volatile].map((path) => host.journal.record({ kind: 'path', path }));
    podman_recordSideEffects(host);
    const group = `${runGroup(host)}/podman-${podman_serial++}`;
    const paths = host.cgroup.hierarchies.map((point) => (0,external_node_path_.join)(point, group));
    const processes = host.journal.record({ kind: 'cgroup', paths });
    createParent(host.cgroup, group);
    for (const path of [folder, volatile])
        (0,external_node_fs_.mkdirSync)(path, { recursive: true, mode: 0o700 });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'containers.conf'), podman_configuration(folder, volatile));
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'storage.conf'), storageConfiguration(folder, volatile));
    const runtime = belowBinary ? callBelow(belowBinary.name, belowBinary.path, folder) : 'runc';
    return {
        command: [podmanBinary?.path ?? 'podman', '--runtime', runtime],
        env: { CONTAINERS_CONF: (0,external_node_path_.join)(folder, 'containers.conf'), CONTAINERS_STORAGE_CONF: (0,external_node_path_.join)(folder, 'storage.conf') },
        group,
        changes: [processes, ...files],
    };
}
/** The script keeps the name of the runtime, by which podman knows what it can do. */
function callBelow(name, path, folder) {
    const surroundings = name === 'crun' ? withoutHybridCgroup() : undefined;
    const [first = path, ...rest] = [...(surroundings?.argv ?? []), path];
    return callable([first, ...rest], (0,external_node_path_.join)(folder, 'runtime', (0,external_node_path_.basename)(path)));
}
/**
 * Pure: read instead of the user's and the distribution's. Locks in files, since those in /dev/shm are the whole
 * host's. `volatile` is a short path: where the run root has more than 50 characters, podman's own clean-up after a
 * container refuses it, and `podman run` waits 20 s for that clean-up.
 */
function podman_configuration(folder, volatile) {
    return `[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
tmp_dir = "${volatile}/tmp"
volume_path = "${folder}/volumes"
`;
}
/** Pure. */
function storageConfiguration(folder, volatile) {
    return `[storage]
driver = "overlay"
graphroot = "${folder}/root"
runroot = "${volatile}/run"
`;
}
class PodmanArm {
    #storage;
    #limits = ownLimits((0,external_node_fs_.readFileSync)('/proc/self/limits', 'utf8'), Number((0,external_node_fs_.readFileSync)('/proc/sys/kernel/pid_max', 'utf8')));
    constructor(storage) {
        this.#storage = storage;
    }
    async launch(request) {
        const { command, env, group } = this.#storage;
        return openProcessConsole({
            argv: [...command, ...podman_runArguments(`/${group}`, this.#limits, request)],
            env,
            end: async () => {
                await runCommand([...command, 'rm', '--force', '--ignore', '--time', '0', request.id], { env });
            },
        });
    }
    async remove() {
        for (const change of this.#storage.changes)
            await change.undo();
    }
}
/**
 * Pure: `--ulimit` with what this process has, from the text of /proc/self/limits. Podman's own default is higher, and
 * setting it fails where root lacks CAP_SYS_RESOURCE; and native has these. Of processes podman gives up what lies
 * above the kernel's pid_max, so no more can be asked for.
 */
function ownLimits(text, pidMax) {
    const limit = (title, name, most) => {
        const [, soft, hard] = new RegExp(`^${title} +(\\S+) +(\\S+)`, 'm').exec(text) ?? [];
        const bounded = (value) => (value === 'unlimited' ? '-1' : String(Math.min(Number(value), most)));
        return soft && hard ? ['--ulimit', `${name}=${bounded(soft)}:${bounded(hard)}`] : [];
    };
    return [...limit('Max open files', 'nofile', Number.POSITIVE_INFINITY), ...limit('Max processes', 'nproc', pidMax)];
}
/** Pure: `podman run` with the limits, the volume and the agent. */
function podman_runArguments(group, ulimits, { id, limits, volume, nonce }) {
    const memory = String(limits.memoryBytes);
    return [
        ...['run', '--rm', '--interactive', '--name', id, '--hostname', 'tare', '--pull', 'never'],
        ...['--network', 'none', '--log-driver', 'none', '--cgroup-parent', group, ...ulimits],
        ...['--cpuset-cpus', limits.cpus, '--memory', memory, '--memory-swap', memory],
        ...['--mount', `type=bind,source=${volume},target=${SANDBOX.volume}`],
        ...[podman_IMAGE, '/bin/sh', SANDBOX.agent, nonce],
    ];
}

;// CONCATENATED MODULE: ./build/runtimes/shared/microvm-clock.js
/** The clock of an emulated guest: it counts the host's own time stamp counter, and must know how fast that runs. */

/**
 * Frequency of the time stamp counter in kHz, from the kernel's log: the refined figure where there is one. Undefined
 * where the log does not say (any more). Pure.
 */
function tscKhz(kernelLog) {
    const said = [
        /tsc: Refined TSC clocksource calibration: (\d+)\.(\d{3}) MHz/,
        /tsc: Detected (\d+)\.(\d{3}) MHz TSC/,
        /tsc: Detected (\d+)\.(\d{3}) MHz processor/,
    ].map((pattern) => pattern.exec(kernelLog));
    const [, mhz, khz] = said.find((match) => match !== null) ?? [];
    return mhz && khz ? Number(mhz) * 1000 + Number(khz) : undefined;
}
/**
 * Kernel parameters for a guest under emulation on x86. Left to itself it measures the counter against an emulated timer:
 * on a busy host that fails, and the boot hangs; or it later takes a delay of the host for a fault of the counter, and
 * falls back to counting ticks, some of which are lost.
 */
async function emulatedClock() {
    for (const argv of [['dmesg'], ['journalctl', '--dmesg', '--boot', '--output=cat']]) {
        const khz = tscKhz(await outputOf(argv));
        if (khz)
            return ['tsc=reliable', `tsc_early_khz=${khz}`];
    }
    return ['tsc=reliable'];
}
async function outputOf(argv) {
    try {
        return (await runCommand(argv)).stdout;
    }
    catch (error) {
        // Not installed here: the other one may be.
        if (error instanceof CommandError)
            return '';
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/runtimes/qemu.js







const PLATFORMS = {
    amd64: {
        program: 'qemu-system-x86_64',
        packageName: 'qemu-system-x86',
        // With the 8259 interrupt controller, boots under emulation hang now and then.
        machine: 'microvm,pic=off',
        serial: 'ttyS0',
        requirements: [
            { symbol: 'SERIAL_8250_CONSOLE', as: 'built in', why: 'for the serial console' },
            ...DEVICES_BY.acpi,
        ],
    },
    arm64: {
        program: 'qemu-system-aarch64',
        packageName: 'qemu-system-arm',
        // There is no microvm machine for arm64; `virt` has the same virtio-mmio devices.
        machine: 'virt',
        serial: 'ttyAMA0',
        requirements: [
            { symbol: 'SERIAL_AMBA_PL011_CONSOLE', as: 'built in', why: 'for the serial console' },
            ...DEVICES_BY['device-tree'],
        ],
    },
};
/** Under emulation a boot takes 2 s and may hang; with KVM it takes a fraction and should not. */
const qemu_READY_SECONDS = { tcg: [10, 20, 40], kvm: [20, 40] };
const qemu = {
    name: 'qemu',
    summary: "QEMU's microvm machine, with KVM where it works, else emulated (tcg)",
    options: {
        accel: {
            help: 'kvm, tcg, or auto: kvm where a probe has started a guest with it',
            choices: ['auto', 'kvm', 'tcg'],
        },
        kernel: { help: "path of a guest kernel, instead of the distribution's for virtual machines" },
    },
    async check(host, arm) {
        const missing = await checkPackaged(host, arm, qemu_packaged(platformOf(host.distribution.arch)));
        const kvm = arm.options.accel === 'kvm' ? await kvmState() : undefined;
        if (!kvm || kvm.usable)
            return missing;
        return [
            ...missing,
            { what: `${kvm.problem}, and accel: kvm was asked for`, remedy: kvm.remedy, installable: false },
        ];
    },
    async install(host, arm) {
        const platform = platformOf(host.distribution.arch);
        const accelerator = await acceleratorOf(arm);
        if (accelerator === 'tcg' && arm.options.accel !== 'tcg')
            host.log.warn(`${arm.id} is emulated (tcg), for want of a KVM that works: its figures say nothing of QEMU with KVM.`);
        const { binaries, source } = await installPackaged(host, arm, qemu_packaged(platform));
        const guest = await obtainGuest(host, arm.options.kernel);
        refuseUnsuitable(host, guest, 'QEMU', [...GUEST_REQUIREMENTS, ...platform.requirements]);
        return { binaries: [...binaries, guestBinary(guest)], source: `${source}; accelerator ${accelerator}` };
    },
    async prepare(host, image, arm, installed) {
        const platform = platformOf(host.distribution.arch);
        const accelerator = await acceleratorOf(arm);
        const guest = await obtainGuest(host, arm.options.kernel);
        const program = installed.binaries[0]?.path ?? platform.program;
        const clock = accelerator === 'tcg' && host.distribution.arch === 'amd64' ? await emulatedClock() : [];
        return prepareMicrovm(host, image, arm.id, {
            readySeconds: qemu_READY_SECONDS[accelerator],
            start: (machine, request) => ({
                argv: [program, ...qemuArguments({ platform, accelerator, guest, clock }, machine, request)],
            }),
        });
    },
};
function platformOf(arch) {
    const platform = PLATFORMS[arch];
    if (platform)
        return platform;
    throw new config_errors/* HostError */.d(`qemu is not supported on ${arch}`, 'It runs on amd64 and arm64.');
}
function qemu_packaged({ program, packageName }) {
    return { programs: [{ name: program, places: [program] }], packages: [packageName], byPath: 'supported' };
}
/** @throws HostError where KVM was asked for and does not work. */
async function acceleratorOf(arm) {
    const wanted = arm.options.accel ?? 'auto';
    if (wanted === 'tcg')
        return 'tcg';
    const kvm = await kvmState();
    if (kvm.usable)
        return 'kvm';
    if (wanted === 'auto')
        return 'tcg';
    throw new config_errors/* HostError */.d(`${arm.id}: ${kvm.problem}`, kvm.remedy);
}
/**
 * Pure. The root disk has QEMU's default cache mode; the volume bypasses the host's page cache, and both pass a guest's
 * flush on to the host's disk.
 */
function qemuArguments({ platform, accelerator, guest, clock }, { disks }, { limits, nonce }) {
    return [
        ...['-machine', platform.machine, '-accel', accelerator, '-cpu', accelerator === 'kvm' ? 'host' : 'max'],
        ...['-smp', String(limits.cpuCount), '-m', `${guestMemoryMib(limits)}M`],
        ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-monitor', 'none'],
        ...['-chardev', 'stdio,id=serial,signal=off', '-serial', 'chardev:serial'],
        ...['-kernel', guest.kernel, '-initrd', guest.initramfs],
        ...['-append', kernelCommandLine(platform.serial, 'poweroff', nonce, clock)],
        ...disk('root', disks.root, 'writeback'),
        ...disk('volume', disks.volume, 'none'),
    ];
}
function disk(id, path, cache) {
    // QEMU splits at commas; two stand for one.
    const file = path.replaceAll(',', ',,');
    return [
        '-drive',
        `id=${id},file=${file},format=raw,if=none,cache=${cache}`,
        '-device',
        `virtio-blk-device,drive=${id}`,
    ];
}

;// CONCATENATED MODULE: ./build/runtimes/runc.js

const runc_RELEASES = 'https://github.com/opencontainers/runc/releases/download';
const runc = ociRuntime({
    name: 'runc',
    summary: 'the reference OCI runtime on a bundle, without a daemon',
    packageName: 'runc',
    release: {
        file: (version, arch) => `${runc_RELEASES}/v${version}/runc.${arch}`,
        checksums: (version) => `${runc_RELEASES}/v${version}/runc.sha256sum`,
    },
    options: {},
    globalArgs: () => [],
});

;// CONCATENATED MODULE: ./build/runtimes/index.js
/** The registry: a new runtime is one file and one line here. */













const runtimes = [
    native_native,
    runc,
    crun,
    runsc,
    docker,
    containerd,
    podman,
    incus,
    lxc,
    lxd,
    nspawn,
    firecracker,
    qemu,
];
/** @throws Error for a name that the parser of arms should have refused. */
function runtimeNamed(name) {
    const runtime = runtimes.find((candidate) => candidate.name === name);
    if (!runtime)
        throw new Error(`no runtime is called ${name}`);
    return runtime;
}

;// CONCATENATED MODULE: ./build/entry/steps/arms.js




/** The arms asked for, native first, those of a baseline's side before the others. @throws InputError */
function requestedArms(inputs, cwd) {
    const { runtimes: wanted, baselineRuntimes } = inputs;
    return baselineRuntimes ? (0,config_sides/* parseSides */.A)(baselineRuntimes, wanted, runtimes, cwd) : (0,arms/* parseArms */.v)(wanted, runtimes, cwd);
}
/** Everything that can be wrong with an arm is found before anything is installed. */
async function setUp(host, arms, rootfs, signal) {
    for (const arm of arms)
        await runtimeNamed(arm.runtime).check(host, arm);
    const installed = new Map();
    for (const arm of arms) {
        signal.throwIfAborted();
        installed.set(arm.id, await runtimeNamed(arm.runtime).install(host, arm));
    }
    signal.throwIfAborted();
    return { image: await obtainImage(host, rootfs), installed };
}
async function prepareArms(host, arms, ready, signal) {
    const prepared = new Map();
    for (const arm of arms) {
        signal.throwIfAborted();
        const installed = ready.installed.get(arm.id);
        if (!installed)
            throw new Error(`arm ${arm.id} was not installed`);
        host.log.step(`preparing ${arm.id}`);
        prepared.set(arm.id, {
            installed,
            prepared: await runtimeNamed(arm.runtime).prepare(host, ready.image, arm, installed),
        });
    }
    return prepared;
}
/** What each arm lacks; errors of the user's own making come out as they are. */
async function missingOf(host, arms) {
    const missing = new Map();
    for (const arm of arms)
        missing.set(arm.id, await runtimeNamed(arm.runtime).check(host, arm));
    return missing;
}

;// CONCATENATED MODULE: ./build/host/cpu-model.js
/** Which processor this is. Pure. */
const UNKNOWN = 'unknown';
/** From the processors of /proc/cpuinfo; a host with different cores gets all their names. */
function cpuModelOf(processors) {
    const each = (describe) => [...new Set(processors.flatMap((fields) => describe(fields) ?? []))].sort().join(' + ') || UNKNOWN;
    return { model: each(modelName), stepping: each(steppingName), microcode: each((fields) => fields.microcode) };
}
function modelName(fields) {
    const { 'CPU implementer': implementer, 'CPU part': part } = fields;
    if (implementer && part)
        return `arm implementer ${implementer} part ${part}`;
    return fields['model name'] ?? fields.cpu ?? fields.uarch;
}
function steppingName(fields) {
    const { 'CPU variant': variant, 'CPU revision': revision, vendor_id: vendor, 'cpu family': family } = fields;
    if (variant && revision)
        return `r${Number(variant)}p${Number(revision)}`;
    return vendor && family ? `${vendor} ${family}-${fields.model}-${fields.stepping}` : undefined;
}

;// CONCATENATED MODULE: ./build/host/hardware-key.js
/** When two hosts, or one host at two times, are the same hardware. Pure. */

/** sha256, hexadecimal, over the fields in the order written here. */
function hardwareKey(hardware) {
    const fields = [
        hardware.arch,
        hardware.cpuModel,
        hardware.cpuStepping,
        hardware.cpusOnline,
        hardware.smt,
        hardware.memoryGiB,
        hardware.virtualization,
        hardware.storageModel,
    ];
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(fields)).digest('hex');
}
const GIB = 2 ** 30;
/**
 * GiB of memory as installed, from MemTotal in bytes. A kernel keeps 1 to 3 % for itself, and how much changes from one
 * kernel to the next; so this rounds up to the next eighth of a power of two (to whole GiB below 16), where sizes are sold.
 */
function installedGiB(memTotal) {
    const gib = memTotal / GIB;
    const step = Math.max(1, 2 ** Math.floor(Math.log2(gib)) / 8);
    return Math.ceil(gib / step) * step;
}

;// CONCATENATED MODULE: ./build/host/storage.js
/** The disk behind a folder. */



const storage_UNKNOWN = 'unknown';
const IN_MEMORY = new Set(['tmpfs', 'ramfs']);
/** They name folders, which differ from container to container, not properties. */
const PATH_OPTION = /^(lowerdir|upperdir|workdir|subvol)[+=]/;
/** Follows a folder to its mount, and the mount through overlays, partitions, LVM, RAID and loop devices to the disks. */
function readStorage(files, path) {
    const mounts = parseMounts(files.must('/proc/self/mountinfo'));
    const top = mountHolding(mounts, existingPath(files, path));
    if (!top)
        return { device: storage_UNKNOWN, model: storage_UNKNOWN, filesystem: storage_UNKNOWN, options: storage_UNKNOWN, rotational: storage_UNKNOWN };
    const bottom = belowOverlay(mounts, top);
    const described = {
        filesystem: bottom === top ? top.filesystem : `${top.filesystem} on ${bottom.filesystem}`,
        options: top.options.filter((option) => option !== '' && !PATH_OPTION.test(option)).join(','),
    };
    if (IN_MEMORY.has(bottom.filesystem))
        return { device: 'memory', model: 'memory', ...described, rotational: 'no' };
    const block = blockDevice(files, bottom);
    const disks = block ? [...new Set(disksBelow(files, mounts, block))] : [];
    return {
        device: block ? (files.read(`${block}/dm/name`) ?? (0,external_node_path_.basename)(block)) : bottom.source || storage_UNKNOWN,
        model: countedModels(disks.map((disk) => diskModel(files, disk))),
        ...described,
        rotational: rotation(disks.map((disk) => files.read(`${disk}/queue/rotational`))),
    };
}
/** An overlay writes to its upper folder; inside a container that folder is out of sight, and the overlay is the bottom. */
function belowOverlay(mounts, mount) {
    const upper = mount.options.find((option) => option.startsWith('upperdir='))?.slice('upperdir='.length);
    const below = upper === undefined ? undefined : mountHolding(mounts, upper);
    return below ?? mount;
}
/** The folder under /sys/devices of the block device behind a mount. */
function blockDevice(files, mount) {
    const byNumber = files.resolve(`/sys/dev/block/${mount.device}`);
    // btrfs and others show an anonymous device number, and the real device as their source.
    const source = mount.source.startsWith('/dev/') ? files.resolve(mount.source) : undefined;
    return byNumber ?? (source && files.resolve(`/sys/class/block/${(0,external_node_path_.basename)(source)}`));
}
function disksBelow(files, mounts, block) {
    const slaves = files.list(`${block}/slaves`).flatMap((name) => files.resolve(`${block}/slaves/${name}`) ?? []);
    if (slaves.length > 0)
        return slaves.flatMap((slave) => disksBelow(files, mounts, slave));
    if (files.read(`${block}/partition`) !== undefined)
        return disksBelow(files, mounts, (0,external_node_path_.dirname)(block));
    const file = files.read(`${block}/loop/backing_file`);
    const holder = file === undefined ? undefined : mountHolding(mounts, file);
    const below = holder && blockDevice(files, belowOverlay(mounts, holder));
    return below && below !== block ? disksBelow(files, mounts, below) : [block];
}
function diskModel(files, disk) {
    const driver = files.resolve(`${disk}/device/driver`);
    // SCSI, ATA and NVMe have `model`, memory cards `name`, paravirtual disks neither.
    return (files.read(`${disk}/device/model`) || files.read(`${disk}/device/name`) || (driver ? (0,external_node_path_.basename)(driver) : storage_UNKNOWN));
}
function countedModels(models) {
    const unique = [...new Set(models)].sort();
    const count = (model) => models.filter((other) => other === model).length;
    return unique.map((model) => (count(model) > 1 ? `${count(model)} x ${model}` : model)).join(' + ') || storage_UNKNOWN;
}
function rotation(flags) {
    if (flags.includes('1'))
        return 'yes';
    return flags.length > 0 && flags.every((flag) => flag === '0') ? 'no' : storage_UNKNOWN;
}

;// CONCATENATED MODULE: ./build/host/virtualization.js

/** Names as systemd-detect-virt prints them; DMI strings from its source (src/basic/virt.c). */
const PRODUCTS = [
    [/\.metal/, 'none'],
    [/Amazon EC2/, 'amazon'],
    [/Google Compute Engine/, 'google'],
    [/VMware|VMW/, 'vmware'],
    [/VirtualBox|innotek/, 'oracle'],
    [/Microsoft.*Virtual Machine/, 'microsoft'],
    [/Parallels/, 'parallels'],
    [/BHYVE/, 'bhyve'],
    [/Apple Virtualization/, 'apple'],
    [/Xen/, 'xen'],
    [/KVM|OpenStack|Alibaba Cloud ECS|DigitalOcean|Hetzner vServer/, 'kvm'],
    [/QEMU/, 'qemu'],
];
/** `none` on bare metal, `vm-other` where the hypervisor does not give its name, `unknown` where nothing says. Pure. */
function virtualizationOf(hints) {
    const named = PRODUCTS.find(([pattern]) => hints.dmi !== undefined && pattern.test(hints.dmi))?.[1];
    if (hints.type)
        return hints.type;
    if (hints.flag === false)
        return 'none';
    const virtual = named === undefined || named === 'none' ? 'vm-other' : named;
    if (hints.flag === true || hints.firmware === true)
        return virtual;
    return named ?? ofDeviceTree(hints) ?? (hints.firmware === false ? 'none' : 'unknown');
}
/** Every monitor that hands its guest a device tree calls the machine `linux,dummy-virt` or adds a hypervisor node. */
function ofDeviceTree({ treeHypervisor, treeMachine }) {
    if (treeHypervisor)
        return /kvm/.test(treeHypervisor) ? 'kvm' : /xen/.test(treeHypervisor) ? 'xen' : 'vm-other';
    if (treeMachine === undefined)
        return undefined;
    return treeMachine.includes('dummy-virt') ? 'vm-other' : 'none';
}
/** SMBIOS 3.7, 7.1.2.2: bit 4 of the second extension byte, at offset 13h of the BIOS information. */
function describesVirtualMachine(bios) {
    const extension = bios?.[0x13];
    return extension === undefined ? undefined : (extension & 0x10) !== 0;
}
function readVirtualization(files) {
    const flags = parseCpuinfo(files.must('/proc/cpuinfo'))[0]?.flags;
    const dmi = ['sys_vendor', 'product_name'].flatMap((name) => files.read(`/sys/class/dmi/id/${name}`) ?? []);
    return virtualizationOf({
        flag: flags?.split(' ').includes('hypervisor'),
        type: files.read('/sys/hypervisor/type'),
        dmi: dmi.join(' ') || undefined,
        firmware: describesVirtualMachine(files.bytes('/sys/firmware/dmi/entries/0-0/raw')),
        treeHypervisor: files.read('/proc/device-tree/hypervisor/compatible'),
        treeMachine: files.read('/proc/device-tree/compatible'),
    });
}

;// CONCATENATED MODULE: ./build/host/fingerprint.js
/** What this machine is, as far as it may change a measurement. */











const fingerprint_UNKNOWN = 'unknown';
/**
 * The `fingerprint` of a run document. What the host does not say is `unknown`, or null where the schema says so.
 * @throws HostError where /proc or /sys is not mounted.
 */
function readFingerprint({ cpus, storagePath, image, root = '/' }) {
    const files = hostFiles(root);
    const topology = cpuTopologyOf(files);
    const arch = files.read('/proc/sys/kernel/arch') ?? (0,external_node_os_.machine)();
    const cpu = fingerprint_readCpu(files, topology, cpus);
    const memory = mustMemoryBytes(files.must('/proc/meminfo'), 'MemTotal');
    const storage = readStorage(files, storagePath);
    const virtualization = readVirtualization(files);
    return {
        hardwareKey: hardwareKey({
            arch,
            cpuModel: cpu.model,
            cpuStepping: cpu.stepping,
            cpusOnline: topology.online.length,
            smt: cpu.smt,
            memoryGiB: installedGiB(memory),
            virtualization,
            storageModel: storage.model,
        }),
        arch,
        cpu,
        memoryBytes: memory,
        storage,
        virtualization,
        ...readSystem(files),
        image: { digest: image.digest, recipe: image.recipe, sysbench: image.sysbench },
    };
}
function fingerprint_readCpu(files, topology, cpus) {
    const { model, stepping, microcode } = cpuModelOf(parseCpuinfo(files.must('/proc/cpuinfo')));
    return {
        model,
        stepping,
        microcode: microcode === fingerprint_UNKNOWN ? (files.read('/sys/devices/system/cpu/cpu0/microcode/version') ?? fingerprint_UNKNOWN) : microcode,
        online: formatCpuList(topology.online),
        measured: formatCpuList(cpus),
        smt: smtOf(files, topology),
        governor: readGovernors(files, cpus).join(',') || fingerprint_UNKNOWN,
        turbo: readTurbo(files, cpus),
        maxMhz: readMaxMhz(files, cpus),
    };
}
/** By the threads that are online: the words of /sys/devices/system/cpu/smt/control have changed between kernels. */
function smtOf(files, topology) {
    if (files.list('/sys/devices/system/cpu/cpu0/topology').length === 0)
        return fingerprint_UNKNOWN;
    return [...topology.siblings.values()].some((threads) => threads.length > 1) ? 'on' : 'off';
}
function readSystem(files) {
    const folder = '/sys/devices/system/cpu/vulnerabilities';
    const mitigations = files
        .list(folder)
        .map((name) => [name, files.read(`${folder}/${name}`) ?? fingerprint_UNKNOWN]);
    const release = files.read('/etc/os-release') ?? files.read('/usr/lib/os-release') ?? '';
    const kernel = ['osrelease', 'version'].flatMap((name) => files.read(`/proc/sys/kernel/${name}`) ?? []);
    return {
        bootId: files.read('/proc/sys/kernel/random/boot_id') ?? fingerprint_UNKNOWN,
        hostname: files.read('/proc/sys/kernel/hostname') ?? fingerprint_UNKNOWN,
        mitigations: Object.fromEntries(mitigations),
        kernel: kernel.join(' ') || fingerprint_UNKNOWN,
        kernelCommandLine: publicCommandLine(files.read('/proc/cmdline') ?? fingerprint_UNKNOWN),
        os: parseDistribution(release, '').pretty || fingerprint_UNKNOWN,
        cgroup: parseLayout(files.must('/proc/self/mountinfo'), []).kind,
    };
}

;// CONCATENATED MODULE: ./build/host/tune.js
/**
 * Settings of the host that make figures steadier: found, changed for a run, put back after it. What is changed and why is
 * in `TUNINGS`; each applies only where the host has it and it is not so already.
 */





const tune_CPU = '/sys/devices/system/cpu';
/** What would be changed, in this order. Changes nothing. @throws HostError where /proc or /sys is not mounted. */
function findTuning({ cpus, root = '/' }) {
    const files = hostFiles(root);
    return TUNINGS.flatMap((tuning) => tuning(files, cpus));
}
/** A setting that is there and not so already. */
function change(files, what, path, to, from = files.read(path)) {
    return from === undefined || from === to ? [] : [{ what, path, from, to }];
}
/** The clock does not follow the load. */
const governor = (files, cpus) => cpus.flatMap((cpu) => {
    const folder = `${tune_CPU}/cpu${cpu}/cpufreq`;
    const offered = files.read(`${folder}/scaling_available_governors`)?.split(' ') ?? ['performance'];
    if (!offered.includes('performance'))
        return [];
    return change(files, `governor of CPU ${cpu}`, `${folder}/scaling_governor`, 'performance');
});
/** The clock does not depend on temperature and on what other cores do: intel_pstate, else cpufreq, whole host or each CPU. */
const turbo = (files, cpus) => {
    if (files.read(`${tune_CPU}/intel_pstate/no_turbo`) !== undefined)
        return change(files, 'turbo (intel_pstate, 1 is off)', `${tune_CPU}/intel_pstate/no_turbo`, '1');
    if (files.read(`${tune_CPU}/cpufreq/boost`) !== undefined)
        return change(files, 'turbo (0 is off)', `${tune_CPU}/cpufreq/boost`, '0');
    return cpus.flatMap((cpu) => change(files, `turbo of CPU ${cpu}`, `${tune_CPU}/cpu${cpu}/cpufreq/boost`, '0'));
};
/** On, not off: every launch draws another layout of memory, so that none is measured again and again. */
const addressRandomization = (files) => change(files, 'address-space randomisation', '/proc/sys/kernel/randomize_va_space', '2');
/** No scanning of memory in the background. */
const samePageMerging = (files) => {
    const path = '/sys/kernel/mm/ksm/run';
    return files.read(path) === '1' ? change(files, 'same-page merging', path, '0') : [];
};
/** Memory figures do not depend on how fragmented memory is. */
const hugePages = (files) => {
    const path = '/sys/kernel/mm/transparent_hugepage/enabled';
    const chosen = /\[(\w+)\]/.exec(files.read(path) ?? '')?.[1];
    return chosen === 'always' ? change(files, 'transparent huge pages', path, 'madvise', chosen) : [];
};
/** Interrupts are served elsewhere, where there is an elsewhere: best on cores of which no thread is measured. */
const interrupts = (files, cpus) => {
    const elsewhere = otherCpus(cpuTopologyOf(files), cpus);
    if (elsewhere.length === 0)
        return [];
    const folders = files.list('/proc/irq').filter((name) => /^\d+$/.test(name));
    return folders.flatMap((irq) => {
        const path = `/proc/irq/${irq}/smp_affinity_list`;
        const from = files.read(path);
        if (!from || !parseCpuList(from).some((cpu) => cpus.includes(cpu)))
            return [];
        return change(files, `CPUs of interrupt ${irq}`, path, formatCpuList(elsewhere), from);
    });
};
function otherCpus({ online, siblings }, cpus) {
    const cores = new Set(cpus.flatMap((cpu) => siblings.get(cpu) ?? [cpu]));
    const apart = online.filter((cpu) => !cores.has(cpu));
    return apart.length > 0 ? apart : online.filter((cpu) => !cpus.includes(cpu));
}
const TUNINGS = [governor, turbo, addressRandomization, samePageMerging, hugePages, interrupts];
/** One thread of each core, so that its siblings are left idle. */
function firstThreads(cpus, { siblings }) {
    return cpus.filter((cpu) => cpus.find((other) => (siblings.get(cpu) ?? [cpu]).includes(other)) === cpu);
}
/** The driver may not let a setting be written: an interrupt it manages itself, a governor the firmware overrules. */
const REFUSED = new Set(['EACCES', 'EBUSY', 'EINVAL', 'EIO', 'ENOENT', 'ENODEV', 'EPERM', 'EROFS']);
/**
 * Changes the settings, each on record before it is written; they are put back when the invocation ends, by the next one
 * after a kill, or by `tare cleanup`. Returns those that the kernel took.
 */
function applyTuning({ journal }, settings, root = '/') {
    return settings.filter((setting) => {
        const path = (0,external_node_path_.join)(root, setting.path);
        const record = journal.record({ kind: 'value', path, value: setting.from });
        try {
            (0,external_node_fs_.writeFileSync)(path, setting.to, { flag: 'r+' });
            return true;
        }
        catch (error) {
            if (!REFUSED.has(errorCode(error) ?? ''))
                throw error;
            record.settle();
            return false;
        }
    });
}
/**
 * Keeps CPUs out of idle states deeper than the first that sleeps at all (C1), whose exit latency is the limit: with none
 * allowed they would poll, which heats the package and slows their siblings. The kernel takes the limit back when this
 * process closes the file or ends, so it is not on record. Undefined where there is no deeper state.
 */
function holdIdleStates(root = '/') {
    const files = hostFiles(root);
    const microseconds = Number(files.read(`${tune_CPU}/cpu0/cpuidle/state1/latency`));
    const deeper = files.read(`${tune_CPU}/cpu0/cpuidle/state2/latency`) !== undefined;
    if (!deeper || !Number.isInteger(microseconds) || files.resolve(LATENCY) === undefined)
        return undefined;
    const descriptor = (0,external_node_fs_.openSync)((0,external_node_path_.join)(root, LATENCY), 'w');
    // Four bytes in the machine's order (Documentation/power/pm_qos_interface.rst); Node runs on little-endian ones here.
    const limit = Buffer.alloc(4);
    limit.writeInt32LE(microseconds);
    (0,external_node_fs_.writeSync)(descriptor, limit);
    return { limit: `exit latency of ${microseconds} µs`, release: () => (0,external_node_fs_.closeSync)(descriptor) };
}
const LATENCY = '/dev/cpu_dma_latency';

// EXTERNAL MODULE: ./build/results/origin.js
var results_origin = __webpack_require__(279);
;// CONCATENATED MODULE: ./build/entry/steps/plan.js
/** From inputs to the plan of a run, and to its empty document. */












/** @throws InputError for a suite or benchmark that does not exist. */
function requestedBenchmarks(inputs) {
    return findBenchmarks(inputs.suites ?? PROFILE_BENCHMARKS[inputs.profile]);
}
function planOf(inputs, arms, benchmarks) {
    const topology = readCpuTopology();
    const chosen = chooseCpus(inputs.cpus, topology);
    const cpus = inputs.tune === 'on' && inputs.cpus === 'auto' ? firstThreads(chosen, topology) : chosen;
    return makePlan({
        profile: inputs.profile,
        arms,
        benchmarks,
        tune: inputs.tune,
        seed: inputs.seed ?? (0,external_node_crypto_.randomInt)(2 ** 32),
        blocks: inputs.blocks,
        pairs: inputs.pairs,
        trialSeconds: inputs.trialTimeSeconds,
        budgetSeconds: inputs.budgetSeconds,
        limits: { cpus: formatCpuList(cpus), cpuCount: cpus.length, memoryBytes: inputs.memoryBytes },
        memoryAvailableBytes: mustMemoryBytes(hostFiles().must('/proc/meminfo'), 'MemAvailable'),
        decision: decisionRule(inputs),
        unsupported: (arm, benchmark) => runtimeNamed(arm.runtime).unsupported?.(benchmark, arm),
        commandTimeoutSeconds: inputs.commandTimeoutSeconds,
        launchTimeoutSeconds: inputs.launchTimeoutSeconds,
    });
}
/** The rule by which cells are decided. */
function decisionRule(inputs) {
    return {
        alpha: (100 - inputs.confidencePercent) / 100,
        minEffectPercent: inputs.minEffectPercent,
        marginPercent: inputs.marginPercent,
    };
}
/** As a run here would record it; the userland has no part in it. */
function hardwareKeyOf({ paths }, cpus) {
    const image = { digest: '', recipe: '', sysbench: '' };
    return readFingerprint({ cpus, storagePath: paths.state, image }).hardwareKey;
}
/** A document without blocks. */
function newRun(plan, image, storagePath) {
    const startedAt = new Date().toISOString();
    return {
        kind: 'tare-run',
        schemaVersion: results_document/* SCHEMA_VERSION */.f$,
        id: `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${(0,external_node_crypto_.randomBytes)(2).toString('hex')}`,
        tool: { name: 'tare', version: version/* VERSION */.x },
        origin: (0,results_origin/* originOf */.yv)(process.env),
        startedAt,
        finishedAt: null,
        plan,
        fingerprint: readFingerprint({ cpus: parseCpuList(plan.limits.cpus), storagePath, image }),
        environments: [],
        warnings: [],
        blocks: [],
        stopped: null,
    };
}

;// CONCATENATED MODULE: ./build/entry/steps/tuning.js
/** Steadies the host for a run, where that was asked for. */


const UNTUNED = { changes: [], release: () => undefined };
function tuneHost(host, plan) {
    if (plan.tune !== 'on')
        return UNTUNED;
    host.log.step('tuning the host');
    const wanted = findTuning({ cpus: parseCpuList(plan.limits.cpus) });
    const taken = applyTuning(host, wanted);
    const refused = wanted.filter((setting) => !taken.includes(setting)).map(({ what }) => what);
    if (refused.length > 0)
        host.log.warn(`the kernel does not let these be changed: ${refused.join(', ')}`);
    const idle = holdIdleStates();
    const changes = taken.map(({ what, from, to }) => ({ what, from, to }));
    return {
        changes: idle ? [...changes, { what: 'idle states', from: 'all', to: idle.limit }] : changes,
        release: () => idle?.release(),
    };
}

;// CONCATENATED MODULE: ./build/entry/steps/measure.js
/** Measures what the inputs ask for and leaves a run document behind. */










/** Sets up, measures, saves after every block. @throws what stopped it; the document then holds the blocks before. */
async function measure(host, inputs, observer, interruption, announce, { settled = ab/* settledCells */.Xq } = {}) {
    const resumed = inputs.resume ? resumable(inputs.resume) : undefined;
    const arms = resumed ? resumed.plan.arms : requestedArms(inputs, process.cwd());
    const benchmarks = resumed
        ? findBenchmarks(resumed.plan.benchmarks.map(({ id }) => id))
        : requestedBenchmarks(inputs);
    const plan = resumed?.plan ?? planOf(inputs, arms, benchmarks);
    const ready = await setUp(host, arms, inputs.rootfs, interruption.stopping);
    const prepared = await prepareArms(host, arms, ready, interruption.stopping);
    const tuned = tuneHost(host, plan);
    try {
        const fresh = {
            ...newRun(plan, ready.image, host.paths.work),
            ...(plan.tune === 'on' && { tuning: tuned.changes }),
        };
        if (resumed)
            refuseOtherHost(resumed, fresh);
        const run = resumed ? { ...resumed, stopped: null, finishedAt: null } : fresh;
        const store = new RunStore(host.paths.state);
        const path = inputs.resume ?? (0,external_node_path_.join)(inputs.output, `run-${run.id}.json`);
        const save = (document) => {
            writeRun(path, document);
            announce(path);
        };
        const known = knownWork(run, store.recent(), benchmarks);
        const request = {
            host,
            image: ready.image,
            arms: prepared,
            benchmarks,
            knownWork: known,
            settled,
            run,
            observer,
            save,
        };
        const finished = await measureRun({ ...request, ...interruption });
        store.keep(finished);
        return { run: finished, path };
    }
    finally {
        tuned.release();
    }
}
function resumable(path) {
    const run = readRun(path);
    if (run.stopped && run.stopped.reason !== 'cancelled' && run.stopped.reason !== 'error') {
        throw new config_errors/* InputError */.w(`${path} is finished: ${run.stopped.detail}`, 'Start a new run; a finished one cannot be resumed.');
    }
    return run;
}

;// CONCATENATED MODULE: ./build/entry/steps/terminal-run.js






/** Returns the path of the document. An error after the first block has been saved is told, and the result still shown. */
async function measureOnTerminal(inputs, purpose, options = {}) {
    const view = progressView(process.stderr, terminalOf(process.stderr).colour);
    const interruption = listen((text) => view.step(text));
    let saved;
    const announce = (path) => {
        saved = path;
    };
    try {
        return await within(inputs, purpose, { view, interruption, announce }, options);
    }
    catch (error) {
        if (!saved || !hasBlocks(readRun(saved)))
            throw error;
        if (!(error instanceof Cancelled))
            view.warn(`the run ended early: ${error instanceof Error ? error.message : error}`);
        return saved;
    }
    finally {
        view.close();
        interruption.release();
    }
}
function hasBlocks({ blocks }) {
    return blocks.length > 0;
}
async function within(inputs, purpose, { view, interruption, announce }, options) {
    const mayInstall = inputs.install === 'auto';
    const host = await openHost({ mayInstall, mirror: inputs.mirror, log: view, purpose, signal: interruption.stopping });
    try {
        return (await measure(host, inputs, view, interruption, announce, options)).path;
    }
    finally {
        view.step('putting the host back');
        for (const problem of await host.close())
            view.warn(`could not be undone: ${problem}`);
    }
}

;// CONCATENATED MODULE: ./build/entry/commands/calibrate.js
/** `tare calibrate`: the same runtimes on both sides, to learn what this host can see. */











const [FIRST = 0, LAST = 0] = [sequential/* DESIGN */.N5.looks[0]?.n, sequential/* DESIGN */.N5.looks.at(-1)?.n];
async function calibrate_calibrate(options) {
    const given = loadInputs(flagLayer('calibrate', options));
    // No cell gives its time to others here: each gets as many launches as the budget allows, up to the last look.
    const blocks = { min: Math.max(FIRST, given.blocks.min), max: Math.max(LAST, given.blocks.max) };
    const inputs = { ...given, blocks, baselineRuntimes: given.runtimes };
    const run = readRun(await measureOnTerminal(inputs, 'tare calibrate', { settled: () => [] }));
    if (run.stopped?.reason === 'cancelled')
        return 130;
    if (run.blocks.length < FIRST) {
        throw new config_errors/* InputError */.w(`${run.blocks.length} blocks are too few to calibrate with: ${FIRST} are needed.`, 'Give a larger budget, or fewer benchmarks or runtimes.');
    }
    process.stderr.write('resampling comparisons of identical code\n');
    const calibration = (0,compare_calibration/* calibrationOf */._$)(run, run.plan.tune === 'on');
    const path = new CalibrationStore(statePath()).keep(calibration);
    const { width } = terminalOf(process.stdout);
    process.stdout.write(options.json ? `${JSON.stringify(calibration, null, 2)}\n` : (0,report_calibration/* calibrationText */.Ab)(calibration, width, path));
    return 0;
}

;// CONCATENATED MODULE: ./build/entry/steps/put-back.js
/** Undoes what interrupted runs left and, on request, what was installed. */


/** Returns what could not be undone; opening the host already replays the journals of runs that were killed. */
async function putBack(extent, log) {
    const host = await openHost({ mayInstall: false, log, purpose: 'tare cleanup' });
    const problems = [];
    try {
        if (extent === 'packages') {
            problems.push(...(await host.journal.undoInstalled()));
            (0,external_node_fs_.rmSync)(host.paths.cache, { recursive: true, force: true });
        }
    }
    finally {
        problems.push(...(await host.close()));
    }
    return problems;
}

;// CONCATENATED MODULE: ./build/entry/commands/cleanup.js
/** `tare cleanup`: takes back what interrupted runs left behind; with `--cleanup packages` also what was installed and cached. */



async function cleanup(options) {
    const say = (text) => process.stderr.write(`${text}\n`);
    const problems = await putBack(loadInputs(flagLayer('cleanup', options)).cleanup, { step: say, warn: say });
    for (const problem of problems)
        say(`could not be undone: ${problem}`);
    if (problems.length === 0)
        say('The host is as it was.');
    return problems.length === 0 ? 0 : 3;
}

;// CONCATENATED MODULE: ./build/entry/steps/exit-code.js

/** 130 cancelled, 1 the gate failed, 4 measured in part, 0 fine. */
function exitCodeOf(run, gate) {
    if (run.stopped?.reason === 'cancelled')
        return 130;
    if (gate && !gate.pass)
        return 1;
    return isPartial(run) ? 4 : 0;
}
/** Whether the run ended early, or some arm never yielded a figure for some benchmark. */
function isPartial(run) {
    if (run.stopped === null || run.stopped.reason === 'error')
        return true;
    const whole = new Set(run.blocks.flatMap(({ pairs }) => pairs
        .filter((pair) => pair.trials.length === 2 && pair.trials.every((trial) => !trial.failure))
        .map((pair) => `${pair.candidate}\n${pair.benchmark}`)));
    return (0,cells/* plannedPairs */.u)(run.plan).some(({ contrast, benchmark }) => benchmark.work.kind !== 'observed' && !whole.has(`${contrast.candidate}\n${benchmark.id}`));
}

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

// EXTERNAL MODULE: ./build/stats/rule.js + 1 modules
var stats_rule = __webpack_require__(6597);
// EXTERNAL MODULE: ./build/stats/decision.js
var stats_decision = __webpack_require__(5708);
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
    (0,stats_decision/* checkSettings */.E)(settings);
    const n = history.length;
    const bad = [...history, candidate].find((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
    if (bad !== undefined)
        return (0,stats_rule/* undecided */.oo)(n, `${n} baseline runs: an overhead of ${bad} has no ratio.`);
    const needed = minimumHistory(settings.alpha / settings.cells);
    const sign = settings.direction === 'higher' ? 1 : -1;
    const past = history.map((value) => sign * Math.log(value));
    const missing = n < needed ? `${n} of ${needed} baseline runs needed.` : null;
    if (n === 0)
        return (0,stats_rule/* undecided */.oo)(n, `${missing}`);
    const decision = verdict_across_judge(past, sign * Math.log(candidate), settings);
    if (missing !== null)
        return { ...decision, outcome: 'undecided', threshold: null, reason: missing };
    if (past.every((value) => value === past[0]))
        return { ...decision, outcome: 'undecided', reason: NO_SCATTER };
    return decision;
}
const NO_SCATTER = 'the baseline runs do not differ at all, so their run-to-run spread is unknown.';
function verdict_across_judge(past, value, settings) {
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
    return (0,stats_rule/* decisionFrom */.PU)(evidence, rule, settings, 'baseline runs');
}

// EXTERNAL MODULE: ./build/stats/ranks.js
var stats_ranks = __webpack_require__(7559);
;// CONCATENATED MODULE: ./build/stats/rank-sum.js
/** Two independent samples (two runs): the rank-sum test, exact with ties, and its estimate and interval of the shift. */


/**
 * Exact one-sided p values of the Wilcoxon-Mann-Whitney test, conditional on the observed ties: every choice of |y| of
 * the pooled midranks is equally likely. `less` is P(rank sum of y <= observed), small where y is lower than x.
 * Time grows with the fourth power of the values where some are tied; without ties the distribution is kept by size.
 * Meant for up to about 60 values a side. Both are 1 where a sample is empty.
 * @throws RangeError for NaN.
 */
function rankSumTest(x, y) {
    const ranks = (0,stats_ranks/* midranks */.U)([...x, ...y]);
    const tied = new Set(ranks).size < ranks.length;
    const { masses, first } = tied ? distribution(ranks, y.length) : withoutTies(x.length, y.length);
    const sum = ranks.slice(x.length).reduce((total, rank) => total + rank, 0);
    const at = (tied ? sum : sum / 2) - first;
    return { less: sumOf(masses.subarray(0, at + 1)), greater: sumOf(masses.subarray(at)) };
}
const kept = new Map();
/** Of the sum of `m` of the ranks 1, …, n + m. */
function withoutTies(n, m) {
    const key = `${n} ${m}`;
    const known = kept.get(key);
    if (known !== undefined)
        return known;
    const fresh = distribution(Array.from({ length: n + m }, (_, i) => i + 1), m);
    kept.set(key, fresh);
    return fresh;
}
/** Of the sum of `size` of these ranks, every choice equally likely. Counts are doubles: exact up to 2^53, then rounded. */
function distribution(ranks, size) {
    const lowest = Math.min(...ranks);
    const steps = ranks.map((rank) => rank - lowest).sort((p, q) => p - q);
    const least = steps.slice(0, size).reduce((sum, step) => sum + step, 0);
    const counts = subsetCounts(steps, size).subarray(least);
    const total = sumOf(counts);
    return { first: size * lowest + least, masses: counts.map((count) => count / total) };
}
/**
 * How many subsets of `size` steps (ascending) have each sum, from 0 to the largest. Only sums between that of the
 * smallest and that of the largest k steps taken so far are visited: all others are 0.
 */
function subsetCounts(steps, size) {
    const before = runningSums(steps);
    const sumBetween = (from, to) => before[to] - before[from];
    const bySize = Array.from({ length: size + 1 }, () => new Float64Array(sumBetween(steps.length - size, steps.length) + 1));
    bySize[0][0] = 1;
    steps.forEach((step, taken) => {
        // A subset that cannot grow to `size` with what is left is of no use.
        const least = Math.max(1, size - (steps.length - taken - 1));
        for (let k = Math.min(size, taken + 1); k >= least; k--) {
            const [low, high] = [sumBetween(0, k - 1), sumBetween(taken - k + 1, taken)];
            addShifted(bySize[k], bySize[k - 1], step, low, high);
        }
    });
    return bySize[size];
}
function runningSums(values) {
    const sums = [0];
    for (const value of values)
        sums.push(sums.at(-1) + value);
    return sums;
}
/** into[sum + step] += from[sum], for sums from `low` to `high`; `into` is not `from`. */
function addShifted(into, from, step, low, high) {
    for (let sum = low; sum <= high; sum++)
        into[sum + step] = into[sum + step] + from[sum];
}
function sumOf(values) {
    return values.reduce((total, value) => total + value, 0);
}
/** Hodges-Lehmann estimate of the shift from x to y: the median of all y_j - x_i; NaN where a sample is empty. */
function shiftEstimate(x, y) {
    return (0,signed_rank/* medianOfSorted */.$Y)(shifts(x, y));
}
/**
 * Interval for the shift: the (k+1)th of the sorted differences from either end, k the largest with P(U <= k) <= tail
 * under the Mann-Whitney distribution without ties (conservative with ties).
 * @param tailProbability of each side, at most 1/2; .025 gives 95 %.
 */
function shiftInterval(x, y, tailProbability) {
    return (0,signed_rank/* intervalFromEnds */.CJ)(shifts(x, y), mannWhitneyCdf(x.length, y.length), tailProbability);
}
function shifts(x, y) {
    return Float64Array.from(y.flatMap((to) => x.map((from) => to - from))).sort();
}
/** P(U <= k) without ties, for k = 0 … half of its range. */
function mannWhitneyCdf(n, m) {
    return (0,signed_rank/* accumulate */.Zj)(withoutTies(n, m).masses.slice(0, Math.floor((n * m) / 2) + 1));
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
        return (0,stats_rule/* undecided */.oo)(y.length, 'One side has no block.');
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
    const decision = (0,stats_rule/* decisionFrom */.PU)(evidence, { threshold, last: true }, settings, `blocks against ${x.length}`);
    const reason = tooFew({ baseline: x, candidate: y }, threshold);
    return reason === null ? decision : { ...decision, outcome: 'undecided', threshold: null, reason };
}

;// CONCATENATED MODULE: ./build/compare/against-history.js





/** Fewest blocks whose estimate may stand for a run. */
const LEAST_BLOCKS = 6;
const against_history_differences = (series) => series.observations.map((one) => one.difference);
/**
 * One estimate for each run with enough blocks, from no more blocks than the candidate has: a longer run scatters less
 * than the candidate may.
 */
function runEstimates(history, candidateBlocks) {
    const usable = history.filter(({ series }) => series.observations.length >= LEAST_BLOCKS);
    return usable.map(({ run, boot, series }) => ({
        run,
        boot,
        overhead: Math.exp((0,signed_rank/* hodgesLehmann */.i6)(against_history_differences(series).slice(0, candidateBlocks))),
    }));
}
/**
 * One look, with the run as the unit: the candidate's overhead against the prediction interval of the trusted runs.
 * Where they are fewer than `minimumHistory(alpha / cells)` nothing is decided, and the effect shown is the shift
 * between the blocks of both runs, whose interval leaves out what a boot adds.
 */
function decideAgainstHistory(baseline, candidate, history, settings) {
    const needed = minimumHistory(settings.alpha / settings.cells);
    const blocks = against_history_differences(candidate);
    const shown = decideSameBoot({ baseline: against_history_differences(baseline), candidate: blocks }, settings);
    const open = (reason) => ({ ...(0,stats_rule/* undecided */.oo)(shown.n, reason), effect: shown.effect });
    if (history.length < needed) {
        return open(`${history.length} of ${needed} baseline runs needed, one a boot: these runs are not of one boot in one state, and what that adds is unknown.`);
    }
    if (blocks.length < LEAST_BLOCKS)
        return open(`${blocks.length} blocks of the candidate: ${LEAST_BLOCKS} are needed.`);
    const decision = decideAcross(history.map((one) => one.overhead), Math.exp((0,signed_rank/* hodgesLehmann */.i6)(blocks)), settings);
    return decision.effect === null ? open(decision.reason) : decision;
}

// EXTERNAL MODULE: ./build/compare/fingerprint.js
var compare_fingerprint = __webpack_require__(6836);
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

;// CONCATENATED MODULE: ./build/compare/planned-cells.js
/** The cells of a comparison, fixed by the plans before any figure is looked at. */



/** Gating series of arms measured against native, by arm and benchmark. */
function againstNative(run) {
    const series = (0,observations/* observations */.EW)(run).filter((one) => one.baselineArm === results_document/* NATIVE */.s6);
    return new Map(series.map((one) => [(0,integrity/* keyOf */.TN)(one.arm, one.benchmark), one]));
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





function history_read(document) {
    try {
        return { document, series: againstNative(document) };
    }
    catch (error) {
        if (!(error instanceof config_errors/* InputError */.w))
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
        .filter((run) => (0,compare_fingerprint/* sameHardware */.d5)(run, candidate))
        .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    for (const run of boots)
        latest.set(run.fingerprint.bootId, run);
    const all = [...latest.values()].map(history_read);
    return {
        runs: all.filter((one) => typeof one !== 'string'),
        notes: all.filter((one) => typeof one === 'string'),
    };
}
/** The series of one cell in every trusted run that did the same as the candidate. */
function trustedSeries(history, candidate, cell) {
    return history.runs.flatMap(({ document, series }) => {
        const own = series.get((0,integrity/* keyOf */.TN)(cell.arm, cell.benchmark));
        if (own === undefined || planDifferences(document, candidate, cell).length > 0)
            return [];
        return [{ run: document.id, boot: document.fingerprint.bootId, series: own }];
    });
}

// EXTERNAL MODULE: ./build/compare/settings.js
var compare_settings = __webpack_require__(907);
;// CONCATENATED MODULE: ./build/compare/host-cells.js
/** Native itself, in absolute figures: what it says is about the host, never about a runtime. */







/** Native's level in every block, over its pairs with all arms. */
function nativeBlocks(series) {
    const byBlock = new Map();
    for (const { block, pairs } of series.flatMap((one) => one.observations)) {
        byBlock.set(block, [...(byBlock.get(block) ?? []), ...pairs.map((pair) => pair.baseline)]);
    }
    return [...byBlock].map(([block, values]) => {
        const level = (0,observations/* geometricMean */.lX)(values);
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
            ...(0,figures/* judged */.g$)(decideSameBoot(samples, (0,compare_settings/* decisionSettings */.cK)(settings, cells.length, cell))),
            baselineLevel: (0,summary/* median */.JZ)(blocks.baseline.map((one) => one.baseline)),
            candidateLevel: (0,summary/* median */.JZ)(blocks.candidate.map((one) => one.baseline)),
            baselineBlocks: blocks.baseline.length,
            candidateBlocks: blocks.candidate.length,
            noisePercent: (0,figures/* noiseOf */.YN)(blocks.baseline, blocks.candidate),
        };
    });
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
        notes: across_notesOf(context),
    };
}
/** @throws InputError where the runs cannot be compared at all. */
function acrossContext(baseline, candidate, given, history) {
    across_refuse(baseline, candidate);
    const cells = plannedCells(againstNative(baseline), againstNative(candidate));
    if (cells.length === 0) {
        throw new config_errors/* InputError */.w('Nothing can be compared: neither run measures a runtime against native.');
    }
    const prints = (0,compare_fingerprint/* compareFingerprints */.tS)(baseline, candidate);
    return {
        baseline,
        candidate,
        cells,
        prints,
        oneState: prints.sameBoot && prints.conditions.length === 0,
        history: trustedHistory(baseline, candidate, history),
        settings: (0,compare_settings/* settingsFrom */.ms)(given),
    };
}
function across_refuse(baseline, candidate) {
    if (baseline.id === candidate.id) {
        throw new config_errors/* InputError */.w(`Baseline and candidate are the same run, ${candidate.id}: it can only agree with itself.`, 'Give an earlier run as the baseline.');
    }
    const other = (0,compare_fingerprint/* hardwareDifferences */.Dm)(baseline, candidate);
    if (other.length === 0)
        return;
    const fields = other.map((one) => `${one.field} (${one.baseline}, now ${one.candidate})`).join(', ');
    throw new config_errors/* InputError */.w(`The runs are not of the same hardware: ${fields}.`, 'Compare runs of one machine, or measure both sides in one run.');
}
/** The verdict of one cell. */
function judgeAcross(planned, context) {
    const { baseline, candidate } = planned;
    const finding = findingOf(planned, context);
    const verdict = finding === undefined && baseline !== undefined && candidate !== undefined
        ? (0,figures/* judged */.g$)(decideCell(baseline, candidate, context))
        : { ...(finding ?? NOT_MEASURED), effect: null, p: null, threshold: null };
    return {
        ...planned.cell,
        ...verdict,
        baselineLevel: (0,figures/* levelOf */.In)(baseline, 'candidate'),
        candidateLevel: (0,figures/* levelOf */.In)(candidate, 'candidate'),
        baselineBlocks: baseline?.observations.length ?? 0,
        candidateBlocks: candidate?.observations.length ?? 0,
        noisePercent: (0,figures/* noiseOf */.YN)(baseline?.observations ?? [], candidate?.observations ?? []),
    };
}
const NOT_MEASURED = { verdict: 'inconclusive', reason: 'Not measured.' };
/** Why the cell needs no test, or undefined. */
function findingOf({ cell, baseline, candidate }, context) {
    const { settings, cells } = context;
    const needed = blocksNeeded(baseline?.observations.length ?? 0, settings.alpha / cells.length);
    const absent = (0,presence/* absence */.An)(baseline, candidate, needed);
    if (absent !== undefined)
        return absent;
    const other = planDifferences(context.baseline, context.candidate, cell);
    if (other.length > 0) {
        return { verdict: 'inconclusive', reason: `Not done alike, so not compared: ${other.join(', ')}.` };
    }
    if (baseline === undefined || candidate === undefined)
        return NOT_MEASURED;
    return (0,presence/* coarseness */.zw)([baseline, candidate], settings.minEffectPercent / 100) ?? (0,presence/* copied */.pG)(baseline, candidate);
}
function decideCell(baseline, candidate, context) {
    const settings = (0,compare_settings/* decisionSettings */.cK)(context.settings, context.cells.length, candidate);
    const differences = (series) => series.observations.map((one) => one.difference);
    if (context.oneState) {
        return decideSameBoot({ baseline: differences(baseline), candidate: differences(candidate) }, settings);
    }
    const history = trustedSeries(context.history, context.candidate, candidate);
    const estimates = runEstimates(history, candidate.observations.length);
    return decideAgainstHistory(baseline, candidate, estimates, settings);
}
function across_notesOf({ baseline, candidate, prints, oneState, history, settings }) {
    const floor = 100 * RUN_TO_RUN_FLOOR;
    const state = prints.conditions.map((one) => one.field).join(', ');
    return [
        ...(oneState && settings.minEffectPercent < floor
            ? [`Between two runs a change of less than ${floor} % is not called: that much may come from the run itself.`]
            : []),
        ...(prints.sameBoot && !oneState ? [`The host is not in the state it was in: ${state} differ.`] : []),
        ...history.notes,
        ...(0,integrity/* clockNotes */.kk)(baseline),
        ...(0,integrity/* clockNotes */.kk)(candidate),
    ];
}

;// CONCATENATED MODULE: ./build/compare/choose-baseline.js
/** Which of the runs known on a host serves as the baseline of another. Pure. */




/**
 * The newest finished run on the same hardware that shares an arm and a benchmark with `candidate` and may serve it: in a
 * workflow, one of the branch that the candidate goes to. `known` is newest first.
 */
function chooseBaseline(candidate, known) {
    const run = known.find((earlier) => (0,results_origin/* mayServe */.dK)(earlier.origin, candidate.origin) && unfitness(earlier, candidate) === undefined);
    return run && { run, source: 'the last comparable run on this host' };
}
/** Why `earlier`, wherever it comes from, cannot be compared with `candidate`, in words; undefined where it can. */
function unfitness(earlier, candidate) {
    if (earlier.id === candidate.id)
        return 'is the same run';
    if (!isFinished(earlier))
        return 'was cut short';
    if (!(0,compare_fingerprint/* sameHardware */.d5)(earlier, candidate))
        return 'ran on other hardware';
    const cells = sharedCells(earlier, candidate);
    if (cells.length === 0)
        return 'measured nothing of what this run did';
    const alike = cells.some((cell) => planDifferences(earlier, candidate, cell).length === 0);
    return alike ? undefined : 'measured with other work, limits or pairs';
}
function isFinished({ stopped }) {
    return stopped !== null && stopped.reason !== 'cancelled' && stopped.reason !== 'error';
}
function sharedCells(a, b) {
    const [arms, benchmarks] = [new Set(armsOf(a)), new Set(a.plan.benchmarks.map(({ id }) => id))];
    const shared = b.plan.benchmarks.filter(({ id }) => benchmarks.has(id));
    return armsOf(b)
        .filter((arm) => arms.has(arm))
        .flatMap((arm) => shared.map(({ id }) => ({ arm, benchmark: id })));
}
/** Arms measured against native: only they have an overhead to compare. */
function armsOf({ plan }) {
    return plan.contrasts.filter(({ baseline }) => baseline === results_document/* NATIVE */.s6).map(({ candidate }) => candidate);
}

;// CONCATENATED MODULE: ./build/compare/explain.js
/** Everything behind one verdict, as plain data from which anyone can compute it again. */







function sideOf(run, series) {
    if (series === undefined)
        return null;
    const { baselineArm, arm, observations: blocks, drops } = series;
    return { run: run.id, baselineArm, candidateArm: arm, blocks, drops };
}
function explain_find(rows, nameOf, wanted) {
    const found = rows.find((row) => nameOf(row).arm === wanted.arm && nameOf(row).benchmark === wanted.benchmark);
    if (found !== undefined)
        return found;
    const known = rows.map((row) => `${nameOf(row).arm} ${nameOf(row).benchmark}`).join(', ');
    throw new config_errors/* InputError */.w(`There is no cell ${wanted.arm} ${wanted.benchmark}.`, `There are: ${known}.`);
}
/** A cell of `compareRuns` with the same arguments. @throws InputError where there is no such cell. */
function explainAcross(wanted, baseline, candidate, given = {}, history = []) {
    const context = acrossContext(baseline, candidate, given, history);
    return explainPlanned(explain_find(context.cells, (row) => row.cell, wanted), context);
}
/** Every cell of `compareRuns` with the same arguments, in its order. */
function explainAllAcross(baseline, candidate, given = {}, history = []) {
    const context = acrossContext(baseline, candidate, given, history);
    return context.cells.map((planned) => explainPlanned(planned, context));
}
function explainPlanned(planned, context) {
    const { settings, oneState, baseline, candidate } = context;
    const trusted = oneState ? [] : trustedSeries(context.history, candidate, planned.cell);
    const floor = oneState ? 100 * RUN_TO_RUN_FLOOR : 0;
    return {
        rule: oneState ? 'two runs of one boot' : 'history of boots',
        cell: judgeAcross(planned, context),
        settings: {
            alpha: settings.alpha,
            cells: context.cells.length,
            thetaPercent: Math.max(settings.minEffectPercent, floor),
            marginPercent: settings.marginPercent,
        },
        baseline: sideOf(baseline, planned.baseline),
        candidate: sideOf(candidate, planned.candidate),
        looks: [],
        design: null,
        history: runEstimates(trusted, planned.candidate?.observations.length ?? 0),
    };
}
/** A cell of `compareSides` with the same arguments. @throws InputError where there is no such cell. */
function explainSides(wanted, run, given = {}) {
    const all = (0,ab/* sides */.r_)(run);
    return explainSeries(explain_find(all, (row) => row, wanted), run, (0,ab/* sideSettings */.d9)(run, given), all.length);
}
/** Every cell of `compareSides` with the same arguments, in its order. */
function explainAllSides(run, given = {}) {
    const all = (0,ab/* sides */.r_)(run);
    return all.map((series) => explainSeries(series, run, (0,ab/* sideSettings */.d9)(run, given), all.length));
}
function explainSeries(series, run, settings, cells) {
    const { alpha, minEffectPercent, marginPercent } = settings;
    return {
        rule: 'paired looks',
        cell: (0,ab/* judgeSides */.KC)(series, run, settings, cells),
        settings: { alpha, cells, thetaPercent: minEffectPercent, marginPercent },
        baseline: sideOf(run, series),
        candidate: sideOf(run, series),
        looks: (0,ab/* decideSides */.Vt)(series, run, settings, cells).looks,
        design: sequential/* DESIGN */.N5,
        history: [],
    };
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

;// CONCATENATED MODULE: ./build/entry/steps/judge.js
/** Compares a run with its baseline and decides whether the gate opens. */










/**
 * The run, its overheads, and what it is compared with, if anything: its own baseline side where it has one.
 * @throws InputError for a baseline that cannot serve.
 */
function judge_judge(run, inputs, stateFolder) {
    const calibration = new CalibrationStore(stateFolder).find(run.fingerprint.hardwareKey, run.plan.tune === 'on');
    const plain = { run, overheads: overheads(run), ...(calibration && { calibration }) };
    if ((0,ab/* hasSides */.pw)(run)) {
        const rule = decisionRule(inputs);
        return { ...plain, ...decided((0,ab/* compareSides */.GQ)(run, rule), inputs), explanations: () => explainAllSides(run, rule) };
    }
    const known = knownRuns(run, stateFolder);
    const chosen = baselineOf(run, inputs.baseline, known);
    return chosen ? { ...plain, ...compared(chosen, run, inputs, known) } : plain;
}
/** Runs on this host that may tell about `run`, newest first. */
function knownRuns(run, stateFolder) {
    const stored = new RunStore(stateFolder).recent();
    return stored.filter(({ id, origin }) => id !== run.id && (0,results_origin/* mayServe */.dK)(origin, run.origin));
}
/** What the input names; undefined where there is none. @throws InputError for a file that is no run document. */
function baselineOf(run, baseline, known) {
    if (baseline.kind === 'none')
        return undefined;
    if (baseline.kind === 'file')
        return { run: readRun(baseline.path), source: `file ${baseline.path}` };
    return chooseBaseline(run, known);
}
/** The verdicts on `candidate` against `baseline`. */
function compared(baseline, candidate, inputs, history) {
    const settings = { ...decisionRule(inputs), source: baseline.source };
    return {
        ...decided(compareRuns(baseline.run, candidate, settings, [...history]), inputs),
        explanations: () => explainAllAcross(baseline.run, candidate, settings, history),
    };
}
function decided(comparison, { failOn }) {
    return { comparison, gate: gateOutcome(comparison, failOn) };
}

;// CONCATENATED MODULE: ./build/entry/commands/compare.js
/** `tare compare A B`. */








async function compare(baseline, candidate, options) {
    const inputs = loadInputs(flagLayer('compare', options));
    const run = readRun(candidate);
    const chosen = { run: readRun(baseline), source: `file ${baseline}` };
    const input = { run, overheads: overheads(run), ...compared(chosen, run, inputs, knownRuns(run, statePath())) };
    printResult(input, []);
    return exitCodeOf(run, input.gate);
}

;// CONCATENATED MODULE: ./build/host/processes.js

function processFiles(files, name) {
    const pids = files.list('/proc').filter((entry) => /^\d+$/.test(entry));
    // A process that ends between the listing and the reading has nothing to say.
    return pids.flatMap((pid) => files.read(`/proc/${pid}/${name}`) ?? []);
}
function snapshotProcesses(files) {
    return {
        times: parseCpuTimes(files.must('/proc/stat')),
        processes: processFiles(files, 'stat').map(parseProcessTimes),
    };
}
/** Containers with a running process, by their processes' cgroups; sorted. */
function runningContainers(files) {
    return [...new Set(processFiles(files, 'cgroup').flatMap((text) => parseContainer(text) ?? []))].sort();
}
/** The processes that used at least `minimum` of one CPU between two looks, the heaviest first. `own` is left out. Pure. */
function cpuUsers(before, after, minimum, own) {
    const elapsed = (after.times.total - before.times.total) / Math.max(1, after.times.cpus);
    if (elapsed <= 0)
        return [];
    const identity = ({ pid, startTime }) => `${pid} ${startTime}`;
    const earlier = new Map(before.processes.map((process) => [identity(process), process.ticks]));
    return after.processes
        .map((process) => ({
        pid: process.pid,
        name: process.name,
        share: (process.ticks - (earlier.get(identity(process)) ?? 0)) / elapsed,
    }))
        .filter(({ pid, share }) => pid !== own && share >= minimum)
        .sort((a, b) => b.share - a.share);
}

;// CONCATENATED MODULE: ./build/host/conditions.js
/** The state of the host that bears on how steady a measurement can be. */












/** A process that used less of one CPU than this is not worth a name. */
const HEAVY_SHARE = 0.05;
/** Changes nothing. @throws HostError where /proc or /sys is not mounted. */
async function readConditions(request) {
    const { cpus, workPath, observeMs = 1000, root = '/' } = request;
    const files = hostFiles(root);
    const before = snapshotProcesses(files);
    await (0,promises_.setTimeout)(observeMs);
    const heavy = cpuUsers(before, snapshotProcesses(files), HEAVY_SHARE, process.pid);
    return {
        cpus,
        siblings: cpuTopologyOf(files).siblings,
        governors: readGovernors(files, cpus),
        turbo: readTurbo(files, cpus),
        ...readMemoryState(files),
        addressRandomization: files.read('/proc/sys/kernel/randomize_va_space'),
        containers: runningContainers(files),
        cpuUsers: heavy,
        timers: readTimers(files),
        virtualization: readVirtualization(files),
        work: { ...readStorage(files, workPath), path: workPath, freeBytes: freeBytes(files, workPath) },
        cgroup: readCgroup(files),
    };
}
function readMemoryState(files) {
    const meminfo = files.must('/proc/meminfo');
    return {
        hugePages: /\[(\w+)\]/.exec(files.read('/sys/kernel/mm/transparent_hugepage/enabled') ?? '')?.[1],
        samePageMerging: files.read('/sys/kernel/mm/ksm/run') === '1',
        swapUsedBytes: (memoryBytes(meminfo, 'SwapTotal') ?? 0) - (memoryBytes(meminfo, 'SwapFree') ?? 0),
    };
}
/** Units of Debian and Ubuntu that use much CPU, disk or network when they start. snapd keeps time itself. */
const HEAVY_TIMERS = [
    'apt-daily.timer',
    'apt-daily-upgrade.timer',
    'e2scrub_all.timer',
    'fstrim.timer',
    'man-db.timer',
    'plocate-updatedb.timer',
];
/** Enabled and not masked; none where systemd does not run, for nothing would start them. */
function readTimers(files) {
    if (files.resolve('/run/systemd/system') === undefined)
        return [];
    const enabled = files.list('/etc/systemd/system/timers.target.wants');
    const masked = (unit) => files.resolve(`/etc/systemd/system/${unit}`) === '/dev/null';
    const timers = HEAVY_TIMERS.filter((unit) => enabled.includes(unit) && !masked(unit));
    return files.resolve('/run/snapd.socket') === undefined ? timers : [...timers, 'snapd.service'];
}
function freeBytes(files, path) {
    const { bavail, bsize } = (0,external_node_fs_.statfsSync)((0,external_node_path_.join)(files.root, existingPath(files, path)));
    return bavail * bsize;
}
function readCgroup(files) {
    const mountinfo = files.must('/proc/self/mountinfo');
    const v2 = parseMounts(mountinfo).find((mount) => mount.filesystem === 'cgroup2')?.point;
    const controllers = v2 === undefined ? undefined : files.read(`${v2}/cgroup.controllers`);
    return parseLayout(mountinfo, controllers?.split(' ') ?? []);
}

;// CONCATENATED MODULE: ./build/host/disturbances.js
/** What will disturb a measurement on this host, for `doctor`. */



async function findDisturbances(request) {
    return disturbancesOf(await readConditions(request));
}
/** A userland unpacked (0.2 GiB), its images, sysbench's 2 GiB of test files for one arm at a time, and room to spare. */
const MIN_FREE_BYTES = 5 * 2 ** 30;
/** Warnings first. Pure. */
function disturbancesOf(conditions) {
    const found = CHECKS.flatMap((check) => check(conditions) ?? []);
    return [
        ...found.filter(({ severity }) => severity === 'warning'),
        ...found.filter(({ severity }) => severity === 'info'),
    ];
}
const warning = (id, sentence) => ({ id, severity: 'warning', sentence });
const info = (id, sentence) => ({ id, severity: 'info', sentence });
const disturbances_governor = ({ governors }) => governors.every((name) => name === 'performance')
    ? undefined
    : warning('governor', `The frequency governor is ${governors.join(', ')}, so the clock follows the load: set it to performance (cpupower frequency-set -g performance).`);
const disturbances_turbo = (conditions) => conditions.turbo === 'on'
    ? warning('turbo', 'Turbo is on, so the frequency depends on temperature and on what other cores do: turn it off (echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo, or echo 0 > /sys/devices/system/cpu/cpufreq/boost).')
    : undefined;
const sharedCores = ({ cpus, siblings }) => {
    const outside = cpus.flatMap((cpu) => siblings.get(cpu) ?? []).filter((cpu) => !cpus.includes(cpu));
    if (outside.length === 0)
        return undefined;
    const list = formatCpuList([...new Set(outside)].sort((a, b) => a - b));
    return warning('smt-shared', `The measured CPUs share cores with others (${list}), so other work there disturbs: keep those idle, or switch SMT off (echo off > /sys/devices/system/cpu/smt/control).`);
};
const smt = ({ cpus, siblings }) => {
    const firstOfCore = cpus.filter((cpu) => cpus.find((other) => siblings.get(cpu)?.includes(other)) === cpu);
    if (firstOfCore.length === cpus.length)
        return undefined;
    return info('smt', `Measured CPUs share cores (SMT), so a thread's speed depends on its neighbour: for steadier figures switch SMT off (echo off > /sys/devices/system/cpu/smt/control), or set cpus to ${formatCpuList(firstOfCore)} and keep the others idle.`);
};
const disturbances_hugePages = (conditions) => conditions.hugePages === 'always'
    ? info('huge-pages', 'Transparent huge pages are always on, so memory figures depend on how fragmented the memory is: choose madvise (echo madvise > /sys/kernel/mm/transparent_hugepage/enabled) for steadier ones, and the same setting for every run you compare.')
    : undefined;
const disturbances_samePageMerging = (conditions) => conditions.samePageMerging
    ? warning('ksm', 'Same-page merging (KSM) scans memory in the background: stop it (echo 0 > /sys/kernel/mm/ksm/run).')
    : undefined;
const disturbances_addressRandomization = ({ addressRandomization: level }) => {
    if (level === undefined)
        return undefined;
    return level === '0'
        ? info('aslr', 'Address-space randomisation is off, so one memory layout is measured again and again: leave it on (sysctl kernel.randomize_va_space=2).')
        : info('aslr', 'Address-space randomisation is on: leave it so, every block starts afresh and averages over memory layouts.');
};
const swap = ({ swapUsedBytes }) => swapUsedBytes > 0
    ? warning('swap', `${approximateBytes(swapUsedBytes)} of swap are in use: free memory, then swapoff -a && swapon -a.`)
    : undefined;
const containers = (conditions) => {
    const { length } = conditions.containers;
    if (length === 0)
        return undefined;
    const names = conditions.containers.slice(0, 3).join(', ') + (length > 3 ? ', …' : '');
    const subject = length === 1 ? 'One container is' : `${length} containers are`;
    return warning('containers', `${subject} running (${names}): stop what need not run during a measurement.`);
};
const disturbances_cpuUsers = ({ cpuUsers: users }) => {
    if (users.length === 0)
        return undefined;
    const names = users.slice(0, 3).map(({ name, pid, share }) => `${name} (pid ${pid}, ${formatShare(share)} of a CPU)`);
    return warning('processes', `Other processes are using the CPUs: ${names.join(', ')}; stop them or wait until they have ended.`);
};
const timers = ({ timers: units }) => units.length > 0
    ? warning('timers', `${units.join(', ')} may start work during a measurement: systemctl stop ${units.join(' ')} before it, and start again after it.`)
    : undefined;
const virtualMachine = ({ virtualization }) => virtualization === 'none' || virtualization === 'unknown'
    ? undefined
    : warning('virtual-machine', `This host is a virtual machine (${virtualization}), so neighbours can take CPU time and microVMs run nested: use bare metal for figures to be compared across days.`);
const memoryDisk = ({ work }) => work.model === 'memory'
    ? warning('work-in-memory', `${work.path} is in memory (${work.filesystem}), so fileio would not measure a disk: set TARE_STATE_DIR to a folder on a disk.`)
    : undefined;
const diskSpace = ({ work }) => work.freeBytes < MIN_FREE_BYTES
    ? warning('disk-space', `Only ${approximateBytes(work.freeBytes)} are free at ${work.path} and ${approximateBytes(MIN_FREE_BYTES)} are needed: make room, or set TARE_STATE_DIR to a larger disk.`)
    : undefined;
const controllers = ({ cgroup }) => {
    const missing = ['cpuset', 'memory'].filter((controller) => cgroup[controller] === undefined);
    if (missing.length === 0)
        return undefined;
    return warning('cgroup-controllers', `The control group controller ${missing.join(' and ')} is not there, so arms cannot be held to equal limits: mount cgroup2 on /sys/fs/cgroup, or boot without cgroup_disable=.`);
};
const hybrid = ({ cgroup }) => cgroup.kind === 'hybrid'
    ? info('cgroup-hybrid', 'Control groups v1 and v2 are mixed, which some runtimes (crun) refuse: boot with systemd.unified_cgroup_hierarchy=1 for v2 alone.')
    : undefined;
const CHECKS = [
    disturbances_governor,
    disturbances_turbo,
    sharedCores,
    smt,
    disturbances_hugePages,
    disturbances_samePageMerging,
    disturbances_addressRandomization,
    swap,
    containers,
    disturbances_cpuUsers,
    timers,
    virtualMachine,
    memoryDisk,
    diskSpace,
    controllers,
    hybrid,
];

;// CONCATENATED MODULE: ./build/host/log.js
const silentLog = { step: () => undefined, warn: () => undefined };

;// CONCATENATED MODULE: ./build/entry/commands/doctor.js
/** `tare doctor`: what this host can run, what is missing, what will disturb. Changes nothing. */














async function doctor(options) {
    const inputs = loadInputs(flagLayer('doctor', options));
    const host = describeHost(silentLog);
    const runtimes = [];
    for (const arm of requestedArms(inputs, process.cwd()))
        runtimes.push(await doctor_examine(host, arm));
    const cpus = chooseCpus('auto', readCpuTopology());
    const disturbances = await findDisturbances({ cpus, workPath: host.paths.state });
    const image = userland(host);
    const findings = {
        host: host.distribution.pretty,
        root: process.getuid?.() === 0,
        cgroup: host.cgroup.kind,
        cpus: formatCpuList(cpus),
        userland: image,
        runtimes,
        disturbances,
        tuning: findTuning({ cpus }),
        worth: worthOfTuning(host, cpus),
    };
    process.stdout.write(options.json ? `${JSON.stringify(findings, null, 2)}\n` : words(findings));
    return runtimes.some(({ state }) => state === 'impossible') || !findings.root ? 3 : 0;
}
async function doctor_examine(host, arm) {
    try {
        const missing = await runtimeNamed(arm.runtime).check(host, arm);
        const state = missing.length === 0 ? 'ready' : missing.every(({ installable }) => installable) ? 'installable' : 'impossible';
        return { runtime: arm.id, state, details: missing.map(({ what, remedy }) => `${what}: ${remedy}`) };
    }
    catch (error) {
        if (!(error instanceof config_errors/* InputError */.w))
            throw error;
        return { runtime: arm.id, state: 'impossible', details: error.message.split('\n') };
    }
}
function userland(host) {
    try {
        const image = cachedImage(host);
        return image ? `ready (${image.sysbench}, ${image.recipe})` : 'will be made by mmdebstrap on the first run';
    }
    catch (error) {
        if (!(error instanceof config_errors/* InputError */.w))
            throw error;
        return error.message;
    }
}
/** What `tare calibrate` found with and without. */
function worthOfTuning(host, cpus) {
    const key = hardwareKeyOf(host, cpus);
    const store = new CalibrationStore(host.paths.state);
    return (0,report_calibration/* tuningWorth */.cB)(store.find(key, false), store.find(key, true));
}
function words({ host, root, cgroup, cpus, userland: image, runtimes, disturbances, tuning, worth }) {
    const width = Math.max(...runtimes.map(({ runtime }) => runtime.length));
    const lines = [
        `${host}, cgroup ${cgroup}, measuring on CPUs ${cpus}${root ? '' : '; not root: run tare with sudo'}`,
        `userland: ${image}`,
        '',
        ...runtimes.flatMap(({ runtime, state, details }) => [
            `${runtime.padEnd(width)}  ${state}`,
            ...details.map((detail) => `${' '.repeat(width)}  ${detail}`),
        ]),
        '',
        disturbances.length > 0 ? 'What will disturb a measurement:' : 'Nothing here will disturb a measurement.',
        ...disturbances.map(({ severity, sentence }) => `  ${severity === 'warning' ? '!' : '-'} ${sentence}`),
        '',
        tuning.length > 0
            ? '--tune on would change, and put back after the run:'
            : '--tune on would find nothing to change.',
        ...tuning.map(({ what, from, to }) => `  ${what}: ${from} to ${to}`),
        ...(tuning.length === 0 ? [] : [worth]),
    ];
    return `${lines.join('\n')}\n`;
}

// EXTERNAL MODULE: ./build/report/explanation.js
var report_explanation = __webpack_require__(5844);
;// CONCATENATED MODULE: ./build/entry/commands/explain.js
/** `tare explain RUN CELL`: everything behind one verdict. */











async function explain_explain(file, words, options) {
    const inputs = loadInputs(flagLayer('explain', options));
    const explanation = explanationOf(readRun(file), cellName(words.join(' ')), inputs);
    const { width } = terminalOf(process.stdout);
    process.stdout.write(options.json ? (0,report_explanation/* explanationJson */.m)(explanation) : (0,report_explanation/* explanationText */.j)(explanation, width));
    return 0;
}
/** `runc cpu.prime`: the benchmark is the last word, for an arm may hold spaces. @throws InputError */
function cellName(text) {
    const [, arm, benchmark] = /^(\S.*?)\s+(\S+)$/.exec(text.trim()) ?? [];
    if (arm !== undefined && benchmark !== undefined)
        return { arm, benchmark };
    throw new config_errors/* InputError */.w(`"${text}" does not name a cell.`, 'Name a runtime and a benchmark, as in "runc cpu.prime".');
}
function explanationOf(run, cell, inputs) {
    if ((0,ab/* hasSides */.pw)(run))
        return explainSides(cell, run, decisionRule(inputs));
    const known = knownRuns(run, statePath());
    const chosen = baselineOf(run, inputs.baseline, known);
    if (chosen === undefined) {
        throw new config_errors/* InputError */.w(`There is no run to compare ${run.id} with, so there is no verdict to explain.`, 'Give one with --baseline FILE.');
    }
    return explainAcross(cell, chosen.run, run, { ...decisionRule(inputs), source: chosen.source }, known);
}

;// CONCATENATED MODULE: ./build/compare/foresight.js
/** What a run of so many blocks can and cannot decide, said before it. Pure. */





/** Sentences: `60 cells need at least 11 launches of each side to prove a regression; with 20m you get about 26.` */
function foresight(reach) {
    return reach.plan.decision ? ofSides(reach) : ofRuns(reach);
}
const looksText = sequential/* DESIGN */.N5.looks.map(({ n, alphaShare }) => (alphaShare === 0 ? `${n} (to pass)` : `${n}`)).join(', ');
function ofSides(reach) {
    const { cells, blocks, alpha } = reach;
    const needed = (0,sequential/* minimumPairs */.gv)(cells, alpha);
    const taken = sequential/* DESIGN */.N5.looks.filter(({ n }) => n <= blocks).at(-1)?.n;
    const first = sequential/* DESIGN */.N5.looks[0]?.n ?? 0;
    return [
        `${foresight_start(reach, needed)} of each side to prove a regression; ${gets(reach)}.`,
        blocks < needed
            ? `That cannot prove one${blocks < first ? ' nor pass any' : ''}: give it ${needs(reach, needed)}, or fewer benchmarks or runtimes.`
            : `Looks are taken at ${looksText} launches: it reaches the look at ${taken}, and more as decided cells give their time to the others.`,
    ];
}
/** Against a run of as many blocks. */
function ofRuns(reach) {
    const { cells, blocks, alpha } = reach;
    const threshold = alpha / cells;
    const needed = blocksNeededEach(threshold);
    const enough = blocks >= Math.max(needed, LEAST_BLOCKS);
    return [
        `${foresight_start(reach, needed)} in each of two runs of one boot to prove a regression; ${gets(reach)}, which ${enough ? 'can' : 'cannot'}${enough ? '' : `: give it ${needs(reach, needed)}`}.`,
        `Between boots ${minimumHistory(threshold)} runs are needed, each of at least ${LEAST_BLOCKS} blocks; side by side in one run (baseline-runtimes) needs no history.`,
    ];
}
const foresight_start = ({ cells }, needed) => `${cells === 1 ? '1 cell needs' : `${cells} cells need`} at least ${needed} launches`;
const gets = ({ plan, blocks }) => `with ${(0,units/* formatDuration */.a3)(plan.budgetSeconds)} you get about ${blocks}`;
const needs = ({ blockSeconds }, blocks) => `at least ${(0,units/* formatDuration */.a3)(Math.ceil(blocks * blockSeconds))}`;
/** Blocks of each of two equal runs. */
function blocksNeededEach(threshold) {
    let each = 1;
    while (smallestP(each, each) > threshold)
        each++;
    return each;
}

;// CONCATENATED MODULE: ./build/entry/commands/plan.js
/** `tare plan`: what `run` would do. Changes nothing. */














async function plan(options) {
    const inputs = loadInputs(flagLayer('plan', options));
    const arms = requestedArms(inputs, process.cwd());
    const planned = planOf(inputs, arms, requestedBenchmarks(inputs));
    const host = describeHost(silentLog);
    const missing = await missingOf(host, arms);
    const installs = [...missing.values()].flat().map(({ what, remedy }) => `  ${what}: ${remedy}`);
    if (!inputs.rootfs && !cachedImage(host))
        installs.push('  a userland with sysbench, made by mmdebstrap (about 15 s)');
    const lines = [
        ...describePlan(planned, decisionRule(inputs).alpha),
        ...sightOf(host, planned, inputs.minEffectPercent),
        installs.length > 0 ? 'Would be installed or made first:' : 'Nothing has to be installed.',
        ...installs,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
}
/** What `tare calibrate` found that this host can see. */
function sightOf(host, planned, minEffect) {
    const key = hardwareKeyOf(host, parseCpuList(planned.limits.cpus));
    const calibration = new CalibrationStore(host.paths.state).find(key, planned.tune === 'on');
    if (calibration)
        return (0,report_calibration/* sightNotes */.je)(calibration, planned, minEffect);
    return ['How small a change this host can see is not known: tare calibrate measures it.'];
}
/** The plan in words. Pure. */
function describePlan(planned, alpha) {
    const block = estimateBlockSeconds(planned);
    const fits = Math.floor(planned.budgetSeconds / block);
    const blocks = Math.max(planned.blocks.min, Math.min(planned.blocks.max, fits));
    const memory = memoryNote(planned);
    return [
        `Profile ${planned.profile}: ${planned.arms.map(({ id }) => id).join(', ')} on CPUs ${planned.limits.cpus}, ${(0,units/* formatBytes */.z3)(planned.limits.memoryBytes)} each.`,
        `${planned.benchmarks.length} benchmarks: ${planned.benchmarks.map(({ id }) => id).join(', ')}.`,
        ...(memory ? [memory] : []),
        `A block takes about ${(0,units/* formatDuration */.a3)(Math.ceil(block))}; ${(0,units/* formatDuration */.a3)(planned.budgetSeconds)} hold about ${fits}; ${blocks} will be taken (${planned.blocks.min}..${planned.blocks.max}), about ${(0,units/* formatDuration */.a3)(Math.ceil(blocks * block))} in all.`,
        ...foresight({ plan: planned, cells: cellCount(planned), blocks, blockSeconds: block, alpha }),
    ];
}

;// CONCATENATED MODULE: ./build/entry/commands/report.js
/** `tare report FILE`. */








async function report(file, options) {
    const inputs = loadInputs(flagLayer('report', options));
    const input = judge_judge(readRun(file), { ...inputs, baseline: { kind: 'none' } }, statePath());
    if (options.format === 'terminal') {
        printResult(input, []);
        return 0;
    }
    const format = findFormat(String(options.format));
    if (!format) {
        const names = ['terminal', ...FORMATS.map(({ name }) => name)].join(', ');
        throw new config_errors/* InputError */.w(`format "${options.format}" does not exist`, `Choose one of ${names}.`);
    }
    process.stdout.write(await format.render(input));
    return 0;
}

;// CONCATENATED MODULE: ./build/entry/commands/run.js
/** `tare run`: set up, measure, print, compare. */









async function run_run(options) {
    const inputs = loadInputs(flagLayer('run', options));
    const path = await measureOnTerminal(inputs, 'tare run');
    const document = readRun(path);
    const input = judge_judge(document, inputs, statePath());
    const report = writeReport(input, (0,external_node_path_.dirname)(path));
    const page = await writePage(input, (0,external_node_path_.dirname)(path));
    printResult(input, [
        { label: 'run document', path },
        { label: 'report', path: report },
        { label: 'page', path: page },
    ]);
    return exitCodeOf(document, input.gate);
}

;// CONCATENATED MODULE: ./build/entry/commands/index.js
/** Flags to commands, errors to exit codes. */














/** Exit code of a mistake of our own. Not among the documented ones, so that no script takes it for an answer. */
const BUG = 70;
/** @returns the exit code: 0 fine, 1 the gate failed, 2 bad input, 3 the host cannot, 4 measured in part, 130 cancelled. */
async function main(argv) {
    let code = 0;
    const done = (result) => {
        code = result;
    };
    try {
        await program(done).parseAsync(argv);
        return code;
    }
    catch (error) {
        return commands_explain(error);
    }
}
function program(done) {
    const tare = new esm/* Command */.uB('tare')
        .description('Weighs the box, not what is in it: what a container or microVM runtime costs on this machine.')
        .version(version/* VERSION */.x)
        .exitOverride()
        .showSuggestionAfterError()
        .showHelpAfterError('(tare --help lists the commands, tare COMMAND --help its flags)');
    withInputs(tare.command('run'), 'run')
        .description('measure, print the result, compare with the last run on this host')
        .action(async (options) => done(await run_run(options)));
    withInputs(tare.command('plan'), 'plan')
        .description('say what run would do and how long it would take; change nothing')
        .action(async (options) => done(await plan(options)));
    withInputs(tare.command('calibrate'), 'calibrate')
        .description('measure the same runtimes against themselves: how often this host raises a false alarm, and what it can see')
        .option('--json', 'print JSON')
        .action(async (options) => done(await calibrate_calibrate(options)));
    withInputs(tare.command('compare'), 'compare')
        .description('compare two run documents')
        .argument('<baseline>')
        .argument('<candidate>')
        .action(async (baseline, candidate, options) => done(await compare(baseline, candidate, options)));
    withInputs(tare.command('explain'), 'explain')
        .description('print everything behind one verdict: pairs, looks, estimate, and why')
        .argument('<run>')
        .argument('<cell...>', 'runtime and benchmark: runc cpu.prime')
        .option('--json', 'print JSON that is enough to compute the verdict again')
        .action(async (file, cell, options) => done(await explain_explain(file, cell, options)));
    withInputs(tare.command('report'), 'report')
        .description('print what a run document holds')
        .argument('<file>')
        .option('--format <name>', `terminal, ${FORMATS.map(({ name }) => name).join(', ')}`, 'terminal')
        .action(async (file, options) => done(await report(file, options)));
    withInputs(tare.command('doctor'), 'doctor')
        .description('say what this host can run, what is missing, and what will disturb a measurement; change nothing')
        .option('--json', 'print JSON')
        .action(async (options) => done(await doctor(options)));
    withInputs(tare.command('cleanup'), 'cleanup')
        .description('put the host back: undo what interrupted runs left, and on request what was installed')
        .action(async (options) => done(await cleanup(options)));
    for (const command of tare.commands)
        command.exitOverride().copyInheritedSettings(tare);
    return tare;
}
/** Every input of the command becomes a flag. */
function withInputs(command, name) {
    for (const { flags, help } of cliOptions(name))
        command.option(flags, help, collect);
    return command;
}
function commands_explain(error) {
    if (error instanceof esm/* CommanderError */.b7)
        return error.exitCode === 0 ? 0 : 2;
    if (error instanceof config_errors/* InputError */.w || error instanceof Cancelled) {
        process.stderr.write(`tare: ${error.message}\n`);
        return error.exitCode;
    }
    process.stderr.write(`tare: this should not have happened; please report it with the lines below\n${error instanceof Error ? error.stack : error}\n`);
    return BUG;
}


/***/ }),

/***/ 6743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ab: () => (/* binding */ calibrationText),
/* harmony export */   UP: () => (/* binding */ calibrationNotes),
/* harmony export */   cB: () => (/* binding */ tuningWorth),
/* harmony export */   je: () => (/* binding */ sightNotes)
/* harmony export */ });
/* harmony import */ var _compare_calibration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1832);
/* harmony import */ var _stats_summary_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6364);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3533);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3297);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4628);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1799);
/** What a host was found to be able to see: after `tare calibrate`, and in later reports. */






/** For a terminal of `width` columns, ending in a newline. @param path where it is kept. */
function calibrationText(calibration, width, path) {
    const lines = [
        ...(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .wrap */ .LV)(`${extent(calibration)}. ${alarms(calibration)}.`, width),
        ...unequal(calibration).flatMap((text) => (0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .wrap */ .LV)((0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(text), width)),
        '',
        ...seriesTable(calibration.series),
        '',
        ...(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .wrap */ .LV)('noise: spread of a launch of each side; seen: the smallest slowdown tried that nine in ten comparisons call regressed, with --min-effect 0; launches and time: what that takes.', width),
        `kept in ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(path, Infinity)}`,
    ];
    return `${lines.join('\n')}\n`;
}
function extent({ measuredAt, blocks, pairsPerBlock, blockSeconds, tuned }) {
    const how = `${blocks} ${blocks === 1 ? 'launch' : 'launches'} of each side with ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(pairsPerBlock, 'pair')} each`;
    return `Calibrated on ${(0,_origin_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(measuredAt)}: ${how}, ${blockSeconds.toFixed(1)} s a block, the host ${tuned ? 'tuned' : 'not tuned'}`;
}
function alarms({ falseAlarms, rule }) {
    const { comparisons, alarms: raised } = falseAlarms;
    const share = comparisons === 0 ? 0 : (100 * raised) / comparisons;
    const bound = Number((100 * rule.alpha).toPrecision(3));
    return `False alarms in ${raised} of ${comparisons} resampled comparisons of identical code (${share.toFixed(1)} %; at most ${bound} % by design)`;
}
function unequal(calibration) {
    if (calibration.unequal.length === 0)
        return [];
    const cells = calibration.unequal.map(({ arm, benchmark, verdict }) => `${arm} ${benchmark} (${verdict})`).join(', ');
    return [`The two sides are the same and were found to differ: ${cells}. This host does not treat them alike.`];
}
const column = (head, align = 'right') => ({ head, align });
function seriesTable(series) {
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_4__/* .tableLines */ .o)([
        column('runtime', 'left'),
        column('benchmark', 'left'),
        column('noise'),
        column('seen'),
        column('launches'),
        column('time'),
    ], series.map(({ arm, benchmark, noisePercent, detectablePercent, launches, seconds }) => [
        (0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(arm),
        (0,_printable_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)(benchmark),
        (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNoise */ .u4)(noisePercent),
        detectablePercent === null ? _numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .ABSENT */ .sj : `${detectablePercent} %`,
        launches === null ? _numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .ABSENT */ .sj : String(launches),
        seconds === null ? _numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .ABSENT */ .sj : timeText(seconds),
    ]));
}
const timeText = (seconds) => seconds < 90 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;
/** For the notes of a report: the host's calibration, and a warning where the smallest effect asked for is beyond its sight. */
function calibrationNotes({ run, comparison, calibration }) {
    if (calibration === undefined)
        return [];
    return sightNotes(calibration, run.plan, comparison?.settings.minEffectPercent);
}
/** The same before a run. @param minEffect per cent; no warning without it. */
function sightNotes(calibration, plan, minEffect) {
    const seen = calibration.series.flatMap(({ detectablePercent }) => detectablePercent ?? []);
    const range = seen.length === 0
        ? ''
        : `; the smallest slowdown seen is ${Math.min(...seen)} to ${Math.max(...seen)} %, by benchmark`;
    const beyond = minEffect === undefined ? [] : (0,_compare_calibration_js__WEBPACK_IMPORTED_MODULE_0__/* .beyondSight */ .tj)(calibration, plan, minEffect);
    return [
        `${extent(calibration)}. ${alarms(calibration)}${range}.`,
        ...unequal(calibration),
        ...(beyond.length === 0
            ? []
            : [
                `A change of ${minEffect} % is smaller than this host was found to see in ${beyond.map(sightText).join(', ')}: it may go unnoticed there.`,
            ]),
    ];
}
const sightText = ({ arm, benchmark, detectablePercent }) => `${arm} ${benchmark} (${detectablePercent === null ? 'nothing' : `${detectablePercent} %`})`;
/** What tuning is worth: the median noise of the series that were calibrated both ways. For `doctor`. */
function tuningWorth(plain, tuned) {
    const missing = plain === undefined ? 'tare calibrate' : 'tare calibrate --tune on';
    if (plain === undefined || tuned === undefined)
        return `What that is worth here is not known: run ${missing}.`;
    const both = plain.series.flatMap(({ arm, benchmark, noisePercent }) => {
        const other = tuned.series.find((one) => one.arm === arm && one.benchmark === benchmark)?.noisePercent ?? null;
        return noisePercent === null || other === null ? [] : [{ before: noisePercent, after: other }];
    });
    if (both.length === 0)
        return 'What that is worth here is not known: no benchmark was calibrated with and without.';
    const [before, after] = [(0,_stats_summary_js__WEBPACK_IMPORTED_MODULE_1__/* .median */ .JZ)(both.map((one) => one.before)), (0,_stats_summary_js__WEBPACK_IMPORTED_MODULE_1__/* .median */ .JZ)(both.map((one) => one.after))];
    return `Measured here by tare calibrate: the noise of ${both.length} series has a median of ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNoise */ .u4)(after)} tuned, ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNoise */ .u4)(before)} not.`;
}


/***/ }),

/***/ 2104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mw: () => (/* binding */ timeScale),
/* harmony export */   Ps: () => (/* binding */ SYMLOG_FROM),
/* harmony export */   aO: () => (/* binding */ extraTime),
/* harmony export */   dm: () => (/* binding */ timeTick)
/* harmony export */ });
/** A throughput of 1/r takes r times as long: one scale for both directions, on which twenty times is not `-95 %`. */
function extraTime({ ratio, low, high }, direction) {
    const percent = (value) => value === null ? null : 100 * ((direction === 'lower' ? value : 1 / value) - 1);
    const [first, second] = direction === 'lower' ? [low, high] : [high, low];
    return { percent: percent(ratio) ?? 0, low: percent(first), high: percent(second) };
}
/** Above this a linear axis would leave small costs indistinguishable. */
const LINEAR_TO = 30;
/** Per cent at which the other axis turns from linear to logarithmic. */
const SYMLOG_FROM = 2;
const STEPS = [0.2, 0.5, 1, 2, 5, 10, 20];
const SYMLOG_TICKS = [
    -90, -80, -50, -20, -10, -5, -2, 0, 2, 5, 10, 20, 50, 100, 200, 400, 900, 1900, 4900, 9900, 19_900, 49_900, 99_900,
    999_900, 9_999_900,
];
/** An axis for these values, with ticks at least `gap` px apart on `length` px; zero is always one of them. */
function timeScale(values, length, gap) {
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    return high <= LINEAR_TO && low >= -LINEAR_TO
        ? linearScale(low, high, length / gap)
        : symlogScale(low, high, length, gap);
}
function linearScale(low, high, most) {
    const span = Math.max(high - low, 1);
    const [from, to] = [low - 0.04 * span, Math.max(high, low + 1) + 0.04 * span];
    const step = STEPS.find((one) => (to - from) / one <= most) ?? 20;
    const first = Math.ceil(from / step);
    const count = Math.floor(to / step) - first + 1;
    return { type: 'linear', domain: [from, to], ticks: Array.from({ length: count }, (_, i) => (first + i) * step) };
}
const bend = (percent) => Math.sign(percent) * Math.log1p(Math.abs(percent) / SYMLOG_FROM);
const unbend = (place) => Math.sign(place) * SYMLOG_FROM * Math.expm1(Math.abs(place));
function symlogScale(low, high, length, gap) {
    const margin = 0.04 * (bend(high) - bend(low));
    const [from, to] = [bend(low) - margin, bend(high) + margin];
    const place = (percent) => (length * (bend(percent) - from)) / (to - from);
    const inside = SYMLOG_TICKS.filter((tick) => bend(tick) >= from && bend(tick) <= to);
    const outward = [...inside].sort((a, b) => Math.abs(a) - Math.abs(b));
    const ticks = [];
    for (const tick of outward) {
        if (ticks.every((kept) => Math.abs(place(kept) - place(tick)) >= gap))
            ticks.push(tick);
    }
    return { type: 'symlog', domain: [Math.max(unbend(from), -99.9), unbend(to)], ticks };
}
/** `0`, `+5 %`, `-20 %`, and from twice on `×2`. */
function timeTick(percent) {
    if (percent >= 100)
        return `×${Number((1 + percent / 100).toPrecision(3))}`;
    const text = String(Number(Math.abs(percent).toPrecision(3)));
    if (percent === 0)
        return 'same';
    return `${percent < 0 ? '-' : '+'}${text} %`;
}


/***/ }),

/***/ 5844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ explanationText),
/* harmony export */   m: () => (/* binding */ explanationJson)
/* harmony export */ });
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3533);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4628);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1799);



/** Version of the JSON shape; raised when a field changes its meaning. */
const EXPLANATION_VERSION = 1;
const INDENT = '  ';
/** Enough to compute the verdict again: every figure that counts, the settings, the declared looks. */
function explanationJson(explanation) {
    return `${JSON.stringify({ kind: 'tare-explanation', schemaVersion: EXPLANATION_VERSION, ...explanation }, null, 2)}\n`;
}
/** For a terminal of `width` columns, ending in a newline. */
function explanationText(explanation, width) {
    const { cell } = explanation;
    const title = `${cell.arm} ${cell.benchmark} (${cell.metric} in ${cell.unit}, ${cell.direction} is better): ${cell.verdict}`;
    const lines = [
        ...(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .wrap */ .LV)((0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(title), width),
        ...(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .wrap */ .LV)((0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(cell.reason), width - INDENT.length).map((line) => INDENT + line),
        '',
        ...(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .wrap */ .LV)(ruleText(explanation), width),
        ...section('looks', looksTable(explanation.looks, explanation)),
        ...section('history', historyTable(explanation)),
        ...blocksSections(explanation),
        ...dropLines(explanation),
    ];
    return `${lines.join('\n')}\n`;
}
function section(title, lines) {
    return lines.length === 0 ? [] : ['', title, ...lines.map((line) => INDENT + line)];
}
const RULES = {
    'paired looks': 'Both sides in one run: pooled-rank swap test at declared looks, Hodges-Lehmann estimate',
    'two runs of one boot': 'Two runs of one boot: rank-sum test of their blocks, Hodges-Lehmann shift',
    'history of boots': 'Runs of different boots: prediction interval of the trusted runs, one a boot',
};
function ruleText({ rule, settings }) {
    const { alpha, cells, thetaPercent, marginPercent } = settings;
    return `${RULES[rule]}. alpha ${short(alpha)} over ${cells} ${cells === 1 ? 'cell' : 'cells'}; regressed beyond ${thetaPercent} %, equivalent where ${marginPercent} % for the worse is excluded. Changes are more time or less throughput: + is worse.`;
}
const short = (value) => (value === null ? _numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .ABSENT */ .sj : String(Number(value.toPrecision(3))));
const column = (head, align = 'right') => ({ head, align });
function looksTable(looks, { cell }) {
    if (looks.length === 0)
        return [];
    const cost = (ratio) => signed(ratio, cell.direction);
    const heads = ['pairs', 'p worse', 'p better', 'to reach', 'estimate', 'at worst', 'to exclude'];
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .tableLines */ .o)([...heads.map((head) => column(head)), column('outcome', 'left')], looks.map((look) => [
        String(look.n),
        short(look.p),
        short(look.pBetter),
        look.threshold === 0 ? 'may only pass' : short(look.threshold),
        cost(look.effect?.ratio ?? null),
        cost(look.limit),
        look.margin === null ? _numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .ABSENT */ .sj : `${short(100 * look.margin)} %`,
        look.outcome,
    ]));
}
/** A ratio as a signed change for the worse, with two decimals. */
function signed(ratio, direction) {
    if (ratio === null)
        return _numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .ABSENT */ .sj;
    const { percent } = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .costOf */ .ho)({ ratio, low: null, high: null }, direction);
    return `${percent < 0 ? '-' : '+'}${Math.abs(percent).toFixed(2)} %`;
}
function historyTable({ history, cell }) {
    if (history.length === 0)
        return [];
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .tableLines */ .o)([column('run', 'left'), column('boot', 'left'), column('cost against native')], history.map(({ run, boot, overhead }) => [(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(run), (0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(boot), signed(overhead, cell.direction)]));
}
/** One table where both sides share their blocks, else one a run. */
function blocksSections({ rule, baseline, candidate, cell }) {
    const table = (title, side) => side === null
        ? ['', `${title}: not planned`]
        : section(`${title}, run ${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(side.run)}`, blockTable(side, cell));
    if (rule === 'paired looks')
        return table('pairs', candidate);
    return [...table('baseline', baseline), ...table('candidate', candidate)];
}
function blockTable({ baselineArm, candidateArm, blocks }, cell) {
    const level = (value) => (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatLevel */ .eI)(value, cell.unit, 0);
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .tableLines */ .o)([
        column('block'),
        column((0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(baselineArm)),
        column((0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(candidateArm)),
        column('change'),
        column('trials'),
    ], blocks.map(({ block, baseline, candidate, difference, pairs }) => [
        String(block),
        level(baseline),
        level(candidate),
        signed(Math.exp(difference), cell.direction),
        String(pairs.length),
    ]));
}
function dropLines({ baseline, candidate }) {
    const sides = baseline?.run === candidate?.run ? [candidate] : [baseline, candidate];
    const lines = sides.flatMap((side) => (side?.drops ?? []).map(({ arm, reason, count }) => (0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(`run ${side?.run}: ${arm}: ${reason}, ${count} times`)));
    return section('left out', lines);
}


/***/ }),

/***/ 5988:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ groupBy)
/* harmony export */ });
/** Items by key, keys in the order of their first item (Map.groupBy, which Node 20 lacks). */
function groupBy(items, key) {
    const groups = new Map();
    for (const item of items) {
        const group = groups.get(key(item));
        if (group)
            group.push(item);
        else
            groups.set(key(item), [item]);
    }
    return groups;
}


/***/ }),

/***/ 2362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ notesOf)
/* harmony export */ });
/* harmony import */ var _calibration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6743);
/* harmony import */ var _group_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5988);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3533);



/** Cells that share one note or one kind of failure; more are counted. */
const CELLS_NAMED = 4;
/** Lines of what a failed command printed last. */
const TAIL_LINES = 3;
function named(names) {
    const unique = [...new Set(names)];
    const shown = unique.slice(0, CELLS_NAMED).join(', ');
    return unique.length > CELLS_NAMED ? `${shown} and ${unique.length - CELLS_NAMED} more` : shown;
}
function cellNotes(overheads) {
    const told = overheads.flatMap((cell) => cell.notes.map((note) => ({ note, name: `${cell.arm} ${cell.benchmark}` })));
    return [...(0,_group_js__WEBPACK_IMPORTED_MODULE_2__/* .groupBy */ .$)(told, ({ note }) => note)].map(([note, cells]) => `${named(cells.map(({ name }) => name))}: ${note}`);
}
function failuresOf(run) {
    return run.blocks.flatMap((block) => [
        ...block.launches.flatMap(({ arm, failure }) => (failure ? [{ where: `${arm} launch`, failure }] : [])),
        ...block.pairs.flatMap((pair) => pair.trials.flatMap(({ arm, failure }) => (failure ? [{ where: `${arm} ${pair.benchmark}`, failure }] : []))),
    ]);
}
function failureNotes(run) {
    return [...(0,_group_js__WEBPACK_IMPORTED_MODULE_2__/* .groupBy */ .$)(failuresOf(run), ({ where, failure }) => `${where}\n${failure.reason}`).values()].flatMap((same) => {
        const [first] = same;
        if (!first)
            return [];
        const { message, reason, tail } = first.failure;
        const last = tail.slice(-TAIL_LINES).join(' | ');
        return [
            `${first.where}: failed ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(same.length, 'time')} (${reason}): ${message}${last ? ` Last lines: ${last}` : ''}`,
        ];
    });
}
/** What was left out of the plan, and why; one sentence an arm and reason. */
function exclusionNotes({ plan }) {
    const groups = (0,_group_js__WEBPACK_IMPORTED_MODULE_2__/* .groupBy */ .$)(plan.excluded ?? [], ({ arm, reason }) => JSON.stringify([arm, reason]));
    return [...groups.values()].map((cells) => {
        const { arm = '', reason = '' } = cells[0] ?? {};
        return `${arm} leaves out ${cells.map(({ benchmark }) => benchmark).join(', ')}: ${reason}.`;
    });
}
/** How the host was tuned; nothing where it was not asked for. */
function tuningNotes({ plan, tuning = [] }) {
    if (plan.tune !== 'on')
        return [];
    if (tuning.length === 0)
        return ['The host was to be tuned, and nothing was left to change.'];
    const changes = [...(0,_group_js__WEBPACK_IMPORTED_MODULE_2__/* .groupBy */ .$)(tuning, ({ from, to }) => `${from}, set to ${to}`)].map(([change, same]) => `${named(same.map(({ what }) => what))}: ${change}`);
    return [`The host was tuned for the run: ${changes.join('; ')}.`];
}
/** What the quiet rule did. */
function quietNotes({ blocks }) {
    const pairs = blocks.flatMap((block) => block.pairs);
    const repeated = pairs.filter(({ setAside }) => setAside).length;
    if (repeated === 0)
        return [];
    return [
        `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(repeated, 'pair')} of ${pairs.length} were set aside and taken again, because other work used the measured CPUs meanwhile; the rule does not see figures.`,
    ];
}
function cutShort(run) {
    const { stopped, blocks } = run;
    if (stopped === null)
        return [`The run did not end: ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(blocks.length, 'block')} of it are here.`];
    if (stopped.reason !== 'cancelled' && stopped.reason !== 'error')
        return [];
    return [`The run was cut short after ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(blocks.length, 'block')} (${stopped.reason}): ${stopped.detail}`];
}
/** Sentences as the documents say them: to be made safe by whoever shows them. The most serious come first. */
function notesOf(input) {
    const { run, overheads, comparison } = input;
    const all = [
        ...cutShort(run),
        ...failureNotes(run),
        ...exclusionNotes(run),
        ...run.environments.flatMap(({ arm, notes = [] }) => notes.map((note) => `${arm}: ${note}`)),
        ...run.warnings,
        ...tuningNotes(run),
        ...quietNotes(run),
        ...(comparison?.notes ?? []),
        ...(0,_calibration_js__WEBPACK_IMPORTED_MODULE_0__/* .calibrationNotes */ .UP)(input),
        ...cellNotes(overheads),
    ];
    return [...new Set(all)];
}


/***/ }),

/***/ 3533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BD: () => (/* binding */ formatCost),
/* harmony export */   E1: () => (/* binding */ scaleFor),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   X1: () => (/* binding */ evidenceOf),
/* harmony export */   ZV: () => (/* binding */ formatNumber),
/* harmony export */   eI: () => (/* binding */ formatLevel),
/* harmony export */   ei: () => (/* binding */ formatClock),
/* harmony export */   ho: () => (/* binding */ costOf),
/* harmony export */   l9: () => (/* binding */ formatPercent),
/* harmony export */   n0: () => (/* binding */ absoluteDifference),
/* harmony export */   oV: () => (/* binding */ costWord),
/* harmony export */   sj: () => (/* binding */ ABSENT),
/* harmony export */   u4: () => (/* binding */ formatNoise)
/* harmony export */ });
/* unused harmony export NO_EVIDENCE */
/* harmony import */ var _stats_change_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9494);

/** What is shown where nothing was measured. */
const ABSENT = '-';
/** What is shown where the interval includes no change; after benchstat. */
const NO_EVIDENCE = '~';
/** Costs of this many times and more are shown so: `+2400 %` and `+96.0 %` of throughput are hard to read, `×25` is not. */
const TIMES_FROM = 3;
/** The cost of an effect. Where higher is better, the sign turns and the bounds change places. */
function costOf({ ratio, low, high }, direction) {
    const sign = direction === 'lower' ? 1 : -1;
    const percent = (value) => (value === null ? null : sign * (value - 1) * 100);
    const [first, second] = direction === 'lower' ? [low, high] : [high, low];
    return { percent: sign * (ratio - 1) * 100, low: percent(first), high: percent(second), direction };
}
/** How many times as slow a change in per cent makes it. */
function times(percent, direction) {
    return direction === 'lower' ? 1 + percent / 100 : 1 / (1 - percent / 100);
}
const isLarge = (cost) => times(cost.percent, cost.direction) >= TIMES_FROM;
function evidenceOf(cost) {
    if (cost.low !== null && cost.low > 0)
        return 'worse';
    return cost.high !== null && cost.high < 0 ? 'better' : 'none';
}
/** Decimals that leave the half width of an interval one or two significant digits: 5 and more 0, 0.1 and more 1, else 2. */
function decimalsFor(estimate, bounds) {
    const sides = bounds.filter((bound) => bound !== null).map((bound) => Math.abs(bound - estimate));
    const halfWidth = sides.length === 0 ? 1 : Math.max(...sides);
    if (halfWidth >= 5)
        return 0;
    return halfWidth >= 0.1 ? 1 : 2;
}
/** With its sign; nothing rounds to `-0.0`. */
function signed(value, decimals) {
    if (!Number.isFinite(value))
        return value < 0 ? '-∞' : '+∞';
    const text = Math.abs(value).toFixed(decimals);
    if (Number(text) === 0)
        return text;
    return `${value < 0 ? '-' : '+'}${text}`;
}
/** A cost alone, without interval: `+1.8 %`; from 100 % on without decimals. */
function formatPercent(percent) {
    return `${signed(percent, Math.abs(percent) >= 100 ? 0 : 1)} %`;
}
/** How the three numbers of a cost are written: as signed per cent, or as times. */
function writer(cost) {
    const { percent, low, high, direction } = cost;
    if (!isLarge(cost)) {
        const decimals = decimalsFor(percent, [low, high]);
        return (value) => signed(value, decimals);
    }
    const factor = (value) => times(value, direction);
    const decimals = decimalsFor(factor(percent), [
        low === null ? null : factor(low),
        high === null ? null : factor(high),
    ]);
    return (value) => `×${Number.isFinite(factor(value)) ? factor(value).toFixed(decimals) : '∞'}`;
}
/**
 * A cost as text: `+1.8 %` `[+0.9, +2.6]`; from three times on `×25` `[×23, ×27]`, which is 25 times as slow; `~` and
 * the interval where it includes no change. Too few blocks for an interval read `~ +1.8 %` `[?]`.
 * @param evidence what a test said, where one was made; else what the interval says.
 */
function formatCost(cost, evidence = evidenceOf(cost)) {
    const write = writer(cost);
    const estimate = isLarge(cost) ? write(cost.percent) : `${write(cost.percent)} %`;
    const unproven = evidence === 'none';
    if (cost.low === null && cost.high === null) {
        return { estimate: unproven ? `${NO_EVIDENCE} ${estimate}` : estimate, interval: '[?]', evidence };
    }
    const interval = `[${cost.low === null ? '-∞' : write(cost.low)}, ${cost.high === null ? '+∞' : write(cost.high)}]`;
    return { estimate: unproven ? NO_EVIDENCE : estimate, interval, evidence };
}
/** `slower`, `faster` where the metric is a time or a rate, `worse`, `better` otherwise. */
function costWord(evidence, unit) {
    if (evidence === 'none')
        return '';
    return (0,_stats_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .changeWords */ .m)(unit)[evidence];
}
const SECONDS = new Map([
    ['ns', 1e-9],
    ['µs', 1e-6],
    ['ms', 1e-3],
    ['s', 1],
]);
const BYTES = new Map([
    ['B', 1],
    ['KiB', 1024],
    ['MiB', 1024 ** 2],
    ['GiB', 1024 ** 3],
]);
const COUNTS = new Map([
    ['k ', 1e3],
    ['M ', 1e6],
]);
/** Counts below this are read at a glance. */
const COUNTS_FROM = 1e4;
/** The largest unit in which `base` is at least 1; the smallest where there is none. */
function largest(base, sizes) {
    const units = [...sizes].map(([unit, size]) => ({ unit, size }));
    return units.findLast(({ size }) => Math.abs(base) >= size) ?? units[0] ?? { unit: '', size: 1 };
}
/** The scale for values of about `value` given in `unit`: ns to s, B to GiB (also per second), and k and M for counts per second. */
function scaleFor(value, unit) {
    const same = { factor: 1, unit };
    if (value === 0 || !Number.isFinite(value))
        return same;
    const [stem, per] = unit.endsWith('/s') ? [unit.slice(0, -2), '/s'] : [unit, ''];
    const sizes = per === '' && SECONDS.has(stem) ? SECONDS : BYTES;
    const size = sizes.get(stem);
    if (size !== undefined) {
        const shown = largest(value * size, sizes);
        return { factor: size / shown.size, unit: `${shown.unit}${per}` };
    }
    if (per === '' || Math.abs(value) < COUNTS_FROM)
        return same;
    const shown = largest(value, COUNTS);
    return { factor: 1 / shown.size, unit: `${shown.unit}${unit}` };
}
/** Significant digits for a level whose blocks spread by this much: 10 % and more 2, 1 % 3, below 4; 3 where unknown. */
function digitsFor(noisePercent) {
    if (noisePercent === null)
        return 3;
    if (noisePercent >= 10)
        return 2;
    return noisePercent >= 1 ? 3 : 4;
}
/** A number without unit. Digits before the point are never replaced by zeros. */
function formatNumber(value, noisePercent = null) {
    if (!Number.isFinite(value))
        return ABSENT;
    if (value === 0)
        return '0';
    const digits = digitsFor(noisePercent);
    const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
    return value.toFixed(Math.min(Math.max(digits - 1 - exponent, 0), 9));
}
/** A level with its own scaled unit: `12.3 GiB/s`. */
function formatLevel(level, unit, noisePercent = null) {
    if (level === null)
        return ABSENT;
    const scale = scaleFor(level, unit);
    return `${formatNumber(level * scale.factor, noisePercent)} ${scale.unit}`;
}
/** What a large cost is in absolute terms, for times: `+118 ms`; empty for other units and for costs below three times. */
function absoluteDifference(cell) {
    const { level, nativeLevel, overhead, unit } = cell;
    if (level === null || nativeLevel === null || overhead === null || !SECONDS.has(unit))
        return '';
    if (!isLarge(costOf(overhead, cell.direction)))
        return '';
    return `${level < nativeLevel ? '' : '+'}${formatLevel(level - nativeLevel, unit, cell.noisePercent)}`;
}
/** `0.8 %`; `-` where unknown. */
function formatNoise(noisePercent) {
    return noisePercent === null ? ABSENT : `${noisePercent.toFixed(noisePercent >= 10 ? 0 : 1)} %`;
}
/** Seconds as a clock: `0:07`, `12:30`, `1:02:03`. */
function formatClock(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const two = (value) => String(value).padStart(2, '0');
    return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
/** `1 block`, `3 blocks`. */
function count(n, noun) {
    return `${n} ${noun}${n === 1 ? '' : 's'}`;
}


/***/ }),

/***/ 3297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EN: () => (/* binding */ hostText),
/* harmony export */   Mm: () => (/* binding */ sidesOf),
/* harmony export */   WL: () => (/* binding */ extentText),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   u0: () => (/* binding */ sourcesOf)
/* harmony export */ });
/* harmony import */ var _config_units_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3820);
/* harmony import */ var _results_document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1656);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3533);
/** Where figures come from, in words. Texts hold what documents say: to be made safe by whoever shows them. */



const ENDINGS = {
    budget: 'the budget was spent',
    blocks: 'all blocks were taken',
    decided: 'every cell was decided or had its last look',
    cancelled: 'cancelled',
    error: 'ended by an error',
};
/** `2026-11-23 03:10 UTC`; a text that is no date as it is. */
function formatTime(iso) {
    const date = new Date(iso);
    return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** The machine: CPU, kernel, system, and what each sandbox may use. */
function hostText({ fingerprint, plan }) {
    const { cpu, kernel, os } = fingerprint;
    const governor = cpu.governor === '' ? [] : [`governor ${cpu.governor}`];
    const limits = `CPUs ${plan.limits.cpus} and ${(0,_config_units_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(plan.limits.memoryBytes)} for each sandbox`;
    return [cpu.model, kernel, os, ...governor, limits].join(', ');
}
/** How much was measured and why it ended. */
function extentText(run) {
    const seconds = run.blocks.reduce((sum, block) => sum + block.wallSeconds, 0);
    const { arms, benchmarks } = run.plan;
    const ending = run.stopped === null ? 'unfinished' : ENDINGS[run.stopped.reason];
    const size = `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(run.blocks.length, 'block')} of ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(arms.length, 'arm')} and ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(benchmarks.length, 'benchmark')}`;
    return `${size} in ${(0,_config_units_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(Math.round(seconds))}; ${ending}`;
}
/** What each arm turned out to be, by arm. */
function sourcesOf(run) {
    return new Map(run.environments.map(({ arm, source }) => [arm, source]));
}
/** The arms that a comparison within one run sets against each other. */
function sidesOf(run) {
    return run.plan.contrasts.filter(({ baseline }) => baseline !== _results_document_js__WEBPACK_IMPORTED_MODULE_0__/* .NATIVE */ .s6);
}


/***/ }),

/***/ 4628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ clip),
/* harmony export */   LV: () => (/* binding */ wrap),
/* harmony export */   g$: () => (/* binding */ printable)
/* harmony export */ });
/* harmony import */ var string_width__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8314);
/** Text from documents, made safe to print on one line. */

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
const BLANKS = /[\t\n\r\v\f]+/g;
/** Longer than any sentence of ours; a document may carry more. */
const LONGEST = 400;
function visible(character) {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
/**
 * `text` on one line, with every control, direction-changing or invisible character written out as `\u{…}`, so
 * that a name in a document cannot move the cursor, recolour the screen or forge a line of a log. At most `longest`
 * characters of it are taken.
 */
function printable(text, longest = LONGEST) {
    const clipped = text.length > longest ? `${text.slice(0, longest)}…` : text;
    return clipped.replace(BLANKS, ' ').replace(HIDDEN, visible).trim();
}
/** Plain `text` cut to `columns` of a terminal, with `…` where something is left out. */
function clip(text, columns) {
    if ((0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(text) <= columns)
        return text;
    const kept = [...text];
    while (kept.length > 0 && (0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(kept.join('')) > columns - 1)
        kept.pop();
    return columns > 0 ? `${kept.join('')}…` : '';
}
/** Plain `text` broken at spaces into lines of at most `columns`; a longer word is left whole. */
function wrap(text, columns) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && (0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(longer) > columns) {
            lines.push(line);
            line = word;
        }
        else
            line = longer;
    }
    return [...lines, line];
}


/***/ }),

/***/ 7324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ reproduceCell),
/* harmony export */   f: () => (/* binding */ reproduceRun)
/* harmony export */ });
/* harmony import */ var _config_sides_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3399);
/* harmony import */ var _config_units_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3820);
/* harmony import */ var _results_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1656);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4628);
/** Commands that measure again what a report shows. */




/** Room for a long list of arms; what is longer is cut. */
const LONGEST_WORD = 4_000;
/** One word of a POSIX shell, on one line whatever it holds. */
function quote(word) {
    const safe = (0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(word, LONGEST_WORD);
    return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
function command(run, arms, benchmarks) {
    const { plan } = run;
    const onSide = (side) => plan.arms
        .filter((arm) => arms.includes(arm.id) && (arm.side === 'baseline') === (side === 'baseline'))
        .map(({ id }) => (0,_config_sides_js__WEBPACK_IMPORTED_MODULE_0__/* .writtenId */ .X)(id))
        .join(',');
    const flags = [
        ['baseline-runtimes', onSide('baseline')],
        ['runtimes', onSide('other')],
        ['suites', benchmarks.join(',')],
        ['profile', plan.profile],
        ['blocks', `${plan.blocks.min}..${plan.blocks.max}`],
        ['pairs', String(plan.pairsPerBlock)],
        ['trial-time', plan.trialSeconds === undefined ? '' : (0,_config_units_js__WEBPACK_IMPORTED_MODULE_3__/* .formatDuration */ .a3)(plan.trialSeconds)],
        ['budget', (0,_config_units_js__WEBPACK_IMPORTED_MODULE_3__/* .formatDuration */ .a3)(plan.budgetSeconds)],
        ['cpus', plan.limits.cpus],
        ['memory', (0,_config_units_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(plan.limits.memoryBytes)],
        ['seed', String(plan.seed)],
        ...ruleFlags(plan.decision),
    ];
    return [
        'sudo node dist/cli/index.js run',
        ...flags.filter(([, value]) => value !== '').map(([flag, value]) => `--${flag} ${quote(value)}`),
    ].join(' ');
}
/** What a run with two sides decided by: it steers what is measured. */
function ruleFlags(rule) {
    if (rule === undefined)
        return [];
    return [
        ['min-effect', (0,_config_units_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPercent */ .l9)(rule.minEffectPercent)],
        ['margin', (0,_config_units_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPercent */ .l9)(rule.marginPercent)],
        ['confidence', (0,_config_units_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPercent */ .l9)(Number((100 * (1 - rule.alpha)).toPrecision(6)))],
    ];
}
/** The whole run again, in the same order. */
function reproduceRun(run) {
    const arms = run.plan.arms.map((arm) => arm.id).filter((arm) => arm !== _results_document_js__WEBPACK_IMPORTED_MODULE_1__/* .NATIVE */ .s6);
    return command(run, arms, run.plan.benchmarks.map(({ id }) => id));
}
/** One arm and benchmark, with the arm it was paired with. */
function reproduceCell(run, arm, benchmark) {
    const partners = run.plan.contrasts.filter(({ candidate }) => candidate === arm).map(({ baseline }) => baseline);
    const arms = [...new Set([...partners, arm])].filter((name) => name !== _results_document_js__WEBPACK_IMPORTED_MODULE_1__/* .NATIVE */ .s6);
    return command(run, arms, [benchmark]);
}


/***/ }),

/***/ 4098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ benchmarkRows),
/* harmony export */   j: () => (/* binding */ armsOf)
/* harmony export */ });
/* harmony import */ var _results_document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1656);
/* harmony import */ var _group_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5988);


/** Arms in the order of the plan, native first; arms the plan does not name come last. */
function armsOf(run, overheads) {
    const planned = run.plan.arms.map((arm) => arm.id);
    const all = [...new Set([...planned, ...overheads.map((cell) => cell.arm)])];
    return [...all.filter((arm) => arm === _results_document_js__WEBPACK_IMPORTED_MODULE_0__/* .NATIVE */ .s6), ...all.filter((arm) => arm !== _results_document_js__WEBPACK_IMPORTED_MODULE_0__/* .NATIVE */ .s6)];
}
function suiteOf(run, benchmark) {
    return run.plan.benchmarks.find(({ id }) => id === benchmark)?.suite ?? benchmark.split('.')[0] ?? benchmark;
}
/** The cells of the metric the plan gates; of the first metric where the plan does not know the benchmark. */
function gatingCells(run, cells) {
    const planned = run.plan.benchmarks.find(({ id }) => id === cells[0]?.benchmark)?.gate;
    const gate = cells.some((cell) => cell.metric === planned) ? planned : cells[0]?.metric;
    return cells.filter((cell) => cell.metric === gate);
}
/** Sorted by suite, then benchmark. */
function benchmarkRows(run, overheads) {
    const rows = [...(0,_group_js__WEBPACK_IMPORTED_MODULE_1__/* .groupBy */ .$)(overheads, (cell) => cell.benchmark)].map(([benchmark, all]) => {
        const cells = new Map(gatingCells(run, all).map((cell) => [cell.arm, cell]));
        const levels = [cells.get(_results_document_js__WEBPACK_IMPORTED_MODULE_0__/* .NATIVE */ .s6)?.level, ...[...cells.values()].map((cell) => cell.nativeLevel)];
        return {
            benchmark,
            suite: suiteOf(run, benchmark),
            unit: [...cells.values()][0]?.unit ?? '',
            nativeLevel: levels.find((level) => typeof level === 'number') ?? null,
            cells,
        };
    });
    const order = (a, b) => a.localeCompare(b, 'en', { numeric: true });
    return rows.sort((a, b) => order(a.suite, b.suite) || order(a.benchmark, b.benchmark));
}


/***/ }),

/***/ 1799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ tableLines)
/* harmony export */ });
/* harmony import */ var cli_table3__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5832);
/** Borderless aligned tables. */

const BORDERLESS = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: ' ',
};
/** One line for the heads, one for each row; two spaces between columns, none at the ends. Cells hold no line breaks. */
function tableLines(columns, rows) {
    const table = new cli_table3__WEBPACK_IMPORTED_MODULE_0__({
        chars: BORDERLESS,
        style: { 'padding-left': 0, 'padding-right': 1, head: [], border: [], compact: true },
        head: columns.map((column) => column.head),
        colAligns: columns.map((column) => column.align),
    });
    table.push(...rows.map((row) => [...row]));
    return table
        .toString()
        .split('\n')
        .map((line) => line.trimEnd());
}


/***/ }),

/***/ 5237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C2: () => (/* binding */ changeOf),
/* harmony export */   L9: () => (/* binding */ costOfCell),
/* harmony export */   N4: () => (/* binding */ tally),
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   jT: () => (/* binding */ VERDICT_ORDER),
/* harmony export */   kU: () => (/* binding */ benchmarkLabel),
/* harmony export */   lt: () => (/* binding */ hostMoves),
/* harmony export */   nc: () => (/* binding */ cellsOf),
/* harmony export */   vS: () => (/* binding */ FOUND),
/* harmony export */   xH: () => (/* binding */ gateReasons)
/* harmony export */ });
/* unused harmony export countVerdict */
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3533);

/** What a reader must know first comes first; equivalent cells are counted rather than listed. */
const VERDICT_ORDER = ['regressed', 'missing', 'improved', 'inconclusive', 'equivalent'];
/** What asks for a reader's eye. */
const FOUND = ['regressed', 'missing', 'improved'];
function costOfCell(cell) {
    return cell.effect === null ? null : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .costOf */ .ho)(cell.effect, cell.direction);
}
function testedEvidence(cell, cost) {
    if (cell.verdict === 'regressed')
        return 'worse';
    return cell.verdict === 'improved' ? 'better' : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .evidenceOf */ .X1)(cost);
}
function changeOf(cell) {
    const cost = costOfCell(cell);
    if (cost === null)
        return null;
    const text = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCost */ .BD)(cost, testedEvidence(cell, cost));
    return { ...text, word: (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .costWord */ .oV)(text.evidence, cell.unit) };
}
function magnitude(cell) {
    return Math.abs(costOfCell(cell)?.percent ?? 0);
}
/** Cells of one verdict, the largest change first. */
function cellsOf(comparison, verdict) {
    return comparison.cells.filter((cell) => cell.verdict === verdict).sort((a, b) => magnitude(b) - magnitude(a));
}
function countVerdict(cells, verdict) {
    return cells.filter((cell) => cell.verdict === verdict).length;
}
/** `12 equivalent within 3 %, 2 inconclusive`, verdicts that occur only. */
function tally(comparison, verdicts, cells = comparison.cells) {
    const words = verdicts.flatMap((verdict) => {
        const n = countVerdict(cells, verdict);
        const suffix = verdict === 'equivalent' ? ` within ${comparison.settings.marginPercent} %` : '';
        return n === 0 ? [] : [`${n} ${verdict}${suffix}`];
    });
    return words.join(', ');
}
function answerOf(comparison) {
    const { cells } = comparison;
    const all = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(cells.length, 'cell');
    const of = (verdict) => countVerdict(cells, verdict);
    if (cells.length === 0)
        return { answer: 'Nothing was compared' };
    if (of('regressed') > 0)
        return { answer: `${of('regressed')} of ${all} regressed`, named: 'regressed' };
    if (of('inconclusive') === cells.length) {
        return { answer: `Nothing could be decided: all of ${all} inconclusive`, named: 'inconclusive' };
    }
    if (of('missing') > 0)
        return { answer: `${of('missing')} of ${all} missing`, named: 'missing' };
    return { answer: `No regression${of('inconclusive') > 0 ? ' proven' : ''} in ${all}` };
}
function statusOf(comparison, gate) {
    const { cells } = comparison;
    const regressed = countVerdict(cells, 'regressed') > 0;
    if (gate ? !gate.pass : regressed)
        return 'fail';
    if (countVerdict(cells, 'inconclusive') === cells.length)
        return 'undecided';
    return regressed || countVerdict(cells, 'missing') > 0 ? 'warn' : 'pass';
}
/** The answer. A run in which nothing was decided is never called a pass. */
function headline(comparison, gate) {
    const { answer, named } = answerOf(comparison);
    const others = VERDICT_ORDER.filter((verdict) => verdict !== named);
    return { status: statusOf(comparison, gate), answer, rest: tally(comparison, others) };
}
/** Names of a cell; the metric is told only where a benchmark is judged by several. */
function benchmarkLabel(cell, among) {
    const several = among.some((other) => other.arm === cell.arm && other.benchmark === cell.benchmark && other.metric !== cell.metric);
    return several ? `${cell.benchmark} ${cell.metric}` : cell.benchmark;
}
/** Native's own changes that are proven: the host is not the one it was. */
function hostMoves(comparison) {
    const moved = comparison.host.filter(({ verdict }) => verdict === 'regressed' || verdict === 'improved');
    return moved.sort((a, b) => magnitude(b) - magnitude(a));
}
/** Reasons of the gate that are told; more are counted. */
const REASONS = 5;
/** Why the gate opened or closed, as far as the answer and the rows of what was found do not say it. Holds text from documents. */
function gateReasons({ comparison, gate }) {
    if (gate === undefined)
        return [];
    if (gate.pass) {
        return headline(comparison, gate).status === 'warn' ? [`The gate lets this pass. ${gate.reasons.join(' ')}`] : [];
    }
    const told = FOUND.flatMap((verdict) => cellsOf(comparison, verdict)).map(({ reason }) => reason);
    const fresh = gate.reasons.filter((reason) => !told.some((row) => row !== '' && reason.includes(row.replace(/\.$/, ''))));
    if (fresh.length <= REASONS)
        return fresh;
    return [...fresh.slice(0, REASONS), `And ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(fresh.length - REASONS, 'more reason')}.`];
}


/***/ }),

/***/ 3172:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ plannedPairs)
/* harmony export */ });
/** In the order of the plan. */
function plannedPairs(plan) {
    const left = new Set((plan.excluded ?? []).map(({ arm, benchmark }) => JSON.stringify([arm, benchmark])));
    return plan.contrasts.flatMap((contrast) => plan.benchmarks
        .filter(({ id }) => !left.has(JSON.stringify([contrast.candidate, id])))
        .map((benchmark) => ({ contrast, benchmark })));
}


/***/ }),

/***/ 1656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lx: () => (/* binding */ runSchema),
/* harmony export */   f$: () => (/* binding */ SCHEMA_VERSION),
/* harmony export */   s6: () => (/* binding */ NATIVE)
/* harmony export */ });
/* unused harmony exports metricDefinitionSchema, workSchema, plannedBenchmarkSchema, plannedArmSchema, contrastSchema, planSchema, binarySchema, armEnvironmentSchema, fingerprintSchema, healthSchema, failureSchema, trialSchema, pairSchema, launchSchema, settledCellSchema, blockSchema */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9691);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(279);
/** The run document: the one JSON file a run leaves behind. Unknown fields are kept. */


const SCHEMA_VERSION = 1;
const finite = zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig();
const metrics = zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), finite);
const metricDefinitionSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    unit: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    direction: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['higher', 'lower']),
});
const workSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .discriminatedUnion */ .gMt('kind', [
    zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ kind: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('fixed'), amount: finite.positive(), unit: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
    zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ kind: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('timed'), seconds: finite.positive() }),
    zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ kind: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('observed') }),
]);
const plannedBenchmarkSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    suite: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    summary: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    work: workSchema,
    metrics: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(metricDefinitionSchema).min(1),
    gate: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
});
const plannedArmSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    /** Unique in the run, as the user wrote it: `runc`, `runc=./bin/runc`, `docker@24.0.5`. */
    id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    runtime: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
    path: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
    options: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
    /** Where one side of the run is set against the other. */
    side: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['baseline', 'candidate']).optional(),
});
/** Which two arms are measured back to back: `native` against each arm, or one side against the other. */
const contrastSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ baseline: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), candidate: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() });
const planSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    profile: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    arms: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(plannedArmSchema).min(1),
    contrasts: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(contrastSchema),
    /** Cells that are left out because the arm cannot run the benchmark honestly; `arm` is the candidate of the contrast. */
    excluded: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ arm: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), benchmark: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), reason: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })).optional(),
    benchmarks: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(plannedBenchmarkSchema),
    /** Whether the host was tuned for the run. */
    tune: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['off', 'on']).optional(),
    /** Unsigned 32-bit; every random choice of the run follows from it. */
    seed: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().nonnegative(),
    blocks: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ min: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().positive(), max: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().positive() }),
    /** Where memory is short: arms that are alive at once, native among them; absent where all are. */
    armsAtOnce: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().positive().optional(),
    /** Pairs of a benchmark and contrast in one block, averaged into one observation. */
    pairsPerBlock: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().positive(),
    /** Length that fixed work was calibrated to on native, s. */
    trialSeconds: finite.positive().optional(),
    budgetSeconds: finite.positive(),
    limits: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
        /** Linux cpuset list, for instance `0-3`. */
        cpus: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        cpuCount: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().positive(),
        memoryBytes: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().positive(),
    }),
    /** When a pair is taken again because the host was disturbed; fixed before the run, blind to figures and labels. */
    quiet: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
        /** CPUs' worth of work of others, on average over the pair, beyond the median of the earlier pairs of its kind. */
        margin: finite.positive(),
        /** Earlier pairs of its kind that are needed to judge one. */
        history: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().positive(),
        /** Of the time of all pairs so far that repeats may take, 0..1. */
        share: finite.nonnegative().max(1),
    })
        .optional(),
    /** The rule that decides between the two sides of the run, fixed before it: looks are taken while it measures. */
    decision: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
        alpha: finite.positive().max(0.5),
        minEffectPercent: finite.nonnegative(),
        marginPercent: finite.positive(),
    })
        .optional(),
    commandTimeoutSeconds: finite.positive(),
    launchTimeoutSeconds: finite.positive(),
});
const binarySchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    path: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    sha256: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
});
/** What an arm turned out to be. */
const armEnvironmentSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    arm: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    binaries: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(binarySchema),
    /** Where it came from: `distro package runc 1.1.5…`, `path`, `running daemon`. */
    source: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    /** What a reader of this arm's figures must know, one sentence each. */
    notes: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).optional(),
    /** As seen from inside: kernel, cpus, memoryBytes, sysbench version and sha256, filesystem of root and volume. */
    inside: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
});
const fingerprintSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    /** sha256 over the hardware fields: runs with different keys are not compared. */
    hardwareKey: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    bootId: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    hostname: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    arch: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    cpu: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
        model: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        microcode: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        online: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        smt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        governor: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        turbo: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        maxMhz: finite.nullable(),
    }),
    mitigations: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
    kernel: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    kernelCommandLine: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    os: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    cgroup: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['v1', 'v2', 'hybrid', 'none']),
    memoryBytes: finite,
    storage: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ device: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), model: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), filesystem: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), options: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
    virtualization: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    image: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ digest: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), recipe: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), sysbench: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
});
const healthSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    load1: finite,
    /** Shares of all CPU time over the block, 0..1. */
    steal: finite,
    busy: finite,
    iowait: finite,
    /** Mean current frequency over the block's CPUs; null where the host does not say. */
    mhz: finite.nullable(),
    /** Highest thermal zone, degrees Celsius; null where the host does not say. */
    celsius: finite.nullable(),
    /** Throttle events during the block; null where the host does not say. */
    throttles: finite.nullable(),
    memoryAvailableBytes: finite,
    /** PSI `some avg10` of memory, per cent; null where the kernel does not say. */
    memoryPressure: finite.nullable(),
});
const failureSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    /** `timeout`, `exit`, `output`, `launch`, `flood`, `lost`. */
    reason: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    /** One sentence. */
    message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    /** The last lines the command or the runtime printed. */
    tail: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
});
const trialSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    arm: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    /** Host's time from the `begin` frame to the `end` frame, ms. */
    wallMs: finite.nonnegative(),
    /** Empty where `failure` is set. */
    metrics,
    failure: failureSchema.optional(),
});
const pairSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    benchmark: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    baseline: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    candidate: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    /** 0, 1, …: place among the pairs of this benchmark and contrast in this block. */
    k: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().nonnegative(),
    /** Discarded by the analysis. */
    warmup: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
    /** Measured CPUs that were busy or stolen while the pair was taken, on average, by whatever work. */
    busyCpus: finite.nonnegative().optional(),
    /** The host was disturbed: discarded by the analysis, and the next pair is this one taken again. */
    setAside: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(true).optional(),
    /** In the order taken. */
    trials: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(trialSchema).max(2),
});
const launchSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    arm: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    /** Host's time from launch to the `ready` frame, ms; null where it failed. */
    startupMs: finite.nullable(),
    /** Host's time from `bye` until the runtime has exited and the sandbox is gone, ms; null where it failed. */
    shutdownMs: finite.nullable(),
    /** Launches that were killed and tried again before this one. */
    retries: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().nonnegative(),
    failure: failureSchema.optional(),
});
/** A cell named by the candidate's arm and the benchmark. */
const settledCellSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ arm: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), benchmark: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() });
const blockSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    index: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().nonnegative(),
    /** ISO 8601, UTC. */
    startedAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    wallSeconds: finite.nonnegative(),
    /** False where the block was cut short; the pairs it has are whole. */
    complete: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
    health: healthSchema,
    /** Cells whose verdict stood before this block: they were not visited. */
    settled: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(settledCellSchema).optional(),
    /** In the order taken. */
    launches: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(launchSchema),
    /** In the order taken. */
    pairs: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(pairSchema),
});
const runSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    kind: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('tare-run'),
    schemaVersion: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(SCHEMA_VERSION),
    id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    tool: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ name: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('tare'), version: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
    /** Absent outside a workflow. */
    origin: _origin_js__WEBPACK_IMPORTED_MODULE_0__/* .originSchema */ .ID.optional(),
    startedAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    finishedAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
    plan: planSchema,
    fingerprint: fingerprintSchema,
    environments: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(armEnvironmentSchema),
    warnings: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
    /** Settings of the host that were changed for the run and put back after it. */
    tuning: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ what: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), from: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), to: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })).optional(),
    blocks: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(blockSchema),
    /** Who took its regressions upon them, and why. */
    accepted: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ reason: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), by: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }).optional(),
    stopped: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ reason: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['budget', 'blocks', 'decided', 'cancelled', 'error']), detail: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })
        .nullable(),
});
/** The arm every run has: the same userland by chroot, the control. */
const NATIVE = 'native';


/***/ }),

/***/ 279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ID: () => (/* binding */ originSchema),
/* harmony export */   dK: () => (/* binding */ mayServe),
/* harmony export */   yv: () => (/* binding */ originOf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9691);
/** Where a run comes from, as the workflow's environment tells it. Pure. */

const originSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    /** `owner/name`. */
    repository: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** `push`, `pull_request`, `schedule`, … */
    event: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** `refs/heads/main`, `refs/pull/7/merge`. */
    ref: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    sha: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Branch a pull request goes to; empty for other events. */
    baseBranch: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** `owner/name/.github/workflows/file.yml`, without the ref. */
    workflow: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
});
/** Undefined outside a workflow. */
function originOf(environment) {
    const { GITHUB_REPOSITORY: repository, GITHUB_EVENT_NAME: event, GITHUB_REF: ref, GITHUB_SHA: sha } = environment;
    if (!repository || !event || !ref || !sha)
        return undefined;
    const workflow = (environment.GITHUB_WORKFLOW_REF ?? '').split('@')[0] ?? '';
    return { repository, event, ref, sha, baseBranch: environment.GITHUB_BASE_REF ?? '', workflow };
}
/** Events whose code is the repository's own: a pull request's never is a baseline. */
const TRUSTED = ['push', 'schedule', 'workflow_dispatch'];
/** Whether the run of `earlier` may serve as a baseline for `candidate`: the branch it goes to, trusted, same workflow. */
function mayServe(earlier, candidate) {
    if (!candidate || !earlier)
        return candidate === earlier;
    const branch = candidate.baseBranch ? `refs/heads/${candidate.baseBranch}` : candidate.ref;
    const same = earlier.repository === candidate.repository && earlier.workflow === candidate.workflow;
    return same && TRUSTED.includes(earlier.event) && earlier.ref === branch;
}


/***/ }),

/***/ 9494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ WORSE_BETTER),
/* harmony export */   m: () => (/* binding */ changeWords)
/* harmony export */ });
const WORSE_BETTER = { worse: 'worse', better: 'better' };
const SLOWER_FASTER = { worse: 'slower', better: 'faster' };
const TIMES = ['ns', 'µs', 'ms', 's'];
/** `slower` and `faster` where the metric is a time or a rate, by its unit. */
function changeWords(unit) {
    return unit.endsWith('/s') || TIMES.includes(unit) ? SLOWER_FASTER : WORSE_BETTER;
}


/***/ }),

/***/ 5708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ checkSettings),
/* harmony export */   L: () => (/* binding */ defaultSettings)
/* harmony export */ });
/* harmony import */ var _change_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9494);
/* harmony import */ var _sequential_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4301);
/** What a decision about one cell takes and says. */


/** The defaults for `cells` cells. */
function defaultSettings(cells, direction) {
    return { alpha: _sequential_js__WEBPACK_IMPORTED_MODULE_1__/* .ALPHA */ .Nh, cells, minEffect: _sequential_js__WEBPACK_IMPORTED_MODULE_1__/* .MIN_EFFECT */ .LH, margin: _sequential_js__WEBPACK_IMPORTED_MODULE_1__/* .MARGIN */ .jS, direction, design: _sequential_js__WEBPACK_IMPORTED_MODULE_1__/* .DESIGN */ .N5, words: _change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WORSE_BETTER */ .A };
}
/** @throws RangeError for settings under which no decision means anything. */
function checkSettings({ alpha, cells, minEffect, margin }) {
    if (!(alpha > 0 && alpha <= 0.5))
        throw new RangeError(`alpha must lie in (0, 0.5], not ${alpha}`);
    if (!(Number.isInteger(cells) && cells > 0))
        throw new RangeError(`cells must be a positive count, not ${cells}`);
    if (!(minEffect >= 0 && minEffect < 1))
        throw new RangeError(`minEffect must lie in [0, 1), not ${minEffect}`);
    if (!(margin > 0 && margin < 1))
        throw new RangeError(`margin must lie between 0 and 1, not ${margin}`);
}


/***/ }),

/***/ 7559:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ midranks)
/* harmony export */ });
/** Ranks with ties as integers, so that no tie is lost to rounding. */
/**
 * Doubled midranks in input order: the smallest of distinct values has 2, the next 4; tied values share the mean of
 * their places. `midranks([5, 3, 5])` is `[5, 2, 5]`.
 * @throws RangeError for NaN, which has no rank.
 */
function midranks(values) {
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


/***/ }),

/***/ 6597:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PU: () => (/* binding */ decisionFrom),
  oo: () => (/* binding */ undecided)
});

// UNUSED EXPORTS: marginAt, outcomeOf

// EXTERNAL MODULE: ./build/stats/sequential.js
var sequential = __webpack_require__(4301);
;// CONCATENATED MODULE: ./build/stats/reason.js

/** @param unit what `n` counts, in the plural: `pairs`. */
function explain(facts, settings, unit) {
    return `${measured(facts, settings, unit)}: ${conclusion(facts, settings)}.`;
}
function measured({ n, effect }, settings, unit) {
    if (effect === null)
        return `${n} ${unit}`;
    return `${change(effect.ratio, settings)} (${interval(effect, settings)}) in ${n} ${unit}`;
}
/** The milder end first, each with its word unless both share it. */
function interval({ low, high }, settings) {
    const confidence = `${Number((100 * (1 - settings.alpha)).toPrecision(4))} % interval`;
    if (low === null || high === null)
        return `no ${confidence} from so few`;
    const costs = [costOf(low, settings), costOf(high, settings)].sort((x, y) => x - y);
    const [from, to] = costs[1] <= 0 ? [costs[1], costs[0]] : costs;
    const shared = from * to >= 0;
    return `${confidence} ${shared ? `${figure(from)} %` : worded(from, settings)} to ${worded(to, settings)}`;
}
function conclusion(facts, settings) {
    const { worse, better } = settings.words;
    const least = percent(settings.minEffect);
    switch (facts.outcome) {
        case 'regressed':
            return `p ${reason_short(facts.p)} is within ${reason_short(facts.threshold)}, and it is ${worse} by more than ${least} %`;
        case 'improved':
            return `p ${reason_short(facts.pBetter)} is within ${reason_short(facts.threshold)}, and it is ${better} by more than ${least} %`;
        case 'equivalent':
            return `more than ${percent(facts.margin)} % ${worse} is excluded (at worst ${limit(facts, settings)})`;
        case 'undecided':
            return `${notRejected(facts, settings)}; ${notPassed(facts, settings)}`;
    }
}
function notRejected(facts, { cells, alpha, minEffect }) {
    const floor = (0,sequential/* minimumPairs */.gv)(cells, alpha);
    if (facts.threshold === 0) {
        const because = facts.n < floor ? ` (a rejection needs at least ${floor} for ${cells} cells)` : '';
        return `this look may only pass${because}`;
    }
    const smallest = Math.min(facts.p ?? 1, facts.pBetter ?? 1);
    if (smallest > (facts.threshold ?? 0))
        return `p ${reason_short(smallest)} does not reach ${reason_short(facts.threshold)}`;
    return `p ${reason_short(smallest)} reaches ${reason_short(facts.threshold)}, but the change is within ${percent(minEffect)} %`;
}
function notPassed(facts, settings) {
    const { limit: ratio, margin } = facts;
    if (ratio === null || margin === null)
        return 'too few to exclude any slowdown';
    if (costOf(ratio, settings) < 100 * margin)
        return 'a change this large is not passed before the last look';
    return `at worst ${limit(facts, settings)}, and more than ${percent(margin)} % ${settings.words.worse} must be excluded to pass`;
}
function limit(facts, settings) {
    return facts.limit === null ? 'unbounded' : change(facts.limit, settings);
}
/** A ratio as a change for the worse, in per cent: positive is worse whatever the direction, as in every report. */
function costOf(ratio, { direction }) {
    return 100 * (direction === 'higher' ? 1 - ratio : ratio - 1);
}
const change = (ratio, settings) => worded(costOf(ratio, settings), settings);
/** `4.10 % slower`, `0.30 % faster`. */
function worded(cost, { words }) {
    return `${figure(cost)} % ${cost < 0 ? words.better : words.worse}`;
}
function figure(cost) {
    return Math.abs(cost).toFixed(Math.abs(cost) < 10 ? 2 : 1);
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


/***/ }),

/***/ 4301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ plannedLooks),
/* harmony export */   LH: () => (/* binding */ MIN_EFFECT),
/* harmony export */   N5: () => (/* binding */ DESIGN),
/* harmony export */   Nh: () => (/* binding */ ALPHA),
/* harmony export */   gv: () => (/* binding */ minimumPairs),
/* harmony export */   jS: () => (/* binding */ MARGIN),
/* harmony export */   lT: () => (/* binding */ reachedLooks)
/* harmony export */ });
/* unused harmony export thresholds */
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


/***/ }),

/***/ 8741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Y: () => (/* binding */ medianOfSorted),
/* harmony export */   CJ: () => (/* binding */ intervalFromEnds),
/* harmony export */   DF: () => (/* binding */ hodgesLehmannInterval),
/* harmony export */   Zj: () => (/* binding */ accumulate),
/* harmony export */   gL: () => (/* binding */ walshAverages),
/* harmony export */   i6: () => (/* binding */ hodgesLehmann),
/* harmony export */   sA: () => (/* binding */ signedRankCdf)
/* harmony export */ });
/* unused harmony export signedRankTest */
/* harmony import */ var _subset_sums_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3689);
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
    return accumulate((0,_subset_sums_js__WEBPACK_IMPORTED_MODULE_0__/* .probabilities */ .g)(ranks, Math.floor((n * (n + 1)) / 4)));
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


/***/ }),

/***/ 3689:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ subsetSumTails),
/* harmony export */   g: () => (/* binding */ probabilities)
/* harmony export */ });
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
function subsetSumTails(weights, observed) {
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


/***/ }),

/***/ 6364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J$: () => (/* binding */ LEAST_DISTINCT),
/* harmony export */   JZ: () => (/* binding */ median),
/* harmony export */   LA: () => (/* binding */ robustSd),
/* harmony export */   xu: () => (/* binding */ hasTwoModes)
/* harmony export */ });
/* unused harmony exports MAD_TO_SD, isTooCoarse, LEAST_FOR_MODES */
/* harmony import */ var simple_statistics__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5521);
/** One sample in a few robust numbers. */

/** Scales a median absolute deviation to the standard deviation of a normal sample: 1 / Phi^-1(3/4). */
const MAD_TO_SD = 1.4826;
/** Fewest distinct values a quantised metric needs before it may be gated (a percentile printed with two decimals). */
const LEAST_DISTINCT = 10;
/** Null of no values. */
function median(values) {
    return values.length === 0 ? null : (0,simple_statistics__WEBPACK_IMPORTED_MODULE_0__/* .median */ .JZ)([...values]);
}
/** Robust standard deviation, 1.4826 MAD, in the unit of the values; null for fewer than two. */
function robustSd(values) {
    return values.length < 2 ? null : MAD_TO_SD * (0,simple_statistics__WEBPACK_IMPORTED_MODULE_0__/* .medianAbsoluteDeviation */ .hK)([...values]);
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
        const centre = (0,simple_statistics__WEBPACK_IMPORTED_MODULE_0__/* .median */ .JZ)(group);
        return group.map((value) => Math.abs(value - centre));
    });
    const gap = sorted[split] - sorted[split - 1];
    return gap === 0 ? 0 : gap / (MAD_TO_SD * (0,simple_statistics__WEBPACK_IMPORTED_MODULE_0__/* .median */ .JZ)(deviations));
}


/***/ }),

/***/ 1504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ decide)
});

// UNUSED EXPORTS: decideAt

// EXTERNAL MODULE: ./build/stats/decision.js
var decision = __webpack_require__(5708);
// EXTERNAL MODULE: ./build/stats/rule.js + 1 modules
var rule = __webpack_require__(6597);
// EXTERNAL MODULE: ./build/stats/sequential.js
var sequential = __webpack_require__(4301);
// EXTERNAL MODULE: ./build/stats/signed-rank.js
var signed_rank = __webpack_require__(8741);
// EXTERNAL MODULE: ./build/stats/ranks.js
var stats_ranks = __webpack_require__(7559);
// EXTERNAL MODULE: ./build/stats/subset-sums.js
var subset_sums = __webpack_require__(3689);
;// CONCATENATED MODULE: ./build/stats/swap-test.js
/** The test of the gate: exact, for pairs, sensitive to the level of all values and not only to the sign of a difference. */


/**
 * Pooled-rank swap test. All 2n values are midranked together and e_i = rank(b_i) - rank(a_i). Under the null either
 * value of a pair could have carried either label, so each e_i keeps or flips its sign with probability 1/2;
 * `worse` is P(sum <= observed) and `better` is P(sum >= observed). The order of pairs, and any increasing
 * transformation of all values, changes nothing. Source: docs/statistics.md.
 * @param a baseline, one value a launch. @param b candidate, of the same launches.
 * @throws RangeError for unequal lengths or NaN.
 */
function swapTest(a, b) {
    if (a.length !== b.length)
        throw new RangeError(`unequal pairs: ${a.length} and ${b.length} values`);
    const ranks = (0,stats_ranks/* midranks */.U)([...a, ...b]);
    const differences = a.map((_, i) => ranks[a.length + i] - ranks[i]);
    const raised = differences.reduce((sum, e) => sum + Math.max(e, 0), 0);
    const { lower, upper } = (0,subset_sums/* subsetSumTails */.$)(differences.map(Math.abs), raised);
    return { worse: lower, better: upper };
}

;// CONCATENATED MODULE: ./build/stats/verdict.js
/** The decision about one cell from the pairs of one run. Anyone who has the pairs gets the same. */





/**
 * Takes the looks that the pairs allow, in order; the first that decides stands, whatever comes later. Pairs after it
 * are not used. `undecided` in a run that has ended is what a reader calls inconclusive.
 * @throws RangeError for unequal lengths or settings without a meaning; bad values are a reason, not an error.
 */
function decide(levels, settings, state) {
    (0,decision/* checkSettings */.E)(settings);
    const n = levels.baseline.length;
    if (levels.candidate.length !== n)
        throw new RangeError(`unequal pairs: ${n} and ${levels.candidate.length} values`);
    const refusal = unusable(levels);
    if (refusal !== null)
        return { ...(0,rule/* undecided */.oo)(n, `${n} pairs: ${refusal}.`), looks: [] };
    const { design, alpha, cells } = settings;
    const looks = [];
    for (const look of (0,sequential/* reachedLooks */.lT)(design, alpha, cells, n, state)) {
        const decision = decideAt(levels, look, settings);
        looks.push(decision);
        if (decision.outcome !== 'undecided')
            break;
    }
    return { ...(looks.at(-1) ?? tooFew(levels, settings)), looks };
}
/**
 * One look: the first `look.n` pairs.
 * @throws RangeError where there are fewer, or a value is not positive.
 */
function decideAt(levels, look, settings) {
    const seen = { baseline: levels.baseline.slice(0, look.n), candidate: levels.candidate.slice(0, look.n) };
    const n = Math.min(seen.baseline.length, seen.candidate.length);
    if (n < look.n || unusable(seen) !== null)
        throw new RangeError(`a look at ${look.n} pairs needs as many positive values`);
    if (seen.baseline.every((value, i) => value === seen.candidate[i])) {
        return (0,rule/* undecided */.oo)(look.n, `${look.n} pairs: both sides are equal in every pair, so nothing can be tested.`);
    }
    return (0,rule/* decisionFrom */.PU)(evidenceOf(seen, look.tail, settings), look, settings, 'pairs');
}
function evidenceOf(levels, tail, settings) {
    const sign = settings.direction === 'higher' ? 1 : -1;
    const [a, b] = [levels.baseline, levels.candidate].map((side) => side.map((value) => sign * value));
    const { worse, better } = swapTest(a ?? [], b ?? []);
    const walsh = (0,signed_rank/* walshAverages */.gL)(levels.baseline.map((value, i) => sign * (Math.log(levels.candidate[i]) - Math.log(value))));
    const cdf = (0,signed_rank/* signedRankCdf */.sA)(levels.baseline.length);
    return {
        n: levels.baseline.length,
        p: worse,
        pBetter: better,
        estimate: (0,signed_rank/* medianOfSorted */.$Y)(walsh),
        ...(0,signed_rank/* intervalFromEnds */.CJ)(walsh, cdf, settings.alpha / 2),
        limit: (0,signed_rank/* intervalFromEnds */.CJ)(walsh, cdf, tail).low,
    };
}
/** What can be shown before the first look. */
function tooFew(levels, settings) {
    const n = levels.baseline.length;
    const first = (0,sequential/* plannedLooks */.D)(settings.design, settings.alpha, settings.cells)[0]?.n ?? 0;
    const reason = `${n} pairs: the first look is at ${first}.`;
    if (n === 0)
        return (0,rule/* undecided */.oo)(n, reason);
    const noRule = { threshold: 0, last: false };
    return {
        ...(0,rule/* decisionFrom */.PU)(evidenceOf(levels, 0, settings), noRule, settings, 'pairs'),
        outcome: 'undecided',
        threshold: null,
        reason,
    };
}
/** Why these values have no ratio, or null. */
function unusable({ baseline, candidate }) {
    const values = [...baseline, ...candidate];
    if (values.length > 0 && values.every((value) => value === 0)) {
        return 'every value is zero, below what the benchmark can print';
    }
    const bad = values.find((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
    return bad === undefined ? null : `a value of ${bad} has no ratio`;
}


/***/ })

};
