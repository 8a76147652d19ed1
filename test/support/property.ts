/** Says how often a property is tried, and where its random inputs start. */

/** This many runs are enough for CI; by hand, use `TARE_PROPERTY_RUNS=10000`. */
export const RUNS = Number(process.env.TARE_PROPERTY_RUNS ?? '1000');

/**
 * The inputs are the same each time, so that a change is judged only by its own effect. `TARE_PROPERTY_SEED=$RANDOM`
 * tries others; a fault that it finds becomes an example in a test.
 */
export const SEED = Number(process.env.TARE_PROPERTY_SEED ?? '20261128');
