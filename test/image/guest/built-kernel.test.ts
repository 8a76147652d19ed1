import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { buildKernel, cachedKernel, foreseenIngredients } from '../../../src/image/guest/built-kernel.js';
import { silentLog } from '../../../src/log.js';
import { closeTestHost, openTestHost } from '../../runtimes/support.js';

let folder: string;
const before = process.env.APT_CONFIG;

/** The distribution has packages, but no source of Linux among them. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'no-source-'));
  const places = ['lists', 'lists/partial', 'cache', 'cache/archives', 'cache/archives/partial', 'parts'];
  for (const name of places) mkdirSync(join(folder, name));
  process.env.APT_CONFIG = join(folder, 'apt.conf');
  const settings = [
    ['Dir::State::Lists', 'lists'],
    ['Dir::Cache', 'cache'],
    ['Dir::Etc::SourceList', 'none'],
    ['Dir::Etc::SourceParts', 'parts'],
  ];
  writeFileSync(
    process.env.APT_CONFIG,
    settings.map(([key, name]) => `${key} "${join(folder, name ?? '')}";\n`).join(''),
  );
});
afterEach(() => {
  if (before === undefined) delete process.env.APT_CONFIG;
  else process.env.APT_CONFIG = before;
  rmSync(folder, { recursive: true });
});

(process.getuid?.() === 0 ? it : it.skip)(
  'is refused where the distribution has no source of Linux, with what to do instead, and leaves nothing half made',
  async () => {
    const opened = await openTestHost();
    const cache = join(folder, 'tare');
    mkdirSync(cache);
    const host = { ...opened, paths: { ...opened.paths, cache } };
    expect(await cachedKernel(host)).toBeUndefined();
    await expect(buildKernel(host)).rejects.toMatchObject({
      exitCode: 3,
      message:
        'The apt sources of this host offer no linux-source.\nAdd one of them. Leave out kernel: built, or give a kernel by path (kernel: ./vmlinux).',
    });
    expect(readdirSync(cache)).toEqual([]);
    expect(await closeTestHost(opened)).toEqual([]);
  },
);

it('is looked up once in an invocation, however many arms boot it', async () => {
  let asked = 0;
  const look = async () => {
    asked += 1;
    return undefined;
  };
  const host = describeHost(silentLog);
  await Promise.all([foreseenIngredients(host, look), foreseenIngredients(host, look)]);
  await foreseenIngredients(host, look);
  expect(asked).toBe(1);
});
