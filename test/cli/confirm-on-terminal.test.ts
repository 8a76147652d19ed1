/** A second look that fails leaves the run that is finished, and says why nothing is confirmed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SecondLook } from '../../src/app/confirm/request.js';
import { judge } from '../../src/app/judge.js';
import { judgingOf } from '../../src/app/request/judging.js';
import { secondLookSizesOf, setUpOf } from '../../src/app/request/resolve.js';
import { confirmOnTerminal } from '../../src/cli/confirm-on-terminal.js';
import { parseInputs } from '../../src/config/parse.js';
import { CommandError } from '../../src/host/commands/command.js';
import { draftOf, readRun, writeRun } from '../../src/results/store.js';
import { flattered } from '../support/flattered.js';
import { buildRun } from '../support/run-builder.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: only root takes a second look\n');

const inputs = parseInputs({ flags: { runtimes: 'runc', suites: 'cpu' }, cwd: '/srv' });
const topology = { online: [0, 1], allowed: [0, 1], siblings: new Map() };
const look = (): SecondLook => ({
  ...setUpOf(inputs, '/srv'),
  sizes: () => secondLookSizesOf(inputs, { cwd: '/srv', topology, memoryAvailableBytes: 2 ** 36, drawnSeed: 3 }),
  judging: judgingOf(inputs),
  built: undefined,
  inspecting: 'off',
});

(root ? describe : describe.skip)('a second look', () => {
  let folder = '';
  const { TARE_STATE_DIR: before, TARE_CACHE_DIR: cacheBefore } = process.env;
  const at = (name: string) => join(folder, name);
  const path = () => at('output/run-2.json');
  const judging = {
    ...judgingOf(inputs),
    baseline: { kind: 'read' as const, run: flattered(buildRun({ id: 'run-1', seed: 2 })), source: 'a test' },
  };
  const take = (asked = look) =>
    confirmOnTerminal({ path: path(), judging, installing: { mayInstall: false }, look: asked });

  beforeEach(() => {
    folder = mkdtempSync('/var/tmp/tare-look-');
    [process.env.TARE_STATE_DIR, process.env.TARE_CACHE_DIR] = [at('state'), at('cache')];
    for (const name of ['state', 'output']) mkdirSync(at(name), { mode: 0o700 });
    writeRun(path(), buildRun({ id: 'run-2' }));
  });
  afterEach(() => {
    for (const [name, value] of Object.entries({ TARE_STATE_DIR: before, TARE_CACHE_DIR: cacheBefore })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the reader of the result is told of the cell that alarmed. */
  function told({ document, confirmation }: Awaited<ReturnType<typeof take>>) {
    const run = { ...readRun(document), ...(confirmation && { confirmation }) };
    const [cell] = judge(run, judging, at('state')).comparison?.cells ?? [];
    return { verdict: cell?.verdict, reason: cell?.reason };
  }

  it('whose host cannot be opened confirms nothing, and says why', async () => {
    mkdirSync(at('state/measure.lock'));
    const taken = await take();
    expect(taken).toMatchObject({ document: path(), isCancelled: false, left: [] });
    expect(told(taken)).toEqual({
      verdict: 'regressed',
      reason: expect.stringMatching(/Not confirmed, because .*measure\.lock cannot be opened as a lock/),
    });
  });

  it('is taken at nothing where the baseline cannot serve', async () => {
    const run = buildRun({ id: 'run-1', fingerprint: { hardwareKey: 'hardware-2' } });
    const baseline = { kind: 'read' as const, run, source: 'a test' };
    const asked = { path: path(), judging: { ...judging, baseline }, installing: { mayInstall: false }, look };
    expect(await confirmOnTerminal(asked)).toEqual({ document: path(), isCancelled: false, left: [] });
  });

  it('that a command of the host fails confirms nothing, records why, and puts the host back', async () => {
    const failed = { code: 9, stdout: '', stderr: 'no such thing' };
    const taken = await take(() => {
      throw new CommandError(['lsns'], failed);
    });
    expect(taken).toMatchObject({ document: path(), isCancelled: false, left: [] });
    expect(readRun(path()).confirmation?.refused).toEqual([
      { arm: 'runc', reason: expect.stringContaining('lsns failed with exit code 9') },
    ]);
    expect(told(taken).reason).toContain('Not confirmed, because lsns failed');
  });

  it('tells what could not be undone after it', async () => {
    mkdirSync(at('state/journal'));
    const lines = [
      { type: 'owner', pid: 4_194_303 },
      { type: 'change', id: 0, undo: { kind: 'command', argv: ['false'] } },
    ];
    writeFileSync(at('state/journal/run-4194303-1.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const taken = await take(() => {
      throw new Error('it broke');
    });
    expect(taken.left).toEqual([expect.stringContaining('By hand: run false.')]);
    expect(told(taken).reason).toContain('because it broke');
  });

  it('is kept where there is room, where the folder of the document takes no more', async () => {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', at('output')]);
    try {
      writeRun(path(), buildRun({ id: 'run-2' }));
      execFileSync('mount', ['-o', 'remount,ro', at('output')]);
      const taken = await take();
      expect(taken.document).toBe(at('state/results/run-2.json'));
      expect(readRun(taken.document).confirmation?.baseline).toBe('run-1');
    } finally {
      execFileSync('umount', [at('output')]);
    }
  });

  it('puts its draft on record, and so takes none that is there, and is told all the same', async () => {
    writeFileSync(draftOf(path()), "somebody's");
    const taken = await take();
    expect(taken).toMatchObject({ document: path(), isCancelled: false });
    expect(readFileSync(draftOf(path()), 'utf8')).toBe("somebody's");
    expect(readRun(path()).confirmation).toBeUndefined();
    expect(told(taken).reason).toContain('Not confirmed, because');
  });
});
