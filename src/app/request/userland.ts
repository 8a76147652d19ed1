/** What the sandboxes of each side hold: what is in the repository is the file of that side's copy. Pure. */
import { join, relative } from 'node:path';
import type { BuiltSides } from '../../config/built-sides.js';
import type { Inputs } from '../../config/inputs.js';
import type { Userland } from '../../image/image.js';
import type { Benchmark } from '../../suites/benchmark.js';
import type { Bump } from './known-sides.js';

type Asked = Pick<Inputs, 'rootfs' | 'packages' | 'image'>;

/**
 * What the sandboxes are to hold: a userland of ours has the packages of the benchmarks that are asked for, so that of
 * a run without them stays the same to the byte. One that is brought must have them.
 */
export function userlandOf(
  { rootfs, packages, image }: Asked,
  benchmarks: readonly Pick<Benchmark, 'packages'>[],
): Userland {
  const needed = rootfs || image ? [] : benchmarks.flatMap((benchmark) => benchmark.packages ?? []);
  const all = [...new Set([...(packages ?? []), ...needed])].sort();
  return { rootfs, packages: all.length > 0 ? all : undefined, image };
}

/** A folder of a checkout. */
export interface Within {
  /** Absolute. */
  readonly cwd: string;
  /** From the top of the checkout, such as `sub/`; empty or absent at the top. */
  readonly prefix?: string | undefined;
}

/** What is to be had of each side's copy for its userland, as relative paths. */
export function userlandPaths(
  asked: Asked,
  before: Bump['userland'],
  within: Within,
): { readonly head: readonly string[]; readonly base: readonly string[] } {
  const of = ({ rootfs, image }: Asked): string[] => {
    const path = rootfs ?? (image?.kind === 'path' ? image.path : undefined);
    return path === undefined ? [] : insideOf(path, within).map(written);
  };
  return { head: of(asked), base: of(withOther(asked, before)) };
}

/** Of one side. @param folder in its copy, where it was built; undefined where nothing was built. */
export function userlandIn(userland: Userland, folder: string | undefined, within: Within): Userland {
  if (folder === undefined) return userland;
  const { rootfs, image } = userland;
  const path = rootfs ?? (image?.kind === 'path' ? image.path : undefined);
  const [inside] = path === undefined ? [] : insideOf(path, within);
  if (inside === undefined) return userland;
  const [place, name] = [join(folder, inside), written(inside)];
  return rootfs ? { ...userland, name, rootfs: place } : { ...userland, name, image: { kind: 'path', path: place } };
}

/** The userlands of the head and, where the run has a base's side with another, of the base. */
export function userlandsOf(
  asked: Asked,
  benchmarks: readonly Benchmark[],
  {
    built,
    bump,
    cwd,
  }: { readonly built?: BuiltSides | undefined; readonly bump?: Bump | undefined; readonly cwd: string },
): { readonly userland: Userland; readonly baselineUserland?: Userland } {
  const within = { cwd, prefix: built?.prefix };
  const userland = userlandIn(userlandOf(asked, benchmarks), built?.head.folder, within);
  const other = withOther(asked, bump?.sides && bump.userland);
  const before = userlandIn(userlandOf(other, benchmarks), built?.base?.folder ?? built?.head.folder, within);
  return JSON.stringify(before) === JSON.stringify(userland) ? { userland } : { userland, baselineUserland: before };
}

/** All of it is another's where any is: what is not given there is not given. */
export const withOther = (asked: Asked, { rootfs, packages, image }: Partial<Asked> = asked): Asked => ({
  rootfs,
  packages,
  image,
});

/** The path from the working directory, of what is below the top of the checkout; at most one. */
function insideOf(path: string, { cwd, prefix = '' }: Within): string[] {
  const top = join(cwd, relative(join('/', prefix), '/'));
  return isBelow(path, top) && path !== cwd ? [relative(cwd, path)] : [];
}

function isBelow(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside.split('/')[0] !== '..';
}

const written = (inside: string): string => (inside.split('/')[0] === '..' ? inside : `./${inside}`);
