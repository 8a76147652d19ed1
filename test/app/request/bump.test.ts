/** A change of the file of inputs decides what is compared with what. */
import { describe, expect, it } from '@jest/globals';
import { inputsOfSides } from '../../../src/app/edge/sides.js';
import { bumpOf, ofHead, withoutSides } from '../../../src/app/request/bump.js';
import { noteOf, parseBump } from '../../../src/app/request/known-sides.js';
import { parseConfigFile } from '../../../src/config/config-file.js';
import { parseInputs } from '../../../src/config/parse.js';

const inputs = (text: string) => parseInputs({ flags: {}, file: parseConfigFile(text, 'tare.yml'), cwd: '/w' });
const bumped = (before: string, now: string) =>
  bumpOf({ before: inputs(before), now: inputs(now), file: 'tare.yml', base: 'base abc1234', cwd: '/w' });

describe('a file of inputs that differs from that of the base', () => {
  it.each([
    ['version', 'docker@24.0.5', 'docker@25.0.3'],
    ['option', '"runsc{platform: ptrace}"', '"runsc{platform: systrap}"'],
    ['kernel', '"firecracker{kernel: /k/6.1}"', '"firecracker{kernel: /k/6.6}"'],
    ['path', 'runc=/opt/a/runc', 'runc=/opt/b/runc'],
    ['checksum beside it', `runc@1.2.98#sha256:${'a'.repeat(64)}`, `runc@1.2.99#sha256:${'b'.repeat(64)}`],
  ])('%s: both are measured in one run', (_, before, now) => {
    const bare = (text: string) => text.replaceAll('"', '');
    expect(bumped(`runtimes: ${before}`, `runtimes: ${now}`)?.sides).toEqual({
      runtimes: [bare(now)],
      baselineRuntimes: [bare(before)],
    });
  });

  it('version: what is the same on both sides is left out, which is said', () => {
    const bump = bumped('runtimes: runc, docker@24.0.5', 'runtimes: docker@25.0.3, runc');
    expect(bump?.sides).toEqual({ runtimes: ['docker@25.0.3'], baselineRuntimes: ['docker@24.0.5'] });
    expect(bump && noteOf(bump)).toBe(
      'tare.yml has docker@24.0.5 at base abc1234 and docker@25.0.3 in this change. Both are measured in this run. Not measured in it, for it is the same on both sides: runc.',
    );
  });

  it('path of what is built: all that is built is measured, because its source may differ', () => {
    const build = 'build: make\nruntimes: runc=./runc, crun=';
    expect(bumped(`${build}./a`, `${build}./b`)?.sides).toEqual({
      runtimes: ['runc=./runc', 'crun=./b'],
      baselineRuntimes: ['runc=./runc', 'crun=./a'],
    });
  });
});

describe('a file of inputs is no other side', () => {
  it.each([
    ['has the same in another order', 'runtimes: runc, crun', 'runtimes: [crun, runc]'],
    ['changes what is no runtime', 'runtimes: runc\nbudget: 2m', 'runtimes: runc\nbudget: 3m'],
    ['only adds one', 'runtimes: runc', 'runtimes: runc, crun'],
    ['only takes one out, which is missing then', 'runtimes: runc, crun', 'runtimes: runc'],
    ['says itself what is set against what', 'runtimes: runc@1.1.1', 'runtimes: runc@1.1.2\nbaseline-runtimes: runc'],
    ['is of a base that built nothing', 'runtimes: runc', 'runtimes: runc=./runc\nbuild: make'],
  ])('that %s', (_, before, now) => {
    expect(bumped(before, now)).toBeUndefined();
  });
});

