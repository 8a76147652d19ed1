/** Words of the command line that halves of this program say to one another. Nobody else gives them. */

/** The flag by which the half that builds tells root what was built. */
export const BUILT_FLAG = '--built';
/** The flag by which that half tells root what the file of inputs changes against that of the base. */
export const BUMP_FLAG = '--bump';

/** The command of one comparison of a search, and the flag of its rule. */
export const BISECT_STEP = 'bisect-step';
export const RULE_FLAG = '--rule';
