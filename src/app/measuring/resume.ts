/** Opens a run to resume it. Whatever its document alone forbids is found before anything is installed or run. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkRun } from '../../compare/documents/integrity.js';
import type { ArmSpec } from '../../config/arms.js';
import { didYouMean } from '../../config/kinds/nearest.js';
import { type OwnBenchmark, writtenRow } from '../../config/kinds/own-benchmarks.js';
import { HostError, InputError } from '../../errors.js';
import { chooseCpus, parseCpuList, readCpuTopology } from '../../host/facts/cpu/cpus.js';
import { readFingerprint } from '../../host/facts/fingerprint.js';
import type { Host } from '../../host/host.js';
import { sha256 } from '../../image/archive.js';
import type { Binary, Plan, RunDocument, Work } from '../../results/document.js';
import { readRun } from '../../results/store.js';
import { runtimes } from '../../runtimes/index.js';
import { calledAs } from '../../runtimes/install/binaries.js';
import type { Benchmark } from '../../suites/benchmark.js';
import { findBenchmarks, measuredTogether, ownBenchmarks, unlinkedWork } from '../../suites/index.js';
import { rowOf } from '../../suites/own.js';
import type { Begun } from '../request/resolve.js';
import { ANEW, refuseOtherHostYet } from './unchanged.js';

/** @throws InputError for a document that cannot be resumed, HostError for one of another host, boot or program. */
export async function openResumed(path: string, host: Host, rows: readonly OwnBenchmark[] = []): Promise<Begun> {
  if (existsSync(path) && !path.endsWith('.json'))
    throw new InputError(`${path} is packed: a run goes on in its .json.`, 'Unpack it first.');
  const run = readRun(path);
  refuseFinished(run, path);
  checkRun(run);
  for (const arm of run.plan.arms) refuseUnknown(arm, path);
  const benchmarks = benchmarksOf(run, rows, path);
  const { cpus } = run.plan.limits;
  refuseOtherHostYet(run, readFingerprint({ cpus: parseCpuList(cpus), storagePath: host.paths.work, image: noImage }));
  chooseCpus(cpus, readCpuTopology());
  refuseRemoved(run);
  refuseTwoUserlands(run);
  for (const arm of run.plan.arms) await refuseOtherPath(arm, run, host);
  return { run, benchmarks };
}

/** The image is known, and compared, only when the userland has been made. */
const noImage = { digest: '', recipe: '', sysbench: '' };

function refuseFinished({ stopped }: RunDocument, path: string): void {
  if (stopped === null || stopped.reason === 'cancelled' || stopped.reason === 'error') return;
  throw new InputError(`${path} is finished: ${stopped.detail}`, 'Start a new run; a finished one cannot be resumed.');
}

/**
 * The copies of a build are removed when its run ends, however it ends, and nobody can restore them.
 * @throws HostError
 */
function refuseRemoved({ built, plan }: RunDocument): void {
  if (!built || plan.arms.every(({ path }) => path === undefined || existsSync(path))) return;
  const commits = [built.base, built.head].flatMap((commit) => commit?.slice(0, 7) ?? []).join(' and ');
  throw new HostError(
    `The run cannot be resumed: what it measured was built for it, at ${commits}, and is removed since it was stopped.`,
    'Start a new run with the same inputs, which builds it again.',
  );
}

/** Where that of the base came from is not in the document. @throws HostError */
function refuseTwoUserlands({ fingerprint }: RunDocument): void {
  if (fingerprint.baselineImage === undefined) return;
  throw new HostError('The run cannot be resumed: each of its sides had a userland of its own.', ANEW);
}

/** Refuses what the parser of runtimes would refuse: anyone may have written the document. */
function refuseUnknown({ id, runtime, options, path, version }: ArmSpec, document: string): void {
  const known = runtimes.find(({ name }) => name === runtime);
  const names = runtimes.map(({ name }) => name);
  const refuse = (what: string, remedy = ANEW) => new InputError(`${document}: "${id}": ${what}.`, remedy);
  if (!known) throw refuse(`there is no runtime "${runtime}"`, didYouMean(runtime, names));
  if (path !== undefined && version !== undefined) throw refuse('it has both a version and a path');
  if (path !== undefined && !path.startsWith('/')) throw refuse(`the path ${path} is not absolute`);
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(known.options, name) ? known.options[name] : undefined;
    if (!option) throw refuse(`${runtime} has no option "${name}"`);
    if (option.choices && !option.choices.includes(value)) throw refuse(`the option "${name}" cannot be "${value}"`);
  }
}

