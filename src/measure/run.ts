/** A whole run: from runtimes that are ready to a finished document. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../config/errors.js';
import { parseCpuList } from '../host/cpus.js';
import { healthWarnings } from '../host/health.js';
import type { Host } from '../host/host.js';
import type { Image } from '../image/image.js';
import { type ArmEnvironment, type Block, NATIVE, type RunDocument, type Work } from '../results/document.js';
import type { Installed, PreparedArm } from '../runtimes/runtime.js';
import type { Benchmark } from '../suites/benchmark.js';
import { type BlockContext, measureBlock } from './block.js';
import { calibrate } from './calibrate.js';
import { idleWarning } from './idle.js';
import type { Observer } from './observer.js';
import { withWork } from './plan.js';
import { userlandDifferences } from './probe.js';
import { type LaunchSite, Sandboxes } from './sandboxes.js';
import { reasonToStop } from './stopping.js';

export interface RunRequest {
  readonly host: Host;
  readonly image: Image;
  readonly arms: ReadonlyMap<string, { readonly prepared: PreparedArm; readonly installed: Installed }>;
  readonly benchmarks: readonly Benchmark[];
  /** Work of benchmarks that earlier runs calibrated; only the others are calibrated. */
  readonly knownWork: ReadonlyMap<string, Work>;
  /** The document so far: empty of blocks for a new run, with blocks for one that is resumed. */
  readonly run: RunDocument;
  readonly observer: Observer;
  /** Called after every block, and at the end, with the document to be written. */
  readonly save: (run: RunDocument) => void;
  readonly stopping: AbortSignal;
  readonly signal: AbortSignal;
}

/** Measures until the plan says stop or the user does. Returns the finished document, which has been saved. */
export async function measureRun(request: RunRequest): Promise<RunDocument> {
  const site = launchSite(request);
  let run = request.run.blocks.length > 0 ? request.run : await begin(request, site);
  const from = performance.now();
  const spentBefore = request.run.blocks.reduce((sum, block) => sum + block.wallSeconds, 0);
  for (;;) {
    const seconds = spentBefore + (performance.now() - from) / 1000;
    run = {
      ...run,
      stopped: request.stopping.aborted ? cancelled() : (reasonToStop(run.plan, spent(run, seconds)) ?? null),
    };
    if (run.stopped) break;
    run = await takeBlock(run, site, request);
    request.save(run);
  }
  run = { ...run, finishedAt: new Date().toISOString() };
  request.save(run);
  return run;
}

function launchSite({ host, arms, run, observer }: RunRequest): LaunchSite {
  const volumes = join(host.paths.work, 'volumes');
  mkdirSync(volumes, { recursive: true });
  return {
    arms: new Map([...arms].map(([id, { prepared }]) => [id, prepared])),
    volumes,
    limits: run.plan.limits,
    timeouts: { launchSeconds: run.plan.launchTimeoutSeconds, commandSeconds: run.plan.commandTimeoutSeconds },
    observer,
    prefix: `tare-${process.pid}`,
  };
}

/** Proves every arm from inside, looks whether idle means idle, and calibrates on native. */
async function begin(request: RunRequest, site: LaunchSite): Promise<RunDocument> {
  const { run, observer, signal, arms } = request;
  const sandboxes = new Sandboxes(site, signal);
  observer.step('checking every runtime from inside, and calibrating');
  try {
    for (const arm of run.plan.arms) await sandboxes.of(arm.id);
    const native = await sandboxes.of(NATIVE);
    if (!native) throw new HostError('native, the control, cannot be launched', launchRemedy(sandboxes));
    refuseUnequal(sandboxes.inside);
    const idle = await idleWarning(parseCpuList(run.plan.limits.cpus), signal);
    if (idle) observer.warn(idle);
    const fresh = request.benchmarks.filter(({ id }) => !request.knownWork.has(id));
    const found = await calibrate(run.plan, fresh, native, request);
    return {
      ...run,
      plan: withWork(run.plan, new Map([...request.knownWork, ...found])),
      environments: [...arms].map(([arm, { installed }]) => environment(arm, installed, sandboxes)),
      warnings: idle ? [...run.warnings, idle] : run.warnings,
    };
  } finally {
    await sandboxes.endAll();
  }
}

function launchRemedy({ launches }: Sandboxes): string {
  const failure = launches.find((launch) => launch.arm === NATIVE)?.failure;
  return failure ? [failure.message, ...failure.tail].join('\n  | ') : 'It gave no reason.';
}

function environment(arm: string, installed: Installed, sandboxes: Sandboxes): ArmEnvironment {
  return { arm, binaries: [...installed.binaries], source: installed.source, inside: sandboxes.inside.get(arm) ?? {} };
}

function refuseUnequal(inside: ReadonlyMap<string, ArmEnvironment['inside']>): void {
  const native = inside.get(NATIVE) ?? {};
  for (const [arm, facts] of inside) {
    const differences = userlandDifferences(facts, native);
    if (differences.length > 0) {
      throw new HostError(
        `${arm} runs another userland than native: ${differences.map((key) => `${key} is ${facts[key]}, not ${native[key]}`).join('; ')}`,
        'Delete the cached userland (tare cleanup --cleanup packages) and run again.',
      );
    }
  }
}

function spent({ blocks }: RunDocument, seconds: number) {
  return { blocks: blocks.length, seconds, longestBlock: Math.max(0, ...blocks.map((block) => block.wallSeconds)) };
}

function cancelled() {
  return { reason: 'cancelled', detail: 'stopped by the user' } as const;
}

async function takeBlock(run: RunDocument, site: LaunchSite, request: RunRequest): Promise<RunDocument> {
  const { observer, stopping, signal, benchmarks } = request;
  const index = run.blocks.length;
  observer.blockStarted(run, index);
  const context: BlockContext = {
    plan: run.plan,
    benchmarks: new Map(benchmarks.map((b) => [b.id, b])),
    observer,
    stopping,
    signal,
  };
  const block = await measureBlock(index, new Sandboxes(site, signal), context);
  const next = {
    ...run,
    blocks: [...run.blocks, block],
    warnings: [...run.warnings, ...warningsOf(block, run, observer)],
  };
  observer.blockEnded(next, block);
  return next;
}

function warningsOf(block: Block, run: RunDocument, observer: Observer): string[] {
  const context = {
    cpusOnline: parseCpuList(run.fingerprint.cpu.online).length,
    memoryBytes: run.fingerprint.memoryBytes,
    previous: run.blocks.map(({ health }) => health),
  };
  const fresh = healthWarnings(block.health, context).filter((warning) => !run.warnings.includes(warning));
  for (const warning of fresh) observer.warn(warning);
  return fresh;
}

/** For a plan that is resumed: what must not have changed. @throws HostError */
export function refuseOtherHost(recorded: RunDocument, now: RunDocument): void {
  const fields = ['hardwareKey', 'kernel', 'bootId'] as const;
  const changed = fields.filter((field) => recorded.fingerprint[field] !== now.fingerprint[field]);
  if (changed.length === 0) return;
  throw new HostError(
    `the run cannot be resumed here: ${changed.map((f) => `${f} was ${recorded.fingerprint[f]}, now ${now.fingerprint[f]}`).join('; ')}`,
    'Start a new run.',
  );
}
