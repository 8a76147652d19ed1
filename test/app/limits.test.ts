import { describe, expect, it } from '@jest/globals';
import { checkLimits } from '../../src/app/check-limits.js';
import { limited } from '../../src/app/limits.js';
import { overheads } from '../../src/compare/one-run/overhead.js';
import type { FailOn } from '../../src/config/kinds/gate.js';
import { readLimit } from '../../src/config/kinds/limits.js';
import type { OwnBenchmark } from '../../src/config/kinds/own-benchmarks.js';
import { InputError } from '../../src/errors.js';
import { FORMATS } from '../../src/report/format.js';
import { buildRun, CPU } from '../support/run-builder.js';

const rows = (...texts: string[]) => texts.flatMap((text) => readLimit(text) ?? []);

const REDIS: OwnBenchmark = {
  name: 'redis.get-all',
  run: 'redis-benchmark',
  metric: { regex: '([0-9.]+)' },
  unit: 'requests/s',
  direction: 'higher',
  seconds: undefined,
};

const RULE = { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 };

describe('names and units of limits', () => {
  it.each([
    ['runcc cpu.prime > 1 events/s', 'there is no runtime "runcc". Did you mean "runc"?'],
    ['native cpu.prime > 1 events/s', 'there is no runtime "native"'],
    ['runc cpu.prim > 1 events/s', 'there is no benchmark "cpu.prim". Did you mean "cpu.prime"?'],
    ['runc cpu.prime > 1 ms', 'cpu.prime is not measured in "ms" but in events/s'],
    ['runc lifecycle.startup < 1 MiB', 'lifecycle.startup is not measured in "MiB" but in ms'],
    ['runc cpu.prime < 1 events/s', 'higher is better in cpu.prime, so its limit is written with >'],
    ['runc redis.get-all > 1 ms', 'redis.get-all is not measured in "ms" but in requests/s'],
    ['runc redis.gte-all > 1 requests/s', 'there is no benchmark "redis.gte-all". Did you mean "redis.get-all"?'],
    ['runc lifecycle.startup > 1 ms', 'lower is better in lifecycle.startup, so its limit is written with <'],
    ['runc runsc cpu.prime > 1 events/s', '"runc runsc" cannot be read'],
    ['runsc{platfrom: kvm} cpu.prime > 1 events/s', '"runsc{platfrom: kvm}": runsc has no option "platfrom"'],
  ])('%s is refused', (row, fault) => {
    const check = () => checkLimits(rows('runc lifecycle.startup < 80ms', row), [REDIS]);
    expect(check).toThrow(InputError);
    expect(check).toThrow(`limits: "${row}": ${fault}`);
  });

  it('are accepted for every runtime, version, path and option', () => {
    const good = ['runsc{platform: kvm}@1 cpu.prime > 1 events/s', 'runc=./runc lifecycle.startup cost < 1%'];
    const alone = ['docker fileio.volume.seqrd > 1 GiB/s', 'youki cpu.prime > 1 events/s'];
    expect(() => checkLimits(rows(...good, ...alone), undefined)).not.toThrow();
    expect(() => checkLimits(undefined, undefined)).not.toThrow();
  });
});

describe('limits on own benchmarks', () => {
  const own = {
    ...CPU,
    id: 'redis.get-all',
    gate: 'value',
    metrics: [{ ...CPU.metrics[0], name: 'value', unit: 'requests/s' }],
  };
  const run = buildRun({ benchmarks: [own] as never });
  const judged = (...texts: string[]) => {
    return limited({ run, overheads: [] }, { limits: rows(...texts), failOn: ['limit'], rule: RULE });
  };

  it('are judged like every other limit', async () => {
    expect(() => checkLimits(rows('runc redis.get-all > 1 requests/s'), [REDIS])).not.toThrow();
    const two = ['runc redis.get-all > 1100 requests/s', 'runc redis.get-all > 900 requests/s'];
    const { limits, gate } = await judged(...two);
    expect(limits?.cells.map(({ outcome }) => outcome)).toEqual(['beyond', 'within']);
    expect(gate?.pass).toBe(false);
  });

  it.each([
    ['unit', 'runc redis.get-all > 900 kB/s', 'redis.get-all is not measured in "kB/s" but in requests/s.'],
    ['direction', 'runc redis.get-all < 900 requests/s', 'higher is better in redis.get-all'],
  ])(
    'cannot tell where a change has given its benchmark another %s than the limit of its base',
    async (_, row, why) => {
      const { limits, gate } = await judged(row);
      expect(limits?.cells).toMatchObject([
        { outcome: 'cannot tell', reason: expect.stringContaining(why), bound: null },
      ]);
      expect(gate?.pass).toBe(true);
      const strict = { limits: rows(row), failOn: ['inconclusive'] as const, rule: RULE };
      expect((await limited({ run, overheads: [] }, strict)).gate?.pass).toBe(false);
    },
  );

  it('are refused where the mistake can only be in the row', async () => {
    const ours = limited(
      { run: buildRun(), overheads: [] },
      { limits: rows('runc cpu.prime > 1 ms'), failOn: [], rule: RULE },
    );
    await expect(ours).rejects.toThrow('cpu.prime is not measured in "ms"');
    await expect(judged('runcc redis.get-all > 1 requests/s')).rejects.toThrow('there is no runtime "runcc"');
  });

  it('are reported as not measured where they are in no suite of ours, and refused where they are in one', async () => {
    expect((await judged('runc nginx.get > 1 requests/s')).limits).toMatchObject({
      cells: [],
      unplanned: [{ benchmark: 'nginx.get' }],
    });
    await expect(judged('runc cpu.prim > 1 events/s')).rejects.toThrow('there is no benchmark "cpu.prim"');
  });
});

