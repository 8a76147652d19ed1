/** A request is worked out from the inputs and the facts alone. The facts here are of other hosts than this one. */
import { describe, expect, it } from '@jest/globals';
import { judgingOf } from '../../../src/app/request/judging.js';
import { documentPath } from '../../../src/app/request/request.js';
import { type Facts, resolve, secondLookSizesOf, setUpOf } from '../../../src/app/request/resolve.js';
import { compareRuns } from '../../../src/compare/two-runs/between-runs.js';
import type { Layer } from '../../../src/config/config-file.js';
import { parseInputs } from '../../../src/config/parse.js';
import { InputError } from '../../../src/errors.js';
import { buildRun } from '../../support/run-builder.js';

const GIB = 1024 ** 3;

/** The host has four cores of two threads each: 0 and 4, 1 and 5, and so on. */
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];
const FACTS: Facts = {
  cwd: '/srv/checkout',
  topology: { online: EIGHT, allowed: EIGHT, siblings: new Map(EIGHT.map((cpu) => [cpu, [cpu % 4, (cpu % 4) + 4]])) },
  memoryAvailableBytes: 64 * GIB,
  drawnSeed: 7,
};

const inputsOf = (flags: Layer = {}) => parseInputs({ flags, cwd: FACTS.cwd });
const resolved = (flags: Layer = {}, facts: Facts = FACTS) => resolve(inputsOf(flags), facts);

describe('a request', () => {
  it('is the same for the same inputs and facts', () => {
    expect(resolved({ suites: 'all', runtimes: 'all' })).toEqual(resolved({ suites: 'all', runtimes: 'all' }));
  });

  it.each<[Layer, string]>([
    [{}, '1-3,5-7'],
    [{ tune: 'on' }, '1-3'],
    [{ cpus: '0-1,4', tune: 'on' }, '0-1,4'],
  ])('for %j is for the CPUs %s of its host', (flags, cpus) => {
    expect(resolved(flags).measured.plan.limits.cpus).toBe(cpus);
  });

  it.each<[string, Layer]>([
    ['the least', { 'min-effect': '0%', margin: '0.1%', confidence: '50%' }],
    ['the most', { 'min-effect': '99%', margin: '99.9%', confidence: '99.9%' }],
  ])('has %s of a rule that inputs allow, by which a comparison can be made', (_, flags) => {
    const { alpha, minEffectPercent, marginPercent } = judgingOf(inputsOf(flags)).rule;
    const settings = { alpha, minEffectPercent, marginPercent };
    expect(compareRuns(buildRun(), { ...buildRun(), id: 'run-2' }, settings).settings).toMatchObject(settings);
  });

  it('is refused for CPUs that the host does not have', () => {
    expect(() => resolved({ cpus: '8' })).toThrow(InputError);
    expect(() => resolved({ cpus: '8' })).toThrow('CPU 8 is not online.\nOnline are 0-7.');
  });

  it('launches in groups what does not fit into memory at once', () => {
    expect(resolved({ memory: '1GiB' }).measured.plan.armsAtOnce).toBeUndefined();
    expect(resolved({ memory: '1GiB' }, { ...FACTS, memoryAvailableBytes: 2.5 * GIB }).measured.plan.armsAtOnce).toBe(
      2,
    );
  });

  it('has the seed of the inputs, else a random one', () => {
    expect(resolved({ seed: '42' }).measured.plan.seed).toBe(42);
    expect(resolved().measured.plan.seed).toBe(7);
  });

  it('has paths in the folder of the side that was built, else in the working directory', () => {
    const inputs = inputsOf({ runtimes: 'runc=./runc', 'baseline-runtimes': 'runc=./runc' });
    const side = (name: string) => ({ commit: name, folder: `/tmp/${name}` });
    const built = { command: 'make', head: side('head'), base: side('base') };
    const paths = (arms: readonly { readonly path?: string }[]) => arms.flatMap(({ path }) => path ?? []);
    const request = resolve(inputs, FACTS, undefined, { built: built });
    expect(paths(request.measured.arms)).toEqual(['/tmp/base/runc', '/tmp/head/runc']);
    expect(request.measured.built).toBe(built);
    expect(paths(setUpOf(inputs, FACTS.cwd).arms)).toEqual(['/srv/checkout/runc', '/srv/checkout/runc']);
  });

  it.each([
    ['kernel', 'qemu{accel: tcg, kernel: ./vmlinux}', '/tmp/head/vmlinux', '/tmp/base/vmlinux'],
    ['kernel that is none of the checkout', 'qemu{kernel: /boot/vmlinuz}', '/boot/vmlinuz', '/boot/vmlinuz'],
    ['kernel that tare makes', 'firecracker{kernel: built}', 'built', 'built'],
    ['runtime below docker', 'docker{runtime: bin/runc}', '/tmp/head/bin/runc', '/tmp/base/bin/runc'],
    ['runtime below docker by name', 'docker{runtime: crun}', 'crun', 'crun'],
  ])('has the files in its options likewise: a %s', (_, runtimes, head, base) => {
    const { arms } = setUpOf(inputsOf({ runtimes, 'baseline-runtimes': runtimes }), FACTS.cwd, { built: BUILT });
    const files = arms.map(({ options: { kernel, runtime } }) => kernel ?? runtime);
    expect(files).toEqual([undefined, base, head]);
    expect(arms.map(({ id }) => id)).toEqual(['native', `${runtimes} (baseline)`, runtimes]);
  });

  const side = (name: string) => ({ commit: name, folder: `/tmp/${name}` });
  const BUILT = { command: 'make', head: side('head'), base: side('base') };
  const SIDES = { runtimes: 'runc', 'baseline-runtimes': 'runc' };

  it('has the userland of each side that was built, under the same name in both', () => {
    const ask = (flags: Layer) => setUpOf(inputsOf({ ...SIDES, ...flags }), FACTS.cwd, { built: BUILT });
    expect(ask({ rootfs: 'out/root.tar' })).toMatchObject({
      userland: { rootfs: '/tmp/head/out/root.tar', name: './out/root.tar' },
      baselineUserland: { rootfs: '/tmp/base/out/root.tar', name: './out/root.tar' },
    });
    expect(ask({ image: './image' })).toMatchObject({
      userland: { image: { kind: 'path', path: '/tmp/head/image' } },
      baselineUserland: { image: { kind: 'path', path: '/tmp/base/image' } },
    });
    for (const outside of [{ rootfs: '/srv/root.tar' }, { image: 'redis:7' }, { packages: 'redis' }])
      expect(ask(outside).baselineUserland).toBeUndefined();
  });

  it('has the userland of each side above the folder of the build too', () => {
    const within = (name: string) => ({ commit: name, folder: `/tmp/${name}/sub` });
    const built = { command: 'make', head: within('head'), base: within('base'), prefix: 'sub/' };
    const ask = (rootfs: string) => setUpOf(inputsOf({ ...SIDES, rootfs }), `${FACTS.cwd}/sub`, { built });
    expect(ask(`${FACTS.cwd}/root.tar`)).toMatchObject({
      userland: { rootfs: '/tmp/head/root.tar', name: '../root.tar' },
      baselineUserland: { rootfs: '/tmp/base/root.tar', name: '../root.tar' },
    });
    expect(ask('/srv/root.tar').baselineUserland).toBeUndefined();
  });

  it('has the userland of the file of inputs at the base where it differs, and the run has its side', () => {
    const bump = {
      what: '',
      sides: { runtimes: ['runc'], baselineRuntimes: ['runc'] },
      userland: { packages: ['redis'] },
    };
    const { userland, baselineUserland } = setUpOf(inputsOf({ ...SIDES, packages: 'nginx' }), FACTS.cwd, { bump });
    expect([userland.packages, baselineUserland?.packages]).toEqual([['nginx'], ['redis']]);
    expect(setUpOf(inputsOf({ runtimes: 'runc' }), FACTS.cwd, { bump }).baselineUserland).toBeUndefined();
    expect(
      setUpOf(inputsOf(SIDES), FACTS.cwd, { bump: { ...bump, sides: undefined } }).baselineUserland,
    ).toBeUndefined();
  });

  it('has the userland of the head where it is measured alone', () => {
    const { head } = BUILT;
    const alone = setUpOf(inputsOf({ runtimes: 'runc', rootfs: './root' }), FACTS.cwd, {
      built: { command: 'make', head },
    });
    expect(alone.userland.rootfs).toBe('/tmp/head/root');
    expect(alone.baselineUserland).toBeUndefined();
  });

  it('says where the document is written', () => {
    const { place } = resolved({ output: 'here' });
    expect(place).toEqual({ folder: '/srv/checkout/here', input: 'output' });
    expect(documentPath(place, '1')).toBe('/srv/checkout/here/run-1.json');
  });
});

