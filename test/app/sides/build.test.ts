/** Builds from checkouts of a real repository. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildRequestOf, type Commands } from '../../../src/app/request/build.js';
import { buildSides } from '../../../src/app/sides/build.js';
import type { Show } from '../../../src/app/sides/build-commit.js';
import { UNRECORDED } from '../../../src/app/sides/build-record.js';
import { Checkout } from '../../../src/app/sides/checkout.js';
import { foreseeBuild } from '../../../src/app/sides/foresee-build.js';
import { Cancelled, InputError } from '../../../src/errors.js';
import { cancellable } from '../../../src/host/cancellation.js';
import { BuiltRepository, git } from '../../support/built-repository.js';
import { WORK_FOLDER } from '../../support/work-folder.js';

const BUILD = 'cp src/runc.sh runc; sh src/more.sh; echo "built $(git rev-parse HEAD)"';

let folder: string;
let repository: BuiltRepository;
let told: string[];
let cacheBefore: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(WORK_FOLDER, 'tare-build-test-'));
  repository = new BuiltRepository(folder);
  told = [];
  cacheBefore = process.env.RUNNER_TOOL_CACHE;
  process.env.RUNNER_TOOL_CACHE = join(folder, 'tools');
});
afterEach(() => {
  if (cacheBefore === undefined) delete process.env.RUNNER_TOOL_CACHE;
  else process.env.RUNNER_TOOL_CACHE = cacheBefore;
  rmSync(folder, { recursive: true, force: true });
});

const tell = (text: string) => void told.push(text);
const SHOW: Show = { step: tell, warn: tell, group: tell, line: tell, endGroup: () => undefined };

type Asked = Parameters<typeof buildRequestOf>[0];

const NO_USERLAND = { rootfs: undefined, image: undefined, packages: undefined };

/** Makes a request as in a job of a pull request, or of a push; without a commit, it is as on a terminal. */
function requested(asked: Partial<Asked>, head?: string, { builds, pushedOnto }: Partial<Given> = {}) {
  const pull = { run: { event: 'pull_request' }, change: { base: 'main', headSha: head } };
  const event = pushedOnto === undefined ? pull : { run: { event: 'push' }, pushedOnto };
  const workflow = head === undefined ? undefined : (event as Parameters<typeof buildRequestOf>[1]);
  const none = {
    build: BUILD,
    buildTimeoutSeconds: 60,
    baselineRef: undefined,
    baselineRuntimes: undefined,
    ...NO_USERLAND,
  };
  const request = buildRequestOf({ ...none, runtimes: ['runc=./runc'], ...asked }, workflow, {
    cwd: '/w',
    bump: builds && { builds },
  });
  if (request === undefined) throw new Error('nothing is asked for');
  return request;
}

interface Given {
  readonly inputs?: Partial<Asked>;
  readonly head: string;
  readonly clone?: readonly string[];
  readonly builds?: Commands;
  /** A push has moved the branch from there. */
  readonly pushedOnto?: string;
  line?(text: string): void;
}

let checkouts = 0;
const workspace = () => join(folder, `workspace-${checkouts}`);

/** Builds as in a job whose head is checked out. */
function built({ inputs, head, clone = [], line = tell, ...event }: Given) {
  checkouts += 1;
  repository.checkout(workspace(), head, ...clone);
  const temp = join(folder, 'temp');
  mkdirSync(temp, { recursive: true });
  const where = { cwd: workspace(), temp, record: UNRECORDED, show: { ...SHOW, line } };
  return buildSides({ request: requested(inputs ?? {}, head, event), ...where });
}

