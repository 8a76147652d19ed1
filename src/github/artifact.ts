/** Uploads the run document as a workflow artifact. Only the report entry loads this: the client is large. */
import { DefaultArtifactClient } from '@actions/artifact';
import * as core from '@actions/core';

export interface Upload {
  readonly name: string;
  readonly files: readonly string[];
  /** Paths in the artifact are relative to it. */
  readonly folder: string;
  /** As the repository says where absent. */
  readonly retentionDays: number | undefined;
}

/** Sets the outputs `artifact-id` and `artifact-url`. */
export async function uploadArtifact({ name, files, folder, retentionDays }: Upload): Promise<void> {
  const { id } = await new DefaultArtifactClient().uploadArtifact(name, [...files], folder, { retentionDays });
  if (id === undefined) throw new Error(`GitHub did not say which id the artifact ${name} has`);
  core.setOutput('artifact-id', String(id));
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = process.env;
  core.setOutput(
    'artifact-url',
    `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}/artifacts/${id}`,
  );
}
