/** Tests readers of what the programs of the suites print, and of what one step of a job hands on to the next. */
import { describe, expect, it } from '@jest/globals';
import { parseBump } from '../../src/app/request/known-sides.js';
import { bisectFrom } from '../../src/bisect/read.js';
import { readRule } from '../../src/bisect/rule.js';
import { readBuiltSides } from '../../src/config/built-sides.js';
import { parseChange } from '../../src/github/workflow.js';
import { readCounters } from '../../src/measure/inspect/perf.js';
import { OutputError } from '../../src/suites/benchmark.js';
import { readDd, readHackbench, readPrograms, readStressor } from '../../src/suites/kernel-output.js';
import { readIperf } from '../../src/suites/network/iperf-output.js';
import { readIrtt } from '../../src/suites/network/irtt-output.js';
import { readSockperf } from '../../src/suites/network/sockperf-output.js';
import { readWrk } from '../../src/suites/network/wrk-output.js';
import { fixture, sections } from '../suites/fixture.js';
import { bisectRecord, triedOnce } from '../support/bisect-record.js';
import { documentsLike, textsLike } from './damaged.js';
import { answersOrRefuses } from './holds.js';

const outputsOf = (file: string, folder: string): string[] => sections(file, folder).map(({ output }) => output);
const IPERF = ['send', 'receive', 'send-4', 'udp', 'udp-receive', 'refused'];
const KERNEL = outputsOf('debian12.txt', 'kernel');

/** Every number in it, however deep, is finite and not below 0. A matcher for each of millions would take seconds. */
function expectFinite(value: unknown): void {
  if (typeof value === 'number' && !(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new Error(`${value} is read`);
  if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) expectFinite(one);
}

describe('what a program of a suite prints', () => {
  it.each<readonly [string, readonly string[], (text: string) => unknown]>([
    ['dd', KERNEL, readDd],
    ['hackbench', KERNEL, readHackbench],
    ['the loop that starts programs', KERNEL, readPrograms],
    ['stress-ng', KERNEL, readStressor('switch')],
    ['iperf3', IPERF.map((name) => fixture(`${name}.json`, 'iperf3')), readIperf],
    ['sockperf', outputsOf('3.7.txt', 'sockperf'), readSockperf],
    ['irtt', outputsOf('0.9.0.txt', 'irtt'), readIrtt],
    ['wrk', outputsOf('4.1.0.txt', 'wrk'), readWrk],
    ['perf', ['1234,,context-switches,1,100.00,,\n<not supported>,,cycles,0,100.00,,\n'], readCounters],
  ])('gives finite numbers, or is refused: %s', (_program, sound, read) => {
    answersOrRefuses(textsLike(...sound), (text) => expectFinite(read(text)), OutputError);
  });

  it('gives finite numbers, or is refused, where a report of iperf3 has other values', () => {
    const reports = IPERF.map((name) => JSON.parse(fixture(`${name}.json`, 'iperf3')));
    for (const report of reports)
      answersOrRefuses(documentsLike(report), (one) => expectFinite(readIperf(JSON.stringify(one))), OutputError);
  });
});

const SHA = 'a'.repeat(40);
const SIDES = { command: 'make runc', head: { commit: SHA, folder: '/h' }, base: { commit: SHA, folder: '/b' } };
const BUMP = {
  sides: { runtimes: ['runc@2'], baselineRuntimes: ['runc@1'] },
  what: 'runc',
  userland: { packages: [] },
};
const CHANGE = {
  ...{ number: 7, base: 'main', baseSha: SHA, headSha: SHA, headBranch: 'x' },
  ...{ headRepository: 'a/b', headAt: '2026-01-01T00:00:00Z' },
};
const RULE = { error: 0.01, minEffectPercent: 1, marginPercent: 3, wanted: 'side' };
const SEARCH = bisectRecord(4, { tried: [triedOnce('ends', 0, 4, 'slower')] });

describe('what a step hands on', () => {
  it.each<readonly [string, unknown, (text: string) => unknown]>([
    ['the builds', SIDES, readBuiltSides],
    ['the bump', BUMP, parseBump],
    ['the change', CHANGE, parseChange],
    ['the rule of a search', RULE, readRule],
    ['the record of a search', SEARCH, (text) => bisectFrom(text, 'bisect.json')],
  ])('is read or refused: %s', (_what, sound, read) => {
    expect(read(JSON.stringify(sound))).toMatchObject(sound as object);
    answersOrRefuses(documentsLike(sound), (one) => read(JSON.stringify(one)));
    answersOrRefuses(textsLike(JSON.stringify(sound)), read);
  });
});
