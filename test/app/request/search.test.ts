/** Works out what a search is asked for. */
import { describe, expect, it } from '@jest/globals';
import { wantedFrom } from '../../../src/app/request/search.js';
import { InputError } from '../../../src/errors.js';

const ASKED = {
  build: 'make',
  good: 'v1',
  bad: 'main',
  cell: 'runc cpu.prime',
  runtimes: ['runc=./runc', 'docker'],
  benchmarks: undefined,
};

describe('the cell of a search', () => {
  it('is one of the runtimes by its name, or by its id', () => {
    expect(wantedFrom(ASKED)).toMatchObject({ runtime: 'runc=./runc', cell: { arm: 'runc', benchmark: 'cpu.prime' } });
    expect(wantedFrom({ ...ASKED, cell: 'runc=./runc  cpu.prime' }).runtime).toBe('runc=./runc');
  });

  const refused: [what: string, asked: Partial<typeof ASKED>, says: RegExp][] = [
    ['that is no runtime', { cell: 'rnc cpu.prime' }, /"rnc" is none of the runtimes[\s\S]*runc/],
    ['that several runtimes have', { runtimes: ['runc=./a', 'runc=./b'] }, /several runtimes: runc=\.\/a, runc=\.\/b/],
    ['whose runtime is not built', { cell: 'docker cpu.prime' }, /docker is not built/],
    ['with a benchmark that does not exist', { cell: 'runc cpu.prim' }, /No benchmark is called "cpu.prim"/],
    ['with a suite', { cell: 'runc memory' }, /"memory" is not one benchmark but/],
  ];
  it.each(refused)('is refused: %s', (_, asked, says) => {
    const want = () => wantedFrom({ ...ASKED, ...asked });
    expect(want).toThrow(InputError);
    expect(want).toThrow(says);
  });

  it.each(['good', 'build', 'cell'] as const)('has an example where %s is left out', (name) => {
    expect(() => wantedFrom({ ...ASKED, [name]: undefined })).toThrow(
      new RegExp(`^${name}: [\\s\\S]*tare bisect --good`),
    );
  });
});
