/** Makes and limits control groups on v1, v2 and hosts that mix both. No other file knows the names of their files. */
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../errors.js';
import { errorCode } from './errno.js';

export interface CgroupLayout {
  readonly kind: 'v1' | 'v2' | 'hybrid' | 'none';
  /** Each of these is the mount point of the hierarchy that has the controller; on v2 all are the same. */
  readonly cpuset: string | undefined;
  readonly memory: string | undefined;
  /** It shares out CPU time. A sandbox outside it would compete with every process of the host on its own. */
  readonly cpu: string | undefined;
  /** It counts processes and threads; undefined where no hierarchy does. */
  readonly pids?: string | undefined;
  /** It counts CPU time: on v1 mostly the hierarchy of `cpu`, on v2 the only one. */
  readonly cpuacct: string | undefined;
  /** These are the mount points of all hierarchies. A runtime may make its group in each. */
  readonly hierarchies: readonly string[];
}

interface CgroupMount {
  readonly point: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** Reads the layout from the text of /proc/self/mountinfo and the v2 root's cgroup.controllers. Pure. */
export function parseLayout(mountinfo: string, v2Controllers: readonly string[]): CgroupLayout {
  const mounts = mountinfo.split('\n').flatMap(parseMount);
  const v1 = (controller: string) => mounts.find((m) => m.type === 'cgroup' && m.options.includes(controller))?.point;
  const v2 = mounts.find((mount) => mount.type === 'cgroup2')?.point;
  const from = (controller: string) => v1(controller) ?? (v2Controllers.includes(controller) ? v2 : undefined);
  const hasV1 = mounts.some((mount) => mount.type === 'cgroup');
  const kind = hasV1 ? (v2 ? 'hybrid' : 'v1') : v2 ? 'v2' : 'none';
  return {
    kind,
    cpuset: from('cpuset'),
    memory: from('memory'),
    cpu: from('cpu'),
    pids: from('pids'),
    // Every group of v2 counts its CPU time, whatever its controllers.
    cpuacct: v1('cpuacct') ?? (hasV1 ? undefined : v2),
    hierarchies: mounts.map((mount) => mount.point),
  };
}

function parseMount(line: string): CgroupMount[] {
  const [left = '', right = ''] = line.split(' - ');
  const [type = '', , options = ''] = right.split(' ');
  return type.startsWith('cgroup') ? [{ point: left.split(' ')[4] ?? '', type, options: options.split(',') }] : [];
}

export function readLayout(): CgroupLayout {
  const mountinfo = readFileSync('/proc/self/mountinfo', 'utf8');
  const v2 = mountinfo
    .split('\n')
    .flatMap(parseMount)
    .find((mount) => mount.type === 'cgroup2')?.point;
  const controllers = v2 ? readFileSync(join(v2, 'cgroup.controllers'), 'utf8').trim().split(' ') : [];
  return parseLayout(mountinfo, controllers);
}

export interface GroupLimits {
  /** This is a Linux cpuset list, such as `0-3,8`. */
  readonly cpus: string;
  readonly memoryBytes: number;
}

/**
 * Returns the absolute folders of the group `name` (such as `tare-1f/native-0`), one for each hierarchy.
 * @throws HostError where no group can be made here.
 */
export function groupPaths(layout: CgroupLayout, name: string): string[] {
  const trouble = missingController(layout);
  if (trouble) throw trouble;
  return pointsOf(layout).map((point) => join(point, name));
}

function pointsOf({ cpuset, memory, cpu, pids, cpuacct }: CgroupLayout): string[] {
  return [...new Set([cpuset, memory, cpu, pids, cpuacct].filter((point) => point !== undefined))];
}

function missingController({ cpuset, memory }: CgroupLayout): HostError | undefined {
  if (cpuset && memory) return undefined;
  return new HostError(
    `The cgroup controllers cpuset and memory are needed, and ${cpuset ? 'memory' : 'cpuset'} is not mounted.`,
    'Mount cgroup2 on /sys/fs/cgroup, or boot without cgroup_disable=.',
  );
}

/** Says why no group can be made here by any user; undefined where one can. */
export function cgroupTrouble(layout: CgroupLayout): HostError | undefined {
  const fixed = pointsOf(layout).find(isReadOnly);
  if (fixed === undefined) return missingController(layout) ?? occupiedTrouble(layout);
  return new HostError(
    `${fixed} is mounted read-only, and cgroups have to be made there.`,
    'Inside a container, start that container with --privileged --cgroupns=host; elsewhere mount -o remount,rw it.',
  );
}

/**
 * A group of v2 with processes in it passes no controller on, but for the root of all: "no internal processes" in
 * Documentation/admin-guide/cgroup-v2.rst. In a container with a group namespace of its own, the processes are in what
 * it has as the root.
 */
function occupiedTrouble({ kind, memory }: CgroupLayout): HostError | undefined {
  if (kind !== 'v2' || memory === undefined || !existsSync(join(memory, 'cgroup.type'))) return undefined;
  const read = (name: string) => readFileSync(join(memory, name), 'utf8').trim();
  const passedOn = read('cgroup.subtree_control').split(' ');
  if (['cpuset', 'memory'].every((name) => passedOn.includes(name)) || read('cgroup.procs') === '') return undefined;
  return new HostError(
    `${memory} is the group of a container with processes in it, and passes on no limits to groups below it.`,
    'Start that container with --privileged --cgroupns=host.',
  );
}

function isReadOnly(point: string): boolean {
  try {
    accessSync(point, constants.W_OK);
    return false;
  } catch (error) {
    return errorCode(error) === 'EROFS';
  }
}

/**
 * Makes the group `parent`, whose children may have limits of their own. On v2 the group above it passes the
 * controllers on (see `withheldControllers`), which leaves other groups as they were.
 * @throws HostError where the kernel refuses a controller that limits need.
 */
export function createParent(layout: CgroupLayout, parent: string, write: Write = writeFileSync): void {
  for (const path of groupPaths(layout, parent)) {
    const root = join(path, '..');
    if (isV2(root)) passOnControllers(root, write);
    mkdirSync(path, { recursive: true });
    if (isV2(root)) passOnControllers(path, write);
    inheritCpuset(root, path);
  }
}

/** Returns whether the kernel counts swap for children of a group made by `createParent`. */
export function countsSwap(layout: CgroupLayout, parent: string): boolean {
  const files = ['memory.swap.max', 'memory.memsw.limit_in_bytes'];
  return groupPaths(layout, parent).some((path) => files.some((file) => existsSync(join(path, file))));
}

/**
 * Makes `name` below a parent made by `createParent`, without limits where none are given. Returns the files to write
 * a process's pid to.
 */
export function createGroup(layout: CgroupLayout, name: string, limits?: GroupLimits): string[] {
  const paths = groupPaths(layout, name);
  for (const path of paths) {
    mkdirSync(path, { recursive: true });
    inheritCpuset(join(path, '..'), path);
    for (const [file, value] of limits ? limitFiles(path, limits) : []) writeFileSync(join(path, file), value);
  }
  return paths.map((path) => join(path, 'cgroup.procs'));
}

export interface CrowdLimits {
  /** The limit counts from what the group holds now. */
  readonly memoryBytes: number;
  /** This is the number of processes and threads. */
  readonly tasks: number;
}

/** Limits a group made by `createParent` with all below it. The function it returns removes the limits again. */
export function boundGroup(layout: CgroupLayout, name: string, { memoryBytes, tasks }: CrowdLimits): () => void {
  const files = groupPaths(layout, name).flatMap((path): [string, string][] => {
    const taken = Number(
      ['memory.current', 'memory.usage_in_bytes'].flatMap((file) => readIfPresent(join(path, file)) ?? [])[0] ?? 0,
    );
    const memory = String(taken + memoryBytes);
    return [
      [join(path, 'memory.max'), memory],
      [join(path, 'memory.limit_in_bytes'), memory],
      [join(path, 'pids.max'), String(tasks)],
    ];
  });
  const there = files
    .filter(([file]) => existsSync(file))
    .map(([file, value]) => ({ file, value, before: readIfPresent(file) ?? '' }));
  for (const { file, value } of there) writeFileSync(file, value);
  return () => {
    for (const { file, before } of there) if (existsSync(file)) writeFileSync(file, before);
  };
}

function limitFiles(path: string, limits: GroupLimits): [string, string][] {
  const memory = String(limits.memoryBytes);
  const wanted: [string, string][] = [
    ['cpuset.cpus', limits.cpus],
    ['memory.max', memory],
    ['memory.swap.max', '0'],
    ['memory.limit_in_bytes', memory],
    ['memory.memsw.limit_in_bytes', memory],
  ];
  return wanted.filter(([file]) => existsSync(join(path, file)));
}

function isV2(path: string): boolean {
  return existsSync(join(path, 'cgroup.controllers'));
}

type Write = (path: string, text: string) => void;

/** Limits of sandboxes need these; the others only share out CPU time, and count processes. */
const NEEDED = ['cpuset', 'memory'];
const PASSED_ON = [...NEEDED, 'cpu', 'pids'];

const SUBTREE = 'cgroup.subtree_control';
const wordsOf = (path: string, file: string): string[] => readFileSync(join(path, file), 'utf8').split(/\s+/);

/** A controller of v2 that a group does not pass on to the groups below it. */
export interface WithheldController {
  readonly group: string;
  readonly name: string;
}

/**
 * Returns what the root of v2 does not pass on, which may change: `createParent` makes it pass on some, and runc all
 * that there are.
 */
export function withheldControllers(layout: CgroupLayout): WithheldController[] {
  return pointsOf(layout).filter(isV2).flatMap(withheldBy);
}

function withheldBy(group: string): WithheldController[] {
  const passedOn = wordsOf(group, SUBTREE);
  const withheld = wordsOf(group, 'cgroup.controllers').filter((name) => name !== '' && !passedOn.includes(name));
  return withheld.map((name) => ({ group, name }));
}

/** One by one: the kernel refuses `cpu`, for instance, while a process of real time is outside the root. */
function passOnControllers(group: string, write: Write): void {
  const withheld = withheldBy(group).map(({ name }) => name);
  for (const name of PASSED_ON.filter((one) => withheld.includes(one))) {
    try {
      write(join(group, SUBTREE), `+${name}`);
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined) throw error;
      if (NEEDED.includes(name))
        throw new HostError(
          `The kernel does not pass the cgroup controller ${name} on to groups below ${group} (${code}).`,
          'Look for processes that are in that group itself, and move them to a group below it.',
        );
    }
  }
}

