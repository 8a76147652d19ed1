/** The network that a runtime gives its users, as an option: `docker{network: default}`. */
import type { ArmSpec } from '../../config/arms.js';
import type { OptionDefinition } from '../runtime.js';

/** @param what that network is, in a few words. */
export const networkOption = (what: string): OptionDefinition => ({
  help: `default: ${what}, in place of tare's own link, where a benchmark uses a network`,
  choices: ['default'],
});

/** Tells whether the sandboxes of an arm have the network of their runtime instead of a link of ours. */
export const hasOwnNetwork = ({ options }: Pick<ArmSpec, 'options'>): boolean => options.network === 'default';
