/** Reads versions of packages as apt prints them, and compares them with those that users ask for. Pure. */
import type { PackageVersion } from './simulation.js';

/** Parses what `apt-cache policy` prints. */
export function parseCandidates(policy: string): PackageVersion[] {
  const stanzas = policy.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm);
  return [...stanzas].flatMap(([, name, version]) =>
    name && version && version !== '(none)' ? [{ name, version }] : [],
  );
}

/** Returns the upstream version: `24.0.5` of `5:24.0.5-1~debian.12`. */
export function upstreamVersion(packageVersion: string): string {
  const withoutEpoch = packageVersion.replace(/^\d+:/, '');
  return withoutEpoch.match(/^\d+(\.\d+)*/)?.[0] ?? withoutEpoch;
}

/** Returns whether a user who asks for `wanted` (`24.0.5` or the full package version) means this one. */
export function isVersion(packageVersion: string, wanted: string): boolean {
  return packageVersion === wanted || upstreamVersion(packageVersion) === wanted;
}

/** Lists the offered versions for an error: `1.1.5 (package runc 1.1.5+ds1-1)`. */
export function offerText(offered: readonly PackageVersion[]): string {
  const texts = offered.map(({ name, version }) => `${upstreamVersion(version)} (package ${name} ${version})`);
  return [...new Set(texts)].join(', ');
}
