/** Tells a result to GitHub: job summary, annotations, outputs. */
import * as core from '@actions/core';
import { writeReport } from '../cli/present.js';
import { worstVerdict } from '../compare/worst-verdict.js';
import type { ReportInput } from '../report/input.js';
import { renderMarkdown, SUMMARY_LIMITS } from '../report/markdown/markdown.js';
import { renderTerminal } from '../report/terminal/terminal.js';
import { complain, say, warn } from './print.js';

/** Annotations a step may have; GitHub shows no more than ten of a kind. */
const ANNOTATIONS = 10;

/** @param workflow file that annotations stand at. */
export async function tellResult(input: ReportInput, folder: string, workflow?: string): Promise<void> {
  say(renderTerminal(input, { width: 120, colour: false, files: [] }));
  core.setOutput('report-path', writeReport(input, folder));
  core.setOutput('verdict', input.comparison ? worstVerdict(input.comparison) : '');
  const regressed = input.comparison?.cells.filter(({ verdict }) => verdict === 'regressed') ?? [];
  core.setOutput('regressions', input.comparison ? String(regressed.length) : '');
  const annotate = input.gate?.pass === false ? complain : warn;
  for (const { arm, benchmark, reason } of regressed.slice(0, ANNOTATIONS)) {
    annotate(reason, { title: `${arm} ${benchmark} regressed`, ...(workflow && { file: workflow, startLine: 1 }) });
  }
  if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(renderMarkdown(input, SUMMARY_LIMITS)).write();
}
