/**
 * Reads which runtimes to measure: `runc, runsc@20240408.0, runc@1.2.99#sha256:…, runc=./bin/runc, docker{runtime:
 * runsc}@24.0.5`.
 */
import { normalize, resolve } from 'node:path';
import { InputError } from '../errors.js';
import { splitList } from './kinds/list.js';
import { didYouMean } from './kinds/nearest.js';
import { isOnOneLine, LONGEST_IDENTIFIER, LONGEST_NAME, MOST_ARMS } from './kinds/one-line.js';

/** One arm as the user asked for it. */
export interface ArmSpec {
  /** Unique in a run. It is the canonical form of what the user wrote. */
  readonly id: string;
  readonly runtime: string;
  readonly version?: string;
  /** The checksum that the release must have, `sha256:…` or `sha512:…` in lower case. It is not part of the id. */
  readonly checksum?: string;
  /** The absolute path. */
  readonly path?: string;
  /** As written, but for paths, which are absolute. */
  readonly options: Readonly<Record<string, string>>;
  /** Set where one side of the run is compared with the other; never for native. */
  readonly side?: 'baseline' | 'candidate';
}

/** What must be known of a runtime to read an arm. Every `Runtime` has these properties. */
export interface KnownRuntime {
  readonly name: string;
  /** What the checksum after its version is taken of; absent where it has no releases of its own. */
  readonly checksumOf?: string;
  /** Set where it is always a program of the user's. */
  readonly byPathAlone?: true;
  readonly options: Readonly<Record<string, KnownOption>>;
}

interface KnownOption {
  readonly choices?: readonly string[];
  /** Whether a value is the path of a file; absent where none is. */
  isPath?(value: string): boolean;
  /** Returns what is wrong with a value, and the remedy; undefined where nothing is. */
  problem?(value: string): readonly [problem: string, remedy: string] | undefined;
}

