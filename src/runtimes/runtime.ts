/** Defines what a runtime is to the rest of the product. One file implements it, and `index.ts` registers it. */
import type { Readable, Writable } from 'node:stream';
import type { ArmSpec } from '../config/arms.js';
import type { Host, HostFacts } from '../host/host.js';
import type { NetworkNamespace } from '../host/network/namespace.js';
import type { Link } from '../host/network/network.js';
import type { Image } from '../image/kept-image.js';
import type { Binary, SandboxLimits } from '../results/document.js';

/** Something that an arm needs and the host lacks. */
export interface Missing {
  /** The name of the thing in a few words: `package runc`. */
  readonly what: string;
  /** The source that it would come from, or what the user must do. */
  readonly remedy: string;
  /** Set where `install` can solve it. */
  readonly installable: boolean;
  /**
   * Set where installing it would change packages that were here before. A run then refuses before it installs
   * anything.
   */
  readonly refused?: true;
}

export interface Installed {
  /** The program that starts the arm's sandboxes. Absent for native, which starts none. */
  readonly main?: Binary;
  /** The OCI runtime below a container engine, where it is not one that the user's daemon has. */
  readonly nested?: Binary;
  /** All programs that affect an arm's figures, including those two, for the record. */
  readonly binaries: readonly Binary[];
  /** `distro package runc 1.1.5+ds1-1`, `path`, `daemon already running`. */
  readonly source: string;
  /** What a reader of this arm's figures must know, one sentence each. */
  readonly notes?: readonly string[];
}

