/** Steadies the host for a run, where the user asks for it. */
import { parseCpuList } from '../../host/facts/cpu/cpus.js';
import type { Host } from '../../host/host.js';
import { applyTuning, findTuning, holdIdleStates } from '../../host/tune.js';
import type { Plan, RunDocument } from '../../results/document.js';

export interface Tuned {
  readonly changes: NonNullable<RunDocument['tuning']>;
  /** Ends what lasts only while we hold it. The rest is put back when the host is closed. */
  release(): void;
}

export const UNTUNED: Tuned = { changes: [], release: () => undefined };

export function tuneHost(host: Host, plan: Plan): Tuned {
  if (plan.tune !== 'on') return UNTUNED;
  host.log.step('tuning the host');
  const wanted = findTuning({ cpus: parseCpuList(plan.limits.cpus) });
  const taken = applyTuning(host, wanted);
  const refused = wanted.filter((setting) => !taken.includes(setting)).map(({ what }) => what);
  if (refused.length > 0) host.log.warn(`The kernel does not let these be changed: ${refused.join(', ')}`);
  const idle = holdIdleStates();
  const changes = taken.map(({ what, from, to }) => ({ what, from, to }));
  return {
    changes: idle ? [...changes, { what: 'idle states', from: 'all', to: idle.limit }] : changes,
    release: () => idle?.release(),
  };
}
