import { expect, it } from '@jest/globals';
import { networkText } from '../../src/report/origin.js';
import { buildRun } from '../support/run-builder.js';

const VETH = { networkDriver: 'veth', networkMtu: '1500', networkQueue: 'noqueue', networkCongestion: 'bbr' };
const seen: Readonly<Record<string, Record<string, string>>> = {
  native: { ...VETH, networkOffloads: 'tso gso' },
  runc: { ...VETH, networkOffloads: 'tso gso' },
  runsc: { ...VETH, networkDriver: 'netstack', networkQueue: '', networkCongestion: 'reno', networkOffloads: '' },
  hostinet: { networkDriver: '', networkMtu: '0', networkQueue: '', networkCongestion: 'reno' },
};

const runOf = (arms: readonly string[]) => {
  const run = buildRun({ arms: arms.filter((arm) => arm !== 'native') });
  return { ...run, environments: run.environments.map((one) => ({ ...one, inside: seen[one.arm] ?? {} })) };
};

it('says which network the sandboxes had, once for the arms that had the same', () => {
  expect(networkText(runOf(['native', 'runc', 'runsc', 'hostinet']))).toBe(
    [
      'veth, MTU 1500, queue noqueue, congestion control bbr, offloads tso gso (native, runc)',
      'netstack, MTU 1500, congestion control reno (runsc)',
      'a device without a driver, congestion control reno (hostinet)',
    ].join('; '),
  );
});

it('says nothing of a network where there was none', () => {
  expect(networkText(buildRun({ arms: ['runc'] }))).toBe('');
});

it('says it of runs from before the offloads were recorded', () => {
  const run = buildRun({ arms: ['runc'] });
  const before = { ...run, environments: run.environments.map((one) => ({ ...one, inside: VETH })) };
  expect(networkText(before)).toBe('veth, MTU 1500, queue noqueue, congestion control bbr (native, runc)');
});
