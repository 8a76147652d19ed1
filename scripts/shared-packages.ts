/** What the bundles of all entries have in common. */

/**
 * Large packages that several entries need, and most calls do not: the names that are used of each. ncc turns a late
 * import of a shared file into an early one, so shared/NAME.cjs only stands in front of the package, which it loads
 * from shared/NAME-late.cjs when one of the names is first used.
 */
export const SHARED = {
  undici: ['fetch', 'ProxyAgent'],
  re2js: ['RE2JS', 'RE2JSException'],
  yaml: ['Lexer', 'LineCounter', 'Parser', 'isAlias', 'isMap', 'isScalar', 'isSeq', 'parseDocument', 'visit'],
} as const;
