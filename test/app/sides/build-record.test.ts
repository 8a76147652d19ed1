/** What a build leaves when its invocation is killed, and who removes it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recordOfRoot, recordOfUser } from '../../../src/app/sides/build-record.js';
import { identify, isAlive, type ProcessIdentity } from '../../../src/host/process.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { silentLog } from '../../../src/log.js';

let temp: string;
let before: string | undefined;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'tare-record-'));
  before = process.env.TARE_STATE_DIR;
  process.env.TARE_STATE_DIR = join(temp, 'state');
});
afterEach(() => {
  if (before === undefined) delete process.env.TARE_STATE_DIR;
  else process.env.TARE_STATE_DIR = before;
  rmSync(temp, { recursive: true, force: true });
});

/** Starts a build in another process, which is killed once the build has told the numbers of its two processes. */
async function killedWhileBuilding(whose: 'root' | 'user'): Promise<ProcessIdentity[]> {
  const script = 'sleep 987 & echo $!; setsid sleep 986 & sleep 1; echo $!; wait';
  const owner = join(import.meta.dirname, 'build-owner.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', owner, whose, temp, script], {
    // Jest's own environment is not the one that children get.
    env: { ...process.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (said.trim().split('\n').length < 2) await once(child.stdout, 'data');
  const builds = said
    .trim()
    .split('\n')
    .flatMap((pid) => identify(Number(pid)) ?? []);
  expect(builds).toHaveLength(2);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return builds;
}

async function gone(process: ProcessIdentity | undefined): Promise<boolean> {
  for (let round = 0; round < 100; round += 1) {
    if (!process || !isAlive(process)) return true;
    await pause(50);
  }
  return false;
}

const copies = () => readdirSync(temp).filter((name) => name.startsWith('tare-sides-'));
const drafts = () => readdirSync(temp).filter((name) => name.endsWith('.draft'));

const isRoot = process.getuid?.() === 0;
(isRoot ? describe : describe.skip)('a build of root that is killed', () => {
  it('ends at once, and is put back with what has left its process group by the next who recovers', async () => {
    const [inGroup, apart] = await killedWhileBuilding('root');
    expect(await gone(inGroup)).toBe(true);
    expect(copies()).toHaveLength(1);
    expect(drafts()).toHaveLength(1);
    expect(await new Journal(join(temp, 'state')).recover(silentLog)).toEqual([]);
    expect(await gone(apart)).toBe(true);
    expect([...copies(), ...drafts()]).toEqual([]);
    expect(readdirSync(join(temp, 'state/journal'))).toEqual([]);
  });

  it('is put back by the next build, and one that goes on is let alone', async () => {
    const going = await recordOfRoot(silentLog);
    going.make(join(temp, 'tare-sides-in-use'));
    await killedWhileBuilding('root');
    expect(copies()).toHaveLength(2);
    const next = await recordOfRoot(silentLog);
    expect(copies()).toEqual(['tare-sides-in-use']);
    expect(await going.close()).toEqual([]);
    expect(await next.close()).toEqual([]);
    expect(copies()).toEqual([]);
    expect(readdirSync(join(temp, 'state/journal'))).toEqual([]);
  });

  it('leaves nothing in the journal when it ends by itself, and ends what left its process group', async () => {
    const record = await recordOfRoot(silentLog);
    const pid = join(temp, 'pid');
    await record.around(
      ['/bin/sh', '-c', `setsid sleep 985 & echo $! >${pid}; sleep 0.2`],
      async ([file = '', ...args]) => {
        await once(spawn(file, args), 'exit');
      },
    );
    expect(await gone(identify(Number(readFileSync(pid, 'utf8'))))).toBe(true);
    await record.close();
    expect(readdirSync(join(temp, 'state/journal'))).toEqual([]);
  });
});

describe('a build of a user that is killed', () => {
  it('ends at once, and its copies go with the next build', async () => {
    const [inGroup, apart] = await killedWhileBuilding('user');
    expect(await gone(inGroup)).toBe(true);
    // Nothing but root's control group holds what has left the process group.
    if (apart && isAlive(apart)) process.kill(apart.pid, 'SIGKILL');
    expect(copies()).toHaveLength(1);
    await recordOfUser(temp, silentLog);
    expect(copies()).toEqual([]);
  });

  it('leaves the copies of another build alone, and what only has such a name', async () => {
    const going = await recordOfUser(temp, silentLog);
    const release = going.make(join(temp, 'tare-sides-in-use'));
    mkdirSync(join(temp, 'tare-sides-of-a-user'));
    writeFileSync(join(temp, 'tare-sides-of-a-user/thesis'), '');
    await recordOfUser(temp, silentLog);
    expect(copies()).toHaveLength(2);
    release();
    await recordOfUser(temp, silentLog);
    expect(copies()).toEqual(['tare-sides-of-a-user']);
    expect(existsSync(join(temp, 'tare-sides-of-a-user/thesis'))).toBe(true);
  });
});
