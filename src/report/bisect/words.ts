/** Puts a search into words, the same in every form of its report. Pure. */
import type { Answer, BisectRecord, Tried } from '../../bisect/document.js';
import { boundsOf, halvings } from '../../bisect/search.js';
import { lineOf, type Task } from '../../bisect/task.js';
import { count, formatDuration } from '../../units.js';
import { formatCost } from '../numbers.js';

export const OUTCOME_WORDS: Readonly<Record<Tried['outcome'], string>> = {
  slower: 'slower',
  'not-slower': 'not slower',
  'cannot-tell': 'cannot tell',
  'not-built': 'not built',
  'not-measured': 'not measured',
};

export const idOf = ({ commits }: BisectRecord, place: number): string => commits[place]?.id ?? '';
export const subjectOf = ({ commits }: BisectRecord, place: number): string => commits[place]?.subject ?? '';
const shortId = (record: BisectRecord, place: number): string => idOf(record, place).slice(0, 7);

/** Returns, for example, `1a2b3c4 Read the file in one go`. The subject is text of others. */
export const commitName = (record: BisectRecord, place: number): string =>
  `${shortId(record, place)} ${subjectOf(record, place)}`.trim();

export const cellText = ({ cell }: BisectRecord): string => `${cell.arm} ${cell.benchmark}`;

/** Returns, for example, `+5.1 % [+4.0, +6.2]`; it is empty where nothing was estimated. */
export function slowdownText(slowdown: Tried['slowdownPercent']): string {
  if (slowdown === null) return '';
  const { estimate, interval } = formatCost(
    { percent: slowdown.estimate, low: slowdown.low, high: slowdown.high },
    'worse',
  );
  return `${estimate} ${interval}`;
}

/** Returns the answer in one line, without a full stop. */
export function headline(record: BisectRecord): string {
  const { answer } = record;
  const cell = cellText(record);
  if (answer === null) return `The search for what made ${cell} slower is not finished`;
  if (answer.kind === 'no-difference')
    return `${cell} is not shown to be slower at ${shortId(record, answer.bad)} than at ${shortId(record, answer.good)}`;
  if (answer.kind === 'commit') return `${commitName(record, answer.bad)} made ${cell} slower`;
  const { good, bad } = answer;
  return `One of ${count(bad - good, 'commit')} after ${shortId(record, good)}, up to ${shortId(record, bad)}, made ${cell} slower`;
}

/** Returns the sentences that follow the headline. */
export function details(record: BisectRecord): string[] {
  const { answer, tried, commits, plan, spentSeconds } = record;
  if (answer === null) return [];
  const ends = tried.find(({ kind }) => kind === 'ends');
  const measured = tried.filter(({ launches }) => launches > 0).length;
  const skipped = tried.filter(({ kind, outcome }) => kind === 'step' && isSkipped(outcome)).length;
  const between = skipped === 0 ? '' : `, ${skipped} skipped`;
  return [
    ...ownSlowdown(record, answer),
    answer.reason,
    ...mergeNote(record, answer),
    ...(ends && answer.kind !== 'no-difference'
      ? [
          `From ${shortId(record, 0)} to ${shortId(record, commits.length - 1)} it is ${slowdownText(ends.slowdownPercent)}.`,
        ]
      : []),
    `${count(commits.length - 1, 'commit')}, ${count(measured, 'comparison')}${between}, ${formatDuration(Math.round(spentSeconds))}.`,
    `An answer is wrong in at most ${Number((100 * plan.alpha).toPrecision(3))} % of searches, and the intervals hold whenever a comparison stopped (docs/statistics.md).`,
  ];
}

const isSkipped = (outcome: Tried['outcome']): boolean => outcome !== 'slower' && outcome !== 'not-slower';

function ownSlowdown(record: BisectRecord, { good, bad, slowdownPercent, kind }: Answer): string[] {
  if (slowdownPercent === null) return [];
  const text = slowdownText(slowdownPercent);
  if (kind === 'no-difference') return [`Measured: ${text}.`];
  return [`${shortId(record, bad)} against ${shortId(record, good)}: ${text} more time for the same work.`];
}

/** A merge is one change of the main line, but what it brought has commits of its own. */
function mergeNote(record: BisectRecord, { kind, bad }: Answer): string[] {
  if (kind !== 'commit' || !record.commits[bad]?.isMerge) return [];
  const id = shortId(record, bad);
  return [`It is a merge. To search in what it brought, give --good $(git merge-base ${id}^1 ${id}^2) --bad ${id}^2.`];
}

/** Returns what is said before a comparison. */
export function progressText(record: BisectRecord, { kind, baseline, candidate, seconds }: Task): string {
  const bounds = boundsOf(lineOf(record));
  const at = record.tried.length + 1;
  const planned = at + halvings(bounds) + (kind === 'ends' ? 1 : 0);
  const left = `${at} of about ${kind === 'parent' ? at : planned}, ${count(bounds.bad - bounds.good, 'commit')} left`;
  const names = `${commitName(record, candidate)} against ${shortId(record, baseline)}`;
  return `bisect: ${left}: ${names}, at most ${formatDuration(Math.round(seconds))}`;
}

/** Returns what is said after a comparison. */
export function comparedText(
  { candidate, outcome, slowdownPercent, launches, reason }: Tried,
  record: BisectRecord,
): string {
  const figures = slowdownPercent === null ? '' : `: ${slowdownText(slowdownPercent)} in ${count(launches, 'launch')}`;
  const why = reason === null ? '' : ` (${reason.split('\n')[0]})`;
  return `bisect: ${shortId(record, candidate)} ${OUTCOME_WORDS[outcome]}${figures}${why}`;
}

/**
 * Returns the comparisons in the order of the history, and those of one commit in the order in which they were taken.
 */
export const inLine = ({ tried }: BisectRecord): Tried[] => tried.toSorted((a, b) => a.candidate - b.candidate);
