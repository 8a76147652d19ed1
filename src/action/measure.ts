/** Step 2 of the action: measure. The document's path is an output as soon as there is a document. */
import * as core from '@actions/core';
import { listen } from '../app/interruption.js';
import { measure } from '../app/measure.js';
import { onHost } from '../app/on-host.js';
import { progressView } from '../cli/progress-view.js';
import { Cancelled } from '../errors.js';
import { connect } from './github.js';
import { stepInputs } from './inputs.js';
import { ProgressCheck } from './progress-check.js';
import { runStep, tellLeft } from './step.js';

await runStep(async () => {
  const connection = await connect(core.getInput('github-token'));
  const inputs = await stepInputs('measure', connection);
  const check = await ProgressCheck.begin(connection, core.getInput('matrix'));
  const view = progressView(process.stdout, process.env.NO_COLOR === undefined);
  const observer = check?.watch(view) ?? view;
  const interruption = listen((text) => view.step(text));
  const use = { mayInstall: inputs.install === 'auto', mirror: inputs.mirror, log: view, purpose: 'tare measure' };
  try {
    await onHost({ ...use, left: tellLeft }, interruption, async (host) => {
      const { run } = await measure(host, { ...inputs, resume: undefined }, observer, interruption, announce);
      if (run.stopped?.reason === 'cancelled') throw new Cancelled('stopped by the user; what was measured is kept');
    });
  } finally {
    interruption.release();
    await check?.close();
  }
});

/** For the report and, where none follows, for the end of the job. */
function announce(path: string): void {
  core.setOutput('results-path', path);
  core.saveState('document', path);
}
