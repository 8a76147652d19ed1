import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeOnce, wasMade } from '../../../src/host/cache/make-once.js';
import { seal } from '../../../src/host/cache/seal.js';
import { removeTree } from '../../../src/host/files/beneath.js';
import type { Host } from '../../../src/host/host.js';
import { describeHost } from '../../../src/host/open-host.js';
import { parseRecords } from '../../../src/host/undo/records.js';

let base: string;
let folder: string;
let made: number;
const warnings: string[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tare-once-'));
  folder = join(base, 'cache/thing');
  made = 0;
  warnings.length = 0;
  process.env.TARE_STATE_DIR = join(base, 'state');
});
const STATE = process.env.TARE_STATE_DIR;
afterEach(() => {
  if (STATE === undefined) delete process.env.TARE_STATE_DIR;
  else process.env.TARE_STATE_DIR = STATE;
  removeTree(base);
});

/** A text, and a disk of 64 MiB with little on it. */
async function make(draft: string): Promise<void> {
  made += 1;
  writeFileSync(join(draft, 'text'), 'as it was made');
  writeFileSync(join(draft, 'disk'), 'beginning');
  truncateSync(join(draft, 'disk'), 64 * 1024 ** 2);
}

async function obtain(): Promise<void> {
  await makeOnce(ownHost(), folder, 'a thing', make);
}

/** What it has on record lies below `base`, as everything here does. */
function ownHost(): Host {
  return describeHost({ step: () => undefined, warn: (text) => warnings.push(text) });
}

const readText = (...names: string[]): string => readFileSync(join(...names), 'utf8');

/** The same size and the same times. */
function alter(name: string, text: string): void {
  const path = join(folder, name);
  const { atime, mtime } = statSync(path);
  const { length } = readFileSync(path);
  writeFileSync(path, text);
  truncateSync(path, length);
  utimesSync(path, atime, mtime);
}

