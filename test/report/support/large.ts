/** Two runs of 60 cells and 30 blocks each, the later one with a slowdown of docker's cpu.prime by 5 %. */

import { explainAllAcross } from '../../../src/compare/explain.js';
import { overheads } from '../../../src/compare/one-run/overhead.js';
import { gateOutcome } from '../../../src/compare/outcome/gate.js';
import { compareRuns } from '../../../src/compare/two-runs/between-runs.js';
import type { ReportInput } from '../../../src/report/input.js';
import type { RunDocument } from '../../../src/results/document.js';
import { buildRun, CPU, MEMORY, type Place, SHUTDOWN, STARTUP } from '../../support/run-builder.js';

const MORE = ['memory.read.1m', 'memory.write.1m', 'threads.yield', 'mutex.lock'];
const FILES = ['fileio.root.seqrd', 'fileio.root.seqwr', 'fileio.volume.seqrd', 'fileio.volume.seqwr'];

function runOf(id: string, seed: number, dockerCpu: number, blocks: number): RunDocument {
  const factor = ({ arm, benchmark }: Place): number => {
    if (arm === 'runsc' && benchmark.startsWith('fileio')) return 1 / 6;
    return arm === 'docker' && benchmark === CPU.id ? dockerCpu : 1;
  };
  return buildRun({
    id,
    seed,
    blocks,
    pairs: 4,
    spread: 0.02,
    arms: ['runc', 'docker', 'runsc', 'podman', 'firecracker'],
    levels: { native: 1234.567, runc: 1229.4, docker: 1210.3, runsc: 700.1, podman: 1222, firecracker: 1190 },
    benchmarks: [
      ...[STARTUP, SHUTDOWN, CPU, MEMORY],
      ...[...MORE, ...FILES].map((name) => ({ ...MEMORY, id: name, suite: name.split('.')[0] ?? '' })),
    ],
    figure: (place, usual) => Number((usual * factor(place)).toFixed(2)),
  });
}

/** The earlier run and the later one. */
export function largeRuns(blocks = 30): { readonly before: RunDocument; readonly run: RunDocument } {
  return {
    before: runOf('20261122T031000Z-ab12', 3, 1, blocks),
    run: runOf('20261123T031000Z-cd34', 5, 0.95, blocks),
  };
}

export function largeInput(blocks = 30): ReportInput {
  const { before, run } = largeRuns(blocks);
  run.warnings.push('The load average was 8.02 before the first block.');
  const settings = { source: 'the last comparable run on this host' };
  const comparison = compareRuns(before, run, settings);
  return {
    run,
    overheads: overheads(run),
    comparison,
    gate: gateOutcome(comparison, ['regression']),
    explanations: () => explainAllAcross(before, run, settings),
  };
}
