/** Starts a dockerd as a user does, reached by the client's current context. No default socket is touched. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { readLayout } from '../../../src/host/cgroup.js';
import { mustRun, runCommand } from '../../../src/host/commands/command.js';
import { removeGroup } from '../../../src/host/groups/remove-group.js';
import { endProcess, identify } from '../../../src/host/process.js';
import { mountsBelow } from '../../../src/host/undo/undo.js';

export interface UsersDaemon {
  /** The folder of everything that it has, which is also the user's HOME while it runs. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** @param inside argv that starts the words after it, for instance in namespaces of its own. */
export async function startUsersDaemon(
  flags: readonly string[] = [],
  inside: readonly string[] = [],
): Promise<UsersDaemon> {
  const home = process.env.HOME;
  const folder = mkdtempSync('/var/tmp/tare-user-docker-');
  // A daemon that remaps users refuses a root folder that these users cannot reach.
  chmodSync(folder, 0o711);
  // Its default group, `docker`, would be left empty, and may be another daemon's.
  const parent = `/tare-test-user-docker-${process.pid}`;
  const socket = `unix://${folder}/docker.sock`;
  writeFileSync(join(folder, 'daemon.json'), '{}');
  const roots = ['--data-root', `${folder}/data`, '--exec-root', `${folder}/exec`, '--pidfile', `${folder}/pid`];
  const alone = ['--cgroup-parent', parent, '--config-file', `${folder}/daemon.json`, '--bridge', 'none'];
  const network = ['--iptables=false', '--ip6tables=false'];
  const argv = [...inside, 'dockerd', '--host', socket, ...roots, ...alone, ...network, ...flags];
  const env = { PATH: `${process.env.PATH}:/usr/sbin` };
  const child = spawn(argv[0] ?? '', argv.slice(1), { stdio: 'ignore', env });
  const daemon: UsersDaemon = {
    folder,
    async stop() {
      const identity = identify(child.pid ?? 0);
      if (identity) await endProcess(identity, 30);
      process.env.HOME = home;
      for (const point of readLayout().hierarchies) await removeGroup(join(point, parent));
      // A daemon mounts its root on itself where mounts of the host are private.
      for (const point of mountsBelow(folder)) await mustRun(['umount', '--lazy', point]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  process.env.HOME = folder;
  try {
    await mustRun(['docker', 'context', 'create', 'mine', '--docker', `host=${socket}`]);
    await mustRun(['docker', 'context', 'use', 'mine']);
    while ((await runCommand(['docker', 'info'])).code !== 0) expect(child.exitCode).toBeNull();
  } catch (error) {
    await daemon.stop();
    throw error;
  }
  return daemon;
}
