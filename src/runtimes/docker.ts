/** Docker as people run it: a real dockerd, `docker run`. */
import type { ArmSpec } from '../config/arms.js';
import { HostError } from '../config/errors.js';
import {
  availableVersions,
  ensurePackages,
  installedVersions,
  pickVersion,
  refreshPackageLists,
  upstreamVersion,
} from '../host/apt.js';
import { mustRun, runCommand } from '../host/command.js';
import type { Host } from '../host/host.js';
import type { Image } from '../image/image.js';
import { SANDBOX } from '../suites/benchmark.js';
import type { Console, Installed, LaunchRequest, Missing, PreparedArm, Runtime } from './runtime.js';
import { findCommand, identifyBinary } from './shared/binaries.js';
import { type DockerDaemon, obtainDaemon, runningDaemon } from './shared/docker-daemon.js';
import { openProcessConsole } from './shared/process-console.js';

/** The distribution's package, and Docker's own with what must come beside it. */
const PACKAGES = ['docker.io', 'docker-ce'];
const BESIDE: Readonly<Record<string, readonly string[]>> = { 'docker-ce': ['docker-ce-cli', 'containerd.io'] };

export const docker: Runtime = {
  name: 'docker',
  summary: 'Docker: its daemon used where it runs, else started for the run and stopped after it',
  options: {},
  async check(_host, arm) {
    refusePath(arm);
    const daemon = await runningDaemon();
    if (daemon) return arm.version && daemon.version !== arm.version ? [otherVersion(daemon.version, arm.version)] : [];
    const installed = await installedDocker();
    if (installed && (!arm.version || upstreamVersion(installed) === arm.version)) return [];
    if (!arm.version && findCommand('dockerd')) return [];
    const what = arm.version ? `docker ${arm.version}` : 'package docker.io';
    return [{ what, remedy: `tare installs it from this host's package sources`, installable: true }];
  },
  async install(host, arm) {
    refusePath(arm);
    const daemon = await runningDaemon();
    if (daemon && arm.version && daemon.version !== arm.version)
      throw new HostError(
        otherVersion(daemon.version, arm.version).what,
        otherVersion(daemon.version, arm.version).remedy,
      );
    if (!daemon) await installPackages(host, arm.version);
    return describe(daemon?.version);
  },
  async prepare(host, image) {
    const daemon = await obtainDaemon(host);
    const tag = await importImage(host, daemon, image);
    return new DockerArm(host, daemon, tag);
  },
};

function refusePath(arm: ArmSpec): void {
  if (!arm.path) return;
  throw new HostError(
    `docker=${arm.path}: a path to a docker binary is not supported`,
    'Ask for a version (docker@24.0.5), or start that daemon yourself: a running daemon is used.',
  );
}

function otherVersion(running: string, wanted: string): Missing {
  return {
    what: `the Docker daemon that runs here is ${running}, and ${wanted} was asked for`,
    remedy: 'Tare does not replace a daemon in use: stop and remove it first, or measure the version it has.',
    installable: false,
  };
}

/** Package version of the Docker daemon that is installed, whoever packaged it. */
async function installedDocker(): Promise<string | undefined> {
  const versions = await installedVersions(PACKAGES);
  return PACKAGES.map((name) => versions.get(name)).find((version) => version !== undefined);
}

async function installPackages(host: Host, version: string | undefined): Promise<void> {
  const installed = await installedDocker();
  if (!version) {
    if (!findCommand('dockerd')) await ensurePackages(host, ['docker.io']);
    return;
  }
  if (installed && upstreamVersion(installed) === version) return;
  if ((await availableVersions(PACKAGES)).length === 0) await refreshPackageLists(host);
  const picked = pickVersion(await availableVersions(PACKAGES), version, 'docker');
  if (installed)
    throw new HostError(
      `docker ${installed} is installed, and ${picked.version} was asked for`,
      'Remove the package first.',
    );
  await ensurePackages(
    host,
    [picked, ...(BESIDE[picked.name] ?? [])].map((item) =>
      typeof item === 'string' ? item : `${item.name}=${item.version}`,
    ),
  );
}

async function describe(running: string | undefined): Promise<Installed> {
  const client = findCommand('docker');
  const daemon = findCommand('dockerd');
  if (!client)
    throw new HostError('the docker command is not on PATH', 'Install docker.io, or add the folder of docker to PATH.');
  const binaries = [await identifyBinary('docker', client)];
  if (daemon) binaries.push(await identifyBinary('dockerd', daemon));
  for (const name of ['containerd', 'runc']) {
    const path = findCommand(name);
    if (path) binaries.push(await identifyBinary(name, path));
  }
  const version = await installedDocker();
  return {
    binaries,
    source: running ? `running daemon ${running}` : version ? `distro package ${version}` : `found at ${daemon}`,
  };
}

/** Imports the userland once a run; the same digest is not imported twice into one daemon. */
async function importImage(host: Host, daemon: DockerDaemon, image: Image): Promise<string> {
  const tag = `tare/userland:${image.digest.replace('sha256:', '').slice(0, 16)}`;
  const there = await runCommand([...daemon.cli, 'image', 'inspect', '--format', '{{.Id}}', tag]);
  if (there.code === 0) return tag;
  host.log.step('importing the userland into docker');
  const remove = [...daemon.cli, 'image', 'rm', '--force', tag];
  if (!daemon.disposable) host.journal.record({ kind: 'command', argv: remove, goneWhen: 'No such image' });
  await mustRun([...daemon.cli, 'import', image.tarball, tag], { timeoutSeconds: 600 });
  return tag;
}

class DockerArm implements PreparedArm {
  readonly #host: Host;
  readonly #daemon: DockerDaemon;
  readonly #tag: string;

  constructor(host: Host, daemon: DockerDaemon, tag: string) {
    this.#host = host;
    this.#daemon = daemon;
    this.#tag = tag;
  }

  async launch(request: LaunchRequest): Promise<Console> {
    const remove = [...this.#daemon.cli, 'rm', '--force', '--volumes', request.id];
    const undo = { kind: 'command', argv: remove, goneWhen: 'No such container' } as const;
    const change = this.#daemon.disposable ? undefined : this.#host.journal.record(undo);
    return openProcessConsole({
      argv: [...this.#daemon.cli, ...runArguments(this.#tag, request)],
      end: async () => {
        await runCommand(remove);
      },
      afterExit: async () => change?.settle(),
    });
  }

  async remove(): Promise<void> {
    await this.#daemon.stop();
  }
}

/** Pure: `docker run` with the limits, the volume and the agent. */
export function runArguments(tag: string, { id, limits, volume, nonce }: LaunchRequest): string[] {
  return [
    ...['run', '--rm', '--interactive', '--name', id, '--hostname', 'tare', '--pull', 'never'],
    ...['--network', 'none', '--log-driver', 'none'],
    ...[
      '--cpuset-cpus',
      limits.cpus,
      '--memory',
      String(limits.memoryBytes),
      '--memory-swap',
      String(limits.memoryBytes),
    ],
    ...['--mount', `type=bind,source=${volume},target=${SANDBOX.volume}`],
    ...[tag, '/bin/sh', SANDBOX.agent, nonce],
  ];
}
