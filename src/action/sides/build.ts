/** Builds both sides in a workflow, as the runner's user, before anything is done as root. */
import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import { interruptible, listen } from '../../app/interruption.js';
import type { BuildRequest } from '../../app/request/build.js';
import { buildSides } from '../../app/sides/build.js';
import type { Show } from '../../app/sides/build-commit.js';
import { Checkout } from '../../app/sides/checkout.js';
import type { BuiltSides } from '../../config/built-sides.js';
import { closeGroup, openGroup, say } from '../print.js';
import { actionLog } from '../step.js';

/** State of the step: the folder of the copies, which its end removes. */
const COPIES = 'built-copies';

const SHOW: Show = {
  ...actionLog,
  group: openGroup,
  line: say,
  endGroup: closeGroup,
};

/** Builds, and sets the output that the measurement reads. @throws InputError */
export async function buildInWorkflow(request: BuildRequest): Promise<BuiltSides> {
  const interruption = listen(say, 'stopping the build');
  const temp = process.env.RUNNER_TEMP ?? tmpdir();
  try {
    const built = await interruptible(interruption, () =>
      buildSides({ request, cwd: process.cwd(), temp, show: SHOW }),
    );
    core.setOutput('built', JSON.stringify(built.sides));
    core.saveState(COPIES, built.folder);
    return built.sides;
  } finally {
    interruption.release();
  }
}

export async function removeBuilt(): Promise<void> {
  const folder = core.getState(COPIES);
  if (folder !== '') await Checkout.remove(folder, { prefix: [] });
}
