/** What perf prints, folded. */
import { describe, expect, it } from '@jest/globals';
import { readCounters } from '../../../src/measure/inspect/perf.js';
import { foldStacks } from '../../../src/measure/inspect/stacks.js';
import { inspectionSchema } from '../../../src/results/schema/inspection.js';

/** As `perf script -F comm,pid,ip,sym,dso` of perf 6.1 prints it. */
const SCRIPT = `sysbench    1234 
\tffffffff81000000 do_syscall_64 ([kernel.kallsyms])
\t    7f0000001000 write (/usr/lib/libc.so.6)
\t    55d000001000 [unknown] (/usr/bin/sysbench)

sysbench    1234 
\tffffffff81000000 do_syscall_64 ([kernel.kallsyms])
\t    7f0000001000 write (/usr/lib/libc.so.6)
\t    55d000001000 [unknown] (/usr/bin/sysbench)

swapper       0 
\tffffffff81000000 default_idle ([kernel.kallsyms])

perf       12 
\tffffffff81000000 write ([kernel.kallsyms])

my; name  77 
\t    55d000001000 a;b<(int)> (/usr/bin/x)
\t               0 [unknown] ([unknown])
`;

describe('stacks of perf', () => {
  it('are folded by what was called, the outermost first, without idle CPUs and perf', () => {
    expect(foldStacks(SCRIPT)).toEqual({
      samples: 3,
      stacks: [
        ['sysbench;[sysbench];write;do_syscall_64', 2],
        ['my: name;[unknown];a:b<(int)>', 1],
      ],
    });
  });

  it('are none of a text that has none', () => {
    expect(foldStacks('')).toEqual({ samples: 0, stacks: [] });
  });

  it('are no more than a document holds, and none is lost from the sum', () => {
    const many = Array.from({ length: 310 }, (_, at) => `x${at} 1 \n\t1 f (o)\n`).join('\n');
    const { stacks, samples } = foldStacks(`${many}\nx5 1 \n\t1 f (o)\n`);
    expect(stacks).toHaveLength(300);
    expect(stacks[0]).toEqual(['x5;f', 2]);
    expect(stacks.at(-1)).toEqual(['[other stacks]', 11]);
    expect(stacks.reduce((sum, [, count]) => sum + count, 0)).toBe(samples);
  });

  it('fit into a document whatever names a sandbox gives its threads and functions', () => {
    const name = '\u202e\u001b'.repeat(200);
    const deep = Array.from({ length: 4_000 }, () => `\t1 ${name} (/${name})`).join('\n');
    const { stacks } = foldStacks(`${name} 1 \n${deep}\n`);
    const side = { arm: 'runc', trials: 1, counters: {}, stacks };
    expect(inspectionSchema.parse({ benchmark: 'x', baseline: side, candidate: side, notes: [] })).toBeDefined();
    for (const hidden of ['\u001b', '\u202e']) expect(stacks[0]?.[0]).not.toContain(hidden);
  });
});

describe('counters of perf', () => {
  it('are those that were counted, by our names', () => {
    const text =
      '1234,,context-switches,100,100.00,,\n<not supported>,,cycles:H,0,100.00,,\n5.5,msec,cpu-clock,1,1,,\n';
    expect(readCounters(text)).toEqual({ contextSwitches: 1234 });
    expect(readCounters('7,,instructions:H,1,1,,\n__proto__,,page-faults,1\n')).toEqual({ instructions: 7 });
  });
});
