/** The files by which a step sends commands to the runner: GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV, … */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KINDS = ['output', 'state', 'env', 'path', 'step_summary'] as const;
type Kind = (typeof KINDS)[number];

/** The paths of the files, by their name in the `github` context. */
export type CommandFiles = Readonly<Record<Kind, string>>;

/** Makes empty files for one step. */
export function createFiles(temp: string): CommandFiles {
  const folder = join(temp, '_runner_file_commands');
  mkdirSync(folder, { recursive: true });
  const suffix = randomUUID();
  const files = Object.fromEntries(KINDS.map((kind) => [kind, join(folder, `${kind}_${suffix}`)]));
  for (const file of Object.values(files)) writeFileSync(file, '');
  return files as Record<Kind, string>;
}

/** The largest number of bytes in a summary. */
export const LARGEST_SUMMARY = 1024 * 1024;

/**
 * Reads `name=value` lines and `name<<delimiter` blocks.
 * @throws Error for a line that is neither.
 */
export function readPairs(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const pairs: Record<string, string> = {};
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const [, name = '', separator, rest = ''] = /^(.*?)(<<|=)(.*)$/.exec(line) ?? [];
    if (separator === undefined || (separator === '<<' && (name === '' || rest === ''))) {
      throw new Error(`Invalid format '${line}'`);
    }
    if (separator === '=') {
      pairs[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest, at + 1);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
    pairs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return pairs;
}

export const readPaths = (file: string): string[] => readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean);
export const readSummary = (file: string): string => readFileSync(file, 'utf8');
