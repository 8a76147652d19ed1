/**
 * Profiles of AppArmor that packages load into the kernel when they are installed. Their purge removes the files and
 * leaves what is loaded.
 */
import { lstatSync } from 'node:fs';
import { KERNEL, loadedProfiles, unloading } from '../apparmor.js';
import { readPlainText } from '../files/plain-file.js';
import { filesOf } from './dpkg.js';

const FOLDER = '/etc/apparmor.d/';

/** The names of the profiles that were loaded before these packages are installed. */
export interface ProfilesBefore {
  readonly packages: readonly string[];
  /** Absent where the kernel tells of none. */
  readonly profiles?: readonly string[] | undefined;
}

/** What the journal has of a profile. */
export interface MadeProfile {
  readonly kind: 'command';
  readonly argv: string[];
  readonly madeBy: { readonly what: string; readonly packages: string[] };
}

/**
 * Returns what unloads the profiles that are new and stand in the files of these packages: somebody else may have
 * loaded others meanwhile.
 * @param files returns the files that came with a package; tests have others in their place.
 */
export async function profilesMade(
  { profiles, packages }: ProfilesBefore,
  kernel = KERNEL,
  files = filesOf,
): Promise<MadeProfile[]> {
  const loaded = loadedProfiles(kernel) ?? [];
  const added = profiles ? loaded.filter((name) => !profiles.includes(name)) : [];
  if (added.length === 0) return [];
  const paths = (await Promise.all(packages.map(files))).flat().filter((path) => path.includes(FOLDER));
  const words = new Set(paths.filter(isFile).flatMap((path) => readPlainText(path).split(/[\s"{]+/)));
  return added
    .filter((name) => words.has(name))
    .map((name) => ({
      kind: 'command',
      argv: unloading(literally(name), [], kernel),
      madeBy: { what: `AppArmor's profile ${name}`, packages: [...packages] },
    }));
}

/** Some profiles are named by a pattern of paths, which sh would take for its own. */
const literally = (name: string): string => name.replace(/[\\*?[\]]/g, '\\$&');

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
