import { describe, expect, it } from '@jest/globals';
import { commandEnvironment, mustRun, runCommand } from '../../src/host/command.js';

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
});

describe('mustRun', () => {
  it('shows the last lines of a command that failed', async () => {
    await expect(mustRun(['sh', '-c', 'echo the reason >&2; exit 1'])).rejects.toThrow('the reason');
  });
});

describe('commandEnvironment', () => {
  it('keeps tokens and inputs of a workflow from the commands we run', () => {
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

  it('lets the proxy of the host through', () => {
    process.env.https_proxy = 'http://proxy.test:3128';
    try {
      expect(commandEnvironment().https_proxy).toBe('http://proxy.test:3128');
    } finally {
      delete process.env.https_proxy;
    }
  });
});
