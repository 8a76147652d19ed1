/** What runc and runtimes with the same command line share: an OCI bundle, `run` and `delete`. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import { countsSwap } from '../../host/cgroup.js';
import { CommandError, mustRun, runCommand } from '../../host/commands/command.js';
import { readReplaceable } from '../../host/files/own-file.js';
import { runGroup } from '../../host/groups/run-group.js';
import type { Host } from '../../host/host.js';
import { recordNewGroup, removeEverywhere } from '../../host/undo/recorded-paths.js';
import { tryJson } from '../../json.js';
import type { Binary, SandboxLimits } from '../../results/document.js';
import { SAY_READY } from '../../sandbox/agent.js';
import { SANDBOX } from '../../sandbox/paths.js';
import { mainOf } from '../install/binaries.js';
import { checkRecipe, installRecipe } from '../install/install.js';
import type { Recipe, ReleaseRecipe } from '../install/recipe.js';
import type {
  Console,
  LaunchRequest,
  LifeSteps,
  OptionDefinition,
  PreparedArm,
  Runtime,
  Snapshot,
} from '../runtime.js';
import { endWith } from '../shared/end-with.js';
import { clearing, openProcessConsole, type ProcessSandbox } from '../shared/process-console.js';
import { clearScratch, copyRoot, type RootCopy } from '../shared/root-copy.js';
import { fromSnapshot, originOf, SNAPSHOT_NOTE, type Taking, takeSnapshot, withoutLink } from '../shared/snapshot.js';
import { ARGS_OPTION, argsOf } from './args.js';
import type { CommandWrapper } from './hybrid-cgroup.js';

export interface OciDefinition {
  readonly summary: string;
  readonly recipe: Recipe;
  readonly options: Readonly<Record<string, OptionDefinition>>;
  /**
   * Returns the flags before the subcommand that follow from the arm's options; those of `args` come after them. Absent
   * where there are none.
   */
  globalArgs?(arm: ArmSpec): readonly string[];
  /**
   * Returns how it starts a sandbox with a link, where its network namespace is not all that the runtime has to know.
   */
  linked?(arm: ArmSpec, program: Binary): Linked;
  /**
   * Returns the command that ends a container at once, where `delete --force` does not.
   * @param command the runtime with its flags.
   */
  kill?(command: readonly string[], id: string): readonly string[];
  /** Returns the wrapper that every call needs on this host, if any. */
  wrapper?(): CommandWrapper | undefined;
  /** How it takes and restores snapshots, where that needs more than their folder. */
  readonly snapshots?: SnapshotWays;
  /**
   * Returns the variables of every call.
   * @param folder one that is removed with the arm, with what is mounted below it.
   */
  variables?(folder: string): Readonly<Record<string, string>>;
}

export interface SnapshotWays {
  /** Returns the words that follow `checkpoint` and `restore`. */
  words(bundle: string): readonly string[];
  /** Returns what is known of a failure besides what the runtime itself says. */
  errors(bundle: string): readonly string[];
}

/** How a sandbox with a link is started. */
export interface Linked {
  /** The words in front of the call. */
  readonly within: readonly string[];
  /** The flags before the subcommand, in place of the others. */
  readonly globalArgs: readonly string[];
}

/** The `kill` of a runtime whose message for a container that is gone is not known. */
export const killing: NonNullable<OciDefinition['kill']> = (command, id) => [...command, 'kill', id, 'KILL'];

/** Returns the file of a release that is checked. */
const checkedFile = ({ archive }: ReleaseRecipe): string => (archive ? 'its archive' : 'the executable');

/** Makes a runtime with runc's command line. */
export function ociRuntime(definition: OciDefinition): Runtime {
  const { summary, options, recipe } = definition;
  return {
    name: recipe.runtime,
    summary,
    ...(recipe.release && { checksumOf: checkedFile(recipe.release) }),
    options: { ...options, ...ARGS_OPTION },
    stepwise: true,
    unlinkable: withoutLink,
    check: (host, arm) => checkRecipe(host, arm, recipe),
    async install(host, arm) {
      const installed = await installRecipe(host, arm, recipe);
      const note = definition.wrapper?.()?.note;
      const notes = [
        ...(installed.notes ?? []),
        ...(note ? [note] : []),
        ...(fromSnapshot(arm) ? [SNAPSHOT_NOTE] : []),
      ];
      return notes.length > 0 ? { ...installed, notes } : installed;
    },
    async prepare(host, image, arm, installed) {
      const copy = await copyRoot(host, image, arm);
      const within = definition.wrapper?.()?.argv ?? [];
      const binary = mainOf(installed);
      const program = binary.path;
      const env = definition.variables?.(copy.folder) ?? {};
      await mustRun([...within, program, 'spec'], { cwd: copy.folder, env });
      const command = [program, '--root', join(copy.folder, 'state')];
      const alone = { within, command: [...command, ...(definition.globalArgs?.(arm) ?? []), ...argsOf(arm)] };
      const linked = definition.linked?.(arm, binary);
      return new OciArm(host, copy, {
        ...alone,
        program,
        env,
        begin: fromSnapshot(arm) ? 'restore' : 'run',
        kill: definition.kill,
        snapshots: definition.snapshots,
        linked: linked ? { within: linked.within, command: [...command, ...linked.globalArgs, ...argsOf(arm)] } : alone,
      });
    },
  };
}

