/** Parses the texts under /proc. Pure. */
import { HostError } from '../../errors.js';

/** Reads `Key: value` lines, as in /proc/meminfo, /proc/self/status and one processor of /proc/cpuinfo. */
export function parseFields(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}

/**
 * Returns the processors of /proc/cpuinfo. The paragraph after the last one (on arm and s390, the board) is left out.
 */
export function parseCpuinfo(text: string): Record<string, string>[] {
  return text
    .split(/\n\s*\n/)
    .map(parseFields)
    .filter((fields) => fields.processor !== undefined);
}

/** Returns one amount of /proc/meminfo in bytes; undefined where the kernel does not give it. */
export function memoryBytes(meminfo: string, key: string): number | undefined {
  const kib = Number.parseInt(parseFields(meminfo)[key] ?? '', 10);
  return Number.isNaN(kib) ? undefined : kib * 1024;
}

/** Returns an amount that every supported kernel gives, in bytes. @throws HostError */
export function mustMemoryBytes(meminfo: string, key: 'MemTotal' | 'MemAvailable'): number {
  const bytes = memoryBytes(meminfo, key);
  if (bytes === undefined)
    throw new HostError(`/proc/meminfo does not give ${key}.`, 'Use Linux 3.14 or newer with proc on /proc.');
  return bytes;
}

/**
 * The CPU time since boot, summed over all CPUs, in clock ticks. `busy` is neither idle, nor waiting for a disk, nor
 * stolen.
 */
export interface CpuTimes {
  readonly busy: number;
  readonly iowait: number;
  readonly steal: number;
  readonly total: number;
  /** This many CPUs are summed. */
  readonly cpus: number;
}

/** Reads /proc/stat. Guest time is left out because user time already includes it (proc_stat(5)). */
export function parseCpuTimes(stat: string): CpuTimes {
  const lines = stat.split('\n');
  const all = lines.find((line) => line.startsWith('cpu ')) ?? '';
  const ticks = all.split(/\s+/).slice(1).map(Number);
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks;
  const busy = user + nice + system + irq + softirq;
  const cpus = lines.filter((line) => /^cpu\d/.test(line)).length;
  return { busy, iowait, steal, total: busy + idle + iowait + steal, cpus };
}

/** Returns `some avg10` of a pressure file in per cent; undefined where it is not given. */
export function parsePressure(text: string): number | undefined {
  const share = /^some avg10=([\d.]+)/m.exec(text)?.[1];
  return share === undefined ? undefined : Number(share);
}

export interface ProcessTimes {
  readonly pid: number;
  /** It is the parent's pid. */
  readonly parent: number;
  readonly name: string;
  /** Set for a thread of the kernel, which has no memory of its own. */
  readonly isKernel: boolean;
  /** It is user and system time, in clock ticks. */
  readonly ticks: number;
  /** It is the time of the children that have ended and were waited for, in clock ticks. */
  readonly endedTicks: number;
  /** It is in clock ticks after boot. Together with the pid it identifies a process for ever. */
  readonly startTime: string;
}

/** A flag of /proc/PID/stat (Linux, include/linux/sched.h). */
const PF_KTHREAD = 0x00200000;

/** Reads /proc/PID/stat, where a name may hold blanks and brackets. */
export function parseProcessTimes(stat: string): ProcessTimes {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const rest = stat.slice(close + 2).split(' ');
  return {
    pid: Number.parseInt(stat, 10),
    parent: Number(rest[1]),
    name: stat.slice(open + 1, close),
    isKernel: (Number(rest[6]) & PF_KTHREAD) !== 0,
    ticks: Number(rest[11]) + Number(rest[12]),
    endedTicks: Number(rest[13]) + Number(rest[14]),
    startTime: rest[19] ?? '',
  };
}

/**
 * Returns the group of a process in the hierarchy of a controller, below its mount point, from /proc/PID/cgroup: that
 * of v1, else that of v2.
 */
export function parseGroup(cgroup: string, controller: 'memory' | 'cpuacct'): string | undefined {
  const v1 = new RegExp(`^\\d+:(?:[^:\\n]*,)?${controller}(?:,[^:\\n]*)?:(.*)$`, 'm');
  return (v1.exec(cgroup) ?? /^0::(.*)$/m.exec(cgroup))?.[1];
}

/**
 * Returns the container that a process is in, from its /proc/PID/cgroup: `docker 4f2a…`, `lxc web`; undefined for a
 * process of the host.
 */
export function parseContainer(cgroup: string): string | undefined {
  const id = /(?:\/([a-z-]+)[-/])?([0-9a-f]{64})/.exec(cgroup);
  if (id) return `${id[1] ?? 'container'} ${id[2]?.slice(0, 12)}`;
  const named = /\/(lxc)(?:\.payload\.|\/)([^/\n]+)/.exec(cgroup) ?? /\/(machine)-([^/\n]+)\.scope/.exec(cgroup);
  return named ? `${named[1]} ${named[2]}` : undefined;
}

/** These parameters may hold a secret. Those after ` -- ` are init's, not the kernel's. */
const SECRET = /([\w.-]*(?:pass|password|passwd|passphrase|secret|token|key))=(?:"[^"]*"|\S+)/gi;

/** Returns the kernel's parameters without secrets, so that they can be published. */
export function publicCommandLine(cmdline: string): string {
  return (cmdline.split(/(?:^|\s)--(?:\s|$)/)[0] ?? '').trim().replace(SECRET, '$1=***');
}
