/** Daemons that are killed or stopped, sandboxes that are frozen, and either process of an ordinary user's run. */
import { chownSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sudoersLine } from '../../../src/app/privileged/parent.js';
import { TestAccount, whyNoAccount } from '../../support/account.js';
import { Running } from '../../support/tare.js';
import type { Fault, Group, Provoked } from '../fault.js';
import { SLOW } from '../limit.js';
import { CLI, type World } from '../world.js';
import { programMissing } from './programs.js';

interface Found {
  readonly pid: number;
  readonly argv: readonly string[];
}

function processes(fits: (argv: readonly string[]) => boolean): Found[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), argv: readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0') }];
      } catch {
        // The process has ended.
        return [];
      }
    })
    .filter(({ argv }) => fits(argv));
}

const codes =
  (...allowed: readonly (number | null)[]) =>
  ({ code, stderr }: Provoked) =>
    allowed.includes(code) ? [] : [`it ended with ${code}: ${stderr.slice(-300)}`];

const HARMED: readonly (readonly [string, NodeJS.Signals])[] = [
  ['dockerd', 'SIGKILL'],
  ['containerd', 'SIGKILL'],
  ['containerd-shim-runc-v2', 'SIGKILL'],
  ['dockerd', 'SIGSTOP'],
  ['containerd', 'SIGSTOP'],
  ['containerd-shim-runc-v2', 'SIGSTOP'],
];

const harmed: Fault[] = HARMED.map(([program, signal]) => ({
  name: `${program} gets ${signal}`,
  done: `${signal} to ${program} when it says "block 2 of" of 4`,
  async provoke(world) {
    const run = world.start(world.arguments('docker', '--blocks', '4..4', '--launch-timeout', `${10 * SLOW}s`));
    await run.says('block 2 of');
    for (const { pid } of processes(([name = '']) => name.endsWith(`/${program}`) || name === program))
      process.kill(pid, signal);
    return run.finished();
  },
  expect: codes(0, 4),
}));

const GROUPS = '/sys/fs/cgroup';
const FREEZER = existsSync(join(GROUPS, 'freezer')) ? join(GROUPS, 'freezer') : GROUPS;
/** The file and the value that freeze a group, on v1 and on v2. */
const SWITCHES = { 'freezer.state': 'FROZEN', 'cgroup.freeze': '1' };

/** Returns the groups below those of runs. */
function groupsOfRuns(folder = FREEZER): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [];
    return [...(path.includes('/tare-') ? [path] : []), ...groupsOfRuns(path)];
  });
}

function freezeAll(): void {
  const switches = groupsOfRuns().flatMap((group) =>
    Object.entries(SWITCHES).map(([file, value]) => ({ path: join(group, file), value })),
  );
  const there = switches.filter(({ path }) => existsSync(path));
  if (there.length === 0) throw new Error('there is no group that could be frozen');
  for (const { path, value } of there) writeFileSync(path, value);
}

const frozen: Fault[] = ['runc', 'docker'].flatMap((runtime) =>
  [false, true].map((isKilled) => ({
    name: `sandboxes of ${runtime} are frozen${isKilled ? ', and the run is killed' : ''}`,
    done: 'every group of the run is frozen when it says "block 1 of"',
    async provoke(world: World) {
      const limit = `${5 * SLOW}s`;
      const run = world.start(world.arguments(runtime, '--launch-timeout', limit, '--command-timeout', limit));
      await run.says('block 1 of');
      freezeAll();
      if (isKilled) run.child.kill('SIGKILL');
      return run.finished();
    },
    expect: isKilled ? codes(null, 0) : codes(0, 3, 4),
  })),
);

export const daemons: Group = {
  name: 'daemons',
  whyNot: () => programMissing(['docker', 'dockerd', 'containerd', 'runc']),
  async faults({ extent }) {
    return extent === 'all' ? [...harmed, ...frozen] : [harmed, frozen].flatMap((faults) => faults.slice(0, 1));
  },
};

let account: TestAccount | undefined;

function half(which: 'root' | 'user', signal: NodeJS.Signals, words: string): Fault {
  return {
    name: `the ${which}'s half gets ${signal} at "${words}"`,
    done: `an ordinary user runs it with sudo; ${signal} to one half`,
    async provoke(world) {
      const user = account;
      if (!user) throw new Error('there is no account');
      chownSync(world.output, user.uid, user.gid);
      const as = ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups', process.execPath, CLI];
      const env = { ...world.env, HOME: user.home, TMPDIR: '/tmp' };
      const run = new Running(world.arguments('runc'), world.folder, env, ['setpriv', ...as]);
      await run.says(words);
      const roots = processes((argv) => argv.includes('--root-half') && /node$/.test(argv[0] ?? ''));
      if (which === 'user') run.child.kill(signal);
      else for (const { pid } of roots) process.kill(pid, signal);
      const result = await run.finished();
      while (processes((argv) => argv.includes('--root-half')).length > 0) await pause(50);
      return result;
    },
    // The process that was not killed reports what became of the other.
    expect: ({ code }) => (code === 70 ? ['it ended with 70'] : []),
  };
}

export const halves: Group = {
  name: 'halves',
  whyNot: () => whyNoAccount() ?? programMissing(['setpriv', 'runc']),
  async faults({ extent }) {
    // The account stays, so it is made only on a host that is thrown away.
    if (!process.env.OWN_HOST_FOLDER) return [];
    account = new TestAccount();
    account.permit(sudoersLine(account.name, CLI));
    const moments = ['preparing runc', 'checking every', 'block 1 of', 'block 2 of', 'putting the host back'];
    const all = moments.flatMap((words) =>
      (['root', 'user'] as const).flatMap((which) =>
        (['SIGKILL', 'SIGTERM'] as const).map((signal) => half(which, signal, words)),
      ),
    );
    return extent === 'all' ? all : all.slice(9, 11);
  },
};
