import { describe, expect, it } from '@jest/globals';
import { byteLength, withinLimit } from '../../../src/report/markdown/length-limit.js';

const big = { text: 'x'.repeat(500), fold: 'big' };
const small = { text: 'y'.repeat(100), fold: 'small' };
const main = { text: 'the answer' };

describe('withinLimit', () => {
  it('keeps everything where it fits', () => {
    expect(withinLimit([main, big, small], 1000, 'the summary')).toBe(`${main.text}\n\n${big.text}\n\n${small.text}`);
  });

  it('leaves out the largest fold first and says where it is', () => {
    expect(withinLimit([main, big, small], 300, 'the summary')).toBe(
      `${main.text}\n\n${small.text}\n\nLeft out for length: big. See the summary.`,
    );
  });

  it('never leaves out what is not folded while it fits', () => {
    expect(withinLimit([main, big, small], 90, 'the summary')).toContain('the answer');
  });

  it('cuts at whole lines where even the rest is too long', () => {
    const long = { text: Array.from({ length: 100 }, (_, i) => `line ${i}`).join('\n') };
    const text = withinLimit([main, long, small], 200, 'the summary');
    expect(byteLength(text)).toBeLessThanOrEqual(200);
    expect(text).toMatch(/\nline \d+\n\nThe rest was left out for length\. See the summary\.$/);
  });

  it('counts bytes, of which there are at least as many as characters', () => {
    const wide = { text: '×'.repeat(100), fold: 'wide' };
    expect(withinLimit([main, wide], 150, 'the summary')).not.toContain('×');
  });
});
