/** Chooses the Docker daemon: the user's own where one runs, or one of ours for the duration of the run. */
import { connect } from 'node:net';
import { HostError } from '../../errors.js';
import { pause } from '../../host/cancellation.js';
import { runCommand } from '../../host/commands/command.js';
import type { Host, HostFacts } from '../../host/host.js';
import { Slot } from '../../host/run-context.js';
import { callNamed, findCommand } from '../install/binaries.js';
import type { Installed, RuntimeNetwork } from '../runtime.js';
import {
  type DockerDaemon,
  defaultRuntime,
  endpoint,
  type SelectableRuntime,
  securityOptions,
  selectable,
  serverVersion,
} from './client.js';
import { type DockerPrograms, startDocker } from './own-daemon.js';

export interface DaemonRequest {
  /** The folder of a static bundle. Its dockerd is started whatever else runs. */
  readonly folder?: string;
  /** Where a daemon of ours makes the network that it gives its users; absent where its sandboxes have none of it. */
  readonly network?: RuntimeNetwork;
  /** The programs that a daemon of ours is started from. */
  readonly installed: Installed;
}

/** The daemons that were found and started for one invocation. */
interface Daemons {
  /** It is looked for once an arm would use it, since nobody else hears where that fails. */
  found?: Promise<DockerDaemon | undefined>;
  readonly own: Map<string, Promise<DockerDaemon>>;
}

const DAEMONS = new Slot<Daemons>('docker daemons');

/**
 * Returns the daemon for an arm. The Docker arms of a run share a daemon where they can.
 * @throws HostError with the last lines of the daemon's log when it does not start.
 */
export async function obtainDaemon(host: Host, request: DaemonRequest): Promise<DockerDaemon> {
  const daemons = host.run.once(DAEMONS, () => ({ own: new Map() }));
  if (request.folder || request.network) return own(host, daemons, request);
  daemons.found ??= runningDaemon(host);
  const running = await daemons.found;
  if (running) return running;
  // A service that does not run is not started: its network stays on the host when it stops (docker0, rules of the
  // firewall, forwarding), and with it would come every container that is to be restarted.
  return own(host, daemons, request);
}

function own(
  host: Host,
  { own: daemons }: Daemons,
  { folder = '', network, installed }: DaemonRequest,
): Promise<DockerDaemon> {
  const key = JSON.stringify([folder, network?.enter]);
  const there = daemons.get(key);
  if (there) return there;
  const forget = () => daemons.delete(key);
  const started = startDocker(host, { ...programs(installed, folder), ...(network && { network }) }, forget);
  daemons.set(key, started);
  return started;
}

/** @throws HostError where the user's daemon has gone and none can be started. */
function programs(installed: Installed, folder: string): DockerPrograms {
  // Where the user's daemon ran, only the programs on PATH were identified, so dockerd may not be among them.
  const isHere = (name: string) => installed.binaries.some((binary) => binary.name === name);
  if (!isHere('dockerd') || !isHere('docker'))
    throw new HostError('dockerd is not installed.', 'Run without --install never, or install docker.io.');
  const pathOf = (name: string) => callNamed(installed, name, folder);
  return { dockerd: pathOf('dockerd'), client: pathOf('docker'), ...(folder && { folder }) };
}

/** Returns the daemon that the client leads to, if one answers. */
export async function runningDaemon({ systemd }: Pick<HostFacts, 'systemd'>): Promise<DockerDaemon | undefined> {
  const client = findCommand('docker');
  if (!client) return undefined;
  const address = await leadsTo(client);
  if (systemd && (await wouldStart(address))) return undefined;
  // What is undone later goes to this daemon, wherever the client leads by then.
  const cli = address === '' ? [client] : [client, '--host', address];
  const version = await serverVersion(cli);
  return version ? usersDaemon(cli, version) : undefined;
}

/**
 * Returns the address of the daemon that the user has chosen for the client; an empty text where it does not say.
 * @throws HostError for one on another machine, and for a choice that the client does not know.
 */
