/** `tare bisect` on a real repository whose build wraps a real runc. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bisectFrom } from '../../src/bisect/read.js';
import { identify } from '../../src/host/process.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { TOOLS, USERLAND_SYSBENCH } from '../faults/world.js';
import { whyNot } from '../runtimes/support.js';
import { bisectRecord } from '../support/bisect-record.js';
import { BUILD, BuiltRepository, git, wrapperWith } from '../support/built-repository.js';
import { expectEnd } from '../support/expect-end.js';
import { Workplace } from '../support/tare.js';
import { makeTinyUserland } from '../support/tiny-userland.js';

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
const cleanedUp = () => place.startIn(checkout(), 'cleanup').finished();
const asked = (good: string, budget = '8m') => [
  ...['--good', good, '--bad', 'main', '--build', BUILD, '--runtimes', 'runc=./runc', '--cell', 'runc cpu.prime'],
  // These arguments are short, and enough to tell a tenth of a CPU from all of it, and the same code from itself,
  // within the launches of a step on a machine that is busy with twice as much as it has CPUs for.
  ...['--pairs', '4', '--trial-time', '50ms', '--memory', '256MiB', '--budget', budget],
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

describe('a search that is killed while it builds', () => {
  it('ends its build, has its time on record, and leaves nothing after a cleanup', async () => {
    const good = repository.commit('main', { 'src/more.sh': 'echo "in $$"; sleep 982\n' });
    repository.commit('main', { n: '1' });
    repository.checkout(checkout(), 'main');
    const killed = start(...asked(good, '6s'));
    await killed.says('  | in ');
    const pid = Number(/ {2}\| in (\d+)/.exec(killed.said)?.[1]);
    const spent = () => bisectFrom(readFileSync(results('json')[0] ?? '', 'utf8'), 'it').spentSeconds;
    while (spent() === 0) await pause(100);
    killed.child.kill('SIGKILL');
    await killed.finished();
    expect(await isGone(pid)).toBe(true);
    expect((await cleanedUp()).code).toBe(0);
    expect(copies()).toEqual([]);
    expect(place.traces()).toEqual([]);
    const { code, stdout } = await start('--resume', results('json')[0] ?? '').finished();
    expectEnd({ code, stdout }, { code: 4, stdout: expect.stringContaining('The budget was spent before the ends') });
  });

  it('is not gone on with by the record of another host', async () => {
    repository.checkout(checkout(), 'main');
    const path = join(checkout(), 'bisect.json');
    writeFileSync(path, JSON.stringify(bisectRecord(1, { command: `touch ${place.folder}/run` })));
    const { code, stderr } = await start('--resume', path).finished();
    expectEnd({ code, stderr }, { code: 3, stderr: expect.stringContaining('cannot be resumed here') });
    expect(existsSync(join(place.folder, 'run'))).toBe(false);
  });
});

async function isGone(pid: number): Promise<boolean> {
  for (let round = 0; round < 100; round += 1) {
    if (identify(pid) === undefined) return true;
    await pause(50);
  }
  return false;
}

const unavailable = (await whyNot(runc, 'runc')) !== undefined;
(unavailable ? describe.skip : describe)('two ends of the same program', () => {
  it('differ in nothing, which is said, and nothing between them is measured', async () => {
    const good = git(repository.origin, 'rev-parse', 'main');
    for (const n of ['1', '2', '3']) repository.commit('main', { n });
    repository.checkout(checkout(), 'main');
    const userland = join(place.folder, 'userland');
    makeTinyUserland(userland, USERLAND_SYSBENCH, TOOLS);
    const given = [...asked(good, '40s'), '--rootfs', userland, '--install', 'never'];
    const { code, stdout, stderr } = await start(...given).finished();
    expectEnd({ code, stdout, stderr }, { code: 1 });
    expect(stdout).toMatch(/is not (?:shown to be )?slower/);
    const record = bisectFrom(readFileSync(results('json')[0] ?? '', 'utf8'), 'it');
    expect(record.answer).toMatchObject({ kind: 'no-difference', good: 0, bad: 3 });
    expect(record.tried).toMatchObject([{ kind: 'ends', baseline: 0, candidate: 3 }]);
    expect(copies()).toEqual([]);
    expect(place.traces()).toEqual([]);
  });
});

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
