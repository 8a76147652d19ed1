/** Records what this job has uploaded so far, in a file: its steps are separate processes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { HostError } from '../../errors.js';
import { tryJson } from '../../json.js';

const uploadSchema = z.object({
  /** Name of the artifact. */
  name: z.string(),
  /** Id of the run document in it; absent for reports. */
  run: z.string().optional(),
});
type Recorded = z.infer<typeof uploadSchema>;

/** The runner empties this folder before each job. */
const ledger = (): string =>
  join(process.env.RUNNER_TEMP ?? tmpdir(), `tare-uploads-${process.env.GITHUB_RUN_ID}.json`);

export function uploadsOfJob(): Recorded[] {
  const path = ledger();
  if (!existsSync(path)) return [];
  const parsed = z.array(uploadSchema).safeParse(tryJson(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new HostError(
    `${path} does not list the uploads of this job.`,
    'It was cut short or edited: run the job again.',
  );
}

export function recordUpload(upload: Recorded): void {
  writeFileSync(ledger(), JSON.stringify([...uploadsOfJob(), upload]));
}
