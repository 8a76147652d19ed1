import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { stoppable } from '../../src/cli/stoppable.js';
import { Cancelled } from '../../src/errors.js';
import { mustRun } from '../../src/host/commands/command.js';
import { identify } from '../../src/host/process.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-stoppable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a command that changes nothing', () => {
  it('ends what it has started when it is stopped, and says that it was', async () => {
    const file = join(folder, 'pid');
    const stopped = stoppable(async () => {
      await mustRun(['sh', '-c', 'echo $$ >"$1.new"; mv "$1.new" "$1"; exec sleep 1000', 'sh', file]);
      return 0;
    });
    while (!existsSync(file)) await delay(5);
    process.emit('SIGINT', 'SIGINT');
    await expect(stopped).rejects.toMatchObject({ name: Cancelled.name, exitCode: 130 });
    expect(identify(Number(readFileSync(file, 'utf8')))).toBeUndefined();
  });

  it('is stopped also where it takes what ended for an answer', async () => {
    const stopped = stoppable(async () => {
      process.emit('SIGTERM', 'SIGTERM');
      return 0;
    });
    await expect(stopped).rejects.toMatchObject({ exitCode: 130 });
  });

  it('leaves the signals as they were', async () => {
    const before = process.listenerCount('SIGINT');
    expect(await stoppable(async () => 3)).toBe(3);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
