/** After the upload: compares with the baseline, applies an acceptance, publishes, and sets the job's result. */
import { confirmingRun } from '../../app/confirm/beside.js';
import { judge } from '../../app/judge.js';
import { limited } from '../../app/limits.js';
import type { ReportRequest } from '../../app/request/report.js';
import { hasSides } from '../../compare/one-run/sides.js';
import { failuresOf, withUnmeasured } from '../../compare/outcome/unmeasured.js';
import { takeOffAskingLabel } from '../../github/asking-label.js';
import { runsPath, statePath } from '../../host/state-paths.js';
import { findFormat } from '../../report/format.js';
import type { ReportInput } from '../../report/input.js';
import { isFinished } from '../../results/state.js';
import { RunStore, writeRun } from '../../results/store.js';
import { attempt, type Connection, workflowOf } from '../github.js';
import { acceptance, acceptedGate, canBeAccepted } from './accept.js';
import { type Judgement, judgeInWorkflow } from './baseline.js';
import { keepBaseline } from './branch.js';
import { publishCheck, publishComment } from './comment-and-check.js';
import { failByGate, type PullRequestReport, publishResults } from './job-summary.js';
import type { ReportedRun, ReportedRuns } from './load-runs.js';
import { type UploadedArtifact, uploadReports } from './upload.js';
import { type Views, viewsOf } from './views.js';
import { workflowLinksOf } from './workflow-links.js';

export interface Reporting {
  readonly request: ReportRequest;
  /** Undefined without a token or outside a workflow. */
  readonly connection: Connection | undefined;
  readonly runs: ReportedRuns;
  /** The artifact of the document, where this step has uploaded it. */
  readonly uploaded: UploadedArtifact | undefined;
  /** Id of the check that the measurement began; may be empty. */
  readonly checkRun: string;
}

/** What is said of the runs to each pull request that they are about. */
export interface Judged {
  readonly reports: readonly PullRequestReport[];
  readonly views: Views;
}

/** @throws InputError and HostError where something is missing that nothing can be reported without. */
export async function judgeAll(reporting: Reporting): Promise<Judged> {
  const { request, connection, runs } = reporting;
  // The label is removed first, so that setting it again during the publishing starts another run.
  if (connection)
    await attempt('label', () => takeOffAskingLabel(connection.github, connection.workflow, request.askLabel));
  const views = await viewsOf(
    connection,
    runs.all.map(({ run }) => run),
  );
  const reports: PullRequestReport[] = [];
  for (const view of views.all) {
    const legs = [];
    for (const reported of runs.all) legs.push(await reportOn(reported, reporting, view));
    reports.push({ legs, absent: runs.absent, failOn: request.judging.failOn, connection: view });
  }
  return { reports, views };
}

export async function publishReport(reporting: Reporting, { reports, views }: Judged): Promise<void> {
  const { request, runs, uploaded, checkRun } = reporting;
  await publishResults(reports, request.output);
  if (uploaded) await attempt('report', () => uploadRendered(reports, uploaded, reporting));
  const isTold = runs.all.some(({ run }) => run.stopped?.reason !== 'cancelled') && !request.isMeasuredOnly;
  const named = uploaded?.name ?? runs.named;
  if (isTold && request.isCommented)
    for (const one of reports.slice(0, views.commented)) await publishComment(one, named);
  await publishCheck(reports, { id: checkRun, named, unjudged: views.unjudged });
  await keepBaselines(reports, reporting);
  failByGate(reports);
}

