/** Several invocations at once that share a state folder, a cache or an output. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Finished, Running } from '../../support/tare.js';
import type { Fault, Group, Provoked } from '../fault.js';
import { oddities } from '../oddities.js';
import { sample } from '../sample.js';
import type { World } from '../world.js';
import { programMissing } from './programs.js';

type Act = (world: World) => Promise<readonly Finished[]>;

const measuring = (world: World) => world.start(world.arguments('runc', '--blocks', '2..2'));
const all = (runs: readonly Running[]) => Promise.all(runs.map((run) => run.finished()));

async function beside(world: World, ...lines: readonly (readonly string[])[]): Promise<readonly Finished[]> {
  const run = measuring(world);
  await run.says('block 1 of');
  return all([run, ...lines.map((line) => world.start(line))]);
}

/** Looks that call a program which never answers, and are stopped. */
async function stoppedLook(world: World, command: string): Promise<readonly Finished[]> {
  const bin = join(world.output, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'docker'), '#!/bin/sh\necho >"$0.called"\nexec sleep 1000\n');
  chmodSync(join(bin, 'docker'), 0o755);
  const look = world.start([command, '--runtimes', 'docker'], { PATH: `${bin}:${process.env.PATH}` });
  while (look.child.exitCode === null && !existsSync(join(bin, 'docker.called'))) await pause(20);
  look.child.kill('SIGINT');
  const ended = await look.finished();
  return ended.code === 130 ? [] : [ended];
}

const COMPANY: Readonly<Record<string, Act>> = {
  'two runs': async (world) => all([measuring(world), measuring(world)]),
  'four runs': async (world) => all([1, 2, 3, 4].map(() => measuring(world))),
  'two runs that fill one cache': async (world) => {
    const env = { TARE_CACHE_DIR: `${world.output}/cache` };
    const other = { ...env, TARE_STATE_DIR: `${world.state}/other` };
    return all([env, other].map((more) => world.start(world.arguments('native'), more)));
  },
  'a cleanup beside a run': (world) => beside(world, ['cleanup']),
  'a cleanup of packages beside a run': (world) => beside(world, ['cleanup', '--cleanup', 'packages']),
  'three cleanups': async (world) => all([1, 2, 3].map(() => world.start(['cleanup']))),
  'three cleanups after a kill': async (world) => {
    const run = measuring(world);
    await run.says('block 1 of');
    run.child.kill('SIGKILL');
    await run.finished();
    return all([1, 2, 3].map(() => world.start(['cleanup'])));
  },
  'a cleanup that is killed, and another': async (world) => {
    const run = measuring(world);
    await run.says('block 1 of');
    run.child.kill('SIGKILL');
    await run.finished();
    const first = world.start(['cleanup']);
    await first.says('putting back');
    first.child.kill('SIGKILL');
    await first.finished();
    return all([world.start(['cleanup'])]);
  },
  'a run that is killed, and another at once': async (world) => {
    const run = measuring(world);
    await run.says('block 1 of');
    // Of two that start at once either may be the first, and the one that is killed last has nobody after it.
    const waits = measuring(world);
    await waits.says('waiting for');
    run.child.kill('SIGKILL');
    await run.finished();
    return all([waits]);
  },
  'one that waits and is cancelled': async (world) => {
    const run = measuring(world);
    await run.says('block 1 of');
    const waits = measuring(world);
    await waits.says('waiting for');
    waits.child.kill('SIGINT');
    const [first, second] = await all([run, waits]);
    if (second?.code !== 130) throw new Error(`the one that waited ended with ${second?.code}: ${second?.stderr}`);
    return first ? [first] : [];
  },
  'a doctor that is stopped while a program hangs': (world) => stoppedLook(world, 'doctor'),
  'a plan that is stopped while a program hangs': (world) => stoppedLook(world, 'plan'),
  'looks beside a run': (world) =>
    beside(world, ['plan', '--runtimes', 'runc'], ['doctor', '--runtimes', 'runc'], ['history', 'show']),
  'a calibration beside a run': (world) => {
    const [, ...flags] = world.arguments('native', '--suites', 'cpu');
    const lacking = ['--baseline'];
    const own = flags.filter((word, at) => !lacking.includes(at % 2 === 0 ? word : (flags[at - 1] ?? '')));
    return beside(world, ['calibrate', ...own]);
  },
};

function together(name: string, act: Act): Fault {
  const odd: string[] = [];
  return {
    name: `${name} in one state folder`,
    done: name,
    async provoke(world) {
      const ended = await act(world);
      odd.push(...ended.flatMap((one) => oddities(one)));
      const worst = ended.find(({ code }) => code !== 0) ?? ended[0];
      return worst ?? ({ code: null, stderr: '' } satisfies Provoked);
    },
    expect: () => odd,
  };
}

const IN_SLICE = 1;

export const company: Group = {
  name: 'company',
  whyNot: () => programMissing(['runc']),
  async faults({ extent, seed }) {
    const faults = Object.entries(COMPANY).map(([name, act]) => together(name, act));
    return extent === 'all' ? faults : sample(faults, IN_SLICE, seed);
  },
};
