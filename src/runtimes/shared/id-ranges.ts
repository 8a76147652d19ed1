/** Reads which user ids of a host are taken, and finds a range that nobody has. Pure. */

export interface IdRange {
  readonly first: number;
  readonly count: number;
}

/** As many as every distribution gives a user, and as an image may have ids. */
export const IDS_OF_A_USER = 65_536;
/** Below it are the host's own users. It is the default of SUB_UID_MIN in shadow's login.defs. */
const FIRST = 100_000;
/** Ids above it are negative to programs that take them for signed numbers. */
const MOST = 2 ** 31;

/** Reads the lines of /etc/subuid or /etc/subgid: a name, the first id and how many there are. */
export const subordinateRanges = (text: string): IdRange[] => rangesOf(text, ([, first, count]) => [first, count]);

/** Reads the ids of /etc/passwd or /etc/group. */
export const accountRanges = (text: string): IdRange[] => rangesOf(text, ([, , id]) => [id, '1']);

type Fields = readonly (string | undefined)[];

function rangesOf(text: string, pick: (fields: Fields) => Fields): IdRange[] {
  return text.split('\n').flatMap((line) => {
    const [first, count] = pick(line.split(':')).map((word) => (/^\d+$/.test(word ?? '') ? Number(word) : undefined));
    return first === undefined || count === undefined ? [] : [{ first, count }];
  });
}

/** Returns the lowest range that overlaps none of these; undefined where there is none. */
export function freeRange(taken: readonly IdRange[], count = IDS_OF_A_USER): IdRange | undefined {
  const isFree = (first: number) => taken.every((one) => first + count <= one.first || first >= one.first + one.count);
  const firsts = [FIRST, ...taken.map((one) => one.first + one.count)].filter((first) => first >= FIRST);
  const first = firsts.sort((a, b) => a - b).find((one) => one + count <= MOST && isFree(one));
  return first === undefined ? undefined : { first, count };
}
