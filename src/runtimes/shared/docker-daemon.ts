/** The Docker daemon: the user's own where one runs, the service manager's, or one of ours for the length of the run. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { HostError } from '../../config/errors.js';
import { createGroup } from '../../host/cgroup.js';
import { commandEnvironment, lastLines, mustRun, runCommand } from '../../host/command.js';
import type { Host } from '../../host/host.js';
import { identify, isAlive } from '../../host/process.js';
import { findCommand } from './binaries.js';
import { runGroup } from './run-group.js';

export interface DockerDaemon {
  /** The client with what it needs to reach this daemon. */
  readonly cli: readonly string[];
  readonly version: string;
  /** Whether the daemon and all it holds go when the run ends. */
  readonly disposable: boolean;
  /** Stops a daemon that we started; leaves others alone. Safe to call twice. */
  stop(): Promise<void>;
}

const READY_SECONDS = 60;
/** What any dockerd makes outside its own folders. */
const SIDE_EFFECTS = ['/run/docker', '/etc/docker'];
const started = new WeakMap<Host['journal'], Promise<DockerDaemon>>();

/** One daemon for all Docker arms of a run. @throws HostError with the daemon's last words when it does not come up. */
export function obtainDaemon(host: Host): Promise<DockerDaemon> {
  const known = started.get(host.journal) ?? findOrStart(host);
  started.set(host.journal, known);
  return known;
}

const versionSchema = z.object({ Server: z.object({ Version: z.string() }).nullish() });

async function serverVersion(cli: readonly string[]): Promise<string | undefined> {
  const { stdout } = await runCommand([...cli, 'version', '--format', '{{json .}}'], { timeoutSeconds: 20 });
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  return line === undefined ? undefined : versionSchema.parse(JSON.parse(line)).Server?.Version;
}

/** The daemon behind the client's default socket, if one answers. */
export async function runningDaemon(): Promise<DockerDaemon | undefined> {
  const client = findCommand('docker');
  if (!client) return undefined;
  const version = await serverVersion([client]);
  return version ? { cli: [client], version, disposable: false, stop: async () => undefined } : undefined;
}

async function findOrStart(host: Host): Promise<DockerDaemon> {
  const running = await runningDaemon();
  if (running) return running;
  return host.systemd && (await hasService()) ? startService(host) : startOwn(host);
}

async function hasService(): Promise<boolean> {
  return (await runCommand(['systemctl', 'cat', 'docker.service'])).code === 0;
}

async function startService(host: Host): Promise<DockerDaemon> {
  host.log.step('starting the docker service');
  const change = host.journal.record({
    kind: 'command',
    argv: ['systemctl', 'stop', 'docker.service', 'docker.socket'],
  });
  await mustRun(['systemctl', 'start', 'docker.service'], { timeoutSeconds: 120 });
  const daemon = await runningDaemon();
  if (!daemon) throw new HostError('the docker service was started, but does not answer', 'See journalctl -u docker.');
  return { ...daemon, stop: () => change.undo() };
}

/** A daemon with its own socket, data and containerd: it shares nothing with any other and leaves nothing behind. */
async function startOwn(host: Host): Promise<DockerDaemon> {
  const program = findCommand('dockerd');
  const client = findCommand('docker');
  if (!program || !client)
    throw new HostError('dockerd is not installed', 'Run without --install never, or install docker.io.');
  host.log.step('starting a docker daemon');
  const folder = join(host.paths.work, 'docker');
  const files = host.journal.record({ kind: 'path', path: folder });
  for (const path of SIDE_EFFECTS) if (!existsSync(path)) host.journal.record({ kind: 'path', path });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'daemon.json'), '{}');
  const log = join(folder, 'dockerd.log');
  const process = await spawnDaemon(host, [program, ...daemonArguments(folder, runGroup(host))], log);
  const cli = [client, '--host', `unix://${folder}/docker.sock`];
  const version = await untilReady(cli, process, log);
  const stop = async () => {
    await process.change.undo();
    await files.undo();
  };
  return { cli, version, disposable: true, stop };
}

function daemonArguments(folder: string, group: string): string[] {
  return [
    ...[
      '--host',
      `unix://${folder}/docker.sock`,
      '--data-root',
      join(folder, 'data'),
      '--exec-root',
      join(folder, 'exec'),
    ],
    ...['--pidfile', join(folder, 'dockerd.pid'), '--config-file', join(folder, 'daemon.json')],
    ...['--cgroup-parent', `/${group}`],
    // Sandboxes have no network; so the host's bridges and firewall stay as they are.
    ...['--bridge', 'none', '--iptables=false', '--ip6tables=false'],
  ];
}

interface DaemonProcess {
  readonly alive: () => boolean;
  readonly change: { undo(): Promise<void> };
}

/** In a cgroup of the run, so that the undo of that group also ends what the daemon has started, after a kill too. */
async function spawnDaemon(host: Host, argv: readonly string[], log: string): Promise<DaemonProcess> {
  const entries = createGroup(host.cgroup, `${runGroup(host)}/dockerd`);
  const output = openSync(log, 'a');
  const enter = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift; exec "$@"';
  const child = spawn('/bin/sh', ['-c', enter, 'sh', ...entries, '--', ...argv], {
    stdio: ['ignore', output, output],
    env: commandEnvironment(),
    detached: true,
  });
  closeSync(output);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (!identity) throw new HostError('dockerd ended at once', lastWords(log));
  return { alive: () => isAlive(identity), change: host.journal.record({ kind: 'process', ...identity }) };
}

async function untilReady(cli: readonly string[], process: DaemonProcess, log: string): Promise<string> {
  const deadline = performance.now() + READY_SECONDS * 1000;
  while (performance.now() < deadline) {
    const version = await serverVersion(cli);
    if (version) return version;
    if (!process.alive()) throw new HostError('dockerd ended instead of starting', lastWords(log));
    await delay(50);
  }
  throw new HostError(`dockerd was not ready after ${READY_SECONDS} s`, lastWords(log));
}

function lastWords(log: string): string {
  return `Its last lines:\n${lastLines(readFileSync(log, 'utf8'), 6)
    .map((line) => `  | ${line}`)
    .join('\n')}`;
}
