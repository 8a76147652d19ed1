/** Says in one line what the words of a table mean, in every form for people. */
export const CELLS_AND_NOISE =
  'A cell is one benchmark of one runtime; noise is how far its launches scatter; a suspected cell became slower by its own figures, and is not proven among so many.';
