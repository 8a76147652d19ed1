/** What podman needs to run without root, and which options it cannot have then. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmSpec } from '../../../config/arms.js';
import { InputError } from '../../../errors.js';
import { readPlainText } from '../../../host/files/plain-file.js';
import type { Host } from '../../../host/host.js';
import { ensurePackages } from '../../../host/packages/apt.js';
import { findCommand } from '../../install/binaries.js';
import type { Missing, OptionDefinition } from '../../runtime.js';

export const ROOTLESS_OPTION: OptionDefinition = {
  help: 'on: by a user without privileges, made for the run, in a user namespace',
  choices: ['on'],
};

export const isRootless = ({ options }: Pick<ArmSpec, 'options'>): boolean => options.rootless === 'on';

/** These put ids into a user namespace. Podman's packages only recommend theirs. */
const HELPERS = ['newuidmap', 'newgidmap'];
const PACKAGE = 'uidmap';

export const ROOTLESS_NOTES = [
  'rootless: it runs as a user made for the run, who is root in a user namespace, with a mount namespace of its own',
  'podman cannot limit without root on every host, so its containers begin in groups that have the limits already, which was proved of one from outside',
];

/** Returns why the steps of a rootless life have no figures; undefined for a podman of root. */
export const withoutRootlessSteps = (arm: ArmSpec): string | undefined =>
  isRootless(arm)
    ? 'each call of a rootless podman has to enter the groups with the limits first, which would be in every figure'
    : undefined;

/**
 * Returns what an arm that is rootless lacks. It changes nothing.
 * @param root the folder in which the host's files are.
 * @param find finds a program on PATH.
 * @throws InputError for options that exclude one another.
 */
export function checkRootless(arm: ArmSpec, root = '/', find = findCommand): Missing[] {
  if (!isRootless(arm)) return [];
  if (arm.options.network !== undefined)
    throw new InputError(
      `${arm.id}: without root podman has no bridge, and what it has instead cannot be proved beside the peer.`,
      'Leave out network, for the link that every runtime gets, or leave out rootless.',
    );
  return [...missingHelpers(find), ...missingNamespaces(root), ...otherRanges(root)];
}

/** Installs what it lacks. @throws HostError */
export async function installRootless(host: Host, arm: ArmSpec): Promise<void> {
  if (isRootless(arm) && missingHelpers(findCommand).length > 0) await ensurePackages(host, [PACKAGE]);
}

function missingHelpers(find: typeof findCommand): Missing[] {
  const lacking = HELPERS.filter((name) => !find(name));
  if (lacking.length === 0) return [];
  const remedy = `tare installs it, for without ${lacking.join(' and ')} a user namespace has one id only`;
  return [{ what: `package ${PACKAGE}`, remedy, installable: true }];
}

const SWITCHES = ['user/max_user_namespaces', 'kernel/unprivileged_userns_clone'];

function missingNamespaces(root: string): Missing[] {
  return SWITCHES.flatMap((name) => {
    const file = join(root, 'proc/sys', name);
    if (!existsSync(file) || readPlainText(file).trim() !== '0') return [];
    const setting = name.replace('/', '.');
    const more = name.startsWith('user/') ? '10000' : '1';
    return [
      {
        what: `user namespaces, which ${setting} = 0 forbids`,
        remedy: `Run sysctl -w ${setting}=${more}, or measure podman without rootless.`,
        installable: false,
      },
    ];
  });
}

/** newuidmap then takes no notice of /etc/subuid. */
function otherRanges(root: string): Missing[] {
  const file = join(root, 'etc/nsswitch.conf');
  const sources = existsSync(file) ? (/^subid:[ \t]*(.*)/m.exec(readPlainText(file))?.[1]?.trim() ?? 'files') : 'files';
  if (sources === 'files') return [];
  return [
    {
      what: `ids for a user namespace: they come from ${sources}, as ${file} says`,
      remedy: 'Tare gives them in /etc/subuid alone: take the line subid out, or measure podman without rootless.',
      installable: false,
    },
  ];
}
