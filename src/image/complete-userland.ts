/** Adds to a userland what the sandbox side of Tare needs, and checks that its sysbench runs. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../errors.js';
import { CommandError, lastLines } from '../host/commands/command.js';
import { allowFolderOnly, readBeneath, removeTree, UnexpectedEntry } from '../host/files/beneath.js';
import { mustRunGrouped } from '../host/groups/grouped-command.js';
import type { Host } from '../host/host.js';
import { AGENT_PATH, AGENT_SCRIPT, PROBE_SCRIPT } from '../sandbox/agent.js';
import { SANDBOX } from '../sandbox/paths.js';
import { unreadable } from '../suites/sysbench-lines.js';
import { SAME_BYTES, sha256, unpack } from './archive.js';

interface Incomplete {
  /** A folder for work, in which the root is unpacked. */
  readonly draft: string;
  /** The tarball of the root, to which the agent, the probe and the list of packages are appended. */
  readonly tarball: string;
  /** The userland, as messages call it. */
  readonly name: string;
}

/** @throws InputError where no known sysbench runs in it. */
export async function completeUserland(
  host: Host,
  { draft, tarball, name }: Incomplete,
): Promise<{ readonly digest: string; readonly recipe: string; readonly sysbench: string }> {
  const root = join(draft, 'root');
  mkdirSync(root);
  await unpack(host, tarball, root);
  own(() => {
    for (const path of ['tare', SANDBOX.volume, SANDBOX.root]) allowFolderOnly(root, path);
  }, `${SANDBOX.volume} and ${SANDBOX.root}`);
  const version = await sysbenchIn(host, root, name);
  await addTools(host, root, tarball, join(draft, 'tools'));
  await removeTree(root);
  return { digest: `sha256:${await sha256(tarball)}`, recipe: name, sysbench: version };
}

/** @throws InputError where it has no sysbench that runs, or one whose output is not known. */
async function sysbenchIn(host: Host, root: string, name: string): Promise<string> {
  const version = (await versionIn(host, root, name)).split('\n')[0]?.trim() ?? '';
  const fault = unreadable(version);
  if (fault) throw new InputError(`The userland ${name} has a sysbench that is not known: ${fault}`, ANOTHER);
  return version;
}

const ANOTHER = 'Put another sysbench into it, or leave rootfs out and let Tare make one.';

/** Looks for sysbench as the agent does, or it could be another one than the one that is measured. */
const VERSION = `PATH=${AGENT_PATH}; export PATH; exec sysbench --version`;

async function versionIn(host: Host, root: string, name: string): Promise<string> {
  try {
    return await mustRunGrouped(host, ['chroot', root, '/bin/sh', '-c', VERSION]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const [reason = error.message.split('\n')[0]] = lastLines(error.result.stderr, 1);
    throw new InputError(`The userland ${name} has no sysbench that runs: ${reason}`, ANOTHER);
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

async function addTools(host: Host, root: string, archive: string, tools: string): Promise<void> {
  const folder = join(tools, 'tare');
  mkdirSync(join(folder, 'volume'), { recursive: true });
  mkdirSync(join(tools, 'var/tmp/tare'), { recursive: true });
  writeFileSync(join(folder, 'agent'), AGENT_SCRIPT, { mode: 0o755 });
  writeFileSync(join(folder, 'probe'), PROBE_SCRIPT, { mode: 0o755 });
  writeFileSync(join(folder, 'packages'), packagesOf(root));
  await mustRunGrouped(host, ['tar', ...SAME_BYTES, '-C', tools, '-rf', archive, './tare', './var/tmp/tare']);
  rmSync(tools, { recursive: true });
}
