/** What a reader can do about a result, right below the answer. */
import type { ReportInput, WorkflowLinks } from '../input.js';
import { code, escapeMarkdown } from './escape.js';
import type { Part } from './length-limit.js';
import { link } from './links.js';

/** Whose figures these are, where that is a question. */
export function caveatPart(surroundings: WorkflowLinks | undefined): Part[] {
  return (surroundings?.caveats ?? []).map((caveat) => ({ text: `> ${escapeMarkdown(caveat)}` }));
}

/** Nothing where the gate lets the result pass: then there is nothing to do. */
export function nextStepsPart({ gate, comparison, workflowLinks: surroundings }: ReportInput): Part[] {
  if (!gate || gate.pass || !comparison || !surroundings) return [];
  const data = surroundings.links.find(({ label }) => label.startsWith('run document'));
  const steps = [
    ...(surroundings.accepting?.refused ?? []).map((why) => `Not accepted: ${escapeMarkdown(why)}`),
    'To look into it, measure a row again on this machine: the commands are under *How to reproduce*.',
    ...acceptStep(surroundings),
    ...(data ? [`The raw data of every launch are in the ${link(data)}.`] : []),
  ];
  return [{ text: `**What to do now**\n\n${steps.map((step) => `- ${step}`).join('\n')}` }];
}

function acceptStep({ accepting }: WorkflowLinks): string[] {
  if (!accepting) return [];
  const ways = [
    ...(accepting.label === undefined ? [] : [`set the label ${code(accepting.label)} after the last push`]),
    ...(accepting.trailer ? ['end the message of a commit with a line `Tare-Accept: why`'] : []),
  ];
  if (ways.length === 0) return [];
  return [`To accept it, ${ways.join(', or ')}; only who may push here can. Then run this job again.`];
}
