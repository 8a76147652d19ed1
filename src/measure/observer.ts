/** What a measurement tells whoever watches. */
import type { Log } from '../log.js';
import type { Block, RunDocument } from '../results/document.js';

export interface Observer extends Log {
  /** A block begins; `run` holds what has been measured before, and so many of its cells are settled. */
  blockStarted(run: RunDocument, index: number, settled: number): void;
  /** A trial or launch begins. */
  busy(armId: string, activity: string): void;
  blockEnded(run: RunDocument, block: Block): void;
}
