/** Gives a stable Debian newer packages, from the mirror that the host already uses. */
import { existsSync, writeFileSync } from 'node:fs';
import { HostError, withoutPasswords } from '../../errors.js';
import { mustRun } from '../commands/command.js';
import type { Host, LinuxDistribution } from '../host.js';
import { requireApt } from './apt.js';
import { askApt, runApt } from './apt-get.js';
import { isUnreachable } from './apt-settings.js';

const LIST = '/etc/apt/sources.list.d/tare-backports.list';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

export interface AptTarget {
  /** The name is the one in the source: `bookworm`, `bookworm-backports`. */
  readonly release: string;
  /** It is `Debian`, `Ubuntu` or a vendor's name; empty before the lists are fetched. */
  readonly origin: string;
  readonly uri: string;
}

const FORMAT = '$(RELEASE)\t$(ORIGIN)\t$(REPO_URI)';

/** Parses the lines that `apt-get indextargets` prints in the format below. Pure. */
export function parseTargets(lines: string): AptTarget[] {
  return lines.split('\n').flatMap((line) => {
    const [release = '', origin = '', uri = ''] = line.split('\t');
    return release && uri ? [{ release, origin, uri }] : [];
  });
}

/** Returns whether this distribution has backports of its own. */
export function hasBackports({ id, codename }: LinuxDistribution): boolean {
  return id === 'debian' && codename !== '';
}

/**
 * Adds the backports suite beside the host's own sources, once. It is undone together with the packages. apt prefers
 * nothing from it by itself (the suite is marked NotAutomatic), so other packages stay as they are.
 * @throws HostError where the host names no Debian mirror, or its mirror has no backports; nothing is changed then.
 */
export async function addBackports(host: Host): Promise<void> {
  requireApt();
  const { codename } = host.distribution;
  const suite = `${codename}-backports`;
  const targets = parseTargets(
    await mustRun(askApt('apt-get', 'indextargets', '--format', FORMAT, 'Created-By: Packages')),
  );
  if (targets.some(({ release }) => release === suite)) return;
  const mirror = targets.find(
    ({ release, origin, uri }) => release === codename && origin === 'Debian' && !isUnreachable(uri),
  )?.uri;
  if (!mirror)
    throw new HostError(`The apt sources of this host name no mirror for ${codename}.`, `Add ${suite} to them.`);
  await addList(host, suite, mirror);
}

async function addList(host: Host, suite: string, mirror: string): Promise<void> {
  host.log.step(`adding ${suite} from ${mirror}`);
  const change = host.journal.record({ kind: 'path', path: LIST }, 'install');
  const signed = existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : '';
  const line = `deb ${signed}${mirror} ${suite} main`;
  // A password in the address is read by root alone.
  const mode = withoutPasswords(mirror) === mirror ? 0o644 : 0o600;
  writeFileSync(LIST, `# Added by tare; taken back with the packages.\n${line}\n`, { mode });
  try {
    // The other lists stay as they are, since refreshing them is a change of its own.
    const only = [`Dir::Etc::sourcelist=${LIST}`, 'Dir::Etc::sourceparts=-', 'APT::Get::List-Cleanup=0'];
    await runApt(host.log, ['update', '--error-on=any', ...only.flatMap((option) => ['-o', option])], 300);
  } catch (error) {
    await change.undo();
    throw error;
  }
}
