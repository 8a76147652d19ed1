/** Installs the programs of every runtime, and describes for `check` what an installation would do. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { HostError, InputError } from '../../errors.js';
import type { Host, HostFacts } from '../../host/host.js';
import {
  ensurePackages,
  filesOf,
  foreseenRefusal,
  installedVersions,
  isPackaged,
  refreshPackageLists,
} from '../../host/packages/apt.js';
import { addBackports } from '../../host/packages/backports.js';
import { addRepository } from '../../host/packages/vendor/apt-repository.js';
import { offerText } from '../../host/packages/versions.js';
import type { Binary } from '../../results/document.js';
import type { Installed, Missing } from '../runtime.js';
import { withAccounts } from './accounts.js';
import { identifyAll, identifyBinary, requireProgram } from './binaries.js';
import { findPrograms, gatherFacts } from './facts.js';
import type { Conflict, Facts, Program, Recipe, Source, Widening } from './recipe.js';
import { downloadText, fetchRelease, isDownloaded } from './release.js';
import { installedPackage, offersOf, resolve } from './resolve.js';
import { missingUnpacker } from './unpack.js';

/**
 * Returns the source that an installation would use, as far as the package lists on this host tell. It changes
 * nothing.
 */
export async function sourceOf(host: HostFacts, arm: ArmSpec, recipe: Recipe): Promise<Source | Conflict> {
  const facts = await gatherFacts(host, arm, recipe);
  return resolve(facts.lists === 'old' ? { ...facts, lists: 'current' } : facts, arm, recipe);
}

/**
 * Returns what `installRecipe` would have to do.
 * @throws InputError for a request that cannot be met.
 */
export async function checkRecipe(host: HostFacts, arm: ArmSpec, recipe: Recipe): Promise<Missing[]> {
  return describeSource(host, await sourceOf(host, arm, recipe), recipe);
}

/** Does the same for a source that is known already. */
export async function describeSource(host: HostFacts, source: Source | Conflict, recipe: Recipe): Promise<Missing[]> {
  switch (source.kind) {
    case 'path':
    case 'found':
      return [];
    case 'conflict': {
      const { what, remedy, refused } = source;
      return [{ what, remedy, installable: false, ...(refused && { refused }) }];
    }
    case 'release': {
      if (recipe.release && isDownloaded(host, source, recipe.release)) return [];
      const what = `${source.release.runtime} ${source.release.version}`;
      const { refusal } = source;
      if (refusal) return [{ what: `${what}: ${refusal.problem}`, remedy: refusal.remedy, installable: false }];
      const unpacker = recipe.release?.archive && missingUnpacker(source.file);
      const release = { what, remedy: downloadText(host.distribution.arch, source), installable: true };
      return unpacker ? [release, unpacker] : [release];
    }
    case 'more': {
      // Fetching the lists again changes little, and the release is known, so the release is described.
      const isListsAlone = source.steps.every((step) => step === 'lists');
      if (source.otherwise && isListsAlone) return describeSource(host, source.otherwise, recipe);
      return [
        { what: source.what, remedy: `tare installs it from ${source.places.join(', or from ')}`, installable: true },
      ];
    }
    case 'package':
      return [await describePackage(host, source)];
  }
}

async function describePackage(
  host: HostFacts,
  { what, pins, instead }: Extract<Source, { kind: 'package' }>,
): Promise<Missing> {
  const refusal = await foreseenRefusal(host, pins, instead);
  if (!refusal) return { what, remedy: `tare installs it from this host's package sources`, installable: true };
  const { harm, remedy } = refusal;
  return { what, remedy: `apt would ${harm}. ${remedy}`, installable: false, refused: true };
}

/**
 * Uses the programs on this host where they fit, and installs what is missing.
 * @throws InputError for a version that nobody offers, HostError where it cannot be had; both say what is offered.
 */
export async function installRecipe(host: Host, arm: ArmSpec, recipe: Recipe): Promise<Installed> {
  const source = await settle(host, arm, recipe, []);
  switch (source.kind) {
    case 'path':
      return recipe.byPath === 'folder'
        ? installedFolder(recipe, source.path)
        : installedBinary(recipe, source.path, 'path');
    case 'found':
      return describeFound(arm, recipe);
    case 'package':
      await withAccounts(host, recipe, () => ensurePackages(host, source.pins, source.instead));
      return describeFound(arm, recipe);
    case 'release': {
      if (!recipe.release) throw new Error(`${recipe.runtime} has no releases`);
      const fetched = await fetchRelease(host, source, recipe.release);
      return recipe.byPath === 'folder'
        ? installedFolder(recipe, dirname(fetched.path), fetched.source)
        : installedBinary(recipe, fetched.path, fetched.source);
    }
  }
}

type Settled = Exclude<Source, { kind: 'more' }>;

