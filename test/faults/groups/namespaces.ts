/** Two containers, each with its own process numbers, that share one state folder. */
import { Running } from '../../support/tare.js';
import type { Fault, Group, Provoked } from '../fault.js';
import { CLI, type World } from '../world.js';
import { programMissing } from './programs.js';

/** Starts the command in a pid namespace of its own, as in a container. The namespace ends with its first process. */
const CONTAINER = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', process.execPath, CLI];

const inContainer = (world: World, args: readonly string[]) => new Running(args, world.folder, world.env, CONTAINER);

/** A fault that starts a second invocation beside the first, and what must hold of both. */
function second(name: string, args: (world: World) => readonly string[]): Fault {
  return {
    name: `${name} in another container while a run measures`,
    done: `two pid namespaces share the state folder; ${name} starts when the run says "block 1 of"`,
    async provoke(world) {
      const first = inContainer(world, world.arguments('runc', '--blocks', '3..3'));
      await first.says('block 1 of');
      const other = inContainer(world, args(world));
      await other.says('waiting for a process of another container');
      const [measured, ended] = await Promise.all([first.finished(), other.finished()]);
      if (ended.code !== 0) throw new Error(`${name} ended with ${ended.code}: ${ended.stderr}`);
      return measured;
    },
    expect: whole,
  };
}

const whole = ({ code, stderr }: Provoked) => (code === 0 ? [] : [`it ended with ${code}: ${stderr.slice(-300)}`]);

/** The kernel kills every process in a container whose first process is killed. */
const killed: Fault = {
  name: 'a run in a container that is killed, and one in another',
  done: 'the first of two pid namespaces that share the state folder is killed when it says "block 1 of"',
  async provoke(world) {
    const first = inContainer(world, world.arguments('runc'));
    await first.says('block 1 of');
    first.child.kill('SIGKILL');
    await first.finished();
    const next = await inContainer(world, world.arguments('runc')).finished();
    return next;
  },
  expect: ({ code, stderr }) => [
    ...whole({ code, stderr }),
    ...(/putting back \d+ changes/.test(stderr) ? [] : ['the second did not put back what the first had left']),
  ],
};

export const namespaces: Group = {
  name: 'namespaces',
  whyNot: () => programMissing(['unshare', 'runc']),
  async faults() {
    const measuring = (world: World) => world.arguments('runc', '--blocks', '2..2');
    return [second('a run', measuring), second('cleanup', () => ['cleanup']), killed];
  },
};
