/** What the steps of the action share: their inputs, and how an error ends them. */
import * as core from '@actions/core';
import { loadInputs } from '../app/inputs.js';
import type { StepName } from '../config/input.js';
import { type Inputs, inputsOfStep } from '../config/inputs.js';
import { UserError } from '../errors.js';
import { requireRunner } from '../github/runner-version.js';
import type { Log } from '../log.js';
import { fail, say, warn } from './print.js';

/** @throws InputError, also where the runner is too old for the action. */
export function stepInputs(step: StepName): Inputs {
  requireRunner();
  const given = inputsOfStep(step).map(({ name }) => [name, core.getInput(name)] as const);
  return loadInputs(Object.fromEntries(given));
}

export const actionLog: Log = {
  step: say,
  warn: (text) => warn(text),
};

/** Runs a step to its end; what a user can mend is told without a stack. */
export async function runStep(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const told = error instanceof UserError;
    if (!told && error instanceof Error && error.stack) say(error.stack);
    fail(error instanceof Error ? error.message : String(error));
  }
}
