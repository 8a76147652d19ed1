/**
 * Runs the gate on a real slowdown and on none, as a user runs it:
 *
 *   sudo npx tsx bench/gate/demonstration.ts [--each 10] [--budget 60s]
 *
 * Each time one `tare run` measures runc against a runc whose sandboxes get 95 % of a CPU, and one measures runc
 * against itself. Every outcome is a row of the Markdown table that is printed. It needs a quiet host and dist/ (npm
 * run build).
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ComparedCell } from '../../src/compare/comparison.js';
import { compareSides } from '../../src/compare/one-run/within-run.js';
import { readRun } from '../../src/results/store.js';

const CLI = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));

/**
 * The CPU time of a sandbox in every period, in µs, so that benchmarks of one thread take 1 / 0.95 times as long. The
 * period is a tenth of a trial, so that every trial is slowed equally.
 */
const QUOTA = { quota: 9_500, period: 10_000 };

type Kind = 'slower' | 'itself';

interface Outcome {
  readonly kind: Kind;
  readonly run: string;
  readonly cell: ComparedCell;
  readonly exitCode: number | null;
  readonly seconds: number;
}

/** Makes a runc that gives its containers the quota by their config.json, and is runc in everything else. */
function slowerRunc(folder: string): string {
  const path = join(folder, 'runc');
  const limits = `"quota":${QUOTA.quota},"period":${QUOTA.period},"cpus":`;
  writeFileSync(
    path,
    [
      '#!/bin/sh',
      'previous=',
      'for word; do [ "$previous" = --bundle ] && bundle=$word; previous=$word; done',
      `[ -n "$bundle" ] && [ -e "$bundle/config.json" ] && sed -i 's/"cpus":/${limits}/' "$bundle/config.json"`,
      'exec runc "$@"',
      '',
    ].join('\n'),
  );
  chmodSync(path, 0o755);
  return path;
}

/**
 * Runs the command once, in a folder of its own.
 * @throws Error where it measured nothing.
 */
function compareOnce(kind: Kind, place: string, budget: string): Outcome {
  const folder = mkdtempSync(join(place, `${kind}-`));
  const candidate = kind === 'slower' ? `runc=${slowerRunc(folder)}` : 'runc';
  const plan = ['--suites', 'cpu', '--pairs', '4', '--blocks', '6..30', '--budget', budget];
  const from = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [CLI, 'run', '--baseline-runtimes', 'runc', '--runtimes', candidate, ...plan],
    { cwd: folder, env: { ...process.env, TARE_STATE_DIR: join(place, 'state') }, encoding: 'utf8' },
  );
  const seconds = (performance.now() - from) / 1000;
  const output = join(folder, 'tare-results');
  if (status !== 0 && status !== 1) throw new Error(`tare run ended with ${status}:\n${stderr}`);
  const [name = ''] = readdirSync(output).filter((file) => file.startsWith('run-') && file.endsWith('.json'));
  const run = readRun(join(output, name));
  const [cell] = compareSides(run).cells;
  if (cell === undefined) throw new Error(`run ${run.id} has no cell`);
  return { kind, run: run.id, cell, exitCode: status, seconds };
}

const CANDIDATE: Readonly<Record<Kind, string>> = { slower: 'runc with 95 % of a CPU', itself: 'runc' };

function row({ kind, run, cell, exitCode, seconds }: Outcome): string {
  const { verdict, effect, p, threshold, candidateBlocks } = cell;
  const columns = [
    CANDIDATE[kind],
    `**${verdict}**`,
    effect === null ? '' : change(effect.ratio),
    effect === null ? '' : `${end(effect.low)} to ${end(effect.high)}`,
    `${text(p)} (${text(threshold)})`,
    candidateBlocks,
    exitCode,
    seconds.toFixed(0),
    run,
  ];
  return `| ${columns.join(' | ')} |`;
}

const change = (ratio: number): string => `${ratio < 1 ? '' : '+'}${(100 * (ratio - 1)).toFixed(2)} %`;
const end = (ratio: number | null): string => (ratio === null ? 'unbounded' : change(ratio));
const text = (value: number | null): string => (value === null ? 'none' : Number(value.toPrecision(2)).toString());

/** Counts how often each verdict was given, by candidate. */
function tally(outcomes: readonly Outcome[]): string[] {
  return (['slower', 'itself'] as const).map((kind) => {
    const verdicts = outcomes.filter((one) => one.kind === kind).map(({ cell }) => cell.verdict);
    const counts = [...new Set(verdicts)].map(
      (verdict) => `${verdict} ${verdicts.filter((v) => v === verdict).length}`,
    );
    return `- ${CANDIDATE[kind]} against runc, ${verdicts.length} runs: ${counts.join(', ')}.`;
  });
}

const { values } = parseArgs({
  options: { each: { type: 'string', default: '10' }, budget: { type: 'string', default: '60s' } },
});
const place = mkdtempSync('/var/tmp/tare-demonstration-');
try {
  console.log('| candidate | verdict | events/s | interval | p (to reach) | launches | exit code | seconds | run |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  const outcomes: Outcome[] = [];
  for (let i = 0; i < Number(values.each); i += 1) {
    for (const kind of ['slower', 'itself'] as const) {
      const outcome = compareOnce(kind, place, values.budget);
      outcomes.push(outcome);
      console.log(row(outcome));
    }
  }
  console.log(`\n${tally(outcomes).join('\n')}`);
} finally {
  rmSync(place, { recursive: true, force: true });
}
