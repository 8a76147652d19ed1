import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import { openProcessConsole } from '../../../src/runtimes/shared/process-console.js';

it('calls the runtime within its wrapper, which comes first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-within-'));
  const entered = join(folder, 'entered');
  const console = await openProcessConsole({
    within: ['/bin/sh', '-c', 'touch "$0"; AROUND=yes exec "$@"', entered],
    argv: ['/bin/sh', '-c', 'echo "$AROUND"'],
    env: {},
    end: async () => {},
  });
  const wasThere = existsSync(entered);
  const output = text(console.output);
  expect({ wasThere, output: await output, code: (await console.gone).code }).toEqual({
    wasThere: true,
    output: 'yes\n',
    code: 0,
  });
  rmSync(folder, { recursive: true });
});

it('is gone, with the reason, where its groups are never entered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-frozen-'));
  // Opening a pipe without a reader waits like entering a frozen group.
  const group = join(folder, 'cgroup.procs');
  execFileSync('mkfifo', [group]);
  const console = await openProcessConsole({ argv: ['/bin/true'], groups: [group], end: async () => {} }, 100);
  expect((await console.gone).code).toBeNull();
  expect(console.diagnostics().join('\n')).toContain('its groups could not be entered within 0.1 s');
  rmSync(folder, { recursive: true });
});

it('calls nothing where its start is refused, and has ended then', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-poised-'));
  const called = join(folder, 'called');
  let cleared = 0;
  const refused = openProcessConsole({
    argv: ['touch', called],
    poised: async () => {
      throw new Error('cancelled');
    },
    end: async () => {},
    afterExit: async () => {
      cleared += 1;
    },
  });
  await expect(refused).rejects.toThrow('cancelled');
  expect({ called: existsSync(called), cleared }).toEqual({ called: false, cleared: 1 });
  rmSync(folder, { recursive: true });
});

/**
 * Writes as Firecracker writes a serial line: byte by byte, without waiting. It prints how many bytes found no room.
 */
const MONITOR = `
  use Fcntl;
  fcntl(STDOUT, F_SETFL, fcntl(STDOUT, F_GETFL, 0) | O_NONBLOCK);
  my $lost = 0;
  for (1 .. 10000) { syswrite(STDOUT, "x") or $lost++ }
  print STDERR "lost $lost\\n";
`;

it('takes what a monitor writes byte by byte while nobody reads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-pipe-'));
  const console = await openProcessConsole({
    argv: ['perl', '-e', MONITOR],
    pipeFolder: folder,
    end: async () => {},
  });
  const [output] = await Promise.all([text(console.output), console.gone]);
  expect({ bytes: output.length, told: console.diagnostics(), left: readdirSync(folder) }).toEqual({
    bytes: 10_000,
    told: ['lost 0'],
    left: [],
  });
  rmSync(folder, { recursive: true });
});

it('has a pipe for its input too where it needs real ones, whose end it is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-pipe-'));
  const argv = ['sh', '-c', 'test -p /dev/stdin && echo fifo; cat'];
  const console = await openProcessConsole({ argv, pipeFolder: folder, end: async () => {} });
  console.input.end('heard\n');
  const [output, { code }] = await Promise.all([text(console.output), console.gone]);
  expect({ output, code, left: readdirSync(folder) }).toEqual({ output: 'fifo\nheard\n', code: 0, left: [] });
  rmSync(folder, { recursive: true });
});

it('on a terminal of `script` is read and written byte for byte once the terminal is raw', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-pipe-'));
  const command = 'stty raw -echo; printf "ready\\r\\n"; head -c 6 | od -An -c';
  const argv = ['env', 'SHELL=/bin/sh', 'script', '--quiet', '--return', '--flush', '--command', command, '/dev/null'];
  const console = await openProcessConsole({ argv, pipeFolder: folder, end: async () => {} });
  await once(console.output, 'data');
  console.input.write('a\n\r\u0003\u0004b');
  const [output, { code }] = await Promise.all([text(console.output), console.gone]);
  expect({ output: output.trim().split(/\s+/), code }).toEqual({
    output: ['a', '\\n', '\\r', '003', '004', 'b'],
    code: 0,
  });
  rmSync(folder, { recursive: true });
});
