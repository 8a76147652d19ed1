/** Identifies the processor. Pure. */

export type CpuModel = {
  /** It is the brand string or, on arm, the implementer and part, since an arm processor gives no more. */
  readonly model: string;
  /**
   * It distinguishes processors whose brand string a hypervisor has shortened: `GenuineIntel 6-143-8`, or arm's
   * variant and revision.
   */
  readonly stepping: string;
  readonly microcode: string;
};

const UNKNOWN = 'unknown';

/** Reads the processors of /proc/cpuinfo. On a host with different cores each field has the values of all of them. */
export function cpuModelOf(processors: readonly Record<string, string>[]): CpuModel {
  const each = (describe: (fields: Record<string, string>) => string | undefined) =>
    [...new Set(processors.flatMap((fields) => describe(fields) ?? []))].sort().join(' + ') || UNKNOWN;
  return { model: each(modelName), stepping: each(steppingName), microcode: each((fields) => fields.microcode) };
}

function modelName(fields: Record<string, string>): string | undefined {
  const { 'CPU implementer': implementer, 'CPU part': part } = fields;
  if (implementer && part) return `arm implementer ${implementer} part ${part}`;
  return fields['model name'] ?? fields.cpu ?? fields.uarch;
}

function steppingName(fields: Record<string, string>): string | undefined {
  const { 'CPU variant': variant, 'CPU revision': revision, vendor_id: vendor, 'cpu family': family } = fields;
  if (variant && revision) return `r${Number(variant)}p${Number(revision)}`;
  return vendor && family ? `${vendor} ${family}-${fields.model}-${fields.stepping}` : undefined;
}
