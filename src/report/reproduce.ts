/** Writes commands that measure again what a report shows. */
import { writtenId } from '../config/sides.js';
import { printable } from '../printable.js';
import { NATIVE, type RunDocument } from '../results/document.js';
import { groupBy } from '../results/group.js';
import { memoize } from '../results/memoize.js';
import { armOf, benchmarkOf } from '../results/named.js';
import { rowOf } from '../suites/own.js';
import { formatBytes, formatDuration, formatPercent } from '../units.js';

/** A long list of arms fits into this many characters; what is longer is cut. */
const LONGEST_WORD = 4_000;

/** Writes one word of a POSIX shell, on one line whatever it holds. */
function quote(word: string): string {
  const safe = printable(word, LONGEST_WORD);
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}

/** The address at which git finds the program, and a branch, tag or commit. */
export interface Program {
  readonly url: string;
  readonly ref: string;
}

/** The folder is outside the repository that is measured, so that nothing is left in it. */
const FOLDER = '~/tare';
const ENTRY = 'dist/cli/index.js';

/** Returns the commands that get the program; none where it is there already. */
export function getProgram(program: Program | undefined): string[] {
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
  const flags: readonly (readonly [string, string])[] = [
    ...buildFlags(run),
    ['baseline-runtimes', run.built?.base && onSide('baseline') === onSide('other') ? '' : onSide('baseline')],
    ['runtimes', onSide('other')],
    ['suites', benchmarks.join(',')],
    ['benchmarks', ownRows(run, benchmarks)],
    ['image', run.fingerprint.image.container?.name ?? ''],
    ['packages', (run.fingerprint.image.packages ?? []).join(',')],
    ['profile', plan.profile],
    ['blocks', `${plan.blocks.min}..${plan.blocks.max}`],
    ['pairs', String(plan.pairsPerBlock)],
    ['trial-time', plan.trialSeconds === undefined ? '' : formatDuration(plan.trialSeconds)],
    ['budget', formatDuration(plan.budgetSeconds)],
    ['cpus', plan.limits.cpus],
    ['memory', formatBytes(plan.limits.memoryBytes)],
    ['seed', String(plan.seed)],
    ...ruleFlags(plan.decision),
  ];
  return [
    `sudo node ${program === undefined ? '' : `${FOLDER}/`}${ENTRY} run`,
    ...flags.filter(([, value]) => value !== '').map(([flag, value]) => `--${flag} ${quote(value)}`),
  ].join(' ');
}

/** Writes the user's own rows among the benchmarks as JSON, which is YAML. */
function ownRows(run: RunDocument, benchmarks: readonly string[]): string {
  const rows = benchmarks.flatMap((id) => benchmarkOf(run, id) ?? []).flatMap((one) => rowOf(one) ?? []);
  return rows.length > 0 ? JSON.stringify(rows) : '';
}

/** In a checkout of the head these build both sides again. */
function buildFlags({ built }: RunDocument): [string, string][] {
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
  return `if [ "$(git rev-parse HEAD)" = ${base} ]; then ${baseCommand}; else ${command}; fi`;
}

/** These repeat the rule by which a run with two sides decided, since it determines what is measured. */
function ruleFlags(rule: RunDocument['plan']['decision']): [string, string][] {
  if (rule === undefined) return [];
  return [
    ['min-effect', formatPercent(rule.minEffectPercent)],
    ['margin', formatPercent(rule.marginPercent)],
    ['confidence', formatPercent(Number((100 * (1 - rule.alpha)).toPrecision(6)))],
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
 * is the command for the whole run.
 */
export function reproduceCell(run: RunDocument, armId: string, benchmark: string, program?: Program): string {
  if (benchmarkOf(run, benchmark) === undefined || armOf(run, armId) === undefined) return reproduceRun(run, program);
  const partners = (partnersOf(run.plan.contrasts).get(armId) ?? []).map(({ baseline }) => baseline);
  const arms = [...new Set([...partners, armId])].filter((name) => name !== NATIVE);
  return command(run, arms, [benchmark], program);
}
