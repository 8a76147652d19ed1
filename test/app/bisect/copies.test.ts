/** The builds of a search are clean copies outside of the repository, of which nothing is left. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Copies } from '../../../src/app/bisect/copies.js';
import { UNRECORDED } from '../../../src/app/sides/build-record.js';
import { Checkout } from '../../../src/app/sides/checkout.js';
import { InputError } from '../../../src/errors.js';
import { BuiltRepository, git } from '../../support/built-repository.js';

let folder: string;
let repository: BuiltRepository;
let cacheBefore: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-copies-test-'));
  repository = new BuiltRepository(folder);
  cacheBefore = process.env.RUNNER_TOOL_CACHE;
  process.env.RUNNER_TOOL_CACHE = join(folder, 'tools');
});
afterEach(() => {
  if (cacheBefore === undefined) delete process.env.RUNNER_TOOL_CACHE;
  else process.env.RUNNER_TOOL_CACHE = cacheBefore;
  rmSync(folder, { recursive: true, force: true });
});

const quiet = () => undefined;
async function copies(command = 'cp src/runc.sh runc; sh src/more.sh') {
  const cwd = repository.origin;
  const checkout = await Checkout.open(cwd, { prefix: [] });
  return Copies.open({
    ...{ command, paths: ['./runc'], timeoutSeconds: 60, builder: { prefix: [] }, checkout, cwd },
    folder: join(folder, 'tare-bisect-copies'),
    record: UNRECORDED,
    isOurs: (change) => change.endsWith('tare-results/'),
    show: { step: quiet, warn: quiet, group: quiet, line: quiet, endGroup: quiet },
  });
}

const state = () => [
  git(repository.origin, 'status', '--porcelain'),
  git(repository.origin, 'show-ref'),
  git(repository.origin, 'rev-parse', 'HEAD'),
  git(repository.origin, 'worktree', 'list'),
];

it('each commit gets a copy of its own, and the repository stays as it is', async () => {
  const slower = repository.commit('main', { 'src/runc.sh': '#!/bin/sh\n# slower\n' });
  const before = state();
  const made = await copies();
  const [old, now] = [
    await made.of(`${slower}`, 'the bad end', 60),
    await made.of(git(repository.origin, 'rev-parse', 'main^'), 'the good end', 60),
  ];
  expect(readFileSync(join(old, 'runc'), 'utf8')).toContain('# slower');
  expect(readFileSync(join(now, 'runc'), 'utf8')).not.toContain('# slower');
  await made.keepOnly([slower]);
  expect([existsSync(old), existsSync(now)]).toEqual([true, false]);
  await made.remove();
  expect(existsSync(join(folder, 'tare-bisect-copies'))).toBe(false);
  expect(state()).toEqual(before);
});

it('a copy that a killed search left is removed', async () => {
  const head = repository.commit('main', { n: '1' });
  const killed = await copies();
  const left = await killed.of(head, 'a commit between', 60);
  const again = await copies();
  expect(existsSync(left)).toBe(false);
  await again.remove();
});

it('a commit that does not build, or leaves no runtime, is refused', async () => {
  const broken = repository.commit('main', { 'src/more.sh': 'echo no such thing; exit 3\n' });
  const made = await copies();
  await expect(made.of(broken, 'a commit between', 60)).rejects.toThrow(InputError);
  await expect(made.of(broken, 'a commit between', 60)).rejects.toThrow(/exit code 3[\s\S]*no such thing/);
  await made.remove();
});
