/** Turns Observable Plot's drawings into the text of an SVG element. No other file draws. */
import * as Plot from '@observablehq/plot';
import { printable } from '../../printable.js';
import { colourStyle, surface } from './colours.js';
import { type SvgElement, svgDocument } from './svg-document.js';

export { Plot };

/** It is in px; Plot draws its text at this size too. */
const FONT_SIZE = 12;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** What a chart must give besides its marks. */
export interface Drawing {
  /** Screen readers read it instead of the marks. */
  readonly label: string;
  /** It is in px. */
  readonly width: number;
  readonly height: number;
}

/** Returns an `<svg>` whose colours are custom properties, which the page that shows it declares. */
export function drawSvg(drawing: Drawing, options: Plot.PlotOptions): string {
  const svg = Plot.plot({
    ...options,
    document: svgDocument as unknown as NonNullable<Plot.PlotOptions['document']>,
    width: drawing.width,
    height: drawing.height,
    className: 'tare-chart',
  }) as unknown as SvgElement;
  for (const name of ['class', 'font-size', 'font-family']) svg.removeAttribute(name);
  for (const style of svg.named('style')) style.remove();
  const root = `<svg role="img" aria-label="${escapeXml(drawing.label)}" font-size="${FONT_SIZE}" font-family='${FONT}' `;
  return String(svg)
    .replace(/<[a-z][^>]*>/gi, tidy)
    .replace('<svg ', root);
}

/** These attributes of Plot's own say nothing to a reader, or the page's policy refuses them. */
const NOT_OURS = / (?:aria-label|aria-description|aria-hidden|style)="[^"]*"/g;

/**
 * Cleans one tag. Plot names its groups for its own use, which a screen reader would read out, and gives coordinates
 * 15 digits. No attribute holds text from a document, which is in elements only.
 */
function tidy(tag: string): string {
  return tag.replace(NOT_OURS, '').replace(/\d+\.\d{3,}/g, (text) => String(Number(Number(text).toFixed(1))));
}

/** Escapes text inside an element or an attribute of XML. */
export function escapeXml(text: string): string {
  return printable(text, Number.POSITIVE_INFINITY).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

const MARGIN = 16;

/** Makes a file of its own: with a heading, a background, and colours for light and dark. */
export function standaloneSvg(heading: readonly [title: string, subtitle: string], svg: string): string {
  const [width = 0, height = 0] = ['width', 'height'].map((name) =>
    Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)?.[1]),
  );
  const [title, subtitle] = heading.map(escapeXml);
  const top = MARGIN + 44;
  const [fullWidth, fullHeight] = [width + 2 * MARGIN, height + top + MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ${fullHeight}" font-family='${FONT}'>`,
    `<style>${colourStyle('svg')}</style>`,
    `<rect width="100%" height="100%" rx="6" fill="${surface('surface')}"/>`,
    `<text x="${MARGIN}" y="${MARGIN + 14}" font-size="16" font-weight="600" fill="${surface('text')}">${title}</text>`,
    `<text x="${MARGIN}" y="${MARGIN + 34}" font-size="12" fill="${surface('muted')}">${subtitle}</text>`,
    svg.replace('<svg ', `<svg x="${MARGIN}" y="${top}" color="${surface('text')}" `),
    '</svg>\n',
  ].join('\n');
}
