import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cancellable } from '../../../src/host/cancellation.js';
import { readLayout } from '../../../src/host/cgroup.js';
import { fileSentence } from '../../../src/host/files/file-errors.js';
import { identify, isAlive } from '../../../src/host/process.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { removeOrLeave } from '../../../src/host/undo/remove-or-leave.js';
import { mountsBelow } from '../../../src/host/undo/undo.js';
import { silentLog } from '../../../src/log.js';

let state = '';
const inState = (...names: string[]) => join(state, ...names);

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'tare-journal-'));
});

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(state, { recursive: true, force: true });
});

const abandonedFile = () => inState('journal', 'run-4194303-1.jsonl');

/** A process that has a journal of its own with one change, and that change's path. */
async function owner(surroundings: readonly string[]): Promise<[ChildProcess, string]> {
  const path = inState('of another run');
  const script = join(import.meta.dirname, 'journal-owner.ts');
  const [file = '', ...args] = [...surroundings, process.execPath, '--import', 'tsx', script, state, path];
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return [child, path];
}

/** The journal that a process leaves which was killed: its owner is gone. */
function abandoned(undo: object[], more: object = {}): void {
  const lines = [
    { type: 'owner', pid: 2 ** 22 - 1, startTime: '1', ...more },
    ...undo.map((change, id) => ({ type: 'change', id, undo: change })),
  ];
  mkdirSync(inState('journal'), { recursive: true });
  writeFileSync(abandonedFile(), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
}

describe('Journal', () => {
  it('has the record on disk before the change is made', () => {
    new Journal(state).record({ kind: 'path', path: inState('made') });
    const [name = ''] = readdirSync(inState('journal'));
    expect(readFileSync(inState('journal', name), 'utf8')).toContain(inState('made'));
  });

  it('undoes changes, newest first, and leaves no file of its own', async () => {
    const journal = new Journal(state);
    journal.record({ kind: 'folder', path: inState('outer') });
    mkdirSync(inState('outer'));
    journal.record({ kind: 'path', path: inState('outer', 'inner') });
    mkdirSync(inState('outer', 'inner'));
    writeFileSync(inState('outer', 'inner', 'file'), '');
    expect(await journal.undoRun()).toEqual([]);
    expect(existsSync(inState('outer'))).toBe(false);
    expect(readdirSync(inState('journal'))).toEqual([]);
  });

  it('leaves a shared folder alone that others use', async () => {
    const journal = new Journal(state);
    journal.record({ kind: 'folder', path: inState('shared') });
    mkdirSync(inState('shared'));
    writeFileSync(inState('shared', 'theirs'), '');
    expect(await journal.undoRun()).toEqual([]);
    expect(existsSync(inState('shared', 'theirs'))).toBe(true);
  });

  it('puts a file of the user back byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    writeFileSync(inState('daemon.json'), bytes);
    const journal = new Journal(state);
    journal.record({ kind: 'file', path: inState('daemon.json'), content: bytes.toString('base64') });
    writeFileSync(inState('daemon.json'), '{"ours": true}');
    await journal.undoRun();
    expect(readFileSync(inState('daemon.json'))).toEqual(bytes);
  });

  it('removes a file of the user that did not exist before', async () => {
    const journal = new Journal(state);
    journal.record({ kind: 'file', path: inState('ours'), content: null });
    writeFileSync(inState('ours'), '');
    await journal.undoRun();
    expect(existsSync(inState('ours'))).toBe(false);
  });

  it('writes a setting back where its file still exists, and makes no file', async () => {
    writeFileSync(inState('setting'), 'theirs');
    const journal = new Journal(state);
    for (const name of ['setting', 'gone']) journal.record({ kind: 'value', path: inState(name), value: 'theirs' });
    writeFileSync(inState('setting'), 'ours--');
    expect(await journal.undoRun()).toEqual([]);
    expect(readFileSync(inState('setting'), 'utf8')).toBe('theirs');
    expect(existsSync(inState('gone'))).toBe(false);
  });

  it('is one change however often it is put on record', async () => {
    const journal = new Journal(state);
    journal.record({ kind: 'path', path: inState('made') });
    writeFileSync(inState('made'), '');
    await journal.record({ kind: 'path', path: inState('made') }).undo();
    expect(existsSync(inState('made'))).toBe(false);
    writeFileSync(inState('made'), 'of somebody');
    expect(await journal.undoRun()).toEqual([]);
    expect(existsSync(inState('made'))).toBe(true);
  });

  it('does nothing for a change that was settled', async () => {
    const journal = new Journal(state);
    const change = journal.record({ kind: 'path', path: inState('kept') });
    writeFileSync(inState('kept'), '');
    change.settle();
    await journal.undoRun();
    expect(existsSync(inState('kept'))).toBe(true);
  });

  it('replays what a killed process left behind, and only that', async () => {
    writeFileSync(inState('left'), '');
    abandoned([{ kind: 'path', path: inState('left') }]);
    const living = new Journal(state);
    living.record({ kind: 'path', path: inState('ours') });
    writeFileSync(inState('ours'), '');
    expect(await new Journal(state).recover(silentLog, 0)).toEqual([
      expect.stringMatching(/^.*run-\d+-.*\.jsonl is held by a process that still measures.*\nBy hand: wait until/),
    ]);
    expect([existsSync(inState('left')), existsSync(inState('ours'))]).toEqual([false, true]);
  });

  it('waits for a process that is just ending, and replays what it leaves', async () => {
    const [child, path] = await owner([]);
    const recovering = new Journal(state).recover(silentLog, 60_000);
    await setImmediate();
    child.kill('SIGKILL');
    expect(await recovering).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it('replays a journal whose last line was cut by the crash', async () => {
    writeFileSync(inState('left'), '');
    abandoned([{ kind: 'path', path: inState('left') }]);
    writeFileSync(inState('journal', 'run-4194303-1.jsonl'), '{"type":"change","id":1,"un', { flag: 'a' });
    await new Journal(state).recover(silentLog);
    expect(existsSync(inState('left'))).toBe(false);
  });

  it('continues after a change that cannot be undone, reports it, and keeps it for the next try', async () => {
    writeFileSync(inState('left'), '');
    abandoned([
      { kind: 'path', path: inState('left') },
      { kind: 'command', argv: ['false'] },
    ]);
    const journal = new Journal(state);
    const problems = await journal.recover(silentLog);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('exit code 1');
    expect(problems[0]).toContain('By hand: run false.');
    expect(existsSync(inState('left'))).toBe(false);
    expect(await journal.recover(silentLog)).toHaveLength(1);
  });

  it('keeps a folder on record while a change in it could not be undone', async () => {
    const journal = new Journal(state);
    journal.record({ kind: 'folder', path: inState('work') });
    mkdirSync(inState('work'));
    // Cannot be written: there is no folder of that name.
    journal.record({ kind: 'file', path: inState('work', 'gone', 'file'), content: '' });
    expect(await journal.undoRun()).toHaveLength(1);
    expect(existsSync(inState('work'))).toBe(true);
    mkdirSync(inState('work', 'gone'));
    expect(await journal.undoRun()).toEqual([]);
  });

  it('reports a folder in whose place something else is', async () => {
    const journal = new Journal(state);
    journal.record({ kind: 'folder', path: inState('work') });
    writeFileSync(inState('work'), 'of somebody');
    expect(await journal.undoRun()).toEqual([expect.stringContaining(`remove the folder ${inState('work')}`)]);
    expect(existsSync(inState('work'))).toBe(true);
  });

  it('counts a command whose object is gone as done', async () => {
    const journal = new Journal(state);
    journal.record({
      kind: 'command',
      argv: ['sh', '-c', 'echo No such container: x >&2; exit 1'],
      goneWhen: 'No such container',
    });
    expect(await journal.undoRun()).toEqual([]);
  });

  it('needs no command where the program is gone, or what it would undo, also where that goes meanwhile', async () => {
    const [program, thing] = [inState('program'), inState('thing')];
    const journal = new Journal(state);
    const undo = { kind: 'command' as const, needs: [program, thing] };
    writeFileSync(thing, '');
    journal.record({ ...undo, argv: [program] });
    expect(await journal.undoRun()).toEqual([]);
    writeFileSync(program, '');
    journal.record({ ...undo, argv: ['false'] });
    expect(await journal.undoRun()).toEqual([expect.stringContaining('false failed with exit code 1')]);
    journal.record({ ...undo, argv: ['sh', '-c', 'rm "$1"; exit 1', 'sh', thing] });
    expect(await journal.undoRun()).toEqual([]);
  });

  it('undoes what packages have made after them, also where that was recorded later', async () => {
    const names = ['tare-no-such-package'];
    const journal = new Journal(state);
    journal.record({ kind: 'packages', names });
    const madeBy = { packages: names, what: 'A group' };
    journal.record({ kind: 'command', argv: ['touch', inState('undone')], madeBy });
    expect(await journal.undoRun()).toEqual([]);
    expect(existsSync(inState('undone'))).toBe(true);
  });

  it('ends a process that Tare started, but never another one that has its number now', async () => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    const identity = identify(child.pid as number);
    if (!identity) throw new Error('sleep did not start');
    const journal = new Journal(state);
    journal.record({ kind: 'process', pid: identity.pid, startTime: '1' });
    await journal.undoRun();
    expect(isAlive(identity)).toBe(true);
    const other = new Journal(state);
    other.record({ kind: 'process', ...identity });
    await other.undoRun();
    expect(isAlive(identity)).toBe(false);
  });

  it('unmounts below a folder before removing it', async () => {
    if (process.getuid?.() !== 0) return void process.stderr.write('skipped: mounting needs root\n');
    const journal = new Journal(state);
    journal.record({ kind: 'path', path: inState('with mount') });
    mountAt('with mount', 'point');
    expect(await journal.undoRun()).toEqual([]);
    expect(existsSync(inState('with mount'))).toBe(false);
  });

  it('unmounts below a folder that a link leads to', async () => {
    if (process.getuid?.() !== 0) return void process.stderr.write('skipped: mounting needs root\n');
    mkdirSync(inState('disk'));
    symlinkSync('disk', inState('link'));
    const journal = new Journal(state);
    for (const name of ['work', 'point']) journal.record({ kind: 'path', path: inState('link', name) });
    for (const names of [['work', 'inner'], ['point']]) mountAt('disk', ...names);
    expect(await journal.undoRun()).toEqual([]);
    expect(readdirSync(inState('disk'))).toEqual([]);
  });

  const mountAt = (...names: string[]) => {
    mkdirSync(inState(...names), { recursive: true });
    expect(spawnSync('mount', ['-t', 'tmpfs', 'none', inState(...names)]).status).toBe(0);
  };

  it('unmounts what is mounted at a recorded point, the deepest first, and nothing beside it', async () => {
    if (process.getuid?.() !== 0) return void process.stderr.write('skipped: mounting needs root\n');
    const journal = new Journal(state);
    journal.record({ kind: 'mount', path: inState('point') });
    for (const names of [['point'], ['point', 'inner'], ['point beside']]) mountAt(...names);
    try {
      expect(await journal.undoRun()).toEqual([]);
      expect(mountsBelow(state)).toEqual([inState('point beside')]);
    } finally {
      spawnSync('umount', ['--lazy', inState('point beside')]);
    }
  });

  it('removes a recorded group from every hierarchy, with what runs in it', async () => {
    const [hierarchy] = readLayout().hierarchies;
    if (process.getuid?.() !== 0 || !hierarchy)
      return void process.stderr.write('skipped: making a group needs root and a hierarchy\n');
    const paths = ['a', 'b'].map((name) => join(hierarchy, `tare-undo-${process.pid}-${name}`));
    const journal = new Journal(state);
    journal.record({ kind: 'cgroup', paths });
    for (const path of paths) mkdirSync(path);
    expect(await journal.undoRun()).toEqual([]);
    expect(paths.filter((path) => existsSync(path))).toEqual([]);
  });

  it('keeps what was installed until it is told to undo that', async () => {
    new Journal(state).record({ kind: 'path', path: inState('tool') }, 'install');
    writeFileSync(inState('tool'), '');
    const later = new Journal(state);
    await later.undoRun();
    expect(existsSync(inState('tool'))).toBe(true);
    expect(later.installed()).toEqual([{ kind: 'path', path: inState('tool') }]);
    await later.undoInstalled();
    expect(existsSync(inState('tool'))).toBe(false);
  });

  it('refuses to record a file or folder that was there before, and leaves it alone', async () => {
    writeFileSync(inState('thesis'), 'x');
    mkdirSync(inState('empty'));
    const journal = new Journal(state);
    expect(() => journal.record({ kind: 'path', path: inState('thesis') })).toThrow('is there already');
    journal.record({ kind: 'folder', path: inState('empty') });
    await journal.undoRun();
    expect([existsSync(inState('thesis')), existsSync(inState('empty'))]).toEqual([true, true]);
  });

  it.each([
    ['an unknown kind of change', { type: 'change', id: 7, undo: { kind: 'spell', words: 'abra' } }],
    ['an unknown kind of record', { type: 'oath', id: 7 }],
    [
      'a known kind with a field of a newer version',
      { type: 'change', id: 7, undo: { kind: 'path', path: '/x', if: 1 } },
    ],
  ])('undoes nothing and keeps the file where it holds %s', async (_, record) => {
    writeFileSync(inState('left'), '');
    abandoned([{ kind: 'path', path: inState('left') }]);
    writeFileSync(abandonedFile(), `${JSON.stringify(record)}\n`, { flag: 'a' });
    const [problem] = await new Journal(state).recover(silentLog);
    expect(problem).toContain(`${abandonedFile()} holds 1 records that this version of tare does not know`);
    expect([existsSync(inState('left')), existsSync(abandonedFile())]).toEqual([true, true]);
  });

  it('accepts an unknown change that is settled', async () => {
    abandoned([]);
    const unknown = { type: 'change', id: 7, undo: { kind: 'spell' } };
    const lines = [unknown, { type: 'settled', id: 7 }].map((line) => `${JSON.stringify(line)}\n`);
    writeFileSync(abandonedFile(), lines.join(''), { flag: 'a' });
    expect(await new Journal(state).recover(silentLog)).toEqual([]);
    expect(existsSync(abandonedFile())).toBe(false);
  });

  it('distinguishes a torn line from a line that is no record', async () => {
    writeFileSync(inState('left'), '');
    abandoned([{ kind: 'path', path: inState('left') }]);
    writeFileSync(abandonedFile(), 'dear diary\n', { flag: 'a' });
    expect(await new Journal(state).recover(silentLog)).toHaveLength(1);
    expect(existsSync(abandonedFile())).toBe(true);
    abandoned([{ kind: 'path', path: inState('left') }]);
    writeFileSync(abandonedFile(), '{"ty\n{"type":"change","id":1,"un\n\0\0\0\0', { flag: 'a' });
    expect(await new Journal(state).recover(silentLog)).toEqual([]);
    expect(existsSync(inState('left'))).toBe(false);
  });

  it('leaves files of others in its folder alone', async () => {
    mkdirSync(inState('journal'));
    writeFileSync(inState('journal', 'run-of-the-mill.txt'), 'my diary');
    expect(await new Journal(state).recover(silentLog)).toEqual([]);
    expect(readFileSync(inState('journal', 'run-of-the-mill.txt'), 'utf8')).toBe('my diary');
  });

  it('lets no change be made whose record the disk takes only in part, and stays readable', async () => {
    if (process.getuid?.() !== 0) return void process.stderr.write('skipped: mounting needs root\n');
    mkdirSync(inState('journal'));
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'none', inState('journal')]).status).toBe(0);
    try {
      const journal = new Journal(state);
      const fill = () => {
        for (let n = 0; ; n += 1) journal.record({ kind: 'path', path: inState(`${'x'.repeat(200)}${n}`) });
      };
      expect(fill).toThrow('ENOSPC');
      const [name = ''] = readdirSync(inState('journal'));
      const lines = readFileSync(inState('journal', name), 'utf8').split('\n').filter(Boolean);
      expect(lines.map((line) => JSON.parse(line).type)).toEqual(['owner', ...Array(lines.length - 1).fill('change')]);
    } finally {
      spawnSync('umount', ['--lazy', inState('journal')]);
    }
  });

  it('does not undo the changes of a live run in another pid namespace', async () => {
    if (process.getuid?.() !== 0) return void process.stderr.write('skipped: unshare --pid needs root\n');
    const [child, path] = await owner(['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']);
    expect(await new Journal(state).recover(silentLog, 0)).toHaveLength(1);
    expect(existsSync(path)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await new Journal(state).recover(silentLog)).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it('reports what a run with another root has left and does not undo it, since its paths are other files here', async () => {
    writeFileSync(inState('left'), '');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    abandoned([{ kind: 'path', path: inState('left') }], { place: { boot, root: '0:0' } });
    const [problem] = await new Journal(state).recover(silentLog);
    expect(problem).toContain('run with another root');
    expect([existsSync(inState('left')), existsSync(abandonedFile())]).toEqual([true, true]);
  });

  it('leaves the settings of the kernel as another boot has them', async () => {
    writeFileSync(inState('governor'), 'schedutil');
    const value = { kind: 'value', path: inState('governor'), value: 'ondemand' };
    const controls = inState('cgroup.subtree_control');
    writeFileSync(controls, 'cpuset memory\n');
    const controller = { kind: 'controller', group: state, name: 'memory' };
    abandoned([value, controller], { place: { boot: 'another', root: '0:0' } });
    expect(await new Journal(state).recover(silentLog)).toEqual([]);
    expect(readFileSync(inState('governor'), 'utf8')).toBe('schedutil');
    expect(readFileSync(controls, 'utf8')).toBe('cpuset memory\n');
    expect(existsSync(abandonedFile())).toBe(false);
  });

  it('replays what was left before the last boot, in which the root may have had another number', async () => {
    writeFileSync(inState('left'), '');
    abandoned([{ kind: 'path', path: inState('left') }], { place: { boot: 'another', root: '0:0' } });
    expect(await new Journal(state).recover(silentLog)).toEqual([]);
    expect(existsSync(inState('left'))).toBe(false);
  });
});

