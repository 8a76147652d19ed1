/** Finds what changed around a step: commits, and what the runs ran on. Pure. */
import type { HistoryPoint, PointEnvironment } from './document.js';

export interface EnvironmentChange {
  /** It names in words what changed: `runc`, `the kernel`, `the mitigation of retbleed`. */
  readonly subject: string;
  /** It is empty where the subject was absent. */
  readonly before: string;
  readonly after: string;
  /** The lower it is, the more likely the change moves this cell. */
  readonly rank: number;
}

export interface Commits {
  readonly repository: string;
  /** These are the last commit of the old level, and the first one that is surely of the new one. */
  readonly from: string;
  readonly to: string;
}

/**
 * Each pattern of fields has the subject's name and a rank of how likely it moves figures; the first pattern that fits
 * counts.
 */
const HOST_SUBJECTS: readonly (readonly [pattern: RegExp, subject: (field: string) => string, rank: number])[] = [
  [/^kernel$/, () => 'the kernel', 20],
  [/^cpu\.microcode$/, () => 'the microcode', 21],
  [/^mitigations\./, (field) => `the mitigation of ${field.slice('mitigations.'.length)}`, 22],
  [/^kernelCommandLine$/, () => 'the kernel command line', 23],
  [/^cpu\.(governor|turbo|smt)$/, (field) => `the CPU's ${field.slice(4)}`, 24],
  [/^image\.sysbench$/, () => 'sysbench', 25],
  [/^image\./, () => 'the userland image', 26],
  [/^storage\./, (field) => `the storage's ${field.slice(8)}`, 27],
  [/^cgroup$/, () => 'the cgroup version', 28],
  [/^os$/, () => 'the distribution', 30],
];
const PLAN_SUBJECTS: ReadonlyMap<string, string> = new Map([
  ['tare', 'tare'],
  ['limits.cpus', 'the CPUs of a sandbox'],
  ['limits.memory', 'the memory of a sandbox'],
  ['tune', 'tuning'],
  ['trialSeconds', 'the length of a trial'],
  ['files', 'how files are made'],
]);
const OTHER_RANK = 40;

/** Returns the arm's own changes first, then the host's, native's and the plan's, each subject once. */
export function changesBetween(before: PointEnvironment, after: PointEnvironment, armId: string): EnvironmentChange[] {
  const all = [
    ...armChanges(before, after, armId, 0),
    ...differing(before.host, after.host).map((one) => hostChange(one)),
    ...(armId === 'native' ? [] : armChanges(before, after, 'native', 30)),
    ...differing(before.plan, after.plan).map((one) => planChange(one)),
  ];
  const bySubject = new Map<string, EnvironmentChange>();
  for (const change of all.sort((a, b) => a.rank - b.rank)) {
    if (!bySubject.has(change.subject)) bySubject.set(change.subject, change);
  }
  return [...bySubject.values()];
}

interface Difference {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

type Texts = Readonly<Record<string, string>>;

/** Names are a document's: every object has something called `constructor`. */
const held = <Value>(fields: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

function differing(before: Texts, after: Texts): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, before: held(before, field) ?? '', after: held(after, field) ?? '' }))
    .filter((one) => one.before !== one.after);
}

/** A version says more than the checksum that changes with it. */
function armChanges(before: PointEnvironment, after: PointEnvironment, armId: string, rank: number) {
  const [old, now] = [held(before.arms, armId), held(after.arms, armId)];
  if (old === undefined || now === undefined) return [];
  return differing(old, now).map(({ field, ...values }): EnvironmentChange => {
    const [, binary, what] = /^binaries\.(.*)\.(version|sha256|path)$/.exec(field) ?? [];
    if (binary === undefined) return { subject: `${armId}'s ${field}`, ...values, rank: rank + 5 };
    if (what === 'version') return { subject: binary, ...values, rank };
    if (what === 'path') return { subject: `the path of ${binary}`, ...values, rank: rank + 6 };
    const short = { before: values.before.slice(0, 12), after: values.after.slice(0, 12) };
    const isNewVersion = old[`binaries.${binary}.version`] !== now[`binaries.${binary}.version`];
    return { subject: isNewVersion ? binary : `the binary of ${binary}`, ...short, rank: rank + 1 };
  });
}

function hostChange({ field, ...values }: Difference): EnvironmentChange {
  const [, subject, rank] = HOST_SUBJECTS.find(([pattern]) => pattern.test(field)) ?? [];
  return { subject: subject?.(field) ?? `the host's ${field}`, ...values, rank: rank ?? OTHER_RANK };
}

function planChange({ field, ...values }: Difference): EnvironmentChange {
  return { subject: PLAN_SUBJECTS.get(field) ?? field, ...values, rank: field === 'tare' ? 29 : 10 };
}

/** Returns undefined where the runs do not say, or name another repository. */
export function commitsBetween(before: HistoryPoint, after: HistoryPoint): Commits | undefined {
  const { repository, sha: from } = before;
  if (!repository || !from || !after.sha || after.repository !== repository || from === after.sha) return undefined;
  return { repository, from, to: after.sha };
}
