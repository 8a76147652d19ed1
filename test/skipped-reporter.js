/** The last line of a test run: what was skipped, and the one command that installs what is missing. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const PACKAGES = new URL('packages.txt', import.meta.url);

/** Those of test/packages.txt that dpkg does not have; undefined where there is no dpkg. */
function missingPackages() {
  const wanted = readFileSync(PACKAGES, 'utf8').split('\n').filter(Boolean);
  try {
    const listed = execFileSync('dpkg-query', ['-W', '-f', `\${Package} \${db:Status-Status}\n`], { encoding: 'utf8' });
    const installed = new Set(listed.split('\n').filter((line) => line.endsWith(' installed')));
    return wanted.filter((name) => !installed.has(`${name} installed`));
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

export default class SkippedReporter {
  onRunComplete(_contexts, { numPendingTests }) {
    const isRoot = process.getuid?.() === 0;
    const missing = numPendingTests > 0 ? missingPackages() : [];
    const line = skippedLine(numPendingTests, missing, isRoot);
    // Jest prints its own summary after every reporter.
    process.once('exit', () => process.stderr.write(`\n${line}\n`));
  }
}
