/** Trials that launch many sandboxes of one arm and run nothing in them: a storm, or a crowd that grows one by one. */
import { setMaxListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeTree } from '../host/beneath.js';
import { heeded, puttingBack } from '../host/cancellation.js';
import { boundGroup } from '../host/cgroup.js';
import { CommandError } from '../host/command.js';
import { watchFootprint } from '../host/facts/footprint.js';
import { runGroup } from '../host/groups/run-group.js';
import type { Host } from '../host/host.js';
import type { KnownFailure, Plan, Trial, Work } from '../results/document.js';
import type { PreparedArm } from '../runtimes/runtime.js';
import type { Crowd, CrowdMemory, CrowdTaken } from '../suites/benchmark.js';
import { formatBytes } from '../units.js';
import {
  type Bounds,
  dropCaches,
  hostCpuSeconds,
  hostRoom,
  limitOf,
  memoryAvailable,
  TASKS_EACH,
} from './crowd-host.js';
import type { LaunchSite } from './sandboxes.js';
import { MeasurementFailure, Session } from './session.js';
import { StartingGate } from './starting-gate.js';

/** Of everybody else, on the signals that end a run. */
const LISTENERS_BESIDE = 20;
/** For daemons of ours. */
const TASKS_BESIDE = 2048;

type Ceiling = NonNullable<Trial['ceiling']>;

/** What a trial is made of. */
type Taken = CrowdTaken & { readonly ceiling?: Ceiling };

export class Crowds {
  readonly #site: LaunchSite;
  readonly #host: Host;
  readonly #budget: number;

  constructor(site: LaunchSite, host: Host, plan: Plan) {
    this.#site = site;
    this.#host = host;
    this.#budget = plan.scaleMemoryBytes ?? 0;
  }

