import { expect, it } from '@jest/globals';
import { insideCheckout } from '../../src/action/inputs.js';

it.each([
  ['tare.yml', 'tare.yml'],
  ['./ci/../ci/tare.yml', 'ci/tare.yml'],
  ['..tare.yml', '..tare.yml'],
  ['../tare.yml', undefined],
  ['/srv/tare.yml', undefined],
  ['', undefined],
])('is in the checkout, so that a change has the gate of its base, or elsewhere: %s', (named, inside) => {
  expect(insideCheckout(named)).toBe(inside);
});
