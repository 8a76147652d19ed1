import { describe, expect, it } from '@jest/globals';
import { zipEntries } from '../../src/results/zip.js';
import { zipOf } from '../support/github/zip.js';

const named = (zip: Buffer) => zipEntries(zip).map(({ name }) => name);

describe('zipEntries', () => {
  it('reads what a zip file holds', () => {
    const [entry] = zipEntries(zipOf({ 'run.json': 'hello' }));
    expect([entry?.name, entry?.read(100).toString()]).toEqual(['run.json', 'hello']);
  });

  it('gives names as they are, since they are never used as paths', () => {
    expect(named(zipOf({ '../escaped': 'x', '/etc/passwd': 'y' }))).toEqual(['../escaped', '/etc/passwd']);
  });

  it('refuses content larger than the limit', () => {
    const [entry] = zipEntries(zipOf({ a: Buffer.alloc(1000) }));
    expect(() => entry?.read(999)).toThrow('more than 999');
  });

  it('refuses content larger than its header says', () => {
    const zip = zipOf({ a: Buffer.alloc(1000) });
    const directory = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(10, directory + 24);
    expect(() => zipEntries(zip)[0]?.read(100)).toThrow();
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('no zip file at all, but long enough')],
    ['half a zip file', zipOf({ a: 'x'.repeat(100) }).subarray(0, 60)],
  ])('refuses %s', (_, bytes) => {
    expect(() => zipEntries(bytes)).toThrow();
  });

  it('refuses a directory that points outside', () => {
    const zip = zipOf({ a: 'x' });
    zip.writeUInt32LE(zip.length + 100, zip.length - 6);
    expect(() => zipEntries(zip)).toThrow();
  });
});
