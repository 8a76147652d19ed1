/** The folder of the copies, where it cannot be removed in good order, and where a build has got at it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ownFolder } from '../../../src/app/sides/build-commit.js';
import { recordOfRoot, UNRECORDED } from '../../../src/app/sides/build-record.js';
import { CopiesFolder } from '../../../src/app/sides/copies-folder.js';
import { cancellable } from '../../../src/host/cancellation.js';
import { silentLog } from '../../../src/log.js';

let temp: string;
let before: string | undefined;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'tare-copies-'));
  before = process.env.TARE_STATE_DIR;
  process.env.TARE_STATE_DIR = join(temp, 'state');
});
afterEach(() => {
  if (before === undefined) delete process.env.TARE_STATE_DIR;
  else process.env.TARE_STATE_DIR = before;
  rmSync(temp, { recursive: true, force: true });
});

/** Does something once a stop has left no time for anything. */
function tooLate<Result>(act: () => Promise<Result>): Promise<Result> {
  const over = AbortSignal.abort(new Error('There was no time left to take it back.'));
  return cancellable({ work: over, removal: over, undo: over }, act);
}

const filled = (copies: CopiesFolder): CopiesFolder => {
  copies.make();
  writeFileSync(join(copies.folder, 'runc'), '');
  return copies;
};

const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('copies that there is no time left to remove', () => {
  it('are told, whoever built them: that is no mistake of Tare', async () => {
    const copies = filled(new CopiesFolder(join(temp, 'tare-sides-1'), { prefix: [] }, UNRECORDED));
    const left = await tooLate(() => copies.remove());
    expect(left.join()).toContain(`${copies.folder} is still there: There was no time left`);
  });

  asRoot('are removed by what is on record, or stay there', async () => {
    const record = await recordOfRoot(silentLog);
    const copies = filled(new CopiesFolder(join(temp, 'tare-sides-1'), { prefix: [] }, record));
    const left = await tooLate(() => copies.remove());
    expect(left.length > 0).toBe(existsSync(copies.folder));
  });
});

describe('what a build has left running', () => {
  asRoot('does not hide why the build ended, where there is no time left to end it', async () => {
    const record = await recordOfRoot(silentLog);
    const stopped = tooLate(() =>
      record.around(['sh', '-c', 'echo begun; exec sleep 984'], async ([file = '', ...args]) => {
        await once(spawn(file, args).stdout, 'data');
        throw new Error('Stopped by the user.');
      }),
    );
    await expect(stopped).rejects.toThrow('Stopped by the user.');
    await record.close();
  });
});

describe('a folder for the builder', () => {
  asRoot('is not one that a build has put a link in place of', () => {
    const others = join(temp, 'of-root');
    mkdirSync(others);
    symlinkSync(others, join(temp, 'base.tmp'));
    const account = { name: 'nobody', uid: 65534, gid: 65534, home: '/' };
    expect(() => ownFolder(join(temp, 'base.tmp'), { prefix: [], account })).toThrow('a build has made');
    expect(lstatSync(others).uid).toBe(0);
  });
});
