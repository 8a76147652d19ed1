/** Draws the evidence as one picture: the false alarms of each rule, and the slowdowns that it detects. */
import { PEERS, type Replay, type SeriesPower, SLOWDOWNS } from './replay.js';
import { meanPower } from './targets.js';
import type { Share } from './wilson.js';

interface Line {
  readonly name: string;
  /** Shares from 0 to 1, one for each slowdown. */
  readonly values: readonly number[];
}

interface Bar {
  readonly name: string;
  readonly paired: number;
  readonly blocks: number;
}

const WIDTH = 960;
const HEIGHT = 420;
const ROW = 36;
const BARS = { left: 210, top: 92, width: 230 } as const;
const CURVES = { left: 530, top: 76, width: 260, height: 270 } as const;

/**
 * Colours after Okabe and Ito, with the light ones darkened. They can be told apart with any colour vision, and have a
 * contrast of at least 3 : 1 on white and on black.
 */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#b8609a', '#a67c00', '#7d8590'];
const DASHES = ['', '7 4', '2 3', '9 3 2 3', '4 4', '1 5'];

/**
 * The picture is readable on a light and on a dark page, because it has its own background and follows the reader's
 * preference.
 */
const STYLE = `
  .ground { fill: #ffffff } .ink { fill: #1f2328 } .soft { fill: #59636e } .axis { stroke: #8b949e; stroke-width: 1 }
  text { font: 13px system-ui, sans-serif } .title { font-weight: 600; font-size: 15px }
  @media (prefers-color-scheme: dark) { .ground { fill: #0d1117 } .ink { fill: #e6edf3 } .soft { fill: #9198a1 } }`;

/**
 * @param quiet is drawn as curves of power, the mean over all series except runsc's.
 * @param contended and @param blocks are drawn as bars of false alarms.
 */
export function evidenceSvg(quiet: Replay, contended: Replay, blocks: Replay): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="False alarms and power of performance gates">`,
    `<style>${STYLE}</style>`,
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    barPanel(alarmBars(contended, blocks)),
    curvePanel(powerLines(quiet)),
    '</svg>\n',
  ].join('\n');
}

function alarmBars(contended: Replay, blocks: Replay): Bar[] {
  const shipped = (replay: Replay) => replay.peers.flatMap((peer) => peer.variants);
  const peers = shipped(contended).map(({ name, alarms }) => ({
    name,
    paired: alarms.share,
    blocks: name.startsWith('Bencher')
      ? Number.NaN
      : (shipped(blocks).find((variant) => variant.name === name)?.alarms.share ?? Number.NaN),
  }));
  return [
    { name: 'Tare', paired: contended.tareAlarms.shared.share, blocks: blocks.tareAlarms.shared.share },
    ...peers,
  ];
}

function powerLines(replay: Replay): Line[] {
  const rows = replay.power.filter((row) => !row.series.startsWith('runsc'));
  const mean = (of: (row: SeriesPower) => Share | undefined): number[] =>
    SLOWDOWNS.map((slowdown) => {
      const own = rows.filter((row) => row.slowdown === slowdown);
      return meanPower(own.map(of).filter((share) => share !== undefined)).share;
    });
  const peers = PEERS.map(({ name }) => ({ name, values: mean((row) => row.equal.get(name)) }));
  return [{ name: 'Tare', values: mean((row) => row.equalTare?.shared) }, ...peers];
}

function barPanel(bars: readonly Bar[]): string {
  const { left, top } = BARS;
  const rows = bars.map((bar, i) => barRow(bar, top + i * ROW));
  return [
    text(20, 30, 'False alarms in a comparison of identical code', 'title ink'),
    text(20, 50, 'contended host, rules as shipped; 8 trials are too few for Tare', 'soft'),
    legendKey(left, 62, COLOURS[1], 'one side after the other'),
    legendKey(left + 180, 62, COLOURS[0], 'in pairs'),
    ...rows,
  ].join('\n');
}

function barRow({ name, paired, blocks }: Bar, y: number): string {
  const { left } = BARS;
  const short = name
    .replace(' (default)', '')
    .replace('github-action-benchmark', 'gh-action-benchmark')
    .replace(' ab_test', '');
  return [
    text(left - 8, y + 17, short, 'ink', 'end'),
    ...(Number.isNaN(blocks) ? [] : [bar(y, blocks, COLOURS[1])]),
    bar(y + 13, paired, COLOURS[0]),
  ].join('\n');
}

function bar(y: number, share: number, colour: string | undefined): string {
  const length = Math.max(1, BARS.width * share);
  const label = text(BARS.left + length + 5, y + 10, `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`, 'soft');
  return `<rect x="${BARS.left}" y="${y}" width="${length.toFixed(1)}" height="11" fill="${colour}"/>${label}`;
}

function legendKey(x: number, y: number, colour: string | undefined, label: string): string {
  return `<rect x="${x}" y="${y}" width="11" height="11" fill="${colour}"/>${text(x + 16, y + 10, label, 'soft')}`;
}

function curvePanel(lines: readonly Line[]): string {
  const { left, top, width, height } = CURVES;
  const yAxis = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const y = top + height * (1 - share);
    const rule = `<line class="axis" x1="${left}" x2="${left + width}" y1="${y}" y2="${y}" opacity=".35"/>`;
    return rule + text(left - 8, y + 4, `${100 * share} %`, 'soft', 'end');
  });
  const xAxis = SLOWDOWNS.map((slowdown, i) =>
    text(xAt(i), top + height + 20, `${100 * slowdown} %`, 'soft', 'middle'),
  );
  return [
    text(left - 40, 30, 'Slower cells seen, at equal false alarms', 'title ink'),
    text(left - 40, 50, 'quiet host, 10 s a series in all; every rule tuned to 1 %', 'soft'),
    ...yAxis,
    ...xAxis,
    text(left + width / 2, top + height + 42, 'candidate slower by', 'soft', 'middle'),
    ...lines.map(curve),
  ].join('\n');
}

/** The curves are labelled beside the panel, in the order of the lines, so that no two labels overlap. */
function curve({ name, values }: Line, i: number): string {
  const points = values.map((share, at) => `${xAt(at).toFixed(1)},${yAt(share).toFixed(1)}`).join(' ');
  const stroke = `fill="none" stroke="${COLOURS[i]}" stroke-width="${i === 0 ? 3.5 : 2}" stroke-dasharray="${DASHES[i]}"`;
  const x = CURVES.left + CURVES.width + 14;
  const y = CURVES.top + 20 + i * 24;
  const short = name.replace('github-action-benchmark', 'gh-action-benchm.').replace(' ab_test', '');
  return [
    `<polyline points="${points}" ${stroke}/>`,
    `<line x1="${x}" x2="${x + 26}" y1="${y - 4}" y2="${y - 4}" ${stroke}/>`,
    text(x + 32, y, short, 'ink'),
  ].join('\n');
}

/** The slowdowns are at equal distances, so the scale is not linear. */
function xAt(index: number): number {
  return CURVES.left + (CURVES.width * index) / (SLOWDOWNS.length - 1);
}

function yAt(share: number): number {
  return CURVES.top + CURVES.height * (1 - share);
}

function text(
  x: number,
  y: number,
  content: string,
  style: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y}" class="${style}" text-anchor="${anchor}">${escaped}</text>`;
}
