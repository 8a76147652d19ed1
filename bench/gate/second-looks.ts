/**
 * Runs second looks as a user gets them: on false alarms across runs, and on true ones.
 *
 *   sudo npx tsx bench/gate/second-looks.ts [--each 8] [--budget 40s] [--suites cpu]
 *
 * A baseline is recorded with a runc of its own. It is compared with a runc that does the same, where the baseline is
 * rewritten as if it had been a tenth faster (so that the comparison alarms falsely), and with a runc whose sandboxes
 * get 90 % of a CPU, where the baseline is left as it is. Every run is a row of the Markdown table that is printed:
 * the verdict of the comparison across runs, and that of the second look. It needs a quiet host and dist/ (npm run
 * build).
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { confirmingRun } from '../../src/app/confirm/beside.js';
import type { ComparedCell } from '../../src/compare/comparison.js';
import { afterSecondLook } from '../../src/compare/one-run/confirmation.js';
import { compareRuns } from '../../src/compare/two-runs/between-runs.js';
import { readRun } from '../../src/results/store.js';
import { wrapperWith } from '../../test/support/built-repository.js';
import { flattered } from '../../test/support/flattered.js';

const CLI = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));

/** The baseline is made faster by this factor. */
const FLATTERY = 1.1;

/** The share of a CPU that the slower runc gets, in per cent. */
const SLOWER = 90;

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '8' },
    budget: { type: 'string', default: '40s' },
    suites: { type: 'string', default: 'cpu' },
  },
});

const place = mkdtempSync('/var/tmp/tare-second-looks-');

/**
 * Runs the command once with a runc of its own.
 * @returns the path of its document and the exit code.
 */
function measure(name: string, runc: string, more: readonly string[]): { path: string; code: number | null } {
  const program = join(place, 'runc');
  writeFileSync(program, `${runc}# ${name}\n`);
  chmodSync(program, 0o755);
  const output = join(place, name);
  const asked = ['--runtimes', 'runc=./runc', '--suites', values.suites, '--budget', values.budget, '--output', output];
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'run', ...asked, ...more], {
    cwd: place,
    env: { ...process.env, TARE_STATE_DIR: join(place, 'state') },
    encoding: 'utf8',
  });
  if (status !== 0 && status !== 1) throw new Error(`tare run ended with ${status}:\n${stderr}`);
  const [file = ''] = readdirSync(output).filter((one) => /^run-.*\.json$/.test(one));
  return { path: join(output, file), code: status };
}

/** Returns the cells of a comparison after its second look, as the report shows them. */
function cellsOf(baselinePath: string, path: string): readonly ComparedCell[] {
  const [baseline, candidate] = [readRun(baselinePath), readRun(path)];
  const ab = confirmingRun(path, candidate);
  return afterSecondLook(compareRuns(baseline, candidate), { baseline, candidate, ab }).cells;
}

function row(kind: string, baseline: string, { path, code }: { path: string; code: number | null }): string {
  const run = readRun(path);
  const told = cellsOf(baseline, path).map(
    ({ benchmark, verdict, secondLook }) =>
      `${benchmark} ${secondLook ? `${secondLook.across.verdict} across runs, then ` : ''}**${verdict}**`,
  );
  const refused = run.confirmation?.refused.length ?? 0;
  return `| ${[kind, told.join(', '), refused, code, run.id].join(' | ')} |`;
}

try {
  const recorded = measure('before', wrapperWith(), ['--baseline', 'none']).path;
  const flattering = join(place, 'flattered.json');
  writeFileSync(flattering, JSON.stringify(flattered(readRun(recorded), FLATTERY)));
  console.log('| candidate | cells | second looks refused | exit code | run |\n| --- | --- | --- | --- | --- |');
  for (let i = 0; i < Number(values.each); i += 1) {
    const same = measure(`same-${i}`, wrapperWith(), ['--baseline', flattering]);
    console.log(row('the same, against a flattered baseline', flattering, same));
    const slower = measure(`slower-${i}`, wrapperWith(SLOWER), ['--baseline', recorded]);
    console.log(row('slower by a tenth', recorded, slower));
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
