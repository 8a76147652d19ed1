import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeptDocument } from '../../../src/app/measuring/kept-document.js';
import { fileSentence } from '../../../src/host/files/file-errors.js';
import { readRun, writeWhole } from '../../../src/results/store.js';
import { buildRun } from '../../support/run-builder.js';

const folder = mkdtempSync('/var/tmp/tare-kept-');
const output = join(folder, 'output');
const state = join(folder, 'state');

beforeAll(() => {
  mkdirSync(output);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', output]);
});
afterAll(() => {
  execFileSync('umount', [output]);
  rmSync(folder, { recursive: true, force: true });
});

describe('the document of a run', () => {
  it('goes to the state folder when its own fills up, and says so', () => {
    const told: string[] = [];
    const log = { step: () => undefined, warn: (text: string) => void told.push(text) };
    const kept = new KeptDocument(join(output, 'run-1.json'), state, log);
    const first = kept.save(buildRun({ blocks: 1 }));
    expect(first).toBe(join(output, 'run-1.json'));
    writeFileSync(join(output, 'others'), Buffer.alloc(150 * 1024));

    const longer = buildRun({ blocks: 60 });
    const second = kept.save(longer);
    expect(second).toBe(join(state, 'results', 'run-1.json'));
    expect(readRun(second)).toEqual(longer);
    expect(readRun(first).blocks).toHaveLength(1);
    expect(told).toEqual([
      expect.stringMatching(/output\/run-1\.json .*full; the run document goes to .*state\/results/),
    ]);
    expect(readdirSync(output).sort()).toEqual(['others', 'run-1.json']);

    expect(kept.save(longer)).toBe(second);
    expect(told).toHaveLength(1);
  });

  it('names the file where a report or a copy finds the disk full', () => {
    // What is written is more than is left, so the file is made, and a write to it fails.
    writeFileSync(join(output, 'fill'), '');
    const left = execFileSync('df', ['--output=avail', '--block-size=1', output], { encoding: 'utf8' }).split('\n')[1];
    writeFileSync(join(output, 'fill'), Buffer.alloc(Number(left) - 8192));
    const path = join(output, 'report.md');
    let told: string | undefined;
    try {
      writeWhole(path, 'x'.repeat(64 * 1024));
    } catch (error) {
      told = fileSentence(error);
    }
    expect(told).toBe(`${path} cannot be written: the file system is full.\nMake room, or give a path elsewhere.`);
    expect(readdirSync(output)).not.toContain('report.md');
  });
});
