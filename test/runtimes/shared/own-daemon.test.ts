/** A daemon of ours that is a shell, which says when it is told to read its configuration again. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HostError } from '../../../src/errors.js';
import { OwnDaemon } from '../../../src/runtimes/shared/own-daemon.js';
import { closeTestHost, kill, openTestHost, type TestHost } from '../support.js';

(process.getuid?.() === 0 ? describe : describe.skip)(
  'a daemon of ours that is to read its configuration again',
  () => {
    let host: TestHost;
    let daemon: OwnDaemon;
    let log: string;

    beforeEach(async () => {
      host = await openTestHost();
      const folder = join(host.paths.work, 'daemon');
      host.journal.record({ kind: 'path', path: folder });
      mkdirSync(folder);
      log = join(folder, 'log');
      const script = "trap 'echo told' HUP; echo serving; while :; do sleep 0.05; done";
      daemon = await OwnDaemon.start(host, {
        name: 'the shell',
        argv: ['/bin/sh', '-c', script],
        searchFirst: [],
        log,
        group: 'shell-0',
        sandboxes: 'shell-sandboxes-0',
        volatile: [],
        ready: async () => lines().includes('serving'),
      });
    });
    afterEach(async () => {
      expect(await closeTestHost(host)).toEqual([]);
    });

    const lines = () => readFileSync(log, 'utf8').split('\n').filter(Boolean);

    it('is told', async () => {
      daemon.reload();
      while (!lines().includes('told')) await delay(10);
      expect(daemon.isAlive()).toBe(true);
    });

    it('is the trouble of the host where it has died, with its last lines', async () => {
      await kill([daemon.serving.pid]);
      expect(() => daemon.reload()).toThrow(HostError);
      expect(() => daemon.reload()).toThrow(/^the shell has ended\.\nIts last lines:\n {2}\| serving$/);
    });
  },
);
