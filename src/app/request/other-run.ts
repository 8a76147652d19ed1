/** Whether a job about another run can measure anything of the change that the answer would be about. Pure. */
import type { Inputs } from '../../config/inputs.js';
import type { WorkflowContext } from '../../github/workflow.js';

type Workflow = Pick<WorkflowContext, 'isAboutOther' | 'change' | 'queue'>;
type Asked = Pick<Inputs, 'runtimes' | 'rootfs' | 'image'>;

/**
 * Returns whether only the checkout can bring the change of the other run into this job: what is given by a path or as
 * an image may be what that run has made.
 */
export function needsOtherCheckout(workflow: Workflow | undefined, { runtimes, rootfs, image }: Asked): boolean {
  if (!workflow?.isAboutOther || !(workflow.change ?? workflow.queue)) return false;
  return !runtimes.some((item) => /[=/]/.test(item)) && rootfs === undefined && image === undefined;
}
