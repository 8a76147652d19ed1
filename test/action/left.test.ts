/** What the end of a step knows of the inputs that the step has read. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { leaveInputs, leftInput } from '../../src/action/left.js';
import { parseConfigFile } from '../../src/config/config-file.js';
import { parseInputs } from '../../src/config/parse.js';

const before = { ...process.env };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-left-'));
  process.env.GITHUB_STATE = join(folder, 'state');
  writeFileSync(process.env.GITHUB_STATE, '');
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true });
});

/** What the runner makes of the file of states: variables of the step's end. */
function end(): void {
  const text = readFileSync(join(folder, 'state'), 'utf8');
  for (const [, name, value] of text.matchAll(/^([\w-]+)<<(?:.*)\n(.*)\n/gm)) process.env[`STATE_${name}`] = value;
}

it('is what a file of inputs says', () => {
  const text = 'cleanup: packages\nartifact-name: mine\nretention-days: 3\nask-label: measure\n';
  leaveInputs(parseInputs({ flags: {}, file: parseConfigFile(text, 'tare.yml'), cwd: '/' }));
  end();
  const names = ['cleanup', 'artifact-name', 'retention-days', 'ask-label'] as const;
  expect(names.map(leftInput)).toEqual(['packages', 'mine', '3', 'measure']);
});

it('is what the workflow gives where the step has read nothing', () => {
  process.env.INPUT_CLEANUP = 'packages';
  expect(leftInput('cleanup')).toBe('packages');
});
