/** A storage of podman's for one arm without root, and the namespaces in which its user sees it. */
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ArmSpec } from '../../../config/arms.js';
import { HostError } from '../../../errors.js';
import { createGroup, createParent, groupPaths } from '../../../host/cgroup.js';
import { CommandError, lastLines, mustRun } from '../../../host/commands/command.js';
import { inGroups } from '../../../host/groups/in-groups.js';
import { runGroup } from '../../../host/groups/run-group.js';
import type { Host } from '../../../host/host.js';
import { processName } from '../../../host/process.js';
import type { JournalEntry } from '../../../host/undo/journal.js';
import { volumesFolder } from '../../../host/volumes-folder.js';
import { mainOf, nestedOf } from '../../install/binaries.js';
import { hybridMount } from '../../oci/hybrid-cgroup.js';
import type { Installed } from '../../runtime.js';
import { crunVariables } from '../../shared/crun-variables.js';
import { asUser, type RunUser, runUser } from '../../shared/run-user.js';
import { configuration, storageConfiguration } from '../storage.js';
import { runtimeCall } from './runtime-call.js';

export interface RootlessStorage {
  readonly user: RunUser;
  /** The words that go before a program which is to see the files as podman does. */
  readonly within: readonly string[];
  /** The words of a call of podman as its user, who is within already. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The group of the arm. */
  readonly group: string;
  /** The words of any other call of podman as its user: a kill of ours ends it with the group, before its user goes. */
  readonly calls: readonly string[];
  /** Where the volumes are as podman sees them. */
  readonly volumes: string;
  readonly changes: readonly JournalEntry[];
}

/** What is where for one arm. */
interface Places {
  /** Below the work folder, on its disk, and of the user. */
  readonly kept: string;
  /** A folder into which everybody may look, in which `home` and `volumes` are mounted for podman alone. */
  readonly open: string;
  readonly home: string;
  readonly volumes: string;
  /** The user's folder for what lasts as long as it runs: XDG_RUNTIME_DIR. */
  readonly volatile: string;
}

/** @throws HostError where the host gives its users no namespaces with more than one id. */
export async function makeRootlessStorage(host: Host, arm: ArmSpec, installed: Installed): Promise<RootlessStorage> {
  const user = await runUser(host);
  const name = `podman-${host.run.nextId('podman')}`;
  const open = `/run/${processName()}-${name}`;
  const places: Places = {
    ...{ kept: join(host.paths.work, name), open, home: join(open, 'home') },
    ...{ volumes: join(open, 'volumes'), volatile: join(open, 'user') },
  };
  const files = [places.kept, open].map((path) => host.journal.record({ kind: 'path', path }));
  const group = `${runGroup(host)}/${name}`;
  const paths = host.cgroup.hierarchies.map((point) => join(point, group));
  const processes = host.journal.record({ kind: 'cgroup', paths });
  createParent(host.cgroup, group);
  makeFolders(places, user);
  const settings = writeSettings(host, places, { group, installed });
  const env = { ...settings, HOME: places.home, XDG_RUNTIME_DIR: places.volatile, TMPDIR: join(places.home, 'tmp') };
  const command = [...asUser(user), mainOf(installed).path];
  await requireReachable(arm, user, [mainOf(installed).path, nestedOf(installed).path]);
  const entries = createGroup(host.cgroup, `${group}/calls`);
  const within = await openNamespaces(host, arm, { places, user, entries, command, env, installed });
  const calls = inGroups(entries, [...within, ...command]);
  return { user, within, command, calls, env, group, volumes: places.volumes, changes: [processes, ...files] };
}

function makeFolders({ kept, open, home, volumes, volatile }: Places, { uid, gid }: RunUser): void {
  for (const [path, mode] of [
    ...([open, home, volumes] as const).map((folder) => [folder, 0o755] as const),
    ...([kept, join(kept, 'tmp'), volatile] as const).map((folder) => [folder, 0o700] as const),
  ]) {
    mkdirSync(path, { recursive: true });
    chmodSync(path, mode);
    if (mode === 0o700) chownSync(path, uid, gid);
  }
}

interface Parts {
  readonly group: string;
  readonly installed: Installed;
}

