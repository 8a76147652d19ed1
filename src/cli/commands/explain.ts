/** `tare explain RUN CELL`: shows everything behind one verdict. */
import { readWithSecondLook, type WithSecondLook } from '../../app/confirm/beside.js';
import { loadInputs } from '../../app/edge/inputs.js';
import { baselineOf, knownRuns } from '../../app/judge.js';
import { judgingOf } from '../../app/request/judging.js';
import type { Judging } from '../../app/request/request.js';
import { type Explanation, explainAcross, explainLookedAgain, explainSides } from '../../compare/explain.js';
import { hasSides } from '../../compare/one-run/sides.js';
import { flagLayer } from '../../config/cli-options.js';
import { InputError } from '../../errors.js';
import { runsPath } from '../../host/state-paths.js';
import { explanationJson, explanationText } from '../../report/explanation.js';
import type { CellName } from '../../results/document.js';
import { sayWhatIsHidden } from '../as-root.js';
import { terminalOf } from '../present.js';
import { show } from '../print.js';

export async function explainCell(
  file: string,
  words: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const judging = judgingOf(loadInputs(flagLayer('explain', options)));
  const explanation = explanationOf(readWithSecondLook(file), cellName(words.join(' ')), judging);
  const { width } = terminalOf(process.stdout);
  show(options.json ? explanationJson(explanation) : explanationText(explanation, width));
  return 0;
}

/** Parses `runc cpu.prime`: the benchmark is the last word, since an arm may hold spaces. @throws InputError */
export function cellName(text: string): CellName {
  const [, arm, benchmark] = /^(\S.*?)\s+(\S+)$/.exec(text.trim()) ?? [];
  if (arm !== undefined && benchmark !== undefined) return { arm, benchmark };
  throw new InputError(`"${text}" does not name a cell.`, 'Name a runtime and a benchmark, as in "runc cpu.prime".');
}

function explanationOf({ run, ab }: WithSecondLook, cell: CellName, { rule, baseline }: Judging): Explanation {
  if (hasSides(run)) return explainSides(cell, run, rule);
  sayWhatIsHidden();
  const known = knownRuns(run, runsPath());
  const chosen = baselineOf(run, baseline, known);
  if (chosen === undefined) {
    throw new InputError(
      `There is no run to compare ${run.id} with, so there is no verdict to explain.`,
      'Give one with --baseline FILE.',
    );
  }
  const settings = { ...rule, source: chosen.source, narrowed: run.narrowed };
  const across = explainAcross(cell, chosen.run, run, settings, known);
  return explainLookedAgain(across, { baseline: chosen.run, candidate: run, ab });
}
