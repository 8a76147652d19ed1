/** Shows a measurement while it runs: live lines on a terminal, single plain lines elsewhere. */
import { createLogUpdate } from 'log-update';
import { observations, type Series } from '../compare/observations.js';
import { hasSides, sides } from '../compare/one-run/sides.js';
import { wholeCosts } from '../compare/one-run/whole.js';
import type { Observer } from '../measure/observer.js';
import { cellCount } from '../measure/planning/stopping.js';
import { costOf } from '../report/numbers.js';
import {
  END_OF_GROUP,
  groupedLines,
  liveLines,
  MEASURING,
  type ProgressFigure,
  type ProgressState,
  plainLines,
} from '../report/terminal/progress.js';
import { wholeText } from '../report/wholes.js';
import { NATIVE, type RunDocument } from '../results/document.js';
import { hodgesLehmann } from '../stats/inference/signed-rank.js';
import { median } from '../stats/summary.js';

/** Live lines are drawn at most this often, in ms: drawing must not disturb the measurement. */
const REDRAW_MS = 200;

export interface ProgressView extends Observer {
  /** Removes the live lines, so that the result follows. */
  close(): void;
}

export function progressView(stream: NodeJS.WriteStream, colour: boolean): ProgressView {
  // A pseudo terminal without a size has 0 columns, and nothing can be redrawn there.
  if (stream.isTTY && stream.columns > 0) return new View(liveScreen(stream, colour));
  const write = (lines: readonly string[]) => stream.write(lines.map((line) => `${line}\n`).join(''));
  return new View(process.env.GITHUB_ACTIONS === 'true' ? groupedScreen(write) : logScreen(plainLines, write));
}

interface Screen {
  show(state: ProgressState): void;
  close(): void;
}

type Write = (lines: readonly string[]) => void;

function logScreen(linesOf: typeof plainLines, write: Write): Screen {
  let previous: ProgressState | undefined;
  return {
    show: (state) => {
      write(linesOf(previous, state));
      previous = state;
    },
    close: () => undefined,
  };
}

function groupedScreen(write: Write): Screen {
  return { ...logScreen(groupedLines, write), close: () => write([END_OF_GROUP]) };
}

function liveScreen(stream: NodeJS.WriteStream, colour: boolean): Screen {
  const update = createLogUpdate(stream);
  let drawn = 0;
  let told = '';
  return {
    show: (state) => {
      const now = performance.now();
      if (now - drawn < REDRAW_MS && state.phase === told) return;
      drawn = now;
      told = state.phase;
      update(liveLines(state, { width: stream.columns, colour }).join('\n'));
    },
    close: () => update.clear(),
  };
}

class View implements ProgressView {
  readonly #screen: Screen;
  #begun: number | undefined;
  #state: ProgressState = {
    phase: 'starting',
    block: 0,
    blocksPlanned: { min: 1, max: 1 },
    elapsedSeconds: 0,
    budgetSeconds: 0,
    figures: [],
    wholes: [],
    warnings: [],
  };

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  step(text: string): void {
    this.#show({ phase: text, arm: undefined, benchmark: undefined });
  }

  warn(text: string): void {
    this.#show({ warnings: [...this.#state.warnings, text] });
  }

  busy(armId: string, activity: string): void {
    this.#show({ arm: armId, benchmark: activity });
  }

  blockStarted(run: RunDocument, index: number, settled: number): void {
    this.#begun ??= performance.now();
    const { blocks, budgetSeconds } = run.plan;
    const cells = hasSides(run) ? { settled: { cells: settled, of: cellCount(run.plan) } } : {};
    this.#show({ phase: MEASURING, block: index + 1, blocksPlanned: blocks, budgetSeconds, ...cells });
  }

  blockEnded(run: RunDocument): void {
    this.#show({ figures: figuresOf(run), wholes: wholesOf(run) });
  }

  close(): void {
    this.#screen.close();
  }

  #show(change: Partial<ProgressState>): void {
    const elapsedSeconds = this.#begun === undefined ? 0 : (performance.now() - this.#begun) / 1000;
    this.#state = { ...this.#state, ...change, elapsedSeconds };
    this.#screen.show(this.#state);
  }
}

/** `time for all work +1.8 % [+0.9, +2.6]` of every arm, against native or the other side. */
function wholesOf(run: RunDocument): ProgressState['wholes'] {
  return wholeCosts(run).map((cost) => {
    const { arm, estimate, interval } = wholeText(cost);
    return { arm, text: `time for all work ${estimate} ${interval}` };
  });
}

/** Costs against native or the other side. They are estimates only: the intervals would take time from the run. */
function figuresOf(run: RunDocument): ProgressFigure[] {
  const native = observations(run).filter(({ baselineArm }) => baselineArm === NATIVE);
  const shown = hasSides(run) ? sides(run) : native;
  const levels = shown.flatMap(({ benchmark, unit, baselineArm, observations: blocks }) => {
    const level = median(blocks.map(({ baseline }) => baseline));
    return level === null || baselineArm !== NATIVE ? [] : [{ arm: NATIVE, benchmark, level, unit, costPercent: null }];
  });
  return [...levels, ...shown.flatMap(figureOf)];
}

function figureOf({ arm, benchmark, unit, direction, observations: blocks }: Series): ProgressFigure[] {
  const level = median(blocks.map(({ candidate }) => candidate));
  if (level === null) return [];
  const ratio = Math.exp(hodgesLehmann(blocks.map(({ difference }) => difference)));
  return [{ arm, benchmark, level, unit, costPercent: costOf({ ratio, low: null, high: null }, direction).percent }];
}
