/** Tests the probe script under a plain sh, with a tree of cgroups that the test makes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PROBE_SCRIPT } from '../../src/sandbox/agent.js';
import { parseProbe } from '../../src/sandbox/probe.js';

describe('the memory limit that the probe reads', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-probe-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /**
   * Returns the limit that the probe prints.
   * @param membership the content of /proc/self/cgroup.
   * @param files those below the mounted hierarchy.
   */
  const limitSeen = (membership: string, files: Readonly<Record<string, string>>) => {
    writeFileSync(join(folder, 'membership'), membership);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, 'tree', path)), { recursive: true });
      writeFileSync(join(folder, 'tree', path), text);
    }
    const script = PROBE_SCRIPT.replaceAll('/proc/self/cgroup', join(folder, 'membership')).replace(
      'g=/sys/fs/cgroup',
      `g=${join(folder, 'tree')}`,
    );
    const output = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return parseProbe(output, PROBE_SCRIPT).memoryLimit;
  };

  it('is that of its own group', () => {
    const files = { 'run/memory.max': '1000\n', 'memory.max': '2000\n' };
    expect(limitSeen('0::/run\n', files)).toBe('1000');
  });

  it("is that of the namespace's root where its own group has none", () => {
    const files = { 'system.slice/memory.max': 'max\n', 'memory.max': '2000\n' };
    expect(limitSeen('0::/system.slice\n', files)).toBe('2000');
  });

  it('is none where no group has one', () => {
    expect(limitSeen('0::/run\n', { 'run/memory.max': 'max\n' })).toBe('max');
  });

  it('is found in a hierarchy of version 1', () => {
    const files = { 'memory/run/memory.limit_in_bytes': '3000\n' };
    expect(limitSeen('4:memory:/run\n', files)).toBe('3000');
  });
});
