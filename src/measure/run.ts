/** Measures a whole run: from runtimes that are ready to a finished document. */
import { Cancelled } from '../errors.js';
import { withSignal } from '../host/cancellation.js';
import { parseCpuList } from '../host/facts/cpu/cpus.js';
import type { Image } from '../image/kept-image.js';
import type { RunDocument, Work } from '../results/document.js';
import { fullDocument } from '../results/full-document.js';
import { fittingRun } from '../results/store.js';
import type { Benchmark } from '../suites/benchmark.js';
import { type BlockContext, measureBlock } from './block.js';
import { blockWarnings } from './block-warnings.js';
import { Crowds } from './crowds.js';
import { launchSite, type SiteRequest } from './launch-site.js';
import { RetakeRule } from './planning/retake-rule.js';
import { type AllocationPolicy, type NextBlock, nextBlock, reasonToStop, type Stop } from './planning/stopping.js';
import { preflight } from './preflight.js';
import { type LaunchSite, Sandboxes } from './sandboxes.js';

export interface RunRequest extends SiteRequest {
  readonly image: Image;
  readonly benchmarks: readonly Benchmark[];
  /** Work of benchmarks that earlier runs sized; only the others are sized. */
  readonly knownWork: ReadonlyMap<string, Work>;
  readonly sharing: AllocationPolicy;
  /** Called after every block, and at the end, with the document to write. */
  readonly save: (run: RunDocument) => void;
  readonly stopping: AbortSignal;
  readonly signal: AbortSignal;
}

/** Measures until the plan or the user stops it. Returns the finished document, which has been saved. */
export async function measureRun(request: RunRequest): Promise<RunDocument> {
  const site = launchSite(request);
  const open = () => new Sandboxes(site, request.signal);
  let run = request.run.blocks.length > 0 ? request.run : await examined(request, site);
  const context = blockContext(run, request, site);
  const from = performance.now();
  const spentBefore = request.run.blocks.reduce((sum, block) => sum + block.wallSeconds, 0);
  for (;;) {
    const next = nextBlock(run, spentBefore + (performance.now() - from) / 1000, request.sharing);
    const stopped = stopNow(run, next, request);
    run = { ...run, stopped: stopped ?? null };
    if (stopped) break;
    run = await takeBlock(run, next, open, context);
    request.save(run);
  }
  run = { ...run, finishedAt: new Date().toISOString() };
  request.save(run);
  return run;
}

/**
 * Nothing before the first block would be kept, so the first signal ends it. What the sandboxes say of themselves is
 * in the document by then. @throws Error where that could not be read again.
 */
async function examined(request: RunRequest, site: LaunchSite): Promise<RunDocument> {
  const { stopping } = request;
  const examine = () => preflight({ ...request, signal: stopping }, () => new Sandboxes(site, stopping));
  return fittingRun(await withSignal(stopping, examine));
}

function stopNow({ plan, blocks }: RunDocument, next: NextBlock, { stopping }: RunRequest): Stop | undefined {
  if (stopping.reason instanceof Cancelled) return { reason: 'cancelled', detail: 'stopped by the user' };
  stopping.throwIfAborted();
  return fullDocument(blocks) ?? reasonToStop(plan, blocks.length, next);
}

async function takeBlock(
  run: RunDocument,
  next: NextBlock,
  open: () => Sandboxes,
  context: BlockContext,
): Promise<RunDocument> {
  const { observer } = context;
  const index = run.blocks.length;
  observer.blockStarted(run, index, next.settled.length);
  const block = await measureBlock(index, next, open, context);
  const warnings = blockWarnings(block, run);
  for (const warning of warnings) observer.warn(warning);
  const longer = { ...run, blocks: [...run.blocks, block], warnings: [...run.warnings, ...warnings] };
  observer.blockEnded(longer, block);
  return longer;
}

function blockContext(run: RunDocument, request: RunRequest, site: LaunchSite): BlockContext {
  const { host, observer, network, stopping, signal, benchmarks } = request;
  return {
    plan: run.plan,
    benchmarks: new Map(benchmarks.map((b) => [b.id, b])),
    observer,
    network,
    cpus: parseCpuList(run.plan.limits.cpus),
    quiet: new RetakeRule(run),
    crowds: new Crowds(site, host, run.plan),
    stopping,
    signal,
  };
}
