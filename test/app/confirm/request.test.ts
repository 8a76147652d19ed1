/** A second look measures the cells that were suspected, with the programs of then and now, and nothing else. */
import { describe, expect, it } from '@jest/globals';
import { confirmingRequest, type SecondLook } from '../../../src/app/confirm/request.js';
import { judgingOf } from '../../../src/app/request/judging.js';
import { documentPath } from '../../../src/app/request/request.js';
import { secondLookSizesOf, setUpOf } from '../../../src/app/request/resolve.js';
import { parseInputs } from '../../../src/config/parse.js';
import { baselineId } from '../../../src/config/sides.js';

const inputs = parseInputs({
  flags: { runtimes: 'runc, crun', suites: 'cpu, lifecycle', budget: '8m', packages: 'zstd' },
  cwd: '/srv',
});
const topology = { online: [0, 1], allowed: [0, 1], siblings: new Map() };
const built = { command: 'make', head: { commit: 'a', folder: '/tmp/a' } };
const look: SecondLook = {
  ...setUpOf(inputs, '/srv'),
  sizes: () => secondLookSizesOf(inputs, { cwd: '/srv', topology, memoryAvailableBytes: 2 ** 36, drawnSeed: 3 }),
  judging: judgingOf(inputs),
  built,
  inspecting: 'on',
};
const [native, runc, crun] = look.arms;
if (!native || !runc || !crun) throw new Error('three arms are asked for');
const sides = [runc, crun].map((now) => ({ now, old: { ...now, version: '1.0.0' } }));
const CELLS = [
  { arm: 'runc', benchmark: 'cpu.prime' },
  { arm: 'crun', benchmark: 'lifecycle.startup' },
  { arm: 'docker', benchmark: 'cpu.prime' },
];
const { measured, place } = confirmingRequest(look, native, sides, CELLS, '/srv/results/confirmation-1.json');

describe('a second look', () => {
  it('measures each suspected arm beside its earlier programs', () => {
    expect(measured.plan.contrasts).toEqual(
      ['runc', 'crun'].map((id) => ({ baseline: baselineId(id), candidate: id })),
    );
    expect(measured.arms.find(({ id }) => id === baselineId('runc'))?.version).toBe('1.0.0');
  });

  it('leaves out the cells that were not suspected, and says so', () => {
    expect(measured.benchmarks.map(({ id }) => id).sort()).toEqual(['cpu.prime', 'lifecycle.startup']);
    expect(measured.plan.excluded).toEqual([
      { arm: 'runc', benchmark: 'lifecycle.startup', reason: 'It was not suspected.' },
      { arm: 'crun', benchmark: 'cpu.prime', reason: 'It was not suspected.' },
    ]);
  });

  it('uses the userland of the run, its own budget, and the programs that were built for it', () => {
    expect(measured.userland).toBe(look.userland);
    expect(measured.plan).toMatchObject({ budgetSeconds: 240, seed: 3 });
    expect(measured.built).toBe(built);
    expect(measured.resumed).toBeUndefined();
    expect(measured.inspecting).toBe('on');
  });

  it('writes its document beside that of the run', () => {
    expect(place.folder).toBe('/srv/results');
    expect(documentPath(place, 'any')).toBe('/srv/results/confirmation-1.json');
  });
});
