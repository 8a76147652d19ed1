/**
 * What the tests of real runtimes share: a host of their own, a launched sandbox, and a check of what is left
 * afterwards.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { type ArmSpec, parseArms } from '../../src/config/arms.js';
import { isGone } from '../../src/host/errno.js';
import { describeHost, type OpenHost, openHost } from '../../src/host/open-host.js';
import { identify } from '../../src/host/process.js';
import { mountsBelow } from '../../src/host/undo/undo.js';
import { obtainImage } from '../../src/image/image.js';
import { silentLog } from '../../src/log.js';
import { liveStepByStep, type StepLimits } from '../../src/measure/life-steps.js';
import { MeasurementFailure, Session } from '../../src/measure/session.js';
import type { SandboxLimits } from '../../src/results/document.js';
import type { Installed, LaunchRequest, PreparedArm, Runtime, RuntimeNetwork } from '../../src/runtimes/runtime.js';
import { PROBE_SCRIPT } from '../../src/sandbox/agent.js';
import { SANDBOX } from '../../src/sandbox/paths.js';
import { parseProbe } from '../../src/sandbox/probe.js';
import { WORK_FOLDER } from '../support/work-folder.js';

export const LIMITS: SandboxLimits = { cpus: '0', cpuCount: 1, memoryBytes: 256 * 1024 ** 2 };
const TIMEOUTS = { launchSeconds: 60, commandSeconds: 60 };
const never = new AbortController().signal;

export interface TestHost extends OpenHost {
  /** The state folder of this host alone; the cache of userlands is the machine's. */
  readonly state: string;
}

/** Prints in one line why the real runtime cannot be started here; returns undefined where it can. */
export async function whyNot(runtime: Runtime, arm: string): Promise<string | undefined> {
  const reason = process.getuid?.() === 0 ? await lacking(runtime, arm) : 'not root';
  if (reason) process.stderr.write(`skipped: ${arm} is not started for real here: ${reason}\n`);
  return reason;
}

async function lacking(runtime: Runtime, arm: string): Promise<string | undefined> {
  const missing = await runtime.check(describeHost(silentLog), armOf(runtime, arm));
  return missing.length > 0 ? missing.map(({ what, remedy }) => `${what} (${remedy})`).join('; ') : undefined;
}

export function armOf(runtime: Runtime, text: string): ArmSpec {
  const arm = parseArms(text, [runtime], process.cwd()).find(({ runtime: name }) => name === runtime.name);
  if (!arm) throw new Error(`${text} is no arm of ${runtime.name}`);
  return arm;
}

/** Opens a host with its own lock and journal, which installs nothing. Close it, then check `leftovers`. */
export async function openTestHost(): Promise<TestHost> {
  const state = mkdtempSync(join(WORK_FOLDER, 'tare-test-'));
  process.env.TARE_STATE_DIR = state;
  const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
  return { ...host, state };
}

/** Installs (finds) and prepares one arm on the machine's userland. */
export async function prepared(
  host: TestHost,
  runtime: Runtime,
  text: string,
  network?: RuntimeNetwork,
): Promise<{ arm: PreparedArm; installed: Installed }> {
  const spec = armOf(runtime, text);
  const installed = await runtime.install(host, spec);
  const image = await obtainImage(host, undefined);
  return { arm: await runtime.prepare(host, image, spec, installed, network), installed };
}

let serial = 0;

/** All sessions that were launched on a host, ended or not. */
const sessions = new Map<string, Session[]>();

/** Kills the sandboxes that a failed test left alive, so that later tests find the host as they expect it. */
export async function killSessions({ state }: TestHost): Promise<void> {
  const alive = (sessions.get(state) ?? []).filter((session) => session.alive);
  sessions.delete(state);
  for (const session of alive) await session.kill();
}

/** Returns a sandbox that is ready. */
export async function launchedSession(
  host: TestHost,
  arm: PreparedArm,
  timeouts = TIMEOUTS,
  more: Pick<LaunchRequest, 'link' | 'heldBytes'> = {},
): Promise<Session> {
  const id = `tare-test-${process.pid}-${serial++}`;
  const volume = join(host.paths.work, 'volumes', id);
  mkdirSync(volume, { recursive: true });
  const request = { id, volume, limits: LIMITS, signal: never, ...more };
  const session = await Session.start(arm, request, timeouts).catch(withItsLastLines);
  sessions.set(host.state, [...(sessions.get(host.state) ?? []), session]);
  return session;
}

/** Adds what was said last to the message, which is all that a failed test shows. */
function withItsLastLines(error: unknown): never {
  if (error instanceof MeasurementFailure) error.message = [error.message, ...(error.failure.tail ?? [])].join('\n');
  throw error;
}

/** What a runtime is asked for a sandbox that is launched without a session. */
export function launchRequest(host: TestHost, poised: () => Promise<void>): LaunchRequest {
  const id = `tare-test-${process.pid}-${serial++}`;
  const volume = join(host.paths.work, 'volumes', id);
  mkdirSync(volume, { recursive: true });
  return { id, volume, limits: LIMITS, signal: never, nonce: 'abcdef0123456789abcdef01', seconds: 60, poised };
}

