/** After the upload: compare with the baseline, apply an acceptance, publish, and set the job's result. */
import { dirname } from 'node:path';
import * as core from '@actions/core';
import { judge } from '../app/judge.js';
import type { Inputs } from '../config/inputs.js';
import { knownChange } from '../github/pull-request.js';
import { statePath } from '../host/open-host.js';
import { findFormat } from '../report/format.js';
import type { Link, ReportInput, Surroundings } from '../report/input.js';
import { writeRun } from '../results/store.js';
import { acceptance, acceptedGate } from './accept.js';
import { isWhole, type Judgement, judgeInWorkflow } from './baseline.js';
import { keepBaseline } from './branch.js';
import { attempt, type Connection } from './github.js';
import { fail, say } from './print.js';
import { publishCheck, publishComment } from './publish.js';
import type { Subject } from './subject.js';
import { tellResult } from './tell.js';
import { type OnShelf, uploadReports } from './upload.js';

export interface Reporting {
  readonly inputs: Inputs;
  /** Undefined without a token or outside a workflow. */
  readonly connection: Connection | undefined;
  readonly subject: Subject;
  readonly uploaded: OnShelf | undefined;
  /** Id of the check that the measurement began; may be empty. */
  readonly checkRun: string;
}

export async function finishReport(reporting: Reporting): Promise<void> {
  const { inputs, subject, checkRun } = reporting;
  const connection = await withChange(reporting.connection);
  const judged = await judgement(reporting, connection);
  core.setOutput('baseline-run-id', judged.found?.runId === undefined ? '' : String(judged.found.runId));
  const accepted = await acceptance(judged.input.gate, inputs.acceptLabel, connection);
  const run = accepted ? { ...judged.input.run, accepted: { ...accepted } } : judged.input.run;
  if (accepted) writeRun(subject.path, run);
  const gate = acceptedGate(judged.input.gate, accepted);
  const surroundings = surroundingsOf(reporting, judged, accepted);
  const input: ReportInput = { ...judged.input, run, ...(gate && { gate }), surroundings };
  await tellResult(input, dirname(subject.path), connection?.workflow.run.workflow);
  if (connection) {
    await attempt('report', () => shelveReports(input, reporting, connection));
    if (inputs.comment === 'always' && run.stopped?.reason !== 'cancelled' && inputs.mode !== 'measure') {
      await publishComment(input, reporting.uploaded?.name ?? subject.artifact, connection);
    }
    await publishCheck(input, checkRun, connection);
    if (isWhole(run)) await keepBaseline(connection, inputs, run, reporting.uploaded?.name ?? subject.artifact);
  }
  if (gate && !gate.pass) fail(gate.reasons.join(' '));
}

/** The pull request of another run is asked for; a newer push has made this one old where it is not found. */
async function withChange(connection: Connection | undefined): Promise<Connection | undefined> {
  if (!connection?.workflow.isAboutOther) return connection;
  const change = await knownChange(connection.github, connection.workflow);
  if (connection.workflow.change && !change) say('no open pull request has this commit as its head');
  return { ...connection, workflow: { ...connection.workflow, change: change ?? connection.workflow.change } };
}

async function judgement(
  { inputs, subject, uploaded }: Reporting,
  connection: Connection | undefined,
): Promise<Judgement> {
  const { run } = subject;
  if (inputs.mode === 'measure') {
    const input = judge(run, { ...inputs, baseline: { kind: 'none' } }, statePath());
    return { input, found: undefined, noBaseline: ['Measured only: another job reports on it.'] };
  }
  if (!connection) return { input: judge(run, inputs, statePath()), found: undefined, noBaseline: [] };
  const artifact = uploaded?.name ?? subject.artifact;
  return judgeInWorkflow({ run, inputs, artifact, ...connection });
}

function surroundingsOf(
  { connection, uploaded }: Reporting,
  { found, noBaseline }: Judgement,
  accepted: Surroundings['accepted'],
): Surroundings {
  if (!connection) return { commits: [], links: [], noBaseline, accepted };
  const { serverUrl, owner, repo, run } = connection.workflow;
  const page = `${serverUrl}/${owner}/${repo}`;
  const commit = (label: string, sha: string): Link => ({
    label: `${label} ${sha.slice(0, 7)}`,
    url: `${page}/commit/${sha}`,
  });
  return {
    commits: [commit('commit', run.sha), ...(found?.sha ? [commit('baseline', found.sha)] : [])],
    links: [
      ...(found?.url ? [{ label: 'baseline run', url: found.url }] : []),
      ...(uploaded ? [{ label: `run document ${uploaded.name}`, url: uploaded.url }] : []),
      { label: 'job summary', url: `${page}/actions/runs/${connection.workflow.runId}` },
    ],
    noBaseline,
    accepted,
  };
}

/** Formats that are for people; the document is there already, and again where somebody accepted it. */
const SHELVED = ['html', 'markdown', 'json'];

async function shelveReports(input: ReportInput, reporting: Reporting, { workflow }: Connection): Promise<void> {
  const { uploaded, inputs } = reporting;
  if (!uploaded) return;
  const formats = SHELVED.flatMap((name) => findFormat(name) ?? []);
  const files = await Promise.all(
    formats.map(async (format) => [`report.${format.extension}`, await format.render(input)] as const),
  );
  const accepted = input.surroundings?.accepted ? [['run.json', JSON.stringify(input.run)] as const] : [];
  const shelf = { name: uploaded.name, retentionDays: inputs.retentionDays };
  await uploadReports(Object.fromEntries([...files, ...accepted]), shelf, workflow);
}
