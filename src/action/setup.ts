/** Step 1 of the action: install the runtimes and make the userland, so that measuring starts at once. */
import * as core from '@actions/core';
import { requestedArms, setUp } from '../app/arms.js';
import { listen } from '../app/interruption.js';
import { openHost } from '../host/open-host.js';
import { actionLog, runStep, stepInputs } from './step.js';

await runStep(async () => {
  const inputs = stepInputs('setup');
  const interruption = listen((text) => core.info(text));
  const arms = requestedArms(inputs, process.cwd());
  const host = await openHost({
    mayInstall: inputs.install === 'auto',
    mirror: inputs.mirror,
    log: actionLog,
    purpose: 'tare setup',
    signal: interruption.stopping,
  });
  try {
    const { installed, image } = await setUp(host, arms, inputs.rootfs, interruption.stopping);
    for (const [arm, { source }] of installed) core.info(`${arm}: ${source}`);
    core.info(`userland: ${image.recipe} (${image.sysbench}, ${image.digest})`);
  } finally {
    for (const problem of await host.close()) core.warning(`could not be undone: ${problem}`);
    interruption.release();
  }
});
