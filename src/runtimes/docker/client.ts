/** The requests to a Docker daemon, whoever started it. */
import * as z from 'zod';
import { HostError } from '../../errors.js';
import { mustRun, runCommand } from '../../host/commands/command.js';
import { tryJson } from '../../json.js';

/** A runtime that `docker run --runtime` may name. */
export interface SelectableRuntime {
  readonly name: string;
  /**
   * The command line of the runtime, for a daemon that we may configure; absent where the daemon must know the runtime
   * already.
   */
  readonly call?: readonly [string, ...string[]];
}

export interface DockerDaemon {
  /** The client with the options that lead it to this daemon. */
  readonly cli: readonly string[];
  readonly version: string;
  /** Set where the daemon and everything that it holds is removed when the run ends. */
  readonly isOurs: boolean;
  /**
   * The user that root of a container is on the host: root itself or, with `userns-remap`, another user, who cannot
   * write to the files of root.
   */
  readonly containerRoot: 'root' | 'remapped';
  /** The runtime of sandboxes that name none; undefined for a daemon of ours, which uses Docker's default. */
  readonly defaultRuntime?: string;
  /** The group of a daemon of ours, relative to the root of each hierarchy. */
  readonly group?: string;
  /**
   * Makes sure that the runtime can be selected.
   * @throws HostError where the daemon does not know it and is not ours to configure.
   */
  offer(runtime: SelectableRuntime): Promise<void>;
  /**
   * Has to be called before every launch.
   * @throws HostError when a daemon of ours had died; it may have been started again.
   */
  requireAlive(): Promise<void>;
  /** Returns how to give up the daemon that serves now, where it is ours and cannot be made to end a sandbox. */
  abandonable?(): () => Promise<void>;
  /** Stops a daemon that we started and leaves others alone. It is safe to call twice. */
  stop(): Promise<void>;
}

const versionSchema = z.object({ Server: z.object({ Version: z.string() }).nullish() });

/** Returns undefined where no daemon answers. */
export async function serverVersion(cli: readonly string[]): Promise<string | undefined> {
  const { stdout } = await runCommand([...cli, 'version', '--format', '{{json .}}'], { timeoutSeconds: 20 });
  return versionSchema.safeParse(answerIn(stdout)).data?.Server?.Version;
}

/**
 * Skips what comes before the JSON, because a wrapper of the client may print a line of its own or break the JSON into
 * lines.
 */
export const answerIn = (text: string): unknown => tryJson(text.slice(Math.max(0, text.search(/^(?:[{["]|null)/m))));

const runtimesSchema = z.record(z.string(), z.unknown());

/** @throws HostError where the daemon does not tell. */
async function runtimesOf(cli: readonly string[]): Promise<Record<string, unknown>> {
  const text = await mustRun([...cli, 'info', '--format', '{{json .Runtimes}}'], { timeoutSeconds: 20 });
  const known = runtimesSchema.safeParse(answerIn(text));
  if (known.success) return known.data;
  throw new HostError(
    `docker info does not tell its runtimes: ${text.trim().slice(0, 200)}`,
    'Let docker be a Docker client: this one may be of another program, such as podman.',
  );
}

/** Returns the names that `--runtime` takes. */
export const selectable = async (cli: readonly string[]): Promise<string[]> => Object.keys(await runtimesOf(cli));

const programSchema = z.object({ path: z.string().optional(), runtimeType: z.string().optional() });

/** Returns the path of a runtime's program, or containerd's name of its shim; undefined where neither is told. */
export async function programOf(cli: readonly string[], runtime: string): Promise<string | undefined> {
  const told = programSchema.safeParse((await runtimesOf(cli))[runtime]).data;
  return told?.path || told?.runtimeType;
}

/** Returns the names of the daemon's security options: `userns`, `rootless`, `seccomp`. */
export async function securityOptions(cli: readonly string[]): Promise<string[]> {
  const text = await mustRun([...cli, 'info', '--format', '{{json .SecurityOptions}}'], { timeoutSeconds: 20 });
  const options = z.array(z.string()).nullable().safeParse(answerIn(text)).data ?? [];
  return options.map((option) => /^name=([^,]*)/.exec(option)?.[1] ?? option);
}

/** Returns the runtime of sandboxes that name none: `runc`, unless the host is configured otherwise. */
export async function defaultRuntime(cli: readonly string[]): Promise<string> {
  const text = await mustRun([...cli, 'info', '--format', '{{json .DefaultRuntime}}'], { timeoutSeconds: 20 });
  return z.string().safeParse(answerIn(text)).data ?? '';
}

/**
 * Returns the address that the client uses when root calls it here, without a look at DOCKER_HOST:
 * `unix:///var/run/docker.sock`. No other call of the client is given the variables that say which context it is.
 */
export async function endpoint(cli: readonly string[]): Promise<string> {
  const argv = [...cli, 'context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  const { DOCKER_CONTEXT, DOCKER_CONFIG } = process.env;
  const env = { ...(DOCKER_CONTEXT && { DOCKER_CONTEXT }), ...(DOCKER_CONFIG && { DOCKER_CONFIG }) };
  const { code, stdout } = await runCommand(argv, { timeoutSeconds: 20, env });
  const address = /^[a-z]+:\/\/\S*$/m.exec(stdout);
  return code === 0 && address ? address[0] : '';
}
