import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { withFlags } from '../../src/cli/as-root.js';

/** What the command is given of such a line, as commander reads it. */
function read(...argv: readonly string[]) {
  const tare = new Command('tare').exitOverride();
  const run = tare.command('run').exitOverride().option('--built <json>').option('--build <command>');
  run.action(() => undefined);
  tare.parse([...argv], { from: 'user' });
  return run.opts();
}

describe('the command line of the half that root runs', () => {
  it.each([[['run', '--build', 'make']], [['run', '--build', 'make', '--']]])(
    'has the flags that the other half adds, also for %j',
    (argv) => {
      expect(read(...withFlags(argv, ['--built', '{}']))).toEqual({ built: '{}', build: 'make' });
    },
  );

  it('is that of the user where nothing is added', () => {
    expect(withFlags(['cleanup', '--'], [])).toEqual(['cleanup', '--']);
  });
});
