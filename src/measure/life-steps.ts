/** Lives a sandbox's life step by step, each a call of its runtime, and times every step. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandEnvironment, lastLines, signalGroup } from '../host/commands/command.js';
import { openRealPipe, type RealPipe } from '../host/files/fifo.js';
import type { LifeSteps } from '../runtimes/runtime.js';
import { FrameReader } from '../sandbox/frames.js';
import { median } from '../stats/summary.js';
import { calling, MeasurementFailure } from './session.js';

/** Second processes of one sandbox: one alone may be disturbed. */
const EXECS = 5;
/** The least that a shell can be asked to do. */
const SECOND_PROCESS = ['/bin/sh', '-c', ':'];

/** The first pause before `delete` is called again, and the longest; every pause is twice the one before. */
const BETWEEN_DELETES_MS = { first: 5, longest: 200 };

export interface StepLimits {
  /** Of each step. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** A folder of ours, where a pipe has a name for a moment. */
  readonly folder: string;
  /** Is told what could not be removed, and stays on record. */
  readonly warn: (trouble: string) => void;
}

/** Metrics by name, ms: those of the steps that the runtime has apart. @throws MeasurementFailure */
export async function liveStepByStep(
  steps: LifeSteps,
  nonce: string,
  limits: StepLimits,
): Promise<Record<string, number>> {
  const calls: Call[] = [];
  const input = openInput(limits.folder);
  const callWith =
    (stdin: number | 'ignore'): Caller =>
    (argv) => {
      const one = new Call(argv, limits, { input: stdin, env: steps.env });
      calls.push(one);
      return one;
    };
  try {
    return await live(steps, nonce, { call: callWith('ignore'), holdConsole: callWith(input.readEnd) }, limits);
  } finally {
    // A call that goes on while its sandbox is cleared away would make it anew.
    await Promise.all(calls.map((one) => one.end()));
    for (const trouble of await steps.clear()) limits.warn(trouble);
    closeSync(input.readEnd);
    closeSync(input.writeEnd);
  }
}

/**
 * Opens an input on which nothing ever comes, and which ends with this process. Node closes the input that it has made
 * for a process once that has ended, and the agent, which gets its own from the call that creates its sandbox, would
 * end then. It is a real pipe that waits: gVisor takes a descriptor that does not wait for one that has ended.
 */
const openInput = (folder: string): RealPipe => openRealPipe(join(folder, `input-${process.pid}`));

type Caller = (argv: readonly string[]) => Call;

/**
 * The input is for the call alone that the agent has it from. Whoever starts a process makes its input one that waits
 * (libuv's uv_spawn), for all who hold it: gVisor, which has made it one that does not, would then wait in the host's
 * kernel, where its sandbox cannot be killed.
 */
interface Callers {
  readonly call: Caller;
  readonly holdConsole: Caller;
}

async function live(
  steps: LifeSteps,
  nonce: string,
  { call, holdConsole }: Callers,
  limits: StepLimits,
): Promise<Record<string, number>> {
  const callOf = (step: LifeSteps['console']) => (step === steps.console ? holdConsole : call);
  const creating = steps.create && callOf('create')(steps.create);
  const create = await creating?.done();
  await calling(async () => steps.created?.(), limits);
  const from = performance.now();
  const starting = callOf('start')(steps.start);
  const { console, start, readyAt } = await startedBy(steps.console, { creating, starting, holdConsole }, nonce);
  const execs: number[] = [];
  for (let nth = 0; nth < EXECS; nth += 1) execs.push(await call(steps.exec(SECOND_PROCESS)).done());
  return known({
    create,
    start,
    first_word: readyAt - from,
    exec: median(execs) ?? undefined,
    ...(await ended(steps, console, call, limits)),
  });
}

interface Starting {
  readonly creating: Call | undefined;
  readonly starting: Call;
  readonly holdConsole: Caller;
}

interface Started {
  /** The call from which the agent has its input and output. */
  readonly console: Call;
  /** How long the call of `start` took, ms; undefined where it lasts as long as the sandbox. */
  readonly start: number | undefined;
  /** Host's clock, ms. */
  readonly readyAt: number;
}

async function startedBy(
  holder: LifeSteps['console'],
  { creating, starting, holdConsole }: Starting,
  nonce: string,
): Promise<Started> {
  if (typeof holder === 'object') {
    const start = await starting.done();
    const console = holdConsole(holder.call);
    return { console, start, readyAt: await console.ready(nonce) };
  }
  if (holder === 'start' || !creating)
    return { console: starting, start: undefined, readyAt: await starting.ready(nonce) };
  const readyAt = await creating.ready(nonce);
  return { console: creating, start: await starting.done(), readyAt };
}

/** It has stopped once the call has ended and nobody holds its console any more. */
async function ended(
  steps: LifeSteps,
  console: Call,
  call: Caller,
  limits: StepLimits,
): Promise<Record<string, number | undefined>> {
  if (!steps.stop) return {};
  const from = performance.now();
  await Promise.all([call(steps.stop).done(), console.closed()]);
  const stop = performance.now() - from;
  return { stop, delete: steps.delete && (await deleted(steps.delete, call, limits)) };
}

/** What gVisor says of a sandbox whose sentry has ended and is not yet reaped. */
const NOT_REAPED = /not stopped/;
/** Some first processes of a host, as of a container, reap late or never. */
const REAPING_MS = 10_000;

