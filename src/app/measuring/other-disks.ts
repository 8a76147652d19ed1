/**
 * Leaves out the file benchmarks of the root where the two arms of a contrast keep their roots on different disks, as
 * a daemon of the user's may: the difference would be that of the disks.
 */
import { existsSync } from 'node:fs';
import { HostError } from '../../errors.js';
import { hostFiles } from '../../host/facts/files.js';
import { isSameStorage, readStorage, type Storage } from '../../host/facts/storage.js';
import type { HostFacts } from '../../host/host.js';
import { plannedPairs } from '../../results/cells.js';
import type { Plan, RunDocument } from '../../results/document.js';
import type { PreparedArm } from '../../runtimes/runtime.js';

/** The benchmarks whose figures are those of the file system below the root. */
const ON_ROOT = /^fileio\.root\./;

/** Where an arm keeps what its sandboxes write to their root. */
export interface RootPlace {
  /** Named where it is no folder of Tare's. */
  readonly folder?: string;
  /** Undefined where the folder is not seen from here, as in a container or a virtual machine of the daemon's. */
  readonly storage?: Storage;
}

type PlaceOf = (arm: string) => RootPlace;

type Prepared = ReadonlyMap<string, { readonly prepared: Pick<PreparedArm, 'rootsBelow'> }>;

/** Returns how to look up where the roots of an arm are. */
export function rootPlaces({ paths }: Pick<HostFacts, 'paths'>, arms: Prepared): PlaceOf {
  const files = hostFiles();
  return (arm) => {
    const folder = arms.get(arm)?.prepared.rootsBelow;
    if (folder === undefined) return { storage: readStorage(files, paths.work) };
    return existsSync(folder) ? { folder, storage: readStorage(files, folder) } : { folder };
  };
}

/**
 * Every cell that would compare disks becomes a row with the reason.
 * @throws HostError where a run that measured such a cell is to go on.
 */
export function withoutOtherDisks(plan: Plan, placeOf: PlaceOf, resumed?: RunDocument): Plan {
  const more = plannedPairs(plan).flatMap(({ contrast: { baseline, candidate }, benchmark }) => {
    if (!ON_ROOT.test(benchmark.id)) return [];
    const reason = otherDisk(placeOf(candidate), placeOf(baseline), baseline);
    return reason === undefined ? [] : [{ arm: candidate, benchmark: benchmark.id, reason }];
  });
  const [first] = more;
  if (first === undefined) return plan;
  if (resumed !== undefined)
    throw new HostError(
      `The run cannot be resumed: it measured ${first.benchmark} of ${first.arm}, and ${first.reason}.`,
      'Start a new run.',
    );
  return { ...plan, excluded: [...(plan.excluded ?? []), ...more] };
}

/** Says why two roots cannot be compared, for the middle of a sentence; undefined where they can. */
function otherDisk(one: RootPlace, other: RootPlace, otherArm: string): string | undefined {
  if (one.folder !== undefined && one.folder === other.folder) return undefined;
  const areSeen = one.storage !== undefined && other.storage !== undefined;
  if (areSeen && isSameStorage(one.storage, other.storage)) return undefined;
  const places = `its root is ${shown(one)} and that of ${otherArm} ${shown(other)}`;
  if (!areSeen) return `${places}, so the disks may differ`;
  return `${places}, so the figures would be those of the disks; TARE_STATE_DIR may lead to the same one`;
}

const shown = ({ folder = '', storage }: RootPlace): string =>
  storage === undefined
    ? `in ${folder} (not seen from here)`
    : `on ${storage.device} (${[storage.filesystem, folder].filter(Boolean).join(', ')})`;
