/** The sandboxes of one visit, each with the benchmark's files in it. */
import type { Benchmark, Command } from '../suites/benchmark.js';
import type { Sandboxes } from './sandboxes.js';
import { MeasurementFailure, type Session } from './session.js';

export class Visited {
  readonly #benchmark: Pick<Benchmark, 'setup' | 'teardown'>;
  readonly #sandboxes: Pick<Sandboxes, 'of'>;
  readonly #signal: AbortSignal;
  /** The sandbox of each arm in which the files were made. */
  readonly #sessions = new Map<string, Session>();
  /** Why the files of an arm could not be made in its last sandbox. */
  readonly #problems = new Map<string, MeasurementFailure>();
  #filesMs = 0;

  constructor(benchmark: Pick<Benchmark, 'setup' | 'teardown'>, sandboxes: Pick<Sandboxes, 'of'>, signal: AbortSignal) {
    this.#benchmark = benchmark;
    this.#sandboxes = sandboxes;
    this.#signal = signal;
  }

  /** How long it took to make and to delete files; undefined where the benchmark has none. */
  get filesMs(): number | undefined {
    return this.#benchmark.setup.length + this.#benchmark.teardown.length > 0 ? this.#filesMs : undefined;
  }

  /**
   * Makes the files of an arm in its live sandbox, again where that was launched again: it has none then. What fails
   * here is the failure of the trial that follows, and of those after it in the same sandbox.
   */
  async prepare(armId: string): Promise<void> {
    const session = await this.#sandboxes.of(armId);
    if (!session || session === this.#sessions.get(armId)) return;
    this.#sessions.set(armId, session);
    this.#problems.delete(armId);
    const problem = await this.#run(this.#benchmark.setup, session);
    if (problem) this.#problems.set(armId, problem);
  }

  /** Returns the live sandbox of an arm, with its files. @throws MeasurementFailure */
  async of(armId: string): Promise<Session> {
    if (!this.#problems.has(armId)) await this.prepare(armId);
    const problem = this.#problems.get(armId);
    if (problem) throw problem;
    const session = this.#sessions.get(armId);
    if (session?.alive) return session;
    throw new MeasurementFailure({ reason: 'lost', message: `${armId} has no live sandbox`, tail: [] });
  }

  /** Deletes the files. What a sandbox keeps of them goes with it. */
  async end(): Promise<void> {
    for (const session of this.#sessions.values())
      if (session.alive) await this.#run(this.#benchmark.teardown, session);
  }

  async #run(commands: readonly Command[], session: Session): Promise<MeasurementFailure | undefined> {
    const from = performance.now();
    try {
      for (const command of commands) await session.run(command, this.#signal);
      return undefined;
    } catch (error) {
      if (error instanceof MeasurementFailure) return error;
      throw error;
    } finally {
      this.#filesMs += performance.now() - from;
    }
  }
}
