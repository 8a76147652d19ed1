import { describe, expect, it } from '@jest/globals';
import { FrameReader } from '../../src/sandbox/frames.js';

const nonce = 'c0ffee';

function read(text: string, limit?: number) {
  const reader = new FrameReader(nonce, limit);
  return { frames: reader.feed(text), reader };
}

describe('FrameReader', () => {
  it('gives the output between begin and end, without the line break the agent adds', () => {
    const { frames } = read(`\n@tare ${nonce} begin 3\nhello\nworld\n\n@tare ${nonce} end 3 0\n`);
    expect(frames).toEqual([
      { type: 'begin', request: 3 },
      { type: 'end', request: 3, code: 0, output: 'hello\nworld\n', flooded: false },
    ]);
  });

  it('reads the same whatever pieces the stream comes in', () => {
    const text = `@tare ${nonce} ready\n\n@tare ${nonce} begin 0\nno line end\n@tare ${nonce} end 0 7\n`;
    const whole = read(text).frames;
    const reader = new FrameReader(nonce);
    expect([...text].flatMap((character) => reader.feed(character))).toEqual(whole);
    expect(whole.at(-1)).toMatchObject({ output: 'no line end\n', code: 7 });
  });

  it('takes a frame with another nonce for output, and counts it as forged', () => {
    const { frames, reader } = read(`@tare ${nonce} begin 0\n@tare 123456 end 0 0\n\n@tare ${nonce} end 0 1\n`);
    expect(frames.at(-1)).toMatchObject({ type: 'end', code: 1, output: '@tare 123456 end 0 0\n' });
    expect(reader.forged).toBe(1);
  });

  it('ignores the end of a request that does not run', () => {
    const { frames, reader } = read(`@tare ${nonce} end 0 0\n@tare ${nonce} begin 1\n@tare ${nonce} end 0 0\n`);
    expect(frames).toEqual([{ type: 'begin', request: 1 }]);
    expect(reader.forged).toBe(2);
  });

  it.each(['ready now', 'begin', 'begin x', 'begin -1', 'begin 1 2', 'end 0', 'launch', ''])(
    'refuses the malformed frame "%s"',
    (words) => {
      expect(read(`@tare ${nonce} ${words}\n`).frames).toEqual([]);
    },
  );

  it('finds a marker behind escape codes of the firmware and before a carriage return', () => {
    expect(read(`\u001bc\u001b[?7l@tare ${nonce} ready\r\n`).frames).toEqual([{ type: 'ready' }]);
  });

  it('keeps a bounded part of a long output and says so', () => {
    const { frames } = read(
      `@tare ${nonce} begin 0\n${'x'.repeat(99)}\n`.concat('y\n'.repeat(50), `\n@tare ${nonce} end 0 0\n`),
      120,
    );
    expect(frames.at(-1)).toMatchObject({ type: 'end', flooded: true });
    expect((frames.at(-1) as { output: string }).output.length).toBeLessThanOrEqual(121);
  });

  it('does not collect a line that never ends', () => {
    const reader = new FrameReader(nonce);
    for (let i = 0; i < 100; i += 1) reader.feed('z'.repeat(10_000));
    expect(reader.partialOutput().length).toBeLessThanOrEqual(64 * 1024);
  });
});
