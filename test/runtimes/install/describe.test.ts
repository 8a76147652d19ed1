import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { checkRecipe, describeSource, installRecipe } from '../../../src/runtimes/install/install.js';
import type { Recipe, Source } from '../../../src/runtimes/install/recipe.js';

const log = { step: () => undefined, warn: () => undefined };
const RELEASE = {
  file: (version: string) => `https://p/${version}`,
  checksums: (version: string) => `https://p/${version}/sums`,
};
const RECIPE: Recipe = {
  runtime: 'thing',
  programs: [{ name: 'thing' }],
  packages: [{ name: 'thing' }],
  byPath: 'program',
  release: RELEASE,
};
const release = {
  kind: 'release',
  release: { runtime: 'thing', version: '9.9.9', checksum: `sha256:${'a'.repeat(64)}` },
  file: RELEASE.file('9.9.9'),
  checksums: RELEASE.checksums('9.9.9'),
  offer: '',
} as const;
const more = (steps: ['lists'] | ['backports'], places: string[]): Source => ({
  kind: 'more',
  what: 'package thing',
  steps,
  places,
  otherwise: release,
});

describe('what a check says of a source', () => {
  const host = describeHost(log);
  const said = async (source: Source) => (await describeSource(host, source, RECIPE))[0];

  it('names the place that is tried first, where a release is only the last choice', async () => {
    const remedy = 'tare installs it from bookworm-backports';
    expect(await said(more(['backports'], ['bookworm-backports']))).toMatchObject({ what: 'package thing', remedy });
  });

  it('names the release, where only the lists may be old', async () => {
    const remedy = 'tare downloads https://p/9.9.9, with the checksum that was given';
    expect(await said(more(['lists'], ['the lists']))).toEqual({ what: 'thing 9.9.9', remedy, installable: true });
  });

  it('says why a release may not be downloaded', async () => {
    const refusal = { problem: 'nobody vouches for it', remedy: 'Give a checksum.' };
    const missing = { what: 'thing 9.9.9: nobody vouches for it', remedy: 'Give a checksum.', installable: false };
    expect(await said({ ...release, refusal })).toEqual(missing);
  });
});

describe('a runtime of several programs of which one is missing', () => {
  const host = describeHost(log);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-programs-'));
    writeFileSync(join(folder, 'thingd'), `#!/bin/sh\ntouch ${folder}/was-run\n`, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const place = (name: string) => ({ name, places: [join(folder, name)] });
  const recipe = (): Recipe => ({
    runtime: 'thing',
    programs: [place('thingd'), place('tare-test-thing')],
    packages: [],
    byPath: 'folder',
  });

  it.each([
    ['where they are found', false, 'tare-test-thing, which thingd needs, is not installed'],
    ['in a folder that the user gives', true, 'There is no tare-test-thing on PATH or in '],
  ])('is refused before any of them is called: %s', async (_, isGiven, problem) => {
    const arm = { id: 'thing', runtime: 'thing', options: {}, ...(isGiven && { path: folder }) };
    const attempt = installRecipe(host, arm, recipe());
    await expect(attempt).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining(problem) });
    expect(existsSync(join(folder, 'was-run'))).toBe(false);
  });

  it('is named as what is missing', async () => {
    const what = 'tare-test-thing, which thingd needs, is not installed';
    const remedy = 'Install it, or add its folder to PATH.';
    const missing = await checkRecipe(host, { id: 'thing', runtime: 'thing', options: {} }, recipe());
    expect(missing).toEqual([{ what, remedy, installable: false }]);
  });
});
