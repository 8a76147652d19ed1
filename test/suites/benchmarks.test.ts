import { describe, expect, it } from '@jest/globals';
import { OutputError } from '../../src/suites/benchmark.js';
import { suites } from '../../src/suites/index.js';
import { benchmark, recorded, sections, workOf } from './fixture.js';

const ALL = suites.flatMap((suite) => suite.benchmarks);
const RUN = ALL.filter(({ defaultWork, crowd }) => defaultWork.kind !== 'observed' && !crowd);
const SYSBENCH = RUN.filter((one) => one.command(one.defaultWork).argv[0] === 'sysbench');

describe('every benchmark', () => {
  it.each(ALL)('$id is well named', ({ id, suite }) => {
    expect(id).toMatch(/^[a-z]+(\.[a-z0-9]+)+$/);
    expect(id.startsWith(`${suite}.`)).toBe(true);
    expect(suites.find(({ name }) => name === suite)?.benchmarks.map((one) => one.id)).toContain(id);
  });

  it('has an id of its own', () => {
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  });

  it.each(ALL)('$id names a primary metric of its own, and each metric once', ({ primaryMetric, metrics }) => {
    const names = metrics.map(({ name }) => name);
    expect(names).toContain(primaryMetric);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[a-z0-9_]+$/.test(name))).toBe(true);
  });

  it.each(SYSBENCH)('$id sets threads, seed and percentile', (one) => {
    const { argv } = one.command(one.defaultWork);
    expect(argv.slice(2, 5)).toEqual([expect.stringMatching(/^--threads=\d$/), '--rand-seed=1', '--percentile=95']);
    expect(argv.at(-1)).toBe('run');
  });

  it.each(SYSBENCH)('$id has one limit only, of work or of time', (one) => {
    const { argv } = one.command(one.defaultWork);
    expect(argv).toContain('--time=0');
  });

  it.each(RUN)('$id refuses work that it cannot do', (one) => {
    expect(() => one.command({ kind: 'observed' })).toThrow();
    expect(() => one.command({ kind: 'fixed', amount: 10, unit: 'parsecs' })).toThrow();
    expect(() => one.command({ kind: 'timed', seconds: 0.5 })).toThrow();
  });
});

