/** Writes docs/paper.md: the findings of the paper beside those of a run, and what could not be compared. Pure. */
import type { OverheadCell } from '../../src/compare/comparison.js';
import type { Chart } from '../../src/report/chart/types.js';
import { deploymentMarkdown } from '../../src/report/deployment/format.js';
import { deploymentRows } from '../../src/report/deployment/rows.js';
import { code, codeBlock, escapeMarkdown } from '../../src/report/markdown/escape.js';
import { costOf, formatCost, formatLevel } from '../../src/report/numbers.js';
import { extentText, formatTime, hostText, sourcesOf } from '../../src/report/origin.js';
import { reproduceRun } from '../../src/report/reproduce.js';
import { benchmarkRows } from '../../src/report/rows.js';
import { NATIVE, type RunDocument } from '../../src/results/document.js';
import { CLAIMS, judge } from './claims.js';

/** The paper's runtimes, and why one may be missing in this run. */
const PAPER = [
  { runtime: 'docker', version: '24.0.5', why: 'no Docker engine was to be had' },
  { runtime: 'runsc', version: 'release-20240408.0', why: 'its release could not be downloaded' },
  { runtime: 'firecracker', version: '1.7.0', why: 'it needs a /dev/kvm that boots a guest' },
  { runtime: 'incus', version: '6.0.0', why: 'no package of it was to be had' },
] as const;

/** Findings about a recorded run that were made after it, by its id. */
const FOUND_LATER: Readonly<Record<string, string>> = {
  '20261128T141055Z-47ff':
    'Other work kept the host’s two CPUs busy meanwhile (load average 16 to 29), so these seconds are far above those of a quiet host, and each start is one launch: the packages, sizes, changes and steps are what to go by.',
  '20261126T023501Z-9aba':
    'The file benchmarks of this run are from before two corrections: the files were made with small writes, and always for native first, which made the reads of all others look cheaper than they are ([docs/benchmarks.md](benchmarks.md#fileio)). In this run podman’s containers had `--rm`, for which it mounts their root so that a flush costs nothing (`volatile`): its writes to the root are no finding about podman. Tare starts them without it since, and eight launches then gave: `fileio.root.seqwr` ~ [-1, +12], `fileio.root.seqrewr` +10 % [+8, +17]. Firecracker 1.7.0 was started later, with a guest kernel that Tare builds, but under emulation, where its figures say nothing of the paper’s: [docs/runtimes.md](runtimes.md#firecracker).',
};

export interface PaperPage {
  readonly run: RunDocument;
  readonly overheads: readonly OverheadCell[];
  readonly charts: readonly Chart[];
  /** Returns the path of a chart's picture, relative to the page. */
  readonly picture: (chart: Chart) => string;
  /** A run on a host that had none of its runtimes before. */
  readonly deployment: RunDocument;
}

export function paperPage(page: PaperPage): string {
  return `${[
    '# The paper’s figures, measured here',
    '',
    `Written by ${code('npm run paper')} from one run of ${code('--profile paper')}; do not edit. The paper’s levels are of other`,
    'hardware, so what is set beside each other is the **order** of its runtimes. Every figure here is a cost against native in',
    'the same launches, with its 95 % interval: + is worse, - is better, ×n is n times as slow, ~ is no evidence.',
    '',
    '## What was run',
    '',
    `${escapeMarkdown(hostText(page.run))}. Run ${code(page.run.id)} of ${formatTime(page.run.startedAt)}: ${escapeMarkdown(extentText(page.run))}.`,
    '',
    ...versions(page.run),
    '',
    ...foundLater(page.run),
    '## What the paper says, and what was found',
    '',
    ...claims(page),
    '',
    'A claim *holds* where each runtime it puts first has an interval below that of each it puts after; *in part* where some do and',
    'none is the other way round; it *cannot be told* where all intervals meet.',
    '',
    '## Every figure',
    '',
    ...figures(page),
    '## Deployment and administration',
    '',
    'The paper leaves the ease of deployment open. This is what each runtime took on a new root of minbase packages, installed in',
    `this order by ${code('bench/install.ts')}; seconds hold for that host and its load. Steps: install the programs, start a daemon where`,
    'there is one, give the runtime the userland, start the first sandbox. The table of any run: `tare report RUN --deployment`.',
    '',
    ...foundLater(page.deployment),
    `Run ${code(page.deployment.id)} of ${formatTime(page.deployment.startedAt)}, ${escapeMarkdown(hostText(page.deployment))}.`,
    '',
    deploymentMarkdown(deploymentRows(page.deployment)),
    '',
    '## What could not be compared, and why',
    '',
    ...limits(page).map((line) => `- ${line}`),
    '',
    '## Measure it again',
    '',
    codeBlock(
      `${reproduceRun(page.run)}\nnpm run paper -- tare-results/run-….json\nsudo npx tsx bench/install.ts FOLDER --runtimes ${runtimesOf(page.deployment)} --document deployment.json\nnpm run paper -- --deployment deployment.json`,
    ),
  ].join('\n')}\n`;
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))];
}

