import { median } from 'simple-statistics';
import { rankSumTest } from '../../../src/stats/inference/rank-sum.js';
import { midranks } from '../../../src/stats/ranks.js';
import { bonferroniThreshold, evidence, type PeerRule } from './peer.js';

/**
 * benchstat reports a change where the two-sided Mann-Whitney U test of all trials is below .05; here the median must
 * be lower, too.
 */
export const benchstat: PeerRule = {
  name: 'benchstat',
  source: 'golang/perf 712aea8, benchmath/anone.go; aclements/go-moremath, stats/utest.go',
  knob: 'alpha',
  scores: (cells) =>
    cells.map(({ baseline, candidate }) => {
      const [x, y] = [baseline.flat(), candidate.flat()];
      return evidence(mannWhitneyP(x, y), median(y) < median(x));
    }),
  variants: (cells) => [
    { name: 'benchstat, p < .05', threshold: 0.95 },
    { name: 'benchstat, Bonferroni', threshold: bonferroniThreshold(cells) },
  ],
};

/** The largest samples for which go-moremath uses the exact distribution, without and with ties. */
const EXACT_LIMIT = 50;
const TIES_EXACT_LIMIT = 25;

/**
 * Returns the two-sided p as go-moremath computes it: exact for small samples, else normal with corrections for ties
 * and continuity.
 */
export function mannWhitneyP(x: readonly number[], y: readonly number[]): number {
  const ranks = midranks([...x, ...y]);
  const rankSum = ranks.slice(0, x.length).reduce((sum, rank) => sum + rank, 0) / 2;
  const u = rankSum - (x.length * (x.length + 1)) / 2;
  const smaller = Math.min(u, x.length * y.length - u);
  const ties = tieSizes(ranks);
  if (ties.length === 1) return 1;
  const largest = Math.max(x.length, y.length);
  if (ties.length === ranks.length && largest <= EXACT_LIMIT) return exactP(x.length, y.length, smaller);
  if (ties.length < ranks.length && largest <= TIES_EXACT_LIMIT) return tiedP(x, y);
  return normalP(x.length, y.length, smaller, ties);
}

/** Returns how many values share each rank. */
function tieSizes(ranks: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  return [...sizes.values()];
}

function exactP(n: number, m: number, smaller: number): number {
  return smaller === (n * m) / 2 ? 1 : 2 * (cumulative(n, m)[smaller] ?? 0.5);
}

function tiedP(x: readonly number[], y: readonly number[]): number {
  const { less, greater } = rankSumTest(x, y);
  return less === greater ? 1 : Math.min(1, 2 * Math.min(less, greater));
}

const known = new Map<string, Float64Array>();

/**
 * Returns P(U <= u) without ties for u = 0 … n m / 2. U has the generating function of the Gaussian binomial
 * coefficient.
 */
function cumulative(n: number, m: number): Float64Array {
  const key = `${n} ${m}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const limit = (n * m) >> 1;
  const counts = new Float64Array(limit + 1);
  counts[0] = 1;
  for (let i = 1; i <= n; i++) {
    for (let u = limit; u >= m + i; u--) counts[u] = (counts[u] as number) - (counts[u - m - i] as number);
    for (let u = i; u <= limit; u++) counts[u] = (counts[u] as number) + (counts[u - i] as number);
  }
  const total = Array.from({ length: n }, (_, i) => (m + i + 1) / (i + 1)).reduce((product, f) => product * f, 1);
  let sum = 0;
  const masses = counts.map((count) => {
    sum += count / total;
    return sum;
  });
  known.set(key, masses);
  return masses;
}

function normalP(n: number, m: number, smaller: number, ties: readonly number[]): number {
  const total = n + m;
  const tied = ties.reduce((sum, size) => sum + (size ** 3 - size), 0);
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - tied / (total * (total - 1))));
  const distance = (n * m) / 2 - smaller;
  return distance === 0 ? 1 : Math.min(1, 2 * normalUpperTail((distance - 0.5) / deviation));
}

/** Returns P(Z >= z) for z >= -1, by the continued fraction of Mills' ratio or the series about zero. */
function normalUpperTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let [term, sum] = [z, z];
    for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let tail = z;
  for (let k = 60; k > 0; k--) tail = z + k / tail;
  return density / tail;
}
