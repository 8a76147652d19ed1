/** Sets of CPUs: how they are written, which ones this host has, and which ones are measured. */
import { InputError } from '../../errors.js';
import { type HostFiles, hostFiles } from './files.js';
import { parseFields } from './proc.js';

/** Larger than any kernel's NR_CPUS (8192 on x86-64), so that a typing error cannot fill the memory. */
const MAX_CPU = 65_535;

/** Reads a Linux cpuset list such as `0-3,8` into ascending numbers. @throws InputError */
export function parseCpuList(text: string): number[] {
  const parts = text.trim() === '' ? [] : text.trim().split(',');
  return [...new Set(parts.flatMap((part) => parseRange(part.trim(), text)))].sort((a, b) => a - b);
}

function parseRange(part: string, whole: string): number[] {
  const match = /^(\d+)(?:-(\d+))?$/.exec(part);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!match || last < first || last > MAX_CPU) {
    throw new InputError(`"${whole}" is not a list of CPUs: cannot read "${part}"`, 'Write it as in "0-3,8".');
  }
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}

/** The shortest list: `0-3,8`. Takes ascending numbers. */
export function formatCpuList(cpus: readonly number[]): string {
  const starts = cpus.filter((cpu, i) => cpus[i - 1] !== cpu - 1);
  const ends = cpus.filter((cpu, i) => cpus[i + 1] !== cpu + 1);
  return starts.map((start, i) => (start === ends[i] ? `${start}` : `${start}-${ends[i]}`)).join(',');
}

export interface CpuTopology {
  readonly online: readonly number[];
  /** CPUs this process may run on: a cpuset or taskset may have taken some away. */
  readonly allowed: readonly number[];
  /** The online hardware threads of each online CPU's core, itself included. */
  readonly siblings: ReadonlyMap<number, readonly number[]>;
}

export function readCpuTopology(root = '/'): CpuTopology {
  return cpuTopologyOf(hostFiles(root));
}

export function cpuTopologyOf(files: HostFiles): CpuTopology {
  const online = parseCpuList(files.must('/sys/devices/system/cpu/online'));
  const allowed = parseFields(files.must('/proc/self/status')).Cpus_allowed_list;
  const core = (cpu: number) => files.read(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`);
  return {
    online,
    allowed: (allowed === undefined ? online : parseCpuList(allowed)).filter((cpu) => online.includes(cpu)),
    siblings: new Map(
      online.map((cpu) => [cpu, parseCpuList(core(cpu) ?? `${cpu}`).filter((c) => online.includes(c))]),
    ),
  };
}

/**
 * The CPUs to measure on. `auto`: every one, but where there are more than two, not CPU 0 and the threads of its core,
 * which serve most interrupts and our own process.
 * @throws InputError for a list that is malformed, empty, or names CPUs this process cannot use.
 */
export function chooseCpus(request: string, topology: CpuTopology): number[] {
  if (request.trim() === 'auto') return automatic(topology);
  const cpus = parseCpuList(request);
  if (cpus.length === 0) throw new InputError('The list of CPUs is empty', 'Name some, as in "1-3", or write "auto".');
  refuse(cpus, topology.online, 'not online', 'Online are');
  refuse(cpus, topology.allowed, 'closed to this process by its cpuset or affinity', 'It may use');
  return cpus;
}

function automatic({ allowed, siblings }: CpuTopology): number[] {
  const first = siblings.get(0) ?? [0];
  const others = allowed.filter((cpu) => !first.includes(cpu));
  return allowed.length > 2 && others.length > 0 ? others : [...allowed];
}

function refuse(cpus: readonly number[], usable: readonly number[], why: string, remedy: string): void {
  const wrong = cpus.filter((cpu) => !usable.includes(cpu));
  if (wrong.length === 0) return;
  const subject = wrong.length === 1 ? `CPU ${wrong[0]} is` : `CPUs ${formatCpuList(wrong)} are`;
  throw new InputError(`${subject} ${why}`, `${remedy} ${formatCpuList(usable)}.`);
}
