/** containerd with its own client, ctr, as what lies below Docker and Kubernetes. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmSpec } from '../config/arms.js';
import { HostError } from '../config/errors.js';
import { createGroup, groupPaths, removeGroup } from '../host/cgroup.js';
import { mustRun, runCommand } from '../host/command.js';
import type { Host } from '../host/host.js';
import type { Change } from '../host/journal.js';
import { type Image, sha256 } from '../image/image.js';
import { SANDBOX } from '../suites/benchmark.js';
import type { Console, LaunchRequest, PreparedArm, Runtime } from './runtime.js';
import { findProgram, identifyPrograms, programFolder } from './shared/binaries.js';
import { layOutOciImage } from './shared/oci-image.js';
import { OwnDaemon } from './shared/own-daemon.js';
import { openProcessConsole } from './shared/process-console.js';
import { runGroup } from './shared/run-group.js';
import { checkVendorPackage, installedVendorPackage, installVendorPackage, type VendorPackage } from './shared/vendor-package.js';

const PACKAGE: VendorPackage = {
  name: 'containerd',
  program: 'containerd',
  packages: ['containerd', 'containerd.io'],
  beside: { sameVersion: [], newest: [] },
  byPath: 'unpack the release of the version you want and give its folder: containerd=./bin',
};
const PROGRAMS = ['containerd', 'ctr', 'containerd-shim-runc-v2', 'runc'];
const IMAGE = 'tare/userland:latest';

export const containerd: Runtime = {
  name: 'containerd',
  summary: 'containerd and ctr: always a daemon of its own, so that one in use is left alone',
  options: {},
  async check(_host, arm) {
    if (!arm.path) return checkVendorPackage(PACKAGE, arm.version);
    folderOf(arm);
    return [];
  },
  async install(host, arm) {
    const folder = folderOf(arm);
    if (!folder) await installVendorPackage(host, PACKAGE, arm.version);
    const version = await installedVendorPackage(PACKAGE);
    const source = version ? `distro package ${version}` : 'found on PATH';
    return { binaries: await identifyPrograms(PROGRAMS, folder), source: folder ? `path ${folder}` : source };
  },
  async prepare(host, image, arm) {
    const { daemon, ctr, files, sandboxes } = await startContainerd(host, folderOf(arm));
    await importImage(host, ctr, image, files.folder);
    return new ContainerdArm(host, daemon, ctr, files, sandboxes);
  },
};

function folderOf({ path }: ArmSpec): string | undefined {
  return path && programFolder(path, 'containerd', 'containerd');
}
