/** What this job has uploaded so far: its steps are processes of their own and share no other memory. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

const uploadSchema = z.object({
  /** Of the artifact. */
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
  return existsSync(path) ? z.array(uploadSchema).parse(JSON.parse(readFileSync(path, 'utf8'))) : [];
}

export function recordUpload(upload: Recorded): void {
  writeFileSync(ledger(), JSON.stringify([...uploadsOfJob(), upload]));
}
