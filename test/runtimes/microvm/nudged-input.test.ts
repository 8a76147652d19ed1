import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { nudgedInput } from '../../../src/runtimes/microvm/nudged-input.js';

const never = new Promise<never>(() => undefined);

/** A guest that reads at most 256 bytes each time something comes. */
function guest() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let waiting = '';
  let heard = '';
  input.on('data', (bytes: Buffer) => {
    waiting += String(bytes);
    heard += waiting.slice(0, 256);
    waiting = waiting.slice(256);
    if (heard.trimEnd().endsWith('end')) output.write('begin\n');
  });
  return { input, output, gone: never, heard: () => heard };
}

describe('the input of a guest that reads a part', () => {
  it('goes on with a long request until the guest answers, and then is as it was', async () => {
    const { heard, ...console } = guest();
    const request = `${'x'.repeat(700)}end\n`;
    const answered = new Promise((resolve) => console.output.once('data', resolve));
    nudgedInput(console).write(request);
    await answered;
    expect(heard().startsWith(request.trimEnd())).toBe(true);
    expect(heard().slice(request.length - 1)).toMatch(/^\n*$/);
    const then = heard();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard()).toBe(then);
  });

  it('is left as it is where the request is short', async () => {
    const { heard, ...console } = guest();
    nudgedInput(console).write('bye\n');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(heard()).toBe('bye\n');
  });
});
