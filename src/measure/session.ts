/** A live sandbox that runs one command after another on request: one class for every runtime. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { currentSignal, orCancelled, whileUndoing } from '../host/cancellation.js';
import type { KnownFailure } from '../results/document.js';
import type { Console, LaunchRequest, PreparedArm } from '../runtimes/runtime.js';
import { emptying, holding, quoteRequest, TOUCH_HELD } from '../sandbox/agent.js';
import { type Frame, FrameReader } from '../sandbox/frames.js';
import type { Command } from '../suites/benchmark.js';

/** A command or launch that failed: it is data for the document, and ends no run. */
export class MeasurementFailure extends Error {
  override readonly name = 'MeasurementFailure';
  constructor(
    readonly failure: KnownFailure,
    /** For a launch: why each try before the last was given up. */
    readonly failedStarts: readonly KnownFailure[] = [],
  ) {
    super(failure.message);
  }
}

export interface CommandOutcome {
  readonly output: string;
  /**
   * Time on the host's clock from the `begin` frame to the `end` frame, in ms; 0 where a busy host reads both at
   * once.
   */
  readonly wallMs: number;
  /** Time on the host's clock from the request to the `end` frame, in ms. */
  readonly takenMs: number;
}

export interface SessionTimeouts {
  readonly launchSeconds: number;
  readonly commandSeconds: number;
}

const SHUTDOWN_SECONDS = 30;
/** What commands left is removed in this time. */
const EMPTYING_SECONDS = 60;
/** Far more frames than the protocol has under way: a sandbox cannot make the host collect more. */
const INBOX_LIMIT = 16;

export class Session {
  readonly #console: Console;
  readonly #reader: FrameReader;
  readonly #timeouts: SessionTimeouts;
  readonly #nonce: string;
  /** The `keeps` of its arm. */
  readonly #keeps: readonly string[];
  #waiting: { take: (arrival: Arrival) => void; lost: () => void } | undefined;
  /** Frames that came before anybody waited: begin and end of a short command may come at once. */
  #inbox: Arrival[] = [];
  #requests = 0;
  #alive = true;
  #trouble: readonly string[] = [];
  /** Time on the host's clock from the call of the runtime to the `ready` frame, in ms, of the try that succeeded. */
  startupMs = 0;
  /** Why each earlier try was given up, in their order. */
  readonly failedStarts: readonly KnownFailure[];

