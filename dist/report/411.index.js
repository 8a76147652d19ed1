export const id = 411;
export const ids = [411];
export const modules = {

/***/ 90411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  page: () => (/* binding */ page),
  renderHtml: () => (/* binding */ renderHtml)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/report/chart-colours.js
/**
 * Told apart by people with protanopia, deuteranopia and tritanopia too, and at least 3:1 against the surface in both
 * schemes; `test/report/chart-colours.test.ts` computes both. No chart relies on colour alone: every row is labelled.
 */
const RUNTIME_COLOURS = {
    native: { light: '#5b6470', dark: '#a3adb8' },
    runc: { light: '#4662e5', dark: '#6284e2' },
    crun: { light: '#019bd9', dark: '#a2fff5' },
    docker: { light: '#cb3502', dark: '#cc7c00' },
    containerd: { light: '#aa8500', dark: '#ffff33' },
    podman: { light: '#be3c98', dark: '#f9b5fe' },
    runsc: { light: '#639e6e', dark: '#5af090' },
    incus: { light: '#2c00b8', dark: '#8b46d3' },
    lxc: { light: '#730503', dark: '#b54e08' },
    lxd: { light: '#7a6abd', dark: '#db93fb' },
    nspawn: { light: '#726c26', dark: '#b7d600' },
    firecracker: { light: '#fe5260', dark: '#e51b70' },
    qemu: { light: '#3d145e', dark: '#606fa8' },
};
/** A runtime that this version does not know. */
const UNKNOWN = { light: '#7a7f87', dark: '#8b939d' };
/** Everything else that charts and page are drawn with. */
const SURFACE_COLOURS = {
    surface: { light: '#ffffff', dark: '#14181d' },
    raised: { light: '#f5f6f8', dark: '#1c2229' },
    line: { light: '#d8dde3', dark: '#343c46' },
    text: { light: '#1b2129', dark: '#e6eaef' },
    muted: { light: '#57606a', dark: '#9aa5b1' },
    link: { light: '#0a58b8', dark: '#7db4ff' },
    worse: { light: '#b42318', dark: '#ff8a7d' },
    better: { light: '#14713d', dark: '#5fd08d' },
    doubt: { light: '#8a5a00', dark: '#e3b341' },
};
/** What a chart writes where it means a colour of the surface. */
const chart_colours_surface = (name) => `var(--${name})`;
/** What a chart writes where it means an arm's colour. */
const armColour = (run, arm) => `var(--${armClass(run, arm)})`;
/** The class of an element that shows an arm's colour as its background. */
const armClass = (run, arm) => `runtime-${runtimeOf(run, arm)}`;
/** Rules for `armClass`. */
const ARM_STYLE = [...Object.keys(RUNTIME_COLOURS), 'unknown']
    .map((name) => `.runtime-${name}{background:var(--runtime-${name})}`)
    .join('');
function runtimeOf(run, arm) {
    const runtime = run.plan.arms.find(({ id }) => id === arm)?.runtime ?? '';
    return Object.hasOwn(RUNTIME_COLOURS, runtime) ? runtime : 'unknown';
}
function declarations(scheme) {
    const runtimes = Object.entries({ ...RUNTIME_COLOURS, unknown: UNKNOWN });
    return [
        ...Object.entries(SURFACE_COLOURS).map(([name, pair]) => `--${name}:${pair[scheme]}`),
        ...runtimes.map(([name, pair]) => `--runtime-${name}:${pair[scheme]}`),
    ].join(';');
}
/** Declares the colours for `selector`: light, dark where the reader's system is, and light again on paper. */
function chart_colours_colourStyle(selector) {
    return [
        `${selector}{color-scheme:light dark;${declarations('light')}}`,
        `@media (prefers-color-scheme:dark){${selector}{${declarations('dark')}}}`,
        `@media print{${selector}{color-scheme:light;${declarations('light')}}}`,
    ].join('\n');
}

// EXTERNAL MODULE: ./build/report/chart-scale.js
var chart_scale = __webpack_require__(2104);
// EXTERNAL MODULE: ./node_modules/@observablehq/plot/src/index.js + 99 modules
var src = __webpack_require__(49340);
// EXTERNAL MODULE: ./node_modules/linkedom/esm/index.js + 184 modules
var esm = __webpack_require__(29532);
// EXTERNAL MODULE: ./build/report/printable.js
var printable = __webpack_require__(74628);
;// CONCATENATED MODULE: ./build/report/svg-plot.js
/** The one place that draws: Observable Plot on a document of linkedom, made into the text of an SVG element. */





/** px; Plot draws its text at this size too. */
const FONT_SIZE = 12;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
/** An `<svg>` whose colours are custom properties: whoever shows it declares them. */
function drawSvg(drawing, options) {
    const { document } = (0,esm/* parseHTML */.BW)('<!doctype html><html><body></body></html>');
    const svg = src.plot({
        ...options,
        document,
        width: drawing.width,
        height: drawing.height,
        className: 'tare-chart',
        style: { fontSize: `${FONT_SIZE}px` },
    });
    for (const name of ['class', 'font-size', 'font-family'])
        svg.removeAttribute(name);
    for (const style of svg.querySelectorAll('style'))
        style.remove();
    const root = `<svg role="img" aria-label="${escapeXml(drawing.label)}" font-size="${FONT_SIZE}" font-family='${FONT}' `;
    return String(svg.outerHTML)
        .replace(/<[a-z][^>]*>/gi, tidy)
        .replace('<svg ', root);
}
/** Attributes of Plot's own that say nothing to a reader, or that the page's policy refuses. */
const NOT_OURS = / (?:aria-label|aria-description|aria-hidden|style)="[^"]*"/g;
/**
 * One tag. Plot names its groups for its own use, which a screen reader would read out, and gives coordinates 15 digits.
 * No attribute holds text from a document: that is in elements.
 */
function tidy(tag) {
    return tag.replace(NOT_OURS, '').replace(/\d+\.\d{3,}/g, (text) => String(Number(Number(text).toFixed(1))));
}
/** Text inside an element or an attribute of XML. */
function escapeXml(text) {
    return (0,printable/* printable */.g$)(text, Number.POSITIVE_INFINITY).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
const MARGIN = 16;
/** A file of its own: with a heading, a ground to be read on, and colours for light and dark. */
function svg_plot_standaloneSvg(heading, svg) {
    const [width = 0, height = 0] = ['width', 'height'].map((name) => Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)?.[1]));
    const [title, subtitle] = heading.map(escapeXml);
    const top = MARGIN + 44;
    const [fullWidth, fullHeight] = [width + 2 * MARGIN, height + top + MARGIN];
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ${fullHeight}" font-family='${FONT}'>`,
        `<style>${colourStyle('svg')}</style>`,
        `<rect width="100%" height="100%" rx="6" fill="${surface('surface')}"/>`,
        `<text x="${MARGIN}" y="${MARGIN + 14}" font-size="16" font-weight="600" fill="${surface('text')}">${title}</text>`,
        `<text x="${MARGIN}" y="${MARGIN + 34}" font-size="12" fill="${surface('muted')}">${subtitle}</text>`,
        svg.replace('<svg ', `<svg x="${MARGIN}" y="${top}" color="${surface('text')}" `),
        '</svg>\n',
    ].join('\n');
}

;// CONCATENATED MODULE: ./build/report/chart-distribution.js



const HEIGHT = 190;
const chart_distribution_MARGIN = { marginLeft: 52, marginRight: 8, marginTop: 22, marginBottom: 40 };
/** Small dots: pairs. Rings: their mean in each block, the unit of replication. */
function distributionChart(distribution, width) {
    const { sides, direction, colour, label } = distribution;
    const pairs = sides.flatMap((side) => points(side, direction, 'pairs'));
    const means = sides.flatMap((side) => points(side, direction, 'blocks'));
    const length = HEIGHT - chart_distribution_MARGIN.marginTop - chart_distribution_MARGIN.marginBottom;
    const scale = (0,chart_scale/* timeScale */.Mw)([...pairs, ...means].map(({ percent }) => percent), length, 20);
    const place = { fx: 'side', x: 'block', y: 'percent' };
    return drawSvg({ label, width, height: HEIGHT }, {
        ...chart_distribution_MARGIN,
        x: { label: null, inset: 8 },
        y: { type: scale.type, constant: chart_scale/* SYMLOG_FROM */.Ps, domain: [...scale.domain], label: null },
        fx: { domain: sides.map(({ heading }) => heading), label: null, axis: null, padding: 0.06 },
        marks: [
            ...chart_distribution_frame(scale.ticks, sides),
            src.dot(pairs, { ...place, r: 1.7, fill: colour, fillOpacity: 0.75 }),
            src.dot(means, { ...place, r: 4, fill: 'none', stroke: colour, strokeWidth: 1.5, title: 'tip' }),
        ],
    });
}
function chart_distribution_frame(ticks, sides) {
    return [
        src.gridY(ticks, { stroke: chart_colours_surface('line'), strokeOpacity: 1 }),
        src.ruleY([0], { stroke: chart_colours_surface('muted') }),
        src.axisY(ticks, { facetAnchor: 'left', tickFormat: chart_scale/* timeTick */.dm, tickSize: 0, color: chart_colours_surface('muted'), label: null }),
        src.axisX({
            ticks: 5,
            tickFormat: 'd',
            tickSize: 0,
            color: chart_colours_surface('muted'),
            label: 'block, in the order taken',
            labelAnchor: 'center',
            labelArrow: 'none',
            labelOffset: 36,
        }),
        src.text(sides, {
            fx: 'heading',
            text: 'heading',
            frameAnchor: 'top-left',
            dy: -20,
            fontWeight: 600,
            fill: chart_colours_surface('text'),
        }),
    ];
}
function points({ heading, blocks }, direction, which) {
    return blocks.flatMap(({ block, difference, pairs }) => {
        const ratios = which === 'blocks' ? [Math.exp(difference)] : pairs.map(({ baseline, candidate }) => candidate / baseline);
        return ratios.map((ratio) => {
            const { percent } = (0,chart_scale/* extraTime */.aO)({ ratio, low: null, high: null }, direction);
            return { side: heading, block, percent, tip: `block ${block}: ${tipOf(percent)}, ${pairs.length} pairs` };
        });
    });
}
const tipOf = (percent) => (percent === 0 ? 'no difference' : (0,chart_scale/* timeTick */.dm)(percent));

