/** Looks inside what regressed in a run of both sides, once all its verdicts are there. */
import { regressedCells } from '../../compare/one-run/regressed.js';
import { type InspectRequest, inspectCells, isInspectable } from '../../measure/inspect/inspect.js';
import type { RunDocument } from '../../results/document.js';
import { MOST_INSPECTIONS } from '../../results/limits.js';

interface Inspecting extends InspectRequest {
  readonly save: (run: RunDocument) => void;
}

/** Returns the run with what was seen, which has been saved. The run is as it was where nothing is to be seen. */
export async function inspected(run: RunDocument, request: Inspecting): Promise<RunDocument> {
  const { benchmarks, host, observer, save, stopping } = request;
  if (stopping.aborted) return run;
  const inspectable = new Set(benchmarks.filter(isInspectable).map(({ id }) => id));
  const all = regressedCells(run);
  const cells = all.filter(({ benchmark }) => inspectable.has(benchmark)).slice(0, MOST_INSPECTIONS);
  const left = all.filter((cell) => !cells.includes(cell)).map(({ arm, benchmark }) => `${arm} ${benchmark}`);
  const warnings = left.length === 0 ? [] : [leftOut(left)];
  for (const warning of warnings) observer.warn(warning);
  if (all.length === 0) return run;
  if (cells.length > 0) host.log.step(`inspecting ${cells.length} of the cells that regressed`);
  const inspections = cells.length === 0 ? [] : await inspectCells(cells, { ...request, run });
  const whole = { ...run, warnings: [...run.warnings, ...warnings], ...(inspections.length > 0 && { inspections }) };
  save(whole);
  return whole;
}

const leftOut = (cells: readonly string[]): string =>
  `Not inspected: ${cells.slice(0, MOST_INSPECTIONS).join(', ')}${cells.length > MOST_INSPECTIONS ? ' and others' : ''}. At most ${MOST_INSPECTIONS} cells are, and none whose benchmark is a start, a crowd or a network.`;
