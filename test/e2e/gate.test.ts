/** The gate with real runtimes: two sides in one run, what the host can see, and a host that is tuned and restored. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { expectEnd } from '../support/expect-end.js';
import { plannedOrder, takenOrder } from '../support/order.js';
import { Workplace } from '../support/tare.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: runs are not made for real here: not root\n');
const asRoot = root ? describe : describe.skip;

const SHORT = ['--runtimes', 'runc', '--suites', 'cpu', '--trial-time', '20ms', '--pairs', '2', '--memory', '256MiB'];
const BOTH = ['--baseline-runtimes', 'runc', ...SHORT];
const TEN_MINUTES = 600_000;

let place: Workplace;

beforeEach(() => {
  place = new Workplace();
});

afterEach(() => place.remove());

/** Returns the page and the report that a run left beside its document. */
function reports(): { markdown: string; html: string } {
  const id = place.newest().run.id;
  const text = (extension: string) =>
    readFileSync(join(place.folder, 'tare-results', `report-${id}.${extension}`), 'utf8');
  return { markdown: text('md'), html: text('html') };
}

/** Makes a runc that takes two seconds more to start on any machine, and returns how its arm is written. */
function sleepyRunc(): string {
  const script = 'for word; do [ "$word" = run ] && sleep 2; done; exec runc "$@"';
  writeFileSync(join(place.folder, 'sleepy'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(place.folder, 'sleepy'), 0o755);
  return 'runc=./sleepy';
}

/** Returns the blocks so far that leave out an arm. */
const blocksWithout = (candidate: string) =>
  place.newest().run.blocks.filter(({ waiting = [] }) => waiting.some(({ arm }) => arm === candidate));

asRoot('two sides of one runtime', () => {
  it(
    'are measured in the order that the document records',
    async () => {
      const { code } = await place.tare('run', ...BOTH, '--blocks', '7..7', '--seed', '3');
      expect([0, 1]).toContain(code);
      const { run } = place.newest();
      expect(run.plan.contrasts).toEqual([{ baseline: 'runc (baseline)', candidate: 'runc' }]);
      expect(takenOrder(run.blocks, run.plan.arms.length)).toEqual(plannedOrder(run.plan, run.blocks));
    },
    TEN_MINUTES,
  );

  it(
    'have equal time once there are enough launches: the fast ones go on alone, in the order that the document records',
    async () => {
      const slow = sleepyRunc();
      const two = ['--runtimes', `runc,${slow}`, '--baseline-runtimes', `runc,${slow}`, '--min-effect', '0%'];
      // The slow contrast has used its half of the time after some 8 launches, of which 7 go to all contrasts, and on a
      // host six times as slow after those 7. What comes after the first launches of the fast ones alone shows no more.
      const running = place.start('run', ...two, ...SHORT.slice(2), '--blocks', '1..65', '--budget', '70s');
      const alone = () => (place.documents().length === 0 ? [] : blocksWithout(slow));
      while (running.child.exitCode === null && alone().length < 2) await pause(200);
      running.child.kill('SIGINT');
      expect([0, 1, 130]).toContain((await running.finished()).code);
      const { run } = place.newest();
      // The last block may have been cut short.
      const blocks = run.blocks.slice(0, -1);
      const whole = alone().filter(({ index }) => index < blocks.length);
      expect(whole.length).toBeGreaterThan(0);
      expect(whole.flatMap(({ launches }) => launches.map(({ arm }) => arm))).not.toContain(slow);
      expect(whole.every(({ pairs }) => pairs.some(({ candidate }) => candidate === 'runc'))).toBe(true);
      expect(takenOrder(blocks, run.plan.arms.length)).toEqual(plannedOrder(run.plan, blocks));
    },
    TEN_MINUTES,
  );

  it(
    'are launched one contrast at a time with native where memory is short, and the order follows from the document',
    async () => {
      // Three sandboxes of .23 of the available memory fit into .9 of it, and five do not, even where other work takes
      // or frees a fifth of it.
      const memory = `${Math.floor(0.23 * availableMiB())}MiB`;
      const two = ['--runtimes', 'runc,crun', '--baseline-runtimes', 'runc,crun', '--memory', memory];
      const { code, stderr } = await place.tare('run', ...SHORT.slice(2, -2), ...two, '--blocks', '2..2');
      expectEnd({ code, stderr }, { code: 0 });
      expect(stderr).toContain('launched in groups, each with native');
      const { run } = place.newest();
      expect(run.blocks.map(({ launches }) => launches.filter(({ arm }) => arm === 'native'))).toEqual(
        Array(2).fill([expect.anything(), expect.anything()]),
      );
      expect(takenOrder(run.blocks, 3)).toEqual(plannedOrder(run.plan, run.blocks));
    },
    TEN_MINUTES,
  );
});

function availableMiB(): number {
  return Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) / 1024;
}

