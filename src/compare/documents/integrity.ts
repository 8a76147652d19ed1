/**
 * Finds what no run of Tare can contain: a document that was edited or merged wrongly is refused before anything is
 * computed.
 */
import { InputError } from '../../errors.js';
import { keyOf } from '../../results/cells.js';
import type { Block, Pair, PlannedBenchmark, RunDocument } from '../../results/document.js';

/** The first value that occurs twice, or undefined. */
function repeated(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return values.find((value) => seen.size === seen.add(value).size);
}

function planFaults(run: RunDocument): string[] {
  const { arms, benchmarks, contrasts } = run.plan;
  const ids = new Set(arms.map((arm) => arm.id));
  const lists: [string, string[]][] = [
    ['the arm', arms.map((arm) => arm.id)],
    ['the benchmark', benchmarks.map((benchmark) => benchmark.id)],
    ['the contrast', contrasts.map((contrast) => `${contrast.baseline} and ${contrast.candidate}`)],
  ];
  const twice = lists.flatMap(([what, values]) => {
    const value = repeated(values);
    return value === undefined ? [] : [`plans ${what} ${value} twice`];
  });
  const unknown = contrasts
    .flatMap((contrast) => [contrast.baseline, contrast.candidate])
    .filter((arm) => !ids.has(arm))
    .map((arm) => `pairs the arm ${arm}, which it does not plan`);
  const same = contrasts
    .filter((contrast) => contrast.baseline === contrast.candidate)
    .map((contrast) => `pairs the arm ${contrast.baseline} with itself`);
  return [...twice, ...unknown, ...same, ...benchmarks.flatMap(benchmarkFaults)];
}

function benchmarkFaults(benchmark: PlannedBenchmark): string[] {
  const names = benchmark.metrics.map((metric) => metric.name);
  const twice = repeated(names);
  return [
    ...(twice === undefined ? [] : [`has the metric ${twice} of ${benchmark.id} twice`]),
    ...(names.includes(benchmark.gate) ? [] : [`gates ${benchmark.id} on ${benchmark.gate}, which is not its metric`]),
  ];
}

/**
 * Pairs that were set aside and not taken again, although the block was not cut short: somebody removed the repeats.
 */
function asideFaults({ index, complete, pairs }: Block): string[] {
  if (!pairs.some(({ setAside }) => setAside)) return [];
  const nameOf = (pair: Pair): string => keyOf(pair.benchmark, pair.baseline, pair.candidate, pair.k);
  const kept = new Set(pairs.filter((pair) => !pair.setAside && !pair.warmup).map(nameOf));
  const alone = pairs.filter((pair) => complete && pair.setAside && !kept.has(nameOf(pair)));
  return alone.map((pair) => `sets pair ${pair.k} of ${pair.benchmark} aside in block ${index} without its repeat`);
}

/** True where the trials are of the pair's two arms, at most one of each. */
function armsFit(pair: Pair): boolean {
  const arms = pair.trials.map((trial) => trial.arm);
  return (
    arms.every((arm) => arm === pair.baseline || arm === pair.candidate) && new Set(arms).size === pair.trials.length
  );
}

function blockFaults(block: Block, benchmarks: ReadonlySet<string>, contrasts: ReadonlySet<string>): string[] {
  const seen = new Set<string>();
  const where = `in block ${block.index}`;
  return block.pairs.flatMap((pair) => {
    const sides = `${pair.baseline} and ${pair.candidate}`;
    const key = keyOf(
      pair.benchmark,
      pair.baseline,
      pair.candidate,
      pair.k,
      String(pair.warmup),
      String(pair.setAside),
    );
    if (seen.has(key)) return [`has pair ${pair.k} of ${pair.benchmark}, ${sides}, twice ${where}`];
    seen.add(key);
    if (!benchmarks.has(pair.benchmark)) return [`has a pair of ${pair.benchmark} ${where}, which it does not plan`];
    if (!contrasts.has(keyOf(pair.baseline, pair.candidate))) return [`pairs ${sides} ${where}, against its plan`];
    if (!armsFit(pair)) return [`has trials of other arms in pair ${pair.k} of ${pair.benchmark}, ${sides}, ${where}`];
    return [];
  });
}

/**
 * Duplicate or unplanned arms, benchmarks, metrics, contrasts, blocks and pairs are refused: counted twice or left
 * out, they would change a verdict in silence.
 * @throws InputError naming the document and its first fault.
 */
export function checkRun(run: RunDocument): void {
  const benchmarks = new Set(run.plan.benchmarks.map((benchmark) => benchmark.id));
  const contrasts = new Set(run.plan.contrasts.map((contrast) => keyOf(contrast.baseline, contrast.candidate)));
  const block = repeated(run.blocks.map((one) => String(one.index)));
  const faults = [
    ...planFaults(run),
    ...(block === undefined ? [] : [`has block ${block} twice`]),
    ...run.blocks.flatMap((one) => [...blockFaults(one, benchmarks, contrasts), ...asideFaults(one)]),
  ];
  if (faults.length === 0) return;
  const more = faults.length > 1 ? `, and ${faults.length - 1} more of the kind` : '';
  throw new InputError(
    `The run document ${run.id} ${faults[0]}${more}.`,
    'It was edited or merged by hand: use the document as the run wrote it.',
  );
}

/**
 * One sentence for each block that starts before the one it follows. Order and pairing do not depend on the wall
 * clock, so the figures stand; the dates do not.
 */
export function clockNotes(run: RunDocument): string[] {
  const starts = [run.startedAt, ...run.blocks.map((block) => block.startedAt)].map((text) => Date.parse(text));
  return run.blocks.flatMap((block, index) => {
    const [before, now] = [starts[index] ?? Number.NaN, starts[index + 1] ?? Number.NaN];
    if (now >= before) return [];
    return [`The clock of run ${run.id} jumped before block ${block.index}: its dates are not to be trusted.`];
  });
}
