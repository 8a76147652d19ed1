/** CRIU, by which runc keeps the processes of a container on the disk, and restores them. */
import { existsSync, rmSync } from 'node:fs';
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

const CRIU: Recipe = {
  runtime: 'criu',
  programs: [{ name: 'criu' }],
  packages: [{ name: 'criu' }],
  byPath: 'refused',
};
/** CRIU locks a network namespace by these while it keeps the processes in it; its package does not bring them. */
const LOCK: Recipe = {
  runtime: 'iptables',
  programs: [{ name: 'iptables-restore' }, { name: 'ip6tables-restore' }],
  packages: [{ name: 'iptables' }],
  byPath: 'refused',
};
const armFor = ({ runtime }: Recipe): ArmSpec => ({ id: runtime, runtime, options: {} });

const REMEDY = 'Leave out snapshot: it needs a CRIU that works with this kernel.';

/** CRIU keeps here what it has found out of the kernel, whatever it is called for. */
const KEPT = '/run/criu.kdat';

/**
 * Returns what an arm lacks for its snapshots; nothing where it takes none. It changes nothing.
 * @param kept in place of the usual path, as below; only tests set it.
 */
export async function checkCriu(host: HostFacts, arm: ArmSpec, kept = KEPT): Promise<Missing[]> {
  if (!fromSnapshot(arm)) return [];
  const criu = await checkRecipe(host, armFor(CRIU), CRIU);
  const trouble = criu.length === 0 ? await withoutTrace(kept, troubleHere) : undefined;
  if (trouble) return [{ what: trouble, remedy: REMEDY, installable: false }];
  return [...criu, ...(await checkRecipe(host, armFor(LOCK), LOCK))];
}

/** Adds CRIU to what is installed for an arm with snapshots. @throws HostError where it does not work on this host. */
export async function withCriu(host: Host, arm: ArmSpec, installed: Installed, kept = KEPT): Promise<Installed> {
  if (!fromSnapshot(arm)) return installed;
  const criu = await installRecipe(host, armFor(CRIU), CRIU);
  if (!existsSync(kept)) host.journal.record({ kind: 'path', path: kept });
  const trouble = await troubleHere();
  if (trouble) throw new HostError(`${arm.id}: ${trouble}.`, REMEDY);
  const lock = await installRecipe(host, armFor(LOCK), LOCK);
  return { ...installed, binaries: [...installed.binaries, ...criu.binaries, ...lock.binaries] };
}

async function withoutTrace<Result>(kept: string, act: () => Promise<Result>): Promise<Result> {
  const wasThere = existsSync(kept);
  try {
    return await act();
  } finally {
    if (!wasThere) rmSync(kept, { force: true });
  }
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
