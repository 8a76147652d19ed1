/**
 * Chooses which of the kept documents go. Runs that can be the baseline of another have places of their own: otherwise
 * fifty runs of both sides, as every pull request leaves one, would leave nothing to compare with. Pure.
 */
import { NATIVE, runSchema } from './document.js';
import { groupBy } from './group.js';
import { LARGEST_CLOCK_ERROR_MS } from './limits.js';
import { isTrustedOrigin } from './origin.js';
import { isFinished } from './state.js';
import { idTime } from './texts.js';

/** So many runs of one branch and workflow that measured the same cells are kept. */
const KEPT_ALIKE = 50;
/** A history of boots needs about as many, with some that it cannot use: they go only where no spare one is left. */
const KEPT_BEFORE_OTHERS = 12;
/** So many baselines are kept of all branches together. */
const KEPT_BASELINES = 100;
/** So many other runs are kept: they tell how long a run takes. */
const KEPT_OTHERS = 20;

export interface KeptRun {
  readonly name: string;
  /** What runs have alike that can be a baseline for the same others; undefined for a run that can be none. */
  readonly kind: string | undefined;
}

const headSchema = runSchema.pick({ origin: true, plan: true, stopped: true });

/** Returns the kind of a run from its document, which may lack its blocks; undefined where it can be no baseline. */
export function kindOf(document: unknown): string | undefined {
  const { data } = headSchema.safeParse(document);
  if (data === undefined || !isFinished(data)) return undefined;
  const { origin, plan } = data;
  if (origin !== undefined && !isTrustedOrigin(origin)) return undefined;
  const arms = plan.contrasts.filter(({ baseline }) => baseline === NATIVE).map(({ candidate }) => candidate);
  if (arms.length === 0) return undefined;
  const cells = [arms.sort(), plan.benchmarks.map(({ id }) => id).sort()];
  return JSON.stringify([origin?.repository, origin?.ref, origin?.workflow, ...cells]);
}

/**
 * Sorts what is named by a run: ids begin with the time, so their order is that of the runs. One that a wrong clock
 * has dated ahead comes last: as the newest it would be the last comparable run for as long as the clock was wrong by.
 * It still comes, since the clock may be wrong now.
 */
export function newestFirst<Item>(items: readonly Item[], idOf: (item: Item) => string, now = Date.now()): Item[] {
  const latest = idTime(new Date(now + LARGEST_CLOCK_ERROR_MS).toISOString());
  const sorted = [...items].sort((a, b) => (idOf(a) < idOf(b) ? 1 : -1));
  const isAhead = (item: Item): boolean => idOf(item) > latest;
  return [...sorted.filter((item) => !isAhead(item)), ...sorted.filter(isAhead)];
}

/** Returns the names of those that go. @param runs newest first. */
export function superfluous(runs: readonly KeptRun[]): string[] {
  const others = runs.filter(({ kind }) => kind === undefined);
  const baselines = runs.filter(({ kind }) => kind !== undefined);
  const groups = [...groupBy(baselines, ({ kind }) => kind).values()];
  const beyond = (most: number): Set<KeptRun> => new Set(groups.flatMap((group) => group.slice(most)));
  const [old, spare] = [beyond(KEPT_ALIKE), beyond(KEPT_BEFORE_OTHERS)];
  const left = baselines.filter((run) => !old.has(run)).reverse();
  const leaving = [...left.filter((run) => spare.has(run)), ...left.filter((run) => !spare.has(run))];
  const tooMany = leaving.slice(0, Math.max(0, left.length - KEPT_BASELINES));
  return [...others.slice(KEPT_OTHERS), ...old, ...tooMany].map(({ name }) => name);
}
