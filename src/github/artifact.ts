/** Uploads files as a workflow artifact. Only the report entry loads this, since the client is large. */
import { DefaultArtifactClient } from '@actions/artifact';
import { messageOf } from './errors.js';

export interface Upload {
  readonly name: string;
  readonly files: readonly string[];
  /** Paths in the artifact are relative to it. */
  readonly folder: string;
  /** The repository's setting counts where it is absent. */
  readonly retentionDays: number | undefined;
  /** It is true for files that are compressed already, which are stored as they are. */
  readonly isCompressed: boolean;
}

export interface Uploaded {
  readonly id: number;
  /** It is the name that was asked for, or the next free one where the run has that already. */
  readonly name: string;
  /** The run had these names already; each was tried in turn. */
  readonly taken: readonly Taken[];
  /** It is the size of the zip file in bytes. */
  readonly size: number;
}

export interface Taken {
  readonly name: string;
  /** It is false where nobody has finished the upload yet. */
  readonly isWhole: boolean;
}

/** A run uploads this many of one name at most; the action may be called more than once in a job. */
const MOST_OF_A_NAME = 10;

/** Uploads the files. @throws where GitHub does not take them. */
export async function uploadArtifact(upload: Upload): Promise<Uploaded> {
  const names = Array.from({ length: MOST_OF_A_NAME }, (_, at) =>
    at === 0 ? upload.name : `${upload.name}-${at + 1}`,
  );
  const taken: Taken[] = [];
  for (const name of names) {
    const uploaded = await tryUpload(upload, name);
    if (uploaded) return { ...uploaded, taken };
    taken.push({ name, isWhole: await isWhole(name) });
  }
  throw new Error(`this run has ${MOST_OF_A_NAME} artifacts called ${upload.name} already`);
}

/** GitHub lists what is whole. */
async function isWhole(name: string): Promise<boolean> {
  const { artifacts } = await new DefaultArtifactClient().listArtifacts();
  return artifacts.some((one) => one.name === name);
}

/** Returns undefined where the run has an artifact of this name, since that cannot be changed. */
async function tryUpload(upload: Upload, name: string): Promise<Omit<Uploaded, 'taken'> | undefined> {
  const { files, folder, retentionDays, isCompressed } = upload;
  const options = { ...(retentionDays && { retentionDays }), ...(isCompressed && { compressionLevel: 0 }) };
  try {
    const { id, size } = await new DefaultArtifactClient().uploadArtifact(name, [...files], folder, options);
    if (id === undefined) throw new Error(`GitHub did not say which id the artifact ${name} has`);
    return { id, name, size: size ?? 0 };
  } catch (error) {
    if (error instanceof Error && /already exists/.test(error.message)) return undefined;
    throw new Error(messageOf(error), { cause: error });
  }
}