const copies = () => readdirSync(join(folder, 'temp'));
const refused = async (given: Given): Promise<string> => {
  const error = await built(given).then(
    () => new Error('it was built'),
    (reason: Error) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  expect(copies()).toEqual([]);
  return error.message;
};

describe('a build that is only planned', () => {
  it('names the commits and folders of both sides, builds nothing and makes no copy', async () => {
    const parted = git(repository.origin, 'rev-parse', 'main');
    const head = repository.commit('change', { 'src/more.sh': 'touch built\n' });
    checkouts += 1;
    repository.checkout(workspace(), head);
    const temp = join(folder, 'temp');
    mkdirSync(temp, { recursive: true });
    const { sides, lines } = await foreseeBuild(requested({ baselineRef: 'main' }), workspace(), temp);
    expect(sides).toMatchObject({ head: { commit: head }, base: { commit: parted } });
    const [what = '', ofHead = '', ofBase = ''] = lines;
    expect(what).toContain(BUILD);
    expect(ofHead).toMatch(new RegExp(`head ${head.slice(0, 7)} in ${temp}.*/head, which is to leave \\./runc$`));
    expect(ofBase).toMatch(
      new RegExp(`base ${parted.slice(0, 7)}, where the head and main .* part, in ${temp}.*/base`),
    );
    expect(copies()).toEqual([]);
    expect(git(workspace(), 'status', '--porcelain', '--ignored')).toBe('');
  });

  it('says why a build could not begin', async () => {
    repository.checkout(join(folder, 'shallow'), '', '--depth=1');
    await expect(foreseeBuild(requested({}), join(folder, 'shallow'), folder)).rejects.toThrow(/is shallow/);
  });
});

/** Makes files, links and folders of several modes, one of which nothing can be put into afterwards. */
const MAKES_MANY =
  'mkdir -p lib empty; echo library >lib/inner; chmod 640 lib/inner; ln -s lib/inner link; chmod 555 lib\n';

/** All of a copy but its repository: mode and text of files, targets of links. */
const listing = (copy: string): string[] =>
  readdirSync(copy, { withFileTypes: true, recursive: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(copy, '.git/')) && path !== join(copy, '.git'))
    .map((path) => {
      const [stat, name] = [lstatSync(path), relative(copy, path)];
      if (stat.isSymbolicLink()) return `${name} -> ${readlinkSync(path)}`;
      const text = stat.isFile() ? ` ${readFileSync(path, 'utf8').trim()}` : '';
      return `${name} ${(stat.mode & 0o777).toString(8)}${text}`;
    })
    .sort();

const buildsOf = (commit: string) => told.filter((line) => line === `built ${commit}`).length;

describe('a pull request', () => {
  it('is built where it left its base, and at its head; the checkout stays as it is', async () => {
    const parted = git(repository.origin, 'rev-parse', 'main');
    const head = repository.commit('change', { 'src/runc.sh': '#!/bin/sh\n# slower\n' });
    repository.commit('main', { 'src/runc.sh': '#!/bin/sh\n# of others\n' });
    const made = await built({ head });
    expect(made?.sides).toMatchObject({ head: { commit: head }, base: { commit: parted } });
    const runc = (side: 'head' | 'base') => readFileSync(join(made?.sides[side]?.folder ?? '', 'runc'), 'utf8');
    expect(runc('head')).toContain('# slower');
    expect(runc('base')).not.toMatch(/slower|of others/);
    expect(git(workspace(), 'status', '--porcelain', '--ignored')).toBe('');
    expect(git(workspace(), 'worktree', 'list').split('\n')).toHaveLength(1);
    await made?.remove();
    expect(copies()).toEqual([]);
  });

  it('is built by its own command, and its base by that of the base, each of which is kept as its own', async () => {
    const base = git(repository.origin, 'rev-parse', 'main');
    const head = repository.commit('change', { 'src/new.sh': '#!/bin/sh\n# new\n' });
    const builds = { head: 'cp src/new.sh runc', base: BUILD };
    const made = await built({ head, builds });
    const runc = (side: 'head' | 'base') => readFileSync(join(made?.sides[side]?.folder ?? '', 'runc'), 'utf8');
    expect(made.sides).toMatchObject({ command: builds.head, baseCommand: BUILD, base: { commit: base } });
    expect(runc('head')).toContain('# new');
    expect(runc('base')).toContain('exec runc');
    await built({ head, builds: { ...builds, base: 'echo "built anew"; echo other > runc' } });
    expect(told).toContain('built anew');
  });

  it('is built beside a base that was built before and is not built again, unless its copy is damaged', async () => {
    const base = git(repository.origin, 'rev-parse', 'main');
    const head = repository.commit('change', { 'src/other.c': 'int x;' });
    const first = await built({ head });
    expect(buildsOf(base)).toBe(1);
    const next = repository.commit('change', { 'src/other.c': 'int y;' });
    const second = await built({ head: next });
    expect(buildsOf(base)).toBe(1);
    expect(buildsOf(next)).toBe(1);
    const read = (made: typeof first) => readFileSync(join(made?.sides.base?.folder ?? '', 'runc'), 'utf8');
    expect(read(second)).toBe(read(first));
    for (const entry of readdirSync(join(folder, 'tools/tare/builds')))
      rmSync(join(folder, 'tools/tare/builds', entry, '0'));
    await built({ head: next });
    expect(buildsOf(base)).toBe(2);
  });

  it('has a base from the cache that is what the build left, with all that is beside the program', async () => {
    const base = repository.commit('main', { 'src/more.sh': MAKES_MANY, 'data/beside': 'of the commit' });
    const head = repository.commit('change', { 'src/other.c': 'int x;' });
    const first = await built({ head });
    const second = await built({ head: repository.commit('change', { 'src/other.c': 'int y;' }) });
    expect(buildsOf(base)).toBe(1);
    const [made, kept] = [first, second].map(({ sides }) => listing(sides.base?.folder ?? ''));
    expect(made).toEqual(expect.arrayContaining(['empty 755', 'lib/inner 640 library', 'link -> lib/inner']));
    expect(kept).toEqual(made);
    expect(git(second.sides.base?.folder ?? '', 'rev-parse', 'HEAD')).toBe(base);
  });

  it.each([
    ['another variable', () => Object.assign(process.env, { CFLAGS: '-O3' }), 2],
    ['another variable of the terminal', () => Object.assign(process.env, { COLUMNS: '91' }), 1],
    ['another compiler', () => writeFileSync(join(folder, 'bin/cc'), '#!/bin/sh\n# 2\n', { mode: 0o755 }), 2],
  ])('has a base that was built under %s: it is built so many times', async (_what, change, times) => {
    const kept = { ...process.env };
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/cc'), '#!/bin/sh\n', { mode: 0o755 });
    process.env.PATH = `${join(folder, 'bin')}:${process.env.PATH}`;
    const base = git(repository.origin, 'rev-parse', 'main');
    await built({ head: repository.commit('change', { 'src/other.c': 'int x;' }) });
    change();
    await built({ head: repository.commit('change', { 'src/other.c': 'int y;' }) });
    for (const name of ['PATH', 'CFLAGS', 'COLUMNS'])
      if (kept[name] === undefined) delete process.env[name];
      else process.env[name] = kept[name];
    expect(buildsOf(base)).toBe(times);
  });

  it.each([
    ['is a script that names its own folder', 'echo "#!/bin/sh\nexec $PWD/lib/runc" >runc\n', /runc names the folder/],
    ['holds a link to its own folder', 'ln -s "$PWD/src" link\n', /link leads to the folder/],
    ['holds a link out of it', 'ln -s ../../of-others link\n', /link leads out of the folder/],
    [
      'holds a link to what is removed',
      'echo 1 >"$TMPDIR/x"; ln -s "$TMPDIR/x" link\n',
      /link leads out of the folder/,
    ],
    ['holds a pipe', 'mkfifo pipe\n', /pipe is no plain file/],
    ['is very large', 'truncate -s 300M image\n', /more than 256 MiB/],
  ])('has a base that %s: it is built each time', async (_what, more, says) => {
    const base = repository.commit('main', { 'src/more.sh': more });
    await built({ head: repository.commit('change', { 'src/other.c': 'int x;' }) });
    await built({ head: repository.commit('change', { 'src/other.c': 'int y;' }) });
    expect(buildsOf(base)).toBe(2);
    expect(told.join('\n')).toMatch(says);
  });

  it('is stopped together with its base, which has ended before it by then', async () => {
    const head = repository.commit('change', {});
    const begun = ['head', 'base'].map((side) => join(folder, `${side}-begun`));
    const [ofHead, ofBase] = begun;
    const builds = { head: `trap '' TERM; touch ${ofHead}; sleep 30`, base: `touch ${ofBase}; sleep 30` };
    const stop = new AbortController();
    const never = new AbortController().signal;
    const stops = { work: stop.signal, removal: never, undo: never };
    const made = cancellable(stops, () => built({ head, builds }));
    while (!begun.every((path) => existsSync(path))) await delay(5);
    stop.abort(new Cancelled('Stopped by the user.'));
    // The base fails while the head is still waited for: an error that nobody hears fails this test.
    await expect(made).rejects.toThrow(Cancelled);
    expect(copies()).toEqual([]);
  });

  it('that does not build fails, with the last lines of its output', async () => {
    const head = repository.commit('change', { 'src/more.sh': 'echo "no rule to make runc" >&2; exit 3\n' });
    const message = await refused({ head });
    expect(message).toContain(`exit code 3 at the head, ${head.slice(0, 7)}`);
    expect(message).toContain('  | no rule to make runc');
  });

  it('whose base does not build is measured alone, and says why', async () => {
    const base = repository.commit('main', { 'src/more.sh': 'exit 4\n' });
    const head = repository.commit('change', { 'src/more.sh': 'true\n' });
    const made = await built({ head });
    expect(made?.sides.base).toBeUndefined();
    expect(made?.sides.note).toContain(`The base ${base.slice(0, 7)} could not be built`);
    expect(existsSync(join(made?.sides.head.folder ?? '', 'runc'))).toBe(true);
  });

  it('with submodules gets them from the checkout', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    git(inner, 'init', '--quiet');
    git(inner, 'commit', '--quiet', '--allow-empty', '--message', 'One');
    git(repository.origin, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'inner');
    const head = repository.commit('change', { 'src/more.sh': 'test -e inner/.git\n' });
    checkouts += 1;
    repository.checkout(workspace(), head);
    git(workspace(), '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init');
    rmSync(inner, { recursive: true });
    const { sides } = (await again(head)) ?? {};
    expect(existsSync(join(sides?.head.folder ?? '', 'inner/.git'))).toBe(true);
  });
});

