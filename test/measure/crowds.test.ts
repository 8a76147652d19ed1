/** Crowds of real runc sandboxes, on a host of their own. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processName } from '../../src/host/process.js';
import { Crowds } from '../../src/measure/crowds.js';
import { MeasurementFailure } from '../../src/measure/session.js';
import type { Trial } from '../../src/results/document.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import type { PreparedArm } from '../../src/runtimes/runtime.js';
import { findBenchmarks } from '../../src/suites/index.js';
import {
  closeTestHost,
  LIMITS,
  leftovers,
  openTestHost,
  prepared,
  type TestHost,
  whyNot,
} from '../runtimes/support.js';
import { aPlan } from './planning/a-plan.js';

const MAKING_THE_USERLAND = 600_000;
const MIB = 1024 ** 2;

const reason = await whyNot(runc, 'runc');
(reason ? describe.skip : describe)('a crowd of runc', () => {
  let host: TestHost;
  let arm: PreparedArm;

  beforeAll(async () => {
    host = await openTestHost();
    arm = (await prepared(host, runc, 'runc')).arm;
  }, MAKING_THE_USERLAND);

  afterAll(async () => {
    await arm?.remove();
    expect(await closeTestHost(host)).toEqual([]);
  });

  const volumes = () => join(host.paths.work, 'volumes');

  function take(
    id: string,
    amount: number,
    { by = arm, memory = 1024 * MIB, signal = new AbortController().signal } = {},
  ): Promise<Trial> {
    mkdirSync(volumes(), { recursive: true });
    const site = {
      arms: new Map([['runc', by]]),
      volumes: volumes(),
      limits: LIMITS,
      timeouts: { launchSeconds: 60, commandSeconds: 60 },
      observer: { step: () => {}, warn: () => {}, busy: () => {}, blockStarted: () => {}, blockEnded: () => {} },
      cgroup: host.cgroup,
      nextName: () => `tare-test-${process.pid}-crowd-${host.run.nextId('sandbox')}`,
    };
    const [benchmark] = findBenchmarks([id]);
    if (!benchmark?.crowd) throw new Error(`${id} has no crowd`);
    const crowds = new Crowds(site, host, { ...aPlan(), scaleMemoryBytes: memory });
    return crowds.take('runc', benchmark.crowd, { kind: 'fixed', amount, unit: 'sandboxes' }, signal);
  }

  const containers = () =>
    readdirSync(host.paths.work).flatMap((name) => {
      const folders = ['state', 'bundles'].map((part) => join(host.paths.work, name, part)).filter(existsSync);
      return folders.flatMap((folder) => readdirSync(folder));
    });

  function expectNothingLeft(): void {
    expect(containers()).toEqual([]);
    expect(readdirSync(volumes())).toEqual([]);
    const groups = host.cgroup.hierarchies.map((point) => join(point, processName())).filter(existsSync);
    expect(
      groups.flatMap((path) => readdirSync(path, { withFileTypes: true }).filter((one) => one.isDirectory())),
    ).toEqual([]);
  }

  /** An arm of which only some launches come to be. */
  const failing = (which: (nth: number) => boolean): PreparedArm => {
    let nth = 0;
    return {
      launch: async (request) => {
        nth += 1;
        if (which(nth)) throw new Error('no inotify instance is left');
        return arm.launch(request);
      },
      remove: async () => undefined,
    };
  };

  it('is called at once, all of it alive together, and leaves nothing', async () => {
    let [poised, called] = [0, 0];
    const watched: PreparedArm = {
      launch: (request) =>
        arm.launch({
          ...request,
          poised: async () => {
            poised += 1;
            await request.poised?.();
            // Nobody has been let go before all stood ready.
            expect(poised).toBe(4);
            called += 1;
          },
        }),
      remove: async () => undefined,
    };
    const { metrics, ceiling } = await take('scale.storm.4xcpu', 4, { by: watched });
    expect({ called, ceiling, share: metrics.ready_share }).toEqual({ called: 4, ceiling: undefined, share: 1 });
    expect(metrics.launches_per_second).toBeGreaterThan(0);
    expect(metrics.start_p95).toBeGreaterThanOrEqual(metrics.start_p50 ?? Number.POSITIVE_INFINITY);
    expectNothingLeft();
  });

  it('tells the share that came to be, and why the others did not', async () => {
    const { metrics, ceiling } = await take('scale.storm.4xcpu', 4, { by: failing((nth) => nth === 2) });
    expect(metrics.ready_share).toBe(0.75);
    expect(ceiling).toEqual({ alive: 3, cause: 'the sandbox could not be started: no inotify instance is left' });
    expectNothingLeft();
  });

  it('fails where none came to be', async () => {
    const failed = take('scale.storm.4xcpu', 3, { by: failing(() => true) });
    await expect(failed).rejects.toThrow('none of 3 sandboxes became ready: the sandbox could not be started');
    expectNothingLeft();
  });

  it('grows one by one, and tells what each takes', async () => {
    const { metrics, ceiling } = await take('scale.density.8', 8);
    expect(metrics).toMatchObject({ alive: ceiling?.alive ?? 8, removal: expect.any(Number) });
    // On a busy host the starts may grow, and memory go, for reasons of its own.
    if (ceiling) expect(ceiling.cause).toMatch(/^(?:starts take more than twice|memory: they take|time: they took)/);
    else {
      expect(metrics.start_growth).toBeGreaterThan(0);
      expect(metrics.pss_per_sandbox).toBeGreaterThan(0.1);
      expect(metrics.pss_per_sandbox).toBeLessThan(100);
    }
    expectNothingLeft();
  });

  it('ends at a ceiling, which is a figure with its cause', async () => {
    const { metrics, ceiling } = await take('scale.density.8', 8, { by: failing((nth) => nth === 4) });
    expect(metrics.alive).toBe(3);
    expect(ceiling).toEqual({ alive: 3, cause: 'the sandbox could not be started: no inotify instance is left' });
    expectNothingLeft();
  });

  it('is refused where the host has not what it may take', async () => {
    const refused = take('scale.storm.4xcpu', 8, { memory: 2 ** 50 });
    await expect(refused).rejects.toThrow(/^the host has no room for 8 sandboxes: scale-memory is/);
    await expect(refused).rejects.toBeInstanceOf(MeasurementFailure);
    expectNothingLeft();
  });

  it('is held to the limits of the run’s group, which are lifted afterwards', async () => {
    const { memory = '', pids } = host.cgroup;
    const files = [
      ...['memory.max', 'memory.limit_in_bytes'].map((name) => join(memory, processName(), name)),
      ...(pids ? [join(pids, processName(), 'pids.max')] : []),
    ].filter(existsSync);
    const now = () => files.map((file) => readFileSync(file, 'utf8'));
    const before = now();
    const during: string[][] = [];
    const watching: PreparedArm = {
      launch: (request) => {
        during.push(now());
        return arm.launch(request);
      },
      remove: async () => undefined,
    };
    await take('scale.storm.1', 1, { by: watching });
    expect(during).toHaveLength(1);
    for (const [at, value] of (during[0] ?? []).entries()) expect(value).not.toBe(before[at]);
    expect(now()).toEqual(before);
  });

  it('leaves nothing where it is cancelled while all stand ready', async () => {
    const stop = new AbortController();
    let poised = 0;
    const halted: PreparedArm = {
      launch: (request) =>
        arm.launch({
          ...request,
          poised: () => {
            poised += 1;
            if (poised === 2) stop.abort(new Error('cancelled'));
            return request.poised?.() ?? Promise.resolve();
          },
        }),
      remove: async () => undefined,
    };
    const cut = take('scale.storm.4xcpu', 3, { by: halted, signal: stop.signal });
    await expect(cut).rejects.toThrow('cancelled');
    expectNothingLeft();
    expect(leftovers(host).filter((what) => what.startsWith('process'))).toEqual([]);
  });
});
