/** Says whether higher or lower figures of a metric are better. */
export const DIRECTIONS = ['higher', 'lower'] as const;

export type Direction = (typeof DIRECTIONS)[number];
