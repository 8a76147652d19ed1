/**
 * Makes the userland an image for Incus and LXD: the root tarball as it is, with a small tarball of metadata beside
 * it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../host/commands/command.js';

const MACHINES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/** The image's metadata.yaml. Pure. @param arch dpkg's name. */
export function metadata(arch: string): string {
  return `architecture: ${MACHINES[arch] ?? arch}\ncreation_date: 1\nproperties:\n  description: the userland of tare\n`;
}

/** Writes the metadata tarball into an existing folder and returns its path. */
export async function writeMetadata(folder: string, arch: string): Promise<string> {
  const draft = join(folder, 'metadata');
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'metadata.yaml'), metadata(arch));
  const tarball = join(folder, 'metadata.tar');
  await mustRun(['tar', '-C', draft, '-cf', tarball, 'metadata.yaml']);
  return tarball;
}
