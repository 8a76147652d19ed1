/**
 * The request for a run on this host. Everything that it takes to resolve it is read here; nothing below reads it
 * again.
 */
import { randomInt } from 'node:crypto';
import type { BuiltSides } from '../../config/built-sides.js';
import type { Inputs } from '../../config/inputs.js';
import { memoryForSandboxes } from '../../host/facts/available-memory.js';
import { readCpuTopology } from '../../host/facts/cpu/cpus.js';
import { refuseUnwritable } from '../../host/folders.js';
import type { Host } from '../../host/host.js';
import type { SecondLook } from '../confirm/request.js';
import { openResumed } from '../measuring/resume.js';
import { judgingOf } from '../request/judging.js';
import type { KnownSides } from '../request/known-sides.js';
import type { Request } from '../request/request.js';
import { type Facts, placeOf, resolve, secondLookSizesOf, setUpOf } from '../request/resolve.js';

/** @throws InputError for what cannot be measured, HostError where a run cannot be resumed here. */
export async function requestOn(host: Host, inputs: Inputs, sides: KnownSides = {}): Promise<Request> {
  const { folder, input } = placeOf(inputs);
  refuseUnwritable(folder, input);
  const begun = inputs.resume ? await openResumed(inputs.resume, host, inputs.benchmarks) : undefined;
  return resolve(inputs, readFacts(), begun, sides);
}

/** The request for a second look. Its sizes are worked out when it begins, from the host as it is then. */
export function secondLookOf(inputs: Inputs, built?: BuiltSides): SecondLook {
  return {
    ...setUpOf(inputs, process.cwd(), { built }),
    sizes: () => secondLookSizesOf(inputs, readFacts()),
    judging: judgingOf(inputs),
    built,
    inspecting: inputs.profileRegressions,
  };
}

export function readFacts(): Facts {
  return {
    cwd: process.cwd(),
    topology: readCpuTopology(),
    memoryAvailableBytes: memoryForSandboxes(),
    drawnSeed: randomInt(2 ** 32),
  };
}
