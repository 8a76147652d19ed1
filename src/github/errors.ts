/** Reads errors of GitHub's API. This is not in the client, which is large and loaded only when it is used. */

/** Returns the status that GitHub answered with; undefined for all other errors. */
export function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/**
 * Returns whether the token may not do this. GitHub answers 404 for what a token may not even see. All other refusals,
 * such as an expired token, a list of allowed addresses and a limit, are outages: they say nothing of what was asked.
 */
export const isForbidden = (error: unknown): boolean => statusOf(error) === 404 || lacksPermission(error);

/**
 * Returns whether GitHub itself refuses, and says so of the token: "Resource not accessible by integration", "You must
 * have the actions scope to download artifacts.", "Must have admin rights to Repository." The store that a download is
 * redirected to knows of no token.
 */
export const lacksPermission = (error: unknown): boolean =>
  statusOf(error) === 403 && /not accessible by|\bmust have\b/i.test(messageOf(error));

/** What a server said, as a line that can be read. */
export const messageOf = (error: unknown): string =>
  readable(typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error));

/** No sentence of GitHub's is longer. A server before it answers an outage with a page of HTML, which is. */
const LONGEST = 300;
/** So many characters of an answer are looked at for its words. */
const LOOKED_AT = 20_000;
const PAGE = /<(?:!doctype|html|head|body|title|h1)\b/i;

/** Makes one line of an answer: of a page its title, or else its words. */
export function readable(text: string): string {
  const begins = text.slice(0, LOOKED_AT);
  const page = begins.search(PAGE);
  const words = page < 0 ? begins : `${begins.slice(0, page)} ${wordsOfPage(begins.slice(page))}`;
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function wordsOfPage(page: string): string {
  const title = /<title[^<>]*>([^<>]*)</i.exec(page)?.[1]?.trim() ?? '';
  const hidden = page
    .replace(/<(script|style)\b[^<>]*>[\s\S]*?(?:<\/\1|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ');
  const words =
    title ||
    hidden
      .replace(/<[^<>]*>/g, ' ')
      .replace(/[<>]/g, ' ')
      .trim();
  return words === '' ? 'a page of HTML without words' : words.replace(/&(?:#?\w{1,10});/g, ' ');
}
