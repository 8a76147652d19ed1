/** Measures what the inputs ask for and leaves a run document behind. */
import { join } from 'node:path';
import { enoughLaunches, settledCells } from '../compare/ab.js';
import type { ArmSpec } from '../config/arms.js';
import type { Inputs } from '../config/inputs.js';
import { InputError } from '../errors.js';
import type { OpenHost } from '../host/open-host.js';
import type { Observer } from '../measure/observer.js';
import { knownWork } from '../measure/planning/known-work.js';
import type { Sharing } from '../measure/planning/stopping.js';
import { measureRun, refuseOtherHost } from '../measure/run.js';
import type { RunDocument } from '../results/document.js';
import { RunStore, readRun, writeRun } from '../results/store.js';
import { findBenchmarks } from '../suites/index.js';
import { prepareArms, requestedArms, setUp } from './arms.js';
import type { Interruption } from './interruption.js';
import { newRun, planOf, requestedBenchmarks } from './plan.js';
import { tuneHost } from './tuning.js';

export interface Measured {
  readonly run: RunDocument;
  /** Where the document is. */
  readonly path: string;
}

/** Called as soon as there is a document, so that a failure later does not hide it. */
export type Announce = (path: string) => void;

export interface MeasureOptions {
  /** What is decided gives its time to the others where not given. */
  readonly sharing?: Sharing;
}

const BY_DECISIONS: Sharing = { settled: settledCells, enough: enoughLaunches };

/** Sets up, measures, saves after every block. @throws what stopped it; the document then holds the blocks before. */
export async function measure(
  host: OpenHost,
  inputs: Inputs,
  observer: Observer,
  interruption: Interruption,
  announce: Announce,
  { sharing = BY_DECISIONS }: MeasureOptions = {},
): Promise<Measured> {
  const resumed = inputs.resume ? resumable(inputs.resume) : undefined;
  const arms: ArmSpec[] = resumed ? resumed.plan.arms : requestedArms(inputs, process.cwd());
  const benchmarks = resumed
    ? findBenchmarks(resumed.plan.benchmarks.map(({ id }) => id))
    : requestedBenchmarks(inputs);
  const plan = resumed?.plan ?? planOf(inputs, arms, benchmarks);
  const ready = await setUp(host, arms, inputs.rootfs, interruption.stopping);
  const prepared = await prepareArms(host, arms, ready, interruption.stopping);
  const tuned = tuneHost(host, plan);
  try {
    const fresh = {
      ...newRun(plan, ready.image, host.paths.work),
      ...(plan.tune === 'on' && { tuning: tuned.changes }),
    };
    if (resumed) refuseOtherHost(resumed, fresh);
    const run = resumed ? { ...resumed, stopped: null, finishedAt: null } : fresh;
    const store = new RunStore(host.paths.state);
    const path = inputs.resume ?? join(inputs.output, `run-${run.id}.json`);
    const save = (document: RunDocument) => {
      writeRun(path, document);
      announce(path);
    };
    const known = knownWork(run, store.recent(), benchmarks);
    const request = {
      host,
      image: ready.image,
      arms: prepared,
      benchmarks,
      knownWork: known,
      sharing,
      run,
      observer,
      save,
    };
    const finished = await measureRun({ ...request, ...interruption });
    store.keep(finished);
    return { run: finished, path };
  } finally {
    tuned.release();
  }
}

function resumable(path: string): RunDocument {
  const run = readRun(path);
  if (run.stopped && run.stopped.reason !== 'cancelled' && run.stopped.reason !== 'error') {
    throw new InputError(
      `${path} is finished: ${run.stopped.detail}`,
      'Start a new run; a finished one cannot be resumed.',
    );
  }
  return run;
}
