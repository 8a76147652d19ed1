/** Says what will disturb a measurement on this host, for `doctor`. */
import { approximateBytes, formatShare } from '../format-bytes.js';
import { type Conditions, type ConditionsRequest, readConditions } from './conditions.js';
import { formatCpuList } from './cpu/cpus.js';

export interface Disturbance {
  /** It is stable, for scripts: `governor`. */
  readonly id: string;
  /** `warning` means that figures will be less steady or less true; `info` is worth knowing. */
  readonly severity: 'info' | 'warning';
  /** It says what is so, and what to do about it. */
  readonly sentence: string;
}

export async function findDisturbances(request: ConditionsRequest): Promise<Disturbance[]> {
  return disturbancesOf(await readConditions(request));
}

/**
 * This holds an unpacked userland (0.2 GiB), its images, sysbench's 2 GiB of test files for one arm at a time, and a
 * reserve.
 */
export const MIN_FREE_BYTES = 5 * 2 ** 30;

/** Returns the disturbances, warnings first. Pure. */
export function disturbancesOf(conditions: Conditions): Disturbance[] {
  const found = CHECKS.flatMap((check) => check(conditions) ?? []);
  return [
    ...found.filter(({ severity }) => severity === 'warning'),
    ...found.filter(({ severity }) => severity === 'info'),
  ];
}

type Check = (conditions: Conditions) => Disturbance | undefined;

const warning = (id: string, sentence: string): Disturbance => ({ id, severity: 'warning', sentence });
const info = (id: string, sentence: string): Disturbance => ({ id, severity: 'info', sentence });

const governor: Check = ({ governors }) =>
  governors.every((name) => name === 'performance')
    ? undefined
    : warning(
        'governor',
        `The frequency governor is ${governors.join(', ')}, so the clock follows the load: set it to performance (cpupower frequency-set -g performance).`,
      );

const turbo: Check = (conditions) =>
  conditions.turbo === 'on'
    ? warning(
        'turbo',
        'Turbo is on, so the frequency depends on temperature and on what other cores do: turn it off (echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo, or echo 0 > /sys/devices/system/cpu/cpufreq/boost).',
      )
    : undefined;

const sharedCores: Check = ({ cpus, siblings }) => {
  const outside = cpus.flatMap((cpu) => siblings.get(cpu) ?? []).filter((cpu) => !cpus.includes(cpu));
  if (outside.length === 0) return undefined;
  const list = formatCpuList([...new Set(outside)].sort((a, b) => a - b));
  return warning(
    'smt-shared',
    `The measured CPUs share cores with others (${list}), so other work there disturbs: keep those idle, or switch SMT off (echo off > /sys/devices/system/cpu/smt/control).`,
  );
};

const smt: Check = ({ cpus, siblings }) => {
  const firstOfCore = cpus.filter((cpu) => cpus.find((other) => siblings.get(cpu)?.includes(other)) === cpu);
  if (firstOfCore.length === cpus.length) return undefined;
  return info(
    'smt',
    `Measured CPUs share cores (SMT), so a thread's speed depends on its neighbour: for steadier figures switch SMT off (echo off > /sys/devices/system/cpu/smt/control), or set cpus to ${formatCpuList(firstOfCore)} and keep the others idle.`,
  );
};

const hugePages: Check = (conditions) =>
  conditions.hugePages === 'always'
    ? info(
        'huge-pages',
        'Transparent huge pages are always on, so memory figures depend on how fragmented the memory is: choose madvise (echo madvise > /sys/kernel/mm/transparent_hugepage/enabled) for steadier ones, and the same setting for every run you compare.',
      )
    : undefined;

const samePageMerging: Check = (conditions) =>
  conditions.samePageMerging
    ? warning(
        'ksm',
        'Same-page merging (KSM) scans memory in the background: stop it (echo 0 > /sys/kernel/mm/ksm/run).',
      )
    : undefined;

const addressRandomization: Check = ({ addressRandomization: level }) => {
  if (level === undefined) return undefined;
  return level === '0'
    ? info(
        'aslr',
        'Address-space randomisation is off, so one memory layout is measured again and again: leave it on (sysctl kernel.randomize_va_space=2).',
      )
    : info(
        'aslr',
        'Address-space randomisation is on: leave it so, every block starts afresh and averages over memory layouts.',
      );
};

const swap: Check = ({ swapUsedBytes }) =>
  swapUsedBytes > 0
    ? warning(
        'swap',
        `${approximateBytes(swapUsedBytes)} of swap are in use: free memory, then swapoff -a && swapon -a.`,
      )
    : undefined;

const containers: Check = (conditions) => {
  const { length } = conditions.containers;
  if (length === 0) return undefined;
  const names = conditions.containers.slice(0, 3).join(', ') + (length > 3 ? ', …' : '');
  const subject = length === 1 ? 'One container is' : `${length} containers are`;
  return warning('containers', `${subject} running (${names}): stop what need not run during a measurement.`);
};

const cpuUsers: Check = ({ cpuUsers: users }) => {
  if (users.length === 0) return undefined;
  const names = users.slice(0, 3).map(({ name, pid, share }) => `${name} (pid ${pid}, ${formatShare(share)} of a CPU)`);
  return warning(
    'processes',
    `Other processes are using the CPUs: ${names.join(', ')}; stop them or wait until they have ended.`,
  );
};

const timers: Check = ({ timers: units }) =>
  units.length > 0
    ? warning(
        'timers',
        `${units.join(', ')} may start work during a measurement: systemctl stop ${units.join(' ')} before it, and start again after it.`,
      )
    : undefined;

const virtualMachine: Check = ({ virtualization }) =>
  virtualization === 'none' || virtualization === 'unknown'
    ? undefined
    : warning(
        'virtual-machine',
        `This host is a virtual machine (${virtualization}), so neighbours can take CPU time and microVMs run nested: use bare metal for figures to be compared across days.`,
      );

const memoryDisk: Check = ({ work }) =>
  work.model === 'memory'
    ? warning(
        'work-in-memory',
        `${work.path} is in memory (${work.filesystem}), so fileio would not measure a disk: set TARE_STATE_DIR to a folder on a disk.`,
      )
    : undefined;

const diskSpace: Check = ({ work }) =>
  work.freeBytes < MIN_FREE_BYTES
    ? warning(
        'disk-space',
        `Only ${approximateBytes(work.freeBytes)} are free at ${work.path} and ${approximateBytes(MIN_FREE_BYTES)} are needed: make room, or set TARE_STATE_DIR to a larger disk.`,
      )
    : undefined;

const controllers: Check = ({ cgroup }) => {
  const missing = (['cpuset', 'memory'] as const).filter((controller) => cgroup[controller] === undefined);
  if (missing.length === 0) return undefined;
  return warning(
    'cgroup-controllers',
    `The control group controller ${missing.join(' and ')} is not there, so arms cannot be held to equal limits: mount cgroup2 on /sys/fs/cgroup, or boot without cgroup_disable=.`,
  );
};

const hybrid: Check = ({ cgroup }) =>
  cgroup.kind === 'hybrid'
    ? info(
        'cgroup-hybrid',
        'Control groups v1 and v2 are mixed, which some runtimes (crun) refuse: boot with systemd.unified_cgroup_hierarchy=1 for v2 alone.',
      )
    : undefined;

const CHECKS: readonly Check[] = [
  governor,
  turbo,
  sharedCores,
  smt,
  hugePages,
  samePageMerging,
  addressRandomization,
  swap,
  containers,
  cpuUsers,
  timers,
  virtualMachine,
  memoryDisk,
  diskSpace,
  controllers,
  hybrid,
];
