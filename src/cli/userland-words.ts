/** What plan and doctor say of the userland of a run, which they neither make nor unpack. */
import type { Host } from '../host/host.js';
import { installedVersions } from '../host/packages/apt.js';
import { cachedImage, refuseNoUserland, type Userland, userlandRefusal, userlandTools } from '../image/image.js';

type Ask = (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Returns what has to be made or installed for it first, in a few words each; nothing where all is here.
 * @param installed tells which of these packages are here.
 */
export async function lackingForUserland(
  host: Host,
  userland: Userland,
  installed: Ask = installedVersions,
): Promise<string[]> {
  const tools = await userlandTools(host, userland);
  const here = await installed(tools);
  const isMade = !userland.rootfs && !(await cachedImage(host, userland));
  return [
    ...(isMade ? ['a userland with sysbench, made by mmdebstrap (about 15 s)'] : []),
    ...tools
      .filter((name) => !here.has(name))
      .map((name) => `package ${name}: tare installs it from this host's package sources`),
  ];
}

/** The lines of plan. What stands against it hides the rest: nothing is made or installed then. */
export async function userlandLines(host: Host, userland: Userland): Promise<string[]> {
  const refusal = await userlandRefusal(host, userland);
  return refusal === undefined ? lackingForUserland(host, userland) : [refusal];
}

/** What doctor says. @throws UserError where it cannot be had. */
export async function userlandState(host: Host, userland: Userland, installed?: Ask): Promise<string> {
  refuseNoUserland(userland);
  const { rootfs, image } = userland;
  if (rootfs) return `${rootfs}, as it is given`;
  const made = await cachedImage(host, userland);
  if (!image) return made ? `ready (${made.sysbench}, ${made.recipe})` : 'will be made by mmdebstrap on the first run';
  const lacking = await lackingForUserland(host, userland, installed);
  const first = lacking.length > 0 ? `; first it needs ${lacking.join(', ')}` : '';
  return `made of the container image ${image.kind === 'path' ? image.path : image.reference}${first}`;
}
