/** Makes an axis of how much longer the same work takes. */
export interface TimeScale {
  readonly type: 'linear' | 'symlog';
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** Above this many per cent, small costs could not be told apart on a linear axis. */
const LINEAR_TO = 30;
/** At this many per cent the other axis changes from linear to logarithmic. */
export const SYMLOG_FROM = 2;
const STEPS = [0.2, 0.5, 1, 2, 5, 10, 20];
const SYMLOG_TICKS = [
  -90, -80, -50, -20, -10, -5, -2, 0, 2, 5, 10, 20, 50, 100, 200, 400, 900, 1900, 4900, 9900, 19_900, 49_900, 99_900,
  999_900, 9_999_900,
];

/** Returns an axis for these values, with ticks at least `gap` px apart on `length` px. Zero is always one of them. */
export function timeScale(values: readonly number[], length: number, gap: number): TimeScale {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return high <= LINEAR_TO && low >= -LINEAR_TO
    ? linearScale(low, high, length / gap)
    : symlogScale(low, high, length, gap);
}

function linearScale(low: number, high: number, most: number): TimeScale {
  const span = Math.max(high - low, 1);
  const [from, to] = [low - 0.04 * span, Math.max(high, low + 1) + 0.04 * span];
  const step = STEPS.find((one) => (to - from) / one <= most) ?? 20;
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return { type: 'linear', domain: [from, to], ticks: Array.from({ length: count }, (_, i) => (first + i) * step) };
}

const bend = (percent: number): number => Math.sign(percent) * Math.log1p(Math.abs(percent) / SYMLOG_FROM);
const unbend = (place: number): number => Math.sign(place) * SYMLOG_FROM * Math.expm1(Math.abs(place));

function symlogScale(low: number, high: number, length: number, gap: number): TimeScale {
  const margin = 0.04 * (bend(high) - bend(low));
  const [from, to] = [bend(low) - margin, bend(high) + margin];
  const place = (percent: number): number => (length * (bend(percent) - from)) / (to - from);
  const inside = SYMLOG_TICKS.filter((tick) => bend(tick) >= from && bend(tick) <= to);
  const outward = [...inside].sort((a, b) => Math.abs(a) - Math.abs(b));
  const ticks: number[] = [];
  for (const tick of outward) {
    if (ticks.every((kept) => Math.abs(place(kept) - place(tick)) >= gap)) ticks.push(tick);
  }
  return { type: 'symlog', domain: [Math.max(unbend(from), -99.9), unbend(to)], ticks };
}

/** Writes a tick as `0`, `+5 %`, `-20 %`, and from twice the time on as `×2`. */
export function timeTick(percent: number): string {
  if (percent >= 100) return `×${Number((1 + percent / 100).toPrecision(3))}`;
  const text = String(Number(Math.abs(percent).toPrecision(3)));
  if (percent === 0) return 'same';
  return `${percent < 0 ? '-' : '+'}${text} %`;
}
