/** `tare cleanup`: takes back what interrupted runs left behind; with `--cleanup packages` also what was installed and cached. */
import { rmSync } from 'node:fs';
import { flagLayer } from '../../config/cli-options.js';
import { openHost } from '../../host/open-host.js';
import { loadInputs } from '../steps/inputs.js';

export async function cleanup(options: Readonly<Record<string, unknown>>): Promise<number> {
  const inputs = loadInputs(flagLayer('cleanup', options));
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const host = await openHost({ mayInstall: false, log: { step: say, warn: say }, purpose: 'tare cleanup' });
  const problems: string[] = [];
  try {
    if (inputs.cleanup === 'packages') {
      for (const undo of host.journal.installed())
        say(`undoing: ${undo.kind} ${'names' in undo ? undo.names.join(' ') : ''}`);
      problems.push(...(await host.journal.undoInstalled()));
      rmSync(host.paths.cache, { recursive: true, force: true });
    }
  } finally {
    problems.push(...(await host.close()));
  }
  for (const problem of problems) say(`could not be undone: ${problem}`);
  if (problems.length === 0) say('The host is as it was.');
  return problems.length === 0 ? 0 : 3;
}
