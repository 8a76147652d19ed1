/** Whether the host is idle while every sandbox is alive and none has work. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A real measurement over this window: the kernel counts CPU time in ticks of 10 ms. */
const WINDOW_SECONDS = 0.5;
/** Share of one CPU; the trials are compared to about 1 %, and the noise of others adds in. */
const TOLERATED = 0.05;

/** Ticks a second in /proc/stat, on every architecture that Node runs on. */
const TICKS = 100;

/**
 * Busy time of these CPUs in ticks, from the text of /proc/stat: all but idle and iowait; time the hypervisor gave to
 * others counts, since it is missing as much. Pure.
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

/** Starts to watch these CPUs; the function returned says how many of them were busy since, on average. */
export function watchCpus(cpus: readonly number[]): () => number {
  const before = busyTicks(readFileSync('/proc/stat', 'utf8'), cpus);
  const from = performance.now();
  return () => {
    const seconds = (performance.now() - from) / 1000;
    const ticks = busyTicks(readFileSync('/proc/stat', 'utf8'), cpus) - before;
    return Math.round((1000 * Math.max(0, ticks)) / TICKS / seconds) / 1000;
  };
}

/** One sentence when something keeps the measured CPUs busy, else undefined. */
export async function idleWarning(cpus: readonly number[], signal: AbortSignal): Promise<string | undefined> {
  const busy = watchCpus(cpus);
  await delay(WINDOW_SECONDS * 1000, undefined, { signal });
  const share = busy();
  if (share <= TOLERATED) return undefined;
  return `The measured CPUs were ${Math.round(share * 100)} % of one CPU busy while every sandbox was idle: stop other work on this host, or see which runtime never rests.`;
}
