/** Reads the data of the page, and finds what its attributes refer to in it. */
import { carried } from '../../html/client.js';
import type { HostData, PageData, SeriesData } from '../page-data.js';

export type Measure = 'cost' | 'level';

/** A host with the time of each point, in ms since 1970. */
export interface Host extends HostData {
  readonly times: readonly number[];
}

export const stored = carried<PageData>('history', { hosts: [], series: [] });
const MINUTE_MS = 60_000;
export const hosts = stored.hosts.map((host): Host => {
  const times: number[] = [];
  for (const more of host.minutes) times.push((times.at(-1) ?? 0) + more * MINUTE_MS);
  return { ...host, times };
});

/** Returns what an attribute of the page refers to by its place in a list. The page is made from the same data. */
export function placed<T>(list: readonly T[], place: number | string | undefined): T {
  const found = list[Number(place)];
  if (found === undefined) throw new Error(`The page's data has no entry ${place}.`);
  return found;
}

export const colourOf = ({ runtime }: SeriesData): string => `var(--${runtime})`;
