/** What one call of apt is going to install, on record from before it until it is undone. */
import { whileUndoing } from '../cancellation.js';
import type { Host } from '../host.js';
import { waitForLocks } from './apt-get.js';
import { packagesOfSettings } from './dpkg.js';
import { accountsBefore, accountsMade } from './new-accounts.js';

export interface Installation {
  /** Puts the accounts and profiles on record that the packages have made, in place of all that they may make. */
  narrow(): Promise<void>;
  /** apt has done nothing. */
  settle(): void;
  /**
   * Removes what is there by now. What cannot be undone stays on record: a person must first know why the installation
   * failed.
   */
  undo(): Promise<void>;
}

/** @param asked those of the packages that apt is asked for; the others come as their dependencies */
export async function recordInstallation(
  host: Host,
  added: readonly string[],
  asked: readonly string[],
): Promise<Installation> {
  if (added.length === 0) return NOTHING;
  const change = await recordPackages(host, added, asked);
  const before = accountsBefore(added.map(withoutArchitecture));
  const accounts = host.journal.record({ kind: 'accounts', ...before }, 'install');
  const changes = [change];
  const narrow = async () => {
    const made = await accountsMade(before, host.journal.installed());
    changes.push(...made.map((one) => host.journal.record(one, 'install')));
    accounts.settle();
  };
  const undo = async () => {
    // What is left of an apt that was ended may still run.
    await waitForLocks(host.log);
    await narrow();
    const [packages, ...made] = changes;
    for (const one of [packages, ...made.reverse()]) await one?.undo();
  };
  return {
    narrow,
    settle: () => {
      for (const one of [accounts, change]) one.settle();
    },
    undo: () => whileUndoing(undo).catch((problem: unknown) => tellLater(host, problem)),
  };
}

const NOTHING: Installation = {
  narrow: async () => undefined,
  settle: () => undefined,
  undo: async () => undefined,
};

export const withoutArchitecture = (name: string): string => name.replace(/:.*$/, '');

async function recordPackages(host: Host, added: readonly string[], asked: readonly string[]) {
  const known = host.journal.installed().flatMap((undo) => (undo.kind === 'packages' ? [undo] : []));
  // What Tare had brought before may have left settings too, and those are not the user's.
  const isOurs = (name: string) =>
    known.some(({ names, withSettings = [] }) => names.includes(name) && !withSettings.includes(name));
  const withSettings = (await packagesOfSettings(added)).filter((name) => !isOurs(name));
  const kept = withSettings.length > 0 && { withSettings };
  return host.journal.record({ kind: 'packages', names: [...added], asked: [...asked], ...kept }, 'install');
}

function tellLater({ log }: Host, problem: unknown): void {
  log.warn(`This could not be undone yet: ${problem instanceof Error ? problem.message : problem}`);
}
