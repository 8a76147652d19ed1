/** Keeps the programs of a run: a later run may have to measure them again beside their successors. */
import type { ArmSpec } from '../../config/arms.js';
import { UserError } from '../../errors.js';
import { fileSentence } from '../../host/files/file-errors.js';
import type { Host } from '../../host/host.js';
import { KeptPrograms } from '../../host/kept-programs.js';
import type { Log } from '../../log.js';
import type { Binary, RunDocument } from '../../results/document.js';

/**
 * Only for arms that are one program each: where several programs make up a runtime, one alone would be another
 * runtime.
 */
export function soleProgram(arm: Pick<ArmSpec, 'id'>, { environments }: RunDocument): Binary | undefined {
  const binaries = environments.find((environment) => environment.arm === arm.id)?.binaries ?? [];
  return binaries.length === 1 ? binaries[0] : undefined;
}

/**
 * Without the kept program a later alarm cannot be confirmed, and that run says so. It is no reason to fail this one.
 */
export function keepPrograms(host: Host, run: RunDocument, log: Log): void {
  const kept = new KeptPrograms(host.paths.state);
  for (const arm of run.plan.arms) {
    const program = arm.side === undefined ? soleProgram(arm, run) : undefined;
    if (program === undefined) continue;
    try {
      kept.keep(program.path, program.sha256);
    } catch (error) {
      const trouble = error instanceof UserError ? error.message : fileSentence(error);
      if (trouble === undefined) throw error;
      log.warn(`${arm.id} is not kept for a later comparison: ${trouble}`);
    }
  }
}
