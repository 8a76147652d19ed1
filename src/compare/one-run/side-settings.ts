/** Settings by which cells of a run with two sides are decided, with what two copies of a program differ by. */
import type { Cell } from '../comparison.js';
import { type CompareSettings, decisionSettings } from '../settings.js';
import type { WordedSettings } from '../wording/reason.js';

/**
 * The smallest change of files that is called between two sides of one run, per cent. Each side has a userland of its
 * own, and for as long as a run lasts its reads can be faster or slower than those of the other for no reason in the
 * code: of runc against itself 2.5 % (standard error .6) in one run of four on a quiet host, and 2.1 % in one of two
 * pull requests of identical code (November 2026, docs/evidence-live.md). No number of launches in the run shows it.
 */
export const FILES_FLOOR_PERCENT = 4;

/** True for benchmarks of files, of which each side has a copy of its own. */
export const isOfFiles = ({ benchmark }: Pick<Cell, 'benchmark'>): boolean => benchmark.startsWith('fileio.');

/** The smallest change of a cell that is called, per cent. */
export const leastPercent = (
  { minEffectPercent }: Pick<CompareSettings, 'minEffectPercent'>,
  cell: Pick<Cell, 'benchmark'>,
): number => (isOfFiles(cell) ? Math.max(minEffectPercent, FILES_FLOOR_PERCENT) : minEffectPercent);

/** The settings for deciding one of `cells` cells of a run with two sides. */
export function settingsOfSide(
  settings: CompareSettings,
  cells: number,
  cell: Pick<Cell, 'benchmark' | 'direction' | 'unit'>,
): WordedSettings {
  return { ...decisionSettings(settings, cells, cell), minEffect: leastPercent(settings, cell) / 100 };
}

/** Says so, where there are such cells and the user asked for smaller changes. */
export function floorNotes({ minEffectPercent }: CompareSettings, cells: readonly Pick<Cell, 'benchmark'>[]): string[] {
  if (minEffectPercent >= FILES_FLOOR_PERCENT || !cells.some(isOfFiles)) return [];
  return [
    `Between two sides a change of files of less than ${FILES_FLOOR_PERCENT} % is not called: that much may come from where their copies lie in memory.`,
  ];
}
