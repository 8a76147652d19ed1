/** Podman without root: its containers are in groups that root has made, limited and opened to its user. */
import { chownSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ArmSpec } from '../../../config/arms.js';
import { createGroup, createParent, groupPaths } from '../../../host/cgroup.js';
import { mustRunGrouped } from '../../../host/groups/grouped-command.js';
import type { Host } from '../../../host/host.js';
import { removeEverywhere } from '../../../host/undo/recorded-paths.js';
import { volumesFolder } from '../../../host/volumes-folder.js';
import type { Image } from '../../../image/kept-image.js';
import type { Console, Installed, LaunchRequest, PreparedArm } from '../../runtime.js';
import { endWith } from '../../shared/end-with.js';
import { openProcessConsole } from '../../shared/process-console.js';
import { IMAGE, ownLimits, rootlessArguments } from '../arguments.js';
import { type Provable, proveGroups } from './proof.js';
import { BOX, ENGINE } from './runtime-call.js';
import { makeRootlessStorage, type RootlessStorage } from './storage.js';

/** The user may not look into the folder of the userland, so that it gets the open file. */
const FROM_FILE = 'exec "$@" <"$0"';

/** @throws HostError where the host cannot have it, or its limits do not hold. */
export async function prepareRootless(
  host: Host,
  image: Image,
  arm: ArmSpec,
  installed: Installed,
): Promise<PreparedArm> {
  const storage = await makeRootlessStorage(host, arm, installed);
  host.log.step('importing the userland into a podman without root');
  const { within, command, env } = storage;
  const words = [...within, ...command, 'import', '--quiet', '-', IMAGE];
  await mustRunGrouped(host, ['/bin/sh', '-c', FROM_FILE, image.tarball, ...words], {
    env,
    cwd: '/',
    timeoutSeconds: 600,
  });
  const prepared = new RootlessArm(host, storage);
  await proveGroups(host, arm, prepared);
  return prepared;
}

class RootlessArm implements PreparedArm, Provable {
  readonly #host: Host;
  readonly #storage: RootlessStorage;
  readonly #limits = ownLimits(
    readFileSync('/proc/self/limits', 'utf8'),
    Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8')),
  );

  constructor(host: Host, storage: RootlessStorage) {
    this.#host = host;
    this.#storage = storage;
  }

  async launch(request: LaunchRequest): Promise<Console> {
    const { command, env, within } = this.#storage;
    const groups = this.#makeGroups(request);
    const volume = this.#giveVolume(request);
    const remove = this.#removal(request);
    return openProcessConsole({
      poised: request.poised,
      // It begins in the network that the sandbox is to have, which its user could not enter.
      within: [...(request.link?.enter ?? []), ...within],
      groups,
      argv: [...command, ...rootlessArguments(this.#limits, { ...request, volume })],
      env,
      cwd: '/',
      end: remove,
      afterExit: async () => {
        await remove();
        await removeEverywhere(this.#host, this.groupOf(request));
      },
    });
  }

  groupOf({ id }: Pick<LaunchRequest, 'id'>): string {
    return `${this.#storage.group}/${id}`;
  }

  get asking() {
    const { calls, env } = this.#storage;
    return { words: calls, env };
  }

  get user() {
    return this.#storage.user;
  }

  /** The user may move its own processes from one of the groups into the other, and can change no limit. */
  #makeGroups(request: LaunchRequest): string[] {
    const { cgroup } = this.#host;
    const { uid, gid } = this.#storage.user;
    const group = this.groupOf(request);
    createParent(cgroup, group);
    const entries = createGroup(cgroup, `${group}/${ENGINE}`);
    const above = groupPaths(cgroup, group).map((path) => join(path, 'cgroup.procs'));
    for (const file of [...above, ...entries, ...createGroup(cgroup, `${group}/${BOX}`, request.limits)])
      chownSync(file, uid, gid);
    return entries;
  }

  /** Root of the sandbox is the user outside. Returns where podman sees the volume. */
  #giveVolume({ volume }: LaunchRequest): string {
    const path = relative(volumesFolder(this.#host), volume);
    if (path.startsWith('..')) throw new Error(`${volume} is not where the volumes of a run are`);
    chownSync(volume, this.#storage.user.uid, this.#storage.user.gid);
    return join(this.#storage.volumes, path);
  }

  #removal({ id }: LaunchRequest): () => Promise<void> {
    const { words, env } = this.asking;
    const argv = [...words, 'rm', '--force', '--ignore', '--time', '0', id];
    return () => endWith(argv, /no such container/i, env);
  }

  async remove(): Promise<void> {
    for (const change of this.#storage.changes) await change.undo();
  }
}
