/** Builds by a script, on record, until it is killed. Arguments: whose record, the folder of copies, the script. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordOfRoot, recordOfUser } from '../../../src/app/sides/build-record.js';
import { runShown } from '../../../src/host/commands/shown-command.js';
import { silentLog } from '../../../src/log.js';
import { draftOf } from '../../../src/results/store.js';

const [whose = '', temp = '', script = ''] = process.argv.slice(2);
const record = whose === 'root' ? await recordOfRoot(silentLog) : await recordOfUser(temp, silentLog);
const folder = join(temp, 'tare-sides-of-owner');
record.make(folder);
const report = join(temp, 'report.md');
record.writes([report]);
writeFileSync(draftOf(report), 'half of it');
await record.around(['/bin/sh', '-c', script], (argv) =>
  runShown({
    argv,
    cwd: folder,
    env: { PATH: '/bin:/usr/bin' },
    timeoutSeconds: 60,
    onLine: (line) => process.stdout.write(`${line}\n`),
  }),
);