describe('a controller of cgroups that was passed on', () => {
  const controls = () => inState('v2', 'cgroup.subtree_control');
  const undone = async (names: string) => {
    mkdirSync(inState('v2'));
    writeFileSync(controls(), names);
    const told: string[] = [];
    const journal = new Journal(state, { ...silentLog, warn: (text) => told.push(text) });
    journal.record({ kind: 'controller', group: inState('v2'), name: 'memory' });
    mkdirSync(inState('v2', 'user.slice'), { recursive: true });
    writeFileSync(inState('v2', 'user.slice', 'memory.max'), names === 'used memory' ? '1000\n' : 'max\n');
    expect(await journal.undoRun()).toEqual([]);
    return { told, controls: readFileSync(controls(), 'utf8') };
  };

  it('is taken back', async () => {
    expect(await undone('cpu memory')).toEqual({ told: [], controls: '-memory' });
  });

  it('is left with a word where another group uses it by then, and is no trouble', async () => {
    expect(await undone('used memory')).toEqual({
      told: [`The cgroup controller memory stays on for groups below ${inState('v2')}: user.slice uses it by now.`],
      controls: 'used memory',
    });
  });
});

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('skipped: a journal on a full disk: only root can mount one\n');

(isRoot ? it : it.skip)('names its file where the disk is full', () => {
  const disk = inState('full');
  mkdirSync(disk);
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', disk]).status).toBe(0);
  try {
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(4096));
    let sentence: string | undefined;
    try {
      new Journal(disk).record({ kind: 'path', path: inState('x') });
    } catch (error) {
      sentence = fileSentence(error);
    }
    expect(sentence).toContain(join(disk, 'journal'));
    expect(sentence).toContain('full');
  } finally {
    spawnSync('umount', ['--lazy', disk]);
  }
});

