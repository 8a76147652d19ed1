import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readUnfinished, writeRecord } from '../../src/app/bisect/record-file.js';
import { readHistory, writeHistory } from '../../src/history/file.js';
import { type Calibration, CalibrationStore } from '../../src/results/calibration.js';
import type { RunDocument } from '../../src/results/document.js';
import { fittingRun, parseRun, RunStore, readRun, writeRun } from '../../src/results/store.js';
import { PROBE_SCRIPT } from '../../src/sandbox/agent.js';
import { parseProbe } from '../../src/sandbox/probe.js';
import { bisectRecord } from '../support/bisect-record.js';
import { buildHistory } from '../support/history-builder.js';
import { RUNS, SEED } from '../support/property.js';
import { buildRun } from '../support/run-builder.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-fitted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PATH = join(folder, 'run.json');
const RUN = buildRun({ arms: ['runc'], blocks: 1, pairs: 1 });

const CALIBRATION: Calibration = {
  kind: 'tare-calibration',
  schemaVersion: 1,
  run: 'run-1',
  measuredAt: '2026-11-01T00:00:00.000Z',
  hardwareKey: 'abc',
  kernel: '6.1',
  tuned: false,
  rule: { alpha: 0.05, marginPercent: 3 },
  blocks: 30,
  pairsPerBlock: 2,
  blockSeconds: 3,
  falseAlarms: { comparisons: 500, alarms: 4 },
  unequal: [],
  series: [],
};

function throughDisk(run: RunDocument): RunDocument {
  writeRun(PATH, run);
  return readRun(PATH);
}

/** A text as a host or a sandbox may give it: of any length, with any character. */
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('a\tb', 'a\nb', '\u2028', '\0', '__proto__', 'x=y', '\ud800'),
  fc.constantFrom(999, 1_000, 1_001, 5_001, 10_001, 20_000).map((length) => 'a'.repeat(length)),
  fc.constantFrom(999, 1_001, 4_999).map((length) => '\t'.repeat(length)),
);
const named = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((text) => `/${text}`);

/** What a program may print while the probe runs, among what the probe itself prints. */
const printed = fc.array(
  fc.oneof(
    odd,
    fc.tuple(odd, odd).map(([a, b]) => `${a}=${b}`),
    fc.constant('cpus=2'),
  ),
);

const facts = fc.record({
  texts: fc.array(odd, { minLength: 9, maxLength: 9 }),
  mitigations: fc.dictionary(odd, odd, { maxKeys: 4 }),
  path: fc.oneof(named, fc.constant(`/${'a'.repeat(6_000)}`)),
  output: printed.map((lines) => lines.join('\n')),
  warnings: fc.constantFrom(0, 1, 1_000, 1_001, 2_500),
});

type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;

/** Returns the document of a run on such a host. */
function runOn({ texts, mitigations, path, output, warnings }: Facts): RunDocument {
  const [hostname = '', bootId = '', kernel = '', os = '', model = '', source = '', note = '', detail = '', tail = ''] =
    texts;
  const { fingerprint, plan, blocks } = RUN;
  const binary = { name: 'runc', path, version: kernel, sha256: bootId };
  const environment = {
    arm: 'runc',
    binaries: [binary],
    source,
    notes: [note],
    inside: parseProbe(output, PROBE_SCRIPT),
  };
  const failure = { reason: 'exit' as const, message: detail, tail: [tail] };
  return {
    ...RUN,
    origin: { repository: os, event: model, ref: hostname, sha: bootId, baseBranch: '', workflow: kernel },
    plan: { ...plan, excluded: [{ arm: 'runc', benchmark: 'cpu.prime', reason: note }] },
    fingerprint: { ...fingerprint, hostname, bootId, kernel, os, mitigations, cpu: { ...fingerprint.cpu, model } },
    environments: [environment],
    warnings: Array.from({ length: warnings }, () => note),
    blocks: blocks.map((block) => ({ ...block, launches: block.launches.map((launch) => ({ ...launch, failure })) })),
    stopped: { reason: 'error', detail },
  };
}

describe('a run document', () => {
  it('can be read, whatever the host and its sandboxes say', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const written = fittingRun(runOn(given));
        const read = parseRun(JSON.stringify(written), 'x');
        expect([read.blocks.length, read.fingerprint.hostname]).toEqual([1, written.fingerprint.hostname]);
      }),
      { numRuns: Math.min(RUNS, 200), seed: SEED },
    );
  });

  it('keeps what fits as it is', () => {
    expect(throughDisk(RUN)).toEqual(RUN);
  });

  it.each([
    ['the name of the host', { fingerprint: { ...RUN.fingerprint, hostname: 'a\tb' } }, '"hostname": "a\\\\u{9}b"'],
    ['a long text', { warnings: ['a'.repeat(10_001)] }, `"${'a'.repeat(9_999)}…"`],
    ['many warnings', { warnings: Array.from({ length: 1_003 }, (_, n) => `${n}`) }, '"There are 4 more."'],
    ['a boot', { fingerprint: { ...RUN.fingerprint, bootId: 'b'.repeat(1_001) } }, `"${'b'.repeat(999)}…"`],
  ])('shows of %s what does not fit', (_, change, shown) => {
    writeRun(PATH, { ...RUN, ...change });
    expect(JSON.stringify(readRun(PATH), null, 1)).toContain(shown);
  });

  it('is not replaced by one that could not be read', () => {
    writeRun(PATH, RUN);
    const [block] = RUN.blocks;
    const lost = { ...RUN, blocks: block ? [{ ...block, wallSeconds: Number.NaN }] : [] };
    expect(() => writeRun(PATH, lost)).toThrow(/blocks\.0\.wallSeconds/);
    expect(readRun(PATH)).toEqual(RUN);
  });

  it('of another host is kept for comparison, too', () => {
    const store = new RunStore(folder);
    store.keep({ ...RUN, id: '20261101T000000Z-0000', fingerprint: { ...RUN.fingerprint, hostname: 'a\u0001b' } });
    expect(store.recent()).toHaveLength(1);
    expect(parseRun(JSON.stringify(store.recent()[0]), 'x').fingerprint.hostname).toBe('a\\u{1}b');
  });
});

describe('every other document', () => {
  const long = 'a'.repeat(12_000);

  it('of a search can be read, whatever a commit is called and however long a flag is', () => {
    const path = join(folder, 'bisect.json');
    const record = bisectRecord(1, { command: long, flags: { benchmarks: [long] } });
    const [first, ...others] = record.commits;
    writeRecord(path, { ...record, commits: first ? [{ ...first, subject: long }, ...others] : [] });
    const read = readUnfinished(path);
    expect(read.commits[0]?.subject).toBe(`${'a'.repeat(9_999)}…`);
    expect(read.flags).toEqual({ benchmarks: [long] });
  });

  it('of a history can be read, whatever its host is called', () => {
    const path = join(folder, 'history.json.gz');
    const history = buildHistory({ runs: 1, hosts: 1 });
    writeHistory(path, { ...history, hosts: history.hosts.map((host) => ({ ...host, cpu: 'a\tb', hostname: long })) });
    expect(readHistory(path).hosts).toMatchObject([{ cpu: 'a\\u{9}b', hostname: `${'a'.repeat(999)}…` }]);
  });

  it('of a calibration can be found, whatever the kernel is called', () => {
    const store = new CalibrationStore(folder);
    store.keep({ ...CALIBRATION, kernel: `6.1\n${long}` });
    expect(store.find('abc', false)?.kernel).toMatch(/^6\.1\\u\{a\}a+…$/);
  });
});
