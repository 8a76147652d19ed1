import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { oldSide, releaseOf } from '../../../src/app/confirm/old-side.js';
import { KeptPrograms } from '../../../src/host/kept-programs.js';
import { describeHost } from '../../../src/host/open-host.js';
import { sha256 } from '../../../src/image/archive.js';
import { silentLog } from '../../../src/log.js';
import type { ArmEnvironment, Binary } from '../../../src/results/document.js';
import { runtimeNamed } from '../../../src/runtimes/index.js';
import { identifyBinary } from '../../../src/runtimes/install/binaries.js';

let folder: string;
let kept: KeptPrograms;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-old-'));
  kept = new KeptPrograms(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const host = describeHost(silentLog);
const arm = { id: 'runc=./runc', runtime: 'runc', options: {}, path: '/somewhere/runc' };

const { path: _path, ...runc } = arm;

/** The version of Debian's own package, where its program is the one on PATH. */
const packaged = packagedRunc();
if (packaged === '') process.stderr.write('skipped: an old side by its version: there is no package runc here\n');

function packagedRunc(): string {
  const { status, stdout } = spawnSync('dpkg-query', ['-W', 'runc']);
  const [, version = ''] = String(stdout).trim().split('\t');
  return status === 0 ? version : '';
}

const environment = (binaries: readonly Binary[], source = 'path'): ArmEnvironment => ({
  arm: arm.id,
  binaries: [...binaries],
  source,
  inside: {},
});

async function program(text: string, name = 'runc'): Promise<Binary> {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho ${text}\n`, { mode: 0o755 });
  return { name: 'runc', path, version: text, sha256: await sha256(path) };
}

describe('the old side of an arm', () => {
  it('is the arm itself where its programs are the same', async () => {
    const now = environment([await program('one')]);
    expect(await oldSide(arm, { before: now, now }, host, kept)).toEqual({ arm });
  });

  it('is the program that was kept, found by its digest', async () => {
    const [before, now] = [await program('one', 'old'), await program('two', 'new')];
    kept.keep(before.path, before.sha256);
    const found = await oldSide(arm, { before: environment([before]), now: environment([now]) }, host, kept);
    expect(found).toEqual({ arm: { ...arm, path: kept.find(before.sha256) } });
  });

  it('is refused where it was not kept, is not on record, or has no known version', async () => {
    const [before, now] = [environment([await program('one', 'old')]), environment([await program('two', 'new')])];
    const refused = async (one: typeof arm | Omit<typeof arm, 'path'>, past = { before, now }) => {
      const found = await oldSide(one, past, host, kept);
      return 'refusal' in found ? found.refusal : '';
    };
    expect(await refused(arm)).toMatch(/the runc of that run \(sha256 [0-9a-f]{12}\) is kept neither/);
    expect(await refused(arm, { before: environment([]), now })).toContain('does not say which program');
    const { path: _, ...named } = arm;
    expect(await refused(named)).toContain('nothing says where it is to be had');
  });

  it('is refused where the program that was kept is the same and says another version', async () => {
    const told = join(folder, 'told');
    writeFileSync(told, 'one');
    const [kind, now] = [await program(`$(cat ${told})`, 'old'), environment([await program('two', 'new')])];
    const before = environment([{ ...kind, version: 'one' }]);
    kept.keep(kind.path, kind.sha256);
    expect(await oldSide(arm, { before, now }, host, kept)).toHaveProperty('arm');
    writeFileSync(told, 'two');
    const refusal = expect.stringMatching(/the runc of that run .* says that it is "two" here, and said "one" in that/);
    expect(await oldSide(arm, { before, now }, host, kept)).toHaveProperty('refusal', refusal);
  });

  it('is refused where the program that was kept loads other shared libraries, or none are on record', async () => {
    const lists = await identifyBinary('ls', '/bin/ls');
    const now = environment([await program('two', 'new')]);
    kept.keep(lists.path, lists.sha256);
    const taken = (before: Binary) => oldSide(arm, { before: environment([before]), now }, host, kept);
    expect(await taken(lists)).toEqual({ arm: { ...arm, path: kept.find(lists.sha256) } });
    const refusal = expect.stringContaining('loads other shared libraries here, or that run does not say which');
    expect(await taken({ ...lists, libraries: 'a'.repeat(64) })).toHaveProperty('refusal', refusal);
    const { libraries: _, ...unsaid } = lists;
    expect(await taken(unsaid)).toHaveProperty('refusal', refusal);
  });

  it('is not the arm itself where an upgrade changed the libraries of its program alone', async () => {
    const one = await program('one');
    const [before, now] = ['a', 'b'].map((digit) => environment([{ ...one, libraries: digit.repeat(64) }]));
    const refusal = expect.stringContaining('loads other shared libraries here');
    expect(await oldSide(arm, { before, now }, host, kept)).toHaveProperty('refusal', refusal);
  });

  it('is not the arm itself where its program is a script whose version has changed', async () => {
    const one = await program('one');
    const [before, now] = [environment([one]), environment([{ ...one, version: 'two' }])];
    const refusal = expect.stringContaining('says that it is "two" here, and said "one"');
    expect(await oldSide(arm, { before, now }, host, kept)).toHaveProperty('refusal', refusal);
  });

  it('is refused where its version cannot be had on this host', async () => {
    const before = environment([await program('one', 'old')], 'distro package runc 0.0.1-nowhere');
    const now = environment([await program('two', 'new')]);
    const found = await oldSide(runc, { before, now }, host, kept);
    expect(found).toHaveProperty('refusal', expect.stringContaining('0.0.1-nowhere'));
  });
});

(packaged ? describe : describe.skip)('an old side that names the version of a package', () => {
  const source = `distro package runc ${packaged}`;

  it('is that version, where the package holds the same program', async () => {
    const { binaries } = await runtimeNamed('runc').install(host, { ...runc, version: packaged });
    const now = environment([await program('two', 'new')]);
    const found = await oldSide(runc, { before: environment(binaries, source), now }, host, kept);
    expect(found).toEqual({ arm: { ...runc, version: packaged } });
  });

  it('is refused where the package holds another program', async () => {
    const [before, now] = [
      environment([await program('one', 'old')], source),
      environment([await program('two', 'n')]),
    ];
    const found = await oldSide(runc, { before, now }, host, kept);
    const why = `what runc ${packaged} is here is not the runc of that run`;
    expect(found).toHaveProperty('refusal', expect.stringContaining(why));
  });
});

describe('the version in the recorded source of an arm', () => {
  it.each([
    ['distro package runc 1.1.5+ds1-1+deb12u1', '1.1.5+ds1-1+deb12u1'],
    ['release 1.16.1 of the publisher (https://p/1.tgz), checked against the checksum that was given', '1.16.1'],
    ['found at /usr/local/bin/runc', undefined],
    ['path', undefined],
  ])('%s: %s', (source, version) => expect(releaseOf(source)).toBe(version));
});