describe('a request to resume a run', () => {
  const run = { ...buildRun(), stopped: { reason: 'cancelled' as const, detail: 'stopped by the user' } };
  const { measured, judging, place } = resolve(inputsOf({ resume: 'old/run.json' }), FACTS, {
    run,
    benchmarks: [],
  });

  it('repeats the document, whatever the host is', () => {
    expect(measured.plan).toBe(run.plan);
    expect(measured.arms).toBe(run.plan.arms);
    expect(measured.resumed).toMatchObject({ id: run.id, stopped: null, finishedAt: null });
  });

  it('keeps the same document, and has no second look', () => {
    expect(place).toMatchObject({ folder: '/srv/checkout/old', input: 'resume' });
    expect(documentPath(place, run.id)).toBe('/srv/checkout/old/run.json');
    expect(judging.secondLookSeconds).toBe(0);
  });
});

describe('the rule of a judgement', () => {
  it('is that of the inputs', () => {
    const { rule } = judgingOf(inputsOf({ confidence: '90%', 'min-effect': '2%', margin: '4%' }));
    expect(rule).toEqual({ alpha: 0.1, minEffectPercent: 2, marginPercent: 4 });
    expect(resolved({ 'baseline-runtimes': 'runc,docker' }).measured.plan.decision).toEqual(judgingOf(inputsOf()).rule);
  });

  it.each<[Layer, number]>([
    [{ budget: '10m' }, 300],
    [{ budget: '10m', 'confirm-budget': '90s' }, 90],
    [{ 'confirm-budget': '0s' }, 0],
  ])('with %j gives a second look %d s', (flags, seconds) => {
    expect(judgingOf(inputsOf(flags)).secondLookSeconds).toBe(seconds);
  });

  it('of a second look takes its own time and order, and all else from the run', () => {
    const inputs = inputsOf({ budget: '10m', seed: '42', pairs: '3', blocks: '5..6' });
    expect(secondLookSizesOf(inputs, FACTS)).toMatchObject({
      budgetSeconds: 300,
      seed: 7,
      pairs: 3,
      blocks: { min: 1 },
    });
  });
});
