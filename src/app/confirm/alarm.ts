/** Whether a comparison with a recorded run asks for a second look. */
import { alarms } from '../../compare/one-run/confirmation.js';
import { hasSides } from '../../compare/one-run/sides.js';
import type { RunDocument } from '../../results/document.js';
import { isFinished } from '../../results/state.js';
import { compared } from '../judge.js';
import type { ReadyJudging } from '../request/request.js';
import type { Alarm, OfferedProgram } from './confirm.js';

type Recorded = { readonly run: RunDocument; readonly source: string };

/** @returns undefined where there is no alarm, nothing to compare with, or where a second look is switched off. */
export function alarmOf(
  measured: Pick<Alarm, 'candidate' | 'path'>,
  judging: ReadyJudging,
  baseline: () => Recorded | undefined,
  history: readonly RunDocument[],
  offered: readonly OfferedProgram[] = [],
): Alarm | undefined {
  const { candidate } = measured;
  if (judging.secondLookSeconds === 0 || hasSides(candidate) || !isFinished(candidate)) return undefined;
  const recorded = baseline();
  if (recorded === undefined) return undefined;
  const { comparison } = compared(recorded, candidate, judging, history);
  const cells = alarms(comparison).map(({ arm, benchmark }) => ({ arm, benchmark }));
  return cells.length === 0 ? undefined : { ...measured, baseline: recorded.run, cells, offered };
}
