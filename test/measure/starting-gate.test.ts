import { expect, it } from '@jest/globals';
import { StartingGate } from '../../src/measure/starting-gate.js';

/** Returns the states of all promises once every one that can be settled has been. */
async function settled(waits: readonly Promise<void>[]): Promise<string[]> {
  const states = waits.map(() => 'waits');
  for (const [at, wait] of waits.entries())
    wait.then(
      () => {
        states[at] = 'goes';
      },
      () => {
        states[at] = 'refused';
      },
    );
  await new Promise((resolve) => setImmediate(resolve));
  return states;
}

it('releases all once the last one has arrived, and announces it before', async () => {
  const told: string[] = [];
  const gate = new StartingGate(3, () => told.push('opening'));
  const [a, b, c] = [gate.enter(), gate.enter(), gate.enter()];
  const early = [a.wait(), b.wait()];
  expect(await settled(early)).toEqual(['waits', 'waits']);
  const last = c.wait().then(() => void told.push('goes'));
  expect(await settled([...early, last])).toEqual(['goes', 'goes', 'goes']);
  expect(told).toEqual(['opening', 'goes']);
});

it('does not wait for those that gave up, each of which is counted once', async () => {
  const gate = new StartingGate(3, () => undefined);
  const [a, b, c] = [gate.enter(), gate.enter(), gate.enter()];
  const wait = a.wait();
  b.leave();
  b.leave();
  expect(await settled([wait])).toEqual(['waits']);
  c.leave();
  expect(await settled([wait])).toEqual(['goes']);
});

it('releases one that is started again at once', async () => {
  const gate = new StartingGate(1, () => undefined);
  const one = gate.enter();
  await one.wait();
  expect(await settled([one.wait()])).toEqual(['goes']);
});

it('refuses those that wait and those that come later', async () => {
  const gate = new StartingGate(3, () => undefined);
  const early = gate.enter().wait();
  gate.refuse(new Error('cancelled'));
  expect(await settled([early, gate.enter().wait()])).toEqual(['refused', 'refused']);
});
