/** How often a property is tried, and from where its random inputs start. */

/** Enough for CI; by hand `TARE_PROPERTY_RUNS=10000`. */
export const RUNS = Number(process.env.TARE_PROPERTY_RUNS ?? '1000');

/**
 * The same inputs each time, so that a change is judged by what it changes; `TARE_PROPERTY_SEED=$RANDOM` looks
 * further, and a fault found so becomes an example in a test.
 */
export const SEED = Number(process.env.TARE_PROPERTY_SEED ?? '20261128');
