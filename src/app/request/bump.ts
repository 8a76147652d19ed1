/**
 * Finds which runtimes a change's file of inputs gives another version, path or option than the file at its base.
 * Both are measured in one run where possible. Pure, but for the folder that paths start at.
 */

import { isAbout } from '../../compare/limits.js';
import type { ArmSpec } from '../../config/arms.js';
import type { Inputs } from '../../config/inputs.js';
import { writtenRow } from '../../config/kinds/own-benchmarks.js';
import type { WithdrawnCell } from '../../results/document.js';
import type { Benchmark } from '../../suites/benchmark.js';
import { isBuiltPath } from './build.js';
import type { Bump } from './known-sides.js';
import { asNamed } from './limits.js';
import { unsupportedBy } from './plan.js';
import { armsOf, benchmarksOf } from './resolve.js';
import { userlandPaths, type Within } from './userland.js';

type Asked = Pick<Inputs, 'runtimes' | 'baselineRuntimes' | 'build' | 'suites' | 'profile' | 'benchmarks' | 'limits'> &
  Userland;
type Userland = Pick<Inputs, (typeof USERLAND)[number]>;

const USERLAND = ['rootfs', 'image', 'packages'] as const;

/** Inputs of which each side has its own; all others are the same for both. */
export const OF_EACH_SIDE = ['runtimes', 'build', ...USERLAND] as const;

export interface BumpQuery extends Within {
  /** The inputs in the change's file and in the file at its base. */
  readonly now: Asked;
  readonly before: Asked;
  /** Names of the file and of the base in messages: `tare.yml`, `base abc1234`. */
  readonly file: string;
  readonly base: string;
}

/** Undefined where the change has no other runtime, and measures all that its base does. @throws InputError */
export function bumpOf(query: BumpQuery): Bump | undefined {
  const bump = withBuilds(query, otherRuntimes(query));
  const { build, baselineRuntimes } = query.now;
  const hasSides = Boolean(bump?.sides) || build !== undefined || baselineRuntimes !== undefined;
  const gone = withdrawnCells(query);
  // A run of one side is compared with one that has them all, but for what is judged by a limit alone.
  const [withdrawn, redefined] = hasSides ? [gone, redefinedBenchmarks(query)] : [limitedOf(gone, query), []];
  if (withdrawn.length + redefined.length === 0) return bump;
  const differs = withdrawn.length > 0 ? 'measures more' : 'defines benchmarks otherwise';
  return {
    ...(bump ?? { what: `${query.file} ${differs} at ${query.base} than in this change` }),
    ...(withdrawn.length > 0 && { withdrawn }),
    ...(redefined.length > 0 && { redefined }),
  };
}

/** Both sides do what the change says, so that a verdict is about other work than that of the base's own gate. */
function redefinedBenchmarks({ now, before }: BumpQuery): string[] {
  const measured = new Set(benchmarksOf(now).map(({ id }) => id));
  const rows = ({ benchmarks = [] }: Asked) =>
    new Map(benchmarks.map((row) => [row.name, JSON.stringify(writtenRow(row))] as const));
  const had = rows(before);
  const others = [...rows(now)].filter(([name, row]) => had.has(name) && had.get(name) !== row);
  return others.flatMap(([name]) => (measured.has(name) ? [name] : []));
}

/** Each side is built by the command of its own file. A base that built nothing is built by that of the change. */
function withBuilds({ now, before, file, base }: BumpQuery, bump: Bump | undefined): Bump | undefined {
  if (now.build === undefined || before.build === undefined || before.build === now.build) return bump;
  const builds = { head: now.build, base: before.build };
  const how = 'Each side is built by the command of its own file.';
  if (bump === undefined) return { what: `${file} has another build at ${base} than in this change`, how, builds };
  return { ...bump, how: bump.how === undefined ? how : `${bump.how} ${how}`, builds };
}

/**
 * What is built is the head, and the file in the checkout is a merge with what its branch has got since: how each side
 * is built, and what of it is measured, is what the files of the two commits say.
 * @param here the inputs by the file in the checkout.
 */