describe('a build in a folder of the checkout', () => {
  it('tells the folder, and reads files above it at any commit', async () => {
    const head = repository.commit('change', { 'sub/build.sh': 'true\n', 'tare.yml': 'seed: 1\n' });
    checkouts += 1;
    repository.checkout(workspace(), head);
    const cwd = join(workspace(), 'sub');
    const request = requested({ baselineRef: 'main', runtimes: ['runc=../runc'], build: `cd ..; ${BUILD}` }, head);
    const { sides } = await buildSides({ request, cwd, temp: folder, record: UNRECORDED, show: SHOW });
    expect(sides).toMatchObject({ prefix: 'sub/', head: { folder: expect.stringMatching(/\/head\/sub\/?$/) } });
    const checkout = await Checkout.open(cwd, { prefix: [] });
    expect(await checkout.file(head, '../tare.yml')).toBe('seed: 1\n');
  });
});

describe('submodules within submodules, named relative to their own', () => {
  /** Makes outer, which has inner, which has innermost, beside the repository. Returns the head. */
  const nested = () => {
    for (const [name, within] of [['innermost'], ['inner', 'innermost'], ['outer', 'inner']] as const) {
      mkdirSync(join(folder, name));
      git(join(folder, name), 'init', '--quiet');
      if (within) addSubmodule(join(folder, name), `../${within}`, 'sub');
      git(join(folder, name), 'commit', '--quiet', '--allow-empty', '--message', 'One');
    }
    addSubmodule(repository.origin, '../outer', 'outer');
    return repository.commit('change', { 'src/more.sh': 'test -e outer/sub/sub/.git\n' });
  };
  const addSubmodule = (to: string, url: string, path: string) => {
    // A URL that is relative is so to the remote, or to the repository where it has none.
    git(to, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', url, path);
  };
  const update = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init'];

  it('are taken from the checkout, level by level', async () => {
    const head = nested();
    checkouts += 1;
    repository.checkout(workspace(), head);
    git(workspace(), ...update, '--recursive');
    for (const name of ['outer', 'inner', 'innermost']) rmSync(join(folder, name), { recursive: true });
    const { sides } = (await again(head)) ?? {};
    expect(existsSync(join(sides?.head.folder ?? '', 'outer/sub/sub/.git'))).toBe(true);
    expect(git(join(sides?.head.folder ?? '', 'outer'), 'remote', 'get-url', 'origin')).toMatch(/\/outer$/);
  });

  it('are had from where they are named where the checkout has only the first', async () => {
    const head = nested();
    checkouts += 1;
    repository.checkout(workspace(), head);
    git(workspace(), ...update);
    const { sides } = (await again(head)) ?? {};
    expect(existsSync(join(sides?.head.folder ?? '', 'outer/sub/sub/.git'))).toBe(true);
  });

  it('are taken from a checkout that is a further worktree', async () => {
    const head = nested();
    const main = join(folder, 'main-worktree');
    repository.checkout(main, head);
    checkouts += 1;
    git(main, 'worktree', 'add', '--quiet', '--detach', workspace(), head);
    git(workspace(), ...update, '--recursive');
    for (const name of ['outer', 'inner', 'innermost']) rmSync(join(folder, name), { recursive: true });
    const { sides } = (await again(head)) ?? {};
    expect(existsSync(join(sides?.head.folder ?? '', 'outer/sub/sub/.git'))).toBe(true);
  });
});

describe('a checkout without its submodules', () => {
  it('is refused where they cannot be had, with the setting to give', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    git(inner, 'init', '--quiet');
    git(inner, 'commit', '--quiet', '--allow-empty', '--message', 'One');
    git(repository.origin, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'inner');
    const head = repository.commit('change', { 'src/more.sh': 'true\n' });
    rmSync(inner, { recursive: true });
    const message = await refused({ head });
    expect(message).toContain(`the submodules of ${head.slice(0, 7)} cannot be had`);
    expect(message).toContain('submodules: recursive');
  });
});

