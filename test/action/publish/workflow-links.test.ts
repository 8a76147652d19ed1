/** What a report says of its workflow. */
import { describe, expect, it } from '@jest/globals';
import type { Judgement } from '../../../src/action/publish/baseline.js';
import { workflowLinksOf } from '../../../src/action/publish/workflow-links.js';
import type { WorkflowContext } from '../../../src/github/workflow.js';
import { buildRun } from '../../support/run-builder.js';

const page = { serverUrl: 'https://github.com', owner: 'octo', repo: 'project', runId: 9 };
const run = { id: 9, attempt: 2, sha: 'a'.repeat(40) };
const workflow = { ...page, run } as WorkflowContext;
const judgement: Judgement = { input: { run: buildRun(), overheads: [] }, found: undefined, noBaseline: [] };
const told = { accepted: undefined, refused: [], label: 'ok', isAsked: false, artifact: 'x', uploaded: undefined };

describe('a report on a run that was repeated', () => {
  it('says which attempt measured, where the job was not run again', () => {
    expect(workflowLinksOf(judgement, { ...told, attempt: 1 }, workflow)?.caveats).toEqual([
      'This was measured in attempt 1 of the run: its job was not run again in attempt 2.',
    ]);
  });

  it('says nothing of attempts where the last one measured', () => {
    expect(workflowLinksOf(judgement, told, workflow)?.caveats).toEqual([]);
  });
});
