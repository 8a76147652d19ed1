/** `tare report FILE`. */

import { loadInputs } from '../../app/inputs.js';
import { judge } from '../../app/judge.js';
import { flagLayer } from '../../config/cli-options.js';
import { InputError } from '../../errors.js';
import { statePath } from '../../host/open-host.js';
import { FORMATS, findFormat } from '../../report/format.js';
import { readRun } from '../../results/store.js';
import { printResult } from '../present.js';
import { show } from '../print.js';

export async function report(file: string, options: Readonly<Record<string, unknown>>): Promise<number> {
  const inputs = loadInputs(flagLayer('report', options));
  const input = judge(readRun(file), { ...inputs, baseline: { kind: 'none' } }, statePath());
  if (options.format === 'terminal') {
    printResult(input, []);
    return 0;
  }
  const format = findFormat(String(options.format));
  if (!format) {
    const names = ['terminal', ...FORMATS.map(({ name }) => name)].join(', ');
    throw new InputError(`format "${options.format}" does not exist`, `Choose one of ${names}.`);
  }
  show(await format.render(input));
  return 0;
}
