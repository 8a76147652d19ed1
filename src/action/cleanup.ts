/** The `post:` of setup and measure: puts the runner back as it was, whatever happened. */
import * as core from '@actions/core';
import * as z from 'zod';
import { interruptible, listen } from '../app/interruption.js';
import { CLEANUP_EXTENTS, type CleanupExtent, restoreHost, STAYS_ON_RECORD } from '../app/restore-host.js';
import { HostError } from '../errors.js';
import { abandonCheck } from '../github/check-run.js';
import { answerAtEnd } from './asked.js';
import { attempt, type Connection, connect } from './github.js';
import { leftInput } from './left.js';
import { complain, say } from './print.js';
import { uploadLeft } from './publish/upload-left.js';
import { hasRootBegun, runHalf, startRootHalf } from './root-half.js';
import { removeBuilt } from './sides/build.js';
import { actionLog } from './step.js';

await runHalf(end, () => z.enum(CLEANUP_EXTENTS), putBackAsRoot);

/** The host does not wait for GitHub: a cancelled job has five minutes, and a server that hangs takes most of them. */
async function end(): Promise<void> {
  const told = attempt('GitHub', tell);
  try {
    await putBack();
  } finally {
    await told;
  }
}

async function putBack(): Promise<void> {
  const extent: CleanupExtent = leftInput('cleanup') === 'packages' ? 'packages' : 'runs';
  try {
    if (hasRootBegun()) await startRootHalf(extent);
  } finally {
    await removeBuilt();
    await uploadLeft();
  }
}

/** Tells GitHub what no report has told. */
async function tell(): Promise<void> {
  const connection = await connect(core.getInput('github-token'));
  if (!connection) return;
  await endCheck(connection);
  await answerAtEnd(connection);
}

async function putBackAsRoot(extent: CleanupExtent): Promise<void> {
  const interruption = listen(say, 'stopping; what is not put back by then stays on record');
  const { problems, kept, inUse } = await interruptible(interruption, () => restoreHost(extent, actionLog));
  interruption.release();
  for (const problem of problems) complain(`This could not be undone: ${problem}`);
  for (const sentence of [...kept, ...inUse]) actionLog.step(sentence);
  if (problems.length > 0) throw new HostError(STAYS_ON_RECORD);
}

/** Ends the check that the measurement began, where no report has done so. */
async function endCheck({ github, workflow }: Connection): Promise<void> {
  const id = core.getState('check-run');
  if (id !== '') await attempt('check', () => abandonCheck(github, workflow, Number(id)));
}
