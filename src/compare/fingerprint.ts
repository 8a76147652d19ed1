/** What differs between the machines, and between the software, of two runs. */
import type { Fingerprint, RunDocument } from '../results/document.js';
import type { FieldDifference } from './comparison.js';

type Described = Pick<RunDocument, 'fingerprint' | 'environments' | 'built'>;

export interface FingerprintComparison {
  /** Fields of the fingerprint and of the arms' environments, sorted by name. */
  readonly differences: readonly FieldDifference[];
  /** What differs between any two runs, or any two boots, and says nothing by itself. */
  readonly perRun: readonly FieldDifference[];
  readonly sameHardware: boolean;
  /** Whether both ran in one boot. */
  readonly sameBoot: boolean;
  /** Differences of the host's state that may move an overhead: governor, kernel, userland. */
  readonly conditions: readonly FieldDifference[];
}

/** What the schema names of an object; documents may hold more. */
type Named<T> = { [Key in keyof T as string extends Key ? never : Key]-?: T[Key] };
type Fields = Named<Fingerprint>;
/** A field of the fingerprint by its path, so that none can be renamed without this file. */
type FingerprintField = {
  [Key in keyof Fields & string]: Fields[Key] extends object ? `${Key}.${keyof Named<Fields[Key]> & string}` : Key;
}[keyof Fields & string];

/** Fields that are new with every run or boot. */
const PER_RUN: readonly string[] = ['bootId'] satisfies FingerprintField[];

/** Fields that name the host or follow from others, and move nothing. */
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

/** Of those, the ones that cannot differ while the key is the same: the others are rounded or counted for it. */
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

/** Every leaf of a value by its path, as text. */
function leaves(value: unknown, path: string): [string, string][] {
  if (value === null || value === undefined) return [[path, ABSENT]];
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

function environmentLeaves(run: Described): [string, string][] {
  // What a daemon weighs and how long an arm took to be had were measured: they differ between any two runs.
  return run.environments.flatMap(({ arm, binaries, daemon: _, deployment: __, ...rest }) => [
    ...leaves(rest, arm),
    ...binaryLeaves(run, arm, binaries).map(([field, value]): [string, string] => [`${arm}.${field}`, value]),
  ]);
}

/** A relative path: the runtime of a build lies in a folder of its side, which is made for the run. */
const RELATIVE = /=(?!\/)/;

/** What was built is told by its digest; where it lay says nothing. */
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
 * What a run ran on, by the path of each field: the host, and each arm. What differs between any two runs is left out.
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

/** Of the arms that the other run has too: an arm that only one has is no difference of versions. */
function sharedLeaves(run: Described, other: Described): [string, string][] {
  const arms = new Set(other.environments.map(({ arm }) => arm));
  return environmentLeaves({ ...run, environments: run.environments.filter(({ arm }) => arms.has(arm)) });
}

/** Every path whose text differs, sorted. */
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

/** Field by field, over the fingerprint and the environments of the arms. */
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

/** The differences that make it other hardware; empty where runs may be compared. */
export function hardwareDifferences(baseline: Described, candidate: Described): readonly FieldDifference[] {
  const host = differing(leaves(baseline.fingerprint, ''), leaves(candidate.fingerprint, ''));
  const of = (fields: readonly string[]) => host.filter(({ field }) => fields.includes(field));
  if (baseline.fingerprint.hardwareKey === candidate.fingerprint.hardwareKey) return of(EXACT);
  const named = of(HARDWARE);
  return named.length > 0 ? named : of(['hardwareKey']);
}

/** The same hardware key, and nothing in the documents that contradicts it. */
export function sameHardware(baseline: Described, candidate: Described): boolean {
  return hardwareDifferences(baseline, candidate).length === 0;
}

/** What differs between the userlands of the sides of one run; empty where it has one. */
export function compareUserlands({
  fingerprint: { image, baselineImage = image },
}: Described): readonly FieldDifference[] {
  return differing(leaves(baselineImage, 'userland'), leaves(image, 'userland'));
}

/** What the two sides of one run differ in: versions, binaries and sources of two of its arms. */
export function compareArms(run: Described, baseline: string, candidate: string): readonly FieldDifference[] {
  const leavesOf = (armId: string): [string, string][] => {
    const environments = run.environments.filter((one) => one.arm === armId).map((one) => ({ ...one, arm: candidate }));
    return environmentLeaves({ ...run, environments });
  };
  return differing(leavesOf(baseline), leavesOf(candidate));
}
