/** Identifies an OCI runtime and its features by its own output, because its path says nothing about what it is. */
import { basename } from 'node:path';
import * as z from 'zod';
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import type { CgroupLayout } from '../../host/cgroup.js';
import { runCommand } from '../../host/commands/command.js';
import type { Host } from '../../host/host.js';
import { tryJson } from '../../json.js';
import type { Binary } from '../../results/document.js';
import { mainOf } from '../install/binaries.js';
import type { Installed } from '../runtime.js';
import { crunVariables } from '../shared/crun-variables.js';

/** Returns `runc` for `runc version 1.1.5+ds1`, `youki` for `youki version: 0.7.0`. Pure. */
export function nameIn(version: string): string | undefined {
  return /^([a-z][\w.-]{0,39})\s+version\b/.exec(version)?.[1];
}

/** The parts of `features` that are used (OCI runtime-spec, "features.md"). */
const featuresSchema = z.looseObject({
  ociVersionMin: z.string().max(40).nullish(),
  ociVersionMax: z.string().max(40).nullish(),
  linux: z
    .looseObject({
      cgroup: z.looseObject({ v1: z.boolean().nullish(), v2: z.boolean().nullish() }).nullish(),
      seccomp: z.looseObject({ enabled: z.boolean().nullish() }).nullish(),
    })
    .nullish(),
});
export type Features = z.infer<typeof featuresSchema>;

const ASK_SECONDS = 10;

/** Returns undefined where the runtime has no such command, like those from before 2022. */
async function featuresOf({ paths }: Host, { path }: Binary): Promise<Features | undefined> {
  const env = crunVariables(paths.work);
  const { code, stdout } = await runCommand([path, 'features'], { env, timeoutSeconds: ASK_SECONDS });
  const parsed = code === 0 ? featuresSchema.safeParse(tryJson(stdout)) : undefined;
  return parsed?.data;
}

/**
 * Refuses a program that was found by its name and is another one, such as a link of the user's: its figures would be
 * taken for those of the name.
 * @throws HostError
 */
export function requireNamesake({ name, path, version }: Binary): void {
  const told = nameIn(version);
  if (told === undefined || told === name) return;
  throw new HostError(
    `The ${name} that is found on this host, ${path}, says that it is ${told}.`,
    `Ask for ${told}, or let PATH lead to a ${name}.`,
  );
}

/**
 * Names the program at a path by its own output, and asks it for its features.
 * @throws HostError where it was built without something that this host needs, or was found under another's name.
 */
export async function identified(host: Host, arm: ArmSpec, installed: Installed): Promise<Installed> {
  if (!arm.path) {
    requireNamesake(mainOf(installed));
    return installed;
  }
  const main = { ...mainOf(installed), name: nameIn(mainOf(installed).version) ?? basename(arm.path) };
  const features = await featuresOf(host, main);
  const fault = features && lacking(features, host.cgroup.kind);
  if (fault) throw new HostError(`${arm.id}: ${main.name} says that ${fault}.`, `Build it with them, or take another.`);
  const notes = [...(installed.notes ?? []), ...(features ? [inWords(main.name, features)] : [])];
  const others = installed.binaries.slice(1);
  return { ...installed, main, binaries: [main, ...others], ...(notes.length > 0 && { notes }) };
}

/**
 * Returns which of this host's cgroups the runtime cannot use; undefined where it can use them. Limits are in v1 where
 * both are mounted. Pure.
 */
export function lacking({ linux }: Features, kind: CgroupLayout['kind']): string | undefined {
  const version = kind === 'v2' ? 'v2' : 'v1';
  return linux?.cgroup?.[version] === false
    ? `it was built without cgroups ${version}, which this host has`
    : undefined;
}

/** Returns the features as one sentence. Pure. */
export function inWords(name: string, { ociVersionMin, ociVersionMax, linux }: Features): string {
  const versions = [ociVersionMin, ociVersionMax].filter(Boolean).join(' to ');
  const cgroups = (['v1', 'v2'] as const).filter((version) => linux?.cgroup?.[version]);
  const filter = linux?.seccomp?.enabled;
  const parts = [
    ...(versions ? [`OCI ${versions}`] : []),
    ...(cgroups.length > 0 ? [`cgroups ${cgroups.join(' and ')}`] : []),
    ...(typeof filter !== 'boolean' ? [] : [`${filter ? 'with' : 'without'} seccomp`]),
  ];
  return `${name} says of its features: ${parts.join(', ') || 'nothing that is known here'}`;
}
