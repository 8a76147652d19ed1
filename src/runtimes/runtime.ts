/** What a runtime is to the rest of the product. One file implements it; `index.ts` registers it. */
import type { Readable, Writable } from 'node:stream';
import type { ArmSpec } from '../config/arms.js';
import type { Host, HostFacts } from '../host/host.js';
import type { Link } from '../host/network/network.js';
import type { Image } from '../image/kept-image.js';
import type { Binary, Limits } from '../results/document.js';

/** Something an arm needs and the host lacks. */
export interface Missing {
  /** What, in a few words: `package runc`. */
  readonly what: string;
  /** Where it would come from, or what the user must do. */
  readonly remedy: string;
  /** Whether `install` can mend it. */
  readonly installable: boolean;
  /**
   * Set where installing it would change packages that were here before: a run refuses it before it installs anything.
   */
  readonly refused?: true;
}

export interface Installed {
  /** The program that starts its sandboxes. Absent for native, which starts none. */
  readonly main?: Binary;
  /** The OCI runtime below a container engine, where it is not one that the user's daemon has. */
  readonly nested?: Binary;
  /** All that have a part in an arm's figures, those two among them: for the record. */
  readonly binaries: readonly Binary[];
  /** `distro package runc 1.1.5+ds1-1`, `path`, `daemon already running`. */
  readonly source: string;
  /** What a reader of this arm's figures must know: one sentence each. */
  readonly notes?: readonly string[];
}

export interface LaunchRequest {
  /** Unique on this host; names the sandbox, its cgroup and its files. */
  readonly id: string;
  /** Given to the agent, which repeats it in every frame. */
  readonly nonce: string;
  /** Host directory mounted at `SANDBOX.volume`. */
  readonly volume: string;
  readonly limits: Limits;
  /** The network the sandbox is to have; absent where it is to have none. Closed by whoever opened it. */
  readonly link?: Link;
  /**
   * Called once all that is ours is done, and waited for before the runtime is called; where it rejects, nothing of
   * the sandbox is left. Absent where the runtime is called at once.
   */
  readonly poised?: () => Promise<void>;
  /** How long it may take to be ready, s: for a launch that waits for something before there is a console. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** The two ends of a live sandbox's agent, and how to end it. */
export interface Console {
  readonly input: Writable;
  readonly output: Readable;
  /** Host's clock, ms, when the runtime was called: what a launch did before that was ours. */
  readonly calledAt: number;
  /**
   * Resolves once the runtime has exited and the sandbox is gone, with all we made for it; the code is null after a
   * signal. `at` is the host's clock, ms, when the runtime was done: before our own clearing up. `trouble` is what
   * could not be cleared away, and stays on record. Never rejects.
   */
  readonly gone: Promise<{ readonly code: number | null; readonly at: number; readonly trouble: readonly string[] }>;
  /** The last lines the runtime itself printed on its error stream. */
  diagnostics(): readonly string[];
  /** What else its processes are called on the host, besides the id and nonce it was given; absent where nothing. */
  names?(): Promise<readonly string[]>;
  /** Gives the sandbox its link once it is ready; absent where it has had it from its start. @throws CommandError */
  connect?(): Promise<void>;
  /** Ends the sandbox by force. Safe to call twice. Never rejects. */
  kill(): Promise<void>;
}

export interface PreparedArm {
  /**
   * Where a start may hang: for each try but the last, how long to wait for `ready`, s. A launch that is not ready by
   * then is killed and tried again, and counted in the document. Absent where there is one try; the last has all of a
   * launch's time.
   */
  readonly readySeconds?: readonly number[];
  /**
   * Group of a daemon of ours that serves its sandboxes, below the root of each hierarchy. Absent where there is none.
   */
  readonly daemonGroup?: string;
  /** Set where a daemon that was here before serves them: what it spends on them cannot be told from the rest. */
  readonly othersDaemon?: true;
  launch(request: LaunchRequest): Promise<Console>;
  /** Leaves the host as it was. Safe to call twice. */
  remove(): Promise<void>;
}

export interface OptionDefinition {
  readonly help: string;
  /** Allowed values; absent where any string will do. */
  readonly choices?: readonly string[];
  /** What is wrong with a value, and the remedy; undefined where nothing is. */
  problem?(value: string): readonly [problem: string, remedy: string] | undefined;
}

export interface Runtime {
  readonly name: string;
  /** One line for `doctor` and the docs. */
  readonly summary: string;
  /** What a checksum after a version is of, in a few words; absent where it has no releases of its own. */
  readonly checksumOf?: string;
  /** Set where it is always a program of the user's: `oci=./youki`. */
  readonly byPathAlone?: true;
  /** Options a user may write in braces: `runsc{platform: kvm}`. */
  readonly options: Readonly<Record<string, OptionDefinition>>;
  /** Why only one sandbox of an arm can be alive; absent where many can. */
  readonly single?: string;
  /** What this arm needs and lacks on this host; empty when ready. Never changes anything. */
  check(host: HostFacts, arm: ArmSpec): Promise<Missing[]>;
  /** How it will run here where that is not as one would expect, one phrase each. Absent where it always is. */
  remarks?(host: HostFacts, arm: ArmSpec): Promise<readonly string[]>;
  /**
   * Idempotent, pinned, recorded for undo.
   * @throws InputError for a version or path that does not exist, HostError where the host cannot have it.
   */
  install(host: Host, arm: ArmSpec): Promise<Installed>;
  /** Once per run: bundle, import, disk image. */
  prepare(host: Host, image: Image, arm: ArmSpec, installed: Installed): Promise<PreparedArm>;
  /**
   * Why its sandboxes cannot be given a link to the host; undefined where they can. Absent where tare does not know how
   * to. Pure.
   */
  unlinkable?(arm: ArmSpec): string | undefined;
  /** Why this arm cannot run a benchmark honestly; undefined where it can. Absent where it can run all. Pure. */
  unsupported?(benchmarkId: string, arm: ArmSpec): string | undefined;
}
