import { describe, expect, it } from '@jest/globals';
import { OutputError } from '../../src/suites/benchmark.js';
import { readCpu, readFileio, readMemory } from '../../src/suites/sysbench-output.js';
import { fixture, recorded, sections, thrown } from './fixture.js';

const CPU = recorded('native.txt', 'cpu');
const MEMORY = recorded('native.txt', '--memory-oper=write --memory-access-mode=seq');
const SEQRD = recorded('native.txt', 'seqrd');

function refusal(output: string, reader: (output: string) => unknown = readCpu): OutputError {
  const error = thrown(() => reader(output));
  if (!(error instanceof OutputError)) throw new Error(`expected an OutputError, got ${error}`);
  return error;
}

describe('a line that is not known', () => {
  it('is shown when it comes after the end', () => {
    expect(refusal(`${CPU}Segmentation fault\n`).lines).toEqual(['Segmentation fault']);
  });

  it('is shown when it comes in between', () => {
    const output = CPU.replace('Threads started!\n', 'Threads started!\nhello from another process\n');
    expect(refusal(output).lines).toEqual(['hello from another process']);
  });

  it('is shown when it comes first', () => {
    expect(refusal(`clock went backwards\n${CPU}`).lines[0]).toBe('clock went backwards');
  });

  it('is shown when it is a warning that is not known to be harmless', () => {
    const output = `WARNING: Discovered too large file difference in seq requests!\n${CPU}`;
    expect(refusal(output).lines[0]).toContain('too large file difference');
  });

  it('is shown without its control characters, and cut', () => {
    const [line = ''] = refusal(`${CPU}\u001b[31m${'x'.repeat(500)}\n`).lines;
    expect(line.startsWith('\\x1b[31mxxx')).toBe(true);
    expect(line.length).toBeLessThan(210);
  });

  it('is one of many, of which ten are shown', () => {
    const error = refusal(CPU + 'noise\n'.repeat(50));
    expect(error.message).toContain('50 lines');
    expect(error.lines).toHaveLength(10);
  });
});

describe('an output that is not whole', () => {
  it('names the first line that is missing', () => {
    const output = CPU.slice(0, CPU.indexOf('Latency (ms):'));
    expect(refusal(output).message).toContain('ends before "Latency (ms):"');
  });

  it('is refused at whatever character it is cut', () => {
    const whole = CPU.trimEnd();
    const lengths = Array.from({ length: whole.length }, (_, length) => length);
    expect(lengths.filter((length) => !(thrown(() => readCpu(whole.slice(0, length))) instanceof OutputError))).toEqual(
      [],
    );
  });

  it.each(CPU.split('\n').filter((line) => line !== ''))('is refused without the line %s', (line) => {
    expect(refusal(CPU.replace(`${line}\n`, ''))).toBeInstanceOf(OutputError);
  });

  it('is refused when it is empty', () => {
    expect(refusal('').message).toContain('not the output of sysbench');
  });
});

describe('an output of something else', () => {
  it('is refused when it is two runs', () => {
    expect(refusal(CPU + CPU).lines[0]).toContain('sysbench 1.0.20');
  });

  it('is refused when it is another test', () => {
    expect(refusal(CPU, readMemory).lines).toContain('Prime numbers limit: 20000');
  });

  it.each(['help.txt', 'help-cpu.txt', 'help-fileio.txt'])('is refused when it is %s', (file) => {
    expect(refusal(fixture(file))).toBeInstanceOf(OutputError);
  });

  it('is refused when the lines are of another version', () => {
    expect(refusal(CPU.replace('sysbench 1.0.20', 'sysbench 1.1.0'))).toBeInstanceOf(OutputError);
  });

  it.each(['0.5', '0.4.120', '1.2.0', '2.0.1'])('is refused when it is version %s', (version) => {
    expect(refusal(CPU.replace('1.0.20', version))).toBeInstanceOf(OutputError);
  });

  it('is refused when a terminal has changed its line ends', () => {
    const error = refusal(CPU.replaceAll('\n', '\r\n'));
    expect(error.message).toContain('carriage returns');
    expect(error.lines[0]).toContain('\\x0d');
  });
});

