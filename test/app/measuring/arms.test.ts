import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setUp } from '../../../src/app/measuring/arms.js';
import { describeHost } from '../../../src/host/open-host.js';
import type { Userland } from '../../../src/image/image.js';
import { silentLog } from '../../../src/log.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-arms-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a userland whose path holds none', () => {
  const none = '/nowhere/none.tar';
  const good = (): Userland => {
    writeFileSync(join(folder, 'root.tar'), '');
    return { rootfs: join(folder, 'root.tar') };
  };

  it.each([
    ['as rootfs', () => ({ userland: { rootfs: none } })],
    ['as image', () => ({ userland: { image: { kind: 'path' as const, path: none } } })],
    ['on the side of the baseline', () => ({ userland: good(), baselineUserland: { rootfs: none } })],
  ])('is refused before anything is made or installed on the host: %s', async (_, userlands) => {
    const [state, cache] = [join(folder, 'state'), join(folder, 'cache')];
    const host = { ...describeHost(silentLog), paths: { state, cache, work: join(state, 'work') } };
    const asked = setUp(host, { arms: [], ...userlands() }, new AbortController().signal);
    await expect(asked).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(`${none} does not exist`),
    });
    expect([state, cache].filter((path) => existsSync(path))).toEqual([]);
  });
});
