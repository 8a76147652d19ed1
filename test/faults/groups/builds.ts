/** Signals while the commits of a checkout are built, before anything is measured. */
import { BuiltRepository } from '../../support/built-repository.js';
import { Running } from '../../support/tare.js';
import type { Fault, Group } from '../fault.js';
import { SLOW } from '../limit.js';
import { sample } from '../sample.js';
import type { World } from '../world.js';
import { programMissing } from './programs.js';

/** It has a process in its group and one that has left it, and does not end by itself. */
const BUILD = 'sleep 979 & setsid sleep 978 & echo begun; wait';

const RUNTIME = ['--build', BUILD, '--runtimes', 'runc=./runc'];
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  run: ['run', ...RUNTIME, '--baseline', 'none'],
  bisect: ['bisect', ...RUNTIME, '--good', 'HEAD~1', '--cell', 'runc cpu.prime'],
};

const CANCELLED = 130;

const SENT: Readonly<Record<string, { signals: readonly NodeJS.Signals[]; limit: number; code: number | null }>> = {
  INT: { signals: ['SIGINT'], limit: 10, code: CANCELLED },
  'INT twice': { signals: ['SIGINT', 'SIGINT'], limit: 2, code: CANCELLED },
  TERM: { signals: ['SIGTERM'], limit: 10, code: CANCELLED },
  KILL: { signals: ['SIGKILL'], limit: 10, code: null },
};

const IN_SLICE = 3;

export const builds: Group = {
  name: 'builds',
  whyNot: () => programMissing(['git', 'setsid', 'runc']),
  async faults({ extent, seed }) {
    const all = Object.keys(COMMANDS).flatMap((command) => Object.keys(SENT).map((sent) => faultAt(command, sent)));
    return extent === 'all' ? all : sample(all, IN_SLICE, seed);
  },
};

function faultAt(command: string, name: string): Fault {
  const { signals = [], limit = 0, code: wanted } = SENT[name] ?? {};
  return {
    name: `signal ${name} while ${command} builds`,
    done: `SIG${name} to tare ${command} when its build has begun`,
    async provoke(world: World) {
      const repository = new BuiltRepository(world.output);
      repository.commit('main', { n: '1' });
      const args = [...(COMMANDS[command] ?? []), '--output', world.output];
      const run = new Running(args, repository.origin, world.env);
      await run.says('| begun');
      const at = performance.now();
      for (const signal of signals) run.child.kill(signal);
      const ended = await run.finished();
      return { ...ended, seconds: (performance.now() - at) / 1000 };
    },
    expect: ({ code, seconds = 0 }) => [
      ...(seconds > limit * SLOW ? [`it took ${seconds.toFixed(1)} s to end, and has ${limit}`] : []),
      ...(code === wanted ? [] : [`it ended with ${code}`]),
    ],
  };
}