  private constructor(
    console: Console,
    nonce: string,
    timeouts: SessionTimeouts,
    failedStarts: readonly KnownFailure[],
    keeps: readonly string[] = [],
  ) {
    this.#console = console;
    this.#nonce = nonce;
    this.#keeps = keeps;
    this.#reader = new FrameReader(nonce);
    this.#timeouts = timeouts;
    this.failedStarts = failedStarts;
    console.output.setEncoding('utf8');
    console.output.on('data', (text: string) => this.#receive(text));
    console.input.on('error', () => this.#lose());
    void console.gone.then(() => this.#lose());
  }

  /**
   * Starts a sandbox and waits for its agent. Where starts of the arm may hang, it tries as often as the arm says.
   * @throws MeasurementFailure; no sandbox is left then.
   */
  static async start(
    arm: PreparedArm,
    request: Omit<LaunchRequest, 'nonce' | 'seconds'>,
    timeouts: SessionTimeouts,
  ): Promise<Session> {
    const failures: KnownFailure[] = [];
    for (const seconds of triesOf(arm, timeouts)) {
      const nonce = randomBytes(12).toString('hex');
      const console = await calling(() => arm.launch({ ...request, nonce, seconds }), request, failures);
      const session = new Session(console, nonce, timeouts, [...failures], arm.keeps);
      const failure = await session.#becomeReady(seconds, request.signal);
      if (!failure) return session;
      failures.push(failure);
    }
    throw gaveUp(failures);
  }

  /** Returns why the sandbox did not become ready; it has then been killed. */
  async #becomeReady(seconds: number, signal: AbortSignal): Promise<KnownFailure | undefined> {
    try {
      const ready = await this.#expect('ready', seconds, signal);
      this.startupMs = ready.at - this.#console.calledAt;
      return undefined;
    } catch (error) {
      await this.kill();
      if (error instanceof MeasurementFailure) return this.#launchFailure(error);
      throw error;
    }
  }

  /** Texts in the command lines of its processes on the host, besides the id that it was given. */
  async names(): Promise<string[]> {
    return [this.#nonce, ...((await this.#console.names?.()) ?? [])];
  }

  /** Connects the sandbox to the link that it was given, unless that was done at its start. @throws CommandError */
  async connect(): Promise<void> {
    await this.#console.connect?.();
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** What it was restored from; undefined where it was started. */
  get snapshot(): Console['snapshot'] {
    return this.#console.snapshot;
  }

  /** What could not be removed when it ended, and stays on record. */
  get trouble(): readonly string[] {
    return this.#trouble;
  }

  /** Number of frame-like lines without the right nonce that this sandbox has printed. */
  get forged(): number {
    return this.#reader.forged;
  }

  /**
   * Runs a command to its end.
   * @throws MeasurementFailure when it fails, floods, or exceeds its time limit; in the last case the sandbox is
   * killed.
   */
  async run(command: Command, signal: AbortSignal): Promise<CommandOutcome> {
    if (!this.#alive) throw lost([]);
    const request = this.#requests++;
    const askedAt = performance.now();
    const seconds = Math.min(command.seconds ?? Number.POSITIVE_INFINITY, this.#timeouts.commandSeconds);
    this.#console.input.write(quoteRequest(['run', String(request), command.cwd, ...command.argv]));
    try {
      const begin = await this.#expect('begin', seconds, signal);
      const end = await this.#expect('end', seconds, signal);
      const output = checked(end.frame, command);
      return { output, wallMs: end.at - begin.at, takenMs: end.at - askedAt };
    } catch (error) {
      if (error instanceof MeasurementFailure && error.failure.reason !== 'timeout') throw error;
      await this.kill();
      throw error;
    }
  }

  /**
   * Lets the agent read all that it holds, and returns how long that takes from the request, in ms. A sandbox that was
   * restored holds it already, and has not read it since; another one is told to hold it first.
   * @throws MeasurementFailure when it fails or exceeds the time limit of a command; the sandbox is killed then.
   */
  async touch(bytes: number, signal: AbortSignal): Promise<number> {
    if (this.snapshot === undefined) await this.#answered(holding(bytes), signal);
    return this.#answered(TOUCH_HELD, signal);
  }

  /** Returns the ms until the agent has said that it is ready. @throws MeasurementFailure */
  async #answered(request: string, signal: AbortSignal): Promise<number> {
    if (!this.#alive) throw lost([]);
    const from = performance.now();
    this.#console.input.write(request);
    try {
      return (await this.#expect('ready', this.#timeouts.commandSeconds, signal)).at - from;
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  /**
   * Ends the sandbox in good order. Returns the time on the host's clock from `bye` until the runtime is done, in ms;
   * null if it had to be killed, also because the work was cancelled or what it leaves could not be removed.
   */
  async end(): Promise<number | null> {
    const cancelled = currentSignal();
    if (!this.#alive || cancelled?.aborted || !(await this.#leavesNothing(cancelled))) {
      await this.kill();
      return null;
    }
    const from = performance.now();
    this.#console.input.write(quoteRequest(['bye']));
    const timer = new AbortController();
    const hurry = () => timer.abort();
    cancelled?.addEventListener('abort', hurry);
    const late = delay(SHUTDOWN_SECONDS * 1000, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
    const outcome = await Promise.race([this.#console.gone, late]);
    cancelled?.removeEventListener('abort', hurry);
    timer.abort();
    if (outcome === 'late') {
      await this.kill();
      return null;
    }
    this.#trouble = outcome.trouble;
    return outcome.at - from;
  }

  /** Empties the folders that its arm keeps, and tells whether they are empty. */
  async #leavesNothing(cancelled: AbortSignal | undefined): Promise<boolean> {
    if (this.#keeps.length === 0) return true;
    const command = { cwd: '/', argv: emptying(this.#keeps), seconds: EMPTYING_SECONDS };
    try {
      await this.run(command, cancelled ?? new AbortController().signal);
      return true;
    } catch (error) {
      if (error instanceof MeasurementFailure || cancelled?.aborted) return false;
      throw error;
    }
  }

  /** Ends the sandbox by force. Never rejects: see `trouble`. */
  async kill(): Promise<void> {
    try {
      await this.#console.kill();
      this.#trouble = (await whileUndoing(() => orCancelled(this.#console.gone))).trouble;
    } catch (error) {
      this.#trouble = [error instanceof Error ? error.message : String(error)];
    }
  }

  #receive(text: string): void {
    const at = performance.now();
    for (const frame of this.#reader.feed(text)) {
      this.#inbox = [...this.#inbox, { frame, at }].slice(-INBOX_LIMIT);
      this.#waiting?.take({ frame, at });
    }
  }

  #lose(): void {
    this.#alive = false;
    this.#waiting?.lost();
  }

  /** Waits for the next frame of this type, and drops frames of other types. */
  #expect<Type extends Frame['type']>(
    type: Type,
    seconds: number,
    signal: AbortSignal,
  ): Promise<Arrival<FrameOf<Type>>> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', aborted);
        this.#waiting = undefined;
        finish();
      };
      const timer = setTimeout(() => settle(() => reject(this.#timeout(seconds))), seconds * 1000);
      const aborted = () => settle(() => reject(signal.reason));
      signal.addEventListener('abort', aborted);
      this.#waiting = {
        take: ({ frame, at }) => {
          this.#inbox = this.#inbox.filter((arrival) => arrival.frame !== frame);
          if (isFrame(frame, type)) settle(() => resolve({ frame, at }));
        },
        lost: () => settle(() => reject(lost(this.#tail()))),
      };
      for (const arrival of this.#inbox) this.#waiting?.take(arrival);
      if (signal.aborted) aborted();
      else if (!this.#alive) this.#waiting?.lost();
    });
  }

  #timeout(seconds: number): MeasurementFailure {
    return new MeasurementFailure({ reason: 'timeout', message: `took longer than ${seconds} s`, tail: this.#tail() });
  }

  #tail(): string[] {
    return [...lastLines(this.#reader.partialOutput()), ...this.#console.diagnostics()].slice(-12);
  }

  #launchFailure({ failure }: MeasurementFailure): KnownFailure {
    const message =
      failure.reason === 'timeout'
        ? `the sandbox was not ready: ${failure.message}`
        : 'the sandbox ended before it was ready';
    return { reason: 'launch', message, tail: [...this.#tail(), ...this.#trouble.flatMap(lastLines)] };
  }
}

/** Seconds that each try may take to become ready; the last one has all the time of a launch. */
function triesOf({ readySeconds = [] }: PreparedArm, { launchSeconds }: SessionTimeouts): readonly number[] {
  return [...readySeconds.filter((seconds) => seconds < launchSeconds), launchSeconds];
}

function gaveUp(failures: readonly KnownFailure[]): MeasurementFailure {
  const last = failures.at(-1);
  if (!last) throw new Error('a launch has one try at least');
  const message = failures.length > 1 ? `${last.message}, in the last of ${failures.length} tries` : last.message;
  return new MeasurementFailure({ ...last, message }, failures.slice(0, -1));
}

interface Arrival<F extends Frame = Frame> {
  readonly frame: F;
  /** Time on the host's clock, in ms. */
  readonly at: number;
}

type FrameOf<Type extends Frame['type']> = Extract<Frame, { type: Type }>;

function isFrame<Type extends Frame['type']>(frame: Frame, type: Type): frame is FrameOf<Type> {
  return frame.type === type;
}

/**
 * Calls a runtime for a sandbox. @throws MeasurementFailure where it refuses, and what it threw where the work was
 * ended.
 */
export async function calling<Result>(
  call: () => Promise<Result>,
  { signal }: Pick<LaunchRequest, 'signal'>,
  failedStarts: readonly KnownFailure[] = [],
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (signal.aborted) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const failure: KnownFailure = {
      reason: 'launch',
      message: 'the sandbox could not be started',
      tail: lastLines(message),
    };
    throw new MeasurementFailure(failure, [...failedStarts]);
  }
}

/** Returns what the command printed. @throws MeasurementFailure where it did not end well. */
function checked(end: FrameOf<'end'>, command: Command): string {
  const name = command.argv.slice(0, 2).join(' ');
  const tail = lastLines(end.output);
  if (end.flooded)
    throw new MeasurementFailure({ reason: 'flood', message: `${name} printed more than is kept`, tail });
  if (end.code !== 0)
    throw new MeasurementFailure({ reason: 'exit', message: `${name} ended with exit code ${end.code}`, tail });
  return end.output;
}

function lost(tail: string[]): MeasurementFailure {
  return new MeasurementFailure({ reason: 'lost', message: 'the sandbox was gone', tail });
}

function lastLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-8)
    .map((line) => line.slice(0, 400));
}
