/**
 * What the YAML parser leaves to its callers: how deeply a text nests, and whether it means anything. Composing a text
 * of thousands of levels exhausts the stack, usually within a regular expression, which ends the process with no error
 * that could be caught. The parser below the composer keeps a stack of its own, so it can tell the depth first.
 */
import { type Document, isAlias, Lexer, type Node, Parser, visit } from 'yaml';

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

/** It begins at this offset of the text. */
export interface AliasFault {
  readonly offset: number | undefined;
  readonly reason: string;
}

/** Returns the first alias that stands for nothing, or for what it is within: no value can be made of it. */
export function aliasFault(document: Document): AliasFault | undefined {
  const anchors = new Map<string, Node>();
  let fault: AliasFault | undefined;
  visit(document, {
    Node: (_, node, path) => {
      if (!isAlias(node)) {
        if (node.anchor) anchors.set(node.anchor, node);
        return undefined;
      }
      const reason = reasonAgainst(node.source, anchors.get(node.source), path);
      if (reason === undefined) return undefined;
      fault = { offset: node.range?.[0], reason };
      return visit.BREAK;
    },
  });
  return fault;
}

function reasonAgainst(name: string, target: Node | undefined, path: readonly unknown[]): string | undefined {
  if (target === undefined) return `*${name} stands for nothing: no &${name} is above it`;
  return path.includes(target) ? `*${name} is within what it stands for, &${name}, which would have no end` : undefined;
}

/**
 * Returns what a parsed text means, or why it means nothing: only then does the parser tell of a merge of what is no
 * map, and of more aliases than are allowed.
 */
export function meaningOf(read: () => unknown): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: read() };
  } catch (error) {
    const isOfText =
      error instanceof ReferenceError || (error instanceof Error && /^Merge sources/.test(error.message));
    if (isOfText) return { fault: error.message.split('\n')[0] ?? '' };
    throw error;
  }
}
