/** Matches the runtimes of a baseline with those of a candidate, to be measured back to back in one run. */
import { InputError } from '../errors.js';
import { type ArmSpec, type KnownRuntime, parseArms } from './arms.js';

/** This suffix tells an arm from the candidate's arm of the same name. No arm that a user can write ends in it. */
const SUFFIX = ' (baseline)';

/** Returns the id of an arm on the side of the baseline where the other side has an arm of the same name. */
export const baselineId = (id: string): string => id + SUFFIX;

/**
 * Returns native, then the baseline's arms, then the candidate's; the first of one side is compared with the first of
 * the other, and so on. Arms are matched by the names of their runtimes where both sides name the same ones equally
 * often, else one by one in the order given. The same arm on both sides measures it against itself.
 * @param folders that relative paths of each side start at.
 * @throws InputError for arms that cannot be read, or sides that cannot be matched.
 */
export function parseSides(
  baseline: readonly string[],
  candidate: readonly string[],
  known: readonly KnownRuntime[],
  folders: { readonly baseline: string; readonly candidate: string },
): ArmSpec[] {
  const [native, ...now] = parseArms(candidate, known, folders.candidate);
  const before = parseArms(baseline, known, folders.baseline, 'baseline-runtimes').slice(1);
  const ids = new Set(now.map(({ id }) => id));
  const matched = matchByName(before, now) ?? matchInOrder(before, now);
  return [
    ...(native ? [native] : []),
    ...matched.map((arm) => ({ ...arm, id: ids.has(arm.id) ? baselineId(arm.id) : arm.id, side: 'baseline' as const })),
    ...now.map((arm) => ({ ...arm, side: 'candidate' as const })),
  ];
}

/** Returns what a user writes to get this arm. */
export function writtenId(id: string): string {
  return id.endsWith(SUFFIX) ? id.slice(0, -SUFFIX.length) : id;
}

/** Returns the baseline's arms in the order of their counterparts; undefined where the names do not match. */
function matchByName(before: readonly ArmSpec[], now: readonly ArmSpec[]): ArmSpec[] | undefined {
  const left = [...before];
  const matched = now.flatMap(({ runtime }) => {
    const at = left.findIndex((arm) => arm.runtime === runtime);
    return at < 0 ? [] : left.splice(at, 1);
  });
  return left.length === 0 && matched.length === now.length && now.length > 0 ? matched : undefined;
}

function matchInOrder(before: readonly ArmSpec[], now: readonly ArmSpec[]): readonly ArmSpec[] {
  if (before.length === now.length && now.length > 0) return before;
  if (now.length === 0)
    throw new InputError(
      'baseline-runtimes: native alone is measured, and it has no other side.',
      'Name a runtime with runtimes, and its counterpart here.',
    );
  const names = (arms: readonly ArmSpec[]) => arms.map(({ id }) => id).join(', ') || 'none but native';
  throw new InputError(
    `baseline-runtimes: ${names(before)} cannot be matched with the runtimes ${names(now)}.`,
    'Give each runtime its counterpart: the same names on both sides, or as many in the same order.',
  );
}
