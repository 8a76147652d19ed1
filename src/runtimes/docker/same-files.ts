/** Tells, without changing anything, whether a daemon of the user's sees other files than this process. */
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { mustRun } from '../../host/commands/command.js';
import { errorCode, isGone } from '../../host/errno.js';
import { mountHolding, parseMounts } from '../../host/facts/mounts.js';
import { nearestThere } from '../../host/folders.js';
import type { Missing } from '../runtime.js';
import { answerIn, type DockerDaemon } from './client.js';

const infoSchema = z.object({ DockerRootDir: z.string(), KernelVersion: z.string() });

export const SAME_FILES_REMEDY =
  'Lead the client to a daemon with the mounts of this host; or, in a container, set TARE_STATE_DIR to a folder that is mounted there from the host at the same path.';

/**
 * Returns why sandboxes of the daemon could not have the folders of a run; nothing where they could, or where only a
 * container would tell, which a run makes.
 * @param state the state folder, which need not be there yet.
 */
export async function otherFiles({ cli }: Pick<DockerDaemon, 'cli'>, state: string): Promise<Missing[]> {
  const text = await mustRun([...cli, 'info', '--format', '{{json .}}'], { timeoutSeconds: 20 });
  const info = infoSchema.safeParse(answerIn(text)).data;
  if (info === undefined) return [];
  const { DockerRootDir: root, KernelVersion: kernel } = info;
  if (kernel !== '' && kernel !== release())
    return [
      {
        what: `the Docker daemon that answers runs on another kernel (${kernel}; here it is ${release()}), so it is on another machine`,
        remedy:
          'Run tare there, or lead the client to the daemon of this host (docker context use default, unset DOCKER_HOST).',
        installable: false,
      },
    ];
  const folder = nearestThere(state);
  const seen = seenByDaemon(socketOf(cli), folder);
  if (seen ?? !isElsewhere(root, folder)) return [];
  const what = `the Docker daemon that answers sees other files than this process: it does not have the folder ${folder}`;
  return [{ what, remedy: SAME_FILES_REMEDY, installable: false }];
}

/** The root folder of a daemon is in its own mounts. Another mount than `/` may be that of its host. */
function isElsewhere(root: string, folder: string): boolean {
  const mounts = parseMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  return root !== '' && isAbsent(root) && mountHolding(mounts, realpathSync(folder))?.point === '/';
}

function isAbsent(path: string): boolean {
  try {
    statSync(path);
    return false;
  } catch (error) {
    return errorCode(error) === 'ENOENT';
  }
}

/** The client that names no address uses the first. */
function socketOf(cli: readonly string[]): string {
  const given = cli.find((word) => word.startsWith('unix://'));
  return given?.slice('unix://'.length) ?? '/var/run/docker.sock';
}

/** Whether the daemon has this very folder at its path; undefined where its process is not seen, or may not be. */
function seenByDaemon(socket: string, folder: string): boolean | undefined {
  const listening = new Set(listeners(socket));
  const pid = listening.size === 0 ? undefined : daemons().find((one) => holdsAny(one, listening));
  if (pid === undefined) return undefined;
  try {
    const [theirs, ours] = [statSync(join(`/proc/${pid}/root`, folder)), statSync(folder)];
    return theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return existsSync(`/proc/${pid}`) ? false : undefined;
    if (isGone(error) || isForbidden(error)) return undefined;
    throw error;
  }
}

/** A socket that is listened on: flags of the kernel, in hexadecimal. */
const LISTENS = '00010000';

/** Returns the links that a process has to the sockets that are bound to this path and listen. */
function listeners(socket: string): string[] {
  const real = (path: string) => (existsSync(path) ? realpathSync(path) : path);
  return readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , flags, , , , path]) => flags === LISTENS && path?.startsWith('/') && real(path) === real(socket))
    .map(([, , , , , , inode]) => `socket:[${inode}]`);
}

/** Where a service manager listens for it, others hold its socket too. */
const daemons = (): string[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandOf(name) === 'dockerd');

function commandOf(pid: string): string {
  return ofProcess(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()) ?? '';
}

function holdsAny(pid: string, links: ReadonlySet<string>): boolean {
  const files = ofProcess(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return files.some((file) => links.has(ofProcess(() => readlinkSync(`/proc/${pid}/fd/${file}`)) ?? ''));
}

const isForbidden = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(errorCode(error) ?? '');

/** Undefined where the process has ended meanwhile, or is not this user's to look at. */
function ofProcess<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isGone(error) || isForbidden(error)) return undefined;
    throw error;
  }
}
