/** Measures how busy the host is, while a pair is taken, and while every sandbox is alive and none has work. */
import { readFileSync } from 'node:fs';
import { pause } from '../../cancellation.js';

/** The activity is measured over this window, since the kernel counts CPU time in ticks of 10 ms. */
const WINDOW_SECONDS = 0.5;
/** This share of one CPU is tolerated: the trials are compared to about 1 %, and the noise of others adds to it. */
const TOLERATED = 0.05;

/** /proc/stat counts this many ticks a second on every architecture that Node runs on. */
const TICKS = 100;

/**
 * Returns the busy time of these CPUs in ticks, from the text of /proc/stat: all but idle and iowait. Time that the
 * hypervisor gave to others counts, since it is missing as much. Pure.
 */
export function busyTicks(stat: string, cpus: readonly number[]): number {
  const wanted = new Set(cpus.map((cpu) => `cpu${cpu}`));
  const lines = stat.split('\n').map((line) => line.split(/\s+/));
  const busy = lines
    .filter(([name = '']) => wanted.has(name))
    .map(([, user, nice, system, , , irq, softirq, steal]) =>
      [user, nice, system, irq, softirq, steal].reduce((sum, ticks) => sum + Number(ticks ?? 0), 0),
    );
  return busy.reduce((sum, ticks) => sum + ticks, 0);
}

/** Returns how many tasks wait for a CPU at this moment for each CPU online, from the text of /proc/stat. Pure. */
export function waitingPerCpu(stat: string): number {
  const online = stat.match(/^cpu\d+ /gm)?.length ?? 1;
  const runnable = Number(/^procs_running (\d+)$/m.exec(stat)?.[1] ?? 0);
  return Math.max(0, runnable - online) / online;
}

/** What other work did to the measured CPUs. */
export interface CpuActivity {
  /** This many of the CPUs were busy on average. */
  readonly busyCpus: number;
  /** This many tasks of the host waited for each CPU: the mean of the first and the last moment. */
  readonly waitingPerCpu: number;
}

/** Starts to watch these CPUs. The function it returns gives the activity since. */
export function watchCpus(cpus: readonly number[]): () => CpuActivity {
  const before = readFileSync('/proc/stat', 'utf8');
  const from = performance.now();
  return () => {
    const seconds = (performance.now() - from) / 1000;
    const now = readFileSync('/proc/stat', 'utf8');
    const ticks = busyTicks(now, cpus) - busyTicks(before, cpus);
    return {
      busyCpus: toThousandths(Math.max(0, ticks) / TICKS / seconds),
      waitingPerCpu: toThousandths((waitingPerCpu(before) + waitingPerCpu(now)) / 2),
    };
  };
}

const toThousandths = (value: number): number => Math.round(1000 * value) / 1000;

/**
 * Returns one sentence when something keeps the measured CPUs busy, else undefined.
 * @throws the reason of the cancellation.
 */
export async function idleWarning(cpus: readonly number[]): Promise<string | undefined> {
  const activity = watchCpus(cpus);
  await pause(WINDOW_SECONDS * 1000);
  const share = activity().busyCpus;
  if (share <= TOLERATED) return undefined;
  return `The measured CPUs were ${Math.round(share * 100)} % of one CPU busy while every sandbox was idle: stop other work on this host, or see which runtime never rests.`;
}
