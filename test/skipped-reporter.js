/**
 * The last lines of a test run: what was skipped, the one command that installs what is missing, and the one that
 * removes what the tests have installed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const PACKAGES = new URL('packages.txt', import.meta.url);

/** The names that dpkg has; undefined where there is no dpkg. */
function installedPackages() {
  try {
    const listed = execFileSync('dpkg-query', ['-W', '-f', `\${Package} \${db:Status-Status}\n`], { encoding: 'utf8' });
    const lines = listed.split('\n').map((line) => line.split(' '));
    return new Set(lines.filter(([, status]) => status === 'installed').map(([name]) => name));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Pure. */
export function skippedLine(skipped, missing, isRoot) {
  if (skipped === 0) return 'No test was skipped.';
  const count = skipped === 1 ? '1 test was skipped' : `${skipped} tests were skipped`;
  if (missing === undefined) return `${count}: most need Debian or Ubuntu, and root.`;
  const install = `sudo apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (missing.length > 0) return `${count}; most run after: ${install}${isRoot ? '' : ' (and as root)'}`;
  if (!isRoot) return `${count}; most run as root: sudo npm test`;
  return `${count}; each line that begins with "skipped:" says why.`;
}

/** Pure. Empty where the tests have installed nothing. */
export function installedLine(before, after) {
  const names = [...(after ?? [])].filter((name) => !before?.has(name)).sort();
  if (names.length === 0) return '';
  return `What the tests have installed stays; it is removed by: sudo apt-get purge ${names.join(' ')}\n`;
}

export default class SkippedReporter {
  #before;

  onRunStart() {
    this.#before = installedPackages();
  }

  onRunComplete(_contexts, { numPendingTests }) {
    const isRoot = process.getuid?.() === 0;
    const installed = installedPackages();
    const wanted = readFileSync(PACKAGES, 'utf8').split('\n').filter(Boolean);
    const line = skippedLine(numPendingTests, installed && wanted.filter((name) => !installed.has(name)), isRoot);
    // Jest prints its own summary after every reporter.
    process.once('exit', () => process.stderr.write(`\n${line}\n${installedLine(this.#before, installed)}`));
  }
}
