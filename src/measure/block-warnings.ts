/** Says what disturbed a block, and where its crowds ended at a ceiling. */
import { parseCpuList } from '../host/facts/cpu/cpus.js';
import { healthWarnings } from '../host/facts/health.js';
import type { Block, RunDocument } from '../results/document.js';
import { MOST_TEXTS } from '../results/limits.js';
import { count } from '../units.js';

/**
 * Blocks write down no more, so that the document never holds more than its readers accept. What comes after them may
 * warn too.
 */
const MOST_OF_BLOCKS = MOST_TEXTS - 100;

/** Returns what the document does not say yet, as far as it has room. */
export function blockWarnings(block: Block, run: RunDocument): string[] {
  const context = {
    cpusOnline: parseCpuList(run.fingerprint.cpu.online).length,
    memoryBytes: run.fingerprint.memoryBytes,
    previous: run.blocks.map(({ health }) => health),
  };
  const room = Math.max(0, MOST_OF_BLOCKS - run.warnings.length);
  return [...healthWarnings(block.health, context), ...ceilingWarnings(block, run)]
    .filter((warning) => !run.warnings.includes(warning))
    .slice(0, room);
}

/** Warns once for each arm and benchmark; the document has the ceiling of every trial. */
function ceilingWarnings({ pairs }: Block, { warnings }: RunDocument): string[] {
  const told = new Map<string, string>();
  for (const { benchmark, trials } of pairs)
    for (const { arm, ceiling } of trials) {
      const cell = `${benchmark} of ${arm} ended at a ceiling`;
      if (ceiling) told.set(cell, `${cell}: ${count(ceiling.alive, 'sandbox')}; ${ceiling.cause}`);
    }
  return [...told].filter(([cell]) => !warnings.some((one) => one.startsWith(cell))).map(([, warning]) => warning);
}
