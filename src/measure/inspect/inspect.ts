/**
 * Looks inside cells that regressed: both sides do the same work again, one after the other, when all verdicts are
 * there. It decides nothing.
 */
import { join } from 'node:path';
import { countedBetween, type GroupCounters, groupCounters, hostSwitches } from '../../host/facts/group-counters.js';
import { identify } from '../../host/process.js';
import type { CellName, Plan, Work } from '../../results/document.js';
import type { Counters, InspectedSide, Inspection } from '../../results/schema/inspection.js';
import { type Benchmark, usesNetwork } from '../../suites/benchmark.js';
import { launchSite, type SiteRequest } from '../launch-site.js';
import { Sandboxes } from '../sandboxes.js';
import { MeasurementFailure, type Session } from '../session.js';
import { type FoundPerf, findPerf, type Sampled, watchWith } from './perf.js';

/** Long enough for a thousand samples of a busy CPU. */
const SECONDS = 3;
/** perf may take so long to begin, and to write what it has. */
const PERF_SECONDS = 60;

/** A cell, and the arm that it is set against. */
export interface RegressedCell extends CellName {
  readonly baseline: string;
}

export interface InspectRequest extends SiteRequest {
  readonly benchmarks: readonly Benchmark[];
  readonly stopping: AbortSignal;
  readonly signal: AbortSignal;
}

/** True where the benchmark is a command in one sandbox: a start, a crowd or a link has no inside of that kind. */
export function isInspectable(benchmark: Benchmark): boolean {
  return !benchmark.crowd && !usesNetwork(benchmark) && benchmark.defaultWork.kind !== 'observed';
}

/** Inspects each cell, until the user stops it. The benchmarks must be inspectable. */
export async function inspectCells(cells: readonly RegressedCell[], request: InspectRequest): Promise<Inspection[]> {
  const found = await findPerf();
  const inspections: Inspection[] = [];
  for (const cell of cells) {
    const [baseline, candidate] = [
      await inspectSide(cell.baseline, cell, found, request),
      await inspectSide(cell.arm, cell, found, request),
    ];
    if (request.stopping.aborted) break;
    const notes = [...baseline.notes, ...found.notes, ...candidate.notes];
    const sides = { baseline: baseline.side, candidate: candidate.side };
    inspections.push({ benchmark: cell.benchmark, ...sides, notes: [...new Set(notes)] });
  }
  return inspections;
}

interface Told {
  readonly side: InspectedSide;
  readonly notes: readonly string[];
}

async function inspectSide(
  arm: string,
  { benchmark: id }: CellName,
  found: FoundPerf,
  request: InspectRequest,
): Promise<Told> {
  const { benchmarks, signal, observer, run } = request;
  const benchmark = benchmarks.find((one) => one.id === id);
  if (!benchmark) throw new Error(`no benchmark is called ${id}`);
  observer.busy(arm, id);
  const sandboxes = new Sandboxes(launchSite(request), signal);
  try {
    const session = await sandboxes.of(arm);
    if (!session) throw new MeasurementFailure({ reason: 'lost', message: 'it did not start', tail: [] });
    const work = run.plan.benchmarks.find((one) => one.id === id)?.work ?? benchmark.defaultWork;
    const looked = new Inside({ arm, session, benchmark, work, sandboxes }, found, request);
    return await looked.take();
  } catch (error) {
    if (!(error instanceof MeasurementFailure)) throw error;
    return { side: { arm, trials: 0, counters: {} }, notes: [`${arm} could not be inspected: ${error.message}.`] };
  } finally {
    await sandboxes.endAll();
  }
}

interface Subject {
  readonly arm: string;
  readonly session: Session;
  readonly benchmark: Benchmark;
  readonly work: Work;
  readonly sandboxes: Sandboxes;
}

/** One side while it is looked at. */
class Inside {
  readonly #subject: Subject;
  readonly #found: FoundPerf;
  readonly #request: InspectRequest;

  constructor(subject: Subject, found: FoundPerf, request: InspectRequest) {
    this.#subject = subject;
    this.#found = found;
    this.#request = request;
  }

