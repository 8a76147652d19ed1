/** Handles sets of CPUs: how they are written, which ones this host has, and which ones are measured. */
import { InputError } from '../../../errors.js';
import { type HostFiles, hostFiles } from '../files.js';
import { parseFields } from '../proc.js';

/** The limit is larger than any kernel's NR_CPUS (8192 on x86-64), so that a typing error cannot fill the memory. */
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
    throw new InputError(`"${whole}" is not a list of CPUs: cannot read "${part}".`, 'Write it as in "0-3,8".');
  }
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}

/** Writes ascending numbers as the shortest list: `0-3,8`. */
export function formatCpuList(cpus: readonly number[]): string {
  const starts = cpus.filter((cpu, i) => cpus[i - 1] !== cpu - 1);
  const ends = cpus.filter((cpu, i) => cpus[i + 1] !== cpu + 1);
  return starts.map((start, i) => (start === ends[i] ? `${start}` : `${start}-${ends[i]}`)).join(',');
}

export interface CpuTopology {
  readonly online: readonly number[];
  /** These are the CPUs that this process may run on: a cpuset or taskset may have taken some away. */
  readonly allowed: readonly number[];
  /** Each online CPU has here the online hardware threads of its core, itself included. */
  readonly siblings: ReadonlyMap<number, readonly number[]>;
  /** These CPUs are of the fastest kind; absent where all are of one kind. */
  readonly fast?: readonly number[];
  /** These CPUs are kept free of other work by `isolcpus` or a cpuset; absent where none are. */
  readonly isolated?: readonly number[];
  /** These CPUs are spared the timer's tick by `nohz_full`; absent where none are. */
  readonly tickless?: readonly number[];
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
    ...named('fast', fastestOf(files, online)),
    ...named('isolated', listOf(files, '/sys/devices/system/cpu/isolated')),
    ...named('tickless', listOf(files, '/sys/devices/system/cpu/nohz_full')),
  };
}

function named<Name extends string>(name: Name, cpus: readonly number[]): { [key in Name]?: readonly number[] } {
  return cpus.length === 0 ? {} : ({ [name]: cpus } as { [key in Name]: readonly number[] });
}

/** The kernel writes `(null)` where there are none. */
function listOf(files: HostFiles, path: string): number[] {
  const text = files.read(path) ?? '';
  return /^[\d,-]+$/.test(text) ? parseCpuList(text) : [];
}

/** Intel names its P cores; others give each CPU a capacity. Returns none where all CPUs are of one kind. */
function fastestOf(files: HostFiles, online: readonly number[]): number[] {
  const [performance, efficiency] = ['core', 'atom'].map((kind) => listOf(files, `/sys/devices/cpu_${kind}/cpus`));
  if (performance?.length && efficiency?.length) return performance.filter((cpu) => online.includes(cpu));
  const capacity = (cpu: number) => Number(files.read(`/sys/devices/system/cpu/cpu${cpu}/cpu_capacity`) ?? 0);
  const most = online.reduce((best, cpu) => Math.max(best, capacity(cpu)), 0);
  const fastest = online.filter((cpu) => capacity(cpu) === most);
  return fastest.length < online.length ? fastest : [];
}

/** Returns sentences that a reader needs about the measured CPUs. */
export function cpuNotes(
  cpus: readonly number[],
  { online, allowed, fast, isolated, tickless }: CpuTopology,
): string[] {
  const slow = fast === undefined ? [] : online.filter((cpu) => !fast.includes(cpu));
  const measuredSlow = cpus.filter((cpu) => slow.includes(cpu));
  const closed = (isolated ?? []).filter((cpu) => online.includes(cpu) && !allowed.includes(cpu));
  return [
    ...(slow.length === 0
      ? []
      : [
          `The CPUs are of different kinds: ${formatCpuList(fast ?? [])} are the fast ones.`,
          measuredSlow.length > 0 && measuredSlow.length < cpus.length
            ? 'Both kinds are measured together, so figures depend on where the scheduler puts the work: name one kind with --cpus.'
            : `Measured are the ${measuredSlow.length > 0 ? 'slow' : 'fast'} ones alone.`,
        ]),
    ...(closed.length === 0
      ? []
      : [
          `CPUs ${formatCpuList(closed)} are isolated from other work and not measured: start tare with taskset -c ${formatCpuList(closed)} to measure on them.`,
        ]),
    ...(tickless === undefined ? [] : [`CPUs ${formatCpuList(tickless)} run without the timer's tick (nohz_full).`]),
  ];
}

/**
 * Chooses the CPUs to measure on. `auto` takes all of the fastest kind. Where these are more than two, it leaves out
 * CPU 0 and the threads of its core, which serve most interrupts and Tare's own process.
 * @throws InputError for a list that is malformed, empty, or names CPUs this process cannot use.
 */
export function chooseCpus(request: string, topology: CpuTopology): number[] {
  if (request.trim() === 'auto') return automatic(topology);
  const cpus = parseCpuList(request);
  if (cpus.length === 0) throw new InputError('The list of CPUs is empty.', 'Name some, as in "1-3", or write "auto".');
  refuse(cpus, topology.online, 'not online', 'Online are');
  refuse(
    cpus,
    topology.allowed,
    'closed to this process by its cpuset or affinity (taskset, isolcpus)',
    `Start tare with taskset -c ${formatCpuList(cpus)}, or name others: it may use`,
  );
  return cpus;
}

function automatic({ allowed, siblings, fast }: CpuTopology): number[] {
  const fastest = allowed.filter((cpu) => fast?.includes(cpu) ?? true);
  const usable = fastest.length > 0 ? fastest : allowed;
  const first = siblings.get(0) ?? [0];
  const others = usable.filter((cpu) => !first.includes(cpu));
  return usable.length > 2 && others.length > 0 ? others : [...usable];
}

function refuse(cpus: readonly number[], usable: readonly number[], why: string, remedy: string): void {
  const wrong = cpus.filter((cpu) => !usable.includes(cpu));
  if (wrong.length === 0) return;
  const subject = wrong.length === 1 ? `CPU ${wrong[0]} is` : `CPUs ${formatCpuList(wrong)} are`;
  throw new InputError(`${subject} ${why}.`, `${remedy} ${formatCpuList(usable)}.`);
}
