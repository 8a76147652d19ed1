/** Registers the formats in which a history can be shown besides the terminal's. */
import type { HistoryInput } from '../../history/input.js';
import { renderHistoryJson } from './json.js';

type Render = (input: HistoryInput) => string | Promise<string>;

const FORMATS: ReadonlyMap<string, Render> = new Map<string, Render>([
  ['json', renderHistoryJson],
  // The code that draws the page is large, so it is loaded only for this format.
  ['html', async (input) => (await import('./html.js')).renderHistoryHtml(input)],
]);

export const HISTORY_FORMATS = [...FORMATS.keys()];

export const findHistoryFormat = (name: string): Render | undefined => FORMATS.get(name);
