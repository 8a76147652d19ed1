import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { lackingForUserland, userlandState } from '../../src/cli/userland-words.js';
import { describeHost } from '../../src/host/open-host.js';
import { silentLog } from '../../src/log.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-words-'));
afterAll(() => rmSync(folder, { recursive: true }));

const debian = { id: 'debian', version: '12', codename: 'bookworm', pretty: 'Debian 12', arch: 'amd64' };
const paths = { state: join(folder, 'state'), cache: join(folder, 'cache'), work: join(folder, 'state/work') };
/** Nothing is kept on it. */
const host = { ...describeHost(silentLog), paths, distribution: debian };
const here =
  (...names: readonly string[]) =>
  async () =>
    new Map(names.map((name) => [name, '1']));

const image = { kind: 'registry', reference: 'redis:7' } as const;
const byTare = "tare installs it from this host's package sources";

describe('what a userland lacks', () => {
  it('is for a container image what fetches and unpacks it, and the userland that its sysbench comes from', async () => {
    const made = expect.stringMatching(/^a userland with sysbench, made by mmdebstrap/);
    expect(await lackingForUserland(host, { image }, here('mmdebstrap', 'umoci'))).toEqual([
      made,
      `package skopeo: ${byTare}`,
    ]);
    expect(await lackingForUserland(host, {}, here())).toEqual([made, `package mmdebstrap: ${byTare}`]);
  });

  it('is nothing for a root that is brought, on any distribution', async () => {
    const fedora = { ...host, distribution: { ...debian, id: 'fedora' } };
    expect(await lackingForUserland(fedora, { rootfs: '/root.tar' }, here())).toEqual([]);
  });
});

describe('what doctor says of the userland', () => {
  it('is about the one that the inputs give', async () => {
    const rootfs = join(folder, 'root.tar');
    writeFileSync(rootfs, '');
    expect(await userlandState({ ...host, distribution: { ...debian, id: 'fedora' } }, { rootfs })).toContain(rootfs);
    expect(await userlandState(host, { image }, here('mmdebstrap'))).toMatch(
      /^made of the container image redis:7; first it needs a userland .*, package skopeo: .*, package umoci: /,
    );
    expect(await userlandState(host, { packages: ['redis-server'] })).toBe(
      'will be made by mmdebstrap on the first run',
    );
  });

  it('is what is wrong with its path', async () => {
    await expect(userlandState(host, { rootfs: '/nowhere/root.tar' })).rejects.toMatchObject({ exitCode: 2 });
  });
});
