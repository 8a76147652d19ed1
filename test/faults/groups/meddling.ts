/**
 * What others do to a run while it measures: to its files, mounts, groups and processes, as a person who tidies up.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from '../../support/tare.js';
import type { Fault, Group, Provoked } from '../fault.js';
import { oddities } from '../oddities.js';
import { sample } from '../sample.js';
import type { World } from '../world.js';
import { programMissing } from './programs.js';

type Meddle = (world: World, run: Running) => void | Promise<void>;

const journals = (world: World) =>
  readdirSync(join(world.state, 'journal')).map((name) => join(world.state, 'journal', name));

const descendants = (pid: number): number[] => {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = all.filter((name) => parentOf(name) === pid).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
};

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It has ended.
    return undefined;
  }
}

function signalled(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

const pidOf = (run: Running) => run.child.pid ?? 0;
const shell = (script: string, world: World) => void spawnSync('/bin/sh', ['-c', script], { cwd: world.folder });

/** Every group of the run, the deepest first. */
const GROUPS = `find /sys/fs/cgroup -depth -type d -path '*/tare-*'`;

const MEDDLING: Readonly<Record<string, Meddle>> = {
  'moves the state away': (world) => renameSync(world.state, join(world.output, 'moved')),
  'removes the journal': (world) => rmSync(join(world.state, 'journal'), { recursive: true }),
  'empties the journal': (world) => {
    for (const path of journals(world)) truncateSync(path, 0);
  },
  'cuts the journal short': (world) => {
    for (const path of journals(world)) truncateSync(path, Math.floor(readFileSync(path).length / 2));
  },
  'writes noise into the journal': (world) => {
    for (const path of journals(world)) writeFileSync(path, 'noise\n{"type":"omen"}\n', { flag: 'a' });
  },
  'removes the lock': (world) => rmSync(join(world.state, 'measure.lock')),
  'removes the work folder': (world) => shell('rm -rf --one-file-system state/work', world),
  'removes the output': (world) => rmSync(world.output, { recursive: true }),
  'puts a file in the place of the output': (world) => {
    renameSync(world.output, join(world.folder, 'elsewhere'));
    writeFileSync(world.output, '');
  },
  'removes the document': (world) => shell('rm -f output/run-2*.json', world),
  'tears the document': (world) => shell('for f in output/run-2*.json; do truncate -s 100 "$f"; done', world),
  'puts a folder in the place of the document': (world) =>
    shell('for f in output/run-2*.json; do rm "$f"; mkdir "$f"; done', world),
  'makes the output read-only': (world) => {
    execFileSync('mount', ['--bind', world.output, world.output]);
    execFileSync('mount', ['-o', 'remount,bind,ro', world.output]);
  },
  'takes the mounts away': () => {
    const points = readFileSync('/proc/self/mountinfo', 'utf8').match(/(?<= )\/\S*\/state\/work\/\S+/g) ?? [];
    for (const point of points.reverse()) spawnSync('umount', ['--lazy', point]);
  },
  'kills every process of its groups': (world) =>
    shell(`${GROUPS} | while read g; do kill -9 $(cat $g/cgroup.procs); done 2>/dev/null`, world),
  'moves its processes to the root': (world) =>
    shell(
      `${GROUPS} | while read g; do top=\${g%%/tare-*}; for p in $(cat $g/cgroup.procs); do echo $p >$top/cgroup.procs; done; done 2>/dev/null`,
      world,
    ),
  'removes its groups': (world) =>
    shell(`${GROUPS} | while read g; do kill -9 $(cat $g/cgroup.procs); sleep .1; rmdir $g; done 2>/dev/null`, world),
  'kills all that it has started': (_, run) => {
    for (const pid of descendants(pidOf(run))) signalled(pid, 'SIGKILL');
  },
  'stops all that it has started': (_, run) => {
    for (const pid of descendants(pidOf(run))) signalled(pid, 'SIGSTOP');
  },
  'stops it for a while': async (_, run) => {
    run.child.kill('SIGSTOP');
    await pause(3000);
    run.child.kill('SIGCONT');
  },
  'presses Ctrl-Z, and goes on': async (_, run) => {
    run.child.kill('SIGTSTP');
    await pause(1000);
    run.child.kill('SIGCONT');
  },
  'resizes its terminal': (_, run) => void run.child.kill('SIGWINCH'),
  'asks for a debugger': (_, run) => void run.child.kill('SIGUSR1'),
  'fills the disk of the output': (world) => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'none', world.output]);
  },
};

