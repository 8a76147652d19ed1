/** Measures what is asked for and leaves a run document behind. */
import { decidedCells, minLaunches } from '../../compare/one-run/sides.js';
import type { BuiltSides } from '../../config/built-sides.js';
import { withSignal } from '../../host/cancellation.js';
import { fileSentence } from '../../host/files/file-errors.js';
import { makeWritable } from '../../host/folders.js';
import type { OpenHost } from '../../host/open-host.js';
import { recordWhileEmpty } from '../../host/undo/recorded-paths.js';
import type { Log } from '../../log.js';
import type { Observer } from '../../measure/observer.js';
import { priorWork } from '../../measure/planning/prior-work-size.js';
import type { AllocationPolicy } from '../../measure/planning/stopping.js';
import { measureRun } from '../../measure/run.js';
import type { RunDocument } from '../../results/document.js';
import { RunStore } from '../../results/store.js';
import type { Interruption } from '../interruption.js';
import { type KnownSides, noteOf } from '../request/known-sides.js';
import { documentPath, type Request } from '../request/request.js';
import { type Accept, prepareArms, setUp } from './arms.js';
import { foreseenShortfall } from './foresee.js';
import { inspected } from './inspected.js';
import { KeptDocument } from './kept-document.js';
import { keepPrograms } from './kept-programs.js';
import { networkOf } from './network.js';
import { newRun } from './new-run.js';
import { rootPlaces, withoutOtherDisks } from './other-disks.js';
import { refuseOtherUserland } from './resume.js';
import { tuneHost } from './tuning.js';
import { refuseOtherHost, refuseOtherPrograms } from './unchanged.js';

export interface Measured {
  readonly run: RunDocument;
  /** Path of the document. */
  readonly path: string;
}

/** Called as soon as the document exists, so that it is shown even if the run fails later. */
export type Announce = (path: string) => void;

/** The time of decided cells goes to the open ones. */
const BY_DECISIONS: AllocationPolicy = { decidedCells: decidedCells, minLaunches: minLaunches };

/** Sets up, measures, saves after every block. @throws what stopped it; the document then holds the blocks before. */
export async function measure(
  host: OpenHost,
  request: Request,
  observer: Observer,
  interruption: Interruption,
  announce: Announce,
  sharing: AllocationPolicy = BY_DECISIONS,
): Promise<Measured> {
  const { measured, place } = request;
  const { arms, benchmarks, resumed, changeBase, jobId } = measured;
  recordWhileEmpty(host, place.folder);
  makeWritable(place.folder, place.input);
  const short = foreseenShortfall(host, request);
  for (const warning of short) observer.warn(warning);
  const accept: Accept = (installed) => resumed && refuseOtherPrograms(resumed, installed);
  const ready = await setUp(host, measured, interruption.stopping, accept);
  if (resumed) refuseOtherUserland(resumed, ready.image);
  const { plan: linked, network, notes } = await networkOf(host, measured, ready.image);
  const prepared = await prepareArms(host, arms, { ready, network: network?.network.namespace }, interruption.stopping);
  const plan = withoutOtherDisks(linked, rootPlaces(host, prepared), resumed);
  for (const note of notes) observer.warn(note);
  const tuned = tuneHost(host, plan);
  try {
    const fresh = {
      ...newRun(plan, ready, { storagePath: host.paths.work, changeBase, jobId }),
      ...ofSides(measured),
      warnings: [...notesOf(measured), ...short, ...notes],
      ...(plan.tune === 'on' && { tuning: tuned.changes }),
    };
    if (resumed) refuseOtherHost(resumed, fresh.fingerprint);
    const run = resumed ? { ...resumed, plan } : fresh;
    const store = new RunStore(host.paths.state);
    const kept = new KeptDocument(documentPath(place, run.id), host.paths.state, observer);
    for (const draft of kept.drafts) host.journal.record({ kind: 'path', path: draft });
    let path = '';
    const save = (document: RunDocument) => {
      path = kept.save(document);
      announce(path);
    };
    const known = priorWork(run, store.recent(), benchmarks);
    const { image } = ready;
    const what = { host, image, arms: prepared, benchmarks, network, knownWork: known, sharing, run, observer, save };
    const finished = await withSignal(interruption.signal, async () => {
      const measuredRun = await measureRun({ ...what, ...interruption });
      return measured.inspecting === 'on' ? inspected(measuredRun, { ...what, ...interruption }) : measuredRun;
    });
    keepForComparison(store, finished, observer);
    keepPrograms(host, finished, observer);
    return { run: finished, path };
  } finally {
    tuned.release();
  }
}

function ofSides({ built, bump, narrowed }: KnownSides): Pick<RunDocument, 'built' | 'withdrawn' | 'narrowed'> {
  return {
    ...(built && { built: recorded(built) }),
    ...(bump?.withdrawn && { withdrawn: bump.withdrawn }),
    ...(narrowed && narrowed.length > 0 && { narrowed: [...narrowed] }),
  };
}

function recorded({ command, baseCommand, head, base }: BuiltSides): RunDocument['built'] {
  return { command, ...(baseCommand && { baseCommand }), head: head.commit, ...(base && { base: base.commit }) };
}

const notesOf = ({ built, bump }: KnownSides): string[] =>
  [built?.note, bump && noteOf(bump)].filter((note) => note !== undefined);

/** The document is safe already: without a copy of ours, later runs only know less. */
function keepForComparison(store: RunStore, run: RunDocument, log: Log): void {
  try {
    store.keep(run);
  } catch (error) {
    const trouble = fileSentence(error);
    if (trouble === undefined) throw error;
    log.warn(`Later runs will not know of this one: ${trouble}`);
  }
}
