import { describe, expect, it } from '@jest/globals';
import { limits, readLimit } from '../../../src/config/kinds/limits.js';

const level = { quantity: 'level', sense: '<' };

describe('a limit', () => {
  it.each([
    ['runc lifecycle.startup < 80ms', { arm: 'runc', benchmark: 'lifecycle.startup', ...level, value: 80, unit: 'ms' }],
    ['runsc memory.write.seq.1k cost < 10%', { arm: 'runsc', quantity: 'cost', sense: '<', value: 10, unit: '%' }],
    ['runc cpu.prime > 1000 events/s', { benchmark: 'cpu.prime', sense: '>', value: 1000, unit: 'events/s' }],
    ['runsc{platform: kvm, network: host}@1 cpu.prime>1.5 events/s', { arm: 'runsc{platform: kvm, network: host}@1' }],
    ['runc=./bin/runc cpu.prime cost<0.5 %', { arm: 'runc=./bin/runc', value: 0.5 }],
  ])('%s is read', (text, expected) => {
    expect(readLimit(text)).toMatchObject({ text, ...expected });
  });

  it.each([
    ['runc lifecycle.startup 80ms', 'it has no < or >'],
    ['runc lifecycle.startup < 80', 'its value has no unit'],
    ['runc lifecycle.startup < 10%', 'only a cost is in per cent'],
    ['runc cpu.prime cost > 10%', 'a cost has an upper limit'],
    ['runc cpu.prime cost < 10ms', 'a cost is in per cent'],
    ['lifecycle.startup < 10ms', 'it cannot be read'],
    ['runc startup < 10ms', 'it cannot be read'],
    ['runc cpu.prime < 0ms', 'it cannot be read'],
    ['runc cpu.prime < -1ms', 'it cannot be read'],
    ['runc cpu.prime < 1e3ms', 'it cannot be read'],
  ])('%s is refused, and the row is named with what is wrong: %s', (row, fault) => {
    expect(readLimit(row)).toBeUndefined();
    const text = `runc lifecycle.startup < 80ms\n${row}`;
    expect(limits.schema('/').safeParse(text).success).toBe(false);
    expect(limits.hint?.(text)).toContain(`The row "${row}" is no limit: ${fault}`);
  });

  it('counts once where it is written twice', () => {
    const rows = limits
      .schema('/')
      .parse('runc cpu.prime > 1 events/s, runc cpu.prime >1.0 events/s\nrunc cpu.prime cost < 1%');
    expect(rows.map(({ text }) => text)).toEqual(['runc cpu.prime > 1 events/s', 'runc cpu.prime cost < 1%']);
    expect(limits.value().parse(rows)).toEqual(rows);
  });

  it('is read as one of a list', () => {
    expect(limits.schema('/').parse('runc{a: b, c: d} cpu.prime cost < 1%, runc cpu.prime > 1 events/s')).toHaveLength(
      2,
    );
  });
});
