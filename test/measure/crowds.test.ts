/** Crowds of real runc sandboxes, on a host of their own. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Network } from '../../src/host/network/network.js';
import { processName } from '../../src/host/process.js';
import { type CrowdBenchmark, Crowds } from '../../src/measure/crowds.js';
import type { RunNetwork } from '../../src/measure/network.js';
import type { Observer } from '../../src/measure/observer.js';
import { MeasurementFailure } from '../../src/measure/session.js';
import type { Trial } from '../../src/results/document.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import type { Console, LifeSteps, PreparedArm } from '../../src/runtimes/runtime.js';
import { NETWORK } from '../../src/sandbox/network.js';
import { SANDBOX } from '../../src/sandbox/paths.js';
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
const IDLE_SECONDS = 0.2;

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

  /** It keeps what it is told to itself, as the view of a run does. */
  class Watching implements Observer {
    readonly #warnings: string[] = [];
    step() {}
    busy() {}
    blockStarted() {}
    blockEnded() {}
    warn(text: string) {
      this.#warnings.push(text);
    }
    get warnings(): readonly string[] {
      return this.#warnings;
    }
  }

  interface Conditions {
    readonly observer?: Observer;
    readonly by?: PreparedArm;
    readonly memory?: number;
    readonly signal?: AbortSignal;
    readonly network?: RunNetwork;
  }

  function take(id: string, amount: number, conditions: Conditions = {}): Promise<Trial> {
    const [benchmark] = findBenchmarks([id]);
    if (!benchmark?.crowd) throw new Error(`${id} has no crowd`);
    return takeCrowd({ crowd: benchmark.crowd }, amount, conditions);
  }

  function takeCrowd(
    benchmark: CrowdBenchmark,
    amount: number,
    {
      by = arm,
      memory = 1024 * MIB,
      signal = new AbortController().signal,
      network,
      observer = new Watching(),
    }: Conditions = {},
  ): Promise<Trial> {
    mkdirSync(volumes(), { recursive: true });
    const site = {
      arms: new Map([['runc', by]]),
      volumes: volumes(),
      limits: LIMITS,
      timeouts: { launchSeconds: 60, commandSeconds: 60 },
      observer,
      cgroup: host.cgroup,
      network,
      nextName: () => `tare-test-${process.pid}-crowd-${host.run.nextId('sandbox')}`,
    };
    const crowds = new Crowds(site, host, { ...aPlan(), scaleMemoryBytes: memory }, IDLE_SECONDS);
    return crowds.take('runc', benchmark, { kind: 'fixed', amount, unit: 'sandboxes' }, signal);
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

  const noPeer = {
    ready: () => Promise.reject(new Error('there is no peer here')),
    doubt: () => undefined,
    run: () => Promise.reject(new Error('there is no peer here')),
  };

  const noArm: PreparedArm = {
    launch: () => Promise.reject(new Error('it has no sandboxes')),
    remove: async () => undefined,
  };

  /** Makes an arm of which only some launches succeed. */
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

  it('is called at once, with all of it alive together, and leaves nothing', async () => {
    let [poised, called] = [0, 0];
    const watched: PreparedArm = {
      launch: (request) =>
        arm.launch({
          ...request,
          poised: async () => {
            poised += 1;
            await request.poised?.();
            // No sandbox was started before all were ready to start.
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

  it('reports the share that became ready, and why the others did not', async () => {
    const { metrics, ceiling } = await take('scale.storm.4xcpu', 4, { by: failing((nth) => nth === 2) });
    expect(metrics.ready_share).toBe(0.75);
    expect(ceiling).toEqual({ alive: 3, cause: 'the sandbox could not be started: no inotify instance is left' });
    expectNothingLeft();
  });

  it('fails where none became ready', async () => {
    const failed = take('scale.storm.4xcpu', 3, { by: failing(() => true) });
    await expect(failed).rejects.toThrow('none of 3 sandboxes became ready: the sandbox could not be started');
    expectNothingLeft();
  });

  it('grows one by one, and reports what each sandbox takes', async () => {
    const { metrics, ceiling } = await take('scale.density.8', 8);
    expect(metrics).toMatchObject({ alive: ceiling?.alive ?? 8, removal: expect.any(Number) });
    // On a busy host the starts may take longer, and memory may be used, for other reasons.
    if (ceiling) expect(ceiling.cause).toMatch(/^(?:starts take more than twice|memory: they take|time: they took)/);
    else {
      expect(metrics.start_growth).toBeGreaterThan(0);
      expect(metrics.pss_per_sandbox).toBeGreaterThan(0.1);
      expect(metrics.pss_per_sandbox).toBeLessThan(100);
    }
    if (metrics.alive === 8) {
      expect(metrics.available_per_sandbox).toEqual(expect.any(Number));
      // The figure is for ten seconds, though the sandbox was observed for less.
      expect(metrics.idle_cpu).toBeGreaterThanOrEqual(0);
      expect(metrics.idle_cpu).toBeLessThan(10_000);
    }
    expectNothingLeft();
  });

  it('ends at a ceiling, which is a figure with its cause', async () => {
    const { metrics, ceiling } = await take('scale.density.8', 8, { by: failing((nth) => nth === 4) });
    expect(metrics.alive).toBe(3);
    expect(ceiling).toEqual({ alive: 3, cause: 'the sandbox could not be started: no inotify instance is left' });
    expectNothingLeft();
  });

  it('fails where one of it has ended by itself, since what the others take would be divided by too many', async () => {
    const launched: Console[] = [];
    const dying: PreparedArm = {
      launch: async (request) => {
        await launched[1]?.kill();
        const console = await arm.launch(request);
        launched.push(console);
        return console;
      },
      remove: async () => undefined,
    };
    const taken = take('scale.density.8', 3, { by: dying });
    await expect(taken).rejects.toThrow('1 of 3 sandboxes ended unasked');
    await expect(taken).rejects.toMatchObject({ failure: { reason: 'lost' } });
    expectNothingLeft();
  });

  it('is refused where the host does not have the memory that it may take', async () => {
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

  it('lives one life, of which each step is a figure', async () => {
    const { metrics } = await take('lifecycle.phases', 1);
    expect(Object.keys(metrics)).toEqual(['create', 'start', 'first_word', 'exec', 'stop', 'delete']);
    for (const ms of Object.values(metrics)) expect(ms).toBeGreaterThan(0);
    expectNothingLeft();
  });

  it('reads what its agent holds, once', async () => {
    const { metrics } = await take('lifecycle.touch', 1);
    expect(Object.keys(metrics)).toEqual(['touch']);
    expect(metrics.touch).toBeGreaterThan(0);
    expectNothingLeft();
  });

  it('fails where what precedes its first step does, and the next one counts', async () => {
    const [copy = ''] = readdirSync(host.paths.work).filter((name) => name.startsWith('runc'));
    const scratch = join(host.paths.work, copy, 'root', SANDBOX.root);
    rmSync(scratch, { recursive: true, force: true });
    symlinkSync('/nonexistent', scratch);
    const failed = take('lifecycle.phases', 1);
    await expect(failed).rejects.toBeInstanceOf(MeasurementFailure);
    await expect(failed).rejects.toMatchObject({
      failure: {
        reason: 'launch',
        tail: [expect.stringContaining('is no folder of that root itself'), expect.any(String)],
      },
    });
    expectNothingLeft();
    rmSync(scratch);
    expect((await take('lifecycle.phases', 1)).metrics.create).toBeGreaterThan(0);
  });

  it('tells what a life has left behind', async () => {
    const steps = async (): Promise<LifeSteps> => ({
      start: ['false'],
      console: 'start',
      exec: () => ['true'],
      clear: async () => ['a container is left'],
    });
    const observer = new Watching();
    const taken = take('lifecycle.phases', 1, { by: { ...noArm, steps }, observer });
    await expect(taken).rejects.toBeInstanceOf(MeasurementFailure);
    expect(observer.warnings).toEqual(['a container is left']);
  });

  it('has its figures where something is in the way of its removal, which is told', async () => {
    const held: string[] = [];
    const mounting: PreparedArm = {
      launch: async (request) => {
        const console = await arm.launch(request);
        const path = join(request.volume, 'held');
        mkdirSync(path);
        execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', path]);
        held.push(path);
        return console;
      },
      remove: async () => undefined,
    };
    const observer = new Watching();
    try {
      const { metrics } = await take('scale.storm.1', 1, { by: mounting, observer });
      expect(metrics.ready_share).toBe(1);
      expect(observer.warnings).toEqual([
        expect.stringMatching(/^A sandbox of runc could not be ended in good order: rm /),
      ]);
    } finally {
      for (const path of held) execFileSync('umount', [path]);
    }
    for (const path of held) rmSync(join(path, '..'), { recursive: true });
    expectNothingLeft();
  });

  it('is no failure of its own where it is stopped before its first step', async () => {
    const stop = new AbortController();
    const stopped: PreparedArm = {
      ...noArm,
      steps: async () => {
        stop.abort(new Error('stopped'));
        throw new Error('it was ended');
      },
    };
    const taken = take('lifecycle.phases', 1, { by: stopped, signal: stop.signal });
    await expect(taken).rejects.toThrow('it was ended');
    await expect(taken).rejects.not.toBeInstanceOf(MeasurementFailure);
  });

  /** A file on a disk, since one of a tmpfs is nowhere but in memory; and how much of it alone is in memory. */
  function watchedFile(): { write(): void; cached(): number; remove(): void } {
    const path = `/var/tmp/tare-test-${process.pid}-cached`;
    return {
      write: () => writeFileSync(path, Buffer.alloc(64 * MIB)),
      cached: () => Number(execFileSync('fincore', ['--bytes', '--noheadings', '--output', 'RES', path])),
      remove: () => rmSync(path),
    };
  }

  it('starts from cold once the caches of the host are dropped, what was not yet on the disk too', async () => {
    const file = watchedFile();
    file.write();
    const before = file.cached();
    let atLaunch = Number.POSITIVE_INFINITY;
    const watching: PreparedArm = {
      launch: (request) => {
        const poised = async () => {
          await request.poised?.();
          atLaunch = file.cached();
        };
        return arm.launch({ ...request, poised });
      },
      remove: async () => undefined,
    };
    const { metrics } = await take('lifecycle.cold', 1, { by: watching });
    file.remove();
    expect(metrics.cold_start).toBeGreaterThan(0);
    expect(before).toBe(64 * MIB);
    expect(atLaunch).toBe(0);
    expectNothingLeft();
  });

  it('starts from cold in each try, where a start may hang', async () => {
    const file = watchedFile();
    const atLaunch: number[] = [];
    const hanging: PreparedArm = {
      readySeconds: [0.5],
      launch: (request) => {
        file.write();
        const poised = async () => {
          await request.poised?.();
          atLaunch.push(file.cached());
        };
        // Nobody waits for a word with another nonce, so the first try is given up.
        const nonce = atLaunch.length === 0 ? 'abcdef0123456789abcdef01' : request.nonce;
        return arm.launch({ ...request, nonce, poised });
      },
      remove: async () => undefined,
    };
    const { metrics } = await take('lifecycle.cold', 1, { by: hanging });
    file.remove();
    expect(metrics.cold_start).toBeGreaterThan(0);
    expect(atLaunch).toEqual([0, 0]);
    expectNothingLeft();
  });

  it('works side by side, all of it, and tells how fairly', async () => {
    const { metrics } = await take('scale.neighbour.cpu', 2);
    expect(Object.keys(metrics).sort()).toEqual(['fairness', 'rate_alone', 'rate_beside', 'slowdown']);
    // Other work may take time from one of the two.
    expect(metrics.fairness).toBeGreaterThan(0);
    expect(metrics.fairness).toBeLessThanOrEqual(1);
    expect(metrics.slowdown).toBeCloseTo((metrics.rate_alone ?? 0) / (metrics.rate_beside ?? 0), 9);
    expectNothingLeft();
  }, 60_000);

  it('fails where one of its neighbours does not start', async () => {
    const failed = take('scale.neighbour.cpu', 3, { by: failing((nth) => nth === 3) });
    await expect(failed).rejects.toThrow('sandbox 3 of 3 did not become ready: the sandbox could not be started');
    expectNothingLeft();
  });

  it('fails where one of its neighbours ends in the middle, and waits for the others', async () => {
    let nth = 0;
    const dying: PreparedArm = {
      launch: async (request) => {
        const console = await arm.launch(request);
        nth += 1;
        // It is asked for one command, together with the first sandbox's second one.
        if (nth === 2) console.output.on('data', (text) => String(text).includes(' begin 0') && void console.kill());
        return console;
      },
      remove: async () => undefined,
    };
    await expect(take('scale.neighbour.cpu', 2, { by: dying })).rejects.toThrow('the sandbox was gone');
    expectNothingLeft();
  }, 60_000);

  it('has links where it talks, by which its sandboxes reach one another, and has none otherwise', async () => {
    const bridge = await Network.open(host, NETWORK);
    const network = { network: bridge, peer: noPeer, linked: new Set(['runc']), own: new Set<string>() };
    const serve = [
      'use IO::Socket',
      '$s = IO::Socket::INET->new(Listen => 1, LocalPort => 5999) or die',
      'fork and exit',
      '$c = $s->accept',
      'print $c $c->peerhost',
    ].join('; ');
    const ask = (address: string) =>
      `use IO::Socket; print IO::Socket::INET->new("${address}:5999")->getline, " asked ${address}"`;
    const perl = (script: string) => ({ cwd: '/', argv: ['perl', '-e', script] });
    const heard: string[][] = [];
    const crowd = (linked: boolean): CrowdBenchmark => ({
      ...(linked && { linked: true }),
      crowd: {
        asked: 'to work',
        size: () => 2,
        phases: (_, addresses) => {
          heard.push([...addresses]);
          const [, second] = addresses;
          return second ? [[undefined, perl(serve)], [perl(ask(second))]] : [];
        },
        read: (printed) => {
          heard.push(printed.flat());
          return {};
        },
      },
    });
    try {
      await takeCrowd(crowd(true), 2, { network });
      const [[first = '', second = ''] = [], printed] = heard;
      expect(first).not.toBe(second);
      expect(printed?.at(-1)).toContain(`${first} asked ${second}`);
      await takeCrowd(crowd(false), 2, { network });
      expect(heard.at(-2)).toEqual([]);
      expectNothingLeft();
      expect(readdirSync(host.paths.work).filter((name) => name.startsWith('network-'))).toEqual([]);
    } finally {
      await bridge.close();
    }
  });

  it('is told what the CPUs of the host did in each phase', async () => {
    const shell = (script: string) => ({ cwd: '/', argv: ['/bin/sh', '-c', script] });
    // dash needs about .2 s for each million rounds.
    const counting = 'i=0; while [ $i -lt 1000000 ]; do i=$((i + 1)); done; times';
    const told: number[] = [];
    const working: CrowdBenchmark = {
      crowd: {
        asked: 'to work',
        size: () => 1,
        phases: () => [[shell('true')], [shell(counting)]],
        read: (printed, cpuSeconds) => {
          const [, minutes, seconds] = /^(\d+)m([\d.]+)s/.exec(printed[1]?.[0] ?? '') ?? [];
          told.push(cpuSeconds.length, cpuSeconds[1] ?? 0, 60 * Number(minutes) + Number(seconds));
          return {};
        },
      },
    };
    await takeCrowd(working, 1);
    const [phases, byHost = 0, itself = 0] = told;
    expect(phases).toBe(2);
    expect(itself).toBeGreaterThan(0);
    // The kernel counts the two at other moments, in steps of 10 ms; other work of the host comes on top of it.
    expect(byHost).toBeGreaterThan(0.8 * itself);
  });

  it('leaves nothing where it is cancelled while all are ready', async () => {
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