describe('the runtime of a limit', () => {
  const SUM = `sha256:${'0'.repeat(64)}`;
  it.each([
    ['runc=bin/runc', 'runc=./bin/runc'],
    ['runc = ./bin/../runc', 'runc=./runc'],
    ['runsc{platform:systrap}', 'runsc{platform: systrap}'],
    ['runsc{platform: kvm, directfs: false}', 'runsc{directfs: false, platform: kvm}'],
    [`runc@v1.2.3#${SUM}`, 'runc@v1.2.3'],
    ['youki', 'youki=./youki'],
  ])('%s names the arm %s of a run', async (arm, id) => {
    const run = buildRun({ arms: [id] });
    const judging = { limits: rows(`${arm} cpu.prime > 1100 events/s`), failOn: ['limit'] as const, rule: RULE };
    const { limits, gate } = await limited({ run, overheads: [] }, judging);
    expect(limits).toMatchObject({ cells: [{ arm: id, outcome: 'beyond' }], unplanned: [] });
    expect(limits?.cells[0]?.limit.text).toContain(`${arm} cpu.prime`);
    expect(gate?.pass).toBe(false);
  });
});

describe('the gate of limits', () => {
  const run = buildRun();
  const gateOf = (failOn: readonly FailOn[], ...texts: string[]) => {
    return limited({ run, overheads: overheads(run) }, { limits: rows(...texts), failOn, rule: RULE });
  };
  const [kept, open, broken] = ['> 900 events/s', '> 1000 events/s', '> 1100 events/s'].map(
    (of) => `runc cpu.prime ${of}`,
  );

  it.each([
    [kept, ['limit'], true],
    [open, ['limit'], true],
    [open, ['inconclusive'], false],
    [broken, ['limit'], false],
    [broken, ['regression', 'missing', 'inconclusive'], true],
    [broken, [], true],
    ['docker cpu.prime > 1 events/s', ['limit', 'inconclusive', 'missing'], undefined],
  ] as const)('%s with fail-on %j passes: %s', async (row, failOn, pass) => {
    const { gate } = await gateOf(failOn, String(row));
    expect(gate?.pass).toBe(pass);
    if (pass === false) expect(gate?.reasons[0]).toMatch(/^runc cpu\.prime (is|may be) beyond its limit \(runc cpu/);
  });

  it('keeps why a comparison failed', async () => {
    const gate = { pass: false, reasons: ['It regressed.'] };
    const judging = { limits: rows(String(broken)), failOn: ['limit'] as const, rule: RULE };
    const both = await limited({ run, overheads: [], gate }, judging);
    expect(both.gate).toEqual({ pass: false, reasons: ['It regressed.', expect.stringContaining('1100')] });
  });

  it.each(FORMATS.map(({ name, render }) => ({ name, render })))(
    'is reported by the form $name',
    async ({ name, render }) => {
      const text = await render(await gateOf(['limit'], String(broken), String(kept), 'docker cpu.prime > 1 events/s'));
      if (/^(bmf|custom)/.test(name)) return;
      expect(text).toContain('1100 events/s');
      expect(text).toMatch(/beyond/);
      expect(text).toMatch(/within/);
      if (/text|markdown|html/.test(name)) {
        expect(text).toContain('1 of 2 limits broken');
        expect(text).toContain('Not measured in this run, so not judged: docker cpu.prime');
      }
    },
  );
});
