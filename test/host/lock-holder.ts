/** Takes the lock that its first argument names, says so, and holds it until it is ended. */
import { acquireLock } from '../../src/host/lock.js';
import { silentLog } from '../../src/log.js';

const [path = '', purpose = ''] = process.argv.slice(2);
await acquireLock(path, purpose, silentLog);
process.stdout.write('held\n');
process.stdin.resume();