/** The parts of config.json that we set; the rest is the runtime's own default. */
const specSchema = z.looseObject({
  process: z.looseObject({ terminal: z.boolean().optional(), args: z.array(z.string()) }),
  root: z.looseObject({ path: z.string(), readonly: z.boolean().optional() }),
  mounts: z.array(z.looseObject({ destination: z.string() })),
  linux: z.looseObject({ namespaces: z.array(z.looseObject({ type: z.string() })).optional() }),
});
type Spec = z.infer<typeof specSchema>;

/**
 * Returns the default configuration that the runtime wrote.
 * @throws HostError where it cannot be read.
 */
function specOf(folder: string): Spec {
  const parsed = specSchema.safeParse(tryJson(readReplaceable(join(folder, 'config.json')) ?? ''));
  if (parsed.success) return parsed.data;
  throw new HostError(
    'The runtime wrote a default config.json that cannot be read.',
    'Give a runtime that is built for OCI bundles.',
  );
}

/** Returns the runtime's default configuration with our command, volume, limits and link in it. Pure. */
export function configure(
  spec: Spec,
  request: Pick<LaunchRequest, 'nonce' | 'volume' | 'limits' | 'link'>,
  root: string,
  cgroup: { path: string; countsSwap: boolean },
): Spec {
  return {
    ...spec,
    process: { ...spec.process, terminal: false, args: ['/bin/sh', SANDBOX.agent, request.nonce] },
    root: { path: root, readonly: false },
    mounts: [
      ...spec.mounts,
      { destination: SANDBOX.volume, type: 'bind', source: request.volume, options: ['rbind', 'rw'] },
    ],
    linux: {
      ...spec.linux,
      ...namespaces(spec, request),
      cgroupsPath: cgroup.path,
      resources: resources(request.limits, cgroup.countsSwap),
    },
  };
}

/** Joins the network namespace of the link; without a link the runtime makes an empty one. */
function namespaces({ linux }: Spec, { link }: Pick<LaunchRequest, 'link'>): Pick<Spec['linux'], 'namespaces'> {
  if (!link) return {};
  return {
    namespaces: linux.namespaces?.map((namespace) =>
      namespace.type === 'network' ? { ...namespace, path: link.namespace } : namespace,
    ),
  };
}

function resources(limits: SandboxLimits, countsSwap: boolean): Record<string, unknown> {
  return {
    devices: [{ allow: false, access: 'rwm' }],
    cpu: { cpus: limits.cpus },
    memory: { limit: limits.memoryBytes, ...(countsSwap && { swap: limits.memoryBytes }) },
  };
}

interface Start {
  /** The wrapper that the command needs on this host. */
  readonly within: readonly string[];
  readonly command: readonly string[];
}

/** How the runtime is called. */
interface Call extends Start {
  readonly program: string;
  /** How a sandbox with a link is started. */
  readonly linked: Start;
  readonly env: Readonly<Record<string, string>>;
  /** Whether a sandbox is started, or restored from a snapshot. */
  readonly begin: 'run' | 'restore';
  readonly kill: OciDefinition['kill'];
  readonly snapshots: OciDefinition['snapshots'];
}

/** Where a sandbox is, or is to be. */
interface Place {
  readonly bundle: string;
  readonly group: string;
}

type Ending = Required<Pick<ProcessSandbox, 'end' | 'afterExit'>>;

/** Returns the words in front of a call by which it gets the variables: a record of an undo has nothing but words. */
function asWords(env: Readonly<Record<string, string>>): string[] {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return settings.length > 0 ? ['env', ...settings] : [];
}

async function run(argv: readonly string[]): Promise<void> {
  await runCommand(argv);
}

class OciArm implements PreparedArm {
  readonly #host: Host;
  readonly #copy: RootCopy;
  readonly #call: Call;
  readonly #spec: Spec;

  constructor(host: Host, copy: RootCopy, call: Call) {
    this.#host = host;
    this.#copy = copy;
    this.#call = call;
    this.#spec = specOf(copy.folder);
  }

  async launch(request: LaunchRequest): Promise<Console> {
    return this.#call.begin === 'run' ? this.#started(request) : this.#restored(request);
  }

