/** Writes commands that measure again what a report shows. */
import { writtenId } from '../config/sides.js';
import { printable } from '../printable.js';
import { NATIVE, type RunDocument } from '../results/document.js';
import { groupBy } from '../results/group.js';
import { memoize } from '../results/memoize.js';
import { armOf, benchmarkOf } from '../results/named.js';
import { rowOf } from '../suites/own.js';
import { formatBytes, formatDuration, formatPercent, parseDuration } from '../units.js';

/** A longer line is cut by the reports, so a longer command is not written. */
const LONGEST_COMMAND = 4_000;

/**
 * Writes one word of a shell, on one line whatever it holds. What is not printed as it is, such as a line break, is
 * written as bash reads it: `$'make\nmake install'`.
 */
function quote(word: string): string {
  if (printable(word, word.length) !== word) return `$'${[...word].map(escaped).join('')}'`;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The runner of a workflow takes nothing without `:` and `#` for a command. */
function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (/[\w@%+=,./ -]/.test(character)) return character;
  const bytes = [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) && !/[\\':#]/.test(character) ? character : bytes;
}

/** The address at which git finds the program, and a branch, tag or commit. */
export interface Program {
  readonly url: string;
  readonly ref: string;
}

/** The folder is outside the repository that is measured, so that nothing is left in it. */
const FOLDER = '~/tare';
const ENTRY = 'dist/cli/index.js';

/** Returns what comes before the commands: how the program is got, and what they take for granted. */
export const preparation = (run: RunDocument, program: Program | undefined): string[] => [
  ...getProgram(program),
  ...userlandNotes(run),
];

/** Returns the commands that get the program; none where it is there already. */
function getProgram(program: Program | undefined): string[] {
  if (program === undefined) return [];
  const { url, ref } = program;
  return [`[ -e ${FOLDER} ] || git clone -q ${quote(url)} ${FOLDER}; git -C ${FOLDER} checkout -q ${quote(ref)}`];
}

function command(
  run: RunDocument,
  arms: readonly string[],
  benchmarks: readonly string[],
  program: Program | undefined,
): string {
  const { plan } = run;
  const planned = arms.flatMap((id) => armOf(run, id) ?? []);
  const onSide = (side: 'baseline' | 'other'): string =>
    planned
      .filter((arm) => (arm.side === 'baseline') === (side === 'baseline'))
      .map(({ id, checksum }) => writtenId(id) + (checksum ? `#${checksum}` : ''))
      .join(',');
  const flags: readonly Flag[] = [
    ...buildFlags(run),
    ['baseline-runtimes', run.built?.base && onSide('baseline') === onSide('other') ? '' : onSide('baseline')],
    ['runtimes', onSide('other')],
    ['suites', benchmarks.join(',')],
    ['benchmarks', ownRows(run, benchmarks)],
    ...userlandFlags(run),
    ...sizeFlags(plan),
    ...ruleFlags(plan.decision),
  ];
  return shown([
    `sudo node ${program === undefined ? '' : `${FOLDER}/`}${ENTRY} run`,
    ...flags.filter(([, value]) => value !== '').map(([flag, value]) => `--${flag} ${quote(value)}`),
  ]);
}

type Flag = readonly [name: string, value: string];

/** A command that is cut would be another one, so one that is too long is not written. */
function shown(words: readonly string[]): string {
  const line = words.join(' ');
  if (line.length <= LONGEST_COMMAND) return line;
  const [longest = ''] = [...words].sort((a, b) => b.length - a.length);
  const [flag] = longest.split(' ');
  return `# The command is too long to be shown: ${line.length} characters, most of them of ${flag}. Give the inputs that the run was given.`;
}

function sizeFlags(plan: RunDocument['plan']): Flag[] {
  return [
    ['profile', plan.profile],
    ['blocks', `${plan.blocks.min}..${plan.blocks.max}`],
    ['pairs', String(plan.pairsPerBlock)],
    ['trial-time', plan.trialSeconds === undefined ? '' : duration(plan.trialSeconds)],
    ['budget', duration(plan.budgetSeconds)],
    ['cpus', plan.limits.cpus],
    ['memory', formatBytes(plan.limits.memoryBytes)],
    ['scale-memory', plan.scaleMemoryBytes === undefined ? '' : formatBytes(plan.scaleMemoryBytes)],
    ['tune', plan.tune === 'on' ? 'on' : ''],
    ['seed', String(plan.seed)],
    ['command-timeout', timeout(plan.commandTimeoutSeconds)],
    ['launch-timeout', timeout(plan.launchTimeoutSeconds)],
  ];
}

/** The default of both timeouts. */
const USUAL_TIMEOUT_SECONDS = 60;

const timeout = (seconds: number): string => (seconds === USUAL_TIMEOUT_SECONDS ? '' : duration(seconds));

/** The usual form ends at the millisecond. */
function duration(seconds: number): string {
  const usual = formatDuration(seconds);
  return parseDuration(usual) === seconds ? usual : `${seconds}s`;
}

/** A userland that the user brought is recorded by its path. */
const broughtUserland = ({ recipe }: Userland): string => (/^\.{0,2}\//.test(recipe) ? recipe : '');

type Userland = RunDocument['fingerprint']['image'];

function userlandFlags({ fingerprint: { image } }: RunDocument): Flag[] {
  return [
    ['rootfs', image.container === undefined ? broughtUserland(image) : ''],
    ['image', image.container?.name ?? ''],
    ['packages', (image.packages ?? []).join(',')],
  ];
}

/** Says what the commands take for granted, as comments of a shell. */
function userlandNotes({ built, fingerprint: { image, baselineImage } }: RunDocument): string[] {
  const path = image.container?.name ?? image.recipe;
  return [
    ...(path.startsWith('/')
      ? [`# The userland was one that the user brought: have the same at ${printable(path)}.`]
      : []),
    ...(baselineImage && !built?.base
      ? [`# The baseline's side had another userland (${printable(baselineImage.recipe)}), which no flag gives it.`]
      : []),
  ];
}

/** Writes the user's own rows among the benchmarks as JSON, which is YAML. */
function ownRows(run: RunDocument, benchmarks: readonly string[]): string {
  const rows = benchmarks.flatMap((id) => benchmarkOf(run, id) ?? []).flatMap((one) => rowOf(one) ?? []);
  return rows.length > 0 ? JSON.stringify(rows) : '';
}

/** In a checkout of the head these build both sides again. */
function buildFlags({ built }: RunDocument): Flag[] {
  return built
    ? [
        ['build', buildCommand(built)],
        ['baseline-ref', built.base ?? ''],
      ]
    : [];
}

/** One command for both sides: where each has its own, it looks which commit it is in. */
function buildCommand({ command, baseCommand, base }: NonNullable<RunDocument['built']>): string {
  if (baseCommand === undefined) return command;
  // A comment or a document in a command ends with its line.
  const [before, after] = /[\n#]/.test(command + baseCommand) ? ['\n', '\n'] : [' ', '; '];
  return `if [ "$(git rev-parse HEAD)" = ${base} ]; then${before}${baseCommand}${after}else${before}${command}${after}fi`;
}

/** These repeat the rule by which a run with two sides decided, since it determines what is measured. */
function ruleFlags(rule: RunDocument['plan']['decision']): Flag[] {
  if (rule === undefined) return [];
  return [
    ['min-effect', formatPercent(rule.minEffectPercent)],
    ['margin', formatPercent(rule.marginPercent)],
    ['confidence', formatPercent(Number((100 * (1 - rule.alpha)).toPrecision(12)))],
  ];
}

/** Writes the command for the whole run, in the same order. */
export function reproduceRun(run: RunDocument, program?: Program): string {
  const arms = run.plan.arms.map((arm) => arm.id).filter((arm) => arm !== NATIVE);
  return command(
    run,
    arms,
    run.plan.benchmarks.map(({ id }) => id),
    program,
  );
}

/** Groups the contrasts by candidate, to find the arms that each was paired with. */
const partnersOf = memoize((contrasts: RunDocument['plan']['contrasts']) =>
  groupBy(contrasts, ({ candidate }) => candidate),
);

/**
 * Writes the command for one arm and benchmark, with the arm it was paired with. Where the run does not plan these, it
 * is a comment that says so: another command would measure something else.
 */
export function reproduceCell(run: RunDocument, armId: string, benchmark: string, program?: Program): string {
  if (benchmarkOf(run, benchmark) === undefined || armOf(run, armId) === undefined)
    return `# This run does not plan ${printable(armId)} ${printable(benchmark)}: ask for both in runtimes and suites.`;
  const partners = (partnersOf(run.plan.contrasts).get(armId) ?? []).map(({ baseline }) => baseline);
  const arms = [...new Set([...partners, armId])].filter((name) => name !== NATIVE);
  return command(run, arms, [benchmark], program);
}
