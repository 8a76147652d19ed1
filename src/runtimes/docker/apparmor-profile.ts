/** The AppArmor profile of Docker's containers, of which the kernel has one for all daemons. */
import { loadedProfiles } from '../../host/apparmor.js';
import type { Host } from '../../host/host.js';
import { Slot } from '../../host/run-context.js';
import { recordNewProfiles } from '../shared/apparmor-profiles.js';

const PROFILE = 'docker-default';

interface State {
  /** Whether it was there before; undefined where the kernel has no AppArmor. */
  readonly wasLoaded: boolean | undefined;
  /** The dockerd that is started first. */
  first?: string;
}

const STATE = new Slot<State>('the AppArmor profile of docker');

/**
 * A dockerd has loaded the profile only where it was not there, until in 2026 it began to replace it at its start
 * (moby, pull request 52536).
 */
const AS_IT_IS = 'and this daemon leaves it as it is, unless its version replaces it';

/**
 * Puts on record that a dockerd will load it. It is called before one is installed, because that of a package is
 * started with it. Returns the notes for an arm by the program of its daemon, one sentence each.
 */
export function expectProfile(host: Pick<Host, 'journal' | 'run'>, kernel?: Kernel): (program: string) => string[] {
  const state = host.run.once(STATE, () => {
    recordNewProfiles(host, PROFILE, kernel);
    return { wasLoaded: loadedProfiles(kernel)?.includes(PROFILE) };
  });
  return (program) => {
    const subject = `the AppArmor profile of its sandboxes, ${PROFILE},`;
    if (state.wasLoaded) return [`${subject} was loaded before the run, ${AS_IT_IS}`];
    state.first ??= program;
    const isOthers = state.wasLoaded === false && state.first !== program;
    return isOthers ? [`${subject} is loaded by ${state.first} first, ${AS_IT_IS}`] : [];
  };
}

type Kernel = Parameters<typeof loadedProfiles>[0];
