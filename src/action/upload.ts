/** Uploads what a run leaves: the document first, before anything that can fail for GitHub's reasons. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as core from '@actions/core';
import type { WorkflowContext } from '../github/workflow.js';
import type { RunDocument } from '../results/document.js';
import { formatBytes } from '../units.js';
import { say } from './print.js';

export interface Shelf {
  readonly name: string;
  readonly retentionDays: number | undefined;
}

export interface OnShelf {
  /** As GitHub has it: another than asked for where the run had one of this name. */
  readonly name: string;
  readonly id: number;
  readonly url: string;
}

/** Text by file name. */
type Files = Readonly<Record<string, string | Buffer>>;

/** The document, compressed so that its size is known before. Sets the outputs `artifact-id` and `artifact-url`. */
export async function uploadRun(run: RunDocument, shelf: Shelf, workflow: WorkflowContext): Promise<OnShelf> {
  const uploaded = await upload({ 'run.json.gz': gzipSync(JSON.stringify(run)) }, shelf, workflow, 'compressed');
  core.setOutput('artifact-id', String(uploaded.id));
  core.setOutput('artifact-url', uploaded.url);
  return uploaded;
}

/** Reports for people, beside the document: `<name>-report`. */
export function uploadReports(files: Files, shelf: Shelf, workflow: WorkflowContext): Promise<OnShelf> {
  return upload(files, { ...shelf, name: `${shelf.name}-report` }, workflow, 'text');
}

async function upload(
  files: Files,
  { name, retentionDays }: Shelf,
  workflow: WorkflowContext,
  kind: 'compressed' | 'text',
): Promise<OnShelf> {
  const { uploadArtifact } = await import('../github/artifact.js');
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'tare-upload-'));
  try {
    const paths = Object.entries(files).map(([file, content]) => write(folder, file, content));
    const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
    say(`uploading ${paths.length} ${paths.length === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}`);
    const isCompressed = kind === 'compressed';
    const { id, name: taken } = await uploadArtifact({ name, files: paths, folder, retentionDays, isCompressed });
    const { serverUrl, owner, repo, runId } = workflow;
    return { id, name: taken, url: `${serverUrl}/${owner}/${repo}/actions/runs/${runId}/artifacts/${id}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(folder: string, file: string, content: string | Buffer): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, file);
  writeFileSync(path, content);
  return path;
}
