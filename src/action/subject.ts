/** The run document that a report is about. */

import { join } from 'node:path';
import type { Inputs } from '../config/inputs.js';
import { InputError } from '../errors.js';
import { downloadRun } from '../github/download.js';
import { artifactName } from '../github/workflow.js';
import type { RunDocument } from '../results/document.js';
import { readRun, writeRun } from '../results/store.js';
import type { Connection } from './github.js';
import { say } from './print.js';

export interface Subject {
  readonly run: RunDocument;
  readonly path: string;
  /** Name of the artifact that holds it, or is to hold it. */
  readonly artifact: string;
  /** Whether it came from an artifact, so that it need not be uploaded. */
  readonly isUploaded: boolean;
}

/** @throws InputError where there is none. */
export async function findSubject(
  inputs: Pick<Inputs, 'resultsPath' | 'artifactName' | 'output'>,
  matrix: string,
  connection: Connection | undefined,
): Promise<Subject> {
  const name = inputs.artifactName ?? artifactName(process.env.GITHUB_JOB ?? '', matrix);
  if (inputs.resultsPath) {
    return { run: readRun(inputs.resultsPath), path: inputs.resultsPath, artifact: name, isUploaded: false };
  }
  if (!connection?.workflow.isAboutOther) {
    throw new InputError(
      'mode: report has nothing to report on',
      'Give results-path, or run it on a workflow_run event.',
    );
  }
  return fromArtifact(inputs.artifactName, inputs.output, connection);
}

/** The artifact of the run that this one is about: the one named, else the only one of ours. */
async function fromArtifact(
  named: string | undefined,
  output: string,
  { github, workflow }: Connection,
): Promise<Subject> {
  const { owner, repo, run } = workflow;
  const request = { owner, repo, run_id: run.id, per_page: 100 };
  const all = await github.paginate(github.rest.actions.listWorkflowRunArtifacts, request);
  const ours = all.filter(({ name }) =>
    named === undefined ? name.startsWith('tare-results') && !name.endsWith('-report') : name === named,
  );
  const [artifact, ...others] = ours;
  if (!artifact)
    throw new InputError(`run ${run.number} of ${run.workflow} left no artifact ${named ?? 'tare-results…'}`);
  if (others.length > 0) {
    const names = ours.map(({ name }) => name).join(', ');
    throw new InputError(`run ${run.number} left several artifacts: ${names}`, 'Name one: artifact-name.');
  }
  say(`reporting on artifact ${artifact.name} of run ${run.number}, ${artifact.size_in_bytes} bytes`);
  const document = await downloadRun(github, workflow, artifact);
  const path = join(output, 'run.json');
  writeRun(path, document);
  return { run: document, path, artifact: artifact.name, isUploaded: true };
}
