import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/errors.js';
import { EMPTY_HISTORY } from '../../src/history/document.js';
import { readHistory, writeHistory } from '../../src/history/file.js';
import { buildHistory } from '../support/history-builder.js';

const folder = mkdtempSync('/var/tmp/tare-history-');
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const history = buildHistory({ runs: 12 });
const changed = (change: object, name = 'changed.json'): string => {
  writeFileSync(at(name), JSON.stringify({ ...history, ...change }));
  return at(name);
};
const refusal = (path: string): InputError => {
  try {
    readHistory(path);
  } catch (error) {
    if (error instanceof InputError) return error;
  }
  throw new Error(`${path} was read`);
};

describe('the history file', () => {
  it('is read as it was written, and leaves no draft', () => {
    writeHistory(at('folder/history.json.gz'), history);
    expect(readHistory(at('folder/history.json.gz'))).toEqual(history);
    expect(readdirSync(at('folder'))).toEqual(['history.json.gz']);
  });

  it('may be plain JSON', () => {
    expect(readHistory(changed({}))).toEqual(history);
  });

  it('is empty where there is none', () => {
    expect(readHistory(at('none.json.gz'))).toEqual(EMPTY_HISTORY);
  });

  it('keeps fields that this version does not know', () => {
    const path = changed({ newer: 1 });
    writeHistory(at('again.json.gz'), readHistory(path));
    expect(readHistory(at('again.json.gz'))).toMatchObject({ newer: 1 });
  });

  it.each([
    ['cut short', () => readFileSync(at('folder/history.json.gz')).subarray(0, 300), /cannot be unpacked/],
    ['other gzipped text', () => gzipSync('hello'), /is not JSON/],
    ['another document', () => JSON.stringify({ kind: 'tare-run' }), /is not a history of tare/],
    [
      'a later version',
      () => JSON.stringify({ ...history, schemaVersion: 7 }),
      /schemaVersion 7, and this tare reads 1/,
    ],
    [
      'a figure that is none',
      () => JSON.stringify({ ...history, cells: [{ arm: 1 }] }),
      /is damaged:\n {2}cells\.0\.arm/,
    ],
    [
      'a place that is not there',
      () => JSON.stringify({ ...history, hosts: [] }),
      /points\.0\.host: there is no host 0/,
    ],
  ])('refuses one that is %s, with exit code 2', (_, content, says) => {
    writeFileSync(at('bad.json.gz'), content());
    const error = refusal(at('bad.json.gz'));
    expect(error.message).toMatch(says);
    expect(error.message).toContain(at('bad.json.gz'));
    expect(error.exitCode).toBe(2);
  });

  it('refuses a folder', () => {
    expect(refusal(folder).message).toMatch(/is not a file/);
  });
});
