/** Defines what a run found: the host, and what its arms turned out to be. */
import * as z from 'zod';
import { MOST_TEXTS } from '../limits.js';
import { identifier, name, text, word } from '../texts.js';
import { deploymentSchema } from './deployment.js';
import { finite, texts } from './values.js';

/** The value of `libraries` for a program that loads none. */
export const NO_LIBRARIES = 'none';

export const binarySchema = z.looseObject({
  name,
  path: name,
  version: text,
  sha256: word,
  /**
   * It is one sha256 of all shared libraries that the program loads, or `none`; absent where that is not known, and in
   * documents from before it was recorded.
   */
  libraries: word.optional(),
});

export const footprintSchema = z.looseObject({
  /** It is the proportional set size of all its processes on the host. */
  pssBytes: finite.nonnegative(),
  /** The kernel charges this to its own control groups, with page cache and kernel memory; null where it has none. */
  cgroupBytes: finite.nonnegative().nullable(),
  processes: z.int().positive(),
});

/** What an arm turned out to be. */
export const armEnvironmentSchema = z.looseObject({
  arm: name,
  binaries: z.array(binarySchema).max(MOST_TEXTS),
  /** It says where it came from: `distro package runc 1.1.5…`, `path`, `running daemon`. */
  source: text,
  /** These say what a reader of this arm's figures must know, one sentence each. */
  notes: texts.optional(),
  /**
   * It is as seen from inside: kernel, cpus, memoryBytes, sysbench version and sha256, filesystem of root and volume.
   */
  inside: z.record(identifier, text),
  /**
   * It is the memory of the daemon that serves all its sandboxes while there is none; absent without a daemon of
   * Tare's.
   */
  daemon: footprintSchema.optional(),
  /** It says what it took to have the runtime here; absent in documents from before it was recorded. */
  deployment: deploymentSchema.optional(),
});

const userlandSchema = z.looseObject({
  digest: text,
  recipe: text,
  sysbench: text,
  /** The userland was made with these packages besides. */
  packages: z.array(identifier).max(MOST_TEXTS).optional(),
  /** The userland was made from this container image: its name and its digest. */
  container: z.looseObject({ name, digest: word }).optional(),
});

export const fingerprintSchema = z.looseObject({
  /** It is the sha256 over the hardware fields. Runs with different keys are not compared. */
  hardwareKey: word,
  bootId: word,
  hostname: word,
  arch: word,
  cpu: z.looseObject({
    model: text,
    microcode: text,
    online: text,
    smt: text,
    governor: text,
    turbo: text,
    maxMhz: finite.nullable(),
    /** It is vendor, family, model and stepping; absent in documents of the first versions. */
    stepping: text.optional(),
    /** These CPUs are measured on, as a Linux list; absent in documents of the first versions. */
    measured: text.optional(),
  }),
  mitigations: z.record(identifier, text),
  kernel: text,
  kernelCommandLine: text,
  os: text,
  cgroup: z.enum(['v1', 'v2', 'hybrid', 'none']),
  memoryBytes: finite,
  storage: z.looseObject({
    device: text,
    model: text,
    filesystem: text,
    options: text,
    /** It is `yes`, `no` or `unknown`; absent in documents of the first versions. */
    rotational: text.optional(),
  }),
  virtualization: text,
  /** It is the userland of every sandbox. */
  image: userlandSchema,
  /**
   * It is the userland of the baseline's side, where each side has its own. `image` is then that of the other side and
   * of native.
   */
  baselineImage: userlandSchema.optional(),
});
