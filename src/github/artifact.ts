/** Uploads files as a workflow artifact. Only the report entry loads this: the client is large. */
import { DefaultArtifactClient } from '@actions/artifact';

export interface Upload {
  readonly name: string;
  readonly files: readonly string[];
  /** Paths in the artifact are relative to it. */
  readonly folder: string;
  /** As the repository says where absent. */
  readonly retentionDays: number | undefined;
  /** Already compressed files are stored as they are. */
  readonly isCompressed: boolean;
}

export interface Uploaded {
  readonly id: number;
  /** The one asked for, or the next free one where the run has it already. */
  readonly name: string;
  /** Names that the run had already, each tried in turn. */
  readonly taken: readonly string[];
  /** Of the zip file, bytes. */
  readonly size: number;
}

/** Uploads of one name in one run; the action may be called more than once in a job. */
const MOST_OF_A_NAME = 10;

/** @throws where GitHub does not take it. */
export async function uploadArtifact(upload: Upload): Promise<Uploaded> {
  const names = Array.from({ length: MOST_OF_A_NAME }, (_, at) =>
    at === 0 ? upload.name : `${upload.name}-${at + 1}`,
  );
  for (const [tried, name] of names.entries()) {
    const uploaded = await tryUpload(upload, name);
    if (uploaded) return { ...uploaded, taken: names.slice(0, tried) };
  }
  throw new Error(`this run has ${MOST_OF_A_NAME} artifacts called ${upload.name} already`);
}

/** Undefined where the run has an artifact of this name; it cannot be changed. */
async function tryUpload(upload: Upload, name: string): Promise<Omit<Uploaded, 'taken'> | undefined> {
  const { files, folder, retentionDays, isCompressed } = upload;
  const options = { ...(retentionDays && { retentionDays }), ...(isCompressed && { compressionLevel: 0 }) };
  try {
    const { id, size } = await new DefaultArtifactClient().uploadArtifact(name, [...files], folder, options);
    if (id === undefined) throw new Error(`GitHub did not say which id the artifact ${name} has`);
    return { id, name, size: size ?? 0 };
  } catch (error) {
    if (error instanceof Error && /already exists/.test(error.message)) return undefined;
    throw error;
  }
}
