import { describe, expect, it } from '@jest/globals';
import { PROFILE_NAMES } from '../../src/config/table/profiles.js';
import { InputError } from '../../src/errors.js';
import { findBenchmarks, PROFILE_BENCHMARKS, suites } from '../../src/suites/index.js';

const ids = (...patterns: string[]) => findBenchmarks(patterns).map(({ id }) => id);

describe('findBenchmarks', () => {
  it('takes the name of a suite', () => {
    expect(ids('lifecycle')).toEqual(['lifecycle.startup', 'lifecycle.shutdown']);
  });

  it('takes the id of a benchmark', () => {
    expect(ids('memory.read.rnd.1m')).toEqual(['memory.read.rnd.1m']);
  });

  it.each([
    ['memory.*.seq.1k', ['memory.read.seq.1k', 'memory.write.seq.1k']],
    ['*.startup', ['lifecycle.startup']],
    ['*.message.load', ['network.message.load']],
    ['net*.udp.*', ['network.udp.send', 'network.udp.receive']],
    ['cpu*', ['cpu.prime']],
    ['fileio.*.seqrd', ['fileio.volume.seqrd', 'fileio.root.seqrd']],
    ['*rndrw*.d*', ['fileio.volume.rndrw.direct', 'fileio.volume.rndrw.durable']],
    ['m*x.*', ['mutex.contention']],
  ])('takes the glob %s', (pattern, found) => {
    expect(ids(pattern)).toEqual(found);
  });

  it('takes the name of network for what is asked of many runtimes in minutes, and a star for all of it', () => {
    const whole = suites.find(({ name }) => name === 'network')?.benchmarks ?? [];
    const named = ids('network');
    expect(named).toEqual([
      'network.startup',
      'network.tcp.send',
      'network.tcp.receive',
      'network.udp.send',
      'network.message.ping',
    ]);
    expect(ids('network.*')).toEqual(whole.map(({ id }) => id));
    expect(ids('network', 'network.tcp.send.4')).toHaveLength(named.length + 1);
  });

  it('takes all for every suite', () => {
    expect(ids('all')).toEqual(ids('*'));
  });

  it('takes a star for everything', () => {
    expect(ids('*')).toHaveLength(suites.flatMap(({ benchmarks }) => benchmarks).length);
  });

  it('gives each once, in the order of the registry', () => {
    expect(ids('threads', 'cpu.prime', 'cpu', 'lifecycle.s*p')).toEqual([
      'lifecycle.startup',
      'cpu.prime',
      'threads.yield',
    ]);
  });

  it.each([
    ['cpu.prim', 'cpu.prime'],
    ['memroy', 'memory'],
    ['fileio.volume', 'fileio.volume.*'],
    ['fileio.volume.seqread', 'fileio.volume.seqrd'],
  ])('suggests for %s', (pattern, suggested) => {
    expect(() => ids(pattern)).toThrow(InputError);
    expect(() => ids(pattern)).toThrow(`Did you mean "${suggested}"?`);
  });

  it.each(['', 'cpu.', 'CPU', 'cpu.prime ', 'fileio.*.seqrd.durable', 'cpu.prime*prime', '.*'])(
    'refuses "%s"',
    (pattern) => {
      expect(() => ids(pattern)).toThrow(InputError);
    },
  );

  it('refuses an unknown pattern beside known ones', () => {
    expect(() => ids('cpu', 'gpu')).toThrow('"gpu"');
  });

  it('refuses to look for nothing', () => {
    expect(() => ids()).toThrow(InputError);
  });

  it('takes bounded time over many stars', () => {
    expect(() => ids(`${'*a'.repeat(20_000)}*z`)).toThrow(InputError);
  });
});

describe('profiles', () => {
  it.each(PROFILE_NAMES)('%s names benchmarks that exist', (profile) => {
    expect(ids(...PROFILE_BENCHMARKS[profile]).length).toBeGreaterThan(3);
  });

  it('quick has one benchmark of files', () => {
    expect(ids(...PROFILE_BENCHMARKS.quick).filter((id) => id.startsWith('fileio.'))).toHaveLength(1);
  });

  it('paper has the file modes of its figures, on the layer it used and on the volume', () => {
    const files = ids(...PROFILE_BENCHMARKS.paper).filter((id) => id.startsWith('fileio.'));
    expect(files).toEqual(
      ['volume', 'root'].flatMap((place) => ['seqrd', 'seqwr', 'seqrewr'].map((mode) => `fileio.${place}.${mode}`)),
    );
  });
});