  async take(): Promise<Told> {
    const { benchmark, arm } = this.#subject;
    for (const command of benchmark.setup) await this.#run(command);
    // The first trial warms caches, and tells how long one takes.
    const { takenMs } = await this.#run(benchmark.command(this.#subject.work));
    const watching = await this.#watch(Math.max(SECONDS, takenMs / 1000));
    let taken: Counted | undefined;
    let sampled: Sampled | undefined;
    try {
      taken = await this.#trials();
    } finally {
      sampled = await watching?.end();
    }
    for (const command of benchmark.teardown) await this.#run(command);
    const { trials, seconds, ofHost, ofGroups } = taken;
    // The groups' own counts are of the sandbox alone, so they count where there are several.
    const counters = { ...ofHost, ...sampled?.counters, ...ofGroups };
    const { stacks, samples } = sampled?.folded ?? {};
    const side = { arm, trials, seconds, counters, ...(stacks && { stacks, samples }) };
    return { side, notes: [...this.#explained(counters, ofGroups), ...(sampled?.notes ?? [])] };
  }

  #run(command: ReturnType<Benchmark['command']>) {
    return this.#subject.session.run(command, this.#request.signal);
  }

  #watch(seconds: number) {
    const { host, run } = this.#request;
    const { perf } = this.#found;
    if (!perf) return undefined;
    const { cpus, cpuCount } = run.plan.limits;
    const limitSeconds = 2 * seconds + PERF_SECONDS;
    const folder = join(host.paths.work, `perf-${host.run.nextId('perf')}`);
    return watchWith(host, perf, { cpus, cpuCount, pids: this.#pids, seconds, limitSeconds, folder });
  }

  /** A process of a launch, such as its client, may have ended since; perf would refuse them all. */
  get #pids(): number[] {
    const { sandboxes, arm } = this.#subject;
    return sandboxes.pids(arm).filter((pid) => identify(pid) !== undefined);
  }

  /** Does the work again and again, once at least. */
  async #trials(): Promise<Counted> {
    const { benchmark, work, sandboxes, arm } = this.#subject;
    const read = () => ({ groups: groupCounters(sandboxes.groups(arm)), switches: hostSwitches() });
    const [before, from] = [read(), performance.now()];
    let trials = 0;
    const seconds = () => (performance.now() - from) / 1000;
    do {
      await this.#run(benchmark.command(work));
      trials += 1;
    } while (seconds() < SECONDS && !this.#request.stopping.aborted);
    const [after, taken] = [read(), seconds()];
    const known = before.switches !== undefined && after.switches !== undefined;
    const ofHost = known ? { contextSwitches: (after.switches ?? 0) - (before.switches ?? 0) } : {};
    return { trials, seconds: taken, ofHost, ofGroups: countedBetween(before.groups, after.groups) };
  }

  #explained(counters: Counters, ofGroups: GroupCounters): string[] {
    const { plan } = this.#request.run;
    const { perf } = this.#found;
    const watched = this.#pids.length === 0 ? everything(plan) : 'the sandbox’s processes on the host';
    const switches = perf ? watched : 'the whole host';
    const faults = ofGroups.pageFaults === undefined && counters.pageFaults !== undefined ? ' and page faults' : '';
    return [
      ...(Object.keys(ofGroups).length > 0 ? ['CPU time and page faults are of the sandbox’s control groups.'] : []),
      `Context switches${faults} are of ${switches}.`,
      ...(perf ? [`Samples are of ${watched}, ${perf.pmu === 'counted' ? BY_CYCLES : BY_CLOCK}`] : []),
    ];
  }
}

const everything = ({ limits }: Plan): string => `all that ran on CPUs ${limits.cpus} meanwhile`;
const BY_CYCLES = 'by the host’s cycles: what a guest of KVM does itself is left out.';
const BY_CLOCK =
  'by the clock: the time of a guest of KVM counts as its monitor’s, and what it does in it is not seen.';

interface Counted {
  readonly trials: number;
  readonly seconds: number;
  readonly ofHost: Counters;
  readonly ofGroups: GroupCounters;
}
