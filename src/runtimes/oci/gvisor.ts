/** What every reader of gVisor's figures must know, whatever started it. Pure. */
import type { ArmSpec } from '../../config/arms.js';

/**
 * Tells by its name whether a runtime below an engine is gVisor, since what it can run has to be known before anything
 * is identified.
 * @param runtime the name that the engine knows it by, a path, or containerd's name of its shim.
 */
export function isNamedGvisor(runtime = ''): boolean {
  return /\b(?:runsc|gvisor)/.test(runtime.slice(runtime.lastIndexOf('/') + 1));
}

/** Returns why a benchmark fails in gVisor, or would mislead about it; undefined where it can be run. */
export function unsupportedByGvisor(benchmarkId: string, { network }: ArmSpec['options'] = {}): string | undefined {
  if (/^fileio\..*\.direct$/.test(benchmarkId))
    return 'gVisor does not pass O_DIRECT to the host: its figure would be of a page cache, and the figure beside it of the device';
  return network === 'host' ? unsupportedByHostNetwork(benchmarkId) : unsupportedByNetstack(benchmarkId);
}

/**
 * sockperf's server answers by a sendto whose address it has never set, since a recvfrom of TCP gives none. Linux
 * looks at no address there; gVisor ends the call with EAFNOSUPPORT, and sockperf with it (seen with release
 * 20240729).
 */
function unsupportedByNetstack(benchmarkId: string): string | undefined {
  if (benchmarkId !== 'network.between.message') return undefined;
  return "gVisor's network stack refuses the answers of sockperf's server over TCP, which Linux sends: they name an address that is none";
}

/** sockperf sets MSG_NOSIGNAL for its recvfrom, which Linux ignores there (seen with release 20240729: EINVAL). */
function unsupportedByHostNetwork(benchmarkId: string): string | undefined {
  if (!/^network\.(message|between\.message)\b/.test(benchmarkId)) return undefined;
  return 'gVisor with the network of the host refuses a flag that sockperf sets to receive (MSG_NOSIGNAL), which Linux ignores';
}

/**
 * Returns notes of one sentence each. The sources are the gVisor user guide, "Filesystem", and a measurement: 35,558
 * fsync/s on the default root against native's 8,597.
 * @param flags those that runsc was given.
 * @param overlay the value of its flag overlay2, where it was given.
 */
export function gvisorNotes(flags: readonly string[], overlay: string | undefined): string[] {
  const inMemoryFile = overlay !== 'none';
  return [
    `flags given to runsc: ${flags.join(' ') || 'none'}`,
    'O_DIRECT does not reach the host, so direct file benchmarks are left out',
    ...(inMemoryFile
      ? [
          'files on the root are kept in a file of the sandbox itself, where an fsync costs nothing: fileio.root is not comparable',
        ]
      : []),
  ];
}
