/** Builds and measures what a search asks for: it builds as the user, and measures as root. */
import { readdirSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Copies } from '../app/bisect/copies.js';
import { type Comparison, comparisonIn } from '../app/bisect/measured.js';
import { reportPaths, writeRecord } from '../app/bisect/record-file.js';
import { interruptible, listen } from '../app/interruption.js';
import { builtPaths } from '../app/request/build.js';
import { openBuildRecord } from '../app/sides/build-record.js';
import type { Builder } from '../app/sides/builder.js';
import type { Checkout } from '../app/sides/checkout.js';
import type { BisectRecord, Tried } from '../bisect/document.js';
import { MOST_LAUNCHES } from '../bisect/errors-spent.js';
import type { Laboratory } from '../bisect/loop.js';
import { boundsOf } from '../bisect/search.js';
import { lineOf, type Task } from '../bisect/task.js';
import type { BuiltSides } from '../config/built-sides.js';
import type { Layer } from '../config/config-file.js';
import { inputsOfCommand } from '../config/inputs.js';
import { Cancelled, EXIT, HostError, InputError, UserError } from '../errors.js';
import { makeFolder } from '../host/folders.js';
import { RunContext } from '../host/run-context.js';
import { commitName, comparedText, progressText } from '../report/bisect/words.js';
import { readRun } from '../results/store.js';
import { isRoot, runAsRoot } from './as-root.js';
import { measureStep } from './commands/bisect-step.js';
import { BISECT_STEP, BUILT_FLAG, RULE_FLAG } from './hidden-words.js';
import { NowAndThen } from './now-and-then.js';
import { say } from './print.js';
import { BUILD_ON_TERMINAL, tellBuildLeft } from './terminal-build.js';

interface Setting {
  readonly record: BisectRecord;
  /** Path of the record. */
  readonly path: string;
  readonly flags: Layer;
  /** Relative paths of a userland that every commit has its own of. */
  readonly userlandPaths: readonly string[];
  /** Time limit of one build. */
  readonly buildTimeoutSeconds: number;
  readonly builder: Builder;
  readonly checkout: Checkout;
}

export class BisectBench implements Laboratory {
  readonly #setting: Setting;
  readonly #copies: Copies;
  readonly #run = new RunContext();
  readonly #from = performance.now();
  /** Host errors in a row, since the last successful measurement. */
  #troubles = 0;
  /** True where something could not be undone on the host; it has been told. */
  left = false;

  private constructor(setting: Setting, copies: Copies) {
    this.#setting = setting;
    this.#copies = copies;
  }

  static async open(setting: Setting): Promise<BisectBench> {
    const { record, path, buildTimeoutSeconds: timeoutSeconds, builder, checkout } = setting;
    const cwd = process.cwd();
    const building = await openBuildRecord(tmpdir(), BUILD_ON_TERMINAL);
    building.writes([path, ...Object.values(reportPaths(path, record.id))]);
    const ours = checkout.prefix + relative(cwd, dirname(path));
    const copies = await Copies.open({
      command: record.command,
      paths: [...builtPaths([record.runtime]), ...setting.userlandPaths],
      timeoutSeconds,
      builder,
      checkout,
      cwd,
      folder: join(tmpdir(), `tare-bisect-${record.id}`),
      isOurs: (change) => change.slice(3).startsWith(`${ours}/`),
      record: building,
      show: BUILD_ON_TERMINAL,
    });
    return new BisectBench(setting, copies);
  }

  async close(): Promise<void> {
    const problems = await this.#copies.remove();
    tellBuildLeft(problems);
    this.left ||= problems.length > 0;
  }

  save(record: BisectRecord): void {
    writeRecord(this.#setting.path, record);
  }

  spentSeconds(): number {
    return this.#setting.record.spentSeconds + (performance.now() - this.#from) / 1000;
  }

  /** What a comparison has taken of the budget is on record while it goes on, and after one that is cancelled. */
  async compare(task: Task, record: BisectRecord): Promise<Tried> {
    const time = new NowAndThen(() => this.save({ ...record, spentSeconds: this.spentSeconds() }));
    try {
      return await this.#compared(task, record);
    } finally {
      time.end();
    }
  }

  async #compared(task: Task, record: BisectRecord): Promise<Tried> {
    const from = performance.now();
    say(`tare: ${progressText(record, task)}`);
    const { kind, baseline, candidate } = task;
    const seconds = () => (performance.now() - from) / 1000;
    const load = loadavg()[0] ?? null;
    const nothing = { kind, baseline, candidate, load, error: null, marginPercent: null, launches: 0, document: null };
    try {
      const sides = await this.#built(task, record);
      const { document, comparison } = await this.#measured(task, record, sides);
      this.#troubles = 0;
      const { outcome, reason, launches, slowdown, measuredSeconds } = comparison;
      const { error, marginPercent } = task.rule;
      const took = { seconds: seconds(), overheadSeconds: Math.max(0, seconds() - measuredSeconds) };
      const found = { outcome, reason, launches, slowdownPercent: slowdown, document, error, marginPercent };
      return this.#said({ ...nothing, ...found, ...took }, record);
    } catch (error) {
      const outcome = kind === 'step' ? this.#obstacle(error) : undefined;
      if (outcome === undefined) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const took = { seconds: seconds(), overheadSeconds: seconds() };
      return this.#said({ ...nothing, outcome, reason, slowdownPercent: null, ...took }, record);
    }
  }

