/** The result of a run for machines. */
import { printableJson } from '../../printable.js';
import type { ReportInput } from '../input.js';

/** Version of the shape below; raised when a field changes its meaning. */
const REPORT_VERSION = 1;

/** What was decided and on which figures; the trials themselves are in the run document named by `run.id`. */
export function renderJson({ run, overheads, comparison, gate, limits, calibration }: ReportInput): string {
  const { id, tool, startedAt, finishedAt, plan, fingerprint, environments, stopped, warnings, blocks } = run;
  const report = {
    kind: 'tare-report',
    schemaVersion: REPORT_VERSION,
    run: { id, tool, startedAt, finishedAt, plan, fingerprint, environments, stopped, warnings, blocks: blocks.length },
    overheads,
    comparison: comparison ?? null,
    gate: gate ?? null,
    limits: limits ?? null,
    calibration: calibration ?? null,
  };
  return `${printableJson(report)}\n`;
}