asRoot('tare calibrate', () => {
  it(
    'is kept, shown by later reports in every format, and warned of where less is asked for',
    async () => {
      const calibrated = await place.tare('calibrate', ...SHORT, '--budget', '6s', '--json');
      expectEnd({ code: calibrated.code, stderr: calibrated.stderr }, { code: 0 });
      const calibration = JSON.parse(calibrated.stdout);
      expect(calibration.series).toMatchObject([{ arm: 'runc', benchmark: 'cpu.prime' }]);
      expect(calibration.falseAlarms.comparisons).toBeGreaterThanOrEqual(500);

      const little = ['--min-effect', '0%'];
      const warning = /A change of 0 % is smaller than this host was found to see/;
      expect((await place.tare('plan', ...BOTH, ...little)).stdout).toMatch(warning);
      const { stdout } = await place.tare('run', ...BOTH, ...little, '--blocks', '6..6');
      for (const printed of [stdout, ...Object.values(reports())]) {
        const text = printed.replaceAll(/\s+/g, ' ');
        expect(text).toContain('resampled comparisons of identical code');
        expect(text).toMatch(warning);
      }
      expect((await place.tare('doctor', '--json', '--runtimes', 'runc')).stdout).toContain('calibrate --tune on');
    },
    TEN_MINUTES,
  );
});

/** Scanning of memory, which a tuned host stops. The test switches it on, whatever its state was. */
const SCANNING = '/sys/kernel/mm/ksm/run';
const canTune = root && existsSync(SCANNING);
if (root && !canTune) process.stderr.write('skipped: no host is tuned here: its kernel has no same-page merging\n');

(canTune ? describe : describe.skip)('--tune on', () => {
  const scanning = () => readFileSync(SCANNING, 'utf8').trim();
  let before: string;
  beforeEach(() => {
    before = scanning();
    writeFileSync(SCANNING, '1');
  });
  afterEach(() => writeFileSync(SCANNING, before));

  it(
    'is undone after the run, and by the next start after a kill',
    async () => {
      const tuned = ['run', '--tune', 'on', ...SHORT, '--blocks'];
      const killed = place.start(...tuned, '9..9');
      await killed.says('block 2');
      expect(scanning()).toBe('0');
      killed.child.kill('SIGKILL');
      await killed.finished();
      expect(scanning()).toBe('0');
      expect((await place.tare('cleanup')).code).toBe(0);
      expect(scanning()).toBe('1');

      const again = place.start(...tuned, '9..9');
      await again.says('block 2');
      again.child.kill('SIGKILL');
      await again.finished();
      // It is put back by the start of this run, which finds what was there, and again at its end.
      expect((await place.tare(...tuned, '1..1')).code).toBe(0);
      expect(place.newest().run.tuning).toContainEqual({ what: 'same-page merging', from: '1', to: '0' });
      expect(scanning()).toBe('1');
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );
});
