import { describe, expect, it } from '@jest/globals';
import { endUntil } from '../../../src/runtimes/shared/end-with.js';

/** A command that ends once it has heard of its sandbox's end so many times. */
function commandThatHearsAt(nth: number) {
  let heard: (value?: unknown) => void = () => undefined;
  const exit = new Promise<unknown>((resolve) => {
    heard = resolve;
  });
  let calls = 0;
  const end = async () => {
    calls += 1;
    if (calls === nth) heard();
  };
  return { exit, end, calls: () => calls };
}

describe('endUntil', () => {
  it('ends again what may have come into being after nothing was found, until the command has ended', async () => {
    const { exit, end, calls } = commandThatHearsAt(4);
    await endUntil(exit, end);
    expect(calls()).toBe(4);
  });

  it('ends once where the command ends with its sandbox', async () => {
    const { exit, end, calls } = commandThatHearsAt(1);
    await endUntil(exit, end);
    expect(calls()).toBe(1);
  });

  it('fails where that which ends it fails', async () => {
    const { exit } = commandThatHearsAt(1);
    await expect(
      endUntil(exit, async () => {
        throw new Error('the daemon hangs');
      }),
    ).rejects.toThrow('the daemon hangs');
  });
});
