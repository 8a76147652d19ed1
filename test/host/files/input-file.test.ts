import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/errors.js';
import { readInputFile, type Wanted } from '../../../src/host/files/input-file.js';

const folder = mkdtempSync('/var/tmp/tare-input-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

const WANTED = { what: 'a run document', remedy: 'Give the path of one.', largestBytes: 1000 };

function refusal(path: string, wanted: Wanted = WANTED): InputError {
  try {
    readInputFile(path, wanted);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error(`${path} was read`);
}

writeFileSync(at('plain'), 'text');
mkdirSync(at('folder'));
execFileSync('mkfifo', [at('fifo')]);
symlinkSync(at('loop'), at('loop'));
symlinkSync(at('plain'), at('link'));
writeFileSync(at('huge'), '');
truncateSync(at('huge'), 2 ** 40);

describe('readInputFile', () => {
  it.each(['plain', 'link'])('reads %s', (name) => {
    expect(readInputFile(at(name), WANTED).toString()).toBe('text');
  });

  it('reads a file that reports size 0 and is not empty', () => {
    expect(readInputFile('/proc/self/limits', { ...WANTED, largestBytes: 10_000 }).toString()).toContain('Limit');
  });

  it.each<[string, string, RegExp]>([
    ['what is not there', at('none'), /none does not exist\.\nGive the path of one\./],
    ['a folder', at('folder'), /folder is not a file but a folder\.\nGive the path of one\./],
    ['a pipe that nobody writes into', at('fifo'), /is not a file but a pipe/],
    ['a device that does not end', '/dev/zero', /is not a file but a device/],
    ['a terminal', '/dev/ptmx', /is not a file but a device/],
    ['what lies below a file', at('plain/x'), /part of its path is a file/],
    ['a circle of links', at('loop'), /circle of links/],
    ['a name that is too long', at('x'.repeat(300)), /too long for a path/],
    ['a path with a NUL', at('x\0y'), /cannot be a path\.\nGive one without a NUL/],
    ['a tebibyte', at('huge'), /too large to be a run document \(1099511627776 bytes; at most 1000\)/],
    ['what grows beyond the limit as it is read', '/proc/self/smaps', /too large to be a run document/],
  ])('refuses %s', (_, path, says) => {
    expect(refusal(path).message).toMatch(says);
  });

  it('does not wait for ever for a pipe of a shell whose writer says nothing', () => {
    // Both ends: it is not at its end as long as we have it open.
    const both = openSync(at('fifo'), constants.O_RDWR | constants.O_NONBLOCK);
    const wait = { silenceMs: 50, wholeMs: 60_000 };
    const { message } = refusal(`/dev/fd/${both}`, { ...WANTED, wait });
    closeSync(both);
    expect(message).toMatch(/^\/dev\/fd\/\d+ has said nothing for 0\.05 s\.\nWrite it to a file first/);
  });

  it('does not wait for ever for one whose writer goes on and on', () => {
    const both = openSync(at('fifo'), constants.O_RDWR | constants.O_NONBLOCK);
    const writer = spawn('sh', ['-c', 'while echo; do sleep .01; done'], { stdio: ['ignore', both, 'ignore'] });
    const wait = { silenceMs: 60_000, wholeMs: 200 };
    const { message } = refusal(`/dev/fd/${both}`, { ...WANTED, largestBytes: 2 ** 30, wait });
    writer.kill('SIGKILL');
    closeSync(both);
    expect(message).toMatch(/is not at its end after 0\.2 s/);
  });

  it('refuses a pipe that holds more than there may be', () => {
    const both = openSync(at('fifo'), constants.O_RDWR | constants.O_NONBLOCK);
    writeFileSync(both, 'x'.repeat(2000));
    const { message } = refusal(`/dev/fd/${both}`);
    closeSync(both);
    expect(message).toMatch(/too large to be a run document \(more bytes; at most 1000\)/);
  });

  it('reads a pipe that a shell made, and standard input', () => {
    const script = `import { readInputFile } from '${join(process.cwd(), 'src/host/files/input-file.ts')}';
      for (const path of process.argv.slice(1))
        process.stdout.write(readInputFile(path, { what: 'x', remedy: 'y', largestBytes: 100 }));`;
    const words = [JSON.stringify(process.execPath), '--import', 'tsx', '--input-type=module', '-e', '"$SCRIPT"'];
    const result = spawnSync('bash', ['-c', `echo one | ${words.join(' ')} - <(echo two)`], {
      env: { ...process.env, SCRIPT: script, NODE_OPTIONS: '' },
      encoding: 'utf8',
    });
    expect([result.stdout, result.stderr]).toEqual(['one\ntwo\n', '']);
  });
});
