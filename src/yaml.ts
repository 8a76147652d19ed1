/**
 * How deep a YAML text nests. Composing one of thousands of levels exhausts the stack, within a regular expression as
 * a rule, which ends the process with no error that could be caught. The parser below it keeps a stack of its own.
 */
import { Lexer, Parser } from 'yaml';

/** No file of inputs nests ten levels deep. */
const DEEPEST = 100;

export const TOO_DEEP = `nests deeper than ${DEEPEST} levels`;

export function isTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return true;
  }
  return false;
}
