/** Builds both sides in a workflow, as the runner's user, before anything is done as root. */
import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import { interruptible, listen } from '../../app/interruption.js';
import type { BuildRequest } from '../../app/request/build.js';
import { buildSides } from '../../app/sides/build.js';
import type { Show } from '../../app/sides/build-commit.js';
import { type BuildRecord, UNRECORDED } from '../../app/sides/build-record.js';
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

/** The post step finds the folder in the state of this one, also where this one was killed. */
const BY_STATE: BuildRecord = {
  ...UNRECORDED,
  make: (folder) => {
    core.saveState(COPIES, folder);
    return UNRECORDED.make(folder);
  },
};

/** Builds, and sets the output that the measurement reads. @throws InputError */
export async function buildInWorkflow(request: BuildRequest): Promise<BuiltSides> {
  const interruption = listen(say, 'stopping the build');
  const temp = process.env.RUNNER_TEMP ?? tmpdir();
  try {
    const where = { cwd: process.cwd(), temp, record: BY_STATE, show: SHOW };
    const built = await interruptible(interruption, () => buildSides({ request, ...where }));
    core.setOutput('built', JSON.stringify(built.sides));
    return built.sides;
  } finally {
    interruption.release();
  }
}

export async function removeBuilt(): Promise<void> {
  const folder = core.getState(COPIES);
  if (folder !== '') await Checkout.remove(folder, { prefix: [] });
}
