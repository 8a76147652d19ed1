/** Parses and checks what the probe script prints inside a sandbox. Pure. */
import { HostError } from '../errors.js';
import type { ArmEnvironment, SandboxLimits } from '../results/document.js';
import { formatBytes } from '../units.js';

type Inside = ArmEnvironment['inside'];

/** Parses `key=value` lines, and ignores all others. */
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
