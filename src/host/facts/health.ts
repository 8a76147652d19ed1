/** Measures how the host was during a block, and says what the user should know about it. */
import { approximateBytes, formatShare } from '../format-bytes.js';
import { readCurrentMhz } from './cpu/frequency.js';
import { readCelsius, readThrottles } from './cpu/thermal.js';
import { type HostFiles, hostFiles } from './files.js';
import { type CpuTimes, mustMemoryBytes, parseCpuTimes, parsePressure } from './proc.js';

/** One reading of the host; two of them, before and after a block, make its `health`. */
export interface HealthSample {
  readonly load1: number;
  readonly times: CpuTimes;
  /** It is the mean over the measured CPUs. */
  readonly mhz: number | null;
  readonly celsius: number | null;
  /** It counts throttle events since boot. */
  readonly throttles: number | null;
  readonly memoryAvailableBytes: number;
  readonly memoryPressure: number | null;
}

/** Reads the host once. @throws HostError where /proc is not mounted. */
export function sampleHealth(cpus: readonly number[], root = '/'): HealthSample {
  const files = hostFiles(root);
  return {
    load1: Number.parseFloat(files.must('/proc/loadavg')),
    times: parseCpuTimes(files.must('/proc/stat')),
    mhz: readCurrentMhz(files, cpus),
    celsius: readCelsius(files),
    throttles: readThrottles(files),
    memoryAvailableBytes: mustMemoryBytes(files.must('/proc/meminfo'), 'MemAvailable'),
    memoryPressure: readMemoryPressure(files),
  };
}

function readMemoryPressure(files: HostFiles): number | null {
  return parsePressure(files.read('/proc/pressure/memory') ?? '') ?? null;
}

/** The `health` of a block of the run document. */
export type BlockHealth = {
  /** It is the one-minute load average when the block began. */
  load1: number;
  /** These are shares of all CPU time, 0..1. */
  steal: number;
  busy: number;
  iowait: number;
  /** It is the mean of both samples. */
  mhz: number | null;
  /** It is the higher of both samples. */
  celsius: number | null;
  throttles: number | null;
  /** It is the lower of both samples. */
  memoryAvailableBytes: number;
  /** It is read when the block ended, and looks back over ten seconds. */
  memoryPressure: number | null;
};

/** Works out the health of a block from the samples before and after it. Pure. */
export function healthBetween(before: HealthSample, after: HealthSample): BlockHealth {
  const ticks = after.times.total - before.times.total;
  // iowait may run backwards (proc_stat(5)), and counters restart when a CPU goes offline.
  const share = (key: 'steal' | 'busy' | 'iowait') =>
    ticks > 0 ? Math.min(1, Math.max(0, after.times[key] - before.times[key]) / ticks) : 0;
  return {
    load1: before.load1,
    steal: share('steal'),
    busy: share('busy'),
    iowait: share('iowait'),
    mhz: combine(before.mhz, after.mhz, (a, b) => (a + b) / 2),
    celsius: combine(before.celsius, after.celsius, Math.max),
    throttles: combine(before.throttles, after.throttles, (a, b) => Math.max(0, b - a)),
    memoryAvailableBytes: Math.min(before.memoryAvailableBytes, after.memoryAvailableBytes),
    memoryPressure: after.memoryPressure,
  };
}

function combine(a: number | null, b: number | null, how: (a: number, b: number) => number): number | null {
  return a === null || b === null ? null : how(a, b);
}

/**
 * Beyond these limits the host is said to disturb. They are rules of thumb, not statistics, and never change a
 * verdict.
 */
export const HEALTH_LIMITS = {
  /**
   * Runnable processes: one that runs half of the time, or 5 % of a large host's CPUs, whichever is more, is too much.
   */
  load: 0.5,
  loadPerCpu: 0.05,
  /**
   * The hypervisor gave this share of the wanted CPU time to others: it is the size of the smallest effects looked
   * for.
   */
  steal: 0.01,
  /** Any event means that the frequency was forced down. */
  throttles: 1,
  /** The host is this many degrees above the coolest block so far. */
  celsiusRise: 15,
  /** PSI `some avg10` is the per cent of time in which a task waited for memory. */
  memoryPressure: 1,
  /** Less than this share of all memory is available. */
  memoryAvailable: 0.1,
} as const;

export interface HealthContext {
  readonly cpusOnline: number;
  readonly memoryBytes: number;
  /** These are the blocks before this one. */
  readonly previous: readonly Pick<BlockHealth, 'celsius'>[];
}

/** Returns one sentence for each thing that disturbed the block, which says what to do. Pure. */
export function healthWarnings(health: BlockHealth, context: HealthContext): string[] {
  const checks = [loadWarning, stealWarning, throttleWarning, heatWarning, pressureWarning, memoryWarning];
  return checks.flatMap((check) => check(health, context) ?? []);
}

type Check = (health: BlockHealth, context: HealthContext) => string | undefined;

/** It is checked only before the first block, since afterwards the load is the run's own. */
const loadWarning: Check = ({ load1 }, { previous, cpusOnline }) => {
  const limit = Math.max(HEALTH_LIMITS.load, HEALTH_LIMITS.loadPerCpu * cpusOnline);
  if (previous.length > 0 || load1 <= limit) return undefined;
  return `The load average was ${load1.toFixed(2)} before the first block: stop other work on this host, or wait a minute if it has just ended.`;
};

const stealWarning: Check = ({ steal, busy }) => {
  const stolen = steal / (steal + busy);
  if (!(stolen > HEALTH_LIMITS.steal)) return undefined;
  return `The hypervisor gave ${formatShare(stolen)} of the CPU time wanted to other guests: use bare metal or a host with dedicated CPUs.`;
};

const throttleWarning: Check = ({ throttles }) => {
  if (throttles === null || throttles < HEALTH_LIMITS.throttles) return undefined;
  return `The CPUs were throttled for heat or power (events: ${throttles}): improve cooling, or cap the frequency (turn turbo off).`;
};

const heatWarning: Check = ({ celsius }, { previous }) => {
  const coolest = Math.min(...previous.flatMap((block) => block.celsius ?? []));
  if (celsius === null || !(celsius - coolest > HEALTH_LIMITS.celsiusRise)) return undefined;
  const rise = Math.round(celsius - coolest);
  return `The host is at ${Math.round(celsius)} °C, ${rise} °C above the coolest block: improve cooling or turn turbo off, so that the frequency holds.`;
};

const pressureWarning: Check = ({ memoryPressure }) => {
  if (memoryPressure === null || memoryPressure <= HEALTH_LIMITS.memoryPressure) return undefined;
  return `Tasks waited for memory ${memoryPressure.toFixed(1)} % of the time: stop other work, or set a lower memory limit or fewer runtimes at once.`;
};

const memoryWarning: Check = ({ memoryAvailableBytes }, { memoryBytes: total }) => {
  if (memoryAvailableBytes >= HEALTH_LIMITS.memoryAvailable * total) return undefined;
  const left = `${approximateBytes(memoryAvailableBytes)} of ${approximateBytes(total)}`;
  return `Only ${left} of memory were left: stop other work, or set a lower memory limit or fewer runtimes at once.`;
};
