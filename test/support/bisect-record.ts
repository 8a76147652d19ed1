/** Makes records of searches that no machine has carried out. */
import type { BisectRecord, Tried } from '../../src/bisect/document.js';

/** @param commits the number of commits after the good end. */
export function bisectRecord(commits: number, more: Partial<BisectRecord> = {}): BisectRecord {
  return {
    kind: 'tare-bisect',
    schemaVersion: 1,
    id: '20261128T000000Z-00000000',
    tool: { name: 'tare', version: '0.0.0' },
    startedAt: '2026-11-28T00:00:00.000Z',
    finishedAt: null,
    command: 'make runc',
    cell: { arm: 'runc', benchmark: 'cpu.prime', unit: 'events/s' },
    runtime: 'runc=./runc',
    flags: {},
    plan: { alpha: 0.05, minEffectPercent: 1, marginPercent: 3, budgetSeconds: 600 },
    commits: Array.from({ length: commits + 1 }, (_, at) => ({
      id: at.toString(16).padStart(40, 'a'),
      subject: `Change ${at}`,
      isMerge: false,
    })),
    tried: [],
    spentSeconds: 0,
    answer: null,
    ...more,
  };
}

export function triedOnce(
  kind: Tried['kind'],
  baseline: number,
  candidate: number,
  outcome: Tried['outcome'],
  more: Partial<Tried> = {},
): Tried {
  const isMeasured = outcome !== 'not-built' && outcome !== 'not-measured';
  return {
    kind,
    baseline,
    candidate,
    outcome,
    reason: null,
    error: isMeasured ? 0.001 : null,
    marginPercent: isMeasured ? 3 : null,
    launches: isMeasured ? 14 : 0,
    slowdownPercent: isMeasured ? { estimate: 5, low: outcome === 'slower' ? 4 : -1, high: 6 } : null,
    seconds: 20,
    overheadSeconds: 5,
    load: 1,
    document: null,
    ...more,
  };
}
