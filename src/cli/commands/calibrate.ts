/** `tare calibrate`: measures the same runtimes on both sides, to learn how small a change this host can show. */
import { loadInputs } from '../../app/edge/inputs.js';
import { requestOn } from '../../app/edge/request.js';
import { installingOf } from '../../app/request/resolve.js';
import { calibrationOf } from '../../compare/calibration.js';
import { flagLayer } from '../../config/cli-options.js';
import { InputError } from '../../errors.js';
import { statePath } from '../../host/state-paths.js';
import { EQUAL_LAUNCHES } from '../../measure/planning/stopping.js';
import { printableJson } from '../../printable.js';
import { calibrationText } from '../../report/calibration.js';
import { CalibrationStore } from '../../results/calibration.js';
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
  if (run.stopped?.reason === 'cancelled') return 130;
  if (run.blocks.length < FIRST) {
    throw new InputError(
      `${count(run.blocks.length, 'block')} ${run.blocks.length === 1 ? 'is' : 'are'} too few to calibrate with: ${FIRST} are needed.`,
      'Give a larger budget, or fewer benchmarks or runtimes.',
    );
  }
  say('resampling comparisons of identical code');
  const calibration = calibrationOf(run, run.plan.tune === 'on');
  const path = new CalibrationStore(statePath()).keep(calibration);
  const { width } = terminalOf(process.stdout);
  show(options.json ? `${printableJson(calibration)}\n` : calibrationText(calibration, width, path));
  return left.length > 0 ? 3 : 0;
}
