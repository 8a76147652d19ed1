/** What the file of inputs changes against that of the base, in a checkout of git. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bumpOnTerminal } from '../../src/cli/bump-on-terminal.js';
import { type Layer, parseConfigFile } from '../../src/config/config-file.js';
import { parseInputs } from '../../src/config/parse.js';
import { BuiltRepository } from '../support/built-repository.js';

const BEFORE = 'build: make old\nruntimes: runc=./old\nsuites: cpu\n';
const NOW = 'build: make new\nruntimes: runc=./new\nsuites: cpu\n';

let folder: string;
let checkout: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-bump-'));
  checkout = join(folder, 'work');
  const repository = new BuiltRepository(folder);
  repository.commit('main', { 'tare.yml': BEFORE });
  repository.checkout(checkout, repository.commit('change', { 'tare.yml': NOW }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As `tare run` asks, with the file in the checkout. */
function found(flags: Layer = {}, text = NOW) {
  writeFileSync(join(checkout, 'tare.yml'), text);
  const given = { 'baseline-ref': 'main', ...flags };
  return bumpOnTerminal(
    given,
    parseInputs({ flags: given, file: parseConfigFile(text, 'tare.yml'), cwd: checkout }),
    checkout,
  );
}

describe('the file of inputs at the base', () => {
  it('gives the base its own runtimes and its own build', async () => {
    expect(await found()).toMatchObject({
      sides: { runtimes: ['runc=./new'], baselineRuntimes: ['runc=./old'] },
      builds: { head: 'make new', base: 'make old' },
      what: expect.stringMatching(/^tare\.yml has runc=\.\/old at base [0-9a-f]{7} and runc=\.\/new in this change$/),
    });
  });

  it('is set against that of the working directory, committed or not', async () => {
    expect(await found({}, NOW.replaceAll('new', 'newer'))).toMatchObject({
      builds: { head: 'make newer', base: 'make old' },
    });
    expect(await found({}, BEFORE)).toBeUndefined();
  });

  it('does not hold where the command line says it for both sides', async () => {
    expect(await found({ runtimes: 'runc=./runc', build: 'make runc' })).toBeUndefined();
  });

  it('is not asked for where no base is, or where the named file is no file of the checkout', async () => {
    expect(await found({ 'baseline-ref': undefined })).toBeUndefined();
    writeFileSync(join(folder, 'else.yml'), NOW);
    expect(await found({ config: '../else.yml' })).toBeUndefined();
    expect(await found({ 'baseline-ref': 'change' })).toBeUndefined();
  });

  it('that cannot be read today is told, and both are measured as the change says', async () => {
    const repository = new BuiltRepository(mkdtempSync(join(folder, 'other-')));
    repository.commit('main', { 'tare.yml': 'gone-input: 1\n' });
    checkout = join(folder, 'other');
    repository.checkout(checkout, repository.commit('change', { 'tare.yml': NOW }));
    const bump = await found();
    expect(bump?.sides).toBeUndefined();
    expect(bump?.what).toMatch(/^tare\.yml at base [0-9a-f]{7} cannot be read today$/);
    expect(bump?.how).toContain('gone-input');
  });
});
