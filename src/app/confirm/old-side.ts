/** Finds the programs that an arm had in a recorded run, or says why they cannot be had. */
import { samePrograms } from '../../compare/one-run/confirmation.js';
import type { ArmSpec } from '../../config/arms.js';
import { Cancelled, UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import type { KeptPrograms } from '../../host/kept-programs.js';
import type { ArmEnvironment, Binary } from '../../results/document.js';
import { runtimeNamed } from '../../runtimes/index.js';

export interface Past {
  /** The arm's environment in the recorded run, and in this one. */
  readonly before: ArmEnvironment | undefined;
  readonly now: ArmEnvironment | undefined;
}

/** Either the arm, or why it cannot be had: a clause that follows "because". */
export type OldSide = { readonly arm: ArmSpec } | { readonly refusal: string };

/** A program that is found is taken only if it is, with its shared libraries, what the recorded run measured. */
export async function oldSide(arm: ArmSpec, past: Past, host: Host, kept: KeptPrograms): Promise<OldSide> {
  const { before, now } = past;
  const programs = before?.binaries ?? [];
  if (before === undefined || programs.length === 0)
    return { refusal: 'the recorded run does not say which program it measured' };
  const here = now?.binaries ?? [];
  if (samePrograms(programs, here)) return { arm };
  if (sameFiles(programs, here)) return { refusal: otherwise(here, before) };
  const [program] = programs;
  const path = programs.length === 1 && program ? kept.find(program.sha256) : undefined;
  if (path !== undefined) return had({ ...withoutSource(arm), path }, before, host);
  if (arm.path !== undefined) return { refusal: `${nameOf(before)} is kept neither on this host nor in an artifact` };
  const version = releaseOf(before.source);
  if (arm.version !== undefined || version === undefined)
    return { refusal: `${nameOf(before)} is not here any more, and nothing says where it is to be had` };
  return had({ ...withoutSource(arm), version }, before, host);
}

function withoutSource({ version: _version, checksum: _checksum, path: _path, ...arm }: ArmSpec): ArmSpec {
  return arm;
}

function nameOf({ binaries }: ArmEnvironment): string {
  const [{ name, sha256 } = { name: 'the program', sha256: '' }] = binaries;
  const others = binaries.length > 1 ? `, and ${binaries.length - 1} beside it` : '';
  return `the ${name} of that run (sha256 ${sha256.slice(0, 12)})${others}`;
}

/** The version that a user would ask for: of a release its own, of a package its number. */
export function releaseOf(source: string): string | undefined {
  return /^(?:release|distro package \S+) v?([A-Za-z0-9][\w.+:~-]*)/.exec(source)?.[1];
}

async function had(arm: ArmSpec, before: ArmEnvironment, host: Host): Promise<OldSide> {
  try {
    const runtime = runtimeNamed(arm.runtime);
    const refused = (await runtime.check(host, arm)).filter((missing) => missing.refused || !missing.installable);
    if (refused.length > 0) return { refusal: refused.map(({ what, remedy }) => `${what}: ${remedy}`).join('; ') };
    const { binaries } = await runtime.install(host, arm);
    const refusal = otherCode(arm, binaries, before);
    return refusal === undefined ? { arm } : { refusal };
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof Cancelled) throw error;
    return { refusal: error.message };
  }
}

/** Says why the code that would run is not what was measured, or may not be; undefined where it is. */
function otherCode(arm: ArmSpec, here: readonly Binary[], before: ArmEnvironment): string | undefined {
  if (samePrograms(here, before.binaries)) return undefined;
  if (sameFiles(here, before.binaries)) return otherwise(here, before);
  return `what ${arm.runtime} ${arm.version ?? arm.path} is here is not ${nameOf(before)}`;
}

/** Whether the files are the same, whatever they load and tell. */
function sameFiles(one: readonly Binary[], other: readonly Binary[]): boolean {
  const alone = ({ libraries: _, ...binary }: Binary): Binary => ({ ...binary, version: '' });
  return samePrograms(one.map(alone), other.map(alone));
}

function otherwise(here: readonly Binary[], before: ArmEnvironment): string {
  const told = (binaries: readonly Binary[]) => binaries.map(({ version }) => `"${version}"`).join(', ');
  const [was, is] = [told(before.binaries), told(here)];
  if (was !== is) return `${nameOf(before)} says that it is ${is} here, and said ${was} in that run`;
  return `${nameOf(before)} loads other shared libraries here, or that run does not say which it loaded`;
}
