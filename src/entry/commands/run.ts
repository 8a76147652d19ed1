/** `tare run`: set up, measure, print, compare. */
import { dirname } from 'node:path';
import { flagLayer } from '../../config/cli-options.js';
import type { Inputs } from '../../config/inputs.js';
import { openHost, statePath } from '../../host/open-host.js';
import type { RunDocument } from '../../results/document.js';
import { readRun } from '../../results/store.js';
import { progressView } from '../progress-view.js';
import { exitCodeOf } from '../steps/exit-code.js';
import { loadInputs } from '../steps/inputs.js';
import { Cancelled, type Interruption, listen } from '../steps/interruption.js';
import { judge } from '../steps/judge.js';
import { measure } from '../steps/measure.js';
import { printResult, terminalOf, writeReport } from '../steps/present.js';

export async function run(options: Readonly<Record<string, unknown>>): Promise<number> {
  const inputs = loadInputs(flagLayer('run', options));
  const path = await measureAndClose(inputs);
  const document = readRun(path);
  const input = judge(document, inputs, statePath());
  const report = writeReport(input, dirname(path));
  printResult(input, [
    { label: 'run document', path },
    { label: 'report', path: report },
  ]);
  return exitCodeOf(document, input.gate);
}

/** Returns the path of the document. An error after the first block has been saved is told, and the result still shown. */
async function measureAndClose(inputs: Inputs): Promise<string> {
  const view = progressView(process.stderr, terminalOf(process.stderr).colour);
  const interruption = listen((text) => view.step(text));
  let saved: string | undefined;
  const announce = (path: string) => {
    saved = path;
  };
  try {
    return await within(inputs, view, interruption, announce);
  } catch (error) {
    if (!saved || !hasBlocks(readRun(saved))) throw error;
    if (!(error instanceof Cancelled))
      view.warn(`the run ended early: ${error instanceof Error ? error.message : error}`);
    return saved;
  } finally {
    view.close();
    interruption.release();
  }
}

function hasBlocks({ blocks }: RunDocument): boolean {
  return blocks.length > 0;
}

async function within(
  inputs: Inputs,
  view: ReturnType<typeof progressView>,
  interruption: Interruption,
  announce: (path: string) => void,
): Promise<string> {
  const host = await openHost({
    mayInstall: inputs.install === 'auto',
    log: view,
    purpose: 'tare run',
    signal: interruption.stopping,
  });
  try {
    return (await measure(host, inputs, view, interruption, announce)).path;
  } finally {
    view.step('putting the host back');
    for (const problem of await host.close()) view.warn(`could not be undone: ${problem}`);
  }
}