describe('sides that cannot be measured in one run', () => {
  it.each([
    ['one runtime for another', 'runtimes: runc', 'runtimes: crun', /not each has its counterpart/],
    ['a bump with one taken out', 'runtimes: runc@1.1.1, crun', 'runtimes: runc@1.1.2', /counterpart/],
    ['a file of the checkout', 'runtimes: runc=./a', 'runtimes: runc=./b', /runc=\.\/b is a file of the repository/],
    ['an unchanged one beside it', 'runtimes: runc=./a, crun@1.1', 'runtimes: runc=./a, crun@1.2', /runc=\.\/a is a/],
    [
      'a kernel of the checkout',
      'runtimes: "qemu{kernel: ./a}"',
      'runtimes: "qemu{kernel: ./b}"',
      /is a file of the repository/,
    ],
    [
      'a runtime of the checkout below docker',
      'runtimes: "docker{runtime: ./a}"',
      'runtimes: "docker{runtime: ./b}"',
      /is a file of the repository/,
    ],
    [
      'a benchmark that is gone',
      'runtimes: runc@1.1.1\nsuites: cpu, memory',
      'runtimes: runc@1.1.2\nsuites: cpu',
      /no longer measures memory/,
    ],
  ])('are explained: %s', (_, before, now, why) => {
    const bump = bumped(before, now);
    expect(bump?.sides).toBeUndefined();
    expect(bump && noteOf(bump)).toMatch(why);
    expect(bump && noteOf(bump)).toMatch(/compared across runs/);
  });

  it('keep the difference where only the host turns out to lack the other side', () => {
    const bump = bumped('runtimes: runc@1.1.1', 'runtimes: runc@1.1.2');
    const refused = bump && withoutSides(bump, 'There is no runc 1.1.1.');
    expect(refused && noteOf(refused)).toBe(
      'tare.yml has runc@1.1.1 at base abc1234 and runc@1.1.2 in this change. They are not measured side by side, and they are compared across runs, if at all: There is no runc 1.1.1.',
    );
    expect(parseBump(JSON.stringify(refused))).toEqual(refused);
  });
});

describe('another build', () => {
  const own = 'Each side is built by the command of its own file.';

  it('builds each side by the command of its own file', () => {
    const bump = bumped('runtimes: runc=./runc\nbuild: make', 'runtimes: runc=./runc\nbuild: make runc');
    expect(bump).toEqual({
      what: 'tare.yml has another build at base abc1234 than in this change',
      how: own,
      builds: { head: 'make runc', base: 'make' },
    });
    expect(parseBump(JSON.stringify(bump))).toEqual(bump);
  });

  it('has the kernel of each side where that is a file of the checkout', () => {
    const of = (kernel: string) => `runtimes: "qemu{kernel: ./${kernel}}"\nbuild: make`;
    expect(bumped(of('a'), of('b'))?.sides).toEqual({
      runtimes: ['qemu{kernel: ./b}'],
      baselineRuntimes: ['qemu{kernel: ./a}'],
    });
  });

  it('beside another path has the runtime of each side where its own build leaves it', () => {
    const bump = bumped('runtimes: runc=./a\nbuild: make a', 'runtimes: runc=./b\nbuild: make b');
    expect(bump?.sides).toEqual({ runtimes: ['runc=./b'], baselineRuntimes: ['runc=./a'] });
    expect(bump?.builds).toEqual({ head: 'make b', base: 'make a' });
    expect(bump && noteOf(bump)).toMatch(new RegExp(`Both are measured in this run\\. ${own}$`));
  });

  it('is that of the change for both where the base built nothing', () => {
    expect(bumped('runtimes: runc', 'runtimes: runc=./runc\nbuild: make')?.builds).toBeUndefined();
  });
});

describe('a checkout that is the merge of both', () => {
  const ofMerge = (before: string, now: string, here: string) => {
    const query = { before: inputs(before), now: inputs(now), file: 'tare.yml', base: 'base abc1234', cwd: '/w' };
    return ofHead(bumpOf(query), query, inputs(here));
  };
  const old = 'runtimes: runc=./old\nbuild: make old';
  const later = 'runtimes: runc=./later\nbuild: make later';

  it('has both sides built, and found, as the change itself says', () => {
    expect(ofMerge(old, old, later)).toMatchObject({
      sides: { runtimes: ['runc=./old'], baselineRuntimes: ['runc=./old'] },
      builds: { head: 'make old', base: 'make old' },
    });
  });

  it('has the userland of the change, too', () => {
    const bump = ofMerge(`${old}\nrootfs: ./a.tar`, `${old}\nrootfs: ./a.tar`, `${later}\nrootfs: ./b.tar`);
    expect(bump).toMatchObject({ headUserland: { rootfs: '/w/a.tar' }, userland: { rootfs: '/w/a.tar' } });
    expect(parseBump(JSON.stringify(bump))).toEqual(bump);
    const file = parseConfigFile(`${later}\nrootfs: ./b.tar`, 'tare.yml');
    expect(inputsOfSides({ flags: {}, file, cwd: '/w' }, { bump })).toMatchObject({
      runtimes: ['runc=./old'],
      rootfs: '/w/a.tar',
    });
  });

  it('is nothing where what its branch has got since is of no side', () => {
    expect(ofMerge(old, old, `${old}\nbudget: 3m`)).toBeUndefined();
  });
});

