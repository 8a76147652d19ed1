/** Defines what it took to have a runtime on a host, a part of what a run document holds about an arm. */
import * as z from 'zod';
import { MOST_TEXTS } from '../limits.js';
import { identifier, time, word } from '../texts.js';

const count = z.int().nonnegative();
const finite = z.number().nonnegative();
/** The journal has a dozen kinds of change. */
const MOST_KINDS = 50;
/** These changes of the host were put on record, by their kind in the journal. */
const changes = z
  .record(identifier, count)
  .refine((kinds) => Object.keys(kinds).length <= MOST_KINDS, `holds more than ${MOST_KINDS} kinds of changes`);

export const deploymentSchema = z.looseObject({
  /**
   * Its programs came with these packages; they include all that those need beyond what every host of the distribution
   * has.
   */
  packages: z.array(z.looseObject({ name: identifier, version: word, bytes: finite })).max(MOST_TEXTS),
  /** It is the size of its programs that came with no package, together. */
  otherBytes: finite,
  /** It says how tare installed it, in this run or before; absent where it was here already. */
  install: z
    .looseObject({
      at: time,
      seconds: finite,
      /** apt added this many packages, without those that another runtime had brought before. */
      packages: count,
      changes,
    })
    .optional(),
  /** It says how it was made ready with the userland in this run: import, disk, a daemon's start. */
  prepare: z.looseObject({ seconds: finite, changes }),
});

export type Deployment = z.infer<typeof deploymentSchema>;
export type Installation = NonNullable<Deployment['install']>;
