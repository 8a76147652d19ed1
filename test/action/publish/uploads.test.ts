/** The list of what a job has uploaded, which its later steps read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recordUpload, uploadsOfJob } from '../../../src/action/publish/uploads.js';
import { HostError } from '../../../src/errors.js';

const before = process.env.RUNNER_TEMP;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-uploads-'));
  process.env.RUNNER_TEMP = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env.RUNNER_TEMP;
  else process.env.RUNNER_TEMP = before;
  rmSync(folder, { recursive: true });
});

describe('the uploads of a job', () => {
  it('are empty at first, and then those that were recorded', () => {
    expect(uploadsOfJob()).toEqual([]);
    recordUpload({ name: 'tare-results', run: 'a' });
    recordUpload({ name: 'tare-report' });
    expect(uploadsOfJob()).toEqual([{ name: 'tare-results', run: 'a' }, { name: 'tare-report' }]);
  });

  it.each(['', '[{"name":', '{}', '[{"name":1}]'])(
    'are refused with the path where the list is damaged: %j',
    (text) => {
      writeFileSync(join(folder, `tare-uploads-${process.env.GITHUB_RUN_ID}.json`), text);
      expect(uploadsOfJob).toThrow(HostError);
      expect(uploadsOfJob).toThrow(/tare-uploads-.*does not list the uploads/);
    },
  );
});
