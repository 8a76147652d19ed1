import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { confirmingPath } from '../../src/app/confirm/beside.js';
import { main } from '../../src/cli/commands/index.js';
import { installedVersions } from '../../src/host/packages/apt.js';
import { writeRun } from '../../src/results/store.js';
import { BuiltRepository } from '../support/built-repository.js';
import { buildRun } from '../support/run-builder.js';
import { baseline, both, slower } from '../support/second-look.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** Returns what the command prints for the user, and its exit code. */
async function said(...words: readonly string[]) {
  let text = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const code = await main(['node', 'tare', ...words]);
  return { code, text };
}

describe('a command line that cannot be understood', () => {
  it.each([
    ['a command', ['x'.repeat(100_000)], 'unknown command'],
    ['a flag', ['run', `--${'x'.repeat(100_000)}`], 'unknown option'],
    ['a value', ['plan', `--trial-time=${'x'.repeat(100_000)}`], 'is not allowed: it must be a duration'],
  ])('is reported in a few lines, whatever the length of %s', async (_, words, fault) => {
    const { code, text } = await said(...words);
    expect(code).toBe(2);
    expect(text).toContain(fault);
    expect(text.length).toBeLessThan(1_000);
  });
});

describe('a command that lacks an argument', () => {
  it.each([
    [
      ['compare', 'a'],
      "missing required argument 'candidate'",
      '(usage: tare compare [options] <baseline> <candidate>;',
    ],
    [['explain', 'a'], "missing required argument 'cell'", 'tare explain --help explains each flag)'],
    [['history', 'show', 'x'], "too many arguments for 'show'", '(usage: tare history show [options];'],
  ])('is told its usage: %j', async (words, fault, usage) => {
    const { code, text } = await said(...words);
    expect(text).toContain(fault);
    expect(text).toContain(usage);
    expect(code).toBe(2);
  });
});

describe('a file that is no run document', () => {
  it('is told in one line, with what to give', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-other-'));
    const path = join(folder, 'notes.md');
    writeFileSync(path, '# Notes\n\nof\nsomebody\n');
    const { code, text } = await said('report', path);
    rmSync(folder, { recursive: true });
    expect(text.trim().split('\n')).toEqual([
      expect.stringMatching(/notes\.md is not JSON: .*\.$/),
      'It is another kind of file: give the path of what tare wrote.',
    ]);
    expect(code).toBe(2);
  });
});

describe('history', () => {
  it.each([
    [['show', '--from', 'artifact'], 'from: history show does not read it; it is for history add.\nAdd the runs first'],
    [['compact', '--from', 'branch'], 'from: history compact does not read it; it is for history add.'],
    [
      ['show', '--keep-days', '9'],
      'keep-days: history show does not read it; it is for history add and history compact.',
    ],
    [['add', 'a.json', '--min-effect', '2%'], 'min-effect: history add does not read it; it is for history show.'],
    [['show', '--format', 'pdf'], 'format: there is no "pdf".\nKnown: terminal, '],
    [['show', '--format', 'htm'], 'format: there is no "htm".\nDid you mean "html"?'],
    [['add', 'a.json', '--history', '/proc/a/b/c'], 'history: /proc/a/b is on proc'],
  ])('refuses %j', async (words, fault) => {
    const { code, text } = await said('history', ...words);
    expect(text).toContain(fault);
    expect(code).toBe(2);
  });
});

describe('a folder of the kernel as that of the state', () => {
  const before = process.env.TARE_STATE_DIR;
  afterEach(() => {
    if (before === undefined) delete process.env.TARE_STATE_DIR;
    else process.env.TARE_STATE_DIR = before;
  });

  it.each([['plan'], ['doctor'], ['run'], ['cleanup']])('is refused by %s', async (command) => {
    process.env.TARE_STATE_DIR = '/proc/a/b';
    const { code, text } = await said(command);
    expect(text).toContain('TARE_STATE_DIR: /proc/a/b is on proc');
    expect(text).not.toContain('putting the host back');
    expect(code).toBe(2);
  });
});

