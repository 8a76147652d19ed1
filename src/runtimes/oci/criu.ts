/** CRIU, by which runc keeps the processes of a container on disk, and restores them. */
import { join } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import { CommandError, lastLines, runCommand } from '../../host/commands/command.js';
import { readReplaceable } from '../../host/files/own-file.js';
import type { Host, HostFacts } from '../../host/host.js';
import { checkRecipe, installRecipe } from '../install/install.js';
import type { Recipe } from '../install/recipe.js';
import type { Installed, Missing } from '../runtime.js';
import { fromSnapshot } from '../shared/snapshot.js';

const RECIPE: Recipe = {
  runtime: 'criu',
  programs: [{ name: 'criu' }],
  packages: [{ name: 'criu' }],
  byPath: 'refused',
};
const CRIU: ArmSpec = { id: 'criu', runtime: 'criu', options: {} };

const REMEDY = 'Leave out snapshot: it needs a CRIU that works with this kernel.';

/** Returns what an arm lacks for its snapshots; nothing where it takes none. It changes nothing. */
export async function checkCriu(host: HostFacts, arm: ArmSpec): Promise<Missing[]> {
  if (!fromSnapshot(arm)) return [];
  const missing = await checkRecipe(host, CRIU, RECIPE);
  const trouble = missing.length === 0 ? await troubleHere() : undefined;
  return trouble ? [{ what: trouble, remedy: REMEDY, installable: false }] : missing;
}

/** Adds CRIU to what is installed for an arm with snapshots. @throws HostError where it does not work on this host. */
export async function withCriu(host: Host, arm: ArmSpec, installed: Installed): Promise<Installed> {
  if (!fromSnapshot(arm)) return installed;
  const criu = await installRecipe(host, CRIU, RECIPE);
  const trouble = await troubleHere();
  if (trouble) throw new HostError(`${arm.id}: ${trouble}.`, REMEDY);
  return { ...installed, binaries: [...installed.binaries, ...criu.binaries] };
}

const CHECK_SECONDS = 20;

/** What CRIU's own check says of this host; undefined where it finds nothing. */
async function troubleHere(): Promise<string | undefined> {
  try {
    const { code, stdout, stderr } = await runCommand(['criu', 'check'], { timeoutSeconds: CHECK_SECONDS });
    if (code === 0) return undefined;
    return `criu cannot keep the processes of this host: ${lastLines(stderr || stdout, 2).join(' ')}`;
  } catch (error) {
    if (error instanceof CommandError) return `criu check takes longer than ${CHECK_SECONDS} s`;
    throw error;
  }
}

/** The network namespace of a sandbox without a link is empty, and made anew. */
const ALONE = ['--empty-ns', 'network'];

/** The words after `checkpoint` and `restore`: its logs are kept apart from what a snapshot takes on the disk. */
export const criuWords = (bundle: string): string[] => [...ALONE, '--work-path', join(bundle, 'criu')];

/** Returns the errors that CRIU has written; runc itself says only that there were some. */
export function criuErrors(bundle: string): string[] {
  const logs = ['dump.log', 'restore.log'].map((name) => readReplaceable(join(bundle, 'criu', name)) ?? '');
  return logs.flatMap((log) => log.split('\n').filter((line) => line.includes('Error'))).slice(-MOST_ERRORS);
}

const MOST_ERRORS = 6;
