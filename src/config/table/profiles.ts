/** What a profile sets unless the user does. Which benchmarks it runs is defined in suites/. */

export const PROFILE_NAMES = ['quick', 'standard', 'paper'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** The inputs whose default depends on the profile. */
export interface ProfileDefaults {
  readonly budget: string;
  readonly blocks: string;
  readonly pairs: string;
}

/**
 * `quick` leaves native, runc and docker time for about 17 launches each (of 6 to 20) and takes less than three
 * minutes as a whole. `standard` goes to 30 launches, a look of the sequential test, with four pairs a launch: in
 * simulations on recorded launches, that detected a true 2 % on cpu and memory with a power of .98 or more. `paper`
 * has many arms and fileio trials of .3 s, so only two pairs a launch leave time for enough launches.
 */
export const PROFILES: Readonly<Record<ProfileName, ProfileDefaults>> = {
  quick: { budget: '2m15s', blocks: '6..20', pairs: '2' },
  standard: { budget: '10m', blocks: '12..30', pairs: '4' },
  paper: { budget: '30m', blocks: '8..30', pairs: '2' },
};

/**
 * The last planned look of `DESIGN` in stats/sequential.ts. It is the default maximum of blocks where both sides are
 * measured in one run.
 */
export const LAST_LOOK = 65;

/** Returns the defaults of the profile called `name`; those of `quick` where there is no such profile. */
export function profileDefaults(name: string): ProfileDefaults {
  return PROFILES[PROFILE_NAMES.find((known) => known === name) ?? 'quick'];
}
