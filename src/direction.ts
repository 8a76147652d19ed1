/** Which figures of a metric are the better ones. */
export const DIRECTIONS = ['higher', 'lower'] as const;

export type Direction = (typeof DIRECTIONS)[number];
