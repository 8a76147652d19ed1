/** The `post:` of setup and measure: whatever happened, the runner is left as it was. */
import * as core from '@actions/core';
import { actionLog, runStep } from './action/step.js';
import { putBack } from './steps/put-back.js';

await runStep(async () => {
  const problems = await putBack(core.getInput('cleanup') === 'packages' ? 'packages' : 'runs', actionLog);
  for (const problem of problems) core.warning(`could not be undone: ${problem}`);
});
