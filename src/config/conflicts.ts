/** Finds inputs that are valid one by one and contradict each other. */
import { formatDuration, formatPercent } from '../units.js';
import { INPUTS, type Inputs } from './inputs.js';

/** Which layer set an input. */
export type Source = 'flag' | 'file' | 'profile' | 'default';

/** Returns one sentence for each contradiction, which says what to do. */
export function conflicts(inputs: Inputs, sources: ReadonlyMap<string, Source>): string[] {
  return [
    resumeConflict(inputs, sources),
    marginConflict(inputs),
    timeConflict(inputs),
    gateConflict(inputs, sources),
    sidesConflict(inputs, sources),
    userlandConflict(inputs),
    ...lengthConflicts(inputs),
  ].filter((conflict) => conflict !== undefined);
}

/**
 * Values in tare.yml cause no conflict, because they are there for every run and the resumed document overrules them.
 */
function resumeConflict({ resume }: Inputs, sources: ReadonlyMap<string, Source>): string | undefined {
  const changed = INPUTS.filter(({ name, planned }) => planned && sources.get(name) === 'flag').map(({ name }) => name);
  if (resume === undefined || changed.length === 0) return undefined;
  return `resume: a resumed run keeps its plan, so ${changed.join(', ')} cannot be given with it. Leave out one or the other.`;
}

function marginConflict({ marginPercent, minEffectPercent }: Inputs): string | undefined {
  if (marginPercent > minEffectPercent) return undefined;
  const [margin, effect] = [formatPercent(marginPercent), formatPercent(minEffectPercent)];
  return `margin: "${margin}" must be larger than min-effect "${effect}", or a cell could be both not slower and regressed.`;
}

function timeConflict({ trialTimeSeconds, commandTimeoutSeconds }: Inputs): string | undefined {
  if (trialTimeSeconds < commandTimeoutSeconds) return undefined;
  const [trial, limit] = [formatDuration(trialTimeSeconds), formatDuration(commandTimeoutSeconds)];
  return `trial-time: "${trial}" must be shorter than command-timeout "${limit}", or every trial would be killed.`;
}

/**
 * A gate that was asked for and can never fail would mislead. It is a conflict only where both inputs were set in the
 * same layer. A build usually has a base, which is measured beside the head as `baselineRuntimes` are.
 */
function gateConflict(
  { baseline, baselineRuntimes, build, failOn, limits }: Inputs,
  sources: ReadonlyMap<string, Source>,
): string | undefined {
  const hasBaseline = baseline.kind !== 'none' || baselineRuntimes !== undefined || build !== undefined;
  const together = sources.get('fail-on') !== 'default' && sources.get('fail-on') === sources.get('baseline');
  if (limits && failOn.includes('limit')) return undefined;
  if (hasBaseline || failOn.length === 0 || !together) return undefined;
  return `fail-on: "${failOn.join(', ')}" can never fail with baseline "none". Give a baseline, or fail-on: never.`;
}

/** A run has one baseline. The baseline of tare.yml is ignored where the two sides were given by flag. */
function sidesConflict(
  { baseline, baselineRuntimes }: Inputs,
  sources: ReadonlyMap<string, Source>,
): string | undefined {
  const overruled = sources.get('baseline-runtimes') === 'flag' && sources.get('baseline') !== 'flag';
  if (!baselineRuntimes || !['file', 'artifact', 'branch'].includes(baseline.kind) || overruled) return undefined;
  return 'baseline: a source cannot be given with baseline-runtimes, which are the baseline and measured in the same run. Leave out one or the other.';
}

/** A run has one userland, so only one of these inputs can be given. */
function userlandConflict({ rootfs, packages, image }: Inputs): string | undefined {
  const given = Object.entries({ rootfs, image, packages }).flatMap(([name, value]) => (value ? [name] : []));
  if (given.length < 2) return undefined;
  const why = packages ? 'packages are installed where tare makes the userland' : 'a run has one userland';
  return `${given[1]}: it cannot be given with ${given[0]}: ${why}. Put all into one, and leave out the other.`;
}

/** Finds own benchmarks whose commands would be killed before they can end. */
function lengthConflicts({ benchmarks = [], commandTimeoutSeconds }: Inputs): string[] {
  return benchmarks
    .filter(({ seconds = 0 }) => seconds >= commandTimeoutSeconds)
    .map(
      ({ name, seconds = 0 }) =>
        `benchmarks: ${name}: work: "${formatDuration(seconds)}" must be shorter than command-timeout "${formatDuration(commandTimeoutSeconds)}".`,
    );
}
