/** Trials that launch their own sandboxes, all of one arm: a storm, a crowd that grows, or one that works. */
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { currentSignal, pause } from '../host/cancellation.js';
import { boundGroup } from '../host/cgroup.js';
import { memoryForSandboxes } from '../host/facts/available-memory.js';
import { removeTree } from '../host/files/beneath.js';
import { runGroup } from '../host/groups/run-group.js';
import type { Host } from '../host/host.js';
import type { KnownFailure, Plan, Trial, Work } from '../results/document.js';
import type { PreparedArm } from '../runtimes/runtime.js';
import type { Benchmark, Crowd, CrowdMemory, CrowdTaken, TouchingCrowd, WorkingCrowd } from '../suites/benchmark.js';
import { formatBytes } from '../units.js';
import {
  type Bounds,
  dropCaches,
  emptyCaches,
  hostCpuSeconds,
  hostRoom,
  limitOf,
  memoryAvailable,
  TASKS_EACH,
} from './crowd-host.js';
import { Members } from './crowd-members.js';
import { liveStepByStep } from './life-steps.js';
import { asOutputFailure } from './read-metrics.js';
import { cleanUp, type LaunchSite } from './sandboxes.js';
import { type CommandOutcome, calling, MeasurementFailure } from './session.js';
import { StartingGate } from './starting-gate.js';

/** Tasks for daemons that Tare runs. */
const TASKS_BESIDE = 2048;

/** How long a crowd is left alone to see what its idle sandboxes use. */
const IDLE_SECONDS = 10;

type Ceiling = NonNullable<Trial['ceiling']>;

/** What a trial has measured. */
type Taken = CrowdTaken & { readonly ceiling?: Ceiling };
/** What a trial says. */
type Told = Pick<Trial, 'metrics' | 'ceiling'>;

/** A benchmark whose trials are crowds. */
export type CrowdBenchmark = Pick<Benchmark, 'linked'> & { readonly crowd: Crowd };

export class Crowds {
  readonly #site: LaunchSite;
  readonly #host: Host;
  readonly #budget: number;

  readonly #idleSeconds: number;

  constructor(site: LaunchSite, host: Host, plan: Plan, idleSeconds = IDLE_SECONDS) {
    this.#site = site;
    this.#host = host;
    this.#budget = plan.scaleMemoryBytes ?? 0;
    this.#idleSeconds = idleSeconds;
  }