async function reportOn(reported: ReportedRun, reporting: Reporting, connection: Connection | undefined) {
  const { request } = reporting;
  const artifact = reporting.uploaded?.name ?? reported.artifact;
  const found = await judgement({ ...reported, artifact }, request, connection);
  const judged = { ...found, input: await limitedIn(found.input, reported, request) };
  const { accepted, refused } = await acceptance(judged.input, request.acceptLabel, connection);
  const run = accepted ? { ...judged.input.run, accepted: { ...accepted } } : judged.input.run;
  if (accepted) writeRun(reported.path, run);
  // Root keeps the runs that it measures. A user who cannot read those keeps the runs that are reported.
  if (runsPath() !== statePath()) await attempt('runs of this user', async () => new RunStore(runsPath()).keep(run));
  const gate = acceptedGate(judged.input, accepted);
  const accepting = { accepted, refused, label: request.acceptLabel, isAsked: canBeAccepted(judged.input) };
  const links = workflowLinksOf(
    judged,
    { ...accepting, artifact, uploaded: reporting.uploaded, attempt: reported.attempt },
    workflowOf(connection),
  );
  const input: ReportInput = {
    ...judged.input,
    run,
    ...(gate && { gate }),
    ...(links && { workflowLinks: links }),
  };
  return { name: artifact, path: reported.path, baselineRun: judged.found?.runId, input };
}

/**
 * The gate fails nothing where another job reports the rest, nor for what is missing of a run whose own job, this one,
 * was cancelled: that job is not green in any case.
 */
async function limitedIn(
  input: ReportInput,
  { isUploaded }: ReportedRun,
  { isMeasuredOnly, isReportOnly, judging }: ReportRequest,
): Promise<ReportInput> {
  if (isMeasuredOnly) return input;
  const isOwn = !isUploaded && !isReportOnly;
  const isCancelledHere = isOwn && input.run.stopped?.reason === 'cancelled';
  const failOn = judging.failOn.filter((word) => !(isCancelledHere && word === 'missing'));
  const given = await limited(input, { ...judging, failOn: failuresOf(input.run, failOn) });
  const gate = withUnmeasured(given.gate, given.run, { comparison: given.comparison, failOn });
  return { ...given, ...(gate && { gate }) };
}

async function judgement(
  { run, artifact, path }: ReportedRun,
  { isMeasuredOnly, judging, baselineBranch }: ReportRequest,
  connection: Connection | undefined,
): Promise<Judgement> {
  if (isMeasuredOnly) {
    const input = judge(run, { ...judging, baseline: { kind: 'none' } }, runsPath());
    return { input, found: undefined, noBaseline: ['Measured only: another job reports on it.'] };
  }
  const ab = confirmingRun(path, run);
  const workflow = workflowOf(connection);
  if (!workflow) return { input: judge(run, judging, runsPath(), ab), found: undefined, noBaseline: [] };
  return judgeInWorkflow({ run, ab, judging, baselineBranch, artifact, workflow, github: connection?.github });
}

/** Formats for people. JSON is uploaded again because an acceptance adds to the document. */
const UPLOADED_FORMATS = ['html', 'markdown', 'json'];

/** Uploads the reports on the run that this job measured. */
async function uploadRendered(
  reports: readonly PullRequestReport[],
  uploaded: UploadedArtifact,
  { request, connection }: Reporting,
) {
  const input = reports[0]?.legs[0]?.input;
  const workflow = workflowOf(connection);
  if (!input || !workflow) return;
  const formats = UPLOADED_FORMATS.flatMap((name) => findFormat(name) ?? []);
  const files = await Promise.all(
    formats.map(async (format) => [`report.${format.extension}`, await format.render(input)] as const),
  );
  const accepted = input.workflowLinks?.accepted ? [['run.json', JSON.stringify(input.run)] as const] : [];
  const shelf = { name: uploaded.name, retentionDays: request.retentionDays };
  await uploadReports(Object.fromEntries([...files, ...accepted]), shelf, workflow);
}

async function keepBaselines(reports: readonly PullRequestReport[], { request }: Reporting): Promise<void> {
  const asked = { baseline: request.judging.baseline, named: request.baselineBranch };
  for (const { legs, connection } of reports) {
    if (!connection) continue;
    for (const { name, input } of legs) {
      if (isFinished(input.run) && !hasSides(input.run)) await keepBaseline(connection, asked, input.run, name);
    }
  }
}
