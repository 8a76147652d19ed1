/** The events of a measurement, for whoever watches it. */
import type { Log } from '../log.js';
import type { Block, RunDocument } from '../results/document.js';

export interface Observer extends Log {
  /** A block begins. `run` holds what was measured before; `settled` counts its cells that are decided. */
  blockStarted(run: RunDocument, index: number, settled: number): void;
  /** A trial or launch begins. */
  busy(armId: string, activity: string): void;
  blockEnded(run: RunDocument, block: Block): void;
}
