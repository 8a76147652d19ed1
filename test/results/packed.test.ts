/** All that we write we can read, in every form in which it is kept; what is torn or too large is refused by name. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/errors.js';
import type { RunDocument } from '../../src/results/document.js';
import { readRun, writeRun } from '../../src/results/store.js';
import { zipOf } from '../support/github/zip.js';
import { buildRun } from '../support/run-builder.js';

const folder = mkdtempSync('/var/tmp/tare-packed-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = buildRun({ blocks: 2 });
const text = JSON.stringify(run);
const packed = gzipSync(text);

function read(bytes: string | Buffer, name = 'run-1.json'): RunDocument {
  writeFileSync(join(folder, name), bytes);
  return readRun(join(folder, name));
}

function refusal(bytes: string | Buffer): string {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('it was read');
}

describe('a run document', () => {
  it.each<[string, string | Buffer, string]>([
    ['plain', text, 'run-1.json'],
    ['gzipped', packed, 'run-1.json.gz'],
    ['gzipped, under a name that does not say so', packed, 'run-1.json'],
    ['in the zip file of an artifact', zipOf({ 'report.md': '# x', 'run.json.gz': packed }), 'artifact.zip'],
    ['in that of an older one', zipOf({ 'run-1.json': text }), 'artifact.zip'],
    ['with the mark of an editor', `\ufeff${text}`, 'run-1.json'],
    ['with the line ends of Windows', JSON.stringify(run, null, 1).replaceAll('\n', '\r\n'), 'run-1.json'],
  ])('is read %s', (_, bytes, name) => {
    expect(read(bytes, name)).toEqual(run);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /run-1\.json is not JSON[\s\S]*cut short/],
    ['half of one', text.slice(0, 500), /is not JSON[\s\S]*cut short/],
    ['half of a gzipped one', packed.subarray(0, packed.length >> 1), /cannot be unpacked: [\s\S]*cut short/],
    ['the first bytes of a gzipped one', packed.subarray(0, 2), /cannot be unpacked: [\s\S]*cut short/],
    ['a gzipped one with a flipped bit', flipped(packed), /cannot be unpacked|is not JSON/],
    ['half of an artifact', zipOf({ 'run.json.gz': packed }).subarray(0, 200), /no zip file[\s\S]*cut short/],
    ['an artifact of something else', zipOf({ 'x.txt': 'x' }), /no run document in it/],
    ['an empty artifact', zipOf({}), /no run document in it/],
    ['bytes of a program', readFileSync(process.execPath).subarray(0, 4096), /is not JSON/],
    ['what unpacks to more than anyone writes', gzipSync(Buffer.alloc(200 * 2 ** 20)), /cannot be unpacked/],
    ['fields deep in each other', `${text.slice(0, -1)},"x":${'['.repeat(60)}${']'.repeat(60)}}`, /50 deep/],
    ['fields so deep that no stack would do', `{"kind":"tare-run","schemaVersion":1,"x":${nested(1e6)}}`, /50 deep/],
  ])('is refused as %s', (_, bytes, says) => {
    expect(refusal(bytes)).toMatch(says);
  });
});

describe('sizes', () => {
  const arms = (count: number) => Array.from({ length: count }, (_, at) => `runc=./${at}`);
  const [block] = run.blocks;
  const [pair] = block?.pairs ?? [];
  const withBlocks = (blocks: readonly object[]) => JSON.stringify({ ...run, blocks });

  it.each<[string, () => string, RegExp]>([
    ['runtimes', () => JSON.stringify(buildRun({ arms: arms(100), blocks: 0 })), /holds 101 runtimes.*at most 64/],
    ['blocks', () => withBlocks(Array(3000).fill({ ...block, pairs: [] })), /holds 3,000 blocks.*at most 1,000/],
    ['pairs', () => withBlocks([{ ...block, pairs: Array(300_000).fill(pair) }]), /holds more than 250,000 pairs/],
    [
      'launches',
      () => withBlocks(Array(500).fill({ ...block, launches: Array(500).fill(block?.launches[0]) })),
      /holds more than 200,000 launches/,
    ],
    ['cells', () => cells(60, 80), /holds 4,800 cells.*at most 4,000/],
    ['blocks asked for', () => planned({ blocks: { min: 1, max: 1e9 } }), /plan\.blocks\.max/],
    ['pairs asked for', () => planned({ pairsPerBlock: 1e9 }), /plan\.pairsPerBlock/],
    ['time asked for', () => planned({ budgetSeconds: 1e9 }), /plan\.budgetSeconds/],
  ])('are refused by name: %s', (_, document, says) => {
    expect(refusal(document())).toMatch(says);
  });

  function planned(change: object): string {
    return JSON.stringify({ ...run, plan: { ...run.plan, ...change } });
  }

  function cells(contrasts: number, benchmarks: number): string {
    const [benchmark] = run.plan.benchmarks;
    return planned({
      contrasts: Array(contrasts).fill(run.plan.contrasts[0]),
      benchmarks: Array(benchmarks).fill(benchmark),
    });
  }

  it('are kept by cutting a text that is too long to be read again', () => {
    const path = join(folder, 'long.json');
    writeRun(path, { ...run, warnings: ['x'.repeat(1e6)] });
    expect(readRun(path).warnings[0]).toHaveLength(10_000);
  });
});

describe('what becomes a path, a name, a label or a command', () => {
  const [benchmark] = run.plan.benchmarks;
  const [arm] = run.plan.arms;
  const plan = (change: object) => ({ plan: { ...run.plan, ...change } });

  it.each<[string, object]>([
    ['an id that leaves the folder', { id: 'x/../../../../tmp/owned' }],
    ['an id with a NUL', { id: 'x\0' }],
    ['an id that is too long for a file', { id: 'x'.repeat(300) }],
    ['an id that is empty', { id: '' }],
    ['a time that is none', { startedAt: '2026-99-99T99:99:99Z' }],
    ['a time of another form', { startedAt: 'yesterday' }],
    ['a hardware key of several lines', { fingerprint: { ...run.fingerprint, hardwareKey: 'a\nb' } }],
    ['a benchmark that is a path', plan({ benchmarks: [{ ...benchmark, id: '../../x' }] })],
    ['a version that is a path', plan({ arms: [{ ...arm, version: '../../x' }] })],
    ['a runtime that is a command', plan({ arms: [{ ...arm, runtime: 'runc; reboot' }] })],
    ['an arm of several lines', plan({ arms: [{ ...arm, id: 'runc\n::error::x' }] })],
    ['CPUs of several lines', plan({ limits: { ...run.plan.limits, cpus: '0\n1' } })],
    ['a repository of several lines', { origin: { repository: 'a\nb', event: 'push', ref: 'x', sha: 'y' } }],
  ])('refuses %s', (_, change) => {
    expect(refusal(JSON.stringify({ ...run, ...change }))).toMatch(/is damaged/);
  });
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy.writeUInt8(copy.readUInt8(middle) ^ 0x40, middle);
  return copy;
}

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}
