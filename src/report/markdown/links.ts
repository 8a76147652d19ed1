/** Writes what a report on GitHub says of the workflow around it. */
import type { Link, WorkflowLinks } from '../input.js';
import { escapeMarkdown } from './escape.js';
import type { Part } from './length-limit.js';

/** Writes an address that cannot end the parentheses around it. */
export const link = ({ label, url }: Link): string =>
  `[${escapeMarkdown(label)}](${encodeURI(url).replace(/[()]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)})`;

/** Says who accepted a regression, and why. */
export function acceptedPart(links: WorkflowLinks | undefined): Part[] {
  if (!links?.accepted) return [];
  const { reason, by } = links.accepted;
  return [{ text: `**Accepted** (${escapeMarkdown(by)}): ${escapeMarkdown(reason)}` }];
}

/** Writes commits and addresses in one line. */
export function linksPart(links: WorkflowLinks | undefined): Part[] {
  const all = [...(links?.commits ?? []), ...(links?.links ?? [])];
  return all.length === 0 ? [] : [{ text: all.map(link).join(' · ') }];
}

export function noBaselinePart(links: WorkflowLinks | undefined): Part[] {
  const sentences = links?.noBaseline ?? [];
  return sentences.length === 0 ? [] : [{ text: sentences.map((one) => escapeMarkdown(one)).join(' ') }];
}
