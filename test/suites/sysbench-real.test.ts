import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Command } from '../../src/suites/benchmark.js';
import { suites } from '../../src/suites/index.js';
import { benchmark } from './fixture.js';

const version = spawnSync('sysbench', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const runnable = /^sysbench 1\.[01]\./.test(version);
if (!runnable) process.stderr.write('Real sysbench is not tried: version 1.0 or 1.1 is not installed here.\n');

(runnable ? describe : describe.skip)('real sysbench', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-sysbench-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const output = ({ argv: [program = '', ...options] }: Command) =>
    spawnSync(program, options, { cwd: folder, encoding: 'utf8' }).stdout;

  it.each(suites.flatMap((suite) => suite.benchmarks.filter(({ workSizer }) => workSizer)))(
    '$id does the work of its size',
    (one) => {
      if (!one.workSizer) throw new Error('no work sizer');
      const { probe } = one.workSizer;
      one.setup.forEach(output);
      const probed = one.parse(output(one.command(probe)), probe, 0);
      const work = one.workSizer.work(probed, 0.02);
      const metrics = one.parse(output(one.command(work)), work, 0);
      one.teardown.forEach(output);
      expect(metrics[one.primaryMetric]).toBeGreaterThan(0);
    },
  );

  it('runs fileio for whole seconds, as a run of an earlier version was planned', () => {
    const one = benchmark('fileio.root.rndrd');
    const work = { kind: 'timed', seconds: 1 } as const;
    one.setup.forEach(output);
    const metrics = one.parse(output(one.command(work)), work, 0);
    one.teardown.forEach(output);
    expect(metrics.throughput).toBeGreaterThan(0);
  });
});
