/**
 * Writes into a folder all that Tare does, as if it lay on a share that knows no nameless files and answers the sync
 * of a folder with the error code that is given. It prints what came of each, as JSON.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const [share = '', code = ''] = process.argv.slice(2);
const { fsyncSync, openSync } = fs;
const O_TMPFILE = 0x400000;

const failed = (name: string, syscall: string): Error => Object.assign(new Error(name), { code: name, syscall });
fs.fsyncSync = (descriptor) => {
  if (fs.fstatSync(descriptor).isDirectory()) throw failed(code, 'fsync');
  fsyncSync(descriptor);
};
fs.openSync = (path, flags, mode) => {
  if (typeof flags === 'number' && (flags & O_TMPFILE) !== 0) throw failed('ENOTSUP', 'open');
  return openSync(path, flags, mode);
};
syncBuiltinESMExports();

const { installDraft, seal } = await import('../../../src/host/cache/seal.js');
const { makeRoomFor, makeWritable } = await import('../../../src/host/folders.js');
const { Journal } = await import('../../../src/host/undo/journal.js');
const { writeWhole } = await import('../../../src/results/store.js');

fs.mkdirSync(join(share, 'draft'));
fs.writeFileSync(join(share, 'draft/file'), 'x');
const writers: Readonly<Record<string, () => unknown>> = {
  output: () => makeWritable(join(share, 'results'), 'output'),
  state: () => makeRoomFor('TARE_STATE_DIR', join(share, 'state')),
  document: () => writeWhole(join(share, 'results/run.json'), '{}'),
  journal: () => new Journal(join(share, 'state')).record({ kind: 'path', path: join(share, 'made') }),
  seal: () => seal(join(share, 'draft')),
  cache: () => installDraft(join(share, 'draft'), join(share, 'kept')),
};
const told: Record<string, string> = {};
for (const [name, write] of Object.entries(writers)) {
  try {
    await write();
    told[name] = 'well';
  } catch (error) {
    told[name] = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
process.stdout.write(JSON.stringify(told));