/** Returns a commit whose history has nothing in common with the branches'. */
function orphan(): string {
  git(repository.origin, 'checkout', '--quiet', '--orphan', 'alone');
  git(repository.origin, 'commit', '--quiet', '--message', 'Alone');
  return git(repository.origin, 'rev-parse', 'HEAD');
}

describe('a push', () => {
  it('is built at the commit before it, whatever came between, and at its head', async () => {
    const before = git(repository.origin, 'rev-parse', 'main');
    repository.commit('main', { 'src/more.sh': 'true\n' });
    const head = repository.commit('main', { 'src/runc.sh': '#!/bin/sh\n# slower\n' });
    const { sides } = await built({ head, pushedOnto: before });
    expect(sides).toMatchObject({ head: { commit: head }, base: { commit: before } });
    expect(sides.note).toBeUndefined();
  });

  it.each([
    ['a commit that is nowhere any more', () => 'c'.repeat(40)],
    ['a history that has nothing in common with it', orphan],
  ])('that was forced over %s is built at its head alone, and says so', async (_, before) => {
    const gone = before();
    const head = repository.commit('main', { 'src/more.sh': 'true\n' });
    const { sides } = await built({ head, pushedOnto: gone });
    expect(sides.base).toBeUndefined();
    expect(sides.note).toMatch(/^The head is measured alone, as after a forced push: /);
    expect(sides.note).toContain(gone.slice(0, 7));
  });
});

