export const id = 866;
export const ids = [866];
export const modules = {

/***/ 30866:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tellResult: () => (/* binding */ tellResult)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 12 modules
var core = __webpack_require__(3894);
// EXTERNAL MODULE: ./node_modules/simple-statistics/dist/simple-statistics.mjs
var simple_statistics = __webpack_require__(15521);
// EXTERNAL MODULE: ./build/results/document.js
var results_document = __webpack_require__(51656);
// EXTERNAL MODULE: ./node_modules/string-width/index.js + 6 modules
var string_width = __webpack_require__(74292);
;// CONCATENATED MODULE: ./build/report/printable.js
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
    if ((0,string_width/* default */.A)(text) <= columns)
        return text;
    const kept = [...text];
    while (kept.length > 0 && (0,string_width/* default */.A)(kept.join('')) > columns - 1)
        kept.pop();
    return columns > 0 ? `${kept.join('')}…` : '';
}
/** Plain `text` broken at spaces into lines of at most `columns`; a longer word is left whole. */
function wrap(text, columns) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && (0,string_width/* default */.A)(longer) > columns) {
            lines.push(line);
            line = word;
        }
        else
            line = longer;
    }
    return [...lines, line];
}

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
    return printable(text)
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
    const safe = printable(text);
    return safe === '' || /[`|<>&]/.test(safe) ? codeHtml(safe) : `\`${safe}\``;
}
/** The same where Markdown is not read: in the summary of a fold. */
function codeHtml(text) {
    return `<code>${escapeMarkdown(text)}</code>`;
}
/** A block of code that its text cannot close; line breaks are kept. */
function codeBlock(text) {
    const lines = text.split('\n').map((line) => printable(line, 4_000));
    const longest = Math.max(2, ...[...lines.join('\n').matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${lines.join('\n')}\n${fence}`;
}

;// CONCATENATED MODULE: ./build/report/group.js
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

;// CONCATENATED MODULE: ./build/report/numbers.js
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
    const timed = unit.endsWith('/s') || SECONDS.has(unit);
    if (evidence === 'worse')
        return timed ? 'slower' : 'worse';
    return timed ? 'faster' : 'better';
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

;// CONCATENATED MODULE: ./build/report/rows.js


/** Arms in the order of the plan, native first; arms the plan does not name come last. */
function armsOf(run, overheads) {
    const planned = run.plan.arms.map((arm) => arm.id);
    const all = [...new Set([...planned, ...overheads.map((cell) => cell.arm)])];
    return [...all.filter((arm) => arm === results_document/* NATIVE */.s6), ...all.filter((arm) => arm !== results_document/* NATIVE */.s6)];
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
    const rows = [...groupBy(overheads, (cell) => cell.benchmark)].map(([benchmark, all]) => {
        const cells = new Map(gatingCells(run, all).map((cell) => [cell.arm, cell]));
        const levels = [cells.get(results_document/* NATIVE */.s6)?.level, ...[...cells.values()].map((cell) => cell.nativeLevel)];
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

;// CONCATENATED MODULE: ./build/report/verdicts.js

/** What a reader must know first comes first; equivalent cells are counted rather than listed. */
const VERDICT_ORDER = ['regressed', 'missing', 'improved', 'inconclusive', 'equivalent'];
/** What asks for a reader's eye. */
const FOUND = ['regressed', 'missing', 'improved'];
function costOfCell(cell) {
    return cell.effect === null ? null : costOf(cell.effect, cell.direction);
}
function testedEvidence(cell, cost) {
    if (cell.verdict === 'regressed')
        return 'worse';
    return cell.verdict === 'improved' ? 'better' : evidenceOf(cost);
}
function changeOf(cell) {
    const cost = costOfCell(cell);
    if (cost === null)
        return null;
    const text = formatCost(cost, testedEvidence(cell, cost));
    return { ...text, word: costWord(text.evidence, cell.unit) };
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
    const all = count(cells.length, 'cell');
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
    return [...fresh.slice(0, REASONS), `And ${count(fresh.length - REASONS, 'more reason')}.`];
}

;// CONCATENATED MODULE: ./build/report/markdown-tables.js





/** Figures must not be broken over lines: their spaces do not break. */
const solid = (text) => text.replaceAll(' ', '\u00a0').replaceAll('~', '\\~');
function levelText(level, unit, noisePercent) {
    return level === null ? ABSENT : solid(escapeMarkdown(formatLevel(level, unit, noisePercent)));
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
    const change = changeOf(cell);
    if (change === null)
        return ABSENT;
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
        code(benchmarkLabel(cell, among)),
        changeText(cell),
        cell.verdict === 'regressed' ? `**${cell.verdict}**` : cell.verdict,
        solid(formatNoise(cell.noisePercent)),
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
        code(benchmarkLabel(cell, among)),
        levelText(cell.baselineLevel, cell.unit, cell.noisePercent),
        levelText(cell.candidateLevel, cell.unit, cell.noisePercent),
        changeText(cell),
        cell.verdict,
        solid(formatNoise(cell.noisePercent)),
        `${cell.baselineBlocks} → ${cell.candidateBlocks}`,
    ]);
    return markdownTable(RUNTIME_HEADS, rows);
}
function overheadText(cell) {
    if (cell === undefined)
        return ABSENT;
    if (cell.level === null && cell.failures > 0)
        return 'failed';
    if (cell.overhead === null)
        return ABSENT;
    const { estimate, interval } = formatCost(costOf(cell.overhead, cell.direction));
    return solid([estimate, interval, absoluteDifference(cell)].filter((part) => part !== '').join(' '));
}
/** One row a benchmark: native's level, then the cost of each runtime with its interval. */
function overheadTable({ run, overheads }) {
    const arms = armsOf(run, overheads).filter((arm) => arm !== results_document/* NATIVE */.s6);
    const heads = [['benchmark', '---'], [results_document/* NATIVE */.s6, '---:'], ...arms.map((arm) => [code(arm), '---:'])];
    const rows = benchmarkRows(run, overheads).map((row) => [
        code(row.benchmark),
        levelText(row.nativeLevel, row.unit, null),
        ...arms.map((arm) => overheadText(row.cells.get(arm))),
    ]);
    return markdownTable(heads, rows);
}

// EXTERNAL MODULE: ./build/config/units.js
var units = __webpack_require__(33820);
;// CONCATENATED MODULE: ./build/report/origin.js
/** Where figures come from, in words. Texts hold what documents say: to be made safe by whoever shows them. */



const ENDINGS = {
    budget: 'the budget was spent',
    blocks: 'all blocks were taken',
    decided: 'everything was decided',
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
    const limits = `CPUs ${plan.limits.cpus} and ${(0,units/* formatBytes */.z3)(plan.limits.memoryBytes)} for each sandbox`;
    return [cpu.model, kernel, os, ...governor, limits].join(', ');
}
/** How much was measured and why it ended. */
function extentText(run) {
    const seconds = run.blocks.reduce((sum, block) => sum + block.wallSeconds, 0);
    const { arms, benchmarks } = run.plan;
    const ending = run.stopped === null ? 'unfinished' : ENDINGS[run.stopped.reason];
    const size = `${count(run.blocks.length, 'block')} of ${count(arms.length, 'arm')} and ${count(benchmarks.length, 'benchmark')}`;
    return `${size} in ${(0,units/* formatDuration */.a3)(Math.round(seconds))}; ${ending}`;
}
/** What each arm turned out to be, by arm. */
function sourcesOf(run) {
    return new Map(run.environments.map(({ arm, source }) => [arm, source]));
}
/** The arms that a comparison within one run sets against each other. */
function sidesOf(run) {
    return run.plan.contrasts.filter(({ baseline }) => baseline !== results_document/* NATIVE */.s6);
}

;// CONCATENATED MODULE: ./build/report/markdown-comparison.js






const ICONS = {
    fail: '❌',
    pass: '✅',
    warn: '⚠️',
    undecided: '❔',
};
function markdown_comparison_changeText(cell) {
    const change = changeOf(cell);
    return change === null ? '' : `${change.estimate} ${change.word} ${change.interval}`;
}
/** The first line: what was decided, how many of each, and the worst. */
function answer(comparison, gate) {
    const { status, answer, rest } = headline(comparison, gate);
    const [worst] = cellsOf(comparison, 'regressed');
    const clauses = [`${ICONS[status]} **${answer}**`];
    if (rest !== '')
        clauses.push(rest);
    if (worst !== undefined)
        clauses.push(`worst: ${code(worst.arm)} ${code(worst.benchmark)} ${markdown_comparison_changeText(worst)}`);
    return clauses.join('; ');
}
/** The gate's reasons, where the rest does not say them, and a table of what was found. */
function found({ comparison, gate }) {
    const reasons = gateReasons({ comparison, gate }).map((reason) => `- ${escapeMarkdown(reason)}`);
    const cells = FOUND.flatMap((verdict) => cellsOf(comparison, verdict));
    return [
        ...(reasons.length === 0 ? [] : [{ text: reasons.join('\n') }]),
        ...(cells.length === 0 ? [] : [{ text: verdictTable(cells, comparison.cells) }]),
    ];
}
function sides({ mode, baseline, candidate }, run) {
    const name = (id, startedAt) => `${code(id)} of ${escapeMarkdown(formatTime(startedAt))}`;
    const now = name(candidate.id, candidate.startedAt);
    if (mode === 'ab') {
        const arms = sidesOf(run).map((side) => `${code(side.candidate)} against ${code(side.baseline)}`);
        return `${arms.join(', ')}, measured in pairs in run ${now}.`;
    }
    const before = `${name(baseline.id, baseline.startedAt)} (${escapeMarkdown(baseline.source)})`;
    return `Run ${now} against run ${before}: each runtime's cost against native in its own run.`;
}
function rules({ settings }) {
    const chance = `${Number((100 * settings.alpha).toPrecision(3))} %`;
    return `Nothing under ${settings.minEffectPercent} % is called regressed, and the tests allow a chance of ${chance} of any false alarm in ${count(settings.cells, 'cell')}; for equivalent, ${settings.marginPercent} % for the worse must be excluded.`;
}
function hostLine(comparison) {
    if (comparison.host.length === 0)
        return [];
    const moved = hostMoves(comparison).map((cell) => `${code(cell.benchmark)} ${markdown_comparison_changeText(cell)}`);
    if (moved.length === 0)
        return [`No move of the host is proven (native in ${count(comparison.host.length, 'benchmark')}).`];
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
    return [fold(`${count(rows.length, 'difference')} of host and software`, 'differences of host and software', table)];
}
/** What was compared with what, by which rule, and what else differs. */
function basis(comparison, run) {
    const sentences = [sides(comparison, run), rules(comparison), ...hostLine(comparison)];
    return [{ text: sentences.join(' ') }, ...differences(comparison)];
}
/** Why cells are inconclusive, each reason once. */
function openQuestions(cells) {
    const open = cells.filter(({ verdict }) => verdict === 'inconclusive');
    const reasons = [...groupBy(open, ({ reason }) => reason)].map(([reason, same]) => `- ${same.map((cell) => code(cell.benchmark)).join(', ')}: ${escapeMarkdown(reason)}`);
    return reasons.length === 0 ? '' : `\n\nInconclusive:\n\n${reasons.join('\n')}`;
}
/** Every cell, folded by runtime. */
function runtimeFolds(comparison) {
    return [...groupBy(comparison.cells, ({ arm }) => arm)].map(([arm, cells]) => {
        const sorted = [...cells].sort((a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict));
        const body = `${runtimeTable(sorted, comparison.cells)}${openQuestions(sorted)}`;
        return fold(`${codeHtml(arm)}: ${tally(comparison, VERDICT_ORDER, cells)}`, `all cells of ${code(arm)}`, body);
    });
}

;// CONCATENATED MODULE: ./build/report/notes.js


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
    return [...groupBy(told, ({ note }) => note)].map(([note, cells]) => `${named(cells.map(({ name }) => name))}: ${note}`);
}
function failuresOf(run) {
    return run.blocks.flatMap((block) => [
        ...block.launches.flatMap(({ arm, failure }) => (failure ? [{ where: `${arm} launch`, failure }] : [])),
        ...block.pairs.flatMap((pair) => pair.trials.flatMap(({ arm, failure }) => (failure ? [{ where: `${arm} ${pair.benchmark}`, failure }] : []))),
    ]);
}
function failureNotes(run) {
    return [...groupBy(failuresOf(run), ({ where, failure }) => `${where}\n${failure.reason}`).values()].flatMap((same) => {
        const [first] = same;
        if (!first)
            return [];
        const { message, reason, tail } = first.failure;
        const last = tail.slice(-TAIL_LINES).join(' | ');
        return [
            `${first.where}: failed ${count(same.length, 'time')} (${reason}): ${message}${last ? ` Last lines: ${last}` : ''}`,
        ];
    });
}
function cutShort(run) {
    const { stopped, blocks } = run;
    if (stopped === null)
        return [`The run did not end: ${count(blocks.length, 'block')} of it are here.`];
    if (stopped.reason !== 'cancelled' && stopped.reason !== 'error')
        return [];
    return [`The run was cut short after ${count(blocks.length, 'block')} (${stopped.reason}): ${stopped.detail}`];
}
/** Sentences as the documents say them: to be made safe by whoever shows them. The most serious come first. */
function notesOf({ run, overheads, comparison }) {
    const all = [
        ...cutShort(run),
        ...failureNotes(run),
        ...run.warnings,
        ...(comparison?.notes ?? []),
        ...cellNotes(overheads),
    ];
    return [...new Set(all)];
}

;// CONCATENATED MODULE: ./build/report/reproduce.js
/** Commands that measure again what a report shows. */



/** Room for a long list of arms; what is longer is cut. */
const LONGEST_WORD = 4_000;
/** One word of a POSIX shell, on one line whatever it holds. */
function quote(word) {
    const safe = printable(word, LONGEST_WORD);
    return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
function command(run, arms, benchmarks) {
    const { plan } = run;
    const flags = [
        ['runtimes', arms.join(',')],
        ['suites', benchmarks.join(',')],
        ['profile', plan.profile],
        ['blocks', `${plan.blocks.min}..${plan.blocks.max}`],
        ['pairs', String(plan.pairsPerBlock)],
        ['budget', (0,units/* formatDuration */.a3)(plan.budgetSeconds)],
        ['cpus', plan.limits.cpus],
        ['memory', (0,units/* formatBytes */.z3)(plan.limits.memoryBytes)],
        ['seed', String(plan.seed)],
    ];
    return [
        'sudo node dist/cli/index.js run',
        ...flags.filter(([, value]) => value !== '').map(([flag, value]) => `--${flag} ${quote(value)}`),
    ].join(' ');
}
/** The whole run again, in the same order. */
function reproduceRun(run) {
    const arms = run.plan.arms.map((arm) => arm.id).filter((arm) => arm !== results_document/* NATIVE */.s6);
    return command(run, arms, run.plan.benchmarks.map(({ id }) => id));
}
/** One arm and benchmark, with the arm it was paired with. */
function reproduceCell(run, arm, benchmark) {
    const partners = run.plan.contrasts.filter(({ candidate }) => candidate === arm).map(({ baseline }) => baseline);
    const arms = [...new Set([...partners, arm])].filter((name) => name !== results_document/* NATIVE */.s6);
    return command(run, arms, [benchmark]);
}

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
/** `runc +0.4 %`: the middle of one runtime's costs. */
function medianCost({ run, overheads }, arm) {
    const costs = benchmarkRows(run, overheads).flatMap(({ cells }) => {
        const cell = cells.get(arm);
        return cell?.overhead ? [costOf(cell.overhead, cell.direction).percent] : [];
    });
    if (costs.length === 0)
        return [];
    return [`${code(arm)} ${formatPercent((0,simple_statistics/* median */.JZ)(costs))}`];
}
/** The first line where there is nothing to compare with. */
function costAnswer(input) {
    const failed = input.gate?.pass === false ? `${ICONS.fail} ` : '';
    const arms = armsOf(input.run, input.overheads).filter((arm) => arm !== results_document/* NATIVE */.s6);
    const costs = arms.flatMap((arm) => medianCost(input, arm));
    const benchmarks = new Set(input.overheads.map(({ benchmark }) => benchmark)).size;
    const told = costs.length === 0
        ? ''
        : ` Median cost against native over ${count(benchmarks, 'benchmark')}: ${costs.join(', ')}.`;
    return `${failed}**No baseline to compare with, so no verdict.**${told}`;
}
const bullets = (texts) => texts.map((text) => `- ${escapeMarkdown(text)}`).join('\n');
function noteParts(input) {
    const all = notesOf(input);
    const [shown, rest] = [all.slice(0, NOTES_SHOWN), all.slice(NOTES_SHOWN)];
    const first = shown.length === 0 ? [] : [{ text: `**Notes**\n\n${bullets(shown)}` }];
    return rest.length === 0
        ? first
        : [...first, fold(`${count(rest.length, 'more note')}`, 'more notes', bullets(rest))];
}
/** The command for the whole run, then for what needs a second look. */
function reproducePart(run, comparison) {
    const cells = comparison === undefined ? [] : [...cellsOf(comparison, 'regressed'), ...cellsOf(comparison, 'missing')];
    const commands = cells.map(({ arm, benchmark }) => reproduceCell(run, arm, benchmark));
    const all = [reproduceRun(run), ...[...new Set(commands)].slice(0, COMMANDS)];
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
        `${escapeMarkdown(hostText(run))}.`,
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
    const origin = `tare ${escapeMarkdown(run.tool.version)}, run ${code(run.id)}: ${extentText(run)}.`;
    return { text: `<sub>${origin} ${LEGEND}</sub>` };
}
/** The whole text within the limit, ending in a newline. */
function renderMarkdown(input, options) {
    const { run, comparison, gate } = input;
    const reasons = gate === undefined || gate.reasons.length === 0 ? [] : [{ text: bullets(gate.reasons) }];
    const parts = comparison === undefined
        ? [{ text: costAnswer(input) }, ...reasons, ...costParts(input), ...noteParts(input)]
        : [
            { text: answer(comparison, gate) },
            ...found({ comparison, gate }),
            ...basis(comparison, run),
            ...noteParts(input),
            ...runtimeFolds(comparison),
            ...costParts(input),
        ];
    const closing = [reproducePart(run, comparison), hostPart(run), signature(run)];
    return `${withinLimit([...parts, ...closing], options.maxBytes - 1, options.pointer)}\n`;
}

// EXTERNAL MODULE: ./node_modules/picocolors/picocolors.js
var picocolors = __webpack_require__(57336);
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

// EXTERNAL MODULE: ./node_modules/cli-table3/index.js
var cli_table3 = __webpack_require__(25832);
;// CONCATENATED MODULE: ./build/report/table.js
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
    const table = new cli_table3({
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

;// CONCATENATED MODULE: ./build/report/terminal-comparison.js







const LONGEST_NAME = 40;
/** Of a fingerprint: kernel command lines are long. */
const LONGEST_VALUE = 2_000;
const INDENT = '  ';
const STATUS = {
    fail: 'FAIL',
    pass: 'PASS',
    warn: 'WARN',
    undecided: 'UNDECIDED',
};
const COLUMNS = [
    { head: 'runtime', align: 'left' },
    { head: 'benchmark', align: 'left' },
    { head: 'change', align: 'right' },
    { head: '', align: 'left' },
    { head: 'interval', align: 'left' },
    { head: 'noise', align: 'right' },
];
const terminal_comparison_name = (text) => clip(printable(text), LONGEST_NAME);
function paintStatus(status, colours) {
    const paint = { fail: colours.red, pass: colours.green, warn: colours.yellow, undecided: colours.yellow }[status];
    return colours.bold(paint(STATUS[status]));
}
/** Text after a label, its further lines indented to where it began. */
function hanging(label, labelWidth, text, width) {
    const lines = wrap(text, width - labelWidth);
    return lines.map((line, i) => (i === 0 ? label : ' '.repeat(labelWidth)) + line);
}
function answerLines(comparison, gate, width, colours) {
    const { status, answer, rest } = headline(comparison, gate);
    const text = rest === '' ? answer : `${answer}; ${rest}`;
    const indent = STATUS[status].length + INDENT.length;
    const reasons = gateReasons({ comparison, gate }).flatMap((reason) => hanging(' '.repeat(indent), indent, printable(reason), width));
    return [...hanging(`${paintStatus(status, colours)}${INDENT}`, indent, text, width), ...reasons];
}
/** The gate's outcome where nothing was compared. */
function gateLines(gate, width, colours) {
    if (gate === undefined)
        return [];
    const label = `${paintStatus(gate.pass ? 'pass' : 'fail', colours)}${INDENT}`;
    return hanging(label, STATUS.pass.length + INDENT.length, printable(gate.reasons.join(' ')), width);
}
function terminal_comparison_sides({ mode, baseline, candidate }, run) {
    if (mode === 'across') {
        return `Run ${candidate.id} of ${formatTime(candidate.startedAt)} against run ${baseline.id} of ${formatTime(baseline.startedAt)} (${baseline.source}).`;
    }
    const arms = sidesOf(run).map((side) => `${side.candidate} against ${side.baseline}`);
    return `${arms.join(', ')}, measured in pairs in run ${candidate.id}.`;
}
function origin(comparison, run, width) {
    const { minEffectPercent, alpha, cells } = comparison.settings;
    const meaning = comparison.mode === 'ab' ? 'against the baseline' : "of each runtime's cost against native";
    const chance = `${Number((100 * alpha).toPrecision(3))} %`;
    return [
        ...wrap(printable(terminal_comparison_sides(comparison, run)), width),
        ...wrap(`change: ${meaning}, as more time or less throughput; + is worse, - is better, ~ is no evidence of either. Nothing under ${minEffectPercent} % is called regressed, and the tests allow a chance of ${chance} of any false alarm in ${count(cells, 'cell')}.`, width),
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
    const change = changeOf(cell);
    return [
        terminal_comparison_name(cell.arm),
        terminal_comparison_name(benchmarkLabel(cell, among)),
        change === null ? ABSENT : paintCost(colours, change.evidence, change.estimate),
        change?.word ?? '',
        colours.dim(change?.interval ?? ''),
        formatNoise(cell.noisePercent),
    ];
}
/** All that is not equivalent, under its verdict; below the rows that share a reason, that reason. */
function terminal_comparison_verdictTable(comparison, width, colours) {
    const cells = VERDICT_ORDER.filter((verdict) => verdict !== 'equivalent').flatMap((verdict) => [...groupBy(cellsOf(comparison, verdict), ({ reason }) => reason).values()].flat());
    if (cells.length === 0)
        return [];
    const [head = '', ...rows] = tableLines(COLUMNS.map((column) => ({ ...column, head: colours.bold(column.head) })), cells.map((cell) => rowCells(cell, comparison.cells, colours)));
    const lines = cells.flatMap((cell, i) => {
        const title = cell.verdict === cells[i - 1]?.verdict ? [] : [paintVerdict(cell.verdict, colours)];
        const next = cells[i + 1];
        const told = next?.reason === cell.reason && next.verdict === cell.verdict;
        const reason = told || cell.reason === '' ? [] : hanging(INDENT.repeat(2), 2 * INDENT.length, printable(cell.reason), width);
        return [...title, `${INDENT}${rows[i] ?? ''}`, ...reason.map(colours.dim)];
    });
    return ['', `${INDENT}${head}`, ...lines];
}
function equivalents(comparison) {
    const n = cellsOf(comparison, 'equivalent').length;
    if (n === 0)
        return [];
    return [`${count(n, 'cell')} equivalent: a slowdown of ${comparison.settings.marginPercent} % is excluded.`];
}
function hostLines(comparison, width) {
    if (comparison.host.length === 0)
        return [];
    const moved = hostMoves(comparison).map((cell) => {
        const change = changeOf(cell);
        return `${terminal_comparison_name(cell.benchmark)} ${change?.estimate} ${change?.word} ${change?.interval}`;
    });
    if (moved.length === 0)
        return [`No move of the host is proven (native in ${count(comparison.host.length, 'benchmark')}).`];
    return hanging('', INDENT.length, `The host moved, which is no verdict about a runtime; native itself: ${moved.join('; ')}.`, width);
}
function differenceLines({ differences }, width, colours) {
    if (differences.length === 0)
        return [];
    const lines = differences.flatMap(({ field, baseline, candidate }) => hanging(INDENT, 2 * INDENT.length, printable(`${field}: ${baseline}, now ${candidate}`, LONGEST_VALUE), width));
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

;// CONCATENATED MODULE: ./build/report/terminal-overheads.js
/** The cost of every arm against native, as aligned columns. */







/** Beyond this many arms, native included, each gets its own table. */
const ARMS_SIDE_BY_SIDE = 3;
const terminal_overheads_LONGEST_NAME = 40;
/** Marks a cell that a note or a failure is about. */
const MARK = '*';
const terminal_overheads_name = (text) => clip(printable(text), terminal_overheads_LONGEST_NAME);
function level(value, row, noisePercent) {
    if (value === null)
        return ABSENT;
    return formatNumber(value * scaleFor(row.nativeLevel ?? value, row.unit).factor, noisePercent);
}
function armLevel(row, cell) {
    if (cell === undefined)
        return ABSENT;
    return cell.level === null && cell.failures > 0 ? 'failed' : level(cell.level, row, cell.noisePercent);
}
/** Native is shown to as many digits as the quietest arm beside it. */
function nativeLevel(row, arms) {
    const noises = arms.map((arm) => row.cells.get(arm)?.noisePercent ?? null).filter((noise) => noise !== null);
    return level(row.nativeLevel, row, noises.length === 0 ? null : Math.min(...noises));
}
/** Level, cost and interval of one arm: three cells of a row. */
function armCells(row, cell, detail, colours) {
    const mark = cell !== undefined && (cell.notes.length > 0 || cell.failures > 0) ? MARK : '';
    const shown = armLevel(row, cell);
    if (cell === undefined || cell.overhead === null)
        return [shown, ABSENT, mark];
    const cost = formatCost(costOf(cell.overhead, cell.direction));
    const interval = [cost.interval, detail === 'difference' ? absoluteDifference(cell) : '', mark]
        .filter((part) => part !== '')
        .join(' ');
    return [shown, paintCost(colours, cost.evidence, cost.estimate), colours.dim(interval)];
}
function terminal_overheads_rowCells(row, arms, detail, colours) {
    const known = row.nativeLevel ?? [...row.cells.values()].find((cell) => cell.level !== null)?.level ?? 0;
    return [
        terminal_overheads_name(row.benchmark),
        terminal_overheads_name(scaleFor(known, row.unit).unit),
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
function table(rows, arms, detail, colours) {
    return tableLines(columnsFor(arms, colours), rows.map((row) => terminal_overheads_rowCells(row, arms, detail, colours)));
}
/** Each benchmark's name on a line of its own above its figures: for narrow terminals. */
function stackedTable(rows, arms, colours) {
    const cells = rows.map((row) => terminal_overheads_rowCells(row, arms, 'levels', colours));
    const [head = '', ...figures] = tableLines(columnsFor(arms, colours).slice(1), cells.map((row) => row.slice(1)));
    return [`  ${head}`, ...figures.flatMap((line, i) => [cells[i]?.[0] ?? '', `  ${line}`])];
}
/** The most telling layout that keeps the width; the narrowest where none does. */
function fitted(rows, arms, width, colours) {
    const layouts = [table(rows, arms, 'difference', colours), table(rows, arms, 'levels', colours)];
    return layouts.find((lines) => fits(lines, width)) ?? stackedTable(rows, arms, colours);
}
/** One row a benchmark; all arms side by side where there are few and they fit, else a table for each arm. */
function overheadLines({ run, overheads }, width, colours) {
    const rows = benchmarkRows(run, overheads);
    const arms = armsOf(run, overheads).filter((arm) => arm !== results_document/* NATIVE */.s6);
    if (rows.length === 0)
        return ['Nothing was measured.'];
    if (arms.length < ARMS_SIDE_BY_SIDE) {
        const together = table(rows, arms, 'difference', colours);
        if (fits(together, width))
            return together;
    }
    return arms.flatMap((arm, i) => [...(i === 0 ? [] : ['']), ...fitted(rows, [arm], width, colours)]);
}

;// CONCATENATED MODULE: ./build/report/terminal.js







const terminal_LEGEND = 'cost against native, as more time or less throughput: + is worse, - is better, ×n is n times as slow, ~ is no evidence, [?] is too few blocks for an interval.';
function bullet(text, width) {
    return wrap(printable(text), width - 2).map((line, i) => `${i === 0 ? '- ' : '  '}${line}`);
}
function heading({ run, overheads }, width, colours) {
    const sources = sourcesOf(run);
    const arms = armsOf(run, overheads).flatMap((arm) => sources.has(arm) ? [printable(`${arm}: ${sources.get(arm)}`)] : []);
    return [
        colours.bold(printable(`tare ${run.tool.version}, run ${run.id} of ${formatTime(run.startedAt)}`)),
        ...wrap(printable(hostText(run)), width),
        ...wrap(arms.join('; '), width),
        ...wrap(printable(`${extentText(run)}.`), width),
        ...wrap(terminal_LEGEND, width).map(colours.dim),
    ].filter((line) => line !== '');
}
function notes(input, width, colours) {
    const all = notesOf(input);
    if (all.length === 0)
        return [];
    return ['', colours.bold(colours.yellow('Notes (* in the table)')), ...all.flatMap((note) => bullet(note, width))];
}
function files({ files: written }) {
    if (written.length === 0)
        return [];
    const labels = Math.max(...written.map(({ label }) => label.length));
    return ['', ...written.map(({ label, path }) => `${label.padEnd(labels)}  ${printable(path, Infinity)}`)];
}
/** Lines of the whole result, ending in a newline; the width is kept wherever names allow. */
function terminal_renderTerminal(input, options) {
    const colours = palette(options.colour);
    const { comparison, gate } = input;
    const lines = [
        ...heading(input, options.width, colours),
        '',
        ...overheadLines(input, options.width, colours),
        '',
        ...(comparison === undefined
            ? [...gateLines(gate, options.width, colours), 'No baseline to compare with, so no verdict.']
            : comparisonLines({ comparison, gate }, input.run, options.width, colours)),
        ...notes(input, options.width, colours),
        ...files(options),
    ];
    return `${lines.join('\n')}\n`;
}

;// CONCATENATED MODULE: ./build/compare/worst-verdict.js
const WORST_FIRST = ['regressed', 'missing', 'inconclusive', 'improved', 'equivalent'];
/** The verdict that asks most for attention; `inconclusive` where nothing was compared. */
function worstVerdict({ cells }) {
    return WORST_FIRST.find((verdict) => cells.some((cell) => cell.verdict === verdict)) ?? 'inconclusive';
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
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
function printResult(input, files) {
    process.stdout.write(renderTerminal(input, { ...terminalOf(process.stdout), files }));
}

;// CONCATENATED MODULE: ./build/entry/action/tell.js
/** Tells a result to GitHub: job summary, annotations, outputs. */





/** Annotations a step may have; GitHub shows no more than ten of a kind. */
const ANNOTATIONS = 10;
async function tellResult(input, folder) {
    core/* info */.pq(terminal_renderTerminal(input, { width: 120, colour: false, files: [] }));
    core/* setOutput */.uH('report-path', writeReport(input, folder));
    core/* setOutput */.uH('verdict', input.comparison ? worstVerdict(input.comparison) : '');
    const regressed = input.comparison?.cells.filter(({ verdict }) => verdict === 'regressed') ?? [];
    core/* setOutput */.uH('regressions', input.comparison ? String(regressed.length) : '');
    for (const { arm, benchmark, reason } of regressed.slice(0, ANNOTATIONS)) {
        core/* error */.z3(reason, { title: `${arm} ${benchmark} regressed` });
    }
    if (process.env.GITHUB_STEP_SUMMARY)
        await core/* summary */.z.addRaw(renderMarkdown(input, SUMMARY_LIMITS)).write();
}


/***/ })

};