describe('native alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-alone-'));
  const before = process.env.TARE_STATE_DIR;
  beforeEach(() => {
    process.env.TARE_STATE_DIR = join(folder, 'state');
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TARE_STATE_DIR;
    else process.env.TARE_STATE_DIR = before;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is refused by calibrate before it opens the host', async () => {
    const { code, text } = await said('calibrate', '--runtimes', 'native');
    expect(text).toContain('runtimes: native alone cannot be calibrated');
    expect([code, readdirSync(folder)]).toEqual([2, []]);
  });

  it('has no other side', async () => {
    const { code, text } = await said('plan', '--runtimes', 'native', '--baseline-runtimes', 'native');
    expect(text).toContain('baseline-runtimes: native alone is measured, and it has no other side.');
    expect(code).toBe(2);
  });
});

describe('a run that is refused once the host is open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-refused-'));
  const before = process.env.TARE_STATE_DIR;
  beforeEach(() => {
    process.env.TARE_STATE_DIR = join(folder, 'state');
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TARE_STATE_DIR;
    else process.env.TARE_STATE_DIR = before;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  (process.getuid?.() === 0 ? it : it.skip)('speaks of putting nothing back where it has changed nothing', async () => {
    const output = ['--output', '/proc/a/b'];
    const { code, text } = await said('run', '--runtimes', 'native', ...output);
    expect(text).toContain('output: /proc/a/b is on proc');
    expect(text).not.toContain('putting the host back');
    expect(code).toBe(2);
  });
});

describe('bisect', () => {
  const bare = mkdtempSync(join(tmpdir(), 'tare-bare-'));
  afterAll(() => rmSync(bare, { recursive: true }));

  it('is refused outside of a checkout, before it makes anything', async () => {
    jest.spyOn(process, 'cwd').mockReturnValue(bare);
    const search = ['--good', 'a', '--bad', 'b', '--build', 'make runc', '--cell', 'runc cpu.prime'];
    const { code, text } = await said('bisect', ...search, '--runtimes', 'runc=./runc');
    expect(text).toContain(
      `there is no git checkout in ${bare} whose commits could be built.\nChange into the checkout`,
    );
    expect(text).not.toMatch(/fatal|the record is/);
    expect([code, readdirSync(bare)]).toEqual([2, []]);
  });
});

describe('plan', () => {
  let folder: string;
  let cwd: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-plan-'));
    cwd = folder;
    jest.spyOn(process, 'cwd').mockImplementation(() => cwd);
    jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['--rootfs', './none.tar', 'none.tar does not exist'],
    ['--rootfs', './plain.txt', 'plain.txt is neither a folder nor .tar'],
    ['--image', './none.tar', 'none.tar does not exist'],
    ['--rootfs', './plain.txt/x', 'plain.txt/x is not in a folder'],
    ['--image', './plain.txt/x', 'plain.txt/x is not in a folder'],
    ['--rootfs', `./${'x'.repeat(300)}`, 'is too long for a path'],
  ])('refuses %s %s, as run would', async (flag, path, fault) => {
    writeFileSync(join(folder, 'plain.txt'), '');
    const { code, text } = await said('plan', '--runtimes', 'native', flag, path);
    expect(text).toContain(fault);
    expect(code).toBe(2);
  });

  it('names skopeo for a container image where it is not here', async () => {
    const write = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
    await said('plan', '--runtimes', 'native', '--image', 'redis:7');
    expect(write.mock.calls.join().includes('skopeo')).toBe(!(await installedVersions(['skopeo'])).has('skopeo'));
  });

  it('waits for a userland that the copy of each side is to hold', async () => {
    const repository = new BuiltRepository(folder);
    cwd = join(folder, 'work');
    repository.checkout(cwd, repository.commit('main', {}));
    const { code } = await said('plan', '--runtimes', 'native', '--build', 'make', '--rootfs', './none.tar');
    expect(code).toBe(0);
  });
});

