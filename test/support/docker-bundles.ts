/** Static bundles of Docker as its publisher packs them, made of the programs of this host. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cachePath } from '../../src/host/state-paths.js';
import { findCommand } from '../../src/runtimes/install/binaries.js';
import { type Answer, status, wholeFile } from '../host/download/loopback.js';
import { wrapperWith } from './built-repository.js';

const PROGRAMS = [
  ...['dockerd', 'docker', 'containerd', 'runc'],
  ...['containerd-shim-runc-v2', 'ctr', 'docker-init', 'docker-proxy'],
];

/** Whether this host has all that a bundle has. */
export const canPackBundles = (): boolean => PROGRAMS.every((program) => findCommand(program) !== undefined);

export interface Bundle {
  readonly version: string;
  readonly bytes: Buffer;
  /** What a file of inputs names it by. */
  readonly written: string;
}

/** @param quotaPercent of a CPU that its sandboxes get; all of it where not given. */
export function packBundle(place: string, version: string, quotaPercent?: number): Bundle {
  const folder = join(place, `bundle-${version}`, 'docker');
  mkdirSync(folder, { recursive: true });
  for (const program of PROGRAMS) copyFileSync(findCommand(program) ?? '', join(folder, program));
  if (quotaPercent !== undefined) {
    const runc = wrapperWith(quotaPercent).replace('exec runc', `exec ${findCommand('runc')}`);
    writeFileSync(join(folder, 'runc'), runc);
    chmodSync(join(folder, 'runc'), 0o755);
  }
  const file = join(place, `docker-${version}.tar`);
  execFileSync('tar', ['-cf', file, '-C', join(folder, '..'), 'docker']);
  rmSync(join(folder, '..'), { recursive: true });
  // Compressing would take more time than all else that a test does with it.
  const bytes = gzipSync(readFileSync(file), { level: 0 });
  rmSync(file);
  const sum = createHash('sha256').update(bytes).digest('hex');
  return { version, bytes, written: `docker@${version}#sha256:${sum}` };
}

/** A mirror that has them where the publisher has his. */
export const publishBundles =
  (bundles: readonly Bundle[]): Answer =>
  (request, response) => {
    const found = bundles.find(({ version }) =>
      new RegExp(`/download\\.docker\\.com/linux/static/stable/\\w+/docker-${version}\\.tgz$`).test(request.url ?? ''),
    );
    (found === undefined ? status(404) : wholeFile(found.bytes))(request, response);
  };

/** Downloads of one test are nothing for another. */
export function forgetBundles(bundles: readonly Bundle[]): void {
  for (const { version, written } of bundles) {
    const sum = written.replace(/^.*:/, '');
    const unpacked = `v${version}-${process.arch === 'x64' ? 'amd64' : 'arm64'}-${sum.slice(0, 16)}`;
    for (const path of [join('downloads', `sha256-${sum}`), join('docker', unpacked)])
      rmSync(join(cachePath(), path), { recursive: true, force: true });
  }
}