const NATIVE: KnownRuntime = { name: 'native', options: {} };
const GRAMMAR = 'Write name, name@version, name=path or name{option: value}, the options before version or path.';
/** An arm is a name, {options}, then @version or =path. A path may contain any characters. */
const ARM = /^([^\s{}@=]+)\s*(?:\{([^{}]*)\})?\s*(?:@([A-Za-z0-9][\w.+:~-]*)(?:#(\S+))?|=\s*(\S.*))?$/;

/**
 * Reads the arms. `native`, the control, comes first whether it was given or not. Paths are resolved against `cwd`,
 * which is absolute; an id keeps a relative path relative, so that it is the same on every machine.
 * @param input the name of the input, for messages.
 * @throws InputError for an unknown runtime or option, a malformed arm, or the same arm twice.
 */
export function parseArms(
  given: string | readonly string[],
  known: readonly KnownRuntime[],
  cwd: string,
  input = 'runtimes',
): ArmSpec[] {
  const runtimes = [NATIVE, ...known.filter(({ name }) => name !== 'native')];
  try {
    const items = withAll(splitList([given].flat().join('\n')), runtimes);
    refuseTooMany(items);
    const arms = items.map((item) => parseArm(item, runtimes, cwd));
    for (const arm of arms) refuseUnnamable(arm);
    refuseTwice(items, arms);
    return [{ id: 'native', runtime: 'native', options: {} }, ...arms.filter(({ runtime }) => runtime !== 'native')];
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${input}: ${error.message}`) : error;
  }
}

/** Returns the id that a run gives to one arm, however it is written. @throws InputError */
export const armId = (item: string, known: readonly KnownRuntime[]): string => parseArm(item, known, '/').id;

/** Replaces `all` by every runtime that needs no path and is not given beside it. */
function withAll(items: readonly string[], known: readonly KnownRuntime[]): string[] {
  const all = known.filter(({ byPathAlone }) => !byPathAlone).map(({ name }) => name);
  const names = all.filter((name) => name !== NATIVE.name && !items.includes(name));
  return items.flatMap((item) => (item === 'all' ? names : [item]));
}

/** A run document refuses such a name or path when it is read, which is after the measurement. */
function refuseUnnamable({ id, path = '', version = '', options }: ArmSpec): void {
  const texts = [id, path, ...Object.values(options)];
  const odd = texts.find((text) => !isOnOneLine(text));
  if (odd !== undefined)
    throw new InputError(`"${odd}" has a control character in it.`, 'Give the file a name without one.');
  const long = texts.find((text) => text.length > LONGEST_NAME);
  if (long !== undefined)
    throw new InputError(
      `"${long.slice(0, 80)}…" has ${long.length} characters, and at most ${LONGEST_NAME} are recorded.`,
      'Shorten it: a path by a link, options by a script of yours that gives them to the runtime.',
    );
  if (version.length > LONGEST_IDENTIFIER)
    throw new InputError(
      `"${id.slice(0, 80)}…" has a version of ${version.length} characters.`,
      `Give the version of a release, of at most ${LONGEST_IDENTIFIER} characters.`,
    );
}

/** It comes before any other work: each is compared with all others. */
function refuseTooMany(items: readonly string[]): void {
  if (items.length <= MOST_ARMS) return;
  throw new InputError(`${items.length} runtimes are too many.`, `Give at most ${MOST_ARMS} for one run.`);
}

function refuseTwice(items: readonly string[], arms: readonly ArmSpec[]): void {
  const identities = arms.map(identity);
  const twice = identities.findIndex((candidate, index) => identities.indexOf(candidate) < index);
  if (twice >= 0) throw new InputError(`"${items[twice]}" is given twice.`, 'Leave one of them out.');
}

/** Identifies an arm, so that two spellings of one path are the same arm. */
const identity = ({ runtime, version, path, options }: ArmSpec) => JSON.stringify([runtime, options, version, path]);

function parseArm(item: string, known: readonly KnownRuntime[], cwd: string): ArmSpec {
  const [, name = '', braces, version, checksum, path] = ARM.exec(item) ?? [];
  if (!name) throw malformed(item);
  const runtime = known.find((candidate) => candidate.name === name);
  if (!runtime)
    throw unknown(
      item,
      `there is no runtime "${name}"`,
      name,
      known.map((one) => one.name),
    );
  const options = parseOptions(item, braces ?? '', runtime);
  if (name === 'native' && item !== 'native')
    throw new InputError(`"${item}": native takes no version, path or options.`, 'Write native alone.');
  if (runtime.byPathAlone && !path)
    throw new InputError(`"${item}": ${name} is a program of yours.`, `Give its path: ${name}=./youki.`);
  const shown = path && portable(path);
  return {
    id: name + formatOptions(options) + (version ? `@${version}` : '') + (shown ? `=${shown}` : ''),
    runtime: name,
    ...(version && { version }),
    ...(checksum && { checksum: readChecksum(item, checksum, runtime) }),
    ...(path && { path: resolve(cwd, path) }),
    options: withAbsolute(options, runtime, cwd),
  };
}

function withAbsolute(options: ArmSpec['options'], known: KnownRuntime, cwd: string): Record<string, string> {
  const pairs = Object.entries(options).map(([name, value]) => {
    const isPath = known.options[name]?.isPath?.(value) === true;
    return [name, isPath ? resolve(cwd, value) : value] as const;
  });
  return Object.fromEntries(pairs);
}

const HEX_DIGITS: Readonly<Record<string, number>> = { sha256: 64, sha512: 128 };

function readChecksum(item: string, checksum: string, { name, checksumOf }: KnownRuntime): string {
  if (!checksumOf)
    throw new InputError(
      `"${item}": ${name} has no releases that a checksum could be of.`,
      'It comes from packages, which are checked by their signatures: leave the checksum out.',
    );
  const [, algorithm = '', hex = ''] = /^(\w+):([0-9a-f]+)$/i.exec(checksum) ?? [];
  if (HEX_DIGITS[algorithm.toLowerCase()] === hex.length) return checksum.toLowerCase();
  throw new InputError(
    `"${item}": "${checksum.slice(0, 140)}" is no checksum.`,
    `Write sha256: and 64 hex digits, or sha512: and 128, of ${checksumOf}.`,
  );
}

function malformed(item: string): InputError {
  const isBoth = /@[^=]*=/.test(item);
  return new InputError(
    isBoth ? `"${item}" has both a version and a path: one excludes the other.` : `"${item}" cannot be read.`,
    GRAMMAR,
  );
}

const unknown = (item: string, what: string, word: string, words: readonly string[]) =>
  new InputError(`"${item}": ${what}.`, didYouMean(word, words));

/** Sorts the options by name, so that the order in which they were written makes no difference. */
function parseOptions(item: string, braces: string, runtime: KnownRuntime): Record<string, string> {
  const pairs = splitList(braces).map((text) => parseOption(item, text, runtime));
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice) throw new InputError(`"${item}" sets the option "${twice}" twice.`, 'Leave one of them out.');
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parseOption(item: string, text: string, { name: runtime, options }: KnownRuntime): [string, string] {
  const [, name = '', value = ''] = /^([^\s:]+)\s*:\s*(\S.*)$/.exec(text) ?? [];
  if (!name) throw new InputError(`"${item}": "${text}" is not an option with its value.`, GRAMMAR);
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) throw unknown(item, `${runtime} has no option "${name}"`, name, Object.keys(options));
  if (option.choices && !option.choices.includes(value))
    throw unknown(item, `the option "${name}" cannot be "${value}"`, value, option.choices);
  const problem = option.problem?.(value);
  if (problem) throw new InputError(`"${item}": ${problem[0]}.`, problem[1]);
  return [name, value];
}

function formatOptions(options: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
  return pairs.length > 0 ? `{${pairs.join(', ')}}` : '';
}

/** Returns the value of an option as the user wrote it; undefined where an id does not have it. */
export function writtenOption(id: string, name: string): string | undefined {
  const pairs = (/\{([^{}]*)\}/.exec(id)?.[1] ?? '').split(',').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}: `))?.slice(name.length + 2);
}

/** Returns `./bin/runc` for `bin/runc` and `./bin/../bin/runc`. */
function portable(path: string): string {
  const short = normalize(path);
  return /^\.{0,2}\//.test(short) ? short : `./${short}`;
}
