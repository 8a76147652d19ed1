/** Joins the file of inputs of a change with what decides the gate in the file of its base branch. Pure. */
import { isAbsolute, normalize } from 'node:path';
import type { ConfigFile, Layer } from './config-file.js';
import { INPUTS } from './inputs.js';
import { splitList } from './kinds/list.js';

export interface JoinedFile {
  readonly file: ConfigFile;
  /** Says in whole sentences which inputs of either file do not hold, for they do not go with those of the other. */
  readonly notes: readonly string[];
}

/** Whose value of an input holds: the change's, the base's, or that of no file. */
type Holder = 'change' | 'base' | 'none';

/** An input that is not taken from where it would be. */
interface Exception {
  readonly name: string;
  readonly from: Holder;
  readonly note: string;
}

/** The inputs of a change's file, of its base's file, and those that the workflow gives, over any file. */
interface Sources {
  readonly change: Layer;
  readonly base: Layer;
  readonly given: Layer;
}

/**
 * Returns the file of a change, in which the inputs that decide the gate come from the file of its base branch, since
 * a change must not loosen its own gate. Where the two do not go together, a change could never pass, so one of them
 * gives way: whichever can without loosening the gate.
 * @param ofBase undefined where the base branch has no such file: the gate is then that of the defaults, and stricter
 * where the change says so.
 * @param given what the workflow gives to this step; empty text where it gives none.
 */
export function withGateOf(file: ConfigFile, ofBase: ConfigFile | undefined, given: Layer): JoinedFile {
  const base = ofBase ?? additionsOf(file);
  const exceptions = exceptionsOf({ change: file.values, base: base.values, given });
  const holders = new Map<string, Holder>(INPUTS.map(({ name, ...input }) => [name, input.gates ? 'base' : 'change']));
  for (const { name, from } of exceptions) holders.set(name, from);
  const join = <T>(own: Readonly<Record<string, T>>, others: Readonly<Record<string, T>>) => ({
    ...Object.fromEntries(Object.entries(own).filter(([name]) => holders.get(name) === 'change')),
    ...Object.fromEntries(Object.entries(others).filter(([name]) => holders.get(name) === 'base')),
  });
  return {
    file: { values: join(file.values, base.values), places: join(file.places, base.places) },
    notes: exceptions.map(({ note }) => note),
  };
}

/**
 * What a change adds to the gate of the defaults, where its base has no such file. That there is no baseline fails
 * nothing yet, since there can hardly be one, and by no name of an artifact would one be found.
 */
function additionsOf({ values, places }: ConfigFile): ConfigFile {
  const { limits, 'fail-on': failOn, 'artifact-name': name } = values;
  const added = [failOn ?? []].flat().flatMap((text) => splitList(text));
  const words = [...DEFAULT_WORDS, ...added.filter((word) => word !== 'never' && word !== 'no-baseline')];
  const own = { ...(limits && { limits }), ...(name !== undefined && { 'artifact-name': name }) };
  return { values: { ...own, 'fail-on': [...new Set(words)] }, places };
}

const DEFAULT_WORDS = INPUTS.flatMap(({ name, default: of }) =>
  name === 'fail-on' && 'value' in of ? splitList(of.value) : [],
);

function exceptionsOf(sources: Sources): Exception[] {
  return [ofRef(sources), ofBaseline(sources), ofArtifact(sources), ofRuntimes(sources)].filter(
    (exception) => exception !== undefined,
  );
}

/** What a change does not build has no base to build. A step that takes no `build` has no use for the ref. */
function ofRef({ change, base, given }: Sources): Exception | undefined {
  if (base['baseline-ref'] === undefined || change.build !== undefined || given.build !== '') return undefined;
  const note = 'baseline-ref: that of the base branch does not hold, since nothing is built in this change.';
  return { name: 'baseline-ref', from: 'none', note };
}