/** What limits of v2 hold where nobody has set them. */
const UNSET: Readonly<Record<string, string>> = {
  'cpuset.cpus': '',
  'cpuset.mems': '',
  'memory.min': '0',
  'memory.low': '0',
  'memory.high': 'max',
  'memory.max': 'max',
  'memory.swap.max': 'max',
  'cpu.weight': '100',
  'cpu.max': 'max 100000',
  'pids.max': 'max',
};

/**
 * Lets a group of v2 pass a controller on no more. Returns in a sentence why it still does, where a group below it
 * uses the controller by now: its limits would be gone.
 */
export function withholdController({ group, name }: WithheldController, write: Write = writeFileSync): string[] {
  const file = join(group, SUBTREE);
  if (!existsSync(file) || !wordsOf(group, SUBTREE).includes(name)) return [];
  const stays = (user: string) => [
    `The cgroup controller ${name} stays on for groups below ${group}: ${user} uses it by now.`,
  ];
  const user = readdirSync(group, { withFileTypes: true }).find(
    (entry) => entry.isDirectory() && usesController(join(group, entry.name), name),
  );
  if (user) return stays(user.name);
  try {
    write(file, `-${name}`);
  } catch (error) {
    if (errorCode(error) !== 'EBUSY') throw error;
    return stays('one of them');
  }
  return [];
}

