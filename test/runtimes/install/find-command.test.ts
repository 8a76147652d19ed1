import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findCommand } from '../../../src/runtimes/install/binaries.js';

const NAME = 'tare-test-runtime';

describe('findCommand', () => {
  const before = { path: process.env.PATH, folder: process.cwd() };
  let place: string;

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'tare-find-command-'));
    writeFileSync(join(place, NAME), '#!/bin/sh\n');
    chmodSync(join(place, NAME), 0o755);
    process.chdir(place);
  });

  afterEach(() => {
    process.chdir(before.folder);
    process.env.PATH = before.path;
    rmSync(place, { recursive: true });
  });

  it('finds an executable on PATH', () => {
    process.env.PATH = `/nowhere:${place}`;
    expect(findCommand(NAME)).toBe(join(place, NAME));
  });

  it.each([
    ['an empty entry of PATH', '/usr/bin::'],
    ['no PATH at all', ''],
  ])('does not look in the working directory for %s', (_, path) => {
    process.env.PATH = path;
    expect(findCommand(NAME)).toBeUndefined();
  });

  it('takes neither a folder nor a file that cannot be run', () => {
    mkdirSync(join(place, 'folder', NAME), { recursive: true });
    chmodSync(join(place, NAME), 0o644);
    process.env.PATH = `${join(place, 'folder')}:${place}`;
    expect(findCommand(NAME)).toBeUndefined();
  });
});
