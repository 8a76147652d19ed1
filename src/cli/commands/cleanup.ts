/**
 * `tare cleanup`: takes back what interrupted runs left behind; with `--cleanup packages` also what was installed and
 * cached.
 */

import { loadInputs } from '../../app/inputs.js';
import { putBack, STAYS_ON_RECORD } from '../../app/put-back.js';
import { flagLayer } from '../../config/cli-options.js';
import { say } from '../print.js';

export async function cleanup(options: Readonly<Record<string, unknown>>): Promise<number> {
  const { problems, kept } = await putBack(loadInputs(flagLayer('cleanup', options)).cleanup, { step: say, warn: say });
  for (const problem of problems) say(`could not be undone: ${problem}`);
  for (const sentence of kept) say(sentence);
  if (problems.length > 0) say(STAYS_ON_RECORD);
  else say(kept.length === 0 ? 'The host is as it was.' : 'All else is as it was; what stays is yours from now on.');
  return problems.length === 0 ? 0 : 3;
}
