/**
 * Makes the network of a run where a benchmark needs one. Where it cannot be made, those benchmarks are left out with
 * the reason.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import { formatCpuList, parseCpuList, readCpuTopology } from '../../host/facts/cpu/cpus.js';
import type { Host } from '../../host/host.js';
import { Network } from '../../host/network/network.js';
import { Peer } from '../../host/network/peer.js';
import { unpack } from '../../image/archive.js';
import type { Image } from '../../image/kept-image.js';
import type { RunNetwork } from '../../measure/network.js';
import { cellKey } from '../../results/cells.js';
import type { Plan } from '../../results/document.js';
import { hasOwnNetwork } from '../../runtimes/shared/own-network.js';
import { NETWORK } from '../../sandbox/network.js';
import { usesNetwork } from '../../suites/benchmark.js';
import { unlinkedWork } from '../../suites/index.js';
import { unlinkable } from '../request/plan.js';
import type { ToMeasure } from '../request/request.js';

export interface MadeNetwork {
  /** The plan without the benchmarks that need a network, where there can be none. */
  readonly plan: Plan;
  readonly network?: RunNetwork;
  /** Notes that a reader of the results must know. */
  readonly notes: readonly string[];
}

/**
 * Everything that it makes is on record, and is removed with the run.
 * @throws HostError where a run cannot be resumed because there can be no network any more.
 */
export async function networkOf(host: Host, measured: ToMeasure, image: Image): Promise<MadeNetwork> {
  const { plan, arms, benchmarks, resumed } = measured;
  const wanting = benchmarks.filter(usesNetwork).map(({ id }) => id);
  if (wanting.length === 0) return { plan, notes: [] };
  if (!isMeasured(plan, wanting)) return { plan: unlinked(plan), notes: [] };
  host.log.step('making the network');
  const connected = arms.filter((arm) => unlinkable(arm) === undefined);
  const idsOf = (own: readonly ArmSpec[]) => new Set(own.map(({ id }) => id));
  const linked = idsOf(connected.filter((arm) => !hasOwnNetwork(arm)));
  const own = idsOf(connected.filter(hasOwnNetwork));
  try {
    const network = await Network.open(host, NETWORK);
    const { cpus, notes } = peerCpus(plan);
    const limits = { cpus, memoryBytes: plan.limits.memoryBytes };
    const peer = new Peer(host, network.namespace, await peerRoot(host, image), limits);
    return { plan, network: { network, peer, linked, own }, notes };
  } catch (error) {
    if (!(error instanceof HostError) || resumed !== undefined) throw error;
    // The reason stands in the middle of a sentence of the report.
    const [reason = ''] = error.message.replace(/\.$/m, '').split('\n');
    return { plan: withoutNetwork(plan, wanting, reason), notes: [`The suite network is left out: ${error.message}`] };
  }
}

function isMeasured({ contrasts, excluded = [] }: Plan, benchmarks: readonly string[]): boolean {
  const left = new Set(excluded.map(cellKey));
  const arms = contrasts.length > 0 ? contrasts.map(({ candidate }) => candidate) : [''];
  return arms.some((arm) => benchmarks.some((benchmark) => !left.has(cellKey({ arm, benchmark }))));
}

/** Pure: every cell of these benchmarks becomes a row with the reason. */
export function withoutNetwork(plan: Plan, benchmarks: readonly string[], reason: string): Plan {
  const { contrasts, excluded = [] } = plan;
  const left = new Set(excluded.map(cellKey));
  const more = contrasts.flatMap(({ candidate }) =>
    benchmarks
      .filter((benchmark) => !left.has(cellKey({ arm: candidate, benchmark })))
      .map((benchmark) => ({ arm: candidate, benchmark, reason })),
  );
  return { ...unlinked(plan), excluded: [...excluded, ...more] };
}

/** Pure: starts, ends and memory are those of sandboxes without a link. */
function unlinked(plan: Plan): Plan {
  const benchmarks = plan.benchmarks.map((benchmark) => ({ ...benchmark, work: unlinkedWork(benchmark.work) }));
  return { ...plan, benchmarks };
}

/** The peer runs on CPUs that are not measured, or on all CPUs where there are no others. */
function peerCpus({ limits }: Plan): { readonly cpus: string; readonly notes: readonly string[] } {
  const measured = parseCpuList(limits.cpus);
  const others = readCpuTopology().allowed.filter((cpu) => !measured.includes(cpu));
  if (others.length > 0) return { cpus: formatCpuList(others), notes: [] };
  return {
    cpus: limits.cpus,
    notes: [
      `the peer of the suite network shares the measured CPUs (${limits.cpus}) with the sandboxes: there are no others`,
    ],
  };
}

async function peerRoot(host: Host, image: Image): Promise<string> {
  const root = join(host.paths.work, `peer-${host.run.nextId('peer')}`);
  host.journal.record({ kind: 'path', path: root });
  mkdirSync(root);
  await unpack(host, image.tarball, root);
  return root;
}
