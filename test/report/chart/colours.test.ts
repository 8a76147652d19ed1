import { describe, expect, it } from '@jest/globals';
import {
  ARM_STYLE,
  type ColourPair,
  colourStyle,
  RUNTIME_COLOURS,
  SURFACE_COLOURS,
} from '../../../src/report/chart/colours.js';
import { runtimes } from '../../../src/runtimes/index.js';

type Rgb = readonly [number, number, number];

/** Linear light, 0 to 1. */
function linear(hex: string): Rgb {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return [r, g, b];
}

/** WCAG 2. */
function contrast(a: string, b: string): number {
  const [x = 0, y = 0] = [a, b].map((hex) => {
    const [r, g, blue] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue + 0.05;
  });
  return Math.max(x, y) / Math.min(x, y);
}

/** Severity 1.0 of Machado, Oliveira and Fernandes 2009; the first is normal sight. */
const SIGHTS: readonly (readonly Rgb[])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
];

const times = (matrix: readonly Rgb[], [r, g, b]: Rgb): number[] =>
  matrix.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b)));

/** OKLab (Ottosson 2020). */
function lab([r = 0, g = 0, b = 0]: readonly number[]): number[] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Smallest distance over all kinds of sight. */
function distance(a: string, b: string): number {
  return Math.min(
    ...SIGHTS.map((sight) => {
      const [x, y] = [a, b].map((hex) => lab(times(sight, linear(hex))));
      return Math.hypot(...(x ?? []).map((value, i) => value - (y?.[i] ?? 0)));
    }),
  );
}

const SCHEMES = ['light', 'dark'] as const satisfies readonly (keyof ColourPair)[];
const surfaceOf = (scheme: keyof ColourPair): string => SURFACE_COLOURS.surface?.[scheme] ?? '';

describe.each(SCHEMES)('colours on a %s ground', (scheme) => {
  it('are known for every runtime', () => {
    expect(Object.keys(RUNTIME_COLOURS)).toEqual(expect.arrayContaining(runtimes.map(({ name }) => name)));
  });

  it('have the contrast that graphics need', () => {
    const weak = Object.entries(RUNTIME_COLOURS).filter(([, pair]) => contrast(pair[scheme], surfaceOf(scheme)) < 3);
    expect(weak).toEqual([]);
  });

  it('can be told apart with every kind of colour blindness', () => {
    const all = Object.entries(RUNTIME_COLOURS);
    const close = all.flatMap(([name, pair], i) =>
      all.slice(i + 1).flatMap(([other, second]) => {
        const apart = distance(pair[scheme], second[scheme]);
        return apart < 0.05 ? [`${name} ${other} ${apart.toFixed(3)}`] : [];
      }),
    );
    expect(close).toEqual([]);
  });

  it.each(['text', 'muted', 'link', 'worse', 'better', 'doubt'])('have the contrast that text needs: %s', (name) => {
    for (const ground of ['surface', 'raised']) {
      const pair = SURFACE_COLOURS[name];
      expect(contrast(pair?.[scheme] ?? '', SURFACE_COLOURS[ground]?.[scheme] ?? '')).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('styles', () => {
  it('declare every colour for light, dark and paper', () => {
    const style = colourStyle('svg');
    expect(style.match(/--runtime-runsc:/g)).toHaveLength(3);
    expect(style).toMatch(/@media \(prefers-color-scheme:dark\)\{svg\{--surface:#14181d/);
  });

  it('have a class for every runtime and for one that is not known', () => {
    expect(ARM_STYLE).toContain('.runtime-docker{background:var(--runtime-docker)}');
    expect(ARM_STYLE).toContain('.runtime-unknown{');
  });
});
