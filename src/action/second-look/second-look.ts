/**
 * The second look in a workflow: where a run alarms against a recorded one, root measures both sides. The half that
 * is the runner's user fetches the baseline and its programs from GitHub; the half that is root checks the programs'
 * digests.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { knownRuns } from '../../app/judge.js';
import type { Judging } from '../../app/request/request.js';
import { alarms } from '../../compare/one-run/confirmation.js';
import { hasSides } from '../../compare/one-run/sides.js';
import { UserError } from '../../errors.js';
import { runsPath } from '../../host/state-paths.js';
import { parseJson } from '../../json.js';
import { confirmationSchema, type RunDocument } from '../../results/document.js';
import { cellNameSchema } from '../../results/schema/plan.js';
import { isFinished } from '../../results/state.js';
import { readRun, writeRun } from '../../results/store.js';
import { attempt, type Connection } from '../github.js';
import { say } from '../print.js';
import { type BaselineQuery, type Judgement, judgeInWorkflow } from '../publish/baseline.js';
import { fetchPrograms } from './fetch-programs.js';

export const askedLookSchema = z.object({
  path: z.string(),
  baseline: z.string(),
  cells: z.array(cellNameSchema),
  offered: z.array(z.object({ path: z.string(), sha256: z.string() })),
});

/** The request to root; documents are given by path. */
export type AskedLook = z.infer<typeof askedLookSchema>;

export interface Measurement {
  readonly judging: Judging;
  /** The branch for baselines, where the user names one. */
  readonly baselineBranch: string | undefined;
  readonly connection: Connection | undefined;
  /** Path of the document. */
  readonly path: string;
  /** Name of the artifact that earlier runs left. */
  readonly artifact: string;
}

/** @param start lets root measure, and returns the confirmation as JSON. */
export async function takeSecondLook(
  measurement: Measurement,
  start: (look: AskedLook) => Promise<string>,
): Promise<void> {
  const { judging, baselineBranch, connection, path, artifact } = measurement;
  const run = readRun(path);
  if (!connection || judging.secondLookSeconds === 0 || hasSides(run) || !isFinished(run)) return;
  const judgement = await judged({ run, judging, baselineBranch, artifact }, connection);
  const cells = judgement?.input.comparison ? alarms(judgement.input.comparison) : [];
  const baseline = judgement && recordedOf(judgement, run, judging);
  if (judgement === undefined || baseline === undefined || cells.length === 0) return;
  say(
    `Slower or suspected against run ${baseline.id}: ${cells.map((one) => `${one.arm} ${one.benchmark}`).join(', ')}.`,
  );
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'tare-look-'));
  try {
    const runId = judgement.found?.runId;
    const wanted = { candidate: run, baseline, arms: cells.map(({ arm }) => arm), artifact, folder };
    const offered =
      runId === undefined
        ? []
        : await attempt('programs of the baseline', () => fetchPrograms({ ...wanted, runId }, connection));
    const document = join(folder, 'baseline.json');
    writeRun(document, baseline);
    const names = cells.map(({ arm, benchmark }) => ({ arm, benchmark }));
    const told = await start({ path, baseline: document, cells: names, offered: offered ?? [] });
    const confirmation = confirmationSchema.parse(parseJson(told, 'The result of the second look'));
    writeRun(path, { ...run, confirmation });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A missing baseline is no error here: the report tells why there is none, and whether that fails the job. */
async function judged(
  query: Pick<BaselineQuery, 'run' | 'judging' | 'baselineBranch' | 'artifact'>,
  connection: Connection,
): Promise<Judgement | undefined> {
  try {
    return await judgeInWorkflow({ ...query, ...connection });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(`There is no second look: ${error.message}`);
    return undefined;
  }
}

/** Returns the recorded run of the comparison. */
function recordedOf({ input, found }: Judgement, run: RunDocument, { baseline }: Judging): RunDocument | undefined {
  if (found) return found.run;
  if (baseline.kind === 'file') return readRun(baseline.path);
  return knownRuns(run, runsPath()).find(({ id }) => id === input.comparison?.baseline.id);
}
