/** Puts the origin of figures into words. Texts hold what documents say and must be escaped where they are shown. */
import { type Fingerprint, NATIVE, type RunDocument } from '../results/document.js';
import { count, formatBytes, formatDuration } from '../units.js';

const ENDINGS: Readonly<Record<NonNullable<RunDocument['stopped']>['reason'], string>> = {
  budget: 'the budget was spent',
  blocks: 'all blocks were taken',
  decided: 'every cell was decided or had its last look',
  cancelled: 'cancelled',
  error: 'ended by an error',
};

/** Writes, for example, `2026-11-23 03:10 UTC`; a text that is no date stays as it is. */
export function formatTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Describes the machine: CPU, kernel, system, and what each sandbox may use. */
export function hostText({ fingerprint, plan }: RunDocument): string {
  const { cpu, kernel, os } = fingerprint;
  const governor = cpu.governor === '' ? [] : [`governor ${cpu.governor}`];
  const limits = `CPUs ${plan.limits.cpus} and ${formatBytes(plan.limits.memoryBytes)} for each sandbox`;
  return [cpu.model, kernel, os, ...governor, limits].join(', ');
}

/** Says how much was measured and why it ended. */
export function extentText(run: RunDocument): string {
  const seconds = run.blocks.reduce((sum, block) => sum + block.wallSeconds, 0);
  const { arms, benchmarks } = run.plan;
  const ending = run.stopped === null ? 'unfinished' : ENDINGS[run.stopped.reason];
  const size = `${count(run.blocks.length, 'block')} of ${count(arms.length, 'arm')} and ${count(benchmarks.length, 'benchmark')}`;
  return `${size} in ${formatDuration(Math.round(seconds))}; ${ending}`;
}

/** Returns which program each arm turned out to run, by arm. */
export function sourcesOf(run: RunDocument): ReadonlyMap<string, string> {
  return new Map(run.environments.map(({ arm, source }) => [arm, source]));
}

/** Returns the arms that a comparison within one run compares with each other. */
export function sidesOf(run: RunDocument): { readonly baseline: string; readonly candidate: string }[] {
  return run.plan.contrasts.filter(({ baseline }) => baseline !== NATIVE);
}

interface ShownUserland {
  /** It goes before the userland's text; it is empty where both sides have the same. */
  readonly side: '' | 'base ' | 'head ';
  readonly image: Fingerprint['image'];
}

export function userlandsOf({ image, baselineImage }: Fingerprint): ShownUserland[] {
  if (baselineImage === undefined) return [{ side: '', image }];
  return [
    { side: 'base ', image: baselineImage },
    { side: 'head ', image },
  ];
}

const NETWORK_FACTS = ['networkDriver', 'networkMtu', 'networkQueue', 'networkCongestion', 'networkOffloads'] as const;

/** Says which network the sandboxes had, and which arms had the same; empty where a run has none. */
export function networkText({ environments }: RunDocument): string {
  const armsByNetwork = new Map<string, string[]>();
  for (const { arm, inside } of environments) {
    const text = linkText(inside);
    if (text !== '') armsByNetwork.set(text, [...(armsByNetwork.get(text) ?? []), arm]);
  }
  return [...armsByNetwork].map(([text, arms]) => `${text} (${arms.join(', ')})`).join('; ');
}

function linkText(inside: RunDocument['environments'][number]['inside']): string {
  const [driver, mtu, queue, congestion, offloads] = NETWORK_FACTS.map((name) => inside[name] ?? '');
  if (mtu === '') return '';
  return [
    driver || 'a device without a driver',
    ...(mtu === '0' ? [] : [`MTU ${mtu}`]),
    ...(queue ? [`queue ${queue}`] : []),
    ...(congestion ? [`congestion control ${congestion}`] : []),
    ...(offloads ? [`offloads ${offloads}`] : []),
  ].join(', ');
}
