/**
 * Finds one number in what a command prints, by a pattern. The pattern may come from a pull request and the text from
 * a sandbox, so it is matched in linear time: by RE2, which has no backtracking, look-around or back references.
 */
import { RE2JS, RE2JSException } from 're2js';

/** A longer pattern is refused, because RE2's time grows with the size of the pattern's program. */
const LONGEST = 300;

/**
 * Instructions of the program at the most. No pattern of that length has as many unless it counts: `.{0,999}` is as
 * long a program as 999 times `.?`. Every character of the output is held against all of them at worst, and nothing
 * else is done meanwhile, not even for Ctrl-C.
 */
const LARGEST = 320;

/** Returns why the pattern cannot be used; undefined where it can. */
export function patternFault(text: string): string | undefined {
  if (text.length > LONGEST) return `is longer than ${LONGEST} characters`;
  try {
    const compiled = RE2JS.compile(text);
    if (compiled.programSize() > LARGEST) return 'counts too high, as .{0,999} does: write .* or a smaller number';
    const groups = compiled.groupCount();
    return groups === 1
      ? undefined
      : `has ${groups} groups in parentheses, and needs one, around the number ((?: ) is none)`;
  } catch (error) {
    if (error instanceof RE2JSException) return `is no regular expression of RE2 (${error.message})`;
    throw error;
  }
}

export interface Found {
  /** The text of the group. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The sign that the pattern has right before the group; empty for a letter, a digit, or what may be absent. */
  readonly opening: string;
}

const TOKEN = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?!P?<)|./gsu;
const SIGN = /^(?:\\([^\p{L}\p{N}])|([^.*+?|()^$[\]{}\\\p{L}\p{N}]))$/u;

function openingOf(pattern: string): string {
  const tokens: readonly string[] = pattern.match(TOKEN) ?? [];
  const [, escaped, plain] = SIGN.exec(tokens[tokens.indexOf('(') - 1] ?? '') ?? [];
  return escaped ?? plain ?? '';
}

/**
 * Returns the first matches, at most `most`.
 * @param pattern one without a fault.
 */
export function findNumbers(pattern: string, text: string, most: number): Found[] {
  const opening = openingOf(pattern);
  const matcher = RE2JS.compile(pattern).matcher(text);
  const found: Found[] = [];
  while (found.length < most && matcher.find()) {
    const [start, end] = [matcher.start(1), matcher.end(1)];
    found.push({ text: matcher.group(1) ?? '', start, end, opening });
  }
  return found;
}

/** What stands up to the next blank, and something that is no part of a number or a unit. */
const WORD = /^[^ \t\r\n]*/;
const SOMETHING_ELSE = '~';

/**
 * Tells whether the pattern says what follows the number: it does not find this number before something else, nor
 * before nothing. One that ends in `.*` or in `(?:ms)?` says nothing.
 */
export function saysWhatFollows(pattern: string, text: string, { start, end }: Found): boolean {
  const others = [`${SOMETHING_ELSE}${text.slice(end + 1)}`, text.slice(end).replace(WORD, '')];
  return others.every((other) => {
    const [found] = findNumbers(pattern, `${text.slice(0, end)}${other}`, 1);
    return found?.start !== start || found.end !== end;
  });
}
