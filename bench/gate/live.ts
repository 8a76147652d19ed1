/**
 * Collects A/A data on this host: every runtime is measured against itself, in the design and by the code of a
 * comparison.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { readFacts } from '../../src/app/edge/request.js';
import { listen } from '../../src/app/interruption.js';
import { prepareArms, setUp } from '../../src/app/measuring/arms.js';
import { newRun } from '../../src/app/measuring/new-run.js';
import { refuseOtherHost } from '../../src/app/measuring/unchanged.js';
import { planOf } from '../../src/app/request/plan.js';
import { setUpOf, sizesOf } from '../../src/app/request/resolve.js';
import { progressView } from '../../src/cli/progress-view.js';
import { parseInputs } from '../../src/config/parse.js';
import { openHost } from '../../src/host/open-host.js';
import { EQUAL_LAUNCHES } from '../../src/measure/planning/stopping.js';
import { measureRun } from '../../src/measure/run.js';
import { NATIVE, type Plan, type RunDocument } from '../../src/results/document.js';
import { readRun, writeRun } from '../../src/results/store.js';
import { liveRecording } from './run-document.js';

export interface Collection {
  /** These are written like the inputs of the command: `runc,docker`, `cpu,memory`, `4m`. */
  readonly runtimes: string;
  readonly suites: string;
  readonly pairs: string;
  readonly budget: string;
  readonly memory: string;
  /** The path of the run document. A document that exists already gets more blocks. */
  readonly path: string;
}

/** A second control, so that native is measured against itself as well. */
const NATIVE_AGAIN = { id: 'native again', runtime: NATIVE, options: {} };

/**
 * Measures until the budget is spent and decides no cell. The compressed recording is written beside the document.
 * @throws InputError for inputs that cannot be read; HostError where this is not the host of the document.
 */
export async function collect(collection: Collection): Promise<RunDocument> {
  const inputs = inputsOf(collection);
  const { arms: asked, benchmarks } = setUpOf(inputs, process.cwd());
  const arms = [...asked, NATIVE_AGAIN];
  const view = progressView(process.stderr, false);
  const interruption = listen((text) => view.step(text));
  const host = await openHost({ mayInstall: true, log: view, purpose: 'bench/gate', signal: interruption.stopping });
  try {
    const ready = await setUp(host, { arms, userland: {} }, interruption.stopping);
    const prepared = await prepareArms(host, arms, { ready, network: undefined }, interruption.stopping);
    const plan = withNative(planOf(sizesOf(inputs, readFacts()), arms, benchmarks));
    const fresh = newRun(plan, ready, { storagePath: host.paths.work });
    const run = existsSync(collection.path) ? goneOn(readRun(collection.path), fresh) : fresh;
    const save = (document: RunDocument) => writeRun(collection.path, document);
    const request = { host, image: ready.image, arms: prepared, benchmarks, knownWork: new Map(), run, save };
    const finished = await measureRun({ ...request, observer: view, sharing: EQUAL_LAUNCHES, ...interruption });
    writeFileSync(packedPath(collection.path), gzipSync(JSON.stringify(liveRecording(finished)), { level: 9 }));
    return finished;
  } finally {
    for (const problem of await host.close()) view.warn(`This could not be undone: ${problem}`);
    view.close();
    interruption.release();
  }
}

export function packedPath(path: string): string {
  return path.replace(/(\.json)?$/, '.recording.json.gz');
}

function inputsOf({ runtimes, suites, pairs, budget, memory }: Collection) {
  const flags = { runtimes, 'baseline-runtimes': runtimes, suites, pairs, budget, memory, blocks: '1..1000' };
  return parseInputs({ flags, cwd: process.cwd() });
}

function withNative(plan: Plan): Plan {
  return { ...plan, contrasts: [{ baseline: NATIVE, candidate: NATIVE_AGAIN.id }, ...plan.contrasts] };
}

/**
 * Returns the document with as much time again as the new plan has, and at least one block more.
 * @throws HostError on another host.
 */
function goneOn(recorded: RunDocument, fresh: RunDocument): RunDocument {
  refuseOtherHost(recorded, fresh.fingerprint);
  const spent = recorded.blocks.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
  const budgetSeconds = Math.ceil(spent) + fresh.plan.budgetSeconds;
  const blocks = { min: recorded.blocks.length + 1, max: fresh.plan.blocks.max };
  return { ...recorded, plan: { ...recorded.plan, budgetSeconds, blocks }, stopped: null, finishedAt: null };
}