/** Adds to apt's sources until something fits. */
async function settle(host: Host, arm: ArmSpec, recipe: Recipe, tried: readonly Widening[]): Promise<Settled> {
  const facts = await gatherFacts(host, arm, recipe, tried);
  const source = withoutConflict(resolve(facts, arm, recipe));
  if (source.kind !== 'more') return source;
  if (!host.mayInstall) {
    if (source.otherwise) return source.otherwise;
    throw new HostError(`${source.what} is missing.`, 'Install it yourself, or run without --install never.');
  }
  const [step] = source.steps;
  const undo = await WIDEN[step](host, recipe, facts, source.what);
  return undoUnless(undo, () => settle(host, arm, recipe, [...tried, step]));
}

/** @throws InputError or HostError for a conflict, in its words. */
export function withoutConflict(source: Source | Conflict): Source {
  if (source.kind !== 'conflict') return source;
  const { problem, remedy, by } = source;
  throw new (by === 'request' ? InputError : HostError)(problem, remedy);
}

/** Removes an added source again at once where it turns out to be of no use. */
async function undoUnless(undo: () => Promise<void>, next: () => Promise<Settled>): Promise<Settled> {
  let isOfUse = false;
  try {
    const source = await next();
    isOfUse = source.kind === 'package';
    return source;
  } finally {
    if (!isOfUse) await undo();
  }
}

type Undo = () => Promise<void>;
const nothing: Undo = async () => undefined;

/** @param what is wanted, for the error. */
type Widen = (host: Host, recipe: Recipe, facts: Facts, what: string) => Promise<Undo>;

const WIDEN: Readonly<Record<Widening, Widen>> = {
  /** Lists that are merely old are used where they cannot be fetched again. */
  async lists(host, _recipe, { lists }) {
    try {
      await refreshPackageLists(host);
    } catch (error) {
      if (lists === 'empty' || !(error instanceof HostError)) throw error;
      host.log.warn(error.message);
    }
    return nothing;
  },
  async backports(host) {
    await addBackports(host);
    return nothing;
  },
  async vendor(host, recipe, facts, what) {
    const repository = recipe.vendor?.(host.distribution);
    if (!repository) return nothing;
    try {
      return await addRepository(host, repository);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      const offered = offersOf(facts, recipe);
      const others = offered.length > 0 ? offerText(offered) : `no ${recipe.runtime} at all`;
      throw new HostError(
        `${what} cannot be had.\nThis host's package sources offer: ${others}.\n${repository.uri} was tried after them: ${error.message}`,
      );
    }
  },
};

const summary = (main: Binary, others: readonly Binary[], source: string): Installed => ({
  main,
  binaries: [main, ...others],
  source,
});

async function installedBinary(recipe: Recipe, path: string, source: string): Promise<Installed> {
  const main = await identifyBinary(recipe.programs[0].name, path);
  recipe.refuse?.(main.version);
  return summary(main, await identifyAll(recipe.companions?.(path) ?? []), source);
}

async function installedFolder(
  { programs: [main, ...others] }: Recipe,
  folder: string,
  source = `path ${folder}`,
): Promise<Installed> {
  const beside = others.map(({ name }) => ({ name, path: requireProgram(name, folder) }));
  const first = await identifyBinary(main.name, join(folder, main.name));
  return summary(first, await identifyAll(beside), source);
}

/**
 * Describes what is on PATH, and names a package only where the program is that package's. A pinned version is always
 * the program of a package.
 */
async function describeFound(arm: ArmSpec, recipe: Recipe): Promise<Installed> {
  const [program, ...others] = recipe.programs;
  const versions = await installedVersions(recipe.packages.map((one) => one.name));
  const owner = installedPackage({ installed: versions }, recipe);
  const found = findPrograms(recipe.programs);
  const packaged = owner && (await programOf(owner.name, program, found));
  const path = arm.version ? packaged : found.get(program.name);
  if (!path)
    throw notOnPath(program.name, owner && `package ${owner.name} is installed, but ${program.name} is not on PATH`);
  const isOwn = owner && packaged && realpathSync(packaged) === realpathSync(path);
  const source = isOwn ? `distro package ${owner.name} ${owner.version}` : `found at ${path}`;
  const beside = others.map(({ name }) => ({ name, path: found.get(name) ?? missingBeside(name, program) }));
  const main = await installedBinary(recipe, path, source);
  return { ...main, binaries: [...main.binaries, ...(await identifyAll(beside))] };
}

function missingBeside(name: string, main: Program): never {
  throw notOnPath(name, `${name}, which ${main.name} needs, is not installed`);
}

/**
 * Returns the package's own program, else the program that was found where any package owns it, because some packages
 * only depend on the one that has it.
 */
async function programOf(
  packageName: string,
  { name, places = [] }: Program,
  found: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const files = await filesOf(packageName);
  const own = files.find((path) => places.includes(path) || (/bin\//.test(path) && basename(path) === name));
  const here = found.get(name);
  return own ?? (here && (await isPackaged(here)) ? here : undefined);
}

const notOnPath = (name: string, problem = `${name} is not on PATH`): HostError =>
  new HostError(problem, 'Install it, or add its folder to PATH.');
