/** Describes inputs in words, which are the same in `--help`, action.yml and the docs. */
import type { InputDefinition } from './table/input.js';
import { PROFILE_NAMES, PROFILES } from './table/profiles.js';

/** Returns the default, such as `runc,docker`, or what happens instead: `2m15s (quick), 10m (standard), …`. */
export function defaultInWords({ default: fallback }: InputDefinition): string {
  if ('value' in fallback) return fallback.value;
  if ('unset' in fallback) return fallback.unset;
  return PROFILE_NAMES.map((name) => `${PROFILES[name][fallback.profile]} (${name})`).join(', ');
}
