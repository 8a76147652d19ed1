/**
 * On a line of input takes the lock again and again, counting in a file, and leaves behind what a killed holder would.
 */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { acquireLock } from '../../src/host/lock.js';
import { silentLog } from '../../src/log.js';

const [path = '', count = '', times = ''] = process.argv.slice(2);
const STALE = JSON.stringify({ pid: 2 ** 22 - 1, startTime: '1', pidNamespace: '', since: '', purpose: 'killed' });
process.stdout.write('poised\n');
await once(process.stdin, 'data');
for (let turn = 0; turn < Number(times); turn += 1) {
  const lock = await acquireLock(path, 'a test', silentLog);
  const before = Number(readFileSync(count, 'utf8'));
  await new Promise((resolve) => setImmediate(resolve));
  writeFileSync(count, String(before + 1));
  lock.release();
  try {
    writeFileSync(path, STALE, { flag: 'wx' });
  } catch {
    // Another one has it already.
  }
}
process.exit(0);
