/** The control arm: the same userland by chroot, under the same CPU and memory limits, with no other isolation. */
import { existsSync } from 'node:fs';
import { createGroup, groupPaths } from '../host/cgroup.js';
import { inGroups } from '../host/groups/in-groups.js';
import { removeGroup } from '../host/groups/remove-group.js';
import { runGroup } from '../host/groups/run-group.js';
import type { Host } from '../host/host.js';
import { NATIVE } from '../results/document.js';
import type { Console, LaunchRequest, LifeSteps, PreparedArm, Runtime } from './runtime.js';
import { clearing, openProcessConsole } from './shared/process-console.js';
import { clearScratch, copyRoot, type RootCopy } from './shared/root-copy.js';

/**
 * The mount namespace only keeps our mounts out of the host's table; they disappear with the last process in it. The
 * arguments are root, volume and nonce.
 */
const ENTER = `
root=$1 volume=$2 nonce=$3
mount -t proc proc "$root/proc" &&
mount --rbind /sys "$root/sys" &&
mount --rbind /dev "$root/dev" &&
mount --bind "$volume" "$root/tare/volume" &&
exec chroot "$root" /bin/sh /tare/agent "$nonce"
`;

export const native: Runtime = {
  name: NATIVE,
  summary: 'the same userland by chroot, under the same limits: the control',
  options: {},
  stepwise: true,
  async check() {
    const tools = ['/usr/bin/unshare', '/usr/sbin/chroot'].filter((path) => !existsSync(path));
    return tools.map((path) => ({
      what: path,
      remedy: 'It belongs to util-linux and coreutils: install them.',
      installable: false,
    }));
  },
  async install() {
    return { binaries: [], source: 'the host itself' };
  },
  unlinkable: () => undefined,
  async prepare(host, image, arm) {
    const copy = await copyRoot(host, image, arm);
    return new NativeArm(host, copy);
  },
};

class NativeArm implements PreparedArm {
  readonly #group: string;

  constructor(
    readonly host: Host,
    readonly copy: RootCopy,
  ) {
    this.#group = runGroup(host);
  }

  async launch(request: LaunchRequest): Promise<Console> {
    const { entries, argv, remove } = await this.#call(request);
    return openProcessConsole({
      ...(request.link && { within: request.link.enter }),
      poised: request.poised,
      groups: entries,
      argv,
      end: remove,
      afterExit: remove,
    });
  }

  /** There is nothing to create or to delete, and its processes are those of its group. */
  async steps(request: LaunchRequest): Promise<LifeSteps> {
    const { entries, argv, remove } = await this.#call(request);
    return {
      start: inGroups(entries, argv),
      console: 'start',
      exec: (command) => ['chroot', this.copy.root, ...command],
      clear: () => clearing(remove, async () => undefined),
    };
  }

  async #call(request: LaunchRequest) {
    await clearScratch(this.copy);
    const name = `${this.#group}/${request.id}`;
    const entries = createGroup(this.host.cgroup, name, request.limits);
    const remove = async () => {
      for (const path of groupPaths(this.host.cgroup, name)) await removeGroup(path);
    };
    const enter = ['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', ENTER, 'sh'];
    return { entries, argv: [...enter, this.copy.root, request.volume, request.nonce], remove };
  }

  async remove(): Promise<void> {
    await this.copy.change.undo();
  }
}
