/** Finds the line of a search in real repositories. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lineBetween } from '../../../src/app/bisect/line.js';
import { Checkout } from '../../../src/app/sides/checkout.js';
import { BuiltRepository, git } from '../../support/built-repository.js';

let folder: string;
let repository: BuiltRepository;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-bisect-test-'));
  repository = new BuiltRepository(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function line(good: string, bad: string, at = repository.origin) {
  const checkout = await Checkout.open(at, { prefix: [] });
  return lineBetween({ good, bad }, checkout);
}

describe('the line of commits', () => {
  it('goes from the good end to the bad one, oldest first', async () => {
    const ids = [git(repository.origin, 'rev-parse', 'main')];
    for (const text of ['1', '2', '3']) ids.push(repository.commit('main', { n: text }));
    const commits = await line(ids[0] ?? '', 'main');
    expect(commits.map(({ id }) => id)).toEqual(ids);
    expect(commits[1]).toMatchObject({ subject: 'A change', isMerge: false });
  });

  it('has the beginning of a subject that is longer than anybody reads', async () => {
    const ids = ['start', 'end'].map((word) => {
      git(repository.origin, 'commit', '--quiet', '--allow-empty', '--message', `${word} ${'a'.repeat(12_000)}`);
      return git(repository.origin, 'rev-parse', 'HEAD');
    });
    const subjects = (await line(ids[0] ?? '', ids[1] ?? '')).map(({ subject }) => subject);
    expect(subjects).toEqual([`start ${'a'.repeat(493)}…`, `end ${'a'.repeat(495)}…`]);
  });

  it('takes a merge for one change', async () => {
    const start = git(repository.origin, 'rev-parse', 'main');
    const inner = repository.commit('topic', { a: '1' });
    const main = repository.commit('main', { b: '1' });
    git(repository.origin, 'merge', '--quiet', '--no-ff', '--message', 'Merge it', 'topic');
    const commits = await line(start, 'main');
    expect(commits.map(({ isMerge }) => isMerge)).toEqual([false, false, true]);
    expect(commits[1]?.id).toBe(main);
    await expect(line(inner, 'main')).rejects.toThrow(/came into main by a merge[\s\S]*--first-parent/);
  });

  it('is refused for a ref that does not exist, for ends that are equal or swapped, and where no line joins them', async () => {
    const start = git(repository.origin, 'rev-parse', 'main');
    repository.commit('main', { n: '1' });
    repository.commit('topic', { a: '1' });
    await expect(line('v9', 'main')).rejects.toThrow(/good: the checkout has no v9/);
    await expect(line('main', 'nowhere')).rejects.toThrow(/bad: the checkout has no nowhere/);
    await expect(line('main', 'main')).rejects.toThrow(/the same commit/);
    await expect(line('main', start)).rejects.toThrow(/is older than main/);
    repository.commit('main', { n: '2' });
    await expect(line('topic', 'main')).rejects.toThrow(/no ancestor of main[\s\S]*git merge-base topic main/);
  });

  it('is refused in a shallow checkout', async () => {
    repository.commit('main', { n: '1' });
    repository.checkout(join(folder, 'shallow'), 'main', '--depth=1');
    await expect(line('HEAD', 'HEAD', join(folder, 'shallow'))).rejects.toThrow(/is shallow[\s\S]*fetch-depth: 0/);
  });
});