// EXTERNAL MODULE: ./build/results/document.js
var results_document = __webpack_require__(51656);
// EXTERNAL MODULE: ./node_modules/simple-statistics/dist/simple-statistics.mjs
var simple_statistics = __webpack_require__(15521);
;// CONCATENATED MODULE: ./build/report/chart-labels.js
/** Labels beside a chart's rows. */

/** px; wide enough for the widest letters of the fonts charts are drawn with at 12 px. */
const CHARACTER = 7.2;
const INDENT = 8;
const GAP = 12;
/** At most `longest` characters. */
const shortLabel = (text, longest) => (0,printable/* clip */.$Q)((0,printable/* printable */.g$)(text), longest);
/** px that these labels need left of a chart. */
function labelMargin(labels, longest) {
    const widths = labels.map((label) => shortLabel(label, longest).length);
    return Math.ceil(INDENT + CHARACTER * Math.max(4, ...widths) + GAP);
}

// EXTERNAL MODULE: ./build/report/numbers.js
var numbers = __webpack_require__(73533);
;// CONCATENATED MODULE: ./build/report/chart-levels.js
/** Levels of every arm side by side, from zero: a bar to the median, and every figure it is the median of. */






const ROW = 22;
const HEADING = 24;
const AXIS = 44;
/** Every heading has a row for each of the arms that have figures under it. */
function drawLevels(run, chart, width) {
    const scale = (0,numbers/* scaleFor */.E1)(Math.max(...chart.rows.flatMap(({ values }) => values)), chart.unit);
    const bars = chart.rows.map((row) => barOf(run, row, chart));
    const points = chart.rows.flatMap(({ heading, arm, values }) => values.map((value) => ({ heading, arm, value: value * scale.factor, colour: armColour(run, arm) })));
    const headings = [...new Set(bars.map(({ heading }) => heading))];
    const arms = [...new Set(bars.map(({ arm }) => arm))];
    const longest = width < 500 ? 13 : 26;
    const [marginLeft, marginRight] = [labelMargin(arms, longest), 76];
    const level = (bar) => bar.level * scale.factor;
    return drawSvg({
        label: `${headings.join(', ')} by runtime: ${bars.map(({ heading, arm, text }) => `${arm} ${heading} ${text}`).join('; ')}.`,
        width,
        height: headings.length * (HEADING + ROW * arms.length) + AXIS,
    }, {
        marginLeft,
        marginRight,
        marginTop: 0,
        marginBottom: AXIS,
        x: { domain: [0, Math.max(...points.map(({ value }) => value)) * 1.02], label: null },
        y: { domain: ['', ...arms], axis: null, padding: 0 },
        fy: { domain: headings, axis: null, padding: 0 },
        marks: [
            ...chart_levels_frame(headings, `${chart.axis} (${scale.unit.trim()}) →`, marginLeft, width),
            src.barX(bars, {
                fy: 'heading',
                y: 'arm',
                x: level,
                fill: 'colour',
                fillOpacity: 0.35,
                insetTop: 4,
                insetBottom: 4,
                title: 'tip',
            }),
            src.tickX(bars, { fy: 'heading', y: 'arm', x: level, stroke: 'colour', strokeWidth: 3, inset: 4 }),
            src.dot(points, { fy: 'heading', y: 'arm', x: 'value', r: 1.8, fill: 'colour' }),
            ...rowTexts(bars, longest, marginLeft, marginRight),
        ],
    });
}
function barOf(run, { heading, arm, values }, { unit }) {
    const level = (0,simple_statistics/* median */.JZ)([...values]);
    const range = `${(0,numbers/* formatLevel */.eI)(Math.min(...values), unit)} to ${(0,numbers/* formatLevel */.eI)(Math.max(...values), unit)}`;
    const text = (0,numbers/* formatLevel */.eI)(level, unit);
    const count = `${values.length} ${values.length === 1 ? 'launch' : 'launches'}`;
    return {
        heading,
        arm,
        level,
        text,
        colour: armColour(run, arm),
        tip: `${(0,printable/* printable */.g$)(arm)}, ${heading}\nmedian ${text}\n${range} in ${count}`,
    };
}
function chart_levels_frame(headings, label, marginLeft, width) {
    const ticks = width < 500 ? 4 : 8;
    return [
        src.gridX({ ticks, stroke: chart_colours_surface('line'), strokeOpacity: 1, insetTop: HEADING }),
        src.ruleX([0], { stroke: chart_colours_surface('muted'), insetTop: HEADING }),
        src.axisX({
            ticks,
            facetAnchor: 'bottom',
            tickFormat: (value) => (value === 0 ? '0' : String(Number((0,numbers/* formatNumber */.ZV)(value)))),
            tickSize: 0,
            color: chart_colours_surface('muted'),
            label,
            labelAnchor: 'center',
            labelArrow: 'none',
            labelOffset: 40,
        }),
        src.text(headings, {
            fy: (heading) => heading,
            text: (heading) => heading,
            frameAnchor: 'top-left',
            dx: -marginLeft,
            dy: 8,
            fontWeight: 600,
            fill: chart_colours_surface('text'),
        }),
    ];
}
function rowTexts(bars, longest, marginLeft, marginRight) {
    const row = { fy: 'heading', y: 'arm', fill: chart_colours_surface('text') };
    return [
        src.text(bars, {
            ...row,
            text: ({ arm }) => shortLabel(arm, longest),
            frameAnchor: 'left',
            dx: -marginLeft + 8,
        }),
        src.text(bars, { ...row, text: 'text', frameAnchor: 'right', textAnchor: 'end', dx: marginRight }),
    ];
}

;// CONCATENATED MODULE: ./build/report/chart-lifecycle.js
/** How long the sandboxes took to start and to end. */


const EVENTS = [
    { heading: 'start-up', time: (launch) => launch.startupMs },
    { heading: 'shutdown', time: (launch) => launch.shutdownMs },
];
/** Undefined where nothing was launched. */
function lifecycleChart(run) {
    const rows = EVENTS.flatMap(({ heading, time }) => armRows(run, heading, time));
    if (rows.length === 0)
        return undefined;
    return {
        id: 'lifecycle',
        title: 'Start-up and shutdown',
        caption: 'Bar: the median; dots: every launch. Start-up is from the launch until the sandbox answers, shutdown from the request to end until it is gone.',
        draw: (width) => drawLevels(run, { unit: 'ms', axis: 'time', rows }, width),
    };
}
function armRows(run, heading, time) {
    const launches = run.blocks.flatMap((block) => block.launches);
    const arms = [results_document/* NATIVE */.s6, ...run.plan.arms.map(({ id }) => id).filter((id) => id !== results_document/* NATIVE */.s6)];
    return arms.flatMap((arm) => {
        const values = launches.flatMap((launch) => (launch.arm === arm ? (time(launch) ?? []) : []));
        return values.length === 0 ? [] : [{ heading, arm, values }];
    });
}

// EXTERNAL MODULE: ./build/report/rows.js
var rows = __webpack_require__(24098);
;// CONCATENATED MODULE: ./build/report/chart-overhead.js








