import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cancellable } from '../../src/host/cancellation.js';
import { nspawn, nspawnArguments } from '../../src/runtimes/nspawn.js';
import { describeReal } from './real-runtime.js';
import { closeTestHost, LIMITS, openTestHost, prepared, running, whyNot } from './support.js';

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

const lacking = await whyNot(nspawn, 'nspawn');

(lacking ? it.skip : it)('leaves no sandbox of a launch that is cancelled while its limits are shown', async () => {
  const host = await openTestHost();
  // Only on v2 the limits are shown in a group of its own; on v1 that group never comes, and the launch waits for it.
  const { arm } = await prepared({ ...host, cgroup: { ...host.cgroup, kind: 'v2' } }, nspawn, 'nspawn');
  const stop = new AbortController();
  const id = `tare-test-${process.pid}-cancelled`;
  const volume = join(host.paths.work, 'volumes', id);
  mkdirSync(volume, { recursive: true });
  setTimeout(() => stop.abort(new Error('cancelled')), 100);
  const { signal: never } = new AbortController();
  const stops = { work: stop.signal, removal: never, undo: never };
  await cancellable(stops, () => arm.launch({ ...request, id, volume })).then(
    async (console) => {
      await console.kill();
      await console.gone;
    },
    (error) => expect(error).toHaveProperty('message', 'cancelled'),
  );
  expect(running('systemd-nspawn', host.state)).toEqual([]);
  expect(await closeTestHost(host)).toEqual([]);
});

it('leaves no lock behind, even after a container that was killed', () => {
  expect(existsSync('/run/systemd/nspawn')).toBe(before);
});