describe('doctor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-doctor-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['rootfs: ./root.tar', 'root.tar, as it is given'],
    ['rootfs: ./none.tar', 'none.tar does not exist'],
    ['packages: no-package-of-anybody', 'will be made by mmdebstrap'],
  ])('says of the userland what holds by its file of inputs: %s', async (line, words) => {
    writeFileSync(join(folder, 'root.tar'), '');
    writeFileSync(join(folder, 'tare.yml'), line);
    jest.spyOn(process, 'cwd').mockReturnValue(folder);
    let text = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    await said('doctor', '--runtimes', 'native', '--json');
    expect(JSON.parse(text).userland).toContain(words);
  });
});

describe('the exit code of report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-report-'));
  const path = join(folder, 'run.json');
  writeRun(path, buildRun());
  const judged = async (...flags: readonly string[]) => {
    jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
    return (await said('report', path, ...flags)).code;
  };

  afterAll(() => rmSync(folder, { recursive: true }));

  it('is that of compare where the gate fails, and 0 where it passes or there is none', async () => {
    const beyond = ['--limits', 'runc cpu.prime > 5000 events/s'];
    expect(await judged(...beyond)).toBe(1);
    expect(await judged(...beyond, '--fail-on', 'never')).toBe(0);
    expect(await judged('--limits', 'runc cpu.prime > 10 events/s')).toBe(0);
    expect(await judged()).toBe(0);
  });

  it('is that of compare where the gate passes a run that was measured in part, and 0 where nothing is judged', async () => {
    const cut = join(folder, 'cut.json');
    writeRun(cut, { ...buildRun({ id: 'cut' }), stopped: { reason: 'error', detail: 'no space' } });
    const limited = ['--limits', 'runc cpu.prime > 10 events/s'];
    expect((await said('report', cut, ...limited)).code).toBe(4);
    expect((await said('report', cut)).code).toBe(0);
  });
});

describe('the exit code of compare', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-compare-'));
  const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')];
  const stopped = { reason: 'cancelled', detail: 'ctrl-c' } as const;
  writeRun(before, buildRun({ id: 'before' }));

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['1 where the gate fails, also of a run that was cancelled', 700, 1],
    ['that of a cancelled run where it passes', 1000, 130],
  ])('is %s', async (_, runc, code) => {
    writeRun(after, { ...buildRun({ id: 'after', seed: 2, levels: { runc } }), stopped });
    jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
    expect((await said('compare', before, after)).code).toBe(code);
  });
});

describe('explain', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-explain-'));
  const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')];
  const candidate = slower({});
  writeRun(before, baseline);
  writeRun(after, candidate);

  afterAll(() => rmSync(folder, { recursive: true }));

  /** What is printed of the cell with these flags. */
  const explained = async (...flags: readonly string[]) => {
    let text = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    await said('explain', after, 'runc', 'cpu.prime', '--baseline', before, ...flags);
    return text;
  };

  it('gives the verdict of compare: that of the second look, which lies beside the document', async () => {
    const beside = confirmingPath(after, candidate);
    writeRun(beside, both(1000));
    const { rule, cell, looks } = JSON.parse(await explained('--json'));
    expect([rule, cell.verdict, cell.secondLook.across.verdict]).toEqual(['paired looks', 'not-slower', 'regressed']);
    expect(looks.at(-1).outcome).toBe('not-slower');
    const text = (await explained()).replace(/\s+/g, ' ');
    expect(text).toMatch(/^runc cpu\.prime [^:]*: not-slower .* launches, run both /);
    expect(text).toMatch(/Before, across runs: regressed\. .* and it is slower by more than 1\.5 %\. Both sides/);
    rmSync(beside);
    expect(await explained()).toMatch(/: regressed\n.*Not confirmed, because the run/s);
  });
});
