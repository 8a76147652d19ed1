import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { sudoersLine } from '../../../src/app/privileged/parent.js';

const ROOT = join(import.meta.dirname, '../../..');

it('the line of sudoers in the documents is the one that the message tells', () => {
  const line = sudoersLine('runner', 'DIST/measure/index.js').replaceAll(process.execPath, 'NODE');
  expect(readFileSync(join(ROOT, 'docs/security.md'), 'utf8').split('\n')).toContain(line);
});

it('a path in it stands for itself, whatever characters it holds', () => {
  const line = sudoersLine('runner', '/a,b:c=d e\\f/measure/index.js');
  expect(line).toContain('/a\\,b\\:c\\=d\\ e\\\\f/measure/index.js --root-half');
});
