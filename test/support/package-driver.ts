/**
 * What the product does with packages, called by name: `ensure runc=1.1.5`, `cleanup`, `refresh`. Runs inside a package
 * world.
 */
import { HostError } from '../../src/errors.js';
import { describeHost } from '../../src/host/open-host.js';
import { ensurePackages, refreshPackageLists } from '../../src/host/packages/apt.js';

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
} catch (error) {
  if (!(error instanceof HostError)) throw error;
  process.stdout.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
