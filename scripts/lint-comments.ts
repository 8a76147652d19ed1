/**
 * `npm run lint:comments` finds lines of comments that are wider than 120 columns, or have 118 characters and more
 * after their marker, because the formatter does not wrap comments.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WIDTH = 120;
const COMMENT = /^\s*(?:\/\/|\/?\*)|\s\/\/ [^;]*$|\/\*\* /;
const LONG_AFTER_MARKER = /^\s*(?:\/\/|\*|\/\*).{118,}/;

const wide = ['src', 'test', 'bench', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('fixtures/'))
    .flatMap((name) => wideComments(join(folder, name))),
);
for (const line of wide) console.error(line);
if (wide.length > 0) {
  console.error(`${wide.length} lines of comments are wider than ${WIDTH} columns: wrap them.`);
  process.exitCode = 1;
}

function wideComments(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, at) => (isWide(line) ? [`${file}:${at + 1}: ${line.length}`] : []));
}

function isWide(line: string): boolean {
  return (line.length > WIDTH && COMMENT.test(line)) || LONG_AFTER_MARKER.test(line);
}