export interface LaunchRequest {
  /** Unique on this host. It names the sandbox, its cgroup and its files. */
  readonly id: string;
  /** The agent repeats this in every frame. */
  readonly nonce: string;
  /** The directory of the host that is mounted at `SANDBOX.volume`. */
  readonly volume: string;
  readonly limits: SandboxLimits;
  /** The network that the sandbox is to have; absent where it is to have none. Whoever opened it closes it. */
  readonly link?: Link;
  /**
   * Bytes that its agent has in memory when a snapshot of it is taken, whole MiB; absent where it has none of its own.
   * A sandbox that is started ignores it.
   */
  readonly heldBytes?: number;
  /**
   * Called once all our own work is done, and awaited before the runtime is called. Where it rejects, nothing of the
   * sandbox is left. Absent where the runtime is called at once.
   */
  readonly poised?: () => Promise<void>;
  /**
   * How long it may take to become ready, in seconds, for a launch that waits for something before there is a console.
   */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** The memory of a sandbox on disk, from which another one is restored. */
export interface Snapshot {
  /** How long it took to make, ms. */
  readonly makeMs: number;
  /** What it takes on the disk. */
  readonly bytes: number;
}

/** The two ends of the conversation with a live sandbox's agent, and the way to end the sandbox. */
export interface Console {
  readonly input: Writable;
  readonly output: Readable;
  /** The host's clock in ms when the runtime was called. What a launch did before that was our own work. */
  readonly calledAt: number;
  /** What it was restored from; absent where it was started. */
  readonly snapshot?: Snapshot;
  /**
   * Resolves once the runtime has exited and the sandbox is gone, with everything that we made for it. It never
   * rejects. `code` is null after a signal. `at` is the host's clock in ms when the runtime was done, before our own
   * clean-up. `trouble` is what could not be cleaned up, which stays on record.
   */
  readonly gone: Promise<{ readonly code: number | null; readonly at: number; readonly trouble: readonly string[] }>;
  /** Returns the last lines that the runtime itself printed on its error stream. */
  diagnostics(): readonly string[];
  /**
   * Returns other names of its processes on the host, besides the id and nonce that it was given; absent where there
   * are none.
   */
  names?(): Promise<readonly string[]>;
  /**
   * Gives the sandbox its link once it is ready; absent where it has the link from its start.
   * @throws CommandError
   */
  connect?(): Promise<void>;
  /** Ends the sandbox by force. It is safe to call twice and never rejects. */
  kill(): Promise<void>;
}

/** A sandbox's life as calls of its runtime. Each ends once its step is done, but for one that holds the console. */
export interface LifeSteps {
  /** Variables of every call. */
  readonly env?: Readonly<Record<string, string>>;
  /** Absent where the runtime has none apart from the start. */
  readonly create?: readonly string[];
  readonly start: readonly string[];
  /**
   * Whose input and output the agent has. Where it is that of `start`, the call lasts as long as the sandbox. A call of
   * its own runs the agent in a sandbox that has started without it.
   */
  readonly console: 'create' | 'start' | { readonly call: readonly string[] };
  /** Does our own work on what has been created, in no figure. Absent where there is none. @throws HostError */
  created?(): Promise<void>;
  /** Runs a second process in it. */
  exec(command: readonly string[]): readonly string[];
  /** Ends it at once. Absent where nothing but the end of its process does. */
  readonly stop?: readonly string[];
  readonly delete?: readonly string[];
  /**
   * Ends and removes what there is of it, in the middle of a step too. Returns what could not be removed, and stays on
   * record. Never rejects.
   */
  clear(): Promise<readonly string[]>;
}

export interface PreparedArm {
  /**
   * Set where a start may hang: how long each try but the last may take to become ready, in seconds. A launch that is
   * not ready by then is killed and tried again, which the document counts. The last try has all of a launch's time.
   * Absent where there is one try.
   */
  readonly readySeconds?: readonly number[];
  /**
   * The group of a daemon of ours that serves the sandboxes, relative to the root of each hierarchy. Absent where there
   * is none.
   */
  readonly daemonGroup?: string;
  /**
   * Set where a daemon that was here before serves the sandboxes, because its CPU time for them cannot be told from the
   * rest.
   */
  readonly othersDaemon?: true;
  /**
   * Folders inside in which the next sandbox finds what this one has left, where it has ended in good order: they are
   * emptied before it does. Absent where every sandbox finds them empty.
   */
  readonly keeps?: readonly string[];
  /**
   * The folder of the host in which is kept what its sandboxes write to their root, where others chose it. Absent where
   * that is below the work folder, as it is for native.
   */
  readonly rootsBelow?: string;
  launch(request: LaunchRequest): Promise<Console>;
  /** Prepares one, up to the first call. Present where the runtime is `stepwise`. */
  steps?(request: LaunchRequest): Promise<LifeSteps>;
  /** Leaves the host as it was. Safe to call twice. */
  remove(): Promise<void>;
}

/** The namespace of the peer, in which a runtime makes the network that it gives its users. */
export type RuntimeNetwork = Pick<NetworkNamespace, 'enter' | 'path'>;

export interface OptionDefinition {
  readonly help: string;
  /** The allowed values; absent where any text is allowed. */
  readonly choices?: readonly string[];
  /** Whether a value is the path of a file, which is taken from the side's own folder; absent where none is. */
  isPath?(value: string): boolean;
  /** Returns what is wrong with a value, and the remedy; undefined where nothing is. */
  problem?(value: string): readonly [problem: string, remedy: string] | undefined;
}

export interface Runtime {
  readonly name: string;
  /** One line for `doctor` and the docs. */
  readonly summary: string;
  /**
   * What the checksum after a version is taken of, in a few words; absent where the runtime has no releases of its own.
   */
  readonly checksumOf?: string;
  /** Set where it is always a program of the user's: `oci=./youki`. */
  readonly byPathAlone?: true;
  /** The options that a user may write in braces: `runsc{platform: kvm}`. */
  readonly options: Readonly<Record<string, OptionDefinition>>;
  /** Set where each step of a sandbox's life is a call of it that tare knows. */
  readonly stepwise?: true;
  /** Returns how many CPUs its sandboxes can have at the most; absent where they can have all of any host. Pure. */
  mostCpus?(arm: ArmSpec): number | undefined;
  /** The least memory that its sandboxes can have, whatever the limit; absent where they have the limit. */
  readonly leastMemoryBytes?: number;
  /** Why only one sandbox of an arm can be alive, so that it has no crowd of many; absent where many can. */
  readonly single?: string;
  /** Returns what this arm needs and the host lacks; empty when it is ready. It never changes anything. */
  check(host: HostFacts, arm: ArmSpec): Promise<Missing[]>;
  /** Returns in which ways it runs other than expected on this host, one phrase each. Absent where it never does. */
  remarks?(host: HostFacts, arm: ArmSpec): Promise<readonly string[]>;
  /**
   * Installs the arm's programs. It is idempotent, installs pinned versions and records every change for undo.
   * @throws InputError for a version or path that does not exist, HostError where the host cannot have it.
   */
  install(host: Host, arm: ArmSpec): Promise<Installed>;
  /**
   * Prepares what all launches of a run share: a bundle, an import, a disk image.
   * @param network where the peer listens, for arms with the network of their runtime; absent where no benchmark uses
   * one.
   */
  prepare(host: Host, image: Image, arm: ArmSpec, installed: Installed, network?: RuntimeNetwork): Promise<PreparedArm>;
  /**
   * Returns why its sandboxes cannot be given a link to the host; undefined where they can. Absent where tare does not
   * know how to give them one. Pure.
   */
  unlinkable?(arm: ArmSpec): string | undefined;
  /**
   * Returns why this arm cannot run a benchmark honestly; undefined where it can. Absent where it can run all. Pure.
   */
  unsupported?(benchmarkId: string, arm: ArmSpec): string | undefined;
}
