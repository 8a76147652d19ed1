import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { writePage, writeReport } from '../../src/cli/present.js';
import { draftOf } from '../../src/results/store.js';
import { largeInput } from '../report/support/large.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-present-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['md', writeReport],
  ['html', writePage],
])('the report in %s follows no link that another user has put in its place', async (ending, write) => {
  const input = largeInput(3);
  const path = join(folder, `report-${input.run.id}.${ending}`);
  const theirs = join(folder, 'theirs');
  writeFileSync(theirs, 'as it was');
  for (const place of [path, draftOf(path)]) symlinkSync(theirs, place);
  const state = join(folder, 'state');
  expect(await write(input, folder, state)).toBe(path);
  expect(readFileSync(theirs, 'utf8')).toBe('as it was');
  expect(lstatSync(path).isFile()).toBe(true);
  expect(readdirSync(folder)).toHaveLength(3);
  // Nothing of it is on record any more.
  expect(readdirSync(join(state, 'journal'))).toEqual([]);
});
