import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { runShown, type Shown } from '../../../src/host/commands/shown-command.js';

const PIECE = 65_536;

async function shown(
  script: string,
  onLine: (line: string) => void = () => undefined,
): Promise<Shown & { readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const outcome = await runShown({
    argv: ['/bin/sh', '-c', script],
    cwd: tmpdir(),
    env: { PATH: '/bin:/usr/bin' },
    timeoutSeconds: 60,
    onLine: (line) => {
      lines.push(line);
      onLine(line);
    },
  });
  return { ...outcome, lines };
}

describe('runShown', () => {
  it('ends what the command leaves in its process group', async () => {
    const { lines, code } = await shown('sleep 984 & echo $!');
    expect(code).toBe(0);
    const stat = `/proc/${lines[0]}/stat`;
    // The process may be a zombie that its new parent has not waited for yet.
    const state = () => (existsSync(stat) ? readFileSync(stat, 'utf8') : 'gone');
    for (let round = 0; round < 100 && !/^gone$|\) Z /.test(state()); round += 1) await pause(20);
    expect(state()).toMatch(/^gone$|\) Z /);
  });

  it('gives the command an empty input, and says what is not installed', async () => {
    expect((await shown('cat; echo end')).lines).toEqual(['end']);
    expect((await shown('exec no-such-program')).tail.join()).toMatch(/no-such-program.*not found/);
  });

  it('gives each line of both outputs, whatever ends it', async () => {
    const { lines, code } = await shown(String.raw`printf 'a\nb\r\n\nc\rd'; printf 'e\n' >&2; exit 3`);
    expect(lines.filter((line) => line !== 'e')).toEqual(['a', 'b', '', 'c', 'd']);
    expect(lines).toContain('e');
    expect(code).toBe(3);
  });

  it('takes a line break that comes in two halves for one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-halves-'));
    const heard = join(folder, 'heard');
    execFileSync('mkfifo', [heard]);
    const { lines } = await shown(String.raw`printf 'a\r'; read go <'${heard}'; printf '\nb\n'`, (line) => {
      if (line === 'a') writeFileSync(heard, 'go\n');
    });
    rmSync(folder, { recursive: true });
    expect(lines).toEqual(['a', 'b']);
  });

  it('keeps no more than a piece of a line that does not end, and loses nothing of it', async () => {
    const { lines, tail } = await shown(`head -c ${40 * PIECE + 7} /dev/zero | tr '\\0' x; echo; echo end`);
    expect(Math.max(...lines.map((line) => line.length))).toBe(PIECE);
    expect(lines.join('').length).toBe(40 * PIECE + 7 + 3);
    expect(tail.at(-1)).toBe('end');
  });

  it('keeps the last lines that are not blank, and of a long one its beginning', async () => {
    const { tail } = await shown(`seq 30; echo; head -c 600 /dev/zero | tr '\\0' x`);
    expect(tail).toEqual([...Array.from({ length: 19 }, (_, nth) => String(nth + 12)), 'x'.repeat(500)]);
  });
});
