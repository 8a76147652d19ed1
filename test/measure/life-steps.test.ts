/** With processes of its own in place of a runtime. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { HostError } from '../../src/errors.js';
import { liveStepByStep } from '../../src/measure/life-steps.js';
import type { LifeSteps } from '../../src/runtimes/runtime.js';

const NONCE = '0123456789abcdef01234567';
const sh = (script: string) => ['/bin/sh', '-c', script];
const READY = `printf '\\n@tare ${NONCE} ready\\n'`;

/** A sandbox that is a process which waits for a line, and of which the console is the call of `start`. */
const attached = (change: Partial<LifeSteps> = {}): LifeSteps => ({
  start: sh(`${READY}; read -r line`),
  console: 'start',
  exec: () => ['true'],
  clear: async () => [],
  ...change,
});

function live(steps: LifeSteps, seconds = 20, warnings: string[] = []) {
  const signal = new AbortController().signal;
  return liveStepByStep(steps, NONCE, { seconds, signal, folder: tmpdir(), warn: (text) => warnings.push(text) });
}

describe('a life step by step', () => {
  it('has the steps that the runtime has apart', async () => {
    expect(Object.keys(await live(attached()))).toEqual(['first_word', 'exec']);
    const created = await live(attached({ create: ['true'] }));
    expect(Object.keys(created)).toEqual(['create', 'first_word', 'exec']);
  });

  it('may have the console from a call of its own, once it has started', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-life-'));
    const path = join(folder, 'calls');
    const note = (step: string) => `echo ${step} >>${path}`;
    const created = async () => writeFileSync(path, 'created\n', { flag: 'a' });
    const figures = await live({
      create: sh(note('create')),
      created,
      start: sh(`sleep 0.2; ${note('start')}`),
      console: { call: sh(`${note('agent')}; ${READY}; read -r line`) },
      exec: () => ['true'],
      clear: async () => [],
    });
    const called = readFileSync(path, 'utf8').trim().split('\n');
    rmSync(folder, { recursive: true });
    expect(called).toEqual(['create', 'created', 'start', 'agent']);
    expect(Object.keys(figures)).toEqual(['create', 'start', 'first_word', 'exec']);
    expect(figures.first_word).toBeGreaterThan(200);
  });

  it('fails where our own work on what was created does', async () => {
    const created = () => Promise.reject(new Error('no room'));
    await expect(live(attached({ create: ['true'], created }))).rejects.toMatchObject({
      failure: { tail: ['no room'] },
    });
  });

  it('takes five second processes, and the median of them', async () => {
    let nth = 0;
    const exec = () => {
      nth += 1;
      return nth === 5 ? ['sleep', '2'] : ['true'];
    };
    expect((await live(attached({ exec }))).exec).toBeLessThan(2000);
    expect(nth).toBe(5);
  });

  it('gives its input to the call alone that has the console', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-life-'));
    const path = join(folder, 'inputs');
    const note = (step: string) => `echo ${step} $(readlink /proc/self/fd/0) >>${path}`;
    const noting = (step: string) => sh(note(step));
    const exec = () => noting('exec');
    await live(
      attached({ create: noting('create'), start: sh(`${note('start')}; ${READY}`), exec, stop: noting('stop') }),
    );
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    rmSync(folder, { recursive: true });
    const inputs = Object.fromEntries(lines.map((line) => line.split(' ').slice(0, 2)));
    expect(inputs.start).toContain('/input-');
    expect(inputs).toMatchObject({ create: '/dev/null', exec: '/dev/null', stop: '/dev/null' });
  });

  it.each([
    ['create', { create: sh('echo no such bundle >&2; exit 3') }, 'exit code 3'],
    ['start', { start: sh('echo no such bundle >&2; exit 3') }, 'ended before its sandbox was ready'],
    ['exec', { exec: () => sh('echo no such bundle >&2; exit 3') }, 'exit code 3'],
    ['stop', { stop: sh('echo no such bundle >&2; exit 3') }, 'exit code 3'],
  ] as const)('fails with the last words of the runtime where it refuses: %s', async (_, change, message) => {
    const error = await live(attached(change)).catch((fault) => fault);
    expect(error).toMatchObject({ failure: { reason: 'launch', tail: ['no such bundle'] } });
    expect(error.message).toContain(message);
  });

  it('has no figure for the deletion of what process 1 does not reap, and says so', async () => {
    const stuck = sh('echo "cannot delete container that is not stopped" >&2; exit 1');
    const warnings: string[] = [];
    const figures = await live(attached({ stop: ['true'], delete: stuck, start: sh(READY) }), 1, warnings);
    expect(Object.keys(figures)).toEqual(['first_word', 'exec', 'stop']);
    expect(warnings).toEqual([expect.stringContaining('no figure for delete')]);
  });

  it('fails at once where a deletion is refused for another reason', async () => {
    const refused = sh('echo no permission >&2; exit 1');
    await expect(live(attached({ stop: ['true'], delete: refused, start: sh(READY) }))).rejects.toMatchObject({
      failure: { tail: ['no permission'] },
    });
  });

  it('fails where there is no such program', async () => {
    await expect(live(attached({ create: ['/nonexistent/runtime'] }))).rejects.toMatchObject({
      failure: { tail: [expect.stringContaining('ENOENT')] },
    });
  });

  it('fails where a step hangs, and clears away what there is', async () => {
    let cleared = 0;
    const clear = async () => {
      cleared += 1;
      return [];
    };
    await expect(live(attached({ exec: () => ['sleep', '600'], clear }), 0.2)).rejects.toMatchObject({
      failure: { reason: 'timeout' },
    });
    expect(cleared).toBe(1);
  });

  describe('without its input', () => {
    const { PATH } = process.env;
    const folder = mkdtempSync(join(tmpdir(), 'tare-life-'));
    afterEach(() => {
      process.env.PATH = PATH;
      delete process.env.GITHUB_TOKEN;
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    function mkfifo(script: string): void {
      writeFileSync(join(folder, 'mkfifo'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      process.env.PATH = [folder, PATH].join(delimiter);
    }

    it('cannot be lived, and names the host and what mkfifo said', async () => {
      process.env.GITHUB_TOKEN = 'secret';
      mkfifo(`env >${folder}/environment; echo 'no room for a pipe' >&2; exit 1`);
      const failed = live(attached());
      await expect(failed).rejects.toBeInstanceOf(HostError);
      await expect(failed).rejects.toThrow(/no room for a pipe/);
      expect(readFileSync(join(folder, 'environment'), 'utf8')).not.toContain('secret');
    });

    it('cannot be lived where mkfifo hangs', async () => {
      mkfifo("trap '' TERM; exec sleep 60");
      await expect(live(attached())).rejects.toThrow(HostError);
    }, 30_000);
  });

  it('says what could not be removed', async () => {
    const warnings: string[] = [];
    await live(attached({ clear: async () => ['a container is left'] }), 20, warnings);
    expect(warnings).toEqual(['a container is left']);
  });
});
