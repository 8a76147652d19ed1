/** Docker in its usual form: a real dockerd and `docker run`. */
import { dirname } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import type { HostFacts } from '../../host/host.js';
import { dockerRepository } from '../../host/packages/vendor/docker.js';
import { isVersion } from '../../host/packages/versions.js';
import { ensureApparmor, missingApparmor } from '../install/apparmor.js';
import { binaryNamed, findCommand, identifyPrograms, mainOf, programFolder } from '../install/binaries.js';
import { checkRecipe, installRecipe } from '../install/install.js';
import type { Recipe } from '../install/recipe.js';
import { CONTAINERD_SERVICE, DOCKER_SERVICE } from '../install/services.js';
import { recordCrunFolder } from '../oci/crun.js';
import { isNamedGvisor, unsupportedByGvisor } from '../oci/gvisor.js';
import { requireNamesake } from '../oci/identity.js';
import type { Installed, Missing, OptionDefinition, Runtime } from '../runtime.js';
import { hasOwnNetwork, networkOption } from '../shared/own-network.js';
import { expectProfile } from './apparmor-profile.js';
import { type DockerDaemon, programOf, selectable } from './client.js';
import { DockerArm, importImage } from './containers.js';
import { obtainDaemon, requireKnown, runningDaemon } from './daemon.js';
import { settingNotes } from './host-settings.js';
import { layersFolder } from './layers.js';
import { checkNested, installNested, isPath, nestedNotes, registerRuntime, wantedRuntime } from './nested-runtime.js';
import { otherFiles } from './same-files.js';

const BY_PATH =
  'pin the static bundle of the version you want by its checksum (docker@25.0.3#sha256:…), or unpack it and give its folder: docker=./docker';

const BUNDLES = 'https://download.docker.com/linux/static/stable';
const MACHINES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64', armhf: 'armhf' };
/** All that a bundle has, in its folder `docker`; dockerd finds the others beside itself. */
const IN_BUNDLE = [
  ...['dockerd', 'docker', 'containerd', 'runc'],
  ...['containerd-shim-runc-v2', 'ctr', 'docker-init', 'docker-proxy'],
];

function bundleFile(version: string, arch: string): string {
  const machine = MACHINES[arch];
  if (machine) return `${BUNDLES}/${machine}/docker-${version}.tgz`;
  throw new HostError(
    `docker has no static bundle for ${arch}.`,
    `It has one for ${Object.keys(MACHINES).join(', ')}.`,
  );
}

const RECIPE: Recipe = {
  runtime: 'docker',
  programs: [{ name: 'dockerd' }, { name: 'docker' }, { name: 'containerd' }, { name: 'runc' }],
  packages: [
    // Debian 13's docker.io only recommends the client, so apt may leave it out.
    { name: 'docker.io', with: ['docker-cli'] },
    { name: 'docker-ce', sameVersion: ['docker-ce-cli'], with: ['containerd.io'] },
  ],
  vendor: dockerRepository,
  byPath: 'folder',
  byPathHint: BY_PATH,
  services: [DOCKER_SERVICE, CONTAINERD_SERVICE],
  accounts: { users: [], groups: ['docker'] },
  release: {
    file: bundleFile,
    archive: {
      folder: 'docker',
      members: () => Object.fromEntries(IN_BUNDLE.map((program) => [program, `docker/${program}`])),
    },
    byChecksumAlone: true,
  },
};

/** It is known by its name, so that whoever asks for it reads why not, and what to measure in its place. */
const NO_ROOTLESS: OptionDefinition = {
  help: 'not supported: use podman{rootless: on}',
  problem: () => [
    'a rootless Docker is not supported: its daemon starts every container in its own groups, where no limits of one can be proved',
    'Measure podman{rootless: on}, or docker without rootless.',
  ],
};

export const docker: Runtime = {
  name: 'docker',
  checksumOf: "the static bundle's .tgz",
  summary: 'Docker: its daemon used where it runs, else one of its own for the run',
  stepwise: true,
  options: {
    runtime: {
      help: 'the OCI runtime below it: runc, crun, runsc, a path, or a name the running daemon knows',
      isPath,
    },
    network: networkOption('docker0, made by a daemon of its own'),
    rootless: NO_ROOTLESS,
  },
  async check(host, arm) {
    const daemon = hasOwnDaemon(arm) ? undefined : await runningDaemon(host);
    if (daemon) return checkRunning(host, daemon, arm);
    const missing = [...(await checkRecipe(host, arm, RECIPE)), ...missingApparmor()];
    const wanted = wantedRuntime(arm);
    return wanted ? [...missing, ...(await checkNested(host, wanted))] : missing;
  },
  async remarks(host, arm) {
    const daemon = hasOwnDaemon(arm) ? undefined : await runningDaemon(host);
    return notesOf(daemon, arm);
  },
  async install(host, arm) {
    recordCrunFolder(host);
    const daemon = hasOwnDaemon(arm) ? undefined : await runningDaemon(host);
    if (daemon) return describeRunning(host, daemon, arm);
    const profileNotes = expectProfile(host);
    const installed = await installRecipe(host, arm, RECIPE);
    await ensureApparmor(host);
    const wanted = wantedRuntime(arm);
    if (!wanted && !isBundle(arm)) requireNamesake(binaryNamed(installed, 'runc'));
    const notes = [...notesOf(undefined, arm), ...profileNotes(mainOf(installed).path)];
    return wanted ? withNested(installed, await installNested(host, wanted), notes) : noted(installed, notes);
  },
  async prepare(host, image, arm, installed, network) {
    const wanted = wantedRuntime(arm);
    const folder = bundleOf(arm, installed);
    const daemon = await obtainDaemon(host, {
      ...(folder && { folder }),
      ...(network && hasOwnNetwork(arm) && { network }),
      installed,
    });
    // Docker's own runtime is named too where it was asked for, because the user's daemon may have another default.
    const runtime = wanted ? await registerRuntime(daemon, wanted, installed.nested) : arm.options.runtime;
    const gives = network && hasOwnNetwork(arm) ? 'bridge' : 'none';
    const rootsBelow = daemon.isOurs ? undefined : await layersFolder(daemon.cli);
    return new DockerArm(host, daemon, await importImage(host, daemon, image), { runtime, gives, rootsBelow });
  },
  unlinkable: ({ options }) =>
    isNamedGvisor(options.runtime) ? 'gVisor below Docker is told to have no network' : undefined,
  unsupported: (benchmarkId, { options }) =>
    isNamedGvisor(options.runtime) ? unsupportedByGvisor(benchmarkId) : undefined,
};

