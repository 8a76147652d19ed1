/** A record that anybody may have written starts nothing before it is known to be of this host and this checkout. */
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { foreseeResumed, refuseContradiction, refuseForeign, refuseOtherLine } from '../../../src/app/bisect/resume.js';
import { loadInputs } from '../../../src/app/edge/inputs.js';
import { wantedFrom } from '../../../src/app/request/search.js';
import { Checkout } from '../../../src/app/sides/checkout.js';
import type { BisectRecord } from '../../../src/bisect/document.js';
import { HostError, InputError } from '../../../src/errors.js';
import { readBoot } from '../../../src/host/facts/fingerprint.js';
import { bisectRecord } from '../../support/bisect-record.js';
import { BuiltRepository, git } from '../../support/built-repository.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-resume-test-'));
  path = join(folder, 'bisect.json');
  writeFileSync(path, '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ours = (more: Partial<BisectRecord> = {}) => bisectRecord(3, { host: readBoot(), ...more });

describe('the host', () => {
  it('may be the one where it began, in the same boot', () => {
    expect(() => refuseForeign(ours(), path)).not.toThrow();
  });

  const others: [what: string, host: BisectRecord['host'], says: RegExp][] = [
    ['another boot', { ...readBoot(), bootId: 'x' }, /bootId was x, now/],
    ['another kernel', { ...readBoot(), kernel: '2.6' }, /kernel was 2\.6, now/],
    ['a host that is not named', undefined, /bootId was not recorded/],
  ];
  it.each(others)('may not be %s', (_what, host, says) => {
    expect(() => refuseForeign(ours({ host }), path)).toThrow(HostError);
    expect(() => refuseForeign(ours({ host }), path)).toThrow(says);
  });
});

describe('the file', () => {
  it('may not be one that everybody may write', () => {
    chmodSync(path, 0o666);
    expect(() => refuseForeign(ours(), path)).toThrow(/by every user/);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? it : it.skip)('may not be of another user, unless that one called sudo', () => {
    chownSync(path, 4321, 4321);
    expect(() => refuseForeign(ours(), path)).toThrow(/belongs to another user \(4321\)/);
    process.env.SUDO_UID = '4321';
    expect(() => refuseForeign(ours(), path)).not.toThrow();
    delete process.env.SUDO_UID;
  });
});

describe('what it has run', () => {
  const flags = { build: ['make runc'], good: ['a'], bad: ['b'], runtimes: ['runc=./runc'], cell: ['runc cpu.prime'] };
  const refusal = (record: BisectRecord) => refuseContradiction(record, wantedFrom(loadInputs(record.flags)), path);

  it('is shown', () => {
    const shown = foreseeResumed(ours({ flags, command: 'make runc; touch x' })).join('\n');
    expect(shown).toMatch(/built by "make runc; touch x"[\s\S]*root starts runc=\.\/runc[\s\S]*--good=a/);
  });

  it('is what its flags say', () => {
    expect(() => refusal(ours({ flags }))).not.toThrow();
  });

  const edited: [what: string, record: Partial<BisectRecord>, says: RegExp][] = [
    ['another command', { command: 'touch x' }, /build was "touch x" in the search, and is "make runc"/],
    ['another runtime', { runtime: 'runc=/tmp/runc' }, /runtimes was "runc=\/tmp\/runc"/],
    ['another cell', { cell: { arm: 'runc', benchmark: 'cpu.sha', unit: null } }, /cell was "runc cpu\.sha"/],
  ];
  it.each(edited)('is refused where it is %s', (_what, more, says) => {
    expect(() => refusal(ours({ flags, ...more }))).toThrow(InputError);
    expect(() => refusal(ours({ flags, ...more }))).toThrow(says);
  });
});

describe('its commits', () => {
  const commitsOf = (ids: readonly string[]) => ids.map((id) => ({ id, subject: '', isMerge: false }));
  async function refusal(idsOf: (ids: string[]) => string[]): Promise<void> {
    const repository = new BuiltRepository(folder);
    const ids = [git(repository.origin, 'rev-parse', 'main')];
    for (const text of ['1', '2']) ids.push(repository.commit('main', { n: text }));
    const checkout = await Checkout.open(repository.origin, { prefix: [] });
    await refuseOtherLine(ours({ commits: commitsOf(idsOf(ids)) }), path, checkout);
  }

  it('are the line of this checkout', async () => {
    await expect(refusal((ids) => ids)).resolves.toBeUndefined();
  });

  it('may not be ones that the checkout does not have', async () => {
    await expect(refusal(([first = '']) => [first, 'a'.repeat(40)])).rejects.toThrow(/does not have the commit aaaa/);
  });

  it('may not be another line', async () => {
    await expect(refusal(([a = '', b = '', c = '']) => [a, c, b])).rejects.toThrow(InputError);
    rmSync(join(folder, 'origin'), { recursive: true });
    await expect(refusal(([a = '', , c = '']) => [a, c])).rejects.toThrow(/are not the line from/);
  });
});
