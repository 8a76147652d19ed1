/** What the inputs are once two sides have been built: the runtimes of the base are written as those of the head. */
import type { BuiltSides } from '../../config/built-sides.js';
import type { Inputs } from '../../config/inputs.js';
import { type InputLayers, parseInputs } from '../../config/parse.js';

/**
 * A source for a baseline was for the case that there is no base; without a base, runtimes for it have no use.
 * @throws InputError
 */
export function inputsOfSides(layers: InputLayers, sides: BuiltSides | undefined): Inputs {
  const inputs = parseInputs(layers);
  if (!sides) return inputs;
  const { runtimes, baselineRuntimes = runtimes } = inputs;
  if (!sides.base) return { ...inputs, baselineRuntimes: undefined };
  const flags = { ...layers.flags, baseline: undefined, 'baseline-runtimes': baselineRuntimes };
  return parseInputs({ ...layers, flags });
}
