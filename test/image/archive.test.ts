import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { putInto, unpack } from '../../src/image/archive.js';
import { closeTestHost, openTestHost, type TestHost } from '../runtimes/support.js';

const ACCOUNT = '/proc/self/io';
const reason = whyNotHere();
if (reason) process.stderr.write(`skipped: the writes that unpack a userland are not counted here: ${reason}\n`);

function whyNotHere(): string | undefined {
  if (process.getuid?.() !== 0) return 'not root';
  return existsSync(ACCOUNT) ? undefined : `there is no ${ACCOUNT}`;
}

/** Puts a program before tar that keeps the account of its child, which is tar alone, in a file. */
function keepAccount(folder: string): { readonly path: string; readonly writes: () => number } {
  const [account, tar] = [join(folder, 'account'), join(folder, 'tar')];
  const real = execFileSync('/bin/sh', ['-c', 'command -v tar'], { encoding: 'utf8' }).trim();
  writeFileSync(tar, `#!/bin/sh\n'${real}' "$@"\ncode=$?\ncat /proc/$$/io >'${account}'\nexit $code\n`);
  chmodSync(tar, 0o755);
  return {
    path: `${folder}:${process.env.PATH}`,
    writes: () => Number(/^syscw: (\d+)$/m.exec(readFileSync(account, 'utf8'))?.[1]),
  };
}

(reason ? describe.skip : describe)('a userland that is unpacked', () => {
  const MIB = 64;
  const { PATH } = process.env;
  let host: TestHost;

  beforeAll(async () => {
    host = await openTestHost();
  });

  afterAll(async () => {
    process.env.PATH = PATH;
    expect(await closeTestHost(host)).toEqual([]);
  });

  it('is written in pieces of up to 1 MiB, so that the page cache keeps every copy alike', async () => {
    const [from, to] = [join(host.paths.work, 'from'), join(host.paths.work, 'to')];
    for (const folder of [from, to]) mkdirSync(folder);
    const program = Buffer.alloc(MIB * 2 ** 20, 'program');
    writeFileSync(join(from, 'program'), program);
    const tarball = join(host.paths.work, 'root.tar');
    execFileSync('tar', ['-C', from, '-cf', tarball, '.']);
    const account = keepAccount(host.paths.work);
    process.env.PATH = account.path;
    await unpack(host, tarball, to);
    // tar's own 10 KiB at a time would take 6,554 of them.
    expect(account.writes()).toBeGreaterThanOrEqual(MIB);
    expect(account.writes()).toBeLessThan(2 * MIB);
    expect(readFileSync(join(to, 'program')).equals(program)).toBe(true);
  });

  it.each(['./', ''])(
    'is given our files in place of those that it has, so that no path is in it twice: %ptare/agent',
    async (before) => {
      const folder = mkdtempSync(join(host.paths.work, 'twice-'));
      const [old, ours] = [join(folder, 'old'), join(folder, 'ours')];
      for (const root of [old, ours]) mkdirSync(join(root, 'tare/volume'), { recursive: true });
      for (const [path, text] of [
        ['old/tare/agent', 'old'],
        ['old/tare/own', 'own'],
        ['ours/tare/agent', 'ours'],
      ] as const)
        writeFileSync(join(folder, path), text);
      // A folder in the place of a file would go, and all that is in it.
      mkdirSync(join(old, 'tare/probe/deep'), { recursive: true });
      writeFileSync(join(ours, 'tare/probe'), 'ours');
      const archive = join(folder, 'root.tar');
      execFileSync('tar', ['-C', old, '-cf', archive, `${before}tare`]);
      await putInto(host, archive, ours, ['./tare', './tare/agent', './tare/probe', './tare/volume']);
      const listed = execFileSync('tar', ['-tf', archive], { encoding: 'utf8' }).trim().split('\n');
      const names = listed.map((name) => name.replace(/^\.\//, '')).sort();
      expect(names).toEqual(['tare/', 'tare/agent', 'tare/own', 'tare/probe', 'tare/volume/']);
      const read = (name: string) => execFileSync('tar', ['-xOf', archive, name], { encoding: 'utf8' });
      expect([read('./tare/agent'), read('./tare/probe'), read(`${before}tare/own`)]).toEqual(['ours', 'ours', 'own']);
    },
  );
});
