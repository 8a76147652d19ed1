import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { progressView } from '../../src/cli/progress-view.js';

/**
 * Returns what is written to a terminal of this many columns. The library that draws uses no other properties than
 * these.
 */
function shown(columns: number): string {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns, rows: 24 });
  const view = progressView(stream as unknown as NodeJS.WriteStream, false);
  view.step('preparing docker');
  view.close();
  return String(stream.read());
}

const ESC = '\u001b';

it('redraws on a terminal, and prints line by line where the terminal has no size', () => {
  expect(shown(80)).toContain(ESC);
  expect(shown(0)).not.toContain(ESC);
  expect(shown(0)).toContain('preparing docker\n');
});
