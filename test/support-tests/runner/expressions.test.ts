import { describe, expect, it } from '@jest/globals';
import { expand, holds, type Scope, type Status } from '../../support/runner/expressions.js';

const scope = (status: Status = 'success', contexts: Readonly<Record<string, unknown>> = {}): Scope => ({
  contexts: { inputs: {}, steps: {}, ...contexts },
  status,
  isCancelled: status === 'cancelled',
});

/** Returns the expression as it is written in YAML. */
const written = (expression: string) => `\${{ ${expression} }}`;

describe('expand', () => {
  it('replaces every expression and leaves the rest', () => {
    const contexts = { inputs: { name: 'tare' }, steps: { a: { outputs: { path: '/x' } } } };
    expect(expand(`${written('inputs.name')}:${written('steps.a.outputs.path')}!`, scope('success', contexts))).toBe(
      'tare:/x!',
    );
  });

  it('replaces what does not exist by nothing', () => {
    expect(expand(`[${written('steps.gone.outputs.path')}]`, scope())).toBe('[]');
  });

  it('takes braces inside of quotes for text', () => {
    expect(expand(written("'a }} b'"), scope())).toBe('a }} b');
  });

  it('refuses an unknown context', () => {
    expect(() => expand(written('secrets.x'), scope())).toThrow(/Unrecognized named-value: 'secrets'/);
  });
});

describe('holds', () => {
  it.each<[string | undefined, Status, boolean]>([
    [undefined, 'success', true],
    [undefined, 'failure', false],
    ["inputs.x == ''", 'success', true],
    ["inputs.x == ''", 'failure', false],
    ['failure()', 'failure', true],
    ['failure()', 'cancelled', false],
    ['cancelled()', 'cancelled', true],
    ['always()', 'cancelled', true],
    [written("always() && inputs.x != ''"), 'failure', false],
    ['!cancelled()', 'failure', true],
    ["success() || inputs.x == 'y'", 'failure', false],
  ])('%s after %s: %s', (condition, status, expected) => {
    expect(holds(condition, scope(status))).toBe(expected);
  });
});
