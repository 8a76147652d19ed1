/** `tare run`: set up, measure, print, compare. */
import { dirname } from 'node:path';
import { exitCodeOf } from '../../app/exit-code.js';
import { loadInputs } from '../../app/inputs.js';
import { checkBaseline, judge } from '../../app/judge.js';
import { flagLayer } from '../../config/cli-options.js';
import { fileSentence } from '../../host/file-errors.js';
import { statePath } from '../../host/open-host.js';
import { readRun } from '../../results/store.js';
import { againAsRoot, isRoot } from '../as-root.js';
import { printResult, writePage, writeReport } from '../present.js';
import { say } from '../print.js';
import { measureOnTerminal } from '../terminal-run.js';

export async function run(options: Readonly<Record<string, unknown>>): Promise<number> {
  const inputs = loadInputs(flagLayer('run', options));
  if (!inputs.baselineRuntimes) checkBaseline(inputs.baseline);
  if (!isRoot()) return againAsRoot([inputs.resume ? dirname(inputs.resume) : inputs.output]);
  const { path, left } = await measureOnTerminal(inputs, 'tare run');
  const document = readRun(path);
  const input = judge(document, inputs, statePath());
  const report = await written(async () => writeReport(input, dirname(path)));
  const page = await written(() => writePage(input, dirname(path)));
  printResult(input, [
    { label: 'run document', path },
    ...report.map((at) => ({ label: 'report', path: at })),
    ...page.map((at) => ({ label: 'page', path: at })),
  ]);
  return exitCodeOf(document, input.gate, left);
}

/** The path of what was written; a disk that is full by now does not hide the result. */
async function written(write: () => Promise<string>): Promise<string[]> {
  try {
    return [await write()];
  } catch (error) {
    const trouble = fileSentence(error);
    if (trouble === undefined) throw error;
    say(trouble);
    return [];
  }
}
