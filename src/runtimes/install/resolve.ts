/** Chooses the source of a runtime from all that is known of a host. Pure. */
import type { ArmSpec } from '../../config/arms.js';
import type { PackageVersion } from '../../host/packages/simulation.js';
import { isVersion, offerText } from '../../host/packages/versions.js';
import type { Conflict, Facts, Recipe, Source, Widening } from './recipe.js';
import { type Release, refusalOf } from './release-proof.js';

type ReleaseSource = Extract<Source, { kind: 'release' }>;

/**
 * Returns the source, or why there is none.
 * @throws InputError for a version or checksum that cannot exist.
 */
export function resolve(facts: Facts, arm: ArmSpec, recipe: Recipe): Source | Conflict {
  return resolveHere(facts, arm, recipe) ?? resolveElsewhere(facts, arm, recipe);
}

/** Returns the source as far as the programs on this host decide it; undefined where it has to come from elsewhere. */
export function resolveHere(facts: Facts, arm: ArmSpec, recipe: Recipe): Source | Conflict | undefined {
  if (facts.given) return { kind: 'path', path: facts.given };
  if (facts.installer) return onlyInstalls(facts.installer, arm, recipe);
  const { version } = arm;
  if (!version) return facts.found.has(recipe.programs[0].name) ? wholeHere(facts, recipe) : undefined;
  const installed = installedPackage(facts, recipe);
  if (!installed || isReleaseAlone(arm, recipe)) return undefined;
  if (!arm.checksum && isVersion(installed.version, version)) return { kind: 'found' };
  // An installed package stays as it is. A release lies beside it, and both can be measured in one run.
  return releaseVersion(facts, arm, recipe) ? undefined : otherVersion(installed, arm, recipe);
}

/** Takes what is on this host where no program is missing, so that none is called in vain. */
function wholeHere({ found }: Facts, { programs: [main, ...others] }: Recipe): Source | Conflict {
  const missing = others.find(({ name }) => !found.has(name));
  if (!missing) return { kind: 'found' };
  const problem = `${missing.name}, which ${main.name} needs, is not installed`;
  return conflict('host', problem, 'Install it, or add its folder to PATH.');
}

/** Refuses a program that changes the host as soon as it is asked for its version. */
function onlyInstalls(path: string, arm: ArmSpec, { installer }: Recipe): Conflict {
  const what = installer && `the package ${installer.package}, which installs ${installer.installs}`;
  return conflict('host', `${arm.id}: ${path} is of ${what} as soon as it is called`, installer?.remedy ?? '');
}

/** Returns the recipe's package that is installed, in order of preference. */
export function installedPackage(
  { installed }: Pick<Facts, 'installed'>,
  { packages }: Recipe,
): PackageVersion | undefined {
  return packages.flatMap(({ name }) => {
    const version = installed.get(name);
    return version ? [{ name, version }] : [];
  })[0];
}

function resolveElsewhere(facts: Facts, asked: ArmSpec, recipe: Recipe): Source | Conflict {
  const arm = pinned(facts, asked, recipe);
  if (isConflict(arm)) return arm;
  const release = releaseOf(facts, arm, recipe);
  // A package that is installed in another version stays as it is, and the release lies beside it.
  const isBeside = asked.version !== undefined && installedPackage(facts, recipe) !== undefined;
  if (release && (isBeside || isReleaseAlone(arm, recipe))) return release;
  if (facts.inTheWay) return disturbance(facts.inTheWay, arm, recipe);
  const picked = pick(facts, arm, recipe);
  if (picked) return packageSource(facts, arm, recipe, picked);
  const [first, ...steps] = wideningsLeft(facts, arm);
  if (!first) return release ?? notOffered(facts, arm, recipe);
  const places = [first, ...steps].map((step) => (step === 'lists' ? SOURCES : (facts.more.get(step) ?? step)));
  const what = packageText(recipe.packages[0]?.name ?? recipe.runtime, arm);
  return { kind: 'more', what, steps: [first, ...steps], places, ...(release && { otherwise: release }) };
}

const SOURCES = "this host's package sources";
const isConflict = (one: ArmSpec | Conflict): one is Conflict => 'kind' in one;