describe('where what is to be removed is too large for the time there is', () => {
  const path = process.env.PATH;
  const big = () => inState('big');

  /** Found before rm(1): it waits for `go` before it removes. */
  beforeEach(() => {
    mkdirSync(inState('bin'));
    execFileSync('mkfifo', [inState('go')]);
    const script = `#!/bin/sh\nread -r word <'${inState('go')}'\nexec /bin/rm "$@"\n`;
    writeFileSync(inState('bin', 'rm'), script, { mode: 0o755 });
    process.env.PATH = `${inState('bin')}:${path}`;
  });
  afterEach(() => {
    process.env.PATH = path;
  });

  /** A cancelled invocation that made a large tree, and the process that goes on removing it. */
  async function leave(): Promise<{ told: readonly string[]; remover: number }> {
    const journal = new Journal(state);
    journal.record({ kind: 'path', path: big() });
    mkdirSync(big());
    const [never, over] = [new AbortController().signal, AbortSignal.abort()];
    const told = await cancellable({ work: never, removal: over, undo: never }, () => journal.undoRun());
    process.env.PATH = path;
    return { told, remover: Number(/process (\d+) goes on removing it/.exec(told.join('\n'))?.[1]) };
  }

  it('leaves it to a process of low priority, which is reported and on record', async () => {
    const { told, remover } = await leave();
    expect(told).toEqual([expect.stringContaining(`${big()} is large`)]);
    expect(getPriority(remover)).toBe(constants.priority.PRIORITY_LOW);
    const [name = ''] = readdirSync(inState('journal'));
    const records = readFileSync(inState('journal', name), 'utf8');
    expect(records).toContain(`"kind":"process","pid":${remover}`);
    writeFileSync(inState('go'), '\n');
    while (existsSync(big())) await pause(5);
    expect(await new Journal(state).recover(silentLog)).toEqual([]);
    expect(readdirSync(inState('journal'))).toEqual([]);
  });

  it('ends that process at the next start, which removes what is left', async () => {
    const { remover } = await leave();
    const identity = identify(remover);
    expect(await new Journal(state).recover(silentLog)).toEqual([]);
    expect(existsSync(big())).toBe(false);
    expect(identity && isAlive(identity)).toBe(false);
    expect(readdirSync(inState('journal'))).toEqual([]);
  });
});

