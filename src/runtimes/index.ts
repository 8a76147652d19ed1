/**
 * The registry of runtimes. A new runtime is one file and one line here; an OCI runtime has its line in
 * `oci/index.ts`.
 */
import { bwrap } from './bwrap.js';
import { containerd } from './containerd.js';
import { docker } from './docker/docker.js';
import { kata } from './kata.js';
import { lxc } from './lxc.js';
import { cloudHypervisor } from './microvm/cloud-hypervisor.js';
import { firecracker } from './microvm/firecracker.js';
import { qemu } from './microvm/qemu.js';
import { native } from './native.js';
import { nspawn } from './nspawn.js';
import { ociRuntimes } from './oci/index.js';
import { podman } from './podman/podman.js';
import type { Runtime } from './runtime.js';
import { incus } from './system/incus.js';
import { lxd } from './system/lxd.js';

export const runtimes: readonly Runtime[] = [
  native,
  ...ociRuntimes,
  docker,
  containerd,
  podman,
  incus,
  lxc,
  lxd,
  nspawn,
  bwrap,
  firecracker,
  cloudHypervisor,
  kata,
  qemu,
];

/** @throws Error for a name that the parser of arms should have refused. */
export function runtimeNamed(name: string): Runtime {
  const runtime = runtimes.find((candidate) => candidate.name === name);
  if (!runtime) throw new Error(`no runtime is called ${name}`);
  return runtime;
}