const again = (head: string) =>
  buildSides({
    request: requested({ baselineRef: 'main' }, head),
    cwd: workspace(),
    temp: folder,
    record: UNRECORDED,
    show: SHOW,
  });

describe('before anything is built or measured', () => {
  it('a shallow checkout is refused, with the setting to give', async () => {
    const head = repository.commit('change', {});
    expect(await refused({ head, clone: ['--depth=1', '--branch=change'] })).toContain('fetch-depth: 0');
  });

  it('a folder that is no checkout is refused', async () => {
    const bare = mkdtempSync(join(folder, 'bare-'));
    const request = requested({ build: 'true', baselineRef: 'main' });
    const result = buildSides({ request, cwd: bare, temp: folder, record: UNRECORDED, show: SHOW });
    await expect(result).rejects.toThrow(
      /no git checkout in \S+ whose commits could be built\.\nChange into[\s\S]*actions\/checkout with fetch-depth: 0/,
    );
  });

  it('histories without a common commit are refused', async () => {
    expect(await refused({ head: orphan() })).toContain('no merge base');
  });

  it('a base that git does not know is refused', async () => {
    const head = repository.commit('change', {});
    expect(await refused({ head, inputs: { baselineRef: 'mian' } })).toMatch(/no mian or refs\/remotes\/origin\/mian/);
  });
});

