/** Writes one verdict with all that it is based on, as text and for machines. */
import type { ExplainedLook, ExplainedSide, Explanation } from '../compare/explain.js';
import type { Direction } from '../direction.js';
import { printable, printableJson, wrap } from '../printable.js';
import { count } from '../units.js';
import { ABSENT, costOf, formatLevel } from './numbers.js';
import { tableLines } from './terminal/table.js';

/** This is the version of the JSON shape. It is raised when a field changes its meaning. */
const EXPLANATION_VERSION = 1;
const INDENT = '  ';
/** After a second look a reason holds what both comparisons said, and none of that is left out here. */
const LONGEST_REASON = 2_000;

/** Writes enough to compute the verdict again: every figure that counts, the settings, and the declared looks. */
export function explanationJson(explanation: Explanation): string {
  return `${printableJson({ kind: 'tare-explanation', schemaVersion: EXPLANATION_VERSION, ...explanation })}\n`;
}

/** Returns the text for a terminal of `width` columns, ending in a newline. */
export function explanationText(explanation: Explanation, width: number): string {
  const { cell } = explanation;
  const title = `${cell.arm} ${cell.benchmark} (${cell.metric} in ${cell.unit}, ${cell.direction} is better): ${cell.verdict}`;
  const lines = [
    ...wrap(printable(title), width),
    ...wrap(printable(cell.reason, LONGEST_REASON), width - INDENT.length).map((line) => INDENT + line),
    '',
    ...wrap(ruleText(explanation), width),
    ...section('looks', looksTable(explanation.looks, explanation)),
    ...section('history', historyTable(explanation)),
    ...blocksSections(explanation),
    ...dropLines(explanation),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => INDENT + line)];
}

const RULES: Readonly<Record<Explanation['rule'], string>> = {
  'paired looks':
    'Both sides in one run: exact swap test of launch numbers joined with a trimmed t, at declared looks; estimate and limit invert it',
  'two runs of one boot':
    'Two runs of one boot: exact test of their blocks, with a trimmed Welch test where their numbers differ much (of launches also of the own figures, p / cells); estimate and limit invert it',
  'history of boots': 'Runs of different boots: prediction interval of the trusted runs, one a boot',
};

function ruleText({ rule, ruleVersion, settings, leftOut }: Explanation): string {
  const { alpha, cells, thetaPercent, marginPercent } = settings;
  return `${RULES[rule]}. ${versionText(ruleVersion)} alpha ${short(alpha)} over ${count(cells, 'cell')}${leftOutText(leftOut)}; regressed beyond ${thetaPercent} %, not slower where ${marginPercent} % for the worse is excluded. Changes are time for the same work (or memory): + is worse.`;
}

/** Says why `tare compare` of the same two documents divides alpha by more cells. */
const leftOutText = (leftOut: number): string =>
  leftOut === 0
    ? ''
    : ` (${count(leftOut, 'cell')} of the baseline left out, since this run was asked for less; compare counts them)`;

/** Returns, for example, `Rule 2; measured under rule 1.` */
function versionText({ judged, measured }: Explanation['ruleVersion']): string {
  const others = [...new Set(measured)].filter((version) => version !== judged);
  return others.length === 0 ? `Rule ${judged}.` : `Rule ${judged}; measured under rule ${others.join(' and ')}.`;
}

const short = (value: number | null): string => (value === null ? ABSENT : String(Number(value.toPrecision(3))));

const column = (head: string, align: 'left' | 'right' = 'right') => ({ head, align });

/** What a look counts. */
const LOOKED_AT: Readonly<Record<Explanation['rule'], string>> = {
  'paired looks': 'launches',
  'two runs of one boot': 'blocks',
  'history of boots': 'runs',
};

function looksTable(looks: readonly ExplainedLook[], { cell, rule }: Explanation): string[] {
  if (looks.length === 0) return [];
  const cost = (ratio: number | null): string => signed(ratio, cell.direction);
  const heads = [LOOKED_AT[rule], 'p worse', 'p better', 'to reach', 'estimate', 'at worst', 'to exclude'];
  return tableLines(
    [...heads.map((head) => column(head)), column('outcome', 'left')],
    looks.map((look) => [
      String(look.n),
      short(look.p),
      short(look.pBetter),
      look.threshold === 0 ? 'may only pass' : short(look.threshold),
      cost(look.effect?.ratio ?? null),
      cost(look.limit),
      look.margin === null ? ABSENT : `${short(100 * look.margin)} %`,
      look.outcome,
    ]),
  );
}

/** Writes a ratio as a signed change for the worse, with two decimals. */
function signed(ratio: number | null, direction: Direction): string {
  if (ratio === null) return ABSENT;
  const { percent } = costOf({ ratio, low: null, high: null }, direction);
  return `${percent < 0 ? '-' : '+'}${Math.abs(percent).toFixed(2)} %`;
}

function historyTable({ history, cell }: Explanation): string[] {
  if (history.length === 0) return [];
  return tableLines(
    [column('run', 'left'), column('boot', 'left'), column('cost against native')],
    history.map(({ run, boot, overhead }) => [printable(run), printable(boot), signed(overhead, cell.direction)]),
  );
}

/** Writes one table where both sides share their blocks, else one for each run. */
function blocksSections({ rule, baseline, candidate, cell }: Explanation): string[] {
  const table = (title: string, side: ExplainedSide | null) =>
    side === null
      ? ['', `${title}: not planned`]
      : section(`${title}, run ${printable(side.run)}`, blockTable(side, cell));
  if (rule === 'paired looks') return table('launches', candidate);
  return [...table('baseline', baseline), ...table('candidate', candidate)];
}

function blockTable({ baselineArm, candidateArm, blocks }: ExplainedSide, cell: Explanation['cell']): string[] {
  const level = (value: number): string => formatLevel(value, cell.unit, 0);
  return tableLines(
    [
      column('block'),
      column(printable(baselineArm)),
      column(printable(candidateArm)),
      column('change'),
      column('pairs'),
    ],
    blocks.map(({ block, baseline, candidate, difference, pairs }) => [
      String(block),
      level(baseline),
      level(candidate),
      signed(Math.exp(difference), cell.direction),
      String(pairs.length),
    ]),
  );
}

function dropLines({ baseline, candidate }: Explanation): string[] {
  const sides = baseline?.run === candidate?.run ? [candidate] : [baseline, candidate];
  const lines = sides.flatMap((side) =>
    (side?.drops ?? []).map(({ arm, reason, count }) =>
      printable(`run ${side?.run}: ${arm}: ${reason}, ${count === 1 ? 'once' : `${count} times`}`),
    ),
  );
  return section('left out', lines);
}
