/** `tare run`: set up, measure, print, compare. */
import { dirname } from 'node:path';
import { exitCodeOf } from '../../app/exit-code.js';
import { loadInputs } from '../../app/inputs.js';
import { checkBaseline, judge } from '../../app/judge.js';
import { flagLayer } from '../../config/cli-options.js';
import { statePath } from '../../host/open-host.js';
import { readRun } from '../../results/store.js';
import { printResult, writePage, writeReport } from '../present.js';
import { measureOnTerminal } from '../terminal-run.js';

export async function run(options: Readonly<Record<string, unknown>>): Promise<number> {
  const inputs = loadInputs(flagLayer('run', options));
  if (!inputs.baselineRuntimes) checkBaseline(inputs.baseline);
  const { path, left } = await measureOnTerminal(inputs, 'tare run');
  const document = readRun(path);
  const input = judge(document, inputs, statePath());
  const report = writeReport(input, dirname(path));
  const page = await writePage(input, dirname(path));
  printResult(input, [
    { label: 'run document', path },
    { label: 'report', path: report },
    { label: 'page', path: page },
  ]);
  return exitCodeOf(document, input.gate, left);
}
