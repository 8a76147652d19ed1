import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { mustRun } from '../../src/host/commands/command.js';
import { metadata, writeMetadata } from '../../src/image/system-image.js';

describe('the metadata of an Incus image', () => {
  it.each([
    ['amd64', 'x86_64'],
    ['arm64', 'aarch64'],
  ])('names %s as the kernel does', (arch, machine) => {
    expect(parse(metadata(arch))).toMatchObject({ architecture: machine, creation_date: 1 });
  });

  it('is the only file of its tarball', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-metadata-'));
    const tarball = await writeMetadata(folder, 'amd64');
    expect((await mustRun(['tar', '-tf', tarball])).trim()).toBe('metadata.yaml');
    rmSync(folder, { recursive: true });
  });
});
