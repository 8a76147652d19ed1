/** A host's /proc and /sys grown from one text file, so that a fixture is readable and small. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';

const FIXTURES = join(import.meta.dirname, '../../fixtures/host');

const planted: string[] = [];
afterAll(() => {
  for (const root of planted) rmSync(root, { recursive: true, force: true });
});

/**
 * Plants test/fixtures/host/NAME.txt and returns its root; it is removed after the tests of the file.
 * A section begins with `### path`, `### path -> target` for a link, or `### path hex`; a path that ends in `/` is a
 * folder.
 */
export function plantHost(name: string): string {
  const root = mkdtempSync(join(tmpdir(), `tare-host-${name}-`));
  planted.push(root);
  const text = readFileSync(join(FIXTURES, `${name}.txt`), 'utf8');
  for (const section of text.split(/^### /m).slice(1)) plant(root, section);
  return root;
}

function plant(root: string, section: string): void {
  const end = section.indexOf('\n');
  const content = section.slice(end + 1);
  const [path = '', kind, target = ''] = section.slice(0, end).split(' ');
  const place = join(root, path);
  mkdirSync(path.endsWith('/') ? place : dirname(place), { recursive: true });
  if (kind === '->') symlinkSync(target, place);
  else if (!path.endsWith('/')) writeFileSync(place, kind === 'hex' ? Buffer.from(content.trim(), 'hex') : content);
}
