/** `tare bisect` on a real repository whose build wraps a real runc. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bisectFrom } from '../../src/bisect/read.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { BUILD, BuiltRepository, git, wrapperWith } from '../support/built-repository.js';
import { expectEnd } from '../support/expect-end.js';
import { Workplace } from '../support/tare.js';

const TEN_MINUTES = 600_000;

let place: Workplace;
let repository: BuiltRepository;
beforeEach(() => {
  place = new Workplace();
  Object.assign(place.env, { TMPDIR: join(place.folder, 'tmp') });
  mkdirSync(join(place.folder, 'tmp'));
  repository = new BuiltRepository(place.folder);
});
afterEach(() => place.remove());

const checkout = () => join(place.folder, 'work');
const start = (...args: string[]) => place.startIn(checkout(), 'bisect', ...args);
const asked = (good: string) => [
  ...['--good', good, '--bad', 'main', '--build', BUILD, '--runtimes', 'runc=./runc', '--cell', 'runc cpu.prime'],
  // These arguments are short, and enough to tell a tenth of a CPU from all of it, and the same code from itself,
  // within the launches of a step on a machine that is busy with twice as much as it has CPUs for.
  ...['--pairs', '4', '--trial-time', '50ms', '--memory', '256MiB', '--budget', '8m'],
];
const results = (ending: string) => {
  const folder = join(checkout(), 'tare-results');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(`.${ending}`)) : [];
  return names.map((name) => join(folder, name));
};
const copies = () => readdirSync(join(place.folder, 'tmp')).filter((name) => name.startsWith('tare-bisect-'));

describe('what cannot be searched', () => {
  const cases: [what: string, args: string[], says: RegExp][] = [
    ['no good end', [], /good: a search needs/],
    ['a commit that is not there', asked('v9'), /good: the checkout has no v9/],
    ['a cell of no runtime', [...asked('main'), '--cell', 'crun cpu.prime'], /takes one value/],
    ['a document that is no record', ['--resume', '.gitignore'], /\.gitignore is not JSON/],
    [
      'a resume with other commits',
      ['--resume', '.gitignore', '--good', 'main'],
      /resume: a resumed run keeps its plan/,
    ],
  ];
  it.each(cases)('%s', async (_, args, says) => {
    repository.commit('main', { n: '1' });
    repository.checkout(checkout(), 'main');
    const { code, stderr } = await start(...args).finished();
    expectEnd({ code, stderr }, { code: 2, stderr: expect.stringMatching(says) });
    expect(copies()).toEqual([]);
  });

  it('a good end that does not build', async () => {
    const good = repository.commit('main', { 'src/more.sh': 'echo this is broken; exit 1\n' });
    repository.commit('main', { n: '1' });
    repository.checkout(checkout(), 'main');
    const { code, stderr } = await start(...asked(good)).finished();
    expectEnd(
      { code, stderr },
      {
        code: 2,
        stderr: expect.stringMatching(/at the good end[\s\S]*this is broken/),
      },
    );
    expect(copies()).toEqual([]);
  });
});

const unavailable = (await whyNot(runc, 'runc')) !== undefined;
(unavailable ? describe.skip : describe)('a slower commit', () => {
  it(
    'is found past one that does not build, by a search that was killed and went on',
    async () => {
      const good = git(repository.origin, 'rev-parse', 'main');
      repository.commit('main', { 'src/more.sh': 'exit 1\n' });
      repository.commit('main', { 'src/more.sh': 'true\n' });
      const slow = repository.commit('main', { 'src/runc.sh': wrapperWith(10) });
      repository.checkout(checkout(), 'main');
      git(checkout(), 'checkout', '--quiet', 'main');
      const before = [git(checkout(), 'show-ref'), git(checkout(), 'status', '--porcelain')];
      const killed = start(...asked(good));
      await killed.says(`bisect: ${slow.slice(0, 7)} slower`);
      await killed.says('bisect: 2 of about');
      killed.child.kill('SIGKILL');
      await killed.finished();
      const [path = ''] = results('json');
      const { code, stdout, stderr } = await start('--resume', path).finished();
      expectEnd({ code, stdout, stderr }, { code: 0 });
      expect(stdout).toContain(`${slow.slice(0, 7)} A change made runc cpu.prime slower`);
      const record = bisectFrom(readFileSync(path, 'utf8'), path);
      expect(record.answer).toMatchObject({ kind: 'commit', good: 2, bad: 3 });
      expect(record.tried.map(({ kind, candidate, outcome }) => [kind, candidate, outcome])).toEqual([
        ['ends', 3, 'slower'],
        ['step', 1, 'not-built'],
        ['step', 2, 'not-slower'],
        ['parent', 3, 'slower'],
      ]);
      expect(readFileSync(results('md')[0] ?? '', 'utf8')).toContain('not built');
      expect(readFileSync(results('html')[0] ?? '', 'utf8')).toContain('<svg role="img"');
      expect([git(checkout(), 'show-ref'), git(checkout(), 'status', '--porcelain')]).toEqual(before);
      expect(copies()).toEqual([]);
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );
});