/**
 * Returns how long the call took that succeeded, ms; undefined where it cannot. gVisor refuses to delete a sandbox
 * until the process of its sentry has been reaped, which the process 1 of the host does when it likes, so the calls go
 * on for a while. @throws MeasurementFailure
 */
async function deleted(
  argv: readonly string[],
  call: Caller,
  { seconds, warn }: StepLimits,
): Promise<number | undefined> {
  const last = performance.now() + Math.min(seconds * 1000, REAPING_MS);
  for (let pause = BETWEEN_DELETES_MS.first; ; pause = Math.min(2 * pause, BETWEEN_DELETES_MS.longest)) {
    try {
      return await call(argv).done();
    } catch (error) {
      if (!(error instanceof MeasurementFailure) || !NOT_REAPED.test(error.failure.tail.join(' '))) throw error;
      if (performance.now() + pause > last) {
        warn('A sandbox has no figure for delete: process 1 of this host did not reap what had ended in it.');
        return undefined;
      }
      await delay(pause);
    }
  }
}

function known(figures: Readonly<Record<string, number | undefined>>): Record<string, number> {
  const there = Object.entries(figures).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(there);
}

interface CallSetting {
  /** The descriptor of its input; `ignore` where it has none. */
  readonly input: number | 'ignore';
  readonly env: LifeSteps['env'];
}

/** A call of a runtime, in a process group of its own; the sandbox may have its console from it. */
class Call {
  readonly #argv: readonly string[];
  readonly #limits: StepLimits;
  readonly #child: ChildProcess;
  readonly #from = performance.now();
  readonly #exit: Promise<{ readonly code: number | null; readonly at: number }>;
  readonly #close: Promise<void>;
  #said = '';
  #heard: (text: string, at: number) => void = () => {};

  constructor(argv: readonly string[], limits: StepLimits, { input, env }: CallSetting) {
    this.#argv = argv;
    this.#limits = limits;
    const [file = '', ...args] = argv;
    this.#child = spawn(file, args, { stdio: [input, 'pipe', 'pipe'], detached: true, env: commandEnvironment(env) });
    const note = (text: string) => {
      this.#said = (this.#said + text).slice(-KEPT);
    };
    this.#exit = new Promise((resolve) => {
      this.#child.once('error', ({ message }) => {
        note(message);
        resolve({ code: null, at: performance.now() });
      });
      this.#child.once('exit', (code) => resolve({ code, at: performance.now() }));
    });
    this.#close = new Promise((resolve) => {
      this.#child.once('error', () => resolve());
      this.#child.once('close', () => resolve());
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#heard(text, performance.now()));
    this.#child.stderr?.setEncoding('utf8').on('data', note);
  }

  /** How long it took, ms. @throws MeasurementFailure where it failed, or took too long. */
  async done(): Promise<number> {
    const { code, at } = await this.#within(this.#exit);
    if (code === 0) return at - this.#from;
    // Its last words may come after it; what it has left running may hold its output open.
    await Promise.race([this.#close, delay(LAST_WORDS_MS)]);
    throw this.#failure(`ended with ${code === null ? 'no exit code' : `exit code ${code}`}`);
  }

  /** Host's clock, ms, when the agent said that it is ready. @throws MeasurementFailure */
  ready(nonce: string): Promise<number> {
    const reader = new FrameReader(nonce);
    const word = new Promise<number>((resolve) => {
      this.#heard = (text, at) => {
        if (reader.feed(text).some(({ type }) => type === 'ready')) resolve(at);
      };
    });
    const silent = this.#close.then(() => Promise.reject(this.#failure('ended before its sandbox was ready')));
    return this.#within(Promise.race([word, silent]));
  }

  /** Nobody holds its output any more. @throws MeasurementFailure */
  closed(): Promise<void> {
    return this.#within(this.#close);
  }

  /** Ends the call and what it has left running in its group. Safe to call once it has ended. */
  async end(): Promise<void> {
    signalGroup(this.#child, 'SIGKILL');
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.destroy();
    // A process in an uninterruptible wait of the kernel ends later, and must not hold up the clean-up for long. One
    // that waits to make a control group makes it before it ends, so the wait is as long as a busy host may need.
    await Promise.race([this.#exit, delay(ENDING_MS, undefined, { ref: false })]);
  }

  async #within<Result>(step: Promise<Result>): Promise<Result> {
    const { seconds, signal } = this.#limits;
    // It may fail once nobody waits for it any more.
    step.catch(() => undefined);
    signal.throwIfAborted();
    const over = new AbortController();
    const late = delay(seconds * 1000, undefined, { signal: over.signal }).then(() =>
      Promise.reject(this.#failure(`took longer than ${seconds} s`, 'timeout')),
    );
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
    });
    // What loses the race is heard by nobody.
    late.catch(() => undefined);
    try {
      return await Promise.race([step, late, stopped]);
    } finally {
      over.abort();
    }
  }

  #failure(what: string, reason: 'launch' | 'timeout' = 'launch'): MeasurementFailure {
    const message = `${this.#argv.slice(0, 6).join(' ')} ${what}`;
    return new MeasurementFailure({ reason, message, tail: lastLines(this.#said, 8) });
  }
}

const LAST_WORDS_MS = 1000;
const ENDING_MS = 5000;

/** Characters of what a runtime says on its error stream. */
const KEPT = 16 * 1024;
