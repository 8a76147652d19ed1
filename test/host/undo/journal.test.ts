import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { identify, isAlive } from '../../../src/host/process.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { silentLog } from '../../../src/log.js';

let state = '';
const inState = (...names: string[]) => join(state, ...names);

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'tare-journal-'));
});

afterEach(() => rmSync(state, { recursive: true, force: true }));

/** The journal that a process leaves which was killed: its owner is gone. */
function abandoned(undo: object[]): void {
  const lines = [
    { type: 'owner', pid: 2 ** 22 - 1, startTime: '1' },
    ...undo.map((change, id) => ({ type: 'change', id, undo: change })),
  ];
  mkdirSync(inState('journal'), { recursive: true });
  writeFileSync(inState('journal', 'run-4194303-1.jsonl'), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
}

describe('Journal', () => {
  it('has the way back on disk before the change is made', () => {
    new Journal(state).record({ kind: 'path', path: inState('made') });
    const [name = ''] = readdirSync(inState('journal'));
    expect(readFileSync(inState('journal', name), 'utf8')).toContain(inState('made'));
  });

  it('takes changes back, newest first, and leaves no file of its own', async () => {
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

  it('does nothing for a change that was settled', async () => {
    writeFileSync(inState('kept'), '');
    const journal = new Journal(state);
    journal.record({ kind: 'path', path: inState('kept') }).settle();
    await journal.undoRun();
    expect(existsSync(inState('kept'))).toBe(true);
  });

  it('replays what a killed process left behind, and only that', async () => {
    writeFileSync(inState('left'), '');
    abandoned([{ kind: 'path', path: inState('left') }]);
    const living = new Journal(state);
    living.record({ kind: 'path', path: inState('ours') });
    writeFileSync(inState('ours'), '');
    expect(await new Journal(state).recover(silentLog)).toEqual([]);
    expect([existsSync(inState('left')), existsSync(inState('ours'))]).toEqual([false, true]);
  });

  it('replays a journal whose last line was cut by the crash', async () => {
    writeFileSync(inState('left'), '');
    abandoned([{ kind: 'path', path: inState('left') }]);
    writeFileSync(inState('journal', 'run-4194303-1.jsonl'), '{"type":"change","id":1,"un', { flag: 'a' });
    await new Journal(state).recover(silentLog);
    expect(existsSync(inState('left'))).toBe(false);
  });

  it('goes on after something that cannot be undone, tells it, and keeps it for the next try', async () => {
    writeFileSync(inState('left'), '');
    abandoned([
      { kind: 'path', path: inState('left') },
      { kind: 'command', argv: ['false'] },
    ]);
    const journal = new Journal(state);
    const problems = await journal.recover(silentLog);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('exit code 1');
    expect(existsSync(inState('left'))).toBe(false);
    expect(await journal.recover(silentLog)).toHaveLength(1);
  });

  it('takes a command whose object is gone for done', async () => {
    const journal = new Journal(state);
    journal.record({
      kind: 'command',
      argv: ['sh', '-c', 'echo No such container: x >&2; exit 1'],
      goneWhen: 'No such container',
    });
    expect(await journal.undoRun()).toEqual([]);
  });

  it('ends a process that we started, but never one that has its number now', async () => {
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
    mkdirSync(inState('with mount', 'point'), { recursive: true });
    expect(spawnSync('mount', ['-t', 'tmpfs', 'none', inState('with mount', 'point')]).status).toBe(0);
    expect(await journal.undoRun()).toEqual([]);
    expect(existsSync(inState('with mount'))).toBe(false);
  });

  it('keeps what was installed until it is asked to undo that', async () => {
    writeFileSync(inState('tool'), '');
    new Journal(state).record({ kind: 'path', path: inState('tool') }, 'install');
    const later = new Journal(state);
    await later.undoRun();
    expect(existsSync(inState('tool'))).toBe(true);
    expect(later.installed()).toEqual([{ kind: 'path', path: inState('tool') }]);
    await later.undoInstalled();
    expect(existsSync(inState('tool'))).toBe(false);
  });
});