function usesController(group: string, name: string): boolean {
  if (readIfPresent(join(group, SUBTREE))?.split(' ').includes(name)) return true;
  const limits = Object.entries(UNSET).filter(([file]) => file.startsWith(`${name}.`));
  if (limits.length > 0) return limits.some(([file, unset]) => (readIfPresent(join(group, file)) ?? unset) !== unset);
  const files = readdirSync(group).filter((file) => file.startsWith(`${name}.`) && LIMIT_FILE.test(file));
  return files.some((file) => SET_LIMIT.test((readIfPresent(join(group, file)) ?? '').replace('default 100', '')));
}

/** Files of the other controllers (io, hugetlb, rdma, misc), which hold a limit for each device or size of page. */
const LIMIT_FILE = /\.(?:max|weight|latency)$/;
/** A number that stands alone or after `=`; where no limit is set there is the word `max`, or nothing. */
const SET_LIMIT = /(?:^|[\s=])\d+(?:\s|$)/;

/** A new v1 group has no CPUs and no memory nodes until it is given some; a v2 group has its parent's. */
function inheritCpuset(from: string, to: string): void {
  if (isV2(to)) return;
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const value = readIfPresent(join(from, file));
    if (value) writeFileSync(join(to, file), value);
  }
}

function readIfPresent(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}