describe('a userland that differs', () => {
  it.each([
    ['rootfs', 'rootfs: /srv/a.tar', 'rootfs: /srv/b.tar', { rootfs: '/srv/a.tar' }],
    ['image', 'image: redis:7', 'image: redis:8', { image: { kind: 'registry', reference: 'redis:7' } }],
    ['packages', '', 'packages: redis', {}],
  ])('is measured with every runtime on both sides, in one run: %s', (name, before, now, userland) => {
    const bump = bumped(`runtimes: runc, crun\n${before}`, `runtimes: runc, crun\n${now}`);
    const runtimes = ['runc', 'crun'];
    expect(bump).toMatchObject({ sides: { runtimes, baselineRuntimes: runtimes }, userland });
    expect(bump && noteOf(bump)).toBe(
      `tare.yml has another ${name} at base abc1234 than in this change. Each side is measured in its own, in one run.`,
    );
    expect(parseBump(JSON.stringify(bump))).toEqual(bump);
  });

  it('leaves no runtime out beside another version, because nothing is the same on both sides', () => {
    const bump = bumped('runtimes: runc@1.1.1, crun\nimage: redis:7', 'runtimes: runc@1.1.2, crun\nimage: redis:8');
    expect(bump?.sides).toEqual({ runtimes: ['runc@1.1.2', 'crun'], baselineRuntimes: ['runc@1.1.1', 'crun'] });
    expect(bump?.userland).toEqual({ image: { kind: 'registry', reference: 'redis:7' } });
    expect(bump && noteOf(bump)).toMatch(/run\. Each side has its own userland, for its image is another\.$/);
  });

  it('is built for both sides where it comes from the repository', () => {
    const build = 'build: make\nruntimes: runc=./runc\nrootfs: ./';
    expect(bumped(`${build}a.tar`, `${build}b.tar`)).toMatchObject({ userland: { rootfs: '/w/a.tar' } });
  });

  it('of the repository is no side of the same run without a build, which is said', () => {
    const bump = bumped('runtimes: runc\nrootfs: ./a.tar', 'runtimes: runc\nrootfs: ./b.tar');
    expect(bump?.sides).toBeUndefined();
    expect(bump && noteOf(bump)).toMatch(/compared across runs, if at all: \.\/a\.tar is a file of the repository/);
  });

  it('of the repository, above the working directory, is no side of the same run either', () => {
    const inputs = (rootfs: string) => parseInputs({ flags: { runtimes: 'runc', rootfs }, cwd: '/w/sub' });
    const query = { now: inputs('/w/b.tar'), before: inputs('/w/a.tar'), file: 'tare.yml', base: 'base abc1234' };
    expect(bumpOf({ ...query, cwd: '/w/sub', prefix: 'sub/' })?.sides).toBeUndefined();
    expect(bumpOf({ ...query, cwd: '/w/sub' })?.sides).toBeDefined();
  });

  it('of the repository beside another version is that of the change on both sides, which is said', () => {
    const bump = bumped('runtimes: runc@1.1.1\nrootfs: ./a.tar', 'runtimes: runc@1.1.2\nrootfs: ./b.tar');
    expect(bump?.sides?.baselineRuntimes).toEqual(['runc@1.1.1']);
    expect(bump?.userland).toBeUndefined();
    expect(bump && noteOf(bump)).toMatch(/Both have the userland of this change, though its rootfs is another\.$/);
  });
});

