/** Builds both sides of a run from the command line, and shows the builds as they go on. */
import { tmpdir } from 'node:os';
import { interruptible, listen } from '../app/interruption.js';
import type { BuildRequest } from '../app/request/build.js';
import { STAYS_ON_RECORD } from '../app/restore-host.js';
import { type Built, buildSides } from '../app/sides/build.js';
import type { Show } from '../app/sides/build-commit.js';
import { openBuildRecord } from '../app/sides/build-record.js';
import { isRoot } from './as-root.js';
import { say } from './print.js';

export const BUILD_ON_TERMINAL: Show = {
  step: (text) => say(`tare: ${text}`),
  warn: (text) => say(`tare: ${text}`),
  group: (title) => say(`tare: ${title}`),
  line: (text) => say(`  | ${text}`),
  endGroup: () => undefined,
};

/** Says what of a build could not be undone. Only the builds of root are on record. */
export function tellBuildLeft(problems: readonly string[]): void {
  for (const problem of problems) say(`tare: This could not be undone: ${problem}`);
  if (problems.length > 0 && isRoot()) say(`tare: ${STAYS_ON_RECORD}`);
}

/** @throws InputError */
export async function buildOnTerminal(request: BuildRequest): Promise<Built> {
  const interruption = listen(say, 'stopping the build');
  const where = { cwd: process.cwd(), temp: tmpdir(), show: BUILD_ON_TERMINAL };
  try {
    return await interruptible(interruption, async () => {
      const record = await openBuildRecord(where.temp, where.show);
      return buildSides({ request, ...where, record });
    });
  } finally {
    interruption.release();
  }
}
