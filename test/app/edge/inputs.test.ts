import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { loadInputs } from '../../../src/app/edge/inputs.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-inputs-'));
  jest.spyOn(process, 'cwd').mockReturnValue(folder);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

describe('the file of inputs', () => {
  it('is the one that is named, else that of the working directory', () => {
    write('tare.yml', 'pairs: 3');
    write('other.yml', 'pairs: 4');
    expect(loadInputs({}).pairs).toBe(3);
    expect(loadInputs({ config: ['other.yml'] }).pairs).toBe(4);
  });

  it('is one: two are refused for what they are', () => {
    write('a.yml', 'pairs: 3');
    expect(() => loadInputs({ config: ['a.yml', 'b.yml'] })).toThrow(
      'config: takes one value, and 2 were given: a.yml, b.yml.',
    );
  });
});
