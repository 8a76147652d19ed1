/** Step 2 of the action: measures. The document's path is set as an output as soon as the document exists. */
import { resolve } from 'node:path';
import * as core from '@actions/core';
import * as z from 'zod';
import { type Alarm, confirm } from '../app/confirm/confirm.js';
import { requestOn, secondLookOf } from '../app/edge/request.js';
import { listen } from '../app/interruption.js';
import { measure } from '../app/measuring/measure.js';
import { onHost } from '../app/on-host.js';
import type { ParentMessages } from '../app/privileged/child.js';
import { judgingOf } from '../app/request/judging.js';
import { type KnownSides, parseBump, sidesShape } from '../app/request/known-sides.js';
import { installingOf } from '../app/request/resolve.js';
import { progressView } from '../cli/progress-view.js';
import { readBuiltSides } from '../config/built-sides.js';
import { type Inputs, inputsSchema } from '../config/inputs.js';
import { Cancelled } from '../errors.js';
import { artifactName, parseChange } from '../github/workflow.js';
import type { Observer } from '../measure/observer.js';
import { readRun } from '../results/store.js';
import { connect } from './github.js';
import { stepInputs } from './inputs.js';
import { leaveInputs } from './left.js';
import { ProgressCheck } from './progress-check.js';
import { runHalf, startRootHalf } from './root-half.js';
import { type AskedLook, askedLookSchema, takeSecondLook } from './second-look/second-look.js';
import { tellLeft } from './step.js';

await runHalf(begin, sentSchema, measureAsRoot);

async function begin(): Promise<void> {
  const connection = await connect(core.getInput('github-token'));
  const sides = {
    built: readBuiltSides(core.getInput('built')),
    bump: parseBump(core.getInput('bump')),
    changeBase: parseChange(core.getInput('change'))?.base,
    jobId: jobId(),
  };
  const sent: Sent = { inputs: await stepInputs('measure', connection, sides), ...sides };
  leaveInputs(sent.inputs);
  const check = await ProgressCheck.begin(connection, core.getInput('matrix'));
  try {
    const folders = [resolve(sent.inputs.output)];
    const progress = (block: number, of: number) => check?.tell(block, of);
    let path = '';
    await startRootHalf(sent, folders, {
      progress,
      output: (name, value) => {
        announce(name, value);
        path = value;
      },
    });
    const { inputs } = sent;
    const artifact = inputs.artifactName ?? artifactName(process.env.GITHUB_JOB ?? '', core.getInput('matrix'));
    const { baselineBranch } = inputs;
    await takeSecondLook({ judging: judgingOf(inputs), baselineBranch, connection, path, artifact }, async (look) => {
      let told = '';
      const output = (_: string, value: string) => {
        told = value;
      };
      await startRootHalf({ ...sent, look }, folders, { progress, output });
      return told;
    });
  } finally {
    await check?.close();
  }
}

/** Returns undefined on a GitHub that does not tell it, such as a server of one's own. */
function jobId(): number | undefined {
  const id = Number(core.getInput('job-id'));
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

interface Sent extends KnownSides {
  readonly inputs: Inputs;
  /** The second look that is asked for, where the run has alarmed. */
  readonly look?: AskedLook | undefined;
}

function sentSchema(): z.ZodType<Sent> {
  return z.object({ ...sidesShape, inputs: inputsSchema(), look: askedLookSchema.optional() });
}

async function measureAsRoot({ inputs, look, ...sides }: Sent, messages: ParentMessages): Promise<void> {
  const view = progressView(process.stdout, process.env.NO_COLOR === undefined);
  const interruption = listen((text) => view.step(text));
  const use = { ...installingOf(inputs), log: view, purpose: 'tare measure' };
  try {
    await onHost({ ...use, left: tellLeft }, interruption, async (host) => {
      const observer = alsoToParent(view, messages);
      const asked = { ...inputs, resume: undefined };
      if (look) {
        const how = { look: secondLookOf(asked, sides.built), observer, interruption, announce: () => undefined };
        messages.output('confirmation', JSON.stringify(await confirm(host, alarmIn(look), how)));
        return;
      }
      const announced = (path: string) => messages.output('results-path', path);
      const request = await requestOn(host, asked, sides);
      const { run } = await measure(host, request, observer, interruption, announced);
      if (run.stopped?.reason === 'cancelled') throw new Cancelled('Stopped by the user; what was measured is kept.');
    });
  } finally {
    interruption.release();
  }
}

function alarmIn({ path, baseline, cells, offered }: AskedLook): Alarm {
  return { candidate: readRun(path), path, baseline: readRun(baseline), cells, offered };
}

/** Tells the report the path and, in case no report follows, the end of the job. */
function announce(name: string, path: string): void {
  core.setOutput(name, path);
  core.saveState('document', path);
}

/** Also tells the parent the number of the block, for the check. */
function alsoToParent(view: Observer, messages: ParentMessages): Observer {
  return {
    step: (text) => view.step(text),
    warn: (text) => view.warn(text),
    busy: (arm, activity) => view.busy(arm, activity),
    blockEnded: (run, block) => view.blockEnded(run, block),
    blockStarted: (run, index, settled) => {
      view.blockStarted(run, index, settled);
      messages.progress(index + 1, run.plan.blocks.max);
    },
  };
}
