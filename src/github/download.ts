/** Takes a run document out of an artifact. Whatever is in the artifact is treated as hostile. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { RunDocument } from '../results/document.js';
import { parseRun } from '../results/store.js';
import type { GitHub } from './client.js';
import { zipEntries } from './zip.js';

/** What GitHub says of an artifact. */
export interface ListedArtifact {
  readonly id: number;
  readonly name: string;
  readonly size_in_bytes: number;
  readonly digest?: string | null | undefined;
  readonly expired: boolean;
}

/** A document of the largest profile takes 3 MB, a tenth of it compressed. */
const LARGEST_ARTIFACT = 32 * 1024 * 1024;
const LARGEST_DOCUMENT = 64 * 1024 * 1024;

/** The file with the run document; older artifacts and those of others hold it uncompressed. */
const DOCUMENT = /^run(?:-[\w-]+)?\.json(?:\.gz)?$/;

/** An artifact that is not what it should be; the message says in which way. */
export class BadArtifact extends Error {
  override readonly name = 'BadArtifact';
  /** Other bytes came than were uploaded: nothing that comes this way can be trusted. */
  readonly isTampering: boolean;

  constructor(message: string, fault: 'content' | 'digest' = 'content') {
    super(message);
    this.isTampering = fault === 'digest';
  }
}

export interface Place {
  readonly owner: string;
  readonly repo: string;
}

/** @throws BadArtifact for what is too large, damaged, or no run document; errors of GitHub as they are. */
export async function downloadRun(github: GitHub, place: Place, artifact: ListedArtifact): Promise<RunDocument> {
  const { id, name, size_in_bytes: size, digest } = artifact;
  if (size > LARGEST_ARTIFACT) throw new BadArtifact(`artifact ${name} (${id}) has ${size} bytes: too many to be ours`);
  const bytes = await downloadZip(github, place, id);
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (digest && digest !== found) {
    throw new BadArtifact(`artifact ${name} (${id}) is not what was uploaded: ${digest} became ${found}`, 'digest');
  }
  try {
    return documentIn(bytes);
  } catch (error) {
    throw new BadArtifact(`artifact ${name} (${id}): ${error instanceof Error ? error.message : error}`);
  }
}

/** The redirect to the store is followed without the token: `fetch` drops it on the way to another host. */
async function downloadZip(github: GitHub, { owner, repo }: Place, id: number): Promise<Buffer> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
    owner,
    repo,
    artifact_id: id,
    archive_format: 'zip',
    request: { parseSuccessResponseBody: false },
  });
  const chunks: Buffer[] = [];
  let size = 0;
  // The type of the data is that of a parsed answer; unparsed it is a stream of bytes.
  for await (const chunk of data as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LARGEST_ARTIFACT) throw new BadArtifact(`artifact ${id} does not end`);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** The document in a zip file. @throws */
export function documentIn(zip: Buffer): RunDocument {
  const entry = zipEntries(zip).find(({ name }) => DOCUMENT.test(name));
  if (!entry) throw new Error('there is no run document in it');
  const file = entry.read(LARGEST_DOCUMENT);
  const text = entry.name.endsWith('.gz') ? gunzipSync(file, { maxOutputLength: LARGEST_DOCUMENT }) : file;
  return parseRun(text.toString('utf8'), entry.name);
}
