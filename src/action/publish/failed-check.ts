/** Writes the check of a report that could not be made, since a branch may wait for it. */
import { UserError } from '../../errors.js';
import { createCheck, latestNotes } from '../../github/check-run.js';
import { escapeMarkdown } from '../../report/markdown/escape.js';
import { attempt, type Connection } from '../github.js';
import { checkOn } from './comment-and-check.js';

/**
 * Does what comes before the check of a report. Where it fails and the report is on another run of a change, the check
 * fails with the reason: it would stay "Expected", and say nothing, where a branch requires it.
 * @param named the artifact that the report is about; undefined for all.
 */
export async function orFailedCheck<T>(
  connection: Connection | undefined,
  named: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { workflow } = connection ?? {};
    if (connection && workflow?.isAboutOther && (workflow.change ?? workflow.queue))
      await attempt('check', () => failedCheck(connection, named, error));
    throw error;
  }
}

/** The check says again whom an earlier one holds back: only a report can tell that it does so no longer. */
async function failedCheck({ github, workflow }: Connection, named: string | undefined, error: unknown): Promise<void> {
  const check = checkOn(workflow, named);
  const notes = await latestNotes(github, workflow, check);
  const { holdsBack = [] } = notes.find((one) => one.workflow === workflow.run.workflow) ?? {};
  const note = { workflow: workflow.run.workflow, outcome: 'fails', holdsBack } as const;
  const title = 'Nothing could be reported';
  await createCheck(github, workflow, { ...check, conclusion: 'failure', note }, { title, summary: reasonOf(error) });
}

/** Errors that nobody foresaw may quote anything, and the log alone is masked. */
function reasonOf(error: unknown): string {
  if (!(error instanceof UserError)) return 'The job ended before there was a result; its log says why.';
  return error.message.split('\n').map(escapeMarkdown).join('\n\n');
}
