/**
 * Tests what must hold for every runtime that can be started here: one sandbox from launch to end, one that is killed,
 * and nothing left.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StepLimits } from '../../src/measure/life-steps.js';
import { withoutRootlessSteps } from '../../src/runtimes/podman/rootless/needs.js';
import type { Installed, PreparedArm, Runtime } from '../../src/runtimes/runtime.js';
import { SANDBOX } from '../../src/sandbox/paths.js';
import { WORK_FOLDER } from '../support/work-folder.js';
import {
  armOf,
  closeTestHost,
  killSessions,
  LIMITS,
  launchedSession,
  launchRequest,
  oneLife,
  openTestHost,
  prepared,
  probe,
  rootOptions,
  sandboxesLeft,
  sysbenchCpu,
  type TestHost,
  whyNot,
} from './support.js';

/** The first test file of a run makes the userland, in ms; the others wait for that or find it in the cache. */
const MAKING_THE_USERLAND = 600_000;

/** Seconds after which a launch is given up: while the runtime begins, makes the sandbox, and starts it. */
const MOMENTS = [0.001, 0.003, 0.01, 0.02, 0.04, 0.08, 0.16];

/** No password is to be in a sandbox, and so in what it prints. */
const PROXY = 'http://me:S3CRETPW@127.0.0.1:9';

/** Bytes that a sandbox has in memory, of which a snapshot is taken where its runtime takes one. */
const HELD = 16 * 2 ** 20;

export interface RealArm {
  readonly host: TestHost;
  readonly arm: PreparedArm;
  readonly installed: Installed;
}

/**
 * Declares the tests that all runtimes share. `more` adds tests of this one, and `last` those after which its arm
 * starts nothing any more. They are skipped, with a printed reason, where the runtime cannot be started.
 */
