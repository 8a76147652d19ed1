/**
 * `tare bisect` over a line of commits whose build wraps a real runc: one commit takes a part of the CPU away, or
 * none:
 *
 *   sudo npx tsx bench/bisect/live.ts [--commits 64] [--quota 95] [--searches 3] [--without 1] [--budget 10m]
 *
 * Each search is a row of the Markdown table printed, with where the slow commit was and what was answered. Needs a
 * quiet host and dist/ (npm run build).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Answer, BisectRecord } from '../../src/bisect/document.js';
import { bisectFrom } from '../../src/bisect/read.js';
import { BUILD, BuiltRepository, git, wrapperWith } from '../../test/support/built-repository.js';

const HEADINGS = ['slow commit', 'answer', 'right', 'estimate', 'comparisons', 'seconds', 'exit code'];
const COMMAND = join(import.meta.dirname, '../../dist/cli/index.js');

const { values } = parseArgs({
  options: {
    commits: { type: 'string', default: '64' },
    quota: { type: 'string', default: '95' },
    searches: { type: 'string', default: '3' },
    without: { type: 'string', default: '1' },
    budget: { type: 'string', default: '10m' },
  },
});
const commits = Number(values.commits);

/** Places that lie apart: a bisection meets them after different answers. */
const placeOf = (search: number): number => 1 + ((search * 27 + 22) % commits);

/** @param slow place of the slow commit among those after the good end, from 1; undefined where none is. */
function oneSearch(slow: number | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'tare-bisect-bench-'));
  try {
    const repository = new BuiltRepository(folder);
    const good = git(repository.origin, 'rev-parse', 'main');
    for (let at = 1; at <= commits; at += 1) {
      const quota = slow !== undefined && at >= slow ? Number(values.quota) : undefined;
      repository.commit('main', { 'src/runc.sh': `${wrapperWith(quota)}# commit ${at}\n` });
    }
    const checkout = join(folder, 'work');
    repository.checkout(checkout, 'main');
    git(checkout, 'checkout', '--quiet', 'main');
    const from = performance.now();
    const { code, record } = searched(checkout, good);
    return row(slow, { code, record, seconds: (performance.now() - from) / 1000 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function searched(checkout: string, good: string): { code: number | null; record: BisectRecord } {
  const asked = ['--good', good, '--bad', 'main', '--build', BUILD, '--runtimes', 'runc=./runc'];
  const argv = [COMMAND, 'bisect', ...asked, '--cell', 'runc cpu.prime', '--budget', values.budget];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: checkout, encoding: 'utf8' });
  const results = join(checkout, 'tare-results');
  const [name] = readdirSync(results).filter((one) => /^bisect-.*\.json$/.test(one));
  if (name === undefined) throw new Error(`there is no record of the search:\n${stderr}`);
  const path = join(results, name);
  return { code: status, record: bisectFrom(readFileSync(path, 'utf8'), path) };
}

interface Searched {
  readonly code: number | null;
  readonly record: BisectRecord;
  readonly seconds: number;
}

function row(slow: number | undefined, { code, record, seconds }: Searched): string {
  const { answer, tried } = record;
  const [said, isRight] = judged(answer, slow);
  const columns = [slow ?? 'none', said, isRight, estimateOf(answer), tried.length, seconds.toFixed(0), code];
  return `| ${columns.join(' | ')} |`;
}

function estimateOf(answer: Answer | null): string {
  const slowdown = answer?.slowdownPercent;
  if (!slowdown) return '';
  const [low, high] = [slowdown.low, slowdown.high].map((limit) => limit?.toFixed(1) ?? '?');
  return `${slowdown.estimate.toFixed(1)} [${low}, ${high}] %`;
}

/** An interval that holds the commit is right, and is told from the commit itself. */
function judged(answer: Answer | null, slow: number | undefined): [string, string] {
  if (answer === null) return ['none', 'no'];
  if (answer.kind === 'no-difference') return ['no difference', slow === undefined ? 'yes' : 'NO'];
  const holds = slow !== undefined && answer.good < slow && slow <= answer.bad;
  if (answer.kind === 'commit') return [`commit ${answer.bad}`, answer.bad === slow ? 'yes' : 'NO'];
  return [`commits ${answer.good + 1} to ${answer.bad}`, holds ? 'yes, an interval' : 'NO'];
}

console.log(`| ${HEADINGS.join(' | ')} |\n|${' --- |'.repeat(HEADINGS.length)}`);
for (let search = 0; search < Number(values.searches); search += 1) console.log(oneSearch(placeOf(search)));
for (let search = 0; search < Number(values.without); search += 1) console.log(oneSearch(undefined));
