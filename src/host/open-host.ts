/** Locks this machine for one invocation, and undoes the invocation's changes at its end. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../errors.js';
import type { Log } from '../log.js';
import { sweepLocks } from './cache/clear-cache.js';
import { readLayout } from './cgroup.js';
import { errorCode } from './errno.js';
import { isHidden } from './files/hidden.js';
import { takeMask } from './files/mask.js';
import { readPlainText } from './files/plain-file.js';
import { makeOwnFolder, refuseShared } from './folders.js';
import type { Host, LinuxDistribution } from './host.js';
import { acquireLock } from './lock.js';
import { belowState } from './own-names.js';
import { forgetGonePackages } from './packages/forget.js';
import { removeUnfinished } from './packages/unfinished.js';
import { RunContext } from './run-context.js';
import { cachePath, statePath } from './state-paths.js';
import { Journal } from './undo/journal.js';

export interface HostOptions {
  readonly mayInstall: boolean;
  readonly mirror?: string;
  readonly log: Log;
  /** It is shown to those who wait for the lock. */
  readonly purpose: string;
  readonly signal?: AbortSignal;
  /** It is told what earlier runs left and cannot be undone; the log warns of it where this is absent. */
  tellStuck?(sentence: string): void;
  /**
   * `none` where nothing is made on the host: without a work folder of its own an invocation needs no room on a full
   * disk. The default is `own`.
   */
  readonly work?: 'own' | 'none';
  /** It is passed by an invocation that opens its host several times. */
  readonly run?: RunContext;
}

export interface OpenHost extends Host {
  /**
   * Undoes every change of this invocation and releases the lock. Returns what could not be undone, with what to do by
   * hand: of this invocation, and of earlier ones that left something when they were killed.
   */
  close(): Promise<string[]>;
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Reads /etc/os-release. A derivative that takes its packages from Debian's or Ubuntu's own archives names their
 * release (Linux Mint: UBUNTU_CODENAME, LMDE: DEBIAN_CODENAME), and counts as that; `pretty` stays its own name. Pure.
 */
export function parseDistribution(osRelease: string, nodeArch: string): LinuxDistribution {
  const value = (key: string) => shellWord(osRelease.match(new RegExp(`^${key}=(.*)$`, 'm'))?.[1] ?? '');
  const id = value('ID');
  const official = id === 'debian' || id === 'ubuntu';
  const base = official ? undefined : ['ubuntu', 'debian'].find((name) => value(`${name.toUpperCase()}_CODENAME`));
  return {
    id: base ?? id,
    version: value('VERSION_ID'),
    // Older releases have no such field and write the codename in brackets: VERSION="9 (stretch)".
    codename:
      value(`${(base ?? id).toUpperCase()}_CODENAME`) ||
      value('VERSION_CODENAME') ||
      (/\(([a-z]+)\)/.exec(value('VERSION'))?.[1] ?? ''),
    pretty: value('PRETTY_NAME'),
    arch: ARCHITECTURES[nodeArch] ?? nodeArch,
  };
}

/** Returns the value of an assignment as a shell reads it: bare, in double or in single quotes. */
function shellWord(text: string): string {
  const word = text.trim();
  if (/^'[^']*'$/.test(word)) return word.slice(1, -1);
  if (/^".*"$/.test(word)) return word.slice(1, -1).replace(/\\(["$`\\])/g, '$1');
  return word.replace(/\\(.)/g, '$1');
}

/** Describes the host and changes nothing, for `plan` and `doctor`. */
export function describeHost(log: Log, run = new RunContext()): Host {
  const release = ['/etc/os-release', '/usr/lib/os-release'].find((path) => existsSync(path));
  const osRelease = release ? readPlainText(release) : '';
  return {
    paths: { state: statePath(), cache: cachePath(), work: belowState(statePath(), 'work') },
    distribution: parseDistribution(osRelease, process.arch),
    cgroup: readLayout(),
    systemd: existsSync('/run/systemd/system'),
    mayInstall: false,
    journal: new Journal(statePath(), log),
    log,
    run,
  };
}

/** Says in a sentence which of Tare's folders this user may not read; undefined where there is none. */
export function unseen({ paths }: Pick<Host, 'paths'>): string | undefined {
  const folders = [paths.state, paths.cache].filter(isHidden);
  if (folders.length === 0) return undefined;
  return `Not seen, since only root may look into it: ${folders.join(', ')} (earlier runs, what was installed and made).`;
}

export function requireRoot(): void {
  if (process.getuid?.() !== 0) {
    throw new HostError('Tare must run as root: it makes cgroups and starts runtimes.', 'Run it with sudo.');
  }
}

/** Waits for other invocations, undoes what a killed one left, and makes a work folder. */
export async function openHost(options: HostOptions): Promise<OpenHost> {
  requireRoot();
  const mask = takeMask();
  try {
    return await openWithOurMask(options, mask);
  } catch (error) {
    mask.release();
    throw error;
  }
}

async function openWithOurMask(options: HostOptions, mask: { release(): void }): Promise<OpenHost> {
  makeOwnFolder('TARE_STATE_DIR', statePath());
  const lock = await acquireLock(join(statePath(), 'measure.lock'), options.purpose, options.log, options.signal);
  try {
    const host = describeHost(options.log, options.run);
    const tell = options.tellStuck ?? ((sentence: string) => options.log.warn(sentence));
    const stuck = await host.journal.recover(options.log);
    for (const problem of stuck) tell(`An interrupted run left this behind: ${problem}`);
    await forgetGonePackages(host);
    const unfinished = await removeUnfinished(host);
    for (const problem of unfinished) tell(`An interrupted installation left this behind: ${problem}`);
    sweepLocks(host.paths.cache);
    const work = options.work === 'none' ? host.paths.work : makeWorkFolder(host);
    return {
      ...host,
      mayInstall: options.mayInstall,
      ...(options.mirror && { mirror: options.mirror }),
      paths: { ...host.paths, work },
      close: async () => [...stuck, ...(await closeHost(host, [lock, mask]))],
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function makeWorkFolder(host: Host): string {
  const parent = host.paths.work;
  host.journal.record({ kind: 'folder', path: parent });
  makeUnlessThere(parent);
  refuseShared(parent);
  // The name is random: a process in another container that shares the folder may have the same process number.
  const work = join(parent, randomBytes(4).toString('hex'));
  host.journal.record({ kind: 'path', path: work });
  mkdirSync(work, { mode: 0o700 });
  return work;
}

function makeUnlessThere(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

async function closeHost(host: Host, held: readonly { release(): void }[]): Promise<string[]> {
  try {
    return [...(await host.journal.undoRun()), ...host.journal.notRemoved()];
  } finally {
    host.run.hostClosed();
    for (const one of held) one.release();
  }
}
