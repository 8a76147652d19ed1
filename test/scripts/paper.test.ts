import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type Claim, judge } from '../../scripts/paper/claims.js';
import { paperPage } from '../../scripts/paper/page.js';
import type { OverheadCell } from '../../src/compare/comparison.js';
import { overheads } from '../../src/compare/one-run/overhead.js';
import { chartsOf } from '../../src/report/chart/chart.js';
import { parseRun } from '../../src/results/store.js';
import { overhead } from '../report/support/cells.js';

const CLAIM: Claim = {
  figures: '6',
  text: 'a sentence',
  benchmarks: ['cpu.prime'],
  order: [['docker', 'runc'], ['firecracker'], ['runsc']],
};

/** Makes a throughput of `ratio` times native's, with an interval of ± 0.01. */
const cell = (arm: string, ratio: number): OverheadCell =>
  overhead({ arm, overhead: { ratio, low: ratio - 0.01, high: ratio + 0.01 } });
const judged = (...cells: OverheadCell[]) => judge(CLAIM, cells, (arm) => arm.replace(/@.*/, ''));

describe('a claim of the paper', () => {
  it('holds where every interval lies as it says', () => {
    const found = judged(cell('runc', 0.99), cell('firecracker', 0.9), cell('runsc', 0.8));
    expect(found).toEqual({
      finding: 'holds',
      evidence: ['runc before firecracker', 'runc before runsc', 'firecracker before runsc'],
      absent: ['docker'],
    });
  });

  it('holds in part where some intervals overlap', () => {
    expect(judged(cell('docker@24', 0.99), cell('firecracker', 0.98), cell('runsc', 0.8)).finding).toBe(
      'holds in part',
    );
  });

  it('does not hold where one pair is the other way round', () => {
    const found = judged(cell('docker', 0.8), cell('runsc', 0.9), cell('firecracker', 0.7));
    expect([found.finding, found.evidence]).toEqual([
      'does not hold',
      ['docker before firecracker', 'runsc before docker', 'runsc before firecracker'],
    ]);
  });

  it('is undecided where all intervals overlap, or there is none yet', () => {
    expect(judged(cell('docker', 0.9), cell('runsc', 0.895)).finding).toBe('cannot be told');
    const open = overhead({ arm: 'runsc', overhead: { ratio: 0.2, low: null, high: null } });
    expect(judged(cell('docker', 0.9), open).finding).toBe('cannot be told');
  });

  it('is not compared where one side is missing', () => {
    expect(judged(cell('docker', 0.9), cell('runc', 0.9)).finding).toBe('not compared');
  });
});

describe('docs/paper.md', () => {
  it('is what `npm run paper` makes of the recorded run', () => {
    const recorded = (name: string) =>
      parseRun(gunzipSync(readFileSync(`test/fixtures/runs/${name}.json.gz`)).toString('utf8'), name);
    const run = recorded('paper');
    const deployment = recorded('deployment');
    const input = { run, overheads: overheads(run) };
    const picture = ({ id }: { id: string }): string => `images/paper/${id}.svg`;
    const page = paperPage({ ...input, charts: chartsOf(input), picture, deployment });
    expect(readFileSync('docs/paper.md', 'utf8')).toBe(page);
  });
});
