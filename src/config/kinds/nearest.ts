import { closest, distance } from 'fastest-levenshtein';

/** What a word of YAML 1.1 or of another program means where `on` and `off` are known. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ...['yes', 'y', 'true', '1', 'enable', 'enabled', 'always'].map((word) => [word, 'on'] as const),
  ...['no', 'n', 'false', '0', 'disable', 'disabled', 'never', 'none'].map((word) => [word, 'off'] as const),
]);

/**
 * Returns a sentence that helps with an unknown word: it names the known word that means the same or is close to it,
 * or else all of them. A word of which less than half is left is not close, as `pdf` to `bmf`, unless its letters are
 * those of the other (`kmv`), and even so two letters tell nothing: `no` is not `on`.
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const given = word.toLowerCase();
  const same = MEANINGS.get(given);
  if (same !== undefined && known.includes(same)) return `Did you mean "${same}"?`;
  if (known.length === 0) return 'Known: none.';
  const nearest = closest(given, known);
  const most = hasSameLetters(given, nearest) ? 2 : Math.min(Math.max(2, nearest.length / 3), nearest.length / 2);
  return distance(given, nearest) <= most ? `Did you mean "${nearest}"?` : `Known: ${known.join(', ')}.`;
}

const hasSameLetters = (one: string, other: string): boolean =>
  other.length > 2 && [...one].sort().join('') === [...other].sort().join('');
