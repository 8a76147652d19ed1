/** Tells whether Firecracker's jailer can put it into its chroot. */
import { existsSync, realpathSync } from 'node:fs';
import type { ArmSpec } from '../../config/arms.js';
import { readBeginning } from '../../host/files/plain-file.js';
import { findCommand } from '../install/binaries.js';
import type { Missing } from '../runtime.js';

/** Returns what keeps this Firecracker out of the jail. A release has a jailer and is static, so nothing does. */
export function missingForJail(arm: ArmSpec, path: string | undefined): Missing[] {
  if (!path || arm.options.jailer !== 'on') return [];
  if (!jailerBeside(path)) {
    const remedy = 'Leave out jailer: on, or put its jailer there.';
    return [{ what: 'no jailer is beside firecracker or on PATH', remedy, installable: false }];
  }
  const loader = loaderOf(readBeginning(path, HEADERS_BYTES));
  if (!loader) return [];
  const what = `${path} is not static: the jailer cannot start it in its chroot, where there is no ${loader}`;
  return [
    { what, remedy: "Leave out jailer: on, or build it as Firecracker's releases are, static.", installable: false },
  ];
}

/** Looks beside the program, then beside what it is a link to, then on PATH. */
export function jailerBeside(path: string): string | undefined {
  const places = [path, realpathSync(path)].map(besideOf);
  return places.find((place) => place && existsSync(place)) ?? findCommand('jailer');
}

/** In the folder of a release the names end in version and architecture: firecracker-v1.7.0-x86_64. */
function besideOf(path: string): string | undefined {
  const beside = path.replace(/firecracker([^/]*)$/, 'jailer$1');
  return beside === path ? undefined : beside;
}

/** A linker puts the program headers, and the loader's name after them, first into the file. */
const HEADERS_BYTES = 1024 ** 2;

const [ELF_HEADER_BYTES, PROGRAM_HEADER_BYTES] = [64, 56];
const INTERPRETER = 3;

/**
 * Returns the dynamic loader that a 64-bit little-endian executable asks for (elf.h: Elf64_Ehdr, Elf64_Phdr,
 * PT_INTERP). It returns undefined for one that is static, and for a file that is no such executable. Pure.
 */
export function loaderOf(executable: Buffer): string | undefined {
  if (executable.length < ELF_HEADER_BYTES || executable.toString('latin1', 0, 6) !== '\x7fELF\x02\x01')
    return undefined;
  const headers = Number(executable.readBigUInt64LE(32));
  const size = executable.readUInt16LE(54);
  for (let index = 0; index < executable.readUInt16LE(56); index++) {
    const header = headers + index * size;
    if (header + PROGRAM_HEADER_BYTES > executable.length) return undefined;
    if (executable.readUInt32LE(header) !== INTERPRETER) continue;
    const from = Number(executable.readBigUInt64LE(header + 8));
    const length = Number(executable.readBigUInt64LE(header + 32));
    return executable.toString('latin1', from, from + length - 1);
  }
  return undefined;
}
