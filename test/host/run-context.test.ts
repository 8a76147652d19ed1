import { describe, expect, it } from '@jest/globals';
import { RunContext, Slot } from '../../src/host/run-context.js';

const NUMBER = new Slot<{ readonly at: number }>('number');

describe('the context of an invocation', () => {
  it('is made once, and again after it was forgotten', () => {
    const run = new RunContext();
    let made = 0;
    const ask = () => run.once(NUMBER, () => ({ at: made++ }));
    const first = ask();
    expect(ask()).toBe(first);
    run.forget(NUMBER, first);
    const second = ask();
    expect(second).toEqual({ at: 1 });
    run.forget(NUMBER, first);
    expect(ask()).toBe(second);
  });

  it('may be undefined', () => {
    const run = new RunContext();
    const nothing = new Slot<string | undefined>('nothing');
    let asked = 0;
    const ask = () => run.once(nothing, () => (asked++ === 0 ? undefined : 'something'));
    expect([ask(), ask()]).toEqual([undefined, undefined]);
  });

  it('is not that of another invocation, nor of a host that was closed', () => {
    const [one, other] = [new RunContext(), new RunContext()];
    expect(one.once(NUMBER, () => ({ at: 1 }))).not.toBe(other.once(NUMBER, () => ({ at: 1 })));
    one.hostClosed();
    expect(one.once(NUMBER, () => ({ at: 2 }))).toEqual({ at: 2 });
  });

  it('gives no id twice for one kind, also where the host is opened again', () => {
    const run = new RunContext();
    const ids = [run.nextId('podman'), run.nextId('podman')];
    run.hostClosed();
    expect([...ids, run.nextId('podman'), run.nextId('docker')]).toEqual([0, 1, 2, 0]);
  });
});
