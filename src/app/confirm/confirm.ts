/**
 * Measures the cells of an alarm again, this run's programs beside those of the recorded run. This part runs as root.
 */
import { besidesRefusal } from '../../compare/one-run/confirmation.js';
import type { ArmSpec } from '../../config/arms.js';
import { Cancelled, UserError } from '../../errors.js';
import { KeptPrograms } from '../../host/kept-programs.js';
import type { OpenHost } from '../../host/open-host.js';
import type { Observer } from '../../measure/observer.js';
import { type CellName, type Confirmation, NATIVE, type RunDocument } from '../../results/document.js';
import type { Interruption } from '../interruption.js';
import { type Announce, measure } from '../measuring/measure.js';
import { confirmingPath } from './beside.js';
import { oldSide } from './old-side.js';
import { confirmingRequest, type SecondLook, type Sides } from './request.js';

/** A file that is said to be a program of the recorded run. It is used only if its digest is the recorded one. */
export interface OfferedProgram {
  readonly path: string;
  readonly sha256: string;
}

export interface Alarm {
  /** Of the run that alarmed; its document lies at `path`. */
  readonly candidate: RunDocument;
  readonly path: string;
  readonly baseline: RunDocument;
  readonly cells: readonly CellName[];
  readonly offered: readonly OfferedProgram[];
}

export interface Confirming {
  readonly look: SecondLook;
  readonly observer: Observer;
  readonly interruption: Interruption;
  readonly announce: Announce;
}

type Refused = Confirmation['refused'][number];

/** @returns what is written into the candidate's document. @throws Cancelled */
export async function confirm(host: OpenHost, alarm: Alarm, how: Confirming): Promise<Confirmation> {
  const { candidate, baseline, cells, path } = alarm;
  const { look, observer, interruption, announce } = how;
  const kept = keptFor(host, alarm, observer);
  const [native, ...arms] = look.arms;
  const sides: Sides[] = [];
  const refused: Refused[] = [];
  for (const id of new Set(cells.map(({ arm }) => arm))) {
    const found = await sidesOf(id, arms, alarm, host, kept);
    if ('refusal' in found) refused.push({ arm: id, reason: found.refusal });
    else sides.push(found);
  }
  for (const { arm, reason } of refused) observer.warn(`${arm} cannot be measured beside what it was: ${reason}`);
  if (sides.length === 0 || native?.id !== NATIVE) return { baseline: baseline.id, refused };
  const names = sides.map(({ now }) => now.id);
  observer.step(`measuring ${names.join(', ')} again, beside what it was in run ${baseline.id}`);
  try {
    const request = confirmingRequest(look, native, sides, cells, confirmingPath(path, candidate));
    const { run } = await measure(host, request, observer, interruption, announce);
    return { baseline: baseline.id, run: run.id, refused };
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof Cancelled) throw error;
    observer.warn(`The second look ended early: ${error.message}`);
    return { baseline: baseline.id, refused: [...refused, ...names.map((arm) => ({ arm, reason: error.message }))] };
  }
}

/** Looks for programs among those kept on this host and those that were offered. */
function keptFor(host: OpenHost, { offered }: Alarm, observer: Observer): KeptPrograms {
  const kept = new KeptPrograms(host.paths.state);
  for (const { path, sha256 } of offered) {
    try {
      kept.keep(path, sha256);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      observer.warn(`The program of the recorded run is not taken: ${error.message}`);
    }
  }
  return kept;
}

async function sidesOf(
  id: string,
  arms: readonly ArmSpec[],
  { candidate, baseline }: Alarm,
  host: OpenHost,
  kept: KeptPrograms,
): Promise<Sides | { readonly refusal: string }> {
  const now = arms.find((arm) => arm.id === id);
  if (now === undefined) return { refusal: 'this run does not measure it' };
  const besides = besidesRefusal(baseline, candidate, id);
  if (besides !== undefined) return { refusal: besides };
  const environment = (run: RunDocument) => run.environments.find(({ arm }) => arm === id);
  const old = await oldSide(now, { before: environment(baseline), now: environment(candidate) }, host, kept);
  return 'refusal' in old ? old : { old: old.arm, now };
}
