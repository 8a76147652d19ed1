import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { UserError } from '../../src/errors.js';
import { folderOf, makeOwnFolder, makeRoomFor, makeWritable, refuseUnwritable } from '../../src/host/folders.js';

const folder = mkdtempSync('/var/tmp/tare-folders-');
const at = (name: string): string => join(folder, name);
const mounted: string[] = [];

function mountTmpfs(name: string, options: string): void {
  mkdirSync(at(name));
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at(name)]);
  mounted.push(at(name));
}

beforeAll(() => {
  writeFileSync(at('file'), '');
  mountTmpfs('readonly', 'ro');
  mountTmpfs('noexec', 'noexec');
  mountTmpfs('full', 'size=4k');
  writeFileSync(at('full/x'), Buffer.alloc(4096));
});

afterAll(() => {
  for (const path of mounted) execFileSync('umount', [path]);
  rmSync(folder, { recursive: true, force: true });
});

function refusal(act: () => void): readonly [code: number, message: string] {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return [error.exitCode, error.message];
    throw error;
  }
  throw new Error('it was taken');
}

describe('a folder for results', () => {
  it.each<[string, number, RegExp]>([
    ['file', 2, /^output: \S+file is not a folder\.\nGive the path/],
    ['file/a/b', 2, /not a folder: \S+file is a file/],
    ['readonly', 3, /^output: \S+readonly is on a file system that cannot be written to\.\nGive another folder/],
    ['readonly/a/b', 3, /cannot be written to/],
    ['full/a', 3, /the file system is full/],
  ])('is refused and nothing is left: %s', (name, code, says) => {
    const [exitCode, message] = refusal(() => refuseUnwritable(at(name), 'output'));
    expect(message).toMatch(says);
    expect(exitCode).toBe(code);
  });

  it('is made, and left empty', () => {
    refuseUnwritable(at('new/a'), 'output');
    expect(existsSync(at('new'))).toBe(false);
    makeWritable(at('new/a'), 'output');
    expect(readdirSync(at('new/a'))).toEqual([]);
  });

  it.each(['/proc/nowhere', '/proc/nowhere/a'])('is refused at once where there can be none: %s', (path) => {
    expect(refusal(() => makeWritable(path, 'output'))).toEqual([3, expect.stringContaining('takes no new folders')]);
  });

  it.each([
    ['/proc/nowhere/a', 'proc'],
    ['/sys/nowhere', 'sysfs'],
    ['/dev/pts/nowhere', 'devpts'],
  ])('is refused before anything is made on a file system of the kernel: %s', (path, name) => {
    const fault = [2, expect.stringContaining(`output: ${path} is on ${name}`)];
    expect(refusal(() => refuseUnwritable(path, 'output'))).toEqual(fault);
    expect(existsSync(path)).toBe(false);
  });

  it('is told not to take documents where its file system knows no nameless files either', () => {
    mkdirSync(at('queues'));
    execFileSync('mount', ['-t', 'mqueue', 'none', at('queues')]);
    mounted.push(at('queues'));
    expect(refusal(() => makeWritable(at('queues'), 'output'))).toEqual([
      3,
      expect.stringMatching(/^output: \S+queues /),
    ]);
  });

  it('is found full by a write', () => {
    // Of two pages one is free: the folder can be made, and a document not be written.
    mountTmpfs('nearly', 'size=8k');
    writeFileSync(at('nearly/x'), Buffer.alloc(4096));
    expect(refusal(() => makeWritable(at('nearly/a'), 'output'))).toEqual([3, expect.stringContaining('is full')]);
  });
});

