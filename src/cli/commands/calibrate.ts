/** `tare calibrate`: measures the same runtimes on both sides, to learn how small a change this host can show. */
import { loadInputs } from '../../app/edge/inputs.js';
import { requestOn } from '../../app/edge/request.js';
import { armsOf, installingOf } from '../../app/request/resolve.js';
import { calibrationOf } from '../../compare/calibration.js';
import { flagLayer } from '../../config/cli-options.js';
import type { Inputs } from '../../config/inputs.js';
import { EXIT, InputError } from '../../errors.js';
import { statePath } from '../../host/state-paths.js';
import { EQUAL_LAUNCHES } from '../../measure/planning/stopping.js';
import { printableJson } from '../../printable.js';
import { calibrationText } from '../../report/calibration.js';
import { CalibrationStore } from '../../results/calibration.js';
import type { RunDocument } from '../../results/document.js';
import { readRun } from '../../results/store.js';
import { DESIGN } from '../../stats/sequential.js';
import { count } from '../../units.js';
import { againAsRoot, isRoot } from '../as-root.js';
import { terminalOf } from '../present.js';
import { say, show } from '../print.js';
import { measureOnTerminal } from '../terminal-run.js';

const [FIRST = 0, LAST = 0] = [DESIGN.looks[0]?.n, DESIGN.looks.at(-1)?.n];

export async function calibrate(options: Readonly<Record<string, unknown>>): Promise<number> {
  const given = loadInputs(flagLayer('calibrate', options));
  refuseNativeAlone(given);
  if (!isRoot()) return againAsRoot([given.output]);
  // No cell gives its time to others in a calibration: each gets as many launches as the budget allows, up to the
  // last look.
  const blocks = { min: Math.max(FIRST, given.blocks.min), max: Math.max(LAST, given.blocks.max) };
  const inputs = { ...given, blocks, baselineRuntimes: given.runtimes };
  const { path: taken, left } = await measureOnTerminal({
    purpose: 'tare calibrate',
    installing: installingOf(inputs),
    request: (host) => requestOn(host, inputs),
    sharing: EQUAL_LAUNCHES,
  });
  const run = readRun(taken);
  if (run.stopped?.reason === 'cancelled') return EXIT.cancelled;
  const fault = faultOf(run);
  if (fault) {
    say(`tare: ${fault.why}`);
    return left.length > 0 ? EXIT.host : fault.code;
  }
  say('resampling comparisons of identical code');
  const calibration = calibrationOf(run, run.plan.tune === 'on');
  const path = new CalibrationStore(statePath()).keep(calibration);
  const { width } = terminalOf(process.stdout);
  show(options.json ? `${printableJson(calibration)}\n` : calibrationText(calibration, width, path));
  return left.length > 0 ? EXIT.host : 0;
}

function refuseNativeAlone(given: Inputs): void {
  if (armsOf(given, process.cwd()).length > 1) return;
  throw new InputError(
    'runtimes: native alone cannot be calibrated: false alarms are those of a runtime that is set against itself.',
    'Name one, as in tare calibrate --runtimes runc.',
  );
}

/** Says why nothing can be learned from a run; undefined where something can. */
function faultOf({ stopped, blocks }: RunDocument): { readonly why: string; readonly code: number } | undefined {
  if (stopped === null || stopped.reason === 'error')
    return { why: 'The run ended early, so nothing is kept of it.', code: EXIT.inPart };
  if (blocks.length >= FIRST) return undefined;
  const { message, exitCode } = new InputError(
    `${count(blocks.length, 'block')} ${blocks.length === 1 ? 'is' : 'are'} too few to calibrate with: ${FIRST} are needed.`,
    'Give a larger budget, or fewer benchmarks or runtimes.',
  );
  return { why: message, code: exitCode };
}
