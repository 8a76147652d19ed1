/** Lines that Node itself writes about a program, which no user should see. */

/** What Node calls experimental is the tests' own. */
const WARNING = /^\(node:\d+\) (?!ExperimentalWarning)(?:\[\w+\] )?\w*Warning/m;

/** Passes on what a program of ours has printed. @throws where Node warns of the program in it. */
export function withoutWarnings(printed: string): string {
  if (WARNING.test(printed)) throw new Error(`Node warns of the program:\n${printed}`);
  return printed;
}
