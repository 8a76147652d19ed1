/** Passes the rule of a comparison from the half that searches to the half that measures. */
import * as z from 'zod';
import { InputError } from '../errors.js';
import { tryJson } from '../json.js';
import type { StepRule } from './judgement.js';

const ruleSchema = z.object({
  error: z.number().positive().max(0.5),
  minEffectPercent: z.number().nonnegative(),
  marginPercent: z.number().positive(),
  wanted: z.enum(['difference', 'side']),
});

/** @throws InputError */
export function readRule(text: string): StepRule {
  const { data } = ruleSchema.safeParse(tryJson(text));
  if (data) return data;
  throw new InputError(
    'The rule of a comparison is not in the form that tare writes.',
    'Call tare bisect, which writes it.',
  );
}
