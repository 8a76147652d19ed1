/** The request for a report in a workflow. Pure. */
import type { Inputs } from '../../config/inputs.js';
import { judgingOf } from './judging.js';
import type { Judging } from './request.js';

export interface ReportRequest {
  /** Whether another job reports on what this one measures. */
  readonly isMeasuredOnly: boolean;
  /** Whether another job has measured what this one reports on. */
  readonly isReportOnly: boolean;
  readonly judging: Judging;
  /** The branch for baselines, where the user names one. */
  readonly baselineBranch: string | undefined;
  /** Path of the document to report on, where the user gives one. */
  readonly resultsPath: string | undefined;
  readonly artifactName: string | undefined;
  readonly retentionDays: number | undefined;
  /** Folder for the reports. */
  readonly output: string;
  readonly isCommented: boolean;
  readonly askLabel: string;
  readonly acceptLabel: string;
}

export function reportRequestOf(inputs: Inputs): ReportRequest {
  const { baselineBranch, resultsPath, artifactName, retentionDays, output, askLabel, acceptLabel } = inputs;
  return {
    isMeasuredOnly: inputs.mode === 'measure',
    isReportOnly: inputs.mode === 'report',
    judging: judgingOf(inputs),
    isCommented: inputs.comment === 'always',
    ...{ baselineBranch, resultsPath, artifactName, retentionDays, output, askLabel, acceptLabel },
  };
}
