import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../../src/errors.js';
import {
  type CpuTopology,
  chooseCpus,
  cpuNotes,
  formatCpuList,
  parseCpuList,
  readCpuTopology,
} from '../../../../src/host/facts/cpu/cpus.js';
import { plantHost } from '../planted-host.js';

describe('a list of CPUs', () => {
  it.each([
    ['0', [0]],
    ['0-3,8', [0, 1, 2, 3, 8]],
    [' 8, 1-2,2 \n', [1, 2, 8]],
    ['', []],
  ])('%j is read', (text, cpus) => expect(parseCpuList(text)).toEqual(cpus));

  it.each(['a', '3-1', '1-', '0,,2', '-1', '1.5', '0-99999999999', '0x1'])('%j is refused', (text) => {
    expect(() => parseCpuList(text)).toThrow(InputError);
  });

  it('names the part that cannot be read', () => {
    expect(() => parseCpuList('0-3,x')).toThrow('"0-3,x" is not a list of CPUs: cannot read "x"');
  });

  it.each([
    [[], ''],
    [[4], '4'],
    [[0, 1, 2, 3, 8], '0-3,8'],
    [[0, 2, 4, 5], '0,2,4-5'],
  ])('%j is written', (cpus, text) => expect(formatCpuList(cpus)).toBe(text));
});

function topology(cores: readonly (readonly number[])[], allowed?: readonly number[]): CpuTopology {
  const online = cores.flat().sort((a, b) => a - b);
  const siblings = new Map(cores.flatMap((core) => core.map((cpu) => [cpu, core] as const)));
  return { online, allowed: allowed ?? online, siblings };
}

describe('the CPUs to measure', () => {
  it.each([
    ['one CPU', topology([[0]]), [0]],
    ['two CPUs', topology([[0], [1]]), [0, 1]],
    ['three CPUs', topology([[0], [1], [2]]), [1, 2]],
    [
      'two cores of two threads',
      topology([
        [0, 2],
        [1, 3],
      ]),
      [1, 3],
    ],
    ['one core of four threads', topology([[0, 1, 2, 3]]), [0, 1, 2, 3]],
    ['a cpuset of two', topology([[0], [1], [2], [3]], [0, 1]), [0, 1]],
    [
      'a cpuset without CPU 0 but with its sibling',
      topology(
        [
          [0, 4],
          [1, 5],
          [2, 6],
        ],
        [1, 2, 4],
      ),
      [1, 2],
    ],
  ])('are chosen on a host with %s', (_, host, cpus) => expect(chooseCpus('auto', host)).toEqual(cpus));

  const four = topology([[0], [1], [2], [3]], [0, 1, 2]);

  it('are those of the list', () => expect(chooseCpus('0,2', four)).toEqual([0, 2]));

  it('must be online', () =>
    expect(() => chooseCpus('2-5', four)).toThrow('CPUs 4-5 are not online.\nOnline are 0-3.'));

  it('must be allowed for this process', () =>
    expect(() => chooseCpus('3', four)).toThrow(
      'CPU 3 is closed to this process by its cpuset or affinity (taskset, isolcpus).\nStart tare with taskset -c 3, or name others: it may use 0-2.',
    ));

  it('must be at least one', () => expect(() => chooseCpus(' ', four)).toThrow(InputError));
});

describe('CPUs of different kinds', () => {
  const four = topology([[0], [1], [2], [3], [4], [5]]);
  const hybrid = { ...four, fast: [0, 1, 2, 3] };

  it('are measured on the fast ones', () => {
    expect(chooseCpus('auto', hybrid)).toEqual([1, 2, 3]);
    expect(chooseCpus('auto', { ...hybrid, allowed: [4, 5] })).toEqual([4, 5]);
  });

  it('are reported, with a warning that both kinds together are unsteady', () => {
    expect(cpuNotes([1, 2, 3], hybrid).join(' ')).toBe(
      'The CPUs are of different kinds: 0-3 are the fast ones. Measured are the fast ones alone.',
    );
    expect(cpuNotes([4, 5], hybrid).join(' ')).toContain('Measured are the slow ones alone.');
    expect(cpuNotes([3, 4], hybrid).join(' ')).toContain('name one kind with --cpus');
    expect(cpuNotes([1, 2], four)).toEqual([]);
  });

  it('are reported where some are isolated or without a tick', () => {
    const isolated = { ...topology([[0], [1], [2], [3]], [0, 1]), isolated: [2, 3], tickless: [2] };
    expect(cpuNotes([0, 1], isolated)).toEqual([
      'CPUs 2-3 are isolated from other work and not measured: start tare with taskset -c 2-3 to measure on them.',
      "CPUs 2 run without the timer's tick (nohz_full).",
    ]);
  });

  const plant = (files: Readonly<Record<string, string>>): CpuTopology => {
    const root = plantHost('hybrid-laptop');
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return readCpuTopology(root);
  };

  it('are found by the names that Intel gives them', () => {
    expect(plant({ 'sys/devices/cpu_core/cpus': '0-1\n', 'sys/devices/cpu_atom/cpus': '2-3\n' }).fast).toEqual([0, 1]);
  });

  it('are found by their capacity', () => {
    const capacity = (cpu: number) => `sys/devices/system/cpu/cpu${cpu}/cpu_capacity`;
    const all = { [capacity(0)]: '446', [capacity(1)]: '446', [capacity(2)]: '1024', [capacity(3)]: '1024' };
    expect(plant(all).fast).toEqual([2, 3]);
    expect(
      plant({ [capacity(0)]: '1024', [capacity(1)]: '1024', [capacity(2)]: '1024', [capacity(3)]: '1024' }).fast,
    ).toBeUndefined();
  });

  it('are found to be isolated, also where the kernel writes that none are', () => {
    const cpus = 'sys/devices/system/cpu';
    expect(plant({ [`${cpus}/isolated`]: '2-3\n', [`${cpus}/nohz_full`]: '(null)\n' })).toMatchObject({
      isolated: [2, 3],
    });
    expect(plant({ [`${cpus}/isolated`]: '\n', [`${cpus}/nohz_full`]: '(null)\n' })).not.toHaveProperty('isolated');
  });
});

describe('the topology', () => {
  it('reads the threads of a core', () => {
    expect(readCpuTopology(plantHost('intel-server')).siblings.get(2)).toEqual([2, 6]);
  });

  it('reads the CPUs that this process may use', () => {
    expect(readCpuTopology(plantHost('arm-server'))).toMatchObject({ online: [0, 1, 2, 3], allowed: [1, 2, 3] });
  });

  it('of this host has CPUs to measure', () => {
    const here = readCpuTopology();
    expect(here.allowed).toEqual(expect.arrayContaining(chooseCpus('auto', here)));
    expect(chooseCpus('auto', here)).not.toEqual([]);
  });
});
