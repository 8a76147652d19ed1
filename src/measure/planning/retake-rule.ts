/**
 * The quiet rule: a pair during which other work used the measured CPUs is taken again, at most once. It sees how busy
 * the CPUs were over both trials together, never a figure or which trial was whose, so swapping the labels of any pair
 * would change nothing and the swap test stays exact. Pure.
 */
import { pairKey } from '../../results/cells.js';
import type { Pair, QuietRule, RunDocument } from '../../results/document.js';
import { RunningMedian } from '../../stats/running-median.js';

/**
 * The margin is a quarter of a CPU: pairs on the host of docs/statistics.md spread by .1 CPU where nothing else ran,
 * because the kernel counts in ticks of 10 ms and a pair of .1 s trials has 20. Two more choices: three earlier pairs
 * make a median, and repeats may take three tenths of the time. With one tenth, as until November 2026, a run on a
 * host that was busy a third of the time kept 27 of 46 disturbed pairs.
 */
export const QUIET: QuietRule = { margin: 0.25, history: 3, share: 0.3 };

type Activity = Pick<Pair, 'benchmark' | 'baseline' | 'candidate' | 'busyCpus' | 'trials'>;

/** Applies the rule pair by pair, in the order taken. */
export class RetakeRule {
  readonly #rule: QuietRule | undefined;
  readonly #earlier = new Map<string, RunningMedian>();
  #pairsMs = 0;
  #repeatsMs = 0;

  /** Continues from the blocks of the document. */
  constructor({ plan, blocks }: RunDocument) {
    this.#rule = plan.quiet;
    for (const pair of blocks.flatMap(({ pairs }) => pairs)) {
      this.record(pair);
      if (pair.setAside) this.#repeatsMs += lengthOf(pair);
    }
  }

  /** Records every pair that was taken, warm-ups and repeats included. */
  record(pair: Activity): void {
    this.#pairsMs += lengthOf(pair);
    const { busyCpus } = pair;
    if (busyCpus === undefined) return;
    const kind = pairKey(pair);
    const known = this.#earlier.get(kind) ?? new RunningMedian();
    known.add(busyCpus);
    this.#earlier.set(kind, known);
  }

  /** Tells whether this pair, not recorded yet, is set aside and taken again; the repeat is then accounted for. */
  shouldRetake(pair: Activity): boolean {
    const rule = this.#rule;
    const { busyCpus } = pair;
    const earlier = this.#earlier.get(pairKey(pair));
    if (rule === undefined || busyCpus === undefined || (earlier?.count ?? 0) < rule.history) return false;
    if (busyCpus <= (earlier?.value ?? 0) + rule.margin) return false;
    const length = lengthOf(pair);
    if (this.#repeatsMs + length > rule.share * (this.#pairsMs + length)) return false;
    this.#repeatsMs += length;
    return true;
  }
}

const lengthOf = ({ trials }: Activity): number => trials.reduce((sum, { wallMs }) => sum + wallMs, 0);
