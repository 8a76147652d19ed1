import { describe, expect, it } from '@jest/globals';
import { readCpu, readFileio, readMemory, readMutex, readThreads } from '../../src/suites/sysbench-output.js';
import { fixture, recorded, sections } from './fixture.js';

const READERS = { cpu: readCpu, memory: readMemory, fileio: readFileio, threads: readThreads, mutex: readMutex };

function readerOf(title: string) {
  const test = /(?:sysbench |--test=)(cpu|memory|fileio|threads|mutex)/.exec(title)?.[1];
  return READERS[test as keyof typeof READERS];
}

function runs(file: string) {
  return sections(file)
    .filter(({ title }) => title.endsWith(' run') && !title.includes('--max-requests=0 --max-time=1 run'))
    .map(({ title, output }) => ({ file, title, output }));
}

const FILES = ['native', 'runc', 'runsc', 'incus', 'qemu', '0.4.12', '1.0.20', '1.0.20-options', '1.1.0'];

describe('every recorded run', () => {
  it.each(FILES.flatMap((name) => runs(`${name}.txt`)))('is read: $file $title', ({ title, output }) => {
    const run = readerOf(title)(output);
    const { percentile, ...latency } = run.latency;
    const figures = [...Object.values(latency), ...Object.values(run).filter((value) => typeof value === 'number')];
    expect(figures.every((figure) => Number.isFinite(figure) && figure >= 0)).toBe(true);
    expect(percentile === undefined || percentile.value >= 0).toBe(true);
  });
});

describe('1.0', () => {
  it('is read from cpu', () => {
    expect(readCpu(recorded('native.txt', 'cpu'))).toEqual({
      version: '1.0.20',
      threads: 1,
      seconds: 3.0002,
      events: 5379,
      primes: 20000,
      eventsPerSecond: 1792.04,
      latency: { min: 0.5, avg: 0.56, max: 8.66, mean: 2997.75 / 5379, percentile: { rank: 95, value: 0.63 } },
    });
  });

  it('is read from memory', () => {
    expect(readMemory(recorded('native.txt', '--memory-oper=read --memory-access-mode=seq'))).toMatchObject({
      blockKiB: 1,
      operation: 'read',
      operationsPerSecond: 9067858.1,
      transferredMiB: 17719.29,
      throughput: 8855.33,
      seconds: 2.0001,
      events: 18144554,
    });
  });

  it('is read from fileio', () => {
    expect(readFileio(recorded('native.txt', 'rndrw run'))).toMatchObject({
      mode: 'random r/w',
      io: 'synchronous',
      flags: 'none',
      files: 4,
      totalBytes: 128 * 2 ** 20,
      blockBytes: 16384,
      fsyncEvery: 100,
      fsyncAtEnd: true,
      fsyncAll: false,
      readThroughput: 538.69,
      writeThroughput: 359.13,
      reads: 34476.33,
      writes: 22984.22,
      fsyncs: 2300.42,
    });
  });

  it('is read from direct and durable fileio', () => {
    expect(readFileio(recorded('1.0.20.txt', 'fileio.volume.rndwr.direct'))).toMatchObject({
      flags: 'direct',
      fsyncEvery: 0,
      fsyncAtEnd: false,
    });
    expect(readFileio(recorded('1.0.20.txt', 'fileio.volume.rndwr.durable'))).toMatchObject({
      flags: 'none',
      fsyncEvery: 0,
      fsyncAll: true,
    });
  });

  it('is read from threads', () => {
    expect(readThreads(recorded('native.txt', 'threads'))).toMatchObject({ seconds: 2.0002, events: 4914 });
  });

  it('is read from mutex, with a percentile above the maximum: the edge of its bucket', () => {
    const { latency } = readMutex(recorded('native.txt', 'mutex'));
    expect(latency).toMatchObject({ max: 129.86, percentile: { rank: 95, value: 130.13 } });
  });

  it('may have a histogram, lines of progress and another percentile', () => {
    expect(readCpu(fixture('hist.txt'))).toMatchObject({
      events: 14928,
      latency: { percentile: { rank: 99, value: 0.23 } },
    });
  });

  it('has no percentile where it is switched off', () => {
    expect(readCpu(recorded('1.0.20-options.txt', '--percentile=0')).latency).not.toHaveProperty('percentile');
  });

  it('may warn of deprecated option names', () => {
    const output = recorded('1.0.20-options.txt', 'cpu --num-threads=1');
    expect(output).toContain('WARNING: --max-requests is deprecated');
    expect(readCpu(output).events).toBe(100);
  });
});

describe('the mean latency', () => {
  it('keeps what two decimals of a ms round away', () => {
    const { latency } = readMemory(recorded('native.txt', '--memory-oper=read --memory-access-mode=seq'));
    expect([latency.avg, latency.mean]).toEqual([0, 590.29 / 18144554]);
  });
});

describe('1.1', () => {
  it('is read from cpu', () => {
    const output = recorded('1.1.0.txt', 'cpu.prime');
    const printed = Number(/events per second: +([\d.]+)/.exec(output)?.[1]);
    const seconds = Number(/time elapsed: +([\d.]+)s/.exec(output)?.[1]);
    expect(readCpu(output)).toMatchObject({ version: '1.1.0-3ceba0b', eventsPerSecond: printed, seconds });
  });

  it('is read from fileio, which prints neither its time nor its events: the mean is the average', () => {
    const output = recorded('1.1.0.txt', 'fileio.volume.seqrd:');
    const [, iops, throughput] = /read: +IOPS=([\d.]+) ([\d.]+) MiB/.exec(output) ?? [];
    const run = readFileio(output);
    expect(run).toMatchObject({ reads: Number(iops), readThroughput: Number(throughput), writes: 0 });
    expect(run.latency.mean).toBe(run.latency.avg);
    expect(run).not.toHaveProperty('events');
  });
});

describe('0.4.12', () => {
  it('is read from cpu, which prints no rate', () => {
    const run = readCpu(recorded('0.4.12.txt', '--test=cpu --num-threads=1'));
    expect(run).toMatchObject({ version: '0.4.12', primes: 20000, events: 150 });
    expect(run.eventsPerSecond).toBe(150 / run.seconds);
  });

  it('is read from memory, with MB for MiB', () => {
    const run = readMemory(recorded('0.4.12.txt', '--memory-block-size=1M'));
    expect(run).toMatchObject({ blockKiB: 1024, operation: 'read', transferredMiB: 256, events: 256 });
  });

  it('is read from fileio, with counts and sizes for rates', () => {
    const output = recorded('0.4.12.txt', '--file-test-mode=rndrw --max-requests=1000');
    const run = readFileio(output);
    const seconds = Number(/total time: +([\d.]+)s/.exec(output)?.[1]);
    expect(output).toContain('600 Read, 400 Write');
    expect(run.reads).toBe(600 / seconds);
    expect(run.readThroughput).toBeCloseTo(9.375 / seconds, 6);
    expect(run.writeThroughput).toBeCloseTo(6.25 / seconds, 6);
  });

  it('is read from threads', () => {
    expect(readThreads(recorded('0.4.12.txt', '--test=threads'))).toMatchObject({ threads: 2, events: 500 });
  });

  it('is read from mutex, whose percentile sysbench did not find', () => {
    const output = recorded('0.4.12.txt', '--test=mutex');
    expect(output).toContain('10000000.00ms');
    expect(readMutex(output).latency).not.toHaveProperty('percentile');
  });
});
