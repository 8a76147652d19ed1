/**
 * Counts, durations, sizes and percentages as people write them. A parser returns undefined for text that it cannot
 * read.
 */

const DURATION = /^(?:([\d.]+)d)?(?:([\d.]+)h)?(?:([\d.]+)m)?(?:([\d.]+)s)?(?:([\d.]+)ms)?$/;
/** The units are in the order of the groups above. */
const DURATION_MS = [86_400_000, 3_600_000, 60_000, 1_000, 1];
const DURATION_UNITS = ['d', 'h', 'm', 's', 'ms'];
const DECIMAL = /^\d+(?:\.\d+)?$/;

/**
 * Returns the seconds of `90s`, `10m`, `1h30m` or `100ms`. A bare number is refused, because it does not say what it
 * counts.
 */
export function parseDuration(text: string): number | undefined {
  const groups = DURATION.exec(text)?.slice(1) ?? [];
  const given = groups.filter((group) => group !== undefined);
  if (given.length === 0 || !given.every((group) => DECIMAL.test(group))) return undefined;
  return groups.reduce((total, group, index) => total + Number(group ?? 0) * (DURATION_MS[index] ?? 0), 0) / 1_000;
}

/** Returns the shortest text that `parseDuration` reads as `seconds`, to the millisecond: `2m15s`. */
export function formatDuration(seconds: number): string {
  let rest = Math.round(seconds * 1_000);
  const parts = DURATION_MS.map((size, index) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count}${DURATION_UNITS[index]}` : '';
  });
  return parts.join('') || '0s';
}

const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:iB)?$/;
const SIZE_UNITS = ['', 'K', 'M', 'G', 'T'];

/**
 * Returns the bytes of `512MiB` or `1G`, rounded to whole KiB. K, M, G and T are powers of 1024, as for docker and
 * sysbench. A bare number is refused, and so is `MB`, which people read both ways.
 */
export function parseBytes(text: string): number | undefined {
  const [, amount, unit] = SIZE.exec(text) ?? [];
  if (!amount || !unit) return undefined;
  return Math.round(Number(amount) * 1024 ** (SIZE_UNITS.indexOf(unit) - 1)) * 1024;
}

/** Returns the size in the largest unit that needs no fraction: `512MiB`; in the nearest whole KiB where none fits. */
export function formatBytes(bytes: number): string {
  const power = [4, 3, 2].find((candidate) => bytes >= 1024 ** candidate && bytes % 1024 ** candidate === 0) ?? 1;
  return `${Math.round(bytes / 1024 ** power)}${SIZE_UNITS[power]}iB`;
}

/** Returns the per cent of `2%`, `2` or `0.5 %`. */
export function parsePercent(text: string): number | undefined {
  const number = text.replace(/\s*%$/, '');
  return DECIMAL.test(number) ? Number(number) : undefined;
}

export function formatPercent(percent: number): string {
  return `${percent}%`;
}

/** Units by size, ascending. They are maps, because a unit in a document may be called `constructor`. */
export type Sizes = ReadonlyMap<string, number>;
export const SECONDS: Sizes = new Map([
  ['ns', 1e-9],
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
]);
export const BYTES: Sizes = new Map([
  ['B', 1],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
]);

/**
 * Returns the factor that turns a value in the unit `from` into one in `to`; undefined for units of different things.
 */
export function unitFactor(from: string, to: string): number | undefined {
  if (from === to) return 1;
  const [size, other] = from.endsWith('/s') && to.endsWith('/s') ? [from.slice(0, -2), to.slice(0, -2)] : [from, to];
  const scales = size === from ? [SECONDS, BYTES] : [BYTES];
  const scale = scales.find((sizes) => sizes.has(size) && sizes.has(other));
  return scale && (scale.get(size) ?? 1) / (scale.get(other) ?? 1);
}

const MOST_DECIMALS = 6;

/** Returns the fewest decimals, from `least` on, that write a value on the side of `other` on which it lies. */
export function decimalsApart(value: number, other: number, least: number): number {
  const side = Math.sign(value - other);
  let decimals = least;
  while (decimals < MOST_DECIMALS && Math.sign(Number(value.toFixed(decimals)) - other) !== side) decimals += 1;
  return decimals;
}

/** Writes, for example, `1 block`, `3 blocks` or `2 launches`. */
export function count(n: number, noun: string): string {
  const ending = /(?:s|x|ch|sh)$/.test(noun) ? 'es' : 's';
  return `${n} ${noun}${n === 1 ? '' : ending}`;
}
