import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processesWith } from '../../../src/runtimes/shared/processes-with.js';

const NAME = `tare-words-${process.pid}`;
const script = 'echo ready; read -r line';

describe('processesWith', () => {
  let shim: ChildProcess;

  beforeAll(async () => {
    shim = spawn('/bin/sh', ['-c', script, 'shim', '-id', NAME], { stdio: ['pipe', 'pipe', 'ignore'] });
    await once(shim.stdout ?? shim, 'data');
  });
  afterAll(() => void shim.stdin?.end());

  it('finds a process by its arguments', () => {
    expect(processesWith(['-id', NAME]).map(({ pid }) => pid)).toEqual([shim.pid]);
  });

  it.each([
    ['has one of the words and not the other', ['--', NAME]],
    ['has a word that only begins like it', ['-id', NAME.slice(0, -1)]],
    ['has the words in one argument', [`-id ${NAME}`]],
  ])('finds none that %s', (_, words) => {
    expect(processesWith(words)).toEqual([]);
  });
});
