/**
 * Uploads runtimes given by path with a trusted run's document, so that a later alarm can be measured again beside
 * them.
 */
import { soleProgram } from '../../app/measuring/kept-programs.js';
import { hasSides } from '../../compare/one-run/sides.js';
import { UserError } from '../../errors.js';
import type { WorkflowContext } from '../../github/workflow.js';
import { programAt } from '../../host/kept-programs.js';
import type { PlannedArm, RunDocument } from '../../results/document.js';
import { isTrustedEvent } from '../../results/origin.js';
import { attempt } from '../github.js';
import { say } from '../print.js';
import { type ArtifactTarget, uploadPrograms } from '../publish/upload.js';

/** Only a run that can be a baseline leaves its programs: those of a pull request are never asked for. */
export async function keepPrograms(run: RunDocument, target: ArtifactTarget, workflow: WorkflowContext): Promise<void> {
  if (workflow.isAboutOther || !isTrustedEvent(workflow.run.event) || hasSides(run)) return;
  const files = Object.fromEntries(run.plan.arms.map((arm) => programOf(arm, run)).filter((one) => one !== undefined));
  if (Object.keys(files).length > 0) await attempt('programs', () => uploadPrograms(files, target, workflow));
}

/**
 * Returns the program's digest and bytes; undefined where the arm is not one program given by path, or where it is
 * gone.
 */
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
