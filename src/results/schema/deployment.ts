/** What it took to have a runtime on a host: one part of what a run document holds of an arm. */
import * as z from 'zod';
import { MOST_TEXTS } from '../limits.js';
import { identifier, time, word } from '../texts.js';

const count = z.int().nonnegative();
const finite = z.number().nonnegative();
/** The journal has ten. */
const MOST_KINDS = 50;
/** Changes of the host that were put on record, by their kind in the journal. */
const changes = z
  .record(identifier, count)
  .refine((kinds) => Object.keys(kinds).length <= MOST_KINDS, `holds more than ${MOST_KINDS} kinds of changes`);

export const deploymentSchema = z.looseObject({
  /** What its programs came with, and all these need beyond what every host of the distribution has. */
  packages: z.array(z.looseObject({ name: identifier, version: word, bytes: finite })).max(MOST_TEXTS),
  /** Its programs that came with no package, together. */
  otherBytes: finite,
  /** How tare installed it, in this run or before; absent where it was here already. */
  install: z
    .looseObject({
      at: time,
      seconds: finite,
      /** That apt added: those that another runtime had brought before are not among them. */
      packages: count,
      changes,
    })
    .optional(),
  /** How it was made ready with the userland in this run: import, disk, a daemon's start. */
  prepare: z.looseObject({ seconds: finite, changes }),
});

export type Deployment = z.infer<typeof deploymentSchema>;
export type Installation = NonNullable<Deployment['install']>;
