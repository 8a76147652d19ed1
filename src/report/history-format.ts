/** The formats a history can be shown in besides the terminal's. */
import type { HistoryInput } from '../history/input.js';
import { renderHistoryJson } from './history-json.js';

type Render = (input: HistoryInput) => string | Promise<string>;

const FORMATS: ReadonlyMap<string, Render> = new Map([['json', renderHistoryJson]]);

export const HISTORY_FORMATS = [...FORMATS.keys()];

export const findHistoryFormat = (name: string): Render | undefined => FORMATS.get(name);