describe('a build', () => {
  it.each([
    ['that leaves no runtime', 'rm runc\n', /left no \.\/runc[\s\S]*runtimes/],
    [
      'that changes files of the repository',
      'echo >> src/runc.sh\n',
      /changed files of the repository[\s\S]*src\/runc\.sh/,
    ],
    ['that writes into the checkout', 'touch "$OLD_WORKSPACE/left"\n', /wrote into the checkout[\s\S]*left/],
  ])('%s is refused', async (_what, more, message) => {
    process.env.OLD_WORKSPACE = join(folder, `workspace-${checkouts + 1}`);
    const head = repository.commit('change', { 'src/more.sh': more });
    expect(await refused({ head })).toMatch(message);
    delete process.env.OLD_WORKSPACE;
  });

  describe('of a repository whose fresh copy differs from its commit, as by line ends that git would convert', () => {
    const committed = (more: string) => {
      const { origin } = repository;
      repository.commit('change', { '.gitattributes': '*.txt text\n', 'src/more.sh': more });
      writeFileSync(join(folder, 'win.txt'), 'of Windows\r\n');
      const blob = git(origin, 'hash-object', '-w', '--no-filters', join(folder, 'win.txt'));
      git(origin, 'update-index', '--add', '--cacheinfo', `100644,${blob},win.txt`);
      git(origin, 'commit', '--quiet', '--message', 'As it is');
      return git(origin, 'rev-parse', 'HEAD');
    };

    it('is not held to have changed what was so before', async () => {
      const head = committed('true\n');
      expect((await built({ head })).sides.head.commit).toBe(head);
    });

    it('is refused where it changes that file', async () => {
      expect(await refused({ head: committed('echo more >>win.txt\n') })).toContain('changed files of the repository');
    });
  });

  it('that takes too long is ended with everything that it started', async () => {
    const head = repository.commit('change', { 'src/more.sh': 'sleep 987 & echo "started $!"; wait\n' });
    expect(await refused({ head, inputs: { buildTimeoutSeconds: 2 } })).toMatch(/longer than 2s[\s\S]*build-timeout/);
    const pid = told.find((line) => line.startsWith('started '))?.slice('started '.length);
    // The process may be a zombie that its new parent has not waited for yet.
    const stat = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : 'gone';
    expect(stat).toMatch(/^gone$|\) Z /);
  });

  it('that is cancelled leaves no copy', async () => {
    const head = repository.commit('change', { 'src/more.sh': 'echo begun; sleep 983\n' });
    const [stop, never] = [new AbortController(), new AbortController().signal];
    const line = (text: string) => (text === 'begun' ? stop.abort(new Error('stopped')) : undefined);
    const stops = { work: stop.signal, removal: never, undo: never };
    await expect(cancellable(stops, () => built({ head, line }))).rejects.toThrow('stopped');
    expect(copies()).toEqual([]);
  });

  it('gets no token and no input', async () => {
    process.env.ACTIONS_RUNTIME_TOKEN = 'hidden-1';
    process.env['INPUT_GITHUB-TOKEN'] = 'hidden-2';
    process.env.MY_FLAGS = 'seen';
    const head = repository.commit('change', { 'src/more.sh': 'env\n' });
    await built({ head });
    expect(told.join('\n')).not.toContain('hidden-');
    expect(told).toContain('MY_FLAGS=seen');
    for (const name of ['ACTIONS_RUNTIME_TOKEN', 'INPUT_GITHUB-TOKEN', 'MY_FLAGS']) delete process.env[name];
  });
});

describe('a checkout whose git the user has settings for', () => {
  it('tells its commits as they are, and runs no hook of the user', async () => {
    const [good = '', bad = ''] = ['1', '2'].map((n) => repository.commit('main', { n }));
    const [hook, ran] = [join(folder, 'hook'), join(folder, 'ran')];
    writeFileSync(hook, `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
    const settings = { 'core.fsmonitor': hook, 'i18n.logOutputEncoding': 'UTF-16', 'color.ui': 'always' };
    for (const [name, value] of Object.entries(settings)) git(repository.origin, 'config', name, value);
    const checkout = await Checkout.open(repository.origin, { prefix: [] });
    expect(await checkout.firstParents(good, bad)).toEqual([{ id: bad, isMerge: false, subject: 'A change' }]);
    expect(await checkout.subject(bad)).toBe('A change');
    expect(await checkout.changes()).toEqual([]);
    expect(existsSync(ran)).toBe(false);
  });
});
