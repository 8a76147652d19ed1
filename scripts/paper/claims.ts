/** States the claims of the paper as orders of runtimes, and tells whether a run agrees. Pure. */
import type { OverheadCell } from '../../src/compare/comparison.js';
import { costOf } from '../../src/report/numbers.js';

export interface Claim {
  readonly figures: string;
  /** One sentence. */
  readonly text: string;
  /** An arm is judged by the first of these benchmarks that the run has for it. */
  readonly benchmarks: readonly string[];
  /**
   * Groups of runtimes: each runtime of a group is claimed to cost less than each of the next group. Runtimes that are
   * not named do not matter.
   */
  readonly order: readonly (readonly string[])[];
}

const CONTAINERS = ['docker', 'runc'];
const MEMORY = ['memory.write.seq.1k'];

/** The orders in the paper's figures 6 to 10; its levels were taken on other hardware. */
export const CLAIMS: readonly Claim[] = [
  {
    figures: '6',
    text: 'Docker (runc) computes fastest, Firecracker comes second.',
    benchmarks: ['cpu.prime'],
    order: [CONTAINERS, ['firecracker'], ['runsc', 'incus']],
  },
  {
    figures: '9, 10',
    text: 'Docker (runc) is fastest in memory, Firecracker comes second.',
    benchmarks: MEMORY,
    order: [CONTAINERS, ['firecracker'], ['runsc', 'incus']],
  },
  ...(['root', 'volume'] as const).flatMap((place): Claim[] => {
    const where = place === 'root' ? 'on the root layer, as in the paper' : 'on one volume for all';
    const worst = [
      [...CONTAINERS, 'firecracker'],
      ['runsc', 'incus'],
    ];
    const claim = (figures: string, mode: string, words: string): Claim => ({
      figures,
      text: `gVisor and Incus ${words} slowest (${where}).`,
      benchmarks: [`fileio.${place}.${mode}`],
      order: worst,
    });
    return [claim('7', 'seqrd', 'read'), claim('8', 'seqwr', 'write'), claim('8', 'seqrewr', 'rewrite')];
  }),
];

/** `holds in part` means that some of the claimed order was seen and nothing against it. */
export type Finding = 'holds' | 'holds in part' | 'cannot be told' | 'does not hold' | 'not compared';

export interface Judged {
  readonly finding: Finding;
  /** One sentence for each pair of runtimes that the claim is about and that the run could tell apart. */
  readonly evidence: readonly string[];
  /** The runtimes of the claim that have no figure in this run. */
  readonly absent: readonly string[];
}

interface Standing {
  readonly runtime: string;
  readonly low: number;
  readonly high: number;
}

/** Two runtimes can be told apart where the intervals of their extra time against native do not overlap. */
export function judge(claim: Claim, cells: readonly OverheadCell[], runtimeOf: (arm: string) => string): Judged {
  const named = claim.order.flat();
  const own = cells.filter(({ benchmark }) => claim.benchmarks.includes(benchmark));
  const standings = own.flatMap((cell) => standingOf(cell, runtimeOf(cell.arm)));
  const absent = named.filter((name) => standings.every(({ runtime }) => runtime !== name));
  const pairs = claim.order.flatMap((group, at) =>
    claim.order.slice(at + 1).flatMap((later) => pairsOf(among(standings, group), among(standings, later))),
  );
  if (pairs.length === 0) return { finding: 'not compared', evidence: [], absent };
  const [as, against] = [pairs.filter(isBelow), pairs.filter(([first, second]) => isBelow([second, first]))];
  const finding =
    against.length > 0
      ? 'does not hold'
      : as.length === pairs.length
        ? 'holds'
        : as.length > 0
          ? 'holds in part'
          : 'cannot be told';
  const evidence = [
    ...as.map(([first, second]) => `${first.runtime} before ${second.runtime}`),
    ...against.map(([first, second]) => `${second.runtime} before ${first.runtime}`),
  ];
  return { finding, evidence, absent };
}

type Two = readonly [Standing, Standing];

const isBelow = ([first, second]: Two): boolean => first.high < second.low;

const among = (standings: readonly Standing[], names: readonly string[]): Standing[] =>
  standings.filter(({ runtime }) => names.includes(runtime));

const pairsOf = (group: readonly Standing[], later: readonly Standing[]): Two[] =>
  group.flatMap((first) => later.map((second): Two => [first, second]));

function standingOf(cell: OverheadCell, runtime: string): Standing[] {
  if (cell.overhead === null) return [];
  const { low, high } = costOf(cell.overhead, cell.direction);
  return [{ runtime, low: low ?? Number.NEGATIVE_INFINITY, high: high ?? Number.POSITIVE_INFINITY }];
}
