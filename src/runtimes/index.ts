/** The registry: a new runtime is one file and one line here. */
import { bwrap } from './bwrap.js';
import { containerd } from './containerd.js';
import { crun } from './crun.js';
import { docker } from './docker.js';
import { firecracker } from './firecracker.js';
import { incus } from './incus.js';
import { lxc } from './lxc.js';
import { lxd } from './lxd.js';
import { native } from './native.js';
import { nspawn } from './nspawn.js';
import { podman } from './podman.js';
import { qemu } from './qemu.js';
import { runc } from './runc.js';
import { runsc } from './runsc.js';
import type { Runtime } from './runtime.js';

export const runtimes: readonly Runtime[] = [
  native,
  runc,
  crun,
  runsc,
  docker,
  containerd,
  podman,
  incus,
  lxc,
  lxd,
  nspawn,
  bwrap,
  firecracker,
  qemu,
];

/** @throws Error for a name that the parser of arms should have refused. */
export function runtimeNamed(name: string): Runtime {
  const runtime = runtimes.find((candidate) => candidate.name === name);
  if (!runtime) throw new Error(`no runtime is called ${name}`);
  return runtime;
}
