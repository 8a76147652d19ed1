/** Which commands and steps take an input: the sets that several inputs share, and two bounds of theirs. */
import { text } from '../kinds/kinds.js';

/** The longest time that an input may ask for, in seconds. */
export const DAY = 86_400;

export const REF = text('ref', /^[\w][\w./@^~{}+-]{0,199}$/, 'a branch, tag or commit, as git names it');

/** Inputs of a measurement. The plan records them, so they cannot change when a run is resumed. */
export const MEASURING = { commands: ['run', 'plan', 'calibrate'], steps: ['measure'], planned: true } as const;

/** Inputs of a measurement that a search takes too, for each commit that it measures. */
export const STEPPING = { ...MEASURING, commands: [...MEASURING.commands, 'bisect'] } as const;

/** Inputs of the statistical rule. */
export const DECIDING = {
  commands: ['run', 'plan', 'bisect', 'calibrate', 'compare', 'explain', 'report'],
  steps: ['measure', 'report'],
} as const;

/** Inputs of what passes or fails. */
export const JUDGING = { commands: ['run', 'compare', 'report'], steps: ['report'] } as const;

export const SEARCHING = {
  commands: ['bisect'],
  steps: [],
  planned: true,
  notInFile: 'it is for one search only',
} as const;

export const HISTORIES = { commands: ['history'], steps: [] } as const;

export const REPORTING = { commands: [], steps: ['report'] } as const;

/**
 * Inputs of uploading. The measuring step takes them too, because it uploads at the end of the job what no report has
 * uploaded.
 */
export const UPLOADING = { commands: [], steps: ['measure', 'report'] } as const;
