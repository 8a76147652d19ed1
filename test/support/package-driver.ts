/**
 * What the product does with packages, called by name: `ensure runc=1.1.5`, `cleanup`, `refresh`,
 * `userland`. Runs inside a package world.
 */
import { HostError } from '../../src/errors.js';
import { runCommand } from '../../src/host/command.js';
import { describeHost } from '../../src/host/open-host.js';
import { ensurePackages, refreshPackageLists } from '../../src/host/packages/apt.js';
import { bootstrapCommand, recipeFor } from '../../src/image/recipe.js';
import { hostSources } from '../../src/image/sources.js';

const log = {
  step: (text: string) => process.stderr.write(`step: ${text}\n`),
  warn: (text: string) => process.stderr.write(`warn: ${text}\n`),
};
const host = { ...describeHost(log), mayInstall: true };
const [call, ...names] = process.argv.slice(2);
try {
  if (call === 'ensure') await ensurePackages(host, names);
  if (call === 'refresh') for (const _ of names) await refreshPackageLists(host);
  if (call === 'cleanup') {
    const problems = await host.journal.undoInstalled();
    const lines = [...problems.map((problem) => `problem: ${problem}`), ...host.journal.kept()];
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  }
  if (call === 'userland') {
    const sources = await hostSources(host, 'bookworm', process.env.TARE_STATE_DIR);
    const argv = bootstrapCommand(recipeFor(host.distribution), sources, '/srv/root.tar');
    // Only the lists are fetched: a root without packages shows as well whether the mirror can be used.
    const asked = argv
      .filter((word) => !word.startsWith('--include='))
      .map((word) => (word === '--variant=minbase' ? '--variant=custom' : word));
    const { code, stderr } = await runCommand(asked, { timeoutSeconds: 50 });
    process.stdout.write(`${JSON.stringify({ code, stderr, sources })}\n`);
  }
} catch (error) {
  if (!(error instanceof HostError)) throw error;
  process.stdout.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
