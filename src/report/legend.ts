import type { Comparison } from '../compare/comparison.js';

/** Says in one line what the words of a table mean, in every form for people. */
export const CELLS_AND_NOISE =
  'A cell is one benchmark of one runtime; noise is how far its launches scatter; a suspected cell became slower by its own figures, and is not proven among so many.';

/** What no comparison calls, in the words of its notes: the clause that follows a sentence's beginning. */
export const leastCalled = ({ settings }: Pick<Comparison, 'settings'>): string =>
  `A change of less than ${settings.thetaPercent} % is not called`;

/** The same of the page of a history, where it is runs that scatter. */
export const SERIES_AND_NOISE =
  'A series is one benchmark of one runtime on one host; noise is how far its runs scatter about the levels between its steps; a step is a change of the level that lasts.';
