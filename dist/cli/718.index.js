export const id = 718;
export const ids = [718];
export const modules = {

/***/ 1718:
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
;// CONCATENATED MODULE: ./build/config/list.js
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

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./build/config/nearest.js

/** A sentence that helps with an unknown word: the known one it is close to, or else all of them. */
function didYouMean(word, known) {
    const nearest = (0,mod/* closest */.kp)(word.toLowerCase(), known);
    const near = known.length > 0 && (0,mod/* distance */.Io)(word.toLowerCase(), nearest) <= Math.max(2, nearest.length / 3);
    return near ? `Did you mean "${nearest}"?` : `Known: ${known.join(', ') || 'none'}.`;
}

;// CONCATENATED MODULE: ./build/config/gate.js
/** The two inputs that say what a run is compared with and when that fails the job. */




/** Sources of a baseline that are planned and do not exist yet. */
const NOT_YET = ['ab', 'artifact', 'branch'];
function readBaseline(text, cwd) {
    if (text === 'auto' || text === 'none')
        return { kind: text };
    return /[./]/.test(text) ? { kind: 'file', path: (0,external_node_path_.resolve)(cwd, text) } : undefined;
}
const baseline = {
    placeholder: 'auto|none|file',
    allowed: 'auto, none or the path of a run document (with a slash or a dot in it)',
    suffix: '',
    list: false,
    hint: (text) => NOT_YET.includes(text)
        ? `A baseline from "${text}" is not available in this version.`
        : didYouMean(text, ['auto', 'none']),
    schema: (cwd) => schemas/* string */.YjP().transform((text, context) => {
        const spec = readBaseline(text, cwd);
        if (!spec)
            context.addIssue({ code: 'custom' });
        return spec ?? core/* NEVER */.tm;
    }),
};
const FAILURES = ['regression', 'missing', 'inconclusive'];
const verdicts = schemas/* string */.YjP()
    .transform(splitList)
    .pipe(schemas/* array */.YOg(schemas/* enum */.k5n(FAILURES)).min(1))
    .transform((items) => [...new Set(items)]);
/** Value without duplicates; empty for `never`. */
const failOn = {
    placeholder: 'list',
    allowed: `never alone, or a list of ${FAILURES.join(', ')}`,
    suffix: '',
    list: true,
    hint: (text) => {
        const unknown = splitList(text).find((item) => !['never', ...FAILURES].includes(item));
        return unknown ? didYouMean(unknown, ['never', ...FAILURES]) : '';
    },
    schema: () => schemas/* union */.KCZ([schemas/* literal */.euz('never').transform(() => []), verdicts]),
};

;// CONCATENATED MODULE: ./build/config/units.js
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
    parse: parseDuration,
    format: formatDuration,
}, bounds);
const bytes = (bounds) => bounded({
    placeholder: 'size',
    form: 'a size with its unit, such as 512MiB or 2G (powers of 1024)',
    suffix: 'Bytes',
    parse: parseBytes,
    format: formatBytes,
}, bounds);
/** Value in per cent: 2 for `2%`. */
const percent = (bounds) => bounded({
    placeholder: 'percent',
    form: 'a percentage such as 2% or 0.5%',
    suffix: 'Percent',
    parse: parsePercent,
    format: formatPercent,
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
        hint: (given) => didYouMean(given, names),
        schema: () => schemas/* enum */.k5n(names),
    };
}
/** Names whose meaning is known elsewhere; never empty. */
function list(placeholder, allowed) {
    return {
        placeholder,
        allowed,
        suffix: '',
        list: true,
        schema: () => schemas/* string */.YjP().transform(splitList).pipe(schemas/* array */.YOg(schemas/* string */.YjP()).min(1)),
    };
}

;// CONCATENATED MODULE: ./build/config/inputs.js
/** The one table of inputs: parsing, CLI flags, action.yml and docs/inputs.md all come from here. */



const DAY = 86_400;
const MIB = 1024 ** 2;
const MEASURING = { commands: ['run', 'plan'], steps: ['measure'], planned: true };
const JUDGING = { commands: ['run', 'compare'], steps: ['report'] };
const TABLE = [
    {
        name: 'runtimes',
        kind: list('list', 'a list of runtimes, each as name, name@version, name=path or name{option: value}'),
        default: { value: 'runc,docker' },
        help: 'Runtimes to measure; native, the control, is always added.',
        example: 'runc@1.1.5, runc=./bin/runc, docker',
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
        kind: list('list', 'a list of suites'),
        default: { unset: 'those of the profile' },
        help: 'Suites of benchmarks to run.',
        example: 'cpu, memory',
        ...MEASURING,
    },
    {
        name: 'budget',
        kind: duration({ min: 1, max: DAY }),
        default: { profile: 'budget' },
        help: 'Machine time the measurement may take, installing apart.',
        example: '20m',
        ...MEASURING,
    },
    {
        name: 'blocks',
        kind: range({ min: 1, max: 1_000 }),
        default: { profile: 'blocks' },
        help: 'Blocks (launches of every runtime) to take, at least and at most.',
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
        commands: ['run', 'plan'],
        steps: ['setup', 'measure'],
    },
    {
        name: 'install',
        kind: choice('auto', 'never'),
        default: { value: 'auto' },
        help: 'Whether to install what is missing, or to stop and name it.',
        example: 'never',
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
        help: 'What to compare with: auto (the last comparable run on this host), none, or a run document.',
        example: './main.json',
        commands: ['run'],
        steps: ['report'],
    },
    {
        name: 'min-effect',
        kind: percent({ min: 0, max: 100 }),
        default: { value: '1%' },
        help: 'Smallest slowdown that matters: a smaller one is never called a regression.',
        example: '2%',
        ...JUDGING,
    },
    {
        name: 'margin',
        kind: percent({ min: 0.1, max: 100 }),
        default: { value: '3%' },
        help: 'Slowdown that must be excluded for a cell to be called equivalent.',
        example: '5%',
        ...JUDGING,
    },
    {
        name: 'confidence',
        kind: percent({ min: 50, max: 99.9 }),
        default: { value: '95%' },
        help: 'Confidence of a whole comparison, all its cells together: at 95%, at most one of identical code in twenty alarms.',
        example: '99%',
        ...JUDGING,
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
        commands: ['run'],
        steps: ['measure', 'report'],
    },
    {
        name: 'artifact-name',
        kind: kinds_text('name', /^[^":<>|*?\r\n\\/]{1,128}$/, 'at most 128 characters, none of " : < > | * ? \\ /'),
        default: { value: 'tare-results' },
        help: 'Name of the uploaded artifact; give each leg of a matrix its own.',
        example: 'tare-arm64',
        commands: [],
        steps: ['report'],
    },
    {
        name: 'retention-days',
        kind: integer({ min: 1, max: 400 }),
        default: { unset: 'as the repository says' },
        help: 'Days until the artifact expires.',
        example: '90',
        commands: [],
        steps: ['report'],
    },
    {
        name: 'config',
        kind: path('file', 'the path of a YAML file of inputs'),
        default: { unset: 'tare.yml in the working directory, where there is one' },
        help: 'File of inputs; flags and inputs of the action win over it.',
        example: '.github/tare.yml',
        commands: ['run', 'plan', 'compare', 'doctor', 'cleanup'],
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

;// CONCATENATED MODULE: ./build/config/errors.js
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
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
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
        throw new InputError(`${at(fault.pos[0])}: ${fault.message}.`, needsQuotes(fault) ? QUOTE : undefined);
    const { contents } = document;
    if (contents === null || ((0,dist/* isScalar */.jn)(contents) && contents.value === null))
        return { values: {}, places: {} };
    if (!(0,dist/* isMap */.jh)(contents))
        throw new InputError(`${at(0)}: must be a map, for example "runtimes: runc, docker".`);
    const entries = contents.items.map((pair) => readEntry(pair, at));
    const faults = entries.flatMap((entry) => entry.fault ?? []);
    if (faults.length > 0)
        throw new InputError(faults.join('\n'));
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
    return input ? undefined : `unknown input "${key}". ${didYouMean(key, names)}`;
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
    const [margin, effect] = [formatPercent(marginPercent), formatPercent(minEffectPercent)];
    return `margin: "${margin}" must be larger than min-effect "${effect}", or a cell could be both equivalent and regressed.`;
}
function timeConflict({ trialTimeSeconds, commandTimeoutSeconds }) {
    if (trialTimeSeconds < commandTimeoutSeconds)
        return undefined;
    const [trial, limit] = [formatDuration(trialTimeSeconds), formatDuration(commandTimeoutSeconds)];
    return `trial-time: "${trial}" must be shorter than command-timeout "${limit}", or every trial would be killed.`;
}
/** A gate that was asked for and can never fail is worse than none; it conflicts when both were asked for in one place. */
function gateConflict({ baseline, failOn }, sources) {
    const together = sources.get('fail-on') !== 'default' && sources.get('fail-on') === sources.get('baseline');
    if (baseline.kind !== 'none' || failOn.length === 0 || !together)
        return undefined;
    return `fail-on: "${failOn.join(', ')}" can never fail with baseline "none". Give a baseline, or fail-on: never.`;
}

;// CONCATENATED MODULE: ./build/config/parse.js






/** @throws InputError with one line for every fault: which input, its value, what is allowed and an example. */
function parseInputs(layers) {
    const chosen = INPUTS.map((input) => ({ input, given: choose(input, layers) }));
    const parsed = chosen.map(({ input, given }) => parseOne(input, given, layers));
    refuse([...unknownFlags(layers.flags), ...parsed.flatMap(({ fault }) => fault ?? [])]);
    // The table gives each property its name and each value its type, here and in the type alike.
    const inputs = Object.fromEntries(parsed.map(({ property, value }) => [property, value]));
    refuse(conflicts(inputs, new Map(chosen.map(({ input, given }) => [input.name, given?.source ?? 'default']))));
    return inputs;
}
function refuse(faults) {
    if (faults.length > 0)
        throw new InputError(faults.join('\n'));
}
function unknownFlags(flags) {
    const names = INPUTS.map(({ name }) => name);
    return Object.keys(flags)
        .filter((flag) => !names.includes(flag))
        .map((flag) => `unknown input "${flag}". ${didYouMean(flag, names)}`);
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
            throw new InputError(`config: ${named} does not exist`, `Give the path of a YAML file, or leave it out: ${DEFAULT_FILE} is read where there is one.`);
        return undefined;
    }
    return parseConfigFile((0,external_node_fs_.readFileSync)(path, 'utf8'), named || DEFAULT_FILE);
}

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
    return { kind, cpuset: from('cpuset'), memory: from('memory'), hierarchies: mounts.map((mount) => mount.point) };
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
        throw new HostError(`cgroup controllers cpuset and memory are needed, and ${layout.cpuset ? 'memory' : 'cpuset'} is not mounted`, 'Mount cgroup2 on /sys/fs/cgroup, or boot without cgroup_disable=.');
    }
    return [...new Set([layout.cpuset, layout.memory])].map((point) => (0,external_node_path_.join)(point, name));
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
    const enabled = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(path, 'cgroup.subtree_control'), 'utf8').split(/\s+/);
    const missing = ['cpuset', 'memory'].filter((controller) => !enabled.includes(controller));
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

;// CONCATENATED MODULE: ./build/host/undo.js
/** The kinds of change we make to a host, as data, and how each is taken back. Every kind is safe to undo twice. */







