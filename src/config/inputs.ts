/**
 * The list of all inputs, joined from the groups in table/. Parsing, the flags of the command, action.yml and
 * docs/inputs.md follow from it.
 */
import * as z from 'zod';
import { BUILT } from './table/built.js';
import { GATE } from './table/gate.js';
import { type CommandName, type InputDefinition, propertyOf, type StepName, type ValuesOf } from './table/input.js';
import { PLACES } from './table/places.js';
import { SEARCHED } from './table/searched.js';
import { SIZES } from './table/sizes.js';
import { USERLAND } from './table/userland.js';
import { WORKFLOW } from './table/workflow.js';

/** The documentation lists the inputs in this order. */
const TABLE = [...BUILT, ...SEARCHED, ...SIZES, ...USERLAND, ...GATE, ...PLACES, ...WORKFLOW] as const;

/** The parsed values of all inputs. */
export type Inputs = ValuesOf<typeof TABLE>;

export const INPUTS: readonly InputDefinition[] = TABLE;

/** Returns the schema of inputs that another process has parsed. */
export function inputsSchema(): z.ZodType<Inputs> {
  const shape = INPUTS.map((input): [string, z.ZodType] => {
    const value = input.kind.value();
    return [propertyOf(input), 'unset' in input.default ? value.optional() : value];
  });
  // The table gives each property its name and each value its type, here and in the type alike.
  return z.object(Object.fromEntries(shape)) as unknown as z.ZodType<Inputs>;
}

export const inputsOfCommand = (command: CommandName): InputDefinition[] =>
  INPUTS.filter(({ commands }) => commands.includes(command));

/**
 * Returns the inputs of a step. The first step takes all inputs, so that a wrong one is reported before anything is
 * installed or measured.
 */
export const inputsOfStep = (step: StepName): InputDefinition[] =>
  INPUTS.filter(({ steps }) => (step === 'setup' ? steps.length > 0 : steps.includes(step)));

/** Returns the inputs that tare.yml may contain. */
export const fileInputs = (): InputDefinition[] => INPUTS.filter(({ notInFile }) => notInFile === undefined);
