/** Loads the run documents that a report is about. */
import { join } from 'node:path';
import { confirmingPath } from '../../app/confirm/beside.js';
import type { ReportRequest } from '../../app/request/report.js';
import { InputError } from '../../errors.js';
import { type Documents, downloadDocuments, type ListedArtifact, latestArtifact } from '../../github/download.js';
import { type CheckedLegs, checkLegs, type LeftDocument } from '../../github/legs.js';
import { artifactName, isResults, type MeasuredRun } from '../../github/workflow.js';
import type { RunDocument } from '../../results/document.js';
import { readRun, writeRun } from '../../results/store.js';
import type { Connection } from '../github.js';
import { say, warn } from '../print.js';
import { needed } from './needed.js';

export interface ReportedRun {
  readonly run: RunDocument;
  readonly path: string;
  /** Name of the artifact that holds the document, or will. */
  readonly artifact: string;
  /** True for a document from an artifact, which need not be uploaded again. */
  readonly isUploaded: boolean;
  /** An earlier attempt of the run has left it, and its job did not run again; absent for the last attempt. */
  readonly attempt?: number | undefined;
}

export interface ReportedRuns {
  /** At least one run. */
  readonly all: readonly ReportedRun[];
  /** The artifact that was named or measured, which the comment is about; undefined for all results of a run. */
  readonly named: string | undefined;
  /** Jobs that left no document, by their names on the run's page. */
  readonly absent: readonly string[];
}

type Asked = Pick<ReportRequest, 'resultsPath' | 'artifactName' | 'output'>;

/** Most documents of one run that are read: a matrix has no more legs. */
const MOST_LEGS = 256;

const ACTIONS = 'actions: read';

/** @throws InputError where there is no document. */
export async function loadRuns(
  asked: Asked,
  matrix: string,
  connection: Connection | undefined,
): Promise<ReportedRuns> {
  if (asked.resultsPath) {
    const artifact = asked.artifactName ?? artifactName(process.env.GITHUB_JOB ?? '', matrix);
    const run = readRun(asked.resultsPath);
    return { all: [{ run, path: asked.resultsPath, artifact, isUploaded: false }], named: artifact, absent: [] };
  }
  if (!connection) {
    throw new InputError(
      'mode: report has nothing to report on without a github-token.',
      'Give results-path, or a token that may read artifacts (actions: read).',
    );
  }
  return fromArtifacts(asked, connection);
}

/**
 * Loads all documents of Tare that the run left, or the one that is named: from the run that the event is about, else
 * from earlier jobs of this run.
 */
async function fromArtifacts({ artifactName: named, output }: Asked, connection: Connection): Promise<ReportedRuns> {
  const { github, workflow } = connection;
  const { owner, repo, run } = workflow;
  const request = { owner, repo, run_id: run.id, per_page: 100 };
  const listed = await needed({ what: `The list of artifacts of run ${run.number}`, permission: ACTIONS }, () =>
    github.paginate(github.rest.actions.listWorkflowRunArtifacts, request),
  );
  const names = new Set(listed.map(({ name }) => name));
  const latest = latestOf(listed.filter(({ name }) => (named === undefined ? isResults(name, names) : name === named)));
  if (latest.length === 0) {
    throw new InputError(
      `Run ${run.number} of ${run.workflow} left no artifact ${named ?? 'tare-results…'}.`,
      remedyFor(run),
    );
  }
  if (latest.length > MOST_LEGS) throw new InputError(`Run ${run.number} left ${latest.length} artifacts of ours.`);
  const downloaded: Downloaded[] = [];
  for (const artifact of latest) {
    say(`reporting on artifact ${artifact.name} of run ${run.number}, ${artifact.size_in_bytes} bytes`);
    const wanted = { what: `Artifact ${artifact.name} of run ${run.number}`, permission: ACTIONS } as const;
    const documents = await needed(wanted, () => downloadDocuments(github, workflow, artifact));
    downloaded.push({ artifact, ...documents });
  }
  const legs = await needed({ what: `The list of jobs of run ${run.number}`, permission: ACTIONS }, () =>
    checkLegs(github, workflow, downloaded.map(leftBy)),
  );
  if (named === undefined) warnOfUnknown(legs);
  const all = ofThisAttempt(downloaded, legs, run).map((one, at) => ({
    ...kept(one, output, at),
    attempt: legs.earlier.get(one.artifact.name),
  }));
  return { all, named, absent: named === undefined ? legs.absent : [] };
}

/** What a run needs before it can leave anything, by how it ended. */
const BEFORE_MEASURING: Readonly<Record<string, string>> = {
  action_required: 'It waits for approval: approve it on its page (Approve and run), and this report follows its end.',
  startup_failure: 'GitHub could not start it: its page says what is wrong with the workflow file.',
  skipped: 'All its jobs were skipped: let the job that measures run, or leave out this report by the same condition.',
  cancelled: 'It was cancelled before anything was measured: run it again.',
};

const remedyFor = ({ conclusion = '' }: MeasuredRun): string =>
  BEFORE_MEASURING[conclusion] ??
  'Report after the jobs that measure, and give results-path or artifact-name where they upload by another name.';

interface Downloaded extends Documents {
  readonly artifact: ListedArtifact;
}

const leftBy = ({ artifact, run }: Downloaded): LeftDocument => ({
  artifact: artifact.name,
  createdAt: artifact.created_at,
  job: run.origin?.job,
});

function kept({ artifact, run, confirming }: Downloaded, output: string, at: number): ReportedRun {
  const path = join(output, at === 0 ? 'run.json' : `run-${at + 1}.json`);
  writeRun(path, run);
  if (confirming) writeRun(confirmingPath(path, run), confirming);
  return { run, path, artifact: artifact.name, isUploaded: true };
}

/** Leaves out what jobs left in an earlier attempt that have run again since. @throws InputError where that is all. */
function ofThisAttempt(
  downloaded: readonly Downloaded[],
  { outdated, absent }: CheckedLegs,
  { number, workflow }: MeasuredRun,
): readonly Downloaded[] {
  const names = [...outdated].join(', ');
  const why = 'left in an earlier attempt, and the jobs that left it have run again since';
  const left = downloaded.filter(({ artifact }) => !outdated.has(artifact.name));
  if (left.length === 0) {
    throw new InputError(
      `Run ${number} of ${workflow} left no document in its last attempt: ${names} was ${why}.`,
      `See in their logs why they left nothing, and run them again: ${absent.join(', ')}.`,
    );
  }
  if (outdated.size > 0) warn(`This is not reported: ${names}. It was ${why}.`);
  return left;
}

function warnOfUnknown({ unknown }: CheckedLegs): void {
  if (unknown.length === 0) return;
  warn(
    `These jobs did not succeed: ${unknown.join(', ')}. Whether one of them measures cannot be told, since the jobs have names of their own: leave out \`name:\` of the job that measures, and a leg without a result fails the report.`,
  );
}

/** A run that was repeated has several artifacts of one name: the latest counts. */
function latestOf(artifacts: readonly ListedArtifact[]): ListedArtifact[] {
  const names = [...new Set(artifacts.map(({ name }) => name))].sort();
  return names.flatMap((name) => latestArtifact(artifacts.filter((one) => one.name === name)) ?? []);
}