  async #started(request: LaunchRequest): Promise<Console> {
    const place = await this.#bundle(request);
    return this.#open(['run'], place, request, () => rmSync(place.bundle, { recursive: true }));
  }

  /** Its bundle is that of the sandbox whose memory it gets, and so are its name and group. */
  async #restored(request: LaunchRequest): Promise<Console> {
    const origin = originOf(request);
    const place = await this.#bundle(origin);
    const clear = () => rmSync(place.bundle, { recursive: true });
    const folder = join(place.bundle, 'snapshot');
    const snapshot = await this.#snapshot(folder, place, { origin, wanted: request }).catch((error: unknown) => {
      clear();
      throw error;
    });
    const words = this.#call.snapshots?.words(place.bundle) ?? [];
    const console = await this.#open(['restore', ...words, '--image-path', folder], place, request, clear);
    console.input.write(SAY_READY);
    return { ...console, snapshot };
  }

  async #snapshot(folder: string, place: Place, by: Pick<Taking, 'origin' | 'wanted'>): Promise<Snapshot> {
    const { id, link, seconds, signal } = by.origin;
    const { within, command } = link ? this.#call.linked : this.#call;
    const { snapshots, env } = this.#call;
    const words = snapshots?.words(place.bundle) ?? [];
    const argv = [...within, ...command, 'checkpoint', ...words, '--image-path', folder, id];
    const make = async () => {
      const result = await runCommand(argv, { timeoutSeconds: seconds, signal, env });
      if (result.code === 0) return;
      const more = snapshots?.errors(place.bundle) ?? [];
      throw new CommandError(argv, { ...result, stderr: [result.stderr, ...more].join('\n') });
    };
    const console = await this.#open(['run'], place, by.origin, () => undefined);
    return takeSnapshot(console, { ...by, folder, make, end: 'by itself' });
  }

  #open(
    words: readonly string[],
    { bundle, group }: Place,
    { id, link, poised }: Pick<LaunchRequest, 'id' | 'link' | 'poised'>,
    clear: () => void,
  ): Promise<Console> {
    const { within, command } = link ? this.#call.linked : this.#call;
    const { end, afterExit } = this.#ending(group, id);
    return openProcessConsole({
      poised,
      within,
      env: this.#call.env,
      argv: [...command, ...words, '--bundle', bundle, id],
      end,
      afterExit: async (ended) => {
        await afterExit(ended);
        clear();
      },
    });
  }

  async steps(request: LaunchRequest): Promise<LifeSteps> {
    const { bundle, group } = await this.#bundle(request);
    const { end, afterExit } = this.#ending(group, request.id);
    const call = (...words: string[]) => [...this.#call.within, ...this.#call.command, ...words];
    return {
      env: this.#call.env,
      create: call('create', '--bundle', bundle, request.id),
      start: call('start', request.id),
      console: 'create',
      exec: (command) => call('exec', request.id, ...command),
      stop: call('kill', request.id, 'KILL'),
      delete: call('delete', request.id),
      clear: () =>
        clearing(end, async (ended) => {
          await afterExit(ended);
          rmSync(bundle, { recursive: true });
        }),
    };
  }

  /** A bundle each: others of this arm may be alive. */
  async #bundle(request: LaunchRequest): Promise<Place> {
    await clearScratch(this.#copy);
    const group = runGroup(this.#host);
    const cgroup = { path: `/${group}/${request.id}`, countsSwap: countsSwap(this.#host.cgroup, group) };
    const config = configure(this.#spec, request, this.#copy.root, cgroup);
    const bundle = join(this.#copy.folder, 'bundles', request.id);
    mkdirSync(bundle, { recursive: true });
    writeFileSync(join(bundle, 'config.json'), JSON.stringify(config));
    mkdirSync(join(this.#copy.folder, 'state'), { recursive: true });
    return { bundle, group: cgroup.path };
  }

  #ending(group: string, id: string): Ending {
    const { kill } = this.#call;
    return kill ? this.#groupEnding(kill, group, id) : this.#commandEnding(group, id);
  }

  /**
   * The runtime's own command ends the container, now and as an undo. A runtime that is ended early has a group and no
   * container yet, of which its command knows nothing. Where the program is gone by then, the group of the run ends the
   * container, and its other traces are in the folder of the bundle.
   */
  #commandEnding(group: string, id: string): Ending {
    const { within, command, env } = this.#call;
    const argv = [...asWords(env), ...within, ...command, 'delete', '--force', id];
    const state = join(this.#copy.folder, 'state', id);
    const needs = [this.#call.program, state];
    const change = this.#host.journal.record({ kind: 'command', argv, goneWhen: 'does not exist', needs });
    return {
      end: () => endWith(argv, /does not exist/),
      afterExit: async (ended) => {
        // A container that could not be deleted stays on record.
        if (existsSync(state) && ended === 'done') await change.undo();
        if (existsSync(state)) return;
        await removeEverywhere(this.#host, group);
        change.settle();
      },
    };
  }

  /**
   * Ends the container by its control group. As an undo that is enough, because its other traces are in the folder of
   * the bundle.
   */
  #groupEnding(kill: NonNullable<OciDefinition['kill']>, group: string, id: string): Ending {
    const change = recordNewGroup(this.#host, group);
    const { within, command, env } = this.#call;
    return { end: () => run([...asWords(env), ...within, ...kill(command, id)]), afterExit: () => change.undo() };
  }

  async remove(): Promise<void> {
    await this.#copy.change.undo();
  }
}
