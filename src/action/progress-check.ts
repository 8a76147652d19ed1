/** Shows "measuring: block 7 of 24" as a check on the commit, where the token may write one. */
import * as core from '@actions/core';
import { beginCheck, updateCheck } from '../github/check-run.js';
import { legOf } from '../github/workflow.js';
import { attempt, type Connection } from './github.js';
import { uploadsOfJob } from './publish/uploads.js';

/** Pause between two updates in ms: the requests must not disturb the measurement. */
const PAUSE_MS = 20_000;

const SUMMARY = 'The result will be here, in the job summary and, on a pull request, in a comment.';

/** Name of the check, such as `Tare: measure (arm64)`. */
export function checkName(job: string, matrix: string): string {
  const leg = legOf(matrix).join(', ');
  return `Tare: ${job}${leg === '' ? '' : ` (${leg})`}`;
}

/** A job may call the action again: a check of the same name would hide the one before, whatever that says. */
function callOfJob(): string {
  const calls = uploadsOfJob().filter(({ run }) => run !== undefined).length;
  return calls === 0 ? '' : ` #${calls + 1}`;
}

export class ProgressCheck {
  readonly #connection: Connection;
  readonly #id: number;
  #told = 0;
  #telling: Promise<unknown> = Promise.resolve();

  private constructor(connection: Connection, id: number) {
    this.#connection = connection;
    this.#id = id;
  }

  /** Begins the check. Sets the output `check-run`, and the state by which the end of the step finds it. */
  static async begin(connection: Connection | undefined, matrix: string): Promise<ProgressCheck | undefined> {
    if (!connection || connection.workflow.isFromFork) return undefined;
    const { workflow, github } = connection;
    const { owner, repo, serverUrl, run, job } = workflow;
    const detailsUrl = `${serverUrl}/${owner}/${repo}/actions/runs/${workflow.runId}`;
    const check = { name: `${checkName(job, matrix)}${callOfJob()}`, sha: run.sha, detailsUrl };
    const text = { title: 'setting up', summary: SUMMARY };
    const id = await attempt('check', () => beginCheck(github, workflow, check, text));
    if (id === undefined) return undefined;
    core.setOutput('check-run', String(id));
    core.saveState('check-run', String(id));
    return new ProgressCheck(connection, id);
  }

  /** Waits for an update that is under way. */
  async close(): Promise<void> {
    await this.#telling;
  }

  /** Tells the number of the current block, at most once a pause. */
  tell(block: number, of: number): void {
    const now = performance.now();
    if (this.#told > 0 && now - this.#told < PAUSE_MS) return;
    this.#told = now;
    const title = `measuring: block ${block} of ${of}`;
    const { github, workflow } = this.#connection;
    this.#telling = this.#telling.then(() =>
      attempt('check', () => updateCheck(github, workflow, this.#id, { title, summary: SUMMARY })),
    );
  }
}
