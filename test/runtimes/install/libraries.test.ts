import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { librariesOf, parseLibraries } from '../../../src/runtimes/install/libraries.js';

const folder = mkdtempSync('/var/tmp/tare-libraries-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

describe('the shared libraries of a program', () => {
  it('are the same wherever the program lies', async () => {
    copyFileSync('/bin/ls', at('ls'));
    expect(await librariesOf(at('ls'))).toMatch(/^[0-9a-f]{64}$/);
    expect(await librariesOf(at('ls'))).toBe(await librariesOf('/bin/ls'));
  });

  it('are none for a script', async () => {
    writeFileSync(at('script'), '#!/bin/sh\n', { mode: 0o755 });
    expect(await librariesOf(at('script'))).toBe('none');
  });

  it('are not known for a program that is not there', async () => {
    expect(await librariesOf(at('gone'))).toBeUndefined();
  });
});

const compiler = spawnSync('cc', ['--version']).status === 0;
if (!compiler) process.stderr.write('skipped: libraries that change: there is no C compiler here\n');

(compiler ? describe : describe.skip)('a program whose code is in a library', () => {
  const compile = (text: string, ...words: string[]) =>
    spawnSync('cc', ['-x', 'c', '-', ...words], { input: text, cwd: folder });
  const library = (answer: number) =>
    compile(`int answer(void) { return ${answer}; }`, '-shared', '-fPIC', '-o', 'libanswer.so.1');

  it('has other libraries where that one is replaced, although its own bytes are the same', async () => {
    library(1);
    const words = ['-o', 'program', '-Wl,-rpath,$ORIGIN', '-x', 'none', 'libanswer.so.1'];
    compile('int answer(void); int main(void) { return answer(); }', ...words);
    const before = await librariesOf(at('program'));
    library(2);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(await librariesOf(at('program'))).not.toBe(before);
  });
});

describe('what ldd prints', () => {
  it.each<[string, string, string[] | undefined]>([
    ['a library that is found', '\tlibc.so.6 => /lib/libc.so.6 (0x00007f)\n', ['/lib/libc.so.6']],
    ['the loader', '\t/lib64/ld-linux-x86-64.so.2 (0x00007f)\n', ['/lib64/ld-linux-x86-64.so.2']],
    ['what the kernel gives', '\tlinux-vdso.so.1 (0x00007f)\n', []],
    ['a program without any', '\tstatically linked\n', []],
    ['a library that is missing', '\tlibx.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x0f)\n', undefined],
  ])('%s', (_, stdout, paths) => expect(parseLibraries(0, stdout, '')).toEqual(paths));

  it('no program of this machine', () => {
    expect(parseLibraries(1, '', '\tnot a dynamic executable\n')).toEqual([]);
    expect(parseLibraries(1, '', 'ldd: exited with unknown exit code (139)\n')).toBeUndefined();
  });
});