export function ofHead(bump: Bump | undefined, { now, before }: BumpQuery, here: Asked): Bump | undefined {
  if (OF_EACH_SIDE.every((name) => isSame(now[name], here[name]))) return bump;
  const { build = '', runtimes, baselineRuntimes = runtimes } = now;
  const hasOther = USERLAND.some((name) => !isSame(now[name], here[name]));
  return {
    sides: { runtimes: [...runtimes], baselineRuntimes: [...baselineRuntimes] },
    ...(bump ?? { what: 'What is built, and how, is what the file of inputs says at the head, not in the checkout' }),
    ...(hasOther && { headUserland: userlandAsked(now), userland: bump?.userland ?? userlandAsked(now) }),
    builds: { head: build, base: before.build ?? build },
  };
}

/** Undefined where no runtime is another, or the inputs say what is set against what. */
function otherRuntimes(query: BumpQuery): Bump | undefined {
  const { now, before, cwd } = query;
  if (now.baselineRuntimes) return undefined;
  const [after, prior] = [underTest(now, cwd), underTest(before, cwd)];
  const changed = { now: without(after, prior), before: without(prior, after) };
  const userland = changedUserland(query);
  // An added runtime has no other side. A removed one is missing from this run, which the gate sees.
  if (changed.now.length === 0 || changed.before.length === 0) return otherUserland(query, userland, after);
  const isBuilt = now.build !== undefined;
  // Where the base had no build command, it is built by that of the change.
  if (isBuilt && ![after, prior].every((arms) => arms.some(isBuiltPath))) return otherUserland(query, userland, after);
  const what = `${query.file} has ${listed(changed.before)} at ${query.base} and ${listed(changed.now)} in this change`;
  const refusal = refusalOf(query, { after, prior, changed });
  if (refusal !== undefined) return refusedBump(what, refusal, isBuilt);
  const each = userland.length > 0 && ofOneCheckout(query) === undefined;
  // Where each side has a userland of its own, nothing is the same on both.
  const kept = isBuilt || each ? { now: after, before: prior } : changed;
  const left = without(after, kept.now);
  const rest = left.length > 0 ? ` Not measured in it, for it is the same on both sides: ${listed(left)}.` : '';
  return {
    sides: { runtimes: kept.now.map(written), baselineRuntimes: kept.before.map(written) },
    what,
    how: `Both are measured in this run.${rest}${userland.length > 0 ? besides(userland, each) : ''}`,
    ...(each && { userland: userlandAsked(query.before) }),
  };
}

/** The same change, where the sides cannot be measured in one run after all. @param why a sentence. */
export const withoutSides = ({ what, withdrawn }: Pick<Bump, 'what' | 'withdrawn'>, why: string): Bump => ({
  ...refusedBump(what, why, false),
  ...(withdrawn && { withdrawn }),
});

function refusedBump(what: string, why: string, isBuilt: boolean): Bump {
  const instead = isBuilt ? 'both sides are measured as this change says' : 'they are compared across runs, if at all';
  return { what, how: `They are not measured side by side, and ${instead}: ${why}` };
}

/** The runtimes of the change, each side in its own userland. */
function otherUserland(query: BumpQuery, changed: readonly string[], arms: readonly ArmSpec[]): Bump | undefined {
  if (changed.length === 0 || arms.length === 0) return undefined;
  const isBuilt = query.now.build !== undefined;
  const what = `${query.file} has another ${changed.join(', ')} at ${query.base} than in this change`;
  const own = arms.find((arm) => ofRepository(arm, isBuilt));
  const refusal = ofOneCheckout(query) ?? (own && onlyOne(own.id));
  if (refusal !== undefined) return refusedBump(what, refusal, isBuilt);
  const runtimes = arms.map(written);
  return {
    sides: { runtimes, baselineRuntimes: runtimes },
    what,
    how: 'Each side is measured in its own, in one run.',
    userland: userlandAsked(query.before),
  };
}

/** Why only one of the userlands can be had; undefined where both can. */
function ofOneCheckout({ now, before, ...within }: BumpQuery): string | undefined {
  if (now.build !== undefined) return undefined;
  const { head, base } = userlandPaths(now, userlandAsked(before), within);
  const [path] = [...base, ...head];
  return path === undefined ? undefined : onlyOne(path);
}

const onlyOne = (what: string): string =>
  `${what} is a file of the repository, and only one of it is in this checkout. Give build, which has a copy of each side.`;

/** Inputs that say nothing are left out: it goes from one step to the next as JSON. */
const userlandAsked = ({ rootfs, packages, image }: Userland): NonNullable<Bump['userland']> => ({
  ...(rootfs && { rootfs }),
  ...(packages && { packages: [...packages] }),
  ...(image && { image }),
});