describe('a failure of sysbench', () => {
  it('is shown with its advice', () => {
    expect(refusal(recorded('1.0.20-errors.txt', 'seqrd'), readFileio).lines).toEqual([
      "FATAL: Cannot open file 'test_file.0' errno = 2 (No such file or directory)",
      'WARNING: Did you forget to run the prepare step?',
    ]);
  });

  it('is shown even after a whole result', () => {
    const output = `${CPU}FATAL: The --max-time limit has expired, forcing shutdown...\n`;
    expect(refusal(output).message).toContain('sysbench failed');
  });

  it.each(sections('1.0.20-errors.txt'))('is an error: $title', ({ output }) => {
    expect(refusal(output)).toBeInstanceOf(OutputError);
  });
});

describe('a number', () => {
  it.each(['nan', '-nan', 'inf', '-1.00', '1e3', '1,792.04', '', '0x10', '١٧٩٢.04'])('cannot be "%s"', (text) => {
    expect(refusal(CPU.replace('1792.04', text)).lines[0]).toContain('events per second');
  });

  it('has all its decimals', () => {
    expect(refusal(CPU.replace('1792.04', '1792.0'))).toBeInstanceOf(OutputError);
  });

  it('is in the unit of the format', () => {
    expect(refusal(CPU.replace('Latency (ms):', 'Latency (us):')).lines).toContain('Latency (us):');
    expect(refusal(MEMORY.replace('MiB/sec', 'MB/sec'), readMemory).lines[0]).toContain('MB/sec');
  });

  it('that is too long for a counter is refused', () => {
    expect(refusal(CPU.replace('5379\n', `${'9'.repeat(400)}\n`))).toBeInstanceOf(OutputError);
  });
});

describe('figures that contradict each other', () => {
  it.each([
    ['a rate above the amount in the time', '1792.04', '7792.04'],
    ['a rate far below it', '1792.04', '179.04'],
    ['an average that is not the sum over the events', '2997.75', '8997.75'],
    ['an average above the maximum', 'max:                                    8.66', 'max: 0.51'],
    ['a minimum above the average', 'min:                                    0.50', 'min: 5.50'],
    ['events a thread that do not add up', '5379.0000', '5378.0000'],
    ['a percentile far above the maximum', '0.63', '100.63'],
    ['no thread', 'Number of threads: 1', 'Number of threads: 0'],
  ])('are refused: %s', (_, from, to) => {
    expect(CPU).toContain(from);
    expect(refusal(CPU.replace(from, to)).message).toContain('contradict');
  });

  it.each([
    ['operations', 'Total operations: 15494522', 'Total operations: 15494523'],
    ['MiB transferred', '15131.37 MiB', '15131.47 MiB'],
    ['MiB a second', '7562.00', '9562.00'],
  ])('are refused in memory: %s', (_, from, to) => {
    expect(MEMORY).toContain(from);
    expect(refusal(MEMORY.replace(from, to), readMemory).message).toContain('contradict');
  });
});

describe('a run without events', () => {
  it('is refused, for it has no mean', () => {
    const output = recorded('0.4.12.txt', '--max-requests=0 --max-time=1 run');
    expect(output).toContain('total number of events:              0');
    expect(refusal(output).message).toBe('sysbench completed no event');
  });
});

describe('hostile output', () => {
  const limit = 2 ** 18;

  it('longer than any run is refused unread', () => {
    expect(refusal(SEQRD + ' '.repeat(limit), readFileio).message).toContain(`at most ${limit}`);
  });

  it.each([
    ['one line of blanks', `${' '.repeat(limit - 1)}x`],
    ['blank lines', '\n'.repeat(limit)],
    ['short lines', 'x\n'.repeat(limit / 2)],
    ['lines of progress', `${SEQRD.split('Threads started!')[0]}Threads started!\n${'[ 1s ] x\n'.repeat(20_000)}`],
    ['a line that almost fits', `sysbench 1.0.20 (using ${'a '.repeat(100_000)}`],
    ['stars', `${CPU.split('CPU speed')[0]}${`0.192 |${'*'.repeat(200)}\n`.repeat(1000)}`],
  ])('is read in bounded time: %s', (_, output) => {
    expect(refusal(output.slice(0, limit))).toBeInstanceOf(OutputError);
  });
});
