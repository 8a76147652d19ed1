/**
 * Tells how deeply a YAML text nests. Composing a text of thousands of levels exhausts the stack, usually within a
 * regular expression, which ends the process with no error that could be caught. The parser below the composer keeps a
 * stack of its own, so it can tell the depth first.
 */
import { Lexer, Parser } from 'yaml';

/** No file of inputs nests even ten levels deep. */
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