async function leadsTo(client: string): Promise<string> {
  const { DOCKER_HOST: given = '', DOCKER_CONTEXT: context = '' } = process.env;
  refuseRemote(given, 'DOCKER_HOST is');
  if (given !== '') return given;
  const address = await endpoint([client]);
  refuseRemote(address, "the context of root's docker client leads to");
  if (address === '' && context !== '')
    throw new HostError(
      `DOCKER_CONTEXT is ${context}, and root's docker client does not say where that leads.`,
      'Unset it, or set DOCKER_HOST to the address of the daemon.',
    );
  return address;
}

/**
 * Tells whether a question would start a daemon that does not run: the service manager listens on its socket. With it
 * would come every container that is to be restarted.
 */
async function wouldStart(address: string): Promise<boolean> {
  if (!SERVICE_SOCKETS.includes(address)) return false;
  return (await isSo('is-active', '--quiet', SOCKET)) && !(await isSo('is-active', '--quiet', DOCKER));
}

/** A client that does not say where it leads uses the first. */
const SERVICE_SOCKETS = ['unix:///var/run/docker.sock', 'unix:///run/docker.sock', ''];

/**
 * Refuses a daemon on another machine, because its sandboxes would be compared with native on this one.
 * @throws HostError
 */
export function refuseRemote(address: string, how: string): void {
  if (address === '' || address.startsWith('unix://')) return;
  throw new HostError(
    `${how} ${address}: a daemon that is not on this host cannot be measured against it.`,
    'Run tare there, or lead the client to the daemon of this host (docker context use default, unset DOCKER_HOST).',
  );
}

async function usersDaemon(cli: readonly string[], version: string): Promise<DockerDaemon> {
  const security = await securityOptions(cli);
  if (security.includes('rootless'))
    throw new HostError(
      'The Docker daemon that answers runs rootless: its sandboxes have other limits and mounts than native.',
      'Lead the client to a daemon that runs as root (docker context use default), or leave docker out.',
    );
  return {
    cli,
    version,
    isOurs: false,
    containerRoot: security.includes('userns') ? 'remapped' : 'root',
    defaultRuntime: await defaultRuntime(cli),
    offer: async (runtime) => requireKnown(await selectable(cli), runtime),
    requireAlive: waitingFor(socketOf(cli)),
    stop: async () => undefined,
  };
}

/** The path of the daemon's socket; undefined where the client alone knows it. */
const socketOf = (cli: readonly string[]): string | undefined =>
  cli.find((word) => word.startsWith('unix://'))?.slice('unix://'.length);

/** A user who restarts the daemon, or an upgrade of it, takes it away for a few seconds. */
const AWAY_MS = 20_000;

/**
 * Returns a check that the daemon listens. It waits for one that is away, and no second time for one that did not come
 * back. @throws HostError
 */
export function waitingFor(socket: string | undefined, limitMs = AWAY_MS): () => Promise<void> {
  let patienceMs = limitMs;
  return async () => {
    if (socket === undefined) return;
    const deadline = performance.now() + patienceMs;
    while (!(await listens(socket))) {
      if (performance.now() > deadline) {
        patienceMs = 0;
        throw new HostError(
          `The Docker daemon that this run uses does not listen on ${socket} any more: start it again (systemctl start docker), and leave it running while it is measured.`,
        );
      }
      await pause(100);
    }
    patienceMs = limitMs;
  };
}

function listens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const tell = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => tell(true)).once('error', () => tell(false));
  });
}

/**
 * Checks that the daemon knows the runtime. A daemon in use is not reconfigured, because that would restart or change
 * what runs on it.
 * @throws HostError where the daemon does not know it.
 */
export function requireKnown(names: readonly string[], { name, call }: SelectableRuntime): void {
  if (names.includes(name) && !call) return;
  throw new HostError(
    call
      ? `The Docker daemon that runs here cannot be given ${call.at(-1)} as a runtime.`
      : `The Docker daemon that runs here does not know the runtime ${name}.`,
    `It knows ${names.join(', ')}. Add it to /etc/docker/daemon.json and restart the daemon yourself, or stop the daemon and let tare start its own.`,
  );
}

const DOCKER = 'docker.service';
const SOCKET = 'docker.socket';
const isSo = async (...argv: readonly string[]) => (await runCommand(['systemctl', ...argv])).code === 0;
