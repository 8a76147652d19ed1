/** The builds of a run from the command line, shown as they go on. */
import { tmpdir } from 'node:os';
import { listen } from '../app/interruption.js';
import { type Built, buildSides } from '../app/sides/build.js';
import type { Show } from '../app/sides/build-commit.js';
import type { Inputs } from '../config/inputs.js';
import { cancellable } from '../host/cancellation.js';
import { say } from './print.js';

export const BUILD_ON_TERMINAL: Show = {
  step: (text) => say(`tare: ${text}`),
  warn: (text) => say(`tare: ${text}`),
  group: (title) => say(`tare: ${title}`),
  line: (text) => say(`  | ${text}`),
  endGroup: () => undefined,
};

/** Undefined where nothing is to be built. @throws InputError */
export async function buildOnTerminal(inputs: Inputs): Promise<Built | undefined> {
  const interruption = listen(say, 'stopping the build');
  const where = { workflow: undefined, cwd: process.cwd(), temp: tmpdir() };
  try {
    return await cancellable(interruption, () => buildSides({ inputs, ...where, show: BUILD_ON_TERMINAL }));
  } finally {
    interruption.release();
  }
}
