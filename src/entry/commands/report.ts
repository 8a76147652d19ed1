/** `tare report FILE`. */
import { overheads } from '../../compare/overhead.js';
import { InputError } from '../../config/errors.js';
import { FORMATS, findFormat } from '../../report/format.js';
import { readRun } from '../../results/store.js';
import { printResult } from '../steps/present.js';

export async function report(file: string, options: Readonly<Record<string, unknown>>): Promise<number> {
  const run = readRun(file);
  const input = { run, overheads: overheads(run) };
  if (options.format === 'terminal') {
    printResult(input, []);
    return 0;
  }
  const format = findFormat(String(options.format));
  if (!format) {
    const names = ['terminal', ...FORMATS.map(({ name }) => name)].join(', ');
    throw new InputError(`format "${options.format}" does not exist`, `Choose one of ${names}.`);
  }
  process.stdout.write(format.render(input));
  return 0;
}
