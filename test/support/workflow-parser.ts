/**
 * GitHub's own parser of workflows and actions. A plain import of it fails (JSON without an attribute), so it is
 * bundled first.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as workflows from '@actions/workflow-parser';
import type * as actions from '@actions/workflow-parser/actions/index';
import { build } from 'esbuild';

const ENTRY = `
export { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
export { convertActionTemplate, parseAction } from '@actions/workflow-parser/actions/index';
`;

type Parser = Pick<typeof workflows, 'convertWorkflowTemplate' | 'NoOperationTraceWriter' | 'parseWorkflow'> &
  Pick<typeof actions, 'convertActionTemplate' | 'parseAction'>;

async function load(): Promise<Parser> {
  const folder = mkdtempSync(join(tmpdir(), 'tare-parser-'));
  const outfile = join(folder, 'parser.mjs');
  try {
    const stdin = { contents: ENTRY, resolveDir: import.meta.dirname };
    // It is built as for a browser, so that nothing in the bundle calls `require`.
    await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'browser', logLevel: 'error' });
    return (await import(pathToFileURL(outfile).href)) as Parser;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let loaded: Promise<Parser> | undefined;

/** Returns what GitHub would refuse in a workflow, as sentences with line and column. */
export async function workflowProblems(name: string, content: string): Promise<string[]> {
  loaded ??= load();
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await loaded;
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

/** Does the same for an action.yml. */
export async function actionProblems(name: string, content: string): Promise<string[]> {
  loaded ??= load();
  const { parseAction, convertActionTemplate, NoOperationTraceWriter } = await loaded;
  const { context, value } = parseAction({ name, content }, new NoOperationTraceWriter());
  if (value !== undefined) convertActionTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}
