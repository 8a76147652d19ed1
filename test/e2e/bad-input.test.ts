/** Mistakes of users: exit code 2 or 3, and one message that says what is wrong, where, and how to correct it. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildRun } from '../support/run-builder.js';
import { Workplace } from '../support/tare.js';

const place = new Workplace();
const at = (name: string) => join(place.folder, name);

beforeAll(() => {
  mkdirSync(at('folder'));
  writeFileSync(at('plain.txt'), 'text');
  writeFileSync(at('broken'), '#!/bin/sh\necho no >&2\nexit 1\n');
  chmodSync(at('broken'), 0o755);
  writeFileSync(at('not.json'), '{"kind": "tare-run", ');
  writeFileSync(at('other.json'), '{"name": "something else"}');
  writeFileSync(at('future.json'), JSON.stringify({ ...buildRun(), schemaVersion: 99 }));
  writeFileSync(at('edited.json'), JSON.stringify({ ...buildRun(), plan: { seed: 'yes' } }));
  writeFileSync(at('good.json'), JSON.stringify(buildRun()));
  writeFileSync(at('bad.yml'), 'runtimes: [runc]\nbudgett: 5m\n');
});

afterAll(() => place.remove());

const cases: [what: string, args: string[], code: number, says: RegExp][] = [
  ['an unknown command', ['meassure'], 2, /unknown command.*\n.*measure|unknown command 'meassure'/],
  ['an unknown flag', ['run', '--runtime', 'runc'], 2, /unknown option '--runtime'[\s\S]*--runtimes/],
  ['an unknown runtime', ['run', '--runtimes', 'dokcer'], 2, /dokcer[\s\S]*docker/],
  ['a version that does not exist', ['run', '--runtimes', 'runc@0.0.1'], 3, /0\.0\.1/],
  ['a Docker version that does not exist', ['run', '--runtimes', 'docker@0.0.1'], 3, /0\.0\.1/],
  ['a path that does not exist', ['run', '--runtimes', 'runc=./nowhere'], 2, /nowhere does not exist/],
  ['a path that is a folder', ['run', '--runtimes', 'runc=./folder'], 2, /folder is not a file/],
  ['a path that is not executable', ['run', '--runtimes', 'runc=./plain.txt'], 2, /not executable[\s\S]*chmod/],
  ['a binary that does not run', ['run', '--runtimes', 'runc=./broken'], 2, /broken does not tell its version/],
  ['an unknown suite', ['run', '--suites', 'cpus'], 2, /cpus[\s\S]*"cpu"/],
  ['an unknown profile', ['run', '--profile', 'fast'], 2, /profile[\s\S]*fast[\s\S]*quick/],
  ['conflicting flags', ['run', '--blocks', '9..3'], 2, /blocks/],
  ['a CPU that is not there', ['run', '--cpus', '4096'], 2, /4096[\s\S]*not online/],
  [
    'a resume with another seed',
    ['run', '--resume', 'good.json', '--seed', '1'],
    2,
    /resume[\s\S]*seed|seed[\s\S]*resume/,
  ],
  ['an unknown key in the file of inputs', ['run', '--config', 'bad.yml'], 2, /bad\.yml[\s\S]*budgett[\s\S]*budget/],
  ['a file of inputs that does not exist', ['run', '--config', 'none.yml'], 2, /none\.yml does not exist/],
  [
    'a rootfs that does not exist',
    ['run', '--rootfs', './none.tar', '--runtimes', 'native', '--suites', 'cpu'],
    2,
    /none\.tar does not exist/,
  ],
  [
    'a rootfs that is an empty folder',
    ['run', '--rootfs', './folder', '--runtimes', 'native', '--suites', 'cpu'],
    2,
    /folder has no \/bin\/sh that runs/,
  ],
  ['a baseline that is not there', ['run', '--baseline', './none.json'], 2, /none\.json does not exist/],
  ['a baseline that only the action finds', ['run', '--baseline', 'artifact'], 2, /artifact[\s\S]*--baseline auto/],
  ['a branch without GitHub', ['run', '--baseline', 'branch'], 2, /branch can be had by the action only/],
  ['a document that is not there', ['report', 'none.json'], 2, /none\.json does not exist/],
  ['a document cut short', ['report', 'not.json'], 2, /not\.json is not JSON/],
  ['a document of something else', ['compare', 'other.json', 'good.json'], 2, /other\.json is not a run document/],
  ['a document of a later schema', ['report', 'future.json'], 2, /schemaVersion 99/],
  ['a document edited by hand', ['report', 'edited.json'], 2, /edited\.json is damaged[\s\S]*plan\.seed/],
  ['an unknown format', ['report', 'good.json', '--format', 'pdf'], 2, /pdf[\s\S]*markdown/],
];

describe('bad input', () => {
  it.each(cases)('%s', async (_, args, code, says) => {
    const result = await place.tare(...args);
    expect(result.stderr).toMatch(says);
    expect(result.code).toBe(code);
    expect(result.stderr).not.toContain('should not have happened');
  });

  it('leaves nothing behind', () => {
    expect(place.traces()).toEqual([]);
    expect(place.documents()).toEqual([]);
  });
});
