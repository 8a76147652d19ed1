/** Fetches the programs that a trusted run left, for a second look. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfferedProgram } from '../../app/confirm/confirm.js';
import { soleProgram } from '../../app/measuring/kept-programs.js';
import { programsOf, samePrograms } from '../../compare/one-run/confirmation.js';
import { downloadProgram, latestArtifact } from '../../github/download.js';
import { PROGRAMS } from '../../github/workflow.js';
import type { RunDocument } from '../../results/document.js';
import type { Connection } from '../github.js';

export interface Wanted {
  readonly candidate: RunDocument;
  readonly baseline: RunDocument;
  /** The arms that alarmed. */
  readonly arms: readonly string[];
  /** The trusted run on GitHub that is the baseline, and the name of its document's artifact. */
  readonly runId: number;
  readonly artifact: string;
  /** Folder for the files. */
  readonly folder: string;
}

/** Returns the trusted run's programs of those arms whose program has changed. */
export async function fetchPrograms(wanted: Wanted, { github, workflow }: Connection): Promise<OfferedProgram[]> {
  const { candidate, baseline, arms, runId: run_id, artifact, folder } = wanted;
  const changed = candidate.plan.arms.filter(
    ({ id, path }) =>
      path !== undefined && arms.includes(id) && !samePrograms(programsOf(baseline, id), programsOf(candidate, id)),
  );
  if (changed.length === 0) return [];
  const { owner, repo } = workflow;
  const name = `${artifact}${PROGRAMS}`;
  const { data } = await github.rest.actions.listWorkflowRunArtifacts({ owner, repo, run_id, name });
  const kept = latestArtifact(data.artifacts);
  if (kept === undefined || kept.expired) return [];
  const offered: OfferedProgram[] = [];
  for (const arm of changed) {
    const program = soleProgram(arm, baseline);
    if (program === undefined) continue;
    const bytes = await downloadProgram(github, workflow, kept, program.sha256);
    const path = join(folder, program.sha256, arm.runtime);
    mkdirSync(join(folder, program.sha256), { recursive: true });
    writeFileSync(path, bytes);
    offered.push({ path, sha256: program.sha256 });
  }
  return offered;
}
