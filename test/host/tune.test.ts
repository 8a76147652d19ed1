import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Host } from '../../src/host/host.js';
import { applyTuning, findTuning, firstThreads, holdIdleStates } from '../../src/host/tune.js';
import { Journal } from '../../src/host/undo/journal.js';

const CPU = '/sys/devices/system/cpu';
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tare-tune-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Four CPUs, two cores; 0 and 2 share one, 1 and 3 the other. */
const FOUR: Readonly<Record<string, string>> = {
  [`${CPU}/online`]: '0-3',
  '/proc/self/status': 'Cpus_allowed_list:\t0-3',
  [`${CPU}/cpu0/topology/thread_siblings_list`]: '0,2',
  [`${CPU}/cpu1/topology/thread_siblings_list`]: '1,3',
  [`${CPU}/cpu2/topology/thread_siblings_list`]: '0,2',
  [`${CPU}/cpu3/topology/thread_siblings_list`]: '1,3',
};

function plant(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries({ ...FOUR, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  }
}
const found = (files: Readonly<Record<string, string>>, cpus = [1]) => {
  plant(files);
  return findTuning({ cpus, root }).map(({ path, from, to }) => [path, from, to]);
};
const textAt = (path: string) => readFileSync(join(root, path), 'utf8').trim();

describe('findTuning', () => {
  it('finds nothing on a host without these settings', () => {
    expect(found({})).toEqual([]);
  });

  it('sets the governor of the measured CPUs, where performance is offered', () => {
    const governor = (cpu: number) => `${CPU}/cpu${cpu}/cpufreq/scaling_governor`;
    const offered = { [`${CPU}/cpu1/cpufreq/scaling_available_governors`]: 'powersave performance' };
    expect(found({ [governor(0)]: 'powersave', [governor(1)]: 'powersave', ...offered })).toEqual([
      [governor(1), 'powersave', 'performance'],
    ]);
    expect(found({ [`${CPU}/cpu1/cpufreq/scaling_available_governors`]: 'schedutil powersave' })).toEqual([]);
  });

  it.each([
    ['intel_pstate', { [`${CPU}/intel_pstate/no_turbo`]: '0' }, [`${CPU}/intel_pstate/no_turbo`, '0', '1']],
    ['cpufreq', { [`${CPU}/cpufreq/boost`]: '1' }, [`${CPU}/cpufreq/boost`, '1', '0']],
    ['each CPU', { [`${CPU}/cpu1/cpufreq/boost`]: '1' }, [`${CPU}/cpu1/cpufreq/boost`, '1', '0']],
  ])('turns turbo off by %s', (_, files, expected) => {
    expect(found(files)).toEqual([expected]);
  });

  it('turns address-space randomisation on, not off', () => {
    expect(found({ '/proc/sys/kernel/randomize_va_space': '0' })).toEqual([
      ['/proc/sys/kernel/randomize_va_space', '0', '2'],
    ]);
  });

  it('stops same-page merging, and leaves pages that were unmerged on request', () => {
    expect(found({ '/sys/kernel/mm/ksm/run': '1' })).toEqual([['/sys/kernel/mm/ksm/run', '1', '0']]);
    expect(found({ '/sys/kernel/mm/ksm/run': '2' })).toEqual([]);
  });

  it('asks for huge pages only where they are forced', () => {
    const path = '/sys/kernel/mm/transparent_hugepage/enabled';
    expect(found({ [path]: '[always] madvise never' })).toEqual([[path, 'always', 'madvise']]);
    expect(found({ [path]: 'always madvise [never]' })).toEqual([]);
  });

  it('moves interrupts off the measured cores, or at least off the measured CPUs', () => {
    const irq = (n: number) => `/proc/irq/${n}/smp_affinity_list`;
    const files = { [irq(24)]: '0-3', [irq(25)]: '0', [irq(26)]: '1' };
    expect(found(files)).toEqual([
      [irq(24), '0-3', '0,2'],
      [irq(26), '1', '0,2'],
    ]);
    expect(found(files, [0, 1]).map(([path, , to]) => [path, to])).toEqual([
      [irq(24), '2-3'],
      [irq(25), '2-3'],
      [irq(26), '2-3'],
    ]);
    expect(found(files, [0, 1, 2, 3])).toEqual([]);
  });

  it('changes nothing that is so already', () => {
    const files = {
      [`${CPU}/cpu1/cpufreq/scaling_governor`]: 'performance',
      [`${CPU}/intel_pstate/no_turbo`]: '1',
      '/proc/sys/kernel/randomize_va_space': '2',
      '/sys/kernel/mm/ksm/run': '0',
      '/sys/kernel/mm/transparent_hugepage/enabled': 'always [madvise] never',
      '/proc/irq/24/smp_affinity_list': '0,2',
    };
    expect(found(files)).toEqual([]);
  });
});

describe('firstThreads', () => {
  it('leaves the siblings of measured threads idle', () => {
    const siblings = new Map([0, 1, 2, 3].map((cpu) => [cpu, cpu % 2 === 0 ? [0, 2] : [1, 3]]));
    const topology = { online: [0, 1, 2, 3], allowed: [0, 1, 2, 3], siblings };
    expect([firstThreads([0, 1, 2, 3], topology), firstThreads([2, 3], topology)]).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});

describe('applyTuning', () => {
  const ksm = { what: 'same-page merging', path: '/sys/kernel/mm/ksm/run', from: '1', to: '0' };
  const hostWith = (journal: Journal) => ({ journal }) as unknown as Host;
  const state = () => join(root, 'state');

  it('writes settings and puts them back', async () => {
    plant({ [ksm.path]: '1' });
    const journal = new Journal(state());
    expect(applyTuning(hostWith(journal), [ksm], root)).toEqual([ksm]);
    expect(textAt(ksm.path)).toBe('0');
    expect(await journal.undoRun()).toEqual([]);
    expect(textAt(ksm.path)).toBe('1');
  });

  it('has the value on record before it is written', () => {
    plant({ [ksm.path]: '1' });
    const journal = new Journal(state());
    const seen: string[] = [];
    const watching = {
      record: (...given: Parameters<Journal['record']>) => {
        seen.push(textAt(ksm.path));
        return journal.record(...given);
      },
    };
    applyTuning({ journal: watching } as unknown as Host, [ksm], root);
    expect(seen).toEqual(['1']);
  });

  it('leaves out an interrupt for which the other CPUs have no vector left', async () => {
    const interrupt = { what: 'CPUs of interrupt 7', path: '/proc/irq/7/smp_affinity_list', from: '0', to: '1' };
    plant({ '/proc/irq/8/name': '' });
    mkdirSync(join(root, '/proc/irq/7'));
    symlinkSync('/dev/full', join(root, interrupt.path));
    const journal = new Journal(state());
    expect(applyTuning(hostWith(journal), [interrupt], root)).toEqual([]);
    expect(await journal.undoRun()).toEqual([]);
  });

  it('leaves out what is not there, and does not create it', async () => {
    const journal = new Journal(state());
    expect(applyTuning(hostWith(journal), [ksm], root)).toEqual([]);
    expect(await journal.undoRun()).toEqual([]);
    expect(() => textAt(ksm.path)).toThrow(/ENOENT/);
  });

  it('leaves out a setting that has gone by the time it is put back', async () => {
    plant({ [ksm.path]: '1' });
    const journal = new Journal(state());
    applyTuning(hostWith(journal), [ksm], root);
    rmSync(join(root, ksm.path));
    expect(await journal.undoRun()).toEqual([]);
  });
});

describe('holdIdleStates', () => {
  const states = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`${CPU}/cpu0/cpuidle/state${n}/latency`, String([0, 2, 133][n])]),
    );

  it('limits the exit latency to that of the first idle state', () => {
    plant({ ...states(3), '/dev/cpu_dma_latency': '' });
    const held = holdIdleStates(root);
    held?.release();
    expect(held?.limit).toContain('2 µs');
    expect(readFileSync(join(root, '/dev/cpu_dma_latency')).readInt32LE()).toBe(2);
  });

  it('does nothing where there is no deeper state, or no such device', () => {
    plant({ ...states(2), '/dev/cpu_dma_latency': '' });
    expect(holdIdleStates(root)).toBeUndefined();
    plant(states(3));
    rmSync(join(root, '/dev/cpu_dma_latency'));
    expect(holdIdleStates(root)).toBeUndefined();
  });
});
