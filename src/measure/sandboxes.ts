/**
 * The live sandboxes of one block: each is launched once, and launched again a bounded number of times when it is
 * lost.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { whileUndoing } from '../host/cancellation.js';
import type { CgroupLayout } from '../host/cgroup.js';
import { CommandError } from '../host/commands/command.js';
import { type CountedGroups, NO_GROUPS } from '../host/facts/group-counters.js';
import type { PeakMemory } from '../host/facts/peak-memory.js';
import { removeTree } from '../host/files/beneath.js';
import type { Link } from '../host/network/network.js';
import type { ArmEnvironment, Failure, Launch, SandboxLimits } from '../results/document.js';
import type { PreparedArm } from '../runtimes/runtime.js';
import { PROBE_SCRIPT } from '../sandbox/agent.js';
import { SANDBOX } from '../sandbox/paths.js';
import { parseProbe, verifyInside } from '../sandbox/probe.js';
import { LaunchWatch, type SeenLaunch } from './launch-watch.js';
import { asFailure, linkFor, networkSeenBy, type RunNetwork } from './network.js';
import type { Observer } from './observer.js';
import { MeasurementFailure, Session, type SessionTimeouts } from './session.js';

export interface LaunchSite {
  readonly arms: ReadonlyMap<string, PreparedArm>;
  /** Host folder below which each sandbox gets its own volume: the same device for all. */
  readonly volumes: string;
  readonly limits: SandboxLimits;
  readonly timeouts: SessionTimeouts;
  readonly observer: Observer;
  readonly cgroup: CgroupLayout;
  /** Absent where no benchmark uses one. */
  readonly network?: RunNetwork | undefined;
  /** Makes the name of a sandbox, which is unique on this host. */
  nextName(): string;
}

interface LiveSandbox {
  readonly session: Session;
  readonly launch: Launch;
  readonly volume: string;
  readonly link: Link | undefined;
  address?: string;
  readonly seen: SeenLaunch | undefined;
}

/** Launches of one arm in one block, the first included. */
const LAUNCH_LIMIT = 3;

export class Sandboxes {
  readonly #site: LaunchSite;
  readonly #signal: AbortSignal;
  readonly #live = new Map<string, LiveSandbox>();
  readonly #inside = new Map<string, ArmEnvironment['inside']>();
  /** All launches in their order, failed ones included. */
  readonly launches: Launch[] = [];

  constructor(site: LaunchSite, signal: AbortSignal) {
    this.#site = site;
    this.#signal = signal;
  }

  /** What the sandboxes reported about themselves, by arm. */
  get inside(): ReadonlyMap<string, ArmEnvironment['inside']> {
    return this.#inside;
  }

  /** Returns the live sandbox of an arm, launched first if need be. Undefined where it does not start. */
  async of(armId: string): Promise<Session | undefined> {
    const live = this.#live.get(armId);
    if (live?.session.alive) return live.session;
    if (live) await this.#end(armId);
    const tries = this.launches.filter((launch) => launch.arm === armId);
    const hopeless = tries.length >= LAUNCH_LIMIT || tries.some((launch) => launch.failure);
    return hopeless ? undefined : this.#launch(armId);
  }

  /** The address at which the peer reaches the live sandbox of an arm; undefined where it has no network. */
  addressOf(armId: string): string | undefined {
    return this.#live.get(armId)?.address;
  }

  /** CPU seconds that the live sandbox of an arm has cost so far; undefined where that is not known. */
  cpuSeconds(armId: string): number | undefined {
    return this.#live.get(armId)?.seen?.meter();
  }

  /** Begins to watch the most memory that the live sandbox of an arm takes, with all that serves it alone. */
  watchMemory(armId: string): PeakMemory {
    return this.#live.get(armId)?.seen?.watchMemory() ?? unknown;
  }

  /** The control groups of the live sandbox of an arm; none where they are not known. */
  groups(armId: string): CountedGroups {
    return this.#live.get(armId)?.seen?.groups ?? NO_GROUPS;
  }

  /** The processes of the live sandbox of an arm, as they were when it was ready; none where they are not known. */
  pids(armId: string): readonly number[] {
    return this.#live.get(armId)?.seen?.pids ?? [];
  }

