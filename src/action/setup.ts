/** Step 1 of the action: install the runtimes and make the userland, so that measuring starts at once. */
import { requestedArms, setUp } from '../app/arms.js';
import { listen } from '../app/interruption.js';
import { onHost } from '../app/on-host.js';
import { readRun } from '../results/store.js';
import { stepInputs } from './inputs.js';
import { say } from './print.js';
import { actionLog, runStep, tellLeft } from './step.js';

await runStep(async () => {
  const inputs = await stepInputs('setup', undefined);
  if (inputs.baseline.kind === 'file') readRun(inputs.baseline.path);
  const interruption = listen((text) => say(text));
  const arms = requestedArms(inputs, process.cwd());
  const use = { mayInstall: inputs.install === 'auto', mirror: inputs.mirror, log: actionLog, purpose: 'tare setup' };
  try {
    await onHost({ ...use, left: tellLeft }, interruption, async (host) => {
      const { installed, image } = await setUp(host, arms, inputs.rootfs, interruption.stopping);
      for (const [arm, { source }] of installed) say(`${arm}: ${source}`);
      say(`userland: ${image.recipe} (${image.sysbench}, ${image.digest})`);
    });
  } finally {
    interruption.release();
  }
});