const chart_overhead_ROW = 20;
const chart_overhead_HEADING = 24;
const chart_overhead_AXIS = 44;
const CAPTION = 'Point: the estimate; line: its 95 % interval; hollow and ~: the interval includes no difference. Throughput is turned into time: 20 % less of it is 25 % more time.';
/** Undefined where no runtime was measured against native in anything but its launches. */
function overheadChart(input) {
    const marks = marksOf(input);
    if (marks.length === 0)
        return undefined;
    return {
        id: 'overhead',
        title: 'Cost against native',
        caption: CAPTION,
        draw: (width) => draw(marks, width),
    };
}
function marksOf({ run, overheads }) {
    const arms = (0,rows/* armsOf */.j)(run, overheads).filter((arm) => arm !== results_document/* NATIVE */.s6);
    return (0,rows/* benchmarkRows */.T)(run, overheads)
        .filter(({ suite }) => suite !== 'lifecycle')
        .flatMap(({ cells }) => arms.flatMap((arm) => markOf(run, cells.get(arm))));
}
function markOf(run, cell) {
    if (!cell?.overhead)
        return [];
    const { arm, benchmark, unit, direction, level, nativeLevel, noisePercent } = cell;
    const { estimate, interval, evidence } = (0,numbers/* formatCost */.BD)((0,numbers/* costOf */.ho)(cell.overhead, direction));
    const extra = (0,chart_scale/* extraTime */.aO)(cell.overhead, direction);
    const levels = `${(0,numbers/* formatLevel */.eI)(level, unit, noisePercent)}, native ${(0,numbers/* formatLevel */.eI)(nativeLevel, unit, noisePercent)}`;
    return [
        {
            ...extra,
            benchmark,
            arm,
            proven: evidence !== 'none',
            colour: armColour(run, arm),
            text: (0,numbers/* formatCost */.BD)({ ...extra, direction: 'lower' }).estimate,
            tip: `${(0,printable/* printable */.g$)(arm)}, ${(0,printable/* printable */.g$)(benchmark)}\ncost ${estimate} ${interval}\n${(0,printable/* printable */.g$)(levels)}\n${cell.blocks} blocks`,
        },
    ];
}
function draw(marks, width) {
    const benchmarks = [...new Set(marks.map(({ benchmark }) => benchmark))];
    const arms = [...new Set(marks.map(({ arm }) => arm))];
    const longest = width < 500 ? 13 : 26;
    const [marginLeft, marginRight] = [labelMargin(arms, longest), 66];
    const ends = marks.flatMap(({ percent, low, high }) => [percent, low ?? percent, high ?? percent]);
    const scale = (0,chart_scale/* timeScale */.Mw)(ends, width - marginLeft - marginRight, 46);
    const facet = chart_overhead_HEADING + chart_overhead_ROW * arms.length;
    return drawSvg({
        label: `Cost of ${arms.join(', ')} against native in ${benchmarks.length} benchmarks; the table has every figure.`,
        width,
        height: benchmarks.length * facet + chart_overhead_AXIS,
    }, {
        marginLeft,
        marginRight,
        marginTop: 0,
        marginBottom: chart_overhead_AXIS,
        x: { type: scale.type, constant: chart_scale/* SYMLOG_FROM */.Ps, domain: [...scale.domain], label: null },
        y: { type: 'band', domain: ['', ...arms], axis: null, padding: 0 },
        fy: { domain: benchmarks, axis: null, padding: 0 },
        marks: [
            ...chart_overhead_frame(benchmarks, scale.ticks, marginLeft),
            ...estimates(marks, longest, marginLeft, marginRight, scale.domain),
        ],
    });
}
function chart_overhead_frame(benchmarks, ticks, marginLeft) {
    const headings = benchmarks.map((benchmark) => ({ benchmark }));
    return [
        src.gridX(ticks, { stroke: chart_colours_surface('line'), strokeOpacity: 1, insetTop: chart_overhead_HEADING }),
        src.ruleX([0], { stroke: chart_colours_surface('muted'), insetTop: chart_overhead_HEADING }),
        src.axisX(ticks, {
            facetAnchor: 'bottom',
            tickFormat: chart_scale/* timeTick */.dm,
            tickSize: 0,
            color: chart_colours_surface('muted'),
            label: 'time for the same work, against native →',
            labelAnchor: 'center',
            labelArrow: 'none',
            labelOffset: 40,
        }),
        src.text(headings, {
            fy: 'benchmark',
            text: ({ benchmark }) => (0,printable/* printable */.g$)(benchmark),
            frameAnchor: 'top-left',
            dx: -marginLeft,
            dy: 8,
            fontWeight: 600,
            fill: chart_colours_surface('text'),
        }),
    ];
}
function estimates(marks, longest, marginLeft, marginRight, [from, to]) {
    const bounded = marks.filter(({ low, high }) => low !== null || high !== null);
    const place = { fy: 'benchmark', y: 'arm' };
    const label = { ...place, fill: chart_colours_surface('text') };
    return [
        src.text(marks, {
            ...label,
            text: ({ arm }) => shortLabel(arm, longest),
            frameAnchor: 'left',
            dx: -marginLeft + 8,
        }),
        src.link(bounded, {
            fy: 'benchmark',
            y1: 'arm',
            y2: 'arm',
            x1: ({ low }) => Math.max(low ?? from, from),
            x2: ({ high }) => Math.min(high ?? to, to),
            stroke: 'colour',
            strokeWidth: 2,
            title: 'tip',
        }),
        src.dot(marks, {
            ...place,
            x: 'percent',
            r: 4.5,
            fill: ({ proven, colour }) => (proven ? colour : chart_colours_surface('surface')),
            stroke: 'colour',
            strokeWidth: 2,
            title: 'tip',
        }),
        src.text(marks, { ...label, text: 'text', frameAnchor: 'right', textAnchor: 'end', dx: marginRight }),
    ];
}

// EXTERNAL MODULE: ./build/compare/observations.js + 1 modules
var observations = __webpack_require__(60371);
;// CONCATENATED MODULE: ./build/report/chart-paper.js
/** The figures 6 to 10 of the paper that this product follows, from any run that has what they show. */



const CPU = ['cpu.prime'];
const MEMORY = ['memory.write.seq.1k', 'memory.read.seq.1k', 'memory.write.seq.1m'];
/** On the runtime's own layer, as in the paper; else on the volume. */
const files = (mode) => [`fileio.root.${mode}`, `fileio.volume.${mode}`];
const panel = (heading, benchmarks, metric) => ({
    heading,
    benchmarks,
    metric,
});
/** sysbench prints averages with two decimals of a ms, 0.00 for an operation in memory: `latency_mean` is sum over count. */
const FIGURES = [
    {
        number: 6,
        title: 'CPU latency',
        axis: 'latency',
        panels: [panel('average', CPU, 'latency_mean'), panel('minimum', CPU, 'latency_min')],
    },
    {
        number: 7,
        title: 'File I/O, sequential read',
        axis: 'throughput',
        panels: [panel('sequential read', files('seqrd'), 'throughput')],
    },
    {
        number: 8,
        title: 'File I/O, sequential write and rewrite',
        axis: 'throughput',
        panels: [
            panel('sequential write', files('seqwr'), 'throughput'),
            panel('sequential rewrite', files('seqrewr'), 'throughput'),
        ],
    },
    {
        number: 9,
        title: 'Memory, total time',
        axis: 'time for the same work',
        panels: [panel('total time', MEMORY, 'total_time')],
    },
    {
        number: 10,
        title: 'Memory latency',
        axis: 'latency',
        panels: [panel('average', MEMORY, 'latency_mean'), panel('minimum', MEMORY, 'latency_min')],
    },
];
/** Panels without a figure above zero are left out, as the minimum latency of memory mostly is: it prints as 0.00 ms. */
function paperCharts(run) {
    const series = (0,observations/* observations */.EW)(run, 'all').filter(({ baselineArm }) => baselineArm === results_document/* NATIVE */.s6);
    return FIGURES.flatMap((figure) => chartOf(run, figure, series));
}
function chartOf(run, { number, title, axis, panels }, series) {
    const shown = panels.map((panel) => ({ panel, own: seriesOf(panel, series) })).filter(({ own }) => own.length > 0);
    const rows = shown.flatMap(({ panel, own }) => rowsOf(panel.heading, own));
    const [first] = shown.flatMap(({ own }) => own);
    if (!first || rows.length === 0)
        return [];
    const benchmarks = [...new Set(shown.flatMap(({ own }) => own.map(({ benchmark }) => benchmark)))];
    return [
        {
            id: `paper-${number}`,
            title: `${title} (the paper’s figure ${number})`,
            caption: `Bar: the median; dots: every launch. From ${benchmarks.join(' and ')}; ${first.direction} is better.`,
            draw: (width) => drawLevels(run, { unit: first.unit, axis, rows }, width),
        },
    ];
}
function seriesOf({ benchmarks, metric }, series) {
    const known = benchmarks.map((benchmark) => series.filter((one) => one.benchmark === benchmark && one.metric === metric && one.observations.length > 0));
    return known.find((own) => own.length > 0) ?? [];
}
/** Native's figures are those beside the runtime it was paired with most often. */
function rowsOf(heading, own) {
    const [longest] = own.toSorted((a, b) => b.observations.length - a.observations.length);
    const native = (longest?.observations ?? []).map(({ baseline }) => baseline);
    return [
        { heading, arm: results_document/* NATIVE */.s6, values: native },
        ...own.map(({ arm, observations: blocks }) => ({ heading, arm, values: blocks.map(({ candidate }) => candidate) })),
    ].filter(({ values }) => values.length > 0);
}

