/**
 * Calls what the product does with packages by name: `ensure runc=1.1.5`, `cleanup`, `forget`, `run runc`, `restore
 * packages`, `refresh`, `install 1.1.5`, `offered runc`, `userland`. It runs inside a package world.
 */
import { restoreHost } from '../../src/app/restore-host.js';
import { HostError, UserError } from '../../src/errors.js';
import { cancellable } from '../../src/host/cancellation.js';
import { runCommand } from '../../src/host/commands/command.js';
import { describeHost, openHost } from '../../src/host/open-host.js';
import { availableVersions, ensurePackages, refreshPackageLists } from '../../src/host/packages/apt.js';
import { offerAptIndex } from '../../src/host/packages/apt-index.js';
import { forgetGonePackages } from '../../src/host/packages/forget.js';
import { bootstrapCommand, recipeFor } from '../../src/image/recipe.js';
import { hostSources } from '../../src/image/sources.js';
import { checkRecipe, installRecipe } from '../../src/runtimes/install/install.js';
import type { Recipe } from '../../src/runtimes/install/recipe.js';

const log = {
  step: (text: string) => process.stderr.write(`step: ${text}\n`),
  warn: (text: string) => process.stderr.write(`warn: ${text}\n`),
};
const host = { ...describeHost(log), mayInstall: true };
/** A runtime whose program is not on PATH. */
const THING: Recipe = {
  runtime: 'thing',
  programs: [{ name: 'thing', places: ['/srv/thing/run'] }],
  packages: [{ name: 'thing', sameVersion: ['thing-client'] }],
  accounts: { users: [], groups: ['tare-thing'] },
  byPath: 'refused',
};
/** Prints what was left. */
function tell(problems: readonly string[], kept: readonly string[] = []): void {
  const lines = [...problems.map((problem) => `problem: ${problem}`), ...kept];
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
const stop = new AbortController();
process.once('SIGINT', () => stop.abort(new HostError('stopped', 'Do not send SIGINT.')));
const { signal: never } = new AbortController();
const stops = { work: stop.signal, removal: never, undo: never };
const [call, ...names] = process.argv.slice(2);
try {
  if (call === 'ensure') await cancellable(stops, () => ensurePackages(host, names));
  if (call === 'forget') await forgetGonePackages(host);
  if (call === 'run') {
    const opened = await openHost({ mayInstall: true, log, purpose: 'a test' });
    await ensurePackages(opened, names).catch((error: Error) => log.warn(error.message));
    tell(await opened.close());
  }
  if (call === 'restore') {
    const { problems, kept } = await restoreHost(names[0] === 'packages' ? 'packages' : 'runs', log);
    tell(problems, kept);
  }
  if (call === 'refresh') for (const _ of names) await refreshPackageLists(host);
  if (call === 'offered') {
    await offerAptIndex(host.paths.cache);
    const versions = await availableVersions(host, names);
    process.stdout.write(versions.map(({ name, version }) => `${name} ${version}\n`).join(''));
  }
  if (call === 'install') {
    const arm = { id: 'thing', runtime: 'thing', options: {}, ...(names[0] && { version: names[0] }) };
    const missing = await checkRecipe(host, arm, THING);
    process.stdout.write(`${JSON.stringify({ missing, installed: await installRecipe(host, arm, THING) })}\n`);
  }
  if (call === 'cleanup') {
    const problems = await host.journal.undoInstalled();
    tell(problems, host.journal.kept());
  }
  if (call === 'userland') {
    const sources = await hostSources(host, 'bookworm', process.env.TARE_STATE_DIR);
    const { argv, input } = bootstrapCommand(recipeFor(host.distribution), sources, '/srv/root.tar');
    // Only the lists are fetched, because a root without packages shows just as well whether the mirror can be used.
    const asked = argv
      .filter((word) => !word.startsWith('--include='))
      .map((word) => (word === '--variant=minbase' ? '--variant=custom' : word));
    const { code, stderr } = await runCommand(asked, { input, timeoutSeconds: 50 });
    process.stdout.write(`${JSON.stringify({ code, stderr, sources })}\n`);
  }
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stdout.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