describe('a folder of Tare', () => {
  const variable = 'TARE_STATE_DIR';
  const before = process.env[variable];
  afterEach(() => {
    if (before === undefined) delete process.env[variable];
    else process.env[variable] = before;
  });
  const given = (path: string): string => {
    process.env[variable] = path;
    return folderOf(variable, '/usual');
  };

  it('is the usual one where none is given', () => {
    expect(given('')).toBe('/usual');
  });

  it('is refused on a file system of the kernel', () => {
    expect(refusal(() => given('/proc/a/b'))).toEqual([
      2,
      "TARE_STATE_DIR: /proc/a/b is on proc, a file system of the kernel's, which keeps no files of anybody.\nGive a folder on a disk.",
    ]);
  });

  it('is absolute however it is written', () => {
    expect(given('state')).toBe(join(process.cwd(), 'state'));
  });

  it.each<[string, RegExp]>([
    ['/var/tmp/a:b', /^TARE_STATE_DIR: .*characters that runtimes do not take[\s\S]*letters/],
    ['/var/tmp/a,b', /characters/],
    ['/var/tmp/a b', /characters/],
    ['/var/tmp/a\nb', /characters/],
    [
      `/var/tmp/${'x'.repeat(60)}`,
      /^TARE_STATE_DIR: .* is 69 characters long.*room for 62\.\nGive a folder with a shorter/,
    ],
    ['/etc/passwd', /^TARE_STATE_DIR: \/etc\/passwd is not a folder/],
    ['/etc/passwd/x', /^TARE_STATE_DIR: \/etc\/passwd\/x is not a folder: \/etc\/passwd is a file/],
  ])('is refused by name: %s', (path, says) => {
    const [exitCode, message] = refusal(() => given(path));
    expect(message).toMatch(says);
    expect(exitCode).toBe(2);
  });

  it('can be read by its owner only', () => {
    makeOwnFolder(variable, at('own/state'));
    expect(statSync(at('own/state')).mode & 0o777).toBe(0o700);
  });

  it('is closed where an earlier version let everyone read it', () => {
    delete process.env[variable];
    mkdirSync(at('old/journal'), { recursive: true, mode: 0o755 });
    makeOwnFolder(variable, at('old'));
    expect([at('old'), at('old/journal')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it.each([
    'journal',
    'runs',
    'results',
    'programs',
    'userland',
    'guest',
    'kernels',
    'firecracker',
    'docker',
    'youki',
    'downloads',
    'calibration',
  ])('lets nobody else read what everyone could read in %s before, even where the user gave the folder', (inner) => {
    const file = at(`wide/${inner}/deep/shadow`);
    mkdirSync(at(`wide/${inner}/deep`), { recursive: true });
    writeFileSync(file, 'root:$y$');
    for (const path of [folder, at('wide'), at(`wide/${inner}`), at(`wide/${inner}/deep`)]) chmodSync(path, 0o755);
    chmodSync(file, 0o644);
    const readable = () => spawnSync('cat', [file], { uid: 65534, gid: 65534 }).status === 0;
    expect(readable()).toBe(true);
    makeOwnFolder(variable, given(at('wide')));
    expect(readable()).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });

  it('keeps its mode where the user gave it; folders of Tare in it are closed, and those of the user are not', () => {
    for (const name of ['userland', 'theirs']) mkdirSync(at(`mine/${name}`), { recursive: true });
    for (const name of ['mine', 'mine/userland', 'mine/theirs']) chmodSync(at(name), 0o755);
    makeOwnFolder(variable, given(at('mine')));
    const modes = ['mine', 'mine/userland', 'mine/theirs'].map((name) => statSync(at(name)).mode & 0o777);
    expect(modes).toEqual([0o755, 0o700, 0o755]);
  });

  it('is refused where everyone could put a journal that root would undo', () => {
    mkdirSync(at('open'));
    chmodSync(at('open'), 0o777);
    const [exitCode, message] = refusal(() => makeOwnFolder(variable, given(at('open'))));
    expect([exitCode, message]).toEqual([3, expect.stringContaining('can be written to by every user')]);
  });

  it.each(['journal', 'work', 'calibration', 'youki', 'firecracker'])(
    'may be a new tmpfs, and is refused where another user has put a folder %s there',
    (name) => {
      mountTmpfs(`shared-${name}`, 'mode=1777');
      const shared = at(`shared-${name}`);
      makeOwnFolder(variable, given(shared));
      mkdirSync(join(shared, name));
      chownSync(join(shared, name), 65534, 65534);
      const [exitCode, message] = refusal(() => makeOwnFolder(variable, given(shared)));
      expect([exitCode, message]).toEqual([
        3,
        expect.stringContaining(`${shared}/${name} belongs to another user (65534)`),
      ]);
    },
  );

  it.each<[string, RegExp]>([
    ['readonly/s', /^TARE_STATE_DIR: .*cannot be written to\.\nSet TARE_STATE_DIR to a folder on another/],
    ['full/s', /^TARE_STATE_DIR: .*full\.\nSet TARE_STATE_DIR/],
    ['noexec/s', /^TARE_STATE_DIR: .*mounted noexec.*\nSet TARE_STATE_DIR/],
  ])('is refused where nothing can be kept or run: %s', (name, says) => {
    const [exitCode, message] = refusal(() => makeRoomFor(variable, at(name)));
    expect(message).toMatch(says);
    expect(exitCode).toBe(3);
  });
});

it('tries a folder by a file without a name, of which a kill leaves nothing', () => {
  mkdirSync(at('tried'));
  utimesSync(at('tried'), 0, 0);
  makeWritable(at('tried'), 'output');
  makeRoomFor('TARE_STATE_DIR', at('tried'));
  expect(statSync(at('tried')).mtimeMs).toBe(0);
});
