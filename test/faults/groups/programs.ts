/** Tells which programs a group of faults lacks. */
import which from 'which';

/** Returns why the group cannot be tried; undefined where it can. */
export function programMissing(programs: readonly string[]): string | undefined {
  const missing = programs.filter((program) => which.sync(program, { nothrow: true }) === null);
  return missing.length > 0 ? `${missing.join(', ')} is not installed` : undefined;
}
