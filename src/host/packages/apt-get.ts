/**
 * Runs apt-get: waits for the holder of its locks, leaves services alone, and says what a person can do when it fails.
 */
import { existsSync } from 'node:fs';
import { HostError } from '../../errors.js';
import type { Log } from '../../log.js';
import { pause } from '../cancellation.js';
import { CommandError, type CommandResult, runCommand } from '../commands/command.js';
import { indexOptions } from './apt-index.js';
import { packageEnvironment } from './dpkg.js';

/**
 * These options switch off what the host's apt is configured to do beyond what is asked, since it would go beyond what
 * was checked.
 */
const OPTIONS = ['APT::Get::AutomaticRemove=false', 'APT::Install-Suggests=false', 'Acquire::Retries=3'];

/**
 * These options switch on what the host's apt is configured to leave undone. No simulation may have them: the last
 * value of a setting counts.
 */
export const DO_IT = [
  ...['Assume-No', 'Download-Only', 'Print-URIs', 'ReInstall', 'Simulate', 'Trivial-Only'].map(
    (name) => `${name}=false`,
  ),
  'Download=true',
].flatMap((option) => ['-o', `APT::Get::${option}`]);

/** This many seconds are enough for a slow mirror or an emulated host, where the lists alone took 5 minutes. */
export const APT_SECONDS = 900;
/** A simulation takes seconds, but on a busy emulated host one of podman took more than a minute. */
export const SIMULATING = { timeoutSeconds: APT_SECONDS };

/** An unattended upgrade may hold a lock for this many seconds. */
const LOCK_SECONDS = 300;

/** Returns the command `apt-get` with the options that every call has. */
export function aptCommand(...flags: readonly string[]): string[] {
  return ['apt-get', ...flags, '-q', ...OPTIONS.flatMap((option) => ['-o', option]), ...indexOptions()];
}

/** Returns a command that asks apt what it knows, for any user. */
export function askApt(program: 'apt-get' | 'apt-cache', ...words: readonly string[]): string[] {
  return [program, ...words, ...indexOptions()];
}

/**
 * Returns a command that asks nothing and does nothing, for any user: the host's apt may be set to say yes by itself.
 */
export function simulateCommand(...flags: readonly string[]): string[] {
  const settings = ['Assume-Yes=false', 'Force-Yes=false', 'ReInstall=false', 'Download=true'];
  return aptCommand(...flags, '--simulate', ...settings.flatMap((one) => ['-o', `APT::Get::${one}`]));
}

export interface LockHolder {
  readonly path: string;
  /** It is `process 812 (unattended-upgr)`, or `another process` where apt does not say. */
  readonly who: string;
}

/** Returns the lock that apt or dpkg could not take. Pure. */
export function lockHolder(stderr: string): LockHolder | undefined {
  const [, lock, by] = /dpkg (\w+) lock (?:is|was) locked by another process(?: with pid (\d+))?/.exec(stderr) ?? [];
  if (lock)
    return {
      path: lock === 'frontend' ? '/var/lib/dpkg/lock-frontend' : '/var/lib/dpkg/lock',
      who: by ? `process ${by}` : 'another process',
    };
  const [, path = '', pid, name] =
    /Could not get lock (\S+?)\.?(?: - open.*|\s+It is held by process (\d+)(?: \((.*?)\))?)?$/m.exec(stderr) ?? [];
  return path ? { path, who: pid ? `process ${pid}${name ? ` (${name})` : ''}` : 'another process' } : undefined;
}

/**
 * Calls `attempt` again as long as it finds a lock of apt taken, and names the holder. apt's own waiting covers dpkg's
 * locks only, not those of the lists and the archives, and is silent; this covers all of them.
 * @returns the last result, which is that of a taken lock where the time is over
 */
export async function whileLocked(
  log: Pick<Log, 'step'>,
  attempt: () => Promise<CommandResult>,
  lockSeconds = LOCK_SECONDS,
): Promise<CommandResult> {
  const until = performance.now() + lockSeconds * 1000;
  for (let named = ''; ; await pause(500)) {
    const result = await attempt();
    const holder = result.code === 0 ? undefined : lockHolder(result.stderr);
    if (!holder || performance.now() > until) return result;
    if (named !== holder.who) log.step(`waiting for ${holder.who}, which holds ${holder.path}`);
    named = holder.who;
  }
}

/** Runs apt-get once, without waiting for a lock, and returns its result whatever that is. */
export const aptOnce = (flags: readonly string[], timeoutSeconds = APT_SECONDS): Promise<CommandResult> =>
  runCommand(aptCommand(...flags, ...DO_IT), { timeoutSeconds, env: packageEnvironment() });

