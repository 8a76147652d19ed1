/** Builds both sides of a run from the command line, and shows the builds as they go on. */
import { tmpdir } from 'node:os';
import { interruptible, listen } from '../app/interruption.js';
import type { BuildRequest } from '../app/request/build.js';
import { type Built, buildSides } from '../app/sides/build.js';
import type { Show } from '../app/sides/build-commit.js';
import { say } from './print.js';

export const BUILD_ON_TERMINAL: Show = {
  step: (text) => say(`tare: ${text}`),
  warn: (text) => say(`tare: ${text}`),
  group: (title) => say(`tare: ${title}`),
  line: (text) => say(`  | ${text}`),
  endGroup: () => undefined,
};

/** @throws InputError */
export async function buildOnTerminal(request: BuildRequest): Promise<Built> {
  const interruption = listen(say, 'stopping the build');
  const where = { cwd: process.cwd(), temp: tmpdir() };
  try {
    return await interruptible(interruption, () => buildSides({ request, ...where, show: BUILD_ON_TERMINAL }));
  } finally {
    interruption.release();
  }
}
