import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { cancellable, whileUndoing, withSignal } from '../../../src/host/cancellation.js';
import { commandEnvironment, mustRun, proxyVariables, runCommand } from '../../../src/host/commands/command.js';
import { identify, isAlive } from '../../../src/host/process.js';

/** Resolves when there is no such process; the test ends without success where there stays one. */
async function gone(pid: number): Promise<void> {
  while (identify(pid)) await setImmediate();
}

describe('runCommand', () => {
  it('passes words on without a shell', async () => {
    expect((await runCommand(['printf', '%s', '$(id) `id` ; *'])).stdout).toBe('$(id) `id` ; *');
  });

  it('gives the exit code of a command that fails', async () => {
    expect(await runCommand(['sh', '-c', 'echo out; echo err >&2; exit 3'])).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('says which command is not installed', async () => {
    await expect(runCommand(['no-such-command-here'])).rejects.toThrow('no-such-command-here is not installed');
  });

  it('ends a command that takes too long', async () => {
    await expect(runCommand(['sleep', '600'], { timeoutSeconds: 0.1 })).rejects.toThrow('took longer than 0.1 s');
  });

  it('leaves none running that does not heed that it should end, where we end ourselves', async () => {
    const script = `import { runCommand } from '${join(process.cwd(), 'src/host/commands/command.ts')}';
      const stop = new AbortController();
      const told = setInterval(() => {
        if (!existsSync(process.argv[1])) return;
        stop.abort(new Error('stopped'));
        process.exit(7);
      }, 5);
      import { existsSync } from 'node:fs';
      await runCommand(['sh', '-c', 'trap "" TERM; echo $$ >$1.new; mv $1.new $1; sleep 1000; sleep 1000', 'sh', process.argv[1]], { signal: stop.signal });`;
    const folder = mkdtempSync(join(tmpdir(), 'tare-command-'));
    const file = join(folder, 'pid');
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, file], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const pid = Number(readFileSync(file, 'utf8'));
    await gone(pid);
    rmSync(folder, { recursive: true });
    expect(status).toBe(7);
  });

  it('does not wait for processes that a successful command leaves running with its output open', async () => {
    const { code, stdout } = await runCommand(['sh', '-c', 'sleep 600 & echo $!'], { timeoutSeconds: 60 });
    const left = identify(Number(stdout));
    expect({ code, isAlive: left !== undefined && isAlive(left) }).toEqual({ code: 0, isAlive: true });
    process.kill(Number(stdout), 'SIGKILL');
  });

  it('gives all that was printed before the end, though the output stays open', async () => {
    const script = 'head -c 3000000 /dev/zero | tr "\\0" x; sleep 600 & echo; echo $!';
    const { stdout } = await runCommand(['sh', '-c', script]);
    const [printed = '', pid] = stdout.split('\n');
    process.kill(Number(pid), 'SIGKILL');
    expect(printed).toHaveLength(3_000_000);
  });

  it('ends the children of a command that takes too long, and a command that ignores SIGTERM', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-command-'));
    const script = 'trap "" TERM; sleep 600 & echo $! $$ >"$0"; wait; sleep 600';
    const file = join(folder, 'pids');
    await expect(runCommand(['sh', '-c', script, file], { timeoutSeconds: 0.5 })).rejects.toThrow('took longer');
    const pids = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    for (const pid of pids) await gone(pid);
    rmSync(folder, { recursive: true });
  });

  it('ends the command and its children when the work around it is cancelled', async () => {
    const [work, undo] = [new AbortController(), new AbortController()];
    const folder = mkdtempSync(join(tmpdir(), 'tare-command-'));
    const file = join(folder, 'pid');
    const running = cancellable({ work: work.signal, removal: undo.signal, undo: undo.signal }, () =>
      runCommand(['sh', '-c', 'sleep 600 & echo $! >"$0.draft"; mv "$0.draft" "$0"; wait', file]),
    );
    while (!existsSync(file)) await setImmediate();
    work.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await gone(Number(readFileSync(file, 'utf8')));
    rmSync(folder, { recursive: true });
  });

  it('goes on while changes are undone after the work was cancelled, until the limit for that', async () => {
    const [work, undo] = [new AbortController(), new AbortController()];
    await cancellable({ work: work.signal, removal: undo.signal, undo: undo.signal }, async () => {
      work.abort(new Error('enough'));
      await expect(runCommand(['true'])).rejects.toThrow('enough');
      expect((await whileUndoing(() => runCommand(['true']))).code).toBe(0);
      const stuck = whileUndoing(() => runCommand(['sleep', '600']));
      undo.abort(new Error('too long'));
      await expect(stuck).rejects.toThrow('too long');
    });
  });

  it('gives a command that ignores SIGTERM less time while changes are undone', async () => {
    const over = new AbortController();
    const folder = mkdtempSync(join(tmpdir(), 'tare-command-'));
    const script = `trap '' TERM; : >"$0"; while :; do sleep 600; done`;
    const order: string[] = [];
    const stubborn = async (name: string) => {
      const running = runCommand(['sh', '-c', script, join(folder, name)]).finally(() => order.push(name));
      await expect(running).rejects.toThrow('over');
    };
    await cancellable({ work: over.signal, removal: over.signal, undo: over.signal }, () =>
      Promise.all([
        withSignal(AbortSignal.any([over.signal]), () => stubborn('work')),
        whileUndoing(() => stubborn('put back')),
        (async () => {
          while (!['work', 'put back'].every((name) => existsSync(join(folder, name)))) await setImmediate();
          over.abort(new Error('over'));
        })(),
      ]),
    );
    expect(order).toEqual(['put back', 'work']);
    rmSync(folder, { recursive: true });
  });
});

describe('mustRun', () => {
  it('shows the last lines of a command that failed', async () => {
    await expect(mustRun(['sh', '-c', 'echo the reason >&2; exit 1'])).rejects.toThrow('the reason');
  });
});

describe('commandEnvironment', () => {
  it('keeps tokens and inputs of a workflow from commands', () => {
    const secrets = {
      ACTIONS_RUNTIME_TOKEN: 'a',
      GITHUB_TOKEN: 'b',
      INPUT_GITHUB_TOKEN: 'c',
      AWS_SECRET_ACCESS_KEY: 'd',
      NODE_OPTIONS: 'e',
    };
    const before = { ...process.env };
    Object.assign(process.env, secrets);
    try {
      expect(Object.keys(commandEnvironment()).filter((name) => name in secrets)).toEqual([]);
    } finally {
      for (const name of Object.keys(secrets)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  it('gives the proxy of the host, in whose address a password may be, to none but what fetches', () => {
    const names = ['https_proxy', 'HTTP_PROXY', 'ftp_proxy', 'all_proxy', 'no_proxy'];
    for (const name of names) process.env[name] = 'http://me:secret@proxy.test:3128';
    try {
      expect(JSON.stringify(commandEnvironment())).not.toContain('proxy.test');
      expect(Object.keys(commandEnvironment(proxyVariables())).sort()).toEqual(expect.arrayContaining(names.sort()));
    } finally {
      for (const name of names) delete process.env[name];
    }
  });

  it('hides the passwords of addresses in the message of a command that fails', async () => {
    const script = 'echo "cannot reach https://joe:secret@mirror.test/a" >&2; exit 1';
    const failing = mustRun(['sh', '-c', script, 'http://joe:secret@mirror.test']);
    await expect(failing).rejects.toThrow('cannot reach https://***@mirror.test/a');
    await expect(failing).rejects.not.toThrow('secret');
  });
});
