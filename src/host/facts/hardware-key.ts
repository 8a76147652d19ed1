/** Decides when two hosts, or one host at two times, are the same hardware. Pure. */
import { createHash } from 'node:crypto';

/** The key is made of these. A reboot, another kernel or a microcode update changes none of them. */
export type Hardware = {
  readonly arch: string;
  readonly cpuModel: string;
  readonly cpuStepping: string;
  readonly cpusOnline: number;
  readonly smt: string;
  readonly memoryGiB: number;
  readonly virtualization: string;
  readonly storageModel: string;
};

/** Returns the sha256 in hex over the fields in the order written here. */
export function hardwareKey(hardware: Hardware): string {
  const fields = [
    hardware.arch,
    hardware.cpuModel,
    hardware.cpuStepping,
    hardware.cpusOnline,
    hardware.smt,
    hardware.memoryGiB,
    hardware.virtualization,
    hardware.storageModel,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

const GIB = 2 ** 30;

/**
 * Returns the GiB of memory as installed, from MemTotal in bytes. A kernel keeps 1 to 3 % for itself, and how much
 * differs between kernels. So this rounds up to the next eighth of a power of two (to whole GiB below 16), in which
 * steps memory is sold.
 */
export function installedGiB(memTotal: number): number {
  const gib = memTotal / GIB;
  const step = Math.max(1, 2 ** Math.floor(Math.log2(gib)) / 8);
  return Math.ceil(gib / step) * step;
}
