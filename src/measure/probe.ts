/** Reads and judges what the probe script prints inside a sandbox. Pure. */

import { HostError } from '../config/errors.js';
import { formatBytes } from '../config/units.js';
import type { ArmEnvironment, Limits } from '../results/document.js';

type Inside = ArmEnvironment['inside'];

/** `key=value` lines; anything else is passed over. */
export function parseProbe(output: string): Inside {
  const pairs = output.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    return at > 0
      ? [
          [
            line.slice(0, at),
            line
              .slice(at + 1)
              .trim()
              .slice(0, 200),
          ] as const,
        ]
      : [];
  });
  return Object.fromEntries(pairs);
}

/** A guest's kernel keeps some memory for itself, so what it has in all may be this much below the limit. */
const MEMORY_SLACK = 0.2;

/**
 * Equal footing or nothing: a sandbox that has other CPUs or more memory than the rest would be measured unfairly.
 * @throws HostError naming what is asked for and what is there.
 */
export function verifyInside(arm: string, inside: Inside, limits: Limits): void {
  if (Number(inside.cpus) !== limits.cpuCount) {
    throw new HostError(
      `${arm} sees ${inside.cpus ?? 'an unknown number of'} CPUs, and should see ${limits.cpuCount} (${limits.cpus})`,
      'The cpuset limit does not hold in this runtime on this host: see tare doctor.',
    );
  }
  const memory = memorySeen(inside);
  if (memory === undefined || memory > limits.memoryBytes || memory < limits.memoryBytes * (1 - MEMORY_SLACK)) {
    throw new HostError(
      `${arm} may use ${memory === undefined ? 'an unknown amount of' : formatBytes(memory)} memory, and should be limited to ${formatBytes(limits.memoryBytes)}`,
      'The memory limit does not hold in this runtime on this host: see tare doctor.',
    );
  }
}

/** The tighter of the cgroup limit and of all memory there is: a runtime with a kernel of its own may limit the latter alone. */
function memorySeen({ memoryLimit, memoryTotal }: Inside): number | undefined {
  const bytes = [Number(memoryLimit || Number.NaN), Number(memoryTotal || Number.NaN) * 1024].filter(Number.isFinite);
  return bytes.length > 0 ? Math.min(...bytes) : undefined;
}

/** Names of the facts about the userland in which this arm differs from native: there must be none. */
export function userlandDifferences(inside: Inside, native: Inside): string[] {
  return ['sysbench', 'sysbenchSha256', 'userlandSha256'].filter((key) => inside[key] !== native[key]);
}
