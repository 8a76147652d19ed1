/** Step 1 of the action: install the runtimes and make the userland, so that measuring starts at once. */
import { requestedArms, setUp } from '../app/arms.js';
import { listen } from '../app/interruption.js';
import { openHost } from '../host/open-host.js';
import { readRun } from '../results/store.js';
import { stepInputs } from './inputs.js';
import { say, warn } from './print.js';
import { actionLog, runStep } from './step.js';

await runStep(async () => {
  const inputs = await stepInputs('setup', undefined);
  if (inputs.baseline.kind === 'file') readRun(inputs.baseline.path);
  const interruption = listen((text) => say(text));
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
    for (const [arm, { source }] of installed) say(`${arm}: ${source}`);
    say(`userland: ${image.recipe} (${image.sysbench}, ${image.digest})`);
  } finally {
    for (const problem of await host.close()) warn(`could not be undone: ${problem}`);
    interruption.release();
  }
});
