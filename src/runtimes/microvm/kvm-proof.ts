/**
 * Finds out whether this very guest kernel boots with KVM on this host, because a kernel may fail where the few
 * instructions of the probe run. It is tried once a boot, with two empty disks: the kernel, its drivers and the disks
 * have worked when the guest says that there is no userland.
 */
import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CommandError, type CommandResult, lastLines } from '../../host/commands/command.js';
import { readReplaceable, replaceOwnFile } from '../../host/files/own-file.js';
import { makeFolder } from '../../host/folders.js';
import { runInGroup } from '../../host/groups/run-in-group.js';
import type { Host } from '../../host/host.js';
import { Slot } from '../../host/run-context.js';
import type { GuestDisks } from '../../image/guest/disk.js';
import { GUEST_SAYS } from '../../image/guest/initramfs.js';
import { tryJson } from '../../json.js';

/** A boot takes 2 to 3 s under emulation, so a KVM that takes as long as this is worse than none. */
const LIMIT_SECONDS = 20;
const DISK_BYTES = 1024 ** 2;
/** A failure is tried again after an hour, because the host may just have been busy. */
const FAILURE_KEPT_MS = 3_600_000;

const keptSchema = z.object({ boot: z.string(), subject: z.string(), problem: z.string().nullable() });
const TRIED = new Slot<Map<string, Promise<string | undefined>>>('guests tried with KVM');

/**
 * Returns in a few words why the guest does not boot; undefined where it does.
 * @param subject the program and the kernel, by content, for which the answer is remembered.
 */
export function kvmProof(
  host: Host,
  subject: string,
  argvFor: (disks: GuestDisks) => readonly string[],
  seconds = LIMIT_SECONDS,
): Promise<string | undefined> {
  const tried = host.run.once(TRIED, () => new Map());
  const known = tried.get(subject) ?? remembered(host, subject, () => boot(host, argvFor, seconds));
  tried.set(subject, known);
  return known;
}

async function remembered(
  host: Host,
  subject: string,
  prove: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const file = join(host.paths.cache, 'kvm-proof.json');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const kept = keptSchema.safeParse(tryJson(readReplaceable(file) ?? '')).data;
  const fresh = kept?.problem === null || (kept && Date.now() - statSync(file).mtimeMs < FAILURE_KEPT_MS);
  if (fresh && kept.boot === boot && kept.subject === subject) return kept.problem ?? undefined;
  host.log.step('trying the guest kernel with KVM');
  const problem = await prove();
  makeFolder(host.paths.cache, 0o700);
  replaceOwnFile(file, JSON.stringify({ boot, subject, problem: problem ?? null }));
  return problem;
}

async function boot(
  host: Host,
  argvFor: (disks: GuestDisks) => readonly string[],
  timeoutSeconds: number,
): Promise<string | undefined> {
  const folder = join(host.paths.work, 'kvm-proof');
  const change = host.journal.record({ kind: 'path', path: folder });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const disks = { root: join(folder, 'root'), volume: join(folder, 'volume') };
  for (const path of [disks.root, disks.volume]) {
    writeFileSync(path, '');
    truncateSync(path, DISK_BYTES);
  }
  try {
    return judgeBoot(await runInGroup(host, 'kvm-proof', argvFor(disks), { timeoutSeconds }));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const [said] = lastLines(`${error.result.stdout}\n${error.result.stderr}`, 1);
    return `its guest kernel did not come up within ${timeoutSeconds} s${said ? ` (${said.slice(0, 200)})` : ''}`;
  } finally {
    await change.undo();
  }
}

function judgeBoot({ code, stdout, stderr }: CommandResult): string | undefined {
  if (stdout.includes(GUEST_SAYS)) return undefined;
  const [said = `exit code ${code}`] = lastLines(`${stdout}\n${stderr}`, 1);
  return `its guest kernel did not come up (${said.slice(0, 200)})`;
}
