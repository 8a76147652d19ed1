/** Lets the n-th change that a short run makes to the host, or the n-th program that it starts, fail once. */
import type { Choice, Fault, Group } from '../fault.js';
import { oddities } from '../oddities.js';
import { hooked, pointsOf } from '../points.js';
import { sample } from '../sample.js';
import { programMissing } from './programs.js';

/** The number of points that are tried in CI. */
const IN_SLICE = 3;

export function failing(runtime: string, programs: readonly string[]): Group {
  return {
    name: `failing ${runtime}`,
    whyNot: () => programMissing(programs),
    async faults({ extent, seed, points: wanted, part, parts }: Choice) {
      const points = await pointsOf(runtime);
      const all = points.map((label, index) => faultAt(runtime, index + 1, label));
      const chosen = extent === 'all' ? all : sample(all, wanted ?? IN_SLICE, seed);
      return chosen.filter((_, index) => index % parts === part);
    },
  };
}

function faultAt(runtime: string, number: number, label: string): Fault {
  const where = label.replaceAll(/\/var\/tmp\/world-[^/]+/g, '').slice(0, 70);
  return {
    name: `failing ${runtime} ${number}`,
    done: `operation ${number} fails (${where})`,
    provoke(world) {
      const at = { FAULTS_AT: String(number), FAULTS_WHEN: 'fails' };
      return world.start(world.arguments(runtime), hooked(at)).finished();
    },
    expect: (ended) => [
      ...oddities(ended),
      ...(/spawn\S* \S+ EAGAIN/.test(ended.stderr) ? [`it says no word to a person: ${ended.stderr.slice(-300)}`] : []),
    ],
  };
}
