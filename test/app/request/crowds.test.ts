import { expect, it } from '@jest/globals';
import { planOf, type Sizes, unsupportedBy } from '../../../src/app/request/plan.js';
import { parseArms } from '../../../src/config/arms.js';
import { runtimes } from '../../../src/runtimes/index.js';
import { findBenchmarks, suites } from '../../../src/suites/index.js';

const ALL = suites.flatMap(({ benchmarks }) => benchmarks);

const NO_LINK = 'tare gives the machines of Kata no network';
const SINGLE = ['cloud-hypervisor', 'firecracker', 'incus', 'lxd', 'nspawn', 'qemu'];

const refusedOf = (id: string) =>
  parseArms(['all'], runtimes, '/').flatMap((arm) => {
    const reason = unsupportedBy(arm, id, ALL);
    return reason === undefined ? [] : [{ id: arm.id, reason }];
  });

it.each(['scale.storm.1xcpu', 'scale.storm.4xcpu', 'scale.density.8', 'scale.neighbour.cpu', 'network.between.tcp'])(
  'launches the crowd of %s only of runtimes with many sandboxes alive at once, and says why not of the others',
  (benchmark) => {
    const refused = refusedOf(benchmark).filter(({ reason }) => !reason.startsWith(NO_LINK));
    expect(refused.map(({ id }) => id).sort()).toEqual(SINGLE);
    for (const { reason } of refused) expect(reason).toMatch(/^only one sandbox can be alive: \w/);
  },
);

it('gives no link to machines that Tare can give none', () => {
  const refused = refusedOf('network.message.ping');
  expect(refused).toEqual([{ id: 'kata', reason: expect.stringContaining(NO_LINK) }]);
});

it.each(['scale.storm.1', 'lifecycle.cold'])('launches the one sandbox of %s of every runtime', (benchmark) => {
  expect(refusedOf(benchmark)).toEqual([]);
});

it('refuses nothing else for that reason', () => {
  const [, qemu] = parseArms(['qemu'], runtimes, '/');
  expect(qemu && unsupportedBy(qemu, 'cpu.prime', ALL)).toBeUndefined();
});

it('lives step by step only of runtimes whose steps are known', () => {
  const reasons = parseArms(['all'], runtimes, '/').map((arm) => [arm.id, unsupportedBy(arm, 'lifecycle.phases', ALL)]);
  const known = reasons.flatMap(([id, reason]) => (reason === undefined ? [id] : []));
  expect(known.sort()).toEqual([
    'containerd',
    'crun',
    'docker',
    'incus',
    'lxc',
    'lxd',
    'native',
    'podman',
    'runc',
    'runsc',
    'youki',
  ]);
  for (const [, reason] of reasons) if (reason) expect(reason).toBe('tare does not know the steps of its life apart');
});

it.each(['runc', 'runsc'])('lives no step of one that %s restores', (runtime) => {
  const [arm] = parseArms([`${runtime}{snapshot: on}`], runtimes, '/').filter(({ id }) => id !== 'native');
  const reasonFor = (benchmark: string) => arm && unsupportedBy(arm, benchmark, ALL);
  expect(reasonFor('lifecycle.phases')).toContain('leave out snapshot');
  expect(['lifecycle.startup', 'lifecycle.touch'].map(reasonFor)).toEqual([undefined, undefined]);
});

const SIZES: Sizes = {
  ...{ profile: 'quick', tune: 'on', seed: 7, blocks: { min: 3, max: 9 }, pairs: 2, trialSeconds: 0.1 },
  ...{ limits: { cpus: '0-1', cpuCount: 2, memoryBytes: 2 ** 29 }, memoryAvailableBytes: 2 ** 34, budgetSeconds: 60 },
  ...{ scaleMemoryBytes: 2 ** 30, decision: { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 } },
  ...{ commandTimeoutSeconds: 10, launchTimeoutSeconds: 10 },
};

const reasonsOf = (sizes: Sizes, arm: string, patterns: readonly string[]) =>
  (planOf(sizes, parseArms([arm], runtimes, '/'), findBenchmarks(patterns)).excluded ?? []).map(({ reason }) => reason);

it.each([
  ['off', ['it drops the caches of the whole host, which only `tune: on` may']],
  ['on', []],
] as const)('drops the caches of the host only where it may be tuned: %s', (tune, reasons) => {
  expect(reasonsOf({ ...SIZES, tune }, 'runc', ['cpu', 'lifecycle.*'])).toEqual(reasons);
});

it.each([
  ['firecracker', 32],
  ['qemu{kernel: built}', 64],
])('measures nothing in %s on more CPUs than its machine can have', (arm, most) => {
  const on = (cpuCount: number): Sizes => ({
    ...SIZES,
    limits: { ...SIZES.limits, cpus: `1-${cpuCount}`, cpuCount },
  });
  const reason = `its machine has at most ${most} CPUs, and the run measures on ${most + 1}: name fewer with cpus`;
  expect(reasonsOf(on(most), arm, ['cpu', 'lifecycle'])).toEqual([]);
  expect(reasonsOf(on(most + 1), arm, ['cpu', 'lifecycle.startup'])).toEqual([reason, reason]);
});

it('measures nothing in kata with less memory than its machine has in any case', () => {
  const on = (mib: number): Sizes => ({ ...SIZES, limits: { ...SIZES.limits, memoryBytes: mib * 1024 ** 2 } });
  expect(reasonsOf(on(256), 'kata', ['cpu'])).toEqual([]);
  const [reason] = reasonsOf(on(128), 'kata', ['cpu']);
  expect(reason).toBe('its machine has at least 256MiB, and the limit is 128MiB: raise memory');
});
