/** Makes texts and documents with faults, as they come after an accident or from somebody who means harm. */
import fc from 'fast-check';

const PIECES = [
  ...[
    '',
    '\n',
    '\r\n',
    '\0',
    '\u001b[2J',
    '\ufeff',
    '::error::x',
    '../..',
    '=',
    ':',
    '{',
    '}',
    '"',
    "'",
    ',',
    '@',
    '#',
    '<<: *a',
  ],
  ...[
    '-1',
    '1e309',
    '99999999999999999999',
    '0x10',
    '.5',
    '5.',
    'NaN',
    'null',
    '__proto__',
    'constructor',
    'é',
    '🦀',
    '\ud800',
  ],
];
const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 12 }));

interface Edit {
  readonly kind: 'cut' | 'drop' | 'insert' | 'double' | 'swap';
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('cut', 'drop', 'insert', 'double', 'swap'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(60),
  text: piece,
});

function apply(text: string, { kind, at: share, length, text: put }: Edit): string {
  const at = Math.floor(share * text.length);
  const [before, after] = [text.slice(0, at), text.slice(at)];
  switch (kind) {
    case 'cut':
      return before;
    case 'drop':
      return before + after.slice(length);
    case 'insert':
      return before + put + after;
    case 'double':
      return before + after.slice(0, length) + after;
    case 'swap':
      return after + before;
  }
}

/** Makes sound text with some damage, noise, and one piece repeated so often that a slow reader is noticed. */
export function textsLike(...sound: readonly string[]): fc.Arbitrary<string> {
  const wounded = fc
    .tuple(fc.constantFrom(...sound), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) => edits.reduce(apply, text));
  const repeated = fc.tuple(piece, piece, fc.nat(400)).map(([one, end, count]) => one.repeat(count) + end);
  return fc.oneof(
    { weight: 6, arbitrary: wounded },
    { weight: 3, arbitrary: fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')) },
    { weight: 1, arbitrary: repeated },
  );
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Makes the same JSON with one to three of its values replaced, removed, doubled or turned into something else. */
export function documentsLike(sound: unknown): fc.Arbitrary<unknown> {
  const wound = fc.record({
    path: fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 1, maxLength: 9 }),
    kind: fc.constantFrom('replace', 'delete', 'double'),
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
      fc.constantFrom<Json>(-1, 1e300, 2 ** 53, 'x'.repeat(20_000), '\u0000', '../../etc', [], {}, null),
    ),
  });
  return fc.array(wound, { minLength: 1, maxLength: 3 }).map((wounds) => {
    const copy = structuredClone(sound) as Json;
    for (const { path, kind, value } of wounds) hurt(copy, path, kind, value);
    return copy;
  });
}

function hurt(root: Json, path: readonly number[], kind: string, value: Json): void {
  let holder: Json = root;
  for (const [depth, share] of path.entries()) {
    if (holder === null || typeof holder !== 'object') return;
    const keys: string[] = Object.keys(holder);
    const key = keys[Math.floor(share * keys.length)];
    if (key === undefined) return;
    const inside: Json = (holder as { [key: string]: Json })[key] as Json;
    const isLast = depth === path.length - 1 || inside === null || typeof inside !== 'object';
    if (isLast) {
      change(holder as { [key: string]: Json }, key, kind, value);
      return;
    }
    holder = inside;
  }
}

function change(holder: { [key: string]: Json } | Json[], key: string, kind: string, value: Json): void {
  if (Array.isArray(holder)) {
    const at = Number(key);
    if (kind === 'delete') holder.splice(at, 1);
    else if (kind === 'double') holder.splice(at, 0, structuredClone(holder[at] ?? null));
    else holder[at] = value;
  } else if (kind === 'delete') delete holder[key];
  else holder[kind === 'double' ? `${key}2` : key] = value;
}
