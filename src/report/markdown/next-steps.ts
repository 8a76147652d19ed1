/** Says what a reader can do about a result, right below the answer. */
import type { ReportInput, WorkflowLinks } from '../input.js';
import { NEXT_STEPS, nextSteps } from '../next-steps.js';
import { code, escapeMarkdown } from './escape.js';
import type { Part } from './length-limit.js';
import { link } from './links.js';

/** Writes caveats about the origin of the figures, one quoted paragraph each. */
export function caveatPart(links: WorkflowLinks | undefined): Part[] {
  return (links?.caveats ?? []).map((caveat) => ({ text: `> ${escapeMarkdown(caveat)}` }));
}

export function nextStepsPart(input: ReportInput): Part[] {
  const steps = nextSteps(input);
  if (!steps) return [];
  const { refused, accept, data } = steps;
  const items = [
    ...refused.map((why) => escapeMarkdown(why)),
    'To look into it, measure a row again on this machine: the commands are under *How to reproduce*.',
    accept.map((piece) => (typeof piece === 'string' ? escapeMarkdown(piece) : code(piece.code))).join(' '),
    data ? `The raw data of every launch are in the ${link(data)}.` : '',
  ];
  const list = items.filter((step) => step !== '').map((step) => `- ${step}`);
  return [{ text: `**${NEXT_STEPS}**\n\n${list.join('\n')}` }];
}
