/** What one half of a step sends the other is checked before it is used, and the other is started. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import * as z from 'zod';
import { readSent, runProgram, toSend } from '../../src/action/root-half.js';
import type { Layer } from '../../src/config/config-file.js';
import { INPUTS, type Inputs, inputsSchema } from '../../src/config/inputs.js';
import { parseInputs } from '../../src/config/parse.js';
import { propertyOf } from '../../src/config/table/input.js';
import { InputError } from '../../src/errors.js';

const parsed = (flags: Layer = {}): Inputs => parseInputs({ flags, cwd: '/home/me' });
const throughJson = (inputs: object): Inputs => readSent(JSON.stringify(inputs), inputsSchema());

describe('inputs that the half of the user sends', () => {
  it('arrive as they were parsed, by default', () => {
    expect(throughJson(parsed())).toEqual(parsed());
  });

  it.each(INPUTS.map(({ name, example }) => [name, example]))('arrive as they were parsed: %s', (name, example) => {
    const property = propertyOf(INPUTS.find((input) => input.name === name) as (typeof INPUTS)[number]);
    // Some inputs exclude each other, so each is sent with the defaults of all others.
    const sent = { ...parsed(), [property]: parsedText(name, example) };
    expect(sent[property as keyof Inputs]).toBeDefined();
    expect(throughJson(sent)).toEqual(JSON.parse(JSON.stringify(sent)));
  });

  it.each(INPUTS.map((input) => [propertyOf(input)]))('are refused where one has another form: %s', (property) => {
    for (const wrong of [{ of: 'another form' }, null]) {
      const refused = () => throughJson({ ...parsed(), [property]: wrong });
      expect(refused).toThrow(InputError);
      expect(refused).toThrow(new RegExp(`has another form\\. ${property}`));
    }
  });

  it('are refused where one that has a default is missing', () => {
    const { pairs: _, ...others } = parsed();
    expect(() => throughJson(others)).toThrow(/has another form\. pairs: .*\. *\nStart the step/s);
  });
});

it('the token stays with the half of the user', () => {
  expect(toSend({ inputs: { ...parsed(), githubToken: 'ghs_secret' } })).not.toContain('secret');
});

it.each(['actions runner', 'actions "runner"', "o'runner", 'back\\slash'])(
  'is started by a node in a folder "%s"',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), `tare ${name} `));
    try {
      const node = join(folder, 'node');
      symlinkSync(process.execPath, node);
      expect(await runProgram([node, '-e', 'process.exit(process.argv.length)', 'a b'], {}, '')).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

describe('the input of a program', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('arrives as it is', async () => {
    const script = `process.stdin.on('data', (data) => process.exit(String(data) === "a 'path' %s" ? 7 : 1))`;
    expect(await runProgram([process.execPath, '-e', script], {}, "a 'path' %s")).toBe(7);
  });

  it('may be more than a program reads that ends at once', async () => {
    // The command is written into the log with all of its words.
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await runProgram(['/bin/sh', '-c', 'exit 3'], {}, 'x'.repeat(100_000))).toBe(3);
  });

  it('does not hide that there is no such program', async () => {
    await expect(runProgram(['/nowhere'], {}, '')).rejects.toThrow('there is no /nowhere');
  });
});

describe('the request of a clean-up', () => {
  const extent = z.enum(['runs', 'packages']);
  it('is one of two words', () => {
    expect(readSent('"packages"', extent)).toBe('packages');
    expect(() => readSent('"everything"', extent)).toThrow(/has another form\. as a whole: /);
    expect(() => readSent('', extent)).toThrow(/is not JSON: it is empty/);
  });
});

function parsedText(name: string, text: string): unknown {
  const input = INPUTS.find((one) => one.name === name);
  return input?.kind.schema('/home/me').parse(text);
}
