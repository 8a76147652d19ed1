import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { aptState, Gathered, Lanes, Remembered } from '../../../src/host/packages/asking.js';

/** Settled by hand. */
function held() {
  const calls: { names: readonly string[]; answer(text: string): void; fail(error: Error): void }[] = [];
  const ask = (names: readonly string[]) =>
    new Promise<string>((answer, fail) => {
      calls.push({ names, answer, fail });
    });
  return { calls, gathered: new Gathered(ask) };
}

describe('questions that are gathered', () => {
  it('become one where they are asked at once, with each name once', async () => {
    const { calls, gathered } = held();
    const answers = Promise.all([gathered.about(['runc', 'dpkg']), gathered.about(['crun', 'dpkg'])]);
    await setImmediate();
    expect(calls.map(({ names }) => names)).toEqual([['runc', 'dpkg', 'crun']]);
    calls[0]?.answer('all of it');
    expect(await answers).toEqual(['all of it', 'all of it']);
  });

  it('are never answered by a question from before them', async () => {
    const { calls, gathered } = held();
    const first = gathered.about(['runc']);
    await setImmediate();
    const later = [gathered.about(['runc']), gathered.about(['lxc'])];
    await setImmediate();
    expect(calls).toHaveLength(1);
    calls[0]?.answer('before');
    expect(await first).toBe('before');
    await setImmediate();
    expect(calls[1]?.names).toEqual(['runc', 'lxc']);
    calls[1]?.answer('after');
    expect(await Promise.all(later)).toEqual(['after', 'after']);
  });

  it('fail for those who share them, and not for later ones', async () => {
    const { calls, gathered } = held();
    const both = Promise.allSettled([gathered.about(['runc']), gathered.about(['lxc'])]);
    await setImmediate();
    calls[0]?.fail(new Error('no'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = gathered.about(['runc']);
    await setImmediate();
    calls[1]?.answer('yes');
    expect(await next).toBe('yes');
  });
});

describe('answers about packages', () => {
  const versionOf = (name: string) => ({ name, version: '1' });
  /** Fails for `broken`. */
  const remembered = () => {
    const calls: (readonly string[])[] = [];
    const given = { state: 'a' };
    const answers = new Remembered(
      async (names) => {
        calls.push(names);
        return names.includes('broken') ? undefined : names.filter((name) => name !== 'none').map(versionOf);
      },
      () => given.state,
    );
    return { calls, given, answers };
  };

  it('are remembered by package, those that do not exist too', async () => {
    const { calls, answers } = remembered();
    expect(await answers.about(['runc', 'none'])).toEqual([versionOf('runc')]);
    expect(await answers.about(['none', 'crun', 'runc'])).toEqual([versionOf('crun'), versionOf('runc')]);
    expect(calls).toEqual([['runc', 'none'], ['crun']]);
  });

  it('are asked for again once something that apt reads has changed', async () => {
    const { calls, given, answers } = remembered();
    await answers.about(['runc']);
    given.state = 'b';
    await answers.about(['runc']);
    expect(calls).toEqual([['runc'], ['runc']]);
  });

  it('are not remembered where apt fails', async () => {
    const { calls, answers } = remembered();
    expect(await answers.about(['broken'])).toEqual([]);
    await answers.about(['broken']);
    expect(calls).toHaveLength(2);
  });
});

describe('the state of what apt reads', () => {
  it('changes with a file in a folder, its content too, and with one that comes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-asking-'));
    try {
      const [lists, late] = [join(folder, 'lists'), join(folder, 'status')];
      mkdirSync(lists);
      const change = [
        () => writeFileSync(join(lists, 'a'), '1'),
        () => writeFileSync(join(lists, 'a'), '22'),
        () => writeFileSync(late, ''),
        () => rmSync(join(lists, 'a')),
      ];
      const states = [aptState([lists, late])];
      for (const act of change) {
        act();
        states.push(aptState([lists, late]));
      }
      expect(new Set(states).size).toBe(5);
      expect(aptState([lists, late])).toBe(states.at(-1));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('lanes', () => {
  it('run no more tasks at a time than there are lanes, in the order in which they came, after failures too', async () => {
    const lanes = new Lanes(2);
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const go = (number: number) =>
      lanes.run(async () => {
        begun.push(number);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (number === 0) throw new Error('no');
        return number;
      });
    const all = Promise.allSettled([0, 1, 2, 3].map(go));
    await setImmediate();
    expect(begun).toEqual([0, 1]);
    ends[0]?.();
    await setImmediate();
    expect(begun).toEqual([0, 1, 2]);
    ends[1]?.();
    ends[2]?.();
    await setImmediate();
    expect(begun).toEqual([0, 1, 2, 3]);
    ends[3]?.();
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(await lanes.run(async () => 'free')).toBe('free');
  });
});
