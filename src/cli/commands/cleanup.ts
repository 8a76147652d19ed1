/**
 * `tare cleanup`: removes what interrupted runs left; with `--cleanup packages` also what was installed and cached.
 */
import { loadCleanup } from '../../app/edge/inputs.js';
import { interruptible, listen } from '../../app/interruption.js';
import { type CleanupExtent, restoreHost, STAYS_ON_RECORD } from '../../app/restore-host.js';
import { flagLayer } from '../../config/cli-options.js';
import type { Layer } from '../../config/config-file.js';
import { EXIT, InputError } from '../../errors.js';
import { againAsRoot, isRoot } from '../as-root.js';
import { say } from '../print.js';

export async function cleanup(options: Readonly<Record<string, unknown>>): Promise<number> {
  const { extent, fault } = wantedBy(flagLayer('cleanup', options));
  if (!isRoot()) return againAsRoot();
  const interruption = listen(say, 'stopping; what is not put back by then stays on record');
  const undo = () => restoreHost(extent, { step: say, warn: say });
  const { problems, kept, inUse } = await interruptible(interruption, undo).finally(() => interruption.release());
  for (const problem of problems) say(`This could not be undone: ${problem}`);
  for (const sentence of [...kept, ...inUse]) say(sentence);
  if (problems.length > 0) say(STAYS_ON_RECORD);
  else say(lastWord(kept.length, inUse.length));
  if (fault) say(`tare: ${fault.message}\n${ASKS_FOR_MORE}`);
  if (interruption.stopping.aborted) return EXIT.cancelled;
  return problems.length > 0 ? EXIT.host : (fault?.exitCode ?? 0);
}

/** Says what became of the host, and whose it is that stays. */
function lastWord(kept: number, inUse: number): string {
  if (kept + inUse === 0) return 'The host is as it was.';
  if (inUse === 0) return 'All else is as it was; what stays is yours from now on.';
  const again = 'once it has ended, tare cleanup --cleanup packages removes that too';
  const yours = kept === 0 ? '' : ' What else stays is yours from now on.';
  return `All else is as it was. What a run uses stays tare's: ${again}.${yours}`;
}

interface Wanted {
  readonly extent: CleanupExtent;
  /** Why the file of inputs does not say what is wanted. */
  readonly fault?: InputError;
}

const ASKS_FOR_MORE =
  'What runs left is put back all the same. That file may ask for more: mend it, or give --cleanup runs or packages.';

/** The host comes first: where the file of inputs cannot be read, what runs left is put back before that is told. */
function wantedBy(flags: Layer): Wanted {
  try {
    return { extent: loadCleanup(flags) };
  } catch (error) {
    if (!(error instanceof InputError) || flags.cleanup !== undefined) throw error;
    return { extent: 'runs', fault: error };
  }
}