describe('a tree that is removed while there is time', () => {
  const path = process.env.PATH;
  afterEach(() => {
    process.env.PATH = path;
  });
  const never = new AbortController().signal;
  const remove = (tree: string) => cancellable({ work: never, removal: never, undo: never }, () => removeOrLeave(tree));

  it('is removed at the second try where the first one failed', async () => {
    mkdirSync(inState('bin'));
    mkdirSync(inState('tree'));
    const script = `#!/bin/sh\n[ -e '${inState('tried')}' ] && exec /bin/rm "$@"\n: >'${inState('tried')}'\nexit 1\n`;
    writeFileSync(inState('bin', 'rm'), script, { mode: 0o755 });
    process.env.PATH = `${inState('bin')}:${path}`;
    await remove(inState('tree'));
    expect(existsSync(inState('tree'))).toBe(false);
  });

  it('keeps what was mounted in it meanwhile', async () => {
    if (process.getuid?.() !== 0) return void process.stderr.write('skipped: mounting needs root\n');
    mkdirSync(inState('tree', 'theirs'), { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', inState('tree', 'theirs')]);
    try {
      writeFileSync(inState('tree', 'theirs', 'thesis'), '');
      await expect(remove(inState('tree'))).rejects.toThrow('rm -rf');
      expect(existsSync(inState('tree', 'theirs', 'thesis'))).toBe(true);
    } finally {
      execFileSync('umount', [inState('tree', 'theirs')]);
    }
  });
});
