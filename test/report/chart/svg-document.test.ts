/** Charts are the same as those that Plot draws with a whole DOM. */

import { describe, expect, it } from '@jest/globals';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type SvgElement, svgDocument } from '../../../src/report/chart/svg-document.js';

const DATA = Array.from({ length: 12 }, (_, i) => ({
  x: i * 1.7,
  y: i % 3,
  name: `<${i}> & "x"`,
  f: i % 2 ? 'a' : 'b',
}));

const options = (): Plot.PlotOptions => ({
  width: 400,
  fy: { label: null },
  color: { legend: false },
  marks: [
    Plot.gridX({ stroke: 'red' }),
    Plot.axisX({ label: 'time →', labelAnchor: 'center' }),
    Plot.ruleX([0]),
    Plot.barX(DATA, { x: 'x', y: 'y', fy: 'f', fill: 'name', title: 'name' }),
    Plot.tickX(DATA, { x: 'x', y: 'y', fy: 'f' }),
    Plot.link(DATA, { x1: 'x', x2: 0, y1: 'y', y2: 'y', fy: 'f' }),
    Plot.dot(DATA, { x: 'x', y: 'y', fy: 'f', title: 'name' }),
    Plot.text(DATA, { x: 'x', y: 'y', fy: 'f', text: (one: { name: string }) => `${one.name}\nnext` }),
    Plot.line(DATA, { x: 'x', y: 'y', clip: true }),
  ],
});

/** Attributes have no order, an element without content has two spellings, and each drawing counts its clips. */
const plain = (svg: string): string =>
  svg
    .replace(/<([\w-]+)((?: [\w:-]+="[^"]*")*) ?(\/?)>/g, (_, name: string, attributes: string, end: string) => {
      const sorted = [...attributes.matchAll(/ [\w:-]+="[^"]*"/g)].map(([one]) => one).sort();
      return `<${name}${sorted.join('')}${end}>`;
    })
    .replace(/clip-\d+/g, 'clip');

describe('svgDocument', () => {
  it('gives the text that a DOM gives', () => {
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    const expected = Plot.plot({ ...options(), document }).outerHTML;
    const own = Plot.plot({
      ...options(),
      document: svgDocument as unknown as NonNullable<Plot.PlotOptions['document']>,
    });
    expect(String(own)).toContain('&lt;1&gt; &amp;');
    expect(plain(String(own))).toBe(plain(expected));
  });

  it('gives elements by name, and none that was removed', () => {
    const make = (name: string): SvgElement => svgDocument.createElementNS('', name);
    const [root, group, style] = [make('svg'), make('g'), make('style')];
    root.appendChild(group).appendChild(style);
    root.insertBefore(make('title'), group);
    expect(String(root)).toBe('<svg><title/><g><style/></g></svg>');
    for (const one of root.named('style')) one.remove();
    expect(String(root)).toBe('<svg><title/><g/></svg>');
  });
});