const besides = (changed: readonly string[], each: boolean): string =>
  each
    ? ` Each side has its own userland, for its ${changed.join(', ')} is another.`
    : ` Both have the userland of this change, though its ${changed.join(', ')} is another.`;

const changedUserland = ({ now, before }: BumpQuery): string[] =>
  USERLAND.filter((name) => !isSame(now[name], before[name]));

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const underTest = ({ runtimes }: Asked, cwd: string): ArmSpec[] =>
  armsOf({ runtimes, baselineRuntimes: undefined }, cwd).filter(({ runtime }) => runtime !== 'native');

const without = (arms: readonly ArmSpec[], others: readonly ArmSpec[]): ArmSpec[] =>
  arms.filter(({ id }) => !others.some((other) => other.id === id));

/** What both sides of the base's file would have measured, and those of this run cannot. */
function withdrawnCells({ now, before, cwd }: BumpQuery): WithdrawnCell[] {
  const [wanted, had] = [benchmarksOf(now), benchmarksOf(before)];
  const measures = (arm: ArmSpec | undefined, { id }: Benchmark, benchmarks: readonly Benchmark[]) =>
    arm !== undefined && benchmarks.some((one) => one.id === id) && unsupportedBy(arm, id, benchmarks) === undefined;
  return inPlaces(underTest(before, cwd), underTest(now, cwd)).flatMap(([arm, successor]) =>
    had
      .filter((one) => measures(arm, one, had) && !measures(successor, one, wanted))
      .map((one) => ({ arm: (successor ?? arm).id, benchmark: one.id, ...judgedBy(one) })),
  );
}

function limitedOf(cells: readonly WithdrawnCell[], { now, before }: BumpQuery): WithdrawnCell[] {
  const limits = [...(now.limits ?? []), ...(before.limits ?? [])].map(asNamed);
  return cells.filter((cell) => limits.some((limit) => isAbout(limit, cell)));
}

/** Each with what has its place now: itself, else another of its runtime. */
function inPlaces(prior: readonly ArmSpec[], after: readonly ArmSpec[]): [ArmSpec, ArmSpec | undefined][] {
  const left = without(after, prior);
  return prior.map((arm) => {
    const same = after.find(({ id }) => id === arm.id);
    const at = left.findIndex(({ runtime }) => runtime === arm.runtime);
    return [arm, same ?? (at < 0 ? undefined : left.splice(at, 1)[0])];
  });
}

function judgedBy({ id, metrics, primaryMetric }: Benchmark): Pick<WithdrawnCell, 'metric' | 'unit' | 'direction'> {
  const metric = metrics.find(({ name }) => name === primaryMetric);
  if (!metric) throw new Error(`${id} has no metric ${primaryMetric}`);
  return { metric: metric.name, unit: metric.unit, direction: metric.direction };
}

const written = ({ id, checksum }: ArmSpec): string => id + (checksum ? `#${checksum}` : '');

const listed = (arms: readonly ArmSpec[]): string => arms.map(({ id }) => id).join(', ');

interface Found {
  readonly after: readonly ArmSpec[];
  readonly prior: readonly ArmSpec[];
  readonly changed: { readonly now: readonly ArmSpec[]; readonly before: readonly ArmSpec[] };
}

/** Why the two cannot be measured in one run, with a remedy; undefined where they can. */
function refusalOf({ now, before }: BumpQuery, { after, prior, changed }: Found): string | undefined {
  const names = (arms: readonly ArmSpec[]) => arms.map(({ runtime }) => runtime).sort();
  if (names(changed.now).join() !== names(changed.before).join())
    return 'not each has its counterpart. Add and take out runtimes in a change of their own.';
  const own = [...after, ...prior].find((arm) => ofRepository(arm, now.build !== undefined));
  if (own !== undefined) return onlyOne(own.id);
  const [wanted, had] = [now, before].map((one) => benchmarksOf(one).map(({ id }) => id));
  const gone = (had ?? []).filter((id) => !wanted?.includes(id));
  if (gone.length > 0)
    return `this change no longer measures ${gone.join(', ')}, which only the run of the base can show. Change benchmarks in a change of their own.`;
  return undefined;
}

/** True for a relative path, which is another file at the base: a build has both. */
const ofRepository = (arm: ArmSpec, isBuilt: boolean): boolean => isBuiltPath(arm) && !isBuilt;
