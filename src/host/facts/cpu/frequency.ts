/** Reads what cpufreq says about CPUs, whichever driver is behind it. */
import type { HostFiles } from '../files.js';
import { parseCpuinfo } from '../proc.js';

const CPU = '/sys/devices/system/cpu';

function perCpu(files: HostFiles, cpus: readonly number[], name: string): string[] {
  return cpus.flatMap((cpu) => files.read(`${CPU}/cpu${cpu}/cpufreq/${name}`) ?? []);
}

/** Returns the different governors of these CPUs, sorted; none where there is no cpufreq. */
export function readGovernors(files: HostFiles, cpus: readonly number[]): string[] {
  return [...new Set(perCpu(files, cpus, 'scaling_governor'))].sort();
}

export type Turbo = 'on' | 'off' | 'unknown';

/**
 * Says whether CPUs may run above their base frequency. It asks intel_pstate, then acpi-cpufreq and amd-pstate, for
 * the whole host or each CPU.
 */
export function readTurbo(files: HostFiles, cpus: readonly number[]): Turbo {
  const noTurbo = files.read(`${CPU}/intel_pstate/no_turbo`);
  if (noTurbo === '0' || noTurbo === '1') return noTurbo === '0' ? 'on' : 'off';
  const host = files.read(`${CPU}/cpufreq/boost`);
  const flags = host === undefined ? perCpu(files, cpus, 'boost') : [host];
  if (flags.includes('1')) return 'on';
  return flags.includes('0') ? 'off' : 'unknown';
}

const positive = (values: readonly number[]) => values.filter((value) => value > 0);

/** Returns the highest frequency in MHz that any of these CPUs may reach; null where the host does not say. */
export function readMaxMhz(files: HostFiles, cpus: readonly number[]): number | null {
  const khz = positive(perCpu(files, cpus, 'cpuinfo_max_freq').map(Number));
  return khz.length > 0 ? Math.max(...khz) / 1000 : null;
}

/**
 * Returns the mean frequency of these CPUs at this moment in MHz, by cpufreq, else by /proc/cpuinfo; null where the
 * host does not say.
 */
export function readCurrentMhz(files: HostFiles, cpus: readonly number[]): number | null {
  const scaling = positive(perCpu(files, cpus, 'scaling_cur_freq').map((khz) => Number(khz) / 1000));
  const mhz = scaling.length > 0 ? scaling : positive(mhzOfCpuinfo(files, cpus));
  return mhz.length > 0 ? mhz.reduce((sum, value) => sum + value, 0) / mhz.length : null;
}

function mhzOfCpuinfo(files: HostFiles, cpus: readonly number[]): number[] {
  const processors = parseCpuinfo(files.must('/proc/cpuinfo'));
  return processors
    .filter((fields) => cpus.includes(Number(fields.processor)))
    .map((fields) => Number(fields['cpu MHz']));
}
