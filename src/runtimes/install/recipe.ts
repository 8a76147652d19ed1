/** What a runtime declares about its programs, and the ways in which they can come onto a host. Types alone. */
import type { LinuxDistribution } from '../../host/host.js';
import type { PackageVersion } from '../../host/packages/simulation.js';
import type { VendorRepository } from '../../host/packages/vendor-apt.js';
import type { Accounts } from './accounts.js';
import type { Release } from './release-proof.js';
import type { Service } from './services.js';

export interface Program {
  /** What it is called in a run document, and the base name of its file. */
  readonly name: string;
  /** Absolute paths that different packagers use; absent where PATH has it. */
  readonly places?: readonly string[];
}

/** A package that has the programs. */
export interface PackageChoice {
  readonly name: string;
  /** Packages that must be of the same version, where they are offered. */
  readonly sameVersion?: readonly string[];
  /** Packages that come with it, in the version that apt takes, where they are offered. */
  readonly with?: readonly string[];
}

/** Programs that their publisher offers by version, as one executable or in one archive, with a checksum. */
export interface ReleaseRecipe {
  /** Address of the file; `arch` is dpkg's name. @throws HostError for an architecture it has none for. */
  file(version: string, arch: string): string;
  /** Address of the publisher's own checksum file, for versions whose checksum we do not know; absent where none is. */
  checksums?(version: string, arch: string): string;
  /** Names of the programs within an archive; absent where the file itself is the executable. */
  members?(version: string, arch: string): Readonly<Record<string, string>>;
  /** What its versions look like, where a version of a package never looks so. */
  readonly pattern?: RegExp;
  /** As a version is written in addresses. @throws InputError for one that there cannot be, or that is too old. */
  normalize?(version: string): string;
  /** The version to take where the user names none and there is nothing else. */
  usual?(distribution: LinuxDistribution): string | undefined;
}

/** How an arm's `runtime=path` is meant: the executable itself, or the folder that has all programs. */
export type ByPath = 'program' | 'folder' | 'refused';

export interface Recipe {
  readonly runtime: string;
  /** The first decides whether the runtime is there. */
  readonly programs: readonly [Program, ...Program[]];
  /** The preferred first; none where it is not packaged. */
  readonly packages: readonly PackageChoice[];
  readonly byPath: ByPath;
  /** How to have it by path, for messages; absent where `runtime=./runtime` says it all. */
  readonly byPathHint?: string;
  /** A package of the host that the runtime's own must have the version of. */
  readonly pinnedTo?: string;
  /** What installing its packages adds to the host's accounts. */
  readonly accounts?: Accounts;
  /** Daemons that its packages start and stop. */
  readonly services?: readonly Service[];
  /** Whether a package of this version will do where the user names none. Absent where any will. */
  accepts?(packageVersion: string): boolean;
  /** Set where the distribution's backports may have a version that will do. */
  readonly backports?: true;
  /** Who else packages it; undefined for a distribution they do not serve. */
  vendor?(distribution: LinuxDistribution): VendorRepository | undefined;
  readonly release?: ReleaseRecipe;
  /** Programs that belong to the main one and lie where it does, in a run document too. */
  companions?(main: string): readonly { readonly name: string; readonly path: string }[];
  /** @throws InputError for a program, in the words of its `--version`, that cannot be used. */
  refuse?(version: string): void;
}

/** What may be done so that apt offers more, in the order in which it is tried. */
export const WIDENINGS = ['lists', 'backports', 'vendor'] as const;
export type Widening = (typeof WIDENINGS)[number];

/** All that the choice of a source depends on. */
export interface Facts {
  readonly distribution: LinuxDistribution;
  /** The executable or folder that the user gave, looked at. */
  readonly given?: string;
  /** Paths of the recipe's programs that are here. */
  readonly found: ReadonlyMap<string, string>;
  /** Versions of the recipe's packages that are installed, and of the one they are pinned to. */
  readonly installed: ReadonlyMap<string, string>;
  /** What apt itself would install of each: not always the newest, since backports are only taken on request. */
  readonly candidates: ReadonlyMap<string, string>;
  /** All versions that the host's sources offer, newest first. */
  readonly offered: readonly PackageVersion[];
  /** Whether apt's lists were never fetched, may be old, or are taken as they are; `none` on a host without apt. */
  readonly lists: 'none' | 'empty' | 'old' | 'current';
  /** What there is to add to apt's sources: each with its name for messages. */
  readonly more: ReadonlyMap<Exclude<Widening, 'lists'>, string>;
  /** The socket of a daemon of no package that an installation would take away. */
  readonly inTheWay?: string;
  readonly mirror?: string;
}

/** Where a runtime comes from. */
export type Source =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'found' }
  /** `pins` are as apt is asked for them: `runc` or `runc=1.1.5`. */
  | { readonly kind: 'package'; readonly what: string; readonly pins: readonly string[]; readonly instead: string }
  | {
      readonly kind: 'release';
      readonly release: Release;
      readonly file: string;
      /** Absent where its publisher gives none. */
      readonly checksums?: string;
      /** What the sources of packages offer, for the error where it cannot be had. */
      readonly offer: string;
      /** Why it may not be downloaded, where it is not in the cache. */
      readonly refusal?: { readonly problem: string; readonly remedy: string };
    }
  /** Nothing that is offered will do before one of these is tried. */
  | {
      readonly kind: 'more';
      readonly what: string;
      readonly steps: readonly [Widening, ...Widening[]];
      /** Where each of the steps would have it from. */
      readonly places: readonly string[];
      /** Taken where it is not there either. */
      readonly otherwise?: Extract<Source, { kind: 'release' }>;
    };

/** Why there is no source. */
export interface Conflict {
  readonly kind: 'conflict';
  /** What is lacking, in a few words. */
  readonly what: string;
  /** The same as an error says it. */
  readonly problem: string;
  readonly remedy: string;
  /** Whether another request would solve it, or only another host. */
  readonly by: 'request' | 'host';
  /** Set where an installation would change what was here before. */
  readonly refused?: true;
}
