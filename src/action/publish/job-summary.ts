/** Writes the results into the job's summary, annotations and outputs, and fails the job by the gate. */
import { join } from 'node:path';
import { setOutput, summary } from '@actions/core';
import { limitSubject } from '../../compare/outcome/gate.js';
import { worstOf } from '../../compare/outcome/worst-verdict.js';
import type { FailOn } from '../../config/kinds/gate.js';
import type { ReportInput } from '../../report/input.js';
import { gateSentence, type Leg, renderLegs } from '../../report/markdown/legs.js';
import { SUMMARY_LIMITS } from '../../report/markdown/markdown.js';
import { gapNotes } from '../../report/notes.js';
import { resultOf, type Status, worstStatus } from '../../report/status.js';
import { renderTerminal } from '../../report/terminal/terminal.js';
import { writeWhole } from '../../results/store.js';
import { attempt, type Connection } from '../github.js';
import { complain, fail, say, warn } from '../print.js';

/** The results for one pull request, or of a run that belongs to none. */
export interface PullRequestReport {
  readonly legs: readonly (Leg & { readonly path: string; readonly baselineRun: number | undefined })[];
  /** Jobs that left no document. */
  readonly absent: readonly string[];
  readonly failOn: readonly FailOn[];
  readonly connection: Connection | undefined;
}

/** GitHub shows ten annotations of a kind for the whole action; one is left for the gate's own message. */
const ANNOTATIONS = 9;

/** The report's file has a fixed name, whatever the documents call themselves. */
export async function publishResults(reports: readonly PullRequestReport[], folder: string): Promise<void> {
  const inputs = reports.flatMap(({ legs }) => legs.map(({ input }) => input));
  for (const input of inputs) say(renderTerminal(input, { width: 120, colour: false, files: [] }));
  const text = reports.map((one) =>
    renderLegs(one, { ...SUMMARY_LIMITS, maxBytes: SUMMARY_LIMITS.maxBytes / reports.length }),
  );
  // A full disk, or a file in the way, keeps the report from being written, but the gate still judges.
  const report = await attempt('report.md', async () => writeReport(text.join('\n\n'), folder));
  setOutput('report-path', report ?? '');
  setOutput('results-path', reports[0]?.legs[0]?.path ?? '');
  const runs = reports.flatMap(({ legs }) => legs.flatMap(({ baselineRun }) => baselineRun ?? []));
  setOutput('baseline-run-id', String(runs[0] ?? ''));
  setVerdictOutputs(inputs);
  setOutput('status', statusOfAll(reports) ?? '');
  annotate(reports);
  if (process.env.GITHUB_STEP_SUMMARY) {
    await attempt('job summary', () => summary.addRaw(text.join('\n\n')).write());
  }
}

function writeReport(text: string, folder: string): string {
  const path = join(folder, 'report.md');
  writeWhole(path, text);
  return path;
}

function setVerdictOutputs(inputs: readonly ReportInput[]): void {
  const comparisons = inputs.flatMap(({ comparison }) => comparison ?? []);
  setOutput('verdict', comparisons.length > 0 ? worstOf(comparisons) : '');
  const regressed = comparisons.flatMap(({ cells }) => cells.filter(({ verdict }) => verdict === 'regressed'));
  setOutput('regressions', comparisons.length > 0 ? String(regressed.length) : '');
}

/** A job that left no document may fail by the gate, too; beside others, a leg without a baseline decided nothing. */
function statusOfAll(reports: readonly PullRequestReport[]): Status | undefined {
  if (reports.some((one) => gateSentence(one) !== undefined)) return 'failed';
  const all = reports.flatMap(({ legs }) => legs.map(({ input }) => resultOf(input).status));
  return all.every((status) => status === null) ? undefined : worstStatus(all.map((status) => status ?? 'undecided'));
}

interface Annotation {
  readonly title: string;
  readonly reason: string;
  readonly input: ReportInput;
  readonly workflow: string | undefined;
}

function annotate(reports: readonly PullRequestReport[]): void {
  const of = (find: (input: ReportInput) => Omit<Annotation, 'input' | 'workflow'>[]): Annotation[] =>
    reports.flatMap(({ legs, connection }) =>
      legs.flatMap(({ input }) =>
        find(input).map((one) => ({ ...one, input, workflow: connection?.workflow.run.workflow })),
      ),
    );
  const regressed = of(({ comparison }) =>
    (comparison?.cells ?? [])
      .filter(({ verdict }) => verdict === 'regressed')
      .map(({ arm, benchmark, reason }) => ({ title: `${arm} ${benchmark} regressed`, reason })),
  );
  const broken = of(({ limits }) =>
    (limits?.cells ?? [])
      .filter(({ outcome }) => outcome === 'beyond')
      .map((cell) => ({ title: limitSubject(cell), reason: `${cell.limit.text}: ${cell.reason}` })),
  );
  const partial = of(({ run }) => gapNotes(run).map((reason) => ({ title: 'Measured in part', reason })));
  for (const { title, reason, input, workflow } of [...regressed, ...broken].slice(0, ANNOTATIONS)) {
    const tell = input.gate?.pass === false ? complain : warn;
    tell(reason, { title, ...(workflow && { file: workflow, startLine: 1 }) });
  }
  // GitHub shows the first warnings of a step only.
  for (const { reason, title } of partial.slice(0, ANNOTATIONS)) warn(reason, { title });
}

/** Fails the job unless every gate passes; a leg that did not report fails it too. */
export function failByGate(reports: readonly PullRequestReport[]): void {
  const sentences = [...new Set(reports.flatMap((one) => gateSentence(one) ?? []))];
  if (sentences.length > 0) fail(sentences.join(' '));
}