/** Returns the arm with the version that its package must have on this host. */
function pinned(facts: Facts, arm: ArmSpec, recipe: Recipe): ArmSpec | Conflict {
  const { pinnedTo, programs, runtime } = recipe;
  const version = pinnedTo && facts.installed.get(pinnedTo);
  if (!version) return arm;
  if (!arm.version || isVersion(version, arm.version)) return { ...arm, version };
  const same = `and ${programs[0].name} must be of the same version`;
  const problem = `${arm.id}: ${pinnedTo} ${version} is installed here, ${same}`;
  const isOffered = offersOf(facts, recipe).some((one) => one.version === version);
  return conflict(
    'host',
    problem,
    isOffered ? `Ask for ${runtime} or ${runtime}@${version}.` : catchUp(facts, arm, recipe),
  );
}

/** Sources that have moved on offer a package and the one that it is pinned to in newer versions alone. */
function notOfThisVersion(facts: Facts, arm: ArmSpec, recipe: Recipe): Conflict {
  const { pinnedTo, packages } = recipe;
  const problem = `${arm.id}: ${pinnedTo} ${arm.version} is installed here, and this host's package sources offer no ${packages[0]?.name} of that version`;
  return conflict('host', problem, catchUp(facts, arm, recipe));
}

/** Returns what a person does, who alone may change what was here before. */
function catchUp(facts: Facts, { version: _, ...arm }: ArmSpec, recipe: Recipe): string {
  const { pinnedTo } = recipe;
  const offered = offersOf(facts, recipe);
  const first =
    offered.length > 0
      ? `They offer: ${offerText(offered)}. Bring ${pinnedTo} to such a version first (apt-get install ${pinnedTo})`
      : 'Run apt-get update';
  return `${first}, or ${instead(facts, arm, recipe)}.`;
}

/** Tells whether only a release can be meant. */
function isReleaseAlone({ version, checksum }: ArmSpec, { release, packages }: Recipe): boolean {
  if (!release) return false;
  if (packages.length === 0) return true;
  return version !== undefined && (release.pattern ? release.pattern.test(version) : checksum !== undefined);
}

/** Returns the version of the release; undefined where no release is meant, or where there can be none. */
function releaseVersion(
  { distribution }: Facts,
  { version, checksum }: ArmSpec,
  { release }: Recipe,
): string | undefined {
  if (release?.byChecksumAlone && checksum === undefined) return undefined;
  const wanted = version ?? release?.usual?.(distribution);
  if (!release || !wanted || (version && release.pattern && !release.pattern.test(version))) return undefined;
  return release.normalize?.(wanted) ?? wanted;
}

function releaseOf(facts: Facts, arm: ArmSpec, recipe: Recipe): ReleaseSource | undefined {
  const version = releaseVersion(facts, arm, recipe);
  if (!version || !recipe.release) return undefined;
  const { runtime, checksum } = arm;
  const release: Release = { runtime, version, ...(checksum && { checksum }) };
  const { arch } = facts.distribution;
  const file = recipe.release.file(version, arch);
  const checksums = recipe.release.checksums?.(version, arch);
  const refusal = refusalOf(arch, facts.mirror, release, checksums);
  const offer = offerOf(facts, recipe);
  return { kind: 'release', release, file, offer, ...(checksums && { checksums }), ...(refusal && { refusal }) };
}

function offerOf(facts: Facts, recipe: Recipe): string {
  const offered = offersOf(facts, recipe);
  return offered.length > 0 ? `This host's package sources offer: ${offerText(offered)}.` : '';
}

/**
 * Returns the offers of the packages that have the programs, without those of packages that are installed with them.
 */
export const offersOf = ({ offered }: Facts, { packages }: Recipe): PackageVersion[] =>
  offered.filter((one) => packages.some(({ name }) => name === one.name));

/** Picks the preferred package first, and of each package the version that apt itself would install. */
function pick({ candidates, offered }: Facts, { version }: ArmSpec, recipe: Recipe): PackageVersion | undefined {
  const inOrder = recipe.packages.flatMap(({ name }) => {
    const candidate = candidates.get(name);
    return [...(candidate ? [{ name, version: candidate }] : []), ...offered.filter((one) => one.name === name)];
  });
  const fits = (one: string) => (version ? isVersion(one, version) : (recipe.accepts?.(one) ?? true));
  return inOrder.find((one) => fits(one.version));
}

