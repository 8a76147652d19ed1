/** Uploads what a run leaves. The document goes first, before anything that may fail on GitHub's side. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { setOutput } from '@actions/core';
import { confirmingRun } from '../../app/confirm/beside.js';
import { HostError, InputError } from '../../errors.js';
import type { Taken } from '../../github/artifact.js';
import { PROGRAMS, REPORT, type WorkflowContext } from '../../github/workflow.js';
import type { RunDocument } from '../../results/document.js';
import { CONFIRMATION } from '../../results/packed.js';
import { readRun } from '../../results/store.js';
import { formatBytes } from '../../units.js';
import { say } from '../print.js';
import { recordUpload, uploadsOfJob } from './uploads.js';

export interface ArtifactTarget {
  readonly name: string;
  readonly retentionDays: number | undefined;
}

export interface UploadedArtifact {
  /** The artifact's name on GitHub, which differs from the one asked for where another job had that. */
  readonly name: string;
  readonly id: number;
  readonly url: string;
}

export interface UploadedDocuments {
  readonly run: RunDocument;
  /** The run of both sides, where an alarm had a second look. */
  readonly confirming: RunDocument | undefined;
}

/** Reads the document at `path`, and what lies beside it. @throws InputError */
export function documentsAt(path: string): UploadedDocuments {
  const run = readRun(path);
  return { run, confirming: confirmingRun(path, run) };
}

/** Text by file name. */
type Files = Readonly<Record<string, string | Buffer>>;

type Page = Pick<WorkflowContext, 'serverUrl' | 'owner' | 'repo' | 'runId'>;

/**
 * Uploads the document, compressed first so that its size is known. Sets the outputs `artifact-id` and
 * `artifact-url`.
 * @throws InputError where another job of the run has the name: later runs look for it, and would find either;
 * HostError where it was begun only. The document is then uploaded under a free name before the error.
 */
export async function uploadRun(
  { run, confirming }: UploadedDocuments,
  target: ArtifactTarget,
  page: Page,
): Promise<UploadedArtifact> {
  const files = {
    'run.json.gz': gzipSync(JSON.stringify(run)),
    ...(confirming && { [CONFIRMATION]: gzipSync(JSON.stringify(confirming)) }),
  };
  const { others, ...uploaded } = await upload(files, target, page, 'compressed');
  recordUpload({ name: uploaded.name, run: run.id });
  setOutput('artifact-id', String(uploaded.id));
  setOutput('artifact-url', uploaded.url);
  if (others.some(({ isWhole }) => isWhole)) {
    throw new InputError(
      `Another job of this run has left an artifact ${target.name} already; this one's is ${uploaded.name}.`,
      'Give each job that calls the action an artifact-name of its own.',
    );
  }
  if (others.length > 0) {
    throw new HostError(
      `The artifact ${target.name} of this run was begun and is not whole, so this job's is ${uploaded.name}, by which no later run looks for it: an answer of GitHub was lost, or another job uploads by that name.`,
      'Run this job again; where that does not help, give each job that calls the action an artifact-name of its own.',
    );
  }
  return uploaded;
}

/** Uploads reports for people beside the document, as `<name>-report`. */
export async function uploadReports(files: Files, target: ArtifactTarget, page: Page): Promise<void> {
  const { name } = await upload(files, { ...target, name: `${target.name}${REPORT}` }, page, 'text');
  recordUpload({ name });
}

/** Uploads the programs of a run, named by their digests, as `<name>-programs`. */
export async function uploadPrograms(files: Files, target: ArtifactTarget, page: Page): Promise<void> {
  const { name } = await upload(files, { ...target, name: `${target.name}${PROGRAMS}` }, page, 'text');
  recordUpload({ name });
}

async function upload(
  files: Files,
  { name, retentionDays }: ArtifactTarget,
  { serverUrl, owner, repo, runId }: Page,
  kind: 'compressed' | 'text',
): Promise<UploadedArtifact & { readonly others: readonly Taken[] }> {
  const { uploadArtifact } = await import('../../github/artifact.js');
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'tare-upload-'));
  try {
    const paths = Object.entries(files).map(([file, content]) => write(folder, file, content));
    const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
    say(`uploading ${paths.length} ${paths.length === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}`);
    const isCompressed = kind === 'compressed';
    const own = uploadsOfJob().map((one) => one.name);
    const uploaded = await uploadArtifact({ name, files: paths, folder, retentionDays, isCompressed });
    const url = `${serverUrl}/${owner}/${repo}/actions/runs/${runId}/artifacts/${uploaded.id}`;
    const others = uploaded.taken.filter((one) => !own.includes(one.name));
    return { id: uploaded.id, name: uploaded.name, url, others };
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
