import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cancellable, type Stops } from '../../src/host/cancellation.js';
import { isAlive, type ProcessIdentity } from '../../src/host/process.js';
import { Journal } from '../../src/host/undo/journal.js';
import { boot } from './box.js';

const state = mkdtempSync(join(tmpdir(), 'tare-boot-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

/** Says its number, and then nothing for longer than anybody waits. */
const MACHINE = ['/bin/sh', '-c', 'echo $$; exec sleep 1000'];

function stopsOf(signal: AbortSignal): Stops {
  const never = new AbortController().signal;
  return { work: signal, removal: never, undo: never };
}

/** What boots until `act` has been told its number, and is gone by then or not. */
async function machine(act: (pid: number, journal: Journal) => void, stopping = new AbortController()) {
  const journal = new Journal(state);
  let identity: ProcessIdentity | undefined;
  const onOutput = (text: string) => {
    const stat = readFileSync(`/proc/${text.trim()}/stat`, 'utf8');
    identity = { pid: Number(text), startTime: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '' };
    act(identity.pid, journal);
  };
  await cancellable(stopsOf(stopping.signal), () => boot({ journal }, MACHINE, { timeoutSeconds: 600, onOutput }));
  return { isAlive: identity === undefined || isAlive(identity), journal };
}

describe('the machine of a box', () => {
  it('ends when who asked for it is stopped', async () => {
    const stopping = new AbortController();
    expect((await machine(() => stopping.abort(), stopping)).isAlive).toBe(false);
  });

  it('is on record while it runs, so that a cleanup ends it, and no longer', async () => {
    const undone: Promise<string[]>[] = [];
    const { isAlive: stays, journal } = await machine((_, running) => undone.push(running.undoRun()));
    expect(await Promise.all(undone)).toEqual([[]]);
    expect(stays).toBe(false);
    expect(await journal.undoRun()).toEqual([]);
  });
});
