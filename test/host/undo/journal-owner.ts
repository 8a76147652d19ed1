/** Puts a path on record in a journal of its own, makes it, says so, and lives until it is ended. */
import { writeFileSync } from 'node:fs';
import { Journal } from '../../../src/host/undo/journal.js';

const [state = '', path = ''] = process.argv.slice(2);
new Journal(state).record({ kind: 'path', path });
writeFileSync(path, '');
process.stdout.write('made\n');
process.stdin.resume();
