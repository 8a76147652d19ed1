/** Writes the userland as an image of the Open Container Initiative: a folder of blobs named by their digests. */
import { createHash } from 'node:crypto';
import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Image } from '../../image/kept-image.js';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/**
 * Lays the image out (OCI image-spec 1.0, "image-layout.md"). Its one layer is a link to the tarball.
 * @param arch Go's name of the architecture, which is the same as dpkg's.
 */
export function layOutOciImage(image: Image, arch: string, folder: string, name: string): void {
  const blobs = join(folder, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  const put = (mediaType: string, content: unknown): Descriptor => {
    const text = JSON.stringify(content);
    const hex = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(blobs, hex), text);
    return { mediaType, digest: `sha256:${hex}`, size: Buffer.byteLength(text) };
  };
  symlinkSync(image.tarball, join(blobs, image.digest.replace('sha256:', '')));
  const { size } = statSync(image.tarball);
  const layer: Descriptor = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: image.digest, size };
  const rootfs = { type: 'layers', diff_ids: [image.digest] };
  const config = put('application/vnd.oci.image.config.v1+json', {
    architecture: arch,
    os: 'linux',
    config: {},
    rootfs,
  });
  const manifest = put('application/vnd.oci.image.manifest.v1+json', { schemaVersion: 2, config, layers: [layer] });
  const annotations = { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': 'latest' };
  writeFileSync(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(
    join(folder, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }),
  );
}
