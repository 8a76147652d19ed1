/** Parses and checks what the probe script prints inside a sandbox. Pure. */
import { HostError } from '../errors.js';
import type { ArmEnvironment, SandboxLimits } from '../results/document.js';
import { formatBytes } from '../units.js';

type Inside = ArmEnvironment['inside'];

const LONGEST_FACT = 200;

/**
 * Parses the `key=value` lines that the script prints. Programs that it calls print what they like besides, and none
 * of it is a fact: other keys are ignored, and of each key the first line counts.
 */
export function parseProbe(output: string, script: string): Inside {
  const keys = new Set([...script.matchAll(/\becho "(\w+)=/g)].map(([, key = '']) => key));
  const facts = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [, key = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (keys.has(key) && !facts.has(key)) facts.set(key, value.trim().slice(0, LONGEST_FACT));
  }
  return Object.fromEntries(facts);
}

/**
 * A guest's kernel keeps some memory for itself: its image and tables, whatever the size of the machine (Debian's
 * cloud kernel about 40 MiB, Ubuntu's generic one 54), and a description of every page. The memory inside may be so
 * much below the limit.
 */
const KERNEL_BYTES = 64 * 1024 ** 2;
const KERNEL_SHARE = 0.05;

/**
 * Refuses unequal footing: a sandbox with other CPUs or more memory than the rest would be measured unfairly.
 * @throws HostError that names what is asked for and what is there.
 */
export function verifyInside(armId: string, inside: Inside, limits: SandboxLimits): void {
  if (Number(inside.cpus) !== limits.cpuCount) {
    throw new HostError(
      `${armId} sees ${inside.cpus || 'an unknown number of'} CPUs, and should see ${limits.cpuCount} (${limits.cpus}).`,
      'The cpuset limit does not hold in this runtime on this host: see tare doctor.',
    );
  }
  const memory = memorySeen(inside);
  const least = limits.memoryBytes * (1 - KERNEL_SHARE) - KERNEL_BYTES;
  if (memory === undefined || memory > limits.memoryBytes || memory < least) {
    throw new HostError(
      `${armId} may use ${memory === undefined ? 'an unknown amount of' : formatBytes(memory)} memory, and should be limited to ${formatBytes(limits.memoryBytes)}.`,
      'The memory limit does not hold in this runtime on this host: see tare doctor.',
    );
  }
}

/**
 * Returns the smaller of the cgroup limit and the whole memory: a runtime with its own kernel may limit only the
 * latter.
 */
function memorySeen({ memoryLimit, memoryTotal }: Inside): number | undefined {
  const bytes = [Number(memoryLimit || Number.NaN), Number(memoryTotal || Number.NaN) * 1024].filter(Number.isFinite);
  return bytes.length > 0 ? Math.min(...bytes) : undefined;
}

/** Names of the facts in which this arm's userland differs from native's; there must be none. */
export function userlandDifferences(inside: Inside, native: Inside): string[] {
  return ['sysbench', 'sysbenchSha256', 'userlandSha256'].filter((key) => inside[key] !== native[key]);
}
