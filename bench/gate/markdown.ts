/** Writes a replay as Markdown tables. */
import { noiseOf, reasonOf } from './noise.js';
import { EQUAL_FALSE_ALARMS, PEERS, type Replay, type SeriesPower, SLOWDOWNS, type TarePower } from './replay.js';
import type { Spending } from './rules/tare.js';
import type { RecordedSeries } from './series.js';
import { meanPower, percent, shareText, targetsOf } from './targets.js';
import type { Share } from './wilson.js';

/** How and where the replay was made. */
export interface Provenance {
  readonly command: string;
  readonly date: string;
  readonly host: string;
  readonly seed: number;
  readonly cells: number;
  readonly comparisons: number;
  readonly slowedComparisons: number;
}

export function evidenceMarkdown(replays: readonly Replay[], provenance: Provenance): string {
  const inPairs = replays.filter(({ scenario }) => !scenario.id.endsWith('blocks'));
  return [
    provenanceText(provenance),
    '### Targets',
    table(
      ['Target', 'Every cell its own budget', 'Met', 'One budget for all cells', 'Met'],
      targetsOf(replays).map(({ wanted, alone, shared }) => [
        wanted,
        ...[alone, shared].flatMap(({ measured, met }) => [measured, met ? 'yes' : '**no**']),
      ]),
    ),
    '### False alarms and power of every rule as it is shipped',
    'False alarms: the share of comparisons of identical code with any false regression. After the stroke: the share of slower cells that were seen, over all series, at the slowdown of the scenario (quiet 2 %, runsc 3 %; quiet-fine 1 %; the others 5 %). Bonferroni: the same guarantee as Tare, 5 % over all cells, for regressions.',
    shippedTable(replays),
    ...inPairs.flatMap((replay) => scenarioSection(replay)),
  ].join('\n\n');
}

function provenanceText(provenance: Provenance): string {
  const { command, date, host, seed, cells, comparisons, slowedComparisons } = provenance;
  return [
    `Replayed ${date} by \`${command}\` on ${host}; seed ${seed}.`,
    `${cells} cells a comparison; ${comparisons} comparisons of identical code and ${slowedComparisons} at each slowdown in every scenario. Intervals are Wilson's, 95 %, of the resampling alone.`,
  ].join(' ');
}

/** Makes a table with a row for each rule and a column for each scenario. */
function shippedTable(replays: readonly Replay[]): string {
  const first = replays[0];
  const names = first === undefined ? [] : first.peers.flatMap(({ variants }) => variants.map(({ name }) => name));
  const tare = (spending: Spending): string[] =>
    replays.map((replay) =>
      bothText(
        replay.tareAlarms[spending],
        atTarget(replay).map((row) => row.tare[spending].regressed),
      ),
    );
  const peers = names.map((name) => [name, ...replays.map((replay) => shippedCell(replay, name))]);
  return table(
    ['Rule', ...replays.map(({ scenario }) => scenario.id)],
    [['**Tare**, own budget', ...tare('alone')], ['**Tare**, one budget for all', ...tare('shared')], ...peers],
  );
}

function shippedCell(replay: Replay, name: string): string {
  const alarms = replay.peers.flatMap((peer) => peer.variants).find((variant) => variant.name === name)?.alarms;
  const knowsNoSides = name.startsWith('Bencher') && replay.scenario.id.endsWith('blocks');
  if (alarms === undefined || knowsNoSides) return '';
  return bothText(
    alarms,
    atTarget(replay).flatMap((row) => row.shipped.get(name) ?? []),
  );
}

function bothText(alarms: Share, seen: readonly Share[]): string {
  return `${shareText(alarms)} / ${percent(meanPower(seen).share)}`;
}

function scenarioSection(replay: Replay): string[] {
  const { scenario, peers } = replay;
  const tuned = peers.map(({ rule, equalThreshold }) => `${rule.name} ${thresholdText(rule.knob, equalThreshold)}`);
  return [
    `### ${scenario.title}`,
    `Draws: ${scenario.method}. ${scenario.recording.about}`,
    `**Power at equal false alarms and machine time.** Every peer tuned to at most ${percent(EQUAL_FALSE_ALARMS)} of comparisons on these very draws (${tuned.join('; ')}). Tare as it is: ${shareText(replay.tareAlarms.alone)} with its own budget for every cell, ${shareText(replay.tareAlarms.shared)} with one for all; tuned likewise: ${tunedText(replay, 'alone')} and ${tunedText(replay, 'shared')}. Seconds: machine time until the decision of Tare as it is, mean (95th percentile); the peers use all of the budget.`,
    equalTable(replay),
    '**Tare by injected slowdown**, one budget for all cells; first, without one: passed as not slower, and seconds until then.',
    slowdownTable(replay),
    ...(scenario.id.startsWith('live') ? liveSection(replay) : []),
  ];
}

