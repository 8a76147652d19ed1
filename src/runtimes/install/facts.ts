/** Asks the host for the facts that the choice of a source depends on. It changes nothing. */
import { existsSync, realpathSync } from 'node:fs';
import type { ArmSpec } from '../../config/arms.js';
import { InputError } from '../../errors.js';
import type { HostFacts } from '../../host/host.js';
import { availableVersions, candidateVersions, filesOf, hasApt, installedVersions } from '../../host/packages/apt.js';
import { hasBackports } from '../../host/packages/backports.js';
import { findCommand, programFolder, requireExecutable } from './binaries.js';
import type { Facts, Program, Recipe, Widening } from './recipe.js';
import { resolveHere } from './resolve.js';
import { servicesInTheWay } from './services.js';

/**
 * Gathers the facts. Where those that need no apt already decide, the package lists are not read.
 * @param tried what has been added to apt's sources since the first look.
 * @throws InputError for a path that is wrong.
 */
export async function gatherFacts(
  host: HostFacts,
  arm: ArmSpec,
  recipe: Recipe,
  tried: readonly Widening[] = [],
): Promise<Facts> {
  const given = arm.path === undefined ? undefined : givenPath(arm.path, recipe);
  const names = packageNames(recipe);
  const found = findPrograms(recipe.programs);
  const installer = given ? undefined : await installerAmong(found, recipe);
  const here: Facts = {
    distribution: host.distribution,
    ...(given && { given }),
    found,
    ...(installer && { installer }),
    installed: given ? new Map() : await installedVersions([...names, ...(recipe.pinnedTo ? [recipe.pinnedTo] : [])]),
    candidates: new Map(),
    offered: [],
    lists: 'none',
    more: new Map(),
    ...(host.mirror && { mirror: host.mirror }),
  };
  if (names.length === 0 || resolveHere(here, arm, recipe)) return here;
  return { ...here, ...(await elsewhere(host, recipe, names, tried)) };
}

type Elsewhere = Pick<Facts, 'candidates' | 'offered' | 'lists' | 'more' | 'inTheWay'>;

async function elsewhere(
  host: HostFacts,
  recipe: Recipe,
  names: readonly string[],
  tried: readonly Widening[],
): Promise<Elsewhere> {
  // Every host that has ever fetched its lists is offered dpkg, so this tells whether it has.
  const [known, candidates] = await Promise.all([
    availableVersions(host, [...names, 'dpkg']),
    candidateVersions(host, names),
  ]);
  const [inTheWay] = await servicesInTheWay(host, recipe.services ?? []);
  const wasFetched = known.some(({ name }) => name === 'dpkg');
  return {
    candidates: new Map(candidates.map(({ name, version }) => [name, version])),
    offered: known.filter(({ name }) => name !== 'dpkg'),
    lists: hasApt() ? (tried.includes('lists') ? 'current' : wasFetched ? 'old' : 'empty') : 'none',
    more: new Map(moreSources(host, recipe).filter(([step]) => !tried.includes(step))),
    ...(inTheWay && { inTheWay }),
  };
}

function moreSources({ distribution }: HostFacts, recipe: Recipe): [Exclude<Widening, 'lists'>, string][] {
  const vendor = recipe.vendor?.(distribution)?.uri;
  return [
    ...(recipe.backports && hasBackports(distribution)
      ? [['backports', `${distribution.codename}-backports`] as ['backports', string]]
      : []),
    ...(vendor ? [['vendor', vendor] as ['vendor', string]] : []),
  ];
}

function packageNames({ packages }: Recipe): string[] {
  return packages.flatMap(({ name, sameVersion = [], with: others = [] }) => [name, ...sameVersion, ...others]);
}

/** Returns the paths of the programs that are on this host. */
export function findPrograms(programs: readonly Program[]): Map<string, string> {
  return new Map(
    programs.flatMap(({ name, places }) => {
      const path = places ? places.find((place) => existsSync(place)) : findCommand(name);
      return path ? [[name, path] as const] : [];
    }),
  );
}

/**
 * dpkg is asked whose they are, since what such a program says of itself would be known only once it was called. Of a
 * folder with two names, such as /usr/sbin, dpkg may know the other one.
 */
async function installerAmong(found: ReadonlyMap<string, string>, { installer }: Recipe): Promise<string | undefined> {
  if (!installer) return undefined;
  const files = (await filesOf(installer.package)).filter((path) => existsSync(path)).map((path) => realpathSync(path));
  return [...found.values()].find((path) => files.includes(realpathSync(path)));
}

function givenPath(path: string, { byPath, runtime, programs }: Recipe): string {
  if (byPath === 'folder') return programFolder(path, runtime, programs[0].name);
  if (byPath === 'program') return requireExecutable(path, runtime);
  throw new InputError(
    `${runtime}=${path}: a path is not supported, since ${runtime} is more than one program.`,
    `Ask for a version that a package has: ${runtime}@VERSION.`,
  );
}