/** Runs apt-get, waits for its locks, and returns its result whatever that is. */
export const tryApt = (
  log: Pick<Log, 'step'>,
  flags: readonly string[],
  timeoutSeconds?: number,
): Promise<CommandResult> => whileLocked(log, () => aptOnce(flags, timeoutSeconds));

/**
 * Takes dpkg's locks for a moment and changes nothing. A result of taken locks says that somebody is installing: what
 * dpkg knows is then neither what it was nor what it will be.
 */
export const tryLocks = (): Promise<CommandResult> => aptOnce(['check']);

/** Waits while somebody installs, as an apt of ours does that has outlived a killed Tare. @throws CommandError */
export async function waitForLocks(log: Pick<Log, 'step'>): Promise<void> {
  if (!existsSync('/usr/bin/apt-get')) return;
  const waited = await whileLocked(log, tryLocks);
  if (lockHolder(waited.stderr)) throw new CommandError(aptCommand('check'), waited);
}

/** Runs apt-get. @throws HostError that says what the user can do about it. */
export async function runApt(log: Pick<Log, 'step'>, flags: readonly string[], timeoutSeconds?: number): Promise<void> {
  try {
    const result = await tryApt(log, flags, timeoutSeconds);
    if (result.code !== 0) throw new CommandError(aptCommand(...flags), result);
  } catch (error) {
    throw error instanceof CommandError ? explainAptFailure(error) : error;
  }
}

const SOURCE_TROUBLE =
  /^[EW]: (?:The repository '|GPG error: |Failed to fetch |Release file for |An error occurred during the signature|Problem executing scripts APT::Update|(?:.* )?does not have a Release file)/;

/** Returns what `apt-get update` says of single sources, which is no reason to give up the others. Pure. */
export function sourceTroubles(output: string): string[] {
  const lines = output.split('\n').filter((line) => SOURCE_TROUBLE.test(line));
  return [...new Set(lines.map((line) => line.slice(3).trim()))];
}

/**
 * The host's dpkg may be configured to do nothing (no-act), and apt ends well all the same.
 * @param undone what was to be done with packages and was not, as `installed runc`.
 */
export const notDone = (undone: string): HostError =>
  new HostError(
    `The call of apt ended without an error, and has not ${undone}.`,
    'Its configuration or that of dpkg keeps it from that (apt-config dump, /etc/dpkg/dpkg.cfg.d): mend it, and try again.',
  );

/** Turns apt's output into an error that says what the user can do. */
export function explainAptFailure(error: CommandError): HostError {
  const text = `${error.result.stdout}${error.result.stderr}`;
  const known = REMEDIES.find(([pattern]) => pattern.test(text));
  if (known) return new HostError(error.message, known[1](text));
  if (error.result.code === null) {
    return new HostError(error.message, 'The mirror or this host is slow: run again, what was fetched is kept.');
  }
  return new HostError(error.message, 'Mend the package system first (apt-get check shows what is wrong).');
}

/** The first that matches counts, since what a wrong answer of a mirror prints also matches a failed fetch. */
const REMEDIES: readonly [RegExp, (text: string) => string][] = [
  [
    /Could not get lock/,
    (text) => {
      const holder = lockHolder(text);
      return `${holder?.who ?? 'Another process'} holds ${holder?.path ?? 'a lock of apt'}: let it end, then run again.`;
    },
  ],
  [/No space left|enough free space/i, () => 'The disk is full: free space under /var, then run again.'],
  [
    /NO_PUBKEY|is not signed|couldn't be verified|could not be verified/,
    () =>
      'A package source is signed with a key that this host does not have: add its key (Signed-By), or take the source out.',
  ],
  [
    /Release file .* (?:is expired|is not valid yet)|Release file for .* expired/,
    () => 'A mirror is out of date, or the clock of this host is wrong: use another mirror, or set the clock.',
  ],
  [
    /\b(?:401|407)\s+(?:Unauthorized|Proxy)/i,
    () => 'A mirror or proxy wants a name and a password: give them in /etc/apt/auth.conf.d.',
  ],
  [
    /\b40[34]\s+\w|does not have a Release file/,
    () =>
      'A package source of this host does not have what it names: mend it or take it out of /etc/apt/sources.list.d.',
  ],
  [
    /Could not resolve|Failed to fetch|Cannot initiate the connection|Could not connect|Temporary failure/,
    () => 'The package mirror cannot be reached: check the network, the proxy and /etc/apt/sources.list.',
  ],
  [
    /Malformed (?:entry|line|stanza)|list of sources could not be read|Conflicting values set for option/,
    () => 'apt cannot read its sources or its configuration: mend the file that it names.',
  ],
  [
    /held broken packages|unmet dependencies|have no installation candidate|no installation candidate/i,
    () =>
      'What is installed, held (apt-mark showhold) or pinned (/etc/apt/preferences.d) here keeps it from being installed: give the program by path, or ask for another version.',
  ],
];
