/** What a check says of a package that cannot be had without changing packages of the user. */
import type { HostFacts } from '../../host/host.js';
import { foreseenRefusal } from '../../host/packages/apt.js';
import type { Missing } from '../runtime.js';

/** `missing` itself where apt would only add. @param pins as `ensurePackages` would be given */
export async function unlessRefused(
  host: HostFacts,
  missing: Missing,
  pins: readonly string[],
  instead: string,
): Promise<Missing> {
  if (!missing.installable) return missing;
  const refusal = await foreseenRefusal(host, pins, instead);
  if (!refusal) return missing;
  const { harm, remedy } = refusal;
  return { what: missing.what, remedy: `apt would ${harm}. ${remedy}`, installable: false, refused: true };
}
