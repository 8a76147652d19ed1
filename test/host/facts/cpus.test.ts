import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/errors.js';
import {
  type CpuTopology,
  chooseCpus,
  formatCpuList,
  parseCpuList,
  readCpuTopology,
} from '../../../src/host/facts/cpus.js';
import { plantHost } from './planted-host.js';

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

  it('must be online', () => expect(() => chooseCpus('2-5', four)).toThrow('CPUs 4-5 are not online\nOnline are 0-3.'));

  it('must be open to this process', () =>
    expect(() => chooseCpus('3', four)).toThrow(
      'CPU 3 is closed to this process by its cpuset or affinity\nIt may use 0-2.',
    ));

  it('must be some', () => expect(() => chooseCpus(' ', four)).toThrow(InputError));
});

describe('the topology', () => {
  it('knows the threads of a core', () => {
    expect(readCpuTopology(plantHost('intel-server')).siblings.get(2)).toEqual([2, 6]);
  });

  it('knows the CPUs this process may use', () => {
    expect(readCpuTopology(plantHost('arm-server'))).toMatchObject({ online: [0, 1, 2, 3], allowed: [1, 2, 3] });
  });

  it('of this host has CPUs to measure', () => {
    const here = readCpuTopology();
    expect(here.allowed).toEqual(expect.arrayContaining(chooseCpus('auto', here)));
    expect(chooseCpus('auto', here)).not.toEqual([]);
  });
});
