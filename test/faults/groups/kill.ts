/** Kills a short run with SIGKILL at the n-th change that it makes to the host, before and after the change. */
import type { Choice, Fault, Group } from '../fault.js';
import { hooked, pointsOf } from '../points.js';
import { sample } from '../sample.js';
import { programMissing } from './programs.js';

/** The number of points that are tried in CI. Other runtimes are killed by hand only, with --points or --all. */
const IN_SLICE: Readonly<Record<string, number>> = { native: 10, runc: 8, docker: 3 };

export function killing(runtime: string, programs: readonly string[]): Group {
  return {
    name: `kill ${runtime}`,
    whyNot: () => programMissing(programs),
    async faults({ extent, seed, points: wanted, part, parts }: Choice) {
      if (extent === 'slice' && wanted === undefined && !(runtime in IN_SLICE)) return [];
      const points = await pointsOf(runtime);
      // The state after one change is the state before the next, except that a program that was started has begun.
      const all = points.flatMap((label, index) => {
        const times = /^(spawn|exec|fork)/.test(label) ? (['before', 'after'] as const) : (['before'] as const);
        return times.map((when) => faultAt(runtime, index + 1, when, label));
      });
      const some = sample(all, wanted ?? IN_SLICE[runtime] ?? 5, seed);
      const chosen = extent === 'all' ? all : all.filter((fault) => some.includes(fault) || isDraft(fault));
      return chosen.filter((_, index) => index % parts === part);
    },
  };
}

/** Only where a file is about to get its name is a draft left, so the few such moments are not left to chance. */
const isDraft = ({ done }: Fault) => /renameSync \/output\/report-\S+\.draft/.test(done);

function faultAt(runtime: string, number: number, when: 'before' | 'after', label: string): Fault {
  const where = label.replaceAll(/\/var\/tmp\/world-[^/]+/g, '').slice(0, 70);
  return {
    name: `kill ${runtime} ${number} ${when}`,
    done: `kill -9 ${when} operation ${number} (${where})`,
    async provoke(world) {
      const at = { FAULTS_AT: String(number), FAULTS_WHEN: when };
      return world.start(world.arguments(runtime), hooked(at)).finished();
    },
    // A run may make a few changes fewer than the one that was counted.
    isMissed: ({ code }) => code === 0,
    expect: ({ code }) => (code === null || code === 0 ? [] : [`it ended with ${code} instead of being killed`]),
  };
}
