/** The data of the page, and what its attributes name in it. */
import { carried } from '../../html/client.js';
import type { HostData, PageData, SeriesData } from '../page-data.js';

export type Measure = 'cost' | 'level';

/** A host with the time of each point, ms since 1970. */
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

/** What an attribute of the page names by its place; the page is made from the same data. */
export function placed<T>(list: readonly T[], place: number | string | undefined): T {
  const found = list[Number(place)];
  if (found === undefined) throw new Error(`The page's data has no entry ${place}.`);
  return found;
}

export const colourOf = ({ runtime }: SeriesData): string => `var(--${runtime})`;
