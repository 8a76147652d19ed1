/** What a report on GitHub says of the workflow around it. */
import type { ComparedCell, Comparison } from '../../compare/comparison.js';
import type { Link, Surroundings } from '../input.js';
import { formatPercent } from '../numbers.js';
import { escapeMarkdown } from './escape.js';
import type { Part } from './length-limit.js';

/** An address that cannot end the parentheses around it. */
export const link = ({ label, url }: Link): string =>
  `[${escapeMarkdown(label)}](${encodeURI(url).replace(/[()]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)})`;

/** Who took a regression upon them, and why. */
export function acceptedPart(surroundings: Surroundings | undefined): Part[] {
  if (!surroundings?.accepted) return [];
  const { reason, by } = surroundings.accepted;
  return [{ text: `**Accepted** (${escapeMarkdown(by)}): ${escapeMarkdown(reason)}` }];
}

/** Commits and addresses, in one line. */
export function linksPart(surroundings: Surroundings | undefined): Part[] {
  const all = [...(surroundings?.commits ?? []), ...(surroundings?.links ?? [])];
  return all.length === 0 ? [] : [{ text: all.map(link).join(' · ') }];
}

export function noBaselinePart(surroundings: Surroundings | undefined): Part[] {
  const sentences = surroundings?.noBaseline ?? [];
  return sentences.length === 0 ? [] : [{ text: sentences.map((one) => escapeMarkdown(one)).join(' ') }];
}

/** How far the worse end of an interval is from its middle, per cent; undefined where it is unbounded. */
function halfWidth({ effect }: ComparedCell): number | undefined {
  if (effect === null || effect.low === null || effect.high === null) return undefined;
  return 50 * Math.log(effect.high / effect.low);
}

/**
 * The slowdown that half of the cells of this comparison would have shown: the smallest that matters and half an
 * interval, which must lie wholly beyond it.
 */
export function sensitivity({ cells, settings }: Comparison): string[] {
  const widths = cells.flatMap((cell) => halfWidth(cell) ?? []).sort((a, b) => a - b);
  const middle = widths[Math.floor(widths.length / 2)];
  if (middle === undefined || !Number.isFinite(middle)) return [];
  const smallest = formatPercent(settings.minEffectPercent + middle).replace('+', '');
  return [`In half of the cells a slowdown of about ${smallest} would have been proven.`];
}
