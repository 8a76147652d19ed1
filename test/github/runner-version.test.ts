import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { requireRunner, requireServer, runnerVersion } from '../../src/github/runner-version.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tare-runner-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const node = (externals: string) => join(root, externals, 'node24/bin/node');
const log = (name: string, version: string) => {
  mkdirSync(join(root, '_diag'), { recursive: true });
  const lines = ['[2026-11-25 10:00:00Z INFO HostContext] No proxy settings', `[INFO Worker] Version: ${version}`];
  writeFileSync(join(root, '_diag', name), `${lines.join('\n')}\n${'x'.repeat(100_000)}`);
};

describe('the server', () => {
  it.each([undefined, '', 'https://github.com', 'https://octo.ghe.com', 'http://github.localhost:8080'])(
    'is accepted: %s',
    (url) => {
      expect(() => requireServer(url)).not.toThrow();
    },
  );

  it.each(['https://github.example.com', 'https://github.com.example.com', 'https://ghe.com'])(
    'is refused, before a run there is lost: %s',
    (url) => {
      expect(() => requireServer(url)).toThrow(/takes no artifacts of the present kind.*\nUse the command/s);
    },
  );
});

describe('the version of the runner', () => {
  it('is in the name of the folder once the runner has updated itself', () => {
    expect(runnerVersion(node('externals.2.337.1'))).toBe('2.337.1');
  });

  it('is in the log of the newest worker otherwise', () => {
    log('Worker_20261124-100000-utc.log', '2.330.0');
    log('Worker_20261125-100000-utc.log', '2.336.0');
    log('Runner_20261126-100000-utc.log', '1.0.0');
    expect(runnerVersion(node('externals'))).toBe('2.336.0');
  });

  it.each(['/__e/node24/bin/node', '/usr/bin/node'])('is unknown with %s, which is accepted', (path) => {
    expect(runnerVersion(path)).toBeUndefined();
    expect(() => requireRunner(path)).not.toThrow();
  });

  it.each(['2.336.0', '2.1000.0', '3.0.0'])('is accepted: %s', (version) => {
    expect(() => requireRunner(node(`externals.${version}`))).not.toThrow();
  });

  it.each(['2.335.9', '2.99.0'])('is refused: %s', (version) => {
    expect(() => requireRunner(node(`externals.${version}`))).toThrow(
      `This runner is ${version}, and tare needs 2.336.0 or later`,
    );
  });
});
