import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { checkoutPrefix } from '../../../src/app/edge/checkout-prefix.js';
import { git } from '../../support/built-repository.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tare-prefix-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is what git says, and nothing at the top and outside of a checkout', () => {
  const deep = join(folder, 'checkout/sub/deep');
  mkdirSync(deep, { recursive: true });
  git(join(folder, 'checkout'), 'init', '--quiet');
  expect(checkoutPrefix(deep)).toBe('sub/deep/');
  expect(git(deep, 'rev-parse', '--show-prefix')).toBe('sub/deep/');
  expect(checkoutPrefix(join(folder, 'checkout'))).toBe('');
  expect(checkoutPrefix(folder)).toBe('');
});
