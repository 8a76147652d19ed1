import { describe, expect, it } from '@jest/globals';
import { isInspectable } from '../../../src/measure/inspect/inspect.js';
import { findBenchmarks } from '../../../src/suites/index.js';

describe('what can be looked into', () => {
  it('is a command in one sandbox, and none of the host that asks it or is asked by it', () => {
    const of = (pattern: string) => findBenchmarks([pattern]).map(isInspectable);
    for (const pattern of ['cpu', 'memory', 'fileio', 'kernel']) expect(of(pattern)).not.toContain(false);
    for (const pattern of ['lifecycle', 'network.*', 'stream', 'scale']) expect(of(pattern)).not.toContain(true);
  });
});
