/** What we ask of a Docker daemon, whoever started it. */
import * as z from 'zod';
import { HostError } from '../../errors.js';
import { mustRun, runCommand } from '../../host/command.js';
import { tryJson } from '../../json.js';

/** A runtime that `docker run --runtime` may name. */
export interface SelectableRuntime {
  readonly name: string;
  /** How to call it, for a daemon that we may teach; absent where the daemon must know it already. */
  readonly call?: readonly [string, ...string[]];
}

export interface DockerDaemon {
  /** The client with what it needs to reach this daemon. */
  readonly cli: readonly string[];
  readonly version: string;
  /** Whether the daemon and all it holds go when the run ends. */
  readonly isOurs: boolean;
  /**
   * The user that a container's root is on the host: root itself, or with `userns-remap` another one, who cannot write
   * to the files of root.
   */
  readonly containerRoot: 'root' | 'remapped';
  /** Below sandboxes that name none; undefined of a daemon of ours, whose is Docker's own. */
  readonly defaultRuntime?: string;
  /** Group of a daemon of ours, below the root of each hierarchy. */
  readonly group?: string;
  /**
   * Makes sure that the runtime can be selected.
   * @throws HostError where the daemon does not know it and is not ours to teach.
   */
  offer(runtime: SelectableRuntime): Promise<void>;
  /** Call before every launch. @throws HostError when a daemon of ours had died; it may have been started again. */
  requireAlive(): Promise<void>;
  /** How to give up the daemon that serves now, where it is ours and cannot be made to end a sandbox. */
  abandonable?(): () => Promise<void>;
  /** Stops a daemon that we started; leaves others alone. Safe to call twice. */
  stop(): Promise<void>;
}

const versionSchema = z.object({ Server: z.object({ Version: z.string() }).nullish() });

/** Undefined where no daemon answers. */
export async function serverVersion(cli: readonly string[]): Promise<string | undefined> {
  const { stdout } = await runCommand([...cli, 'version', '--format', '{{json .}}'], { timeoutSeconds: 20 });
  return versionSchema.safeParse(answerIn(stdout)).data?.Server?.Version;
}

/** A wrapper of the client may print a line of its own before, or break the JSON into lines. */
const answerIn = (text: string): unknown => tryJson(text.slice(Math.max(0, text.search(/^(?:[{["]|null)/m))));

const runtimesSchema = z.record(z.string(), z.unknown());

/** Names that `--runtime` may take. */
export async function selectable(cli: readonly string[]): Promise<string[]> {
  const text = await mustRun([...cli, 'info', '--format', '{{json .Runtimes}}'], { timeoutSeconds: 20 });
  const known = runtimesSchema.safeParse(answerIn(text));
  if (known.success) return Object.keys(known.data);
  throw new HostError(
    `docker info does not tell its runtimes: ${text.trim().slice(0, 200)}`,
    'Let docker be a Docker client: this one may be of another program, such as podman.',
  );
}

/** Security options of the daemon by name: `userns`, `rootless`, `seccomp`. */
export async function securityOptions(cli: readonly string[]): Promise<string[]> {
  const text = await mustRun([...cli, 'info', '--format', '{{json .SecurityOptions}}'], { timeoutSeconds: 20 });
  const options = z.array(z.string()).nullable().safeParse(answerIn(text)).data ?? [];
  return options.map((option) => /^name=([^,]*)/.exec(option)?.[1] ?? option);
}

/** The runtime below sandboxes that name none: `runc`, unless the host is configured otherwise. */
export async function defaultRuntime(cli: readonly string[]): Promise<string> {
  const text = await mustRun([...cli, 'info', '--format', '{{json .DefaultRuntime}}'], { timeoutSeconds: 20 });
  return z.string().safeParse(answerIn(text)).data ?? '';
}

/** Where the client leads as root calls it here: `unix:///var/run/docker.sock`. */
export async function endpoint(cli: readonly string[]): Promise<string> {
  const argv = [...cli, 'context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  const { code, stdout } = await runCommand(argv, { timeoutSeconds: 20 });
  const address = /^[a-z]+:\/\/\S*$/m.exec(stdout);
  return code === 0 && address ? address[0] : '';
}
