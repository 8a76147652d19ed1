/** The check that says "measuring: block 7 of 24" on the commit, where the token may write one. */
import * as core from '@actions/core';
import { beginCheck, tellCheck } from '../github/check-run.js';
import { legOf } from '../github/workflow.js';
import type { Observer } from '../measure/observer.js';
import type { RunDocument } from '../results/document.js';
import { attempt, type Connection } from './github.js';

/** Between two updates, ms: the requests must not disturb what is measured. */
const PAUSE_MS = 20_000;

const SUMMARY = 'The result will be here, in the job summary and, on a pull request, in a comment.';

/** `Tare: measure (arm64)`. */
export function checkName(job: string, matrix: string): string {
  const leg = legOf(matrix).join(', ');
  return `Tare: ${job}${leg === '' ? '' : ` (${leg})`}`;
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

  /** Sets the output `check-run`, and the state by which the step's end finds it. */
  static async begin(connection: Connection | undefined, matrix: string): Promise<ProgressCheck | undefined> {
    if (!connection || connection.workflow.isFromFork) return undefined;
    const { workflow, github } = connection;
    const { owner, repo, serverUrl, run, job } = workflow;
    const detailsUrl = `${serverUrl}/${owner}/${repo}/actions/runs/${workflow.runId}`;
    const check = { name: checkName(job, matrix), sha: run.sha, detailsUrl };
    const text = { title: 'setting up', summary: SUMMARY };
    const id = await attempt('check', () => beginCheck(github, workflow, check, text));
    if (id === undefined) return undefined;
    core.setOutput('check-run', String(id));
    core.saveState('check-run', String(id));
    return new ProgressCheck(connection, id);
  }

  /** What `view` is told, and the check at times. */
  watch(view: Observer): Observer {
    return {
      step: (text) => view.step(text),
      warn: (text) => view.warn(text),
      busy: (arm, activity) => view.busy(arm, activity),
      blockEnded: (run, block) => view.blockEnded(run, block),
      blockStarted: (run, index, settled) => {
        view.blockStarted(run, index, settled);
        this.#tell(run, index);
      },
    };
  }

  /** Waits for the update that is under way. */
  async close(): Promise<void> {
    await this.#telling;
  }

  #tell({ plan }: RunDocument, index: number): void {
    const now = performance.now();
    if (this.#told > 0 && now - this.#told < PAUSE_MS) return;
    this.#told = now;
    const title = `measuring: block ${index + 1} of ${plan.blocks.max}`;
    const { github, workflow } = this.#connection;
    this.#telling = this.#telling.then(() =>
      attempt('check', () => tellCheck(github, workflow, this.#id, { title, summary: SUMMARY })),
    );
  }
}
