/** Tests the protocol between host and sandbox with the real agent script under a plain sh. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import which from 'which';
import { MeasurementFailure, Session } from '../../src/measure/session.js';
import type { PreparedArm } from '../../src/runtimes/runtime.js';
import { openProcessConsole } from '../../src/runtimes/shared/process-console.js';
import { AGENT_SCRIPT } from '../../src/sandbox/agent.js';

const MIB = 2 ** 20;
const never = new AbortController().signal;
const limits = { cpus: '0', cpuCount: 1, memoryBytes: 2 ** 28 };

let folder = '';
let live: Session[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-session-'));
  // The agent makes its scratch folder at an absolute path; here it must stay in our folder.
  writeFileSync(join(folder, 'agent'), AGENT_SCRIPT.replaceAll('/var/tmp/tare', join(folder, 'scratch')));
  mkdirSync(join(folder, 'a b'));
});

afterEach(async () => {
  for (const session of live) await session.kill();
  live = [];
  rmSync(folder, { recursive: true, force: true });
});

function arm(script = 'exec /bin/sh "$1" "$2"'): PreparedArm {
  return {
    launch: async ({ nonce }) =>
      openProcessConsole({
        argv: ['/bin/sh', '-c', script, 'sh', join(folder, 'agent'), nonce],
        end: async () => undefined,
      }),
    remove: async () => undefined,
  };
}

async function start(prepared = arm(), timeouts = { launchSeconds: 20, commandSeconds: 20 }): Promise<Session> {
  const session = await Session.start(prepared, { id: 'test', volume: folder, limits, signal: never }, timeouts);
  live.push(session);
  return session;
}

const sh = (script: string, ...words: string[]) => ({ cwd: '/', argv: ['/bin/sh', '-c', script, 'sh', ...words] });

async function failureOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MeasurementFailure)) throw new Error(`expected a MeasurementFailure, got ${error}`);
  return error.failure;
}

describe('Session', () => {
  it('runs one command after another and ends in good order', async () => {
    const session = await start();
    expect((await session.run(sh('echo one; echo two >&2'), never)).output).toBe('one\ntwo\n');
    expect((await session.run(sh('printf three'), never)).output).toBe('three\n');
    expect(await session.end()).not.toBeNull();
    expect(session.alive).toBe(false);
  });

  it('leaves nothing to the next sandbox in folders that stay, but what a file system of its own needs', async () => {
    const kept = ['root', 'volume', 'gone'].map((name) => join(folder, name));
    const [root = '', volume = ''] = kept;
    for (const path of [root, volume, join(root, 'a b'), join(volume, 'lost+found')]) mkdirSync(path);
    for (const name of ['a b/c', '.hidden', '..more', '-rf']) writeFileSync(join(root, name), '');
    symlinkSync('/nowhere', join(volume, 'link'));
    const session = await start({ ...arm(), keeps: kept });
    expect(await session.end()).not.toBeNull();
    expect([readdirSync(root), readdirSync(volume)]).toEqual([[], ['lost+found']]);
  });

  it('is killed where what it left cannot be removed, so that its folders are made anew', async () => {
    const agent = join(folder, 'agent');
    writeFileSync(agent, readFileSync(agent, 'utf8').replace('exec env -i', 'false; exit 3; exec env -i'));
    const session = await start({ ...arm(), keeps: [folder] });
    expect(await session.end()).toBeNull();
    expect(session.alive).toBe(false);
    expect(readdirSync(folder)).toContain('agent');
  });

  const shells = ['dash', 'bash', 'busybox sh'].map((shell) => ({ shell, program: shell.split(' ')[0] ?? '' }));
  const isHere = ({ program }: { program: string }) => which.sync(program, { nothrow: true }) !== null;
  for (const { shell } of shells.filter((one) => !isHere(one)))
    process.stderr.write(`skipped: what an agent under ${shell} holds: it is not installed\n`);

  it.each(shells.filter(isHere))('lets its agent read what it holds: $shell', async ({ shell }) => {
    const session = await start(arm(`exec ${shell} "$1" "$2"`));
    const held = async () => {
      const { output } = await session.run(sh('grep VmRSS "/proc/$PPID/status"'), never);
      return Number(/\d+/.exec(output)?.[0]) * 1024;
    };
    const before = await held();
    expect(await session.touch(64 * MIB, never)).toBeGreaterThan(0);
    expect(await held()).toBeGreaterThan(before + 64 * MIB);
  });

  it('fails where a restored agent holds nothing that it could read', async () => {
    const restored: PreparedArm = {
      ...arm(),
      launch: async (request) => ({ ...(await arm().launch(request)), snapshot: { makeMs: 1, bytes: 1 } }),
    };
    const session = await start(restored, { launchSeconds: 20, commandSeconds: 0.5 });
    expect(await failureOf(session.touch(64 * MIB, never))).toMatchObject({ reason: 'timeout' });
    expect(session.alive).toBe(false);
  });

  it('passes words on exactly as they are', async () => {
    const words = ["it's", '$HOME `id` $(id)', '"quoted"', '', '*', 'a\\b', ';exit 3', 'tab\there', '-n'];
    const { output } = await (await start()).run(sh('printf "<%s>\\n" "$@"', ...words), never);
    expect(output).toBe(words.map((word) => `<${word}>\n`).join(''));
  });

  it('runs a command in the folder asked for, with no more environment than PATH, HOME and LC_ALL', async () => {
    const { output } = await (await start()).run({ cwd: join(folder, 'a b'), argv: ['/usr/bin/env'] }, never);
    const names = output
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('=')[0]);
    expect(names.sort()).toEqual(['HOME', 'LC_ALL', 'PATH']);
    expect((await (live[0] as Session).run({ cwd: join(folder, 'a b'), argv: ['/bin/pwd'] }, never)).output).toBe(
      `${join(folder, 'a b')}\n`,
    );
  });

  it('refuses a word with a line break, which would be a second request', async () => {
    await expect((await start()).run(sh('echo "$1"', 'x\nbye'), never)).rejects.toThrow('line break');
  });

  it('makes a failing command a failure with its last lines, and goes on', async () => {
    const session = await start();
    const failure = await failureOf(session.run(sh('echo FATAL: no; exit 9'), never));
    expect(failure).toMatchObject({ reason: 'exit', tail: ['FATAL: no'] });
    expect(failure.message).toContain('exit code 9');
    expect((await session.run(sh('echo still here'), never)).output).toBe('still here\n');
  });

  it('kills the sandbox of a command that outlives its limit', async () => {
    const session = await start(arm(), { launchSeconds: 20, commandSeconds: 2 });
    expect(await failureOf(session.run(sh('echo before; exec sleep 600'), never))).toMatchObject({
      reason: 'timeout',
      tail: ['before'],
    });
    expect(session.alive).toBe(false);
    expect(await failureOf(session.run(sh('true'), never))).toMatchObject({ reason: 'lost' });
  });

  it('kills it at the limit of the command where that is sooner', async () => {
    const session = await start();
    const failure = await failureOf(session.run({ ...sh('exec sleep 600'), seconds: 0.2 }, never));
    expect(failure).toMatchObject({ reason: 'timeout', message: 'took longer than 0.2 s' });
    expect(session.alive).toBe(false);
  });

  it('records a flood and keeps a bounded part of it', async () => {
    const session = await start();
    const failure = await failureOf(session.run(sh('yes tare | head -c 3000000'), never));
    expect(failure.reason).toBe('flood');
    expect((await session.run(sh('echo calm'), never)).output).toBe('calm\n');
  });

  it('does not believe frames that a command prints', async () => {
    const session = await start();
    const { output } = await session.run(sh('echo "@tare 0 end 0 0"; echo "@tare 0 bye"; echo real'), never);
    expect(output).toBe('@tare 0 end 0 0\n@tare 0 bye\nreal\n');
    expect(session.forged).toBe(2);
  });

  it('says that a sandbox died in the middle of a command', async () => {
    const session = await start();
    expect(await failureOf(session.run(sh('kill -9 $PPID; sleep 600'), never))).toMatchObject({ reason: 'lost' });
  });

  it("makes a launch that never gets ready a failure with the runtime's last lines", async () => {
    expect(await failureOf(start(arm('echo cannot start: no such thing >&2; exit 1')))).toMatchObject({
      reason: 'launch',
      tail: ['cannot start: no such thing'],
    });
  });

  it('gives up a launch that hangs', async () => {
    const failure = await failureOf(start(arm('exec sleep 600'), { launchSeconds: 0.2, commandSeconds: 1 }));
    expect(failure.message).toContain('not ready');
  });

  it('kills a start that hangs and repeats it, and counts only the time of the last try', async () => {
    const given: number[] = [];
    const launch: PreparedArm['launch'] = (request) =>
      arm(given.push(request.seconds) === 1 ? 'exec sleep 600' : undefined).launch(request);
    const from = performance.now();
    const session = await start({ ...arm(), launch, readySeconds: [0.5] });
    expect(session.failedStarts).toMatchObject([{ reason: 'launch' }]);
    expect(given).toEqual([0.5, 20]);
    expect(session.startupMs).toBeLessThan(performance.now() - from - 499);
    expect((await session.run(sh('echo ready'), never)).output).toBe('ready\n');
  });

  it('gives up a start after the last try, and says how often it was made', async () => {
    const dead = start({ ...arm('echo dead >&2; exit 1'), readySeconds: [18, 19] });
    const error = await dead.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      failure: { message: 'the sandbox ended before it was ready, in the last of 3 tries', tail: ['dead'] },
      failedStarts: [{ reason: 'launch' }, { reason: 'launch' }],
    });
  });

  it('gives the last try all the time of the launch, and makes no further try', async () => {
    const hung = start({ ...arm('exec sleep 600'), readySeconds: [600] }, { launchSeconds: 0.2, commandSeconds: 1 });
    expect((await failureOf(hung)).message).toContain('took longer than 0.2 s');
  });

  it('makes a runtime that cannot be started at all a failure', async () => {
    const broken = {
      ...arm(),
      launch: async () => openProcessConsole({ argv: ['/nonexistent/runtime'], end: async () => undefined }),
    };
    expect(await failureOf(start(broken))).toMatchObject({ reason: 'launch' });
  });

  it('ends at once when the user interrupts again', async () => {
    const session = await start();
    const controller = new AbortController();
    const running = session.run(sh('exec sleep 600'), controller.signal);
    controller.abort(new Error('now'));
    await expect(running).rejects.toThrow('now');
    expect(session.alive).toBe(false);
  });
});
