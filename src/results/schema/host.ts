/** What a run found: the host, and what its arms turned out to be. */
import * as z from 'zod';
import { MOST_TEXTS } from '../limits.js';
import { identifier, name, text, word } from '../texts.js';
import { deploymentSchema } from './deployment.js';
import { finite, texts } from './values.js';

export const binarySchema = z.looseObject({
  name,
  path: name,
  version: text,
  sha256: word,
});

export const footprintSchema = z.looseObject({
  /** Proportional set size of all its processes on the host. */
  pssBytes: finite.nonnegative(),
  /** Charged to its own control groups, page cache and kernel memory too; null where it has none. */
  cgroupBytes: finite.nonnegative().nullable(),
  processes: z.int().positive(),
});

/** What an arm turned out to be. */
export const armEnvironmentSchema = z.looseObject({
  arm: name,
  binaries: z.array(binarySchema).max(MOST_TEXTS),
  /** Where it came from: `distro package runc 1.1.5…`, `path`, `running daemon`. */
  source: text,
  /** What a reader of this arm's figures must know, one sentence each. */
  notes: texts.optional(),
  /** As seen from inside: kernel, cpus, memoryBytes, sysbench version and sha256, filesystem of root and volume. */
  inside: z.record(identifier, text),
  /** What the daemon that serves all its sandboxes takes while there is none; absent without a daemon of ours. */
  daemon: footprintSchema.optional(),
  /** What it took to have it here; absent in documents from before it was recorded. */
  deployment: deploymentSchema.optional(),
});

const userlandSchema = z.looseObject({
  digest: text,
  recipe: text,
  sysbench: text,
  /** Packages that it was made with besides. */
  packages: z.array(identifier).max(MOST_TEXTS).optional(),
  /** The container image it was made from: by what name, and its digest. */
  container: z.looseObject({ name, digest: word }).optional(),
});

export const fingerprintSchema = z.looseObject({
  /** sha256 over the hardware fields: runs with different keys are not compared. */
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
    /** Vendor, family, model and stepping; absent in documents of the first versions. */
    stepping: text.optional(),
    /** The CPUs that are measured on, as a Linux list; absent in documents of the first versions. */
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
    /** `yes`, `no` or `unknown`; absent in documents of the first versions. */
    rotational: text.optional(),
  }),
  virtualization: text,
  /** The userland of every sandbox. */
  image: userlandSchema,
  /** That of the baseline's side, where each side has its own; `image` is the other's and native's then. */
  baselineImage: userlandSchema.optional(),
});
