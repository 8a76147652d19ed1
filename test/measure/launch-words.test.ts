import { describe, expect, it } from '@jest/globals';
import { inWords } from '../../src/measure/sandboxes.js';

describe('the warning of a launch that failed', () => {
  const message = 'the sandbox ended before it was ready';

  it.each([
    [
      ['docker: Error response from daemon: no such path', '', "Run 'docker run --help' for more information"],
      'docker: Error response from daemon: no such path',
    ],
    [['docker: it is so.', "See 'docker run --help'."], 'docker: it is so.'],
    [['level=warning', 'level=error msg=first', 'level=error msg=second'], 'level=error msg=first'],
    [['one', 'two'], 'two'],
  ])('has the line that tells most: %j', (tail, told) => {
    expect(inWords({ message, tail })).toBe(`${message} (${told})`);
  });

  it('has none where nothing was said', () => {
    expect(inWords({ message, tail: [] })).toBe(message);
  });
});