/** Returns a text such as `alpha 0.2, 0.6 % (0.2 to 1.7)`. */
function tunedText({ tunedTare }: Replay, spending: Spending): string {
  const { alpha, alarms } = tunedTare[spending];
  return `alpha ${alpha}, ${shareText(alarms)}`;
}

/** Nine slowdowns in ten must be detected, as `tare calibrate` asks for. */
const SEEN = 0.9;

/** Tells what each series can decide within its budget, and what keeps it from deciding more. */
function liveSection(replay: Replay): string[] {
  return [
    `**What each series can decide**, own budget. Noise: standard deviation of the log difference of a pair (robust) and of a launch, per cent; the share of its variance that lies between launches. Seen: the smallest slowdown tried that at least ${percent(SEEN)} of comparisons called regressed.`,
    table(
      ['Series', 'Launches', 'Pair %', 'Launch %', 'Between', 'Two modes', 'Seen', 'What keeps it from 2 %'],
      replay.scenario.recording.series.map((series) => noiseRow(series, leastSeen(replay, series.name))),
    ),
  ];
}

/** Returns the smallest slowdown that was detected often enough, as a fraction; null where none of those tried was. */
function leastSeen({ power }: Replay, series: string): number | null {
  const seen = power.filter(
    (row) => row.series === series && row.slowdown > 0 && row.tare.alone.regressed.share >= SEEN,
  );
  return seen.length === 0 ? null : Math.min(...seen.map(({ slowdown }) => slowdown));
}

function noiseRow(series: RecordedSeries, least: number | null): string[] {
  const noise = noiseOf(series);
  if (noise === null) return [series.name, String(series.launches.length), '', '', '', '', '', 'one launch'];
  const { pair, robustPair, launch, between, twoModes } = noise;
  return [
    series.name,
    String(series.launches.length),
    `${pair.toFixed(2)} (${robustPair.toFixed(2)})`,
    launch.toFixed(2),
    between === null ? '' : between.toFixed(2),
    twoModes ? 'yes' : '',
    least === null ? '**none**' : percent(least),
    reasonOf(noise, least),
  ];
}

function thresholdText(knob: string, threshold: number): string {
  const isProbability = knob === 'alpha' || knob === 'lower boundary';
  if (isProbability) return `p < ${Number((1 - threshold).toPrecision(2))}`;
  return `${knob} ${Number(threshold.toPrecision(3))}`;
}

function equalTable(replay: Replay): string {
  return table(
    [
      'Series',
      'Slower by',
      '**Tare**, own budget',
      'Seconds',
      'Tuned',
      '**Tare**, one for all',
      'Seconds',
      'Tuned',
      ...PEERS.map((rule) => rule.name),
    ],
    atTarget(replay).map((row) => [
      row.series,
      percent(row.slowdown),
      shareText(row.tare.alone.regressed),
      secondsText(row.tare.alone),
      plainShare(row.equalTare?.alone),
      shareText(row.tare.shared.regressed),
      secondsText(row.tare.shared),
      plainShare(row.equalTare?.shared),
      ...PEERS.map((rule) => plainShare(row.equal.get(rule.name))),
    ]),
  );
}

function slowdownTable(replay: Replay): string {
  const names = replay.scenario.recording.series.map((series) => series.name);
  const found = (name: string, slowdown: number) =>
    replay.power.find((row) => row.series === name && row.slowdown === slowdown);
  return table(
    ['Series', 'Passed at 0 %', 'Seconds', ...SLOWDOWNS.map((slowdown) => percent(slowdown))],
    names.map((name) => {
      const none = found(name, 0);
      return [
        name,
        plainShare(none?.tare.shared.notSlower),
        none === undefined ? '' : secondsText(none.tare.shared),
        ...SLOWDOWNS.map((slowdown) => plainShare(found(name, slowdown)?.tare.shared.regressed)),
      ];
    }),
  );
}

function secondsText({ seconds }: TarePower): string {
  return `${seconds.mean.toFixed(1)} (${seconds.p95.toFixed(1)})`;
}

function plainShare(share: Share | undefined): string {
  return share === undefined ? '' : `${(100 * share.share).toFixed(1)} %`;
}

/** Returns each series at the slowdown at which its scenario compares the rules. */
function atTarget({ scenario, power }: Replay): SeriesPower[] {
  return power.filter((row) => row.slowdown === scenario.target(row.series));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const BEGIN = '<!-- bench/gate writes from here -->';
const END = '<!-- to here -->';

/** Replaces the text between the markers of `document`; a document without markers gets them at its end. */
export function withGenerated(document: string, generated: string): string {
  const part = `${BEGIN}\n\n${generated}\n\n${END}`;
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  return after === undefined ? `${document.trimEnd()}\n\n${part}\n` : `${before}${part}${after}`;
}