  async #launch(armId: string): Promise<Session | undefined> {
    const prepared = this.#site.arms.get(armId);
    if (!prepared) throw new Error(`arm ${armId} was not prepared`);
    this.#site.observer.busy(armId, 'launch');
    const id = this.#site.nextName();
    const volume = join(this.#site.volumes, id);
    mkdirSync(volume, { recursive: true });
    const watch = new LaunchWatch(this.#site.cgroup, prepared);
    let link: Link | undefined;
    try {
      link = await linkFor(armId, this.#site.network);
      const { limits, timeouts } = this.#site;
      const request = { id, volume, limits, signal: this.#signal, ...(link && { link }) };
      const session = await Session.start(prepared, request, timeouts);
      watch.ready();
      const names = await this.#namesOf(session);
      const seen = names && watch.seen([id, ...names]);
      const { footprint, cpuMs } = seen?.figures ?? {};
      const launch: Launch = {
        arm: armId,
        startupMs: session.startupMs,
        shutdownMs: null,
        ...this.#retried(armId, session.failedStarts),
        ...(session.snapshot && { snapshot: { ...session.snapshot } }),
        ...(footprint && { footprint }),
        ...(cpuMs !== undefined && session.failedStarts.length === 0 && { cpuMs }),
      };
      this.launches.push(launch);
      this.#live.set(armId, { session, launch, volume, link, seen });
      return await this.#verified(armId, session);
    } catch (error) {
      if (!(error instanceof MeasurementFailure)) throw error;
      this.#recordFailure(armId, error);
      const session = this.#live.get(armId)?.session;
      await session?.kill();
      this.#live.delete(armId);
      this.#tell(armId, session?.trouble);
      await this.#clear(armId, volume, link);
      return undefined;
    }
  }

  /**
   * Memory is one figure among others: where a runtime does not tell its process names, it is absent and the launch
   * counts.
   */
  async #namesOf(session: Session): Promise<string[] | undefined> {
    try {
      return await session.names();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.#site.observer.warn(`The memory of a sandbox is not known: ${error.message}`);
      return undefined;
    }
  }

  /**
   * Checks from inside, before anything is measured, that the limits hold. It also brings sysbench into the page
   * cache.
   */
  async #verified(armId: string, session: Session): Promise<Session> {
    const { output } = await session.run({ cwd: '/', argv: ['/bin/sh', SANDBOX.probe] }, this.#signal);
    const inside = { ...parseProbe(output, PROBE_SCRIPT), ...(await this.#connected(armId, session)) };
    this.#inside.set(armId, inside);
    verifyInside(armId, inside, this.#site.limits);
    return session;
  }

  /** Returns the link as the sandbox reports it. */
  async #connected(armId: string, session: Session): Promise<ArmEnvironment['inside']> {
    const live = this.#live.get(armId);
    if (!live || !(live.link || this.#site.network?.own.has(armId))) return {};
    const from = performance.now();
    await asFailure('launch', () => session.connect());
    live.launch.connectMs = performance.now() - from;
    const { facts, address = '' } = await networkSeenBy(session, this.#signal);
    live.address = live.link?.address ?? address;
    return facts;
  }

  #recordFailure(armId: string, { failure, failedStarts }: MeasurementFailure): void {
    const launch = this.#live.get(armId)?.launch;
    if (launch) launch.failure = failure;
    else
      this.launches.push({
        arm: armId,
        startupMs: null,
        shutdownMs: null,
        ...this.#retried(armId, failedStarts),
        failure,
      });
    this.#site.observer.warn(`${armId} could not be launched: ${inWords(failure)}`);
  }

  /** What a launch records about the tries before it. */
  #retried(armId: string, failedStarts: readonly Failure[]): Pick<Launch, 'retries' | 'failedStarts'> {
    const retries = failedStarts.length;
    if (retries === 0) return { retries };
    for (const failure of failedStarts) this.#site.observer.warn(`${armId} was started again: ${inWords(failure)}`);
    return { retries, failedStarts: [...failedStarts] };
  }

  async #clear(armId: string, volume: string, link: Link | undefined): Promise<void> {
    this.#tell(armId, await cleanUp([async () => link?.close(), () => removeTree(volume)]));
  }

  #tell(armId: string, trouble: readonly string[] = []): void {
    for (const what of trouble)
      this.#site.observer.warn(`A sandbox of ${armId} could not be ended in good order: ${what}`);
  }

  /** Ends every sandbox, newest first. */
  async endAll(): Promise<void> {
    for (const arm of [...this.#live.keys()].reverse()) await this.#end(arm);
  }

  async #end(armId: string): Promise<void> {
    const live = this.#live.get(armId);
    if (!live) return;
    this.#live.delete(armId);
    const shutdownMs = await live.session.end();
    this.#tell(armId, live.session.trouble);
    live.launch.shutdownMs = shutdownMs;
    if (live.session.forged > 0) live.launch.forgedFrames = live.session.forged;
    await this.#clear(armId, live.volume, live.link);
  }
}

/**
 * Makes these removals, and returns what was in their way. One that fails keeps neither the others from being made nor
 * the run from going on: what it has left is on record, or goes with the work folder.
 */
export async function cleanUp(removals: readonly (() => Promise<void>)[]): Promise<string[]> {
  const trouble: string[] = [];
  for (const remove of removals) {
    try {
      await whileUndoing(remove);
    } catch (error) {
      trouble.push(error instanceof Error ? error.message : String(error));
    }
  }
  return trouble;
}

const unknown: PeakMemory = () => undefined;

/** docker ends what it says of an error with this. */
const USAGE = /^(?:Run|See) '.* --help'/;

/** Returns the failure with the line that tells most: the first that says it is an error, or else the last. */
export function inWords({ message, tail }: Pick<Failure, 'message' | 'tail'>): string {
  const lines = tail.filter((line) => !USAGE.test(line));
  const telling = lines.find((line) => /\berror\b/i.test(line)) ?? lines.at(-1);
  return telling === undefined ? message : `${message} (${telling})`;
}