const undoSchema = schemas/* discriminatedUnion */.gMt('kind', [
    /** A file or folder we made. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('path'), path: schemas/* string */.YjP() }),
    /** A folder we made in a place that others may use too: removed when empty. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('folder'), path: schemas/* string */.YjP() }),
    /** A file of the user that we changed; `content` is base64, null where the file did not exist. */
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('file'), path: schemas/* string */.YjP(), content: schemas/* string */.YjP().nullable() }),
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
        const present = await installedOf(names);
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
async function installedOf(names) {
    const { stdout } = await runCommand(['dpkg-query', '-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
    return stdout
        .split('\n')
        .filter((line) => line.endsWith(' installed'))
        .map((line) => line.split(' ')[0] ?? '');
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
        throw new HostError('tare must run as root: it makes cgroups and starts runtimes', 'Run it with sudo.');
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

;// CONCATENATED MODULE: ./build/results/document.js
/** The run document: the one JSON file a run leaves behind. Unknown fields are kept. */

const SCHEMA_VERSION = 1;
const finite = schemas/* number */.aig();
const metrics = schemas/* record */.g1P(schemas/* string */.YjP(), finite);
const metricDefinitionSchema = schemas/* looseObject */._H3({
    name: schemas/* string */.YjP(),
    unit: schemas/* string */.YjP(),
    direction: schemas/* enum */.k5n(['higher', 'lower']),
});
const workSchema = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* looseObject */._H3({ kind: schemas/* literal */.euz('fixed'), amount: finite.positive(), unit: schemas/* string */.YjP() }),
    schemas/* looseObject */._H3({ kind: schemas/* literal */.euz('timed'), seconds: finite.positive() }),
    schemas/* looseObject */._H3({ kind: schemas/* literal */.euz('observed') }),
]);
const plannedBenchmarkSchema = schemas/* looseObject */._H3({
    id: schemas/* string */.YjP(),
    suite: schemas/* string */.YjP(),
    summary: schemas/* string */.YjP(),
    work: workSchema,
    metrics: schemas/* array */.YOg(metricDefinitionSchema).min(1),
    gate: schemas/* string */.YjP(),
});
const plannedArmSchema = schemas/* looseObject */._H3({
    /** Unique in the run, as the user wrote it: `runc`, `runc=./bin/runc`, `docker@24.0.5`. */
    id: schemas/* string */.YjP(),
    runtime: schemas/* string */.YjP(),
    version: schemas/* string */.YjP().optional(),
    path: schemas/* string */.YjP().optional(),
    options: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
});
/** Which two arms are measured back to back: `native` against each arm, or one side against the other. */
const contrastSchema = schemas/* looseObject */._H3({ baseline: schemas/* string */.YjP(), candidate: schemas/* string */.YjP() });
const planSchema = schemas/* looseObject */._H3({
    profile: schemas/* string */.YjP(),
    arms: schemas/* array */.YOg(plannedArmSchema).min(1),
    contrasts: schemas/* array */.YOg(contrastSchema),
    benchmarks: schemas/* array */.YOg(plannedBenchmarkSchema),
    /** Unsigned 32-bit; every random choice of the run follows from it. */
    seed: schemas/* int */.Whr().nonnegative(),
    blocks: schemas/* looseObject */._H3({ min: schemas/* int */.Whr().positive(), max: schemas/* int */.Whr().positive() }),
    /** Pairs of a benchmark and contrast in one block, averaged into one observation. */
    pairsPerBlock: schemas/* int */.Whr().positive(),
    /** Length that fixed work was calibrated to on native, s. */
    trialSeconds: finite.positive().optional(),
    budgetSeconds: finite.positive(),
    limits: schemas/* looseObject */._H3({
        /** Linux cpuset list, for instance `0-3`. */
        cpus: schemas/* string */.YjP(),
        cpuCount: schemas/* int */.Whr().positive(),
        memoryBytes: schemas/* int */.Whr().positive(),
    }),
    commandTimeoutSeconds: finite.positive(),
    launchTimeoutSeconds: finite.positive(),
});
const binarySchema = schemas/* looseObject */._H3({
    name: schemas/* string */.YjP(),
    path: schemas/* string */.YjP(),
    version: schemas/* string */.YjP(),
    sha256: schemas/* string */.YjP(),
});
/** What an arm turned out to be. */
const armEnvironmentSchema = schemas/* looseObject */._H3({
    arm: schemas/* string */.YjP(),
    binaries: schemas/* array */.YOg(binarySchema),
    /** Where it came from: `distro package runc 1.1.5…`, `path`, `running daemon`. */
    source: schemas/* string */.YjP(),
    /** As seen from inside: kernel, cpus, memoryBytes, sysbench version and sha256, filesystem of root and volume. */
    inside: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
});
const fingerprintSchema = schemas/* looseObject */._H3({
    /** sha256 over the hardware fields: runs with different keys are not compared. */
    hardwareKey: schemas/* string */.YjP(),
    bootId: schemas/* string */.YjP(),
    hostname: schemas/* string */.YjP(),
    arch: schemas/* string */.YjP(),
    cpu: schemas/* looseObject */._H3({
        model: schemas/* string */.YjP(),
        microcode: schemas/* string */.YjP(),
        online: schemas/* string */.YjP(),
        smt: schemas/* string */.YjP(),
        governor: schemas/* string */.YjP(),
        turbo: schemas/* string */.YjP(),
        maxMhz: finite.nullable(),
    }),
    mitigations: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
    kernel: schemas/* string */.YjP(),
    kernelCommandLine: schemas/* string */.YjP(),
    os: schemas/* string */.YjP(),
    cgroup: schemas/* enum */.k5n(['v1', 'v2', 'hybrid', 'none']),
    memoryBytes: finite,
    storage: schemas/* looseObject */._H3({ device: schemas/* string */.YjP(), model: schemas/* string */.YjP(), filesystem: schemas/* string */.YjP(), options: schemas/* string */.YjP() }),
    virtualization: schemas/* string */.YjP(),
    image: schemas/* looseObject */._H3({ digest: schemas/* string */.YjP(), recipe: schemas/* string */.YjP(), sysbench: schemas/* string */.YjP() }),
});
const healthSchema = schemas/* looseObject */._H3({
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
const failureSchema = schemas/* looseObject */._H3({
    /** `timeout`, `exit`, `output`, `launch`, `flood`, `lost`. */
    reason: schemas/* string */.YjP(),
    /** One sentence. */
    message: schemas/* string */.YjP(),
    /** The last lines the command or the runtime printed. */
    tail: schemas/* array */.YOg(schemas/* string */.YjP()),
});
const trialSchema = schemas/* looseObject */._H3({
    arm: schemas/* string */.YjP(),
    /** Host's time from the `begin` frame to the `end` frame, ms. */
    wallMs: finite.nonnegative(),
    /** Empty where `failure` is set. */
    metrics,
    failure: failureSchema.optional(),
});
const pairSchema = schemas/* looseObject */._H3({
    benchmark: schemas/* string */.YjP(),
    baseline: schemas/* string */.YjP(),
    candidate: schemas/* string */.YjP(),
    /** 0, 1, …: place among the pairs of this benchmark and contrast in this block. */
    k: schemas/* int */.Whr().nonnegative(),
    /** Discarded by the analysis. */
    warmup: schemas/* boolean */.zMY(),
    /** In the order taken. */
    trials: schemas/* array */.YOg(trialSchema).max(2),
});
const launchSchema = schemas/* looseObject */._H3({
    arm: schemas/* string */.YjP(),
    /** Host's time from launch to the `ready` frame, ms; null where it failed. */
    startupMs: finite.nullable(),
    /** Host's time from `bye` until the runtime has exited and the sandbox is gone, ms; null where it failed. */
    shutdownMs: finite.nullable(),
    /** Launches that were killed and tried again before this one. */
    retries: schemas/* int */.Whr().nonnegative(),
    failure: failureSchema.optional(),
});
const blockSchema = schemas/* looseObject */._H3({
    index: schemas/* int */.Whr().nonnegative(),
    /** ISO 8601, UTC. */
    startedAt: schemas/* string */.YjP(),
    wallSeconds: finite.nonnegative(),
    /** False where the block was cut short; the pairs it has are whole. */
    complete: schemas/* boolean */.zMY(),
    health: healthSchema,
    /** In the order taken. */
    launches: schemas/* array */.YOg(launchSchema),
    /** In the order taken. */
    pairs: schemas/* array */.YOg(pairSchema),
});
const runSchema = schemas/* looseObject */._H3({
    kind: schemas/* literal */.euz('tare-run'),
    schemaVersion: schemas/* literal */.euz(SCHEMA_VERSION),
    id: schemas/* string */.YjP(),
    tool: schemas/* looseObject */._H3({ name: schemas/* literal */.euz('tare'), version: schemas/* string */.YjP() }),
    startedAt: schemas/* string */.YjP(),
    finishedAt: schemas/* string */.YjP().nullable(),
    plan: planSchema,
    fingerprint: fingerprintSchema,
    environments: schemas/* array */.YOg(armEnvironmentSchema),
    warnings: schemas/* array */.YOg(schemas/* string */.YjP()),
    blocks: schemas/* array */.YOg(blockSchema),
    stopped: schemas/* looseObject */._H3({ reason: schemas/* enum */.k5n(['budget', 'blocks', 'decided', 'cancelled', 'error']), detail: schemas/* string */.YjP() })
        .nullable(),
});
/** The arm every run has: the same userland by chroot, the control. */
const NATIVE = 'native';

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

// EXTERNAL MODULE: ./node_modules/simple-statistics/dist/simple-statistics.mjs
var simple_statistics = __webpack_require__(5521);
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
    throw new InputError(`The run document ${run.id} ${faults[0]}${more}.`, 'It was edited or merged by hand: use the document as the run wrote it.');
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
    const paired = series.find((one) => one.arm === arm && one.baselineArm === NATIVE);
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
        notes: notesOf(series, differences),
    };
}
function ratioOf(differences) {
    const bounds = hodgesLehmannInterval(differences, TAIL);
    const exp = (bound) => (bound === null ? null : Math.exp(bound));
    return { ratio: Math.exp(hodgesLehmann(differences)), low: exp(bounds.low), high: exp(bounds.high) };
}
function notesOf({ observations: blocks, drops }, differences) {
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
        nativeLevel: arm === NATIVE ? level : null,
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
    return arm === NATIVE ? [] : ['Measured against another runtime, so its overhead against native is not known.'];
}

;// CONCATENATED MODULE: ./build/results/store.js
/** Run documents on disk: written whole or not at all, read with suspicion, the recent ones kept for comparison. */




/** Far above the largest profile's document (about 3 MB); a larger file is not ours. */
const LARGEST_BYTES = 256 * 1024 * 1024;
/** Documents kept for `baseline: auto`. */
const KEPT = 50;
/** Written beside, synced, renamed: a kill at any moment leaves the old document or the new one. */
function writeRun(path, run) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
    const draft = `${path}.${process.pid}`;
    try {
        (0,external_node_fs_.writeFileSync)(draft, `${JSON.stringify(run, null, 1)}\n`, { flush: true });
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
        throw new InputError(`${path} does not exist`, 'Give the path of a run document (…/run-….json).');
    const stat = (0,external_node_fs_.statSync)(path);
    if (!stat.isFile())
        throw new InputError(`${path} is not a file`, 'Give the path of a run document (…/run-….json).');
    if (stat.size > LARGEST_BYTES)
        throw new InputError(`${path} is too large to be a run document (${stat.size} bytes)`);
    return parseRun((0,external_node_fs_.readFileSync)(path, 'utf8'), path);
}
/** @throws InputError */
function parseRun(text, path) {
    const json = parseJson(text, path);
    const head = typeof json === 'object' && json !== null ? json : {};
    if (head.kind !== 'tare-run')
        throw new InputError(`${path} is not a run document of tare`, 'Its "kind" should be "tare-run".');
    if (head.schemaVersion !== SCHEMA_VERSION) {
        throw new InputError(`${path} has schemaVersion ${JSON.stringify(head.schemaVersion)}, and this tare reads ${SCHEMA_VERSION}`, 'Use the version of tare that wrote it, or measure again.');
    }
    const parsed = runSchema.safeParse(json);
    if (parsed.success)
        return parsed.data;
    const faults = parsed.error.issues
        .slice(0, 5)
        .map((issue) => `  ${issue.path.join('.') || 'document'}: ${issue.message}`);
    throw new InputError(`${path} is damaged:\n${faults.join('\n')}`, 'It was edited or cut short: measure again.');
}
function parseJson(text, path) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new InputError(`${path} is not JSON: ${error instanceof Error ? error.message : error}`, 'It was edited or cut short.');
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
                if (error instanceof InputError)
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
    return run.plan.contrasts.some(({ candidate }) => run.plan.benchmarks.some(({ id, work }) => work.kind !== 'observed' && !whole.has(`${candidate}\n${id}`)));
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
function reason_explain(facts, settings, unit) {
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
    const least = reason_percent(settings.minEffect);
    switch (facts.outcome) {
        case 'regressed':
            return `p ${reason_short(facts.p)} is within ${reason_short(facts.threshold)}, and it is worse by more than ${least} %`;
        case 'improved':
            return `p ${reason_short(facts.pBetter)} is within ${reason_short(facts.threshold)}, and it is better by more than ${least} %`;
        case 'equivalent':
            return `a change for the worse beyond ${reason_percent(facts.margin)} % is excluded (at worst ${limit(facts)} %)`;
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
    return `p ${reason_short(smallest)} reaches ${reason_short(facts.threshold)}, but the change is within ${reason_percent(minEffect)} %`;
}
function notPassed(facts, { direction }) {
    const { limit: ratio, margin } = facts;
    if (ratio === null || margin === null)
        return 'too few to exclude any slowdown';
    const inside = direction === 'higher' ? ratio > 1 - margin : ratio < 1 + margin;
    return inside
        ? 'a change this large is not passed before the last look'
        : `at worst ${limit(facts)} %, and ${reason_percent(margin)} % for the worse must be excluded to pass`;
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
function reason_percent(fraction) {
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
    return { ...facts, reason: reason_explain(facts, settings, unit) };
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
    const series = observations(run).filter((one) => one.baselineArm === NATIVE);
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
        if (!(error instanceof InputError))
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
        throw new InputError(`alpha must lie between 0.000001 and 0.49, not ${alpha}.`);
    if (!within(minEffectPercent, 0, 99)) {
        throw new InputError(`The smallest effect must lie between 0 and 99 %, not ${minEffectPercent}.`);
    }
    if (!(marginPercent > minEffectPercent && marginPercent < 100)) {
        throw new InputError(`The margin of ${marginPercent} % must lie between the smallest effect and 100 %.`);
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
        const cell = { arm: NATIVE, benchmark: benchmark.id };
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
        notes: [...across_notesOf(context), ...hostNotes(host)],
    };
}
/** @throws InputError where the runs cannot be compared at all. */
function acrossContext(baseline, candidate, given, history) {
    across_refuse(baseline, candidate);
    const cells = plannedCells(againstNative(baseline), againstNative(candidate));
    if (cells.length === 0) {
        throw new InputError('Nothing can be compared: neither run measures a runtime against native.');
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
function across_refuse(baseline, candidate) {
    if (baseline.id === candidate.id) {
        throw new InputError(`Baseline and candidate are the same run, ${candidate.id}: it can only agree with itself.`, 'Give an earlier run as the baseline.');
    }
    const other = hardwareDifferences(baseline, candidate);
    if (other.length === 0)
        return;
    const fields = other.map((one) => `${one.field} (${one.baseline}, now ${one.candidate})`).join(', ');
    throw new InputError(`The runs are not of the same hardware: ${fields}.`, 'Compare runs of one machine, or measure both sides in one run.');
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
function across_notesOf({ baseline, candidate, prints, oneState, history, settings }) {
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

;// CONCATENATED MODULE: ./build/entry/steps/judge.js
/** Compares a run with its baseline and decides whether the gate opens. */





/** The run, its overheads, and what it is compared with, if anything. @throws InputError for a baseline that cannot serve. */
function judge_judge(run, inputs, stateFolder) {
    const known = new RunStore(stateFolder).recent().filter(({ id }) => id !== run.id);
    const { baseline } = inputs;
    const chosen = baseline.kind === 'none'
        ? undefined
        : baseline.kind === 'file'
            ? { run: readRun(baseline.path), source: `file ${baseline.path}` }
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

// EXTERNAL MODULE: ./node_modules/string-width/index.js + 3 modules
var string_width = __webpack_require__(1272);
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
const numbers_ABSENT = '-';
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
function numbers_formatPercent(percent) {
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
        return numbers_ABSENT;
    if (value === 0)
        return '0';
    const digits = digitsFor(noisePercent);
    const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
    return value.toFixed(Math.min(Math.max(digits - 1 - exponent, 0), 9));
}
/** A level with its own scaled unit: `12.3 GiB/s`. */
function formatLevel(level, unit, noisePercent = null) {
    if (level === null)
        return numbers_ABSENT;
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
    return noisePercent === null ? numbers_ABSENT : `${noisePercent.toFixed(noisePercent >= 10 ? 0 : 1)} %`;
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
    return [...all.filter((arm) => arm === NATIVE), ...all.filter((arm) => arm !== NATIVE)];
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
        const levels = [cells.get(NATIVE)?.level, ...[...cells.values()].map((cell) => cell.nativeLevel)];
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
function verdicts_tally(comparison, verdicts, cells = comparison.cells) {
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
    return { status: statusOf(comparison, gate), answer, rest: verdicts_tally(comparison, others) };
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
    return level === null ? numbers_ABSENT : solid(escapeMarkdown(formatLevel(level, unit, noisePercent)));
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
        return numbers_ABSENT;
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
        return numbers_ABSENT;
    if (cell.level === null && cell.failures > 0)
        return 'failed';
    if (cell.overhead === null)
        return numbers_ABSENT;
    const { estimate, interval } = formatCost(costOf(cell.overhead, cell.direction));
    return solid([estimate, interval, absoluteDifference(cell)].filter((part) => part !== '').join(' '));
}
/** One row a benchmark: native's level, then the cost of each runtime with its interval. */
function overheadTable({ run, overheads }) {
    const arms = armsOf(run, overheads).filter((arm) => arm !== NATIVE);
    const heads = [['benchmark', '---'], [NATIVE, '---:'], ...arms.map((arm) => [code(arm), '---:'])];
    const rows = benchmarkRows(run, overheads).map((row) => [
        code(row.benchmark),
        levelText(row.nativeLevel, row.unit, null),
        ...arms.map((arm) => overheadText(row.cells.get(arm))),
    ]);
    return markdownTable(heads, rows);
}

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
    const limits = `CPUs ${plan.limits.cpus} and ${formatBytes(plan.limits.memoryBytes)} for each sandbox`;
    return [cpu.model, kernel, os, ...governor, limits].join(', ');
}
/** How much was measured and why it ended. */
function extentText(run) {
    const seconds = run.blocks.reduce((sum, block) => sum + block.wallSeconds, 0);
    const { arms, benchmarks } = run.plan;
    const ending = run.stopped === null ? 'unfinished' : ENDINGS[run.stopped.reason];
    const size = `${count(run.blocks.length, 'block')} of ${count(arms.length, 'arm')} and ${count(benchmarks.length, 'benchmark')}`;
    return `${size} in ${formatDuration(Math.round(seconds))}; ${ending}`;
}
/** What each arm turned out to be, by arm. */
function sourcesOf(run) {
    return new Map(run.environments.map(({ arm, source }) => [arm, source]));
}
/** The arms that a comparison within one run sets against each other. */
function sidesOf(run) {
    return run.plan.contrasts.filter(({ baseline }) => baseline !== NATIVE);
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
function markdown_comparison_differences(comparison) {
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
    return [{ text: sentences.join(' ') }, ...markdown_comparison_differences(comparison)];
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
        return fold(`${codeHtml(arm)}: ${verdicts_tally(comparison, VERDICT_ORDER, cells)}`, `all cells of ${code(arm)}`, body);
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
function notes_notesOf({ run, overheads, comparison }) {
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
        ['budget', formatDuration(plan.budgetSeconds)],
        ['cpus', plan.limits.cpus],
        ['memory', formatBytes(plan.limits.memoryBytes)],
        ['seed', String(plan.seed)],
    ];
    return [
        'sudo node dist/cli/index.js run',
        ...flags.filter(([, value]) => value !== '').map(([flag, value]) => `--${flag} ${quote(value)}`),
    ].join(' ');
}
/** The whole run again, in the same order. */
function reproduceRun(run) {
    const arms = run.plan.arms.map((arm) => arm.id).filter((arm) => arm !== NATIVE);
    return command(run, arms, run.plan.benchmarks.map(({ id }) => id));
}
/** One arm and benchmark, with the arm it was paired with. */
function reproduceCell(run, arm, benchmark) {
    const partners = run.plan.contrasts.filter(({ candidate }) => candidate === arm).map(({ baseline }) => baseline);
    const arms = [...new Set([...partners, arm])].filter((name) => name !== NATIVE);
    return command(run, arms, [benchmark]);
}

;// CONCATENATED MODULE: ./build/report/within-limit.js
/** A report within a limit of length. */
const SEPARATOR = '\n\n';
const encoder = new TextEncoder();
/** UTF-8 bytes: at least as many as characters, so one measure keeps limits in either. */
const byteLength = (text) => encoder.encode(text).length;
const within_limit_join = (parts) => parts.map(({ text }) => text).join(SEPARATOR);
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
    const text = () => within_limit_join(left.length === 0 ? kept : [...kept, pointerText(left, pointer)]);
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
    return `${firstLines(within_limit_join(kept), maxBytes - byteLength(ending))}${ending}`;
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
    return [`${code(arm)} ${numbers_formatPercent((0,simple_statistics/* median */.JZ)(costs))}`];
}
/** The first line where there is nothing to compare with. */
function costAnswer(input) {
    const failed = input.gate?.pass === false ? `${ICONS.fail} ` : '';
    const arms = armsOf(input.run, input.overheads).filter((arm) => arm !== NATIVE);
    const costs = arms.flatMap((arm) => medianCost(input, arm));
    const benchmarks = new Set(input.overheads.map(({ benchmark }) => benchmark)).size;
    const told = costs.length === 0
        ? ''
        : ` Median cost against native over ${count(benchmarks, 'benchmark')}: ${costs.join(', ')}.`;
    return `${failed}**No baseline to compare with, so no verdict.**${told}`;
}
const bullets = (texts) => texts.map((text) => `- ${escapeMarkdown(text)}`).join('\n');
function noteParts(input) {
    const all = notes_notesOf(input);
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

// EXTERNAL MODULE: ./node_modules/cli-table3/index.js
var cli_table3 = __webpack_require__(5832);
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
        change === null ? numbers_ABSENT : paintCost(colours, change.evidence, change.estimate),
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
        return numbers_ABSENT;
    return formatNumber(value * scaleFor(row.nativeLevel ?? value, row.unit).factor, noisePercent);
}
function armLevel(row, cell) {
    if (cell === undefined)
        return numbers_ABSENT;
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
        return [shown, numbers_ABSENT, mark];
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
        { head: NATIVE, align: 'right' },
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
    const arms = armsOf(run, overheads).filter((arm) => arm !== NATIVE);
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
    const all = notes_notesOf(input);
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
function renderTerminal(input, options) {
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

;// CONCATENATED MODULE: ./build/entry/commands/compare.js
/** `tare compare A B`. */








async function compare(baseline, candidate, options) {
    const inputs = loadInputs(flagLayer('compare', options));
    const run = readRun(candidate);
    const chosen = { run: readRun(baseline), source: `file ${baseline}` };
    const history = new RunStore(statePath()).recent().filter(({ id }) => id !== run.id);
    const input = { run, overheads: overheads(run), ...compared(chosen, run, inputs, history) };
    printResult(input, []);
    return exitCodeOf(run, input.gate);
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
                throw new HostError(`${path} cannot be read`, 'Mount proc on /proc and sysfs on /sys.');
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
        throw new HostError(`/proc/meminfo does not give ${key}`, 'Use Linux 3.14 or newer with proc on /proc.');
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
        throw new InputError(`"${whole}" is not a list of CPUs: cannot read "${part}"`, 'Write it as in "0-3,8".');
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
        throw new InputError('The list of CPUs is empty', 'Name some, as in "1-3", or write "auto".');
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
    throw new InputError(`${subject} ${why}`, `${remedy} ${formatCpuList(usable)}.`);
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
const governor = ({ governors }) => governors.every((name) => name === 'performance')
    ? undefined
    : warning('governor', `The frequency governor is ${governors.join(', ')}, so the clock follows the load: set it to performance (cpupower frequency-set -g performance).`);
const turbo = (conditions) => conditions.turbo === 'on'
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
const hugePages = (conditions) => conditions.hugePages === 'always'
    ? info('huge-pages', 'Transparent huge pages are always on, so memory figures depend on how fragmented the memory is: choose madvise (echo madvise > /sys/kernel/mm/transparent_hugepage/enabled) for steadier ones, and the same setting for every run you compare.')
    : undefined;
const samePageMerging = (conditions) => conditions.samePageMerging
    ? warning('ksm', 'Same-page merging (KSM) scans memory in the background: stop it (echo 0 > /sys/kernel/mm/ksm/run).')
    : undefined;
const addressRandomization = ({ addressRandomization: level }) => {
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
    governor,
    turbo,
    sharedCores,
    smt,
    hugePages,
    samePageMerging,
    addressRandomization,
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/host/apt.js
/** Packages of Debian and Ubuntu, from the mirrors the host itself names. */



const APT = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-q'];
/** Versions of packages that are installed; absent ones are left out. None on a host without dpkg. */
async function installedVersions(names) {
    if (!(0,external_node_fs_.existsSync)('/usr/bin/dpkg-query'))
        return new Map();
    const format = '$' + '{Package}\t$' + '{Version}\t$' + '{db:Status-Status}\n';
    const { stdout } = await runCommand(['dpkg-query', '-W', '-f', format, ...names]);
    const rows = stdout.split('\n').map((line) => line.split('\t'));
    return new Map(rows.flatMap(([name, version, status]) => (name && version && status === 'installed' ? [[name, version]] : [])));
}
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
    throw new InputError(`${what} ${wanted} is not offered by this host's package sources`, offered.length > 0
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
        if (!(error instanceof HostError))
            throw error;
        host.log.warn(error.message);
        return offered;
    }
    return availableVersions(names);
}
/** Refuses early, with a cause a person can mend. */
function requireApt() {
    if (!(0,external_node_fs_.existsSync)('/usr/bin/apt-get')) {
        throw new HostError('this host has no apt, so nothing can be installed', 'Install sysbench userland tools and runtimes yourself and pass --rootfs and runtime paths (runc=/usr/bin/runc) with --install never, or use Debian or Ubuntu.');
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
        throw new HostError(`packages are missing: ${wanted.join(' ')}`, 'Install them, or run without --install never.');
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
        return new HostError(error.message, 'The package mirror cannot be reached: check the network, the proxy and /etc/apt/sources.list.');
    }
    if (/No space left|not enough free space|enough free space/i.test(text)) {
        return new HostError(error.message, 'The disk is full: free space under /var, then run again.');
    }
    return new HostError(error.message, 'Mend the package system first (apt-get -f install shows what is wrong).');
}

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

;// CONCATENATED MODULE: ./build/image/recipe.js
/** What the userland is made of. Pure: the same recipe and the same package versions give the same bytes. */

/** sysbench, and what makes the root a system that can boot: system containers run it with systemd as process 1. */
const PACKAGES = ['sysbench', 'systemd-sysv', 'dbus', 'iproute2'];
const EXCLUDED = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/info/*'];
/** The host's own distribution, so that its mirrors and keys serve. @throws HostError on other systems. */
function recipeFor(distribution) {
    if (distribution.id !== 'debian' && distribution.id !== 'ubuntu') {
        throw new HostError(`a userland can be made on Debian and Ubuntu; this is ${distribution.pretty || 'another system'}`, 'Pass --rootfs with a tarball or folder that has sysbench in it.');
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
        throw new HostError(`the apt sources of this host name no mirror for ${suite}`, 'Add the distribution to /etc/apt/sources.list, or pass --rootfs.');
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
        throw new InputError(`rootfs ${rootfs} does not exist`, 'Give a tarball or a folder.');
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
        throw new InputError(`rootfs ${from} is neither a folder nor .tar, .tar.gz, .tar.xz or .tar.zst`);
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
    throw new InputError(`the userland ${name} has no sysbench that runs: ${result.stderr.trim().split('\n').at(-1) ?? ''}`, 'Put sysbench into it, or leave rootfs out and let Tare make one.');
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
        throw new HostError(`only ${Math.round((bavail * bsize) / 1024 ** 2)} MiB are free under ${host.paths.cache}; making a userland needs 2048 MiB`, 'Free some space, or point TARE_CACHE_DIR at a larger disk.');
    }
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
        note: `in a mount namespace without ${unified}, since it refuses hybrid cgroups`,
    };
}

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

;// CONCATENATED MODULE: ./build/runtimes/shared/binaries.js
/** Finds, checks and identifies the executables of a runtime. */





/** Absolute path of a command on PATH (with the sbin folders), or undefined. */
function findCommand(name) {
    const folders = (commandEnvironment().PATH ?? '').split(':').filter(Boolean);
    return folders.map((folder) => (0,external_node_path_.join)(folder, name)).find(isExecutable);
}
/** @throws InputError saying what is wrong with a path the user gave. */
function requireExecutable(path, what) {
    if (!(0,external_node_fs_.existsSync)(path))
        throw new InputError(`${what}: ${path} does not exist`, `Give the path of an executable file: ${what}=./bin/${what}.`);
    if (!(0,external_node_fs_.statSync)(path).isFile())
        throw new InputError(`${what}: ${path} is not a file`, 'Give the path of the executable itself.');
    if (!isExecutable(path))
        throw new InputError(`${what}: ${path} is not executable`, `Run chmod +x ${path}.`);
    return path;
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
        throw new InputError(`${path} does not tell its version: ${(result.stderr || result.stdout).trim().split('\n')[0] ?? ''}`, 'Is it built for this machine?');
    }
    return { name, path: real, version: result.stdout.split('\n')[0]?.trim() ?? '', sha256: await sha256(real) };
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
    const refusal = request_fault(url, response, accepted);
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
function request_fault(url, { status, url: final }, accepted) {
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
class DownloadError extends HostError {
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
    throw new HostError(`${source} is not the file it should be\n  expected ${expected.algorithm} ${expected.hex}\n  actual   ${actual.algorithm} ${actual.hex}`, 'Nothing of it was kept or run. A proxy or mirror may have answered with another file: look at it there.');
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

;// CONCATENATED MODULE: ./build/host/known-checksums.js
/** sha256 of release binaries that publishers have put on GitHub. A version that is not here needs its publisher's checksum file. */
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
const TABLES = { runc: RUNC, crun: CRUN };
/** Oldest first. Empty for a runtime that has none. */
function knownReleases(runtime, arch) {
    const lines = (TABLES[runtime] ?? '').split('\n').filter(Boolean);
    return lines
        .map((line) => {
        const [version = '', of = '', sha256 = ''] = line.split(' ');
        return { version, arch: of, sha256 };
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
    return release && digest(release.sha256);
}
async function publishedDigest(host, version, source) {
    const { arch } = host.distribution;
    const url = source.checksums(version, arch);
    if (!host.mayInstall)
        throw new HostError(`${url} is needed`, 'Run without --install never.');
    const name = (0,external_node_path_.basename)(new URL(source.file(version, arch)).pathname);
    const found = parseChecksums(await fetchText(host, url), name);
    if (found)
        return found;
    throw new HostError(`${url} has no checksum for ${name}, so it is not downloaded`, 'Download and check it yourself, and give it by path.');
}
function requirePermission(host, url, expected) {
    if (host.mayInstall || (0,external_node_fs_.existsSync)(downloadPath(host, url, expected)))
        return;
    throw new HostError(`${url} is needed`, 'Download it yourself and give it by path, or run without --install never.');
}
/** Names what was tried and everything there is. */
function unavailable(host, runtime, version, instead, error) {
    const known = knownReleases(runtime, host.distribution.arch).map((release) => release.version);
    const message = `${runtime} ${version} cannot be had\n${error.message}`;
    const remedy = [instead, known.length > 0 ? `Releases with a known checksum: ${known.join(', ')}.` : ''];
    const notThere = error.status === 404 || error.status === 410;
    return new (notThere ? InputError : HostError)(message, remedy.filter(Boolean).join('\n'));
}

;// CONCATENATED MODULE: ./build/runtimes/shared/distro-binary.js
/** A runtime that is one executable: of a distribution package, of an upstream release, or at a path the user gives. */






/** What `installDistroBinary` would have to do. */
async function checkDistroBinary(host, arm, packageName, release) {
    if (arm.path) {
        requireExecutable(arm.path, arm.runtime);
        return [];
    }
    const installed = (await installedVersions([packageName])).get(packageName);
    if (!arm.version)
        return findCommand(arm.runtime) ? [] : [fromSources(`package ${packageName}`)];
    if (installed && isVersion(installed, arm.version))
        return [];
    const { version } = arm;
    const offered = (await availableVersions([packageName])).some((one) => isVersion(one.version, version));
    if (release && (installed || !offered))
        return checkRelease(host, arm.runtime, version, release);
    return [fromSources(`package ${packageName} ${version}`)];
}
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
    throw new HostError(`package ${packageName} ${installed} is installed, and ${wanted} was asked for`, `Remove the package first, or give the binary of the wanted version by path.`);
}
/** What PATH finds, and the package only where it is the package's. A pinned version is always the package's. */
async function describe(arm, packageName) {
    const packaged = (await filesOf(packageName)).find((path) => /bin\//.test(path) && (0,external_node_path_.basename)(path) === arm.runtime);
    const path = arm.version ? packaged : findCommand(arm.runtime);
    if (!path)
        throw new HostError(`package ${packageName} is installed, but ${arm.runtime} is not on PATH`, 'Add its folder to PATH.');
    const version = (await installedVersions([packageName])).get(packageName);
    const isPackaged = packaged && version && (0,external_node_fs_.realpathSync)(packaged) === (0,external_node_fs_.realpathSync)(path);
    const source = isPackaged ? `distro package ${packageName} ${version}` : `found at ${path}`;
    return { binaries: [await identifyBinary(arm.runtime, path)], source };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
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
            return new OciArm(host, copy, command, definition.removal ?? deleteForced);
        },
    };
}
const deleteForced = (command, id) => [...command, 'delete', '--force', id];
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
class OciArm {
    #host;
    #copy;
    #command;
    #removal;
    #spec;
    constructor(host, copy, command, removal) {
        this.#host = host;
        this.#copy = copy;
        this.#command = command;
        this.#removal = removal;
        this.#spec = specSchema.parse(JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(copy.folder, 'config.json'), 'utf8')));
    }
    async launch(request) {
        clearScratch(this.#copy);
        const group = runGroup(this.#host);
        const cgroup = { path: `/${group}/${request.id}`, countsSwap: countsSwap(this.#host.cgroup, group) };
        const config = configure(this.#spec, request, cgroup);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(this.#copy.folder, 'config.json'), JSON.stringify(config));
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(this.#copy.folder, 'state'), { recursive: true });
        const remove = [...this.#removal(this.#command, request.id)];
        const change = this.#host.journal.record({ kind: 'command', argv: remove, goneWhen: 'does not exist' });
        return openProcessConsole({
            argv: [...this.#command, 'run', '--bundle', this.#copy.folder, request.id],
            end: async () => {
                await runCommand(remove);
            },
            afterExit: async () => change.settle(),
        });
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
            throw new HostError(`${name} has ended again, and is not started a third time`, words);
        this.#restarts += 1;
        this.#host.log.warn(`${name} has ended during the run; it is started again, once`);
        this.#running.change.settle();
        await this.#empty();
        this.#running = await start(this.#host, this.#recipe);
        throw new HostError(`${name} had ended and was started again, so this launch does not count`, words);
    }
    /** Asks it to read its configuration again. */
    reload() {
        process.kill(this.pid, 'SIGHUP');
    }
    /** Safe to call twice. */
    async stop() {
        await this.#running.change.undo();
        await this.#empty();
    }
    async #empty() {
        for (const name of [this.#recipe.sandboxes, this.#recipe.group])
            for (const point of this.#host.cgroup.hierarchies)
                await removeGroup((0,external_node_path_.join)(point, runGroup(this.#host), name));
    }
}
async function start(host, recipe) {
    const running = await spawnInGroup(host, recipe);
    const deadline = performance.now() + READY_SECONDS * 1000;
    while (!(await recipe.ready())) {
        if (!isAlive(running.identity))
            throw new HostError(`${recipe.name} ended instead of starting`, lastWords(recipe.log));
        if (performance.now() > deadline)
            throw new HostError(`${recipe.name} was not ready after ${READY_SECONDS} s`, lastWords(recipe.log));
        await (0,promises_.setTimeout)(20);
    }
    return running;
}
/** In a cgroup of the run, so that the undo of that group also ends what the daemon has started, after a kill too. */
async function spawnInGroup(host, recipe) {
    const group = runGroup(host);
    createParent(host.cgroup, `${group}/${recipe.sandboxes}`);
    const entries = createGroup(host.cgroup, `${group}/${recipe.group}`);
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
        throw new HostError(`${recipe.name} ended at once`, lastWords(recipe.log));
    return { identity, change: host.journal.record({ kind: 'process', ...identity }) };
}
function lastWords(log) {
    const lines = (0,external_node_fs_.existsSync)(log) ? lastLines((0,external_node_fs_.readFileSync)(log, 'utf8'), 6) : [];
    return `Its last lines:\n${lines.map((line) => `  | ${line}`).join('\n')}`;
}

;// CONCATENATED MODULE: ./build/runtimes/shared/docker-own.js
/** A dockerd of ours: its own socket, data and containerd, so that it shares nothing with any other and leaves nothing behind. */








/** What any dockerd and its containerd make outside their own folders. */
const SIDE_EFFECTS = ['/run/docker', '/etc/docker', '/opt/containerd'];
/** Others may be using these. */
const SHARED_FOLDERS = ['/run/containerd', '/run/containerd/s'];
const RELOAD_SECONDS = 10;
let serial = 0;
/** `bundle` is a folder with dockerd and what belongs to it; without one, those on PATH are used. */
async function startDocker(host, bundle, stopped) {
    const { program, client } = programs(bundle);
    host.log.step(`starting a docker daemon${bundle ? ` from ${bundle}` : ''}`);
    const number = serial++;
    const folder = (0,external_node_path_.join)(host.paths.work, `docker-${number}`);
    const files = host.journal.record({ kind: 'path', path: folder });
    recordSideEffects(host);
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(folder, 'runtimes'), { recursive: true });
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
        ready: async () => (await serverVersion(cli)) !== undefined,
    });
    return {
        cli,
        version: (await serverVersion(cli)) ?? '',
        disposable: true,
        offer: async (runtime) => {
            runtimes.set(runtime.name, { path: executable(folder, runtime) });
            writeConfiguration(folder, runtimes);
            daemon.reload();
            await untilSelectable(cli, runtime.name);
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
    const find = (name) => {
        const bundled = bundle && (0,external_node_path_.join)(bundle, name);
        return bundled && (0,external_node_fs_.existsSync)(bundled) ? bundled : findCommand(name);
    };
    const program = find('dockerd');
    const client = find('docker');
    if (!program || !client)
        throw new HostError('dockerd is not installed', 'Run without --install never, or install docker.io.');
    return { program, client };
}
function recordSideEffects(host) {
    for (const path of SIDE_EFFECTS)
        if (!(0,external_node_fs_.existsSync)(path))
            host.journal.record({ kind: 'path', path });
    for (const path of SHARED_FOLDERS)
        if (!(0,external_node_fs_.existsSync)(path))
            host.journal.record({ kind: 'folder', path });
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
/** One file that stands for a call of several words: Docker takes a path. */
function executable(folder, { name, call = [] }) {
    const [path = '', ...rest] = call;
    if (rest.length === 0)
        return path;
    const script = (0,external_node_path_.join)(folder, 'runtimes', name);
    const words = call.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
    (0,external_node_fs_.writeFileSync)(script, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
    (0,external_node_fs_.chmodSync)(script, 0o755);
    return script;
}
async function untilSelectable(cli, name) {
    const deadline = performance.now() + RELOAD_SECONDS * 1000;
    while (!(await selectable(cli)).includes(name)) {
        if (performance.now() > deadline)
            throw new HostError(`dockerd does not take up the runtime ${name}`, 'Is its name reserved?');
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
    throw new HostError(call
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
        throw new HostError('the docker service was started, but does not answer', 'See journalctl -u docker.');
    return { ...daemon, stop: () => change.undo() };
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
    const { bytes, fingerprints } = parse(key, text);
    if (fingerprints.length === 1 && fingerprints[0] === fingerprint)
        return bytes;
    throw new HostError(`${key} is not the key it should be\n  expected ${fingerprint}\n  actual   ${fingerprints.join(', ') || 'no key'}`, 'It was not used. A proxy or mirror may have answered with another file; or the vendor has a new key, which a new version of tare would know.');
}
function parse(url, text) {
    try {
        return readPublicKeys(text);
    }
    catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        throw new HostError(`${url} is not a key: ${cause}`, 'A proxy or mirror may have answered with another file.');
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
        throw new HostError(`tare knows Docker's package repositories for Debian and Ubuntu, and this is ${pretty}`, 'Install that version yourself, or unpack its static bundle and give the folder by path: docker=./docker.');
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

;// CONCATENATED MODULE: ./build/runtimes/shared/docker-install.js
/** Gets Docker onto the host: the distribution's package, Docker's own, or a static bundle the user has unpacked. */







/** The distribution's package, and Docker's own. */
const docker_install_PACKAGES = ['docker.io', 'docker-ce'];
/** Package version of the Docker daemon that is installed, whoever packaged it. */
async function installedDocker() {
    const versions = await installedVersions(docker_install_PACKAGES);
    return docker_install_PACKAGES.map((name) => versions.get(name)).find((version) => version !== undefined);
}
/**
 * @throws InputError for a version that nobody offers, HostError where it cannot be had: another is installed, or the
 * network refuses; both name what there is.
 */
async function installDocker(host, version) {
    if (!version) {
        if (!findCommand('dockerd'))
            await ensurePackages(host, ['docker.io']);
        return;
    }
    const installed = await installedDocker();
    if (installed && isVersion(installed, version))
        return;
    if (installed)
        throw new HostError(`docker ${installed} is installed, and ${version} was asked for`, 'Remove the package first; or unpack the static bundle of that version and give its folder by path: docker=./docker.');
    const offered = await currentVersions(host, docker_install_PACKAGES, version);
    if (offered.some((one) => isVersion(one.version, version)))
        return install(host, pickVersion(offered, version, 'docker'));
    await installFromDocker(host, version, offered);
}
async function install(host, picked) {
    const pins = [`${picked.name}=${picked.version}`];
    if (picked.name === 'docker-ce')
        pins.push(`docker-ce-cli=${picked.version}`, await newest('containerd.io'));
    await ensurePackages(host, pins);
}
/** Pinned too, so that what is looked at is what is installed. */
async function newest(name) {
    const [version] = await availableVersions([name]);
    return version ? `${name}=${version.version}` : name;
}
async function installFromDocker(host, version, elsewhere) {
    const repository = dockerRepository(host.distribution);
    if (!host.mayInstall)
        throw new HostError(`docker ${version} is missing`, 'Run without --install never.');
    const others = elsewhere.length > 0 ? offerText(elsewhere) : 'no docker at all';
    let undo;
    try {
        undo = await addRepository(host, repository);
    }
    catch (error) {
        if (!(error instanceof HostError))
            throw error;
        throw new HostError(`docker ${version} cannot be had: this host's package sources offer ${others}; and of ${repository.uri}, tried after them:\n${error.message}`);
    }
    const offered = await availableVersions(docker_install_PACKAGES);
    if (!offered.some((one) => isVersion(one.version, version)))
        await undo();
    await install(host, pickVersion(offered, version, 'docker'));
}
/** Of a static bundle a user may give the folder or its dockerd. @throws InputError saying what it lacks. */
function bundleFolder(path) {
    if (!(0,external_node_fs_.existsSync)(path))
        throw new InputError(`docker: ${path} does not exist`, 'Give the folder of an unpacked static bundle, which has dockerd and docker: docker=./docker.');
    const folder = (0,external_node_fs_.statSync)(path).isDirectory() ? path : (0,external_node_path_.dirname)(path);
    requireExecutable((0,external_node_path_.join)(folder, 'dockerd'), 'docker');
    return folder;
}
/** The programs of Docker that will run: of a bundle, with those on PATH for what it lacks; or all of PATH. */
async function identifyDocker(bundle, names) {
    const found = names.flatMap((name) => {
        const bundled = bundle && (0,external_node_path_.join)(bundle, name);
        const path = bundled && (0,external_node_fs_.existsSync)(bundled) ? bundled : findCommand(name);
        return path ? [{ name, path }] : [];
    });
    if (!found.some(({ name }) => name === 'docker'))
        throw new HostError('the docker command is not on PATH', 'Install docker.io, or add the folder of docker to PATH.');
    return Promise.all(found.map(({ name, path }) => identifyBinary(name, path)));
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
const FORMAT = '$(RELEASE)\t$(ORIGIN)\t$(REPO_URI)';
/** Pure: the lines that `apt-get indextargets` prints in our format. */
function parseTargets(lines) {
    return lines.split('\n').flatMap((line) => {
        const [release = '', origin = '', uri = ''] = line.split('\t');
        return release && uri ? [{ release, origin, uri }] : [];
    });
}
/** Whether this distribution has backports of its own. */
function hasBackports({ distribution }) {
    return distribution.id === 'debian' && distribution.codename !== '';
}
/**
 * Adds the backports suite beside the host's own sources, once; taken back together with the packages. apt prefers
 * nothing from it by itself (the suite is marked NotAutomatic), so other packages stay as they are.
 * @throws HostError where the host names no Debian mirror, or its mirror has no backports.
 */
async function addBackports(host) {
    const { codename } = host.distribution;
    const suite = `${codename}-backports`;
    const targets = parseTargets(await mustRun(['apt-get', 'indextargets', '--format', FORMAT, 'Created-By: Packages']));
    if (targets.some(({ release }) => release === suite))
        return;
    const mirror = targets.find(({ release, origin }) => release === codename && origin === 'Debian')?.uri;
    if (!mirror)
        throw new HostError(`the apt sources of this host name no mirror for ${codename}`, `Add ${suite} to them.`);
    await addList(host, suite, mirror);
}
async function addList(host, suite, mirror) {
    requireApt();
    host.log.step(`adding ${suite} from ${mirror}`);
    const change = host.journal.record({ kind: 'file', path: LIST, content: null }, 'install');
    const signed = (0,external_node_fs_.existsSync)(KEYRING) ? `[signed-by=${KEYRING}] ` : '';
    (0,external_node_fs_.writeFileSync)(LIST, `# Added by tare; taken back with the packages.\ndeb ${signed}${mirror} ${suite} main\n`);
    try {
        await mustRun(['apt-get', ...ONLY_THIS_LIST, '-q', 'update'], { timeoutSeconds: 300 });
    }
    catch (error) {
        await change.undo();
        if (!(error instanceof CommandError))
            throw error;
        throw new HostError(error.message, `Does ${mirror} have ${suite}? Add a source that has it to /etc/apt.`);
    }
}
/** The other lists stay as they are: refreshing them is a change of its own. */
const ONLY_THIS_LIST = [
    ...['-o', `Dir::Etc::sourcelist=${LIST}`, '-o', 'Dir::Etc::sourceparts=/dev/null'],
    ...['-o', 'APT::Get::List-Cleanup=0', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'],
];

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
        return find(runtime.programs[0]) ? [] : [await packaged_program_missing(host, runtime, undefined)];
    if (!installed)
        return [await packaged_program_missing(host, runtime, arm.version)];
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
        throw new HostError(what, remedy);
    }
    const there = arm.version ? installed !== undefined : find(runtime.programs[0]) !== undefined;
    if (!there)
        await installPackage(host, arm, runtime);
    return packaged_program_describe(runtime);
}
function requirePath(arm, path, { byPath }) {
    if (byPath === 'supported')
        return requireExecutable(path, arm.runtime);
    throw new InputError(`${arm.runtime}=${path}: a path is not supported, since ${arm.runtime} is more than one program`, `Ask for a version that a package has: ${arm.runtime}@VERSION.`);
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
async function packaged_program_missing(host, runtime, version) {
    const what = `package ${runtime.packages[0]}${version ? ` ${version}` : ''}`;
    if (await chosen(runtime, version))
        return { what, remedy: `tare installs it from this host's package sources`, installable: true };
    if (hasBackports(host))
        return { what, remedy: `tare installs it from ${host.distribution.codename}-backports`, installable: true };
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
    if (picked)
        return ensurePackages(host, [`${picked.name}=${picked.version}`]);
    const [name] = runtime.packages;
    const old = await availableVersions(runtime.packages);
    throw new HostError(`this host's package sources offer no ${name} that can be used`, old.length > 0 ? `They offer: ${offerText(old)}.` : `Add a source that has ${name}, or leave ${arm.runtime} out.`);
}
/** Lists that were never fetched are fetched; backports are added where the release itself has nothing that fits. */
async function widenSources(host, arm, runtime) {
    if (await chosen(runtime, arm.version))
        return;
    if ((await availableVersions(['dpkg'])).length === 0)
        await refreshPackageLists(host);
    if (await chosen(runtime, arm.version))
        return;
    if (hasBackports(host))
        await addBackports(host);
}
async function packaged_program_describe(runtime) {
    const [{ name }] = runtime.programs;
    const found = runtime.programs.flatMap((program) => ({ program, path: find(program) }));
    const absent = found.find(({ path }) => !path);
    if (absent)
        throw new HostError(`${absent.program.name}, which ${name} needs, is not installed`, 'Install it, or add its folder to PATH.');
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










const BUCKET = 'https://storage.googleapis.com/gvisor/releases/release';
const MACHINES = { amd64: 'x86_64', arm64: 'aarch64' };
const release = {
    file: (version, arch) => `${BUCKET}/${version}/${MACHINES[arch] ?? arch}/runsc`,
    checksums: (version, arch) => `${BUCKET}/${version}/${MACHINES[arch] ?? arch}/runsc.sha512`,
};
/** `delete --force` alone waits 5 s for a sandbox whose parent lives, and fails; killed first, it ends by itself at once. */
const REMOVE = 'id=$1; shift; "$@" kill "$id" KILL; exec "$@" delete --force "$id"';
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
        removal: (command, id) => ['/bin/sh', '-c', REMOVE, 'sh', id, ...command],
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
            throw new HostError(`${arm.id}: ${fault.what}`, fault.remedy);
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
        requireExecutable((0,external_node_path_.resolve)(wanted), 'docker{runtime}');
        return [];
    }
    const runtime = INSTALLABLE.find(({ name }) => name === wanted);
    if (runtime)
        return runtime.check(host, bare(wanted));
    if (!findCommand(wanted))
        throw unknownRuntime(wanted);
    return [];
}
/** Finds it, installing it where we know how. @throws InputError, HostError */
async function installNested(host, wanted) {
    const runtime = INSTALLABLE.find(({ name }) => name === wanted);
    if (runtime)
        return runtime.install(host, bare(wanted));
    const path = isPath(wanted) ? requireExecutable((0,external_node_path_.resolve)(wanted), 'docker{runtime}') : findCommand(wanted);
    if (!path)
        throw unknownRuntime(wanted);
    return {
        binaries: [await identifyBinary((0,external_node_path_.basename)(wanted), path)],
        source: isPath(wanted) ? 'path' : `found at ${path}`,
    };
}
function unknownRuntime(wanted) {
    return new InputError(`docker{runtime: ${wanted}}: no ${wanted} is on PATH`, `Give its path, or one of runc, ${INSTALLABLE.map(({ name }) => name).join(', ')}.`);
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
    if (/^crun\b/.test(version))
        return [...(withoutHybridCgroup()?.argv ?? []), path];
    return isGvisor(version) ? [path, ...GVISOR_FLAGS] : [path];
}
const isGvisor = (version) => /^runsc\b/.test(version);
/** What a reader must know of it. */
function nestedNotes({ version }) {
    if (isGvisor(version))
        return gvisorNotes(GVISOR_FLAGS, undefined);
    const surroundings = /^crun\b/.test(version) ? withoutHybridCgroup() : undefined;
    return surroundings ? [surroundings.note] : [];
}

;// CONCATENATED MODULE: ./build/runtimes/docker.js











const docker = {
    name: 'docker',
    summary: 'Docker: its daemon used where it runs, else started for the run and stopped after it',
    options: {
        runtime: { help: 'the OCI runtime below it: runc, crun, runsc, a path, or a name the running daemon knows' },
    },
    async check(host, arm) {
        const wanted = wantedRuntime(arm);
        if (arm.path) {
            bundleFolder(arm.path);
            return wanted ? checkNested(host, wanted) : [];
        }
        const daemon = await runningDaemon();
        if (daemon)
            return checkRunning(daemon, arm);
        return [...(await missingPackages(arm)), ...(wanted ? await checkNested(host, wanted) : [])];
    },
    async install(host, arm) {
        const wanted = wantedRuntime(arm);
        const daemon = arm.path ? undefined : await runningDaemon();
        if (daemon) {
            const [fault] = await checkRunning(daemon, arm);
            if (fault)
                throw new HostError(fault.what, fault.remedy);
        }
        else if (!arm.path)
            await installDocker(host, arm.version);
        const nested = wanted && !daemon ? await installNested(host, wanted) : undefined;
        return docker_describe(arm, daemon, nested);
    },
    async prepare(host, image, arm, installed) {
        const wanted = wantedRuntime(arm);
        const folder = arm.path && bundleFolder(arm.path);
        const daemon = await obtainDaemon(host, { ...(folder && { folder }), teaches: wanted !== undefined });
        // The one below comes last in what is installed, where it is not the user's daemon that has it.
        const below = daemon.disposable ? installed.binaries.at(-1) : undefined;
        const runtime = wanted && (await offerNested(daemon, wanted, below));
        return new DockerArm(host, daemon, await importImage(host, daemon, image), runtime);
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
                remedy: 'Tare does not replace a daemon in use: stop and remove it first; or unpack the static bundle of that version and give its folder by path: docker=./docker.',
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
async function missingPackages({ version }) {
    const installed = await installedDocker();
    if (version ? installed && isVersion(installed, version) : findCommand('dockerd'))
        return [];
    const from = version
        ? `this host's package sources, or Docker's own repository where they do not have it`
        : `this host's package sources`;
    return [
        {
            what: version ? `docker ${version}` : 'package docker.io',
            remedy: `tare installs it from ${from}`,
            installable: true,
        },
    ];
}
async function docker_describe({ path }, daemon, nested) {
    const bundle = path && bundleFolder(path);
    const programs = ['docker', 'dockerd', 'containerd', ...(nested ? [] : ['runc'])];
    const binaries = [...(await identifyDocker(bundle, programs)), ...(nested?.binaries ?? [])];
    const version = await installedDocker();
    const found = version
        ? `distro package ${version}`
        : `found at ${binaries.find(({ name }) => name === 'dockerd')?.path}`;
    const source = daemon ? `running daemon ${daemon.version}` : bundle ? `path ${bundle}` : found;
    const [below] = nested?.binaries ?? [];
    return {
        binaries,
        source: nested ? `${source}; below it: ${nested.source}` : source,
        ...(below && { notes: nestedNotes(below) }),
    };
}
/** Imports the userland once a run; the same digest is not imported twice into one daemon. */
async function importImage(host, daemon, image) {
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
            argv: [...this.#daemon.cli, ...runArguments(this.#image.tag, request, this.#runtime)],
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
function runArguments(tag, { id, limits, volume, nonce }, runtime) {
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
    const paths = host.cgroup.hierarchies.map((point) => join(point, name)).filter((path) => !existsSync(path));
    return host.journal.record({ kind: 'cgroup', paths });
}
/** Ends what is in the group `name` and removes it from every hierarchy: a runtime may have made it in all of them. */
async function removeEverywhere(host, name) {
    for (const point of host.cgroup.hierarchies)
        await removeGroup((0,external_node_path_.join)(point, name));
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
    const name = `${product.name}-${system_daemon_serial++}`;
    host.log.step(`starting a daemon of ${product.name}`);
    const folder = (0,external_node_path_.join)(host.paths.work, name);
    const state = (0,external_node_path_.join)(folder, 'state');
    const files = host.journal.record({ kind: 'path', path: folder });
    // liblxc locks each container under the path of its folder.
    recordNewFolder(host, (0,external_node_path_.join)('/run/lxc/lock', state));
    (0,external_node_fs_.mkdirSync)(state, { recursive: true });
    const environment = [
        'env',
        `${product.variables}_DIR=${state}`,
        `${product.variables}_CONF=${(0,external_node_path_.join)(folder, 'client')}`,
    ];
    const administer = [...environment, ...product.administer(programs.daemon, programs.client)];
    const daemon = await startInGroups(host, name, folder, [...environment, programs.daemon], administer);
    await mustRun([...administer, 'init', '--preseed'], { input: SETTINGS });
    return {
        client: [...environment, programs.client],
        group: `${runGroup(host)}/${name}`,
        rootOf: (instance) => (0,external_node_path_.join)(state, 'storage-pools', POOL, 'containers', instance, 'rootfs'),
        folder,
        requireAlive: () => daemon.requireAlive(),
        stop: async () => {
            await daemon.stop();
            await files.undo();
        },
    };
}
function startInGroups(host, name, folder, argv, administer) {
    createGroup(host.cgroup, `${runGroup(host)}/${name}`);
    return OwnDaemon.start(host, {
        name: argv.at(-1) ?? name,
        argv,
        searchFirst: [],
        log: (0,external_node_path_.join)(folder, 'daemon.log'),
        group: `${name}-daemon`,
        sandboxes: name,
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
        throw new HostError('the daemon or its client is not installed', 'Install both.');
    return { daemon: daemon.path, client: client.path };
}
/** Timers that would start work of their own in the middle of a measurement. */
const TIMERS = ['apt-daily', 'apt-daily-upgrade', 'dpkg-db-backup', 'e2scrub_all', 'fstrim', 'motd-news', 'man-db'];
let system_container_serial = 0;
async function prepareInstance(host, image, daemon) {
    const instance = `tare-${process.pid}-${system_container_serial++}`;
    const call = (...args) => mustRun([...daemon.client, ...args], { timeoutSeconds: 600 });
    const tarball = await writeMetadata(daemon.folder, host.distribution.arch);
    await call('image', 'import', tarball, image.tarball, '--alias', 'userland');
    const volume = (0,external_node_path_.join)(daemon.folder, 'volume');
    (0,external_node_fs_.mkdirSync)(volume);
    // In the group of the run, so that the undo of that group ends the instance too.
    await call('init', 'userland', instance, '--config', `raw.lxc=lxc.cgroup.dir=${daemon.group}/${instance}`);
    await call('config', 'device', 'add', instance, 'volume', 'disk', `source=${volume}`, `path=${SANDBOX.volume}`);
    maskTimers(daemon.rootOf(instance));
    return new SystemArm(daemon, instance, volume);
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
    constructor(daemon, instance, volume) {
        this.#daemon = daemon;
        this.#instance = instance;
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
        const scratch = (0,external_node_path_.join)(this.#daemon.rootOf(this.#instance), SANDBOX.root);
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
            const { stdout } = await runCommand(this.#call('info', this.#instance, '--show-log'));
            throw new HostError(`the instance did not start: ${lastLines(stderr, 3).join(' ')}`, lastLines(stdout, 6).join('\n'));
        }
        catch (error) {
            await this.#end('by force');
            throw error;
        }
    }
    async #end(how) {
        await this.#stop(how);
        await mustRun(['umount', this.#volume]);
    }
    /** Tried again while the daemon is still busy with a start. @throws CommandError when it does not stop */
    async #stop(how) {
        const gently = this.#call('stop', this.#instance, `--timeout=${STOP_SECONDS}`);
        if (how === 'in good order' && (await this.#stopped(gently)))
            return;
        const force = this.#call('stop', this.#instance, '--force');
        const deadline = performance.now() + STOP_SECONDS * 1000;
        while (!(await this.#stopped(force))) {
            if (performance.now() > deadline)
                throw new CommandError(force, await runCommand(force));
            await (0,promises_.setTimeout)(100);
        }
    }
    async #stopped(argv) {
        const { code, stderr } = await runCommand(argv, { timeoutSeconds: 2 * STOP_SECONDS });
        return code === 0 || stderr.includes('already stopped');
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
            { name: 'incusd', places: ['/usr/libexec/incus/incusd', '/opt/incus/bin/incusd'] },
            { name: 'incus', places: ['incus'] },
        ],
        // The first leaves out what only virtual machines need.
        packages: ['incus-base', 'incus'],
        byPath: 'refused',
    },
});

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
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'config'), configuration(this.#copy.root, name, request, swap));
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
function configuration(root, group, request, countsSwap) {
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
    name: NATIVE,
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
        throw new HostError(`${arm.id}: systemd ${systemd} is installed here, and systemd-nspawn must be of the same version`, `Ask for nspawn or nspawn@${systemd}.`);
    return { ...arm, version: systemd };
}
/** Arguments: the cgroup.procs files to enter, `--`, the command. */
const nspawn_ENTER = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift; exec "$@"';
const STATE = '/run/systemd/nspawn';
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
        for (const folder of ['locks', 'propagate'])
            recordNewFolder(host, (0,external_node_path_.join)(STATE, folder, this.#machine));
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









const runtimes = [native_native, runc, crun, runsc, docker, incus, lxc, lxd, nspawn];
/** @throws Error for a name that the parser of arms should have refused. */
function runtimeNamed(name) {
    const runtime = runtimes.find((candidate) => candidate.name === name);
    if (!runtime)
        throw new Error(`no runtime is called ${name}`);
    return runtime;
}

;// CONCATENATED MODULE: ./build/config/arms.js
/** Reads which runtimes to measure: `runc, runsc@20240408.0, runc=./bin/runc, docker{runtime: runsc}@24.0.5`. */




const arms_NATIVE = { name: 'native', options: {} };
const GRAMMAR = 'Write name, name@version, name=path or name{option: value}, the options before version or path.';
/** name, {options}, then @version or =path; a path may hold anything. */
const ARM = /^([^\s{}@=]+)\s*(?:\{([^{}]*)\})?\s*(?:@([A-Za-z0-9][\w.+:~-]*)|=\s*(\S.*))?$/;
/**
 * `native`, the control, comes first whether it was given or not. Paths are resolved against `cwd`, which is absolute;
 * an id keeps a relative path relative, so that it is the same on every machine.
 * @throws InputError for an unknown runtime or option, a malformed arm, or the same arm twice.
 */
function parseArms(given, known, cwd) {
    const items = splitList([given].flat().join('\n'));
    const arms = items.map((item) => parseArm(item, [arms_NATIVE, ...known.filter(({ name }) => name !== 'native')], cwd));
    const identities = arms.map(identity);
    const twice = identities.findIndex((candidate, index) => identities.indexOf(candidate) < index);
    if (twice >= 0)
        throw new InputError(`runtimes: "${items[twice]}" is given twice.`, 'Leave one of them out.');
    const others = arms.filter(({ runtime }) => runtime !== 'native');
    return [{ id: 'native', runtime: 'native', options: {} }, ...others];
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
        throw new InputError(`runtimes: "${item}": native takes no version, path or options.`, 'Write native alone.');
    const shown = path && portable(path);
    return {
        id: name + formatOptions(options) + (version ? `@${version}` : '') + (shown ? `=${shown}` : ''),
        runtime: name,
        ...(version && { version }),
        ...(path && { path: (0,external_node_path_.resolve)(cwd, path) }),
        options,
    };
}
function malformed(item) {
    const both = /@[^=]*=/.test(item) ? ' has both a version and a path: one excludes the other.' : ' cannot be read.';
    return new InputError(`runtimes: "${item}"${both}`, GRAMMAR);
}
const unknown = (item, what, word, words) => new InputError(`runtimes: "${item}": ${what}.`, didYouMean(word, words));
/** Sorted by name, so that the order they were written in makes no difference. */
function parseOptions(item, braces, runtime) {
    const pairs = splitList(braces).map((text) => parseOption(item, text, runtime));
    const names = pairs.map(([name]) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice)
        throw new InputError(`runtimes: "${item}" sets the option "${twice}" twice.`, 'Leave one of them out.');
    return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
function parseOption(item, text, { name: runtime, options }) {
    const [, name = '', value = ''] = /^([^\s:]+)\s*:\s*(\S.*)$/.exec(text) ?? [];
    if (!name)
        throw new InputError(`runtimes: "${item}": "${text}" is not an option with its value.`, GRAMMAR);
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
    const short = (0,external_node_path_.normalize)(path);
    return /^\.{0,2}\//.test(short) ? short : `./${short}`;
}

;// CONCATENATED MODULE: ./build/entry/steps/arms.js



/** The arms asked for, native first. @throws InputError */
function requestedArms(inputs, cwd) {
    return parseArms(inputs.runtimes, runtimes, cwd);
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

;// CONCATENATED MODULE: ./build/entry/commands/doctor.js
/** `tare doctor`: what this host can run, what is missing, what will disturb. Changes nothing. */










async function doctor(options) {
    const inputs = loadInputs(flagLayer('doctor', options));
    const host = describeHost(silentLog);
    const runtimes = [];
    for (const arm of requestedArms(inputs, process.cwd()))
        runtimes.push(await examine(host, arm));
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
    };
    process.stdout.write(options.json ? `${JSON.stringify(findings, null, 2)}\n` : words(findings));
    return runtimes.some(({ state }) => state === 'impossible') || !findings.root ? 3 : 0;
}
async function examine(host, arm) {
    try {
        const missing = await runtimeNamed(arm.runtime).check(host, arm);
        const state = missing.length === 0 ? 'ready' : missing.every(({ installable }) => installable) ? 'installable' : 'impossible';
        return { runtime: arm.id, state, details: missing.map(({ what, remedy }) => `${what}: ${remedy}`) };
    }
    catch (error) {
        if (!(error instanceof InputError))
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
        if (!(error instanceof InputError))
            throw error;
        return error.message;
    }
}
function words({ host, root, cgroup, cpus, userland: image, runtimes, disturbances }) {
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
    ];
    return `${lines.join('\n')}\n`;
}

;// CONCATENATED MODULE: ./build/measure/plan.js

/** Each arm against native. Fixed work is the suite's default until it is calibrated. */
function makePlan(request) {
    return {
        profile: request.profile,
        arms: request.arms.map(({ id, runtime, version, path, options }) => ({
            id,
            runtime,
            version,
            path,
            options: { ...options },
        })),
        contrasts: contrastsOf(request.arms),
        benchmarks: request.benchmarks.map((benchmark) => planned(benchmark, benchmark.defaultWork)),
        seed: request.seed,
        blocks: { ...request.blocks },
        pairsPerBlock: request.pairs,
        trialSeconds: request.trialSeconds,
        budgetSeconds: request.budgetSeconds,
        limits: { ...request.limits },
        commandTimeoutSeconds: request.commandTimeoutSeconds,
        launchTimeoutSeconds: request.launchTimeoutSeconds,
    };
}
function contrastsOf(arms) {
    return arms.filter((arm) => arm.id !== NATIVE).map((arm) => ({ baseline: NATIVE, candidate: arm.id }));
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

;// CONCATENATED MODULE: ./build/host/cpu-model.js
/** Which processor this is. Pure. */
const cpu_model_UNKNOWN = 'unknown';
/** From the processors of /proc/cpuinfo; a host with different cores gets all their names. */
function cpuModelOf(processors) {
    const each = (describe) => [...new Set(processors.flatMap((fields) => describe(fields) ?? []))].sort().join(' + ') || cpu_model_UNKNOWN;
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
    const cpu = readCpu(files, topology, cpus);
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
function readCpu(files, topology, cpus) {
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
const sysbench_lines_LONGEST = 2 ** 18;
/** @throws OutputError where sysbench failed, a terminal changed the output, or it is not sysbench's. */
function outputLines(output) {
    const lines = linesOf(output);
    return { format: formatOf(lines), lines };
}
/** The lines that carry something, runs of blanks as one. */
function linesOf(output) {
    if (output.length > sysbench_lines_LONGEST) {
        throw new OutputError(`sysbench printed ${output.length} characters; at most ${sysbench_lines_LONGEST} are read`, []);
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
function sysbench_output_readCpu(output) {
    const fields = sysbench_output_read(output, 'cpu');
    const run = counted(fields);
    const eventsPerSecond = fields.has('eventsPerSecond')
        ? rate(fields, 'eventsPerSecond', run.events, run.seconds)
        : run.events / Math.max(run.seconds, CLOCK_STEP);
    return { ...run, primes: fields.number('primes'), eventsPerSecond };
}
function readMemory(output) {
    const fields = sysbench_output_read(output, 'memory');
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
    return counted(sysbench_output_read(output, 'threads'));
}
function readMutex(output) {
    return counted(sysbench_output_read(output, 'mutex'));
}
function readFileio(output) {
    const fields = sysbench_output_read(output, 'fileio');
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
function sysbench_output_read(output, test) {
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
    demand(!percentile || percentile.value <= max * sysbench_output_BUCKET + 0.01, 'a percentile lies far above the maximum');
    return {
        version: fields.text('version'),
        threads,
        latency: { min, avg, max, mean, ...(percentile && { percentile }) },
    };
}
/** Ratio of the edges of a bucket: 1024 of them from 0.001 ms to 100 s (`sb_histogram_init`), rounded up. */
const sysbench_output_BUCKET = 1.02;
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
function calibrate(probe) {
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
    calibration: calibrate({ kind: 'fixed', amount: 40, unit: 'events' }),
    before: [],
    command: (work) => sysbench(SANDBOX.root, 'cpu', 1, [`--cpu-max-prime=${PRIMES}`, `--events=${amountOf(work, 'events')}`, '--time=0']),
    after: [],
    parse(output, work) {
        const run = sysbench_output_readCpu(output);
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
        calibration: calibrate(mebibytes(probeMiB(access, block))),
        before: [],
        command: (work) => sysbench(SANDBOX.root, 'memory', 1, options(operation, access, block, amountOf(work, 'MiB'))),
        after: [],
        parse: (output, work) => sysbench_memory_parse(output, operation, block, amountOf(work, 'MiB')),
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
function sysbench_memory_parse(output, operation, block, amount) {
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
    calibration: calibrate({ kind: 'fixed', amount: 200_000, unit: 'locks' }),
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
    calibration: calibrate({ kind: 'fixed', amount: 100, unit: 'events' }),
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
        throw new InputError('No benchmark is asked for.', `The suites are ${suiteNames()}.`);
    const named = new Set(patterns.flatMap(benchmarksOf));
    return benchmarks.filter((benchmark) => named.has(benchmark));
}
function benchmarksOf(pattern) {
    const found = benchmarks.filter(({ id, suite }) => suite === pattern || matches(pattern, id));
    if (found.length === 0)
        throw new InputError(`No benchmark is called "${pattern}".`, suggestion(pattern));
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

;// CONCATENATED MODULE: ./build/entry/steps/plan.js
/** From inputs to the plan of a run, and to its empty document. */







/** @throws InputError for a suite or benchmark that does not exist. */
function requestedBenchmarks(inputs) {
    return findBenchmarks(inputs.suites ?? PROFILE_BENCHMARKS[inputs.profile]);
}
function planOf(inputs, arms, benchmarks) {
    const cpus = chooseCpus(inputs.cpus, readCpuTopology());
    return makePlan({
        profile: inputs.profile,
        arms,
        benchmarks,
        seed: inputs.seed ?? (0,external_node_crypto_.randomInt)(2 ** 32),
        blocks: inputs.blocks,
        pairs: inputs.pairs,
        trialSeconds: inputs.trialTimeSeconds,
        budgetSeconds: inputs.budgetSeconds,
        limits: { cpus: formatCpuList(cpus), cpuCount: cpus.length, memoryBytes: inputs.memoryBytes },
        commandTimeoutSeconds: inputs.commandTimeoutSeconds,
        launchTimeoutSeconds: inputs.launchTimeoutSeconds,
    });
}
/** A document without blocks. */
function newRun(plan, image, storagePath) {
    const startedAt = new Date().toISOString();
    return {
        kind: 'tare-run',
        schemaVersion: SCHEMA_VERSION,
        id: `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${(0,external_node_crypto_.randomBytes)(2).toString('hex')}`,
        tool: { name: 'tare', version: version/* VERSION */.x },
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
        ...describePlan(planned, 1 - inputs.confidencePercent / 100),
        installs.length > 0 ? 'Would be installed or made first:' : 'Nothing has to be installed.',
        ...installs,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
}
/** The plan in words. Pure. */
function describePlan(planned, alpha) {
    const block = estimateBlockSeconds(planned);
    const fits = Math.floor(planned.budgetSeconds / block);
    const blocks = Math.max(planned.blocks.min, Math.min(planned.blocks.max, fits));
    const cells = planned.contrasts.length * planned.benchmarks.length;
    return [
        `Profile ${planned.profile}: ${planned.arms.map(({ id }) => id).join(', ')} on CPUs ${planned.limits.cpus}, ${formatBytes(planned.limits.memoryBytes)} each.`,
        `${planned.benchmarks.length} benchmarks: ${planned.benchmarks.map(({ id }) => id).join(', ')}.`,
        `A block takes about ${formatDuration(Math.ceil(block))}; ${formatDuration(planned.budgetSeconds)} hold about ${fits}; ${blocks} will be taken (${planned.blocks.min}..${planned.blocks.max}), about ${formatDuration(Math.ceil(blocks * block))} in all.`,
        decidable(blocks, cells, alpha),
    ];
}
/** Says before the run what its length can decide: at least ceil(log2(cells / alpha)) launches (facts: floors). */
function decidable(blocks, cells, alpha) {
    const needed = minimumPairs(cells, alpha);
    const verb = blocks >= needed ? 'can' : 'cannot';
    return `${cells} cells need at least ${needed} launches of each side to prove a regression side by side; this plan ${verb}.`;
}

;// CONCATENATED MODULE: ./build/report/json.js
/** Version of the shape below; raised when a field changes its meaning. */
const REPORT_VERSION = 1;
/** What was decided and on which figures; the trials themselves are in the run document named by `run.id`. */
function renderJson({ run, overheads, comparison, gate }) {
    const { id, tool, startedAt, finishedAt, plan, fingerprint, environments, stopped, warnings, blocks } = run;
    const report = {
        kind: 'tare-report',
        schemaVersion: REPORT_VERSION,
        run: { id, tool, startedAt, finishedAt, plan, fingerprint, environments, stopped, warnings, blocks: blocks.length },
        overheads,
        comparison: comparison ?? null,
        gate: gate ?? null,
    };
    return `${JSON.stringify(report, null, 2)}\n`;
}

;// CONCATENATED MODULE: ./build/report/format.js



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
];
/** The format called `name`; undefined where there is none. */
function findFormat(name) {
    return FORMATS.find((format) => format.name === name);
}

;// CONCATENATED MODULE: ./build/entry/commands/report.js
/** `tare report FILE`. */





async function report(file, options) {
    const run = readRun(file);
    const input = { run, overheads: overheads(run) };
    if (options.format === 'terminal') {
        printResult(input, []);
        return 0;
    }
    const format = findFormat(String(options.format));
    if (!format) {
        const names = ['terminal', ...FORMATS.map(({ name }) => name)].join(', ');
        throw new InputError(`format "${options.format}" does not exist`, `Choose one of ${names}.`);
    }
    process.stdout.write(format.render(input));
    return 0;
}

// EXTERNAL MODULE: ./node_modules/log-update/index.js + 14 modules
var log_update = __webpack_require__(1883);
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
function blockText(state) {
    const { block, blocksPlanned } = state;
    if (block === 0)
        return '';
    const expected = expectedBlocks(state);
    if (expected === null)
        return `block ${block} of ${blocksPlanned.min} to ${blocksPlanned.max}`;
    return `block ${block} of ${blocksPlanned.min === blocksPlanned.max ? '' : 'about '}${expected}`;
}
function timeText({ elapsedSeconds, budgetSeconds }) {
    const elapsed = `${formatClock(elapsedSeconds)} elapsed`;
    if (budgetSeconds <= 0)
        return elapsed;
    return `${elapsed}, ${formatClock(budgetSeconds - elapsedSeconds)} of the budget left`;
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
    return [...groupBy(costs, ({ arm }) => arm)].map(([arm, own]) => ({
        arm: printable(arm),
        benchmarks: own.length,
        median: (0,simple_statistics/* median */.JZ)(own.map(({ cost }) => cost)),
        highest: own.reduce((a, b) => (b.cost > a.cost ? b : a)),
    }));
}
/** Native's latest level, then each arm's costs so far. */
function armLines(state) {
    const native = state.figures.findLast(({ costPercent }) => costPercent === null);
    const lines = costsByArm(state).map(({ arm, benchmarks, median, highest }) => {
        const worst = `highest ${printable(highest.benchmark)} ${numbers_formatPercent(highest.cost)}`;
        return `${arm}: cost ${numbers_formatPercent(median)} (median of ${count(benchmarks, 'benchmark')}), ${worst}`;
    });
    if (native === undefined)
        return lines;
    const { arm, benchmark, level, unit } = native;
    return [printable(`${arm}: ${benchmark} ${formatLevel(level, unit)}`), ...lines];
}
function warningLines({ warnings }, colours, width) {
    const unique = [...new Set(warnings.map((warning) => printable(warning)))];
    return unique.slice(-LIVE_WARNINGS).map((warning) => colours.yellow(clip(`! ${warning}`, width)));
}
/** What to show now; each line fits the width. The caller draws them over the previous ones. */
function liveLines(state, options) {
    const colours = palette(options.colour);
    const head = [printable(state.phase), blockText(state)].filter((part) => part !== '').join(', ');
    const now = [state.arm, state.benchmark].filter((part) => part !== undefined).join(' ');
    return [
        colours.bold(clip(head, options.width)),
        clip(`${bar(state)}${timeText(state)}`, options.width),
        ...(now === '' ? [] : [clip(`now: ${printable(now)}`, options.width)]),
        ...armLines(state).map((line) => colours.dim(clip(line, options.width))),
        ...warningLines(state, colours, options.width),
    ];
}
/**
 * What to append to a log when the state has become `next`: a line where a phase or a block begins, and each warning
 * when it is new. Empty at all other moments, so that a log stays short.
 */
function plainLines(previous, next) {
    const told = new Set(previous?.warnings.map((warning) => printable(warning)));
    const fresh = [...new Set(next.warnings.map((warning) => printable(warning)))].filter((warning) => !told.has(warning));
    return [...stepLine(previous, next), ...fresh.map((warning) => `warning: ${warning}`)];
}
function stepLine(previous, next) {
    const phase = printable(next.phase);
    if (previous?.phase === next.phase && previous.block === next.block)
        return [];
    if (next.block === 0)
        return [phase];
    const costs = costsByArm(next).map(({ arm, median }) => `${arm} ${numbers_formatPercent(median)}`);
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
    blockStarted(run, index) {
        this.#begun ??= performance.now();
        const { blocks, budgetSeconds } = run.plan;
        this.#show({ phase: 'measuring', block: index + 1, blocksPlanned: blocks, budgetSeconds });
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
function figuresOf(run) {
    return overheads(run).flatMap(({ arm, benchmark, level, unit, overhead, direction }) => level === null
        ? []
        : [{ arm, benchmark, level, unit, costPercent: overhead && costOf(overhead, direction).percent }]);
}

;// CONCATENATED MODULE: ./build/measure/known-work.js

/**
 * For each benchmark that is calibrated, the fixed work of the newest run alike: same hardware key, CPUs, trial length and
 * sysbench. The suite's default is left out: it may stand for a calibration that failed.
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
function workIn({ plan }, { id, calibration, defaultWork }) {
    const work = plan.benchmarks.find((planned) => planned.id === id)?.work;
    if (calibration === undefined || work?.kind !== 'fixed' || sameWork(work, defaultWork))
        return undefined;
    return defaultWork.kind === 'fixed' && defaultWork.unit === work.unit ? work : undefined;
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

// EXTERNAL MODULE: ./node_modules/pure-rand/lib/esm/distribution/uniformInt.js
var uniformInt = __webpack_require__(2577);
// EXTERNAL MODULE: ./node_modules/pure-rand/lib/esm/generator/xoroshiro128plus.js
var xoroshiro128plus = __webpack_require__(9821);
;// CONCATENATED MODULE: ./build/measure/schedule.js
/** Who is measured when: every random choice of a run, replayable from its seed. Pure. */


/** Odd, near 2^32 divided by the golden ratio: spreads the blocks' seeds (Knuth, TAOCP 6.4). */
const SPREAD = 0x9e3779b1;
/**
 * The schedule of block `index`. Benchmarks come in random order, within each the contrasts, each pair in the order of a
 * coin. The first block takes one warm-up pair more a visit.
 */
function scheduleBlock(plan, index) {
    const random = (0,xoroshiro128plus/* xoroshiro128plus */.b)((plan.seed + Math.imul(index + 1, SPREAD)) | 0);
    const launches = shuffle(plan.arms.map((arm) => arm.id), random);
    const measured = plan.benchmarks.filter((benchmark) => benchmark.work.kind !== 'observed');
    const visits = shuffle(measured, random).flatMap((benchmark) => shuffle(plan.contrasts, random).map(({ baseline, candidate }) => ({
        benchmark: benchmark.id,
        baseline,
        candidate,
        pairs: pairs(index === 0 ? 1 : 0, plan.pairsPerBlock, random),
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
/** One block: every arm launched once, then pairs of trials while all are alive. */





/** Takes block `index`. What was measured is kept even when the block is cut short. */
async function measureBlock(index, sandboxes, context) {
    const schedule = scheduleBlock(context.plan, index);
    const startedAt = new Date().toISOString();
    const from = performance.now();
    const cpus = parseCpuList(context.plan.limits.cpus);
    const before = sampleHealth(cpus);
    const pairs = [];
    try {
        for (const arm of schedule.launches)
            if (!context.stopping.aborted)
                await sandboxes.of(arm);
        for (const visit of schedule.visits) {
            if (context.stopping.aborted)
                break;
            await takeVisit(visit, sandboxes, context, pairs);
        }
    }
    catch (error) {
        if (!context.signal.aborted)
            throw error;
    }
    finally {
        await sandboxes.endAll();
    }
    return {
        index,
        startedAt,
        wallSeconds: (performance.now() - from) / 1000,
        complete: !context.stopping.aborted,
        health: healthBetween(before, sampleHealth(cpus)),
        launches: sandboxes.launches,
        pairs,
    };
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
        taken.push(await takePair(visit, benchmark, scheduled, scheduled.warmup ? 0 : k++, { sandboxes, context, problems }));
    }
    await runInEach(arms, benchmark.after, sandboxes, context);
}
async function takePair(visit, benchmark, scheduled, k, by) {
    const { baseline, candidate } = visit;
    const order = scheduled.first === 'baseline' ? [baseline, candidate] : [candidate, baseline];
    const trials = [];
    for (const arm of order) {
        by.context.observer.busy(arm, benchmark.id);
        const problem = by.problems.get(arm);
        trials.push(problem ? failed(arm, problem) : await takeTrial(arm, benchmark, by.sandboxes, by.context));
    }
    return { benchmark: benchmark.id, baseline, candidate, k, warmup: scheduled.warmup, trials };
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


/** Probes of each benchmark; the fastest counts, since whatever disturbs a probe makes it slower. */
const PROBES = 3;
/**
 * Work by benchmark id. A benchmark whose probe fails keeps its default work: its trials will say what is wrong.
 */
async function calibrate_calibrate(plan, benchmarks, session, by) {
    const found = new Map();
    for (const benchmark of benchmarks) {
        if (!benchmark.calibration)
            continue;
        by.observer.busy(plan.contrasts[0]?.baseline ?? 'native', `calibrating ${benchmark.id}`);
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

;// CONCATENATED MODULE: ./build/measure/idle.js
/** Whether the host is idle while every sandbox is alive and none has work. */


/** A real measurement over this window: the kernel counts CPU time in ticks of 10 ms. */
const WINDOW_SECONDS = 0.5;
/** Share of one CPU; the trials are compared to about 1 %, and the noise of others adds in. */
const TOLERATED = 0.05;
/** Busy time of these CPUs in ticks, from the text of /proc/stat: all but idle and iowait. Pure. */
function busyTicks(stat, cpus) {
    const wanted = new Set(cpus.map((cpu) => `cpu${cpu}`));
    const lines = stat.split('\n').map((line) => line.split(/\s+/));
    const busy = lines
        .filter(([name = '']) => wanted.has(name))
        .map(([, user, nice, system, , , irq, softirq]) => [user, nice, system, irq, softirq].reduce((sum, ticks) => sum + Number(ticks ?? 0), 0));
    return busy.reduce((sum, ticks) => sum + ticks, 0);
}
/** One sentence when something keeps the measured CPUs busy, else undefined. */
async function idleWarning(cpus, signal) {
    const before = busyTicks((0,external_node_fs_.readFileSync)('/proc/stat', 'utf8'), cpus);
    await (0,promises_.setTimeout)(WINDOW_SECONDS * 1000, undefined, { signal });
    const share = (busyTicks((0,external_node_fs_.readFileSync)('/proc/stat', 'utf8'), cpus) - before) / 100 / WINDOW_SECONDS;
    if (share <= TOLERATED)
        return undefined;
    return `The measured CPUs were ${Math.round(share * 100)} % of one CPU busy while every sandbox was idle: stop other work on this host, or see which runtime never rests.`;
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
        throw new HostError(`${arm} sees ${inside.cpus ?? 'an unknown number of'} CPUs, and should see ${limits.cpuCount} (${limits.cpus})`, 'The cpuset limit does not hold in this runtime on this host: see tare doctor.');
    }
    const memory = memorySeen(inside);
    if (memory === undefined || memory > limits.memoryBytes || memory < limits.memoryBytes * (1 - MEMORY_SLACK)) {
        throw new HostError(`${arm} may use ${memory === undefined ? 'an unknown amount of' : formatBytes(memory)} memory, and should be limited to ${formatBytes(limits.memoryBytes)}`, 'The memory limit does not hold in this runtime on this host: see tare doctor.');
    }
}
/** The cgroup limit as seen from inside; all memory there is where the runtime shows no cgroup. */
function memorySeen(inside) {
    const limit = Number(inside.memoryLimit);
    if (inside.memoryLimit && Number.isFinite(limit))
        return limit;
    const total = Number(inside.memoryTotal);
    return inside.memoryTotal && Number.isFinite(total) ? total * 1024 : undefined;
}
/** Names of the facts about the userland in which this arm differs from native: there must be none. */
function userlandDifferences(inside, native) {
    return ['sysbench', 'sysbenchSha256', 'userlandSha256'].filter((key) => inside[key] !== native[key]);
}

;// CONCATENATED MODULE: ./build/measure/sandboxes.js
/** The live sandboxes of one block: launched once each, relaunched a bounded number of times when one is lost. */





/** Launches of one arm in one block, the first included. */
const LAUNCH_LIMIT = 3;
let sandboxes_serial = 0;
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
        const id = `${this.#site.prefix}-${sandboxes_serial++}`;
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

;// CONCATENATED MODULE: ./build/measure/stopping.js
/** Why to stop now, or undefined to take another block. The minimum is taken even where the budget does not reach. */
function reasonToStop(plan, spent) {
    if (spent.blocks >= plan.blocks.max)
        return { reason: 'blocks', detail: `${spent.blocks} blocks, the most that were asked for` };
    if (spent.blocks < plan.blocks.min)
        return undefined;
    if (spent.seconds + spent.longestBlock <= plan.budgetSeconds)
        return undefined;
    return { reason: 'budget', detail: `another block would not fit into ${Math.round(plan.budgetSeconds)} s` };
}

;// CONCATENATED MODULE: ./build/measure/run.js
/** A whole run: from runtimes that are ready to a finished document. */













/** Measures until the plan says stop or the user does. Returns the finished document, which has been saved. */
async function measureRun(request) {
    const site = launchSite(request);
    let run = request.run.blocks.length > 0 ? request.run : await begin(request, site);
    const from = performance.now();
    const spentBefore = request.run.blocks.reduce((sum, block) => sum + block.wallSeconds, 0);
    for (;;) {
        const seconds = spentBefore + (performance.now() - from) / 1000;
        run = {
            ...run,
            stopped: request.stopping.aborted ? cancelled() : (reasonToStop(run.plan, spent(run, seconds)) ?? null),
        };
        if (run.stopped)
            break;
        run = await takeBlock(run, site, request);
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
/** Proves every arm from inside, looks whether idle means idle, and calibrates on native. */
async function begin(request, site) {
    const { run, observer, signal, arms } = request;
    const sandboxes = new Sandboxes(site, signal);
    observer.step('checking every runtime from inside, and calibrating');
    try {
        for (const arm of run.plan.arms)
            await sandboxes.of(arm.id);
        const native = await sandboxes.of(NATIVE);
        if (!native)
            throw new HostError('native, the control, cannot be launched', launchRemedy(sandboxes));
        refuseUnequal(sandboxes.inside);
        const idle = await idleWarning(parseCpuList(run.plan.limits.cpus), signal);
        if (idle)
            observer.warn(idle);
        const fresh = request.benchmarks.filter(({ id }) => !request.knownWork.has(id));
        const found = await calibrate_calibrate(run.plan, fresh, native, request);
        return {
            ...run,
            plan: withWork(run.plan, new Map([...request.knownWork, ...found])),
            environments: [...arms].map(([arm, { installed }]) => environment(arm, installed, sandboxes)),
            warnings: idle ? [...run.warnings, idle] : run.warnings,
        };
    }
    finally {
        await sandboxes.endAll();
    }
}
function launchRemedy({ launches }) {
    const failure = launches.find((launch) => launch.arm === NATIVE)?.failure;
    return failure ? [failure.message, ...failure.tail].join('\n  | ') : 'It gave no reason.';
}
function environment(arm, installed, sandboxes) {
    return { arm, binaries: [...installed.binaries], source: installed.source, inside: sandboxes.inside.get(arm) ?? {} };
}
function refuseUnequal(inside) {
    const native = inside.get(NATIVE) ?? {};
    for (const [arm, facts] of inside) {
        const differences = userlandDifferences(facts, native);
        if (differences.length > 0) {
            throw new HostError(`${arm} runs another userland than native: ${differences.map((key) => `${key} is ${facts[key]}, not ${native[key]}`).join('; ')}`, 'Delete the cached userland (tare cleanup --cleanup packages) and run again.');
        }
    }
}
function spent({ blocks }, seconds) {
    return { blocks: blocks.length, seconds, longestBlock: Math.max(0, ...blocks.map((block) => block.wallSeconds)) };
}
function cancelled() {
    return { reason: 'cancelled', detail: 'stopped by the user' };
}
async function takeBlock(run, site, request) {
    const { observer, stopping, signal, benchmarks } = request;
    const index = run.blocks.length;
    observer.blockStarted(run, index);
    const context = {
        plan: run.plan,
        benchmarks: new Map(benchmarks.map((b) => [b.id, b])),
        observer,
        stopping,
        signal,
    };
    const block = await measureBlock(index, new Sandboxes(site, signal), context);
    const next = {
        ...run,
        blocks: [...run.blocks, block],
        warnings: [...run.warnings, ...warningsOf(block, run, observer)],
    };
    observer.blockEnded(next, block);
    return next;
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
    throw new HostError(`the run cannot be resumed here: ${changed.map((f) => `${f} was ${recorded.fingerprint[f]}, now ${now.fingerprint[f]}`).join('; ')}`, 'Start a new run.');
}

;// CONCATENATED MODULE: ./build/entry/steps/measure.js
/** Measures what the inputs ask for and leaves a run document behind. */








/** Sets up, measures, saves after every block. @throws what stopped it; the document then holds the blocks before. */
async function measure(host, inputs, observer, interruption, announce) {
    const resumed = inputs.resume ? resumable(inputs.resume) : undefined;
    const arms = resumed ? resumed.plan.arms : requestedArms(inputs, process.cwd());
    const benchmarks = resumed
        ? findBenchmarks(resumed.plan.benchmarks.map(({ id }) => id))
        : requestedBenchmarks(inputs);
    const plan = resumed?.plan ?? planOf(inputs, arms, benchmarks);
    const ready = await setUp(host, arms, inputs.rootfs, interruption.stopping);
    const prepared = await prepareArms(host, arms, ready, interruption.stopping);
    const fresh = newRun(plan, ready.image, host.paths.work);
    if (resumed)
        refuseOtherHost(resumed, fresh);
    const run = resumed ? { ...resumed, stopped: null, finishedAt: null } : fresh;
    const store = new RunStore(host.paths.state);
    const path = inputs.resume ?? (0,external_node_path_.join)(inputs.output, `run-${run.id}.json`);
    const save = (document) => {
        writeRun(path, document);
        announce(path);
    };
    const finished = await measureRun({
        host,
        image: ready.image,
        arms: prepared,
        benchmarks,
        knownWork: knownWork(run, store.recent(), benchmarks),
        run,
        observer,
        save,
        ...interruption,
    });
    store.keep(finished);
    return { run: finished, path };
}
function resumable(path) {
    const run = readRun(path);
    if (run.stopped && run.stopped.reason !== 'cancelled' && run.stopped.reason !== 'error') {
        throw new InputError(`${path} is finished: ${run.stopped.detail}`, 'Start a new run; a finished one cannot be resumed.');
    }
    return run;
}

;// CONCATENATED MODULE: ./build/entry/commands/run.js
/** `tare run`: set up, measure, print, compare. */











async function run(options) {
    const inputs = loadInputs(flagLayer('run', options));
    const path = await measureAndClose(inputs);
    const document = readRun(path);
    const input = judge_judge(document, inputs, statePath());
    const report = writeReport(input, (0,external_node_path_.dirname)(path));
    printResult(input, [
        { label: 'run document', path },
        { label: 'report', path: report },
    ]);
    return exitCodeOf(document, input.gate);
}
/** Returns the path of the document. An error after the first block has been saved is told, and the result still shown. */
async function measureAndClose(inputs) {
    const view = progressView(process.stderr, terminalOf(process.stderr).colour);
    const interruption = listen((text) => view.step(text));
    let saved;
    const announce = (path) => {
        saved = path;
    };
    try {
        return await run_within(inputs, view, interruption, announce);
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
async function run_within(inputs, view, interruption, announce) {
    const host = await openHost({
        mayInstall: inputs.install === 'auto',
        log: view,
        purpose: 'tare run',
        signal: interruption.stopping,
    });
    try {
        return (await measure(host, inputs, view, interruption, announce)).path;
    }
    finally {
        view.step('putting the host back');
        for (const problem of await host.close())
            view.warn(`could not be undone: ${problem}`);
    }
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
        .action(async (options) => done(await run(options)));
    withInputs(tare.command('plan'), 'plan')
        .description('say what run would do and how long it would take; change nothing')
        .action(async (options) => done(await plan(options)));
    withInputs(tare.command('compare'), 'compare')
        .description('compare two run documents')
        .argument('<baseline>')
        .argument('<candidate>')
        .action(async (baseline, candidate, options) => done(await compare(baseline, candidate, options)));
    withInputs(tare.command('report'), 'report')
        .description('print what a run document holds')
        .argument('<file>')
        .option('--format <name>', 'terminal, text, markdown or json', 'terminal')
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
    if (error instanceof InputError || error instanceof Cancelled) {
        process.stderr.write(`tare: ${error.message}\n`);
        return error.exitCode;
    }
    process.stderr.write(`tare: this should not have happened; please report it with the lines below\n${error instanceof Error ? error.stack : error}\n`);
    return BUG;
}


/***/ })

};