describe('a cell that only the file at the base measures', () => {
  const cells = (before: string, now: string) =>
    bumped(before, now)?.withdrawn?.map(({ arm, benchmark }) => `${arm} ${benchmark}`);
  const build = 'build: make\n';

  it.each([
    [
      'a benchmark of what is built',
      `${build}runtimes: runc=./runc\nsuites: cpu, lifecycle.startup`,
      `${build}runtimes: runc=./runc\nsuites: cpu`,
      ['runc=./runc lifecycle.startup'],
    ],
    [
      'a runtime beside it, in all its benchmarks',
      `${build}runtimes: runc=./runc, crun\nsuites: cpu`,
      `${build}runtimes: runc=./runc\nsuites: cpu`,
      ['crun cpu.prime'],
    ],
    [
      'one runtime for another',
      `${build}runtimes: runc=./runc\nsuites: cpu`,
      `${build}runtimes: crun=./crun\nsuites: cpu`,
      ['runc=./runc cpu.prime'],
    ],
    [
      'a benchmark of the one that has the place of another version',
      `${build}runtimes: runc=./a\nsuites: cpu, lifecycle.startup`,
      `${build}runtimes: runc=./b\nsuites: cpu`,
      ['runc=./b lifecycle.startup'],
    ],
    [
      'a benchmark of two sides that the file itself sets against each other',
      'runtimes: runc=/a\nbaseline-runtimes: runc\nsuites: cpu, lifecycle.startup',
      'runtimes: runc=/a\nbaseline-runtimes: runc\nsuites: cpu',
      ['runc=/a lifecycle.startup'],
    ],
    [
      'what a new option cannot run',
      'runtimes: "runsc{network: sandbox}"\nsuites: network.tcp.send',
      'runtimes: "runsc{network: none}"\nsuites: network.tcp.send',
      ['runsc{network: none} network.tcp.send'],
    ],
  ])('is withdrawn, which is said: %s', (_, before, now, expected) => {
    expect(cells(before, now)).toEqual(expected);
    const bump = bumped(before, now);
    expect(bump && noteOf(bump)).toContain(`Missing, for only the base measures it: ${expected[0]}`);
    expect(parseBump(JSON.stringify(bump))).toEqual(bump);
  });

  it('is left to the comparison with a recorded run where there is only one side', () => {
    expect(bumped('runtimes: runc\nsuites: cpu, lifecycle.startup', 'runtimes: runc\nsuites: cpu')).toBeUndefined();
  });

  it.each([
    ['of the base', 'limits: runc lifecycle.startup < 80ms\n', ''],
    ['that it has itself', '', 'limits: runc lifecycle.startup < 80ms\n'],
  ])('is withdrawn from one side, too, where it has a limit %s', (_, before, now) => {
    const both = 'runtimes: runc@1.1.5\nsuites: cpu';
    expect(cells(`${before}${both}, lifecycle`, `${now}${both}`)).toEqual(['runc@1.1.5 lifecycle.startup']);
  });

  it('does not exist where the change measures more', () => {
    const both = (suites: string) => `${build}runtimes: runc=./runc\nsuites: ${suites}`;
    expect(bumped(both('cpu'), both('cpu, lifecycle.startup'))).toBeUndefined();
  });

  it('is still missing where the sides of a bump turn out to be impossible', () => {
    const bump = bumped(`${build}runtimes: runc=./a\nsuites: cpu, lifecycle.startup`, `${build}runtimes: runc=./b`);
    expect(bump && withoutSides(bump, 'There is no such thing.').withdrawn).toEqual(bump?.withdrawn);
  });
});

describe('a benchmark that the change defines otherwise', () => {
  const file = (row: string, more = 'build: make\nruntimes: runc=./runc') =>
    `${more}\nbenchmarks: [{ name: app.start, ${row} }]`;
  const OLD = 'run: /app/start, metric: { time: wall }';

  it.each([
    ['command', 'run: "true", metric: { time: wall }'],
    ['unit', 'run: /app/start, metric: { time: wall }, unit: ms'],
    ['figure', 'run: /app/start, metric: { json: $.seconds }, unit: s, direction: lower'],
    ['direction', 'run: /app/start, metric: { json: $.seconds }, unit: s, direction: higher'],
  ])('is noted where both sides are measured in one run: another %s', (_, row) => {
    const bump = bumped(file(OLD), file(row));
    expect(bump && noteOf(bump)).toBe(
      'tare.yml defines benchmarks otherwise at base abc1234 than in this change. Redefined by this change, which both sides are measured by: app.start.',
    );
    expect(parseBump(JSON.stringify(bump))).toEqual(bump);
  });

  it('is noted beside another version', () => {
    const other = file('run: "true", metric: { time: wall }', 'runtimes: runc@1.1.2');
    expect(bumped(file(OLD, 'runtimes: runc@1.1.1'), other)?.redefined).toEqual(['app.start']);
  });

  it('is the same where only its keys have another order, and none where one side is measured', () => {
    expect(bumped(file(OLD), file('metric: { time: wall }, direction: lower, run: /app/start'))).toBeUndefined();
    expect(
      bumped(file(OLD, 'runtimes: runc'), file('run: "true", metric: { time: wall }', 'runtimes: runc')),
    ).toBeUndefined();
  });
});

describe('the inputs of a run of both sides', () => {
  it('are those of the file, which overrule a recorded baseline', () => {
    const file = parseConfigFile('runtimes: runc@1.1.2, crun\nbaseline: artifact', 'tare.yml');
    const sides = { runtimes: ['runc@1.1.2'], baselineRuntimes: ['runc@1.1.1'] };
    const given = inputsOfSides({ flags: {}, file, cwd: '/w' }, { bump: { sides, what: '', how: '' } });
    expect(given).toMatchObject(sides);
  });

  it('are those of the file where the other side is impossible', () => {
    const file = parseConfigFile('runtimes: runc@1.1.2, crun', 'tare.yml');
    const given = inputsOfSides({ flags: {}, file, cwd: '/w' }, { bump: { what: '', how: '' } });
    expect(given).toMatchObject({ runtimes: ['runc@1.1.2', 'crun'], baselineRuntimes: undefined });
  });
});
