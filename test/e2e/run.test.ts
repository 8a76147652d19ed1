/** The whole path with real runtimes: measure, compare, stop, resume, recover. */
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { expectEnd } from '../support/expect-end.js';
import { Workplace } from '../support/tare.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: runs are not made for real here: not root\n');
const asRoot = root ? describe : describe.skip;

/** These arguments are short, but include every part. */
const SHORT = ['--suites', 'cpu,lifecycle', '--trial-time', '20ms', '--pairs', '1', '--memory', '256MiB'];
const TEN_MINUTES = 600_000;

let place: Workplace;

beforeEach(() => {
  place = new Workplace();
});

afterEach(() => place.remove());

asRoot('tare run', () => {
  it(
    'installs what is missing, measures native, runc and docker, and leaves nothing behind',
    async () => {
      const { code, stdout, stderr } = await place.tare(
        'run',
        '--runtimes',
        'runc,docker',
        '--blocks',
        '2..2',
        ...SHORT,
      );
      expectEnd({ code, stderr }, { code: 0 });
      const { run, path } = place.newest();
      expect(run.blocks.map((block) => block.launches.map(({ failure }) => failure))).toEqual(
        Array(2).fill(Array(3).fill(undefined)),
      );
      expect(
        run.blocks.flatMap(({ pairs }) => pairs.flatMap(({ trials }) => trials.filter(({ failure }) => failure))),
      ).toEqual([]);
      const docker = run.environments.find(({ arm }) => arm === 'docker');
      const least = docker?.source.startsWith('running daemon') ? 0 : 10 * 2 ** 20;
      expect(docker?.daemon?.pssBytes ?? 0).toBeGreaterThanOrEqual(least);
      expect(run.stopped?.reason).toBe('blocks');
      expect(stdout).toMatch(/cpu\.prime +events\/s/);
      expect(stdout).toContain(path);
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'compares a second run with the first by itself',
    async () => {
      const run = ['run', '--runtimes', 'runc', '--blocks', '2..2', ...SHORT];
      expect((await place.tare(...run)).stdout).toContain('No baseline');
      const second = await place.tare(...run);
      expect(second.stdout).toContain(place.documents()[0]?.match(/run-(.*)\.json/)?.[1]);
      expect(second.stdout).toMatch(/inconclusive/);
      expect(second.code).toBe(0);
      const [first = '', next = ''] = place.documents();
      expect((await place.tare('compare', first, next)).code).toBe(0);
    },
    TEN_MINUTES,
  );

  it(
    'that asks for less is compared in the cells that both have, and names the others; with another tare.yml these are missing',
    async () => {
      const few = ['--runtimes', 'runc', '--blocks', '1..1', ...SHORT.slice(2)];
      place.env.CI = '';
      expect((await place.tare('run', ...few, '--suites', 'cpu,lifecycle.startup')).code).toBe(0);
      const narrow = await place.tare('run', ...few, '--suites', 'cpu');
      expectEnd({ code: narrow.code, stdout: narrow.stdout }, { code: 0 });
      expect(narrow.stdout.replaceAll(/\s+/g, ' ')).toContain(
        'asked for less than the baseline has: runc lifecycle.startup.',
      );
      expect(place.newest().run.narrowed).toEqual(['runtimes', 'suites']);
      const [wide = '', last = ''] = place.documents();
      expect((await place.tare('compare', wide, last)).code).toBe(1);
      for (const [file, CI] of [
        ['suites: cpu\n', ''],
        ['', 'true'],
      ] as const) {
        writeFileSync(join(place.folder, 'tare.yml'), file);
        place.env.CI = CI;
        const asked = file === '' ? ['--suites', 'cpu'] : [];
        const gate = await place.tare('run', ...few, ...asked, '--baseline', wide);
        expectEnd({ code: gate.code, stdout: gate.stdout }, { code: 1 });
      }
    },
    TEN_MINUTES,
  );

  it(
    'ends in good order on Ctrl-C, keeps what was measured, and can be resumed',
    async () => {
      const running = place.start('run', '--runtimes', 'runc', '--blocks', '4..4', '--seed', '5', ...SHORT);
      await running.says('block 2');
      running.child.kill('SIGINT');
      expect((await running.finished()).code).toBe(130);
      const { run, path } = place.newest();
      expect(run.stopped?.reason).toBe('cancelled');
      expect(run.blocks.length).toBeGreaterThanOrEqual(1);
      expect(place.traces()).toEqual([]);
      // The resumed run measures what it began with, so nothing is built for it.
      writeFileSync(join(place.folder, 'tare.yml'), 'build: touch built\nruntimes: runc=./runc\n');
      const resumed = await place.tare('run', '--resume', path);
      expectEnd({ code: resumed.code, stderr: resumed.stderr }, { code: 0 });
      expect(place.documents()).toEqual([path]);
      expect(place.newest().run).toMatchObject({ id: run.id, stopped: { reason: 'blocks' } });
      const { blocks } = place.newest().run;
      expect(blocks.map(({ index }) => index)).toEqual([...blocks.keys()]);
      // The one that was cut short is none of those that were asked for.
      expect(blocks.filter(({ complete }) => complete)).toHaveLength(4);
    },
    TEN_MINUTES,
  );

  it(
    'loses at most the current block when it is killed, and the next start restores the host',
    async () => {
      const running = place.start('run', '--runtimes', 'runc', '--blocks', '9..9', ...SHORT);
      await running.says('block 2');
      running.child.kill('SIGKILL');
      await running.finished();
      expect(place.newest().run.blocks.length).toBeGreaterThanOrEqual(1);
      const cleaned = await place.tare('cleanup');
      expect(cleaned).toMatchObject({ code: 0 });
      expect(cleaned.stderr).toContain('interrupted run');
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'measures the rest when one runtime cannot launch, shows why, and says that it is incomplete',
    async () => {
      const wrapper = join(place.folder, 'runc');
      writeFileSync(
        wrapper,
        '#!/bin/sh\nfor word; do if [ "$word" = run ]; then echo "broken on purpose" >&2; exit 1; fi; done\nexec runc "$@"\n',
      );
      chmodSync(wrapper, 0o755);
      const { code, stdout } = await place.tare('run', '--runtimes', 'runc,runc=./runc', '--blocks', '1..1', ...SHORT);
      expect(code).toBe(4);
      expect(stdout).toContain('broken on purpose');
      const { run } = place.newest();
      const launches = run.blocks.flatMap((block) => block.launches);
      expect(launches.filter(({ arm, failure }) => arm === 'runc' && !failure)).toHaveLength(1);
      expect(launches.filter(({ arm, failure }) => arm !== 'runc' && arm !== 'native' && failure)).toHaveLength(1);
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'refuses an arm whose limits do not hold',
    async () => {
      const wrapper = join(place.folder, 'runc');
      const strip = `sed -i 's/"cpus":"[^"]*"/"cpus":""/' "$bundle/config.json"`;
      writeFileSync(
        wrapper,
        `#!/bin/sh\nprevious=\nfor word; do [ "$previous" = --bundle ] && bundle=$word; previous=$word; done\n[ -n "$bundle" ] && [ -e "$bundle/config.json" ] && ${strip}\nexec runc "$@"\n`,
      );
      chmodSync(wrapper, 0o755);
      const { code, stderr } = await place.tare(
        'run',
        '--runtimes',
        'runc=./runc',
        '--cpus',
        '0',
        '--blocks',
        '1..1',
        ...SHORT,
      );
      expect(code).toBe(3);
      expect(stderr).toMatch(/sees \d+ CPUs, and should see 1/);
      expect(existsSync(join(place.folder, 'tare-results'))).toBe(false);
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );
});

describe('tare', () => {
  it('says what it would do without doing it', async () => {
    const { code, stdout } = await place.tare('plan', '--runtimes', 'runc', '--suites', 'cpu');
    expect(code).toBe(0);
    expect(stdout).toMatch(/native, runc[\s\S]*A block takes about/);
    expect(existsSync(join(place.folder, 'state', 'runs'))).toBe(false);
  });

  it('examines the host as text and as JSON', async () => {
    const { stdout } = await place.tare('doctor', '--json', '--runtimes', 'runc,docker');
    const findings = JSON.parse(stdout);
    expect(findings.runtimes.map(({ runtime }: { runtime: string }) => runtime)).toEqual(['native', 'runc', 'docker']);
    expect((await place.tare('doctor')).stdout).toMatch(/native +ready/);
  });

  it('reports its version', async () => {
    expect((await place.tare('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
