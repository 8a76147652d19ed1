/** Removes a cgroup: kills its processes whatever state they are in, removes its children, then the group. */
import { closeSync, constants, existsSync, openSync, readdirSync, readFileSync, rmdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../cancellation.js';
import { errorCode, isGone, UNSUPPORTED } from '../errno.js';
import { parseMounts } from '../facts/mounts.js';

const LIMIT_MS = 10_000;
/**
 * A process that forks while it is killed has children that the list did not show, so the list is read again at once.
 */
const ROUNDS = 50;

/**
 * Does nothing where the group does not exist.
 * @throws Error that names the processes left, and why, when the group cannot be emptied in time.
 */
export async function removeGroup(path: string, limitMs = LIMIT_MS): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (existsSync(path)) {
    killTree(path);
    if (removeTree(path)) return;
    if (performance.now() > deadline) throw new Error(`${path} stays busy: ${describeRemaining(path)}`);
    // The kernel removes a process from its group a moment after the process has ended.
    await pause(5);
  }
}

/** Returns a group and all below it, the outermost first. A sandbox may make some meanwhile. */
function treeOf(path: string): string[] {
  const all = [path];
  for (const group of all) all.push(...childrenOf(group).map((name) => join(group, name)));
  return all;
}

function childrenOf(group: string): string[] {
  try {
    return readdirSync(group, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function killTree(path: string): void {
  // On v2 the kernel kills the whole tree at once, with what forks meanwhile (Linux 5.14 and newer).
  write(join(path, 'cgroup.kill'), '1');
  for (let round = 0; round < ROUNDS; round += 1) {
    const pids = treeOf(path).flatMap(members).filter(isVisible);
    for (const pid of pids) killNow(pid);
    if (pids.every(isEnding)) return;
  }
}

/** A process of a pid namespace that is not below ours is shown as 0, and a signal to 0 would end Tare itself. */
const isVisible = (pid: number) => pid > 0;

function members(group: string): number[] {
  try {
    return readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  } catch (error) {
    // The processes of a threaded group are shown by the group above it.
    if (isGone(error) || UNSUPPORTED.includes(errorCode(error) ?? '')) return [];
    throw error;
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  thaw(pid);
}

/**
 * On v1 a frozen process does not even take SIGKILL. The kernel thaws a process that is moved to a group that is not
 * frozen, so it does not matter who froze it or what else is in its old group. On v2 SIGKILL reaches a frozen process.
 */
function thaw(pid: number): void {
  if (!/^State:\tD/m.test(readProc(pid, 'status'))) return;
  if (!/^\d+:freezer:\/./m.test(readProc(pid, 'cgroup'))) return;
  for (const { point, filesystem, options } of parseMounts(readFileSync('/proc/self/mountinfo', 'utf8')))
    if (filesystem === 'cgroup' && options.includes('freezer')) write(join(point, 'cgroup.procs'), String(pid));
}

/** Returns whether nothing of the process is left that could start another one. */
function isEnding(pid: number): boolean {
  const status = readProc(pid, 'status');
  return status === '' || /^State:\t[ZX]/m.test(status);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(join('/proc', String(pid), file), 'utf8');
  } catch (error) {
    if (isGone(error)) return '';
    throw error;
  }
}

/** Some of these files may not be read, not even by root where that lacks CAP_DAC_OVERRIDE. */
function writeOnly(file: string, value: string): void {
  const opened = openSync(file, constants.O_WRONLY);
  try {
    writeSync(opened, value);
  } finally {
    closeSync(opened);
  }
}

/** The file need not exist: a control belongs to another version of cgroups, or to a group that is gone. */
function write(file: string, value: string): void {
  try {
    writeOnly(file, value);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Removes the groups, deepest first. Returns whether the group itself is gone. */
function removeTree(path: string): boolean {
  return treeOf(path)
    .reverse()
    .map((group) => removed(group))
    .every(Boolean);
}

function removed(group: string): boolean {
  try {
    rmdirSync(group);
  } catch (error) {
    if (errorCode(error) === 'EBUSY') return false;
    if (!isGone(error)) throw error;
  }
  return true;
}

/** Describes the processes that are left, for a person who must deal with them. */
function describeRemaining(path: string): string {
  const pids = treeOf(path).flatMap(members);
  if (pids.length === 0) return 'no process is shown in it, so those may be of another pid namespace';
  const hidden = pids.filter((pid) => !isVisible(pid)).length;
  const shown = pids.filter(isVisible).map((pid) => {
    const field = (name: string) => new RegExp(`^${name}:\\t(.*)$`, 'm').exec(readProc(pid, 'status'))?.[1] ?? '?';
    return `process ${pid} (${field('Name')}, state ${field('State')})`;
  });
  return [...shown, ...(hidden > 0 ? [`${hidden} processes of another pid namespace`] : [])].join(', ');
}
