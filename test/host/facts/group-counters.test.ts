/** What the kernel counts of control groups. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseLayout } from '../../../src/host/cgroup.js';
import { hostFiles } from '../../../src/host/facts/files.js';
import { countedBetween, countedGroups, groupCounters, hostSwitches } from '../../../src/host/facts/group-counters.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tare-counters-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function written(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return hostFiles(root);
}

describe('the counters of a sandbox', () => {
  it('are those of v2', () => {
    const files = written({
      'cg/a/cpu.stat': 'usage_usec 3000000\nuser_usec 2000000\nsystem_usec 1000000\nthrottled_usec 500000\n',
      'cg/a/memory.stat': 'anon 1\npgfault 70\npgmajfault 2\n',
    });
    expect(groupCounters({ cpu: ['/cg/a'], memory: ['/cg/a'] }, files)).toEqual({
      userSeconds: 2,
      systemSeconds: 1,
      throttledSeconds: 0.5,
      pageFaults: 70,
      majorPageFaults: 2,
    });
  });

  it('are those of v1, where throttling has a hierarchy of its own, with all groups below', () => {
    const layout = parseLayout(
      ['cpu', 'cpuacct', 'memory'].map((name) => `40 30 0:3 / /cg/${name} rw - cgroup cgroup rw,${name}\n`).join(''),
      [],
    );
    const launched = { all: [], withoutClient: [] };
    const groups = countedGroups(
      {
        ...launched,
        cpuGroups: [{ folder: '/cg/cpuacct/x/a', pids: [] }],
        memoryGroups: [{ folder: '/cg/memory/x/a', pids: [] }],
      },
      layout,
    );
    const files = written({
      'cg/cpuacct/x/a/cpuacct.usage_user': '2000000000\n',
      'cg/cpuacct/x/a/cpuacct.usage_sys': '500000000\n',
      'cg/cpu/x/a/cpu.stat': 'nr_periods 5\nnr_throttled 2\nthrottled_time 250000000\n',
      'cg/memory/x/a/memory.stat': 'pgfault 1\ntotal_pgfault 9\ntotal_pgmajfault 0\n',
    });
    expect(groupCounters(groups, files)).toEqual({
      userSeconds: 2,
      systemSeconds: 0.5,
      throttledSeconds: 0.25,
      pageFaults: 9,
      majorPageFaults: 0,
    });
  });

  it('are none where nothing is counted, and never less than none between two readings', () => {
    expect(groupCounters({ cpu: ['/gone'], memory: [] }, written({}))).toEqual({});
    expect(countedBetween({ userSeconds: 3, pageFaults: 1 }, { userSeconds: 5, systemSeconds: 1 })).toEqual({
      userSeconds: 2,
    });
    expect(countedBetween({ userSeconds: 5 }, { userSeconds: 3 })).toEqual({ userSeconds: 0 });
  });

  it('have the context switches of the host beside them', () => {
    expect(hostSwitches(written({ 'proc/stat': 'cpu 1 2\nctxt 12345\nbtime 1\n' }))).toBe(12345);
    expect(hostSwitches(written({ 'proc/stat': 'cpu 1 2\n' }))).toBeUndefined();
  });
});
