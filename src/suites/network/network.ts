/** Measures a link to a peer that runs natively on the host. The link is the same for every runtime. */
import type { Benchmark, Suite } from '../benchmark.js';
import { launchMetric } from '../launch/launch-metric.js';
import { betweenBenchmarks } from './between.js';
import { httpBenchmarks } from './http.js';
import { iperfBenchmarks } from './iperf.js';
import { sockperfBenchmarks } from './sockperf.js';

const startup: Benchmark = {
  ...launchMetric(
    'network.startup',
    { name: 'startup_linked', unit: 'ms' },
    'from the call of the runtime until the agent in the sandbox is ready and has its link',
  ),
  linked: true,
  ungated: true,
};

/**
 * In no profile: it needs programs in the userland, and gives every sandbox a link that other suites are without. Its
 * name stands for a few of its benchmarks, which together take less time; the others have `byName`.
 */
export const network: Suite = {
  name: 'network',
  summary: 'a link to the host',
  benchmarks: [startup, ...iperfBenchmarks, ...sockperfBenchmarks, ...httpBenchmarks, ...betweenBenchmarks],
};
