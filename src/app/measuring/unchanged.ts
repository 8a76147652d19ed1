/**
 * Refuses to go on with a run where its figures would be of another state of the host, or of other programs, from then
 * on. What counts is what a comparison of two runs would call different.
 */
import type { FieldDifference } from '../../compare/comparison.js';
import { compareFingerprints, hardwareDifferences } from '../../compare/fingerprint.js';
import { HostError } from '../../errors.js';
import { INSTEAD_OF_BUILT } from '../../image/guest/choice.js';
import { armEnvironment } from '../../measure/preflight.js';
import type { ArmEnvironment, Fingerprint, RunDocument } from '../../results/document.js';
import { EMULATED } from '../../runtimes/microvm/qemu.js';
import type { Installed } from '../../runtimes/runtime.js';

export const ANEW = 'Start a new run.';

/** They are as the run had them only once the host is tuned again. */
const TUNED = ['cpu.governor', 'cpu.turbo', 'cpu.maxMhz'];

/** @throws HostError */
export function refuseOtherHost(run: RunDocument, now: Fingerprint): void {
  refuse(hostDifferences(run, now));
}

/** Does it before the host is tuned and the userland is made. @throws HostError */
export function refuseOtherHostYet(run: RunDocument, now: Fingerprint): void {
  const found = hostDifferences(run, { ...now, image: run.fingerprint.image });
  refuse(run.plan.tune === 'on' ? found.filter(({ field }) => !TUNED.includes(field)) : found);
}

function hostDifferences(run: RunDocument, now: Fingerprint): readonly FieldDifference[] {
  const other = { ...run, fingerprint: now };
  const { perRun, conditions } = compareFingerprints(run, other);
  // The memory of a guest with a balloon is a little more or less at any moment: the hardware key has it in GiB.
  const lasting = conditions.filter(({ field }) => field !== 'memoryBytes');
  const all = [...perRun, ...hardwareDifferences(run, other), ...lasting];
  return [...new Map(all.map((one) => [one.field, one])).values()];
}

/** @param installed has those of the arms that are ready. @throws HostError */
export function refuseOtherPrograms(run: RunDocument, installed: ReadonlyMap<string, Installed>): void {
  const now = run.environments.flatMap(({ arm, inside }) => {
    const found = installed.get(arm);
    return found ? [armEnvironment(arm, found, inside)] : [];
  });
  const before = { ...run, environments: run.environments.map(withoutReasons) };
  refuse(compareFingerprints(before, { ...run, environments: now.map(withoutReasons) }).differences);
}

/** Why it is this accelerator or kernel reads otherwise each time; which it is, the source and the programs tell. */
const REASONS = [EMULATED, INSTEAD_OF_BUILT];

function withoutReasons({ notes, ...environment }: ArmEnvironment): ArmEnvironment {
  const lasting = notes?.filter((note) => !REASONS.some((begin) => note.startsWith(begin)));
  return { ...environment, ...(lasting && { notes: lasting }) };
}

function refuse(found: readonly FieldDifference[]): void {
  if (found.length === 0) return;
  const what = found.map(({ field, baseline, candidate }) => `${field} was ${baseline}, now ${candidate}`).join('; ');
  throw new HostError(`The run cannot be resumed here: ${what}.`, remedyFor(found.map(({ field }) => field)));
}

function remedyFor(fields: readonly string[]): string {
  if (fields.includes('bootId')) return ANEW;
  const folder = fields.some((field) => field.startsWith('storage.')) ? ' Was TARE_STATE_DIR another?' : '';
  return `Put back what the run began with, or start a new run.${folder}`;
}
