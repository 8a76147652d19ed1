/** Changes the host, and fails meanwhile where nobody hears it. Says with what the work ended. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { listen } from '../../src/app/interruption.js';
import { onHost } from '../../src/app/on-host.js';
import { pause } from '../../src/host/cancellation.js';
import type { OpenHost } from '../../src/host/open-host.js';

const [, , when = ''] = process.argv;

const fail = () => void Promise.reject(new Error('nobody waits for this'));

const WORKS: Readonly<Record<string, (host: OpenHost) => Promise<void>>> = {
  wait: async () => {
    fail();
    await pause(600_000);
  },
  undo: async ({ journal }) => {
    journal.record({ kind: 'command', argv: ['sleep', '0.5'] });
    setTimeout(fail, 100);
  },
  end: async () => fail(),
};

const interruption = listen((text) => process.stderr.write(`${text}\n`));
try {
  const tell = (text: string) => process.stderr.write(`${text}\n`);
  const use = { mayInstall: false, log: { step: tell, warn: tell }, purpose: 'a test', left: () => undefined };
  await onHost(use, interruption, async (host) => {
    const path = join(host.paths.work, 'made');
    host.journal.record({ kind: 'path', path });
    mkdirSync(path);
    await WORKS[when]?.(host);
  });
} catch (error) {
  process.stdout.write(`ended with: ${error instanceof Error ? error.message : error}\n`);
} finally {
  interruption.release();
}
if (when === 'idle') fail();
await delay(50);
