/** Unpacks the archive of a release, of which the programs and folders that are needed are kept. */
import { existsSync, linkSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { mustRunGrouped } from '../../host/groups/grouped-command.js';
import type { Host } from '../../host/host.js';
import type { Missing } from '../runtime.js';
import { findCommand } from './binaries.js';

/** The programs that tar calls for an archive by the end of its name, and the packages that have them. */
const UNPACKERS: readonly { readonly ending: RegExp; readonly program: string; readonly package: string }[] = [
  { ending: /\.zst$/, program: 'zstd', package: 'zstd' },
  { ending: /\.xz$/, program: 'xz', package: 'xz-utils' },
];

/** Returns the package without which tar cannot read an archive of this name; undefined where nothing is missing. */
export function missingUnpacker(file: string): Missing | undefined {
  const wanted = UNPACKERS.find(({ ending }) => ending.test(file));
  if (!wanted || findCommand(wanted.program)) return undefined;
  return {
    what: `package ${wanted.package}`,
    remedy: `tare installs it from this host's package sources, to unpack ${file}`,
    installable: true,
  };
}

/** Returns the package that `missingUnpacker` names. */
export const unpackerOf = (file: string): string | undefined =>
  UNPACKERS.find(({ ending }) => ending.test(file))?.package;

/** The archive of Kata Containers has some GB in it, and a slow machine reads 20 MB of it a second. */
const UNPACK_SECONDS = 1200;

/**
 * Unpacks `archive` to `draft`. GNU tar lets nothing out of the folder that it is given, and finds out how an archive
 * is compressed.
 * @param members the files and folders that are kept: the name that each gets, and its path in the archive.
 * @param leaveOut patterns of what is not even unpacked.
 */
export async function unpack(
  host: Host,
  archive: string,
  draft: string,
  members: Readonly<Record<string, string>>,
  leaveOut: readonly string[] = [],
): Promise<void> {
  // A folder of the archive may have the name of a program.
  const unpacked = join(draft, 'unpacked');
  mkdirSync(unpacked);
  const excluded = leaveOut.map((pattern) => `--exclude=${pattern}`);
  await mustRunGrouped(host, ['tar', '-xf', archive, '--no-same-owner', ...excluded, '-C', unpacked], {
    timeoutSeconds: UNPACK_SECONDS,
  });
  for (const [name, member] of Object.entries(members)) {
    const path = join(draft, name);
    renameSync(join(unpacked, member), path);
    if (statSync(path).isDirectory()) keepFilesAlone(path, realpathSync(path));
  }
  rmSync(unpacked, { recursive: true });
}

/**
 * Leaves nothing but files in a folder, since a seal lists only those: a link to a file of the tree becomes that file
 * by another name, and other links and empty folders go.
 */
function keepFilesAlone(folder: string, tree: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) settleLink(path, tree);
    else if (entry.isDirectory()) keepFilesAlone(path, tree);
    else if (!entry.isFile()) rmSync(path);
  }
  if (readdirSync(folder).length === 0 && folder !== tree) rmSync(folder, { recursive: true });
}

function settleLink(path: string, tree: string): void {
  const target = existsSync(path) ? realpathSync(path) : undefined;
  rmSync(path);
  if (target?.startsWith(`${tree}/`) && statSync(target).isFile()) linkSync(target, path);
}
