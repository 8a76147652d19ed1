/** Begins the document of a run, with what it records of this host. */
import { randomBytes } from 'node:crypto';
import { parseCpuList } from '../../host/facts/cpu/cpus.js';
import { readFingerprint } from '../../host/facts/fingerprint.js';
import type { Host } from '../../host/host.js';
import type { Image } from '../../image/kept-image.js';
import { type Plan, type RunDocument, SCHEMA_VERSION } from '../../results/document.js';
import { originOf, type Untold } from '../../results/origin.js';
import { fittingRun } from '../../results/store.js';
import { idTime } from '../../results/texts.js';
import { VERSION } from '../version.js';

/** The hardware key that a run on this host would record; the userland has no part in it. */
export function hardwareKeyOf({ paths }: Host, cpus: readonly number[]): string {
  const image = { digest: '', recipe: '', sysbench: '' };
  return readFingerprint({ cpus, storagePath: paths.state, image }).hardwareKey;
}

interface Where extends Untold {
  readonly storagePath: string;
}

/** The document that such a run would begin with, but for the userland, which is made only afterwards. */
export const foreseenRun = ({ paths }: Host, plan: Plan): RunDocument =>
  newRun(plan, { image: { digest: '', recipe: '', sysbench: '' } }, { storagePath: paths.work });

type Userland = Pick<Image, 'digest' | 'recipe' | 'sysbench'>;

/** A document without blocks, which can be read again. @throws Error where it could not: nothing is measured yet. */
export function newRun(
  plan: Plan,
  { image, baselineImage }: { readonly image: Userland; readonly baselineImage?: Userland },
  { storagePath, ...untold }: Where,
): RunDocument {
  const startedAt = new Date().toISOString();
  return fittingRun({
    kind: 'tare-run',
    schemaVersion: SCHEMA_VERSION,
    id: `${idTime(startedAt)}-${randomBytes(2).toString('hex')}`,
    tool: { name: 'tare', version: VERSION },
    origin: originOf(process.env, untold),
    startedAt,
    finishedAt: null,
    plan,
    fingerprint: readFingerprint({ cpus: parseCpuList(plan.limits.cpus), storagePath, image, baselineImage }),
    environments: [],
    warnings: [],
    blocks: [],
    stopped: null,
  });
}
