/** Adds to a userland what the sandbox side of Tare needs, and checks that its sysbench runs. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../errors.js';
import { CommandError, lastLines } from '../host/commands/command.js';
import { allowFolderOnly, readBeneath, removeTree, UnexpectedEntry } from '../host/files/beneath.js';
import { mustRunGrouped } from '../host/groups/grouped-command.js';
import type { Host } from '../host/host.js';
import { AGENT_PATH, AGENT_SCRIPT, NEEDED_PROGRAMS, PROBE_SCRIPT } from '../sandbox/agent.js';
import { SANDBOX } from '../sandbox/paths.js';
import { unreadable } from '../suites/sysbench-lines.js';
import { putInto, sha256, unpack, WHOLE_TARBALL } from './archive.js';
import { readGiven } from './read-given.js';

interface Incomplete {
  /** A folder for work, in which the root is unpacked. */
  readonly draft: string;
  /** The tarball of the root, to which the agent, the probe and the list of packages are appended. */
  readonly tarball: string;
  /** The userland, as messages call it. */
  readonly name: string;
}

/** Native and guests mount on these, and make none of them. Where a link were there, mount(8) would follow it. */
export const MOUNT_POINTS = ['/proc', '/sys', '/dev'] as const;

/** @throws InputError where no known sysbench runs in it, or Tare's own scripts do not. */
export async function completeUserland(
  host: Host,
  { draft, tarball, name }: Incomplete,
): Promise<{ readonly digest: string; readonly recipe: string; readonly sysbench: string }> {
  const root = join(draft, 'root');
  const asGiven = (read: () => Promise<void>) =>
    readGiven(read, `The userland ${name} cannot be unpacked`, WHOLE_TARBALL);
  mkdirSync(root);
  await asGiven(() => unpack(host, tarball, root));
  for (const path of [SANDBOX.volume, SANDBOX.root, ...MOUNT_POINTS]) own(() => allowFolderOnly(root, path), path);
  await requirePrograms(host, root, name);
  const version = await sysbenchIn(host, root, name);
  await asGiven(() => addTools(host, root, tarball, join(draft, 'tools')));
  await removeTree(root);
  return { digest: `sha256:${await sha256(tarball)}`, recipe: name, sysbench: version };
}

/** @throws InputError where the sandbox side of Tare would not run in it. */
async function requirePrograms(host: Host, root: string, name: string): Promise<void> {
  const fault = `The userland ${name} has no /bin/sh that runs`;
  const remedy = 'Every command of a sandbox is started by a shell: give a userland that has one, as busybox is.';
  const named = (await inRoot(host, root, NAME_MISSING, { fault, remedy })).split('\n');
  const missing = NEEDED_PROGRAMS.filter((program) => named.includes(program));
  if (missing.length === 0) return;
  throw new InputError(
    `The userland ${name} has no ${missing.join(', ')}.`,
    'Tare calls these programs in every sandbox: put them into it, as busybox has them.',
  );
}

/** @throws InputError where it has no sysbench that runs, or one whose output is not known. */
async function sysbenchIn(host: Host, root: string, name: string): Promise<string> {
  const fault = `The userland ${name} has no sysbench that runs`;
  const said = await inRoot(host, root, 'exec sysbench --version', { fault, remedy: ANOTHER });
  const version = said.split('\n')[0]?.trim() ?? '';
  const unknown = unreadable(version);
  if (unknown) throw new InputError(`The userland ${name} has a sysbench that is not known: ${unknown}`, ANOTHER);
  return version;
}

const ANOTHER = 'Give a rootfs with another sysbench, or neither rootfs nor image and let Tare make a userland.';

/** There may be no /dev/null in the root. */
const NAME_MISSING = `for name in ${NEEDED_PROGRAMS.join(' ')}; do path=$(command -v $name) || echo $name; done`;

/** Runs a script that finds programs as the agent does: others must not be checked than those that are measured. */
async function inRoot(
  host: Host,
  root: string,
  script: string,
  { fault, remedy }: { readonly fault: string; readonly remedy: string },
): Promise<string> {
  try {
    const words = `PATH=${AGENT_PATH}; export PATH; ${script}`;
    return await mustRunGrouped(host, ['chroot', root, '/bin/sh', '-c', words]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const [reason = error.message.split('\n')[0]] = lastLines(error.result.stderr, 1);
    throw new InputError(`${fault}: ${reason}`, remedy);
  }
}

/** Of a whole distribution it is some 5 MiB. */
const STATUS_BYTES = 64 * 1024 ** 2;

/** A link could lead to any file of the host, which would then be in every sandbox. @throws InputError */
function packagesOf(root: string): Buffer {
  const path = '/var/lib/dpkg/status';
  return own(() => readBeneath(root, path, STATUS_BYTES), path) ?? Buffer.alloc(0);
}

/** @throws InputError where the userland has a link or the like on the way to what we look for. */
export function own<Found>(look: () => Found, what: string): Found {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof UnexpectedEntry)) throw error;
    throw new InputError(
      `The userland has a link, a device or the like on the way to ${what}.`,
      'No link in a userland is followed: put the thing itself there, or nothing.',
    );
  }
}

/** They are in the order in which tar sorts them. */
const TOOLS = ['./tare', './tare/agent', './tare/packages', './tare/probe', './tare/volume', './var/tmp/tare'];

async function addTools(host: Host, root: string, archive: string, tools: string): Promise<void> {
  const folder = join(tools, 'tare');
  mkdirSync(join(folder, 'volume'), { recursive: true });
  mkdirSync(join(tools, 'var/tmp/tare'), { recursive: true });
  writeFileSync(join(folder, 'agent'), AGENT_SCRIPT, { mode: 0o755 });
  writeFileSync(join(folder, 'probe'), PROBE_SCRIPT, { mode: 0o755 });
  writeFileSync(join(folder, 'packages'), packagesOf(root));
  // What is there keeps its mode, and a userland that lacks nothing its digest.
  const lacking = MOUNT_POINTS.filter((path) => !existsSync(join(root, path)));
  for (const path of lacking) mkdirSync(join(tools, path));
  await putInto(host, archive, tools, [...TOOLS, ...lacking.map((path) => `.${path}`)]);
  rmSync(tools, { recursive: true });
}