  /** @throws MeasurementFailure where the host has no room for it, or none of its sandboxes became ready. */
  async take(arm: string, crowd: Crowd, work: Work, signal: AbortSignal): Promise<Trial> {
    const from = performance.now();
    const count = work.kind === 'fixed' ? work.amount : crowd.size(this.#site.limits.cpuCount);
    // One a sandbox: what Node warns of is no leak here.
    for (const each of [signal, heeded()]) if (each) setMaxListeners(LISTENERS_BESIDE + 2 * count, each);
    // One that grows ends at the last that there is room for.
    this.#refuseWithoutRoom(crowd.asked === 'at once' ? count : 1);
    const limits = { memoryBytes: this.#budget, tasks: TASKS_BESIDE + TASKS_EACH * count };
    const lift = boundGroup(this.#host.cgroup, runGroup(this.#host), limits);
    try {
      const { ceiling, ...taken } = await this.#act(arm, crowd.asked, count, signal);
      const wallMs = performance.now() - from;
      return { arm, wallMs, metrics: crowd.figures(taken), ...(ceiling && { ceiling }) };
    } finally {
      lift();
    }
  }

  #refuseWithoutRoom(count: number): void {
    const trouble = hostRoom(count * TASKS_EACH);
    const short = memoryAvailable() < this.#budget;
    if (short || trouble) {
      const memory = `scale-memory is ${formatBytes(this.#budget)}, and the host has ${formatBytes(memoryAvailable())}`;
      const crowd = count === 1 ? 'a sandbox' : `${count} sandboxes`;
      throw failure(`the host has no room for ${crowd}: ${trouble ?? memory}`);
    }
  }

  async #act(arm: string, asked: Crowd['asked'], count: number, signal: AbortSignal): Promise<Taken> {
    const prepared = this.#site.arms.get(arm);
    if (!prepared) throw new Error(`arm ${arm} was not prepared`);
    const members = new Members(arm, prepared, this.#site, signal);
    try {
      if (asked === 'at once') return await storm(members, count, signal);
      const { commandSeconds } = this.#site.timeouts;
      return await grow(members, count, { memoryBytes: this.#budget, seconds: commandSeconds });
    } finally {
      await members.end();
    }
  }
}

const failure = (message: string, tail: string[] = []): MeasurementFailure =>
  new MeasurementFailure({ reason: 'launch', message, tail });

interface Member {
  readonly session: Session;
  readonly id: string;
}

/** The live sandboxes of a trial. */
class Members {
  readonly #arm: string;
  readonly #prepared: PreparedArm;
  readonly #site: LaunchSite;
  readonly #signal: AbortSignal;
  #alive: Member[] = [];
  #volumes: string[] = [];
  readonly weigh: ReturnType<typeof watchFootprint>;

  constructor(arm: string, prepared: PreparedArm, site: LaunchSite, signal: AbortSignal) {
    this.#arm = arm;
    this.#prepared = prepared;
    this.#site = site;
    this.#signal = signal;
    this.weigh = watchFootprint(site.cgroup);
  }

  /** From the call of the runtime until it is ready, ms; or why it did not become ready. */
  async launch(poised?: () => Promise<void>): Promise<number | KnownFailure> {
    const id = this.#site.nextName();
    const volume = join(this.#site.volumes, id);
    this.#volumes.push(volume);
    mkdirSync(volume, { recursive: true });
    const { limits, timeouts } = this.#site;
    const request = { id, volume, limits, signal: this.#signal, ...(poised && { poised }) };
    try {
      const session = await Session.start(this.#prepared, request, timeouts);
      this.#alive.push({ session, id });
      return session.startupMs;
    } catch (error) {
      if (error instanceof MeasurementFailure) return error.failure;
      throw error;
    }
  }

  /** What all take by their processes; undefined where a runtime does not tell what they are called. */
  async pssBytes(): Promise<number | undefined> {
    try {
      const names = await Promise.all(this.#alive.map(({ session }) => session.names()));
      return this.weigh([...this.#alive.map(({ id }) => id), ...names.flat()])?.pssBytes;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.#site.observer.warn(`The memory of a crowd of ${this.#arm} is not known: ${error.message}`);
      return undefined;
    }
  }

  /** Ends all at once and returns how long that took, ms; safe to call twice. */
  async end(): Promise<number> {
    const ending = this.#alive;
    this.#alive = [];
    const from = performance.now();
    await Promise.all(ending.map(({ session }) => session.end()));
    const tookMs = performance.now() - from;
    const trouble = ending.flatMap(({ session }) => session.trouble);
    for (const what of trouble)
      this.#site.observer.warn(`A sandbox of ${this.#arm} could not be ended in good order: ${what}`);
    await this.#clear();
    return tookMs;
  }

  /** Goes with the work folder where there is no time for it now. */
  async #clear(): Promise<void> {
    const volumes = this.#volumes;
    this.#volumes = [];
    for (const volume of volumes) await puttingBack(() => removeTree(volume));
  }
}

/** All are made to stand before the call of the runtime; then all are let go. */
async function storm(members: Members, count: number, signal: AbortSignal): Promise<Taken> {
  let from = { at: 0, cpu: 0 };
  const gate = new StartingGate(count, () => {
    from = { at: performance.now(), cpu: hostCpuSeconds() };
  });
  const refuse = () => gate.refuse(signal.reason);
  signal.addEventListener('abort', refuse);
  const launches = Array.from({ length: count }, async () => {
    const { wait, leave } = gate.enter();
    try {
      return await members.launch(wait);
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

/** The first ready is no part of the memory of the others: what a runtime needs once is not charged to each. */
async function grow(members: Members, count: number, bounds: Bounds): Promise<Taken> {
  const [before, from, cpu] = [memoryAvailable(), performance.now(), hostCpuSeconds()];
  const startsMs: number[] = [];
  let first = before;
  let ceiling: Ceiling | undefined;
  while (startsMs.length < count && !ceiling) {
    const result = await members.launch();
    if (typeof result === 'number') startsMs.push(result);
    if (startsMs.length === 1) {
      dropCaches();
      first = memoryAvailable();
    }
    const sofar = { startsMs, takenBytes: before - memoryAvailable(), seconds: (performance.now() - from) / 1000 };
    const cause = typeof result === 'number' ? limitOf(sofar, bounds) : inWords(result);
    if (cause !== undefined && startsMs.length < count) ceiling = { alive: startsMs.length, cause };
  }
  if (startsMs.length === 0) throw failure(ceiling?.cause ?? 'no sandbox became ready');
  const [wallMs, cpuSeconds] = [performance.now() - from, hostCpuSeconds() - cpu];
  dropCaches();
  const memory = await memoryOf(members, first - memoryAvailable(), startsMs.length);
  const removalMs = await members.end();
  const taken = { asked: count, startsMs, wallMs, cpuSeconds, removalMs };
  return { ...taken, ...(memory && { memory }), ...(ceiling && { ceiling }) };
}

async function memoryOf(members: Members, taken: number, alive: number): Promise<CrowdMemory | undefined> {
  if (alive < 2) return undefined;
  const pss = await members.pssBytes();
  return { availableBytes: taken / (alive - 1), ...(pss !== undefined && { pssBytes: pss / alive }) };
}

const inWords = ({ message, tail }: KnownFailure): string => [message, ...tail.slice(-1)].join(': ');

function noneReady(count: number, first: KnownFailure | undefined): MeasurementFailure {
  return failure(`none of ${count} sandboxes became ready: ${first?.message ?? 'no reason is known'}`, first?.tail);
}
