/** Measures what an idle sandbox takes of the host's memory, seen from the host when the sandbox has become ready. */
import type { Suite } from '../benchmark.js';
import { launchMetric } from './launch-metric.js';

const memory = (name: string, summary: string) => launchMetric(`footprint.${name}`, { name, unit: 'MiB' }, summary);

/**
 * This suite is in no profile, because a proportional set size depends on what else on the host maps the same files.
 */
export const footprint: Suite = {
  name: 'footprint',
  summary: 'memory of an idle sandbox on the host, without daemons',
  benchmarks: [
    memory('pss', "proportional set size of all of a sandbox's processes on the host"),
    memory('cgroup', "memory charged to a sandbox's control groups, page cache and kernel memory too"),
  ],
};