;// CONCATENATED MODULE: ./build/report/chart.js
/** The charts of a run: which there are, and one as a file. */






/** Narrowest and widest column a chart is drawn for, px. */
const CHART_WIDTHS = { narrow: 352, wide: 840 };
/** Charts for which the run has figures. */
function chartsOf(input) {
    const all = [overheadChart(input), lifecycleChart(input.run), ...paperCharts(input.run)];
    return all.filter((chart) => chart !== undefined);
}
/** A chart as a file, readable on its own in light and dark. */
function chartFile(chart, subtitle) {
    return standaloneSvg([chart.title, subtitle], chart.draw(CHART_WIDTHS.wide));
}

// EXTERNAL MODULE: ./build/report/table.js
var table = __webpack_require__(71799);
;// CONCATENATED MODULE: ./build/report/explanation.js



/** Version of the JSON shape; raised when a field changes its meaning. */
const EXPLANATION_VERSION = 1;
const explanation_INDENT = '  ';
/** Enough to compute the verdict again: every figure that counts, the settings, the declared looks. */
function explanationJson(explanation) {
    return `${JSON.stringify({ kind: 'tare-explanation', schemaVersion: EXPLANATION_VERSION, ...explanation }, null, 2)}\n`;
}
/** For a terminal of `width` columns, ending in a newline. */
function explanationText(explanation, width) {
    const { cell } = explanation;
    const title = `${cell.arm} ${cell.benchmark} (${cell.metric} in ${cell.unit}, ${cell.direction} is better): ${cell.verdict}`;
    const lines = [
        ...(0,printable/* wrap */.LV)((0,printable/* printable */.g$)(title), width),
        ...(0,printable/* wrap */.LV)((0,printable/* printable */.g$)(cell.reason), width - explanation_INDENT.length).map((line) => explanation_INDENT + line),
        '',
        ...(0,printable/* wrap */.LV)(ruleText(explanation), width),
        ...section('looks', looksTable(explanation.looks, explanation)),
        ...section('history', historyTable(explanation)),
        ...blocksSections(explanation),
        ...dropLines(explanation),
    ];
    return `${lines.join('\n')}\n`;
}
function section(title, lines) {
    return lines.length === 0 ? [] : ['', title, ...lines.map((line) => explanation_INDENT + line)];
}
const RULES = {
    'paired looks': 'Both sides in one run: pooled-rank swap test at declared looks, Hodges-Lehmann estimate',
    'two runs of one boot': 'Two runs of one boot: rank-sum test of their blocks, Hodges-Lehmann shift',
    'history of boots': 'Runs of different boots: prediction interval of the trusted runs, one a boot',
};
function ruleText({ rule, settings }) {
    const { alpha, cells, thetaPercent, marginPercent } = settings;
    return `${RULES[rule]}. alpha ${explanation_short(alpha)} over ${cells} ${cells === 1 ? 'cell' : 'cells'}; regressed beyond ${thetaPercent} %, equivalent where ${marginPercent} % for the worse is excluded. Changes are more time or less throughput: + is worse.`;
}
const explanation_short = (value) => (value === null ? numbers/* ABSENT */.sj : String(Number(value.toPrecision(3))));
const column = (head, align = 'right') => ({ head, align });
function looksTable(looks, { cell }) {
    if (looks.length === 0)
        return [];
    const cost = (ratio) => signed(ratio, cell.direction);
    const heads = ['pairs', 'p worse', 'p better', 'to reach', 'estimate', 'at worst', 'to exclude'];
    return (0,table/* tableLines */.o)([...heads.map((head) => column(head)), column('outcome', 'left')], looks.map((look) => [
        String(look.n),
        explanation_short(look.p),
        explanation_short(look.pBetter),
        look.threshold === 0 ? 'may only pass' : explanation_short(look.threshold),
        cost(look.effect?.ratio ?? null),
        cost(look.limit),
        look.margin === null ? numbers/* ABSENT */.sj : `${explanation_short(100 * look.margin)} %`,
        look.outcome,
    ]));
}
/** A ratio as a signed change for the worse, with two decimals. */
function signed(ratio, direction) {
    if (ratio === null)
        return numbers/* ABSENT */.sj;
    const { percent } = (0,numbers/* costOf */.ho)({ ratio, low: null, high: null }, direction);
    return `${percent < 0 ? '-' : '+'}${Math.abs(percent).toFixed(2)} %`;
}
function historyTable({ history, cell }) {
    if (history.length === 0)
        return [];
    return (0,table/* tableLines */.o)([column('run', 'left'), column('boot', 'left'), column('cost against native')], history.map(({ run, boot, overhead }) => [(0,printable/* printable */.g$)(run), (0,printable/* printable */.g$)(boot), signed(overhead, cell.direction)]));
}
/** One table where both sides share their blocks, else one a run. */
function blocksSections({ rule, baseline, candidate, cell }) {
    const table = (title, side) => side === null
        ? ['', `${title}: not planned`]
        : section(`${title}, run ${(0,printable/* printable */.g$)(side.run)}`, blockTable(side, cell));
    if (rule === 'paired looks')
        return table('pairs', candidate);
    return [...table('baseline', baseline), ...table('candidate', candidate)];
}
function blockTable({ baselineArm, candidateArm, blocks }, cell) {
    const level = (value) => (0,numbers/* formatLevel */.eI)(value, cell.unit, 0);
    return (0,table/* tableLines */.o)([
        column('block'),
        column((0,printable/* printable */.g$)(baselineArm)),
        column((0,printable/* printable */.g$)(candidateArm)),
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
    const lines = sides.flatMap((side) => (side?.drops ?? []).map(({ arm, reason, count }) => (0,printable/* printable */.g$)(`run ${side?.run}: ${arm}: ${reason}, ${count} times`)));
    return section('left out', lines);
}

;// CONCATENATED MODULE: ./build/report/html-template.js
/** HTML whose every interpolated text is escaped: only what is HTML already goes in as it is. */

/** Text that is HTML. Made by `html`, and by `trusted` from text of our own. */
class Html {
    text;
    constructor(text) {
        this.text = text;
    }
}
/** Text from outside as content or inside a quoted attribute. */
function escapeHtml(text) {
    return (0,printable/* printable */.g$)(text, Number.POSITIVE_INFINITY).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
function insert(value) {
    if (value === undefined)
        return '';
    if (value instanceof Html)
        return value.text;
    if (typeof value === 'object')
        return value.map(({ text }) => text).join('');
    return escapeHtml(String(value)).replace(/(?<=\d) (?=%)/g, '\u00a0');
}
function html(strings, ...values) {
    return new Html(strings.map((text, i) => (i === 0 ? text : insert(values[i - 1]) + text)).join(''));
}
/** Text of our own making that is HTML already; never text from a document. */
const trusted = (text) => new Html(text);
/** Several lines, each escaped; kept apart inside `<pre>`. */
const lines = (text) => new Html(text.split('\n').map(escapeLine).join('\n'));
/** Leading blanks carry meaning in aligned text, and `printable` would take them. */
function escapeLine(line) {
    const blanks = /^ */.exec(line)?.[0] ?? '';
    return blanks + escapeHtml(line.slice(blanks.length));
}

// EXTERNAL MODULE: ./build/report/reproduce.js
var reproduce = __webpack_require__(7324);
;// CONCATENATED MODULE: ./build/report/html-detail.js
/** What is behind one cell: the figures block by block, how the verdict came about, every pair, and how to measure it again. */







/** Columns of the explanation: what fits beside a chart without scrolling. */
const TEXT_COLUMNS = 58;
/** px; wide enough for two runs side by side. */
const CHART = 540;
function detail(input, view, index) {
    return html `<div class="columns"><div>
${facts(input, view)}
${view.explanation ? html `<details><summary>How it was decided</summary><pre>${lines(explanationText(view.explanation, TEXT_COLUMNS))}</pre></details>` : undefined}
${pairsFold(view, index)}
<details><summary>Measure this cell again</summary><pre class="command">${(0,reproduce/* reproduceCell */.M)(input.run, view.arm, view.benchmark)}</pre></details>
</div>${chart(input, view)}</div>`;
}
function facts({ run }, view) {
    const { compared, overhead, unit } = view;
    const cost = overhead?.overhead ? (0,numbers/* formatCost */.BD)((0,numbers/* costOf */.ho)(overhead.overhead, overhead.direction)) : undefined;
    const rows = [
        ['measures', run.plan.benchmarks.find(({ id }) => id === view.benchmark)?.summary],
        ['baseline', compared && (0,numbers/* formatLevel */.eI)(compared.baselineLevel, unit, compared.noisePercent)],
        ['now', compared && (0,numbers/* formatLevel */.eI)(compared.candidateLevel, unit, compared.noisePercent)],
        ['cost against native', cost && `${cost.estimate} ${cost.interval}`],
        ['native', overhead && (0,numbers/* formatLevel */.eI)(overhead.nativeLevel, unit, overhead.noisePercent)],
        ['measured', compared ? undefined : overhead && (0,numbers/* formatLevel */.eI)(overhead.level, unit, overhead.noisePercent)],
        ['blocks', blocksOf(view)],
        ['noise', (0,numbers/* formatNoise */.u4)((compared ?? overhead)?.noisePercent ?? null)],
        ['left out', dropsOf(view)],
    ];
    const told = rows.filter(([, text]) => text !== undefined && text !== '');
    const notes = [...(compared ? [compared.reason] : []), ...(overhead?.notes ?? [])];
    return html `${notes.map((note) => html `<p>${note}</p>`)}
<dl>${told.map(([term, text]) => html `<dt>${term}</dt><dd>${text}</dd>`)}</dl>`;
}
function blocksOf({ compared, overhead }) {
    if (!compared)
        return String(overhead?.blocks ?? 0);
    const { baselineBlocks, candidateBlocks } = compared;
    return baselineBlocks === candidateBlocks ? String(candidateBlocks) : `${baselineBlocks}, now ${candidateBlocks}`;
}
function dropsOf({ sides }) {
    const drops = sides.flatMap((side) => side.drops.map((drop) => ({ ...drop, run: side.run })));
    return drops
        .map(({ arm, reason, count: n, run }) => `${arm}: ${reason}, ${(0,numbers/* count */.U9)(n, 'time')} (run ${run})`)
        .join('; ');
}
/** Filled by the page's script when it is opened: as text it would be half of the file. */
function pairsFold({ sides }, index) {
    const pairs = sides.flatMap(({ blocks }) => blocks).reduce((sum, { pairs: list }) => sum + list.length, 0);
    if (pairs === 0)
        return html ``;
    return html `<details data-cell="${index}"><summary>All ${(0,numbers/* count */.U9)(pairs, 'pair')}</summary><div class="pairs" tabindex="0" role="region" aria-label="pairs"></div></details>`;
}
const heading = (sides, index) => sides.length < 2 ? '' : index === 0 ? 'baseline' : 'this run';
function chart({ run }, { arm, benchmark, direction, sides }) {
    if (sides.every(({ blocks }) => blocks.length === 0))
        return html ``;
    const [side] = sides;
    const drawn = distributionChart({
        label: `${arm} ${benchmark}: every pair, block by block; the list of pairs has the figures.`,
        direction,
        colour: armColour(run, arm),
        sides: sides.map(({ blocks }, index) => ({ heading: heading(sides, index), blocks })),
    }, sides.length < 2 ? CHART_WIDTHS.narrow : CHART);
    return html `<figure>${trusted(drawn)}<figcaption>Time of ${arm} against ${side?.baselineArm}. Dots: pairs; rings: their mean in a block, on which the statistics stand.</figcaption></figure>`;
}
/** Every pair of every cell, for the script: data, which no browser runs. */
function pairsData(views) {
    const data = views.map(({ unit, sides }) => ({
        unit: (0,printable/* printable */.g$)(unit),
        sides: sides.map((side, index) => ({
            title: [heading(sides, index), `run ${(0,printable/* printable */.g$)(side.run)}`].filter((part) => part !== '').join(', '),
            baseline: (0,printable/* printable */.g$)(side.baselineArm),
            candidate: (0,printable/* printable */.g$)(side.candidateArm),
            blocks: side.blocks.map(({ block, pairs }) => [
                block,
                pairs.map(({ k, baseline, candidate }) => [k, baseline, candidate]),
            ]),
        })),
    }));
    return html `<script type="application/json" id="pairs">${trusted(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>`;
}

// EXTERNAL MODULE: ./build/report/verdicts.js
var report_verdicts = __webpack_require__(95237);
;// CONCATENATED MODULE: ./build/report/html-views.js



const keyOf = ({ arm, benchmark }) => JSON.stringify([arm, benchmark]);
/** The cells of the comparison, what a reader must know first at the top; else every cost against native, as planned. */
function cellViews(input) {
    const { run, overheads, comparison } = input;
    const explanations = new Map((input.explanations?.() ?? []).map((one) => [keyOf(one.cell), one]));
    const costs = new Map(overheads.map((cell) => [keyOf(cell), cell]));
    const own = new Map((0,observations/* observations */.EW)(run).map((series) => [keyOf(series), sideOf(run.id, series)]));
    const rows = comparison
        ? report_verdicts/* VERDICT_ORDER */.jT.flatMap((verdict) => (0,report_verdicts/* cellsOf */.nc)(comparison, verdict))
        : overheads.filter(({ arm }) => arm !== results_document/* NATIVE */.s6);
    return rows.map((row) => {
        const { arm, benchmark, unit, direction } = row;
        const explanation = explanations.get(keyOf(row));
        const side = own.get(keyOf(row));
        return {
            ...{ arm, benchmark, unit, direction, explanation },
            compared: comparison ? row : undefined,
            overhead: costs.get(keyOf(row)),
            sides: explanation ? sidesOf(explanation) : side ? [side] : [],
        };
    });
}
function sideOf(run, series) {
    const { baselineArm, arm: candidateArm, observations: blocks, drops } = series;
    return { run, baselineArm, candidateArm, blocks, drops };
}
function sidesOf({ baseline, candidate }) {
    const sides = baseline?.run === candidate?.run ? [candidate] : [baseline, candidate];
    return sides.filter((side) => side !== null);
}

;// CONCATENATED MODULE: ./build/report/html-cells.js






const COMPARED = [
    { head: 'Runtime', kind: '' },
    { head: 'Benchmark', kind: '' },
    { head: 'Verdict', kind: '' },
    { head: 'Change', kind: 'n' },
    { head: 'Baseline', kind: 'n extra' },
    { head: 'Now', kind: 'n extra' },
    { head: 'Noise', kind: 'n extra' },
];
const ALONE = [
    { head: 'Runtime', kind: '' },
    { head: 'Benchmark', kind: '' },
    { head: 'Cost', kind: 'n' },
    { head: 'Native', kind: 'n extra' },
    { head: 'Measured', kind: 'n extra' },
    { head: 'Noise', kind: 'n extra' },
    { head: 'Blocks', kind: 'n extra' },
];
/** Nothing where nothing was planned against anything. */
function cellsPart(input) {
    const views = cellViews(input);
    if (views.length === 0)
        return html ``;
    const columns = input.comparison ? COMPARED : ALONE;
    return html `<section aria-labelledby="cells">
<h2 id="cells">${input.comparison ? 'Every verdict' : 'Every cost'}</h2>
${controls(input, views)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="cells">
<table class="cells">
<thead><tr>${columns.map(({ head, kind }) => html `<th scope="col" class="${kind}"><button>${head}</button></th>`)}</tr></thead>
${views.map((view, index) => body(input, view, index, columns.length))}
</table>
</div>
${pairsData(views)}
</section>`;
}
function controls({ comparison }, views) {
    const arms = [...new Set(views.map(({ arm }) => arm))];
    const verdicts = report_verdicts/* VERDICT_ORDER */.jT.filter((verdict) => comparison?.cells.some((cell) => cell.verdict === verdict));
    return html `<div class="controls">
<label for="filter">Find<input id="filter" type="search" placeholder="runtime, benchmark" autocomplete="off"></label>
${html_cells_select('arm', 'Runtime', arms)}
${comparison ? html_cells_select('verdict', 'Verdict', verdicts) : undefined}
<span class="count" role="status"></span>
</div>`;
}
function html_cells_select(name, label, values) {
    const options = values.map((value) => html `<option value="${value}">${value}</option>`);
    return html `<label>${label}<select name="${name}"><option value="">all</option>${options}</select></label>`;
}
function body(input, view, index, columns) {
    const { arm, compared, overhead } = view;
    return html `<tbody data-arm="${arm}" data-verdict="${compared?.verdict ?? ''}">
<tr class="cell"><td class="arm"><i class="swatch ${armClass(input.run, arm)}"></i>${arm}</td>
<th scope="row" class="benchmark"><button class="open" aria-expanded="false" aria-controls="cell-${index}">${labelOf(input, view)}</button></th>
${compared ? comparedCells(compared) : aloneCells(overhead)}</tr>
<tr class="detail" id="cell-${index}" hidden><td colspan="${columns}">${detail(input, view, index)}</td></tr>
</tbody>
`;
}
function labelOf({ comparison }, { compared, benchmark }) {
    return compared && comparison ? (0,report_verdicts/* benchmarkLabel */.kU)(compared, comparison.cells) : benchmark;
}
/** Which way a figure goes is told by its sign and its word too, not by colour alone. */
const TONES = {
    regressed: 'worse',
    missing: 'worse',
    improved: 'better',
    inconclusive: 'doubt',
    equivalent: 'muted',
    worse: 'worse',
    better: 'better',
    none: 'muted',
};
const figure = (kind, sort, content) => html `<td class="${kind}" data-sort="${sort === null ? '' : sort}">${content}</td>
`;
function comparedCells(cell) {
    const { verdict, unit, noisePercent, baselineLevel, candidateLevel } = cell;
    const change = (0,report_verdicts/* changeOf */.C2)(cell);
    const text = change
        ? html `<span class="${TONES[change.evidence]}">${change.estimate} ${change.word}</span> <span class="interval">${change.interval}</span>`
        : numbers/* ABSENT */.sj;
    return html `<td class="said" data-sort="${report_verdicts/* VERDICT_ORDER */.jT.indexOf(verdict)}"><span class="${TONES[verdict]}">${verdict}</span></td>
${figure('n change', (0,report_verdicts/* costOfCell */.L9)(cell)?.percent ?? null, text)}
${figure('n extra', baselineLevel, (0,numbers/* formatLevel */.eI)(baselineLevel, unit, noisePercent))}
${figure('n extra', candidateLevel, (0,numbers/* formatLevel */.eI)(candidateLevel, unit, noisePercent))}
${figure('n extra', noisePercent, (0,numbers/* formatNoise */.u4)(noisePercent))}`;
}
function aloneCells(cell) {
    if (cell === undefined)
        return html ``;
    const { overhead, direction, level, nativeLevel, unit, noisePercent, blocks, failures } = cell;
    const cost = overhead && (0,numbers/* costOf */.ho)(overhead, direction);
    const failed = level === null && failures > 0 ? 'failed' : numbers/* ABSENT */.sj;
    return html `${figure('n change', cost?.percent ?? null, cost ? costText((0,numbers/* formatCost */.BD)(cost)) : failed)}
${figure('n extra', nativeLevel, (0,numbers/* formatLevel */.eI)(nativeLevel, unit, noisePercent))}
${figure('n extra', level, (0,numbers/* formatLevel */.eI)(level, unit, noisePercent))}
${figure('n extra', noisePercent, (0,numbers/* formatNoise */.u4)(noisePercent))}
${figure('n extra', blocks, String(blocks))}`;
}
const costText = ({ estimate, interval, evidence }) => html `<span class="${TONES[evidence]}">${estimate}</span> <span class="interval">${interval}</span>`;

// EXTERNAL MODULE: ./build/report/notes.js + 3 modules
var report_notes = __webpack_require__(96407);
// EXTERNAL MODULE: ./build/report/origin.js
var origin = __webpack_require__(33297);
;// CONCATENATED MODULE: ./build/report/html-parts.js
/** The parts of the page around its table. */












/** The answer, and what it is an answer to. */
function verdictPart(input) {
    const { run, gate } = input;
    const brand = html `<p class="brand">tare ${run.tool.version} · run ${run.id} · ${(0,origin/* formatTime */.fU)(run.startedAt)}</p>`;
    const host = html `<p class="basis">${(0,origin/* hostText */.EN)(run)}. ${(0,origin/* extentText */.WL)(run)}.</p>`;
    if (input.comparison === undefined) {
        const status = gate?.pass === false ? 'fail' : '';
        return html `${brand}<div class="verdict ${status}"><h1>${aloneAnswer(input)}</h1>
<p>No baseline to compare with, so no verdict.</p></div>${reasonList(gate?.reasons ?? [])}${host}`;
    }
    const { comparison } = input;
    const { status, answer, rest } = (0,report_verdicts/* headline */.Pl)(comparison, gate);
    return html `${brand}<div class="verdict ${status}"><h1>${answer}</h1>${rest === '' ? undefined : html `<p>${rest}</p>`}</div>
${reasonList((0,report_verdicts/* gateReasons */.xH)({ comparison, gate }))}
<p class="basis">${basisText(input)}</p>${host}`;
}
const reasonList = (reasons) => reasons.length === 0 ? html `` : html `<ul class="reasons">${reasons.map((reason) => html `<li>${reason}</li>`)}</ul>`;
function aloneAnswer(input) {
    const arms = runtimesOf(input);
    return arms.length === 0
        ? 'Native alone was measured'
        : `What ${listed(arms)} ${arms.length === 1 ? 'costs' : 'cost'} here`;
}
function listed(names) {
    const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
    return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
function basisText({ comparison, run }) {
    if (comparison === undefined)
        return '';
    const { settings, baseline, mode } = comparison;
    const what = mode === 'ab'
        ? (0,origin/* sidesOf */.Mm)(run)
            .map((side) => `${side.candidate} against ${side.baseline}`)
            .join(', ')
        : `Against run ${baseline.id} of ${(0,origin/* formatTime */.fU)(baseline.startedAt)} (${baseline.source}): each runtime’s cost against native in its own run`;
    const moved = (0,report_verdicts/* hostMoves */.lt)(comparison).map(({ benchmark }) => benchmark);
    const host = moved.length === 0
        ? ''
        : ` The host moved, which is no verdict about a runtime: native itself changed in ${moved.join(', ')}.`;
    return `${what}. Nothing under ${settings.minEffectPercent} % is called regressed; ${Number((100 * settings.alpha).toPrecision(3))} % is the chance of any false alarm in ${(0,numbers/* count */.U9)(settings.cells, 'cell')}.${host}`;
}
const runtimesOf = ({ run, overheads }) => (0,rows/* armsOf */.j)(run, overheads).filter((arm) => arm !== results_document/* NATIVE */.s6);
/** One line a runtime: its middle and worst cost, how fast it starts, and what it is. */
function runtimesPart(input) {
    const rows = runtimesOf(input).map((arm) => runtimeRow(input, arm));
    if (rows.length === 0 || input.overheads.every(({ overhead }) => overhead === null))
        return html ``;
    return html `<section aria-labelledby="runtimes"><h2 id="runtimes">Runtimes</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="runtimes"><table>
<thead><tr><th scope="col">Runtime</th><th scope="col" class="n">Median cost</th><th scope="col" class="n">Highest proven</th><th scope="col" class="extra">in</th><th scope="col" class="n">Start-up</th><th scope="col" class="extra">What it is</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}
function runtimeRow({ run, overheads }, arm) {
    const costs = runtimeCosts({ run, overheads }, arm);
    const middle = costs.length === 0 ? numbers/* ABSENT */.sj : (0,numbers/* formatPercent */.l9)((0,simple_statistics/* median */.JZ)(costs.map(({ percent }) => percent)));
    const [worst] = costs.filter(({ evidence }) => evidence === 'worse').toSorted((a, b) => b.times - a.times);
    return html `<tr><th scope="row"><i class="swatch ${armClass(run, arm)}"></i>${arm}</th><td class="n">${middle}</td>
<td class="n">${worst?.estimate ?? 'none proven'}</td><td class="extra muted">${worst?.benchmark}</td><td class="n">${startUp(overheads, arm)}</td>
<td class="wrap extra muted">${(0,origin/* sourcesOf */.u0)(run).get(arm) ?? numbers/* ABSENT */.sj}</td></tr>
`;
}
/** Starting up is told apart: it is paid once, not for every unit of work. */
function runtimeCosts({ run, overheads }, arm) {
    return (0,rows/* benchmarkRows */.T)(run, overheads).flatMap(({ suite, benchmark, cells }) => {
        const cell = cells.get(arm);
        if (suite === 'lifecycle' || !cell?.overhead)
            return [];
        const cost = (0,numbers/* costOf */.ho)(cell.overhead, cell.direction);
        const times = (0,chart_scale/* extraTime */.aO)(cell.overhead, cell.direction).percent;
        return [{ benchmark, percent: cost.percent, times, ...(0,numbers/* formatCost */.BD)(cost) }];
    });
}
function startUp(overheads, arm) {
    const cell = overheads.find((one) => one.arm === arm && one.benchmark === 'lifecycle.startup');
    return cell ? (0,numbers/* formatLevel */.eI)(cell.level, cell.unit, cell.noisePercent) : numbers/* ABSENT */.sj;
}
/** Each chart twice: text that is readable on a desk is not on a telephone. */
function chartsPart(title, charts) {
    if (charts.length === 0)
        return html ``;
    const id = title.toLowerCase().replaceAll(' ', '-');
    return html `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${charts.map(html_parts_figure)}</section>`;
}
function html_parts_figure(chart) {
    return html `<figure id="chart-${chart.id}"><h3>${chart.title}</h3>
<div class="wide">${trusted(chart.draw(CHART_WIDTHS.wide))}</div><div class="narrow">${trusted(chart.draw(CHART_WIDTHS.narrow))}</div>
<figcaption>${chart.caption}</figcaption></figure>
`;
}
function notesPart(input) {
    const notes = (0,report_notes/* notesOf */.h)(input);
    if (notes.length === 0)
        return html ``;
    return html `<section aria-labelledby="notes"><h2 id="notes">Warnings and notes</h2><ul class="notes">${notes.map((note) => html `<li>${note}</li>`)}</ul></section>`;
}
function hostPart(input) {
    const { run } = input;
    return html `<section aria-labelledby="host"><h2 id="host">Host and versions</h2>
<dl class="facts">${fingerprintFacts(run).map(([term, text]) => html `<dt>${term}</dt><dd>${text}</dd>`)}</dl>
${binaryTable(run)}${differencesTable(input)}</section>`;
}
function fingerprintFacts({ fingerprint, plan }) {
    const { cpu, storage, image } = fingerprint;
    const facts = [
        ['CPU', `${cpu.model}, microcode ${cpu.microcode}, online ${cpu.online}`],
        ['CPU settings', `SMT ${cpu.smt}, governor ${cpu.governor || 'unknown'}, turbo ${cpu.turbo}`],
        ['kernel', `${fingerprint.kernel} (${fingerprint.kernelCommandLine})`],
        ['system', `${fingerprint.os}, cgroup ${fingerprint.cgroup}, ${fingerprint.virtualization}`],
        [
            'storage',
            [storage.device, storage.model, storage.filesystem, storage.options].filter((text) => text !== '').join(', '),
        ],
        ['userland', `${image.recipe}, ${image.sysbench}, ${image.digest}`],
        ['mitigations', mitigationText(fingerprint.mitigations)],
        [
            'plan',
            `profile ${plan.profile}, seed ${plan.seed}, blocks ${plan.blocks.min} to ${plan.blocks.max}, ${(0,numbers/* count */.U9)(plan.pairsPerBlock, 'pair')} a block`,
        ],
        ['hardware key', fingerprint.hardwareKey],
    ];
    return facts.filter(([, text]) => text !== '');
}
/** What the CPU is not affected by is counted: the kernel knows more than a dozen, and few matter anywhere. */
function mitigationText(states) {
    const all = Object.entries(states);
    const affected = all.filter(([, state]) => state !== 'Not affected').map(([name, state]) => `${name}: ${state}`);
    const rest = all.length - affected.length;
    return [...affected, ...(rest === 0 ? [] : [`not affected by ${rest} others`])].join('; ');
}
function binaryTable(run) {
    const rows = run.environments.map((environment) => environmentRows(run, environment));
    if (rows.length === 0)
        return html ``;
    return html `<div class="scroll" tabindex="0" role="region" aria-label="versions"><table><thead><tr><th scope="col">Runtime</th><th scope="col">Source</th><th scope="col">Version</th><th scope="col" class="extra">Binary and its sha256</th></tr></thead>${rows}</table></div>`;
}
/** One body for each arm, with a row for each of its binaries. */
function environmentRows(run, { arm, source, binaries }) {
    const all = binaries.length === 0 ? [{ path: '', version: '', sha256: '' }] : binaries;
    const first = html `<th scope="rowgroup" rowspan="${all.length}"><i class="swatch ${armClass(run, arm)}"></i>${arm}</th><td class="wrap muted" rowspan="${all.length}">${source}</td>`;
    const rows = all.map(({ path, version, sha256 }, i) => html `<tr>${i === 0 ? first : undefined}<td class="wrap">${version}</td><td class="wrap extra"><code>${path}</code> <code class="muted">${sha256.slice(0, 12)}</code></td></tr>
`);
    return html `<tbody>${rows}</tbody>`;
}
function differencesTable({ comparison }) {
    const rows = (comparison?.differences ?? []).map(({ field, baseline, candidate }) => html `<tr><th scope="row" class="wrap">${field}</th><td class="wrap">${baseline}</td><td class="wrap">${candidate}</td></tr>
`);
    if (rows.length === 0)
        return html ``;
    return html `<h3 class="differs">What differs from the baseline besides</h3>
<div class="scroll" tabindex="0" role="region" aria-label="differences"><table><thead><tr><th scope="col">Field</th><th scope="col">Baseline</th><th scope="col">Now</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
function reproducePart({ run }) {
    return html `<section aria-labelledby="reproduce"><h2 id="reproduce">Measure it again</h2>
<pre class="command" id="command">${(0,reproduce/* reproduceRun */.f)(run)}</pre>
<p class="after"><button class="plain" data-copy="command">Copy</button></p></section>`;
}

;// CONCATENATED MODULE: ./build/report/html-script.js
/** What the page does when it is used: sorts and filters its table, opens cells, lists pairs, shows hover values. */
/** Plain JavaScript for browsers; the page's policy allows exactly this text. It makes elements, never HTML of a text. */
const PAGE_SCRIPT = `'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (name, text, className) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
};

const table = document.querySelector('table.cells');
const bodies = table ? all('tbody', table) : [];

function valueOf(body, column) {
  const cell = body.rows[0].cells[column];
  const key = cell.dataset.sort;
  if (key === undefined) return cell.textContent.trim();
  return key === '' ? null : Number(key);
}

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

function sortBy(header) {
  const column = header.cellIndex;
  const descending = header.getAttribute('aria-sort') === 'ascending';
  for (const other of all('th[aria-sort]', table)) other.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  const keyed = bodies.map((body) => ({ body, value: valueOf(body, column) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return compare(a.value, b.value);
    return descending ? compare(b.value, a.value) : compare(a.value, b.value);
  });
  table.append(...keyed.map(({ body }) => body));
}

function filter() {
  const words = document.querySelector('#filter').value.toLowerCase().split(/\\s+/).filter(Boolean);
  const chosen = all('.controls select').filter((select) => select.value !== '');
  let shown = 0;
  for (const body of bodies) {
    const text = body.rows[0].textContent.toLowerCase();
    const fits = words.every((word) => text.includes(word)) && chosen.every((select) => body.dataset[select.name] === select.value);
    body.hidden = !fits;
    if (fits) shown += 1;
  }
  document.querySelector('.count').textContent = shown + ' of ' + bodies.length + (bodies.length === 1 ? ' cell' : ' cells');
}

const data = document.querySelector('#pairs');
const pairs = data ? JSON.parse(data.textContent) : {};

function rowOf(values, name) {
  const row = make('tr');
  values.forEach((value) => {
    const cell = make(name, value, 'n');
    if (name === 'th') cell.scope = 'col';
    row.append(cell);
  });
  return row;
}

function pairTable(side, unit) {
  const element = make('table');
  element.append(make('caption', side.title));
  const head = make('thead');
  head.append(rowOf(['block', 'pair', side.baseline + ' (' + unit + ')', side.candidate + ' (' + unit + ')', 'ratio'], 'th'));
  const body = make('tbody');
  for (const [block, list] of side.blocks) {
    for (const [k, baseline, candidate] of list) body.append(rowOf([block, k, baseline, candidate, (candidate / baseline).toFixed(4)], 'td'));
  }
  element.append(head, body);
  return element;
}

function listPairs(details) {
  const place = details.querySelector('.pairs');
  if (place.childElementCount > 0) return;
  const { unit, sides } = pairs[details.dataset.cell];
  place.append(...sides.map((side) => pairTable(side, unit)));
}

function toggle(button) {
  const open = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(open));
  document.getElementById(button.getAttribute('aria-controls')).hidden = !open;
}

for (const header of all('table.cells thead th')) header.querySelector('button')?.addEventListener('click', () => sortBy(header));
for (const control of all('.controls input, .controls select')) control.addEventListener('input', filter);
for (const button of all('.open')) button.addEventListener('click', () => toggle(button));
for (const details of all('details[data-cell]')) details.addEventListener('toggle', () => listPairs(details));
for (const button of all('[data-copy]')) {
  if (!navigator.clipboard) button.hidden = true;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = 'Copied';
  });
}
if (table) filter();

const tip = document.querySelector('#tip');
let hit;
function leave() {
  hit?.classList.remove('hit');
  hit = undefined;
  tip.hidden = true;
}

function show(mark, box) {
  if (hit !== mark) hit?.classList.remove('hit');
  hit = mark;
  mark.classList.add('hit');
  tip.textContent = mark.dataset.tip;
  tip.hidden = false;
  const left = Math.min(Math.max(8, box.x + box.width / 2 - tip.offsetWidth / 2), document.documentElement.clientWidth - tip.offsetWidth - 8);
  const above = box.y - tip.offsetHeight - 10;
  tip.style.left = left + scrollX + 'px';
  tip.style.top = (above < 4 ? box.bottom + 10 : above) + scrollY + 'px';
}

const REACH = 36;
function nearest(svg, x, y) {
  let best;
  for (const mark of svg.tareMarks) {
    const box = mark.getBoundingClientRect();
    const dx = Math.max(box.left - x, 0, x - box.right);
    const dy = Math.max(box.top - y, 0, y - box.bottom);
    const distance = Math.hypot(dx, dy);
    if (distance <= REACH && (!best || distance <= best.distance)) best = { mark, box, distance };
  }
  return best;
}

for (const svg of all('svg')) {
  svg.tareMarks = all('title', svg).map((title) => {
    const mark = title.parentNode;
    mark.dataset.tip = title.textContent;
    title.remove();
    return mark;
  });
  svg.addEventListener('pointermove', (event) => {
    const found = nearest(svg, event.clientX, event.clientY);
    if (found) show(found.mark, found.box);
    else leave();
  });
  svg.addEventListener('pointerleave', leave);
}
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') leave();
});
`;

;// CONCATENATED MODULE: ./build/report/html-style.js
/** How the page looks. Its colours are those of the charts. */

const PAGE = `
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
main,header,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header{padding-top:28px}
h1,h2,h3,p{margin:0}
h1{font-size:26px;line-height:1.25;letter-spacing:-.01em;font-weight:650;text-wrap:balance}
h2{font-size:18px;line-height:1.3;font-weight:650;margin-bottom:12px}
h3{font-size:15px;font-weight:650}
.differs{margin:24px 0 10px}
section{margin-top:40px}
.after{margin-top:10px}
a{color:var(--link)}
code,pre,kbd{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.88em}
code{overflow-wrap:anywhere}
.brand{color:var(--muted);font-size:13px;margin-bottom:18px}
.verdict{border-left:5px solid var(--muted);padding:2px 0 2px 16px}
.verdict p{color:var(--muted);margin-top:4px}
.verdict.fail{border-color:var(--worse)}.verdict.pass{border-color:var(--better)}.verdict.warn{border-color:var(--doubt)}
.reasons{margin:16px 0 0;padding-left:20px}
.muted{color:var(--muted)}
.basis{margin-top:12px;color:var(--muted);max-width:78ch}
.swatch{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:8px;vertical-align:baseline}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding:0 0 6px;font-size:13px}
th,td{padding:7px 12px;text-align:left;vertical-align:baseline;white-space:nowrap}
th{font-weight:600;font-size:13px;color:var(--muted);background:var(--raised)}
tbody th{background:none;color:var(--text);font-size:inherit;font-weight:400}
.n{text-align:right}
tbody td,tbody th{border-top:1px solid var(--line)}
td.wrap{white-space:normal;overflow-wrap:anywhere;min-width:16ch}
th button{all:unset;cursor:pointer;white-space:nowrap}
th button::after{content:"";display:inline-block;width:.9em;text-align:center}
th[aria-sort=ascending] button::after{content:"↑"}
th[aria-sort=descending] button::after{content:"↓"}
th button:hover{color:var(--text)}
button:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
.open{all:unset;cursor:pointer;color:var(--text)}
.open::before{content:"▸";display:inline-block;width:16px;color:var(--muted)}
.open[aria-expanded=true]::before{content:"▾"}
.open:hover{color:var(--link)}
tr.cell:hover>*{background:var(--raised)}
.worse{color:var(--worse)}.better{color:var(--better)}.doubt{color:var(--doubt)}
.word{font-weight:600}
.interval{color:var(--muted);margin-left:6px;display:inline-block;min-width:13.5ch;text-align:left}
.controls{display:flex;flex-wrap:wrap;gap:10px 14px;align-items:end;margin-bottom:12px}
.controls label{display:grid;gap:2px;font-size:13px;color:var(--muted)}
input,select,.plain{font:inherit;font-size:14px;color:var(--text);background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:6px 10px;min-height:36px}
input{width:230px}
.count{margin-left:auto;color:var(--muted);font-size:13px;padding-bottom:8px}
.detail>td{white-space:normal;background:var(--raised);padding:16px 20px 20px}
.detail .columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,540px);gap:12px 32px;align-items:start}
.detail dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 14px;margin:12px 0 0}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
.detail details{margin-top:12px}
summary{cursor:pointer;color:var(--link)}
pre{margin:8px 0 0;padding:12px 14px;background:var(--surface);border:1px solid var(--line);border-radius:6px;overflow-x:auto;line-height:1.45}
pre.command{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--raised)}
.detail table{width:auto;background:var(--surface);margin-top:8px;font-size:13px}
.detail th,.detail td{padding:3px 12px}
.pairs{max-height:420px;overflow:auto;width:max-content;max-width:100%}
figure{margin:0}
figure+figure{margin-top:36px}
figcaption{color:var(--muted);font-size:13px;max-width:80ch;margin-top:6px}
figure h3{margin-bottom:8px}
svg{display:block;max-width:100%;height:auto;color:var(--text)}
.narrow{display:none}
.hit{stroke:var(--text)!important;stroke-width:3px!important}
#tip{position:absolute;z-index:2;pointer-events:none;white-space:pre;background:var(--text);color:var(--surface);border-radius:6px;padding:7px 10px;font-size:12.5px;line-height:1.4;max-width:90vw}
.notes{padding-left:20px;margin:0;max-width:90ch;overflow-wrap:anywhere}
.notes li+li{margin-top:6px}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 20px;margin:0 0 20px}
footer{margin-top:56px;padding-bottom:40px;color:var(--muted);font-size:13px}
[hidden]{display:none!important}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--surface);padding:8px}
@media (max-width:760px){
main,header,footer{padding-left:16px;padding-right:16px}
h1{font-size:21px}
.extra{display:none}
th,td{padding:7px 8px}
thead th{white-space:normal}
.wide{display:none}.narrow{display:block}
.detail>td{display:block;padding:12px}
.detail .columns{grid-template-columns:minmax(0,1fr)}
.controls label{flex:1 1 40%}
.controls label:first-child{flex-basis:100%}
.controls input,.controls select{width:100%}
.count{margin-left:0;width:100%}
.facts{grid-template-columns:minmax(0,1fr);gap:0}.facts dd{margin-bottom:8px}
.cells,.cells thead,.cells tbody,.cells tr.detail{display:block}
.cells thead tr{display:flex;flex-wrap:wrap;background:var(--raised)}
.cells tr.cell{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:1px 12px;padding:8px 10px;border-top:1px solid var(--line)}
.cells tr.cell>*{border:0;padding:0;background:none}
.cells .benchmark{order:1;white-space:normal;overflow-wrap:anywhere}
.cells .change{order:2}
.cells .arm{order:3;padding-left:16px!important;color:var(--muted);white-space:normal;overflow-wrap:anywhere;font-size:13.5px}
.cells .said{order:4;text-align:right;font-size:13.5px}
.cells .interval{min-width:0}
}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@page{margin:14mm}
@media print{
body{font-size:10.5pt}
main,header,footer{max-width:none;padding:0}
.controls,.skip,#tip,.plain,.brand a{display:none!important}
.scroll{overflow:visible;border:0}
section{margin-top:22pt}
h2,h3{break-after:avoid}
figure,tbody,.detail{break-inside:avoid}
thead{display:table-header-group}
th,td{padding:3pt 6pt}
pre{white-space:pre-wrap}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`;
const PAGE_STYLE = `${chart_colours_colourStyle(':root')}\n${ARM_STYLE}${PAGE}`;

;// CONCATENATED MODULE: ./build/report/html.js
/** The report as one page: nothing is loaded from anywhere, nothing from a document is run. */









const hashOf = (text) => `'sha256-${(0,external_node_crypto_.createHash)('sha256').update(text).digest('base64')}'`;
/** Own style and script by hash; everything else is refused, so that even what slipped through could do nothing. */
function policy() {
    return [
        "default-src 'none'",
        `style-src ${hashOf(PAGE_STYLE)}`,
        `script-src ${hashOf(PAGE_SCRIPT)}`,
        'img-src data:',
        "base-uri 'none'",
        "form-action 'none'",
    ].join('; ');
}
function titleOf({ run, comparison, gate }) {
    const said = comparison === undefined ? 'Cost of runtimes' : (0,report_verdicts/* headline */.Pl)(comparison, gate).answer;
    return `${said} - tare, ${(0,origin/* formatTime */.fU)(run.startedAt)}`;
}
/** The whole document, ending in a newline. */
function renderHtml(input) {
    return page(titleOf(input), verdictPart(input), [
        ...bodyParts(input),
        notesPart(input),
        hostPart(input),
        reproducePart(input),
    ]);
}
/** Verdicts are read in their table; costs alone are seen at a glance in the charts. */
function bodyParts(input) {
    const [first, ...rest] = chartsOf(input);
    const [table, glance, more] = [
        cellsPart(input),
        chartsPart('Charts', first ? [first] : []),
        chartsPart('More charts', rest),
    ];
    const runtimes = runtimesPart(input);
    return input.comparison ? [table, runtimes, glance, more] : [runtimes, glance, table, more];
}
/** A page of parts. @param head what a reader must know first. */
function page(title, head, parts) {
    const text = html `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the figures</a>
<header>${head}</header>
<main id="main">
${parts}
</main>
<footer>Costs and changes are more time or less throughput: + is worse, - is better, ×n is n times as slow, ~ is no evidence of either, [?] is too few blocks for an interval. Made by tare.</footer>
<div id="tip" role="tooltip" hidden></div>
<script>${trusted(PAGE_SCRIPT)}</script>
</body>
</html>
`;
    return text.text;
}


/***/ })

};
