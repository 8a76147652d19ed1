/** bubblewrap on a folder. It makes namespaces without a daemon, as Flatpak and many build tools use it. */
import { dirname } from 'node:path';
import { createGroup } from '../host/cgroup.js';
import { runGroup } from '../host/groups/run-group.js';
import type { Host } from '../host/host.js';
import { removeEverywhere } from '../host/undo/recorded-paths.js';
import { SANDBOX } from '../sandbox/paths.js';
import { mainOf } from './install/binaries.js';
import { checkRecipe, installRecipe } from './install/install.js';
import type { Recipe } from './install/recipe.js';
import type { Console, LaunchRequest, PreparedArm, Runtime } from './runtime.js';
import { openProcessConsole } from './shared/process-console.js';
import { clearScratch, copyRoot, type RootCopy } from './shared/root-copy.js';

const RECIPE: Recipe = {
  runtime: 'bwrap',
  programs: [{ name: 'bwrap' }],
  packages: [{ name: 'bubblewrap' }],
  backports: true,
  byPath: 'program',
};

export const bwrap: Runtime = {
  name: 'bwrap',
  summary: 'bubblewrap on a folder, without a daemon',
  options: {},
  unlinkable: () => undefined,
  check: (host, arm) => checkRecipe(host, arm, RECIPE),
  install: (host, arm) => installRecipe(host, arm, RECIPE),
  async prepare(host, image, arm, installed) {
    return new BwrapArm(host, await copyRoot(host, image, arm), mainOf(installed).path);
  },
};

class BwrapArm implements PreparedArm {
  readonly #host: Host;
  readonly #copy: RootCopy;
  readonly #binary: string;

  constructor(host: Host, copy: RootCopy, binary: string) {
    this.#host = host;
    this.#copy = copy;
    this.#binary = binary;
  }

  async launch(request: LaunchRequest): Promise<Console> {
    await clearScratch(this.#copy);
    const name = `${runGroup(this.#host)}/${request.id}`;
    const entries = createGroup(this.#host.cgroup, name, request.limits);
    const remove = () => removeEverywhere(this.#host, name);
    const groups = entries.map((entry) => ({ from: dirname(entry), to: dirname(entry).slice(0, -name.length - 1) }));
    return openProcessConsole({
      // bubblewrap can make no network but an empty one, so it is started in the network that the sandbox is to have.
      ...(request.link && { within: request.link.enter }),
      poised: request.poised,
      groups: entries,
      argv: [this.#binary, ...bwrapArguments(this.#copy.root, groups, request)],
      end: remove,
      afterExit: remove,
    });
  }

  async remove(): Promise<void> {
    await this.#copy.change.undo();
  }
}

/**
 * Returns the command line: all namespaces, the root as it is, and the volume. bubblewrap sets no limits, so it runs
 * in groups that have them. These are mounted where the sandbox's own cgroup namespace expects them, so that the
 * limits can be verified from inside. Pure.
 */
export function bwrapArguments(
  root: string,
  groups: readonly { readonly from: string; readonly to: string }[],
  { volume, nonce, link }: Pick<LaunchRequest, 'volume' | 'nonce' | 'link'>,
): string[] {
  return [
    ...[
      '--unshare-all',
      ...(link ? ['--share-net'] : []),
      '--die-with-parent',
      '--hostname',
      'tare',
      '--cap-drop',
      'ALL',
    ],
    ...['--bind', root, '/', '--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--tmpfs', '/sys'],
    ...groups.flatMap(({ from, to }) => ['--ro-bind', from, to]),
    ...['--bind', volume, SANDBOX.volume, '/bin/sh', SANDBOX.agent, nonce],
  ];
}