/** Writes what podman reads, and what it calls. Returns the variables that name its settings. */
function writeSettings(host: Host, places: Places, { group, installed }: Parts): Record<string, string> {
  const { open, home, volatile } = places;
  const { name, path } = nestedOf(installed);
  const script = join(open, 'runtime', basename(path));
  const isCrun = name === 'crun';
  const text = runtimeCall({
    argv: [path, '--root', join(volatile, 'state')],
    knowsNoGroups: isCrun,
    groups: groupPaths(host.cgroup, group),
    variables: isCrun ? crunVariables(volatile) : {},
  });
  const files: readonly [path: string, text: string, mode: number][] = [
    [join(open, 'containers.conf'), `${configuration(home, volatile)}${rootless(home, name, script)}`, 0o644],
    [join(open, 'storage.conf'), `${storageConfiguration(home, volatile)}${rootlessRoot(home)}`, 0o644],
    [script, text, 0o755],
  ];
  mkdirSync(join(open, 'runtime'));
  chmodSync(join(open, 'runtime'), 0o755);
  for (const [file, content, mode] of files) {
    writeFileSync(file, content);
    chmodSync(file, mode);
  }
  return {
    CONTAINERS_CONF: join(open, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(open, 'storage.conf'),
  };
}

/** Without root podman keeps its record of containers elsewhere, and looks the runtime up by its name. */
const rootless = (home: string, name: string, script: string): string => `static_dir = "${home}/root/libpod"
runtime = "${name}"
runtime_supports_nocgroup = ["${name}"]
runtime_supports_nocgroups = ["${name}"]

[engine.runtimes]
${name} = ["${script}"]
`;

const rootlessRoot = (home: string): string => `rootless_storage_path = "${home}/root"\n`;

/** @throws HostError for a program in a folder that is closed to the user. */
async function requireReachable(arm: ArmSpec, user: RunUser, programs: readonly string[]): Promise<void> {
  for (const program of programs) {
    try {
      await mustRun([...asUser(user), 'test', '-x', program]);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new HostError(
        `${arm.id}: ${program} cannot be run by a user without privileges.`,
        'Put it into a folder that everybody may enter.',
      );
    }
  }
}

interface Opening extends Pick<RootlessStorage, 'user' | 'command' | 'env'> {
  readonly places: Places;
  readonly installed: Installed;
  /** The `cgroup.procs` files of the groups in which the process that holds the namespaces is. */
  readonly entries: readonly string[];
}

/**
 * The arguments come in pairs, a folder and where it is mounted; then the mount that is to go, if any, then the
 * command.
 */
const MOUNT_AND_RUN =
  'set -e; mount --bind "$1" "$2"; mount --bind "$3" "$4"; [ -z "$5" ] || umount "$5"; shift 5; exec "$@"';

/** Where podman keeps the number of the process that holds its namespaces: below its `tmp_dir`, or before 4.0 not. */
const PAUSE_PIDS = ['tmp/pause.pid', 'libpod/tmp/pause.pid'];

/**
 * Has podman make its namespaces, which a process of its own holds from then on. The folders of the run are closed to
 * its user, so that they are mounted where it may look, in the mount namespace from which podman's own is copied. crun
 * refuses hybrid cgroups.
 */
async function openNamespaces(host: Host, arm: ArmSpec, opening: Opening): Promise<readonly string[]> {
  const { places, user, entries, command, env, installed } = opening;
  const volumes = volumesFolder(host);
  chmodSync(volumes, 0o711);
  const unwanted = nestedOf(installed).name === 'crun' ? (hybridMount() ?? '') : '';
  const mounts = [places.kept, places.home, volumes, places.volumes, unwanted];
  const enter = ['unshare', '--mount', '--propagation', 'slave', '/bin/sh', '-c', MOUNT_AND_RUN, 'sh', ...mounts];
  const words = [...enter, ...command, 'unshare', 'cat', '/proc/self/uid_map'];
  try {
    requireIds(arm, await mustRun(inGroups(entries, words), { env, cwd: '/' }), user);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw refusal(arm, lastLines(error.result.stderr, 1)[0] ?? error.message);
  }
  const kept = PAUSE_PIDS.map((name) => join(places.volatile, name)).find((path) => existsSync(path));
  if (!kept) throw refusal(arm, 'no process holds it');
  return ['nsenter', `--mount=/proc/${readFileSync(kept, 'utf8').trim()}/ns/mnt`, '--'];
}

/** @throws HostError */
function requireIds(arm: ArmSpec, map: string, { uid, ids }: RunUser): void {
  const wanted = [`0 ${uid} 1`, `1 ${ids.first} ${ids.count}`];
  const given = map.split('\n').map((line) => line.trim().split(/\s+/).join(' '));
  if (wanted.every((line) => given.includes(line))) return;
  throw refusal(arm, `it gave its user namespace the ids ${given.filter(Boolean).join(', ') || 'of nobody'}`);
}

const refusal = (arm: ArmSpec, reason: string): HostError =>
  new HostError(
    `${arm.id}: podman cannot make a user namespace with ids of its own here: ${reason}.`,
    'Mount the file system of newuidmap and newgidmap without nosuid, and let neither AppArmor (sysctl kernel.apparmor_restrict_unprivileged_userns) nor a container around forbid user namespaces; or measure podman without rootless.',
  );
