import { describe, expect, it } from '@jest/globals';
import { userlandOf } from '../../src/app/request/userland.js';
import { OutputError } from '../../src/suites/benchmark.js';
import { PROFILE_BENCHMARKS } from '../../src/suites/index.js';
import { kernel } from '../../src/suites/kernel.js';
import { readHackbench, readStressor } from '../../src/suites/kernel-output.js';
import { benchmark, sections, thrown } from './fixture.js';

const RECORDED = sections('debian12.txt', 'kernel').map(({ title, output }) => ({
  id: title.slice(0, title.indexOf(':')),
  command: title.slice(title.indexOf(': ') + 2),
  output,
}));

const probeOf = (id: string) => {
  const work = benchmark(id).workSizer?.probe;
  if (work?.kind !== 'fixed') throw new Error(`${id} has no probe of fixed work`);
  return work;
};

const published = (words: string) => {
  const found = sections('public.txt', 'kernel').find(({ title }) => title.includes(words));
  if (!found) throw new Error(`no section with ${words}`);
  return found.output;
};

describe('the suite', () => {
  it('was recorded whole, by the commands that are built now', () => {
    expect(RECORDED.map(({ id }) => id)).toEqual(kernel.benchmarks.map(({ id }) => id));
    for (const { id, command } of RECORDED)
      expect(
        benchmark(id)
          .command(probeOf(id))
          .argv.map((word) => word.replaceAll('\n', '; '))
          .join(' '),
      ).toBe(command);
  });

  it('is in no profile', () => {
    const patterns = Object.values(PROFILE_BENCHMARKS).flat();
    expect(patterns.filter((pattern) => pattern.startsWith('kernel') || pattern === 'all')).toEqual([]);
  });

  it('asks for its packages only where it is asked for, and not in a userland that the user gives', () => {
    const none = { rootfs: undefined, packages: undefined, image: undefined };
    expect(userlandOf(none, [benchmark('cpu.prime'), benchmark('kernel.exec')])).toEqual(none);
    expect(userlandOf({ ...none, packages: ['zstd'] }, kernel.benchmarks).packages).toEqual([
      'rt-tests',
      'stress-ng',
      'zstd',
    ]);
    expect(userlandOf({ ...none, rootfs: '/srv/root.tar' }, kernel.benchmarks).packages).toBeUndefined();
  });
});

describe.each(RECORDED)('$id', ({ id, output }) => {
  const one = benchmark(id);
  const work = probeOf(id);

  it('gives the rate and the time that were printed', () => {
    const { operations_per_second: rate = 0, total_time: time = 0 } = one.parse(output, work, 0);
    expect(Object.keys(one.parse(output, work, 0)).sort()).toEqual(one.metrics.map(({ name }) => name).sort());
    expect(rate * time).toBeCloseTo(work.amount, 6);
    expect(time).toBeGreaterThan(0.001);
    expect(time).toBeLessThan(5);
  });

  it('refuses less work, and more than the last operation of each process', () => {
    for (const amount of [work.amount + 1, work.amount - 17])
      expect(thrown(() => one.parse(output, { ...work, amount }, 0))).toBeInstanceOf(OutputError);
  });

  it('is a failed cell where nothing, garbage, half or twice of the output is printed', () => {
    const half = output.slice(0, output.length / 2);
    const bad = ['', '\n', 'Segmentation fault\n', 'NaN\n', half, output + output, output.replaceAll(/\d/g, 'x')];
    for (const text of bad) expect(thrown(() => one.parse(text, work, 0))).toBeInstanceOf(OutputError);
  });

  it('never gives a figure that is no number, whatever digit is lost', () => {
    for (const { index } of output.matchAll(/\d/g)) {
      const damaged = output.slice(0, index) + output.slice(index + 1);
      const error = thrown(() => {
        const metrics = one.parse(damaged, work, 0);
        expect(Object.values(metrics).every((value) => Number.isFinite(value) && value > 0)).toBe(true);
      });
      if (error !== undefined) expect(error).toBeInstanceOf(OutputError);
    }
  });
});

describe('output that others recorded', () => {
  it('is read where messages stand between the figures', () => {
    expect(readStressor('stream')(published('0.11'))).toEqual({ amount: 2250, seconds: 6.014089 });
  });

  it('is refused where stress-ng found a fault, whatever it counted', () => {
    const { id, output } = RECORDED.find(({ command }) => command.includes('--mmapmany')) ?? { id: '', output: '' };
    const text = `stress-ng: fail:  [7] mmapmany: failed: mapping 3 was 1 and not 2\n${output}`;
    expect(String(thrown(() => benchmark(id).parse(text, probeOf(id), 0)))).toContain('stress-ng failed');
  });

  it.each([
    ['two stressors', () => readStressor('cpu')(published('two stressors')), "stress-ng's metrics have 2 lines"],
    ['another stressor', () => readStressor('switch')(published('0.11')), 'stress-ng ran stream, asked for switch'],
    ['a stressor that refuses root', () => readStressor('exec')(published('refuses')), 'No stress workers invoked'],
    ['a stressor that fails', () => readStressor('sock')(published('that fails')), 'Protocol not supported'],
    ['forty tasks', () => readHackbench(published('hackbench')), 'not what hackbench prints of two processes'],
  ])('is refused from %s', (_name, read, words) => {
    const error = thrown(read);
    expect(error).toBeInstanceOf(OutputError);
    expect(String(error)).toContain(words);
  });
});
