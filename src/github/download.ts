/** Takes a run document out of an artifact. Whatever is in the artifact is treated as hostile. */
import { createHash } from 'node:crypto';
import { HostError, UserError } from '../errors.js';
import { LARGEST_PROGRAM } from '../host/kept-programs.js';
import type { RunDocument } from '../results/document.js';
import { LARGEST_PACKED_BYTES } from '../results/limits.js';
import { confirmationText, documentText } from '../results/packed.js';
import { parseRun } from '../results/store.js';
import { zipEntries } from '../results/zip.js';
import type { GitHub } from './client.js';
import { lacksPermission, messageOf, statusOf } from './errors.js';

/** What GitHub says of an artifact. */
export interface ListedArtifact {
  readonly id: number;
  readonly name: string;
  readonly size_in_bytes: number;
  readonly digest?: string | null | undefined;
  readonly expired: boolean;
  /** It is when GitHub got it, in ISO 8601. */
  readonly created_at: string | null;
}

/** An artifact that is not what it should be; the message says in which way. */
export class BadArtifact extends UserError {
  override readonly name = 'BadArtifact';
  override readonly exitCode = 2;

  /** @param fault `gone` where it was deleted, or has expired, after it was listed. */
  constructor(
    message: string,
    private readonly fault: 'content' | 'digest' | 'gone' = 'content',
  ) {
    super(message);
  }

  /** It is true where other bytes came than were uploaded: then nothing that comes this way can be trusted. */
  get isTampering(): boolean {
    return this.fault === 'digest';
  }

  get isGone(): boolean {
    return this.fault === 'gone';
  }
}

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/**
 * Returns the artifact that counts among those of one name in one run, which is the one with the highest id: each
 * attempt may leave one, and GitHub lists them in no order.
 */
export function latestArtifact<A extends ListedArtifact>(artifacts: readonly A[]): A | undefined {
  return artifacts.reduce<A | undefined>((latest, one) => (latest && latest.id > one.id ? latest : one), undefined);
}

export interface Documents {
  readonly run: RunDocument;
  /** It is the run of both sides, where an alarm had a second look. */
  readonly confirming: RunDocument | undefined;
}

/**
 * Downloads a run document. @throws BadArtifact for what is gone, too large, damaged, or no run document; HostError
 * where it is refused; other errors of GitHub as they are.
 */
export async function downloadRun(
  github: GitHub,
  repository: Repository,
  artifact: ListedArtifact,
): Promise<RunDocument> {
  return (await downloadDocuments(github, repository, artifact)).run;
}

/** Downloads the document with what lies beside it. @throws as `downloadRun` does. */
export async function downloadDocuments(
  github: GitHub,
  repository: Repository,
  artifact: ListedArtifact,
): Promise<Documents> {
  const bytes = await downloadWhole(github, repository, artifact, LARGEST_PACKED_BYTES);
  const shown = `artifact ${artifact.name} (${artifact.id})`;
  return reading(() => {
    const beside = confirmationText(bytes, shown);
    const run = parseRun(documentText(bytes, shown), shown);
    return { run, confirming: beside === undefined ? undefined : parseRun(beside, `${shown}, second look`) };
  });
}

/** One artifact may hold this many programs. */
const MOST_PROGRAMS = 8;

/**
 * Downloads the program with this digest, of those that a trusted run left.
 * @throws BadArtifact where it is not in the artifact, or something else is in its place.
 */
export async function downloadProgram(
  github: GitHub,
  repository: Repository,
  artifact: ListedArtifact,
  sha256: string,
): Promise<Buffer> {
  const bytes = await downloadWhole(github, repository, artifact, MOST_PROGRAMS * LARGEST_PROGRAM);
  return reading(() => {
    const program = zipEntries(bytes)
      .find(({ name }) => name === sha256)
      ?.read(LARGEST_PROGRAM);
    if (program === undefined) throw new Error(`artifact ${artifact.name} has no program with sha256 ${sha256}`);
    const found = createHash('sha256').update(program).digest('hex');
    if (found !== sha256) throw new Error(`artifact ${artifact.name} has another program, ${found}, as ${sha256}`);
    return program;
  });
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadArtifact(error instanceof Error ? error.message : String(error));
  }
}

async function downloadWhole(
  github: GitHub,
  repository: Repository,
  { id, name, size_in_bytes: size, digest }: ListedArtifact,
  most: number,
): Promise<Buffer> {
  if (size > most) throw new BadArtifact(`artifact ${name} (${id}) has ${size} bytes: too many to be ours`);
  const bytes = await listedZip(github, repository, { id, name, most });
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (!digest || digest === found) return bytes;
  throw new BadArtifact(`artifact ${name} (${id}) is not what was uploaded: ${digest} became ${found}`, 'digest');
}

interface Zip {
  readonly id: number;
  readonly name: string;
  readonly most: number;
}

/**
 * The artifact was listed, so that an answer by which GitHub else hides what a token may not see tells of the
 * artifact, or of the store.
 */
async function listedZip(github: GitHub, repository: Repository, { id, name, most }: Zip): Promise<Buffer> {
  try {
    return await downloadZip(github, repository, id, most);
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 410) throw new BadArtifact(`artifact ${name} (${id}) is gone`, 'gone');
    if ((status !== 401 && status !== 403) || lacksPermission(error)) throw error;
    throw new HostError(
      `Artifact ${name} (${id}) was listed, but its download was refused (${status} ${messageOf(error)}).`,
      'Run this job again: the store of GitHub may be out of order.',
    );
  }
}

/** The redirect to the store is followed without the token, since `fetch` drops it on the way to another host. */
async function downloadZip(github: GitHub, { owner, repo }: Repository, id: number, most: number): Promise<Buffer> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
    owner,
    repo,
    artifact_id: id,
    archive_format: 'zip',
    request: { parseSuccessResponseBody: false },
  });
  const chunks: Buffer[] = [];
  let size = 0;
  // The data has the type of a parsed answer, but is a stream of bytes where it is not parsed.
  for await (const chunk of data as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw new BadArtifact(`artifact ${id} does not end`);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}
