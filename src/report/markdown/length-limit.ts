/** Keeps a report within a limit of length. */

export interface Part {
  readonly text: string;
  /** It names this part when the part is left out; absent where the part must stay. */
  readonly fold?: string;
}

const SEPARATOR = '\n\n';
const encoder = new TextEncoder();

/**
 * Returns the number of UTF-8 bytes. It is at least the number of characters, so this one measure keeps limits in
 * either.
 */
export const byteLength = (text: string): number => encoder.encode(text).length;

const join = (parts: readonly Part[]): string => parts.map(({ text }) => text).join(SEPARATOR);

function pointerText(left: readonly Part[], pointer: string): Part {
  return { text: `Left out for length: ${left.map(({ fold }) => fold).join('; ')}. See ${pointer}.` };
}

/** Returns the whole lines of `text` that fit into the limit. */
function firstLines(text: string, maxBytes: number): string {
  const lines: string[] = [];
  let used = 0;
  for (const line of text.split('\n')) {
    used += byteLength(line) + 1;
    if (used > maxBytes) break;
    lines.push(line);
  }
  return lines.join('\n');
}

/**
 * Returns all parts where they fit. Otherwise it leaves out the largest folded parts, and names them at the end with
 * `pointer` to where they are. Where even the rest is too long, it returns the first lines of that.
 */
export function withinLimit(parts: readonly Part[], maxBytes: number, pointer: string): string {
  let kept = [...parts];
  const left: Part[] = [];
  const text = (): string => join(left.length === 0 ? kept : [...kept, pointerText(left, pointer)]);
  const bySize = parts.filter(({ fold }) => fold !== undefined).sort((a, b) => byteLength(b.text) - byteLength(a.text));
  for (const part of bySize) {
    if (byteLength(text()) <= maxBytes) break;
    kept = kept.filter((other) => other !== part);
    left.push(part);
  }
  if (byteLength(text()) <= maxBytes) return text();
  const ending = `${SEPARATOR}The rest was left out for length. See ${pointer}.`;
  return `${firstLines(join(kept), maxBytes - byteLength(ending))}${ending}`;
}