/** What a run may end with by signals that it has no word for. */
const DEADLY: readonly NodeJS.Signals[] = [
  ...(['SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGPROF', 'SIGIO', 'SIGPWR', 'SIGXCPU', 'SIGSYS'] as const),
  ...(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP', 'SIGSTKFLT'] as const),
];

const mountsUndone = (world: World) => spawnSync('umount', ['--lazy', world.output]);

function meddled(runtimes: string, name: string, meddle: Meddle): Fault {
  const odd: string[] = [];
  // The document is there when a block is done.
  const moment = name.includes('document') ? 'block 2 of' : 'block 1 of';
  return {
    name: `somebody ${name} while ${runtimes} is measured`,
    done: `when it says "${moment}" 3`,
    async provoke(world) {
      const limits = ['--launch-timeout', '20s', '--command-timeout', '20s'];
      const run = world.start(world.arguments(runtimes, '--blocks', '3..3', ...limits));
      await run.says(moment);
      await meddle(world, run);
      const ended = await run.finished();
      odd.push(...oddities(ended).filter((text) => !/it ended with 130/.test(text)));
      restore(world);
      return ended;
    },
    expect: () => odd,
  };
}

/** What was meddled with is not a loss of ours. */
function restore(world: World): void {
  mountsUndone(world);
  const moved = [join(world.folder, 'elsewhere'), join(world.output, 'moved')].find((path) => existsSync(path));
  if (moved?.endsWith('elsewhere')) {
    rmSync(world.output, { recursive: true, force: true });
    renameSync(moved, world.output);
  }
  if (moved?.endsWith('moved')) {
    rmSync(world.state, { recursive: true, force: true });
    renameSync(moved, world.state);
  }
  execFileSync('mkdir', ['-p', world.output]);
  if (!existsSync(join(world.output, 'thesis'))) writeFileSync(join(world.output, 'thesis'), 'of a user');
  world.restoreKept();
  const entries = readdirSync(world.output, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isDirectory() && entry.name.startsWith('run-')))
    rmSync(join(world.output, name), { recursive: true });
}

const deadly: Fault[] = DEADLY.map((signal) => ({
  name: `${signal} in the first block`,
  done: `${signal} when it says "block 1 of"`,
  async provoke(world) {
    const run = world.start(world.arguments('runc'));
    await run.says('block 1 of');
    run.child.kill(signal);
    return run.finished();
  },
  expect: ({ code }: Provoked) => (code === null || code === 0 ? [] : [`it ended with ${code}`]),
}));

/** As a build does, or an upgrade by itself. */
const rebuilt: Fault = {
  name: 'somebody builds another runc over the one that is measured',
  done: 'another file takes its place when it says "block 2 of" 3',
  async provoke(world) {
    const [mine, next] = [join(world.output, 'runc'), join(world.output, 'next')];
    writeFileSync(mine, '#!/bin/sh\nexec runc "$@"\n', { mode: 0o755 });
    writeFileSync(next, '#!/bin/sh\n# slower\nexec runc "$@"\n', { mode: 0o755 });
    const run = world.start(world.arguments(`runc=${mine}`, '--blocks', '3..3'));
    await run.says('block 2 of');
    renameSync(next, mine);
    return run.finished();
  },
  expect: ({ code, stderr }) => [
    ...(code === 4 ? [] : [`it ended with ${code}: its figures are of two programs`]),
    ...(stderr.includes('is another program than this run began with') ? [] : ['it does not say why']),
  ],
};

const IN_SLICE = 2;

export const meddling: Group = {
  name: 'meddling',
  whyNot: () => programMissing(['runc']),
  async faults({ extent, seed }) {
    const by = (runtimes: string) => Object.entries(MEDDLING).map(([name, meddle]) => meddled(runtimes, name, meddle));
    const all = [...by('native,runc'), ...deadly, rebuilt];
    return extent === 'all' ? all : sample(all, IN_SLICE, seed);
  },
};
