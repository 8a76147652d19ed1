/** The types in which a runtime declares its programs and the ways in which they can be installed. */

import type { LinuxDistribution } from '../../host/host.js';
import type { SealedFolder } from '../../host/own-names.js';
import type { PackageVersion } from '../../host/packages/simulation.js';
import type { VendorRepository } from '../../host/packages/vendor/apt-repository.js';
import type { Accounts } from './accounts.js';
import type { Release } from './release-proof.js';
import type { Service } from './services.js';

export interface Program {
  /** The name in a run document, which is also the base name of the file. */
  readonly name: string;
  /** Absolute paths that different packagers use; absent where the program is on PATH. */
  readonly places?: readonly string[];
}

/** A package that has the programs. */
export interface PackageChoice {
  readonly name: string;
  /** Packages that must be of the same version, where they are offered. */
  readonly sameVersion?: readonly string[];
  /** Packages that are installed with it, in the version that apt chooses, where they are offered. */
  readonly with?: readonly string[];
}

export interface ReleaseArchive {
  /** The folder of the cache that it is unpacked into. */
  readonly folder: SealedFolder;
  /** Returns the names within the archive of the programs, or of folders that have them. */
  members(version: string, arch: string): Readonly<Record<string, string>>;
  /** Patterns of `tar --exclude` for what is not needed; absent where all is unpacked. */
  readonly leaveOut?: readonly string[];
}

/** Programs that their publisher offers by version, as one executable or in one archive, with a checksum. */
export interface ReleaseRecipe {
  /**
   * Returns the address of the file.
   * @param arch dpkg's name of the architecture.
   * @throws HostError for an architecture that it is not offered for.
   */
  file(version: string, arch: string): string;
  /**
   * Returns the address of the publisher's own checksum file, for versions whose checksum we do not know; absent where
   * there is none.
   */
  checksums?(version: string, arch: string): string;
  /** Absent where the file itself is the executable. */
  readonly archive?: ReleaseArchive;
  /** Set where a release is taken only by the checksum that the user gives: its publisher has none. */
  readonly byChecksumAlone?: true;
  /** The form of its versions, where no version of a package has that form. */
  readonly pattern?: RegExp;
  /**
   * Returns a version as it is written in addresses.
   * @throws InputError for a version that cannot exist, or that is too old.
   */
  normalize?(version: string): string;
  /** Returns the version to take where the user names none and there is nothing else. */
  usual?(distribution: LinuxDistribution): string | undefined;
}

/** The meaning of an arm's `runtime=path`: the executable itself, or the folder that has all programs. */
export type ByPath = 'program' | 'folder' | 'refused';

export interface Recipe {
  readonly runtime: string;
  /** The first program decides whether the runtime is installed. */
  readonly programs: readonly [Program, ...Program[]];
  /** Packages in order of preference; empty where the runtime is not packaged. */
  readonly packages: readonly PackageChoice[];
  readonly byPath: ByPath;
  /** How to get it by path, for messages; absent where `runtime=./runtime` says enough. */
  readonly byPathHint?: string;
  /** A package of the host whose version the runtime's own package must have. */
  readonly pinnedTo?: string;
  /** A package whose programs of these names only install something, whatever they are called for: never call them. */
  readonly installer?: {
    readonly package: string;
    /** What they install. */
    readonly installs: string;
    /** What the user can do instead, as a whole sentence. */
    readonly remedy: string;
  };
  /** The accounts that installing its packages adds to the host. */
  readonly accounts?: Accounts;
  /** Daemons that its packages start and stop. */
  readonly services?: readonly Service[];
  /** Tells whether a package of this version is acceptable where the user names none. Absent where any version is. */
  accepts?(packageVersion: string): boolean;
  /** Set where the distribution's backports may have an acceptable version. */
  readonly backports?: true;
  /** Returns another publisher of packages; undefined for a distribution that it does not serve. */
  vendor?(distribution: LinuxDistribution): VendorRepository | undefined;
  readonly release?: ReleaseRecipe;
  /** Returns programs that belong to the main one and lie beside it. They are recorded in the run document too. */
  companions?(main: string): readonly { readonly name: string; readonly path: string }[];
  /** @throws InputError for a program whose version, in the words of its `--version`, cannot be used. */
  refuse?(version: string): void;
}

/** What may be done so that apt offers more, in the order in which it is tried. */
export const WIDENINGS = ['lists', 'backports', 'vendor'] as const;
export type Widening = (typeof WIDENINGS)[number];

/** All facts that the choice of a source depends on. */
export interface Facts {
  readonly distribution: LinuxDistribution;
  /** The executable or folder that the user gave, after it was checked. */
  readonly given?: string;
  /** The paths of the recipe's programs that are on this host. */
  readonly found: ReadonlyMap<string, string>;
  /** The path of the one among them that is the recipe's installer. */
  readonly installer?: string;
  /** The installed versions of the recipe's packages, and of the one that they are pinned to. */
  readonly installed: ReadonlyMap<string, string>;
  /**
   * The version that apt itself would install of each package. It is not always the newest, because backports are only
   * taken on request.
   */
  readonly candidates: ReadonlyMap<string, string>;
  /** All versions that the host's sources offer, newest first. */
  readonly offered: readonly PackageVersion[];
  /**
   * The state of apt's lists: they were never fetched, may be old, or are taken as current; `none` on a host without
   * apt.
   */
  readonly lists: 'none' | 'empty' | 'old' | 'current';
  /** What can be added to apt's sources, each with its name for messages. */
  readonly more: ReadonlyMap<Exclude<Widening, 'lists'>, string>;
  /** The socket of a daemon that belongs to no package and that an installation would replace. */
  readonly inTheWay?: string;
  readonly mirror?: string;
}

/** The source that a runtime comes from. */
export type Source =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'found' }
  /** `pins` are the arguments for apt: `runc` or `runc=1.1.5`. */
  | { readonly kind: 'package'; readonly what: string; readonly pins: readonly string[]; readonly instead: string }
  | {
      readonly kind: 'release';
      readonly release: Release;
      readonly file: string;
      /** Absent where the publisher offers no checksums. */
      readonly checksums?: string;
      /** What the sources of packages offer, for the error where the release cannot be had. */
      readonly offer: string;
      /** Why it may not be downloaded, where it is not in the cache. */
      readonly refusal?: { readonly problem: string; readonly remedy: string };
    }
  /** Nothing that is offered is acceptable before one of these steps is tried. */
  | {
      readonly kind: 'more';
      readonly what: string;
      readonly steps: readonly [Widening, ...Widening[]];
      /** The source that each of the steps would add. */
      readonly places: readonly string[];
      /** The release that is taken where no step helps either. */
      readonly otherwise?: Extract<Source, { kind: 'release' }>;
    };

/** Why there is no source. */
export interface Conflict {
  readonly kind: 'conflict';
  /** What is missing, in a few words. */
  readonly what: string;
  /** The same, in the words of an error. */
  readonly problem: string;
  readonly remedy: string;
  /** Whether another request would solve it, or only another host. */
  readonly by: 'request' | 'host';
  /** Set where an installation would change packages that were here before. */
  readonly refused?: true;
}
