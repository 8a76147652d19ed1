/** Whether a job that checks out another branch can measure anything of the change that its answer is about. Pure. */
import type { Inputs } from '../../config/inputs.js';
import type { WorkflowContext } from '../../github/workflow.js';

type Workflow = Pick<WorkflowContext, 'isAboutOther' | 'change' | 'queue'> & {
  readonly run: { readonly event: string };
};
type Asked = Pick<Inputs, 'runtimes' | 'rootfs' | 'image'>;

/**
 * Returns whether only the checkout can bring the change into this job, as one about another run or of
 * `pull_request_target`: what is given by a path or as an image may be what the change has made.
 */
export function needsOtherCheckout(workflow: Workflow | undefined, { runtimes, rootfs, image }: Asked): boolean {
  const isElsewhere = workflow?.isAboutOther || workflow?.run.event === 'pull_request_target';
  if (!isElsewhere || !(workflow.change ?? workflow.queue)) return false;
  return !runtimes.some((item) => /[=/]/.test(item)) && rootfs === undefined && image === undefined;
}
