/** README promises never a number without its uncertainty: no cost and no change stands alone, in whatever form. */
import { expect, it } from '@jest/globals';
import { findFormat } from '../../src/report/format.js';
import type { ReportInput } from '../../src/report/input.js';
import { largeInput } from './support/large.js';

/** A cost or a change: signed per cent, or so many times as long. Bounds follow a bracket, a comma or "at worst". */
const COST = /(?<!\[|, |at worst )(?:[+-]\d[\d.]* %|×\d[\d.]*)/g;
/** Of what is not slower the bound of the worse side. Before it may stand a word, the border of a column, marks. */
const INTERVAL = /^[\s\u00a0|*a-z]{0,40}(?:\[|at worst )/;

/**
 * The figures that a reader sees; charts draw their intervals as lines, axes have ticks, and single pairs are data.
 */
const seen = (text: string): string =>
  text
    .replace(/<(style|script|svg|pre)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

const { comparison, gate, explanations, ...alone } = largeInput(8);
const inputs: readonly (readonly [string, ReportInput])[] = [
  ['costs alone', alone],
  [
    'a comparison',
    { ...alone, ...(comparison && { comparison }), ...(gate && { gate }), ...(explanations && { explanations }) },
  ],
];

it.each(['text', 'markdown', 'html'].flatMap((form) => inputs.map(([what, input]) => [form, what, input] as const)))(
  'as %s, %s: every cost and change is beside its interval',
  async (form, _, input) => {
    const text = seen((await findFormat(form)?.render(input)) ?? '');
    const figures = [...text.matchAll(COST)].map((match) =>
      text.slice(match.index, match.index + match[0].length + 48),
    );
    expect(figures.length).toBeGreaterThan(10);
    const bare = figures.filter((figure) => !INTERVAL.test(figure.replace(/^(?:[+-]\d[\d.]* %|×\d[\d.]*)/, '')));
    expect(bare).toEqual([]);
    expect(text).not.toMatch(/median (?:cost|change)/i);
  },
);
