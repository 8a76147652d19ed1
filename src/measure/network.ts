/** The network of a run, where a suite needs one: links for sandboxes, servers for trials. */
import { isIPv4 } from 'node:net';
import { HostError } from '../errors.js';
import { CommandError, lastLines } from '../host/commands/command.js';
import type { Link, Network } from '../host/network/network.js';
import type { Peer } from '../host/network/peer.js';
import type { ArmEnvironment } from '../results/document.js';
import { NETWORK, NETWORK_PROBE } from '../sandbox/network.js';
import { parseProbe } from '../sandbox/probe.js';
import type { Benchmark, Command } from '../suites/benchmark.js';
import { type CommandOutcome, MeasurementFailure, type Session } from './session.js';

export interface RunNetwork {
  readonly network: Pick<Network, 'link' | 'namespace'>;
  readonly peer: Pick<Peer, 'ready' | 'doubt' | 'run'>;
  /** Arms whose sandboxes get a link. */
  readonly linked: ReadonlySet<string>;
  /** Arms whose sandboxes have the network of their runtime, from which they reach the peer. */
  readonly own: ReadonlySet<string>;
}

/** Returns a link for a sandbox of this arm; undefined where it gets none. @throws MeasurementFailure */
export async function linkFor(armId: string, run: RunNetwork | undefined): Promise<Link | undefined> {
  return run?.linked.has(armId) ? asFailure('launch', () => run.network.link()) : undefined;
}

/** What a sandbox reports of the device by which it reaches the peer. */
export interface SeenNetwork {
  readonly facts: ArmEnvironment['inside'];
  /** It is IPv4; absent where the sandbox has none. */
  readonly address?: string;
}

/** Asks a sandbox for its network. Its answer is not trusted: an address is one, or there is none. */
export async function networkSeenBy(session: Pick<Session, 'run'>, signal: AbortSignal): Promise<SeenNetwork> {
  const argv = ['/bin/sh', '-c', NETWORK_PROBE, 'sh', NETWORK.device];
  const { output } = await session.run({ cwd: '/', argv }, signal);
  const { networkAddress = '', ...facts } = parseProbe(output, NETWORK_PROBE);
  return { facts, ...(isIPv4(networkAddress) && { address: networkAddress }) };
}

/** Before a trial, makes sure that the benchmark's server runs. @throws MeasurementFailure */
export async function serve({ id, server }: Benchmark, run: RunNetwork | undefined): Promise<void> {
  if (server) await asFailure('lost', () => must(id, run).peer.ready(server));
}

function must(id: string, run: RunNetwork | undefined): RunNetwork {
  if (!run) throw new Error(`${id} needs a network, and the run has none`);
  return run;
}

/** Runs a command at the peer as one in a sandbox is run. @throws MeasurementFailure where it did not end well. */
export async function askFromPeer(
  { id }: Benchmark,
  { argv, seconds }: Command,
  run: RunNetwork | undefined,
  { commandSeconds, signal }: { readonly commandSeconds: number; readonly signal: AbortSignal },
): Promise<CommandOutcome> {
  const most = Math.min(seconds ?? Number.POSITIVE_INFINITY, commandSeconds);
  const from = performance.now();
  const { code, stdout, stderr } = await asFailure('lost', () => must(id, run).peer.run(argv, most, signal));
  const takenMs = performance.now() - from;
  if (code === 0) return { output: stdout, wallMs: takenMs, takenMs };
  const tail = lastLines(`${stdout}\n${stderr}`, 8).map((line) => line.slice(0, 400));
  const how = code === null ? 'was ended' : `ended with exit code ${code}`;
  throw new MeasurementFailure({ reason: 'exit', message: `${argv[0]} ${how} at the network's peer`, tail });
}

/**
 * Lets a client ask the benchmark's server. Where that fails, the server is replaced before the next trial, since the
 * client may have left it waiting. A trial without a client says nothing about the server.
 */
export async function asking<Result>(
  { server }: Benchmark,
  run: RunNetwork | undefined,
  ask: () => Promise<Result>,
): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (server) run?.peer.doubt(server);
    throw error;
  }
}

/** A failure of the host here is data for the document, like a failure of a sandbox. */
export async function asFailure<Result>(reason: 'launch' | 'lost', act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof HostError || error instanceof CommandError)) throw error;
    const [message = '', ...tail] = error.message.split('\n');
    throw new MeasurementFailure({
      reason,
      message,
      tail: tail.slice(0, 12).map((line) => line.slice(0, 400)),
    });
  }
}
