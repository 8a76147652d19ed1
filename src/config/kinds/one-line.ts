/** Tells which text a run document can hold as a name or a path. */

/** Returns whether the text has no line break and no control character. */
export const isOnOneLine = (text: string): boolean => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