/**
 * Commands come from the user, never from a document.
 * @throws InputError where the user's own differ from the run's.
 */
function benchmarksOf({ plan }: RunDocument, rows: readonly OwnBenchmark[], document: string): Benchmark[] {
  const own = ownBenchmarks(rows);
  const found = plan.benchmarks.map((planned) => {
    const found = [...findBenchmarks(['all']), ...own].find(({ id }) => id === planned.id);
    if (!found) {
      const remedy = planned.own ? `Give its row in benchmarks, as the run had it. ${ANEW}` : ANEW;
      throw new InputError(`${document}: there is no benchmark "${planned.id}".`, remedy);
    }
    const row = rows.find(({ name }) => name === planned.id);
    if (JSON.stringify(row && writtenRow(row)) !== JSON.stringify(rowOf(planned)))
      throw new InputError(`${document}: "${planned.id}" is another command, figure or unit than in benchmarks.`, ANEW);
    if (planned.files !== found.files)
      throw new InputError(`${document}: the files of "${planned.id}" would be made otherwise now.`, ANEW);
    return found;
  });
  refuseOtherEvents(plan, found, document);
  return found;
}

/** Refuses to add figures of a start that are timed in another way than those that the run has. @throws InputError */
function refuseOtherEvents({ benchmarks }: Plan, found: readonly Benchmark[], document: string): void {
  const now = measuredTogether(found).map(({ defaultWork }) => defaultWork);
  const other = benchmarks.find(({ work }, at) => !isSameEvent(work, now[at] ?? work));
  if (other) throw new InputError(`${document}: "${other.id}" would be timed otherwise now.`, ANEW);
}

/** A run whose network could not be made goes on without it. */
const isSameEvent = (was: Work, now: Work): boolean =>
  eventOf(was) === eventOf(now) || eventOf(was) === eventOf(unlinkedWork(now));

const eventOf = (work: Work): string | undefined => (work.kind === 'observed' ? work.event : undefined);

/**
 * Programs that the document names by path are run as root. So they are shown, and must be exactly the ones measured
 * before.
 */
async function refuseOtherPath(arm: ArmSpec, run: RunDocument, host: Host): Promise<void> {
  const paths = [arm.path, ...Object.values(arm.options)].filter((path) => path?.startsWith('/'));
  if (paths.length === 0) return;
  const binaries = run.environments.find((environment) => environment.arm === arm.id)?.binaries ?? [];
  for (const path of paths) refuseUnrecorded(String(path), arm, binaries);
  for (const { path, sha256: recorded } of binaries) {
    const found = existsSync(path) && statSync(path).isFile() ? await sha256(path) : 'not there';
    if (found !== recorded) throw otherProgram(arm.id, path, recorded, found);
    host.log.step(`${arm.id} runs ${path} (sha256 ${recorded}), as the run did`);
  }
}

function refuseUnrecorded(path: string, arm: ArmSpec, binaries: readonly Binary[]): void {
  // A guest kernel is recorded as it was given, a program as it is called, and those of a folder below its real one.
  const names = [path, ...(existsSync(path) ? [calledAs(path), realpathSync(path)] : [])];
  if (binaries.some((binary) => names.includes(binary.path) || names.includes(dirname(binary.path)))) return;
  throw new HostError(`The run cannot be resumed: it does not say what ${path} of ${arm.id} was.`, ANEW);
}

function otherProgram(armId: string, path: string, recorded: string, found: string): HostError {
  return new HostError(
    `The run cannot be resumed: ${path} of ${armId} is another program (sha256 ${recorded}, now ${found}).`,
    `Put the one back that the run began with. ${ANEW}`,
  );
}

/** Checks the same of the userland, once it is made. @throws HostError */
export function refuseOtherUserland({ fingerprint }: RunDocument, { digest }: { readonly digest: string }): void {
  const recorded = fingerprint.image.digest;
  if (recorded !== digest) throw otherProgram('the userland', 'rootfs.tar', recorded, digest);
}