/** The metrics of one life, of which nothing is left. */
export async function oneLife(
  host: TestHost,
  arm: PreparedArm,
  limits: Partial<StepLimits> = {},
): Promise<Record<string, number>> {
  const trouble: string[] = [];
  const [id, nonce, seconds] = [
    `tare-test-${process.pid}-life-${host.run.nextId('life')}`,
    'abcdef0123456789abcdef01',
    60,
  ];
  const volume = join(host.paths.work, 'volumes', id);
  mkdirSync(volume, { recursive: true });
  const signal = new AbortController().signal;
  const steps = await arm.steps?.({ id, volume, limits: LIMITS, nonce, seconds, signal });
  if (!steps) throw new Error('it has no steps');
  try {
    return await liveStepByStep(steps, nonce, {
      seconds,
      signal,
      folder: host.paths.work,
      warn: (text) => trouble.push(text),
      ...limits,
    });
  } finally {
    // When process 1 of this host reaps is not ours to say.
    expect(trouble.filter((text) => !text.includes('process 1 of this host'))).toEqual([]);
  }
}

/** Returns what the probe reads in the sandbox. */
export async function probe(session: Session): Promise<Record<string, string>> {
  const { output } = await session.run({ cwd: '/', argv: ['/bin/sh', SANDBOX.probe] }, never);
  return parseProbe(output, PROBE_SCRIPT);
}

/** Returns the events per second of a short `sysbench cpu`. */
export async function sysbenchCpu(session: Session): Promise<number> {
  const argv = ['sysbench', 'cpu', '--time=0', '--events=200', '--rand-seed=1', 'run'];
  const { output } = await session.run({ cwd: '/', argv }, never);
  return Number(/events per second:\s*([\d.]+)/.exec(output)?.[1]);
}

/** Returns the mount options of its root, as the sandbox sees them. */
export async function rootOptions(session: Session): Promise<string> {
  const { output } = await session.run({ cwd: '/', argv: ['cat', '/proc/mounts'] }, never);
  const roots = output.split('\n').filter((line) => line.split(' ')[1] === '/');
  return roots.at(-1)?.split(' ')[3] ?? '';
}

/** Returns processes, mounts, cgroups and files of this host that are still there; empty when it is as it was. */
export function leftovers(host: TestHost): string[] {
  const ours = new RegExp(`tare(-test)?-${process.pid}\\b`);
  return [
    ...processesWhere((words) => ours.test(words) || words.includes(host.state)),
    ...mountsBelow(host.state).map((point) => `mount ${point}`),
    ...host.cgroup.hierarchies.flatMap((point) => groupsNaming(point, ours)),
    ...readdirSync(host.state)
      .filter((name) => name === 'work')
      .map((name) => `folder ${join(host.state, name)}`),
  ];
}

/** Returns processes and cgroups of the sandboxes of this test; empty where all have been removed. */
export function sandboxesLeft(host: TestHost): string[] {
  const ours = new RegExp(`tare-test-${process.pid}-`);
  return [
    ...processesWhere((words) => ours.test(words)),
    ...host.cgroup.hierarchies.flatMap((point) => groupsNaming(point, ours)),
  ];
}

/** Undoes everything, and removes the state folder when nothing is left. It returns what is left. */
export async function closeTestHost(host: TestHost): Promise<string[]> {
  await killSessions(host);
  const left = [...(await host.close()), ...leftovers(host)];
  if (left.length === 0) rmSync(host.state, { recursive: true, force: true });
  return left;
}

function processesWhere(isOurs: (words: string) => boolean): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.flatMap((pid) => {
    const commandLine = textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    const words = `${commandLine} ${textOf(`/proc/${pid}/cgroup`)}`;
    // A process that has ended and waits for a slow init counts as gone, and so does one that ends just now: it has
    // given its memory back, and its command line with it.
    if (!identify(Number(pid))) return [];
    return commandLine !== '' && isOurs(words) ? [`process ${pid} ${commandLine.slice(0, 120)}`] : [];
  });
}

/** Returns the text of a file of a process; empty where the process has ended meanwhile. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function groupsNaming(folder: string, ours: RegExp): string[] {
  return childrenOf(folder).flatMap((name) => {
    const path = join(folder, name);
    return ours.test(name) ? [`cgroup ${path}`] : groupsNaming(path, ours);
  });
}

/** A group of somebody else's, such as a service in an instance, may end meanwhile: it has no children then. */
function childrenOf(group: string): string[] {
  try {
    return readdirSync(group, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

/** Returns processes with this program whose arguments name the folder. */
export function running(program: string, folder: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    const words = identify(pid) ? textOf(`/proc/${pid}/cmdline`).split('\0') : [];
    return words[0]?.endsWith(program) && words.some((word) => word.includes(folder));
  });
}

/** Kills the only process, and waits until it has gone. */
export async function kill(pids: readonly number[]): Promise<void> {
  if (pids.length !== 1) throw new Error(`${pids.length} processes, not one`);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  while (pids.some(identify)) await setImmediate();
}
