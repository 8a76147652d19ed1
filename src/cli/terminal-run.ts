/** Measures from the command line: shows the run while it goes on, and puts the host back whatever happens. */
import { type Interruption, listen } from '../app/interruption.js';
import { type Announce, measure } from '../app/measuring/measure.js';
import { onHost } from '../app/on-host.js';
import type { Request } from '../app/request/request.js';
import { STAYS_ON_RECORD } from '../app/restore-host.js';
import { Cancelled } from '../errors.js';
import type { HostOptions, OpenHost } from '../host/open-host.js';
import type { RunContext } from '../host/run-context.js';
import type { AllocationPolicy } from '../measure/planning/stopping.js';
import type { RunDocument } from '../results/document.js';
import { readRun } from '../results/store.js';
import { terminalOf } from './present.js';
import { type ProgressView, progressView } from './progress-view.js';

export interface Taken {
  /** Path of the run document. */
  readonly path: string;
  /** What could not be undone afterwards; the user has been told. */
  readonly left: readonly string[];
}

export interface TerminalMeasurement {
  /** The command, as it is recorded beside every change of the host: `tare run`. */
  readonly purpose: string;
  /** What may be installed, and from where. */
  readonly installing: Pick<HostOptions, 'mayInstall' | 'mirror'>;
  /** Works out what to measure once the host is open. */
  request(host: OpenHost): Promise<Request>;
  /** How the time of decided cells is used; by the default of `measure` where absent. */
  readonly sharing?: AllocationPolicy;
  /** Shared by the measurements of one command; each has its own where absent. */
  readonly run?: RunContext;
}

/** An error after the first saved block is told, and the result still shown. */
export async function measureOnTerminal(wanted: TerminalMeasurement): Promise<Taken> {
  const view = progressView(process.stderr, terminalOf(process.stderr).colour);
  const interruption = listen((text) => view.step(text));
  const left: string[] = [];
  let saved: string | undefined;
  const announce = (path: string) => {
    saved = path;
  };
  try {
    return { path: await within(wanted, { view, interruption, announce, left }), left };
  } catch (error) {
    if (!saved || !hasBlocks(readRun(saved))) {
      // Ctrl-C also reaches the commands that we run: that they ended is not the host's fault.
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
  /** Collects what could not be undone. */
  readonly left: string[];
}

async function within(
  { purpose, installing, request, sharing, run }: TerminalMeasurement,
  { view, interruption, announce, left }: Watched,
): Promise<string> {
  const use = { ...installing, log: view, purpose, ...(run && { run }) };
  return onHost({ ...use, left: (problems) => tellLeft(problems, { view, left }) }, interruption, async (host) => {
    const asked = await request(host);
    return (await measure(host, asked, view, interruption, announce, sharing)).path;
  });
}

export function tellLeft(problems: readonly string[], { view, left }: Pick<Watched, 'view' | 'left'>): void {
  left.push(...problems);
  for (const problem of problems) view.warn(`This could not be undone: ${problem}`);
  if (problems.length > 0) view.warn(STAYS_ON_RECORD);
}
