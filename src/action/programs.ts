/** Runtimes given by path go with a trusted run's document, so that a later alarm can be put to an A/B. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfferedProgram } from '../app/confirm/confirm.js';
import { soleProgram } from '../app/kept-programs.js';
import { programsOf, samePrograms } from '../compare/confirmation.js';
import { hasSides } from '../compare/within-run.js';
import { UserError } from '../errors.js';
import { downloadProgram, latestArtifact } from '../github/download.js';
import { PROGRAMS, type WorkflowContext } from '../github/workflow.js';
import { programAt } from '../host/kept-programs.js';
import type { PlannedArm, RunDocument } from '../results/document.js';
import { isTrustedEvent } from '../results/origin.js';
import { attempt, type Connection } from './github.js';
import { say } from './print.js';
import { type ArtifactTarget, uploadPrograms } from './upload.js';

/** Only a run that can become a baseline leaves any: nobody asks for those of a pull request. */
export async function keepPrograms(run: RunDocument, shelf: ArtifactTarget, workflow: WorkflowContext): Promise<void> {
  if (workflow.isAboutOther || !isTrustedEvent(workflow.run.event) || hasSides(run)) return;
  const files = Object.fromEntries(run.plan.arms.map((arm) => programOf(arm, run)).filter((one) => one !== undefined));
  if (Object.keys(files).length > 0) await attempt('programs', () => uploadPrograms(files, shelf, workflow));
}

/** Its digest and its bytes; undefined where it is not one program given by path, or is not there any more. */
function programOf(arm: PlannedArm, run: RunDocument): [string, Buffer] | undefined {
  const program = arm.path === undefined ? undefined : soleProgram(arm, run);
  if (program === undefined) return undefined;
  try {
    return [program.sha256, programAt(program.path, program.sha256)];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(`${arm.id} is not kept for a later comparison: ${error.message}`);
    return undefined;
  }
}

export interface Wanted {
  readonly candidate: RunDocument;
  readonly baseline: RunDocument;
  /** Arms that alarmed. */
  readonly arms: readonly string[];
  /** Where the baseline is from: a trusted run on GitHub, and the name of its document's artifact. */
  readonly runId: number;
  readonly artifact: string;
  /** That takes the files. */
  readonly folder: string;
}

/** What the trusted run left of those arms whose program has changed. */
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
