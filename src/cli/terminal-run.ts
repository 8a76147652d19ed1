/** A measurement from the command line: shown while it runs, and the host put back whatever happens. */

import { requestOn } from '../app/edge/request.js';
import { type Interruption, listen } from '../app/interruption.js';
import { type Announce, measure } from '../app/measure.js';
import { onHost } from '../app/on-host.js';
import { installingOf } from '../app/request/resolve.js';
import { STAYS_ON_RECORD } from '../app/restore-host.js';
import type { BuiltSides } from '../config/built-sides.js';
import type { Inputs } from '../config/inputs.js';
import { Cancelled } from '../errors.js';
import type { RunContext } from '../host/run-context.js';
import type { AllocationPolicy } from '../measure/planning/stopping.js';
import type { Narrowing, RunDocument } from '../results/document.js';
import { readRun } from '../results/store.js';
import { terminalOf } from './present.js';
import { type ProgressView, progressView } from './progress-view.js';

export interface Taken {
  /** Of the run document. */
  readonly path: string;
  /** What could not be undone afterwards; it has been told. */
  readonly left: readonly string[];
}

export interface TerminalOptions {
  /** What was built for this run. */
  readonly built?: BuiltSides | undefined;
  /** Inputs of the command line by which it may plan less than an earlier run. */
  readonly narrowed?: readonly Narrowing[] | undefined;
  /** As `measure` has it where not given. */
  readonly sharing?: AllocationPolicy;
  /** Of a command that measures several times. */
  readonly run?: RunContext;
}

/** An error after the first block has been saved is told, and the result still shown. */
export async function measureOnTerminal(
  inputs: Inputs,
  purpose: string,
  options: TerminalOptions = {},
): Promise<Taken> {
  const view = progressView(process.stderr, terminalOf(process.stderr).colour);
  const interruption = listen((text) => view.step(text));
  const left: string[] = [];
  let saved: string | undefined;
  const announce = (path: string) => {
    saved = path;
  };
  try {
    return { path: await within(inputs, purpose, { view, interruption, announce, left }, options), left };
  } catch (error) {
    if (!saved || !hasBlocks(readRun(saved))) {
      // Ctrl-C reaches the commands we run too: that they ended is not the host's fault.
      interruption.stopping.throwIfAborted();
      throw error;
    }
    if (!(error instanceof Cancelled))
      view.warn(`The run ended early: ${error instanceof Error ? error.message : error}`);
    return { path: saved, left };
  } finally {
    view.close();
    interruption.release();
  }
}

function hasBlocks({ blocks }: RunDocument): boolean {
  return blocks.length > 0;
}

interface Watched {
  readonly view: ProgressView;
  readonly interruption: Interruption;
  readonly announce: Announce;
  /** Takes what could not be undone. */
  readonly left: string[];
}

async function within(
  inputs: Inputs,
  purpose: string,
  { view, interruption, announce, left }: Watched,
  { run, built, narrowed, sharing }: TerminalOptions,
): Promise<string> {
  const use = { ...installingOf(inputs), log: view, purpose, ...(run && { run }) };
  return onHost({ ...use, left: (problems) => tellLeft(problems, { view, left }) }, interruption, async (host) => {
    const request = await requestOn(host, inputs, { built, narrowed });
    return (await measure(host, request, view, interruption, announce, sharing)).path;
  });
}

export function tellLeft(problems: readonly string[], { view, left }: Pick<Watched, 'view' | 'left'>): void {
  left.push(...problems);
  for (const problem of problems) view.warn(`This could not be undone: ${problem}`);
  if (problems.length > 0) view.warn(STAYS_ON_RECORD);
}
