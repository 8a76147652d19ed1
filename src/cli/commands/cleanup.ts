/**
 * `tare cleanup`: removes what interrupted runs left; with `--cleanup packages` also what was installed and cached.
 */
import { loadInputs } from '../../app/edge/inputs.js';
import { interruptible, listen } from '../../app/interruption.js';
import { restoreHost, STAYS_ON_RECORD } from '../../app/restore-host.js';
import { flagLayer } from '../../config/cli-options.js';
import { EXIT } from '../../errors.js';
import { againAsRoot, isRoot } from '../as-root.js';
import { say } from '../print.js';

export async function cleanup(options: Readonly<Record<string, unknown>>): Promise<number> {
  const { cleanup: extent } = loadInputs(flagLayer('cleanup', options));
  if (!isRoot()) return againAsRoot();
  const interruption = listen(say, 'stopping; what is not put back by then stays on record');
  const undo = () => restoreHost(extent, { step: say, warn: say });
  const { problems, kept } = await interruptible(interruption, undo).finally(() => interruption.release());
  for (const problem of problems) say(`This could not be undone: ${problem}`);
  for (const sentence of kept) say(sentence);
  if (problems.length > 0) say(STAYS_ON_RECORD);
  else say(kept.length === 0 ? 'The host is as it was.' : 'All else is as it was; what stays is yours from now on.');
  if (interruption.stopping.aborted) return EXIT.cancelled;
  return problems.length === 0 ? 0 : 3;
}
