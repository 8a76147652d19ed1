/** Takes a run document out of an artifact. Whatever is in the artifact is treated as hostile. */
import { createHash } from 'node:crypto';
import { UserError } from '../errors.js';
import type { RunDocument } from '../results/document.js';
import { LARGEST_PACKED_BYTES } from '../results/limits.js';
import { documentText } from '../results/packed.js';
import { parseRun } from '../results/store.js';
import type { GitHub } from './client.js';

/** What GitHub says of an artifact. */
export interface ListedArtifact {
  readonly id: number;
  readonly name: string;
  readonly size_in_bytes: number;
  readonly digest?: string | null | undefined;
  readonly expired: boolean;
}

/** An artifact that is not what it should be; the message says in which way. */
export class BadArtifact extends UserError {
  override readonly name = 'BadArtifact';
  override readonly exitCode = 2;
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

/** The one that counts of those of one name in one run: each attempt may leave one, and they come in no order. */
export function latestArtifact<A extends ListedArtifact>(artifacts: readonly A[]): A | undefined {
  return artifacts.reduce<A | undefined>((latest, one) => (latest && latest.id > one.id ? latest : one), undefined);
}

/** @throws BadArtifact for what is too large, damaged, or no run document; errors of GitHub as they are. */
export async function downloadRun(github: GitHub, place: Place, artifact: ListedArtifact): Promise<RunDocument> {
  const { id, name, size_in_bytes: size, digest } = artifact;
  if (size > LARGEST_PACKED_BYTES)
    throw new BadArtifact(`artifact ${name} (${id}) has ${size} bytes: too many to be ours`);
  const bytes = await downloadZip(github, place, id);
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (digest && digest !== found) {
    throw new BadArtifact(`artifact ${name} (${id}) is not what was uploaded: ${digest} became ${found}`, 'digest');
  }
  const shown = `artifact ${name} (${id})`;
  try {
    return parseRun(documentText(bytes, shown), shown);
  } catch (error) {
    throw new BadArtifact(error instanceof Error ? error.message : String(error));
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
    if (size > LARGEST_PACKED_BYTES) throw new BadArtifact(`artifact ${id} does not end`);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}
