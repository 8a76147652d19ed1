/** Writes the result of a run for machines. */
import { printableJson } from '../../printable.js';
import type { ReportInput } from '../input.js';
import { resultOf } from '../status.js';

/** This is the version of the shape below. It is raised when a field changes its meaning. */
const REPORT_VERSION = 1;

/** Writes what was decided and on which figures. The trials themselves are in the run document that `run.id` names. */
export function renderJson(input: ReportInput): string {
  const { run, overheads, comparison, gate, limits, calibration } = input;
  const { id, tool, startedAt, finishedAt, plan, fingerprint, environments, stopped, warnings, blocks } = run;
  const report = {
    kind: 'tare-report',
    schemaVersion: REPORT_VERSION,
    run: { id, tool, startedAt, finishedAt, plan, fingerprint, environments, stopped, warnings, blocks: blocks.length },
    ...resultOf(input),
    overheads,
    comparison: comparison ?? null,
    gate: gate ?? null,
    limits: limits ?? null,
    calibration: calibration ?? null,
  };
  return `${printableJson(report)}\n`;
}
