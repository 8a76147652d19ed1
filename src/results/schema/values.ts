/** Defines values that many parts of the run document are made of. */
import * as z from 'zod';
import { LONGEST_SECONDS, MOST_TEXTS } from '../limits.js';
import { text } from '../texts.js';

export const finite = z.number();
export const seconds = finite.positive().max(LONGEST_SECONDS);
export const texts = z.array(text).max(MOST_TEXTS);