const runtimesOf = (run: RunDocument): string =>
  run.plan.arms
    .map(({ id }) => id)
    .filter((id) => id !== NATIVE)
    .join(',');

const runtimeOf = (run: RunDocument, arm: string): string => run.plan.arms.find(({ id }) => id === arm)?.runtime ?? arm;

function foundLater({ id }: RunDocument): string[] {
  const found = FOUND_LATER[id];
  return found === undefined ? [] : [found, ''];
}

function versions(run: RunDocument): string[] {
  const sources = sourcesOf(run);
  const arms = run.plan.arms.map(({ id }) => id).filter((id) => id !== NATIVE);
  const rows = arms.map((arm) => {
    const paper = PAPER.find(({ runtime }) => runtime === runtimeOf(run, arm));
    return [code(arm), paper?.version ?? 'not in it', escapeMarkdown(sources.get(arm) ?? '')];
  });
  return table(['runtime', 'in the paper', 'here'], rows);
}

function claims({ run, overheads }: PaperPage): string[] {
  const rows = CLAIMS.map((claim) => {
    const { finding, evidence, absent } = judge(claim, overheads, (arm) => runtimeOf(run, arm));
    const seen = evidence.length === 0 ? '' : evidence.join(', ');
    const all = absent.length === claim.order.flat().length;
    const missing = absent.length === 0 ? '' : all ? 'not in this run' : `without ${absent.join(', ')}`;
    return [claim.figures, claim.text, `**${finding}**`, [seen, missing].filter((text) => text !== '').join('; ')];
  });
  return table(['figure', 'the paper', 'here', 'seen'], rows);
}

/** Returns a table for each benchmark in the order of cost, and then the pictures. */
function figures({ run, overheads, charts, picture }: PaperPage): string[] {
  const tables = benchmarkRows(run, overheads)
    .filter(({ suite }) => suite !== 'footprint')
    .flatMap(({ benchmark, unit, nativeLevel, cells }) => {
      const arms = [...cells.values()].filter(({ overhead }) => overhead !== null).toSorted(byCost);
      if (arms.length === 0) return [];
      return [
        `### ${code(benchmark)}`,
        '',
        ...table(
          ['runtime', 'level', 'cost', 'interval', 'launches'],
          [[NATIVE, formatLevel(nativeLevel, unit), '', '', ''], ...arms.map(armRow)],
        ),
        '',
      ];
    });
  const pictures = charts.flatMap((chart) => [`![${chart.title}](${picture(chart)})`, '', chart.caption, '']);
  return [...tables, ...pictures];
}

function byCost(a: OverheadCell, b: OverheadCell): number {
  const cost = ({ overhead, direction }: OverheadCell): number =>
    overhead === null ? Number.POSITIVE_INFINITY : costOf(overhead, direction).percent;
  return cost(a) - cost(b);
}

function armRow({ arm, level, unit, noisePercent, overhead, direction, blocks }: OverheadCell): string[] {
  const cost = overhead && formatCost(costOf(overhead, direction));
  return [
    code(arm),
    formatLevel(level, unit, noisePercent),
    cost?.estimate ?? '',
    cost?.interval ?? '',
    String(blocks),
  ];
}

function limits({ run, overheads }: PaperPage): string[] {
  const here = run.plan.arms.map(({ runtime }) => runtime);
  const absent = PAPER.filter(({ runtime }) => !here.includes(runtime));
  const notes = run.environments.flatMap(({ arm, notes = [] }) =>
    notes.map((note) => `${code(arm)}: ${escapeMarkdown(note)}.`),
  );
  const empty = overheads
    .filter(({ arm, overhead }) => arm !== NATIVE && overhead === null)
    .map(({ arm, benchmark }) => `${code(arm)} ${code(benchmark)}`);
  const excluded = (run.plan.excluded ?? []).map(
    ({ arm, benchmark, reason }) => `${code(arm)} leaves out ${code(benchmark)}: ${escapeMarkdown(reason)}.`,
  );
  return [
    ...absent.map(({ runtime, version, why }) => `${code(runtime)} ${version} is not in this run: ${why}.`),
    `The paper ran Ubuntu 22.04; here it was ${escapeMarkdown(run.fingerprint.os)}, and versions are those of the table above.`,
    'The paper’s files lie on each runtime’s own layer. There gVisor keeps them in a file of the sandbox itself, where an fsync costs nothing: on the root its writes look better than they are, and only the volume compares it.',
    'Figure 9 shows a total time. With sysbench’s time limit that is nearly constant, so here the work is fixed and the time is what it took; the limit of the paper’s own runs is not known.',
    'Figure 10’s minimum latency is left out: sysbench prints 0.00 ms for one operation in memory.',
    'The sizes of the paper’s files are not known; here they are 128 MiB in 16 KiB blocks, which stay in the page cache.',
    ...(empty.length === 0 ? [] : [`Nothing was measured of ${empty.join(', ')}.`]),
    ...excluded,
    ...notes,
    ...run.warnings.map((warning) => escapeMarkdown(warning)),
  ];
}