  #said(tried: Tried, record: BisectRecord): Tried {
    say(`tare: ${comparedText(tried, record)}`);
    return tried;
  }

  /**
   * A fault of the commit itself is skipped; one that would stop every commit is not. A host error may come from a
   * runtime that does not start, but the second one in a row does not.
   */
  #obstacle(error: unknown): 'not-built' | 'not-measured' | undefined {
    if (error instanceof BuildFailed) return 'not-built';
    if (!(error instanceof UserError) || error.exitCode === EXIT.cancelled) return undefined;
    if (error.exitCode === BAD_INPUT) return 'not-measured';
    this.#troubles++;
    return this.#troubles > 1 ? undefined : 'not-measured';
  }

  async #built(task: Task, record: BisectRecord): Promise<BuiltSides> {
    const interruption = listen(say, 'stopping the build');
    const { good, bad } = boundsOf(lineOf(record));
    const ids = [0, good, bad, task.baseline, task.candidate].map((place) => record.commits[place]?.id ?? '');
    await this.#copies.keepOnly(ids);
    const side = async (place: number) => {
      const commit = record.commits[place]?.id ?? '';
      const words =
        place === 0 ? 'the good end' : place === record.commits.length - 1 ? 'the bad end' : 'a commit between';
      const folder = await this.#copies.of(commit, words, record.plan.budgetSeconds - this.spentSeconds());
      return { commit, folder };
    };
    try {
      const base = await interruptible(interruption, () => side(task.baseline));
      const head = await interruptible(interruption, () => asBuild(() => side(task.candidate)));
      return { command: record.command, head, base, prefix: this.#setting.checkout.prefix };
    } finally {
      interruption.release();
    }
  }

  async #measured(
    task: Task,
    record: BisectRecord,
    sides: BuiltSides,
  ): Promise<{ document: string; comparison: Comparison }> {
    const { path } = this.#setting;
    const name = `${String(record.tried.length + 1).padStart(2, '0')}-${commitName(record, task.candidate).slice(0, 7)}`;
    const [place, own] = [dirname(path), join(`bisect-${record.id}`, name)];
    const output = join(place, own);
    makeFolder(output);
    const before = new Set(readdirSync(output));
    const flags = this.#stepFlags(task, record, output);
    const code = isRoot()
      ? await measureStep(flags, sides, task.rule, this.#run)
      : await runAsRoot(argvOf(flags, sides, task), [output]);
    if (code === EXIT.cancelled) throw new Cancelled('Stopped by the user; --resume goes on.');
    this.left ||= code !== 0;
    const file = readdirSync(output).find((one) => /^run-.*\.json$/.test(one) && !before.has(one));
    if (file === undefined)
      throw new HostError(
        `The comparison left no document in ${output}.`,
        'Make room on the disk, and go on with --resume.',
      );
    return { document: join(own, file), comparison: comparisonIn(readRun(join(output, file)), task.rule) };
  }

  /** The user's flags that a run has, and those that make it this comparison. */
  #stepFlags({ seconds }: Task, { runtime, cell }: BisectRecord, output: string): Layer {
    const ofRun = inputsOfCommand('run').map(({ name }) => name);
    const given = Object.entries(this.#setting.flags).filter(([name]) => ofRun.includes(name) && name !== 'resume');
    return {
      ...Object.fromEntries(given),
      runtimes: runtime,
      suites: cell.benchmark,
      blocks: `1..${MOST_LAUNCHES}`,
      budget: `${seconds.toFixed(3)}s`,
      output,
    };
  }
}

/** Exit code of a run whose runtime cannot be run. */
const BAD_INPUT = 2;

/** The candidate could not be built: the search goes on without it. */
class BuildFailed extends InputError {}

async function asBuild<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof InputError ? new BuildFailed(error.message) : error;
  }
}

function argvOf(flags: Layer, sides: BuiltSides, { rule }: Task): string[] {
  const given = Object.entries(flags).flatMap(([name, value]) =>
    [value ?? []].flat().map((text) => `--${name}=${text}`),
  );
  return [BISECT_STEP, ...given, `${BUILT_FLAG}=${JSON.stringify(sides)}`, `${RULE_FLAG}=${JSON.stringify(rule)}`];
}
