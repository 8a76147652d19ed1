/**
 * Runs the README's workflow on pull requests that make a runtime slower, and on some that do not, through the
 * composite action as GitHub runs it, on a runner that is an ordinary user with sudo:
 *
 *   sudo npx tsx bench/gate/pull-requests.ts [--quota 95] [--each 6] [--budget 5m]
 *
 * The repository builds a runc: at the base it is runc, and at the head its sandboxes get `--quota` per cent of a CPU
 * (with 100 the head changes only a comment). Every pull request is a row of the Markdown table that is printed. It
 * needs a quiet host and dist/ (npm run build).
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sudoersLine } from '../../src/app/privileged/parent.js';
import type { ComparedCell } from '../../src/compare/comparison.js';
import { compareSides } from '../../src/compare/one-run/within-run.js';
import { readRun } from '../../src/results/store.js';
import { ActionPlace, type Inputs } from '../../test/e2e/action-place.js';
import { TestAccount } from '../../test/support/account.js';
import { BUILD, BuiltRepository, wrapperWith } from '../../test/support/built-repository.js';
import type { ActionResult } from '../../test/support/runner/index.js';

const HEADINGS = ['conclusion', 'gate', 'regressed', 'improved', 'other verdicts', 'launches', 'seconds', 'run'];

const { values } = parseArgs({
  options: {
    quota: { type: 'string', default: '95' },
    each: { type: 'string', default: '6' },
    budget: { type: 'string' },
  },
});
const quota = Number(values.quota);
const inputs: Inputs = { build: BUILD, runtimes: 'runc=./runc', ...(values.budget && { budget: values.budget }) };

/** Makes a runner and a repository for one pull request, and removes both afterwards. */
async function onePullRequest(): Promise<string> {
  const account = new TestAccount();
  const place = await ActionPlace.open(account);
  try {
    account.permit(sudoersLine(account.name, place.bundle('measure')));
    const from = performance.now();
    const result = await measured(place, account);
    return row(result, (performance.now() - from) / 1000);
  } finally {
    await place.close();
    account.remove();
  }
}

/** Opens the pull request and runs the job that GitHub would run for it. */
async function measured(place: ActionPlace, account: TestAccount): Promise<ActionResult> {
  const project = new BuiltRepository(place.folder, account);
  const push = (branch: string, files: Readonly<Record<string, string>>): string => {
    const sha = project.commit(branch, files);
    place.repository.adopt(sha);
    place.repository.refs.set(`refs/heads/${branch}`, sha);
    return sha;
  };
  push('main', {});
  const head = push('change', { 'src/runc.sh': `${wrapperWith(quota < 100 ? quota : undefined)}# a change\n` });
  const pull = place.repository.openPull({ head: { branch: 'change' } });
  const run = place.repository.startRun({ event: 'pull_request', pull });
  project.checkout(join(place.folder, `runner-${run.id}-1-`, 'workspace'), head);
  const tools = join(account.home, 'tools');
  return place.act(run, { with: inputs, env: { XDG_CACHE_HOME: tools, RUNNER_TOOL_CACHE: tools } });
}

/** @param seconds of the whole job: set-up, builds, measurement, report and clean-up. */
function row({ conclusion, outputs, log }: ActionResult, seconds: number): string {
  const path = outputs['results-path'];
  if (!path) throw new Error(`nothing was measured:\n${log}`);
  const run = readRun(path);
  const { cells } = compareSides(run);
  const named = (verdict: ComparedCell['verdict']) =>
    cells
      .filter((cell) => cell.verdict === verdict)
      .map(({ benchmark, effect }) => `${benchmark}${effect ? ` ${change(effect.ratio)}` : ''}`)
      .join(', ');
  const others = ['not-slower', 'inconclusive', 'missing'] as const;
  const counts = others.map((verdict) => `${cells.filter((cell) => cell.verdict === verdict).length} ${verdict}`);
  const launches = cells.map(({ candidateBlocks }) => candidateBlocks);
  const columns = [
    conclusion,
    outputs.verdict,
    named('regressed'),
    named('improved'),
    counts.filter((text) => !text.startsWith('0')).join(', '),
    `${Math.min(...launches)} to ${Math.max(...launches)}`,
    seconds.toFixed(0),
    run.id,
  ];
  return `| ${columns.join(' | ')} |`;
}

const change = (ratio: number): string => `${ratio < 1 ? '' : '+'}${(100 * (ratio - 1)).toFixed(1)} %`;

console.log(`| ${HEADINGS.join(' | ')} |\n|${' --- |'.repeat(HEADINGS.length)}`);
for (let i = 0; i < Number(values.each); i += 1) console.log(await onePullRequest());
