/** The sandboxes of a trial that launches its own, all of one arm. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../host/commands/command.js';
import { secondsBetween, type ThreadTimes, threadTimes } from '../host/facts/cpu/process-cpu.js';
import { footprintOf } from '../host/facts/footprint.js';
import { type LaunchedProcesses, watchProcesses } from '../host/facts/launched-processes.js';
import { removeTree } from '../host/files/beneath.js';
import type { Link } from '../host/network/network.js';
import type { KnownFailure } from '../results/document.js';
import type { LaunchRequest, PreparedArm } from '../runtimes/runtime.js';
import { asFailure, linkFor, networkSeenBy } from './network.js';
import { cleanUp, type LaunchSite } from './sandboxes.js';
import { MeasurementFailure, Session } from './session.js';

interface Member {
  readonly session: Session;
  readonly id: string;
  /** Absent where it has no network. */
  address?: string | undefined;
}

/** The live sandboxes of a trial. */
export class Members {
  readonly #arm: string;
  readonly #prepared: PreparedArm;
  readonly #site: LaunchSite;
  readonly #signal: AbortSignal;
  #alive: Member[] = [];
  #volumes: string[] = [];
  #links: Link[] = [];
  readonly #find: (names: readonly string[]) => LaunchedProcesses;

  constructor(arm: string, prepared: PreparedArm, site: LaunchSite, signal: AbortSignal) {
    this.#arm = arm;
    this.#prepared = prepared;
    this.#site = site;
    this.#signal = signal;
    this.#find = watchProcesses(site.cgroup);
  }

  /** From the call of the runtime until it is ready, ms; or why it did not become ready. */
  async launch(more: Pick<LaunchRequest, 'poised' | 'heldBytes'> = {}): Promise<number | KnownFailure> {
    const id = this.#site.nextName();
    const volume = join(this.#site.volumes, id);
    this.#volumes.push(volume);
    mkdirSync(volume, { recursive: true });
    const { limits, timeouts, network } = this.#site;
    try {
      const link = await linkFor(this.#arm, network);
      if (link) this.#links.push(link);
      const request = { id, volume, limits, signal: this.#signal, ...more, ...(link && { link }) };
      const session = await Session.start(this.#prepared, request, timeouts);
      const member: Member = { session, id };
      this.#alive.push(member);
      if (link) await asFailure('launch', () => session.connect());
      member.address = link?.address ?? (await this.#ownAddress(session));
      return session.startupMs;
    } catch (error) {
      if (error instanceof MeasurementFailure) return error.failure;
      throw error;
    }
  }

  /** Of those alive, in the order of the calls. */
  get sessions(): readonly Session[] {
    return this.#alive.map(({ session }) => session);
  }

  /** In a network that the runtime gives. */
  async #ownAddress(session: Session): Promise<string | undefined> {
    const has = this.#site.network?.own.has(this.#arm);
    return has ? (await networkSeenBy(session, this.#signal)).address : undefined;
  }

  /** Of those alive that have a network, in the order of the calls. */
  get addresses(): readonly string[] {
    return this.#alive.flatMap(({ address }) => (address ? [address] : []));
  }

  /** What all take by their processes; undefined where a runtime does not tell what they are called. */
  async pssBytes(): Promise<number | undefined> {
    const found = await this.#processes();
    return found && footprintOf(found)?.pssBytes;
  }

  /**
   * What the threads of all have used; undefined where a runtime does not tell what they are called. What it returns
   * tells how much more that is by then, s.
   */
  async watchCpu(): Promise<(() => Promise<number | undefined>) | undefined> {
    const times = async (): Promise<ThreadTimes | undefined> => {
      const found = await this.#processes();
      return found && threadTimes(found.withoutClient.map(({ pid }) => pid));
    };
    const before = await times();
    if (before === undefined || before.size === 0) return undefined;
    return async () => {
      const after = await times();
      return after && secondsBetween(before, after);
    };
  }

  async #processes(): Promise<LaunchedProcesses | undefined> {
    try {
      const names = await Promise.all(this.#alive.map(({ session }) => session.names()));
      return this.#find([...this.#alive.map(({ id }) => id), ...names.flat()]);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.#site.observer.warn(`The processes of a crowd of ${this.#arm} are not known: ${error.message}`);
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
    const trouble = [...ending.flatMap(({ session }) => session.trouble), ...(await this.#clear())];
    for (const what of trouble)
      this.#site.observer.warn(`A sandbox of ${this.#arm} could not be ended in good order: ${what}`);
    return tookMs;
  }

  /** Returns what could not be removed. */
  async #clear(): Promise<readonly string[]> {
    const [volumes, links] = [this.#volumes, this.#links];
    this.#volumes = [];
    this.#links = [];
    return cleanUp([...links.map((link) => () => link.close()), ...volumes.map((volume) => () => removeTree(volume))]);
  }
}
