import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { nspawn, nspawnArguments } from '../../src/runtimes/nspawn.js';
import { describeReal } from './real-runtime.js';
import { LIMITS } from './support.js';

const request = {
  id: 'a',
  nonce: 'n',
  volume: '/vol',
  limits: LIMITS,
  seconds: 60,
  signal: new AbortController().signal,
};

describe('the arguments of systemd-nspawn', () => {
  it('end with the agent and its nonce', () => {
    expect(nspawnArguments('m', '/root', request).slice(-3)).toEqual(['/bin/sh', '/tare/agent', 'n']);
  });

  it('give the agent plain pipes, and its volume', () => {
    const words = nspawnArguments('m', '/root', request);
    expect(words).toContain('--console=pipe');
    expect(words).toContain('--bind=/vol:/tare/volume');
  });
});

const before = existsSync('/run/systemd/nspawn');

await describeReal(nspawn, 'nspawn');

it('leaves no lock behind, even after a container that was killed', () => {
  expect(existsSync('/run/systemd/nspawn')).toBe(before);
});
