import { describe, expect, it } from '@jest/globals';
import { INPUTS } from '../../src/config/inputs.js';
import { reproduceCell, reproduceRun } from '../../src/report/reproduce.js';
import { buildRun, CPU, MEMORY } from '../support/run-builder.js';

describe('reproduceRun', () => {
  it('names arms without native, benchmarks, limits and seed', () => {
    const run = buildRun({ arms: ['runc', 'docker@24.0.5'], benchmarks: [CPU, MEMORY] });
    run.plan.limits.memoryBytes = 2 ** 30;
    expect(reproduceRun(run)).toBe(
      'sudo node dist/cli/index.js run --runtimes runc,docker@24.0.5 --suites cpu.prime,memory.write.1k --profile quick --blocks 6..30 --pairs 3 --budget 10m --cpus 0-1 --memory 1GiB --seed 1',
    );
  });

  it('uses only flags that exist', () => {
    const flags = [...reproduceRun(buildRun()).matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag);
    const known: readonly string[] = INPUTS.map(({ name }) => name);
    expect(flags.filter((flag) => !known.includes(flag ?? ''))).toEqual([]);
  });

  it('quotes for the shell', () => {
    const run = buildRun({ arms: ["runsc{platform: kvm}; $(reboot) '`x`'"] });
    expect(reproduceRun(run)).toContain("--runtimes 'runsc{platform: kvm}; $(reboot) '\\''`x`'\\''' --suites");
  });

  it('stays on one line', () => {
    expect(reproduceRun(buildRun({ arms: ['runc\nreboot'] }))).not.toContain('\n');
  });
});

describe('reproduceCell', () => {
  it('takes both sides of a comparison within a run', () => {
    const contrasts = [{ baseline: 'runc=/old', candidate: 'runc=/new' }];
    const run = buildRun({ arms: ['runc=/old', 'runc=/new', 'docker'], contrasts });
    expect(reproduceCell(run, 'runc=/new', 'cpu.prime')).toContain(
      '--runtimes runc=/old,runc=/new --suites cpu.prime ',
    );
  });
});