  /** @throws MeasurementFailure where the host has no room for it, or where no sandbox became ready. */
  async take(arm: string, { crowd, linked }: CrowdBenchmark, work: Work, signal: AbortSignal): Promise<Trial> {
    const from = performance.now();
    const count = work.kind === 'fixed' ? work.amount : crowd.size(this.#site.limits.cpuCount);
    // Each sandbox adds a listener: what Node warns about is no leak here.
    for (const each of [signal, currentSignal()]) if (each) setMaxListeners(0, each);
    // A crowd that grows ends at the last sandbox that fits.
    this.#refuseWithoutRoom(crowd.asked === 'one by one' ? 1 : count);
    const limits = { memoryBytes: this.#budget, tasks: TASKS_BESIDE + TASKS_EACH * count };
    const lift = boundGroup(this.#host.cgroup, runGroup(this.#host), limits);
    try {
      const told = await this.#act(arm, { crowd, linked }, count, signal);
      return { arm, wallMs: performance.now() - from, ...told };
    } finally {
      lift();
    }
  }

  #refuseWithoutRoom(count: number): void {
    const trouble = hostRoom(count * TASKS_EACH);
    const free = memoryForSandboxes();
    const short = free < this.#budget;
    if (short || trouble) {
      const memory = `scale-memory is ${formatBytes(this.#budget)}, and the host has ${formatBytes(free)}`;
      const crowd = count === 1 ? 'a sandbox' : `${count} sandboxes`;
      throw failure(`the host has no room for ${crowd}: ${trouble ?? memory}`);
    }
  }

  async #act(arm: string, { crowd, linked }: CrowdBenchmark, count: number, signal: AbortSignal): Promise<Told> {
    const prepared = this.#site.arms.get(arm);
    if (!prepared) throw new Error(`arm ${arm} was not prepared`);
    const members = new Members(arm, prepared, linked ? this.#site : withoutNetwork(this.#site), signal);
    try {
      if (crowd.asked === 'step by step') return { metrics: await this.#oneLife(arm, prepared, signal) };
      if (crowd.asked === 'to touch') return { metrics: await touchOnce(members, crowd, signal) };
      if (crowd.asked === 'to work') return { metrics: await workTogether(members, count, crowd, signal) };
      const { ceiling, ...taken } = await (crowd.asked === 'one by one'
        ? grow(members, count, this.#bounds(), this.#idleSeconds)
        : storm(members, count, signal, crowd.asked === 'from cold' ? emptyCaches : undefined));
      return { metrics: crowd.figures(taken), ...(ceiling && { ceiling }) };
    } finally {
      await members.end();
    }
  }

  async #oneLife(arm: string, prepared: PreparedArm, signal: AbortSignal): Promise<Record<string, number>> {
    const id = this.#site.nextName();
    const volume = join(this.#site.volumes, id);
    mkdirSync(volume, { recursive: true });
    const { limits, timeouts } = this.#site;
    const [nonce, seconds] = [randomBytes(12).toString('hex'), timeouts.launchSeconds];
    try {
      const request = { id, volume, limits, signal, nonce, seconds };
      const steps = await calling(async () => prepared.steps?.(request), request);
      if (!steps) throw new Error(`the runtime of ${arm} is called stepwise, and has no steps`);
      return await liveStepByStep(steps, nonce, {
        seconds,
        signal,
        folder: this.#site.volumes,
        warn: (trouble) => this.#site.observer.warn(trouble),
      });
    } finally {
      for (const what of await cleanUp([() => removeTree(volume)]))
        this.#site.observer.warn(`A sandbox of ${arm} could not be ended in good order: ${what}`);
    }
  }

  #bounds(): Bounds {
    return { memoryBytes: this.#budget, seconds: this.#site.timeouts.commandSeconds };
  }
}

function withoutNetwork({ network: _, ...site }: LaunchSite): LaunchSite {
  return site;
}

const failure = (message: string, tail: string[] = []): MeasurementFailure =>
  new MeasurementFailure({ reason: 'launch', message, tail });

/**
 * All sandboxes are prepared up to the call of the runtime, and then started together.
 * @param before is done for each try of a start, once all that it waits for is ready.
 */
async function storm(
  members: Members,
  count: number,
  signal: AbortSignal,
  before?: () => Promise<void>,
): Promise<Taken> {
  let from = { at: 0, cpu: 0 };
  const gate = new StartingGate(count, () => {
    from = { at: performance.now(), cpu: hostCpuSeconds() };
  });
  const refuse = () => gate.refuse(signal.reason);
  signal.addEventListener('abort', refuse);
  const launches = Array.from({ length: count }, async () => {
    const { wait, leave } = gate.enter();
    try {
      return await members.launch({ poised: () => wait().then(before) });
    } finally {
      leave();
    }
  });
  const settled = await Promise.allSettled(launches);
  signal.removeEventListener('abort', refuse);
  const until = { at: performance.now(), cpu: hostCpuSeconds() };
  const results = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  const startsMs = results.filter((one): one is number => typeof one === 'number');
  const failures = results.filter((one): one is KnownFailure => typeof one !== 'number');
  if (startsMs.length === 0) throw noneReady(count, failures[0]);
  const removalMs = await members.end();
  const taken = { asked: count, startsMs, wallMs: until.at - from.at, cpuSeconds: until.cpu - from.cpu, removalMs };
  return { ...taken, ...(failures[0] && { ceiling: { alive: startsMs.length, cause: inWords(failures[0]) } }) };
}

async function touchOnce(
  members: Members,
  { bytes, metric }: TouchingCrowd,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const launched = await members.launch({ heldBytes: bytes });
  const [session] = members.sessions;
  if (typeof launched !== 'number') throw new MeasurementFailure(launched);
  if (!session) throw new Error('a sandbox that was launched is alive');
  return { [metric]: await session.touch(bytes, signal) };
}

async function grow(members: Members, count: number, bounds: Bounds, idleSeconds: number): Promise<Taken> {
  const [from, cpu] = [performance.now(), hostCpuSeconds()];
  const { startsMs, available, ceiling } = await launchEach(members, count, bounds);
  if (startsMs.length === 0) throw failure(ceiling?.cause ?? 'no sandbox became ready');
  const [wallMs, cpuSeconds] = [performance.now() - from, hostCpuSeconds() - cpu];
  dropCaches();
  const memory = await memoryOf(members, [...available.slice(0, -1), memoryAvailable()]);
  const idleCpuSeconds = await idleCpu(members, idleSeconds);
  refuseDead(members, ceiling);
  const removalMs = await members.end();
  const taken = { asked: count, startsMs, wallMs, cpuSeconds, removalMs };
  const known = { ...(memory && { memory }), ...(idleCpuSeconds !== undefined && { idleCpuSeconds }) };
  return { ...taken, ...known, ...(ceiling && { ceiling }) };
}

interface Launched {
  readonly startsMs: readonly number[];
  /** What the host had available after each, bytes. */
  readonly available: readonly number[];
  readonly ceiling: Ceiling | undefined;
}

/** One after the other until all are alive. What a runtime needs once is in the first reading, and charged to none. */
async function launchEach(members: Members, count: number, bounds: Bounds): Promise<Launched> {
  const [before, from] = [memoryAvailable(), performance.now()];
  const [startsMs, available]: [number[], number[]] = [[], []];
  let ceiling: Ceiling | undefined;
  while (startsMs.length < count && !ceiling) {
    const result = await members.launch();
    if (typeof result === 'number') {
      startsMs.push(result);
      if (startsMs.length === 1) dropCaches();
      available.push(memoryAvailable());
    }
    const sofar = { startsMs, takenBytes: before - memoryAvailable(), seconds: (performance.now() - from) / 1000 };
    const cause = typeof result === 'number' ? limitOf(sofar, bounds) : inWords(result);
    if (cause !== undefined && startsMs.length < count) ceiling = { alive: startsMs.length, cause };
  }
  return { startsMs, available, ceiling };
}

async function memoryOf(members: Members, available: readonly number[]): Promise<CrowdMemory | undefined> {
  if (available.length < 2) return undefined;
  const pss = await members.pssBytes();
  return { available, ...(pss !== undefined && { pssBytes: pss / available.length }) };
}

/**
 * What the crowd takes is divided by all that became ready. @throws MeasurementFailure where one of them has ended by
 * itself, as when the kernel was short of memory.
 */
function refuseDead({ sessions }: Members, ceiling: Ceiling | undefined): void {
  const dead = sessions.filter(({ alive }) => !alive).length;
  if (dead === 0) return;
  const message = `${dead} of ${sessions.length} sandboxes ended unasked`;
  throw new MeasurementFailure({ reason: 'lost', message, tail: ceiling ? [ceiling.cause] : [] });
}

/** Of ten seconds, however long it was looked at. */
async function idleCpu(members: Members, seconds: number): Promise<number | undefined> {
  const from = performance.now();
  const used = await members.watchCpu();
  if (!used) return undefined;
  await pause(seconds * 1000);
  const cpu = await used();
  return cpu && (cpu * IDLE_SECONDS * 1000) / (performance.now() - from);
}

/** All are launched, then each phase begins when the one before has ended in all of them. */
async function workTogether(
  members: Members,
  count: number,
  crowd: WorkingCrowd,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  for (let nth = 1; nth <= count; nth += 1) {
    const result = await members.launch();
    if (typeof result !== 'number')
      throw failure(`sandbox ${nth} of ${count} did not become ready: ${result.message}`, result.tail);
  }
  const [printed, cpuSeconds]: [string[][], number[]] = [[], []];
  for (const phase of crowd.phases(count, members.addresses)) {
    const before = hostCpuSeconds();
    const running = members.sessions.map((session, at) => phase[at] && session.run(phase[at], signal));
    const outcomes = await allOf(running.filter((one) => one !== undefined));
    cpuSeconds.push(hostCpuSeconds() - before);
    printed.push(outcomes.map(({ output }) => output));
  }
  return asOutputFailure(() => crowd.read(printed, cpuSeconds));
}

/** Waits for all, so that none works on while the others are ended. @throws what the first that failed has thrown. */
async function allOf(running: readonly Promise<CommandOutcome>[]): Promise<CommandOutcome[]> {
  await Promise.allSettled(running);
  return Promise.all(running);
}

const inWords = ({ message, tail }: KnownFailure): string => [message, ...tail.slice(-1)].join(': ');

function noneReady(count: number, first: KnownFailure | undefined): MeasurementFailure {
  return failure(
    `${count === 1 ? 'the sandbox did not become' : `none of ${count} sandboxes became`} ready: ${first?.message ?? 'no reason is known'}`,
    first?.tail,
  );
}