function packageSource(facts: Facts, arm: ArmSpec, recipe: Recipe, picked: PackageVersion): Source {
  const { name, version } = picked;
  const { sameVersion = [], with: others = [] } = recipe.packages.find((one) => one.name === name) ?? {};
  // A package that is requested without a version can be installed even where the lists are older than the mirror.
  const isBare = !arm.version && facts.candidates.get(name) === version;
  const pin = (one: string) => (isBare ? one : `${one}=${version}`);
  const same = sameVersion.filter((one) => facts.offered.some((it) => it.name === one && it.version === version));
  const also = others.filter((one) => facts.candidates.has(one));
  return {
    kind: 'package',
    what: packageText(name, arm),
    pins: [...new Set([name, ...same].map(pin)), ...also],
    instead: instead(facts, arm, recipe),
  };
}

const packageText = (name: string, { version }: ArmSpec): string => `package ${name}${version ? ` ${version}` : ''}`;

/** Returns what is left to be tried before a package is given up. */
function wideningsLeft({ lists, more }: Facts, { version }: ArmSpec): Widening[] {
  if (lists === 'none') return [];
  const isOld = lists === 'empty' || (lists === 'old' && version !== undefined);
  return [...(isOld ? (['lists'] as const) : []), ...more.keys()];
}

/**
 * Tells the user how to get the runtime without the package. A program that is already on this host is named first.
 */
function instead(facts: Facts, { runtime, version }: ArmSpec, recipe: Recipe): string {
  const here = facts.found.get(recipe.programs[0].name) ?? `./${runtime}`;
  const byPath = recipe.byPathHint ?? `give a binary by path (${runtime}=${here})`;
  const ways = [
    ...(recipe.byPath === 'refused' ? [] : [byPath]),
    ...(version ? ['ask for another version'] : []),
    `leave ${runtime} out`,
  ];
  return ways.join(', or ');
}

function conflict(by: Conflict['by'], problem: string, remedy: string): Conflict {
  return { kind: 'conflict', what: problem, problem, remedy, by };
}

/**
 * Refuses to replace another version that was installed before. It may be in use, and replacing it could not be undone
 * byte for byte.
 */
function otherVersion({ name, version }: PackageVersion, arm: ArmSpec, recipe: Recipe): Conflict {
  const ways = {
    program: 'give the binary of the wanted version by path',
    folder: recipe.byPathHint ?? 'give its folder by path',
    refused: 'measure the version it has',
  };
  return conflict(
    'host',
    `package ${name} ${version} is installed, and ${arm.version} was asked for`,
    `Tare does not replace a package that was here before it: remove it first, or ${ways[recipe.byPath]}.`,
  );
}

function disturbance(socket: string, arm: ArmSpec, { packages, runtime, byPathHint }: Recipe): Conflict {
  const remedy =
    `a daemon that no package brought listens on ${socket}, and the package would start its own in its place: ` +
    `add the folder of your own ${runtime} to PATH; ${byPathHint ? `${byPathHint}; ` : ''}or leave ${runtime} out.`;
  const what = packageText(packages[0]?.name ?? runtime, arm);
  return { ...conflict('host', `${runtime} is not installed`, remedy), what, refused: true };
}

function notOffered(facts: Facts, arm: ArmSpec, recipe: Recipe): Conflict {
  const { version } = arm;
  const name = recipe.packages[0]?.name;
  if (name === undefined)
    return conflict('host', `${recipe.runtime} is not on PATH, and no package has it`, unpackaged(facts, arm, recipe));
  if (facts.lists === 'none') {
    const problem = `this host has no apt, from which ${recipe.runtime} would be installed`;
    return conflict('host', problem, `Install it yourself, or ${instead(facts, arm, recipe)}.`);
  }
  if (recipe.pinnedTo && facts.installed.has(recipe.pinnedTo)) return notOfThisVersion(facts, arm, recipe);
  const offered = offersOf(facts, recipe);
  if (version)
    return conflict(
      'request',
      `${recipe.runtime} ${version} is not offered by this host's package sources`,
      offered.length > 0
        ? `They offer: ${offerText(offered)}. Ask for one of these, or add a source that has ${version}.`
        : `They offer no ${recipe.runtime} at all: run apt-get update, or add a source that has it.`,
    );
  return conflict(
    'host',
    `this host's package sources offer no ${name} that can be used`,
    offered.length > 0
      ? `They offer: ${offerText(offered)}.`
      : `Run apt-get update, add a source that has ${name}, or ${instead(facts, arm, recipe)}.`,
  );
}

function unpackaged(facts: Facts, arm: ArmSpec, recipe: Recipe): string {
  const ofRelease = recipe.release ? `ask for a release (${recipe.runtime}@VERSION#sha256:…), or ` : '';
  return `Add its folder to PATH, ${ofRelease}${instead(facts, arm, recipe)}.`;
}
