import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pathInRepository } from '../../src/action/config-place.js';
import type { PullRequest } from '../../src/github/workflow.js';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'tare-place-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

const fromFork = { headRepository: 'stranger/project' } as PullRequest;
const workflow = { owner: 'octo', repo: 'project', serverUrl: 'https://github.com', change: fromFork };
const find = (named: string) => pathInRepository(named, workflow, workspace);

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
}

/** Makes what actions/checkout leaves of a repository. */
const checkOut = (folder: string, url: string): void =>
  write(join(folder, '.git/config'), `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs\n`);

it.each([
  ['tare.yml', 'tare.yml'],
  ['./ci/../ci/tare.yml', 'ci/tare.yml'],
  ['..tare.yml', '..tare.yml'],
  ['../tare.yml', undefined],
  ['/srv/tare.yml', undefined],
  ['', undefined],
])('is in the workspace, so that a change has the gate of its base, or elsewhere: %s', (named, inside) => {
  expect(find(named)).toBe(inside);
});

describe('in a checkout in a folder of the workspace', () => {
  it.each([
    'https://github.com/octo/project',
    'https://x-access-token:secret@github.com/Octo/Project.git',
    'git@github.com:octo/project.git',
    'ssh://git@github.com:22/octo/project.git',
    // The checkout of the head of a fork: the file is the change's own.
    'https://github.com/stranger/project',
    // Whose these are cannot be told.
    'https://mirror.example/git/other.git',
    '/srv/git/other.git',
  ])('of this repository it is the path from the top of that: %s', (url) => {
    checkOut('src', url);
    write('src/ci/tare.yml');
    expect([find('src/tare.yml'), find('src/ci/tare.yml'), find(join(workspace, 'src/ci/tare.yml'))]).toEqual([
      'tare.yml',
      'ci/tare.yml',
      'ci/tare.yml',
    ]);
    expect(find('other/tare.yml')).toBe('other/tare.yml');
  });

  it.each(['https://github.com/octo/infra', 'git@github.com:octo/infra.git', 'https://github.com/octo/project-2'])(
    'of another repository it is no file of this one: %s',
    (url) => {
      checkOut('.', 'https://github.com/octo/project');
      checkOut('infra', url);
      expect([find('infra/tare.yml'), find('tare.yml')]).toEqual([undefined, 'tare.yml']);
    },
  );

  it('whose origin is not known it is the path from its top', () => {
    write('src/.git/HEAD');
    expect(find('src/tare.yml')).toBe('tare.yml');
  });
});

describe('a change cannot take its file for one of another repository', () => {
  it('by a submodule', () => {
    checkOut('.', 'https://github.com/octo/project');
    write('sub/.git', 'gitdir: ../.git/modules/sub');
    expect(find('sub/tare.yml')).toBe('sub/tare.yml');
  });

  it('by a link', () => {
    checkOut('.', 'https://github.com/octo/project');
    checkOut('infra', 'https://github.com/octo/infra');
    symlinkSync('infra', join(workspace, 'ci'));
    expect(find('ci/tare.yml')).toBe('ci/tare.yml');
  });
});
