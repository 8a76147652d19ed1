/**
 * Prints how long the functions of `src` are: the median, the longest, and the places of those that are longer than
 * LIMIT. Named functions, methods, accessors and constructors count, from the first line of the signature to the last
 * of the body, without the comment before it. The exit code is 1 where one is longer than LIMIT.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const LIMIT = 60;

interface Length {
  readonly place: string;
  readonly lines: number;
}

function lengthsIn(path: string): Length[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const lengths: Length[] = [];
  const visit = (node: ts.Node): void => {
    if (isNamed(node)) lengths.push(lengthOf(file, node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return lengths;
}

/**
 * Tells whether a function has a name, as `const name = () => …` has. A callback counts as part of the function around
 * it.
 */
function isNamed(node: ts.Node): boolean {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return ts.isVariableDeclaration(node.parent);
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function lengthOf(file: ts.SourceFile, node: ts.Node): Length {
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const first = lineAt(node.getStart(file));
  return { place: `${file.fileName}:${first + 1}`, lines: lineAt(node.getEnd()) - first + 1 };
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
const lengths = files.flatMap((path) => lengthsIn(join('src', path))).sort((a, b) => a.lines - b.lines);
const [median, longest] = [lengths[Math.floor(lengths.length / 2)], lengths.at(-1)];
const beyond = lengths.filter(({ lines }) => lines > LIMIT);
for (const { place, lines } of beyond) process.stdout.write(`${place}: ${lines} lines\n`);
process.stdout.write(
  `${lengths.length} functions: median ${median?.lines} lines, longest ${longest?.lines} (${longest?.place})\n`,
);
process.exitCode = beyond.length > 0 ? 1 : 0;
