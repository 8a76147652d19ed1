import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');

/** Like a bench it waits for a command, and hears no signal meanwhile. */
const BENCH = `
import { spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { scratchFolder } from './bench/scratch.ts';
writeSync(1, scratchFolder('scratch-test'));
spawnSync('cat', { stdio: 'inherit' });
`;

it.each(['SIGTERM', 'SIGKILL', 'its own end'] as const)(
  'the folder of a bench goes with it: %s',
  async (how) => {
    const bench = spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', BENCH], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const closed = once(bench, 'close');
    const [folder] = (await once(bench.stdout.setEncoding('utf8'), 'data')) as [string];
    expect(folder).toMatch(/^\/var\/tmp\/tare-scratch-test-\w{6}$/);
    writeFileSync(join(folder, 'a file'), '');
    if (how !== 'its own end') {
      bench.kill(how);
      await once(bench, 'exit');
    }
    // The command of the bench ends with its input, and the output closes once nobody holds it.
    bench.stdin.end();
    await closed;
    expect(existsSync(folder)).toBe(false);
  },
  120_000,
);
