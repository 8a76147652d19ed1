import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import { waitingLine, waitingText } from '../../src/cli/waiting-line.js';

describe('the line of what is still waited for', () => {
  it('counts and names it, as plain text', () => {
    expect(waitingText(1, 3, ['docker', 'q\u001b[31m'])).toBe('looked at 1 of 3; waiting for docker, q\\u{1b}[31m');
    expect(waitingText(3, 3, [])).toBe('looked at all 3');
  });

  function shownOn(isTerminal: boolean) {
    const stream = Object.assign(new PassThrough(), isTerminal ? { isTTY: true, columns: 80, rows: 20 } : {});
    let text = '';
    stream.on('data', (chunk) => {
      text += chunk;
    });
    return {
      stream: stream as unknown as NodeJS.WriteStream,
      shown: () => stripVTControlCharacters(text),
      raw: () => text,
    };
  }

  it('is one plain line where there is no terminal, and none where the wait is short', () => {
    jest.useFakeTimers();
    try {
      const [quick, slow] = [shownOn(false), shownOn(false)];
      const told: string[][] = [[], []];
      const lines = [quick, slow].map(({ stream }, at) =>
        waitingLine(stream, ['runc', 'docker'], (text) => told[at]?.push(text)),
      );
      lines[0]?.close();
      lines[1]?.done('runc');
      jest.advanceTimersByTime(10_000);
      lines[1]?.close();
      expect(told).toEqual([[], ['looked at 1 of 2; waiting for docker']]);
      expect([quick.raw(), slow.raw()]).toEqual(['', '']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is redrawn on a terminal, which it leaves as it was', () => {
    const { stream, shown, raw } = shownOn(true);
    const line = waitingLine(stream, ['runc', 'docker']);
    line.done('docker');
    expect(shown()).toContain('looked at 0 of 2; waiting for runc, docker');
    expect(shown()).toContain('looked at 1 of 2; waiting for runc\n');
    line.close();
    expect(raw().slice(raw().lastIndexOf('waiting for runc'))).toContain('\u001b[2K\u001b[1A\u001b[2K');
  });
});
