/** The registry of OCI runtimes. A new one is one file and one line here. */
import type { ArmSpec } from '../../config/arms.js';
import { InputError } from '../../errors.js';
import { mainOf } from '../install/binaries.js';
import type { Installed, Runtime } from '../runtime.js';
import { anyOci } from './any.js';
import { crun, recordCrunFolder } from './crun.js';
import { identified } from './identity.js';
import { runc } from './runc.js';
import { runsc } from './runsc.js';
import { youki } from './youki.js';

const KNOWN: readonly Runtime[] = [runc, crun, youki, runsc];

export const ociRuntimes: readonly Runtime[] = [...KNOWN, anyOci].map(asIdentified);

/**
 * Makes a program that is given by path be treated as what it says it is, whatever name the user put before its path,
 * and one that is found be refused where it says that it is another.
 */
export function asIdentified(named: Runtime): Runtime {
  return {
    ...named,
    async install(host, arm) {
      recordCrunFolder(host);
      const installed = await identified(host, arm, await named.install(host, arm));
      const own = kindOf(named, arm, installed);
      if (own === named) return installed;
      refuseUnderOtherName(own, named, arm);
      return identified(host, arm, await own.install(host, arm));
    },
    prepare: (host, image, arm, installed) => kindOf(named, arm, installed).prepare(host, image, arm, installed),
  };
}

function kindOf(named: Runtime, { path }: ArmSpec, installed: Installed): Runtime {
  const name = path && mainOf(installed).name;
  return KNOWN.find((kind) => kind.name === name) ?? named;
}

/**
 * Refuses a program under another name where decisions that were made before it was identified are wrong for it: its
 * options, and the benchmarks that it can run.
 */
function refuseUnderOtherName(own: Runtime, named: Runtime, arm: ArmSpec): void {
  const foreign = Object.keys(arm.options).find((option) => !Object.hasOwn(own.options, option));
  if (own.unsupported === named.unsupported && !foreign) return;
  throw new InputError(
    `${arm.id}: the program says that it is ${own.name}${foreign ? `, which has no option "${foreign}"` : ''}.`,
    `Write ${own.name}=${arm.path}.`,
  );
}
