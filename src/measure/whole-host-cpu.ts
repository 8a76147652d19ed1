/** What a trial costs the whole host: both ends of a link, and whatever serves them. */
import type { Work } from '../results/document.js';
import type { Benchmark } from '../suites/benchmark.js';
import { hostCpuSeconds } from './crowd-host.js';

type Metrics = Readonly<Record<string, number>>;

/** Looks before the command; what it returns looks once it has ended, and tells its metric from the others. */
export function watchWholeHost({ wholeHost }: Benchmark, work: Work): () => (metrics: Metrics) => Metrics {
  if (!wholeHost) return () => () => ({});
  const before = hostCpuSeconds();
  return () => {
    const seconds = hostCpuSeconds() - before;
    return (metrics) => ({ [wholeHost.metric]: seconds / wholeHost.amount(work, metrics) });
  };
}
