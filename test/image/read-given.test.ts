import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/errors.js';
import { CommandError } from '../../src/host/commands/command.js';
import { readGiven } from '../../src/image/read-given.js';

const failing = (code: number | null, stderr: string) => async () => {
  throw new CommandError(['tar', '-xf', 'x.tar'], { code, stdout: '', stderr });
};
const read = (code: number | null, stderr: string) => readGiven(failing(code, stderr), 'x.tar is bad', 'Mend it.');

describe('what a command says of a file that the user gave', () => {
  it('is the fault of the file, with the last words', async () => {
    const said = read(2, 'tar: warning\ntar: No archive\ntar: Skipping\ntar: Exiting\n');
    await expect(said).rejects.toThrow(InputError);
    await expect(said).rejects.toThrow(
      'x.tar is bad:\n  | tar: No archive\n  | tar: Skipping\n  | tar: Exiting\nMend it.',
    );
  });

  it.each([
    [2, 'tar: ./a: Cannot write: No space left on device'],
    [1, 'gzip: stdout: No space left on device'],
    [1, 'unpack entry: a: write layer: no space left on device'],
    [2, 'tar: ./dev/null: Cannot mknod: Operation not permitted'],
    [127, 'sh: 1: exec: zstd: not found'],
    [null, ''],
  ])('is that of the host: %s, %s', async (code, stderr) => {
    await expect(read(code, stderr)).rejects.toThrow(CommandError);
  });

  it('is nothing where the command succeeds', async () => {
    expect(await readGiven(async () => 7, '', '')).toBe(7);
  });
});
