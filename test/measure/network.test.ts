import { describe, expect, it } from '@jest/globals';
import { networkSeenBy } from '../../src/measure/network.js';

const never = new AbortController().signal;
const seen = (...lines: string[]) => {
  const output = lines.map((line) => `${line}\n`).join('');
  return networkSeenBy({ run: () => Promise.resolve({ output, wallMs: 1, takenMs: 1 }) }, never);
};

describe('what a sandbox says of the network that its runtime gives', () => {
  it('is its device, and its address', async () => {
    expect(await seen('networkDriver=veth', 'networkAddress=172.17.0.2', 'networkMtu=1500')).toEqual({
      facts: { networkDriver: 'veth', networkMtu: '1500' },
      address: '172.17.0.2',
    });
  });

  it.each(['', '172.17.0.2/evil', '--help', '300.1.1.1', 'example.org', '172.17.0.2 -c 9'])(
    'is not taken for an address where it is none: "%s"',
    async (address) => {
      expect(await seen('networkDriver=veth', `networkAddress=${address}`)).toEqual({
        facts: { networkDriver: 'veth' },
      });
    },
  );
});
