import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { cliOptions, collect, flagLayer } from '../../src/config/cli-options.js';
import { INPUTS } from '../../src/config/inputs.js';
import { parseInputs } from '../../src/config/parse.js';

function run(...argv: string[]) {
  const command = new Command().exitOverride();
  for (const { flags, help } of cliOptions('run')) command.option(flags, help, collect);
  command.parse(argv, { from: 'user' });
  return parseInputs({ flags: flagLayer('run', command.opts()), cwd: '/' });
}

describe('flags', () => {
  it('reach the inputs through commander', () => {
    expect(run('--min-effect', '2%', '--budget', '5m')).toMatchObject({ minEffectPercent: 2, budgetSeconds: 300 });
  });

  it('grow a list when repeated', () => {
    expect(run('--runtimes', 'runc', '--runtimes', 'docker,runc@1').runtimes).toEqual(['runc', 'docker', 'runc@1']);
  });

  it('are refused when a single value is repeated', () => {
    expect(() => run('--seed', '1', '--seed', '2')).toThrow('seed: takes one value');
  });

  it('say their default', () => {
    expect(cliOptions('plan')).toContainEqual({
      input: 'pairs',
      flags: '--pairs <number>',
      help: expect.stringContaining('Default: 2 (quick), 4 (standard), 2 (paper).'),
    });
  });

  it.each(INPUTS.map(({ name, help }) => [name, help] as const))('are explained in whole sentences: %s', (_, help) => {
    const verb =
      /\b(?:is|are|has|have|says?|may|runs?|fails|needs|takes|keeps|asks|accepts|follows|becomes|goes|looks)\b/;
    for (const sentence of help.split(/(?<=[.]) /)) expect(sentence).toMatch(verb);
    expect(help).toMatch(/^(?:[A-Z]|history add ).*[.]$/);
  });

  it('are only those of the command', () => {
    expect(cliOptions('cleanup').map(({ flags }) => flags)).toEqual(['--cleanup <runs|packages>', '--config <file>']);
  });

  it('leave out options that are no inputs', () => {
    expect(flagLayer('doctor', { json: true, runtimes: 'runc' })).toEqual({ runtimes: ['runc'] });
  });
});
