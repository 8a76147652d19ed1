/** Nothing is printed past the modules that make text of others harmless. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SOURCES = join(process.cwd(), 'src');

/** Where printing is the module's business, and why each may. */
const PRINTERS: readonly string[] = [
  // The two printers.
  'cli/print.ts',
  'action/print.ts',
  // Its lines are made printable one by one in report/terminal/progress.ts; the others are the groups of a log.
  'cli/progress-view.ts',
  // The version of this program, before anything is loaded.
  'cli/cli.ts',
  // An empty write, to learn that the text before it has been taken.
  'app/streams.ts',
];

const PAST_THEM = [
  /process\.(?:stdout|stderr)\.(?:write|end)\b/,
  /\bstream\.write\b/,
  /\bcore\.(?:info|debug|notice|warning|error|setFailed|startGroup|group)\b/,
  /import \{[^}]*\b(?:info|debug|notice|warning|error|setFailed|startGroup|group)\b[^}]*\} from '@actions\/core'/,
  /\bconsole\.(?:log|info|warn|error|debug)\b/,
  /\bwriteSync\(\s*[12]\b/,
];

function printingPast(text: string): boolean {
  return PAST_THEM.some((pattern) => pattern.test(text));
}

describe('printing', () => {
  it('passes the printers everywhere', () => {
    const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(200);
    const past = files
      .filter((path) => printingPast(readFileSync(path, 'utf8')))
      .map((path) => relative(SOURCES, path))
      .filter((path) => !PRINTERS.includes(path));
    expect(past).toEqual([]);
  });

  it.each([
    'process.stderr.write(text)',
    'core.info(artifact.name)',
    "import { type AnnotationProperties, info } from '@actions/core';",
    'stream.write(line)',
  ])('would find %s', (line) => {
    expect(printingPast(line)).toBe(true);
  });
});
