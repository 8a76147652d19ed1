/** Own benchmarks in real runtimes, with a package that only they need. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import type { Trial } from '../../src/results/document.js';
import { expectEnd } from '../support/expect-end.js';
import { Workplace } from '../support/tare.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: own benchmarks are not run for real here: not root\n');
const asRoot = root ? describe : describe.skip;
const TEN_MINUTES = 600_000;

let place: Workplace;

beforeEach(() => {
  place = new Workplace();
});

afterEach(() => place.remove());

const figure = { unit: 'rows/s', direction: 'higher' };
const text = (name: string, run: string, more: object = {}) => ({
  name,
  run,
  metric: { regex: '(?m)rps=(\\S+)$' },
  ...figure,
  ...more,
});

/**
 * The rows use the packaged program, files of the setup, both places and quotes, and include what must be a failed
 * trial.
 */
const ROWS = [
  {
    name: 'own.json',
    setup: "sqlite3 own.db 'CREATE TABLE IF NOT EXISTS t(rps REAL); INSERT INTO t VALUES(12.5)'",
    run: "sqlite3 -json own.db 'SELECT rps FROM t LIMIT 1' && echo new >/tare/volume/file",
    teardown: 'touch torn-down',
    metric: { json: '$[0].rps' },
    ...figure,
  },
  { name: 'own.time', run: 'sleep 0.05', metric: { time: 'wall' }, unit: 'ms' },
  text('own.nothing', 'true'),
  text('own.two', 'echo rps=1; echo rps=2', { metric: { regex: 'rps=([0-9])' } }),
  text('own.text', 'echo rps=fast'),
  text('own.unit', 'echo rps=12.3k', { metric: { regex: 'rps=([0-9.]+)' } }),
  text('own.exit', 'echo rps=1; exit 7'),
  text('own.unready', 'echo rps=1', { setup: 'echo no such thing >&2; exit 3' }),
  text('own.short', 'echo rps=1', { work: '2s' }),
];

const FAILURES: Readonly<Record<string, string>> = {
  'own.nothing': 'the command printed nothing',
  'own.two': 'the pattern rps=([0-9]) finds two numbers, 1 and 2',
  'own.text': '"fast" is no number',
  'own.unit': '12.3 goes on, as 12.3k: the pattern must say what follows',
  'own.exit': '/bin/sh -c ended with exit code 7',
  'own.unready': '/bin/sh -c ended with exit code 3',
  'own.short': 'and its row says 2 s',
};

asRoot('a command of the user’s own', () => {
  it(
    'is measured in native, runc and docker, and a failed one is reported by its row',
    async () => {
      // Programs of the distribution are scripts of its own python3 and perl, not of those that a user has before them.
      const own = join(place.folder, 'own');
      mkdirSync(own);
      for (const name of ['python3', 'perl']) {
        writeFileSync(join(own, name), `#!/bin/sh\necho "a ${name} of the user" >&2\nexit 9\n`);
        chmodSync(join(own, name), 0o755);
      }
      place.env.PATH = `${own}:${process.env.PATH}`;
      place.env.TARE_CACHE_DIR = join(place.folder, 'cache');
      const inputs = { runtimes: 'runc, docker', packages: 'sqlite3', benchmarks: ROWS };
      writeFileSync(join(place.folder, 'tare.yml'), stringify(inputs));
      const flags = ['--blocks', '1..1', '--pairs', '1', '--memory', '256MiB', '--suites', 'own,cpu'];
      const { code, stdout, stderr } = await place.tare('run', ...flags);
      // Cells without any launch that yields a figure make the measurement incomplete.
      expectEnd({ code, stderr }, { code: 4 });
      const { run, path } = place.newest();
      expect(run.fingerprint.image.packages).toEqual(['sqlite3']);
      const trials = (id: string): Trial[] =>
        run.blocks.flatMap(({ pairs }) =>
          pairs.filter(({ benchmark }) => benchmark === id).flatMap((one) => one.trials),
        );
      const values = trials('own.json').map(({ metrics, failure }) => failure ?? metrics.value);
      expect(values.length).toBeGreaterThanOrEqual(4);
      expect(new Set(values)).toEqual(new Set([12.5]));
      for (const { metrics } of trials('own.time')) expect(metrics.wall_time).toBeGreaterThanOrEqual(50);
      for (const [id, says] of Object.entries(FAILURES)) {
        const failures = trials(id).map(({ failure }) => failure?.message ?? 'none');
        expect([...new Set(failures.map((message) => message.includes(says) || message))]).toEqual([true]);
      }
      expect(stdout).toMatch(/own\.json +rows\/s/);
      const reported = await place.tare('report', path, '--format', 'csv');
      expect(reported.stdout).toMatch(/own\.json.*rows\/s/);
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );

  it('is refused by its row before anything is done', async () => {
    const [first, ...others] = ROWS;
    const benchmarks = [first, { ...others[0], name: 'cpu.time' }];
    writeFileSync(join(place.folder, 'tare.yml'), stringify({ benchmarks }));
    expect(await place.tare('run')).toMatchObject({ code: 2, stderr: expect.stringContaining('row 2 (cpu.time)') });
    const unknown = await place.tare('run', '--benchmarks', '[]');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('must be a list of rows') });
    expect(place.documents()).toEqual([]);
  });

  it(
    'needs packages that the distribution has, which is said before the userland is made',
    async () => {
      const { code, stderr } = await place.tare('run', '--packages', 'no-such-package-anywhere', '--runtimes', 'runc');
      expectEnd(
        { code, stderr },
        {
          code: 2,
          stderr: expect.stringContaining('the distribution has no package no-such-package-anywhere'),
        },
      );
      expect(stderr).not.toContain('making the userland: ');
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );
});
