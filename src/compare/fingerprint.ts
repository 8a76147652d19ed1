/** Finds what differs between the machines and between the software of two runs. */
import type { Fingerprint, RunDocument } from '../results/document.js';
import type { FieldDifference } from './comparison.js';

type Described = Pick<RunDocument, 'fingerprint' | 'environments' | 'built'>;

export interface FingerprintComparison {
  /** Fields of the fingerprint and of the arms' environments, sorted by name. */
  readonly differences: readonly FieldDifference[];
  /** Differences between any two runs or boots, which say nothing by themselves. */
  readonly perRun: readonly FieldDifference[];
  readonly sameHardware: boolean;
  /** True where both ran in one boot. */
  readonly sameBoot: boolean;
  /** Differences of the host's state that may move an overhead: governor, kernel, userland. */
  readonly conditions: readonly FieldDifference[];
}

/** The fields that the schema names; documents may hold more. */
type Named<T> = { [Key in keyof T as string extends Key ? never : Key]-?: T[Key] };
type Fields = Named<Fingerprint>;
/** The path of a field of the fingerprint, as a type: renaming a field breaks this file's compilation. */
type FingerprintField = {
  [Key in keyof Fields & string]: Fields[Key] extends object ? `${Key}.${keyof Named<Fields[Key]> & string}` : Key;
}[keyof Fields & string];

/** Fields that are new with every run or boot. */
const PER_RUN: readonly string[] = ['bootId'] satisfies FingerprintField[];

/** Fields that name the host or follow from others: they change no figure. */
const NAMES: readonly string[] = ['hostname', 'hardwareKey'] satisfies FingerprintField[];

/** The fields behind the hardware key. */
const HARDWARE: readonly string[] = [
  'arch',
  'cpu.model',
  'cpu.stepping',
  'cpu.online',
  'cpu.smt',
  'memoryBytes',
  'storage.model',
  'virtualization',
] satisfies FingerprintField[];

/** The hardware fields that cannot differ while the key is the same; the key holds the others rounded or counted. */
const EXACT: readonly string[] = [
  'arch',
  'cpu.model',
  'cpu.stepping',
  'cpu.smt',
  'storage.model',
  'virtualization',
] satisfies FingerprintField[];

const ABSENT = 'absent';
const UNKNOWN = 'unknown';

/** Returns every leaf of a value, as path and text. */
function leaves(value: unknown, path: string): [string, string][] {
  if (value === null || value === undefined) return [[path, ABSENT]];
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

function environmentLeaves(run: Described): [string, string][] {
  // A daemon's footprint and the time of an installation are measurements: they differ between any two runs.
  return run.environments.flatMap(({ arm, binaries, daemon: _, deployment: __, ...rest }) => [
    ...leaves(rest, arm),
    ...binaryLeaves(run, arm, binaries).map(([field, value]): [string, string] => [`${arm}.${field}`, value]),
  ]);
}

/** Matches a relative path: a built runtime lies in a folder of its side, which is new with every run. */
const RELATIVE = /=(?!\/)/;

/** A built program is known by its digest; its path says nothing. */
function binaryLeaves(
  { built }: Described,
  armId: string,
  binaries: Described['environments'][number]['binaries'],
): [string, string][] {
  const isBuilt = built !== undefined && RELATIVE.test(armId);
  return binaries.flatMap(({ name, path, ...binary }) =>
    leaves(isBuilt ? binary : { path, ...binary }, `binaries.${name}`),
  );
}

/**
 * What a run ran on, by the path of each field: the host and each arm. Fields that differ between any two runs are
 * left out.
 */
export interface EnvironmentFields {
  readonly host: Readonly<Record<string, string>>;
  readonly arms: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function environmentFieldsOf(run: Described): EnvironmentFields {
  const { fingerprint, environments } = run;
  const host = leaves(fingerprint, '').filter(([field]) => !PER_RUN.includes(field) && !NAMES.includes(field));
  const arms = environments.map(({ arm, binaries, notes: _, daemon: __, deployment: ___, ...rest }) => {
    return [arm, Object.fromEntries([...leaves(rest, ''), ...binaryLeaves(run, arm, binaries)])] as const;
  });
  return { host: Object.fromEntries(host), arms: Object.fromEntries(arms) };
}

/** Fields of the arms that both runs have: an arm that only one of them has is no difference of versions. */
function sharedLeaves(run: Described, other: Described): [string, string][] {
  const arms = new Set(other.environments.map(({ arm }) => arm));
  return environmentLeaves({ ...run, environments: run.environments.filter(({ arm }) => arms.has(arm)) });
}

/** Returns every path whose text differs, sorted. */
function differing(
  baseline: readonly [string, string][],
  candidate: readonly [string, string][],
): readonly FieldDifference[] {
  const [before, after] = [new Map(baseline), new Map(candidate)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((field) => ({ field, baseline: before.get(field) ?? ABSENT, candidate: after.get(field) ?? ABSENT }))
    .filter((one) => one.baseline !== one.candidate);
}

/** Compares the fingerprints and the arms' environments, field by field. */
export function compareFingerprints(baseline: Described, candidate: Described): FingerprintComparison {
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

/** Returns the differences that make it other hardware; empty where the runs may be compared. */
export function hardwareDifferences(baseline: Described, candidate: Described): readonly FieldDifference[] {
  const host = differing(leaves(baseline.fingerprint, ''), leaves(candidate.fingerprint, ''));
  const of = (fields: readonly string[]) => host.filter(({ field }) => fields.includes(field));
  if (baseline.fingerprint.hardwareKey === candidate.fingerprint.hardwareKey) return of(EXACT);
  const named = of(HARDWARE);
  return named.length > 0 ? named : of(['hardwareKey']);
}

/** True for the same hardware key, unless other fields of the documents contradict it. */
export function sameHardware(baseline: Described, candidate: Described): boolean {
  return hardwareDifferences(baseline, candidate).length === 0;
}

/** What differs between the userlands of the sides of one run; empty where it has one. */
export function compareUserlands({
  fingerprint: { image, baselineImage = image },
}: Described): readonly FieldDifference[] {
  return differing(leaves(baselineImage, 'userland'), leaves(image, 'userland'));
}

/** Returns what differs between the two sides of one run: versions, binaries and sources of two of its arms. */
export function compareArms(run: Described, baseline: string, candidate: string): readonly FieldDifference[] {
  const leavesOf = (armId: string): [string, string][] => {
    const environments = run.environments.filter((one) => one.arm === armId).map((one) => ({ ...one, arm: candidate }));
    return environmentLeaves({ ...run, environments });
  };
  return differing(leavesOf(baseline), leavesOf(candidate));
}