describe.each(['1.0.20.txt', '1.1.0.txt'])('in %s', (file) => {
  it('every benchmark of sysbench was recorded', () => {
    const ids = sections(file).map(({ title }) => title.slice(0, title.indexOf(':')));
    expect(ids).toEqual(SYSBENCH.map(({ id }) => id));
  });

  it.each(sections(file))('exactly the metrics are read from $title', ({ title, output }) => {
    const one = benchmark(title.slice(0, title.indexOf(':')));
    const metrics = one.parse(output, workOf(title, one), 0);
    expect(Object.keys(metrics).sort()).toEqual(one.metrics.map(({ name }) => name).sort());
    expect(Object.values(metrics).every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });
});

describe('the recorded command lines', () => {
  it.each(sections('1.0.20.txt'))('are what is built now: $title', ({ title }) => {
    const one = benchmark(title.slice(0, title.indexOf(':')));
    expect(one.command(workOf(title, one)).argv.join(' ')).toBe(title.slice(title.indexOf(': ') + 2));
  });
});

describe('figures', () => {
  it('of cpu are as printed', () => {
    const work = { kind: 'fixed', amount: 5379, unit: 'events' } as const;
    expect(benchmark('cpu.prime').parse(recorded('native.txt', 'cpu'), work, 0)).toEqual({
      events_per_second: 1792.04,
      total_time: 3.0002,
      latency_min: 0.5,
      latency_avg: 0.56,
      latency_max: 8.66,
      latency_p95: 0.63,
      latency_mean: 2997.75 / 5379,
    });
  });

  it('of mixed fileio add reading and writing', () => {
    const output = recorded('native.txt', 'rndrw run');
    const metrics = benchmark('fileio.volume.rndrw').parse(output, { kind: 'timed', seconds: 2 }, 0);
    expect(metrics.read_throughput).toBeCloseTo(538.69, 2);
    expect(metrics.write_throughput).toBeCloseTo(359.13, 2);
    expect(metrics.throughput).toBeCloseTo(897.82, 1);
  });

  it('of fileio that only reads have no rate of writing', () => {
    const output = recorded('native.txt', 'seqrd run');
    const metrics = benchmark('fileio.root.seqrd').parse(output, { kind: 'timed', seconds: 2 }, 0);
    expect(Object.keys(metrics)).not.toContain('write_throughput');
    expect(metrics).toMatchObject({ throughput: 585260.85 / 64, reads_per_second: 585260.85 });
    expect(metrics.throughput).toBeCloseTo(9144.7, 2);
  });

  it('of fileio on a slow disk are as fine as the requests are counted, not as MiB are printed', () => {
    const printed = recorded('native.txt', 'seqrd run');
    const slow = (reads: string, mib: string) => printed.replace('585260.85', reads).replace('9144.70', mib);
    const throughput = (output: string) =>
      benchmark('fileio.root.seqrd').parse(output, { kind: 'timed', seconds: 2 }, 0).throughput;
    expect(throughput(slow('49.87', '0.78'))).toBe(49.87 / 64);
    expect(throughput(slow('50.13', '0.78'))).toBe(50.13 / 64);
  });

  it('of fileio have no total time, because not every sysbench prints it', () => {
    const files = RUN.filter(({ suite }) => suite === 'fileio');
    expect(files.flatMap(({ metrics }) => metrics.map(({ name }) => name))).not.toContain('total_time');
  });

  it('of fileio are refused where sysbench made fewer requests than asked', () => {
    const output = recorded('1.0.20.txt', 'fileio.volume.seqwr:');
    const asked = Number(/total number of events: +(\d+)/.exec(output)?.[1]);
    const parse = (amount: number) => () =>
      benchmark('fileio.volume.seqwr').parse(output, { kind: 'fixed', amount, unit: 'requests' }, 0);
    expect(parse(asked)).not.toThrow();
    expect(parse(asked + 1)).toThrow(`requests: ${asked}, asked for ${asked + 1}`);
  });

  it('of latency are never the primary metric', () => {
    expect(RUN.filter(({ primaryMetric }) => primaryMetric.startsWith('latency'))).toEqual([]);
  });
});

describe('the output of another command', () => {
  const prime = benchmark('cpu.prime');
  const output = recorded('native.txt', 'cpu');
  const work = { kind: 'fixed', amount: 5379, unit: 'events' } as const;

  it('is refused when less was done than asked', () => {
    expect(() => prime.parse(output, { ...work, amount: 6000 }, 0)).toThrow('events: 5379, asked for 6000');
  });

  it('is refused when other primes were sought', () => {
    expect(() => prime.parse(output.replace('limit: 20000', 'limit: 10000'), work, 0)).toThrow('asked for 20000');
  });

  it('is refused when it has another percentile', () => {
    const other = recorded('1.0.20-options.txt', '--percentile=99');
    const amount = Number(/number of events: +(\d+)/.exec(other)?.[1]);
    const same = other.replace('limit: 10000', 'limit: 20000');
    expect(() => prime.parse(same, { ...work, amount }, 0)).toThrow('95th percentile');
  });

  it('is refused when memory was written and not read', () => {
    const written = recorded('1.0.20.txt', 'memory.write.seq.1k');
    const title = sections('1.0.20.txt').find((section) => section.output === written)?.title ?? '';
    const read = benchmark('memory.read.seq.1k');
    expect(() => read.parse(written, workOf(title, read), 0)).toThrow('operation: write, asked for read');
  });

  it.each([
    ['seqrd', 'fileio.volume.rndrd', 'mode: sequential read, asked for random read'],
    ['rndwr run', 'fileio.volume.rndwr.durable', 'fsyncAll: false, asked for true'],
    ['rndwr run', 'fileio.volume.rndwr.direct', 'flags: none, asked for direct'],
  ])('is refused in fileio: %s for %s', (words, id, message) => {
    const run = () => benchmark(id).parse(recorded('native.txt', words), { kind: 'timed', seconds: 2 }, 0);
    expect(run).toThrow(OutputError);
    expect(run).toThrow(message);
  });

  it('is refused when requests and MiB of fileio do not agree', () => {
    const damaged = recorded('native.txt', 'seqrd').replace('9144.70', '1144.70');
    expect(() => benchmark('fileio.volume.seqrd').parse(damaged, { kind: 'timed', seconds: 2 }, 0)).toThrow(
      'ratesAgree',
    );
  });
});

describe('fileio', () => {
  const commands = (id: string) => {
    const one = benchmark(id);
    return { ...one, run: one.command(one.defaultWork) };
  };

  it('runs where its files are', () => {
    expect(commands('fileio.volume.seqrd').run.cwd).toBe('/tare/volume');
    expect(commands('fileio.root.seqrd').run.cwd).toBe('/var/tmp/tare');
  });

  it('prepares the same files it reads, and removes them', () => {
    const { setup, run, teardown } = commands('fileio.volume.rndrd');
    const files = ['--file-num=4', '--file-total-size=128M'];
    for (const command of [...setup, run, ...teardown]) {
      expect(command.cwd).toBe('/tare/volume');
      expect(command.argv).toEqual(expect.arrayContaining(files));
    }
    expect([setup.at(-1)?.argv.at(-1), teardown.at(-1)?.argv.at(-1)]).toEqual(['prepare', 'cleanup']);
  });

  it('makes files with writes of 1 MiB, so that the page cache holds them whole, and reads them in requests of 16 KiB', () => {
    const { setup, run, files } = commands('fileio.root.seqrd');
    expect(setup.at(-1)?.argv).toContain(`--file-block-size=${2 ** 20}`);
    expect(run.argv).toContain('--file-block-size=16384');
    expect(files).toBe('made with writes of 1 MiB');
  });

  it('lets sequential writing create its own files', () => {
    const { setup, files } = commands('fileio.volume.seqwr');
    expect([setup, files]).toEqual([[], undefined]);
  });

  it('flushes only where it writes', () => {
    const durable = RUN.map(({ id }) => id).filter((id) => id.endsWith('.durable'));
    expect(durable).toEqual(['seqwr', 'seqrewr', 'rndwr', 'rndrw'].map((mode) => `fileio.volume.${mode}.durable`));
  });

  it('states the size of its files where the page cache takes part, to be compared with memory', () => {
    expect(commands('fileio.volume.seqrd').summary).toContain(
      '128 MiB of files: they stay in it unless memory is limited',
    );
  });
});

describe('work sizer', () => {
  const every = RUN.filter(({ workSizer }) => workSizer !== undefined);
  const byRate = new Set(['fileio', 'stream']);
  const sized = every.filter(({ suite }) => !byRate.has(suite));

  it('exists for all fixed work', () => {
    expect(every).toEqual(RUN.filter(({ defaultWork }) => defaultWork.kind === 'fixed'));
  });

  it('of fileio uses the rates of the probe, for trials three times as long', () => {
    const { workSizer } = benchmark('fileio.volume.rndrw');
    const rates = { reads_per_second: 300, writes_per_second: 200 };
    expect(workSizer?.work(rates, 0.3)).toEqual({ kind: 'fixed', amount: 150, unit: 'requests' });
    expect(workSizer?.work({ reads_per_second: 1 }, 0.3)).toMatchObject({ amount: 1 });
    expect(workSizer?.work({ reads_per_second: 1e12 }, 0.3)).toMatchObject({ amount: 2 ** 31 - 1 });
    expect(workSizer?.lengths).toBe(3);
    expect(() => workSizer?.work({}, 0.3)).toThrow('no rate');
  });

  it.each(sized)('$id does ten times the work in ten times the time', ({ workSizer }) => {
    const probe = workSizer?.probe;
    if (probe?.kind !== 'fixed') throw new Error('the probe is not fixed work');
    expect(workSizer?.work({ total_time: 0.02 }, 0.2)).toEqual({ ...probe, amount: probe.amount * 10 });
  });

  it.each(sized)('$id gives work it can do for any time of the probe', ({ workSizer, command }) => {
    for (const total of [0, 0.0001, 0.03, 60, 1e9]) {
      const work = workSizer?.work({ total_time: total }, 0.1);
      expect(work && command(work).argv.join(' ')).not.toMatch(/NaN|Infinity|=0 .*=0 |e\+/);
    }
  });

  it.each(sized)('$id takes a time of 0.0000 s for the step of the clock', ({ workSizer }) => {
    expect(workSizer?.work({ total_time: 0 }, 0.1)).toEqual(workSizer?.work({ total_time: 0.0001 }, 0.1));
  });

  it('needs the total time of the probe', () => {
    expect(() => benchmark('cpu.prime').workSizer?.work({ events_per_second: 100 }, 0.1)).toThrow('no total time');
  });
});

describe('lifecycle', () => {
  it.each(['startup', 'shutdown'])('%s is observed, in ms', (event) => {
    const one = benchmark(`lifecycle.${event}`);
    expect(one.metrics[0]).toEqual({ name: event, unit: 'ms', direction: 'lower' });
    expect(one.primaryMetric).toBe(event);
    expect(one.defaultWork.kind).toBe('observed');
    expect(() => one.command(one.defaultWork)).toThrow('there is no command to run');
    expect(() => one.parse('', one.defaultWork, 0)).toThrow(OutputError);
  });
});
