/** Every signal that ends a run, in every phase of it. The limits are those of docs/security.md. */
import { existsSync } from 'node:fs';
import type { Fault, Group } from '../fault.js';
import { SLOW } from '../limit.js';
import { sample } from '../sample.js';
import type { World } from '../world.js';
import { programMissing } from './programs.js';

/** Where systemd runs, the host's own daemon is started. */
const DAEMON = existsSync('/run/systemd/system') ? 'starting the docker service' : 'starting a docker daemon';

/** The message that the run prints when the phase begins. */
const PHASES: Readonly<Record<string, string>> = {
  preparing: 'preparing native',
  'starting a daemon': DAEMON,
  importing: 'importing the userland',
  checking: 'checking every runtime',
  'the first block': 'block 1 of',
  'the second block': 'block 2 of',
  'putting back': 'putting the host back',
};

interface Sent {
  readonly signals: readonly NodeJS.Signals[];
  /** The limit in seconds until the end. */
  readonly limit: number;
}

const SENT: Readonly<Record<string, Sent>> = {
  INT: { signals: ['SIGINT'], limit: 10 },
  TERM: { signals: ['SIGTERM'], limit: 10 },
  HUP: { signals: ['SIGHUP'], limit: 10 },
  'INT twice': { signals: ['SIGINT', 'SIGINT'], limit: 2 },
  QUIT: { signals: ['SIGQUIT'], limit: 2 },
  KILL: { signals: ['SIGKILL'], limit: 10 },
};

const IN_SLICE = 8;

export const signals: Group = {
  name: 'signals',
  whyNot: () => programMissing(['docker', 'dockerd', 'containerd', 'runc']),
  async faults({ extent, seed }) {
    const all = Object.entries(PHASES).flatMap(([phase, words]) =>
      Object.entries(SENT).map(([name, sent]) => faultAt(phase, words, name, sent)),
    );
    return extent === 'all' ? all : sample(all, IN_SLICE, seed);
  },
};

function faultAt(phase: string, words: string, name: string, { signals: sent, limit }: Sent): Fault {
  return {
    name: `signal ${name} while ${phase}`,
    done: `SIG${name} when it says "${words}"`,
    async provoke(world: World) {
      const run = world.start(world.arguments('runc,docker', '--blocks', '3..3'));
      await run.says(words);
      const at = performance.now();
      for (const signal of sent) run.child.kill(signal);
      const ended = await run.finished();
      return { ...ended, seconds: (performance.now() - at) / 1000 };
    },
    expect: ({ code, seconds = 0 }) => [
      ...(seconds > limit * SLOW ? [`it took ${seconds.toFixed(1)} s to end, and has ${limit}`] : []),
      ...(allowed(phase, name).includes(code) ? [] : [`it ended with ${code}`]),
    ],
  };
}

/**
 * Returns the allowed exit codes. A signal in the last phase comes when everything is measured already; 3 means that
 * something could not be restored in time.
 */
function allowed(phase: string, name: string): readonly (number | null)[] {
  if (name === 'KILL') return [null];
  return phase === 'putting back' ? [0, 3, 4, 130] : [130];
}
