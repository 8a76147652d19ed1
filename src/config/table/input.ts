/** Defines what an input is, and the type of the values that a table of inputs yields. */
import type { Kind } from '../kinds/kinds.js';
import type { ProfileDefaults } from './profiles.js';

export type CommandName =
  | 'run'
  | 'plan'
  | 'bisect'
  | 'calibrate'
  | 'compare'
  | 'explain'
  | 'report'
  | 'history'
  | 'doctor'
  | 'cleanup';

export const STEPS = ['setup', 'measure', 'report'] as const;
export type StepName = (typeof STEPS)[number];

export type Default =
  | { readonly value: string }
  /** The profile sets the default. */
  | { readonly profile: keyof ProfileDefaults }
  /** There is no default; the words say what happens then. */
  | { readonly unset: string };

export interface InputDefinition {
  /** The CLI flag, the key in tare.yml and the input of the action, in kebab-case. */
  readonly name: string;
  readonly kind: Kind<unknown, string>;
  readonly default: Default;
  /** Whole sentences, each with a subject and a verb. */
  readonly help: string;
  readonly example: string;
  /** The commands that have it as a flag. */
  readonly commands: readonly CommandName[];
  /** The steps of the action that take it. The root action takes the inputs of all its steps. */
  readonly steps: readonly StepName[];
  /** Set where the plan of a run document records it, so that it cannot change when that run is resumed. */
  readonly planned?: true;
  /** The default in the action's files, as an expression; it is an empty text where this is absent. */
  readonly actionDefault?: string;
  /**
   * Set where it decides what passes the gate. In a pull request its value comes from the file of the base branch and
   * not from the change's own.
   */
  readonly gates?: true;
  /** Why tare.yml must not contain it. */
  readonly notInFile?: string;
}

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

type Property<Input extends InputDefinition> = `${Camel<Input['name']>}${Input['kind']['suffix']}`;

type Value<Input extends InputDefinition> =
  Input['kind'] extends Kind<infer Output, string>
    ? Input['default'] extends { readonly unset: string }
      ? Output | undefined
      : Output
    : never;

/**
 * `{ trialTimeSeconds: number, … }`: the names are in camel case with their unit, and a value can be undefined only
 * where there is no default.
 */
export type ValuesOf<Table extends readonly InputDefinition[]> = {
  readonly [Input in Table[number] as Property<Input>]: Value<Input>;
};

/** Returns the name of an input's property in `Inputs`: `trialTimeSeconds` for the duration `trial-time`. */
export const propertyOf = ({ name, kind }: InputDefinition): string => camelCase(name) + kind.suffix;

/** Turns `min-effect` into `minEffect`, as commander does. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
