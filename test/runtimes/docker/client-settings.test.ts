import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Host } from '../../../src/host/host.js';
import { clientVariables } from '../../../src/runtimes/docker/client-settings.js';

describe('the settings of the docker client that makes a sandbox', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-client-'));
    mkdirSync(join(folder, '.docker'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Returns what the client reads where the user's own settings are `text`. */
  function read(text: string): unknown {
    writeFileSync(join(folder, '.docker/config.json'), text);
    const { DOCKER_CONFIG } = clientVariables({ paths: { work: folder } } as Host, folder);
    const path = join(DOCKER_CONFIG, 'config.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    return JSON.parse(readFileSync(path, 'utf8'));
  }

  it('are without the proxies and the passwords of the user, and with the headers that the daemon may want', () => {
    const HttpHeaders = { 'X-Who': 'me' };
    const proxies = { default: { httpProxy: 'http://me:secret@proxy.test' } };
    expect(read(JSON.stringify({ proxies, auths: { a: { auth: 'c2VjcmV0' } }, HttpHeaders }))).toEqual({ HttpHeaders });
  });

  it.each(['no JSON', '[]', '{"HttpHeaders":7}', '{}'])(
    'are empty where the user has none that can be read: %s',
    (text) => {
      expect(read(text)).toEqual({});
    },
  );
});
