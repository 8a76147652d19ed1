/** Reads typed inputs from text in several layers: flag > file > profile > default. */
import { InputError } from '../errors.js';
import type { ConfigFile, Layer } from './config-file.js';
import { conflicts, type Source } from './conflicts.js';
import { INPUTS, type Inputs } from './inputs.js';
import { didYouMean } from './kinds/nearest.js';
import { type InputDefinition, propertyOf } from './table/input.js';
import { LAST_LOOK, profileDefaults } from './table/profiles.js';

export interface InputLayers {
  /**
   * The flags of the CLI or the inputs of the action. An empty text counts as not given, because that is what an action
   * gets for such an input.
   */
  readonly flags: Layer;
  readonly file?: ConfigFile;
  /** The absolute folder that relative paths are resolved against. */
  readonly cwd: string;
}

interface Given {
  readonly source: Source;
  readonly value: string | readonly string[];
}

/**
 * @throws InputError with one line for every fault, which names the input, its value, what is allowed and an example.
 */
export function parseInputs(layers: InputLayers): Inputs {
  const chosen = INPUTS.map((input) => ({ input, given: choose(input, layers) }));
  const parsed = chosen.map(({ input, given }) => parseOne(input, given, layers));
  refuse([...unknownFlags(layers.flags), ...parsed.flatMap(({ fault }) => fault ?? [])]);
  // The type follows from the table, which gives each property its name and each value its type.
  const inputs = Object.fromEntries(parsed.map(({ property, value }) => [property, value])) as Inputs;
  const sources = new Map(chosen.map(({ input, given }) => [input.name, given?.source ?? 'default'] as const));
  refuse(conflicts(inputs, sources));
  return relaxBlockLimits(inputs, sources);
}

const WEAKEST_FIRST: readonly Source[] = ['default', 'profile', 'file', 'flag'];

/**
 * Relaxes limits on blocks that come from a weaker layer than what contradicts them. Their minimum is dropped for a
 * budget that was asked for, which is kept; their maximum is raised for two sides in one run, which go on until every
 * cell is decided.
 */
function relaxBlockLimits(inputs: Inputs, sources: ReadonlyMap<string, Source>): Inputs {
  const strength = (name: string): number => WEAKEST_FIRST.indexOf(sources.get(name) ?? 'default');
  const { min, max } = inputs.blocks;
  const ofProfile = sources.get('blocks') === 'profile';
  return {
    ...inputs,
    blocks: {
      min: strength('budget') > strength('blocks') ? 1 : min,
      max: inputs.baselineRuntimes && ofProfile ? LAST_LOOK : max,
    },
  };
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new InputError(faults.join('\n'));
}

function unknownFlags(flags: Layer): string[] {
  const names = INPUTS.map(({ name }) => name);
  return Object.keys(flags)
    .filter((flag) => !names.includes(flag))
    .map((flag) => `unknown input "${flag}". ${didYouMean(flag, names)}`);
}

/** Returns the value of the strongest layer that sets the input; undefined where none does. */
function choose(input: InputDefinition, layers: InputLayers): Given | undefined {
  const { flags, file } = layers;
  const flag = flags[input.name];
  if (flag !== undefined && flag.length > 0) return { source: 'flag', value: flag };
  const entry = file?.values[input.name];
  if (entry !== undefined) return { source: 'file', value: entry };
  if ('profile' in input.default) {
    const profile = INPUTS.find(({ name }) => name === 'profile');
    const name = profile && choose(profile, layers)?.value;
    return { source: 'profile', value: profileDefaults(String(name).trim())[input.default.profile] };
  }
  return 'value' in input.default ? { source: 'default', value: input.default.value } : undefined;
}

interface Parsed {
  readonly property: string;
  readonly value?: unknown;
  /** The faults, one a line. */
  readonly fault?: string;
}

function parseOne(input: InputDefinition, given: Given | undefined, { file, cwd }: InputLayers): Parsed {
  const property = propertyOf(input);
  if (!given) return { property };
  const items = [given.value].flat();
  const text = items.join('\n').trim();
  const place = given.source === 'file' ? `${file?.places[input.name]}: ` : '';
  if (items.length > 1 && !input.kind.list)
    return {
      property,
      fault: `${place}${input.name}: takes one value, and ${items.length} were given: ${items.join(', ')}.`,
    };
  const result = input.kind.schema(cwd).safeParse(text);
  if (result.success) return { property, value: result.data };
  const faults = input.kind.faults?.(text).map((fault) => `${input.name}: ${fault}`) ?? [explainMismatch(input, text)];
  return { property, fault: faults.map((fault) => place + fault).join('\n') };
}

function explainMismatch({ name, kind, example }: InputDefinition, text: string): string {
  const hint = kind.hint?.(text);
  return `${name}: "${text}" is not allowed: it must be ${kind.allowed}. ${hint ? `${hint} ` : ''}Example: ${name}: ${example}`;
}
