/** A name of a shared package that its stand-in lacks is no function in the bundles, and in the sources it is one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { SHARED } from '../../scripts/shared-packages.js';

const SRC = join(import.meta.dirname, '../../src');
const IMPORT = /import (?!type )\{([^}]*)\} from '([\w-]+)'/g;

it.each(Object.entries(SHARED))('the stand-in for %s has the names that are imported of it', (name, names) => {
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const used = sources.flatMap((path) =>
    [...readFileSync(join(SRC, path), 'utf8').matchAll(IMPORT)]
      .filter(([, , from]) => from === name)
      .flatMap(([, imported = '']) => imported.split(',').map((one) => one.trim()))
      .filter((one) => one !== '' && !one.startsWith('type ')),
  );
  expect(names).toEqual(expect.arrayContaining(used));
});
