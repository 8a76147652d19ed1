/** Shows a measurement while it runs: live lines on a terminal, single plain lines elsewhere. */
import { createLogUpdate } from 'log-update';
import { compareSides, hasSides } from '../compare/ab.js';
import type { ComparedCell } from '../compare/comparison.js';
import { overheads } from '../compare/overhead.js';
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
import type { RunDocument } from '../results/document.js';

/** Live lines are drawn at most this often, ms: drawing must not disturb what is measured. */
const REDRAW_MS = 200;

export interface ProgressView extends Observer {
  /** Leaves the terminal to the result. */
  close(): void;
}

export function progressView(stream: NodeJS.WriteStream, colour: boolean): ProgressView {
  if (stream.isTTY) return new View(liveScreen(stream, colour));
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
      update(liveLines(state, { width: stream.columns ?? 80, colour }).join('\n'));
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

  busy(arm: string, activity: string): void {
    this.#show({ arm, benchmark: activity });
  }

  blockStarted(run: RunDocument, index: number, settled: number): void {
    this.#begun ??= performance.now();
    const { blocks, budgetSeconds } = run.plan;
    const cells = hasSides(run) ? { settled: { cells: settled, of: cellCount(run.plan) } } : {};
    this.#show({ phase: MEASURING, block: index + 1, blocksPlanned: blocks, budgetSeconds, ...cells });
  }

  blockEnded(run: RunDocument): void {
    this.#show({ figures: figuresOf(run) });
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

/** Costs against native, or of one side against the other. */
function figuresOf(run: RunDocument): ProgressFigure[] {
  if (hasSides(run)) return compareSides(run).cells.flatMap(figureOfSides);
  return overheads(run).flatMap(({ arm, benchmark, level, unit, overhead, direction }) =>
    level === null
      ? []
      : [{ arm, benchmark, level, unit, costPercent: overhead && costOf(overhead, direction).percent }],
  );
}

function figureOfSides({ arm, benchmark, candidateLevel, unit, effect, direction }: ComparedCell): ProgressFigure[] {
  if (candidateLevel === null || effect === null) return [];
  return [{ arm, benchmark, level: candidateLevel, unit, costPercent: costOf(effect, direction).percent }];
}
