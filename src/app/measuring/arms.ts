/** Makes the runtimes and the userland ready: what `setup` does, and what `run` does first. */
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import { capabilityTrouble } from '../../host/capabilities.js';
import { cgroupTrouble } from '../../host/cgroup.js';
import { makeRoomFor } from '../../host/folders.js';
import type { Host } from '../../host/host.js';
import { offerAptIndex } from '../../host/packages/apt-index.js';
import { obtainImage, refuseNoUserland, type Userland, userlandRefusal } from '../../image/image.js';
import type { Image } from '../../image/kept-image.js';
import type { Deployment } from '../../results/schema/deployment.js';
import { runtimeNamed } from '../../runtimes/index.js';
import { ofSamePrograms, SamePrograms } from '../../runtimes/install/same-programs.js';
import type { Installed, Missing, PreparedArm, RuntimeNetwork } from '../../runtimes/runtime.js';
import type { ToSetUp } from '../request/request.js';
import { Installations, measured, partsOf } from './deployment.js';

export interface Ready {
  readonly image: Image;
  /** That of the baseline's side; absent where both have the same. */
  readonly baselineImage?: Image;
  readonly installed: ReadonlyMap<string, Installed>;
  readonly installations: Installations;
}

/** Called after each arm with those that are ready so far. @throws where one is not what it has to be. */
export type Accept = (installed: ReadonlyMap<string, Installed>) => void;

/** Everything that can be wrong with an arm, or with the path of a userland, is found before anything is installed. */
export async function setUp(
  host: Host,
  { arms, userland, baselineUserland }: Pick<ToSetUp, 'arms' | 'userland' | 'baselineUserland'>,
  signal: AbortSignal,
  accept: Accept = () => undefined,
): Promise<Ready> {
  const userlands = [userland, ...(baselineUserland ? [baselineUserland] : [])];
  for (const one of userlands) refuseNoUserland(one);
  const trouble = capabilityTrouble() ?? cgroupTrouble(host.cgroup);
  if (trouble) throw trouble;
  const missing = await missingOf(host, arms);
  refuse(missing, await firstRefusal(host, userlands));
  makeRoomFor('TARE_STATE_DIR', host.paths.state);
  makeRoomFor('TARE_CACHE_DIR', host.paths.cache);
  await offerAptIndex(host.paths.cache);
  const installations = new Installations(host);
  const installed = new Map<string, Installed>();
  for (const arm of arms) {
    signal.throwIfAborted();
    const install = () => runtimeNamed(arm.runtime).install(host, arm);
    const isHere = (missing.get(arm.id) ?? []).length === 0;
    installed.set(arm.id, await (isHere ? install() : installations.install(arm, install)));
    accept(installed);
  }
  signal.throwIfAborted();
  return { ...(await imagesOf(host, userland, baselineUserland)), installed, installations };
}

async function imagesOf(
  host: Host,
  userland: Userland,
  before: Userland | undefined,
): Promise<Pick<Ready, 'image' | 'baselineImage'>> {
  const image = await obtainImage(host, userland);
  const baselineImage = before && (await obtainImage(host, before));
  // Two files of the same bytes are one userland.
  return baselineImage && baselineImage.digest !== image.digest ? { image, baselineImage } : { image };
}

async function firstRefusal(host: Host, userlands: readonly Userland[]): Promise<string | undefined> {
  for (const one of userlands) {
    const refusal = await userlandRefusal(host, one);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Refuses all arms that lack something at once, before anything is changed. @throws HostError */
function refuse(missing: ReadonlyMap<string, readonly Missing[]>, userland: string | undefined): void {
  const refused = [...missing].flatMap(([id, items]) =>
    items.flatMap(({ refused, what, remedy }) => (refused ? [`${id} needs ${what}: ${remedy}`] : [])),
  );
  if (userland) refused.push(`the userland needs ${userland}`);
  if (refused.length === 0) return;
  throw new HostError(
    'What is missing cannot be installed without changing packages of this host; nothing was changed.',
    refused.join('\n'),
  );
}

export interface ReadyArm {
  readonly prepared: PreparedArm;
  readonly installed: Installed;
  readonly deployment: Deployment;
}

export async function prepareArms(
  host: Host,
  arms: readonly ArmSpec[],
  { ready, network }: { readonly ready: Ready; readonly network: RuntimeNetwork | undefined },
  signal: AbortSignal,
): Promise<Map<string, ReadyArm>> {
  const prepared = new Map<string, ReadyArm>();
  // What is prepared may take a while, in which others may replace a program.
  const programs = new Map([...ready.installed].map(([id, { binaries }]) => [id, new SamePrograms(binaries)]));
  const parts = await partsOf(ready.installed);
  for (const arm of arms) {
    signal.throwIfAborted();
    const installed = ready.installed.get(arm.id);
    const same = programs.get(arm.id);
    if (!installed || !same) throw new Error(`arm ${arm.id} was not installed`);
    host.log.step(`preparing ${arm.id}`);
    const image = (arm.side === 'baseline' && ready.baselineImage) || ready.image;
    const prepare = () => runtimeNamed(arm.runtime).prepare(host, image, arm, installed, network);
    const { result, took } = await measured(host, prepare);
    const install = ready.installations.of(arm.id, installed);
    const { packages = [], otherBytes = 0 } = parts.get(arm.id) ?? {};
    prepared.set(arm.id, {
      installed,
      prepared: ofSamePrograms(result, same),
      deployment: { packages, otherBytes, ...(install && { install }), prepare: took },
    });
  }
  return prepared;
}

/**
 * Returns what each arm lacks. A user's own error is thrown as it is: where several arms have one, that of the first
 * arm.
 */
export async function missingOf(host: Host, arms: readonly ArmSpec[]): Promise<Map<string, Missing[]>> {
  const checks = await Promise.allSettled(arms.map((arm) => runtimeNamed(arm.runtime).check(host, arm)));
  return new Map(
    arms.map(({ id }, index) => {
      const check = checks[index];
      if (check?.status !== 'fulfilled') throw check?.reason;
      return [id, check.value];
    }),
  );
}