export async function describeReal(
  runtime: Runtime,
  text: string,
  more?: (real: () => RealArm) => void,
  last?: (real: () => RealArm) => void,
): Promise<void> {
  const reason = await whyNot(runtime, text);
  const hasSteps = runtime.stepwise && withoutRootlessSteps(armOf(runtime, text)) === undefined;
  (reason ? describe.skip : describe)(`${text}, for real`, () => {
    let host: TestHost;
    let real: RealArm;
    const HOME = homedir();
    /** In place of the user's, for all that is started here. */
    let home: string;

    beforeAll(async () => {
      home = mkdtempSync(join(WORK_FOLDER, 'tare-home-'));
      process.env.HOME = home;
      host = await openTestHost();
      real = { host, ...(await prepared(host, runtime, text)) };
    }, MAKING_THE_USERLAND);

    afterAll(async () => {
      await killSessions(host);
      await real?.arm.remove();
      expect(await closeTestHost(host)).toEqual([]);
      process.env.HOME = HOME;
      rmSync(home, { recursive: true });
    });

    it('says what it is', () => {
      expect(real.installed.source).not.toBe('');
      for (const binary of real.installed.binaries) expect(binary.sha256).toMatch(/^[0-9a-f]{64}$/);
    });

    it('measures sysbench within its limits and ends in good order', async () => {
      const session = await launchedSession(host, real.arm);
      const inside = await probe(session);
      expect(inside.cpus).toBe(String(LIMITS.cpuCount));
      expect(memoryOf(inside)).toBeLessThanOrEqual(LIMITS.memoryBytes);
      expect(await sysbenchCpu(session)).toBeGreaterThan(0);
      // With an overlay mounted as `volatile` (on newer kernels `fsync=volatile`), a flush would cost nothing.
      expect(await rootOptions(session)).not.toMatch(/volatile/);
      expect(await session.end()).toBeGreaterThan(0);
      expect(session.alive).toBe(false);
    });

    it('has no password of a proxy of the host in any of its processes', async () => {
      const proxies = { https_proxy: PROXY, HTTP_PROXY: PROXY, all_proxy: PROXY };
      mkdirSync(join(home, '.docker'), { recursive: true });
      const settings = { proxies: { default: { httpProxy: PROXY, httpsProxy: PROXY } } };
      writeFileSync(join(home, '.docker/config.json'), JSON.stringify(settings));
      Object.assign(process.env, proxies);
      try {
        const session = await launchedSession(host, real.arm);
        const look =
          "for one in /proc/[0-9]*; do tr '\\0' '\\n' <$one/environ; done 2>/dev/null | sort -u; echo; echo seen";
        const { output } = await session.run({ cwd: '/', argv: ['/bin/sh', '-c', look] }, new AbortController().signal);
        expect(output).toContain('PATH=');
        expect(output).toMatch(/\nseen\s*$/);
        expect(output).not.toContain('S3CRETPW');
        await session.end();
      } finally {
        for (const name of Object.keys(proxies)) delete process.env[name];
        rmSync(join(home, '.docker'), { recursive: true });
      }
    });

    it('can be killed while it works, and started again, with something in its memory', async () => {
      const session = await launchedSession(host, real.arm);
      await session.kill();
      expect(session.alive).toBe(false);
      const next = await launchedSession(host, real.arm, undefined, { heldBytes: HELD });
      expect(await next.touch(HELD, new AbortController().signal)).toBeGreaterThan(0);
      expect(await sysbenchCpu(next)).toBeGreaterThan(0);
      expect(await next.end()).not.toBeNull();
    });

    it('is called once all that a launch waits for has been done, and leaves nothing where that is refused', async () => {
      const refuse = () => Promise.reject(new Error('refused'));
      await expect(real.arm.launch(launchRequest(host, refuse))).rejects.toThrow('refused');
      expect(sandboxesLeft(host)).toEqual([]);
      let poisedAt = Number.POSITIVE_INFINITY;
      const console = await real.arm.launch(
        launchRequest(host, async () => {
          poisedAt = performance.now();
        }),
      );
      await console.kill();
      await console.gone;
      expect(console.calledAt).toBeGreaterThanOrEqual(poisedAt);
      expect(sandboxesLeft(host)).toEqual([]);
    });

    it('leaves nothing of a launch that is given up, at whatever moment', async () => {
      for (const launchSeconds of MOMENTS) {
        await launchedSession(host, real.arm, { launchSeconds, commandSeconds: 60 }).then(
          (session) => session.kill(),
          (error) => expect(error).toHaveProperty('failure'),
        );
        expect(sandboxesLeft(host)).toEqual([]);
      }
    });

    if (hasSteps)
      it('leaves nothing of a life that is given up, at whatever moment', async () => {
        for (const seconds of MOMENTS) {
          await oneLife(host, real.arm, { seconds }).catch((error) => expect(error).toHaveProperty('failure'));
          expect(sandboxesLeft(host)).toEqual([]);
        }
      });

    if (hasSteps)
      it('lives a life step by step, and is removed in the middle of one', async () => {
        const life = (limits: Partial<StepLimits> = {}) => oneLife(host, real.arm, limits);
        const figures = await life();
        expect(Object.keys(figures)).toEqual(expect.arrayContaining(['first_word', 'exec']));
        for (const ms of Object.values(figures)) expect(ms).toBeGreaterThan(0);
        await expect(life({ signal: AbortSignal.abort(new Error('cancelled')) })).rejects.toThrow('cancelled');
        await expect(life({ seconds: 0.001 })).rejects.toMatchObject({ failure: { reason: 'timeout' } });
        expect(Object.keys(await life())).toEqual(expect.arrayContaining(['first_word', 'exec']));
      });

    more?.(() => real);

    it('deletes nothing of the host where a sandbox has put a link in place of its scratch folder', async () => {
      // The folder is removed with the state of this test's host, even where the test fails.
      const folder = mkdtempSync(join(host.state, 'bystander-'));
      writeFileSync(join(folder, 'thesis'), 'of a user');
      const session = await launchedSession(host, real.arm);
      const swap = `rm -rf ${SANDBOX.root} && ln -s ${folder} ${SANDBOX.root}`;
      await session.run({ cwd: '/', argv: ['/bin/sh', '-c', swap] }, new AbortController().signal);
      await session.kill();
      // The launch may be refused, where the root is the same one.
      await launchedSession(host, real.arm).then((next) => next.kill(), refused);
      expect(readdirSync(folder)).toEqual(['thesis']);
    });

    last?.(() => real);

    it('is removed, twice if need be', async () => {
      await real.arm.remove();
      await real.arm.remove();
    });

    it('has written nothing below HOME', () => {
      expect(readdirSync(home)).toEqual([]);
    });
  });
}

function refused(error: unknown): void {
  expect(error).toMatchObject({ failure: { tail: expect.arrayContaining([expect.stringContaining('no folder')]) } });
}

/**
 * Returns the smaller of the cgroup's limit and of all the memory, because a runtime with a kernel of its own may show
 * only the latter.
 */
function memoryOf({ memoryLimit, memoryTotal }: Record<string, string>): number {
  return Math.min(Number(memoryLimit) || Number.POSITIVE_INFINITY, Number(memoryTotal) * 1024);
}
