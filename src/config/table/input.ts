/** What an input is, and the type of the values that a table of inputs yields. */
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
  /** Set by the profile. */
  | { readonly profile: keyof ProfileDefaults }
  /** No value; the words say what happens then. */
  | { readonly unset: string };

export interface InputDefinition {
  /** Kebab-case: the CLI flag, the key in tare.yml and the input of the action. */
  readonly name: string;
  readonly kind: Kind<unknown, string>;
  readonly default: Default;
  /** One sentence. */
  readonly help: string;
  readonly example: string;
  /** Commands that take it as a flag. */
  readonly commands: readonly CommandName[];
  /** Steps of the action that take it; the root action takes what any of its steps does. */
  readonly steps: readonly StepName[];
  /** Recorded in the plan of a run document, so fixed when that run is resumed. */
  readonly planned?: true;
  /** Default in the action's files, as an expression; empty text where absent. */
  readonly actionDefault?: string;
  /** Decides whether the gate opens: in a pull request the file of the base branch says it, not the change's own. */
  readonly gates?: true;
  /** Why it may not stand in tare.yml. */
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
 * `{ trialTimeSeconds: number, … }`: names in camel case with their unit, undefined only where there is no default.
 */
export type ValuesOf<Table extends readonly InputDefinition[]> = {
  readonly [Input in Table[number] as Property<Input>]: Value<Input>;
};

/** `min-effect` -> `minEffect`, as commander does. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