function ofBaseline({ change, base, given }: Sources): Exception | undefined {
  const source = base.baseline?.toString();
  if (source === undefined || given.baseline) return undefined;
  if (isOfCheckout(source) && change.baseline !== source && change.baseline !== 'none')
    return { name: 'baseline', from: 'change', note: REWRITABLE };
  return source === 'none' ? ofSides({ change, base, given }) : undefined;
}

/** Baselines are found by the name of their artifact: by another one, a change would be compared with nothing. */
function ofArtifact({ change, base, given }: Sources): Exception | undefined {
  const [own, theirs] = [change[ARTIFACT], base[ARTIFACT]].map((name) => name?.toString());
  if (given[ARTIFACT] || own === theirs) return undefined;
  const note = `${ARTIFACT}: what the base branch has decides which run is the baseline (${theirs ?? 'none'}); what this change has instead holds once it is merged.`;
  return { name: ARTIFACT, from: 'base', note };
}

const ARTIFACT = 'artifact-name';

const REWRITABLE =
  'baseline: that of this change holds, since that of the base branch is a file of the checkout, which a change may rewrite in any case.';

/** A change could write the run that it is compared with. */
const isOfCheckout = (source: string): boolean =>
  /[./]/.test(source) && !isAbsolute(source) && normalize(source).split('/')[0] !== '..';

/** Without a baseline, the sides were the gate: a change that takes them out would have none. */
function ofSides({ change, base, given }: Sources): Exception | undefined {
  const isBuilt = (layer: Layer) => Boolean(layer.build);
  const theirs = base[RUNTIMES];
  const hadSides = isBuilt(base) || theirs !== undefined;
  const hasSides = isBuilt(change) || isBuilt(given) || Boolean(given[RUNTIMES]);
  const keepsSides = theirs !== undefined && misfitOf({ change, base, given }, theirs) === undefined;
  if (!hadSides || hasSides || keepsSides) return undefined;
  const note =
    'baseline: none of the base branch does not hold, since this change takes out the sides that were its gate: it is compared with a recorded run.';
  return { name: 'baseline', from: 'none', note };
}

const RUNTIMES = 'baseline-runtimes';

/** What the change is set against decides the gate: by sides of its own, a bump would be measured against itself. */
function ofRuntimes(sources: Sources): Exception | undefined {
  const [own, theirs] = [sources.change[RUNTIMES], sources.base[RUNTIMES]];
  if (sources.given[RUNTIMES]) return undefined;
  const misfit = theirs === undefined ? undefined : misfitOf(sources, theirs);
  if (misfit !== undefined) {
    const note = `${RUNTIMES}: those of the base branch do not hold, since ${misfit}. What this change gives holds once it is merged.`;
    return { name: RUNTIMES, from: 'none', note };
  }
  if (itemsOf(own).join('\n') === itemsOf(theirs).join('\n')) return undefined;
  const note = `${RUNTIMES}: what the base branch has decides the gate (${itemsOf(theirs).join(', ') || 'none'}); what this change has instead holds once it is merged.`;
  return { name: RUNTIMES, from: 'base', note };
}

/** Why the base's sides would only end the run with an error; undefined where they can be measured. */
function misfitOf({ change, base, given }: Sources, theirs: Given): string | undefined {
  if (base.build && !change.build && !given.build) return 'nothing is built in this change';
  const runtimes = itemsOf(given.runtimes || change.runtimes || DEFAULT_RUNTIMES);
  const isCounted = !runtimes.includes('all') && !itemsOf(theirs).includes('all');
  return isCounted && runtimes.length !== itemsOf(theirs).length
    ? 'there is not one for each runtime of this change'
    : undefined;
}

type Given = Layer[string];

const [DEFAULT_RUNTIMES] = INPUTS.flatMap(({ name, default: byDefault }) =>
  name === 'runtimes' && 'value' in byDefault ? [byDefault.value] : [],
);

/** Native is measured in any case, and has no counterpart. */
const itemsOf = (given: Given): string[] =>
  splitList([given ?? []].flat().join('\n')).filter((item) => item !== 'native');
