import { expect, it } from '@jest/globals';
import { unsupportedBy } from '../../../src/app/request/plan.js';
import { parseArms } from '../../../src/config/arms.js';
import { runtimes } from '../../../src/runtimes/index.js';
import { suites } from '../../../src/suites/index.js';

const ALL = suites.flatMap(({ benchmarks }) => benchmarks);

it('launches crowds of runtimes with many sandboxes alive at once, and says why not of the others', () => {
  const reasons = parseArms(['all'], runtimes, '/').map((arm) => [arm.id, unsupportedBy(arm, 'scale.storm.1', ALL)]);
  const refused = reasons.filter(([, reason]) => reason !== undefined);
  expect(refused.map(([id]) => id).sort()).toEqual(['firecracker', 'incus', 'lxd', 'nspawn', 'qemu']);
  for (const [, reason] of refused) expect(reason).toMatch(/^only one sandbox can be alive: \w/);
});

it('refuses nothing else for that reason', () => {
  const [, qemu] = parseArms(['qemu'], runtimes, '/');
  expect(qemu && unsupportedBy(qemu, 'cpu.prime', ALL)).toBeUndefined();
});
