/** Completes the inputs once the two sides of a change are known. */
import type { Inputs } from '../../config/inputs.js';
import { type InputLayers, parseInputs } from '../../config/parse.js';
import type { Bump, KnownSides } from '../request/known-sides.js';
import { withOther } from '../request/userland.js';

/**
 * The runtimes of a base that was built are written as those of the head, unless the base's file of inputs has
 * others. A source for the baseline was given for the case that there is no base; without a base, `baseline-runtimes`
 * is dropped.
 * @throws InputError
 */
export function inputsOfSides(given: InputLayers, { built, bump }: KnownSides): Inputs {
  const layers = bump?.sides ? withSides(given, bump.sides) : given;
  const inputs = withUserland(parseInputs(layers), bump?.headUserland);
  if (!built) return inputs;
  const { runtimes, baselineRuntimes = runtimes } = inputs;
  if (!built.base) return { ...inputs, baselineRuntimes: undefined };
  return withUserland(parseInputs(withSides(layers, { runtimes, baselineRuntimes })), bump?.headUserland);
}

const withUserland = (inputs: Inputs, other: Bump['headUserland']): Inputs =>
  other === undefined ? inputs : { ...inputs, ...withOther(inputs, other) };

interface Runtimes {
  readonly runtimes: readonly string[];
  readonly baselineRuntimes: readonly string[];
}

function withSides(layers: InputLayers, { runtimes, baselineRuntimes }: Runtimes): InputLayers {
  const flags = { ...layers.flags, baseline: undefined, runtimes, 'baseline-runtimes': baselineRuntimes };
  return { ...layers, flags };
}