/** Checks the daemon that runs. It is used as it is or not at all. */
async function checkRunning({ paths }: HostFacts, daemon: DockerDaemon, arm: ArmSpec): Promise<Missing[]> {
  const wanted = wantedRuntime(arm);
  if (arm.version && !isVersion(daemon.version, arm.version))
    return [
      {
        what: `the Docker daemon that runs here is ${daemon.version}, and ${arm.version} was asked for`,
        remedy: `Tare does not replace a daemon in use: stop and remove it first; or ${BY_PATH}.`,
        installable: false,
      },
    ];
  if (wanted)
    requireKnown(await selectable(daemon.cli), {
      name: wanted,
      ...(isPath(wanted) && { call: [wanted] }),
    });
  return [...(await otherFiles(daemon, paths.state)), ...(await hiddenGvisor(daemon, arm))];
}

/**
 * Returns what is wrong where the daemon would start gVisor for an arm that does not name it: benchmarks that gVisor
 * cannot run honestly would be run.
 */
async function hiddenGvisor({ cli, defaultRuntime }: DockerDaemon, { options }: ArmSpec): Promise<Missing[]> {
  const name = options.runtime ?? defaultRuntime ?? '';
  if (isNamedGvisor(options.runtime) || name === 'runc' || name === '') return [];
  const isNamed = isNamedGvisor(name);
  if (!isNamed && !isNamedGvisor(await programOf(cli, name))) return [];
  return [
    {
      what: `the runtime ${name} of the Docker daemon that runs here is gVisor, and the arm does not say so`,
      remedy: isNamed
        ? `Write docker{runtime: ${name}}.`
        : 'Add it to /etc/docker/daemon.json as runsc, restart the daemon yourself, and write docker{runtime: runsc}.',
      installable: false,
    },
  ];
}

/** Whether the programs of a bundle are measured, whatever else is here. */
const isBundle = ({ path, checksum }: ArmSpec): boolean => path !== undefined || checksum !== undefined;

/** Whether a daemon of its own is started for it, whatever else runs. */
const hasOwnDaemon = (arm: ArmSpec): boolean => isBundle(arm) || hasOwnNetwork(arm);

/**
 * Returns the folder of its static bundle, which the user or we have unpacked.
 * @throws InputError where the user's lacks a program.
 */
function bundleOf(arm: ArmSpec, installed: Installed): string | undefined {
  if (arm.path !== undefined) return programFolder(arm.path, 'docker', 'dockerd');
  return isBundle(arm) ? dirname(mainOf(installed).path) : undefined;
}

/** @throws HostError where the daemon is not the one that was asked for. */
async function describeRunning(host: HostFacts, daemon: DockerDaemon, arm: ArmSpec): Promise<Installed> {
  const [fault] = await checkRunning(host, daemon, arm);
  if (fault) throw new HostError(`${arm.id}: ${fault.what}.`, fault.remedy);
  // The daemon may have been started from anywhere, so only the programs on PATH are identified.
  const here = RECIPE.programs.map(({ name }) => name).filter(findCommand);
  const binaries = await identifyPrograms(here, undefined);
  return noted({ binaries, source: `running daemon ${daemon.version}` }, notesOf(daemon, arm));
}

/** Adds the runtime below Docker, in the place of Docker's own. */
function withNested(installed: Installed, nested: Installed, notes: readonly string[]): Installed {
  const below = mainOf(nested);
  const own = installed.binaries.filter(({ name }) => name !== 'runc');
  const source = `${installed.source}; below it: ${nested.source}`;
  const binaries = [...own, ...nested.binaries];
  return noted({ ...installed, nested: below, binaries, source }, [...nestedNotes(below), ...notes]);
}

const noted = (installed: Installed, notes: readonly string[]): Installed => ({
  ...installed,
  ...(notes.length > 0 && { notes }),
});

const REMAPPED =
  'the daemon remaps users (userns-remap): root of a sandbox is another user of the host, and the volume is open to all';

function notesOf(daemon: DockerDaemon | undefined, { options }: ArmSpec): string[] {
  const usual = daemon?.defaultRuntime;
  const isOther = options.runtime === undefined && usual !== undefined && usual !== '' && usual !== 'runc';
  return [
    ...(isOther ? [`the daemon's default runtime is ${usual}: that is what is measured, not runc`] : []),
    ...(daemon?.containerRoot === 'remapped' ? [REMAPPED] : []),
    ...settingNotes(daemon ? "the user's" : 'ours'),
  ];
}
