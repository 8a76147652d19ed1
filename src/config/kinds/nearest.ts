import { closest, distance } from 'fastest-levenshtein';

/**
 * Returns a sentence that helps with an unknown word: it names the known word that is close to it, or else all of
 * them.
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = closest(word.toLowerCase(), known);
  const near = known.length > 0 && distance(word.toLowerCase(), nearest) <= Math.max(2, nearest.length / 3);
  return near ? `Did you mean "${nearest}"?` : `Known: ${known.join(', ') || 'none'}.`;
}
