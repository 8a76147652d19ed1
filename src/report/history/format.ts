/**
 * Registers the formats in which a history can be shown besides the terminal's, each of which is loaded where it is
 * asked for.
 */
import type { HistoryInput } from '../../history/input.js';

type Render = (input: HistoryInput) => Promise<string>;

const FORMATS: ReadonlyMap<string, Render> = new Map<string, Render>([
  ['json', async (input) => (await import('./json.js')).renderHistoryJson(input)],
  ['html', async (input) => (await import('./html.js')).renderHistoryHtml(input)],
]);

export const HISTORY_FORMATS = [...FORMATS.keys()];

export const findHistoryFormat = (name: string): Render | undefined => FORMATS.get(name);
