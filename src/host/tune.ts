/**
 * Finds settings of the host that make figures steadier, changes them for a run, and puts them back after it.
 * `TUNINGS` says what is changed and why; each applies only where the host has it and it is not so already.
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, UNSUPPORTED } from './errno.js';
import { type CpuTopology, cpuTopologyOf, formatCpuList, parseCpuList } from './facts/cpu/cpus.js';
import { type HostFiles, hostFiles } from './facts/files.js';
import type { Host } from './host.js';

/** One file of the kernel to be written. */
export interface Setting {
  /** It is for people: `governor of CPU 3`. */
  readonly what: string;
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

export interface TuningRequest {
  /** These CPUs are measured. */
  readonly cpus: readonly number[];
  /** Only tests set it. */
  readonly root?: string;
}

const CPU = '/sys/devices/system/cpu';

/**
 * Returns what would be changed, in this order, and changes nothing. @throws HostError where /proc or /sys is not
 * mounted.
 */
export function findTuning({ cpus, root = '/' }: TuningRequest): Setting[] {
  const files = hostFiles(root);
  return TUNINGS.flatMap((tuning) => tuning(files, cpus));
}

type Tuning = (files: HostFiles, cpus: readonly number[]) => Setting[];

/** Returns the setting where it exists and has another value. */
function change(files: HostFiles, what: string, path: string, to: string, from = files.read(path)): Setting[] {
  return from === undefined || from === to ? [] : [{ what, path, from, to }];
}

/** With this governor the clock does not follow the load. */
const governor: Tuning = (files, cpus) =>
  cpus.flatMap((cpu) => {
    const folder = `${CPU}/cpu${cpu}/cpufreq`;
    const offered = files.read(`${folder}/scaling_available_governors`)?.split(' ') ?? ['performance'];
    if (!offered.includes('performance')) return [];
    return change(files, `governor of CPU ${cpu}`, `${folder}/scaling_governor`, 'performance');
  });

/**
 * Without turbo the clock does not depend on temperature and on what other cores do. It is set by intel_pstate, else
 * by cpufreq, for the whole host or each CPU.
 */
const turbo: Tuning = (files, cpus) => {
  if (files.read(`${CPU}/intel_pstate/no_turbo`) !== undefined)
    return change(files, 'turbo (intel_pstate, 1 is off)', `${CPU}/intel_pstate/no_turbo`, '1');
  if (files.read(`${CPU}/cpufreq/boost`) !== undefined)
    return change(files, 'turbo (0 is off)', `${CPU}/cpufreq/boost`, '0');
  return cpus.flatMap((cpu) => change(files, `turbo of CPU ${cpu}`, `${CPU}/cpu${cpu}/cpufreq/boost`, '0'));
};

/**
 * It is switched on, not off: every launch then gets another layout of memory, so that no single layout is measured
 * again and again.
 */
const addressRandomization: Tuning = (files) =>
  change(files, 'address-space randomisation', '/proc/sys/kernel/randomize_va_space', '2');

/** Without it, the kernel does not scan memory in the background. */
const samePageMerging: Tuning = (files) => {
  const path = '/sys/kernel/mm/ksm/run';
  return files.read(path) === '1' ? change(files, 'same-page merging', path, '0') : [];
};

/** With this setting, memory figures do not depend on how fragmented memory is. */
const hugePages: Tuning = (files) => {
  const path = '/sys/kernel/mm/transparent_hugepage/enabled';
  const chosen = /\[(\w+)\]/.exec(files.read(path) ?? '')?.[1];
  return chosen === 'always' ? change(files, 'transparent huge pages', path, 'madvise', chosen) : [];
};

/** Interrupts are served by other CPUs, where there are any: best on cores of which no thread is measured. */
const interrupts: Tuning = (files, cpus) => {
  const elsewhere = otherCpus(cpuTopologyOf(files), cpus);
  if (elsewhere.length === 0) return [];
  const folders = files.list('/proc/irq').filter((name) => /^\d+$/.test(name));
  return folders.flatMap((irq) => {
    const path = `/proc/irq/${irq}/smp_affinity_list`;
    const from = files.read(path);
    if (!from || !parseCpuList(from).some((cpu) => cpus.includes(cpu))) return [];
    return change(files, `CPUs of interrupt ${irq}`, path, formatCpuList(elsewhere), from);
  });
};

function otherCpus({ online, siblings }: CpuTopology, cpus: readonly number[]): number[] {
  const cores = new Set(cpus.flatMap((cpu) => siblings.get(cpu) ?? [cpu]));
  const apart = online.filter((cpu) => !cores.has(cpu));
  return apart.length > 0 ? apart : online.filter((cpu) => !cpus.includes(cpu));
}

const TUNINGS: readonly Tuning[] = [governor, turbo, addressRandomization, samePageMerging, hugePages, interrupts];

/** Returns one thread of each core, so that its siblings are left idle. */
export function firstThreads(cpus: readonly number[], { siblings }: CpuTopology): number[] {
  return cpus.filter((cpu) => cpus.find((other) => (siblings.get(cpu) ?? [cpu]).includes(other)) === cpu);
}

/**
 * The driver may refuse a setting, such as an interrupt that it manages itself or for which the other CPUs have no
 * vector left (ENOSPC), or a governor that the firmware overrules.
 */
const REFUSED = new Set([
  'EACCES',
  'EBUSY',
  'EINVAL',
  'EIO',
  'ENOENT',
  'ENODEV',
  'ENOSPC',
  'EPERM',
  'EROFS',
  ...UNSUPPORTED,
]);

/**
 * Changes the settings, each on record before it is written. They are put back when the invocation ends, by the next
 * one after a kill, or by `tare cleanup`. Returns those that the kernel took.
 */
export function applyTuning({ journal }: Host, settings: readonly Setting[], root = '/'): Setting[] {
  return settings.filter((setting) => {
    const path = join(root, setting.path);
    const record = journal.record({ kind: 'value', path, value: setting.from });
    try {
      writeFileSync(path, setting.to, { flag: 'r+' });
      return true;
    } catch (error) {
      if (!REFUSED.has(errorCode(error) ?? '')) throw error;
      record.settle();
      return false;
    }
  });
}

/**
 * Keeps CPUs out of idle states deeper than the first that sleeps at all (C1), whose exit latency is the limit: with
 * none allowed they would poll, which heats the package and slows their siblings. The kernel ends the limit when this
 * process closes the file or ends, so it is not on record. Undefined where there is no deeper state.
 */
export function holdIdleStates(root = '/'): HeldIdleStates | undefined {
  const files = hostFiles(root);
  const microseconds = Number(files.read(`${CPU}/cpu0/cpuidle/state1/latency`));
  const deeper = files.read(`${CPU}/cpu0/cpuidle/state2/latency`) !== undefined;
  if (!deeper || !Number.isInteger(microseconds) || files.resolve(LATENCY) === undefined) return undefined;
  const descriptor = openSync(join(root, LATENCY), 'w');
  // The kernel takes four bytes in the machine's order (Documentation/power/pm_qos_interface.rst), which is
  // little-endian wherever Tare runs.
  const limit = Buffer.alloc(4);
  limit.writeInt32LE(microseconds);
  writeSync(descriptor, limit);
  return { limit: `exit latency of ${microseconds} µs`, release: () => closeSync(descriptor) };
}

const LATENCY = '/dev/cpu_dma_latency';

export interface HeldIdleStates {
  /** It is a text for people. */
  readonly limit: string;
  release(): void;
}
