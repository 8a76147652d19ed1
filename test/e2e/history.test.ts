/** `tare history` as a user runs it: nightly run documents become a history that says what changed. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildRun, CPU, type Sketch, STARTUP } from '../support/run-builder.js';
import { Workplace } from '../support/tare.js';

const place = new Workplace();
const at = (name: string) => join(place.folder, name);
const FILE = 'tare-history.json.gz';

/** Makes a run on one host. From night 20 on, runc takes half as long again to start. */
function night(day: number): void {
  const slow = day >= 20;
  const sketch: Sketch = {
    id: `202610${String(day).padStart(2, '0')}T031000Z-ab12`,
    seed: 100 + day,
    blocks: 6,
    benchmarks: [CPU, STARTUP],
    times: (arm, block) => ({ startupMs: (arm === 'native' ? 30 : slow ? 60 : 40) + (block % 3), shutdownMs: 3 }),
  };
  const run = {
    ...buildRun(sketch),
    startedAt: new Date(Date.UTC(2026, 9, day, 3, 10)).toISOString(),
    environments: ['native', 'runc'].map((arm) => ({
      arm,
      source: 'a package',
      inside: {},
      binaries: [{ name: arm, path: `/usr/bin/${arm}`, version: slow ? '1.2.0' : '1.1.5', sha256: slow ? 'b' : 'a' }],
    })),
  };
  writeFileSync(at(`tare-results/run-${sketch.id}.json`), JSON.stringify(run));
}

beforeAll(async () => {
  const { mkdirSync } = await import('node:fs');
  mkdirSync(at('tare-results'));
  for (let day = 1; day <= 26; day++) night(day);
});
afterAll(() => place.remove());

describe('tare history', () => {
  it('adds the runs of a folder, once', async () => {
    const first = await place.tare('history', 'add', 'tare-results');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toContain('26 added');
    const second = await place.tare('history', 'add', 'tare-results', at('tare-results'));
    expect(second.stderr).toContain('52 in it already');
    expect(readdirSync(place.folder).filter((name) => name.includes('history'))).toEqual([FILE]);
  });

  it('keeps what two commands add at once', async () => {
    const runs = readdirSync(at('tare-results')).map((name) => `tare-results/${name}`);
    const add = (of: readonly string[]) => place.tare('history', 'add', ...of, '--history', 'both.json.gz');
    const both = await Promise.all([add(runs.slice(0, 13)), add(runs.slice(13))]);
    expect(both.map(({ stderr }) => stderr)).toEqual(Array(2).fill(expect.stringContaining('13 added')));
    const { stdout } = await place.tare('history', 'show', '--history', 'both.json.gz');
    expect(stdout).toContain('26 runs on 1 kind of hardware');
    expect(existsSync(at('both.json.gz.lock'))).toBe(false);
  });

  it('shows what moved, when and the likely cause', async () => {
    const { stdout, code } = await place.tare('history', 'show');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 worse in the last 14 days\n26 runs on 1 kind of hardware/);
    expect(stdout).toMatch(/● runc lifecycle\.startup became \d\d(\.\d)? % slower between 2026-10-19 and 2026-10-20/);
    expect(stdout).toContain('Likely: runc went from 1.1.5 to 1.2.0');
  });

  it('shows it as JSON', async () => {
    const { stdout } = await place.tare('history', 'show', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'tare-history-report',
      steps: expect.arrayContaining([expect.objectContaining({ arm: 'runc', measure: 'cost' })]),
    });
  });

  it('compacts', async () => {
    const { stderr, code } = await place.tare('history', 'compact', '--keep-days', '10');
    expect(code).toBe(0);
    expect(stderr).toMatch(/26 points became \d+/);
    expect((await place.tare('history', 'show')).stdout).toContain('26 runs (2 weeks of them as summaries)');
    expect((await place.tare('history', 'add', 'tare-results')).stderr).toMatch(/older than what is summarised/);
  });

  it.each([
    [['history', 'add'], /no runs are given[\s\S]*--from artifact/],
    [['history', 'add', 'nowhere'], /nowhere does not exist/],
    [['history', 'add', '--from', 'branch'], /from: branch is for a step of a workflow/],
    [['history', 'show', '--history', 'tare-results/run-20261001T031000Z-ab12.json'], /is not a history of tare/],
    [['history', 'show', '--format', 'pdf'], /pdf[\s\S]*terminal/],
    [['history', 'show', '--history', 'none.json.gz'], /none\.json\.gz does not exist or is empty/],
    [['history', 'compact', '--history', 'none.json.gz'], /none\.json\.gz does not exist or is empty/],
    [['history', 'compact', '--keep-days', '0'], /keep-days/],
    [['history', 'sow'], /unknown command 'sow'/],
  ])('%j is refused with exit code 2', async (args, says) => {
    const { code, stderr } = await place.tare(...args);
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
    expect(stderr).not.toContain('should not have happened');
    expect(existsSync(at('none.json.gz'))).toBe(false);
  });
});