describe('a folder of the cache', () => {
  it('is made once and found afterwards', async () => {
    await obtain();
    await obtain();
    expect(made).toBe(1);
    expect(await wasMade(folder)).toBe(true);
    expect(readdirSync(join(base, 'cache'))).toEqual(['thing']);
  });

  it('is made by one of two processes that need it at the same time', async () => {
    await Promise.all([obtain(), obtain()]);
    expect(made).toBe(1);
  });

  it('is on record only while it is made', async () => {
    const records = () =>
      readdirSync(join(base, 'state/journal')).flatMap((name) => parseRecords(readText(base, 'state/journal', name)));
    let meanwhile: string[] = [];
    await makeOnce(ownHost(), folder, 'a thing', async (draft) => {
      await make(draft);
      meanwhile = records().flatMap((record) => (record.type === 'change' ? [record.undo.kind] : [record.type]));
    });
    expect(meanwhile).toEqual(['owner', 'path']);
    expect(records().at(-1)?.type).toBe('settled');
  });

  it.each([
    ['a file is short', 'text is not 14 bytes long any more', () => truncateSync(join(folder, 'text'), 3)],
    ['a file is altered', 'text is not what was written', () => alter('text', 'as it was maDe')],
    ['a disk with holes is altered', 'disk is not what was written', () => alter('disk', 'Beginning')],
    ['its seal is empty', 'seal.json is missing', () => truncateSync(join(folder, 'seal.json'))],
  ])('is made again, once, with a warning, where %s', async (_, fault, damage) => {
    await obtain();
    damage();
    expect(await wasMade(folder)).toBe(false);
    await obtain();
    await obtain();
    expect(made).toBe(2);
    expect(warnings).toEqual([expect.stringContaining(`is damaged (${fault}`)]);
    expect(readFileSync(join(folder, 'text'), 'utf8')).toBe('as it was made');
  });

  it('is read whole again in another boot, or where a file was touched', async () => {
    await obtain();
    writeFileSync(join(folder, 'checked.json'), readFileSync(join(folder, 'checked.json'), 'utf8').replace(/^./, 'x'));
    expect(await wasMade(folder)).toBe(true);
    await obtain();
    expect(made).toBe(1);
  });

  it('is not trusted in another boot because of what an earlier check recorded', async () => {
    await obtain();
    alter('text', 'as it was maDe');
    const [boot = '', ...lines] = readText(folder, 'checked.json').split('\n');
    expect(boot).toBe(readText('/proc/sys/kernel/random/boot_id').trim());
    const now = lines.map((line) => {
      const path = line.split(' ')[0] ?? '';
      const { dev, ino, size, mtimeNs, ctimeNs } = statSync(join(folder, path), { bigint: true });
      return `${path} ${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
    });
    writeFileSync(join(folder, 'checked.json'), [boot, ...now].join('\n'));
    expect(await wasMade(folder)).toBe(true);
    writeFileSync(join(folder, 'checked.json'), ['another boot', ...now].join('\n'));
    expect(await wasMade(folder)).toBe(false);
  });

  it('keeps what others have put into a damaged one, beside the new folder', async () => {
    await obtain();
    writeFileSync(join(folder, 'thesis'), 'of years');
    truncateSync(join(folder, 'text'), 3);
    await obtain();
    expect(readFileSync(join(folder, 'text'), 'utf8')).toBe('as it was made');
    const [kept = ''] = readdirSync(join(base, 'cache')).filter((name) => name !== 'thing');
    expect(readFileSync(join(base, 'cache', kept, 'thesis'), 'utf8')).toBe('of years');
    expect(warnings.at(-1)).toContain(join(base, 'cache', kept));
  });

  it.each([
    ['a file', () => writeFileSync(folder, 'of somebody')],
    ['a link that leads nowhere', () => symlinkSync('/nowhere', folder)],
  ])('replaces %s at its path, which is moved aside', async (_, put) => {
    mkdirSync(join(base, 'cache'));
    put();
    await obtain();
    expect(readFileSync(join(folder, 'text'), 'utf8')).toBe('as it was made');
    expect(readdirSync(join(base, 'cache'))).toEqual(['thing', expect.stringMatching(/^thing\.kept-/)]);
  });

  it.each([
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
    ['a file of 3 GiB', (path: string) => truncateSync(path, 3 * 1024 ** 3)],
    ['a link to itself', (path: string) => symlinkSync(path, path)],
  ])('is made again, once, with a warning, where its seal is %s', async (what, put) => {
    await obtain();
    const path = join(folder, 'seal.json');
    if (!what.includes('GiB')) unlinkSync(path);
    put(path);
    expect(await wasMade(folder)).toBe(false);
    await obtain();
    await obtain();
    expect(made).toBe(2);
    expect(warnings[0]).toContain('is damaged (seal.json is missing or cannot be read)');
  });

  it('writes through no link at the path of its record of checks', async () => {
    await obtain();
    const [theirs, checked] = [join(base, 'theirs'), join(folder, 'checked.json')];
    writeFileSync(theirs, 'of years');
    for (const target of [theirs, join(base, 'not there')]) {
      unlinkSync(checked);
      symlinkSync(target, checked);
      await obtain();
    }
    expect(readText(theirs)).toBe('of years');
    expect(readdirSync(base)).not.toContain('not there');
    expect(readText(checked)).toContain('text ');
  });

  it('removes the unused folders that were not used for longest', async () => {
    for (let at = 0; at < 6; at += 1) {
      const other = join(base, `cache/other-${at}`);
      mkdirSync(other, { recursive: true });
      writeFileSync(join(other, 'text'), 'of another run');
      await seal(other);
      utimesSync(join(other, 'seal.json'), 1000 + at, 1000 + at);
    }
    await obtain();
    expect(readdirSync(join(base, 'cache')).sort()).toEqual([1, 2, 3, 4, 5].map((at) => `other-${at}`).concat('thing'));
  });

  it('leaves no files where it could not be made', async () => {
    const fail = async (draft: string) => {
      writeFileSync(join(draft, 'half'), '');
      throw new Error('no');
    };
    await expect(makeOnce(ownHost(), folder, 'a thing', fail)).rejects.toThrow('no');
    expect(readdirSync(join(base, 'cache'))).toEqual([]);
  });
});
